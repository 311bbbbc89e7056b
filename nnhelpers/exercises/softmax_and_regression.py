"""Exercises of page 08: softmax and its gradient, confusion, regression, a curve built by hand.

Each function `my_...` is a reference: the clearest code a learner could write, and with its
docstring the stub of the page. The exercises that use them are below.
"""

import numpy as np

from nnhelpers.exercises.exercise import numbers
from nnhelpers.exercises.family import Family
from nnhelpers.exercises.function_exercise import FunctionExercise
from nnhelpers.exercises.line_exercise import LineExercise
from nnhelpers.exercises.slips import slip
from nnhelpers.exercises.value_exercise import ValueExercise

PAGE = "08_softmax_and_regression"


def my_softmax(Z):
    """Softmax of every column: e to the power of each score, divided by the column's sum.

    Z : array (n_classes, m), one column of scores for each example
    returns array (n_classes, m), every column sums to 1; right for scores of 1000, too (no nan)
    """
    powers = np.exp(Z - np.max(Z, axis=0, keepdims=True))
    return powers / np.sum(powers, axis=0, keepdims=True)


def my_one_hot(labels, n_classes):
    """Class numbers as columns: 1 in the row of the class, 0 elsewhere.

    labels : array (m,) of whole numbers from 0 to n_classes - 1;  n_classes : whole number
    returns Y : array (n_classes, m)
    """
    Y = np.zeros((n_classes, len(labels)))
    for i in range(len(labels)):
        Y[labels[i], i] = 1
    return Y


def my_softmax_cost(A, Y):
    """Cross-entropy: minus the logarithm of the true class's probability, mean over the examples.

    A : array (n_classes, m) of probabilities above 0;  Y : array (n_classes, m), one-hot columns
    returns J : one number
    """
    return -np.sum(Y * np.log(A)) / Y.shape[1]


def my_softmax_gradients(X, A, Y):
    """Gradients of the cross-entropy for A = softmax(W X + b).

    X : array (n_x, m);  A, Y : arrays (n_classes, m), probabilities and one-hot columns
    returns dW : array (n_classes, n_x), and db : array (n_classes, 1), in this order
    """
    m = X.shape[1]
    dZ = A - Y
    dW = dZ @ X.T / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    return dW, db


def my_two_class_sigmoid(W, b):
    """The one neuron that says the same as softmax with two classes.

    W : array (2, n_x);  b : array (2, 1), the scores are Z = W X + b
    returns w : array (1, n_x), and c : array (1, 1), in this order, such that
            sigmoid(w X + c) is the softmax probability of class 1 (the second row)
    """
    w = W[1:2] - W[0:1]
    c = b[1:2] - b[0:1]
    return w, c


def my_confusion_matrix(labels, predicted, n_classes):
    """How often each class was taken for each.

    labels, predicted : arrays (m,) of whole numbers from 0 to n_classes - 1, truth and answer
    n_classes : whole number
    returns counts : array (n_classes, n_classes); the row is the true class, the column the answer
    """
    counts = np.zeros((n_classes, n_classes))
    for i in range(len(labels)):
        counts[labels[i], predicted[i]] += 1
    return counts


def my_regression_gradients(X, Y, W, b):
    """Gradients of the mean squared error (1/m) sum (a - y)^2, with a = w x + b.

    X : array (n_x, m);  Y : array (1, m) of real numbers;  W : array (1, n_x);  b : array (1, 1)
    returns dW : array (1, n_x), and db : array (1, 1) or a number, in this order
    """
    m = X.shape[1]
    dZ = 2 * (W @ X + b - Y)
    dW = dZ @ X.T / m
    db = np.sum(dZ) / m
    return dW, db


def my_unscale(W, b, mean, std):
    """Move the scaling of the inputs into the parameters, for inputs as they were measured.

    W : array (1, n_x);  b : array (1, 1), learned on scaled inputs (x - mean) / std
    mean, std : arrays (n_x, 1)
    returns W_raw : array (1, n_x), and b_raw : array (1, 1), in this order, such that
            W_raw x + b_raw = W (x - mean) / std + b for every x
    """
    W_raw = W / std.T
    b_raw = b - W_raw @ mean
    return W_raw, b_raw


def my_curve_network(knots, heights):
    """A relu network 1-n-1 with identity output that draws straight lines from point to point.

    knots : array (n + 1,), increasing places x;  heights : array (n + 1,), the heights there
    returns dict with W1 (n, 1) of ones, b1 (n, 1), W2 (1, n), b2 (1, 1). Unit j is 0 up to knot j
            and rises beyond: max(0, x - knot j). Only the last knot has no unit.
    """
    slopes = np.diff(heights) / np.diff(knots)
    changes = np.diff(slopes, prepend=0)
    return {
        "W1": np.ones((len(slopes), 1)),
        "b1": -knots[:-1].reshape(-1, 1),
        "W2": changes.reshape(1, -1),
        "b2": np.array([[heights[0]]]),
    }


def _hot(n_classes, *labels):
    return np.eye(n_classes)[:, list(labels)]


def _probabilities(seed, n_classes, m):
    powers = np.exp(numbers(seed, n_classes, m))
    return powers / powers.sum(axis=0)


_REGRESSION = (
    (np.array([[1.0, 2.0]]), np.array([[3.0, 4.0]]), np.array([[2.0]]), np.array([[0.5]])),
    (numbers(81, 3, 5), numbers(82, 1, 5), numbers(83, 1, 3), numbers(84, 1, 1)),
    (numbers(85, 2, 4), 3 * numbers(86, 1, 4), numbers(87, 1, 2), numbers(88, 1, 1)),
    (numbers(89, 4, 4), numbers(90, 1, 4), numbers(91, 1, 4), numbers(92, 1, 1)),
)


