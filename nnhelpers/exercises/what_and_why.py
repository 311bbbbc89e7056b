"""Exercises of page 00, what and why: one neuron, its error, its slopes, a unit with many inputs.

Each function `my_...` is a reference: the clearest code a learner could write, and with its
docstring the stub of the page. Arrays come on the next page, so the references use plain loops.
The exercises that use them are below.
"""

import numpy as np

from nnhelpers.exercises.exercise import numbers
from nnhelpers.exercises.function_exercise import FunctionExercise
from nnhelpers.exercises.line_exercise import LineExercise
from nnhelpers.exercises.slips import slip
from nnhelpers.exercises.value_exercise import ValueExercise

PAGE = "00_what_and_why"


def my_relu_neuron(size, w, b):
    """The price that a ReLU neuron gives to a house.

    size, w, b : numbers
    returns one number: w times size plus b, but never less than 0
    """
    z = w * size + b
    return max(0.0, z)


def my_squared_error(predicted, prices):
    """The mean of the squared differences between predicted and true prices.

    predicted, prices : arrays (m,), a number for each house, to be used like lists
    returns one number
    """
    total = 0.0
    for guess, price in zip(predicted, prices):
        total = total + (guess - price) ** 2
    return total / len(prices)


def my_error_slopes(sizes, prices, w, b):
    """How fast the squared error of a ReLU neuron rises with w, and how fast with b.

    With z = w * size + b, a house with z > 0 adds 2 (z - price) * size to dw and 2 (z - price)
    to db; any other house adds nothing. At the end both are divided by the number of all houses.

    sizes, prices : arrays (m,), a number for each house, to be used like lists;  w, b : numbers
    returns two numbers, dw and db, in this order
    """
    m = len(sizes)
    dw, db = 0.0, 0.0
    for size, price in zip(sizes, prices):
        z = w * size + b
        if z > 0:
            dw = dw + 2 * (z - price) * size
            db = db + 2 * (z - price)
    dw, db = dw / m, db / m
    return dw, db


def my_hidden_unit(features, weights, bias):
    """The output of one ReLU unit that sees all features of a house.

    features, weights : arrays (n,), a weight for each feature, to be used like lists
    bias : number
    returns one number: the sum of all features times their weights, plus the bias, never below 0
    """
    z = bias
    for x, w in zip(features, weights):
        z = z + w * x
    return max(0.0, z)


# sizes, prices, w, b: all houses above zero, some below, all below, one house alone
HOUSES = (
    (np.array([0.5, 1.0]), np.array([0.8, 1.5]), 1.0, 0.5),
    (np.array([0.5, 1.0, 2.0]), np.array([0.7, 1.7, 2.9]), 2.0, -1.5),
    (np.array([0.3, 0.9, 1.4, 1.9]), np.array([0.4, 1.6, 2.2, 2.4]), -1.0, 1.2),
    (np.array([0.6, 1.2, 1.8]), np.array([0.0, 2.1, 2.6]), 1.5, -1.0),
    (np.array([0.5, 1.5]), np.array([1.0, 2.0]), -1.0, 0.2),
    (np.array([1.2]), np.array([2.0]), 1.1, 0.3),
)

