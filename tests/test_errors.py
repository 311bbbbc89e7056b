"""Every way to break the contracts that we could think of, and what the message must say.

Each row: what is wrong, the call, the exception's type, and four pieces of its message: the
argument's name, what came, what was expected, and what to do.
"""
# ruff: noqa: E501  (one line a row)

import os

import h5py
import numpy as np
import pytest

from nnhelpers import (
    Network,
    Span,
    Trainer,
    accuracy,
    activation_backward,
    binary_cross_entropy,
    binary_cross_entropy_derivative,
    cross_entropy,
    gradient_check,
    gradient_descent,
    leaky_relu,
    linear_backward,
    linear_forward,
    load_params,
    mean_squared_error,
    member,
    numerical_gradients,
    relu,
    save_params,
    sigmoid,
    softmax,
    stack,
    sweep,
    tanh,
    train,
)

RNG = np.random.default_rng(1)
NET = Network((2, 3, 1), "tanh")
SOFT = Network((2, 3, 4), "tanh", "softmax")
P = NET.initialize(rng=RNG)
P_SOFT = SOFT.initialize(rng=RNG)
P_OTHER = Network((2, 4, 1)).initialize(rng=RNG)
STACK = stack([P, P])
X = RNG.standard_normal((2, 7))
Y = np.array([[0.0, 1, 1, 0, 1, 0, 0]])
K = np.array([0, 1, 2, 3, 3, 2, 1])  # class indices
Y_SOFT = np.eye(4)[:, K]
CACHE = NET.forward(X, P)
GRADS = NET.backward(CACHE, P, Y)
SPAN = Span(X)


def replaced(params, **arrays):
    return {**params, **arrays}


def without(params, key):
    return {name: array for name, array in params.items() if name != key}


def holding(array, value):
    array = array.copy()
    array.flat[3] = value
    return array


V, T, F, I = ValueError, TypeError, FileNotFoundError, IndexError