def softmax_by_hand(cat, dog, lion):
    """What the exercise says about scores whose powers of e are these numbers."""
    powers = f"{cat}, {dog}, {lion}"
    total = cat + dog + lion
    a_cat, a_dog, a_lion = (power / total for power in (cat, dog, lion))
    loss, dz = float(np.log(total / lion)), a_lion - 1
    twice = np.exp([cat, dog, lion])
    _, twice_dog, twice_lion = (twice / twice.sum()).tolist()
    return {
        "question": (
            f"The scores of a drawing are z = (log {cat}, log {dog}, log {lion}) for cat, dog, "
            "lion. It is a lion. What is the probability of the dog, what is the loss of the "
            "example (natural logarithm), and what is the slope dz for the score of the lion? "
            "Three digits."
        ),
        "value": {"a_dog": a_dog, "loss": loss, "dz_lion": dz},
        "misconceptions": (
            ({"a_dog": a_cat}, f"{a_cat:.3g} is the probability of the cat."),
            ({"a_dog": a_lion}, f"{a_lion:.3g} is the probability of the lion."),
            (
                {"a_dog": float(dog)},
                f"{dog} is the power of e. Divide it by the sum of all three.",
            ),
            (
                {"a_dog": float(np.log(dog) / np.log(cat * dog * lion))},
                "The scores themselves were divided by their sum. First comes the power of e.",
            ),
            (
                {"a_dog": dog / (1 + dog)},
                "This is the sigmoid of the score. Softmax looks at all three.",
            ),
            ({"a_dog": 1 / 3}, "One third is the answer of equal scores. These differ."),
            (
                {"a_dog": twice_dog},
                f"The numbers {powers} were taken for scores. They are the powers already: "
                f"e^(log {dog}) = {dog}.",
            ),
            ({"loss": -loss}, "A loss is not negative: the minus is missing."),
            (
                {"loss": float(np.log(total / dog))},
                "This is the loss if it were a dog. It is a lion.",
            ),
            (
                {"loss": float(np.log(total / cat))},
                "This is the loss if it were a cat. It is a lion.",
            ),
            (
                {"loss": loss / float(np.log(10))},
                "This is log10. The natural logarithm is wanted.",
            ),
            ({"loss": loss / float(np.log(2))}, "This is log2. The natural logarithm is wanted."),
            ({"loss": -dz}, "This is 1 - a. The loss is minus the logarithm of a."),
            ({"loss": dz**2}, "This is a squared error. The loss is minus the logarithm of a."),
            (
                {"loss": loss / 3},
                "Divided by the number of classes. One example has one loss, no mean is taken.",
            ),
            (
                {"loss": loss - float(np.log((1 - a_cat) * (1 - a_dog)))},
                "The other classes were counted with log(1 - a). Only the true class counts: the "
                "others are in the sum that it is divided by.",
            ),
            (
                {"loss": -float(np.log(twice_lion))},
                f"The numbers {powers} were taken for scores. They are the powers.",
            ),
            ({"dz_lion": -dz}, "The sign: a - y, and y is 1 for the lion."),
            (
                {"dz_lion": a_lion},
                "This is a. From the true class's probability 1 is subtracted.",
            ),
            (
                {"dz_lion": -1 / a_lion},
                "This is the slope for a, -1/a. Wanted is that for the score z.",
            ),
            (
                {"dz_lion": -a_lion * dz},
                "This is a (1 - a), the slope of a. The loss is missing.",
            ),
            ({"dz_lion": a_dog}, "This is dz of the dog."),
            ({"dz_lion": a_cat}, "This is dz of the cat."),
            ({"dz_lion": 2 * dz}, "A factor 2 too much: it belongs to the squared error."),
            ({"dz_lion": dz / 3}, "Divided by the number of classes. One example, no mean."),
            (
                {"dz_lion": twice_lion - 1},
                f"The numbers {powers} were taken for scores; they are powers.",
            ),
        ),
        "explanation": (
            f"e^z is {powers} with the sum {total}: a = ({cat}/{total}, {dog}/{total}, "
            f"{lion}/{total}). The loss is -log({lion}/{total}) = {loss:.3f}, and dz = a - y = "
            f"{lion}/{total} - 1."
        ),
        "hints": (
            f"What is e to the power of log {lion}?",
            "Divide each power by the sum of the three. Only the lion's probability has a loss.",
            "On the page the true class had a = 0.665, the loss 0.408 and dz = 0.665 - 1. What "
            "stands here in place of 0.665?",
        ),
    }


