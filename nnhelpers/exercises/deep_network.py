"""Exercises of page 04, L layers: shapes, the blocks forward and backward, and the gradient check.

Each function `my_...` is a reference: the clearest code a learner could write, and with its
docstring the stub of the page. The exercises that use them are below.
"""

import numpy as np

PAGE = "04_deep_network"


def my_parameter_count(layer_sizes):
    """How many numbers the parameters of a network hold, weights and biases together.

    layer_sizes : tuple (n_0, n_1, ..., n_L), inputs first
    returns a whole number
    """
    count = 0
    for n_prev, n in zip(layer_sizes[:-1], layer_sizes[1:]):
        count += n * n_prev + n
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


def my_layer_backward(dA, Z, A_prev, W):
    """Backward through one relu layer: from dA to dA_prev, dW, db.

    dA, Z : arrays (n, m);  A_prev : array (n_prev, m);  W : array (n, n_prev)
    returns dA_prev (n_prev, m), dW (n, n_prev), db (n, 1), in this order; mean over the m
            examples taken in dW and db
    """
    m = Z.shape[1]
    dZ = dA * (Z > 0)
    dW = dZ @ A_prev.T / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = W.T @ dZ
    return dA_prev, dW, db
EXERCISES = ()
