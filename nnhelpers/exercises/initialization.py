"""Exercises of page 06: the four initializers, why their variances, and a network from scratch.

Each function `my_...` is a reference: the clearest code a learner could write, and with its
docstring the stub of the page. The exercises that use them are below.
"""

import numpy as np

from nnhelpers.exercises.exercise import numbers
from nnhelpers.exercises.experiments import drawn_parameters
from nnhelpers.exercises.family import Family
from nnhelpers.exercises.function_exercise import FunctionExercise
from nnhelpers.exercises.line_exercise import LineExercise
from nnhelpers.exercises.rules import own_functions_only
from nnhelpers.exercises.slips import Misconception, slip
from nnhelpers.exercises.value_exercise import ValueExercise

PAGE = "06_initialization"


def my_initialize_zeros(layer_sizes):
    """All parameters zero.

    layer_sizes : tuple (n_0, n_1, ..., n_L), inputs first
    returns dict with W1 (n_1, n_0), b1 (n_1, 1), ..., WL, bL
    """
    params = {}
    for l in range(1, len(layer_sizes)):
        params[f"W{l}"] = np.zeros((layer_sizes[l], layer_sizes[l - 1]))
        params[f"b{l}"] = np.zeros((layer_sizes[l], 1))
    return params


def my_initialize_random(layer_sizes, rng, scale):
    """Weights drawn from N(0, 1), times scale; biases zero.

    layer_sizes : tuple (n_0, n_1, ..., n_L);  rng : numpy.random.Generator
    scale : number, the standard deviation that the weights shall have
    returns dict with W1 (n_1, n_0), b1 (n_1, 1), ..., WL, bL; all randomness comes from rng
    """
    params = {}
    for l in range(1, len(layer_sizes)):
        n, n_prev = layer_sizes[l], layer_sizes[l - 1]
        params[f"W{l}"] = rng.standard_normal((n, n_prev)) * scale
        params[f"b{l}"] = np.zeros((n, 1))
    return params


def my_initialize_xavier(layer_sizes, rng):
    """Weights drawn from a normal distribution with mean 0 and variance 1 / n_prev; biases zero.

    layer_sizes : tuple (n_0, n_1, ..., n_L);  rng : numpy.random.Generator
    returns dict with W1 (n_1, n_0), b1 (n_1, 1), ..., WL, bL; n_prev of W_l is n_(l-1), the
            number of its inputs; all randomness comes from rng
    """
    params = {}
    for l in range(1, len(layer_sizes)):
        n, n_prev = layer_sizes[l], layer_sizes[l - 1]
        params[f"W{l}"] = rng.standard_normal((n, n_prev)) * np.sqrt(1 / n_prev)
        params[f"b{l}"] = np.zeros((n, 1))
    return params


def my_initialize_he(layer_sizes, rng):
    """Weights drawn from a normal distribution with mean 0 and variance 2 / n_prev; biases zero.

    layer_sizes : tuple (n_0, n_1, ..., n_L);  rng : numpy.random.Generator
    returns dict with W1 (n_1, n_0), b1 (n_1, 1), ..., WL, bL; n_prev of W_l is n_(l-1), the
            number of its inputs; all randomness comes from rng
    """
    params = {}
    for l in range(1, len(layer_sizes)):
        n, n_prev = layer_sizes[l], layer_sizes[l - 1]
        params[f"W{l}"] = rng.standard_normal((n, n_prev)) * np.sqrt(2 / n_prev)
        params[f"b{l}"] = np.zeros((n, 1))
    return params


def my_output_variance(layer_sizes, weight_variance, input_variance):
    """Variance of the last layer's Z when no layer has an activation (A = Z), all b are zero,
    and inputs and weights are independent with mean 0.

    layer_sizes : tuple (n_0, n_1, ..., n_L)
    weight_variance : number, the same in every layer;  input_variance : number
    returns one number
    """
    variance = input_variance
    for n_prev in layer_sizes[:-1]:
        variance = n_prev * weight_variance * variance
    return variance