EXERCISES = (
    FunctionExercise(
        name="relu_neuron",
        page=PAGE,
        title="the price that a ReLU neuron gives to a house",
        reference=my_relu_neuron,
        cases=(
            (1.0, 1.5, 0.25),
            (0.5, 1.0, -0.75),  # below zero
            (2.0, 1.3, -0.4),
            (0.8, -0.5, 1.9),  # the price falls with the size
            (1.6, -1.2, 0.7),
            (-0.5, 2.0, 3.0),  # any number may come
            (3.0, 0.0, 0.6),
            (0.4, 2.5, -1.4),
        ),
        misconceptions=(
            slip(
                "max(0.0, z)",
                "z",
                says="This is the plain line w * size + b: where it is negative, the price is 0.",
            ),
            slip(
                "max(0.0, z)",
                "min(0.0, z)",
                says="min keeps what is below 0 and cuts off the prices. It should be the other "
                "way round.",
            ),
            slip("w * size + b", "w * size", says="b is missing: it is added to w * size."),
            slip(
                "w * size + b",
                "w * size",
                "max(0.0, z)",
                "max(0.0, z) + b",
                says="b comes after the ReLU here. It belongs to the line, and the whole line is "
                "cut off at 0.",
            ),
            slip("w * size + b", "w * size - b", says="b is subtracted. It is added."),
            slip(
                "max(0.0, z)",
                "abs(z)",
                says="This turns a negative price into a positive one. It should become 0.",
            ),
            slip(
                "w * size + b",
                "w + size + b",
                says="w is added to the size. A weight is multiplied with its input.",
            ),
            slip(
                "w * size + b",
                "b * size + w",
                says="w and b have changed places: w is multiplied with the size, b is added.",
            ),
            slip(
                "w * size + b",
                "w * (size + b)",
                says="b is added to the size, before the weight. It is added to the product.",
            ),
            slip(
                "max(0.0, z)",
                "float(z > 0)",
                says="This only says whether the price is above 0. What is asked for is the price.",
            ),
            slip(
                "max(0.0, z)",
                "min(1.0, max(0.0, z))",
                says="Prices above 1 are cut off, too. A ReLU has a floor and no ceiling.",
            ),
            slip(
                "max(0.0, z)",
                "max(1.0, z)",
                says="The lowest price is 1 here. It should be 0.",
            ),
            slip(
                "max(0.0, z)",
                "1 / (1 + np.exp(-z))",
                says="This is the sigmoid, which stays below 1. A ReLU is the line, cut off at 0.",
            ),
            slip(
                "max(0.0, z)",
                "(z if z > 0 else 0.01 * z)",
                says="Below 0 a hundredth of the line is left (a leaky ReLU). Here it is 0.",
            ),
            slip(
                "max(0.0, z)",
                "int(max(0.0, z))",
                says="The digits behind the point are cut off: leave out int.",
            ),
            slip(
                "w * size + b",
                "w * max(0.0, size) + b",
                "max(0.0, z)",
                "z",
                says="The size is kept from being negative. It is the result that may not be.",
            ),
            slip(
                "w * size + b",
                "-(w * size + b)",
                says="The sign is flipped: the line is w * size + b.",
            ),
        ),
        hints=(
            "Two steps: the line first, then the cut at 0.",
            "With size 0.5, w = 1 and b = -0.75 the line gives -0.25. What should come out?",
            "Python's max gives the larger one of two numbers: which two?",
        ),
        remark="A ReLU, a rectified linear unit: a line that is cut off at 0. That is a neuron.",
    ),
    FunctionExercise(
        name="squared_error",
        page=PAGE,
        title="the mean squared error of some prices",
        reference=my_squared_error,
        cases=(
            (np.array([1.0, 2.0]), np.array([1.5, 1.0])),
            (np.array([0.5, 1.0, 2.5]), np.array([0.8, 0.9, 2.0])),
            (np.array([2.2]), np.array([1.9])),
            (np.array([1.3, 0.2, 0.9, 2.4, 1.1]), np.array([1.3, 0.7, 0.4, 2.6, 1.8])),
            (np.array([0.3, 1.2, 2.6]), np.array([2.0, 1.1, 0.4])),
        ),
        misconceptions=(
            slip(
                "(guess - price) ** 2",
                "(guess - price)",
                says="The square is missing: without it a price too high makes up for one too low.",
            ),
            slip(
                "(guess - price) ** 2",
                "abs(guess - price)",
                says="These are the differences without their sign. They should be squared.",
            ),
            slip(
                "total / len(prices)",
                "total",
                says="This is the sum. The mean divides it by the number of houses.",
            ),
            slip(
                "total / len(prices)",
                "total / (2 * len(prices))",
                says="There is a 1/2 too many: some books have it, this course does not.",
            ),
            slip(
                "total / len(prices)",
                "(total / len(prices)) ** 0.5",
                says="This is the root of the mean squared error. Leave the root out.",
            ),
            slip(
                "(guess - price) ** 2",
                "(guess - price)",
                "total / len(prices)",
                "(total / len(prices)) ** 2",
                says="The mean is taken first and squared then. Square each difference, then take "
                "the mean.",
            ),
            slip(
                "(guess - price) ** 2",
                "(guess + price) ** 2",
                says="The two prices are added. The error is in their difference.",
            ),
            slip(
                "(guess - price) ** 2",
                "(guess**2 - price**2)",
                says="Each price is squared for itself. Take the difference first, then square it.",
            ),
            slip(
                "total / len(prices)",
                "(np.array(predicted) - np.array(prices)) ** 2",
                says="These are the squares, one for each house. One number is wanted: their mean.",
            ),
            slip(
                "total + (guess - price) ** 2",
                "(guess - price) ** 2",
                says="total is overwritten by each house, so that only the last one counts. Add.",
            ),
            slip(
                "    return total / len(prices)",
                "        return total / len(prices)",
                says="return stands inside the loop, so that it ends after the first house. Move "
                "it to the left.",
            ),
            slip(
                "total / len(prices)",
                "total / max(1, len(prices) - 1)",
                says="This divides by one less than the number of houses. Here it is the mean.",
            ),
            slip(
                "total / len(prices)",
                "total / len(prices) ** 2",
                says="The number of houses divides twice.",
            ),
            slip(
                "(guess - price) ** 2",
                "(guess - price) ** 3",
                says="This is the third power, which may be negative. The square is the second.",
            ),
            slip(
                "(guess - price) ** 2",
                "abs(guess - price) * 2",
                says="This is twice the difference. The square is the difference times itself.",
            ),
            slip(
                "(guess - price) ** 2",
                "(guess - price) * 2",
                says="This is twice the difference, with its sign. The square is the difference "
                "times itself.",
            ),
            slip(
                "(guess - price) ** 2",
                "((guess - price) / price) ** 2",
                says="The difference is divided by the price. Here it is taken as it is.",
            ),
            slip(
                "(guess - price) ** 2",
                "guess * price",
                says="The two prices are multiplied. The error is in their difference.",
            ),
            slip(
                "return total / len(prices)",
                "return -total / len(prices)",
                says="The sign is flipped: squares are never negative.",
            ),
            slip(
                "(guess - price) ** 2",
                "(guess - price**2)",
                says="The square belongs to the whole difference: set parentheses around it.",
            ),
            slip(
                "return total / len(prices)",
                "return np.max((np.array(predicted) - np.array(prices)) ** 2)",
                says="This is the largest square. The mean of all is wanted.",
            ),
            slip(
                "return total / len(prices)",
                "return np.median((np.array(predicted) - np.array(prices)) ** 2)",
                says="This is the square in the middle. The mean of all is wanted.",
            ),
            slip(
                "total + (guess - price) ** 2",
                "(total + (guess - price) ** 2) / len(prices)",
                "return total / len(prices)",
                "return total",
                says="The division stands inside the loop and divides the sum again and again. "
                "Divide once, at the end.",
            ),
        ),
        hints=(
            "By hand: predicted 1 and 2, true 1.5 and 1. Which two squares, and which mean?",
            "A total that begins at 0, a loop over both arrays with zip, a division at the end.",
            "In the loop one line adds to the total: what does a single house add?",
        ),
        remark="Squares make one large miss worse than several small ones.",
    ),
    FunctionExercise(
        name="error_slopes",
        page=PAGE,
        title="how fast the error rises with w and with b",
        reference=my_error_slopes,
        cases=HOUSES,
        misconceptions=(
            slip(
                "if z > 0",
                "if True",
                says="A house with z <= 0 counts too. There the neuron says 0 whatever w and b do "
                "within reach, so it adds nothing.",
            ),
            slip(
                "dw + 2 * (z - price) * size",
                "dw + (z - price) * size",
                "db + 2 * (z - price)",
                "db + (z - price)",
                says="The factor 2 is missing in both: it comes from the square.",
            ),
            slip(
                "dw / m, db / m",
                "dw, db",
                says="These are sums over the houses. Divide both by their number.",
            ),
            slip(
                "dw + 2 * (z - price) * size",
                "dw + 2 * (price - z) * size",
                "db + 2 * (z - price)",
                "db + 2 * (price - z)",
                says="The sign is flipped: z minus price. Where z is too high, the error rises "
                "with b.",
            ),
            slip(
                "dw + 2 * (z - price) * size",
                "dw + 2 * (z - price)",
                says="dw lacks the size: w acts through w * size, more on large houses.",
            ),
            slip(
                "db + 2 * (z - price)",
                "db + 2 * (z - price) * size",
                says="db has the size in it. It belongs to dw alone: b is added as it is.",
            ),
            slip(
                "return dw, db",
                "return db, dw",
                says="The order is dw, db.",
            ),
            slip(
                "dw + 2 * (z - price) * size",
                "dw + (z - price) ** 2 * size",
                "db + 2 * (z - price)",
                "db + (z - price) ** 2",
                says="The squares themselves stand here. The slope of a square is twice what is "
                "squared.",
            ),
            slip(
                "if z > 0",
                "if price > 0",
                says="The condition asks for the price. It is z that decides whether the neuron is "
                "cut off.",
            ),
            slip(
                "if z > 0",
                "if z <= 0",
                says="The condition is turned around: houses with z > 0 count.",
            ),
            slip(
                "if z > 0",
                "if z - price > 0",
                says="Only houses whose price is too high count here. All with z > 0 do.",
            ),
            slip("w * size + b", "w * size", says="b is missing in z."),
            slip(
                "dw + 2 * (z - price) * size",
                "dw + 2 * (z - price) * w",
                says="dw is multiplied with w. What w is multiplied with in z is the size.",
            ),
            slip(
                "return dw, db",
                "return dw",
                says="Two numbers are wanted: db is missing.",
            ),
            slip(
                "dw + 2 * (z - price) * size",
                "2 * (z - price) * size",
                "db + 2 * (z - price)",
                "2 * (z - price)",
                says="dw and db are overwritten by each house. Add to what is there.",
            ),
            slip(
                "dw / m, db / m",
                "dw / m, db",
                says="db is a sum: divide it by the number of houses, too.",
            ),
            slip(
                "dw / m, db / m",
                "dw, db / m",
                says="dw is a sum: divide it by the number of houses, too.",
            ),
            slip(
                "db + 2 * (z - price)",
                "db + (z - price)",
                says="db lacks its factor 2.",
            ),
            slip(
                "dw + 2 * (z - price) * size",
                "dw + (z - price) * size",
                says="dw lacks its factor 2.",
            ),
            slip(
                "    dw, db = dw / m, db / m\n    return dw, db",
                "        return dw / m, db / m",
                says="return stands inside the loop, so that it ends after the first house. Move "
                "it to the left.",
            ),
            slip(
                "        z = w * size + b\n        if z > 0:",
                "        z = max(0.0, w * size + b)\n        if True:",
                says="z is cut off at 0, but the house counts nevertheless. Where the neuron is "
                "cut off, nudging w or b changes nothing: the house adds nothing.",
            ),
            slip(
                "2 * (z - price) * size",
                "2 * (z - price) * size**2",
                says="The size is squared. It comes in once.",
            ),
            slip(
                "m = len(sizes)",
                "m = max(1, sum(w * size + b > 0 for size in sizes))",
                says="This divides by the number of houses with z > 0. Divide by that of all: the "
                "error is a mean over all of them.",
            ),
            slip(
                "dw / m, db / m",
                "w - dw / m, b - db / m",
                says="This is a step already: w minus slope. Only the slopes are wanted.",
            ),
        ),
        hints=(
            "By hand: sizes 0.5 and 1, prices 0.8 and 1.5, w = 1, b = 0.5. What are both z, and "
            "what is z - price for each?",
            "A loop with zip as in squared_error, with two totals, dw and db.",
            "For each house z, then an if; inside it two lines that add to dw and db: how do the "
            "two differ?",
        ),
        remark="These two numbers say which way is downhill; the page checks them by nudging.",
    ),
    LineExercise(
        name="spot_climbing_line",
        page=PAGE,
        title="find the faulty line: 500 steps of gradient descent",
        answer_name="line_in_descent",
        given=(
            "500 steps of gradient descent for the neuron: error_slopes gives the two slopes of "
            "the error, 0.1 is the learning rate."
        ),
        lines=(
            "w, b = 0.5, 0.5",
            "for step in range(500):",
            "    dw, db = error_slopes(sizes, prices, w, b)",
            "    w = w - 0.1 * dw",
            "    b = b + 0.1 * db",
        ),
        faulty_line=5,
        repaired="b = b - 0.1 * db",
        explanation=(
            "A positive slope says that the error rises with b: then b must become smaller. Each "
            "parameter moves against its own slope, b like w."
        ),
        innocent=(
            (1, "Any start is allowed, as long as the neuron gives some houses a price above 0."),
            (2, "500 steps: the number may be another, but this is no mistake."),
            (
                3,
                "Both slopes are computed anew in each step, at the present w and b: right so.",
            ),
            (4, "w moves against its slope: where the error rises with w, w becomes smaller."),
        ),
        hints=(
            "Which way is downhill if a slope is positive?",
            "Two lines move something. Do they move it the same way?",
            "Compare the signs of the two lines: both w and b are to go downhill.",
        ),
    ),
    FunctionExercise(
        name="hidden_unit",
        page=PAGE,
        title="one ReLU unit that sees all features",
        reference=my_hidden_unit,
        cases=(
            (np.array([1.0, 2.0]), np.array([0.5, -1.0]), 2.0),
            (np.array([1.2, 3.0, 0.4, 0.7]), np.array([0.9, 0.3, -0.5, 0.2]), -0.6),
            (np.array([0.8, 2.0, 0.9, 0.1]), np.array([-0.7, -0.4, 0.3, 0.6]), 0.5),  # below 0
            (numbers(61, 3), numbers(62, 3), 1.4),
            (numbers(63, 4), numbers(64, 4), -0.3),
            (np.array([2.0]), np.array([1.5]), -1.0),
            (np.array([-0.6, 1.1, 0.5]), np.array([-1.0, 0.8, 0.3]), 0.7),
        ),
        misconceptions=(
            slip(
                "max(0.0, z)",
                "z",
                says="The sum is there, but not the ReLU: below 0 it becomes 0.",
            ),
            slip("z = bias", "z = 0.0", says="The bias is missing: it is added once."),
            slip(
                "z = bias",
                "z = 0.0",
                "max(0.0, z)",
                "max(0.0, z) + bias",
                says="The bias comes after the ReLU. It belongs into the sum that is cut off.",
            ),
            slip(
                "z = bias",
                "z = 0.0",
                "z + w * x",
                "z + w * x + bias",
                says="The bias is added for every feature. Add it once.",
            ),
            slip(
                "z + w * x",
                "z + max(0.0, w * x)",
                "max(0.0, z)",
                "z",
                says="The ReLU acts on each product. It acts once, on the whole sum.",
            ),
            slip(
                "w * x",
                "(w + x)",
                says="Weights and features are added. Each feature is multiplied with its weight.",
            ),
            slip(
                "z = bias",
                "z = 0.0",
                "max(0.0, z)",
                "max(0.0, z / len(features) + bias)",
                says="This takes the mean of the products. Their sum is wanted.",
            ),
            slip(
                "return max(0.0, z)",
                "return np.maximum(0.0, np.array(features) * np.array(weights) + bias)",
                says="One number for each feature comes out: the products have not been added up.",
            ),
            slip(
                "z = z + w * x",
                "z = w * x + bias",
                says="z is overwritten by each feature, so that only the last one counts. Add.",
            ),
            slip(
                "    return max(0.0, z)",
                "        return max(0.0, z)",
                says="return stands inside the loop, so that it ends after the first feature. Move "
                "it to the left.",
            ),
            slip("z = bias", "z = -bias", says="The bias is subtracted. It is added."),
            slip(
                "max(0.0, z)",
                "min(0.0, z)",
                says="min keeps what is below 0. It should be the other way round.",
            ),
            slip(
                "max(0.0, z)",
                "abs(z)",
                says="This makes negative sums positive. They should become 0.",
            ),
            slip(
                "z = bias",
                "z = 0.0",
                "max(0.0, z)",
                "max(0.0, sum(features) * sum(weights) + bias)",
                says="Features and weights are added up first and multiplied then. Multiply each "
                "feature with its own weight, then add.",
            ),
            slip("w * x", "x", says="The weights are not used."),
            slip("w * x", "w", says="The features are not used."),
            slip(
                "z = bias",
                "z = 0.0",
                "max(0.0, z)",
                "max(0.0, z * bias)",
                says="The bias is multiplied. It is added.",
            ),
            slip(
                "max(0.0, z)",
                "1 / (1 + np.exp(-z))",
                says="This is the sigmoid. The unit here is a ReLU: the sum, cut off at 0.",
            ),
            slip(
                "max(0.0, z)",
                "np.tanh(z)",
                says="This is tanh. The unit here is a ReLU: the sum, cut off at 0.",
            ),
            slip(
                "max(0.0, z)",
                "float(z > 0)",
                says="This only says whether the sum is above 0. The sum itself is wanted there.",
            ),
            slip(
                "zip(features, weights)",
                "zip(features[1:], weights[1:])",
                says="The first feature is left out: counting begins at 0.",
            ),
            slip(
                "zip(features, weights)",
                "zip(features[:-1], weights[:-1])",
                says="The last feature is left out.",
            ),
            slip(
                "zip(features, weights)",
                "zip(features, weights[::-1])",
                says="The weights are read from the end. The first belongs to the first feature.",
            ),
            slip("w * x", "w**2 * x", says="The weights are squared. They come in once."),
        ),
        hints=(
            "It is relu_neuron with several inputs instead of one.",
            "z begins as the bias; a loop over features and weights adds to it; then the cut at 0.",
            "In the loop, one line: what does a feature x with the weight w add to z?",
        ),
        remark="All units of all hidden layers in this course do this, only thousands at a time.",
    ),
    ValueExercise(
        name="housing_network_size",
        page=PAGE,
        title="count the parameters of the housing network",
        question=(
            "The network of the drawing: 4 features, 3 hidden units, 1 output. Every unit has one "
            "weight for each number that reaches it, and one bias. How many are there of each?"
        ),
        answer_name="housing_network_size",
        value={
            "hidden weights": 12,
            "hidden biases": 3,
            "output weights": 3,
            "output biases": 1,
            "all": 19,
        },
        misconceptions=(
            (
                {"hidden weights": 7},
                "Features and units are added. Each of the 3 units has a weight for each of the 4 "
                "features: count the lines of the drawing.",
            ),
            (
                {"hidden weights": 3},
                "That is one weight for each unit. A unit has one for each feature.",
            ),
            (
                {"hidden weights": 4},
                "That is one weight for each feature. Every unit has weights of its own.",
            ),
            (
                {"hidden weights": 15},
                "The biases seem to be counted among the hidden weights: they come next.",
            ),
            ({"hidden weights": 16}, "4 times 4? There are 4 features, but 3 hidden units."),
            ({"hidden biases": 12}, "A weight has no bias. A unit has one."),
            ({"hidden biases": 4}, "Features have no bias. Units have one each."),
            ({"hidden biases": 1}, "Every unit has a bias of its own, not one for the layer."),
            ({"hidden biases": 0}, "Hidden units have a bias each."),
            (
                {"output weights": 7},
                "The output sees the hidden units only, not the features as well.",
            ),
            ({"output weights": 4}, "The output sees the hidden units. How many are there?"),
            ({"output weights": 1}, "The output has one weight for each hidden unit."),
            ({"output weights": 12}, "That is the number between features and hidden units."),
            ({"output biases": 3}, "There is one output, so there is one bias."),
            ({"output biases": 0}, "The output is a unit, too, and has a bias."),
            ({"all": 15}, "Those are the weights alone. Biases are parameters, too."),
            ({"all": 4}, "Those are the biases alone. Weights are parameters, too."),
            (
                {"all": 23},
                "Did the 4 features count as parameters? They come with the house and are not "
                "learned.",
            ),
            ({"all": 8}, "That is the number of circles. What is learned belongs to the lines."),
            ({"all": 18}, "One is missing: the bias of the output."),
            ({"all": 16}, "The biases of the hidden units are missing."),
        ),
        explanation="3 units with 4 weights and a bias each: 15. The output: 3 weights and a bias.",
        hints=(
            "Every line of the drawing is a weight.",
            "A bias belongs to a unit; features are not units.",
            "How many lines end in one hidden unit, how many in the output?",
        ),
    ),
)
