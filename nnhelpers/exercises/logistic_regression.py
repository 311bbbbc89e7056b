"""Exercises of page 02, logistic regression: from an image to a training loop, piece by piece.

Each function `my_...` is a reference: the clearest code a learner could write, and with its
docstring the stub of the page. The exercises that use them are below.
"""

import numpy as np

from nnhelpers.exercises.exercise import numbers
from nnhelpers.exercises.family import Family
from nnhelpers.exercises.function_exercise import FunctionExercise
from nnhelpers.exercises.line_exercise import LineExercise
from nnhelpers.exercises.rules import no_loop
from nnhelpers.exercises.slips import slip
from nnhelpers.exercises.value_exercise import ValueExercise

PAGE = "02_logistic_regression"


def my_image_to_vector(images):
    """Unroll every image into one column.

    images : array (m, height, width, channels)
    returns  array (height * width * channels, m); column i holds all numbers of image i, in the
             order of images[i].flatten(), values unchanged
    """
    m = images.shape[0]
    return images.reshape(m, -1).T


def my_sigmoid(Z):
    """The sigmoid 1 / (1 + e^-z) of every entry of Z.

    Z : array (n, m)
    returns array (n, m), between 0 and 1; right for Z = 1000 and Z = -1000, too (no nan)
    """
    return 1 / (1 + np.exp(-Z))


def my_logistic_forward(X, W, b):
    """The probability of class 1 for every example: A = sigmoid(W X + b).

    X : array (n_x, m), one column per example
    W : array (1, n_x);  b : array (1, 1)
    returns A : array (1, m)
    """
    Z = W @ X + b
    return 1 / (1 + np.exp(-Z))


def my_logistic_cost(A, Y):
    """Binary cross-entropy, averaged over the m examples (natural logarithm).

    A : array (1, m), probabilities between 0 and 1;  Y : array (1, m) of 0 and 1
    returns J : one number
    """
    m = Y.shape[1]
    losses = -(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    return np.sum(losses) / m


def my_logistic_gradients(X, A, Y):
    """Derivatives of the cost with respect to W and b, for A = sigmoid(W X + b).

    No for, no while: the sum over the examples is inside a matrix product.

    X : array (n_x, m);  A, Y : arrays (1, m)
    returns dW : array (1, n_x), and db : array (1, 1) or a number, in this order
    """
    m = X.shape[1]
    dZ = A - Y
    dW = dZ @ X.T / m
    db = np.sum(dZ) / m
    return dW, db


def my_gradient_descent_step(W, b, dW, db, learning_rate):
    """One update of gradient descent.

    W, dW : arrays (1, n_x);  b, db : arrays (1, 1);  learning_rate : positive number
    returns the new W and b, in this order; the arrays that came in keep their values
    """
    W = W - learning_rate * dW
    b = b - learning_rate * db
    return W, b


def my_train(X, Y, learning_rate, iterations):
    """Train logistic regression by gradient descent. W and b start at zero.

    X : array (n_x, m);  Y : array (1, m) of 0 and 1
    learning_rate : positive number;  iterations : how many updates
    returns W : array (1, n_x), b : array (1, 1) or a number, and costs : list, in this order;
            costs[i] is the cost before update i, so costs[0] belongs to W = 0 and b = 0
    """
    n_x, m = X.shape
    W, b = np.zeros((1, n_x)), 0.0
    costs = []
    for _ in range(iterations):
        A = 1 / (1 + np.exp(-(W @ X + b)))
        costs.append(-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)))
        dZ = A - Y
        W = W - learning_rate * (dZ @ X.T) / m
        b = b - learning_rate * np.sum(dZ) / m
    return W, b, costs


def my_predict_labels(X, W, b):
    """The label of every example: 1 where sigmoid(W X + b) is above 0.5, else 0.

    X : array (n_x, m);  W : array (1, n_x);  b : array (1, 1)
    returns array (1, m) of 0 and 1 (False and True count as well); exactly 0.5 gives 0
    """
    Z = W @ X + b
    A = 1 / (1 + np.exp(-Z))
    return (A > 0.5).astype(int)


def my_accuracy(labels, Y):
    """The fraction of examples whose label is right.

    labels, Y : arrays (1, m) of 0 and 1
    returns one number between 0 and 1
    """
    return np.mean(labels == Y)


def _labels(*entries):
    return np.array([entries], dtype=float)


def _images(seed, *shape):
    return np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)


_X = np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.5]])
_Y = _labels(1, 0, 1)
_W = np.array([[0.4, -0.3]])
_B = np.array([[0.1]])

# (X, Y, W, b): 2 inputs and 3 examples, one of each, more inputs than examples, square
DATA = (
    (_X, _Y, _W, _B),
    (np.array([[2.0]]), _labels(0), np.array([[0.3]]), np.array([[-0.2]])),
    (numbers(1, 4, 2), _labels(0, 1), numbers(2, 1, 4), np.array([[0.5]])),
    (numbers(3, 3, 3), _labels(1, 1, 0), numbers(4, 1, 3), np.array([[-0.7]])),
    (numbers(5, 2, 7), _labels(0, 1, 1, 0, 1, 1, 0), numbers(6, 1, 2), np.array([[0.2]])),
)


def _outputs(X, W, b):
    return 1 / (1 + np.exp(-(W @ X + b)))