def my_train_from_scratch(X, Y, params, learning_rate, iterations):
    """Train a network with relu hidden layers and a sigmoid output by gradient descent, using
    nothing but NumPy and functions of your own (none from nnhelpers).

    X : array (n_0, m);  Y : array (1, m) of 0 and 1
    params : dict with W1, b1, ..., WL, bL, any L from 1; it keeps its values
    learning_rate : positive number;  iterations : whole number of updates
    returns the trained params (a new dict), and a list of costs (cross-entropy), one for each
            iteration, each computed before that iteration's update, in this order
    """
    L = len(params) // 2
    m = X.shape[1]
    costs = []
    for _ in range(iterations):
        A = [X]
        for l in range(1, L + 1):
            Z = params[f"W{l}"] @ A[l - 1] + params[f"b{l}"]
            A.append(np.maximum(0, Z) if l < L else 1 / (1 + np.exp(-Z)))

        costs.append(-np.mean(Y * np.log(A[L]) + (1 - Y) * np.log(1 - A[L])))

        updated = {}
        dZ = A[L] - Y
        for l in range(L, 0, -1):
            dW = dZ @ A[l - 1].T / m
            db = np.sum(dZ, axis=1, keepdims=True) / m
            updated[f"W{l}"] = params[f"W{l}"] - learning_rate * dW
            updated[f"b{l}"] = params[f"b{l}"] - learning_rate * db
            if l > 1:
                dZ = (params[f"W{l}"].T @ dZ) * (A[l - 1] > 0)
        params = updated
    return params, costs


def _rng(seed):
    return np.random.default_rng(seed)


def _labels(*entries):
    return np.array([entries], dtype=float)


def _network(seed, *sizes):
    """Parameters of moderate size for a network of these layer sizes."""
    params = {}
    for l in range(1, len(sizes)):
        params[f"W{l}"] = 0.5 * numbers(seed + 2 * l, sizes[l], sizes[l - 1])
        params[f"b{l}"] = 0.1 * numbers(seed + 2 * l + 1, sizes[l], 1)
    return params


_SIZES = (
    ((2, 1), _rng(1)),
    ((3, 4, 2), _rng(2)),
    ((150, 100, 200, 90), _rng(3)),
    ((110, 110, 110), _rng(4)),
)


def _drawing_misconceptions(draw: str) -> tuple[Misconception, ...]:
    """Slips that all random initializers share; draw is the reference's expression for W."""
    return (
        slip(
            "rng.standard_normal((n, n_prev))",
            "rng.random((n, n_prev))",
            says="rng.random draws between 0 and 1, all positive and evenly spread. A normal "
            "distribution around 0 is rng.standard_normal.",
        ),
        slip(
            draw,
            draw.replace("(n, n_prev)", "(n_prev, n)"),
            says="W is transposed: it should be (n_l, n_(l-1)).",
        ),
        slip(
            "np.zeros((n, 1))",
            "rng.standard_normal((n, 1))",
            says="The biases are not zero. They start at zero; only the weights are drawn.",
        ),
        slip(
            draw,
            "np.zeros((n, n_prev))",
            says="The weights are all zero. They are drawn; only the biases start at zero.",
        ),
        slip(
            "n, n_prev = layer_sizes[l], layer_sizes[l - 1]",
            "n, n_prev = layer_sizes[l - 1], layer_sizes[l - 2]",
            says="All sizes are those of one layer before: W1 leads from layer_sizes[0] to "
            "layer_sizes[1].",
        ),
        slip(
            "n, n_prev = layer_sizes[l], layer_sizes[l - 1]",
            "n, n_prev = layer_sizes[l], layer_sizes[0]",
            says="n_prev is the number of inputs of the network in every layer. It is that of "
            "the layer before, layer_sizes[l - 1].",
        ),
        slip(
            "np.zeros((n, 1))",
            "np.zeros((n_prev, 1))",
            says="The biases are as many as the inputs. Each unit of the layer has one: (n, 1).",
        ),
        slip(
            "rng.standard_normal((n, n_prev))",
            "rng.uniform(-1, 1, (n, n_prev))",
            says="The weights are evenly spread between two limits. A normal distribution is "
            "bell-shaped: rng.standard_normal.",
        ),
        slip(
            "rng.standard_normal((n, n_prev))",
            "rng.standard_normal((n, 1)) * np.ones((1, n_prev))",
            says="A unit has the same weight for all its inputs. Draw a number for each of them.",
        ),
        slip(
            "rng.standard_normal((n, n_prev))",
            "np.abs(rng.standard_normal((n, n_prev)))",
            says="All weights are positive. They are drawn around 0, with both signs.",
        ),
        slip(
            "rng.standard_normal((n, n_prev))",
            "rng.standard_normal()",
            says="One number is drawn for a whole layer. standard_normal takes the shape of W.",
        ),
        slip(
            "range(1, len(layer_sizes))",
            "range(1, len(layer_sizes) - 1)",
            says="The last layer is missing: range stops before its end.",
        ),
        slip(
            '        params[f"b{l}"] = np.zeros((n, 1))\n',
            "",
            says="The biases are missing: b1, ..., bL, columns of zeros.",
        ),
        slip(
            "np.zeros((n, 1))",
            "np.zeros((1, n))",
            says="The biases are rows. They should be columns, (n, 1).",
        ),
        slip(
            "np.zeros((n, 1))",
            "np.zeros(n)",
            says="The biases have the shape (n,). They should be columns, (n, 1).",
        ),
        slip(
            "params = {}",
            "params, rng = {}, np.random.default_rng(1)",
            says="The rng that is given is not used: every call gives the same weights, "
            "whatever rng is passed.",
        ),
        slip(
            "rng.standard_normal((n, n_prev))",
            "np.random.default_rng(1).standard_normal((n, n_prev))",
            says="A generator is made anew for every layer, so that all layers begin with the "
            "same draws. Use the rng that is given.",
        ),
        slip(
            "rng.standard_normal((n, n_prev))",
            "np.random.standard_normal((n, n_prev))",
            says="The numbers do not come from the rng that is given, but from np.random or "
            "another generator. Whoever passes an rng wants it to draw: rng.standard_normal.",
        ),
        slip(
            "rng.standard_normal((n, n_prev))",
            "rng.standard_normal((1, n_prev)) * np.ones((n, 1))",
            says="All units of a layer get the same weights. They would stay equal forever: "
            "draw for each of them.",
        ),
    )


