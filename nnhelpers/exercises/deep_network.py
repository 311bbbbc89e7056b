"""Exercises of page 04, L layers: shapes, the blocks forward and backward, and the gradient check.

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

PAGE = "04_deep_network"


def my_parameter_count(layer_sizes):
    """How many numbers the parameters of a network hold, weights and biases together.

    layer_sizes : tuple (n_0, n_1, ..., n_L), inputs first
    returns a whole number
    """
    count = 0
    for l in range(1, len(layer_sizes)):
        count += layer_sizes[l] * layer_sizes[l - 1] + layer_sizes[l]
    return count


def my_linear_forward(A_prev, W, b):
    """The linear half of a layer: Z = W A_prev + b.

    A_prev : array (n_prev, m);  W : array (n, n_prev);  b : array (n, 1)
    returns Z : array (n, m)
    """
    return W @ A_prev + b


def my_linear_backward(dZ, A_prev, W):
    """Gradients of one linear step Z = W A_prev + b.

    Columns of dZ are the derivatives of single examples' losses; the mean over the m examples
    is taken here, for dW and db.

    dZ : array (n, m);  A_prev : array (n_prev, m);  W : array (n, n_prev)
    returns dA_prev : array (n_prev, m), dW : array (n, n_prev), db : array (n, 1), in this order
    """
    m = dZ.shape[1]
    dA_prev = W.T @ dZ
    dW = dZ @ A_prev.T / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    return dA_prev, dW, db


def my_activation_backward(dA, Z, name):
    """Carry a derivative back through an activation: dZ = dA * g'(Z).

    dA, Z : arrays (n, m);  name : "sigmoid", "tanh" or "relu" (slope of relu at 0: 0)
    returns dZ : array (n, m)
    """
    if name == "sigmoid":
        A = 1 / (1 + np.exp(-Z))
        return dA * A * (1 - A)
    if name == "tanh":
        return dA * (1 - np.tanh(Z) ** 2)
    return dA * (Z > 0)


def my_deep_forward(X, params):
    """Forward propagation through L layers: relu in the hidden layers, sigmoid in the last.

    X : array (n_0, m)
    params : dict with W1, b1, ..., WL, bL; any L from 1, so L = len(params) // 2
    returns cache : dict with A0 (which is X), Z1, A1, ..., ZL, AL; more keys do no harm
    """
    L = len(params) // 2
    A = X
    cache = {"A0": A}
    for l in range(1, L + 1):
        Z = params[f"W{l}"] @ A + params[f"b{l}"]
        A = np.maximum(0, Z) if l < L else 1 / (1 + np.exp(-Z))
        cache[f"Z{l}"] = Z
        cache[f"A{l}"] = A
    return cache


def my_deep_backward(cache, params, Y):
    """Backpropagation through L layers (relu hidden, sigmoid output, cross-entropy).

    cache : dict with A0, Z1, A1, ..., ZL, AL, as deep_forward returns it
    params : dict with W1, b1, ..., WL, bL;  Y : array (n_L, m) of 0 and 1
    returns grads : dict with dW1, db1, ..., dWL, dbL, of the shapes of the parameters, mean over
             the m examples taken; slope of relu at 0: 0; more keys do no harm
    """
    L = len(params) // 2
    m = Y.shape[1]
    grads = {}
    dZ = cache[f"A{L}"] - Y
    for l in range(L, 0, -1):
        grads[f"dW{l}"] = dZ @ cache[f"A{l - 1}"].T / m
        grads[f"db{l}"] = np.sum(dZ, axis=1, keepdims=True) / m
        if l > 1:
            dA = params[f"W{l}"].T @ dZ
            dZ = dA * (cache[f"Z{l - 1}"] > 0)
    return grads


def my_update_parameters(params, grads, learning_rate):
    """One step of gradient descent for every parameter of a network.

    params : dict with W1, b1, ..., WL, bL;  grads : dict with dW1, db1, ..., dWL, dbL
    learning_rate : positive number
    returns a new dict with the keys of params; params itself keeps its values
    """
    return {key: params[key] - learning_rate * grads["d" + key] for key in params}


def my_numerical_gradient(cost, W, epsilon):
    """The gradient of cost at W by two-sided differences, one entry of W at a time.

    cost : function, cost(W) is one number;  W : array (n, n_prev)
    epsilon : number, how far to step up and down
    returns array (n, n_prev); W itself keeps its values
    """
    gradient = np.zeros(W.shape)
    for i in range(W.shape[0]):
        for j in range(W.shape[1]):
            up, down = W.copy(), W.copy()
            up[i, j] += epsilon
            down[i, j] -= epsilon
            gradient[i, j] = (cost(up) - cost(down)) / (2 * epsilon)
    return gradient


def my_gradient_check(gradient, numerical):
    """Relative difference of two gradients: |g - n| / (|g| + |n|), with |.| the Euclidean norm.

    gradient, numerical : arrays of one shape (n, n_prev), together not all zero
    returns one number, 0 for equal gradients, never above 1
    """
    difference = np.linalg.norm(gradient - numerical)
    return difference / (np.linalg.norm(gradient) + np.linalg.norm(numerical))


def _labels(*rows):
    return np.array(rows, dtype=float)


def _network(seed, *sizes):
    """Parameters of moderate size for a network of these layer sizes."""
    params = {}
    for l in range(1, len(sizes)):
        params[f"W{l}"] = numbers(seed + 2 * l, sizes[l], sizes[l - 1])
        params[f"b{l}"] = numbers(seed + 2 * l + 1, sizes[l], 1)
    return params


# Z1 of this one holds exact zeros, where the course takes the slope of relu as 0
_AT_ZERO = {
    "W1": np.array([[1.0, -1.0], [0.5, 0.5]]),
    "b1": np.array([[0.0], [-1.0]]),
    "W2": np.array([[0.7, -0.4]]),
    "b2": np.array([[0.1]]),
}

# (X, params, Y): one layer and one example, two layers, all square, four layers, zeros in Z1
_DATA = (
    (np.array([[0.5]]), _network(1, 1, 1), _labels([1])),
    (numbers(100, 2, 5), _network(110, 2, 3, 1), _labels([1, 0, 0, 1, 1])),
    (
        np.abs(numbers(202, 3, 3)),
        _network(210, 3, 3, 3, 3),
        _labels([1, 0, 1], [0, 0, 1], [1, 1, 0]),
    ),
    (
        numbers(300, 4, 6),
        _network(312, 4, 5, 3, 4, 2),
        _labels([1, 0, 1, 1, 0, 0], [0, 0, 1, 1, 1, 0]),
    ),
    (np.array([[1.0, 2.0], [1.0, 1.0]]), _AT_ZERO, _labels([1, 0])),
)

# (A_prev, W, b, dZ): single numbers, one unit, square, several units, one example
_LAYERS = (
    (np.array([[2.0]]), np.array([[3.0]]), np.array([[0.5]]), np.array([[-1.0]])),
    (numbers(401, 2, 3), numbers(402, 1, 2), numbers(403, 1, 1), numbers(404, 1, 3)),
    (numbers(411, 3, 3), numbers(412, 3, 3), numbers(413, 3, 1), numbers(414, 3, 3)),
    (numbers(421, 4, 5), numbers(422, 2, 4), numbers(423, 2, 1), numbers(424, 2, 5)),
    (numbers(431, 2, 1), numbers(432, 3, 2), numbers(433, 3, 1), numbers(434, 3, 1)),
)
_Z = np.array([[-1.5, 0.0, 0.3], [2.0, -0.2, 1.0]])
_DA = np.array([[0.5, -1.0, 2.0], [-0.7, 0.4, 1.2]])


def _cubic(W):
    return np.sum(W**3)


def _coupled(W):
    return np.sum(W**3) + np.prod(np.sum(W, axis=1)) - np.sum(W[:, :1])


def parameter_shapes(sizes):
    """What the exercise says about a network of these sizes, four layers and the input."""
    n0, n1, n2, n3, n4 = sizes
    rows = "A row of W2 belongs to a unit of layer 2, and there are"
    return {
        "question": f"Network({sizes}): the shape of each parameter, as a pair such as (3, 7).",
        "value": {
            f"{kind}{l}": (sizes[l], sizes[l - 1] if kind == "W" else 1)
            for l in range(1, 5)
            for kind in "Wb"
        },
        "misconceptions": (
            (
                {"W1": (n0, n1)},
                "W is transposed: a row for each unit of the layer, a column for each of its "
                "inputs.",
            ),
            ({"W2": (n1, n2)}, f"{rows} {n2} of them."),
            (
                {"W4": (n3, n4)},
                f"The last layer has {n4} unit and {n3} inputs: rows are its units.",
            ),
            ({"b1": (1, n1)}, "b is a column: a row for each unit of the layer."),
            ({"b1": (n1, n0)}, "A unit has one bias, however many inputs it has."),
            ({"b4": (n3, 1)}, "b4 belongs to the units of layer 4, the output."),
            (
                {"W1": (n0, n0)},
                f"The {n0} inputs are layer 0 and have no parameters; W1 leads to {n1} units.",
            ),
        ),
    }


def deep_sizes():
    """Sizes of networks for the exercise above."""
    hidden = [(20, 7, 5), (24, 9, 4), (18, 8, 6), (30, 12, 5), (16, 10, 4), (25, 6, 3)]
    hidden += [(15, 9, 7), (28, 11, 6), (32, 14, 8), (22, 13, 9)]
    inputs = (784, 1024, 1200, 2352, 2700, 3072, 4800, 6912, 7500, 9408, 12288)
    return tuple((n, *layers, 1) for n in inputs for layers in hidden)


EXERCISES = (
    ValueExercise(
        name="parameter_shapes",
        page=PAGE,
        title="shapes of the parameters of a deep network",
        answer_name="parameter_shapes",
        explanation="W of layer l is (n_l, n_(l-1)) and b is (n_l, 1).",
        hints=(
            "The first number is the size of layer 0, the input, which has no parameters.",
            "W of layer l turns n_(l-1) numbers into n_l: which shape does W @ A_prev need?",
            "W of a layer: a row for each of its units, a column for each unit of the layer "
            "before. b: the same rows, one column.",
        ),
        **parameter_shapes(sizes=(12288, 20, 7, 5, 1)),
        family=Family(parameter_shapes, {"sizes": deep_sizes()}),
    ),
    FunctionExercise(
        name="parameter_count",
        page=PAGE,
        title="how many parameters a network has",
        reference=my_parameter_count,
        cases=(((2, 1),), ((3, 4, 1),), ((12288, 20, 7, 5, 1),), ((5, 5, 5),)),
        misconceptions=(
            slip(
                " + layer_sizes[l]\n",
                "\n",
                says="The biases are missing: one for each unit.",
            ),
            slip(
                " + layer_sizes[l]\n",
                " + layer_sizes[l - 1]\n",
                says="The biases are counted by inputs. Each unit of layer l has one: n_l.",
            ),
            slip(
                " + layer_sizes[l]\n",
                " + 1\n",
                says="Here a whole layer shares one bias. Each of its units has its own.",
            ),
            slip(
                "return count",
                "return sum(layer_sizes[1:])",
                says="These are the biases alone. Each connection has a weight, too.",
            ),
            slip(
                "range(1, len(layer_sizes))",
                "range(1, len(layer_sizes) - 1)",
                says="The last layer is not counted: range stops before its end.",
            ),
            slip(
                "range(1, len(layer_sizes))",
                "range(2, len(layer_sizes))",
                says="The first layer is not counted. W1 belongs to layer_sizes[1] and "
                "layer_sizes[0].",
            ),
            slip(
                "count += layer_sizes[l] * layer_sizes[l - 1]",
                "count = layer_sizes[l] * layer_sizes[l - 1]",
                says="Only the last layer is left: each round overwrites the count. Add up (+=).",
            ),
            slip(
                "layer_sizes[l] * layer_sizes[l - 1] + layer_sizes[l]",
                "layer_sizes[l] * layer_sizes[l] + layer_sizes[l]",
                says="n_l is multiplied by itself. A layer is connected with the one before, "
                "n_(l-1).",
            ),
            slip(
                "layer_sizes[l] * layer_sizes[l - 1] + layer_sizes[l]",
                "layer_sizes[l] + layer_sizes[l - 1] + layer_sizes[l]",
                says="The sizes are added. Every unit has a weight for every input: multiply.",
            ),
            slip(
                "layer_sizes[l] * layer_sizes[l - 1] + layer_sizes[l]",
                "layer_sizes[l] * layer_sizes[0] + layer_sizes[l]",
                says="Every layer is connected with the inputs of the network here. It is "
                "connected with the layer before, n_(l-1).",
            ),
            slip(
                "layer_sizes[l] * layer_sizes[l - 1] + layer_sizes[l]",
                "(layer_sizes[l] + 1) * (layer_sizes[l - 1] + 1)",
                says="A 1 has been added on both sides. Only the biases come on top: n_l * "
                "(n_(l-1) + 1).",
            ),
            slip(
                "return count",
                "return count - layer_sizes[-1]",
                says="The biases of the last layer are missing.",
            ),
            slip(
                "return count",
                "return 2 * (len(layer_sizes) - 1)",
                says="This counts arrays, a W and a b for each layer. The numbers in them are "
                "wanted.",
            ),
            slip(
                "return count",
                "return count + layer_sizes[0]",
                says="The inputs have been given biases. Layer 0 has no parameters.",
            ),
            slip(
                "return count",
                "return sum(layer_sizes)",
                says="This counts units. Parameters are the connections between them and the "
                "biases.",
            ),
            slip(
                "return count",
                "return int(np.prod(np.array(layer_sizes, dtype=float)))",
                says="This multiplies all sizes. Only neighboring layers are connected: add up "
                "n_l * n_(l-1).",
            ),
        ),
        hints=(
            "Count layer by layer: the entries of W and of b.",
            "W of layer l has n_l * n_(l-1) entries, and b has n_l.",
            "A loop over l = 1 ... L, with range(1, len(layer_sizes)); in each round add the "
            "two numbers of that layer, layer_sizes[l] being n_l.",
        ),
    ),
    FunctionExercise(
        name="linear_forward",
        page=PAGE,
        title="the linear half of a layer, forward",
        reference=my_linear_forward,
        cases=tuple((A_prev, W, b) for A_prev, W, b, _ in _LAYERS),
        misconceptions=(
            slip(" + b", "", says="The bias b is missing."),
            slip(
                "W @ A_prev",
                "W.T @ A_prev",
                says="W should not be transposed: its rows already are the units of this layer.",
            ),
            slip(
                "W @ A_prev",
                "A_prev @ W",
                says="The order is the wrong way round: W stands on the left, W A_prev.",
            ),
            slip(
                "W @ A_prev",
                "W * A_prev",
                says="* multiplies entry by entry. The matrix product is @.",
            ),
            slip(
                "+ b",
                "+ b.T",
                says="b is turned into a row, so that it is added to examples and not to units.",
            ),
            slip(
                "W @ A_prev + b",
                "1 / (1 + np.exp(-(W @ A_prev + b)))",
                says="The activation is another step; this one ends at Z.",
            ),
            slip("W @ A_prev + b", "W @ A_prev - b", says="b is subtracted; it should be added."),
            slip(
                "W @ A_prev + b",
                "np.maximum(0, W @ A_prev + b)",
                says="relu is another step, and so is every activation; this one ends at Z.",
            ),
            slip(
                "W @ A_prev + b",
                "np.tanh(W @ A_prev + b)",
                says="tanh is another step, and so is every activation; this one ends at Z.",
            ),
            slip(
                "W @ A_prev + b",
                "(W @ A_prev + b) / A_prev.shape[1]",
                says="Z is divided by m. No mean is taken on the way forward.",
            ),
            slip(
                "W @ A_prev + b",
                "(W @ A_prev + b).T",
                says="Z is transposed: a row for each unit, a column for each example.",
            ),
            slip("+ b", "+ np.sum(b)", says="The biases are added up. Each unit has its own."),
            slip("+ b", "* b", says="b multiplies here. It is added."),
            slip("+ b", "+ np.mean(b)", says="b is averaged over the units. Each has its own."),
            slip(
                "W @ A_prev + b",
                "np.sum(W @ A_prev, axis=1, keepdims=True) + b",
                says="Z has been added up over the examples. Each example keeps its column.",
            ),
        ),
        hints=(
            "Write the three shapes side by side: which product gives (n, m)?",
            "(n, n_prev) times (n_prev, m) is (n, m); then b, which NumPy adds to every column.",
            "The matrix product is @. Write the two in the order in which they stand in the "
            "formula, then add b.",
        ),
    ),
    FunctionExercise(
        name="deep_forward",
        page=PAGE,
        title="forward through L layers",
        reference=my_deep_forward,
        cases=tuple((X, params) for X, params, _ in _DATA),
        extra_keys=True,
        misconceptions=(
            slip(
                "np.maximum(0, Z) if l < L else 1 / (1 + np.exp(-Z))",
                "np.maximum(0, Z)",
                says="The last layer uses relu as well. It must be the sigmoid.",
            ),
            slip(
                "np.maximum(0, Z) if l < L else 1 / (1 + np.exp(-Z))",
                "1 / (1 + np.exp(-Z))",
                says="All layers use the sigmoid. The hidden ones should use relu.",
            ),
            slip(
                "np.maximum(0, Z) if",
                "Z if",
                says="The hidden layers have no activation, and so collapse into one.",
            ),
            slip(
                "np.maximum(0, Z) if",
                "np.tanh(Z) if",
                says="The hidden layers use tanh. They should use relu.",
            ),
            slip(
                "@ A +",
                "@ X +",
                says="Each layer starts from X again. It should get what the layer before put out.",
            ),
            slip(' + params[f"b{l}"]', "", says="The biases are missing."),
            slip(
                "np.maximum(0, Z) if l < L else 1 / (1 + np.exp(-Z))",
                "np.maximum(0, Z) if l < L else Z",
                says="The last layer has no sigmoid: its A still is Z.",
            ),
            slip(
                "np.maximum(0, Z) if l < L else 1 / (1 + np.exp(-Z))",
                "np.maximum(0, Z) if l < L else np.tanh(Z)",
                says="The last layer uses tanh. It must be a probability: the sigmoid.",
            ),
            slip(
                "np.maximum(0, Z) if l < L else 1 / (1 + np.exp(-Z))",
                "1 / (1 + np.exp(-Z)) if l < L else np.maximum(0, Z)",
                says="The two have changed places: relu in the hidden layers, the sigmoid in "
                "the last.",
            ),
            slip(
                "range(1, L + 1)",
                "range(1, L)",
                says="The last layer is missing: range(1, L) stops before L.",
            ),
            slip(
                'cache[f"Z{l}"] = Z',
                'cache[f"Z{l}"] = A',
                says="The cache holds A where Z belongs.",
            ),
            slip(
                "L = len(params) // 2",
                "L = 2",
                says="The number of layers is fixed at 2. It is len(params) // 2.",
            ),
            slip(
                "np.exp(-Z)",
                "np.exp(Z)",
                says="In the sigmoid the sign of the exponent is flipped.",
            ),
            slip(
                'cache[f"Z{l}"] = Z\n        cache[f"A{l}"] = A',
                'cache[f"Z{l}"] = Z',
                says="The A of the layers are missing in the cache: backward needs them.",
            ),
            slip(
                '        cache[f"Z{l}"] = Z\n',
                "",
                says="The Z of the layers are missing in the cache: backward needs them.",
            ),
            slip(
                '    cache = {"A0": A}',
                "    cache = {}",
                says="A0 is missing in the cache: backward needs X for dW1.",
            ),
            slip(
                'cache[f"A{l}"] = A',
                'cache[f"A{l}"] = Z',
                says="The cache holds Z where A belongs.",
            ),
            slip(
                "if l < L else",
                "if l < L - 1 else",
                says="The sigmoid comes one layer too early: only layer L has it.",
            ),
        ),
        hints=(
            "One loop over the layers; inside it is one layer, as you know it.",
            "A starts as X and is overwritten in each round; Z and A go into the cache.",
            'f"W{l}" makes the key of layer l. np.maximum(0, ...) is relu; the sigmoid only '
            "where l is L.",
        ),
    ),
    FunctionExercise(
        name="linear_backward",
        page=PAGE,
        title="the linear half of a layer, backward",
        reference=my_linear_backward,
        cases=tuple((dZ, A_prev, W) for A_prev, W, _, dZ in _LAYERS),
        misconceptions=(
            slip(
                "dZ @ A_prev.T / m",
                "dZ @ A_prev.T",
                "keepdims=True) / m",
                "keepdims=True)",
                says="The mean is missing: divide dW and db by m.",
            ),
            slip(
                "W.T @ dZ",
                "W.T @ dZ / m",
                says="dA_prev is divided by m. Its columns still are single examples; the mean "
                "is taken in dW and db only.",
            ),
            slip(
                "W.T @ dZ",
                "dZ @ W.T",
                says="dA_prev is W.T @ dZ: the transposed W stands on the left. The other way "
                "round the shapes fit only by accident.",
            ),
            slip(
                "W.T @ dZ",
                "W @ dZ",
                says="dA_prev goes back through W, and that is the transposed one: W.T @ dZ.",
            ),
            slip(
                "dZ @ A_prev.T / m",
                "A_prev @ dZ.T / m",
                says="dW is transposed: it must have the shape of W.",
            ),
            slip(
                "axis=1, keepdims=True",
                "axis=1",
                says="db has the shape (n,). keepdims=True keeps it a column, (n, 1), as b is.",
            ),
            slip(
                "axis=1, keepdims=True",
                "axis=0, keepdims=True",
                says="axis=0 adds up over the units. db adds up over the examples: axis=1.",
            ),
            slip(
                "keepdims=True) / m", "keepdims=True)", says="db lacks its 1/m: it is a mean, too."
            ),
            slip("dZ @ A_prev.T / m", "dZ @ A_prev.T", says="dW lacks its 1/m: it is a mean, too."),
            slip(
                "np.sum(dZ, axis=1, keepdims=True)",
                "np.sum(dZ)",
                says="np.sum without an axis adds up everything. Each unit has its own bias: "
                "axis=1, keepdims=True.",
            ),
            slip(
                "np.sum(dZ, axis=1, keepdims=True) / m",
                "np.mean(dZ)",
                says="np.mean without an axis averages everything. Each unit has its own bias: "
                "axis=1, keepdims=True.",
            ),
            slip(
                "return dA_prev, dW, db",
                "return dW, db, dA_prev",
                says="The order is dA_prev, dW, db; here dA_prev comes last.",
            ),
            slip(
                "m = dZ.shape[1]",
                "m = A_prev.shape[0]",
                says="This divides by the number of inputs. m is the number of examples, "
                "A_prev.shape[1].",
            ),
            slip(
                "m = dZ.shape[1]",
                "m = dZ.shape[0]",
                says="This divides by the number of units. m is the number of examples, "
                "dZ.shape[1].",
            ),
            slip(
                "np.sum(dZ, axis=1, keepdims=True) / m",
                "np.max(dZ, axis=1, keepdims=True)",
                says="db is the largest entry of each row. It is the mean over the examples.",
            ),
            slip(
                "dZ @ A_prev.T / m",
                "np.sum(dZ, axis=1, keepdims=True) @ np.sum(A_prev, axis=1, keepdims=True).T / m",
                says="dZ and A_prev are added up over the examples before they are multiplied. "
                "In dZ @ A_prev.T each example is multiplied first.",
            ),
            slip(
                "m = dZ.shape[1]",
                "m = dZ.size",
                says="This divides by all entries of dZ. m is the number of examples, dZ.shape[1].",
            ),
            slip(
                "np.sum(dZ, axis=1, keepdims=True) / m",
                "dZ / m",
                says="db still has one number per example. One bias serves them all: add up "
                "over the examples.",
            ),
            slip(
                "np.sum(dZ, axis=1, keepdims=True) / m",
                "dZ",
                says="db is dZ as it is. One bias serves all examples: add up over them and "
                "divide by m.",
            ),
            slip(
                "dZ @ A_prev.T / m",
                "np.mean(dZ @ A_prev.T)",
                says="dW has become one number. It has the shape of W; the product adds up over "
                "the examples already.",
            ),
            slip(
                "dZ @ A_prev.T / m",
                "dZ @ A_prev.T / m**2",
                "keepdims=True) / m",
                "keepdims=True) / m**2",
                says="The mean came in twice in dW and db.",
            ),
            slip(
                "W.T @ dZ",
                "W.T @ dZ * (A_prev > 0)",
                says="dA_prev has been multiplied by the slope of an activation. That is the "
                "next step; the linear half ends at dA_prev.",
            ),
            slip(
                "W.T @ dZ",
                "A_prev",
                says="dA_prev is A_prev itself. The derivative goes back through W: W.T @ dZ.",
            ),
            slip(
                "return dA_prev, dW, db",
                "return dW, dA_prev, db",
                says="The order is dA_prev, dW, db; here dW comes first.",
            ),
        ),
        hints=(
            "A derivative has the shape of what it is the derivative of. Write the three down.",
            "dW adds up dZ times A_prev over the examples; db adds up dZ; dA_prev goes back "
            "through W.",
            "In each product one factor is transposed (.T): look which order gives the shape. "
            "The sum over the examples is axis=1, with keepdims=True; two of the three are "
            "divided by m.",
        ),
        remark="Its shapes alone nearly force it; the place of 1/m is what you have to know.",
    ),
    FunctionExercise(
        name="activation_backward",
        page=PAGE,
        title="an activation, backward",
        reference=my_activation_backward,
        cases=(
            (np.array([[2.0]]), np.array([[0.5]]), "sigmoid"),
            (np.array([[2.0]]), np.array([[0.5]]), "tanh"),
            (np.array([[2.0]]), np.array([[-0.5]]), "relu"),
            (_DA, _Z, "sigmoid"),
            (_DA, _Z, "tanh"),
            (_DA, _Z, "relu"),
            (numbers(441, 3, 3), numbers(442, 3, 3), "relu"),
        ),
        misconceptions=(
            slip(
                "dA * A * (1 - A)",
                "dA * Z * (1 - Z)",
                says="A (1 - A) needs A = sigmoid(Z). Here Z itself stands in its place.",
            ),
            slip(
                "np.tanh(Z) ** 2",
                "Z**2",
                says="The slope of tanh is 1 - tanh(Z)^2. Here Z itself is squared.",
            ),
            slip(
                "(Z > 0)",
                "(dA > 0)",
                says="For relu, look where Z is above 0, not where dA is.",
            ),
            slip(
                "(Z > 0)",
                "np.sign(Z)",
                says="For relu the sign of Z is taken, -1 on the left. The slope there is 0.",
            ),
            slip(
                "(Z > 0)",
                "np.where(Z > 0, 1, 0.01)",
                says="For relu this is the slope of leaky relu, 0.01 on the left. It is 0 there.",
            ),
            slip(
                "(Z > 0)",
                "np.where(Z == 0, 0.5, Z > 0)",
                says="For relu one half at 0 would be a fair choice; the course takes 0 there.",
            ),
            slip(
                '"sigmoid"',
                '"tanh "',
                '"tanh"',
                '"sigmoid"',
                '"tanh "',
                '"tanh"',
                says='The slopes of "sigmoid" and "tanh" have changed places.',
            ),
            slip(
                "dA * A * (1 - A)",
                "dA * (A * (1 - A)) ** 2",
                says="For the sigmoid the slope comes in twice.",
            ),
            slip(
                "(Z > 0)",
                "(Z < 0)",
                says="For relu it is the wrong way round: dA comes through where Z is above 0.",
            ),
            slip(
                "dA * (Z > 0)",
                "1.0 * (Z > 0)",
                says="For relu this is the slope alone. It is multiplied by dA.",
            ),
            slip(
                "dA * (Z > 0)",
                "dA",
                says="For relu dA comes back unchanged. It is 0 where Z is not above 0.",
            ),
            slip(
                "dA * (Z > 0)",
                "np.maximum(0, Z)",
                says="For relu this is relu itself. Its slope, 0 or 1, times dA is wanted.",
            ),
            slip(
                "dA * A * (1 - A)",
                "A * (1 - A)",
                says="For the sigmoid this is the slope alone. It is multiplied by dA.",
            ),
            slip(
                "dA * (1 - np.tanh(Z) ** 2)",
                "1 - np.tanh(Z) ** 2",
                says="For tanh this is the slope alone. It is multiplied by dA.",
            ),
            slip(
                "dA * A * (1 - A)",
                "dA * A",
                says="For the sigmoid this multiplies by A itself. Its slope is A (1 - A).",
            ),
            slip(
                "dA * (1 - np.tanh(Z) ** 2)",
                "dA * np.tanh(Z)",
                says="For tanh this multiplies by tanh itself. Its slope is 1 - tanh(Z)^2.",
            ),
            slip(
                "(1 - np.tanh(Z) ** 2)",
                "(1 - np.tanh(Z))",
                says="For tanh the square is missing: 1 - tanh(Z)^2.",
            ),
            slip(
                "(1 - np.tanh(Z) ** 2)",
                "(1 - np.tanh(Z)) ** 2",
                says="For tanh it is 1 minus the square, not the square of 1 - tanh.",
            ),
            slip(
                "(1 - np.tanh(Z) ** 2)",
                "(1 + np.tanh(Z) ** 2)",
                says="For tanh it is 1 minus the square, not plus.",
            ),
            slip(
                "(1 - np.tanh(Z) ** 2)",
                "np.tanh(Z) * (1 - np.tanh(Z))",
                says="For tanh the rule of the sigmoid is used, A (1 - A). It is 1 - A^2.",
            ),
            slip(
                "dA * A * (1 - A)",
                "dA * (1 - A**2)",
                says="For the sigmoid the rule of tanh is used, 1 - A^2. It is A (1 - A).",
            ),
            slip(
                "dA * A * (1 - A)",
                "A",
                "dA * (1 - np.tanh(Z) ** 2)",
                "np.tanh(Z)",
                "dA * (Z > 0)",
                "np.maximum(0, Z)",
                says="These are the activations themselves, the way forward. Backward it is dA "
                "times their slope.",
            ),
            slip(
                'if name == "sigmoid"',
                "if False",
                says='For "sigmoid" the answer is that of relu: it falls through to the end.',
            ),
            slip(
                'if name == "tanh"',
                "if False",
                says='For "tanh" the answer is that of relu: it falls through to the end.',
            ),
            slip(
                "(Z > 0)",
                "(Z >= 0)",
                says="At exactly 0 the course takes the slope 0 for relu: Z > 0, not >=.",
            ),
            slip(
                "dA * (Z > 0)",
                "dA * np.maximum(0, Z)",
                says="For relu this multiplies by relu(Z). It must be the slope, which is 0 or 1.",
            ),
            slip(
                "dA * A * (1 - A)",
                "A * (1 - A)",
                "dA * (1 - np.tanh(Z) ** 2)",
                "1 - np.tanh(Z) ** 2",
                "dA * (Z > 0)",
                "1.0 * (Z > 0)",
                says="This is the slope g'(Z) alone. By the chain rule it is multiplied by dA.",
            ),
            slip(
                'if name == "sigmoid"',
                "if True",
                says="The answer is the sigmoid's whatever the name says.",
            ),
            slip(
                "dA * A * (1 - A)",
                "dA @ (A * (1 - A)).T",
                "dA * (1 - np.tanh(Z) ** 2)",
                "dA @ (1 - np.tanh(Z) ** 2).T",
                "dA * (Z > 0)",
                "dA @ (1.0 * (Z > 0)).T",
                says="An activation works on each entry by itself, so the product is *, not @.",
            ),
        ),
        hints=(
            "The chain rule, entry by entry: what comes back, times the slope at Z.",
            "The slopes are A (1 - A) with A = sigmoid(Z), 1 - tanh(Z)^2, and 0 or 1 for relu.",
            'if name == "sigmoid": ... chooses among the three. A comparison of Z with 0 counts '
            "as 0 or 1, so dA can be multiplied by it.",
        ),
    ),
    LineExercise(
        name="spot_output_derivative",
        page=PAGE,
        title="find the faulty line: the derivative of the output",
        answer_name="line_in_last_layer",
        given=(
            "Backward through the last layer, starting from dA of the output AL. AL and Y are "
            "(1, m), A_prev is (n, m), WL is (1, n)."
        ),
        lines=(
            "m = Y.shape[1]",
            "dAL = -Y / AL - (1 - Y) / (1 - AL)",
            "dZL = dAL * AL * (1 - AL)",
            "dWL = dZL @ A_prev.T / m",
            "dbL = np.sum(dZL, axis=1, keepdims=True) / m",
            "dA_prev = WL.T @ dZL",
        ),
        faulty_line=2,
        repaired="dAL = -Y / AL + (1 - Y) / (1 - AL)",
        explanation=(
            "The derivative of -(1 - y) log(1 - a) is +(1 - y) / (1 - a): the inner derivative "
            "of 1 - a brings a second minus. With the sign lost, all examples of class 0 push "
            "the wrong way, and dZL is no longer AL - Y."
        ),
        innocent=(
            (1, "Columns are examples, so m is the number of columns."),
            (3, "This is the slope of the sigmoid, written with its output."),
            (4, "(1, m) times (m, n) is (1, n), the shape of WL, and the mean is taken here."),
            (5, "Added up over the examples, the column kept, the mean taken: as it should be."),
            (6, "(n, 1) times (1, m) is (n, m), the shape of A_prev; no mean here."),
        ),
        hints=(
            "Multiply the lines for dAL and dZL out for y = 1, and for y = 0. You know the result.",
            "dZL should be AL - Y. For y = 1 it is; for y = 0?",
            "Differentiate log(1 - a): the chain rule brings a sign.",
        ),
    ),
    FunctionExercise(
        name="deep_backward",
        page=PAGE,
        title="backward through L layers",
        reference=my_deep_backward,
        cases=tuple((my_deep_forward(X, params), params, Y) for X, params, Y in _DATA),
        extra_keys=True,
        misconceptions=(
            slip(
                'cache[f"A{l - 1}"].T / m',
                'cache[f"A{l - 1}"].T',
                "keepdims=True) / m",
                "keepdims=True)",
                says="The mean is missing: divide every dW and db by m.",
            ),
            slip('cache[f"A{l - 1}"].T / m', 'cache[f"A{l - 1}"].T', says="The dW lack their 1/m."),
            slip("keepdims=True) / m", "keepdims=True)", says="The db lack their 1/m."),
            slip(
                "m = Y.shape[1]",
                "m = Y.shape[0]",
                says="This divides by the number of outputs, Y.shape[0]. m is the number of "
                "examples: the columns, Y.shape[1].",
            ),
            slip(
                "m = Y.shape[1]",
                "m = Y.size",
                says="Y.size counts the labels of all outputs. m is the number of examples, "
                "Y.shape[1].",
            ),
            slip(
                'cache[f"A{L}"] - Y',
                '-Y / cache[f"A{L}"] + (1 - Y) / (1 - cache[f"A{L}"])',
                says="This is dA of the last layer where dZ belongs: the slope of the sigmoid "
                "is missing. Multiplied out, A - Y remains.",
            ),
            slip(
                'dA * (cache[f"Z{l - 1}"] > 0)',
                'dA * (cache[f"Z{l - 1}"] > 0) / m',
                says="On the way down dZ is divided by m in every layer. The mean is taken in "
                "dW and db only.",
            ),
            slip(
                'cache[f"A{L}"] - Y',
                '(cache[f"A{L}"] - Y) * cache[f"A{L}"] * (1 - cache[f"A{L}"])',
                says="The last dZ has the slope of the sigmoid in it once too often. With "
                "cross-entropy it cancels: A - Y.",
            ),
            slip(
                'dZ = dA * (cache[f"Z{l - 1}"] > 0)',
                'dZ = -dA * (cache[f"Z{l - 1}"] > 0)',
                says="The sign is lost on the way from one dZ to the next.",
            ),
            slip(
                "np.sum(dZ, axis=1, keepdims=True) / m",
                "dZ / m",
                says="The db still have one number per example: add up over the examples.",
            ),
            slip(
                "axis=1, keepdims=True",
                "axis=0, keepdims=True",
                says="axis=0 adds up over the units. The db add up over the examples: axis=1.",
            ),
            slip(
                'dZ @ cache[f"A{l - 1}"].T / m',
                '(dZ @ cache[f"A{l - 1}"].T / m).T',
                says="The dW are transposed: they must have the shapes of the W.",
            ),
            slip(
                'dZ @ cache[f"A{l - 1}"].T',
                'dZ @ cache[f"A{l - 1}" if l == 1 else f"Z{l - 1}"].T',
                says="The dW are made with Z of the layer below. The layer received A: dZ @ A.T.",
            ),
            slip(
                'dA * (cache[f"Z{l - 1}"] > 0)',
                'dA * (1 - cache[f"A{l - 1}"] ** 2)',
                says="1 - A^2 is the slope of tanh. The hidden layers are relu.",
            ),
            slip(
                'dA = params[f"W{l}"].T @ dZ',
                'dA = params[f"W{l}"].T @ (cache[f"A{l}"] if l < L else dZ)',
                says="The output A goes back through W. It is dZ, the error, that goes back.",
            ),
            slip(
                "range(L, 0, -1)",
                "range(L, 1, -1)",
                says="The first layer is missing: range(L, 1, -1) stops before 1.",
            ),
            slip(
                'dZ = cache[f"A{L}"] - Y',
                'dZ = (cache[f"A{L}"] - Y) / m',
                says="The mean came in twice: in dZ of the last layer, and again in every dW "
                "and db.",
            ),
            slip(
                'cache[f"A{L}"] - Y',
                'Y - cache[f"A{L}"]',
                says="All gradients have the wrong sign: dZ of the last layer is A - Y.",
            ),
            slip(
                'dA * (cache[f"Z{l - 1}"] > 0)',
                "dA",
                says="The slope of relu is missing: dZ = dA where Z was above 0, else 0.",
            ),
            slip(
                '(cache[f"Z{l - 1}"] > 0)',
                '(cache[f"Z{l - 1}"] >= 0)',
                says="At exactly 0 the course takes the slope 0 for relu: Z > 0, not >=.",
            ),
            slip(
                '(cache[f"Z{l - 1}"] > 0)',
                "(dA > 0)",
                says="The slope of relu depends on Z of that layer, not on the sign of dA; relu "
                "of dA itself, np.maximum(0, dA), asks for the sign of dA, too.",
            ),
            slip(
                '(cache[f"Z{l - 1}"] > 0)',
                'cache[f"A{l - 1}"]',
                says="This multiplies by A where the slope of relu, 0 or 1, belongs.",
            ),
            slip(
                '(cache[f"Z{l - 1}"] > 0)',
                '(cache[f"A{l - 1}"] * (1 - cache[f"A{l - 1}"]))',
                says="A (1 - A) is the slope of the sigmoid. The hidden layers are relu.",
            ),
            slip(
                'params[f"W{l}"].T @ dZ',
                'grads[f"dW{l}"].T @ dZ',
                says="dW stands where W belongs: the error goes back through the weights.",
            ),
            slip(
                "axis=1, keepdims=True",
                "axis=1",
                says="The db have the shape (n,). keepdims=True keeps them columns, as the b are.",
            ),
            slip(
                'params[f"W{l}"].T @ dZ',
                '(params[f"W{l}"] - grads[f"dW{l}"]).T @ dZ',
                says="The error goes back through weights that have been updated already. All "
                "gradients belong to the parameters of the forward pass.",
            ),
            slip(
                "np.sum(dZ, axis=1, keepdims=True)",
                "np.sum(dZ)",
                says="Each unit has its own bias: sum over the examples only, axis=1, "
                "keepdims=True.",
            ),
        ),
        hints=(
            "Start with dZ of layer L, then one loop from L down to 1.",
            "In each round: dW and db from dZ and A of the layer below, then dZ of that layer.",
            "dZ of the layer below: this layer's W, transposed, times dZ; kept where Z of the "
            "layer below is above 0, else 0. Not needed for l = 1.",
        ),
        remark="This loop is what frameworks do for you. You have written it yourself.",
    ),
    FunctionExercise(
        name="numerical_gradient",
        page=PAGE,
        title="a gradient by bumping each entry",
        reference=my_numerical_gradient,
        cases=(
            (_cubic, np.array([[1.0]]), 0.5),
            (_cubic, np.array([[1.0, -2.0]]), 0.25),
            (_coupled, numbers(461, 2, 3), 0.2),
            (_coupled, numbers(462, 3, 1), 0.1),
        ),
        misconceptions=(
            slip(
                "(cost(up) - cost(down)) / (2 * epsilon)",
                "(cost(up) - cost(W)) / epsilon",
                says="This goes up only. Two-sided, up and down over 2 epsilon, is far more "
                "exact: the error falls with epsilon squared.",
            ),
            slip(
                "(cost(up) - cost(down)) / (2 * epsilon)",
                "(cost(W) - cost(down)) / epsilon",
                says="This goes down only. Two-sided, up and down over 2 epsilon, is far more "
                "exact.",
            ),
            slip(
                "(2 * epsilon)",
                "epsilon",
                says="From down to up it is 2 epsilon, not epsilon.",
            ),
            slip(
                "(2 * epsilon)",
                "2 * epsilon",
                says="/ 2 * epsilon divides by 2 and multiplies by epsilon. Parentheses: / (2 * "
                "epsilon).",
            ),
            slip(
                "cost(up) - cost(down)",
                "cost(down) - cost(up)",
                says="The sign is flipped: up minus down.",
            ),
            slip(
                "cost(up) - cost(down)",
                "cost(up) + cost(down)",
                says="The two costs are added. The slope is their difference.",
            ),
            slip(
                "(cost(up) - cost(down)) / (2 * epsilon)",
                "cost(up) - cost(down)",
                says="The difference is not divided by 2 epsilon: a slope is the change over "
                "the distance.",
            ),
            slip(
                "(cost(up) - cost(down)) / (2 * epsilon)",
                "(cost(up) - cost(W)) / (2 * epsilon)",
                says="From W up it is only epsilon. Go up and down, and divide by 2 epsilon.",
            ),
            slip(
                "(2 * epsilon)",
                "(2 * epsilon**2)",
                says="epsilon is squared below the line. From down to up it is 2 epsilon.",
            ),
            slip(
                "up[i, j] += epsilon",
                "up[i] += epsilon",
                "down[i, j] -= epsilon",
                "down[i] -= epsilon",
                says="A whole row is bumped at once: up[i]. Bump one entry, up[i, j].",
            ),
            slip(
                "up[i, j] += epsilon",
                "up[:, j] += epsilon",
                "down[i, j] -= epsilon",
                "down[:, j] -= epsilon",
                says="A whole column is bumped at once. Bump one entry, up[i, j].",
            ),
            slip(
                "up[i, j] += epsilon",
                "up[i, j] = epsilon",
                "down[i, j] -= epsilon",
                "down[i, j] = -epsilon",
                says="The entry is replaced by epsilon. Add epsilon to it, and subtract (+=, -=).",
            ),
            slip(
                "            up, down = W.copy(), W.copy()\n",
                "",
                "    gradient = np.zeros(W.shape)\n",
                "    gradient = np.zeros(W.shape)\n    up, down = W.copy(), W.copy()\n",
                says="The copies are made once, before the loop, so that the bumps pile up. "
                "Take fresh ones for each entry.",
            ),
            slip(
                "(2 * epsilon)",
                "2",
                says="epsilon is missing below the line: from down to up it is 2 epsilon.",
            ),
            slip(
                "(cost(up) - cost(down)) / (2 * epsilon)",
                "cost(up) - cost(down) / (2 * epsilon)",
                says="Only cost(down) is divided. Put the difference into parentheses.",
            ),
            slip(
                "gradient[i, j] = (cost(up) - cost(down)) / (2 * epsilon)",
                "gradient += (cost(up) - cost(down)) / (2 * epsilon)",
                says="The slopes of all entries are added up in all entries. Each goes into its "
                "own place: gradient[i, j].",
            ),
            slip(
                "up[i, j] += epsilon",
                "up[i, j] *= 1 + epsilon",
                "down[i, j] -= epsilon",
                "down[i, j] *= 1 - epsilon",
                says="The entries are stretched by 1 + epsilon. Add epsilon, and subtract it.",
            ),
            slip(
                "up[i, j] += epsilon",
                "up += epsilon",
                "down[i, j] -= epsilon",
                "down -= epsilon",
                says="All entries are bumped at once. Bump one, and leave the others alone.",
            ),
            slip(
                "    gradient = np.zeros(W.shape)",
                "    gradient, moved = np.zeros(W.shape), W.copy()",
                "up, down = W.copy(), W.copy()",
                "up, down = moved.copy(), moved.copy()",
                "            down[i, j] -= epsilon",
                "            down[i, j] -= epsilon\n            moved[i, j] += epsilon",
                says="An entry that was bumped is not put back, so the later ones are measured "
                "somewhere else. Take a fresh copy of W for each entry.",
            ),
        ),
        hints=(
            "Bump one entry up and down, and see how much the cost changes.",
            "For each i, j: two copies of W, one with + epsilon and one with - epsilon at [i, j].",
            "W.copy() makes a copy. The slope is the difference of the two costs over the "
            "distance of the two copies, and that is not epsilon. Mind the parentheses.",
        ),
    ),
    FunctionExercise(
        name="gradient_check",
        page=PAGE,
        title="the relative difference of two gradients",
        reference=my_gradient_check,
        cases=(
            (np.array([[1.0]]), np.array([[3.0]])),
            (np.array([[3.0, 4.0]]), np.array([[3.0, 4.0]])),
            (np.array([[3.0, 4.0]]), np.array([[0.0, 0.0]])),
            (np.array([[1.0, -2.0], [0.5, 1.0]]), np.array([[-1.0, 2.0], [1.5, 0.5]])),
            (numbers(471, 2, 3), numbers(472, 2, 3)),
            (numbers(473, 4, 1), 1.1 * numbers(473, 4, 1)),
        ),
        misconceptions=(
            slip(
                "difference / (np.linalg.norm(gradient) + np.linalg.norm(numerical))",
                "difference",
                says="This is the difference itself. Whether it is large depends on the size of "
                "the gradients: divide by the sum of their norms.",
            ),
            slip(
                "(np.linalg.norm(gradient) + np.linalg.norm(numerical))",
                "np.linalg.norm(gradient)",
                says="Below the line is the sum of both norms; |n| is missing. With one only, a "
                "gradient of zeros would be divided by 0.",
            ),
            slip(
                "difference / (np.linalg.norm(gradient) + np.linalg.norm(numerical))",
                "difference**2 / (np.sum(gradient**2) + np.sum(numerical**2))",
                says="The norms are squared: the square roots are missing.",
            ),
            slip(
                "difference / (np.linalg.norm(gradient) + np.linalg.norm(numerical))",
                "difference / np.linalg.norm(gradient + numerical)",
                says="Below the line is the sum of the norms, not the norm of the sum: opposite "
                "gradients would give 0 there.",
            ),
            slip(
                "difference / (np.linalg.norm(gradient) + np.linalg.norm(numerical))",
                "difference / np.linalg.norm(gradient) + np.linalg.norm(numerical)",
                says="Parentheses: without them the second norm is added to the fraction.",
            ),
            slip(
                "(np.linalg.norm(gradient) + np.linalg.norm(numerical))",
                "np.linalg.norm(numerical)",
                says="Below the line is the sum of both norms; |g| is missing.",
            ),
            slip(
                "(np.linalg.norm(gradient) + np.linalg.norm(numerical))",
                "max(np.linalg.norm(gradient), np.linalg.norm(numerical))",
                says="Below the line is the larger of the two norms here. It is their sum.",
            ),
            slip(
                "(np.linalg.norm(gradient) + np.linalg.norm(numerical))",
                "(np.linalg.norm(gradient) * np.linalg.norm(numerical) + 1e-12)",
                says="Below the line the two norms are multiplied. They are added.",
            ),
            slip(
                "np.linalg.norm(gradient - numerical)",
                "np.linalg.norm(gradient - numerical, 2)",
                "(np.linalg.norm(gradient) + np.linalg.norm(numerical))",
                "(np.linalg.norm(gradient, 2) + np.linalg.norm(numerical, 2))",
                says="np.linalg.norm(..., 2) of a matrix is its spectral norm, the largest "
                "factor by which it stretches. Without the 2 it is the Euclidean norm of all "
                "entries.",
            ),
            slip(
                "np.linalg.norm(gradient - numerical)",
                "np.max(np.abs(gradient - numerical))",
                "(np.linalg.norm(gradient) + np.linalg.norm(numerical))",
                "(np.max(np.abs(gradient)) + np.max(np.abs(numerical)))",
                says="These are the largest entries. The Euclidean norm takes all of them.",
            ),
            slip(
                "difference / (np.linalg.norm(gradient) + np.linalg.norm(numerical))",
                "difference / np.sqrt(np.linalg.norm(gradient) ** 2 + np.linalg.norm(numerical) "
                "** 2)",
                says="Below the line the squares are added, and then the root is taken. It is "
                "the sum of the two norms.",
            ),
            slip(
                "difference / (np.linalg.norm(gradient) + np.linalg.norm(numerical))",
                "float(difference > 1e-7)",
                says="This says only whether it is large. The relative difference itself is "
                "wanted.",
            ),
            slip(
                "np.linalg.norm(gradient - numerical)",
                "np.linalg.norm(gradient + numerical)",
                says="Above the line the two are added. It is the norm of their difference.",
            ),
            slip(
                "difference / (np.linalg.norm(gradient) + np.linalg.norm(numerical))",
                "difference**2 / (np.linalg.norm(gradient) + np.linalg.norm(numerical))",
                says="The norm above the line is squared: the square root is missing there.",
            ),
            slip(
                "difference / (np.linalg.norm(gradient) + np.linalg.norm(numerical))",
                "np.sum(np.abs(gradient - numerical)) / np.sum(np.abs(gradient) + "
                "np.abs(numerical))",
                says="These are sums of absolute values. The Euclidean norm squares the "
                "entries, adds up, and takes the root.",
            ),
            slip(
                "difference / (np.linalg.norm(gradient) + np.linalg.norm(numerical))",
                "np.mean(np.abs(gradient - numerical) / (np.abs(gradient) + np.abs(numerical) + "
                "1e-12))",
                says="The fractions are taken entry by entry, and then averaged. Take the norms "
                "of the whole arrays first, then one fraction.",
            ),
            slip(
                "difference / (np.linalg.norm(gradient) + np.linalg.norm(numerical))",
                "2 * difference / (np.linalg.norm(gradient) + np.linalg.norm(numerical))",
                says="It is twice as large: the sum of the norms is not halved.",
            ),
            slip(
                "np.linalg.norm(gradient - numerical)",
                "abs(np.sum(gradient - numerical))",
                says="In a plain sum differences of opposite sign cancel. The norm squares them "
                "first.",
            ),
            slip(
                "np.linalg.norm(gradient - numerical)",
                "np.max(np.abs(gradient - numerical))",
                says="This is the largest difference. The Euclidean norm takes all of them.",
            ),
            slip(
                "np.linalg.norm(gradient - numerical)",
                "np.linalg.norm(gradient) - np.linalg.norm(numerical)",
                says="Two gradients of one length can point in different directions. Subtract "
                "first, then take the norm.",
            ),
            slip(
                "np.linalg.norm(gradient - numerical)",
                "abs(np.linalg.norm(gradient) - np.linalg.norm(numerical))",
                says="These are two lengths, and equal lengths can point in different "
                "directions. Subtract the gradients first, then take the norm.",
            ),
        ),
        hints=(
            "How large is the difference, compared with how large the gradients are?",
            "np.linalg.norm gives the square root of the sum of all squares of an array.",
            "The norm of the difference, divided by the sum of the two norms.",
        ),
        remark="Below 1e-7 the gradient is right; above 1e-3 it is wrong.",
    ),
    ValueExercise(
        name="planted_mistakes",
        page=PAGE,
        title="find two planted mistakes by measuring gradients",
        question=(
            "backward_a and backward_b hold one mistake each, in one formula of one layer, 1 to 4. "
            "The formulas: 1 is dZ = dA * g'(Z), 2 is dW, 3 is db, 4 is dA_prev. Where is it?"
        ),
        answer_name="planted_mistakes",
        value={"a: layer": 3, "a: formula": 2, "b: layer": 2, "b: formula": 1},
        misconceptions=(
            (
                {"a: layer": 3, "a: formula": 1},
                "If dZ of layer 3 were wrong in a, so would be db of layer 3 and everything in the "
                "layers below. Are they?",
            ),
            (
                {"a: layer": 3, "a: formula": 3},
                "In a db of layer 3 is right. Which array of layer 3 is not?",
            ),
            (
                {"a: layer": 3, "a: formula": 4},
                "dA_prev of layer 3 is used in the layers below only. In a these are right.",
            ),
            (
                {"a: layer": 2},
                "In a, which array is the only one that differs from what was measured? Its number "
                "is the layer.",
            ),
            (
                {"b: layer": 1},
                "In b layer 1 is wrong too, but it got what came from above. Go down from layer 4: "
                "where does the first difference show?",
            ),
            (
                {"b: layer": 3},
                "In b the gradients of layer 3 are right, so its dZ is right. A factor or a sign "
                "lost in its dA_prev would change all norms below alike, and those of dW2 and db2 "
                "differ. Look further down.",
            ),
            (
                {"b: layer": 2, "b: formula": 2},
                "In b dW of layer 2 is wrong, but db of layer 2 is wrong as well: look for what "
                "both are made of.",
            ),
            (
                {"b: layer": 2, "b: formula": 3},
                "In b db of layer 2 is wrong, but dW of layer 2 is wrong as well: look for what "
                "both are made of.",
            ),
            (
                {"b: layer": 2, "b: formula": 4},
                "dA_prev of layer 2 is used in layer 1 only. In b layer 2 itself is wrong already.",
            ),
        ),
        explanation=(
            "In a, dW of layer 3 alone is wrong, and ten times too large: its 1/m is missing, with "
            "ten examples. In b, everything from layer 2 down is wrong and everything above is "
            "right: dZ of layer 2, where the slope of ReLU has been left out."
        ),
        hints=(
            "Backward goes from the last layer down to the first. Read the table in this order, "
            "and stop at the first array that differs.",
            "A wrong dZ spoils dW and db of its layer and all layers below. A wrong dW spoils "
            "nothing else.",
            "In a one array differs, in b four do. What do dW and db of one layer have in common?",
        ),
        remark="Which arrays are right says as much as which are wrong.",
    ),
    LineExercise(
        name="spot_average_twice",
        page=PAGE,
        title="find the faulty line: where the mean is taken",
        answer_name="line_in_two_layers",
        given=(
            "Backward through two layers, relu in the first. X is (n_x, m), Y is (1, m), Z1 and "
            "A1 are (n_1, m)."
        ),
        lines=(
            "m = X.shape[1]",
            "dZ2 = (A2 - Y) / m",
            "dW2 = dZ2 @ A1.T / m",
            "dA1 = W2.T @ dZ2",
            "dZ1 = dA1 * (Z1 > 0)",
            "dW1 = dZ1 @ X.T / m",
        ),
        faulty_line=2,
        repaired="dZ2 = A2 - Y",
        explanation=(
            "The mean is taken once, in dW and db. With 1/m in dZ2 as well, every gradient is m "
            "times too small: training crawls, and no shape and no sign tells you why."
        ),
        innocent=(
            (1, "Columns are examples, so m is the number of columns of X."),
            (3, "This is where the mean belongs."),
            (4, "Back through W2, transposed; nothing is averaged here."),
            (5, "The slope of relu: 1 where Z1 is above 0, else 0."),
            (6, "This is where the mean belongs."),
        ),
        hints=(
            "1/m should come in once for every gradient. Count.",
            "How many divisions lie on the way from A2 - Y to dW2? And to dW1?",
            "Two lines are right to divide by m; a third one does it, too.",
        ),
    ),
    FunctionExercise(
        name="update_parameters",
        page=PAGE,
        title="one step for every parameter",
        reference=my_update_parameters,
        cases=tuple(
            (
                params,
                {
                    f"d{key}": numbers(450 + i, *value.shape)
                    for i, (key, value) in enumerate(params.items())
                },
                learning_rate,
            )
            for (_, params, _), learning_rate in zip(_DATA[:4], (0.5, 0.1, 2.0, 0.01), strict=True)
        ),
        misconceptions=(
            slip(
                "params[key] - learning_rate",
                "params[key] + learning_rate",
                says="The sign is flipped: this climbs. Subtract the gradient.",
            ),
            slip("learning_rate * grads", "grads", says="The learning rate is missing."),
            slip(
                "learning_rate * grads",
                "0.01 * grads",
                says="The learning rate is fixed at 0.01 here. It is an argument.",
            ),
            slip(
                'learning_rate * grads["d" + key]',
                'grads["d" + key] / learning_rate',
                says="The step is the gradient times the learning rate, not divided by it.",
            ),
            slip(
                "for key in params}",
                "if key[1:] == '1' else params[key] for key in params}",
                says="Only the first layer is updated. The loop must reach every layer.",
            ),
            slip(
                '{key: params[key] - learning_rate * grads["d" + key] for key in params}',
                "dict(params)",
                says="The parameters come back as they were.",
            ),
            slip(
                'params[key] - learning_rate * grads["d" + key]',
                '(params[key] - learning_rate) * grads["d" + key]',
                says="The parentheses hold too much: the learning rate multiplies the gradient, "
                "and the product is subtracted.",
            ),
            slip(
                'grads["d" + key]',
                'np.sign(grads["d" + key])',
                says="Only the signs of the gradients count here. Multiply by the gradients.",
            ),
            slip(
                'grads["d" + key]',
                'np.mean(grads["d" + key])',
                says="The gradients are averaged over a whole array. Each parameter has its own.",
            ),
            slip(
                "learning_rate * grads",
                "2 * learning_rate * grads",
                says="The step is taken twice.",
            ),
            slip(
                'params[key] - learning_rate * grads["d" + key]',
                'grads["d" + key]',
                says="These are the gradients. The new parameters are the old ones minus a step.",
            ),
            slip(
                'params[key] - learning_rate * grads["d" + key]',
                'grads["d" + key] - learning_rate * params[key]',
                says="Parameters and gradients have changed places: old parameter minus rate "
                "times gradient.",
            ),
            slip(
                "params[key] - learning_rate * grads",
                "params[key] * (1 - learning_rate) - 0 * grads",
                says="This shrinks the parameters themselves. Subtract the gradient.",
            ),
            slip(
                "for key in params}",
                "if key[0] == 'W' else params[key] for key in params}",
                says="The biases stay as they were. They are parameters, too.",
            ),
            slip(
                "for key in params}",
                "if key[0] == 'b' else params[key] for key in params}",
                says="The weights stay as they were.",
            ),
            slip(
                "for key in params}",
                "if key[1:] == str(len(params) // 2) else params[key] for key in params}",
                says="Only the last layer is updated. The loop must reach every layer.",
            ),
            slip(
                "for key in params}",
                "if key[1:] != str(len(params) // 2) else params[key] for key in params}",
                says="The last layer is left out: range(1, L) stops before L.",
            ),
            slip(
                "params[key] - learning_rate",
                "-learning_rate",
                says="These are the steps alone. Add them to the parameters.",
            ),
            slip(
                "{key:",
                '{"d" + key:',
                says="The values are right, but the keys are those of grads. Use those of params.",
            ),
        ),
        hints=(
            'Every parameter key has its gradient under "d" + key.',
            "Loop over the keys of params and build a new dict.",
            "For each key: the old array, minus, learning_rate times the gradient under that "
            "key. Write the result into the new dict, not into params.",
        ),
    ),
)