SIDES = tuple(range(16, 100, 4))  # of pictures, in pixels


def logistic_size(rows, columns):
    """What the exercise says about pictures of that size."""
    pixels = rows * columns
    n_x = 3 * pixels
    return {
        "question": (
            f"Pictures of {rows} x {columns} pixels in three colors go into logistic regression. "
            "How many inputs n_x does it have, and how many parameters (weights and bias together)?"
        ),
        "value": {"n_x": n_x, "parameters": n_x + 1},
        "misconceptions": (
            ({"n_x": pixels}, "Each pixel brings three numbers: red, green and blue."),
            (
                {"n_x": 3 * rows},
                f"A picture has {rows} rows and {columns} columns of pixels: multiply both.",
            ),
            ({"n_x": n_x, "parameters": n_x}, "The bias b is a parameter, too."),
            (
                {"n_x": n_x, "parameters": 2 * n_x},
                "Each input has its own weight, but the bias is one number for all inputs.",
            ),
        ),
        "explanation": (
            f"{rows} * {columns} * 3 = {n_x} inputs, a weight for each, and one bias: {n_x + 1}."
        ),
    }


EXERCISES = (
    FunctionExercise(
        name="image_to_vector",
        page=PAGE,
        title="unroll every image into one column",
        reference=my_image_to_vector,
        cases=(
            (np.arange(12, dtype=np.uint8).reshape(2, 1, 2, 3),),
            (_images(1, 3, 2, 4, 3),),
            (_images(2, 1, 2, 2, 3),),
            (_images(3, 5, 3, 2, 1),),
            (numbers(4, 2, 2, 1, 3),),
        ),
        misconceptions=(
            slip(
                ".T",
                "",
                says="Each image has become a row. In this course columns are examples: "
                "transpose the result.",
            ),
            slip(
                "images.reshape(m, -1).T",
                "images.flatten()",
                says="All images have ended up in one long row of numbers, shape (k,). The "
                "result needs one column for each image.",
            ),
            slip(
                "images.reshape(m, -1).T",
                "images[..., 0].reshape(m, -1).T",
                says="Only the first of the color channels is in the columns. A picture is all "
                "of its numbers: height * width * channels.",
            ),
            slip(
                "images.reshape(m, -1).T",
                "images.mean(axis=-1).reshape(m, -1).T",
                says="The colors have been averaged. Every one of the three numbers of a pixel "
                "is an input of its own.",
            ),
            slip(
                "images.reshape(m, -1).T",
                "images.reshape(-1, m)",
                says="The shape is right, but every column mixes pixels of several images: "
                "reshape reads the numbers row by row. Make one row per image first, then "
                "transpose.",
            ),
            slip(
                "images.reshape(m, -1).T",
                "images.T.reshape(-1, m)",
                says="Each column holds one image, but its numbers are in another order than "
                "images[i].flatten(): transposing the four-dimensional array turns height, "
                "width and channels around as well.",
            ),
            slip(
                ".T",
                ".T / 255",
                says="The values have been scaled, too. Here they should stay as they are; "
                "scaling is a step of its own.",
            ),
            slip(
                "images.reshape(m, -1).T",
                "images[0].reshape(-1, 1)",
                says="This is the first image only. The result needs one column for each image.",
            ),
            slip(
                "images.reshape(m, -1).T",
                "images.reshape(-1, 1)",
                says="All images have ended up in one long column. The result needs one column "
                "for each image.",
            ),
        ),
        hints=(
            "Try it with two images of one row and two pixels, and print what reshape makes of it.",
            "First one row per image, with m rows; then turn rows into columns.",
            "reshape takes -1 for a size that it is to work out itself; .T turns rows into "
            "columns.",
        ),
        remark="X now has one column per image: 12288 rows for 64 x 64 x 3.",
    ),
    ValueExercise(
        name="logistic_size",
        page=PAGE,
        title="inputs and parameters of logistic regression on pictures",
        answer_name="logistic_size",
        hints=(
            "Count the numbers that one picture consists of.",
            "Rows times columns times colors; then one weight for each input.",
            "In small: a color picture of 2 × 2 pixels has 12 numbers, so its neuron has 13 "
            "parameters.",
        ),
        **logistic_size(rows=64, columns=64),
        family=Family(
            logistic_size, {"rows": tuple(range(16, 100, 4)), "columns": tuple(range(16, 100, 4))}
        ),
    ),
    FunctionExercise(
        name="sigmoid",
        page=PAGE,
        title="the sigmoid of every entry",
        reference=my_sigmoid,
        cases=(
            (np.array([[0.0]]),),
            (np.array([[-1.5, 0.5, 2.0]]),),
            (np.array([[1000.0, -1000.0, 3.0, -3.0]]),),
            (numbers(11, 3, 2),),
            (numbers(12, 2, 2) * 5,),
            (np.array([[-1000.0, 1000.0], [2.0, -1.0]]),),
            (np.array([[2, -1, 0]]),),
        ),
        misconceptions=(
            slip(
                "-Z",
                "Z",
                says="This falls where the sigmoid rises: it is sigmoid(-z), which is 1 - "
                "sigmoid(z). Look at the sign in front of Z in the exponent, or for a 1 - ... "
                "around the whole.",
            ),
            slip(
                "1 / (1 + np.exp(-Z))",
                "np.exp(-Z) / (1 + np.exp(-Z))",
                says="This falls where the sigmoid rises. Above the line it is 1, not e^-z.",
            ),
            slip(
                "1 / (1 + np.exp(-Z))",
                "0.5 * (1 + np.tanh(Z))",
                says="This is sigmoid(2z), twice as steep. With tanh it is (1 + tanh(z / 2)) / 2.",
            ),
            slip(
                "1 / (1 + np.exp(-Z))",
                "np.exp(-Z)",
                says="This is e^-z alone. It is one part of what stands below the line.",
            ),
            slip(
                "1 / (1 + np.exp(-Z))",
                "(Z > 0).astype(float)",
                says="This is a step from 0 to 1. The sigmoid rises smoothly.",
            ),
            slip(
                "1 / (1 + np.exp(-Z))",
                "np.maximum(0, Z)",
                says="This is ReLU. The sigmoid is 1 / (1 + e^-z).",
            ),
            slip(
                "-Z",
                "-np.abs(Z)",
                says="For negative z this gives the value at -z: the sign of Z gets lost (abs).",
            ),
            slip(
                "(1 + np.exp(-Z))",
                "1 + np.exp(-Z)",
                says="This is 1 + e^-z, and all of that belongs below the line. (Without "
                "parentheses 1 / 1 is computed first.)",
            ),
            slip(
                "1 / (1 + np.exp(-Z))",
                "np.exp(Z) / (1 + np.exp(Z))",
                says="The formula is right on paper, but e^1000 is inf on a computer, and inf / "
                "inf is nan. Divide both sides of the fraction by e^z: then only e^-z is left.",
            ),
            slip(
                "1 / (1 + np.exp(-Z))",
                "np.tanh(Z)",
                says="This is tanh; it runs from -1 to 1. The sigmoid runs from 0 to 1.",
            ),
            slip(
                "1 / (1 + np.exp(-Z))",
                "np.exp(Z) / np.sum(np.exp(Z))",
                says="This is softmax: it makes the entries compete for a sum of 1. The sigmoid "
                "looks at every entry by itself.",
            ),
            slip(
                "1 / (1 + np.exp(-Z))",
                "np.exp(Z - np.max(Z)) / np.sum(np.exp(Z - np.max(Z)))",
                says="This is softmax, kept from overflowing: its entries compete for a sum of "
                "1. The sigmoid looks at every entry by itself.",
            ),
            slip(
                "1 / (1 + np.exp(-Z))",
                "1 / (1 + 10.0 ** (-Z))",
                says="The powers are those of 10 here. The sigmoid has e: np.exp.",
            ),
            slip(
                "1 / (1 + np.exp(-Z))",
                "-np.log(1 + np.exp(-Z))",
                says="This is the logarithm of the sigmoid.",
            ),
            slip(
                "1 / (1 + np.exp(-Z))",
                "1 / (1 + np.exp(-Z)) * (1 - 1 / (1 + np.exp(-Z)))",
                says="This is the derivative of the sigmoid, A * (1 - A). Here A itself is wanted.",
            ),
            slip(
                "1 + np.exp",
                "1 - np.exp",
                says="It is 1 plus e^-z below the line; with minus there is a pole at z = 0.",
            ),
        ),
        hints=(
            "What are the sigmoid of 0, of a large and of a very negative number?",
            "np.exp works on whole arrays, entry by entry; so do + and /.",
            "Write e^-z as np.exp of minus Z. The sum below the line needs parentheses of its own.",
        ),
    ),
    FunctionExercise(
        name="logistic_forward",
        page=PAGE,
        title="the probability of class 1 for every example",
        reference=my_logistic_forward,
        cases=tuple((X, W, b) for X, _, W, b in DATA),
        rules=(no_loop,),
        misconceptions=(
            slip(" + b", "", says="The bias b is missing."),
            slip(
                "1 / (1 + np.exp(-Z))",
                "Z",
                says="This is Z. The sigmoid, which makes a probability of it, is missing.",
            ),
            slip(
                "1 / (1 + np.exp(-Z))",
                "np.maximum(0, Z)",
                says="This is relu of Z, which knows no upper end. A probability comes from the "
                "sigmoid.",
            ),
            slip("+ b", "* b", says="b multiplies here. It is added: Z = W X + b."),
            slip(
                "1 / (1 + np.exp(-Z))",
                "np.tanh(Z)",
                says="This is tanh of Z, from -1 to 1. A probability comes from the sigmoid.",
            ),
            slip(
                "1 / (1 + np.exp(-Z))",
                "(Z > 0).astype(float)",
                says="These are labels, 0 or 1. The probabilities themselves are wanted: the "
                "sigmoid of Z.",
            ),
            slip(
                "1 / (1 + np.exp(-Z))",
                "np.exp(Z) / np.sum(np.exp(Z))",
                says="The examples compete for a sum of 1 here (softmax). Each example has a "
                "probability of its own: the sigmoid of its z.",
            ),
            slip(
                "W @ X + b",
                "X.T @ W.T + b",
                says="The result is a column, (m, 1). Columns are examples: W @ X has one "
                "column for each, (1, m).",
            ),
            slip(
                "W @ X + b",
                "W.T * X + b",
                says="* multiplies entry by entry and does not add up over the inputs. The "
                "matrix product is @.",
            ),
            slip(
                "W @ X + b",
                "W @ X",
                "1 / (1 + np.exp(-Z))",
                "1 / (1 + np.exp(-Z)) + b",
                says="b is added after the sigmoid. It belongs into Z, before it.",
            ),
            slip("+ b", "- b", says="b is subtracted; Z = W X + b."),
            slip(
                "W @ X + b",
                "W @ X + b",
                "np.exp(-Z)",
                "np.exp(Z)",
                says="This is 1 minus the probability: the sign of the exponent in the sigmoid "
                "is flipped, or a 1 - ... is too much.",
            ),
        ),
        hints=(
            "Two steps: one number Z per example, then the sigmoid of each.",
            "W is (1, n_x), X is (n_x, m): which product has the shape (1, m)?",
            "Z takes the product sign that sums over the inputs, not the one that goes entry by "
            "entry. b is added to every column; then comes your sigmoid.",
        ),
    ),
    FunctionExercise(
        name="logistic_cost",
        page=PAGE,
        title="binary cross-entropy, averaged over the examples",
        reference=my_logistic_cost,
        cases=(
            (np.array([[0.8]]), _labels(1)),
            (np.array([[0.3]]), _labels(0)),
            (np.array([[0.9, 0.2, 0.6]]), _labels(1, 0, 0)),
            (np.array([[0.1, 0.7, 0.45, 0.98, 0.05]]), _labels(1, 1, 0, 1, 0)),
        ),
        misconceptions=(
            slip(
                "-(Y * np.log(A) + (1 - Y) * np.log(1 - A))",
                "Y * np.log(A) + (1 - Y) * np.log(1 - A)",
                says="The minus in front is missing. Logarithms of probabilities are negative, "
                "a cost is not.",
            ),
            slip(
                "np.sum(losses) / m",
                "np.sum(losses)",
                says="This is the sum of the losses. The cost is their mean: divide by m, the "
                "number of columns, Y.shape[1] (Y.shape[0] is 1).",
            ),
            slip(
                "np.sum(losses) / m",
                "losses",
                says="These are the losses of the single examples. The cost is one number, "
                "their mean.",
            ),
            slip(
                "np.sum(losses) / m",
                "losses / m",
                says="Each loss is divided by m, but they are not added up. The cost is one "
                "number.",
            ),
            slip(
                "Y * np.log(A) + (1 - Y) * np.log(1 - A)",
                "Y * np.log2(A) + (1 - Y) * np.log2(1 - A)",
                says="log2 is the logarithm to base 2. The natural one is np.log.",
            ),
            slip(
                "-(Y * np.log(A) + (1 - Y) * np.log(1 - A))",
                "np.abs(A - Y)",
                says="This is the distance |A - Y|. Cross-entropy takes logarithms: it punishes "
                "a confident mistake much harder.",
            ),
            slip(
                "Y * np.log(A) + (1 - Y) * np.log(1 - A)",
                "(1 - Y) * np.log(A) + Y * np.log(1 - A)",
                says="Y and 1 - Y have changed places: log(A) is for the examples with Y = 1.",
            ),
            slip(
                "Y * np.log(A) + (1 - Y) * np.log(1 - A)",
                "np.log(A) + np.log(1 - A)",
                says="Y and 1 - Y are missing. They choose which of the two logarithms counts.",
            ),
            slip(
                "Y * np.log(A) + (1 - Y) * np.log(1 - A)",
                "(1 - Y) * np.log(1 - A)",
                says="Only the examples with Y = 0 count here. The first term, Y log(A), is for "
                "the others.",
            ),
            slip(
                "Y * np.log(A) + (1 - Y) * np.log(1 - A)",
                "Y * np.log10(A) + (1 - Y) * np.log10(1 - A)",
                says="These are logarithms to base 10. The natural one is np.log.",
            ),
            slip(
                "Y * np.log(A) + (1 - Y) * np.log(1 - A)",
                "Y * np.log(A)",
                says="Only the examples with Y = 1 count here. The second term, (1 - Y) log(1 - "
                "A), is for the others.",
            ),
            slip(
                "+ (1 - Y)",
                "- (1 - Y)",
                says="The two terms are added, and one minus stands in front of both: parentheses.",
            ),
            slip(
                "-(Y * np.log(A) + (1 - Y) * np.log(1 - A))",
                "(A - Y) ** 2",
                says="This is the squared error. Cross-entropy takes logarithms: it punishes a "
                "confident mistake much harder.",
            ),
            slip(
                "(1 - Y) * np.log(1 - A)",
                "(1 - Y) * (1 - np.log(A))",
                says="The second term is the logarithm of 1 - A, not 1 minus the logarithm of A.",
            ),
            slip(
                "Y * np.log(A) + (1 - Y) * np.log(1 - A)",
                "A * np.log(Y) + (1 - A) * np.log(1 - Y)",
                says="A and Y have changed places. Y is 0 or 1, and log(0) is -inf; the "
                "logarithm belongs to A.",
            ),
            slip(
                "np.sum(losses) / m",
                "np.sum(losses) / (2 * m)",
                says="It is 1/m here. The 1/(2m) belongs to the squared error of some courses.",
            ),
        ),
        hints=(
            "What should one example cost if Y = 1 and A = 1? If Y = 1 and A is nearly 0?",
            "Y and 1 - Y switch between log(A) and log(1 - A). Then the mean, with one minus.",
            "Two products, each with a logarithm, added in one pair of parentheses; a minus in "
            "front of them. Then np.mean, or the sum over m.",
        ),
    ),
    FunctionExercise(
        name="gradient_descent_step",
        page=PAGE,
        title="one update of gradient descent",
        reference=my_gradient_descent_step,
        cases=(
            (_W, _B, np.array([[1.0, -2.0]]), np.array([[0.5]]), 0.1),
            (np.array([[2.0]]), np.array([[1.0]]), np.array([[-3.0]]), np.array([[4.0]]), 0.5),
            (numbers(21, 1, 3), np.array([[0.3]]), numbers(22, 1, 3), np.array([[-1.2]]), 2.0),
            (numbers(23, 1, 2), np.array([[0.7]]), numbers(24, 1, 2), np.array([[0.9]]), 0.0371),
        ),
        misconceptions=(
            slip(
                "W - learning_rate",
                "W + learning_rate",
                "b - learning_rate",
                "b + learning_rate",
                says="The sign is flipped: this climbs. The gradient points uphill, so subtract "
                "it.",
            ),
            slip(
                "learning_rate * dW",
                "dW",
                "learning_rate * db",
                "db",
                says="The learning rate is missing: it scales the step.",
            ),
            slip(
                "learning_rate * dW",
                "dW",
                says="W is updated without the learning rate. It scales the step of W as well.",
            ),
            slip(
                "learning_rate * db",
                "db",
                says="b is updated without the learning rate. It scales the step of b as well.",
            ),
            slip(
                "W - learning_rate * dW",
                "learning_rate * W - dW",
                "b - learning_rate * db",
                "learning_rate * b - db",
                says="The learning rate multiplies the parameters. It belongs to the gradients: "
                "it scales the step.",
            ),
            slip(
                "W - learning_rate * dW",
                "learning_rate * (W - dW)",
                "b - learning_rate * db",
                "learning_rate * (b - db)",
                says="The learning rate multiplies the whole difference. It scales the step only.",
            ),
            slip(
                "learning_rate * dW",
                "learning_rate * np.sign(dW)",
                "learning_rate * db",
                "learning_rate * np.sign(db)",
                says="Only the signs of the gradients count here, so that all steps are equally "
                "long. Multiply by the gradients themselves.",
            ),
            slip(
                "W - learning_rate * dW",
                "W",
                says="W comes back as it was. Both are parameters, and both are updated.",
            ),
            slip(
                "b - learning_rate * db",
                "b + learning_rate * db",
                says="b goes uphill: its sign is flipped. Subtract, as for W.",
            ),
            slip(
                "b - learning_rate * db",
                "b",
                says="b comes back as it was. Both are parameters, and both are updated.",
            ),
            slip("return W, b", "return b, W", says="The order is the other one: first W, then b."),
            slip(
                "learning_rate * dW",
                "dW / learning_rate",
                "learning_rate * db",
                "db / learning_rate",
                says="The step is the gradient times the learning rate, not divided by it.",
            ),
            slip(
                "W - learning_rate * dW",
                "-learning_rate * dW",
                "b - learning_rate * db",
                "-learning_rate * db",
                says="This is only the step. Add it to the old parameters.",
            ),
            slip(
                "b - learning_rate * db",
                "b - learning_rate * dW",
                says="b is updated with dW. Its own derivative is db.",
            ),
            slip(
                "W - learning_rate * dW",
                "W - learning_rate * W",
                "b - learning_rate * db",
                "b - learning_rate * b",
                says="This shrinks the parameters themselves. Subtract the gradient.",
            ),
        ),
        hints=(
            "The gradient points uphill. Which way does the cost fall, and how far do we go?",
            "New value = old value minus learning rate times derivative, for W and for b.",
            "For W: the old W, minus, the step. The step is a product of two arguments. W = W - "
            "... makes a new array; W -= ... would change the old one.",
        ),
    ),
    FunctionExercise(
        name="logistic_gradients",
        page=PAGE,
        title="derivatives of the cost with respect to W and b",
        reference=my_logistic_gradients,
        cases=tuple((X, _outputs(X, W, b), Y) for X, Y, W, b in DATA),
        rules=(no_loop,),
        misconceptions=(
            slip(
                "A - Y",
                "Y - A",
                says="Both gradients have the wrong sign: the error is A - Y. With Y - A the "
                "cost would climb.",
            ),
            slip(
                "dZ @ X.T / m",
                "dZ @ X.T",
                "np.sum(dZ) / m",
                "np.sum(dZ)",
                says="The mean is missing: divide dW and db by m, the number of columns "
                "(Y.shape[0] is 1).",
            ),
            slip("np.sum(dZ) / m", "np.sum(dZ)", says="db lacks its 1/m: it is a mean, too."),
            slip("dZ @ X.T / m", "dZ @ X.T", says="dW lacks its 1/m: it is a mean, too."),
            slip(
                "A - Y",
                "np.abs(A - Y)",
                says="The error has lost its sign. A - Y says also in which direction.",
            ),
            slip("A - Y", "(A - Y) ** 2", says="The error is squared. The derivative is A - Y."),
            slip(
                "A - Y",
                "(A > 0.5) - Y",
                says="The error is taken of labels, 0 or 1. It is that of the probabilities, A "
                "- Y.",
            ),
            slip(
                "A - Y",
                "(A - Y) / (A * (1 - A))",
                says="This is the derivative by A. The slope of the sigmoid, A (1 - A), cancels "
                "what is below the line, and A - Y remains.",
            ),
            slip(
                "A - Y",
                "(A - Y) / m",
                says="The mean came in twice: the error is divided by m, and then dW and db again.",
            ),
            slip(
                "dZ @ X.T / m",
                "np.mean(dZ @ X.T)",
                says="dW has become one number. It needs one for each input, (1, n_x): the "
                "product adds up over the examples already, so divide by m instead of taking a "
                "mean.",
            ),
            slip(
                "dZ @ X.T / m",
                "np.mean(dZ * X, axis=1)",
                says="dW has the shape (n_x,). It needs the shape of W, (1, n_x).",
            ),
            slip(
                "A - Y",
                "(A - Y) * A * (1 - A)",
                says="The factor A (1 - A) belongs to the squared error. With cross-entropy it "
                "cancels, and A - Y remains.",
            ),
            slip(
                "dZ @ X.T / m",
                "X @ dZ.T / m",
                says="dW is (n_x, 1) here. It needs the shape of W, (1, n_x), so that it can be "
                "subtracted from it.",
            ),
            slip(
                "X.shape[1]",
                "X.shape[0]",
                says="This divides by the number of inputs. The mean is over examples, and m is "
                "the number of columns, X.shape[1].",
            ),
            slip(
                "np.sum(dZ) / m",
                "dZ / m",
                says="db still has one number per example. One bias serves them all: add up.",
            ),
            slip(
                "A - Y",
                "A - Y",
                "dW = dZ",
                "dW = A",
                says="dW uses A where the error dZ = A - Y belongs.",
            ),
        ),
        hints=(
            "Start from the error of each example, A - Y, of shape (1, m).",
            "dW has the shape of W, (1, n_x): which product of dZ and X has it?",
            "The error, (1, m), times X turned around, (m, n_x), is (1, n_x). Both results are "
            "means: they carry 1/m.",
        ),
        remark="The same two lines will be the last layer of every network in this course.",
    ),
    FunctionExercise(
        name="train_logistic",
        page=PAGE,
        title="train by gradient descent",
        reference=my_train,
        cases=tuple(
            (X, Y, learning_rate, iterations)
            for (X, Y, _, _), learning_rate, iterations in zip(
                DATA, (0.1, 0.5, 0.3, 1.0, 0.2), (3, 2, 1, 4, 5), strict=True
            )
        ),
        misconceptions=(
            slip(
                "A - Y",
                "Y - A",
                says="The sign is flipped: with Y - A every update climbs, and the costs grow.",
            ),
            slip(
                "        costs.append(-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)))\n",
                "",
                "        b = b - learning_rate * np.sum(dZ) / m\n",
                "        b = b - learning_rate * np.sum(dZ) / m\n"
                "        A = 1 / (1 + np.exp(-(W @ X + b)))\n"
                "        costs.append(-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)))\n",
                says="W and b are right, but each cost is taken after its update. costs[0] should "
                "be the cost of the start, log 2.",
            ),
            slip(
                "(dZ @ X.T) / m",
                "(dZ @ X.T)",
                "np.sum(dZ) / m",
                "np.sum(dZ)",
                says="The mean over the examples is missing: divide both sums by m.",
            ),
            slip(
                "        b = b - learning_rate * np.sum(dZ) / m\n",
                "",
                says="b stays 0: it is a parameter, too, and wants its update.",
            ),
            slip(
                "        W = W - learning_rate * (dZ @ X.T) / m\n",
                "        W = W - learning_rate * (dZ @ X.T) / m\n"
                "        dZ = 1 / (1 + np.exp(-(W @ X + b))) - Y\n",
                says="b is updated with the predictions of the new W. Both gradients belong to "
                "the same point: compute both, then move.",
            ),
            slip(
                "np.zeros((1, n_x))",
                "np.ones((1, n_x))",
                says="W starts at ones here. The start is W = 0, b = 0.",
            ),
            slip(
                "    for _ in range(iterations):\n        A = 1 / (1 + np.exp(-(W @ X + b)))\n",
                "    A = 1 / (1 + np.exp(-(W @ X + b)))\n    for _ in range(iterations):\n",
                says="The predictions are computed once, before the loop. After every update "
                "they must be computed again.",
            ),
            slip(
                "costs.append(-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)))",
                "costs = [-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))]",
                says="costs holds only the last cost: each round replaces the list. Append.",
            ),
            slip(
                "range(iterations)",
                "range(1, iterations)",
                says="There is one update too few: range(1, n) has n - 1 rounds.",
            ),
            slip(
                "range(iterations)",
                "range(iterations + 1)",
                says="There is one update too many: range(n) has n rounds already.",
            ),
            slip(
                "costs.append(-np.mean(",
                "costs.append(-np.sum(",
                says="W and b are right. The costs are sums over the examples; take the mean.",
            ),
            slip(
                "costs.append(-np.mean(",
                "costs.append(np.mean(",
                says="W and b are right. The costs have lost their minus: a cost is positive.",
            ),
            slip(
                "    return W, b, costs",
                "        return W, b, costs",
                says="return stands inside the loop, so it ends after one round. Indent it less.",
            ),
            slip(
                "learning_rate * (dZ @ X.T)",
                "(dZ @ X.T)",
                "learning_rate * np.sum(dZ)",
                "np.sum(dZ)",
                says="The learning rate is not used: every step is as long as the gradient.",
            ),
            slip(
                "(dZ @ X.T) / m",
                "(dZ @ X.T)",
                says="dW lacks its 1/m; db is right. Both are means over the examples.",
            ),
            slip(
                "np.sum(dZ) / m",
                "np.sum(dZ)",
                says="db lacks its 1/m; dW is right. Both are means over the examples.",
            ),
            slip(
                "n_x, m = X.shape",
                "m, n_x = X.shape",
                "np.zeros((1, n_x))",
                "np.zeros((1, m))",
                says="This divides by the number of inputs. X.shape is (n_x, m), in this order.",
            ),
            slip(
                "(dZ @ X.T) / m",
                "(dZ @ X.T) / m / m",
                "np.sum(dZ) / m",
                "np.sum(dZ) / m / m",
                says="1/m comes in twice: gradients that are means already need no second one.",
            ),
            slip(
                "A - Y",
                "(A - Y) * A * (1 - A)",
                says="The factor A (1 - A) belongs to the squared error. With cross-entropy it "
                "cancels: dZ = A - Y.",
            ),
            slip(
                "-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))",
                "np.mean((A - Y) ** 2)",
                says="W and b are right. The costs are squared errors; cross-entropy is wanted.",
            ),
            slip(
                "-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))",
                "-np.mean(Y * np.log(A))",
                says="W and b are right. In the costs only the examples with Y = 1 count.",
            ),
            slip(
                "        W = W - learning_rate * (dZ @ X.T) / m\n",
                "",
                says="W stays 0: its update is missing.",
            ),
            slip(
                "        W = W - learning_rate * (dZ @ X.T) / m\n",
                "",
                "        b = b - learning_rate * np.sum(dZ) / m\n",
                "",
                says="W and b never change. Call the update, and keep what it returns: W, b = ...",
            ),
            slip(
                "W - learning_rate * (dZ",
                "-learning_rate * (dZ",
                "b - learning_rate * np.sum",
                "-learning_rate * np.sum",
                says="Each update throws the old W and b away: subtract the step from them.",
            ),
            slip(
                "b - learning_rate * np.sum",
                "b + learning_rate * np.sum",
                says="W goes downhill, b uphill: the sign of its update is flipped.",
            ),
            slip("return W, b, costs", "return costs, W, b", says="First W, then b, then costs."),
        ),
        hints=(
            "You have written all the parts: which four of them make one iteration, in which "
            "order?",
            "Start W, b and an empty list. In each round: predictions, cost, gradients, update.",
            "A loop over range(iterations) with four lines, one call of yours each: forward, "
            "cost (append it), gradients, step. return comes after the loop.",
        ),
        remark="This loop trains every network of the course; only forward and gradients change.",
    ),
    FunctionExercise(
        name="predict_labels",
        page=PAGE,
        title="the label of every example",
        reference=my_predict_labels,
        cases=(
            (np.array([[2.0, 1.0, 0.0]]), np.array([[1.0]]), np.array([[-1.0]])),
            (np.array([[0.3]]), np.array([[1.0]]), np.array([[0.0]])),
            (_X, _W, _B),
            (numbers(31, 3, 3), numbers(32, 1, 3), np.array([[0.2]])),
            (numbers(33, 2, 6), numbers(34, 1, 2), np.array([[-0.1]])),
            (numbers(35, 2, 40), numbers(36, 1, 2), np.array([[0.8]])),
            (0.5 * numbers(37, 3, 60), numbers(38, 1, 3), np.array([[-0.5]])),
        ),
        misconceptions=(
            slip(" + b", "", says="The bias b is missing in Z."),
            slip(
                "(A > 0.5).astype(int)",
                "np.round(A, 1)",
                says="These are rounded probabilities. A label is 0 or 1: compare with 0.5.",
            ),
            slip(
                "A > 0.5",
                "A >= 0.5",
                says="Exactly 0.5 should give 0: use > and not >=. (With z = 0 this does "
                "happen: all weights are zero before training.)",
            ),
            slip(
                "(A > 0.5).astype(int)",
                "A",
                says="These are probabilities. A label is 0 or 1: compare with 0.5.",
            ),
            slip(
                "A > 0.5",
                "Z > 0.5",
                says="Z is compared with 0.5, but that is the threshold for A. (For Z it would "
                "be 0.)",
            ),
            slip(
                "A > 0.5",
                "A > 0",
                says="Every example becomes 1. A sigmoid is always above 0; the threshold for A "
                "is 0.5.",
            ),
            slip(
                "(A > 0.5).astype(int)",
                "(A > 0.5).astype(int).ravel()",
                says="The labels are right, but of shape (m,). Y is (1, m); comparing the two "
                "is safe only if the shapes are equal.",
            ),
            slip(
                "(A > 0.5).astype(int)",
                "np.where(A > 0.5, 1, -1)",
                says="These are labels -1 and 1. In this course they are 0 and 1.",
            ),
            slip(
                "(A > 0.5).astype(int)",
                "A.astype(int)",
                says="Every example becomes 0. If astype(int) did it: it cuts off what is "
                "behind the decimal point, and a probability is below 1. Compare with 0.5 first.",
            ),
            slip("A > 0.5", "A < 0.5", says="The labels are the wrong way round."),
        ),
        hints=(
            "First the probabilities, as in logistic_forward; then a comparison.",
            "A comparison of an array gives True and False, entry by entry.",
            "On which side of one half does the label become 1, and on which side does exactly "
            "one half lie? .astype(int) makes 0 and 1 of False and True.",
        ),
    ),
    FunctionExercise(
        name="accuracy",
        page=PAGE,
        title="the fraction of right labels",
        reference=my_accuracy,
        cases=(
            (_labels(*[1, 0, 0] * 7), _labels(*[1, 1, 0, 0, 1, 0, 0] * 3)),
            (_labels(1), _labels(1)),
            (_labels(0), _labels(1)),
            (_labels(1, 0, 0, 1), _labels(1, 1, 0, 0)),
            (_labels(0, 0, 1, 1, 0), _labels(1, 0, 1, 1, 0)),
            (_labels(1, 1, 1, 0, 0, 0, 0), _labels(0, 0, 1, 0, 0, 1, 0)),
        ),
        misconceptions=(
            slip(
                "np.mean(labels == Y)",
                "100 * np.mean(labels == Y)",
                says="This is in percent. A fraction lies between 0 and 1.",
            ),
            slip(
                "labels == Y",
                "labels != Y",
                says="This is the fraction of wrong labels.",
            ),
            slip(
                "np.mean",
                "np.sum",
                says="This counts the right labels. Divide by the number of examples, Y.shape[1].",
            ),
            slip(
                "labels == Y",
                "labels * Y",
                says="labels * Y is 1 only where both are 1. An example that is rightly called "
                "0 counts as well.",
            ),
            slip(
                "labels == Y",
                "labels.T == Y",
                says="A column compared with a row makes a table of every label with every "
                "example. Both must be (1, m).",
            ),
            slip(
                "np.mean(labels == Y)",
                "1 - np.mean(labels - Y)",
                says="In labels - Y the mistakes +1 and -1 cancel. Take absolute values, or "
                "compare with ==.",
            ),
            slip(
                "np.mean(labels == Y)",
                "np.sum(labels * Y) / max(1, np.sum(Y))",
                says="This is the fraction of the examples of class 1 that were found (recall). "
                "Accuracy counts both classes.",
            ),
            slip(
                "np.mean(labels == Y)",
                "float(np.all(labels == Y))",
                says="This is 1 only if every label is right, else 0: np.all asks that, and // "
                "cuts everything below 1 off. The fraction is wanted.",
            ),
            slip(
                "np.mean(labels == Y)",
                "labels == Y",
                says="This says for each example whether it is right. The fraction is one "
                "number: the mean of it.",
            ),
            slip(
                "np.mean(labels == Y)",
                "np.sum(labels * Y) / max(1, np.sum(labels))",
                says="This is the fraction of the examples called 1 that are 1 (precision). "
                "Accuracy counts both classes.",
            ),
            slip(
                "np.mean(labels == Y)",
                "round(np.mean(labels == Y))",
                says="The fraction has been rounded to 0 or 1.",
            ),
        ),
        hints=(
            "Which comparison is True for a right label, whatever its class?",
            "True counts as 1 and False as 0, so a mean of comparisons is a fraction.",
            "Labels and Y are both (1, m): compare entry by entry. np.mean does the counting.",
        ),
        remark="Always compare it with the share of the larger class: that is accuracy for free.",
    ),
    LineExercise(
        name="spot_lost_minus",
        page=PAGE,
        title="find the faulty line: cost and gradient",
        answer_name="line_in_logistic",
        given="Cost and gradient of logistic regression. X is (n_x, m), Y is (1, m), W is (1, "
        "n_x).",
        lines=(
            "Z = W @ X + b",
            "A = 1 / (1 + np.exp(-Z))",
            "J = -np.mean(Y * np.log(A) - (1 - Y) * np.log(1 - A))",
            "dZ = A - Y",
            "dW = dZ @ X.T / X.shape[1]",
            "db = np.mean(dZ)",
        ),
        faulty_line=3,
        repaired="J = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))",
        explanation=(
            "One minus stands in front of the whole sum. With a second one inside, an example "
            "with Y = 0 earns a negative cost, and the more so the more wrong it is."
        ),
        innocent=(
            (1, "(1, n_x) times (n_x, m) is (1, m), and b is added to every column: as it should."),
            (2, "This is the sigmoid; e has the exponent -z, and the sum is in parentheses."),
            (4, "A - Y is right: with cross-entropy the slope of the sigmoid cancels."),
            (5, "dW has the shape of W, and the sum over examples is divided by m = X.shape[1]."),
            (6, "One bias serves all examples, so its derivative is the mean of dZ."),
        ),
        hints=(
            "Put in one example by hand: A = 0.9 and Y = 0. Which lines give a strange number?",
            "The gradient is right. What about the cost of an example with Y = 0?",
            "Which sign does (1 - Y) * np.log(1 - A) have, and what does the line make of it?",
        ),
    ),
)