def weight_deviations(inputs, units):
    """What the exercise says about a layer of that size."""
    xavier, he = (1 / inputs) ** 0.5, (2 / inputs) ** 0.5
    counts = f"What counts is the number of inputs, {inputs}, not of units."
    return {
        "question": (
            f"A layer has {inputs} inputs and {units} units. Which standard deviation do its "
            "weights get from Xavier (variance 1/n_prev), and which from He (2/n_prev)? Three "
            "digits."
        ),
        "value": {"xavier": xavier, "he": he},
        "misconceptions": (
            (
                {"xavier": 1 / inputs},
                f"1/{inputs} is the variance. The deviation is its square root.",
            ),
            ({"he": 2 / inputs}, f"2/{inputs} is the variance. The deviation is its square root."),
            ({"xavier": (1 / units) ** 0.5}, counts),
            ({"he": (2 / units) ** 0.5}, counts),
            ({"xavier": he}, f"{he:.3g} belongs to the other one: Xavier has 1/n_prev."),
            ({"he": xavier}, "This belongs to the other one: He has 2/n_prev."),
            ({"xavier": inputs**0.5}, "Divide: the more inputs, the smaller the weights."),
        ),
        "explanation": (
            f"The root of 1/{inputs} is {xavier:.3g}, the root of 2/{inputs} = {2 / inputs:.3g} is "
            f"{he:.3g}."
        ),
        "hints": (
            "n_prev is the number of inputs.",
            "The standard deviation is the square root of the variance.",
            "With 4 inputs they are sqrt(1/4) = 0.5 and sqrt(2/4) = 0.71. Which of the numbers "
            f"{inputs} and {units} stands in place of the 4?",
        ),
    }