# fmt: off
ARCHITECTURE = [
    ("one layer size", lambda: Network((5,)), V, "layer_sizes", "(5,)", "at least two", "(12288, 1)"),
    ("no layer size", lambda: Network(()), V, "layer_sizes", "()", "at least two", "(12288, 1)"),
    ("a number for the sizes", lambda: Network(5), V, "layer_sizes", "5", "at least two", "(12288, 1)"),
    ("None for the sizes", lambda: Network(None), V, "layer_sizes", "None", "at least two", "(12288, 1)"),
    ("a size of zero", lambda: Network((2, 0, 1)), V, "layer_sizes[1]", "0", "at least 1", "Pass"),
    ("a negative size", lambda: Network((-2, 1)), V, "layer_sizes[0]", "-2", "at least 1", "Pass"),
    ("a fractional size", lambda: Network((2, 2.5, 1)), V, "layer_sizes[1]", "2.5", "whole number", "Pass"),
    ("a size in words", lambda: Network((2, "three", 1)), V, "layer_sizes[1]", "'three'", "whole number", "Pass"),
    ("a truth value for a size", lambda: Network((2, True)), V, "layer_sizes[1]", "True", "whole number", "Pass"),
    ("a list of sizes", lambda: Network([2, 3, 1]), T, "layer_sizes", "list", "tuple", "tuple(layer_sizes)"),
    ("an array of sizes", lambda: Network(np.array([2, 1])), T, "layer_sizes", "ndarray", "tuple", "tuple(layer_sizes)"),
    ("a list of activations", lambda: Network((2, 3, 1), ["tanh"]), T, "hidden", "list", "tuple", "tuple(hidden)"),
    ("ragged sizes", lambda: Network([[2], [3, 1]]), V, "layer_sizes", "[[2], [3, 1]]", "at least two", "(12288, 1)"),
    ("ragged activations", lambda: Network((2, 3, 3, 1), (["tanh"], ["tanh", "relu"])), V, "hidden", "['tanh']", "sigmoid, tanh", "Choose"),
    ("softmax with one unit", lambda: Network((2, 1), output="softmax"), V, "layer_sizes", "1 unit", "at least 2 classes", "output='sigmoid'"),
    ("unknown hidden activation", lambda: Network((2, 3, 1), "rellu"), V, "hidden", "'rellu'", "sigmoid, tanh, relu, leaky_relu, identity", "Choose"),
    ("capital letters", lambda: Network((2, 3, 1), "ReLU"), V, "hidden", "'ReLU'", "sigmoid, tanh, relu, leaky_relu, identity", "Choose"),
    ("softmax in the middle", lambda: Network((2, 3, 1), "softmax"), V, "hidden", "'softmax'", "sigmoid, tanh, relu, leaky_relu, identity", "Choose"),
    ("one unknown of several", lambda: Network((2, 3, 3, 1), ("tanh", "step")), V, "hidden", "'step'", "sigmoid, tanh, relu", "Choose"),
    ("too few activations", lambda: Network((2, 3, 3, 1), ("tanh",)), V, "hidden", "('tanh',)", "2 hidden", "one"),
    ("too many activations", lambda: Network((2, 3, 1), ["tanh", "relu", "tanh"]), V, "hidden", "'relu'", "1 hidden", "one"),
    ("None for hidden", lambda: Network((2, 3, 1), None), V, "hidden", "None", "1 hidden", "Choose"),
    ("a number for hidden", lambda: Network((2, 3, 1), 5), V, "hidden", "5", "1 hidden", "Choose"),
    ("unknown output", lambda: Network((2, 1), output="relu"), V, "output", "'relu'", "sigmoid", "Choose"),
    ("None for the output", lambda: Network((2, 1), output=None), V, "output", "None", "sigmoid", "Choose"),
    ("unknown loss", lambda: Network((2, 1), loss="mse"), V, "loss", "'mse'", "binary_cross_entropy, cross_entropy, mean_squared_error", "Choose"),
    ("a loss that needs softmax", lambda: Network((2, 1), loss="cross_entropy"), V, "loss", "'cross_entropy'", "output='sigmoid' goes with", "Change"),
    ("a loss that needs sigmoid", lambda: Network((2, 2), output="identity", loss="binary_cross_entropy"), V, "loss", "'binary_cross_entropy'", "mean_squared_error", "Change"),
    ("a slope of one", lambda: Network((2, 3, 1), "leaky_relu", leaky_slope=1), V, "leaky_slope", "1", "[0, 1)", "0.01"),
    ("a negative slope", lambda: Network((2, 3, 1), "leaky_relu", leaky_slope=-0.1), V, "leaky_slope", "-0.1", "[0, 1)", "0.01"),
    ("a slope in words", lambda: Network((2, 3, 1), "leaky_relu", leaky_slope="small"), V, "leaky_slope", "'small'", "[0, 1)", "0.01"),
]
INITIAL = [
    ("a slip of the keyboard in a size", lambda: Network((2, 10**9, 1)).initialize(), V, "layer_sizes", "4,000,000,001", "at most 100,000,000", "smaller"),
    ("unknown initializer", lambda: NET.initialize("glorot"), V, "init", "'glorot'", "zeros, random, xavier, he", "Choose"),
    ("a seed for a generator", lambda: NET.initialize(rng=1), T, "rng", "1", "numpy.random.Generator", "default_rng(1)"),
    ("an old RandomState", lambda: NET.initialize(rng=np.random.RandomState(1)), T, "rng", "RandomState", "numpy.random.Generator", "default_rng(1)"),
    ("a negative scale", lambda: NET.initialize("random", scale=-1), V, "scale", "-1", "[0, inf]", "Pass"),
    ("an infinite scale", lambda: NET.initialize("random", scale=np.inf), V, "scale", "inf", "finite", "Pass"),
    ("a scale in words", lambda: NET.initialize("random", scale="big"), V, "scale", "'big'", "number", "Pass"),
]
INPUTS = [
    ("X transposed", lambda: NET.forward(X.T, P), V, "X", "(7, 2)", "(2, m)", "X.T"),
    ("X with too many rows", lambda: NET.forward(np.ones((3, 7)), P), V, "X", "(3, 7)", "(2, m)", "2 rows"),
    ("one example of rank 1", lambda: NET.forward(X[:, 0], P), V, "X", "(2,)", "(2, m)", "X.reshape(-1, 1)"),
    ("images not unrolled", lambda: NET.forward(np.ones((7, 4, 4, 3)), P), V, "X", "(7, 4, 4, 3)", "(2, m)", "X.reshape(X.shape[0], -1).T"),
    ("no example", lambda: NET.forward(X[:, :0], P), V, "X", "(2, 0)", "(2, m)", "at least one"),
    ("NaN in X", lambda: NET.forward(holding(X, np.nan), P), V, "X", "1 value", "finite", "X[0, 3]"),
    ("infinity in X", lambda: NET.forward(holding(X, -np.inf), P), V, "X", "infinite", "finite", "leave out"),
    ("None for X", lambda: NET.forward(None, P), T, "X", "NoneType", "real numbers", "dtype=float"),
    ("text for X", lambda: NET.forward([["a"], ["b"]], P), T, "X", "<U1", "real numbers", "dtype=float"),
    ("complex X", lambda: NET.forward(X + 1j, P), T, "X", "complex128", "real numbers", "dtype=float"),
    ("rows of different lengths", lambda: NET.forward([[1, 2], [3]], P), T, "X", "list", "real numbers", "dtype=float"),
    ("X transposed in predict", lambda: NET.predict(X.T, P), V, "X", "(7, 2)", "(2, m)", "X.T"),
    ("X transposed in train", lambda: train(NET, X.T, Y), V, "X", "(7, 2)", "(2, m)", "X.T"),
    ("NaN in X in train", lambda: train(NET, holding(X, np.nan), Y), V, "X", "NaN", "finite", "Repair"),
    ("keep_prob zero", lambda: NET.forward(X, P, keep_prob=0), V, "keep_prob", "0", "1]", "1.0 keeps"),
    ("keep_prob in per cent", lambda: NET.forward(X, P, keep_prob=80), V, "keep_prob", "80", "1]", "1.0 keeps"),
    ("a seed for dropout", lambda: NET.forward(X, P, keep_prob=0.5, rng=3), T, "rng", "3", "numpy.random.Generator", "default_rng(1)"),
]
PARAMETERS = [
    ("params of another network", lambda: NET.forward(X, P_OTHER), V, "params['W1']", "(4, 2)", "(3, 2)", "another network"),
    ("a missing key", lambda: NET.forward(X, without(P, "b2")), V, "params", "missing: ['b2']", "'W1', 'b1', 'W2', 'b2'", "another network"),
    ("a key too many", lambda: NET.forward(X, replaced(P, W3=np.ones((1, 1)))), V, "params", "W3", "'W1', 'b1', 'W2', 'b2'", "another network"),
    ("a list of params", lambda: NET.forward(X, [P]), T, "params", "list", "dict", "W1, b1, W2, b2"),
    ("None for params", lambda: NET.forward(X, None), T, "params", "NoneType", "dict", "W1, b1, W2, b2"),
    ("b of rank 1", lambda: NET.forward(X, replaced(P, b1=np.zeros(3))), V, "params['b1']", "(3,)", "(3, 1)", "another network"),
    ("W transposed", lambda: NET.forward(X, replaced(P, W1=P["W1"].T)), V, "params['W1']", "(2, 3)", "(3, 2)", "another network"),
    ("integers for W", lambda: NET.forward(X, replaced(P, W1=np.ones((3, 2), int))), T, "params['W1']", "int64", "floating-point", "dtype=float"),
    ("a list for W", lambda: NET.forward(X, replaced(P, W1=P["W1"].tolist())), T, "params['W1']", "list", "NumPy array", "np.asarray(params['W1'], dtype=float)"),
    ("NaN in W", lambda: NET.forward(X, replaced(P, W1=P["W1"] * np.nan)), V, "params['W1']", "NaN", "finite", "smaller learning_rate"),
    ("half a stack", lambda: NET.forward(X, replaced(STACK, b1=P["b1"])), V, "params", "(2,)", "stack axis", "stack([...])"),
    ("stacks of two sizes", lambda: NET.forward(X, replaced(STACK, b1=stack([P, P, P])["b1"])), V, "params", "(3,)", "one K", "stack([...])"),
    ("two stack axes", lambda: NET.forward(X, {k: a[None, None] for k, a in P.items()}), V, "params['W1']", "(1, 1, 3, 2)", "(3, 2)", "another network"),
    ("params of another network in train", lambda: train(NET, X, Y, P_OTHER), V, "params['W1']", "(4, 2)", "(3, 2)", "another network"),
]
TARGETS = [
    ("Y of rank 1", lambda: NET.cost(CACHE, Y[0]), V, "Y", "(7,)", "(1, 7)", "Y.reshape(1, -1)"),
    ("Y transposed", lambda: NET.cost(CACHE, Y.T), V, "Y", "(7, 1)", "(1, 7)", "Y.T"),
    ("Y of other examples", lambda: NET.cost(CACHE, Y[:, :5]), V, "Y", "(1, 5)", "(1, 7)", "same examples"),
    ("labels -1 and 1", lambda: NET.cost(CACHE, 2 * Y - 1), V, "Y", "-1", "0 or 1", "(Y + 1) / 2"),
    ("labels 1 and 2", lambda: NET.cost(CACHE, Y + 1), V, "Y", "2.0", "0 or 1", "0, 1"),
    ("probabilities as labels", lambda: NET.cost(CACHE, 0.3 * Y), V, "Y", "0.3", "0 or 1", "0, 1"),
    ("NaN in Y", lambda: NET.cost(CACHE, holding(Y, np.nan)), V, "Y", "NaN", "finite", "Y[0, 3]"),
    ("text for Y", lambda: NET.cost(CACHE, Y.astype(str)), T, "Y", "<U", "real numbers", "dtype=float"),
    ("None for Y", lambda: NET.cost(CACHE, None), T, "Y", "NoneType", "real numbers", "dtype=float"),
    ("one-hot columns for a sigmoid", lambda: NET.cost(CACHE, np.vstack([Y, 1 - Y])), V, "Y", "(2, 7)", "(1, 7)", "1 output unit"),
    ("class indices for softmax, rank 1", lambda: train(SOFT, X, K), V, "Y", "(7,)", "(4, 7)", "np.eye(4)"),
    ("class indices for softmax, a row", lambda: train(SOFT, X, K[None]), V, "Y", "(1, 7)", "(4, 7)", "np.eye(4)"),
    ("one-hot rows for softmax", lambda: train(SOFT, X, Y_SOFT.T), V, "Y", "(7, 4)", "(4, 7)", "Y.T"),
    ("columns with two ones", lambda: train(SOFT, X, np.maximum(Y_SOFT, np.eye(4)[:, :1])), V, "Y", "not one-hot", "one 1 in each column", "np.eye(4)[:, k]"),
    ("columns with no one", lambda: train(SOFT, X, 0 * Y_SOFT), V, "Y", "not one-hot", "one 1 in each column", "np.eye(4)[:, k]"),
    ("soft labels for softmax", lambda: train(SOFT, X, np.full((4, 7), 0.25)), V, "Y", "not one-hot", "one 1 in each column", "np.eye(4)[:, k]"),
    ("Y of rank 1 in backward", lambda: NET.backward(CACHE, P, Y[0]), V, "Y", "(7,)", "(1, 7)", "Y.reshape(1, -1)"),
    ("Y of rank 1 in train", lambda: train(NET, X, Y[0]), V, "Y", "(7,)", "(1, 7)", "Y.reshape(1, -1)"),
    ("NaN in real targets", lambda: train(Network((2, 1), output="identity"), X, holding(Y, np.inf)), V, "Y", "infinite", "finite", "Repair"),
]
CACHES = [
    ("an empty cache", lambda: NET.cost({}, Y), V, "cache", "[]", "Z2", "net.forward(X, params)"),
    ("Y_hat for the cache", lambda: NET.cost(CACHE["A2"], Y), V, "cache", "ndarray", "Z2", "net.forward(X, params)"),
    ("a cache of another network", lambda: NET.backward(Network((2, 1)).forward(X, Network((2, 1)).initialize()), P, Y), V, "cache", "'Z1'", "Z2", "net.forward(X, params)"),
    ("a cache without Z1", lambda: NET.backward(without(CACHE, "Z1"), P, Y), V, "cache", "'A0'", "Z1", "net.forward(X, params)"),
    ("a cache of lists", lambda: NET.backward({k: a.tolist() for k, a in CACHE.items()}, P, Y), V, "cache", "'Z1'", "an array of shape", "net.forward(X, params)"),
    ("a cache with one list", lambda: NET.backward(replaced(CACHE, A1=CACHE["A1"].tolist()), P, Y), V, "cache", "'A1'", "an array of shape (3, m)", "net.forward(X, params)"),
    ("a ragged cache", lambda: NET.cost({"Z2": [[1], [2, 3]], "A2": 1}, Y), V, "cache", "'Z2'", "an array of shape", "net.forward(X, params)"),
    ("no params for deltas", lambda: NET.deltas(CACHE, None, Y), T, "params", "NoneType", "dict", "W1, b1, W2, b2"),
    ("no params for backward", lambda: NET.backward(CACHE, None, Y), T, "params", "NoneType", "dict", "W1, b1, W2, b2"),
    ("a penalty on other weights", lambda: NET.cost(CACHE, Y, params={}, l2=0.1), V, "params", "[]", "'W1', 'b1', 'W2', 'b2'", "another network"),
    ("grads where params belong", lambda: NET.backward(CACHE, GRADS, Y), V, "params", "dW1", "'W1'", "another network"),
    ("a penalty without weights", lambda: NET.cost(CACHE, Y, l2=0.1), V, "params", "None", "l2=0.1 needs the weights", "params=params"),
    ("an absolute penalty without weights", lambda: NET.cost(CACHE, Y, l1=0.1), V, "params", "None", "l1=0.1 needs the weights", "params=params"),
    ("a negative absolute penalty", lambda: NET.backward(CACHE, P, Y, l1=-1), V, "l1", "-1", "[0, 1e+09]", "0 means no penalty"),
    ("a negative penalty", lambda: NET.cost(CACHE, Y, P, l2=-1), V, "l2", "-1", "[0, 1e+09]", "0 means no penalty"),
    ("a penalty that is not a number", lambda: NET.backward(CACHE, P, Y, l2=np.nan), V, "l2", "nan", "finite", "0 means no penalty"),
    ("cache of one, params of two networks", lambda: NET.backward(CACHE, STACK, Y), V, "cache and params", "(1, 7)", "2 networks", "net.forward(X, params)"),
    ("cache of two, params of one network", lambda: NET.backward(NET.forward(X, STACK), P, Y), V, "cache and params", "(2, 1, 7)", "one network", "net.forward(X, params)"),
]
STEPS = [
    ("W transposed in a linear step", lambda: linear_forward(X, P["W1"].T, P["b1"]), V, "W", "(2, 3)", "(n_l, n_prev)", "transposed W"),
    ("b of rank 1 in a linear step", lambda: linear_forward(X, P["W1"], np.zeros(3)), V, "b", "(3,)", "(n_l, 1)", "rank-1 b"),
    ("b as a row", lambda: linear_forward(X, P["W1"], np.zeros((1, 3))), V, "b", "(1, 3)", "(n_l, 1)", "rank-1 b"),
    ("one example of rank 1 in a linear step", lambda: linear_forward(X[:, 0], P["W1"], P["b1"]), V, "A_prev", "(2,)", "(n_prev, m)", "Check"),
    ("dZ transposed", lambda: linear_backward(np.ones((7, 3)), X, P["W1"]), V, "dZ", "(7, 3)", "(n_l, m)", "transposed"),
    ("W transposed backwards", lambda: linear_backward(np.ones((3, 7)), X, P["W1"].T), V, "W", "(2, 3)", "(n_l, n_prev)", "transposed"),
    ("dZ of other examples", lambda: linear_backward(np.ones((3, 5)), X, P["W1"]), V, "dZ", "(3, 5)", "(n_l, m)", "Check"),
    ("text in a linear step", lambda: linear_forward("X", P["W1"], P["b1"]), T, "A_prev", "str", "real numbers", "dtype=float"),
    ("dZ stacked, W not", lambda: linear_backward(np.ones((3, 3, 7)), X, P["W1"]), V, "dZ", "(3, 3, 7)", "(n_l, m)", "Check"),
    ("inputs stacked, W not", lambda: linear_forward(np.ones((3, 2, 7)), P["W1"], P["b1"]), V, "A_prev", "(3, 2, 7)", "(n_prev, m)", "Check"),
    ("unknown activation", lambda: activation_backward(X, X, "swish"), V, "name", "'swish'", "sigmoid, tanh, relu, leaky_relu, identity, softmax", "Choose"),
    ("dA that would broadcast", lambda: activation_backward(X[:1], X, "relu"), V, "dA", "(1, 7)", "(2, 7)", "Reshape"),
    ("dA transposed", lambda: activation_backward(X.T, X, "tanh"), V, "dA", "(7, 2)", "(2, 7)", "Reshape"),
    ("a slope out of range", lambda: activation_backward(X, X, "leaky_relu", leaky_slope=2), V, "leaky_slope", "2", "[0, 1)", "0.01"),
    ("softmax of rank 1", lambda: softmax(np.array([1.0, 2.0])), V, "Z", "(2,)", "(n, m)", "Z.reshape(-1, 1)"),
    ("text for sigmoid", lambda: sigmoid("a"), T, "Z", "<U1", "real numbers", "dtype=float"),
    ("None for sigmoid", lambda: sigmoid(None), T, "Z", "object", "real numbers", "dtype=float"),
    ("text for relu", lambda: relu("a"), T, "Z", "<U1", "real numbers", "dtype=float"),
    ("None for tanh", lambda: tanh(None), T, "Z", "object", "real numbers", "dtype=float"),
    ("None for softmax", lambda: softmax(None), T, "Z", "object", "real numbers", "dtype=float"),
    ("text for leaky_relu", lambda: leaky_relu("a"), T, "Z", "<U1", "real numbers", "dtype=float"),
]
LOSSES = [
    ("integers for probabilities", lambda: binary_cross_entropy(np.array([[1, 0]]), [[1, 0]]), T, "A", "int64", "probabilities", "last layer"),
    ("labels for probabilities, logical", lambda: cross_entropy(np.array([[True], [False]]), [[1], [0]]), T, "A", "bool", "probabilities", "last layer"),
    ("Z for probabilities", lambda: binary_cross_entropy(np.array([[3.0, -2.0]]), [[1, 0]]), V, "A", "-2 to 3", "[0, 1]", "not Z"),
    ("per cent for probabilities", lambda: cross_entropy(np.array([[80.0], [20.0]]), [[1], [0]]), V, "A", "20 to 80", "[0, 1]", "Pass A"),
    ("NaN for probabilities", lambda: binary_cross_entropy(np.array([[np.nan]]), [[1]]), V, "A", "nan", "[0, 1]", "Pass A"),
    ("Y that would broadcast", lambda: binary_cross_entropy(np.full((1, 3), 0.5), [1, 0, 1]), V, "Y", "(3,)", "(1, 3)", "Reshape"),
    ("Y that would broadcast wrongly", lambda: mean_squared_error(np.full((2, 3), 0.5), [1, 0, 1]), V, "Y", "(3,)", "(2, 3)", "Reshape"),
    ("Y transposed in a loss", lambda: mean_squared_error(np.full((1, 3), 0.5), [[1], [0], [1]]), V, "Y", "(3, 1)", "(1, 3)", "Reshape"),
    ("one number for Y", lambda: mean_squared_error(np.full((1, 3), 0.5), 1.0), V, "Y", "()", "(1, 3)", "Reshape"),
    ("labels -1 and 1 in a loss", lambda: binary_cross_entropy(np.array([[0.5, 0.5]]), [[-1, 3]]), V, "Y", "-1 to 3", "[0, 1]", "0 and 1"),
    ("labels of 2 in a loss", lambda: cross_entropy(np.array([[0.5], [0.5]]), [[0], [2]]), V, "Y", "0 to 2", "[0, 1]", "0 and 1"),
    ("rank-1 arrays in a loss", lambda: binary_cross_entropy(np.array([0.5, 0.5]), [1, 0]), V, "A", "(2,)", "(n, m)", "A.reshape(-1, 1)"),
    ("single numbers in a loss", lambda: mean_squared_error(0.5, 1.0), V, "A", "()", "(n, m)", "A.reshape(-1, 1)"),
    ("ragged lists in a loss", lambda: mean_squared_error([[1.0], [2.0, 3.0]], [[1.0], [2.0]]), T, "A", "list", "real numbers", "dtype=float"),
    ("ragged lists of probabilities", lambda: cross_entropy([[0.5], [0.5, 0.5]], [[1.0], [0.0]]), T, "A", "list", "real numbers", "dtype=float"),
    ("labels of a rank-1 list", lambda: NET.labels([0.2, 0.7]), V, "A", "(2,)", "(n, m)", "A.reshape(-1, 1)"),
    ("labels of ragged lists", lambda: NET.labels([[0.2], [0.7, 0.1]]), T, "A", "list", "real numbers", "dtype=float"),
    ("a ragged list for W", lambda: NET.forward(X, replaced(P, W1=[[1.0], [2.0, 3.0]])), T, "params['W1']", "list", "NumPy array", "dtype=float"),
    ("seed and rng in a sweep", lambda: sweep(NET, X, Y, learning_rate=[0.1], seed=1, rng=RNG), V, "seed", "1", "one of them", "Leave one out"),
    ("Z in a derivative", lambda: binary_cross_entropy_derivative(np.array([[3.0]]), [[1]]), V, "A", "3", "[0, 1]", "not Z"),
    ("labels and Y of different shapes", lambda: accuracy(Y, Y[:, :5]), V, "labels", "(1, 7)", "(1, m)", "net.predict(X, params)"),
    ("labels of rank 1", lambda: accuracy(Y[0], Y[0]), V, "labels", "(7,)", "(1, m)", "net.predict(X, params)"),
    ("text for labels", lambda: accuracy([["cat"]], [["cat"]]), T, "labels", "<U3", "real numbers", "dtype=float"),
    ("probabilities for labels", lambda: accuracy(CACHE["A2"], Y), V, "labels", "0.", "whole numbers", "net.predict(X, params)"),
]
UPDATES = [
    ("no grads", lambda: gradient_descent(P, {}, 0.1), V, "grads", "[]", "'dW1'", "net.backward(cache, params, Y)"),
    ("params for grads", lambda: gradient_descent(P, P, 0.1), V, "grads", "'W1'", "'dW1'", "net.backward(cache, params, Y)"),
    ("grads of another network", lambda: gradient_descent(P_OTHER, GRADS, 0.1), V, "grads['dW1']", "(3, 2)", "(4, 2)", "net.backward(cache, params, Y)"),
    ("None for grads", lambda: gradient_descent(P, None, 0.1), T, "grads", "NoneType", "dict", "net.backward(cache, params, Y)"),
    ("None for params in an update", lambda: gradient_descent(None, GRADS, 0.1), T, "params", "NoneType", "dict", "net.initialize()"),
    ("learning rate zero", lambda: gradient_descent(P, GRADS, 0), V, "learning_rate", "0", "positive", "0.01"),
    ("negative learning rate", lambda: gradient_descent(P, GRADS, -0.1), V, "learning_rate", "-0.1", "positive", "0.01"),
    ("grads of a stack for one network", lambda: gradient_descent(P, {f"d{k}": a for k, a in STACK.items()}, 0.1), V, "grads['dW1']", "(2, 3, 2)", "(3, 2)", "net.backward(cache, params, Y)"),
]
TRAINING = [
    ("sizes for the network", lambda: train((2, 3, 1), X, Y), T, "net", "tuple", "Network", "Network((n_x"),
    ("learning rate NaN", lambda: train(NET, X, Y, learning_rate=np.nan), V, "learning_rate", "nan", "positive", "0.01"),
    ("learning rate in words", lambda: train(NET, X, Y, learning_rate="fast"), V, "learning_rate", "'fast'", "positive number", "0.01"),
    ("None for the learning rate", lambda: train(NET, X, Y, learning_rate=None), V, "learning_rate", "None", "positive number", "0.01"),
    ("a truth value for the learning rate", lambda: train(NET, X, Y, learning_rate=True), V, "learning_rate", "True", "positive number", "0.01"),
    ("several learning rates", lambda: train(NET, X, Y, learning_rate=[0.1, 0.2]), V, "learning_rate", "[0.1, 0.2]", "one positive number", "sweep("),
    ("ragged learning rates", lambda: train(NET, X, Y, learning_rate=[[1], [2, 3]]), V, "learning_rate", "[[1], [2, 3]]", "one positive number", "sweep("),
    ("rates for a smaller stack", lambda: Trainer(NET, X, Y, STACK, learning_rate=[1, 2, 3]), V, "learning_rate", "[1, 2, 3]", "or 2 of them", "sweep("),
    ("a changed learning rate of zero", lambda: setattr(Trainer(NET, X, Y, P), "learning_rate", 0), V, "learning_rate", "0", "positive", "0.01"),
    ("fractional iterations", lambda: train(NET, X, Y, iterations=1e3), V, "iterations", "1000.0", "whole number", "Pass"),
    ("negative iterations", lambda: train(NET, X, Y, iterations=-1), V, "iterations", "-1", "at least 0", "Pass"),
    ("negative steps", lambda: Trainer(NET, X, Y, P).step(-1), V, "n=", "-1", "at least 0", "Pass"),
    ("a step in words", lambda: Trainer(NET, X, Y, P).step("all"), V, "n=", "'all'", "whole number", "Pass"),
    ("record_every zero", lambda: train(NET, X, Y, record_every=0), V, "record_every", "0", "at least 1", "Pass"),
    ("batch_size zero", lambda: train(NET, X, Y, batch_size=0), V, "batch_size", "0", "at least 1", "Pass"),
    ("batch_size in words", lambda: train(NET, X, Y, batch_size="all"), V, "batch_size", "'all'", "whole number", "Pass"),
    ("unknown optimizer", lambda: train(NET, X, Y, optimizer="sgd"), V, "optimizer", "'sgd'", "gradient_descent, momentum, rmsprop, adam", "Choose"),
    ("unknown decay", lambda: train(NET, X, Y, decay="cosine"), V, "decay", "'cosine'", "1/t, exponential, step", "Choose"),
    ("an empty decay", lambda: train(NET, X, Y, decay=""), V, "decay", "''", "1/t, exponential, step", "Choose"),
    ("negative decay rate", lambda: train(NET, X, Y, decay="1/t", decay_rate=-1), V, "decay_rate", "-1", "[0, inf]", "Pass"),
    ("decay_every zero", lambda: train(NET, X, Y, decay="step", decay_every=0), V, "decay_every", "0", "at least 1", "Pass"),
    ("a misspelt keyword", lambda: train(NET, X, Y, lr=0.1), T, "lr", "0.1", "no such keyword", "learning_rate?"),
    ("a hyperparameter of another optimizer", lambda: train(NET, X, Y, optimizer="momentum", beta1=0.9), T, "beta1", "0.9", "takes beta", "leave beta1 out"),
    ("beta of one", lambda: train(NET, X, Y, optimizer="momentum", beta=1), V, "beta", "1", "[0, 1)", "usually 0.9"),
    ("negative beta2", lambda: train(NET, X, Y, optimizer="adam", beta2=-0.9), V, "beta2", "-0.9", "[0, 1)", "usually 0.999"),
    ("epsilon zero", lambda: train(NET, X, Y, optimizer="rmsprop", epsilon=0), V, "epsilon", "0", "finite number", "usually 1e-08"),
    ("negative l1", lambda: train(NET, X, Y, l1=-0.1), V, "l1", "-0.1", "[0, 1e+09]", "0 means no penalty"),
    ("negative l2", lambda: train(NET, X, Y, l2=-0.1), V, "l2", "-0.1", "[0, 1e+09]", "0 means no penalty"),
    ("keep_prob above one", lambda: train(NET, X, Y, keep_prob=1.5), V, "keep_prob", "1.5", "1]", "1.0 keeps"),
    ("unknown initializer in train", lambda: train(NET, X, Y, init="normal"), V, "init", "'normal'", "zeros, random, xavier, he", "Choose"),
    ("a seed in train", lambda: train(NET, X, Y, rng=42), T, "rng", "42", "numpy.random.Generator", "default_rng(1)"),
    ("validation that is no pair", lambda: train(NET, X, Y, validation=X), T, "validation", "ndarray", "pair (X, Y)", "validation=(X_validation, Y_validation)"),
    ("validation of three", lambda: train(NET, X, Y, validation=(X, Y, Y)), T, "validation", "length 3", "pair (X, Y)", "validation=(X_validation, Y_validation)"),
    ("validation X transposed", lambda: train(NET, X, Y, validation=(X.T, Y)), V, "validation[0]", "(7, 2)", "(2, m)", "validation[0].T"),
    ("validation Y of rank 1", lambda: train(NET, X, Y, validation=(X, Y[0])), V, "validation[1]", "(7,)", "(1, 7)", "validation[1].reshape(1, -1)"),
    ("validation labels -1 and 1", lambda: train(NET, X, Y, validation=(X, 2 * Y - 1)), V, "validation[1]", "-1", "0 or 1", "(validation[1] + 1) / 2"),
    ("validation without Y", lambda: train(NET, X, Y, validation=(X, None)), T, "validation[1]", "NoneType", "real numbers", "dtype=float"),
]
SWEEPS = [
    ("nothing swept", lambda: sweep(NET, X, Y, learning_rate=0.1), V, "learning_rate", "nothing", "just one", "learning_rate=[0.1, 0.01]"),
    ("two things swept", lambda: sweep(NET, X, Y, learning_rate=[1, 2], seed=[1, 2]), V, "learning_rate and seed", "came", "just one", "learning_rate=[0.1, 0.01]"),
    ("an empty sweep", lambda: sweep(NET, X, Y, learning_rate=[]), V, "learning_rate", "nothing", "just one", "learning_rate=[0.1, 0.01]"),
    ("params with swept seeds", lambda: sweep(NET, X, Y, seed=[1, 2], params=P), V, "params", "seed", "draws its own starts", "Leave out params"),
    ("a stack with swept rates", lambda: sweep(NET, X, Y, learning_rate=[1, 2], params=STACK), V, "params", "stack", "one network", "member(params, k)"),
    ("a negative seed", lambda: sweep(NET, X, Y, seed=[1, -2]), V, "seed[1]", "-2", "at least 0", "Pass"),
    ("a fractional seed", lambda: sweep(NET, X, Y, seed=[0.5]), V, "seed[0]", "0.5", "whole number", "Pass"),
    ("a negative scale of several", lambda: sweep(NET, X, Y, scale=[1, -2]), V, "scale[1]", "-2", "[0, inf]", "Pass"),
    ("a scale in words of several", lambda: sweep(NET, X, Y, scale=["a"]), V, "scale[0]", "'a'", "number", "Pass"),
    ("a rate of zero of several", lambda: sweep(NET, X, Y, learning_rate=[0.1, 0]), V, "learning_rate", "[0.1, 0]", "positive", "0.01"),
    ("a misspelt keyword in a sweep", lambda: sweep(NET, X, Y, learning_rate=[1], epochs=5), T, "epochs", "5", "no such keyword", "leave epochs out"),
    ("sizes for the network of a sweep", lambda: sweep((2, 1), X, Y, learning_rate=[1]), T, "net", "tuple", "Network", "Network((n_x"),
    ("a list of params in a sweep", lambda: sweep(NET, X, Y, learning_rate=[1], params=[P]), T, "params", "list", "params dict of one network", "start"),
    ("negative iterations of a sweep", lambda: sweep(NET, X, Y, learning_rate=[1], iterations=-1), V, "iterations", "-1", "at least 0", "Pass"),
    ("an empty stack", lambda: stack([]), V, "members", "[]", "at least one", "params dict"),
    ("a stack of different networks", lambda: stack([P, P_OTHER]), V, "members[1]", "(4, 2)", "(3, 2)", "one architecture"),
    ("a stack of arrays", lambda: stack([X, X]), T, "members", "something else", "params dicts", "stack([params_1, params_2])"),
    ("None for a stack", lambda: stack(None), T, "members", "something else", "params dicts", "stack([params_1, params_2])"),
    ("a member that is not there", lambda: member(STACK, 2), I, "k", "2", "holds 2 networks", "from 0 to 1"),
    ("a member by name", lambda: member(STACK, "last"), I, "k", "'last'", "holds 2 networks", "from 0 to 1"),
    ("a member of one network", lambda: member(P, 0), V, "params", "something else", "stack", "stack([params_1, params_2])"),
]
SPANS = [
    ("X of rank 1 for a span", lambda: Span(X[0]), V, "X", "(7,)", "(n_x, m)", "Unroll"),
    ("images for a span", lambda: Span(np.ones((7, 4, 4, 3))), V, "X", "(7, 4, 4, 3)", "(n_x, m)", "X.reshape(X.shape[0], -1).T"),
    ("no examples for a span", lambda: Span(X[:, :0]), V, "X", "(2, 0)", "(n_x, m)", "column"),
    ("NaN in a span", lambda: Span(holding(X, np.nan)), V, "X", "NaN", "finite", "Repair"),
    ("a network of other inputs", lambda: SPAN.project(Network((5, 1)), {}), V, "net", "5 inputs", "2 inputs", "Build the Span"),
    ("projecting twice", lambda: SPAN.project(SPAN.project(NET, P)[0], P), V, "net", "coordinates", "2 inputs", "Build the Span"),
    ("params of another network in a span", lambda: SPAN.project(NET, P_OTHER), V, "params['W1']", "(4, 2)", "(3, 2)", "another network"),
    ("full params as the small ones", lambda: Span(np.ones((2, 1))).expand(P, P), V, "small_params['W1']", "(3, 2)", "(3, 1)", "another network"),
    ("Adam in a span", lambda: train(SPAN.project(NET, P)[0], SPAN.R, Y, optimizer="adam"), V, "optimizer", "'adam'", "gradient_descent or momentum", "full X"),
    ("RMSprop in a span", lambda: train(SPAN.project(NET, P)[0], SPAN.R, Y, optimizer="rmsprop"), V, "optimizer", "'rmsprop'", "gradient_descent or momentum", "full X"),
    ("an absolute penalty in a span", lambda: train(SPAN.project(NET, P)[0], SPAN.R, Y, l1=1), V, "l1", "> 0", "without l1", "full X"),
    ("a penalty in a span", lambda: train(SPAN.project(NET, P)[0], SPAN.R, Y, l2=1), V, "l2", "> 0", "without l2", "full X"),
    ("sizes for the network of a span", lambda: SPAN.project((2, 1), P), T, "net", "tuple", "Network", "Network((n_x"),
    ("None for the initial params", lambda: SPAN.expand(P, None), T, "params", "NoneType", "dict", "initial"),
]
CHECKS = [
    ("a stack to be checked", lambda: gradient_check(NET, STACK, X, Y), V, "params", "stack", "one network", "member(params, 0)"),
    ("numerical gradients of a stack", lambda: numerical_gradients(NET, STACK, X, Y), V, "params", "stack", "one network", "member(params, 0)"),
    ("grads with a key missing", lambda: gradient_check(NET, P, X, Y, grads=without(GRADS, "db1")), V, "grads", "missing: ['db1']", "'dW1', 'db1', 'dW2', 'db2'", "another network"),
    ("grads transposed", lambda: gradient_check(NET, P, X, Y, grads=replaced(GRADS, dW1=GRADS["dW1"].T)), V, "grads['dW1']", "(2, 3)", "(3, 2)", "another network"),
    ("grads of a stack", lambda: gradient_check(NET, P, X, Y, grads={k: np.stack([a, a]) for k, a in GRADS.items()}), V, "grads", "stack", "one network", "member(grads, 0)"),
    ("a list of grads", lambda: gradient_check(NET, P, X, Y, grads=[1.0]), T, "grads", "list", "dict", "dW1, db1, dW2, db2"),
    ("NaN in grads", lambda: gradient_check(NET, P, X, Y, grads=replaced(GRADS, dW1=GRADS["dW1"] * np.nan)), V, "grads['dW1']", "NaN", "finite", "division by 0"),
    ("epsilon zero in the check", lambda: gradient_check(NET, P, X, Y, epsilon=0), V, "epsilon", "0", "finite number", "1e-6"),
    ("epsilon in words", lambda: numerical_gradients(NET, P, X, Y, epsilon="tiny"), V, "epsilon", "'tiny'", "finite number", "1e-6"),
    ("X transposed in the check", lambda: gradient_check(NET, P, X.T, Y), V, "X", "(7, 2)", "(2, m)", "X.T"),
    ("Y of rank 1 in the check", lambda: gradient_check(NET, P, X, Y[0]), V, "Y", "(7,)", "(1, 7)", "Y.reshape(1, -1)"),
    ("sizes for the network of the check", lambda: gradient_check((2, 3, 1), P, X, Y), T, "net", "tuple", "Network", "Network((n_x"),
]
# fmt: on
ROWS = [
    *ARCHITECTURE,
    *INITIAL,
    *INPUTS,
    *PARAMETERS,
    *TARGETS,
    *CACHES,
    *STEPS,
    *LOSSES,
    *UPDATES,
    *TRAINING,
    *SWEEPS,
    *SPANS,
    *CHECKS,
]  # fmt: skip
PENDING = set()


