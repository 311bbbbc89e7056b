"""Exercises of page 05, activations: every derivative, dead units, and what depth does to a slope.

Each function `my_...` is a reference: the clearest code a learner could write, and with its
docstring the stub of the page. The exercises that use them are below.
"""

import numpy as np

PAGE = "05_activations"


def my_sigmoid_derivative(Z):
    """Derivative of the sigmoid at every entry of Z.

    Z : array (n, m), the values before the activation
    returns array (n, m)
    """
    A = 1 / (1 + np.exp(-Z))
    return A * (1 - A)


def my_tanh_derivative(Z):
    """Derivative of tanh at every entry of Z.

    Z : array (n, m), the values before the activation
    returns array (n, m)
    """
    return 1 - np.tanh(Z) ** 2


def my_relu_derivative(Z):
    """Derivative of ReLU at every entry of Z; at exactly 0 the course takes 0.

    Z : array (n, m), the values before the activation
    returns array (n, m) of 0 and 1 (False and True count as well)
    """
    return (Z > 0).astype(float)


def my_leaky_relu(Z, leaky_slope):
    """Leaky ReLU: z where z is above 0, leaky_slope * z elsewhere.

    Z : array (n, m);  leaky_slope : number, at least 0 and below 1
    returns array (n, m)
    """
    return np.where(Z > 0, Z, leaky_slope * Z)


def my_leaky_relu_derivative(Z, leaky_slope):
    """Derivative of leaky ReLU at every entry of Z; at exactly 0 it is leaky_slope.

    Z : array (n, m);  leaky_slope : number, at least 0 and below 1
    returns array (n, m)
    """
    return np.where(Z > 0, 1.0, leaky_slope)


def my_tanh_from_sigmoid(Z):
    """tanh, computed from the sigmoid: stretched, shifted, and with another input scale.

    Z : array (n, m)
    returns array (n, m), equal to np.tanh(Z), but calling neither np.tanh, np.sinh nor np.cosh
    """
    return 2 / (1 + np.exp(-2 * Z)) - 1


def my_dead_units(Z):
    """How many ReLU units of a layer are dead: their output is 0 for every example.

    Z : array (n, m), the values before the ReLU, one row per unit
    returns a whole number from 0 to n
    """
    return np.sum(np.all(Z <= 0, axis=1))


def my_chain_slope(W, Z):
    """Derivative of the last output by the first input in a chain of sigmoid units, one a layer.

    Unit l computes a_l = sigmoid(z_l) with z_l = w_l a_(l-1) + b_l.

    W : array (L,), the weights w_1 ... w_L;  Z : array (L,), the values z_1 ... z_L
    returns one number: d a_L / d a_0
    """
    A = 1 / (1 + np.exp(-Z))
    return np.prod(W * A * (1 - A))


def my_relu_backward(dA, Z):
    """Carry a derivative back through ReLU: dZ = dA * g'(Z), with g'(0) = 0.

    dA, Z : arrays (n, m)
    returns dZ : array (n, m)
    """
    dZ = dA.copy()
    dZ[Z <= 0] = 0
    return dZ


EXERCISES = ()
