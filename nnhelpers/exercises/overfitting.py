"""Exercises of page 07, over- and under-fitting: read the curves, and what helps.

Each function `my_...` is a reference: the clearest code a learner could write, and with its
docstring the stub of the page. The exercises that use them are below.
"""

import numpy as np

from nnhelpers.exercises.exercise import numbers
from nnhelpers.exercises.function_exercise import FunctionExercise
from nnhelpers.exercises.line_exercise import LineExercise
from nnhelpers.exercises.slips import slip

PAGE = "07_overfitting"


def my_curve_gap(costs, penalties, validation_costs):
    """How far the validation cost lies above the training cost, at each record.

    costs : array (n,), cost on the training part, a penalty on large weights included
    penalties : array (n,), that penalty alone;  validation_costs : array (n,), without a penalty
    returns array (n,)
    """
    training_costs = costs - penalties
    return validation_costs - training_costs


def my_disagreement(labels):
    """How often do two networks give an example different labels?

    labels : array (K, m), one row for each of K networks, one column for each example
    returns one number: the mean over all pairs of two different networks, and all examples
    """
    K = len(labels)
    shares = []
    for i in range(K):
        for j in range(i):
            shares.append(np.mean(labels[i] != labels[j]))
    return np.mean(shares)


def my_l2_gradient(dW, W, l2, m):
    """The gradient of J + l2 / (2m) * (sum of all squared weights), for the weights of one layer.

    dW : array (n_l, n_prev), the gradient of J;  W : array (n_l, n_prev)
    l2 : number;  m : number of examples
    returns array (n_l, n_prev)
    """
    return dW + l2 / m * W


def my_weights_left(learning_rate, l2, m, steps):
    """What is left of a weight after some steps, if the gradient of J is zero all the time.

    learning_rate, l2 : numbers;  m : number of examples;  steps : whole number
    returns one number: the weight at the end, divided by the weight at the start
    """
    factor = 1 - learning_rate * l2 / m
    return factor**steps


def my_inverted_dropout(A, U, keep_prob):
    """Set dropped units to zero, and divide the kept ones by keep_prob.

    A : array (n, m), outputs of a layer;  keep_prob : number
    U : array (n, m), random numbers from 0 to 1: an entry of A is kept where U < keep_prob
    returns array (n, m)
    """
    kept = U < keep_prob
    return A * kept / keep_prob


def my_mirrored(images, labels):
    """Twice as many pictures: first those given, then each of them with left and right swapped.

    images : array (m, h, w);  labels : array (m,)
    returns images : array (2m, h, w), and labels : array (2m,), in this order
    """
    swapped = images[:, :, ::-1]
    more_images = np.concatenate([images, swapped])
    more_labels = np.concatenate([labels, labels])
    return more_images, more_labels


def my_best_strength(strengths, validation_costs):
    """Which strength to take, when each has been tried from several random starts.

    strengths : array (K,), in any order
    validation_costs : array (K, S), one row for each strength, one column for each start
    returns one number: the strength whose validation cost is lowest on average over the starts
    """
    means = np.mean(validation_costs, axis=1)
    return strengths[np.argmin(means)]


def _three_records(seed, n):
    """Costs, penalties and validation costs of n records, all positive."""
    costs, penalties, validation = np.abs(numbers(seed, 3, n))
    return 2 + costs, penalties, validation


def _uniform(seed, *shape):
    return np.random.default_rng(seed).random(shape).round(2)


def _labels(seed, K, m, classes):
    return np.random.default_rng(seed).integers(classes, size=(K, m))


def _pictures(seed, m, h, w):
    """Pictures and their labels, all labels different."""
    return _uniform(seed, m, h, w), np.random.default_rng(seed).permutation(m + 2)[:m]


_UNTOUCHED = "This is {} as it came."

