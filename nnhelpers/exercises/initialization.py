"""Exercises of page 06: the four initializers, why their variances, and a network from scratch.

Each function `my_...` is a reference: the clearest code a learner could write, and with its
docstring the stub of the page. The exercises that use them are below.
"""

import numpy as np

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


EXERCISES = ()