EXERCISES = (
    FunctionExercise(
        name="initialize_zeros",
        page=PAGE,
        title="all parameters zero",
        reference=my_initialize_zeros,
        cases=(((2, 1),), ((3, 4, 2),), ((4, 3, 5, 1),)),
        misconceptions=(
            slip(
                "(layer_sizes[l], layer_sizes[l - 1])",
                "(layer_sizes[l - 1], layer_sizes[l])",
                says="The W are transposed: a row for each unit of the layer, (n_l, n_(l-1)).",
            ),
            slip(
                "(layer_sizes[l], 1)",
                "layer_sizes[l]",
                says="The b have the shape (n_l,). They should be columns, (n_l, 1).",
            ),
            slip(
                "(layer_sizes[l], 1)",
                "(1, layer_sizes[l])",
                says="The b are rows. They should be columns, (n_l, 1).",
            ),
            slip(
                "range(1, len(layer_sizes))",
                "range(1, len(layer_sizes) - 1)",
                says="The last layer is missing: range stops before its end.",
            ),
            slip(
                'params[f"W{l}"]',
                'params[f"W{l - 1}"]',
                'params[f"b{l}"]',
                'params[f"b{l - 1}"]',
                says="The layers are counted from 0. The first one with parameters is layer 1: W1.",
            ),
            slip(
                "(layer_sizes[l], layer_sizes[l - 1])",
                "(layer_sizes[l - 1], layer_sizes[l - 2])",
                "(layer_sizes[l], 1)",
                "(layer_sizes[l - 1], 1)",
                says="All sizes are those of one layer before: W1 leads from layer_sizes[0] to "
                "layer_sizes[1].",
            ),
            slip(
                "(layer_sizes[l], layer_sizes[l - 1])",
                "(layer_sizes[l], layer_sizes[0])",
                says="Every W has the columns of the network's inputs. It has a column for each "
                "unit of the layer before, layer_sizes[l - 1].",
            ),
            slip(
                "(layer_sizes[l], layer_sizes[l - 1])",
                "(layer_sizes[l], layer_sizes[l])",
                says="The W are square. W of layer l has a column for each unit of the layer "
                "before, n_(l-1).",
            ),
            slip(
                '    params[f"b{l}"] = np.zeros((layer_sizes[l], 1))\n',
                "",
                says="The biases are missing: b1, ..., bL, one column each.",
            ),
            slip(
                "(layer_sizes[l], 1)",
                "(1, 1)",
                says="Each b has one number only. It is a column with a number for each unit.",
            ),
            slip(
                "(layer_sizes[l], 1)",
                "(layer_sizes[l], layer_sizes[l - 1])",
                says="The b have the shape of the W. A unit has one bias, however many inputs "
                "it has: (n_l, 1).",
            ),
            slip(
                "np.zeros((layer_sizes[l], layer_sizes[l - 1]))",
                "np.random.randn(layer_sizes[l], layer_sizes[l - 1]) * 0 + 0.01",
                says="The weights are not zero.",
            ),
            slip(
                "np.zeros((layer_sizes[l], 1))",
                "np.ones((layer_sizes[l], 1))",
                says="The biases are one. Here they should be zero.",
            ),
            slip(
                "np.zeros((layer_sizes[l], layer_sizes[l - 1]))",
                "np.ones((layer_sizes[l], layer_sizes[l - 1]))",
                says="The weights are one. Here they should be zero.",
            ),
            slip(
                "(layer_sizes[l], 1)",
                "(layer_sizes[l - 1], 1)",
                says="A bias belongs to each unit of the layer, not to each input.",
            ),
        ),
        hints=(
            "How many layers with parameters does (3, 4, 2) have, and which shapes have they?",
            "A loop over l = 1 ... L; W of layer l is (n_l, n_(l-1)), b is (n_l, 1).",
            'np.zeros takes the shape as one pair: np.zeros((rows, columns)). f"W{l}" makes the '
            "key.",
        ),
        remark="Correct, and useless for training: see what the page makes of it.",
    ),
    FunctionExercise(
        name="initialize_random",
        page=PAGE,
        title="small random weights",
        reference=my_initialize_random,
        cases=tuple(
            (sizes, rng, scale)
            for (sizes, rng), scale in zip(_SIZES, (0.01, 1.0, 0.01, 0.5), strict=True)
        ),
        experiment=drawn_parameters,
        tolerance=0.05,
        misconceptions=(
            slip(" * scale", "", says="The weights are not multiplied by scale."),
            slip(
                " * scale",
                " * 0.01",
                says="The scale is fixed at 0.01 here. It is an argument.",
            ),
            slip(
                " * scale",
                " * np.sqrt(scale)",
                says="scale is the standard deviation itself: no square root.",
            ),
            slip(" * scale", " / scale", says="Multiply by scale; do not divide."),
            slip(" * scale", " + scale", says="Multiply by scale; adding moves the mean."),
            slip(
                " * scale",
                " * scale**2",
                says="scale is the standard deviation itself; it is not squared.",
            ),
            slip(
                " * scale",
                " * scale * np.sqrt(1 / n_prev)",
                says="The weights are divided by the root of their inputs, as in Xavier's rule. "
                "Here scale alone is the deviation.",
            ),
            *_drawing_misconceptions("rng.standard_normal((n, n_prev)) * scale"),
        ),
        hints=(
            "As initialize_zeros, but the weights are drawn.",
            "rng.standard_normal(shape) draws from N(0, 1); its deviation is 1.",
            "Ask rng for an array of the shape of W, and multiply all of it by one number.",
        ),
    ),
    ValueExercise(
        name="weight_deviations",
        page=PAGE,
        title="standard deviations for the weights of a layer",
        answer_name="weight_deviations",
        tolerance=5e-3,
        **weight_deviations(inputs=200, units=50),
        family=Family(
            weight_deviations,
            {
                "inputs": tuple(range(80, 800, 20)),
                "units": (20, 30, 40, 60, 70, 90, 110, 130),
            },
        ),
    ),
    FunctionExercise(
        name="output_variance",
        page=PAGE,
        title="the variance after many layers",
        reference=my_output_variance,
        cases=(
            ((2, 1), 0.5, 3.0),
            ((3, 4, 2), 0.1, 1.0),
            ((100, 50, 20, 10), 0.02, 0.5),
            ((5, 5, 5, 5, 5), 0.3, 2.0),
            ((600,) * 7 + (1,), 1 / 500, 1.5),
        ),
        misconceptions=(
            slip(
                "layer_sizes[:-1]",
                "layer_sizes[1:]",
                says="Each layer's sum runs over its inputs, n_0 ... n_(L-1), not over its units.",
            ),
            slip(
                "variance = input_variance",
                "variance = 1.0",
                says="The variance of the inputs has been left out.",
            ),
            slip(
                "n_prev * weight_variance * variance",
                "weight_variance * variance",
                says="A unit adds up n_prev products, and variances of independent terms add "
                "up: the factor n_prev is missing.",
            ),
            slip(
                "n_prev * weight_variance * variance",
                "weight_variance / n_prev * variance",
                says="This divides by the number of inputs. Adding up n_prev products "
                "multiplies the variance by n_prev.",
            ),
            slip(
                "layer_sizes[:-1]",
                "layer_sizes[1:-1]",
                says="The first layer is left out: its sum runs over the inputs, layer_sizes[0].",
            ),
            slip(
                "n_prev * weight_variance * variance",
                "layer_sizes[0] * weight_variance * variance",
                says="Every layer is given the inputs of the network, n_0. Each sums over the "
                "layer before.",
            ),
            slip(
                "return variance",
                "return sum(layer_sizes[:-1]) * weight_variance * input_variance",
                says="The sizes are added. Each layer multiplies the variance by its n_prev.",
            ),
            slip(
                "return variance",
                "return variance * weight_variance",
                says="weight_variance comes in once too often: a factor for each layer, and the "
                "inputs are no layer.",
            ),
            slip(
                "return variance",
                "return variance / weight_variance ** (len(layer_sizes) - 2)",
                says="weight_variance comes in only once. It is a factor in each layer.",
            ),
            slip(
                "n_prev * weight_variance * variance",
                "2 * n_prev * weight_variance * variance",
                says="There is a factor 2 in each layer. Nothing doubles the variance here.",
            ),
            slip(
                "n_prev * weight_variance * variance",
                "n_prev * variance",
                says="The variance of the weights is missing: each product w a has Var(w) Var(a).",
            ),
            slip(
                "n_prev * weight_variance * variance",
                "n_prev**2 * weight_variance * variance",
                says="n_prev is squared. A sum of n_prev independent terms has n_prev times the "
                "variance of one.",
            ),
            slip(
                "n_prev * weight_variance * variance",
                "n_prev * weight_variance**0.5 * variance",
                says="There is a root of weight_variance. It is a variance already, as it is "
                "asked for.",
            ),
            slip(
                "return variance",
                "return variance**0.5",
                says="This is the standard deviation. The variance is wanted.",
            ),
            slip(
                "n_prev * weight_variance * variance",
                "0.5 * n_prev * weight_variance * variance",
                says="There is a factor 1/2 in each layer, as for relu. Here no layer has an "
                "activation.",
            ),
            slip(
                "variance = n_prev * weight_variance * variance",
                "variance = n_prev * weight_variance * input_variance",
                says="Each layer starts from the variance of the inputs again. It gets what the "
                "layer before put out.",
            ),
            slip(
                "n_prev * weight_variance * variance",
                "n_prev * weight_variance**2 * variance",
                says="weight_variance is a variance already; it is not squared again.",
            ),
            slip(
                "n_prev * weight_variance * variance",
                "variance + n_prev * weight_variance",
                says="Each layer multiplies the variance; it does not add to it.",
            ),
            slip(
                "n_prev * weight_variance * variance",
                "n_prev**0.5 * weight_variance * variance",
                says="The root belongs to the deviation. Variances add up without it: n_prev "
                "times.",
            ),
            slip(
                "layer_sizes[:-1]",
                "layer_sizes",
                says="One layer too many: the last size has no layer after it.",
            ),
            slip(
                "layer_sizes[:-1]",
                "layer_sizes[:1]",
                says="Only the first layer is counted. Each layer multiplies the variance again.",
            ),
        ),
        hints=(
            "One unit adds up n_prev products w * a. What is the variance of one of them?",
            "Independent, mean 0: Var(w a) = Var(w) Var(a). A sum of n_prev such terms has "
            "n_prev times that.",
            "Start from input_variance. A loop over the sizes of the layers that feed another "
            "one, so not over the last; in each round multiply by both factors.",
        ),
        remark="It neither grows nor shrinks if weight_variance = 1 / n_prev: that is Xavier.",
    ),
    FunctionExercise(
        name="initialize_xavier",
        page=PAGE,
        title="weights with variance 1 / n_prev",
        reference=my_initialize_xavier,
        cases=_SIZES,
        experiment=drawn_parameters,
        tolerance=0.05,
        misconceptions=(
            slip(
                "np.sqrt(1 / n_prev)",
                "(1 / n_prev)",
                says="1 / n_prev is the variance. The standard deviation, by which you "
                "multiply, is its square root.",
            ),
            slip(
                "1 / n_prev",
                "1 / n",
                says="This divides by the units of the layer itself. What counts is the number "
                "of inputs, n_prev.",
            ),
            slip(
                "1 / n_prev",
                "1 / layer_sizes[0]",
                says="This divides by the inputs of the network in every layer. It should be "
                "the inputs of that layer.",
            ),
            slip(
                "1 / n_prev",
                "2 / n_prev",
                says="The factor 2 is He's, for relu. Here it is 1.",
            ),
            slip(
                "np.sqrt(1 / n_prev)",
                "np.sqrt(n_prev)",
                says="The root of n_prev multiplies here. It divides: the more inputs, the "
                "smaller the weights.",
            ),
            slip(
                "np.sqrt(1 / n_prev)",
                "1 / n_prev**2",
                says="This divides by n_prev squared. The deviation is the root of 1 / n_prev.",
            ),
            slip(
                "1 / n_prev",
                "1 / (n_prev + n)",
                says="Inputs and units are added. What counts is the number of inputs, n_prev.",
            ),
            slip(
                "1 / n_prev",
                "2 / (n_prev + n)",
                says="This is a common variant that averages inputs and outputs. In this course "
                "the variance is 1 / n_prev.",
            ),
            slip(
                " * np.sqrt(1 / n_prev)",
                "",
                says="The weights are not scaled: their variance is 1.",
            ),
            slip(
                "np.sqrt(1 / n_prev)",
                "0.01",
                says="0.01 for every layer does not look at the number of inputs.",
            ),
            *_drawing_misconceptions("rng.standard_normal((n, n_prev)) * np.sqrt(1 / n_prev)"),
        ),
        hints=(
            "Multiplying a random number by s multiplies its variance by s squared.",
            "The variance shall be 1 / n_prev, so the deviation is its square root.",
            "n_prev of layer l is layer_sizes[l - 1]. Which number stands where initialize_random "
            "has scale? It differs from layer to layer.",
        ),
    ),
    FunctionExercise(
        name="initialize_he",
        page=PAGE,
        title="weights with variance 2 / n_prev",
        reference=my_initialize_he,
        cases=_SIZES,
        experiment=drawn_parameters,
        tolerance=0.05,
        misconceptions=(
            slip(
                "np.sqrt(2 / n_prev)",
                "(2 / n_prev)",
                says="2 / n_prev is the variance. The standard deviation, by which you "
                "multiply, is its square root.",
            ),
            slip(
                "2 / n_prev",
                "1 / n_prev",
                says="The factor 1 is Xavier's. relu silences half of its inputs, hence the 2.",
            ),
            slip(
                "np.sqrt(2 / n_prev)",
                "2 * np.sqrt(1 / n_prev)",
                says="The 2 stands outside of the root: it belongs to the variance, inside.",
            ),
            slip(
                "np.sqrt(2 / n_prev)",
                "np.sqrt(n_prev / 2)",
                says="The fraction stands upside down: the more inputs, the smaller the weights.",
            ),
            slip(
                "np.sqrt(2 / n_prev)",
                "np.sqrt(1 / (2 * n_prev))",
                says="The 2 stands below the line. He's variance is 2 / n_prev.",
            ),
            slip(
                "2 / n_prev",
                "2 / (n_prev + n)",
                says="This averages inputs and outputs. He's variance is 2 / n_prev.",
            ),
            slip(
                "np.sqrt(2 / n_prev)",
                "0.01",
                says="0.01 for every layer does not look at the number of inputs.",
            ),
            slip(
                "2 / n_prev",
                "2 / n",
                says="This divides by the units of the layer itself. What counts is the number "
                "of inputs, n_prev.",
            ),
            slip(
                "np.sqrt(2 / n_prev)",
                "np.sqrt(2) / n_prev",
                says="The root covers the 2 only. It covers the whole fraction: np.sqrt(2 / "
                "n_prev).",
            ),
            slip(
                "2 / n_prev",
                "2 / layer_sizes[0]",
                says="This divides by the inputs of the network in every layer. It should be "
                "the inputs of that layer.",
            ),
            slip(
                " * np.sqrt(2 / n_prev)",
                "",
                says="The weights are not scaled: their variance is 1.",
            ),
            *_drawing_misconceptions("rng.standard_normal((n, n_prev)) * np.sqrt(2 / n_prev)"),
        ),
        hints=(
            "As initialize_xavier, with another variance.",
            "The variance shall be 2 / n_prev, so the deviation is its square root.",
            "One character differs from initialize_xavier. The root covers the whole fraction.",
        ),
    ),
    LineExercise(
        name="spot_he_deviation",
        page=PAGE,
        title="find the faulty line: He initialization",
        answer_name="line_in_he",
        given=(
            "He initialization of a network with n0 inputs, n1 hidden units and 1 output; rng "
            "is a random generator."
        ),
        lines=(
            "W1 = rng.standard_normal((n1, n0)) * (2 / n0)",
            "b1 = np.zeros((n1, 1))",
            "W2 = rng.standard_normal((1, n1)) * np.sqrt(2 / n1)",
            "b2 = np.zeros((1, 1))",
        ),
        faulty_line=1,
        repaired="W1 = rng.standard_normal((n1, n0)) * np.sqrt(2 / n0)",
        explanation=(
            "Multiplying by s multiplies the variance by s squared. With 2 / n0 the variance is "
            "4 / n0^2: for 12288 inputs the weights are 78 times too small, and the first layer "
            "is nearly silent."
        ),
        innocent=(
            (2, "Biases may start at zero, one for each unit, in a column."),
            (3, "The deviation is the root of 2 over the number of inputs of that layer, n1."),
            (4, "One output has one bias; the shape (1, 1) is right."),
        ),
        hints=(
            "Which variance has each of the two weight matrices?",
            "Compare the two lines that draw weights.",
            "Variance 2/n means standard deviation sqrt(2/n).",
        ),
    ),
    FunctionExercise(
        name="train_from_scratch",
        page=PAGE,
        title="train a network with your own functions only",
        reference=my_train_from_scratch,
        cases=(
            (np.array([[0.5, -1.0]]), _labels(1, 0), _network(601, 1, 1), 0.5, 2),
            (numbers(610, 2, 5), _labels(1, 0, 0, 1, 1), _network(611, 2, 3, 1), 0.3, 4),
            (numbers(620, 3, 3), _labels(1, 0, 1), _network(624, 3, 3, 3, 1), 0.2, 5),
            (numbers(630, 4, 6), _labels(1, 0, 1, 1, 0, 0), _network(631, 4, 5, 3, 2, 1), 0.1, 3),
            # an output near 1, and a rate at which the cost rises once
            (1.5 * numbers(1364, 2, 4), _labels(1, 0, 0, 1), _network(1365, 2, 3, 1), 2.5, 4),
        ),
        rules=(own_functions_only,),
        misconceptions=(
            slip(
                "dZ @ A[l - 1].T / m",
                "dZ @ A[l - 1].T",
                "keepdims=True) / m",
                "keepdims=True)",
                says="The gradients lack 1/m, so each step is m times too large.",
            ),
            slip(
                "dZ @ A[l - 1].T / m",
                "dZ @ A[l - 1].T",
                says="dW lacks its 1/m.",
            ),
            slip("keepdims=True) / m", "keepdims=True)", says="db lacks its 1/m."),
            slip(
                "dZ = A[L] - Y",
                "dZ = (A[L] - Y) / m",
                says="The mean came in twice: dZ of the last layer is divided by m, and dW and "
                "db again.",
            ),
            slip(
                "(A[l - 1] > 0)",
                "(A[l - 1] > 0) / m",
                says="On the way down dZ is divided by m in every layer. The mean is taken in "
                "dW and db only.",
            ),
            slip(
                "(A[l - 1] > 0)",
                "A[l - 1]",
                says="On the way back A multiplies where the slope of relu, 0 or 1, belongs.",
            ),
            slip(
                "        dZ = A[L] - Y\n",
                "        dZ = A[L] - Y\n        keep = A\n",
                '                dZ = (params[f"W{l}"].T @ dZ) * (A[l - 1] > 0)',
                '                dZ = params[f"W{l}"].T @ dZ\n                dZ = dZ * (dZ > 0)',
                says="On the way back the mask asks for the sign of dZ itself. It asks where "
                "the layer's output was above 0.",
            ),
            slip(
                "np.maximum(0, Z) if l < L",
                "np.where(Z > 0, Z, 0.01 * Z) if l < L",
                says="The hidden layers are leaky. They should be plain relu.",
            ),
            slip(
                "-np.mean(Y * np.log(A[L]) + (1 - Y) * np.log(1 - A[L]))",
                "np.mean((A[L] > 0.5) == Y)",
                says="The costs are accuracies. Cross-entropy is wanted.",
            ),
            slip(
                "axis=1, keepdims=True",
                "axis=1",
                says="db has the shape (n,), so that b - learning_rate * db silently becomes a "
                "square array. keepdims=True keeps the column.",
            ),
            slip(
                "np.sum(dZ, axis=1, keepdims=True)",
                "np.sum(dZ)",
                says="db is added up over everything. Each unit has its own bias: axis=1, "
                "keepdims=True.",
            ),
            slip(
                "        A = [X]\n",
                "        A = [X]\n        start = params\n",
                "        costs.append(-np.mean(Y * np.log(A[L]) + (1 - Y) * np.log(1 - A[L])))\n",
                "",
                "        params = updated\n",
                "        params = updated\n        out = X\n"
                "        for l in range(1, L + 1):\n"
                '            Z = params[f"W{l}"] @ out + params[f"b{l}"]\n'
                "            out = np.maximum(0, Z) if l < L else 1 / (1 + np.exp(-Z))\n"
                "        costs.append(-np.mean(Y * np.log(out) + (1 - Y) * np.log(1 - out)))\n",
                says="Each cost is computed after the update. It belongs before it: the first "
                "cost is that of the parameters that came in.",
            ),
            slip(
                "costs.append(-np.mean(",
                "costs.append(np.mean(",
                says="The costs have lost their minus. Logarithms of probabilities are negative.",
            ),
            slip(
                "costs.append(-np.mean(",
                "costs.append(-np.sum(",
                says="The costs are sums over the examples. They should be means.",
            ),
            slip(
                "    return params, costs",
                "    return params, costs[-1]",
                says="Only the last cost is returned. A list is wanted, one cost for each "
                "iteration.",
            ),
            slip(
                "dZ = A[L] - Y",
                "dZ = Y - A[L]",
                says="The parameters go uphill: dZ of the last layer is A - Y, and the update "
                "subtracts.",
            ),
            slip(
                "- learning_rate * dW",
                "- dW",
                "- learning_rate * db",
                "- db",
                says="The learning rate is missing in the update.",
            ),
            slip(
                " * (A[l - 1] > 0)",
                " * A[l - 1] * (1 - A[l - 1])",
                says="On the way back the slope of the sigmoid is used. The hidden layers are "
                "relu.",
            ),
            slip(
                "np.maximum(0, Z) if l < L",
                "np.tanh(Z) if l < L",
                says="The hidden layers use tanh forward. They should be relu.",
            ),
            slip(
                "np.maximum(0, Z) if l < L",
                "Z if l < L",
                says="The hidden layers have no activation forward. They should be relu.",
            ),
            slip(
                "    for _ in range(iterations):",
                "    for _ in range(iterations - 1):",
                says="One iteration is missing at the end.",
            ),
            slip(
                "    for _ in range(iterations):",
                "    for _ in range(iterations + 1):",
                says="There is one iteration too many.",
            ),
            slip(
                "    for _ in range(iterations):",
                "    for _ in range(1):",
                says="Only one iteration is made. The loop runs iterations times; is there a "
                "return inside it?",
            ),
            slip(
                'dZ = (params[f"W{l}"].T @ dZ)',
                'dZ = (updated[f"W{l}"].T @ dZ)',
                says="The error goes back through weights that have been updated already. "
                "Update after the whole backward pass, or keep the old ones.",
            ),
            slip(
                "        params = updated\n",
                "",
                "    return params, costs",
                "    return updated, costs",
                says="Every iteration starts from the first parameters again: the costs do not "
                "change. Carry the new ones over.",
            ),
            slip(
                "-np.mean(Y * np.log(A[L]) + (1 - Y) * np.log(1 - A[L]))",
                "np.mean((A[L] - Y) ** 2)",
                says="The parameters are right, but the costs are squared errors. Cross-entropy "
                "is wanted.",
            ),
            slip(
                " * (A[l - 1] > 0)",
                "",
                says="The slope of relu is missing on the way back.",
            ),
            slip(
                'updated[f"b{l}"] = params[f"b{l}"] - learning_rate * db',
                'updated[f"b{l}"] = params[f"b{l}"]',
                says="The biases are never updated.",
            ),
            slip(
                "    return params, costs",
                "    return params, costs[1:]",
                says="The first cost, before any update, is missing: one cost for each iteration.",
            ),
            slip(
                "np.maximum(0, Z) if l < L else 1 / (1 + np.exp(-Z))",
                "1 / (1 + np.exp(-Z))",
                says="The hidden layers use the sigmoid forward. They should be relu.",
            ),
            slip(
                "dZ = A[L] - Y",
                "dZ = (A[L] - Y) * A[L] * (1 - A[L])",
                says="dZ of the last layer has the slope of the sigmoid in it. With "
                "cross-entropy it cancels: A - Y.",
            ),
        ),
        hints=(
            "Each iteration: forward, cost, backward, update. Your functions of page 04 do it all.",
            "Paste my_deep_forward, my_deep_backward and my_update_parameters into a cell "
            "above, and call them in a loop; append the cost before the update.",
            "Four lines in the loop: the cache; the cost from its last A and Y, appended to a "
            "list; the gradients; the new params, under the name that the next round reads.",
        ),
        remark="A network, trained by code of which you know every line.",
    ),
)