EXERCISES = (
    FunctionExercise(
        name="curve_gap",
        page=PAGE,
        title="the gap between the two curves",
        reference=my_curve_gap,
        cases=(
            (np.array([0.9, 0.5]), np.array([0.2, 0.3]), np.array([0.8, 0.6])),
            _three_records(11, 3),
            _three_records(12, 5),
            (np.array([0.7, 0.6, 0.5]), np.array([0.1, 0.1, 0.1]), np.array([0.5, 0.55, 0.6])),
        ),
        misconceptions=(
            slip(
                "costs - penalties",
                "costs",
                says="The training costs still hold the penalty, and the validation costs do not. "
                "Take it off before you compare.",
            ),
            slip(
                "costs - penalties",
                "costs + penalties",
                says="The penalty counts twice here. It is in the costs and has to go; the "
                "validation costs never held it, so nothing is taken off there.",
            ),
            slip(
                "validation_costs - training_costs",
                "training_costs - validation_costs",
                says="The sign is flipped: where the validation cost is higher, the gap is "
                "positive.",
            ),
            slip(
                "costs - penalties",
                "costs",
                "validation_costs - training_costs",
                "training_costs - validation_costs",
                says="Two things: the sign is flipped, and the penalty is still in the training "
                "costs.",
            ),
            slip(
                "costs - penalties",
                "costs",
                "validation_costs - training_costs",
                "np.abs(validation_costs - training_costs)",
                says="The penalty is still in the training costs, and np.abs hides the sign that "
                "comes from it.",
            ),
            slip(
                "validation_costs - training_costs",
                "np.abs(validation_costs - training_costs)",
                says="np.abs hides on which side the validation cost lies. Keep the sign.",
            ),
            slip(
                "validation_costs - training_costs",
                "np.maximum(validation_costs - training_costs, 0)",
                says="A validation cost below the training cost gives a negative gap. Keep it.",
            ),
            slip(
                "validation_costs - training_costs",
                "validation_costs / training_costs",
                says="This is a ratio. The gap is a difference.",
            ),
            slip(
                "validation_costs - training_costs",
                "(validation_costs - training_costs) / training_costs",
                says="This is the gap as a fraction of the training cost. Leave the division out.",
            ),
            slip(
                "return validation_costs - training_costs",
                "return training_costs",
                says="This is the training cost without the penalty: right so far. Compare the "
                "validation cost with it.",
            ),
            slip(
                "return validation_costs - training_costs",
                "return validation_costs[-1] - training_costs[-1]",
                says="This is the gap at the last record. One for each record is wanted.",
            ),
            slip(
                "return validation_costs - training_costs",
                "return np.mean(validation_costs - training_costs)",
                says="This is the mean gap. One for each record is wanted.",
            ),
            slip(
                "return validation_costs - training_costs",
                "return np.max(validation_costs - training_costs)",
                says="This is the largest gap. One for each record is wanted.",
            ),
            slip(
                "validation_costs - training_costs",
                "validation_costs + training_costs",
                says="This adds the two. A gap is a difference.",
            ),
            slip(
                "costs - penalties",
                "costs - penalties[-1]",
                says="Only the last penalty is taken off, at each record. Each has its own.",
            ),
            slip(
                "costs - penalties",
                "costs - penalties[0]",
                says="Only the first penalty is taken off, at each record. Each has its own.",
            ),
            slip(
                "validation_costs - training_costs",
                "validation_costs - np.min(training_costs)",
                says="This compares with the lowest training cost of all. Compare the two "
                "record by record.",
            ),
        ),
        hints=(
            "Which of the three arrays hold the penalty?",
            "First make the training costs comparable: without the penalty.",
            "Two differences: one takes the penalty off, the other is the gap.",
        ),
        remark="Without a penalty, `run.penalties` is None: then compare the costs as they are.",
    ),
    FunctionExercise(
        name="disagreement",
        page=PAGE,
        title="how often two networks disagree",
        reference=my_disagreement,
        cases=(
            (np.array([[0, 0, 1, 1], [0, 1, 1, 1], [0, 1, 0, 1]]),),
            (_labels(21, 4, 7, 2),),
            (_labels(22, 5, 6, 4),),
            (_labels(23, 3, 9, 3),),
        ),
        misconceptions=(
            slip(
                "labels[i] != labels[j]",
                "labels[i] == labels[j]",
                says="This is how often two networks agree. Count where the labels differ.",
            ),
            slip(
                "range(i)",
                "range(K)",
                says="Each network is compared with itself, too, and never disagrees. Only pairs "
                "of two different ones count.",
            ),
            slip(
                "range(i)",
                "range(i + 1)",
                says="Each network is compared with itself once, and never disagrees. Let j stop "
                "before i.",
            ),
            slip(
                "range(i)",
                "range(max(i - 1, 0), i)",
                says="Only neighboring rows are compared. Any two networks are a pair.",
            ),
            slip(
                "range(i)",
                "range(min(i, 1))",
                says="All are compared with the first one only. Any two networks are a pair.",
            ),
            slip(
                "return np.mean(shares)",
                "return np.mean(labels != labels[0])",
                says="All are compared with the first one, the first one too. Any two different "
                "networks are a pair.",
            ),
            slip(
                "np.mean(shares)",
                "np.sum(shares)",
                says="This adds the pairs up. Take their mean.",
            ),
            slip(
                "np.mean(labels[i] != labels[j])",
                "np.sum(labels[i] != labels[j])",
                says="These are numbers of examples. Divide by m: which share of them?",
            ),
            slip(
                "np.mean(shares)",
                "np.max(shares)",
                says="This is the pair that disagrees most. Take the mean over the pairs.",
            ),
            slip(
                "np.mean(shares)",
                "np.sum(shares) / K",
                says="There are K (K - 1) / 2 pairs, not K.",
            ),
            slip(
                "np.mean(shares)",
                "np.sum(shares) / K**2",
                says="There are K (K - 1) / 2 pairs, not K squared.",
            ),
            slip(
                "return np.mean(shares)",
                "return np.mean(np.any(labels != labels[0], axis=0))",
                says="This counts an example as soon as one network differs. Count pair by pair.",
            ),
            slip(
                "np.mean(labels[i] != labels[j])",
                "np.mean(labels[i] - labels[j])",
                says="Labels are names, not amounts: their differences cancel. Ask whether they "
                "differ.",
            ),
            slip(
                "np.mean(labels[i] != labels[j])",
                "np.mean(np.abs(labels[i] - labels[j]))",
                says="Labels are names, not amounts: 3 is not farther from 0 than 1 is. Ask "
                "whether they differ.",
            ),
            slip(
                "K = len(labels)",
                "K = labels.shape[1]",
                "labels[i] != labels[j]",
                "labels[:, i] != labels[:, j]",
                says="This compares two examples (columns). Compare two networks: rows.",
            ),
            slip(
                "np.mean(labels[i] != labels[j])",
                "np.any(labels[i] != labels[j])",
                says="This asks whether two networks differ anywhere. Ask on which share of the "
                "examples.",
            ),
            slip(
                "return np.mean(shares)",
                "return np.mean(np.var(labels, axis=0))",
                says="This is the variance of the labels as numbers. Labels are names: count "
                "where two of them differ.",
            ),
            slip(
                "return np.mean(shares)",
                "return np.mean(np.std(labels, axis=0))",
                says="This is the standard deviation of the labels as numbers. Labels are names: "
                "count where two of them differ.",
            ),
            slip(
                "return np.mean(shares)", "return shares", says="One for each pair. Take the mean."
            ),
            slip(
                "return np.mean(shares)",
                "return np.mean(labels[0] != labels[-1])",
                says="This is one pair, the first and the last. Take the mean over all pairs.",
            ),
            slip(
                "return np.mean(shares)",
                "return np.mean(labels[0] != labels[1])",
                says="This is one pair, the first two. Take the mean over all pairs.",
            ),
            slip(
                "return np.mean(shares)",
                "return 100 * np.mean(shares)",
                says="In percent. A share, from 0 to 1, is wanted.",
            ),
        ),
        hints=(
            "For two networks: on which share of the examples do their rows differ?",
            "np.mean of a comparison of two rows is that share. Which pairs are there?",
            "Two loops: i over all rows, j over the rows before i. Then the mean.",
        ),
        remark="0 means that every training set leads to the same answers.",
    ),
    FunctionExercise(
        name="l2_gradient",
        page=PAGE,
        title="the gradient with a penalty",
        reference=my_l2_gradient,
        cases=(
            (np.array([[0.5, -1.0]]), np.array([[2.0, 4.0]]), 3.0, 6),
            (numbers(31, 3, 2), numbers(32, 3, 2), 0.7, 5),
            (numbers(33, 2, 4), numbers(34, 2, 4), 2.0, 3),
            (numbers(35, 3, 3), numbers(36, 3, 3), 1.5, 4),
        ),
        misconceptions=(
            slip(
                "dW + l2 / m * W",
                "dW",
                says=f"{_UNTOUCHED.format('dW')} The penalty has a slope too.",
            ),
            slip("l2 / m * W", "l2 * W", says="The 1/m of the penalty has been lost."),
            slip(
                "l2 / m * W",
                "2 * l2 / m * W",
                says="Twice too much: the slope of W squared is 2 W, and the 2 cancels the 2 in "
                "2m.",
            ),
            slip(
                "l2 / m * W",
                "l2 / (2 * m) * W",
                says="Half too little: the slope of W squared is 2 W, and its 2 cancels the 2 in "
                "2m.",
            ),
            slip(
                "dW + l2",
                "dW - l2",
                says="The sign is flipped: the penalty is added to the cost, so its slope is "
                "added to the gradient. (The step goes against both.)",
            ),
            slip(
                "l2 / m * W",
                "l2 / (2 * m) * np.sum(W**2)",
                says="This adds the penalty itself. The gradient takes its slope.",
            ),
            slip(
                "l2 / m * W", "l2 / m * W**2", says="W is squared. The slope of W squared is 2 W."
            ),
            slip(
                "l2 / m * W",
                "l2 / (2 * m) * W**2",
                says="This is each weight's penalty. The gradient takes its slope.",
            ),
            slip("dW + l2", "l2", says="This is the slope of the penalty alone. Add it to dW."),
            slip(
                "dW + l2 / m * W",
                "(dW + l2 * W) / m",
                says="dW is divided by m once more. It is a mean already; only l2 W lacks its 1/m.",
            ),
            slip(
                "l2 / m * W",
                "l2 / m * np.sum(W)",
                says="Every weight gets the sum of all. Each has a slope of its own.",
            ),
            slip(
                "l2 / m * W",
                "l2 / m * np.sign(W)",
                says="This is the slope of the absolute values (called L1). Here the weights are "
                "squared.",
            ),
            slip(
                "l2 / m * W",
                "l2 / m * np.abs(W)",
                says="np.abs pushes negative weights farther from zero. Keep the sign of W.",
            ),
            slip("l2 / m * W", "l2 * m * W", says="Times m. The penalty is divided by m."),
            slip(
                "dW + l2 / m * W",
                "dW * (1 + l2 / m)",
                says="This makes dW longer. The slope of the penalty depends on W.",
            ),
            slip(
                "dW + l2 / m * W",
                "W + l2 / m * dW",
                says="W and dW have changed places.",
            ),
            slip(
                "dW + l2 / m * W",
                "W - l2 / m * W",
                says="This is the weight after a step. The gradient is wanted: dW and the slope "
                "of the penalty.",
            ),
            slip(
                "l2 / m * W",
                "l2 / m",
                says="A constant is added. The slope of the penalty depends on W.",
            ),
            slip(
                "l2 / m * W",
                "l2 / W.shape[1] * W",
                says="This divides by the number of columns of W. m is the number of examples, "
                "an argument here.",
            ),
            slip(
                "l2 / m * W",
                "l2 / W.size * W",
                says="This divides by the number of weights. m is the number of examples.",
            ),
            slip(
                "l2 / m * W",
                "l2 / m * np.linalg.norm(W)",
                says="The length of W is one number for all. Each weight has a slope of its own.",
            ),
            slip(
                "dW + l2 / m * W",
                "dW.T + l2 / m * W.T",
                says="Transposed. The gradient has the shape of W.",
            ),
            slip(
                "dW + l2 / m * W",
                "dW * l2 / m * W",
                says="The two are multiplied. Slopes of a sum add up.",
            ),
        ),
        hints=(
            "The cost is a sum of two, so the gradient is a sum of two.",
            "What is the derivative of w squared, and what becomes of the 2 in 2m?",
            "To dW comes a multiple of W; the multiple holds l2 and m.",
        ),
        remark="The biases go free: db stays as it is.",
    ),
    FunctionExercise(
        name="weights_left",
        page=PAGE,
        title="what a penalty leaves of a weight",
        reference=my_weights_left,
        cases=(
            (0.1, 10.0, 50, 3),
            (0.5, 2.0, 4, 2),
            (0.2, 30.0, 20, 4),
            (1.0, 3.0, 10, 1),
            (0.4, 5.0, 8, 6),
        ),
        misconceptions=(
            slip(
                "factor**steps",
                "factor",
                says="This is one step. Each further one multiplies again.",
            ),
            slip(
                "factor**steps",
                "factor * steps",
                says="Multiplied by the number of steps. Each step multiplies the weight by the "
                "factor: a power.",
            ),
            slip(
                "return factor**steps",
                "return 1 - steps * (1 - factor)",
                says="The same amount is taken off at each step. But what a step takes is a share "
                "of what is left.",
            ),
            slip(
                "learning_rate * l2 / m",
                "l2 / m",
                says="The learning rate is missing: a step is rate times slope.",
            ),
            slip(
                "learning_rate * l2 / m",
                "learning_rate * l2",
                says="The 1/m of the penalty is missing.",
            ),
            slip(
                "1 - learning_rate",
                "1 + learning_rate",
                says="This lets the weight grow. The step goes against the slope.",
            ),
            slip(
                "return factor**steps",
                "return 1 - factor**steps",
                says="This is the share that is lost. What is left is wanted.",
            ),
            slip(
                "1 - learning_rate * l2 / m",
                "learning_rate * l2 / m",
                says="This power is of the share that a step takes. Take it of the share that a "
                "step leaves.",
            ),
            slip(
                "1 - learning_rate * l2 / m",
                "learning_rate * l2 / m",
                "return factor**steps",
                "return 1 - factor**steps",
                says="The 1 - must stand inside the power: a step leaves 1 minus its share.",
            ),
            slip(
                "l2 / m",
                "l2 / (2 * m)",
                says="Half too little: the slope of W squared is 2 W, and it cancels the 2 in 2m.",
            ),
            slip(
                "learning_rate * l2 / m",
                "2 * learning_rate * l2 / m",
                says="Twice too much: the 2 in the slope 2 W cancels the 2 in 2m.",
            ),
            slip("factor**steps", "factor ** (steps + 1)", says="One step too many."),
            slip("factor**steps", "factor ** (steps - 1)", says="One step is missing."),
            slip(
                "return factor**steps",
                "return np.exp(-learning_rate * l2 / m * steps)",
                says="The exponential is what very small steps come close to. Multiply by the "
                "factor, step by step.",
            ),
            slip("l2 / m", "l2 * m", says="Times m. The penalty is divided by m."),
            slip(
                "learning_rate * l2 / m",
                "learning_rate",
                says="The penalty's strength is missing: its slope is l2 / m times the weight.",
            ),
            slip(
                "learning_rate * l2 / m",
                "l2",
                says="Rate and m are missing: a step is the rate times the slope, and the slope is "
                "l2 / m times the weight.",
            ),
            slip(
                "factor**steps",
                "factor ** (2 * steps)",
                says="This is what is left of the squared weight.",
            ),
            slip(
                "return factor**steps",
                "return 1 / (1 + learning_rate * l2 / m * steps)",
                says="Each step multiplies by the same factor: the result is a power of it.",
            ),
            slip(
                "factor**steps",
                "factor ** (1 / steps)",
                says="This is a root. Steps multiply: a power.",
            ),
            slip(
                "learning_rate * l2 / m",
                "l2 / (learning_rate * m)",
                says="Divided by the rate. A step is the rate times the slope.",
            ),
            slip(
                "learning_rate * l2 / m",
                "learning_rate * m / l2",
                says="l2 and m have changed places.",
            ),
            slip(
                "return factor**steps",
                "return 1 - learning_rate * l2 / m**steps",
                says="Here only m is raised to the power. Parentheses around the whole factor.",
            ),
            slip(
                "return factor**steps",
                "return [factor**k for k in range(steps + 1)]",
                says="This is what is left after every step. Only the last one is wanted.",
            ),
        ),
        hints=(
            "Write down one step for dW = 0: the gradient is the slope of the penalty alone.",
            "w - learning_rate * l2 / m * w: take the w out. What multiplies it?",
            "Every step multiplies by the same factor. What do several steps do?",
        ),
        remark="That is why this penalty is also called weight decay.",
    ),
    FunctionExercise(
        name="inverted_dropout",
        page=PAGE,
        title="dropout",
        reference=my_inverted_dropout,
        cases=(
            (np.array([[2.0, 4.0, 6.0]]), np.array([[0.1, 0.9, 0.75]]), 0.75),
            (numbers(51, 3, 4), _uniform(52, 3, 4), 0.7),
            (numbers(53, 4, 5), _uniform(54, 4, 5), 0.4),
            (numbers(55, 3, 3), _uniform(56, 3, 3), 0.6),
        ),
        misconceptions=(
            slip(
                " / keep_prob",
                "",
                says="The dropping is right. But now less arrives at the next layer than without "
                "dropout: divide what is kept by keep_prob.",
            ),
            slip(
                "kept / keep_prob",
                "kept * keep_prob",
                says="Multiplied by keep_prob, the kept ones become smaller still. Dividing makes "
                "up for the dropped ones.",
            ),
            slip(
                "U < keep_prob",
                "U > keep_prob",
                says="The wrong ones are kept: keep where U < keep_prob.",
            ),
            slip(
                "U < keep_prob",
                "U >= keep_prob",
                says="These are the ones to drop. Keep the others.",
            ),
            slip(
                "kept / keep_prob",
                "kept / (1 - keep_prob)",
                says="Divided by the share that is dropped. Divide by the share that is kept.",
            ),
            slip(
                "U < keep_prob",
                "U < 1 - keep_prob",
                says="This keeps the share 1 - keep_prob. keep_prob says how many are kept.",
            ),
            slip(
                "U < keep_prob",
                "U < 1 - keep_prob",
                "kept / keep_prob",
                "kept / (1 - keep_prob)",
                says="keep_prob has been read as the share that is dropped. It is the share that "
                "is kept.",
            ),
            slip("A * kept", "A", says="All are divided, and none is dropped."),
            slip(
                "A * kept",
                "A * U",
                says="A is multiplied by the random numbers. Compare them with keep_prob first.",
            ),
            slip("A * kept", "kept", says="This is the mask, already divided. Multiply A by it."),
            slip(
                "return A * kept / keep_prob",
                "return kept",
                says="This is where to keep. Multiply A by it, and divide.",
            ),
            slip("return A * kept / keep_prob", "return A", says=f"{_UNTOUCHED.format('A')}"),
            slip(
                "kept / keep_prob",
                "kept / np.mean(kept)",
                says="Divided by the share that this mask happens to keep. Divide by keep_prob, "
                "which is the same for every mask.",
            ),
            slip(
                "U < keep_prob",
                "U[:, :1] < keep_prob",
                says="All examples share the mask of the first one. Each entry has its own.",
            ),
            slip(
                "U < keep_prob",
                "U[:1] < keep_prob",
                says="All units share the mask of the first one. Each entry has its own.",
            ),
            slip(
                "U < keep_prob",
                "A < keep_prob",
                says="A is compared with keep_prob. Chance decides: compare U.",
            ),
            slip(
                "A * kept / keep_prob",
                "np.where(kept, A / keep_prob, A)",
                says="The dropped ones are still there. They become zero.",
            ),
            slip(
                "A * kept / keep_prob",
                "np.where(kept, A / keep_prob, 1)",
                says="The dropped ones have become 1. They become zero.",
            ),
            slip(
                "A * kept / keep_prob",
                "np.where(kept, A, A / keep_prob)",
                says="The dropped ones are divided, and the kept ones are not. Dropped is zero, "
                "kept is divided.",
            ),
            slip(
                "A * kept / keep_prob",
                "A[kept] / keep_prob",
                says="The dropped entries have been taken out. They stay in place, as zeros.",
            ),
            slip(
                "kept / keep_prob",
                "kept / np.sqrt(keep_prob)",
                says="Divided by the root of keep_prob. keep_prob itself brings the mean back.",
            ),
            slip("A * kept", "A + kept", says="The mask is added. Multiply by it."),
            slip("kept / keep_prob", "kept / keep_prob**2", says="Divided by keep_prob twice."),
            slip(
                "kept / keep_prob",
                "kept // keep_prob",
                says="// cuts off what stands behind the point. Use /.",
            ),
        ),
        hints=(
            "A comparison of two arrays gives True and False, which multiply like 1 and 0.",
            "First the mask, a comparison of U with keep_prob. Where it is 0, the output is 0.",
            "What is kept is made larger, so that the mean stays: by which number is it divided?",
        ),
        remark="Inverted, because it divides while training. In use nothing has to be done.",
    ),
    FunctionExercise(
        name="mirrored",
        page=PAGE,
        title="twice as many pictures",
        reference=my_mirrored,
        cases=(
            (np.array([[[1.0, 2.0], [3.0, 4.0]]]), np.array([5])),
            _pictures(61, 3, 2, 3),
            _pictures(62, 2, 3, 3),
            _pictures(63, 4, 2, 4),
        ),
        misconceptions=(
            slip(
                "[:, :, ::-1]",
                "[:, ::-1]",
                says="Upside down: axis 1 holds the rows. Left and right are on the last axis.",
            ),
            slip(
                "[:, :, ::-1]",
                "[::-1]",
                says="This turns the order of the pictures around, not the pictures. Left and "
                "right are on the last axis.",
            ),
            slip(
                "[labels, labels]",
                "[labels, labels[::-1]]",
                says="The labels of the second half are in reverse order. The mirrored pictures "
                "come in the same order as the given ones.",
            ),
            slip(
                "[:, :, ::-1]",
                "[::-1]",
                "[labels, labels]",
                "[labels, labels[::-1]]",
                says="The second half is the same pictures in reverse order. Turn each picture "
                "around: left and right are on the last axis.",
            ),
            slip(
                "[:, :, ::-1]",
                "[:, ::-1, ::-1]",
                says="These are turned by half a circle: rows and columns are reversed. Reverse "
                "the columns alone.",
            ),
            slip(
                "[:, :, ::-1]",
                ".transpose(0, 2, 1)",
                says="These are transposed. Reverse the order of the columns instead.",
            ),
            slip(
                "[images, swapped]",
                "[swapped]",
                "[labels, labels]",
                "[labels]",
                says="The mirrored ones are right. The given ones are missing: they come first.",
            ),
            slip(
                "[labels, labels]",
                "[labels]",
                says="The mirrored pictures have no labels. Append the labels to themselves, too.",
            ),
            slip(
                "[images, swapped]",
                "[swapped, images]",
                says="The mirrored ones stand first. They come after the given ones.",
            ),
            slip(
                "np.concatenate([labels, labels])",
                "np.repeat(labels, 2)",
                says="np.repeat gives each label twice in a row. The pictures come all once, then "
                "all once more, and so must the labels.",
            ),
            slip("[:, :, ::-1]", "", says="The second half is a copy. Swap left and right in it."),
            slip(
                "np.concatenate([images, swapped])",
                "np.concatenate([images, swapped], axis=2)",
                "np.concatenate([labels, labels])",
                "labels",
                says="Every picture stands beside its mirror image, as one wide picture. Make "
                "them pictures of their own: axis 0.",
            ),
            slip(
                "np.concatenate([images, swapped])",
                "np.concatenate([images, swapped], axis=1)",
                says="Every picture stands above its mirror image, as one high picture. Make them "
                "pictures of their own: axis 0.",
            ),
            slip(
                "return more_images, more_labels",
                "return more_images",
                says="The labels are missing: return both.",
            ),
            slip(
                "return more_images, more_labels",
                "return more_labels, more_images",
                says="Right, but in the other order: first the pictures.",
            ),
            slip(
                "np.concatenate([images, swapped])",
                "np.stack([images, swapped])",
                "np.concatenate([labels, labels])",
                "np.stack([labels, labels])",
                says="np.stack makes a new axis. np.concatenate appends to the one that is there.",
            ),
            slip(
                "images[:, :, ::-1]",
                "np.flip(images)",
                says="np.flip without an axis reverses all of them. Reverse the last one alone.",
            ),
            slip(
                "np.concatenate([images, swapped])",
                "np.repeat(images, 2, axis=0)",
                "np.concatenate([labels, labels])",
                "np.repeat(labels, 2)",
                says="Each picture comes twice, and none is mirrored.",
            ),
            slip(
                "np.concatenate([images, swapped])",
                "images + swapped",
                "np.concatenate([labels, labels])",
                "labels + labels",
                says="+ adds the numbers of arrays. np.concatenate appends.",
            ),
            slip(
                "np.concatenate([labels, labels])",
                "2 * labels",
                says="2 * labels doubles the numbers. Append the labels to themselves.",
            ),
            slip(
                "images[:, :, ::-1]",
                "1 - images",
                says="This swaps dark and light. Swap left and right.",
            ),
            slip(
                "images[:, :, ::-1]",
                "-images",
                says="This changes the sign of the pixels. Swap left and right.",
            ),
            slip(
                "images[:, :, ::-1]",
                "np.roll(images, 1, axis=2)",
                says="This moves the pictures to the right. Reverse the order of the columns.",
            ),
            slip(
                "np.concatenate([images, swapped])",
                "np.append(images, swapped)",
                says="np.append without an axis makes one long row of numbers. Use np.concatenate.",
            ),
            slip(
                "[labels, labels]",
                "[labels, -labels]",
                says="A mirrored coat is a coat: the labels stay the same.",
            ),
            slip(
                "[images, swapped]",
                "[images, swapped, images[:, ::-1]]",
                "[labels, labels]",
                "[labels, labels, labels]",
                says="A third part is upside down. Two are wanted: as given, and mirrored.",
            ),
        ),
        hints=(
            "Which of the three axes runs from left to right?",
            "A slice with the step -1 reverses an axis; the others stay with a colon.",
            "np.concatenate appends one array to another, and the labels to themselves.",
        ),
        remark="Whether it helps, the validation part has to tell: see below.",
    ),
    FunctionExercise(
        name="best_strength",
        page=PAGE,
        title="choose a strength",
        reference=my_best_strength,
        cases=(
            (
                np.array([0.3, 1.0, 3.0]),
                np.array([[0.9, 0.2, 0.9], [0.5, 0.5, 0.5], [0.45, 0.8, 0.81]]),
            ),
            (
                np.array([10.0, 1.0, 3.0, 0.1]),
                np.array([[0.75, 0.3], [0.5, 0.5], [0.6, 0.45], [0.44, 0.6]]),
            ),
            (
                np.array([5.0, 2.0, 8.0]),
                np.array([[0.6, 0.4, 0.6, 0.6], [0.3, 0.5, 0.5, 0.9], [0.5, 0.5, 0.7, 0.32]]),
            ),
            (
                np.array([2.0, 0.5, 9.0, 4.0]),
                np.array([[1.0, 1.0, 1.01], [0.9, 0.4, 0.9], [0.8, 0.81, 0.3], [0.7, 0.6, 0.7]]),
            ),
            (
                np.array([7.0, 3.0, 0.2]),
                np.array([[0.5, 0.5, 0.6], [0.4, 0.55, 0.5], [0.45, 0.52, 0.7]]),
            ),
            (
                np.array([4.0, 6.0, 1.5]),
                np.array([[0.7, 0.2, 0.6], [0.55, 0.5, 0.6], [0.5, 0.3, 0.5]]),
            ),
        ),
        misconceptions=(
            slip(
                "strengths[np.argmin(means)]",
                "np.argmin(means)",
                says="This is its position. The strength is strengths[...].",
            ),
            slip(
                "np.argmin(means)",
                "np.argmax(means)",
                says="This takes the highest cost. The lowest is the best.",
            ),
            slip(
                "np.mean(validation_costs, axis=1)",
                "np.min(validation_costs, axis=1)",
                says="This takes the strength of the luckiest single run. A strength is as good as "
                "its mean over the starts.",
            ),
            slip(
                "strengths[np.argmin(means)]",
                "np.min(means)",
                says="This is the lowest mean cost. The strength that has it is wanted.",
            ),
            slip(
                "np.mean(validation_costs, axis=1)",
                "validation_costs[:, 0]",
                says="Only the first start is looked at. Take the mean over all.",
            ),
            slip(
                "np.mean(validation_costs, axis=1)",
                "validation_costs[:, -1]",
                says="Only the last start is looked at. Take the mean over all.",
            ),
            slip(
                "np.mean(validation_costs, axis=1)",
                "np.max(validation_costs, axis=1)",
                says="This judges every strength by its worst start. Take the mean.",
            ),
            slip(
                "np.mean(validation_costs, axis=1)",
                "np.std(validation_costs, axis=1)",
                says="This takes the strength with the least spread, however bad. Take the mean.",
            ),
            slip(
                "np.mean(validation_costs, axis=1)",
                "np.median(validation_costs, axis=1)",
                says="This takes the middle one of the starts. Take the mean.",
            ),
            slip(
                "np.mean(validation_costs, axis=1)",
                "np.mean(validation_costs, axis=0)",
                says="axis=0 takes the mean over the strengths, one number for each start. It "
                "should be the other way round.",
            ),
            slip(
                "return strengths[np.argmin(means)]",
                "return means",
                says="These are the means, one for each strength: right so far. Which strength "
                "has the lowest?",
            ),
            slip(
                "strengths[np.argmin(means)]",
                "np.max(strengths)",
                says="This is the largest strength. The costs decide.",
            ),
            slip(
                "strengths[np.argmin(means)]",
                "np.min(strengths)",
                says="This is the smallest strength. The costs decide.",
            ),
            slip(
                "strengths[np.argmin(means)]",
                "strengths[np.argmin(validation_costs, axis=0)]",
                says="This takes the best strength for each start. One for all is wanted: take the "
                "mean first.",
            ),
            slip(
                "strengths[np.argmin(means)]",
                "np.mean(strengths[np.argmin(validation_costs, axis=0)])",
                says="This is the mean of each start's best strength, perhaps one that was never "
                "tried. Take the mean of the costs.",
            ),
            slip(
                "strengths[np.argmin(means)]",
                "np.sort(strengths)[np.argmin(means)]",
                says="Sorting the strengths has separated them from their costs.",
            ),
            slip(
                "strengths[np.argmin(means)]",
                "strengths[np.argmin(validation_costs)]",
                says="np.argmin without an axis counts through all entries, and this is no "
                "position of a strength. Take the mean over the starts first.",
            ),
            slip(
                "strengths[np.argmin(means)]",
                "np.mean(strengths)",
                says="This is the mean of the strengths. The costs decide.",
            ),
            slip(
                "np.mean(validation_costs, axis=1)",
                "np.mean(validation_costs)",
                says="One mean of all costs, and so always the first strength. One mean for each "
                "strength: axis=1.",
            ),
            slip(
                "strengths[np.argmin(means)]",
                "(strengths[np.argmin(means)], np.min(means))",
                says="The strength is right, but alone it is wanted, without its cost.",
            ),
            slip(
                "np.argmin(means)",
                "len(strengths) // 2",
                says="This is the one in the middle. The costs decide.",
            ),
        ),
        hints=(
            "First one number for each strength, then the strength with the lowest.",
            "The starts are the columns: which axis is the mean taken over?",
            "np.argmin of the means is a position, and strengths has an entry there.",
        ),
        remark="The luckiest single run says little about a strength: section 8 measures it.",
    ),
    LineExercise(
        name="spot_test_leak",
        page=PAGE,
        title="find the faulty line: how a strength is chosen",
        answer_name="line_in_choice",
        given=(
            "Choosing the strength of the penalty from a list l2s, and a report of how good the "
            "network is. fit(X, Y, l2) returns trained params; cost(params, X, Y) and "
            "right(params, X, Y) judge them."
        ),
        lines=(
            "mean = X_train.mean(axis=1, keepdims=True)",
            "X_train, X_val, X_test = X_train - mean, X_val - mean, X_test - mean",
            "trained = [fit(X_train, Y_train, l2) for l2 in l2s]",
            "J = [cost(params, X_test, Y_test) for params in trained]",
            "best = trained[np.argmin(J)]",
            "print(right(best, X_test, Y_test))",
        ),
        faulty_line=4,
        repaired="J = [cost(params, X_val, Y_val) for params in trained]",
        explanation=(
            "The test part chooses here, and what it then says of its own choice is too good. "
            "Choose with the validation part; the test part speaks once, at the end."
        ),
        innocent=(
            (1, "The mean comes from the training part alone, as it should."),
            (
                2,
                "Every part is shifted by the same mean, that of the training part. This is right.",
            ),
            (3, "Each strength trains on the training part, and only on it."),
            (5, "The lowest cost wins. The question is on which part it was measured."),
            (6, "The test part may judge the network that was chosen, once."),
        ),
        hints=(
            "Which parts of the data may decide, and which one only judges?",
            "Look for every place where X_test occurs. In which of them does it decide something?",
            "Shifting decides nothing, printing decides nothing.",
        ),
    ),
)