EXERCISES = (
    FunctionExercise(
        name="softmax",
        page=PAGE,
        title="softmax, for scores of any size",
        reference=my_softmax,
        cases=(
            (np.log([[1.0, 1.0], [2.0, 1.0], [5.0, 2.0]]),),
            (numbers(1, 3, 4),),
            (2 * numbers(2, 4, 2),),
            (numbers(3, 2, 5),),
            (np.array([[1000.0, 30.0, -1000.0], [999.0, 35.0, -1001.0]]),),
            (numbers(4, 5, 5) - 3,),
        ),
        misconceptions=(
            slip(
                "np.exp(Z - np.max(Z, axis=0, keepdims=True))",
                "np.exp(Z)",
                says="e^1000 is too large for the computer, and infinity divided by infinity is "
                "nan. Subtract the largest score of each column first: the quotient stays the "
                "same.",
            ),
            slip(
                "np.max(Z, axis=0, keepdims=True)",
                "np.max(Z)",
                says="The largest score of all is subtracted. In a column that lies far below it "
                "every power becomes 0, and 0 / 0 is nan. Each column has its own largest score.",
            ),
            slip(
                "np.max(Z, axis=0, keepdims=True)",
                "np.max(Z)",
                "np.sum(powers, axis=0, keepdims=True)",
                "np.sum(powers)",
                says="Everything is divided by one sum. Each column is an example and sums to 1.",
            ),
            slip(
                "np.max(Z, axis=0, keepdims=True)",
                "np.max(Z, axis=1, keepdims=True)",
                "np.sum(powers, axis=0, keepdims=True)",
                "np.sum(powers, axis=1, keepdims=True)",
                says="Rows are normalized. The classes stand in a column, one below the other: "
                "axis 0.",
            ),
            slip(
                "np.max(Z, axis=0, keepdims=True)",
                "np.max(Z, axis=1, keepdims=True)",
                says="The largest score of each row is subtracted: another number for each "
                "class changes the quotients. Take that of the column.",
            ),
            slip(
                "powers / np.sum(powers, axis=0, keepdims=True)",
                "powers / np.sum(np.exp(Z), axis=0, keepdims=True)",
                says="The largest score is subtracted above the fraction line only. Above and "
                "below it must be the same powers.",
            ),
            slip(
                "powers / np.sum(powers, axis=0, keepdims=True)",
                "np.exp(Z) / np.sum(powers, axis=0, keepdims=True)",
                says="The largest score is subtracted below the fraction line only. Above and "
                "below it must be the same powers.",
            ),
            slip(
                "powers = np.exp(Z - np.max(Z, axis=0, keepdims=True))",
                "powers = 1 / (1 + np.exp(-np.clip(Z, -500, 500)))",
                "powers / np.sum(powers, axis=0, keepdims=True)",
                "powers",
                says="This is the sigmoid of each score. Softmax compares the scores of a column.",
            ),
            slip(
                "powers = np.exp(Z - np.max(Z, axis=0, keepdims=True))",
                "powers = 1 / (1 + np.exp(-np.clip(Z, -500, 500)))",
                says="These are sigmoids, scaled to the sum 1. Softmax scales the powers e^z.",
            ),
            slip(
                "np.exp(Z - np.max(Z, axis=0, keepdims=True))",
                "Z",
                says="The scores themselves are divided by their sum; with negative scores that "
                "is no probability. First comes e to their power.",
            ),
            slip(
                "np.exp(Z - np.max(Z, axis=0, keepdims=True))",
                "(Z == np.max(Z, axis=0, keepdims=True)).astype(float)",
                says="The largest score takes everything. Softmax leaves the others their part.",
            ),
            slip(
                "powers / np.sum(powers, axis=0, keepdims=True)",
                "powers",
                says="The columns do not sum to 1: the division is missing.",
            ),
            slip(
                "np.sum(powers, axis=0, keepdims=True)",
                "np.mean(powers, axis=0, keepdims=True)",
                says="Divided by the mean, the columns sum to the number of classes. Take the sum.",
            ),
            slip(
                "Z - np.max(Z, axis=0, keepdims=True)",
                "np.min(Z, axis=0, keepdims=True) - Z",
                says="The sign of the scores is flipped: the lowest score gets the most.",
            ),
            slip(
                "Z - np.max(Z, axis=0, keepdims=True)",
                "np.clip(Z, -20, 20)",
                says="Scores above 20 are cut off, so 30 and 35 count alike. Only differences "
                "matter: subtract the largest score of the column.",
            ),
            slip(
                "np.exp(Z - np.max(Z, axis=0, keepdims=True))",
                "2.0 ** (Z - np.max(Z, axis=0, keepdims=True))",
                says="These are powers of 2. Softmax takes powers of e.",
            ),
            slip(
                "powers / np.sum(powers, axis=0, keepdims=True)",
                "np.log(powers + 1e-300) - np.log(np.sum(powers, axis=0, keepdims=True))",
                says="This is the logarithm of softmax.",
            ),
            slip(
                "np.exp(Z - np.max(Z, axis=0, keepdims=True))",
                "Z**2",
                says="These are squares of the scores. Softmax takes powers of e.",
            ),
            slip(
                "np.exp(Z - np.max(Z, axis=0, keepdims=True))",
                "Z - np.min(Z, axis=0, keepdims=True)",
                "np.sum(powers, axis=0, keepdims=True)",
                "np.max(powers, axis=0, keepdims=True)",
                says="Each column is brought to 0 … 1, so it does not sum to 1. Softmax takes "
                "powers of e.",
            ),
        ),
        hints=(
            "Along which axis does an example's scores stand?",
            "Adding the same number to all scores of a column changes nothing. Which number makes "
            "the largest power e^0?",
            "np.max and np.sum with axis=0 and keepdims=True; the powers of the lowered scores, "
            "divided by their sum.",
        ),
        remark="The largest power is e^0 = 1: nothing can overflow, and the sum is at least 1.",
    ),
    FunctionExercise(
        name="one_hot",
        page=PAGE,
        title="class numbers as one-hot columns",
        reference=my_one_hot,
        cases=(
            (np.array([2, 0, 1, 1]), 3),
            (np.array([0, 2, 0]), 4),
            (np.array([1, 1, 0, 3, 2, 3]), 5),
            (np.array([1, 0]), 3),
            (np.array([3, 1, 0, 2]), 4),
        ),
        misconceptions=(
            slip(
                "return Y",
                "return Y.T",
                says="A row for each example. In this course examples are columns.",
            ),
            slip(
                "Y = np.zeros((n_classes, len(labels)))",
                "Y = np.zeros((max(labels) + 1, len(labels)))",
                says="The number of rows is taken from the labels at hand. A batch need not hold "
                "every class: take n_classes.",
            ),
            slip(
                "Y[labels[i], i] = 1",
                "Y[labels[i] - 1, i] = 1",
                says="Classes are counted from 1 here. They start at 0: class 0 has its 1 in "
                "the first row.",
            ),
            slip(
                "Y[labels[i], i] = 1",
                "Y[labels[i], i] = labels[i]",
                says="The label itself is written. The class is told by the place; what stands "
                "there is 1.",
            ),
            slip(
                "Y[labels[i], i] = 1",
                "Y[labels[i]] = 1",
                says="Whole rows are set to 1. Each example sets one entry: [class, example].",
            ),
            slip(
                "np.zeros((n_classes, len(labels)))",
                "np.ones((n_classes, len(labels)))",
                "Y[labels[i], i] = 1",
                "Y[labels[i], i] = 0",
                says="Ones and zeros are swapped.",
            ),
            slip(
                "return Y",
                "return np.array(labels).reshape(1, -1)",
                says="These are the class numbers in a row. Each becomes a column with a 1 at "
                "its place.",
            ),
            slip(
                "return Y",
                "return Y.T.reshape(n_classes, -1)",
                says="reshape does not turn rows into columns; it only breaks the numbers into "
                "other lines. Use .T.",
            ),
            slip(
                "np.zeros((n_classes, len(labels)))",
                "-np.ones((n_classes, len(labels)))",
                says="The other entries are -1. They are 0, as probabilities of the other classes.",
            ),
            slip(
                "Y[labels[i], i] = 1",
                "Y[n_classes - 1 - labels[i], i] = 1",
                says="The classes are upside down: class 0 belongs into the first row.",
            ),
            slip(
                "Y[labels[i], i] = 1",
                "Y[: labels[i] + 1, i] = 1",
                says="All rows up to the class are 1. Only one entry of a column is.",
            ),
            slip(
                "return Y",
                "return Y / n_classes",
                says="Divided by the number of classes, the columns do not sum to 1.",
            ),
            slip(
                "np.zeros((n_classes, len(labels)))",
                "np.zeros((n_classes + 1, len(labels)))",
                says="A row too many: n_classes rows are enough, since classes start at 0.",
            ),
            slip(
                "return Y",
                "return Y / np.maximum(Y.sum(axis=1, keepdims=True), 1)",
                says="Each row is divided by how often its class occurs. The entries are 1.",
            ),
            slip(
                "        Y[labels[i], i] = 1\n",
                "        Y[labels[i], i] = 1\n        break\n",
                says="Only the first example has its 1: the loop ends too early.",
            ),
            slip(
                "        Y[labels[i], i] = 1\n",
                "        pass\n",
                says="Everything is 0. Set one entry of each column to 1.",
            ),
            slip(
                "        Y[labels[i], i] = 1\n",
                "        Y = np.zeros((n_classes, len(labels)))\n        Y[labels[i], i] = 1\n",
                says="Y is made anew in every round, so only the last example is left.",
            ),
            slip(
                "return Y",
                "return np.eye(n_classes)",
                says="This is the identity matrix: one "
                "column for each class. A column for each example is wanted.",
            ),
        ),
        hints=(
            "Which shape has the result, and how many ones?",
            "Begin with zeros. Example i has its 1 in column i; in which row?",
            "A loop that sets one entry a round, or np.eye(n_classes), whose column k is class k.",
        ),
        remark="The target is now a column of probabilities: all for the true class.",
    ),
    FunctionExercise(
        name="softmax_cost",
        page=PAGE,
        title="cross-entropy for many classes",
        reference=my_softmax_cost,
        cases=(
            (np.array([[0.125, 0.5], [0.25, 0.25], [0.625, 0.25]]), _hot(3, 2, 0)),
            (_probabilities(11, 3, 4), _hot(3, 0, 2, 1, 1)),
            (_probabilities(12, 4, 3), _hot(4, 3, 0, 1)),
            (_probabilities(13, 2, 5), _hot(2, 0, 1, 1, 0, 1)),
            (_probabilities(14, 5, 2), _hot(5, 4, 2)),
        ),
        misconceptions=(
            slip(
                "np.sum(Y * np.log(A)) / Y.shape[1]",
                "np.mean(Y * np.log(A))",
                says="np.mean divides by all entries, classes times examples. The mean is over "
                "the m examples: divide the sum by the number of columns.",
            ),
            slip(" / Y.shape[1]", "", says="This is the sum of the losses; the mean is missing."),
            slip(
                "-np.sum",
                "np.sum",
                says="The minus is missing: a cost of probabilities is positive.",
            ),
            slip(
                "Y * np.log(A)",
                "Y * np.log(A) + (1 - Y) * np.log(1 - A)",
                says="The second half, (1 - y) log(1 - a), belongs to the sigmoid. Here the "
                "classes share one sum, and only the true class counts.",
            ),
            slip(
                "np.sum(Y * np.log(A)) / Y.shape[1]",
                "np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))",
                says="This is the binary cross-entropy of every entry, averaged over all. Only "
                "the true class counts, and the mean is over the examples.",
            ),
            slip("np.log(A)", "np.log10(A)", says="log10: the natural logarithm is wanted."),
            slip("np.log(A)", "np.log2(A)", says="log2: the natural logarithm is wanted."),
            slip(
                "Y.shape[1]",
                "Y.shape[0]",
                says="Divided by the number of classes. The mean is over the examples, the "
                "columns.",
            ),
            slip(
                "Y * np.log(A)",
                "A * np.log(Y + 1e-8)",
                says="A and Y have changed places: the logarithm is that of the prediction.",
            ),
            slip(
                "-np.sum(Y * np.log(A)) / Y.shape[1]",
                "np.sum((Y - A) ** 2) / Y.shape[1]",
                says="This is the squared error. Here the cost is the cross-entropy.",
            ),
            slip(
                "Y * np.log(A)",
                "np.log(A)",
                says="All classes are counted. Multiplying by Y, entry by entry (* and not @), "
                "keeps the true one.",
            ),
            slip(
                "np.sum(Y * np.log(A)) / Y.shape[1]",
                "np.mean(np.log(np.max(A, axis=0)))",
                says="This takes the largest probability. The true class's is wanted, also where "
                "it is small.",
            ),
            slip(
                "-np.sum(Y * np.log(A)) / Y.shape[1]",
                "1 - np.sum(Y * A) / Y.shape[1]",
                says="This is the mean of 1 - a. The loss is minus the logarithm of a.",
            ),
            slip(
                "-np.sum(Y * np.log(A)) / Y.shape[1]",
                "-np.sum(Y * np.log(A), axis=0)",
                says="These are the losses, one for each example. The cost is their mean.",
            ),
            slip(
                "-np.sum(Y * np.log(A)) / Y.shape[1]",
                "-np.log(np.sum(Y * A) / Y.shape[1])",
                says="First the logarithm of each, then the mean: not the other way round.",
            ),
            slip(
                "Y * np.log(A)",
                "(1 - Y) * np.log(A)",
                says="The wrong classes are counted. Their places are 1 in 1 - Y; the true "
                "one's is 1 in Y.",
            ),
            slip(
                "Y * np.log(A)",
                "Y * np.log(1 - A)",
                says="This rewards a small probability of the true class: log A, not log(1 - A).",
            ),
            slip("Y.shape[1]", "(2 * Y.shape[1])", says="Half of it: there is no 2 here."),
            slip(
                "-np.sum(Y * np.log(A)) / Y.shape[1]",
                "np.mean(np.argmax(A, axis=0) != np.argmax(Y, axis=0))",
                says="This is the fraction of wrong labels. The cost looks at how probable the "
                "true class was.",
            ),
            slip(
                "Y * np.log(A)",
                "A * np.log(A)",
                says="This is the entropy of the prediction; the truth is not in it.",
            ),
            slip(
                "Y * np.log(A)",
                "Y * A",
                says="The logarithm is missing.",
            ),
            slip(
                "-np.sum(Y * np.log(A)) / Y.shape[1]",
                "np.prod(np.sum(Y * A, axis=0))",
                says="This is the likelihood. The cost is minus its logarithm, divided by m.",
            ),
            slip(
                "np.log(A)",
                "np.log(A + 0.01)",
                says="The number that is added inside the logarithm changes the cost. Leave it "
                "out; the package avoids log 0 by computing from the scores.",
            ),
        ),
        hints=(
            "In each column of Y there is a single 1. What is left of Y * log(A)?",
            "Add up what is left, divide by the number of examples, and mind the sign.",
            "np.sum over everything, and Y.shape[1] is m.",
        ),
        remark="With equal probabilities for k classes it is log k: 1.099 for three.",
    ),
    ValueExercise(
        name="softmax_by_hand",
        page=PAGE,
        title="three scores, by hand",
        answer_name="three_scores",
        tolerance=4e-3,
        **softmax_by_hand(cat=1, dog=2, lion=5),
        family=Family(
            softmax_by_hand,
            {
                "cat": (1, 2, 3, 4),
                "dog": (1, 2, 3, 4, 5, 6, 7),
                "lion": (3, 4, 5, 6, 7, 8, 9),
            },
        ),
    ),
    FunctionExercise(
        name="softmax_gradients",
        page=PAGE,
        title="the gradients of softmax regression",
        reference=my_softmax_gradients,
        cases=(
            (
                np.array([[1.0, 2.0]]),
                np.array([[0.5, 0.25], [0.25, 0.25], [0.25, 0.5]]),
                _hot(3, 0, 2),
            ),
            (numbers(21, 2, 4), _probabilities(22, 3, 4), _hot(3, 2, 0, 0, 1)),
            (numbers(23, 5, 3), _probabilities(24, 4, 3), _hot(4, 1, 3, 0)),
            (numbers(25, 3, 6), _probabilities(26, 2, 6), _hot(2, 1, 0, 0, 1, 1, 0)),
            (numbers(27, 3, 3), _probabilities(28, 3, 3), _hot(3, 2, 1, 1)),
        ),
        misconceptions=(
            slip(
                "dZ @ X.T / m",
                "dZ @ X.T",
                "keepdims=True) / m",
                "keepdims=True)",
                says="Both lack 1/m: the gradient of a mean is a mean.",
            ),
            slip("dZ @ X.T / m", "dZ @ X.T", says="dW lacks its 1/m; db is right."),
            slip("keepdims=True) / m", "keepdims=True)", says="db lacks its 1/m; dW is right."),
            slip("A - Y", "Y - A", says="The sign is flipped: dZ = A - Y, or the steps climb."),
            slip(
                "A - Y",
                "(A - Y) * A * (1 - A)",
                says="A (1 - A) is too much: with cross-entropy the factors cancel, and A - Y "
                "is left.",
            ),
            slip(
                "A - Y",
                "-Y / A",
                says="-Y / A is the slope for A. Behind softmax, for the scores, it becomes A - Y.",
            ),
            slip(
                "A - Y",
                "Y * (A - Y)",
                says="Only the true class has a slope here. The others have one too: their "
                "scores must fall.",
            ),
            slip(
                "A - Y", "2 * (A - Y)", says="A factor 2 too much; it belongs to the squared error."
            ),
            slip(
                "dZ @ X.T / m",
                "X @ dZ.T / m",
                says="dW is transposed: it has the shape of W, a row for each class.",
            ),
            slip(
                "np.sum(dZ, axis=1, keepdims=True)",
                "np.sum(dZ, axis=1)",
                says="db is flat: keepdims=True keeps it a column, one number for each class.",
            ),
            slip(
                "np.sum(dZ, axis=1, keepdims=True)",
                "np.sum(dZ, axis=0, keepdims=True)",
                says="db is summed over the classes, which is always 0. Sum over the examples.",
            ),
            slip(
                "np.sum(dZ, axis=1, keepdims=True) / m",
                "np.mean(dZ)",
                says="db is one number. Each class has its own bias.",
            ),
            slip(
                "m = X.shape[1]",
                "m = A.shape[0]",
                says="Divided by the number of classes. m is the number of examples, the columns.",
            ),
            slip(
                "m = X.shape[1]",
                "m = X.shape[0]",
                says="Divided by the number of features. m is the number of examples, the columns.",
            ),
            slip(
                "m = X.shape[1]",
                "m = A.size",
                says="Divided by classes times examples. m is the number of examples alone.",
            ),
            slip("return dW, db", "return db, dW", says="The order: first dW, then db."),
            slip("A - Y", "A", says="Y is missing: dZ = A - Y."),
            slip("A - Y", "np.abs(A - Y)", says="The absolute value forgets the direction."),
            slip(
                "A - Y",
                "(A - Y) / X.shape[1]",
                says="1/m is taken twice.",
            ),
            slip(
                "A - Y",
                "(A == np.max(A, axis=0)) - Y",
                says="The predicted labels are compared. The slope comes from the probabilities.",
            ),
            slip(
                "np.sum(dZ, axis=1, keepdims=True) / m",
                "np.zeros((A.shape[0], 1))",
                says="db is zero. A bias has a slope too: the mean of its row of dZ.",
            ),
            slip(
                "np.sum(dZ, axis=1, keepdims=True) / m",
                "dZ / m",
                says="db is not added up over the examples.",
            ),
        ),
        hints=(
            "Which lines of logistic regression change, if A and Y get more rows?",
            "dZ = A - Y. Each score is Z_k = W_k x + b_k, so the slope goes to W times x.",
            "dW is a matrix product of dZ and X.T, db the sum of each row of dZ; both are means.",
        ),
        remark="The formulas of page 02, letter for letter. Only the shapes have grown.",
    ),
    FunctionExercise(
        name="two_class_sigmoid",
        page=PAGE,
        title="softmax with two classes is one neuron",
        reference=my_two_class_sigmoid,
        cases=(
            (np.array([[1.0, 0.5], [3.0, -1.0]]), np.array([[0.5], [2.0]])),
            (numbers(31, 2, 3), numbers(32, 2, 1)),
            (numbers(33, 2, 4), numbers(34, 2, 1)),
            (numbers(35, 2, 2), numbers(36, 2, 1)),
        ),
        misconceptions=(
            slip(
                "W[1:2] - W[0:1]",
                "W[0:1] - W[1:2]",
                "b[1:2] - b[0:1]",
                "b[0:1] - b[1:2]",
                says="This neuron says how probable class 0 is. For class 1 the difference goes "
                "the other way round.",
            ),
            slip(
                "W[1:2] - W[0:1]",
                "W[0:1] - W[1:2]",
                says="The weights have the wrong sign; the bias is right.",
            ),
            slip(
                "b[1:2] - b[0:1]",
                "b[0:1] - b[1:2]",
                says="The bias has the wrong sign; the weights are right.",
            ),
            slip(
                "W[1:2] - W[0:1]",
                "W[1:2]",
                "b[1:2] - b[0:1]",
                "b[1:2]",
                says="Only the score of class 1 is used. What counts is how far it lies above "
                "that of class 0.",
            ),
            slip(
                "W[1:2] - W[0:1]",
                "W[0:1]",
                "b[1:2] - b[0:1]",
                "b[0:1]",
                says="Only the score of class 0 is used. What counts is the difference.",
            ),
            slip(
                "W[1:2] - W[0:1]",
                "W[1:2] + W[0:1]",
                "b[1:2] - b[0:1]",
                "b[1:2] + b[0:1]",
                says="The scores are added. Divide e^z1 by e^z1 + e^z0, above and below by "
                "e^z1: which exponent is left?",
            ),
            slip(
                "W[1:2] - W[0:1]",
                "(W[1:2] - W[0:1]) / 2",
                "b[1:2] - b[0:1]",
                "(b[1:2] - b[0:1]) / 2",
                says="Half of it. The sigmoid takes the whole difference of the scores.",
            ),
            slip(
                "W[1:2] - W[0:1]",
                "2 * (W[1:2] - W[0:1])",
                "b[1:2] - b[0:1]",
                "2 * (b[1:2] - b[0:1])",
                says="Twice the difference. The sigmoid takes it once.",
            ),
            slip(
                "W[1:2] - W[0:1]",
                "np.mean(W, axis=0, keepdims=True)",
                "b[1:2] - b[0:1]",
                "np.mean(b, axis=0, keepdims=True)",
                says="This is the mean of both scores. Their difference counts.",
            ),
            slip("b[1:2] - b[0:1]", "b[1:2]", says="The bias of class 0 is not subtracted."),
            slip(
                "b[1:2] - b[0:1]",
                "np.zeros((1, 1))",
                says="The bias is lost: the biases have a difference, too.",
            ),
            slip(
                "W[1:2] - W[0:1]",
                "W[1:2] / W[0:1]",
                "b[1:2] - b[0:1]",
                "b[1:2] / b[0:1]",
                says="A quotient of powers is a power of the difference: subtract.",
            ),
            slip(
                "W[1:2] - W[0:1]",
                "W[1:2] * W[0:1]",
                "b[1:2] - b[0:1]",
                "b[1:2] * b[0:1]",
                says="The scores are multiplied. Their difference counts.",
            ),
            slip(
                "W[1:2] - W[0:1]",
                "W[:, 1:2] - W[:, 0:1]",
                says="Columns are subtracted: those are features. A class is a row.",
            ),
            slip(
                "W[1:2] - W[0:1]", "W[1] - W[0]", says="w is flat. W[1:2] keeps it a row, (1, n_x)."
            ),
            slip(
                "b[1:2] - b[0:1]", "b[1] - b[0]", says="c is flat. b[1:2] keeps the shape (1, 1)."
            ),
            slip("return w, c", "return c, w", says="The order: first the weights."),
            slip("return w, c", "return w.T, c", says="w is a column. It is a row, (1, n_x)."),
            slip(
                "return w, c",
                "return np.abs(w), np.abs(c)",
                says="The absolute value forgets which class is ahead.",
            ),
            slip(
                "return w, c",
                "return W, b",
                says="These are still two neurons. One is enough: their difference.",
            ),
        ),
        hints=(
            "Write the probability of class 1 with e^z0 and e^z1. What happens if you divide "
            "above and below by e^z1?",
            "1 / (1 + e^-(z1 - z0)) is left. So which score does the one neuron have?",
            "The difference of the two rows of W, and of b. Slices such as W[1:2] stay rows.",
        ),
        remark="So logistic regression was softmax all the time, with the score of class 0 "
        "fixed at 0.",
    ),
    FunctionExercise(
        name="confusion_matrix",
        page=PAGE,
        title="which class is taken for which",
        reference=my_confusion_matrix,
        cases=(
            (np.array([0, 0, 0, 1, 2, 2]), np.array([0, 0, 1, 1, 0, 2]), 3),
            (np.array([1, 1, 1, 0, 1]), np.array([0, 0, 1, 0, 0]), 2),
            (np.array([2, 0, 2, 2, 0, 1, 2]), np.array([0, 2, 0, 2, 0, 1, 1]), 4),
            (np.array([0, 1, 1, 1, 0]), np.array([1, 1, 0, 0, 1]), 3),
        ),
        misconceptions=(
            slip(
                "counts[labels[i], predicted[i]] += 1",
                "counts[predicted[i], labels[i]] += 1",
                says="Rows and columns are swapped: the row is the true class.",
            ),
            slip(
                "    for i in range(len(labels)):\n        counts[labels[i], predicted[i]] += 1\n",
                "    counts[labels, predicted] += 1\n",
                says="A pair that occurs several times is counted once. Each example adds 1: += "
                "with all indices at once does not, a loop or np.add.at does.",
            ),
            slip(
                "return counts",
                "return counts / len(labels)",
                says="These are fractions of all examples. Counts are wanted.",
            ),
            slip(
                "return counts",
                "return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)",
                says="These are fractions of each true class. Counts are wanted.",
            ),
            slip(
                "return counts",
                "return counts / np.maximum(counts.sum(axis=0, keepdims=True), 1)",
                says="These are fractions of each answer. Counts are wanted.",
            ),
            slip(
                "return counts",
                "return 100 * counts / len(labels)",
                says="These are percent. Counts are wanted.",
            ),
            slip(
                "return counts",
                "return counts - np.diag(np.diag(counts))",
                says="The right answers are missing: they stand on the diagonal.",
            ),
            slip(
                "return counts",
                "return np.diag(np.diag(counts))",
                says="Only the right answers are counted. The mistakes are what one looks for.",
            ),
            slip(
                "return counts",
                "return counts + counts.T",
                says="Each example is counted in both directions. A cat taken for a dog is "
                "another thing than a dog taken for a cat.",
            ),
            slip(
                "np.zeros((n_classes, n_classes))",
                "np.zeros((max(labels) + 1, max(labels) + 1))",
                says="The number of classes is taken from the labels at hand. Take n_classes: a "
                "class may be missing.",
            ),
            slip(
                "counts[labels[i], predicted[i]] += 1",
                "counts[labels[i] - 1, predicted[i] - 1] += 1",
                says="Classes are counted from 1 here. They start at 0.",
            ),
            slip(
                "counts[labels[i], predicted[i]] += 1",
                "counts[labels[i], labels[i]] += 1",
                says="The answers are not used: all examples stand on the diagonal.",
            ),
            slip(
                "counts[labels[i], predicted[i]] += 1",
                "counts[predicted[i], predicted[i]] += 1",
                says="The labels are not used: the answers stand on the diagonal.",
            ),
            slip(
                "return counts",
                "return np.outer(counts.sum(axis=1), counts.sum(axis=0))",
                says="This multiplies how often a class occurs with how often it is answered. "
                "Count the pairs.",
            ),
            slip(
                "return counts",
                "return counts.ravel()",
                says="The counts are right, but flat: n_classes rows and columns.",
            ),
            slip(
                "np.zeros((n_classes, n_classes))",
                "np.ones((n_classes, n_classes))",
                says="The counting starts at 1. It starts at 0.",
            ),
            slip(
                "np.zeros((n_classes, n_classes))",
                "np.zeros((n_classes + 1, n_classes + 1))",
                says="A row and a column too many: classes start at 0.",
            ),
            slip(
                "range(len(labels))",
                "range(len(labels) - 1)",
                says="The last example is left out.",
            ),
            slip(
                "return counts",
                "return np.mean(labels == predicted)",
                says="This is the accuracy. A table is wanted.",
            ),
            slip(
                "return counts",
                "return np.sum(labels != predicted)",
                says="This is the number of mistakes. A table is wanted.",
            ),
            slip(
                "return counts",
                "return counts.sum(axis=1)",
                says="These are the numbers of examples of each class. A table is wanted.",
            ),
        ),
        hints=(
            "How many numbers does the table have for three classes?",
            "Begin with zeros and go through the examples; each raises one entry by 1.",
            "Row labels[i], column predicted[i], and += 1 in a loop.",
        ),
        remark="Right answers stand on the diagonal; the accuracy is its sum divided by m.",
    ),
    LineExercise(
        name="spot_softmax_axis",
        page=PAGE,
        title="find the faulty line: softmax regression",
        answer_name="line_in_softmax",
        given=(
            "One round of softmax regression. X is (n_x, m), Y (n_classes, m) with one-hot "
            "columns, W (n_classes, n_x)."
        ),
        lines=(
            "Z = W @ X + b",
            "E = np.exp(Z - Z.max(axis=0))",
            "A = E / E.sum(axis=1, keepdims=True)",
            "J = -np.sum(Y * np.log(A)) / X.shape[1]",
            "dZ = A - Y",
            "dW = dZ @ X.T / X.shape[1]",
        ),
        faulty_line=3,
        repaired="A = E / E.sum(axis=0, keepdims=True)",
        explanation=(
            "The sum goes along the rows, over the examples. Then the probabilities of one "
            "example do not sum to 1, and every example changes the answers to all the others."
        ),
        innocent=(
            (1, "The scores are right: one row for each class."),
            (2, "The largest score of each column may be subtracted; (m,) broadcasts along it."),
            (4, "The cross-entropy is right: the sum over everything, divided by m."),
            (5, "A - Y is the slope of the loss for the scores."),
            (6, "The gradient is right: a mean over the examples."),
        ),
        hints=(
            "Which shape has each result, and what should its columns sum to?",
            "Two lines go along an axis. Do they go along the same one?",
            "The classes of an example stand one below the other. Which line adds up the examples?",
        ),
    ),
    FunctionExercise(
        name="regression_gradients",
        page=PAGE,
        title="the gradients of the squared error",
        reference=my_regression_gradients,
        cases=_REGRESSION,
        misconceptions=(
            slip(
                "2 * (W @ X + b - Y)",
                "W @ X + b - Y",
                says="The 2 is missing: the slope of a square e^2 is 2 e.",
            ),
            slip(
                "np.sum(dZ) / m",
                "np.sum(dZ) / (2 * m)",
                says="dW is right, db lacks its 2.",
            ),
            slip("dZ @ X.T / m", "dZ @ X.T / (2 * m)", says="db is right, dW lacks its 2."),
            slip(
                "dZ @ X.T / m",
                "dZ @ X.T",
                "np.sum(dZ) / m",
                "np.sum(dZ)",
                says="Both lack 1/m: the cost is a mean.",
            ),
            slip("dZ @ X.T / m", "dZ @ X.T", says="dW lacks its 1/m."),
            slip("np.sum(dZ) / m", "np.sum(dZ)", says="db lacks its 1/m."),
            slip(
                "W @ X + b - Y",
                "Y - W @ X - b",
                says="The sign is flipped: prediction minus target.",
            ),
            slip("W @ X + b - Y", "W @ X - Y", says="The bias is missing in the prediction."),
            slip("W @ X + b - Y", "W @ X + b + Y", says="Y is added. The error is the difference."),
            slip(
                "W @ X + b - Y",
                "1 / (1 + np.exp(-(W @ X + b))) - Y",
                says="A sigmoid is in the prediction. For numbers the output is the score itself.",
            ),
            slip(
                "2 * (W @ X + b - Y)",
                "1 / (1 + np.exp(-(W @ X + b))) - Y",
                says="These are the gradients of logistic regression. A number is predicted by "
                "the score itself.",
            ),
            slip(
                "2 * (W @ X + b - Y)",
                "(W @ X + b - Y) ** 2",
                says="This is the squared error itself. Its slope is wanted.",
            ),
            slip(
                "2 * (W @ X + b - Y)",
                "np.sign(W @ X + b - Y)",
                says="This is the slope of the absolute error. Here errors are squared.",
            ),
            slip(
                "m = X.shape[1]",
                "m = X.shape[0]",
                says="Divided by the number of features. m is the number of examples.",
            ),
            slip("dZ @ X.T / m", "X @ dZ.T / m", says="dW is a column. It has the shape of W."),
            slip(
                "dZ @ X.T / m",
                "(dZ @ X.T / m)[0]",
                says="dW is flat. It has the shape of W, (1, n_x).",
            ),
            slip("return dW, db", "return db, dW", says="The order: first dW, then db."),
            slip(
                "2 * (W @ X + b - Y)",
                "(W @ X + b - Y) / 2",
                says="Divided by 2 instead of multiplied: the slope of e^2 is 2 e.",
            ),
            slip(
                "2 * (W @ X + b - Y)",
                "2 * (W @ X + b - Y) / X.shape[1]",
                says="1/m is taken twice.",
            ),
            slip(
                "2 * (W @ X + b - Y)",
                "(W @ X + b - Y) / np.sqrt(np.mean((W @ X + b - Y) ** 2))",
                says="This is the slope of the root of the cost. No root is taken here.",
            ),
            slip(
                "np.sum(dZ) / m",
                "dZ / m",
                says="db is not added up over the examples.",
            ),
            slip(
                "dZ @ X.T / m",
                "np.mean(dZ) * np.mean(X, axis=1, keepdims=True).T",
                says="The mean of a product is not the product of the means: each error meets "
                "its own x.",
            ),
        ),
        hints=(
            "The slope of (a - y)^2 for a?",
            "dZ is twice the error. From there on everything is as in logistic regression.",
            "dW is dZ times X.T, db the sum of dZ; both divided by m.",
        ),
        remark="The same two lines for dW and db a third time; only dZ knows the loss.",
    ),
    FunctionExercise(
        name="unscale",
        page=PAGE,
        title="parameters for inputs as they were measured",
        reference=my_unscale,
        cases=(
            (
                np.array([[2.0, -1.0]]),
                np.array([[1.0]]),
                np.array([[3.0], [10.0]]),
                np.array([[4.0], [0.5]]),
            ),
            (
                numbers(51, 1, 3),
                numbers(52, 1, 1),
                numbers(53, 3, 1),
                np.array([[0.5], [3.0], [2.0]]),
            ),
            (numbers(54, 1, 2), numbers(55, 1, 1), 5 * numbers(56, 2, 1), np.array([[7.0], [0.2]])),
            (
                numbers(57, 1, 4),
                numbers(58, 1, 1),
                numbers(59, 4, 1),
                np.array([[1.5], [0.3], [2.5], [5.0]]),
            ),
        ),
        misconceptions=(
            slip(
                "W / std.T",
                "W * std.T",
                says="The weights are multiplied by std. An input "
                "that is not divided any more needs a weight that is.",
            ),
            slip(
                "W_raw @ mean",
                "W @ mean",
                says="W_raw is right. The bias takes the mean with the new weights: the mean is "
                "divided by std, too.",
            ),
            slip(
                "b - W_raw @ mean",
                "b + W_raw @ mean",
                says="The sign: the mean was subtracted, so W mean / std goes off the bias.",
            ),
            slip(
                "b - W_raw @ mean",
                "b",
                says="The weights are right. The mean that was subtracted has to go into the bias.",
            ),
            slip(
                "W / std.T",
                "W",
                says="The weights still belong to scaled inputs: divide them by std.",
            ),
            slip(
                "return W_raw, b_raw",
                "return W, b_raw",
                says="The bias is right, the weights are the old ones.",
            ),
            slip(
                "W / std.T",
                "W / std.T ** 2",
                says="Divided by the variance. The inputs were divided by std.",
            ),
            slip("W / std.T", "W / np.sqrt(std.T)", says="A root too much: divide by std."),
            slip(
                "W_raw = W / std.T",
                "W_raw = (W - mean.T) / std.T",
                "b - W_raw @ mean",
                "b",
                says="The weights were scaled like an input. Multiply out W (x - mean) / std and "
                "see what stands before x.",
            ),
            slip(
                "W / std.T", "W / np.mean(std)", says="One std for all. Each feature has its own."
            ),
            slip(
                "W / std.T",
                "W / mean.T",
                "W_raw @ mean",
                "W_raw @ std",
                says="Mean and deviation are swapped.",
            ),
            slip(
                "W / std.T",
                "W / std",
                says="W is a row and std a column: their quotient is a matrix. Transpose std.",
            ),
            slip(
                "return W_raw, b_raw",
                "return W, b",
                says="Nothing has changed. These parameters want scaled inputs.",
            ),
            slip("b - W_raw @ mean", "-W_raw @ mean", says="The old bias is lost."),
            slip("return W_raw, b_raw", "return b_raw, W_raw", says="The order: first W."),
            slip(
                "b - W_raw @ mean",
                "b - mean",
                says="The mean goes through the weights before it meets the bias.",
            ),
            slip(
                "b - W_raw @ mean",
                "b - np.mean(mean)",
                says="The mean goes through the weights before it meets the bias.",
            ),
            slip(
                "b - W_raw @ mean",
                "b - (W_raw / std.T) @ mean",
                says="In the bias it is divided by std twice.",
            ),
            slip(
                "b - W_raw @ mean",
                "b - W @ (mean * std)",
                says="In the bias it is multiplied by std. The mean is divided by it.",
            ),
            slip(
                "return W_raw, b_raw",
                "return -W_raw, -b - W_raw @ mean",
                says="The signs are flipped.",
            ),
            slip(
                "b - W_raw @ mean",
                "(b - W_raw @ mean) / np.mean(std)",
                says="The bias is divided by std. It was never scaled.",
            ),
        ),
        hints=(
            "Multiply W (x - mean) / std + b out. What stands in front of x, what stands alone?",
            "In front of x: each weight over its own std. Alone: the rest, with mean in it.",
            "std is a column, W a row: std.T. The mean, weighted by the new weights, leaves the "
            "bias.",
        ),
        remark="Whoever uses the model need not know that it was trained on scaled inputs.",
    ),
    FunctionExercise(
        name="curve_network",
        page=PAGE,
        title="a network through given points",
        reference=my_curve_network,
        cases=(
            (np.array([0.0, 1.0, 3.0]), np.array([1.0, 3.0, 0.0])),
            (np.array([-1.0, 0.5, 1.0, 3.0]), np.array([0.5, -1.0, 2.0, 2.5])),
            (np.array([-2.0, -1.5, 0.0, 0.5, 2.5]), np.array([2.0, 1.0, 1.5, -1.0, 0.7])),
            (np.array([1.0, 2.5]), np.array([-1.0, 0.6])),
        ),
        misconceptions=(
            slip(
                "np.diff(slopes, prepend=0)",
                "slopes",
                says="W2 holds the slopes. The units before go on rising, so each new unit adds "
                "only the change of slope.",
            ),
            slip(
                "np.diff(slopes, prepend=0)",
                "heights[1:]",
                says="W2 holds heights. It holds changes of slope.",
            ),
            slip(
                "-knots[:-1]",
                "knots[:-1]",
                says="b1 has the wrong sign: x - knot is zero at the knot.",
            ),
            slip(
                "-knots[:-1]",
                "-knots[1:]",
                says="Each line bends at its end. Unit j starts at the beginning of line j.",
            ),
            slip(
                "np.array([[heights[0]]])",
                "np.zeros((1, 1))",
                says="b2 is zero. At the first knot all units are zero, so b2 is the height there.",
            ),
            slip(
                "np.array([[heights[0]]])",
                "np.array([[heights[-1]]])",
                says="b2 is the last height. At the first knot all units are zero.",
            ),
            slip(
                "np.array([[heights[0]]])",
                "np.array([[np.mean(heights)]])",
                says="b2 is the mean height. At the first knot all units are zero.",
            ),
            slip(
                "np.ones((len(slopes), 1))",
                "changes.reshape(-1, 1)",
                "changes.reshape(1, -1)",
                "np.ones((1, len(slopes)))",
                says="The changes of slope stand in W1, where they move the bends as well. Here "
                "W1 is all ones, and W2 holds the changes.",
            ),
            slip(
                "np.ones((len(slopes), 1))",
                "np.ones((1, len(slopes)))",
                says="W1 is a row. It has a row for each unit, (n, 1).",
            ),
            slip(
                "knots[:-1].reshape(-1, 1)",
                "knots[:-1].reshape(1, -1)",
                says="b1 is a row. It has a row for each unit, (n, 1).",
            ),
            slip(
                "-knots[:-1].reshape(-1, 1)",
                "-knots[:-1]",
                says="b1 is flat. It is a column, (n, 1).",
            ),
            slip(
                "changes.reshape(1, -1)",
                "changes.reshape(-1, 1)",
                says="W2 is a column. One output and n units: (1, n).",
            ),
            slip(
                "changes.reshape(1, -1)",
                "-changes.reshape(1, -1)",
                says="W2 has the wrong sign: later minus earlier slope.",
            ),
            slip(
                "np.ones((len(slopes), 1))",
                "-np.ones((len(slopes), 1))",
                says="W1 is -1, so the units fall to the right.",
            ),
            slip(
                "np.ones((len(slopes), 1))",
                "np.zeros((len(slopes), 1))",
                says="W1 is zero: the units do not see x.",
            ),
            slip(
                "np.diff(heights) / np.diff(knots)",
                "np.diff(heights)",
                says="A slope is the rise divided by the run; the division by the distance of "
                "the knots is missing.",
            ),
            slip(
                "np.diff(heights) / np.diff(knots)",
                "np.diff(knots) / np.diff(heights)",
                says="The slope is upside down: rise over run.",
            ),
            slip(
                "np.diff(heights) / np.diff(knots)",
                "(heights[1:] - heights[0]) / (knots[1:] - knots[0])",
                says="Each slope is taken from the first point. It is that from one point to the "
                "next.",
            ),
            slip(
                "np.diff(slopes, prepend=0)",
                "np.diff(slopes, prepend=slopes[0])",
                says="The first slope is lost. Before the first knot the slope is 0.",
            ),
            slip(
                "-knots[:-1].reshape(-1, 1)",
                "np.zeros((len(slopes), 1))",
                says="b1 is zero, so all units bend at 0. Each bends at its knot.",
            ),
            slip(
                '        "b2": np.array([[heights[0]]]),\n',
                "",
                says="b2 is missing: the height at the first knot.",
            ),
            slip(
                "np.diff(slopes, prepend=0)",
                "np.diff(heights)",
                says="W2 holds the rises. It holds changes of slope.",
            ),
        ),
        hints=(
            "Take two lines. Which units are not zero on the first, which on the second?",
            "On line 2 units 1 and 2 rise together: w1 + w2 is the slope of the second line.",
            "Slopes: np.diff of heights over np.diff of knots. W2: the first slope, then the "
            "differences of neighbors.",
        ),
        remark="One bend for each unit: with enough of them the lines follow any curve.",
    ),
)