def complain(call, error, *words):
    """The call must raise just this type of error, with all the words in its message."""
    with pytest.raises(error) as caught:
        call()
    assert caught.type is error
    message = str(caught.value)
    missing = [word for word in words if word not in message]
    assert not missing, f"{missing} not in: {message}"
    assert len(message) < 400, f"long: {message}"
    assert message.endswith((".", "?"))


def rows():
    for name, *row in ROWS:
        marks = [pytest.mark.xfail(strict=True)] if name in PENDING else []
        yield pytest.param(*row, id=name, marks=marks)


def test_the_table_is_long_and_every_row_complete():
    names = [row[0] for row in ROWS]
    assert len(names) == len(set(names)) >= 200
    assert all(len(row) == 7 and all(row[3:]) for row in ROWS)


@pytest.mark.parametrize("call, error, argument, came, expected, advice", list(rows()))
def test_what_the_message_says(call, error, argument, came, expected, advice):
    complain(call, error, argument, came, expected, advice)


def test_a_refused_call_changes_nothing():
    """A trainer that is told nonsense goes on as before."""
    trainer, other = (Trainer(NET, X, Y, P, record_every=1) for _ in range(2))
    trainer.step(2)
    for nonsense in (0, -1, "a", [1, 2], None):
        with pytest.raises(ValueError, match="learning_rate"):
            trainer.learning_rate = nonsense
        with pytest.raises(ValueError, match="n="):
            trainer.step("a")
    np.testing.assert_array_equal(trainer.step(2).costs, other.step(4).costs)


