"""Exercises of page 07, gradient descent: rates, scales and when to stop.

Each function `my_...` is a reference: the clearest code a learner could write, and with its
docstring the stub of the page. The exercises that use them are below.
"""

import numpy as np

from nnhelpers.exercises.exercise import numbers
from nnhelpers.exercises.function_exercise import FunctionExercise
from nnhelpers.exercises.logistic_regression import DATA
from nnhelpers.exercises.rules import no_loop
from nnhelpers.exercises.slips import slip

PAGE = "07_gradient_descent"


def my_vectorize_loop(X, Y, W, b):
    """The same without a loop: no for, no while, no comprehension.

        n_x, m = X.shape
        dW, db = np.zeros((1, n_x)), 0.0
        for i in range(m):
            z = b[0, 0]
            for j in range(n_x):
                z += W[0, j] * X[j, i]
            dz = 1 / (1 + np.exp(-z)) - Y[0, i]
            for j in range(n_x):
                dW[0, j] += dz * X[j, i] / m
            db += dz / m
        return dW, db

    X : array (n_x, m);  Y : array (1, m);  W : array (1, n_x);  b : array (1, 1)
    returns dW : array (1, n_x), and db : array (1, 1) or a number, in this order
    """
    m = X.shape[1]
    A = 1 / (1 + np.exp(-(W @ X + b)))
    dZ = A - Y
    dW = dZ @ X.T / m
    db = np.sum(dZ) / m
    return dW, db


def my_bowl_path(curvature, w, learning_rate, steps):
    """Gradient descent on J(w) = curvature / 2 * w^2, whose slope is curvature * w.

    curvature, learning_rate : positive numbers;  w : number, the start;  steps : whole number
    returns list of steps + 1 numbers: w at the start, and after each step
    """
    path = [w]
    for _ in range(steps):
        w = w - learning_rate * curvature * w
        path.append(w)
    return path


def my_scale_pixels(X):
    """Scale pixels from 0 … 255 to 0 … 1.

    X : array of uint8 (whole numbers 0 to 255), shape (n_x, m)
    returns array of floats, same shape; 0 stays 0, and 255 becomes 1 in every data set
    """
    return X / 255


def my_standardize(X_train, X_val):
    """Bring every feature (row) of the training part to mean 0 and standard deviation 1.

    X_train : array (n_x, m);  X_val : array (n_x, m_val)
    returns both, in this order, scaled by the same numbers: those of the training part
    """
    mean = np.mean(X_train, axis=1, keepdims=True)
    std = np.std(X_train, axis=1, keepdims=True)
    scaled_train = (X_train - mean) / std
    scaled_val = (X_val - mean) / std
    return scaled_train, scaled_val


def my_early_stop(iterations, validation_costs, patience):
    """At which iteration to take the parameters, if training is to end by itself.

    Go through the records in order. A record below all before it is a new best one; training
    ends when `patience` records in a row have brought no new best one (or at the last record).

    iterations, validation_costs : arrays (n,), one entry for each record;  patience : at least 1
    returns the iteration of the best record up to the end of training
    """
    best = 0
    for k in range(len(validation_costs)):
        if validation_costs[k] < validation_costs[best]:
            best = k
        elif k - best >= patience:
            break
    return iterations[best]


def my_average_gradient(X, Y, W, b):
    """Gradient of the cost with respect to W, with a loop over the examples.

    X : array (n_x, m);  Y : array (1, m);  W : array (1, n_x);  b : array (1, 1)
    returns dW : array (1, n_x), the mean of the m single gradients
    """
    n_x, m = X.shape
    dW = np.zeros((1, n_x))
    for i in range(m):
        x = X[:, i : i + 1]
        a = 1 / (1 + np.exp(-(W @ x + b)))
        dW = dW + (a - Y[0, i]) * x.T
    dW = dW / m
    return dW


