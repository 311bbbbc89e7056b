"""Exercises of page 03, one hidden layer: shapes, forward, backward, and what a layer is for.

Each function `my_...` is a reference: the clearest code a learner could write, and with its
docstring the stub of the page. The exercises that use them are below.
"""

import numpy as np

PAGE = "03_shallow_network"


def my_layer_sizes(X, Y, hidden_units):
    """Sizes of a network with one hidden layer, read off its data.

    X : array (n_x, m);  Y : array (n_y, m);  hidden_units : whole number
    returns (n_x, n_1, n_y): inputs, hidden units, outputs
    """
    return X.shape[0], hidden_units, Y.shape[0]


def my_stack_neurons(weights, biases):
    """A layer as stacked neurons: W and b such that Z = W X + b computes all of them at once.

    weights : list of n arrays (n_x, 1), one for each neuron: z_j = w_j.T x + b_j
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
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


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
EXERCISES = ()
