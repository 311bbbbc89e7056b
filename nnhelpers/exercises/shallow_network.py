"""Exercises of page 03, one hidden layer: shapes, forward, backward, and what a layer is for.

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

PAGE = "03_shallow_network"


def my_layer_sizes(X, Y, hidden_units):
    """Sizes of a network with one hidden layer, read off its data.

    X : array (n_x, m);  Y : array (n_y, m);  hidden_units : whole number
    returns (n_x, n_1, n_y): inputs, hidden units, outputs
    """
    return X.shape[0], hidden_units, Y.shape[0]


def my_stack_neurons(weights, biases):
    """A layer as stacked neurons: W and b such that Z = W X + b computes all of them at once.

    weights : list of n arrays (n_x, 1), one for each neuron: z_j = weights[j].T x + biases[j]
    biases : list of n numbers
    returns W : array (n, n_x), and b : array (n, 1), in this order
    """
    W = np.vstack([w.T for w in weights])
    b = np.array(biases).reshape(-1, 1)
    return W, b


def my_collapse_linear_layers(W1, b1, W2, b2):
    """One layer instead of two linear ones: W and b with W X + b = W2 (W1 X + b1) + b2.

    W1 : array (n_1, n_0);  b1 : array (n_1, 1);  W2 : array (n_2, n_1);  b2 : array (n_2, 1)
    returns W : array (n_2, n_0), and b : array (n_2, 1), in this order
    """
    W = W2 @ W1
    b = W2 @ b1 + b2
    return W, b


def my_shallow_forward(X, params):
    """Forward propagation through one hidden layer: tanh hidden, sigmoid output.

    X : array (n_0, m)
    params : dict with W1 (n_1, n_0), b1 (n_1, 1), W2 (n_2, n_1), b2 (n_2, 1)
    returns cache : dict with A0 (which is X), Z1, A1, Z2, A2; Z1 and A1 are (n_1, m), Z2 and A2
             (n_2, m); more keys do no harm
    """
    Z1 = params["W1"] @ X + params["b1"]
    A1 = np.tanh(Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    A2 = 1 / (1 + np.exp(-Z2))
    return {"A0": X, "Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


def my_hidden_delta(dZ2, W2, A1):
    """Carry dZ2 back through W2 and the tanh units of layer 1: dZ1.

    dZ2 : array (n_2, m);  W2 : array (n_2, n_1);  A1 : array (n_1, m), A1 = tanh(Z1)
    returns dZ1 : array (n_1, m)
    """
    dA1 = W2.T @ dZ2
    return dA1 * (1 - A1**2)


def my_shallow_backward(cache, params, Y):
    """Backpropagation through one hidden layer (tanh hidden, sigmoid output, cross-entropy).

    cache : dict with A0, Z1, A1, Z2, A2, as shallow_forward returns it
    params : dict with W1, b1, W2, b2;  Y : array (n_2, m) of 0 and 1
    returns grads : dict with dW1, db1, dW2, db2, of the shapes of W1, b1, W2, b2, mean over the
             m examples taken; more keys do no harm
    """
    m = Y.shape[1]
    dZ2 = cache["A2"] - Y
    dW2 = dZ2 @ cache["A1"].T / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dZ1 = (params["W2"].T @ dZ2) * (1 - cache["A1"] ** 2)
    dW1 = dZ1 @ cache["A0"].T / m
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    return {"dW2": dW2, "db2": db2, "dW1": dW1, "db1": db1}


def my_penalized_cost(J, params, l2, m):
    """Add the penalty l2 / (2m) times the sum of all squared weights; biases go free.

    J : number, the cost without penalty;  l2 : number;  m : number of examples
    params : dict with W1, b1, W2, b2
    returns one number
    """
    squares = np.sum(params["W1"] ** 2) + np.sum(params["W2"] ** 2)
    return J + l2 / (2 * m) * squares


def my_distinct_units(W, b):
    """How many different hidden units a layer has: units with equal weights and bias count once.

    W : array (n_1, n_0), one row per unit;  b : array (n_1, 1)
    returns a whole number from 1 to n_1
    """
    units = np.hstack([W, b])
    return len(np.unique(units, axis=0))


def my_network_gradients(cache, params, Y):
    """Backpropagation through one hidden layer (tanh hidden, sigmoid output, cross-entropy).

    cache : dict with A0, A1, A2;  params : dict with W1, b1, W2, b2;  Y : array (1, m)
    returns dict with dW1, db1, dW2, db2, of the shapes of W1, b1, W2, b2
    """
    m = Y.shape[1]
    dZ2 = cache["A2"] - Y
    dW2 = dZ2 @ cache["A1"].T / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dA1 = params["W2"].T @ dZ2
    dZ1 = dA1 * (1 - cache["A1"] ** 2)
    dW1 = dZ1 @ cache["A0"].T / m
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


def my_first_of_three(cache, params, Y):
    """dW1 of a network with three layers: tanh, tanh, then sigmoid with cross-entropy.

    cache : dict with A0, A1, A2, A3;  params : dict with W1, b1, W2, b2, W3, b3
    Y : array (n_3, m) of 0 and 1
    returns dW1 : array (n_1, n_0), mean over the m examples taken
    """
    m = Y.shape[1]
    dZ3 = cache["A3"] - Y
    dZ2 = (params["W3"].T @ dZ3) * (1 - cache["A2"] ** 2)
    dZ1 = (params["W2"].T @ dZ2) * (1 - cache["A1"] ** 2)
    return dZ1 @ cache["A0"].T / m


def _labels(*rows):
    return np.array(rows, dtype=float)


def _few_values(seed, *shape):
    """An array of 0 and 1 and 2, so that many entries and rows are equal."""
    return np.random.default_rng(seed).integers(0, 3, shape).astype(float)


def _network(seed, n_0, n_1, n_2):
    """Parameters of moderate size for n_0 inputs, n_1 hidden and n_2 output units."""
    return {
        "W1": numbers(seed, n_1, n_0),
        "b1": numbers(seed + 1, n_1, 1),
        "W2": numbers(seed + 2, n_2, n_1),
        "b2": numbers(seed + 3, n_2, 1),
    }


def _three_layers(seed, sizes, m):
    """(cache, params, Y) of a network n_0-n_1-n_2-n_3 and m examples."""
    params, A = {}, numbers(seed, sizes[0], m)
    cache = {"A0": A}
    for l in (1, 2, 3):
        params[f"W{l}"] = numbers(seed + l, sizes[l], sizes[l - 1])
        params[f"b{l}"] = numbers(seed + 10 * l, sizes[l], 1)
        Z = params[f"W{l}"] @ A + params[f"b{l}"]
        A = np.tanh(Z) if l < 3 else 1 / (1 + np.exp(-Z))
        cache[f"A{l}"] = A
    return cache, params, (numbers(seed + 5, sizes[3], m) > 0).astype(float)


# (X, params, Y): one of everything, the flower's shape, square, several outputs, one example
_DATA = (
    (np.array([[0.5]]), _network(1, 1, 1, 1), _labels([1])),
    (numbers(10, 2, 5), _network(11, 2, 4, 1), _labels([1, 0, 0, 1, 1])),
    (numbers(20, 3, 3), _network(21, 3, 3, 3), _labels([1, 0, 1], [0, 0, 1], [1, 1, 0])),
    (numbers(30, 4, 6), _network(31, 4, 3, 2), _labels([1, 0, 1, 1, 0, 0], [0, 0, 1, 1, 1, 0])),
    (numbers(40, 3, 1), _network(41, 3, 2, 1), _labels([0])),
)
_CACHES = tuple((my_shallow_forward(X, params), params, Y) for X, params, Y in _DATA)

_ONE_OUTPUT = (
    *(case for case in _CACHES if len(case[2]) == 1),
    *(
        (my_shallow_forward(numbers(60 + i, n_0, m), params), params, labels)
        for i, (n_0, m, params, labels) in enumerate(
            (
                (3, 3, _network(65, 3, 3, 1), _labels([1, 0, 1])),
                (4, 6, _network(75, 4, 3, 1), _labels([1, 0, 1, 1, 0, 0])),
            )
        )
    ),
)

_BACKWARD_MISCONCEPTIONS = (
    slip(
        'dZ2 @ cache["A1"].T / m',
        'dZ2 @ cache["A1"].T',
        'dZ1 @ cache["A0"].T / m',
        'dZ1 @ cache["A0"].T',
        "np.sum(dZ2, axis=1, keepdims=True) / m",
        "np.sum(dZ2, axis=1, keepdims=True)",
        "np.sum(dZ1, axis=1, keepdims=True) / m",
        "np.sum(dZ1, axis=1, keepdims=True)",
        says="The mean is missing: divide every gradient by m.",
    ),
    slip(
        'dZ2 @ cache["A1"].T / m',
        'dZ2 @ cache["A1"].T',
        'dZ1 @ cache["A0"].T / m',
        'dZ1 @ cache["A0"].T',
        says="dW1 and dW2 lack their 1/m.",
    ),
    slip(
        "np.sum(dZ2, axis=1, keepdims=True) / m",
        "np.sum(dZ2, axis=1, keepdims=True)",
        "np.sum(dZ1, axis=1, keepdims=True) / m",
        "np.sum(dZ1, axis=1, keepdims=True)",
        says="db1 and db2 lack their 1/m.",
    ),
    slip('dZ2 @ cache["A1"].T / m', 'dZ2 @ cache["A1"].T', says="dW2 lacks its 1/m."),
    slip('dZ1 @ cache["A0"].T / m', 'dZ1 @ cache["A0"].T', says="dW1 lacks its 1/m."),
    slip(
        "np.sum(dZ2, axis=1, keepdims=True) / m",
        "np.sum(dZ2, axis=1, keepdims=True)",
        says="db2 lacks its 1/m.",
    ),
    slip(
        "np.sum(dZ1, axis=1, keepdims=True) / m",
        "np.sum(dZ1, axis=1, keepdims=True)",
        says="db1 lacks its 1/m.",
    ),
    slip(
        'cache["A2"] - Y',
        '(cache["A2"] - Y) / m',
        says="The mean came in twice: dZ2 is divided by m, and then every dW and db again.",
    ),
    slip(
        "m = Y.shape[1]",
        "m = Y.shape[0]",
        says="This divides by the number of outputs, Y.shape[0]. m is the number of examples: "
        "the columns, Y.shape[1].",
    ),
    slip(
        "m = Y.shape[1]",
        "m = Y.size",
        says="Y.size counts the labels of all outputs. m is the number of examples, Y.shape[1].",
    ),
    slip(
        'cache["A2"] - Y',
        '(cache["A2"] - Y) * cache["A2"] * (1 - cache["A2"])',
        says="dZ2 has the slope of the sigmoid in it once too often. With cross-entropy it "
        "cancels: A2 - Y.",
    ),
    slip(
        'cache["A2"] - Y',
        '-Y / cache["A2"] + (1 - Y) / (1 - cache["A2"])',
        says="This is dA2 where dZ2 belongs: the slope of the sigmoid, A2 (1 - A2), is missing. "
        "Multiplied out, A2 - Y remains.",
    ),
    slip(
        'cache["A2"] - Y',
        '(cache["A2"] > 0.5) - Y',
        says="dZ2 is made with labels, 0 or 1. It is made with the probabilities, A2 - Y.",
    ),
    slip(
        "np.sum(dZ2, axis=1, keepdims=True)",
        "np.sum(dZ2)",
        says="db2 is added up over everything. Each output has its own bias: axis=1, "
        "keepdims=True.",
    ),
    slip(
        '    dZ1 = (params["W2"].T @ dZ2)',
        '    dZ1 = -(params["W2"].T @ dZ2)',
        says="The sign is lost on the way from dZ2 to dZ1: dW1 and db1 point the wrong way.",
    ),
    slip(
        "np.sum(dZ2, axis=1, keepdims=True) / m",
        "dZ2 / m",
        says="db2 still has one number per example. One bias serves them all: add up over the "
        "examples.",
    ),
    slip(
        "np.sum(dZ1, axis=1, keepdims=True) / m",
        "dZ1 / m",
        says="db1 still has one number per example. One bias serves them all: add up over the "
        "examples.",
    ),
    slip(
        "np.sum(dZ2, axis=1, keepdims=True)",
        "np.sum(dZ2, axis=1)",
        says="db2 has lost an axis: (n,) instead of (n, 1). keepdims=True keeps it.",
    ),
    slip(
        "np.sum(dZ1, axis=1, keepdims=True)",
        "np.sum(dZ1, axis=1)",
        says="db1 has lost an axis: (n,) instead of (n, 1). keepdims=True keeps it.",
    ),
    slip(
        "np.sum(dZ2, axis=1, keepdims=True)",
        "np.sum(dZ2)",
        "np.sum(dZ1, axis=1, keepdims=True)",
        "np.sum(dZ1)",
        says="db1 and db2 are added up over everything. Each unit has its own bias: axis=1, "
        "keepdims=True.",
    ),
    slip(
        "np.sum(dZ1, axis=1, keepdims=True)",
        "np.sum(dZ1)",
        says="db1 is added up over everything. Each unit has its own bias: axis=1, keepdims=True.",
    ),
    slip(
        "np.sum(dZ2, axis=1, keepdims=True)",
        "np.sum(dZ2, axis=0, keepdims=True)",
        "np.sum(dZ1, axis=1, keepdims=True)",
        "np.sum(dZ1, axis=0, keepdims=True)",
        says="axis=0 adds up over the units. db1 and db2 add up over the examples: axis=1.",
    ),
    slip(
        'dZ2 @ cache["A1"].T',
        'dZ2 @ cache["Z1"].T',
        says="dW2 uses Z1. The second layer received A1: dZ2 @ A1.T.",
    ),
    slip(
        'dZ2 @ cache["A1"].T / m',
        '(dZ2 @ cache["A1"].T / m).T',
        'dZ1 @ cache["A0"].T / m',
        '(dZ1 @ cache["A0"].T / m).T',
        says="dW1 and dW2 are transposed: they must have the shapes of W1 and W2.",
    ),
    slip(
        'dZ2 @ cache["A1"].T / m',
        '(dZ2 @ cache["A1"].T / m).T',
        says="dW2 is transposed: it must have the shape of W2.",
    ),
    slip(
        'dZ1 @ cache["A0"].T / m',
        '(dZ1 @ cache["A0"].T / m).T',
        says="dW1 is transposed: it must have the shape of W1.",
    ),
    slip(
        '(1 - cache["A1"] ** 2)',
        '(1 - cache["A1"])',
        says="A1 is not squared in dZ1. The slope of tanh is 1 - A1^2.",
    ),
    slip(
        '(1 - cache["A1"] ** 2)',
        '(1 - cache["A1"]) ** 2',
        says="The slope of tanh is 1 minus the square of A1, not the square of 1 - A1.",
    ),
    slip(
        '(1 - cache["A1"] ** 2)',
        '(1 - np.tanh(cache["A1"]) ** 2)',
        says="tanh is taken twice in dZ1: A1 is tanh(Z1) already.",
    ),
    slip(
        '(1 - cache["A1"] ** 2)',
        '(cache["A1"] > 0)',
        says="This is the slope of ReLU. The hidden units are tanh: 1 - A1^2.",
    ),
    slip(
        '(1 - cache["A1"] ** 2)',
        'cache["A1"]',
        says="dZ1 multiplies by A1 itself. The slope of tanh is 1 - A1^2.",
    ),
    slip(
        '(1 - cache["A1"] ** 2)',
        '(cache["A1"] * (1 - cache["A1"]))',
        says="A (1 - A) is the slope of the sigmoid. The hidden units are tanh: 1 - A1^2.",
    ),
    slip(
        '(1 - cache["A1"] ** 2)',
        '(1 - cache["Z1"] ** 2)',
        says="The slope of tanh, written as 1 - a^2, needs A1 and not Z1.",
    ),
    slip(
        ' * (1 - cache["A1"] ** 2)',
        "",
        says="dZ1 lacks the slope of the activation: dZ1 = dA1 * (1 - A1^2).",
    ),
    slip(
        'cache["A2"] - Y',
        'Y - cache["A2"]',
        says="All gradients have the wrong sign: dZ2 is A2 - Y. With Y - A2 the cost would climb.",
    ),
    slip(
        "np.sum(dZ2, axis=1, keepdims=True)",
        "np.sum(dZ2, axis=1)",
        "np.sum(dZ1, axis=1, keepdims=True)",
        "np.sum(dZ1, axis=1)",
        says="db1 and db2 have lost an axis: (n,) instead of (n, 1). keepdims=True keeps it. "
        "With (n,) the update b - db would silently make a square array of b.",
    ),
)


def shallow_shapes(m, inputs, units):
    """What the exercise says about m examples in a network of that size."""
    return {
        "question": (
            f"{m} examples with {inputs} inputs each go through {units} hidden units to 1 output. "
            "Write each shape as a pair, such as (3, 7)."
        ),
        "value": {
            "X": (inputs, m),
            "W1": (units, inputs),
            "b1": (units, 1),
            "A1": (units, m),
            "W2": (1, units),
            "A2": (1, m),
        },
        "misconceptions": (
            (
                {"X": (m, inputs)},
                f"Columns are examples: {m} columns, and a row for each input.",
            ),
            (
                {"W1": (inputs, units)},
                "W has a row for each unit it feeds and a column for each input.",
            ),
            ({"b1": (units, m)}, "b1 is the same for all examples: one column is enough."),
            ({"b1": (1, units)}, "b is a column, one row for each unit of its layer."),
            (
                {"W2": (units, 1)},
                "W2 has a row for each output, and a column for each hidden unit.",
            ),
            ({"A1": (inputs, m)}, "A1 has a row for each hidden unit, not for each input."),
            ({"A2": (units, m)}, "A2 is the output: it has a row for each output unit."),
        ),
        "hints": (
            "Columns are examples. What are the rows of X, of A1, of A2?",
            "W1 @ X must have a row for each hidden unit, so W1 is (units, inputs).",
            f"Rows: {inputs} inputs, {units} hidden units, 1 output. A bias has one column.",
        ),
    }


EXERCISES = (
    FunctionExercise(
        name="stack_neurons",
        page=PAGE,
        title="stack single neurons into W and b",
        reference=my_stack_neurons,
        cases=(
            ([np.array([[1.0], [2.0]])], [0.5]),
            ([np.array([[1.0], [2.0]]), np.array([[3.0], [4.0]])], [0.5, -0.5]),
            ([numbers(50 + i, 2, 1) for i in range(3)], [0.1, 0.2, -0.3]),
            ([numbers(60 + i, 4, 1) for i in range(3)], [1.5, -2.5, 0.5]),
        ),
        misconceptions=(
            slip(
                "np.vstack([w.T for w in weights])",
                "np.hstack(weights)",
                says="Each neuron has become a column of W. It must be a row, so that W X "
                "multiplies it with the inputs.",
            ),
            slip(
                "np.vstack([w.T for w in weights])",
                "np.vstack(weights)",
                says="All weights have ended up in one long column. Transpose each column first, "
                "then stack the rows.",
            ),
            slip(
                "np.vstack([w.T for w in weights])",
                "np.hstack(weights).reshape(len(weights), -1)",
                says="The shape is right, but reshape has mixed weights of different neurons. "
                "To turn columns into rows, transpose.",
            ),
            slip(
                "np.vstack([w.T for w in weights])",
                "np.array(weights)",
                says="W has three axes, (n, n_x, 1): the columns have been piled up as they "
                "are. Turn each of them into a row first.",
            ),
            slip(
                "np.vstack([w.T for w in weights])",
                "weights[0].T",
                says="Only the first neuron is in W. Each neuron is a row of its own.",
            ),
            slip(
                "np.array(biases).reshape(-1, 1)",
                "np.array([[sum(biases)]])",
                says="The biases have been added up. Each neuron keeps its own.",
            ),
            slip(
                ".reshape(-1, 1)",
                "",
                says="b has the shape (n,). It must be a column (n, 1), so that each neuron's "
                "bias is added to its own row of Z.",
            ),
            slip(
                ".reshape(-1, 1)",
                ".reshape(1, -1)",
                says="b is a row. It must be a column: row j of Z belongs to neuron j.",
            ),
            slip(
                "np.vstack([w.T for w in weights])",
                "sum(w.T for w in weights)",
                says="The neurons have been added up into one. Each keeps a row of its own.",
            ),
        ),
        hints=(
            "What shape must W have if W @ X is to have one row for each neuron?",
            "Row j of W holds the weights w_jk of neuron j; the biases make a column.",
            "np.vstack puts rows below each other. Which rows? Each neuron's weights come as a "
            "column still. For b, reshape(-1, 1) makes a column of a list.",
        ),
        remark="A layer is nothing but neurons written below each other.",
    ),
    FunctionExercise(
        name="layer_sizes",
        page=PAGE,
        title="sizes of a network, read off its data",
        reference=my_layer_sizes,
        cases=(
            (np.zeros((2, 5)), np.zeros((1, 5)), 4),
            (np.zeros((3, 7)), np.zeros((2, 7)), 5),
            (np.zeros((6, 1)), np.zeros((3, 1)), 2),
        ),
        misconceptions=(
            slip(
                "X.shape[0]",
                "X.shape[1]",
                "Y.shape[0]",
                "Y.shape[1]",
                says="Both shape[1] are the number of examples. Columns are examples, rows are "
                "units.",
            ),
            slip(
                "X.shape[0]",
                "X.shape[1]",
                says="The first size is X.shape[1], the number of examples. Inputs are rows of X.",
            ),
            slip(
                "Y.shape[0]",
                "Y.shape[1]",
                says="The last size is Y.shape[1], the number of examples. Outputs are rows of Y.",
            ),
            slip(
                "X.shape[0], hidden_units, Y.shape[0]",
                "X.shape, hidden_units, Y.shape",
                says="X.shape is a pair, (rows, columns). The size is one number of it.",
            ),
            slip(
                "X.shape[0], hidden_units, Y.shape[0]",
                "X.shape[0], hidden_units, hidden_units",
                says="The last size is that of the hidden layer here. Outputs are rows of Y.",
            ),
            slip(
                "X.shape[0], hidden_units, Y.shape[0]",
                "X.shape[0], hidden_units, 1",
                says="The number of outputs is read off Y; it is not always 1.",
            ),
            slip(
                "X.shape[0], hidden_units, Y.shape[0]",
                "X.shape[0], 4, Y.shape[0]",
                says="The number of hidden units is an argument; it is not always 4.",
            ),
            slip(
                "X.shape[0], hidden_units, Y.shape[0]",
                "X.shape[0], Y.shape[0], hidden_units",
                says="The order is inputs, hidden units, outputs.",
            ),
            slip(
                "X.shape[0]",
                "X.size",
                says="X.size counts all numbers, of all examples. One example has X.shape[0].",
            ),
        ),
        hints=(
            "Which axis of X counts the numbers of one example?",
            "Rows of X are inputs, rows of Y are outputs; the hidden size is given.",
            "X.shape is (rows, columns), counted from 0. The first number is that of rows; so "
            "for Y.",
        ),
    ),
    ValueExercise(
        name="shallow_shapes",
        page=PAGE,
        title="shapes in a network with one hidden layer",
        answer_name="shallow_shapes",
        explanation=(
            "W of a layer is (its units, units before it), b is (its units, 1), A is (its "
            "units, examples)."
        ),
        **shallow_shapes(m=400, inputs=2, units=5),
        family=Family(
            shallow_shapes,
            {
                "m": tuple(range(150, 1000, 50)),
                "inputs": (2, 3, 4, 6, 7),
                "units": (4, 5, 6, 8, 9, 10),
            },
        ),
    ),
    FunctionExercise(
        name="collapse_linear_layers",
        page=PAGE,
        title="two linear layers are one",
        reference=my_collapse_linear_layers,
        cases=tuple(tuple(params.values()) for _, params, _ in _DATA),
        misconceptions=(
            slip(
                "W2 @ W1",
                "W1 @ W2",
                says="The order is the wrong way round: W1 acts on X first, so it stands next "
                "to X in W2 W1 X.",
            ),
            slip(
                "W2 @ b1 + b2",
                "b1 + b2",
                says="b1 goes through the second layer as well: W2 b1, and then b2.",
            ),
            slip(
                "W2 @ b1 + b2",
                "W2 @ b1 + b1[0] + b2",
                says="b1 comes in once more than it should: it goes through W2, and that is all.",
            ),
            slip(
                "W2 @ b1 + b2",
                "W2 @ np.tanh(b1) + b2",
                says="There is a tanh on the way of b1. The layers are linear.",
            ),
            slip(
                "W2 @ b1 + b2",
                "W2 @ b1",
                says="b2 is missing. It is added at the end.",
            ),
            slip(
                "W2 @ b1 + b2",
                "b2",
                says="b1 is missing. It goes through the second layer: W2 b1.",
            ),
            slip(
                "W2 @ b1 + b2",
                "W2 @ b1 - b2",
                says="b2 is subtracted. It is added at the end.",
            ),
            slip(
                "W2 @ W1",
                "W2 + W1.mean()",
                says="The weights are not added: W2 multiplies W1, in a matrix product.",
            ),
            slip(
                "W2 @ b1 + b2",
                "W2 @ (b1 + b2)",
                says="b2 is added after the second layer, not multiplied by W2.",
            ),
            slip(
                "W2 @ W1",
                "W2 * W1",
                says="* multiplies entry by entry. Two layers one after the other are a matrix "
                "product, @.",
            ),
            slip(
                "W2 @ W1",
                "(W2 @ W1).T",
                says="W is transposed: it should have a row for each output and a column for "
                "each input.",
            ),
        ),
        hints=(
            "Multiply out W2 (W1 X + b1) + b2 on paper.",
            "What stands in front of X is W; what is left is b.",
            "W is a product of two matrices, in the order in which they stand on paper; b has "
            "two terms, and one of them contains W2.",
        ),
        remark="However many linear layers you stack, one does the same: hence the activations.",
    ),
    FunctionExercise(
        name="shallow_forward",
        page=PAGE,
        title="forward through one hidden layer",
        reference=my_shallow_forward,
        cases=tuple((X, params) for X, params, _ in _DATA),
        extra_keys=True,
        misconceptions=(
            slip(
                "np.tanh(Z1)",
                "1 / (1 + np.exp(-Z1))",
                says="The hidden units use the sigmoid here; they should use tanh.",
            ),
            slip(
                "1 / (1 + np.exp(-Z2))",
                "np.tanh(Z2)",
                says="The output uses tanh. It must be a probability: sigmoid.",
            ),
            slip(
                "1 / (1 + np.exp(-Z2))",
                "Z2",
                says="The sigmoid of the output is missing: A2 still is Z2.",
            ),
            slip(
                "@ A1",
                "@ Z1",
                says="The second layer gets Z1. It should get A1, what the units put out.",
            ),
            slip(
                "np.tanh(Z1)",
                "Z1",
                says="The hidden layer has no activation, so that the two layers together are "
                "one linear layer.",
            ),
            slip(
                ' + params["b1"]',
                "",
                ' + params["b2"]',
                "",
                says="The biases are missing.",
            ),
            slip(' + params["b1"]', "", says="b1 is missing in Z1."),
            slip(' + params["b2"]', "", says="b2 is missing in Z2."),
            slip(
                "1 / (1 + np.exp(-Z2))",
                "1 / (1 + np.exp(Z2))",
                says="A2 falls where Z2 rises: the sign of the exponent in the sigmoid is flipped.",
            ),
            slip(
                "1 / (1 + np.exp(-Z2))",
                "np.maximum(0, Z2)",
                says="The output uses ReLU. It must be a probability: sigmoid.",
            ),
            slip(
                "1 / (1 + np.exp(-Z2))",
                "1 / (1 + np.exp(-np.tanh(Z2)))",
                says="Z2 goes through tanh and then through the sigmoid. Only the sigmoid "
                "belongs there.",
            ),
            slip(
                '"Z1": Z1, "A1": A1',
                '"Z1": A1, "A1": A1',
                says="Under Z1 stands A1. Z1 is what there is before tanh.",
            ),
            slip(
                '"Z1": Z1, "A1": A1',
                '"Z1": Z1, "A1": Z1',
                says="Under A1 stands Z1. A1 is tanh of it.",
            ),
            slip(
                '"A0": X, ',
                "",
                says="A0 is missing in the cache: backward needs X again.",
            ),
            slip(
                "np.tanh(Z1)",
                "np.maximum(0, Z1)",
                says="The hidden units use ReLU here; they should use tanh.",
            ),
        ),
        hints=(
            "Twice the same: a linear step Z = W A + b, then an activation.",
            "Layer 1 turns X into A1 with tanh; layer 2 turns A1 into A2 with the sigmoid.",
            'Take each array by its key: params["W1"]. The second layer has A1 where the first '
            "has X, and the sigmoid where the first has np.tanh.",
        ),
    ),
    FunctionExercise(
        name="hidden_delta",
        page=PAGE,
        title="carry dZ2 back to the hidden layer",
        reference=my_hidden_delta,
        cases=tuple((cache["A2"] - Y, params["W2"], cache["A1"]) for cache, params, Y in _CACHES),
        misconceptions=(
            slip(
                " * (1 - A1**2)",
                " * A1 * (1 - A1)",
                says="A (1 - A) is the slope of the sigmoid. For tanh it is 1 - A1^2.",
            ),
            slip(
                " * (1 - A1**2)",
                "",
                says="This is dA1. The slope of the activation, 1 - A1^2, is missing.",
            ),
            slip(
                "(1 - A1**2)",
                "(1 - np.tanh(A1) ** 2)",
                says="A1 is tanh(Z1) already; here tanh is taken twice.",
            ),
            slip(
                "(1 - A1**2)",
                "(1 - A1) ** 2",
                says="It is 1 minus the square of A1, not the square of 1 - A1.",
            ),
            slip("(1 - A1**2)", "(1 - A1)", says="A1 is not squared. The slope is 1 - A1^2."),
            slip("(1 - A1**2)", "(1 + A1**2)", says="The slope is 1 minus A1^2, not plus."),
            slip(
                "(1 - A1**2)",
                "(A1**2 - 1)",
                says="dZ1 has the wrong sign: neither W2.T nor the slope, 1 - A1^2, brings a "
                "minus.",
            ),
            slip(
                "(1 - A1**2)",
                "A1**2",
                says="This multiplies by A1^2. The slope is 1 minus that.",
            ),
            slip(
                "(1 - A1**2)",
                "(A1 > 0)",
                says="This is the slope of ReLU. The hidden units are tanh: 1 - A1^2.",
            ),
            slip(
                "dA1 = W2.T @ dZ2",
                "dA1 = np.sum(dZ2, axis=0, keepdims=True)",
                says="W2 is missing: each hidden unit is reached through its own weights.",
            ),
            slip(
                "W2.T @ dZ2",
                "np.sum(W2.T, axis=1, keepdims=True) * np.sum(dZ2, axis=0)",
                says="The sums over the outputs are taken one by one and then multiplied. The "
                "matrix product W2.T @ dZ2 multiplies first and then adds up.",
            ),
            slip(
                "return dA1 * (1 - A1**2)",
                "return dA1 + (1 - A1**2)",
                says="The slope is added. By the chain rule it multiplies.",
            ),
            slip(
                "W2.T @ dZ2",
                "W2.reshape(W2.shape[1], -1) @ dZ2",
                says="reshape does not turn W2 around, it mixes its entries up. Transpose: W2.T.",
            ),
            slip(
                "W2.T @ dZ2",
                "W2[:1].T @ dZ2[:1]",
                says="Only the first output comes back. Each output sends its error through its "
                "row of W2: W2.T @ dZ2 adds them up.",
            ),
            slip(
                "W2.T @ dZ2",
                "W2 @ dZ2",
                says="W2 carries signals forward. Backward it is its transpose: W2.T @ dZ2.",
            ),
            slip(
                "W2.T @ dZ2",
                "(dZ2 @ W2).T",
                says="The order is the wrong way round. Forward it is W2 @ A1; backward W2.T "
                "stands on the left of dZ2.",
            ),
            slip(
                "(1 - A1**2)",
                "(1 - A1**2) / dZ2.shape[1]",
                says="The mean is not taken here. It comes once, in dW1 and db1.",
            ),
            slip(
                "(1 - A1**2)", "A1", says="This multiplies by A1. It must be the slope, 1 - A1^2."
            ),
        ),
        hints=(
            "Two steps: back through the weights (dA1), then back through tanh (dZ1).",
            "dA1 has the shape of A1, (n_1, m). Which product of W2 and dZ2 has it?",
            "W2 turned around stands on the left of dZ2. The slope of tanh, written with A1, is "
            "entry by entry: * and not @.",
        ),
        remark="Other books call dZ delta: this line is the heart of backpropagation.",
    ),
    FunctionExercise(
        name="shallow_backward",
        page=PAGE,
        title="backward through one hidden layer",
        reference=my_shallow_backward,
        cases=_CACHES,
        extra_keys=True,
        misconceptions=(
            *_BACKWARD_MISCONCEPTIONS,
            slip(
                '    dZ1 = (params["W2"].T',
                '    W2 = params["W2"] - dW2\n    dZ1 = (W2.T',
                says="dZ1 uses a W2 that has been updated already. All gradients belong to the "
                "parameters of the forward pass.",
            ),
            slip(
                '(params["W2"].T @ dZ2)',
                "(dW2.T @ dZ2)",
                says="dW2 stands where W2 belongs: the error goes back through the weights.",
            ),
            slip(
                'dZ1 @ cache["A0"].T / m',
                'dZ1 @ cache["A0"].T / m**2',
                "np.sum(dZ1, axis=1, keepdims=True) / m",
                "np.sum(dZ1, axis=1, keepdims=True) / m**2",
                says="On the way to dW1 and db1 the mean came in twice: dZ1 is not divided by m.",
            ),
        ),
        hints=(
            "Go back layer by layer: dZ2, then dW2 and db2; dZ1, then dW1 and db1.",
            "dW of a layer is dZ times what the layer received, transposed, divided by m.",
            "dZ2 is the error at the output; dZ1 as in hidden_delta; a sum over the examples is "
            "axis=1, and keepdims=True keeps it a column.",
        ),
    ),
    FunctionExercise(
        name="first_of_three",
        page=PAGE,
        title="dW1 of a network with three layers, by the same rules",
        reference=my_first_of_three,
        cases=(
            _three_layers(200, (2, 3, 2, 1), 5),
            _three_layers(300, (3, 3, 3, 3), 3),
            _three_layers(400, (4, 2, 3, 2), 6),
            _three_layers(500, (3, 2, 4, 1), 1),
        ),
        misconceptions=(
            slip(" / m", "", says="The mean is missing: divide by m, the number of examples."),
            slip(
                ' * (1 - cache["A2"] ** 2)',
                "",
                says="dZ2 lacks the slope of its tanh: the way back goes through layer 2 as well, "
                "with 1 - A2^2.",
            ),
            slip(
                ' * (1 - cache["A1"] ** 2)',
                "",
                says="dZ1 lacks the slope of its tanh, 1 - A1^2.",
            ),
            slip(
                ' * (1 - cache["A2"] ** 2)',
                "",
                ' * (1 - cache["A1"] ** 2)',
                "",
                says="Both slopes of tanh are missing. Each layer on the way back brings its own.",
            ),
            slip(
                '(1 - cache["A2"] ** 2)',
                '(1 - cache["A1"] ** 2)',
                says="dZ2 takes the slope of layer 1. Each dZ has the slope of its own layer: "
                "1 - A2^2.",
            ),
            slip(
                '(1 - cache["A2"] ** 2)',
                '(cache["A2"] * (1 - cache["A2"]))',
                '(1 - cache["A1"] ** 2)',
                '(cache["A1"] * (1 - cache["A1"]))',
                says="A (1 - A) is the slope of the sigmoid. The hidden units are tanh: 1 - A^2.",
            ),
            slip(
                'cache["A3"] - Y',
                'Y - cache["A3"]',
                says="The sign is flipped: dZ3 = A3 - Y.",
            ),
            slip(
                'cache["A3"] - Y',
                '(cache["A3"] - Y) * cache["A3"] * (1 - cache["A3"])',
                says="dZ3 has the slope of the sigmoid once too often. With cross-entropy it has "
                "canceled: A3 - Y.",
            ),
            slip(
                'dZ1 @ cache["A0"].T',
                'dZ1 @ cache["A1"].T',
                says="W1 multiplies the input: dW1 takes A0, what layer 1 received, not A1.",
            ),
            slip(
                'params["W2"].T @ dZ2',
                'params["W2"] @ dZ2',
                'params["W3"].T @ dZ3',
                'params["W3"] @ dZ3',
                says="Backward the weights are transposed: each unit adds up what it feeds.",
            ),
            slip(
                'dZ1 @ cache["A0"].T / m',
                '(dZ1 @ cache["A0"].T / m).T',
                says="This is transposed. dW1 has the shape of W1.",
            ),
        ),
        hints=(
            "Begin at the end, as with two layers. Which of your lines can stay as they are?",
            "From dZ3 to dZ2 it is the same step as from dZ2 to dZ1: the weights between them, "
            "transposed, then the slope of tanh at the layer you arrive in.",
            "Three deltas, one after the other. The last of them meets what layer 1 received.",
        ),
        remark="Two rules, used as often as there are layers: this is all of backpropagation.",
    ),
    LineExercise(
        name="spot_bias_gradient",
        page=PAGE,
        title="find the faulty line: backward through one hidden layer",
        answer_name="line_in_backward",
        given=(
            "Backward through one hidden layer of tanh units. X is (n_x, m), Y is (1, m); m is "
            "the number of examples."
        ),
        lines=(
            "dZ2 = A2 - Y",
            "dW2 = dZ2 @ A1.T / m",
            "db2 = dZ2 / m",
            "dZ1 = (W2.T @ dZ2) * (1 - A1**2)",
            "dW1 = dZ1 @ X.T / m",
            "db1 = np.sum(dZ1, axis=1, keepdims=True) / m",
        ),
        faulty_line=3,
        repaired="db2 = np.sum(dZ2, axis=1, keepdims=True) / m",
        explanation=(
            "db2 has the shape of dZ2, a number for each example, where b2 is (1, 1). The bias "
            "serves all examples, so its derivative adds up over them. NumPy would not "
            "complain: b2 - db2 silently becomes (1, m)."
        ),
        innocent=(
            (1, "For cross-entropy with a sigmoid output, dZ2 really is A2 - Y."),
            (2, "(1, m) times (m, n_1) is (1, n_1), the shape of W2; the product adds up over m."),
            (4, "Back through W2 it is the transpose; 1 - A1**2 is the slope of tanh."),
            (5, "(n_1, m) times (m, n_x) is (n_1, n_x), the shape of W1."),
            (6, "This adds up over the examples and keeps the column. Compare it with its twin."),
        ),
        hints=(
            "Write the shape beside each line.",
            "A derivative has the shape of what it is the derivative of.",
            "Compare the two lines for the biases.",
        ),
    ),
    FunctionExercise(
        name="repair_network_gradients",
        page=PAGE,
        title="repair it: a gradient in the place of a weight",
        reference=my_network_gradients,
        cases=tuple(
            ({key: cache[key] for key in ("A0", "A1", "A2")}, params, Y)
            for cache, params, Y in _ONE_OUTPUT
        ),
        extra_keys=True,
        faulty=slip(
            'params["W2"].T @ dZ2',
            "dW2.T @ dZ2",
            says="dA1 goes back through dW2; it should go back through W2.",
        ),
        misconceptions=(
            slip(
                'params["W2"].T @ dZ2',
                'params["W2"].T @ cache["A2"]',
                says="W2 is right now, but it carries the error dZ2 back, not the output A2.",
            ),
            slip(
                'params["W2"].T @ dZ2',
                'params["W2"] @ dZ2',
                says="W2 is right, but backward it must be transposed.",
            ),
            slip(
                'params["W2"].T @ dZ2',
                'params["W2"].T @ dZ2',
                "m = Y.shape[1]",
                "m = 1",
                says="The mean is gone: every gradient is divided by m, the number of columns "
                "(Y.shape[0] is 1).",
            ),
            slip(
                'params["W2"].T @ dZ2',
                'params["W2"].T @ dZ2 / m',
                says="W2 is right now, but the mean is not taken here: it comes in dW1 and db1.",
            ),
            slip(
                'params["W2"].T @ dZ2',
                '(params["W2"] - dW2).T @ dZ2',
                says="The error goes back through W2 as it was in the forward pass, not as it "
                "will be after the update.",
            ),
            slip(
                'params["W2"].T @ dZ2',
                'params["W1"] @ cache["A0"]',
                says="This goes forward through W1. The error dZ2 goes back through W2.",
            ),
            slip(
                'params["W2"].T @ dZ2',
                '-params["W2"].T @ dZ2',
                says="W2 is right now, but a minus has come in: dW1 and db1 have the wrong sign.",
            ),
        ),
        hints=(
            "Check the shapes: they all fit. So look at what each line means.",
            "The way back goes through the same weights as the way forward.",
            "One of the names begins with d and should not.",
        ),
        remark="dW2 has the shape of W2, so nothing complains: only a gradient check finds it.",
    ),
    FunctionExercise(
        name="distinct_units",
        page=PAGE,
        title="how many hidden units are really different",
        reference=my_distinct_units,
        cases=(
            (np.array([[0.0, 0.0], [0.0, 0.0]]), np.array([[0.0], [0.0]])),
            (np.array([[1.0, 2.0], [1.0, 2.0], [1.0, 2.0]]), np.array([[0.5], [0.5], [-0.5]])),
            (np.array([[1.0, 2.0], [2.0, 1.0], [1.0, 2.0]]), np.array([[0.0], [0.0], [0.0]])),
            (np.array([[3.0], [1.0], [3.0], [1.0], [2.0]]), np.array([[1.0]] * 5)),
            (np.array([[0.1, 0.2, 0.3, 0.4]]), np.array([[0.0]])),
            (np.array([[1.0, 2.0, 4.0], [2.0, 1.0, 4.0]]), np.array([[1.0], [1.0]])),
            # equal W with other b, equal b with other W, b that makes sums and products equal
            (np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]]), np.array([[0.0], [0.0], [1.0]])),
            (np.array([[2.0], [1.0], [2.0], [1.0]]), np.array([[1.0], [2.0], [2.0], [1.0]])),
            (np.array([[2.0, 1.0], [1.0, 2.0]]), np.array([[1.0], [2.0]])),
            *((_few_values(70 + i, 12, 2), _few_values(80 + i, 12, 1)) for i in range(4)),
            # nearly equal, and a zero with a minus
            (np.array([[0.51, 1.0], [0.52, 1.0], [0.51, 1.0]]), np.array([[0.3], [0.3], [0.301]])),
            (np.array([[0.0, 1.0], [-0.0, 1.0]]), np.array([[0.5], [0.5]])),
        ),
        misconceptions=(
            slip(
                "np.hstack([W, b])",
                "W",
                says="Two units with equal weights but different biases are different: look at "
                "b, too.",
            ),
            slip(
                "np.unique(units, axis=0)",
                "np.unique(units)",
                says="This counts different numbers. Count different rows: axis=0.",
            ),
            slip(
                "np.unique(units, axis=0)",
                "np.unique(units, axis=1).T",
                says="This counts different columns. A unit is a row of W.",
            ),
            slip(
                "len(np.unique(units, axis=0))",
                "W.shape[1]",
                says="This counts the inputs, the columns of W. Units are rows.",
            ),
            slip(
                "len(np.unique(units, axis=0))",
                "len(W)",
                says="This counts all units. Equal ones should count once.",
            ),
            slip(
                "len(np.unique(units, axis=0))",
                "np.linalg.matrix_rank(units)",
                says="The rank counts rows that are independent. A unit with doubled weights is "
                "different, but not independent; and zeros have rank 0.",
            ),
            slip(
                "len(np.unique(units, axis=0))",
                "len(np.unique(np.sum(units, axis=1)))",
                says="Different rows can have the same sum. Compare whole rows.",
            ),
            slip(
                "len(np.unique(units, axis=0))",
                "len(np.unique(np.linalg.norm(units, axis=1)))",
                says="Different rows can have the same length (norm). Compare whole rows.",
            ),
            slip(
                "len(np.unique(units, axis=0))",
                "len(np.unique(W, axis=0)) * len(np.unique(b))",
                says="The two counts are multiplied, but not every weights come with every "
                "bias. Compare W and b together, row by row.",
            ),
            slip(
                "len(np.unique(units, axis=0))",
                "len(np.unique(W, axis=0)) + len(np.unique(b))",
                says="The two counts are added. Two units are equal if both agree: compare W "
                "and b together, row by row.",
            ),
            slip(
                "len(np.unique(units, axis=0))",
                "min(len(np.unique(W, axis=0)), len(np.unique(b)))",
                says="The smaller of two counts is too few. Compare W and b together, row by row.",
            ),
            slip(
                "np.hstack([W, b])",
                "np.abs(np.hstack([W, b]))",
                says="The signs are lost (abs): w and -w are different units.",
            ),
            slip(
                "len(np.unique(units, axis=0))",
                "len(np.unique(units, axis=0)) / len(W)",
                says="This is the fraction. The number is wanted.",
            ),
            slip(
                "len(np.unique(units, axis=0))",
                "np.unique(units, axis=0).size",
                says="This counts the numbers in the different rows. Count the rows: len, or "
                "shape[0].",
            ),
            slip(
                "len(np.unique(units, axis=0))",
                "np.unique(units, axis=0).shape[1]",
                says="The rows are found, but the columns are counted: shape[0] is the number "
                "of rows.",
            ),
            slip(
                "len(np.unique(units, axis=0))",
                "np.sum(np.unique(units, axis=0, return_counts=True)[1] == 1)",
                says="This counts units that have no equal. One of each group of equals counts, "
                "too.",
            ),
            slip(
                "len(np.unique(units, axis=0))",
                "len(np.unique(b))",
                says="This counts different biases. A unit is its weights and its bias together.",
            ),
            slip(
                "len(np.unique(units, axis=0))",
                "len(np.unique(W, axis=0)) + len(np.unique(b)) - 1",
                says="Different weights and different biases are counted one by one. Two units "
                "are equal if both agree: compare W and b together, row by row.",
            ),
            slip(
                "len(np.unique(units, axis=0))",
                "max(len(np.unique(W, axis=0)), len(np.unique(b)))",
                says="The larger of two counts is too few where units differ in W and others in "
                "b: compare W and b together, row by row.",
            ),
            slip(
                "np.hstack([W, b])",
                "W + b",
                says="b is added to the weights, so that different units can become equal. Put "
                "it beside them.",
            ),
            slip(
                "np.hstack([W, b])",
                "np.sort(np.hstack([W, b]), axis=1)",
                says="Units with the same numbers in another order are different.",
            ),
            slip(
                "len(np.unique(units, axis=0))",
                "len(W) - len(np.unique(units, axis=0))",
                says="This counts what is too much: the units that repeat another one.",
            ),
        ),
        hints=(
            "What makes a unit: a row of W and its bias.",
            "Put b beside W, then look for different rows.",
            "np.hstack puts arrays side by side; np.unique with axis=0 keeps each row once. How "
            "many are left?",
        ),
        remark="After training from zero weights it is 1, however many units there are.",
    ),
    FunctionExercise(
        name="penalized_cost",
        page=PAGE,
        title="a cost with a penalty on large weights",
        reference=my_penalized_cost,
        cases=(
            (0.5, _network(1, 1, 1, 1), 0.1, 1),
            (0.7, _network(11, 2, 4, 1), 0.7, 5),
            (0.25, _network(31, 4, 3, 2), 3.0, 6),
            (0.3, _network(41, 3, 2, 1), 0.0, 8),
        ),
        misconceptions=(
            slip(
                "l2 / (2 * m)",
                "l2 / m",
                says="The factor is l2 / (2m): the 2 makes the derivative come out as l2 / m * W.",
            ),
            slip("l2 / (2 * m)", "l2 / 2", says="The penalty is divided by m as well."),
            slip(
                "l2 / (2 * m)",
                "l2 / 2 * m",
                says="l2 / 2 * m multiplies by m. To divide by both, write l2 / (2 * m).",
            ),
            slip(
                'np.sum(params["W1"] ** 2) + np.sum(params["W2"] ** 2)',
                "sum(np.sum(value**2) for value in params.values())",
                says="The biases are penalized here, too. Only weights belong in the sum.",
            ),
            slip(
                'np.sum(params["W1"] ** 2) + np.sum(params["W2"] ** 2)',
                'np.sum(np.abs(params["W1"])) + np.sum(np.abs(params["W2"]))',
                says="This adds up absolute values (the L1 penalty). L2 takes squares.",
            ),
            slip(
                'np.sum(params["W1"] ** 2) + np.sum(params["W2"] ** 2)',
                'np.linalg.norm(params["W1"]) + np.linalg.norm(params["W2"])',
                says="The norm has a square root in it. The penalty is the sum of the squares.",
            ),
            slip(
                "J + l2",
                "J - l2",
                says="The penalty is subtracted, which would reward large weights.",
            ),
            slip(
                'np.sum(params["W1"] ** 2) + np.sum(params["W2"] ** 2)',
                'np.sum(params["W2"] ** 2)',
                says="Only W2 is in the sum. The weights of both layers belong there.",
            ),
            slip(
                'np.sum(params["W1"] ** 2) + np.sum(params["W2"] ** 2)',
                'np.sum(params["W1"] ** 2)',
                says="Only W1 is in the sum. The weights of both layers belong there.",
            ),
            slip(
                'np.sum(params["W1"] ** 2) + np.sum(params["W2"] ** 2)',
                'np.sum(params["W1"]) + np.sum(params["W2"])',
                says="The weights are added up as they are, so that positive and negative ones "
                "cancel. Square each of them first.",
            ),
            slip(
                'np.sum(params["W1"] ** 2) + np.sum(params["W2"] ** 2)',
                'np.sum(params["W1"]) ** 2 + np.sum(params["W2"]) ** 2',
                says="The sums are squared. It is the other way round: square each weight, then "
                "add up.",
            ),
            slip(
                'np.sum(params["W1"] ** 2) + np.sum(params["W2"] ** 2)',
                'np.mean(params["W1"] ** 2) + np.mean(params["W2"] ** 2)',
                says="This takes means of the squares. The penalty takes their sum.",
            ),
            slip(
                'np.sum(params["W1"] ** 2) + np.sum(params["W2"] ** 2)',
                'np.sum(params["b1"] ** 2) + np.sum(params["b2"] ** 2)',
                says="These are the biases. The penalty is on the weights, W1 and W2.",
            ),
            slip(
                "J + l2 / (2 * m) * squares",
                "l2 / (2 * m) * squares",
                says="This is the penalty alone. Add it to J.",
            ),
            slip(
                "J + l2 / (2 * m) * squares",
                "(J + l2 * squares) / (2 * m)",
                says="J is divided as well. Only the penalty is divided by 2 m.",
            ),
            slip(
                "J + l2 / (2 * m) * squares",
                "J * (1 + l2 / (2 * m) * squares)",
                says="J multiplies the penalty here. The penalty is added to J.",
            ),
            slip(
                "J + l2 / (2 * m) * squares",
                "J",
                says="This is J alone: the penalty is missing, or comes to 0 (as with //).",
            ),
            slip(
                "l2 / (2 * m)", "1 / (2 * m)", says="l2, the strength of the penalty, is missing."
            ),
            slip(
                "l2 / (2 * m)",
                "l2**2 / (2 * m)",
                says="l2 is squared here. (The 2 in its name says that the weights are squared.)",
            ),
            slip(
                'np.sum(params["W1"] ** 2) + np.sum(params["W2"] ** 2)',
                'np.sqrt(np.sum(params["W1"] ** 2) + np.sum(params["W2"] ** 2))',
                says="There is a square root around the sum. The penalty is the sum of the "
                "squares itself.",
            ),
        ),
        hints=(
            "Which of the four arrays are weights?",
            "Square every entry of W1 and of W2, add all of them up, multiply by l2 / (2m).",
            "np.sum adds up all entries of an array, ** 2 squares each. To divide by 2 and by "
            "m, put both into parentheses.",
        ),
    ),
)