def _records(*costs):
    """iterations and validation costs of records 5 iterations apart."""
    return 5 * np.arange(len(costs)), np.array(costs)


EXERCISES = (
    FunctionExercise(
        name="vectorize_loop",
        page=PAGE,
        title="replace two loops by matrix products",
        reference=my_vectorize_loop,
        cases=DATA,
        rules=(no_loop,),
        misconceptions=(
            slip(
                "1 / (1 + np.exp(-(W @ X + b)))",
                "W @ X + b",
                says="The sigmoid of the loop version has been lost.",
            ),
            slip(
                "dZ @ X.T / m",
                "dZ @ X.T",
                "np.sum(dZ) / m",
                "np.sum(dZ)",
                says="The division by m of the loop version has been lost in dW and db.",
            ),
            slip("(W @ X + b)", "(W @ X)", says="b has been lost: z starts with it in the loop."),
            slip(
                "1 / (1 + np.exp(-(W @ X + b)))",
                "np.tanh(W @ X + b)",
                says="This takes tanh. The loop has the sigmoid.",
            ),
            slip(
                "A - Y",
                "(A - Y) * A * (1 - A)",
                says="The factor A (1 - A) is not in the loop: its dz is sigmoid minus Y.",
            ),
            slip(
                "dZ @ X.T / m",
                "np.sum(dZ * X) / m",
                says="np.sum without an axis adds up inputs and examples: one number is left. "
                "dW needs one for each input.",
            ),
            slip(
                "dZ @ X.T / m",
                "np.sum(dZ * X, axis=0, keepdims=True) / m",
                says="axis=0 adds up over the inputs and leaves one number per example. It "
                "should be the other way round.",
            ),
            slip(
                "dZ @ X.T / m",
                "X @ dZ.T / m",
                says="dW is a column here. The loop fills an array of shape (1, n_x).",
            ),
            slip("A - Y", "Y - A", says="The sign is flipped: the loop has sigmoid minus Y."),
            slip("dZ @ X.T / m", "dZ @ X.T", says="dW lacks its 1/m: the loop divides it by m."),
            slip(
                "np.sum(dZ) / m", "np.sum(dZ)", says="db lacks its 1/m: the loop divides it by m."
            ),
            slip("np.sum(dZ) / m", "dZ / m", says="db still has one number per example: add up."),
            slip(
                "dZ @ X.T / m",
                "np.mean(dZ * X, axis=1)",
                says="dW has the shape (n_x,). The loop fills an array of shape (1, n_x).",
            ),
        ),
        hints=(
            "The inner loops are sums over inputs; the outer one is a sum over examples.",
            "A sum of products is a matrix product: all z at once are W @ X + b, of shape (1, m).",
            "The last two loops add up dz times x over the examples: a product of the errors, "
            "(1, m), with X turned around, (m, n_x).",
        ),
        remark="Loops in Python take about a hundred times longer: the page measures it.",
    ),
    FunctionExercise(
        name="bowl_path",
        page=PAGE,
        title="the path of descent in a valley",
        reference=my_bowl_path,
        cases=(
            (2.0, 3.0, 0.1, 2),
            (4.0, -1.0, 0.4, 3),
            (0.5, 2.0, 1.0, 1),
            (1.0, 4.0, 2.5, 4),
            (2, 5, 0.2, 3),  # whole numbers come in, others go out
            (2.0, 0.5, 0.45, 5),  # close to the bottom a step is a step, too
        ),
        misconceptions=(
            slip(
                "w - learning_rate",
                "w + learning_rate",
                says="The sign is flipped: this climbs. The step goes against the slope.",
            ),
            slip(
                "curvature * w",
                "w",
                says="The curvature is missing: the slope of curvature / 2 * w^2 is curvature * w.",
            ),
            slip(
                "curvature * w",
                "curvature / 2 * w**2",
                says="The cost itself stands where its slope belongs: the slope is curvature * w.",
            ),
            slip(
                "curvature * w",
                "curvature * w**2",
                says="w is squared. The cost has the square; its slope is curvature * w.",
            ),
            slip(
                "curvature * w",
                "curvature / 2 * w",
                says="The slope has lost its 2: the derivative of w^2 is 2 w, so the 1/2 cancels.",
            ),
            slip(
                "path = [w]",
                "path = []",
                says="The start is missing: the list has steps + 1 numbers, and the first is w.",
            ),
            slip(
                "curvature * w",
                "curvature * path[0]",
                says="Every step uses the slope at the start. The slope changes as w moves.",
            ),
            slip("return path", "return [w]", says="This is where the path ends. All is wanted."),
            slip(
                "range(steps)",
                "range(steps + 1)",
                says="One step too many: the start is not a step.",
            ),
            slip(
                "path.append(w)",
                "path.append(curvature / 2 * w**2)",
                says="After the start these are costs J(w). The path consists of the w.",
            ),
            slip(
                "path = [w]",
                "path = [curvature / 2 * w**2]",
                "path.append(w)",
                "path.append(curvature / 2 * w**2)",
                says="These are the costs J(w). The path consists of the w.",
            ),
            slip(
                "path = [w]",
                "path = [curvature * w]",
                "path.append(w)",
                "path.append(curvature * w)",
                says="These are the slopes. The path consists of the w.",
            ),
            slip(
                "range(steps)",
                "range(steps - 1)",
                says="One step is missing: steps + 1 numbers, the start and one for each step.",
            ),
            slip(
                "curvature * w",
                "2 * curvature * w",
                says="The steps are twice too long: the slope of curvature / 2 * w^2 has no 2.",
            ),
            slip(
                "        w = w - learning_rate * curvature * w\n",
                "",
                says="w never moves: it must be replaced in each step.",
            ),
            slip(
                "w - learning_rate * curvature * w",
                "-learning_rate * curvature * w",
                says="This is only the step. Add it to the old w.",
            ),
        ),
        hints=(
            "Do two steps by hand for curvature 2, w = 3 and rate 0.1.",
            "A list that begins with w; in each round w moves against its slope and is appended.",
            "The update is that of page 02, with the slope curvature * w.",
        ),
        remark="Each step multiplies w by the same number, 1 - learning_rate * curvature.",
    ),
    FunctionExercise(
        name="scale_pixels",
        page=PAGE,
        title="scale pixels from 0 … 255 to 0 … 1",
        reference=my_scale_pixels,
        cases=(
            (np.array([[0, 51, 255]], dtype=np.uint8),),
            (np.array([[10, 100], [200, 30], [99, 150]], dtype=np.uint8),),
            (np.array([[128]], dtype=np.uint8),),
            (np.array([[60, 61, 254, 70]], dtype=np.uint8),),
        ),
        misconceptions=(
            slip(
                "255",
                "256",
                says="The largest pixel is 255, not 256; with 256 white would become 0.996.",
            ),
            slip(
                "X / 255",
                "X // 255",
                says="Only 0 and 1 are left: what stood behind the decimal point is gone. // "
                "cuts it off, and so does astype(int) or uint8 after the division. Use / and "
                "keep floats.",
            ),
            slip(
                "X / 255",
                "X / np.max(X, axis=0)",
                says="Every picture is divided by its own largest pixel, so that a dark one "
                "counts as bright as a light one. Divide by the largest possible one.",
            ),
            slip("X / 255", "1 - X / 255", says="Black and white are swapped: 0 should stay 0."),
            slip(
                "X / 255",
                "(X > 127).astype(float)",
                says="This makes every pixel black or white. All values between stay, just scaled.",
            ),
            slip(
                "X / 255",
                "X / np.max(X)",
                says="Dividing by the largest pixel that happens to be there scales every data "
                "set differently; a dark picture would count as bright. Divide by the largest "
                "possible one.",
            ),
            slip(
                "X / 255",
                "(X - np.mean(X)) / np.std(X)",
                says="This is standardization (mean 0, deviation 1). It is useful, too, but "
                "here 0 should stay 0 and 255 become 1.",
            ),
            slip(
                "X / 255",
                "X / 127.5 - 1",
                says="This maps to -1 … 1. Here the range is 0 … 1.",
            ),
            slip(
                "X / 255",
                "(X - np.min(X)) / (np.max(X) - np.min(X))",
                says="Subtracting the smallest pixel moves 0 as well, differently in every data "
                "set. 0 should stay 0 and 255 become 1.",
            ),
        ),
        hints=(
            "Which number must 255 be divided by to give 1?",
            "One division does it for the whole array.",
            "The operator / makes floats of whole numbers; // does not. Divide by the largest "
            "pixel there can be.",
        ),
        remark="Training and test images must be scaled by the same number; 255 never changes.",
    ),
    FunctionExercise(
        name="standardize",
        page=PAGE,
        title="mean 0 and deviation 1, by the numbers of the training part",
        reference=my_standardize,
        cases=(
            (np.array([[1.0, 3.0, 5.0], [10.0, 10.0, 40.0]]), np.array([[3.0, 7.0], [0.0, 20.0]])),
            (numbers(41, 2, 4), numbers(42, 2, 4)),
            (numbers(43, 3, 3), numbers(44, 3, 3)),
            (numbers(45, 1, 6), numbers(46, 1, 2)),
            (numbers(47, 5, 4), 10 * numbers(48, 5, 3)),  # far outside the training part
        ),
        misconceptions=(
            slip(
                "(X_val - mean) / std",
                "(X_val - np.mean(X_val, axis=1, keepdims=True))"
                " / np.std(X_val, axis=1, keepdims=True)",
                says="The validation part is scaled by its own mean and deviation. The classifier "
                "must see both parts in the same units: use those of the training part.",
            ),
            slip(
                "(X_val - mean) / std",
                "(X_val - np.mean(X_val, axis=1, keepdims=True)) / std",
                says="The validation part has its own mean subtracted. It takes both numbers from "
                "the training part.",
            ),
            slip(
                "(X_val - mean) / std",
                "(X_val - mean) / np.std(X_val, axis=1, keepdims=True)",
                says="The validation part is divided by its own deviation. It takes both numbers "
                "from the training part.",
            ),
            slip(
                "(X_train - mean) / std",
                "(X_train + mean) / std",
                "(X_val - mean) / std",
                "(X_val + mean) / std",
                says="The mean is added. Subtracted it brings the feature to mean 0.",
            ),
            slip(
                "np.mean(X_train, axis=1, keepdims=True)",
                "np.mean(X_train)",
                "np.std(X_train, axis=1, keepdims=True)",
                "np.std(X_train)",
                says="One mean and one deviation for all numbers. Each feature (row) has its own.",
            ),
            slip(
                "np.mean(X_train, axis=1, keepdims=True)",
                "np.mean(X_train, axis=0, keepdims=True)",
                "np.std(X_train, axis=1, keepdims=True)",
                "np.std(X_train, axis=0, keepdims=True)",
                says="axis=0 takes the mean down a column, over the features of one example. "
                "The mean over the examples is along a row.",
            ),
            slip(
                "(X_train - mean) / std",
                "X_train - mean",
                "(X_val - mean) / std",
                "X_val - mean",
                says="The mean is 0 now; the division by the standard deviation is missing.",
            ),
            slip(
                "np.std(X_train",
                "np.var(X_train",
                says="This divides by the variance. The standard deviation is its square root.",
            ),
            slip(
                "(X_train - mean) / std",
                "X_train - mean / std",
                "(X_val - mean) / std",
                "X_val - mean / std",
                says="Only the mean is divided by the deviation: parentheses.",
            ),
            slip(
                "(X_val - mean) / std",
                "X_val",
                says="The training part is right; the validation part has stayed as it came.",
            ),
            slip(
                "np.std(X_train, axis=1, keepdims=True)",
                "np.std(X_train)",
                says="The mean is right; the deviation is one for all features. Each has its own.",
            ),
            slip(
                "np.mean(X_train, axis=1, keepdims=True)",
                "0",
                says="Divided by the deviation, but the mean has not been subtracted.",
            ),
            slip(
                "np.std(X_train, axis=1, keepdims=True)",
                "np.std(X_train, axis=1, keepdims=True, ddof=1)",
                says="This deviation divides by m - 1 (ddof=1). Here it is the plain np.std.",
            ),
            slip(
                "np.mean(X_train, axis=1, keepdims=True)",
                "np.mean(np.hstack([X_train, X_val]), axis=1, keepdims=True)",
                "np.std(X_train, axis=1, keepdims=True)",
                "np.std(np.hstack([X_train, X_val]), axis=1, keepdims=True)",
                says="Mean and deviation are those of both parts together. The validation part "
                "may not help: use the training part alone.",
            ),
            slip(
                "(X_val - mean) / std",
                "X_val - mean",
                says="The training part is right; the validation part has lost its division by "
                "the deviation.",
            ),
            slip(
                "return scaled_train, scaled_val",
                "return scaled_val, scaled_train",
                says="Right, but in the other order: first the training part.",
            ),
            slip(
                "np.mean(X_train, axis=1, keepdims=True)",
                "np.min(X_train, axis=1, keepdims=True)",
                "np.std(X_train, axis=1, keepdims=True)",
                "np.ptp(X_train, axis=1, keepdims=True)",
                says="This brings each feature to 0 … 1. Here its mean becomes 0 and its "
                "deviation 1.",
            ),
            slip(
                "np.mean(X_train, axis=1, keepdims=True)",
                "np.median(X_train, axis=1, keepdims=True)",
                says="This subtracts the median, the middle value. The mean is wanted.",
            ),
            slip(
                "(X_train - mean) / std",
                "(X_train - mean) * std",
                "(X_val - mean) / std",
                "(X_val - mean) * std",
                says="This multiplies by the deviation. Dividing brings it to 1.",
            ),
        ),
        hints=(
            "Which axis holds the examples, and which the features?",
            "One mean and one deviation for each row, kept as columns, so that they broadcast.",
            "np.mean and np.std of X_train with axis=1 and keepdims=True serve both parts.",
        ),
        remark="Whatever is estimated (mean, deviation) comes from the training part alone.",
    ),
    FunctionExercise(
        name="early_stop",
        page=PAGE,
        title="stop when the validation cost has stopped falling",
        reference=my_early_stop,
        cases=(
            (*_records(0.7, 0.5, 0.6, 0.65, 0.4), 2),
            (*_records(0.7, 0.5, 0.6, 0.65, 0.4), 3),
            (*_records(0.9, 0.8, 0.7, 0.6), 1),
            (*_records(0.7, 0.6, 0.62, 0.61, 0.6, 0.59, 0.7), 4),
            (*_records(0.5, 0.6, 0.55, 0.7, 0.3), 3),
            (*_records(0.5, 0.4, 0.45, 0.4, 0.42), 3),
            (*_records(0.5, 0.6, 0.7, 0.65, 0.3), 2),
            (*_records(0.7, 0.8, 0.6, 0.65, 0.5, 0.6, 0.4), 3),
            (*_records(0.5, 0.6, 0.4, 0.45), 1),
            (np.array([0, 10, 30, 35]), np.array([1.8, 1.504, 1.5, 1.6]), 1),
        ),
        misconceptions=(
            slip(
                "iterations[best]",
                "best",
                says="This is the position of the record. Its iteration is iterations[...].",
            ),
            slip(
                "k - best >= patience",
                "False",
                says="This is the lowest of all records. Training would have ended before, when "
                "patience records brought no new best one.",
            ),
            slip(
                "return iterations[best]",
                "return iterations[k]",
                says="This is where training ends. The parameters are taken at the best record, "
                "which came earlier.",
            ),
            slip(
                "k - best >= patience",
                "k - best >= 1",
                says="This ends at the first record that is no better. patience says how many of "
                "them in a row to endure.",
            ),
            slip(
                "k - best >= patience",
                "k - best > patience",
                says="One record too patient: after `patience` records without a new best it ends.",
            ),
            slip(
                "validation_costs[k] < validation_costs[best]",
                "validation_costs[k] <= validation_costs[best]",
                says="A record as low as the best one is no new best one: use <.",
            ),
            slip(
                "validation_costs[k] < validation_costs[best]",
                "k > 0 and validation_costs[k] < validation_costs[k - 1]",
                says="Each record is compared with the one before it. Compare with the best so "
                "far.",
            ),
            slip(
                "k - best >= patience",
                "k - best >= patience - 1",
                says="One record too impatient: `patience` records in a row may pass.",
            ),
            slip(
                "elif k - best >= patience",
                "elif sum(validation_costs[j] >= min(validation_costs[:j]) for j in "
                "range(1, k + 1)) >= patience",
                says="All records without a new best are counted. Only those in a row count: after "
                "a new best one, begin again.",
            ),
            slip(
                "return iterations[best]",
                "return iterations[-1]",
                says="This is the last record of all. The best one is wanted.",
            ),
            slip(
                "validation_costs[k] < validation_costs[best]",
                "validation_costs[k] > validation_costs[best]",
                says="This looks for the highest cost. The lowest is the best.",
            ),
            slip(
                "iterations[best]",
                "validation_costs[best]",
                says="This is the lowest cost. Its iteration is wanted.",
            ),
        ),
        hints=(
            "Go through the first case by hand, with a finger on the best record so far.",
            "Remember the position of the best record; compare each new one with it.",
            "If record k is not better and k - best has reached patience, leave the loop.",
        ),
        remark="A small patience ends on the first bad record; a large one takes longer.",
    ),
    FunctionExercise(
        name="repair_average_gradient",
        page=PAGE,
        title="repair it: a mean taken in the wrong place",
        reference=my_average_gradient,
        cases=DATA,
        faulty=slip(
            "dW = dW + (a - Y[0, i]) * x.T",
            "dW = (dW + (a - Y[0, i]) * x.T) / m",
            "    dW = dW / m\n",
            "",
            says="The division by m is inside the loop.",
        ),
        misconceptions=(
            slip(
                "    dW = dW / m\n",
                "",
                says="The mean is gone altogether: this is the sum of the gradients.",
            ),
            slip(
                "dW = dW / m",
                "dW = dW / n_x",
                says="This divides by the number of inputs. There are m examples.",
            ),
            slip(
                "dW = dW + (a - Y[0, i]) * x.T",
                "dW = (a - Y[0, i]) * x.T",
                says="dW is overwritten in every round: only the last example is left. Add up.",
            ),
            slip(
                "dW = dW + (a - Y[0, i]) * x.T",
                "dW = dW + (a - Y[0, i]) * x.T / m",
                says="Now it is divided by m twice: in the loop and after it.",
            ),
            slip(
                "(a - Y[0, i])",
                "(Y[0, i] - a)",
                says="The mean is right now, but the sign is flipped: it was a - y.",
            ),
        ),
        hints=(
            "Compute by hand what happens to the gradient of the first example when m is 3.",
            "Whatever is divided in every round is divided again and again.",
            "In the loop only add up. What is to happen once belongs after it, one step less "
            "indented.",
        ),
        remark="The first example would have counted 1/m^m, the last one 1/m.",
    ),
)
