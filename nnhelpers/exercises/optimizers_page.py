"""Exercises of page 07, optimizers: mini-batches, decay, momentum, RMSprop, Adam.

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

PAGE = "07_optimizers"


def my_cut_batches(order, batch_size):
    """Cut the numbers of the examples into mini-batches, from the front; none may be left out.

    order : array (m,), the numbers of the examples in the order of this epoch
    batch_size : whole number, at least 1
    returns list of arrays: the first batch_size numbers, the next ones, ...; the last may be short
    """
    batches = []
    for start in range(0, len(order), batch_size):
        stop = start + batch_size
        batches.append(order[start:stop])
    return batches


def my_shuffle(X, Y, order):
    """Put the examples into a new order: column k of the results is column order[k] of X and Y.

    X : array (n_x, m), the photos;  Y : array (n_y, m), their labels
    order : array (m,), a permutation of 0 ... m - 1
    returns both, in this order; each photo keeps its label
    """
    X_new = X[:, order]
    Y_new = Y[:, order]
    return X_new, Y_new


def my_decayed_rates(learning_rate, epoch, decay_rate, every):
    """The learning rate in an epoch, by the three formulas above.

    learning_rate : number, that of epoch 0;  epoch : 0, 1, 2, ...
    decay_rate : number k;  every : whole number, after so many epochs the rate is halved
    returns three numbers: 1/t, exponential and step, in this order
    """
    inverse = learning_rate / (1 + decay_rate * epoch)
    exponential = learning_rate * np.exp(-decay_rate * epoch)
    step = learning_rate * 0.5 ** (epoch // every)
    return inverse, exponential, step


def my_downward_directions(H):
    """In how many of its own directions a surface curves downward: negative curvatures.

    H : array (n, n), symmetric, the second derivatives at a point
    returns one whole number, 0 to n
    """
    curvatures = np.linalg.eigvalsh(H)
    count = np.sum(curvatures < 0)
    return count


def my_clip_gradients(grads, limit):
    """Shorten the gradient if it is too long; its direction stays.

    All arrays together are one long vector. Its norm is the root of the sum of all squares.

    grads : dict of arrays, {"dW1": ..., "db1": ..., ...};  limit : positive number
    returns dict with the same keys: as it was if the norm is at most limit, otherwise every array
        multiplied by the one factor that makes the norm equal to limit
    """
    norm = np.sqrt(sum(np.sum(g**2) for g in grads.values()))
    factor = 1.0
    if norm > limit:
        factor = limit / norm
    return {key: factor * g for key, g in grads.items()}


def my_moving_average(values, beta):
    """The moving average after each value, with the bias correction.

    v starts at 0, and each value makes it beta v + (1 - beta) value. After t values the corrected
    average is v / (1 - beta^t); v itself goes on without the correction.

    values : array (n,);  beta : number, 0 to below 1
    returns list or array of n numbers, the corrected averages
    """
    v, averages = 0.0, np.zeros(len(values))
    for t in range(1, len(values) + 1):
        v = beta * v + (1 - beta) * values[t - 1]
        corrected = v / (1 - beta**t)
        averages[t - 1] = corrected
    return averages


def my_momentum_step(theta, v, g, learning_rate, beta):
    """One update with momentum: v is averaged with the gradient, and the step goes against v.

    theta, v, g : arrays of one shape: the parameter, its average so far, its gradient
    learning_rate, beta : numbers
    returns the new theta and the new v, in this order
    """
    v = beta * v + (1 - beta) * g
    theta = theta - learning_rate * v
    return theta, v


def my_rmsprop_step(theta, s, g, learning_rate, beta, epsilon):
    """One update of RMSprop: the gradient is divided by the root of its average square.

    theta, s, g : arrays of one shape: the parameter, the average of squares so far, the gradient
    learning_rate, beta : numbers;  epsilon : small number, added to the root
    returns the new theta and the new s, in this order
    """
    s = beta * s + (1 - beta) * g**2
    theta = theta - learning_rate * g / (np.sqrt(s) + epsilon)
    return theta, s


def my_adam_step(theta, v, s, g, t, learning_rate, beta1, beta2, epsilon):
    """Update number t of Adam: momentum's v over RMSprop's root, both with the bias correction.

    theta, v, s, g : arrays of one shape: the parameter, the two averages so far, the gradient
    t : 1 for the first update, 2 for the second, ...
    learning_rate, beta1 (of v), beta2 (of s) : numbers;  epsilon : small, added to the root
    returns the new theta, v and s, in this order; v and s without the correction
    """
    v = beta1 * v + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    v_hat = v / (1 - beta1**t)
    s_hat = s / (1 - beta2**t)
    theta = theta - learning_rate * v_hat / (np.sqrt(s_hat) + epsilon)
    return theta, v, s


def _squares(*seed_and_shape):
    """Averages of squares: positive numbers."""
    return numbers(*seed_and_shape) ** 2 + 0.05


def _symmetric(eigenvalues, seed):
    """A symmetric matrix with these eigenvalues, turned at random."""
    n = len(eigenvalues)
    Q = np.linalg.qr(numbers(seed, n, n))[0]
    return Q @ np.diag(eigenvalues) @ Q.T


_V_KEPT = "v forgets its past: the old v, times beta, belongs into the new one."


def count_updates(full, size, epochs):
    """What the exercise says about so many full batches of a size, and half a one."""
    rest = size // 2
    m, updates = full * size + rest, full + 1
    every, last, all_ = (
        "updates in an epoch",
        "photos in the last batch",
        f"updates in {epochs} epochs",
    )
    return {
        "question": f"{m} photos in mini-batches of {size}; the last one of an epoch may be short.",
        "value": {every: updates, last: rest, all_: epochs * updates},
        "misconceptions": (
            ({every: full}, f"{full} batches are full. What about the photos left over?"),
            ({every: full + 0.5}, "Half an update does not exist: a short batch is one."),
            ({every: size}, f"{size} photos are in a batch. How many batches is that?"),
            ({every: 1}, "One update an epoch is what the full batch does."),
            ({every: m}, "That many it would be with one photo in a batch."),
            ({last: size}, f"The last one is not full: {m} / {size} is {full + 0.5}."),
            ({last: 0}, f"{m} / {size} is {full + 0.5}: something is left over."),
            ({last: 0.5}, "Half a batch is left over. How many photos?"),
            (
                {all_: epochs * (full + 0.5)},
                f"The short batch counts once in each of the {epochs} epochs.",
            ),
            ({all_: epochs * full}, "The short batches are missing, one in each epoch."),
            (
                {all_: epochs * size},
                f"{epochs} times the batch size. Take the updates of an epoch.",
            ),
            ({all_: updates}, "That is one epoch."),
            ({all_: epochs}, f"{epochs} epochs are {epochs} updates for the full batch alone."),
            ({all_: epochs * m}, "These are photos. An update takes a whole batch."),
        ),
        "explanation": (
            f"{full} batches of {size} are {full * size} photos; {rest} are left, a batch of their "
            f"own. {epochs} x {updates}."
        ),
        "hints": (
            f"How often does {size} fit into {m}, and how much is left over?",
            "What is left over is a batch, too, and it takes an update of its own.",
            "10 photos in batches of 4: 4, 4 and 2, so 3 updates an epoch and 6 in two.",
        ),
    }


def first_steps(slope, rate):
    """What the exercise says about the first step from a slope, at a learning rate."""
    gd, momentum, rmsprop, adam = "gradient descent", "momentum", "RMSprop", "Adam"
    step, root = rate * slope, rate / 0.1**0.5
    return {
        "question": (
            f"A parameter has the slope {slope} and the learning rate is {rate}; all averages are "
            "0. How long is the very first step? beta and beta1 are 0.9, beta2 is 0.999, epsilon "
            "is negligible. Two digits are enough."
        ),
        "value": {gd: step, momentum: 0.1 * step, rmsprop: root, adam: rate},
        "misconceptions": (
            ({gd: slope}, f"{slope} is the slope. The step is rate times slope."),
            ({gd: rate}, f"{rate} is the rate. The step is rate times slope."),
            ({momentum: step}, "v starts at 0, and only a tenth of the slope comes in at first."),
            (
                {momentum: 0.9 * step},
                "The slope comes into v with the factor 1 - beta, not beta.",
            ),
            ({momentum: 0.0}, "v is renewed before the step: a tenth of the slope is in it."),
            (
                {rmsprop: rate},
                "Only a tenth of the square has come into s, and there is no "
                "correction: the root of it is smaller than the slope.",
            ),
            ({rmsprop: step}, "The slope is divided by the root of s, which is small, too."),
            (
                {rmsprop: rate / (0.1 * slope)},
                f"The root is missing: s is {0.1 * slope**2:.2g}, its root {0.1**0.5 * slope:.2g}.",
            ),
            (
                {rmsprop: rate / 0.9**0.5},
                "The square comes in with 1 - beta, not with beta.",
            ),
            (
                {rmsprop: rate * 0.1**0.5},
                "The root of 1 - beta divides. It does not multiply.",
            ),
            (
                {rmsprop: 10 * rate},
                f"{rate} / (1 - beta) would be without the root: take it of 1 - beta, too.",
            ),
            (
                {adam: root},
                "Adam corrects both averages: divided by 1 - beta, v is the slope, and "
                "the root of s is its size.",
            ),
            ({adam: slope}, "Correct both averages, then divide: the slope by its own size."),
            ({adam: step}, "The slope is divided by its own size: what is left is the rate."),
            (
                {adam: 0.1 * step},
                "That is momentum's. Adam divides by the root of s and corrects both.",
            ),
            ({adam: 1.0}, "The slope over its own size is 1; times the learning rate."),
            ({adam: 0.0}, "Both averages are renewed before the step, and then corrected."),
        ),
        "explanation": (
            f"{rate} · {slope}; a tenth of it; {rate} · {slope} / sqrt(0.1 · {slope}^2) = {rate} / "
            f"sqrt(0.1) = {root:.3g}; and for Adam {rate} · {slope} / {slope}. The last two do not "
            "depend on the slope at all."
        ),
    }


EXERCISES = (
    FunctionExercise(
        name="cut_batches",
        page=PAGE,
        title="cut an epoch into mini-batches",
        reference=my_cut_batches,
        cases=(
            (np.array([3, 0, 4, 1, 2]), 2),
            (np.array([5, 2, 0, 1, 4, 3]), 3),
            (np.array([6, 1, 3, 0, 2, 5, 4]), 4),
            (np.array([2, 0, 1]), 5),
            (np.array([1, 7, 4, 0, 9, 2, 8, 5, 3, 6]), 3),
        ),
        misconceptions=(
            slip(
                "range(0, len(order), batch_size)",
                "range(0, len(order) - batch_size + 1, batch_size)",
                says="The last, short batch is left out: its examples would never be learned from "
                "in this epoch.",
            ),
            slip(
                "range(0, len(order), batch_size)",
                "range(len(order))",
                says="The loop moves on by one example. It should move on by a whole batch, so "
                "that no example comes twice.",
            ),
            slip(
                "    batches = []\n",
                "    return np.array_split(order, batch_size)\n    batches = []\n",
                says="These are batch_size batches. It should be batches of that size, however "
                "many they become.",
            ),
            slip(
                "    batches = []\n",
                "    count = -(-len(order) // batch_size)\n"
                "    return np.array_split(order, count)\n    batches = []\n",
                says="The batches have been made about equal. All but the last one should have "
                "batch_size examples.",
            ),
            slip(
                "order[start:stop]",
                "np.arange(start, min(stop, len(order)))",
                says="These are 0, 1, 2 ... counted up: places in the order, or the order sorted. "
                "Wanted are the numbers as they stand there: order[start:stop].",
            ),
            slip(
                "start + batch_size",
                "batch_size",
                says="The slice ends at batch_size every time. It should end batch_size after its "
                "start.",
            ),
            slip(
                "start + batch_size",
                "start + batch_size - 1",
                says="Each batch has one example too few: a slice leaves its end out by itself.",
            ),
            slip(
                "start + batch_size",
                "start + batch_size + 1",
                says="Each batch has one example too many: the next one begins with it again.",
            ),
            slip(
                "range(0, len(order), batch_size)",
                "range(0, len(order) + 1, batch_size)",
                says="Where the batches come out even, an empty one follows. The last start must "
                "lie below len(order).",
            ),
            slip(
                "range(0, len(order), batch_size)",
                "range(batch_size, len(order), batch_size)",
                says="The first batch is missing: the loop starts at batch_size, not at 0.",
            ),
            slip(
                "batches.append(order[start:stop])",
                "batches.extend(order[start:stop])",
                says="The batches have run together into one list of numbers: append keeps each "
                "batch whole.",
            ),
            slip(
                "    return batches",
                "    return batches[::-1]",
                says="The batches come in reverse.",
            ),
            slip(
                "        batches.append(order[start:stop])\n",
                "        batches.append(order[start:stop])\n        break\n",
                says="Only the first batch has been cut: the loop ends after one round.",
            ),
            slip(
                "    batches = []\n",
                "    n = -(-len(order) // batch_size)\n"
                "    return [order[k::n] for k in range(n)]\n    batches = []\n",
                says="Each batch takes every n-th number. It should take neighbors, cut from the "
                "front.",
            ),
            slip(
                "    batches = []\n",
                "    first = len(order) % batch_size\n"
                "    head = [order[:first]] if first else []\n"
                "    rest = range(first, len(order), batch_size)\n"
                "    return head + [order[i : i + batch_size] for i in rest]\n    batches = []\n",
                says="The short batch comes first here. It is what is left over at the end.",
            ),
        ),
        hints=(
            "Where does each batch start? For 10 examples and size 3: at 0, 3, 6 and 9.",
            "range has a third argument, its step. A slice that goes beyond the end is just short.",
            "Each batch is a slice of order: from its start to batch_size places further.",
        ),
    ),
    ValueExercise(
        name="count_updates",
        page=PAGE,
        title="updates, and the last short batch",
        answer_name="updates",
        tolerance=1e-6,
        **count_updates(full=62, size=64, epochs=8),
        family=Family(
            count_updates,
            {
                "full": tuple(range(21, 90)),
                "size": (32, 64, 128),
                "epochs": (4, 5, 6, 7, 8, 9, 10, 12),
            },
        ),
    ),
    FunctionExercise(
        name="repair_shuffle",
        page=PAGE,
        title="repair it: shuffled photos, lost labels",
        reference=my_shuffle,
        cases=(
            (numbers(701, 2, 3), np.array([[1.0, 0.0, 0.0]]), np.array([2, 0, 1])),
            (numbers(702, 3, 4), np.eye(4)[:3], np.array([1, 2, 3, 0])),
            (numbers(703, 4, 5), numbers(704, 2, 5), np.array([4, 2, 0, 3, 1])),
            (numbers(705, 2, 6), numbers(706, 1, 6), np.array([3, 5, 1, 4, 0, 2])),
        ),
        faulty=slip(
            "Y_new = Y[:, order]",
            "Y_new = Y",
            says="The photos move and the labels stay where they were: almost every photo gets "
            "the label of another.",
        ),
        misconceptions=(
            slip(
                "X_new = X[:, order]",
                "X_new = X",
                says="Now the labels move and the photos stay. Both must move, by the same order.",
            ),
            slip(
                "Y_new = Y[:, order]",
                "Y_new = Y[:, order[::-1]]",
                says="The labels go backwards through the order. Photos and labels need the same.",
            ),
            slip(
                "Y_new = Y[:, order]",
                "Y_new = Y[:, np.argsort(order)]",
                says="The labels get the inverse of the order. Photos and labels need the same.",
            ),
            slip(
                "X_new = X[:, order]",
                "X_new = X[:, np.argsort(order)]",
                says="The photos get the inverse of the order. Photos and labels need the same.",
            ),
            slip(
                "X_new = X[:, order]",
                "X_new = X[:, np.argsort(order)]",
                "Y_new = Y[:, order]",
                "Y_new = Y[:, np.argsort(order)]",
                says="They stay together, but this is the inverse order: column k must come from "
                "column order[k].",
            ),
            slip(
                "X_new = X[:, order]",
                "X_new = X[:, order[::-1]]",
                "Y_new = Y[:, order]",
                "Y_new = Y[:, order[::-1]]",
                says="They stay together, but go backwards through the order.",
            ),
            slip(
                "return X_new, Y_new",
                "return Y_new, X_new",
                says="The two results have changed places: the photos come first.",
            ),
            slip(
                "Y_new = Y[:, order]",
                "Y_new = X[:, order]",
                says="The second result holds photos. It should hold the labels.",
            ),
            slip(
                "Y_new = Y[:, order]",
                "Y_new = Y[:, order][:, order]",
                says="The labels are moved twice.",
            ),
            slip(
                "X_new = X[:, order]",
                "X_new = X[:, order][:, order]",
                "Y_new = Y[:, order]",
                "Y_new = Y[:, order][:, order]",
                says="Both are moved twice. Once is enough.",
            ),
            slip(
                "X_new = X[:, order]",
                "X_new = X",
                "Y_new = Y[:, order]",
                "Y_new = Y",
                says="Nothing moves: the columns are as they were.",
            ),
            slip(
                "X_new = X[:, order]",
                "X_new = X[::-1, order]",
                says="The rows are turned around, too. Only the columns change places.",
            ),
            slip(
                "X_new = X[:, order]",
                "X_new = X[:, order[:-1]]",
                "Y_new = Y[:, order]",
                "Y_new = Y[:, order[:-1]]",
                says="The last example is lost.",
            ),
            slip(
                "Y_new = Y[:, order]",
                "Y_new = Y[0, order]",
                says="Only the first row of the labels is left.",
            ),
        ),
        hints=(
            "Follow one photo: where does it go, and where does its label go?",
            "Whatever happens to the columns of X must happen to the columns of Y.",
            "The line for X is right. Which line does not use order?",
        ),
    ),
    LineExercise(
        name="spot_epoch_order",
        page=PAGE,
        title="find the faulty line: an epoch",
        answer_name="line_in_epoch",
        given=(
            "Training on mini-batches: in each epoch every example once, in a new order. There are "
            "W, X and Y (m examples); gradient gives the mean over a batch."
        ),
        lines=(
            "for epoch in range(epochs):",
            "    order = rng.integers(0, m, m)",
            "    for start in range(0, m, size):",
            "        chosen = order[start : start + size]",
            "        dW = gradient(X[:, chosen], Y[:, chosen], W)",
            "        W = W - learning_rate * dW",
        ),
        faulty_line=2,
        repaired="    order = rng.permutation(m)",
        explanation=(
            "rng.integers draws each number anew, like a die: some examples come twice or three "
            "times, and about 37 % do not come at all in this epoch. rng.permutation(m) is a new "
            "order of all. It trains either way, and that is why nobody notices."
        ),
        innocent=(
            (1, "An epoch is one pass over the data; the outer loop counts them."),
            (3, "The batches start at 0, size, 2 size and so on; the last may be short."),
            (4, "A slice beyond the end is just short: that is the last batch."),
            (5, "Photos and labels are taken by the same numbers. So each keeps its label."),
            (6, "The gradient is a mean already; the step goes against it."),
        ),
        hints=(
            "What would you see if you counted how often each example comes in an epoch?",
            "Only one line decides which examples come at all.",
            "Compare two functions of rng: one draws numbers, the other changes their order.",
        ),
    ),
    FunctionExercise(
        name="decayed_rates",
        page=PAGE,
        title="three ways to let the rate decay",
        reference=my_decayed_rates,
        cases=(
            (0.4, 3, 0.5, 2),
            (0.1, 0, 0.2, 3),
            (2.0, 7, 0.1, 3),
            (0.3, 4, 0.25, 4),
            (1.0, 12, 0.05, 5),
            (0.2, 1, 0.3, 1),
        ),
        misconceptions=(
            slip(
                "np.exp(-decay_rate * epoch)",
                "np.exp(decay_rate * epoch)",
                says="The exponential one grows: a minus is missing in the exponent.",
            ),
            slip(
                "(1 + decay_rate * epoch)",
                "(1 + epoch)",
                says="In 1/t the decay rate k is missing: it multiplies the epoch.",
            ),
            slip(
                "(1 + decay_rate * epoch)",
                "(decay_rate * (epoch + 1))",
                says="In 1/t the 1 stands by itself: 1 + k · epoch, so that epoch 0 has the full "
                "rate.",
            ),
            slip(
                "learning_rate / (1 +",
                "learning_rate * (1 +",
                says="The first one grows: 1/t divides by 1 + k · epoch.",
            ),
            slip(
                "learning_rate / (1 + decay_rate * epoch)",
                "learning_rate / 1 + decay_rate * epoch",
                says="Brackets are missing in 1/t: Python divides by 1 and then adds.",
            ),
            slip(
                "learning_rate / (1 + decay_rate * epoch)",
                "learning_rate / np.sqrt(1 + decay_rate * epoch)",
                says="A root came into 1/t. It divides by 1 + k · epoch itself.",
            ),
            slip(
                "learning_rate / (1 + decay_rate * epoch)",
                "learning_rate * (1 - decay_rate * epoch)",
                says="1/t is not 1 minus: this one becomes negative after some epochs.",
            ),
            slip(
                "epoch // every",
                "epoch / every",
                says="The step is smooth: between two halvings the rate should stay as it is. "
                "Which division gives whole numbers?",
            ),
            slip(
                "0.5 ** (epoch // every)",
                "0.5**epoch",
                says="The step is halved in each epoch, instead of after every so many.",
            ),
            slip(
                "epoch // every",
                "epoch % every",
                says="% is the remainder. How often was the rate halved by now? That is the whole "
                "part of the division.",
            ),
            slip(
                "0.5 ** (epoch // every)",
                "(0.5 if epoch >= every else 1.0)",
                says="The step is halved only once. After twice as many epochs it is a quarter.",
            ),
            slip(
                "0.5 ** (epoch // every)",
                "(0.5 if epoch % every == 0 else 1.0)",
                says="The rate is halved for one epoch and is back in the next. It should stay "
                "halved.",
            ),
            slip(
                "0.5 ** (epoch // every)",
                "0.5 * (epoch // every)",
                says="Halving again and again is a power of one half, not a product.",
            ),
            slip(
                "0.5 ** (epoch // every)",
                "decay_rate ** (epoch // every)",
                says="In step decay the factor is one half; the decay rate is of the other two.",
            ),
            slip(
                "learning_rate / (1",
                "1 / (1",
                "learning_rate * np.exp",
                "np.exp",
                "learning_rate * 0.5",
                "0.5",
                says="These are the factors alone. They are to be multiplied with the learning "
                "rate.",
            ),
            slip(
                "return inverse, exponential, step",
                "return exponential, inverse, step",
                says="The first two results have changed places: 1/t comes first.",
            ),
            slip(
                "    inverse = ",
                "    epoch = epoch + 1\n    inverse = ",
                says="Epochs count from 0: in epoch 0 all three still have the full rate.",
            ),
            slip(
                "np.exp(-decay_rate * epoch)",
                "decay_rate**epoch",
                says="The exponential one has base e and the exponent -k · epoch. Here k itself "
                "is the base.",
            ),
            slip(
                "np.exp(-decay_rate * epoch)",
                "10 ** (-decay_rate * epoch)",
                says="The base of the exponential is e, not 10.",
            ),
            slip(
                "np.exp(-decay_rate * epoch)",
                "np.exp(-epoch)",
                says="In the exponential the decay rate k is missing: it multiplies the epoch.",
            ),
            slip(
                "learning_rate * np.exp(-decay_rate",
                "np.exp(-learning_rate * decay_rate",
                says="The learning rate has slipped into the exponent. It stands in front.",
            ),
            slip(
                "learning_rate * np.exp",
                "inverse * np.exp",
                "learning_rate * 0.5",
                "exponential * 0.5",
                says="Each formula goes on from the result of the one before. They are three ways, "
                "each from the full rate.",
            ),
        ),
        hints=(
            "All three give the full rate in epoch 0. Check yours there first.",
            "The step counts how often the rate has been halved: how often `every` fits into the "
            "epoch, without a remainder.",
            "Whole-number division is //, and halving n times is a power of 0.5.",
        ),
    ),
    FunctionExercise(
        name="downward_directions",
        page=PAGE,
        title="count the directions that lead down",
        reference=my_downward_directions,
        cases=(
            (np.array([[2.0, 0.0], [0.0, -3.0]]),),
            (np.array([[0.1, 2.0], [2.0, 0.1]]),),  # a positive diagonal, and a saddle
            (np.diag([-1.0, 0.0, 2.0]),),  # flat is not down
            (np.array([[3.0, -1.0], [-1.0, 2.0]]),),  # negative entries, and a minimum
            (_symmetric([-2.0, -0.5, -0.3], 711),),
            (_symmetric([-0.7, 0.4, 1.5, 3.0, 5.0], 712),),
            (_symmetric([-3.0, -0.4, 0.2, 2.0], 713),),
            (_symmetric([-1.7, -1.2, -0.6, 0.9], 714),),
        ),
        misconceptions=(
            slip(
                "curvatures < 0",
                "curvatures > 0",
                says="These are the directions that lead up. Wanted are those that lead down.",
            ),
            slip(
                "np.linalg.eigvalsh(H)",
                "np.diag(H)",
                says="The diagonal holds the curvatures along the axes only. The surface's own "
                "directions may lie across: eigenvalues.",
            ),
            slip(
                "np.linalg.eigvalsh(H)",
                "H",
                says="These are negative entries of the matrix. What counts are its eigenvalues.",
            ),
            slip(
                "np.sum(curvatures < 0)",
                "np.any(curvatures < 0)",
                says="This says whether there is one. How many are there?",
            ),
            slip(
                "np.sum(curvatures < 0)",
                "np.all(curvatures < 0)",
                says="This says whether all lead down. How many do?",
            ),
            slip(
                "np.sum(curvatures < 0)",
                "np.mean(curvatures < 0)",
                says="This is a fraction. Wanted is the number of directions.",
            ),
            slip(
                "np.sum(curvatures < 0)",
                "np.sum(curvatures[curvatures < 0])",
                says="This adds the negative curvatures up. Count them.",
            ),
            slip(
                "np.sum(curvatures < 0)",
                "len(curvatures)",
                says="This counts all directions. Only those with negative curvature count.",
            ),
            slip(
                "np.sum(curvatures < 0)",
                "curvatures < 0",
                says="One answer for each direction is left: add them up.",
            ),
            slip(
                "np.sum(curvatures < 0)",
                "np.min(curvatures)",
                says="This is the most negative curvature itself. How many are below zero?",
            ),
            slip(
                "np.sum(curvatures < 0)",
                "curvatures",
                says="These are the curvatures. How many of them are negative?",
            ),
            slip(
                "np.linalg.eigvalsh(H)",
                "np.linalg.svd(H)[1]",
                says="Singular values are never negative. The signs are in the eigenvalues.",
            ),
            slip(
                "curvatures < 0",
                "curvatures < -1",
                says="Only the strongly negative ones are counted. Every one below 0 leads down.",
            ),
            slip(
                "np.linalg.eigvalsh(H)",
                "np.linalg.eigh(H)[1]",
                says="These are the entries of the eigenvectors. The curvatures are the "
                "eigenvalues, the first of the two results.",
            ),
            slip(
                "np.sum(curvatures < 0)",
                "int(np.prod(curvatures) < 0)",
                says="The product (the determinant) only tells whether the number is odd.",
            ),
            slip(
                "np.sum(curvatures < 0)",
                "np.sum(np.sign(curvatures))",
                says="This is the number of directions up minus the number down.",
            ),
            slip(
                "np.linalg.eigvalsh(H)",
                "H.sum(axis=1)",
                says="Sums of rows are no curvatures. The curvatures in the surface's own "
                "directions are the eigenvalues of H.",
            ),
            slip(
                "np.linalg.eigvalsh(H)",
                "H.min(axis=0)",
                says="These are columns with a negative entry. What counts are the eigenvalues.",
            ),
        ),
        hints=(
            "The curvatures in a surface's own directions are the eigenvalues of H.",
            "np.linalg.eigvalsh gives them all, for a symmetric matrix.",
            "A comparison gives True and False for each of them, and np.sum counts True as 1.",
        ),
    ),
    FunctionExercise(
        name="clip_gradients",
        page=PAGE,
        title="shorten a gradient that is too long",
        reference=my_clip_gradients,
        cases=(
            ({"dW1": np.array([[3.0, 0.0]]), "db1": np.array([[4.0]])}, 1.0),
            ({"dW1": np.array([[0.3, -0.4]]), "db1": np.array([[0.1]])}, 2.0),
            (
                {"dW1": numbers(721, 3, 2), "db1": numbers(722, 3, 1), "dW2": numbers(723, 1, 3)},
                0.5,
            ),
            ({"dW1": 4 * numbers(724, 2, 3), "db1": 0.1 * numbers(725, 2, 1)}, 3.0),
            ({"dW1": np.array([[6.0, -8.0], [0.0, 1.0]]), "db1": np.array([[2.0], [-1.0]])}, 5.0),
            ({"dW1": np.array([[0.2, 0.1]]), "db1": np.array([[-0.3]])}, 0.8),
        ),
        misconceptions=(
            slip(
                "    factor = 1.0\n    if norm > limit:\n        factor = limit / norm\n",
                "    factor = limit / norm\n",
                says="A short gradient is blown up to the limit. If it is short enough, it stays "
                "as it is.",
            ),
            slip(
                "np.sqrt(sum(np.sum(g**2) for g in grads.values()))",
                "sum(np.sum(g**2) for g in grads.values())",
                says="The root is missing: this is the square of the norm.",
            ),
            slip(
                "np.sqrt(sum(np.sum(g**2) for g in grads.values()))",
                "sum(np.linalg.norm(g) for g in grads.values())",
                says="The norms of the arrays are added up. All arrays are one vector: add the "
                "squares, then take the root.",
            ),
            slip(
                "np.sqrt(sum(np.sum(g**2) for g in grads.values()))",
                "max(np.linalg.norm(g) for g in grads.values())",
                says="This is the norm of the longest array. All arrays together are one vector.",
            ),
            slip(
                "np.sqrt(sum(np.sum(g**2) for g in grads.values()))",
                "max(np.abs(g).max() for g in grads.values())",
                says="This is the largest number. The norm is the root of the sum of all squares.",
            ),
            slip(
                "np.sqrt(sum(np.sum(g**2) for g in grads.values()))",
                "np.sqrt(sum(np.sum(np.abs(g)) for g in grads.values()))",
                says="The squares are missing under the root.",
            ),
            slip(
                "    norm = ",
                "    return {key: g * min(1.0, limit / max(np.linalg.norm(g), 1e-12))\n"
                "            for key, g in grads.items()}\n    norm = ",
                says="Each array is shortened by itself, so that the direction changes. One "
                "factor for all keeps it.",
            ),
            slip(
                "    norm = ",
                "    return {key: np.clip(g, -limit, limit) for key, g in grads.items()}\n"
                "    norm = ",
                says="Each number is cut off by itself, so that the direction changes. One factor "
                "for all keeps it.",
            ),
            slip(
                "    norm = ",
                "    return {key: np.minimum(g, limit) for key, g in grads.items()}\n    norm = ",
                says="Each number is cut off by itself, and only from above. One factor for all "
                "numbers keeps the direction.",
            ),
            slip(
                "limit / norm",
                "1 / norm",
                says="The norm becomes 1. It should become limit.",
            ),
            slip(
                "limit / norm",
                "norm / limit",
                says="The fraction is upside down: a long gradient becomes longer.",
            ),
            slip(
                "limit / norm",
                "1 / limit",
                says="Divided by limit, the gradient is as much too long as before. The factor "
                "must depend on the norm.",
            ),
            slip(
                "limit / norm",
                "np.sqrt(limit / norm)",
                says="The factor has a root too many.",
            ),
            slip(
                "limit / norm",
                "0.0",
                says="A long gradient is thrown away. It should be shortened.",
            ),
            slip(
                "norm > limit",
                "norm < limit",
                says="It is the other way round: short gradients grow here and long ones stay.",
            ),
            slip(
                "np.sum(g**2) for g in grads.values()",
                "np.sum(g**2) for key, g in grads.items() if 'W' in key",
                says="Only the weights count in this norm. The biases belong to the gradient, too.",
            ),
            slip(
                "factor * g for key",
                "factor * g if 'W' in key else g for key",
                says="Only the weights are shortened. One factor for all arrays.",
            ),
            slip(
                "np.sqrt(sum(np.sum(g**2) for g in grads.values()))",
                "np.linalg.norm(list(grads.values())[-1])",
                says="Only the last array counts in this norm. Add up over all of them.",
            ),
            slip(
                "np.sqrt(sum(np.sum(g**2) for g in grads.values()))",
                "np.sqrt(np.mean(np.concatenate([g.ravel() for g in grads.values()]) ** 2))",
                says="This is the root of the mean square. The norm has the sum.",
            ),
            slip(
                "        factor = limit / norm\n",
                "        factor = 1.0\n",
                says="Nothing is shortened: the gradient comes back as it was.",
            ),
        ),
        hints=(
            "First the norm: squares of all numbers in all arrays, their sum, the root.",
            "If the norm is at most the limit, nothing happens.",
            "A norm of 10 and a limit of 5: every number is halved. What is the factor in general?",
        ),
    ),
    FunctionExercise(
        name="moving_average",
        page=PAGE,
        title="a moving average, corrected for its start",
        reference=my_moving_average,
        cases=(
            (np.array([10.0, 20.0]), 0.5),
            (np.array([4.0, 4.0, 4.0]), 0.9),
            (np.array([1.0, -2.0, 3.0, 0.5]), 0.8),
            (np.array([2.0, 7.0, 1.0, 8.0, 2.5]), 0.7),
            (np.array([3.0, 1.5, 6.0]), 0.25),
        ),
        misconceptions=(
            slip(
                "v / (1 - beta**t)",
                "v",
                says="The bias correction is missing: v starts at 0 and is too small at first.",
            ),
            slip(
                "        corrected = v / (1 - beta**t)\n",
                "        v = v / (1 - beta**t)\n        corrected = v\n",
                says="The corrected value is carried on into the next average. v itself must go on "
                "without the correction.",
            ),
            slip(
                "beta * v + (1 - beta) * value",
                "(1 - beta) * v + beta * value",
                says="beta and 1 - beta have changed places: beta belongs to the old average.",
            ),
            slip(
                "beta * v + (1 - beta) * value",
                "(1 - beta) * v + beta * value",
                "beta**t",
                "(1 - beta) ** t",
                says="beta and 1 - beta have changed places everywhere: beta belongs to the old "
                "average.",
            ),
            slip(
                "(1 - beta) * value",
                "value",
                says="The new value lacks its factor 1 - beta.",
            ),
            slip(
                "v / (1 - beta**t)",
                "v * (1 - beta**t)",
                says="The correction multiplies. It divides: v is too small at first.",
            ),
            slip(
                "beta**t",
                "beta",
                says="The correction lacks the power: beta^t, which falls with the number of "
                "values.",
            ),
            slip("beta**t", "beta ** (t + 1)", says="t is one too large: the first value has 1."),
            slip(
                "beta**t",
                "beta ** len(values)",
                says="The correction takes the number of all values. It needs the number so far.",
            ),
            slip("1 - beta**t", "1 + beta**t", says="A plus in the correction: it is 1 - beta^t."),
            slip(
                "beta**t",
                "beta ** (t - 1)",
                says="t counts from 0 here: for the first value 1 - beta^0 is 0. It counts from 1.",
            ),
            slip(
                "v, averages = 0.0,",
                "v, averages = values[0],",
                says="v starts at the first value. It starts at 0; the correction repairs that.",
            ),
            slip(
                "v, averages = 0.0,",
                "v, averages = values[0],",
                "v / (1 - beta**t)",
                "v",
                says="To start at the first value is another repair. Here v starts at 0 and is "
                "corrected.",
            ),
            slip(
                "    v, averages = 0.0,",
                "    return [np.mean(values[: t + 1]) for t in range(len(values))]\n"
                "    v, averages = 0.0,",
                says="This is the plain mean of all values so far. In a moving average older "
                "values count less.",
            ),
            slip("    return averages", "    return corrected", says="Only the last average."),
            slip(
                "    return averages",
                "    return np.append(0.0, averages)",
                says="The result begins with a 0 that belongs to no value.",
            ),
            slip(
                "values[t - 1]",
                "values[t - 1] ** 2",
                says="The values are squared here. That comes later, in RMSprop.",
            ),
            slip(
                "beta * v + (1 - beta) * value",
                "beta * v - (1 - beta) * value",
                says="A minus where the new value is to be added.",
            ),
            slip("beta * v + (1", "(1", says=_V_KEPT),
            slip(
                "    return averages",
                "    return averages[:1]",
                says="Only the first average: the loop ends after one round.",
            ),
            slip(
                "        v = beta * v + (1 - beta) * values[t - 1]\n"
                "        corrected = v / (1 - beta**t)\n        averages[t - 1] = corrected\n",
                "        averages[t - 1] = v / (1 - beta**t)\n"
                "        v = beta * v + (1 - beta) * values[t - 1]\n",
                says="The average is noted before the new value has come in.",
            ),
            slip(
                "        averages[t - 1] = corrected\n",
                "        averages[t - 1] = corrected\n        v = values[t - 1]\n",
                says="The old value is kept in place of the old average.",
            ),
        ),
        hints=(
            "One loop; v and the place for the results exist before it.",
            "By hand, beta 0.5 and the values 10, 20: v is 5, then 12.5. The corrections divide by "
            "0.5 and by 0.75.",
            "Let t count from 1, with range or enumerate. Keep v and the corrected value apart.",
        ),
    ),
    FunctionExercise(
        name="momentum_step",
        page=PAGE,
        title="one update with momentum",
        reference=my_momentum_step,
        cases=(
            (np.array([[1.0, -2.0]]), np.array([[0.5, 0.3]]), np.array([[2.0, -1.0]]), 0.1, 0.9),
            (numbers(731, 3, 2), numbers(732, 3, 2), numbers(733, 3, 2), 0.5, 0.8),
            (numbers(734, 2, 1), 0 * numbers(735, 2, 1), numbers(736, 2, 1), 0.2, 0.7),
            (numbers(737, 1, 4), numbers(738, 1, 4), numbers(739, 1, 4), 2.0, 0.6),
        ),
        misconceptions=(
            slip(
                "(1 - beta) * g",
                "g",
                says="The gradient lacks its factor 1 - beta. Without it v is a sum and not an "
                "average; some texts write it so, with another rate.",
            ),
            slip(
                "(1 - beta) * g",
                "learning_rate * g",
                "learning_rate * v",
                "v",
                says="The learning rate has moved into v. Here v is an average of gradients, and "
                "the rate comes in the step.",
            ),
            slip(
                "(1 - beta) * g",
                "learning_rate * (1 - beta) * g",
                says="The learning rate comes twice, in v and in the step.",
            ),
            slip(
                "(1 - beta) * g",
                "learning_rate * (1 - beta) * g",
                "theta - learning_rate * v",
                "theta - v",
                says="The learning rate has moved into v. theta comes out right only if v was 0; v "
                "is an average of gradients.",
            ),
            slip(
                "theta - learning_rate",
                "theta + learning_rate",
                says="This climbs: the step goes against v.",
            ),
            slip(
                "beta * v + (1",
                "beta * v - (1",
                says="A minus in the average: the gradient is added to v, the step goes against v.",
            ),
            slip(
                "beta * v + (1",
                "beta * v - (1",
                "theta - learning_rate",
                "theta + learning_rate",
                says="v collects minus the gradient here, and the step adds it. Write it with the "
                "signs of the formula: v is the average of the gradients.",
            ),
            slip(
                "beta * v + (1 - beta) * g",
                "(1 - beta) * v + beta * g",
                says="beta and 1 - beta have changed places: beta belongs to the old average.",
            ),
            slip(
                "    v = beta * v + (1 - beta) * g\n    theta = theta - learning_rate * v\n",
                "    theta = theta - learning_rate * v\n    v = beta * v + (1 - beta) * g\n",
                says="The step takes the old v. First the average, then the step.",
            ),
            slip(
                "learning_rate * v",
                "learning_rate * g",
                says="The step takes the gradient itself. Then v has no effect.",
            ),
            slip(
                "    v = beta * v + (1 - beta) * g\n    theta = theta - learning_rate * v\n",
                "    theta = theta - learning_rate * (beta * v + (1 - beta) * g)\n",
                says="The new v is not returned: in the next step the average would be lost.",
            ),
            slip("return theta, v", "return v, theta", says="The results have changed places."),
            slip("beta * v + (1", "(1", says=_V_KEPT),
            slip(
                "learning_rate * v",
                "learning_rate * (v + g)",
                says="The gradient is added to v a second time in the step.",
            ),
            slip("learning_rate * v", "v", says="The learning rate is missing in the step."),
            slip(
                "beta * v + (1 - beta) * g",
                "(beta * v + (1 - beta) * g) / (1 - beta)",
                says="This is divided by 1 - beta. Momentum has no correction here.",
            ),
            slip("* g\n", "* g**2\n", says="The gradient is squared. That is RMSprop's average."),
            slip("beta * v + (1", "v + (1", says="The old v keeps all of itself: beta is missing."),
            slip(
                "theta - learning_rate",
                "beta * theta - learning_rate",
                says="theta itself is multiplied by beta. It is not averaged, v is.",
            ),
            slip("* g\n", "* theta\n", says="The parameter is averaged. v averages gradients."),
            slip(
                "learning_rate * v",
                "learning_rate * (beta * v + (1 - beta) * g)",
                says="The gradient comes in twice: v holds it already.",
            ),
            slip(
                "    theta = theta - learning_rate * v\n",
                "",
                says="theta does not move: the step is missing.",
            ),
            slip(
                "beta * v + (1 - beta) * g",
                "beta * (v + (1 - beta) * g)",
                says="A bracket too far: beta multiplies the old v alone.",
            ),
            slip("(1 - beta)", "(1 + beta)", says="1 + beta in place of 1 - beta."),
            slip(
                "    v = beta * v + (1 - beta) * g\n    theta = theta - learning_rate * v\n",
                "    theta = theta - learning_rate * g\n",
                says="This is plain gradient descent: v is neither renewed nor used.",
            ),
        ),
        hints=(
            "Two lines: first the average, then the step.",
            "The average is that of the last exercise, without the correction.",
            "The step is that of gradient descent with v in place of the gradient.",
        ),
    ),
    FunctionExercise(
        name="rmsprop_step",
        page=PAGE,
        title="one update of RMSprop",
        reference=my_rmsprop_step,
        cases=(
            (
                np.array([[1.0, -2.0]]),
                np.array([[4.0, 0.3]]),
                np.array([[2.0, -1.0]]),
                0.1,
                0.9,
                0.1,
            ),
            (numbers(741, 3, 2), _squares(742, 3, 2), numbers(743, 3, 2), 0.5, 0.8, 0.2),
            (numbers(744, 2, 1), 0 * numbers(745, 2, 1), numbers(746, 2, 1), 0.2, 0.7, 0.5),
            (numbers(747, 1, 4), _squares(748, 1, 4), numbers(749, 1, 4), 2.0, 0.6, 0.3),
        ),
        misconceptions=(
            slip(
                "(np.sqrt(s) + epsilon)",
                "np.sqrt(s + epsilon)",
                says="epsilon stands inside the root. Here it is added to the root.",
            ),
            slip("np.sqrt(s) + epsilon", "np.sqrt(s)", says="epsilon is missing."),
            slip(
                "(np.sqrt(s) + epsilon)",
                "np.sqrt(s) + epsilon",
                says="Brackets are missing: epsilon is added to the parameter.",
            ),
            slip("np.sqrt(s)", "s", says="The root is missing: it is divided by the square."),
            slip(
                "g**2",
                "g",
                "np.sqrt(s)",
                "np.sqrt(np.abs(s))",
                says="The gradient is not squared: s is the average of squares.",
            ),
            slip("* g**2", "* np.abs(g)", says="s averages |g|. It averages the squares."),
            slip(
                "beta * s + (1 - beta) * g**2",
                "(1 - beta) * s + beta * g**2",
                says="beta and 1 - beta have changed places: beta belongs to the old average.",
            ),
            slip(
                "beta * s + (1 - beta) * g**2",
                "s + g**2",
                says="This sums all squares up. An average forgets: beta and 1 - beta are missing.",
            ),
            slip("(1 - beta) * g", "g", says="The square lacks its factor 1 - beta."),
            slip(
                "    s = beta * s + (1 - beta) * g**2\n"
                "    theta = theta - learning_rate * g / (np.sqrt(s) + epsilon)\n",
                "    theta = theta - learning_rate * g / (np.sqrt(s) + epsilon)\n"
                "    s = beta * s + (1 - beta) * g**2\n",
                says="The step takes the old s. First the average, then the step.",
            ),
            slip(
                "    s = beta * s + (1 - beta) * g**2\n",
                "    s_old, s = s, beta * s + (1 - beta) * g**2\n",
                "return theta, s",
                "return theta, s_old",
                says="The old s is returned: in the next step the average would be lost.",
            ),
            slip("g / (np", "g * (np", says="Multiplied where it is to be divided."),
            slip("theta - learning", "theta + learning", says="This climbs: a minus is wanted."),
            slip("return theta, s", "return s, theta", says="The results have changed places."),
            slip(
                "learning_rate * g / (",
                "learning_rate * s / (",
                says="s stands in the numerator. It is the gradient that is divided.",
            ),
            slip(
                "g / (np.sqrt(s) + epsilon)",
                "np.sign(g)",
                says="Only the sign of the gradient is left. Divide it by the root of s.",
            ),
            slip(
                "np.sqrt(s)",
                "np.sqrt(s / (1 - beta))",
                says="s is divided by 1 - beta. RMSprop has no bias correction.",
            ),
            slip(
                "beta * s + (1 - beta) * g**2",
                "(beta * s + (1 - beta) * g) ** 2",
                says="The average is squared. It is an average of squares.",
            ),
            slip(
                "* g**2",
                "* np.sum(g**2)",
                says="The squares of all parameters are added up. Each has an s of its own.",
            ),
            slip(
                "* g**2",
                "* np.mean(g**2)",
                says="The squares of all parameters are averaged. Each has an s of its own.",
            ),
            slip("learning_rate * g", "g", says="The learning rate is missing."),
            slip(
                "(1 - beta) * g**2",
                "((1 - beta) * g) ** 2",
                says="1 - beta is squared, too. Only the gradient is.",
            ),
            slip(
                " / (np.sqrt(s) + epsilon)",
                "",
                says="The gradient is not divided: this is plain gradient descent.",
            ),
            slip(
                "s = beta * s + (1 - beta) * g**2",
                "s = np.sqrt(beta * s + (1 - beta) * g**2)",
                "np.sqrt(s) + epsilon",
                "s + epsilon",
                says="The root is kept as s. The average goes on without it.",
            ),
            slip("np.sqrt(s)", "np.sqrt(np.sqrt(s))", says="Two roots. One is enough."),
            slip(
                "beta * s + (1", "(1", says="s forgets its past: beta times the old s is missing."
            ),
        ),
        hints=(
            "Two lines: first the average of the squares, then the step.",
            "s is renewed like v of momentum, with the square of the gradient in its place.",
            "The step is that of gradient descent, with g divided by the root of s plus epsilon; "
            "mind the brackets.",
        ),
    ),
    FunctionExercise(
        name="adam_step",
        page=PAGE,
        title="one update of Adam",
        reference=my_adam_step,
        cases=(
            (
                np.array([[1.0, -2.0]]),
                np.array([[0.0, 0.0]]),
                np.array([[0.0, 0.0]]),
                np.array([[2.0, -0.5]]),
                1,
                0.1,
                0.9,
                0.8,
                0.2,
            ),
            (
                numbers(751, 3, 2),
                numbers(752, 3, 2),
                _squares(753, 3, 2),
                numbers(754, 3, 2),
                2,
                0.5,
                0.7,
                0.9,
                0.1,
            ),
            (
                numbers(755, 2, 1),
                numbers(756, 2, 1),
                _squares(757, 2, 1),
                numbers(758, 2, 1),
                5,
                0.3,
                0.6,
                0.95,
                0.3,
            ),
            (
                numbers(759, 1, 4),
                numbers(760, 1, 4),
                _squares(761, 1, 4),
                numbers(762, 1, 4),
                3,
                2.0,
                0.8,
                0.7,
                0.05,
            ),
        ),
        misconceptions=(
            slip(
                "v / (1 - beta1**t)",
                "v",
                "s / (1 - beta2**t)",
                "s",
                says="The bias correction is missing in both averages.",
            ),
            slip("s / (1 - beta2**t)", "s", says="s lacks the bias correction."),
            slip("v / (1 - beta1**t)", "v", says="v lacks the bias correction."),
            slip(
                "return theta, v, s",
                "return theta, v_hat, s_hat",
                says="The corrected averages are returned: they would be corrected again in the "
                "next step.",
            ),
            slip(
                "(np.sqrt(s_hat) + epsilon)",
                "np.sqrt(s_hat + epsilon)",
                says="epsilon stands inside the root. Here it is added to the root.",
            ),
            slip("np.sqrt(s_hat) + epsilon", "np.sqrt(s_hat)", says="epsilon is missing."),
            slip(
                "1 - beta2**t",
                "1 - beta1**t",
                says="s is corrected with beta1. Its own is beta2.",
            ),
            slip(
                "beta1 * v + (1 - beta1)",
                "beta2 * v + (1 - beta2)",
                "beta2 * s + (1 - beta2)",
                "beta1 * s + (1 - beta1)",
                "1 - beta1**t",
                "1 - beta2**t",
                "s_hat = s / (1 - beta2**t",
                "s_hat = s / (1 - beta1**t",
                says="beta1 and beta2 have changed places: beta1 belongs to v, beta2 to s.",
            ),
            slip(
                "g**2",
                "g",
                "np.sqrt(s_hat)",
                "np.sqrt(np.abs(s_hat))",
                says="The gradient is not squared: s is the average of squares.",
            ),
            slip("np.sqrt(s_hat)", "s_hat", says="The root of s is missing."),
            slip(
                "1 - beta1**t",
                "1 - beta1",
                "1 - beta2**t",
                "1 - beta2",
                says="The corrections lack the power t.",
            ),
            slip(
                "v / (1 - beta1**t)",
                "v * (1 - beta1**t)",
                "s / (1 - beta2**t)",
                "s * (1 - beta2**t)",
                says="The corrections multiply. They divide: the averages are too small at first.",
            ),
            slip(
                "s_hat = s / (1 - beta2**t)",
                "s_hat = s / (1 - beta2**t) ** 2",
                says="The correction of s stands outside the root. First correct, then the root.",
            ),
            slip(
                "learning_rate * v_hat",
                "learning_rate * g",
                says="The gradient itself stands in the numerator. That is RMSprop; Adam has v.",
            ),
            slip("theta - learning", "theta + learning", says="This climbs: a minus is wanted."),
            slip(
                "1 - beta1**t",
                "1 - beta1 ** (t + 1)",
                "1 - beta2**t",
                "1 - beta2 ** (t + 1)",
                says="t is one too large: the first update has t = 1 already.",
            ),
            slip(
                "g**2",
                "v**2",
                says="v is squared. s averages the squares of the gradient.",
            ),
            slip(
                "(1 - beta1) * g",
                "g",
                "(1 - beta2) * g",
                "g",
                says="The averages lack their factors 1 - beta.",
            ),
            slip(
                "beta1 * v + (1 - beta1) * g",
                "(1 - beta1) * v + beta1 * g",
                "beta2 * s + (1 - beta2) * g**2",
                "(1 - beta2) * s + beta2 * g**2",
                says="beta and 1 - beta have changed places: beta belongs to the old average.",
            ),
            slip(
                "    v = beta1 * v + (1 - beta1) * g\n    s = beta2 * s + (1 - beta2) * g**2\n",
                "",
                "    return theta, v, s",
                "    v = beta1 * v + (1 - beta1) * g\n    s = beta2 * s + (1 - beta2) * g**2\n"
                "    return theta, v, s",
                says="The step takes the old averages. First both averages, then the step.",
            ),
            slip(
                "    v = beta1",
                "    old = v, s\n    v = beta1",
                "return theta, v, s",
                "return theta, old[0], old[1]",
                says="The old averages are returned: the new ones would be lost.",
            ),
            slip("return theta, v, s", "return theta, s, v", says="v and s have changed places."),
            slip("learning_rate * v_hat", "v_hat", says="The learning rate is missing."),
            slip(
                "learning_rate * v_hat / (np.sqrt(s_hat) + epsilon)",
                "learning_rate * v",
                "    s = beta2 * s + (1 - beta2) * g**2\n",
                "",
                says="This is momentum: s is neither renewed nor used.",
            ),
            slip(
                "    v = beta1 * v + (1 - beta1) * g\n",
                "",
                "learning_rate * v_hat / (np.sqrt(s_hat)",
                "learning_rate * g / (np.sqrt(s)",
                says="This is RMSprop: v is neither renewed nor used, and nothing is corrected.",
            ),
        ),
        hints=(
            "Five lines: two averages, two corrections, one step.",
            "Keep v and v_hat apart: v is returned, v_hat only goes into the step.",
            "The step is that of RMSprop with the two corrected averages in place of g and s.",
        ),
    ),
    ValueExercise(
        name="first_steps",
        page=PAGE,
        title="how long is the first step?",
        answer_name="first_steps",
        tolerance=2e-2,
        hints=(
            "Write v and s after the first slope: 0 has been averaged with it.",
            "For RMSprop s is a tenth of the slope's square. And the slope over its root?",
            "Adam divides v by 1 - beta1 and s by 1 - beta2: what is left of the two averages?",
        ),
        **first_steps(slope=0.01, rate=0.1),
        family=Family(
            first_steps,
            {
                "slope": (0.002, 0.003, 0.004, 0.006, 0.01, 0.02, 0.03, 0.04, 0.05),
                "rate": (0.02, 0.03, 0.05, 0.06, 0.07, 0.08, 0.1, 0.2, 0.3, 0.4),
            },
        ),
    ),
)