# --- files ----------------------------------------------------------------------------------------


def test_files(tmp_path):
    path = tmp_path / "p.h5"
    save_params(path, P, NET)
    folder, missing = str(tmp_path), str(tmp_path / "none.h5")
    complain(lambda: load_params(missing), F, "path", missing, "no such file", "Check the name")
    elsewhere = str(tmp_path / "none" / "p.h5")
    complain(lambda: save_params(elsewhere, P, NET), F, "path", elsewhere, "folder", "Create it")
    complain(lambda: save_params(folder, P, NET), V, "path", folder, "file name", "Add one")
    complain(lambda: save_params(path, P_OTHER, NET), V, "params['W1']", "(4, 2)", "(3, 2)", "?")
    complain(lambda: save_params(path, [P], NET), T, "params", "list", "dict", "W1")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    complain(lambda: load_params(path), V, "path", str(path), "save_params", "again")
    path.write_bytes(whole)
    with h5py.File(path, "a") as file:
        del file["W2"]
    complain(lambda: load_params(path), V, "path", "missing: ['W2']", "save_params", "again")
    path.write_bytes(whole)
    with h5py.File(path, "a") as file:
        file.attrs["version"] = 99
    complain(lambda: load_params(path), V, "path", "version 99", "newer", "update")
    assert os.listdir(tmp_path) == ["p.h5"]


def test_files_without_a_name(tmp_path):
    complain(lambda: load_params(None), T, "path", "NoneType", "file name", "Pass")
    complain(lambda: save_params(None, P, NET), T, "path", "NoneType", "file name", "Pass")
    path = tmp_path / "p.h5"
    complain(lambda: save_params(path, P, (2, 3, 1)), T, "net", "tuple", "Network", "Network((n_x")
