"""Activation functions g(Z), their derivatives g'(Z), and dZ = dA * g'(Z).

Each derivative stands beside its function; the table ACTIVATIONS at the end is what a
network looks names up in. Page 05 derives and plots them. Losses are in losses.py.
All functions work element by element on arrays of any shape (softmax: on columns) and keep
float32; `out` is an array to write into instead of a new one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from nnhelpers.contracts import as_float_array, check_name, check_number, check_same_shape

# exp(x) is finite up to this x
_LARGEST_EXPONENT = {np.dtype(t): float(np.log(np.finfo(t).max)) for t in ("f4", "f8")}


def sigmoid(Z, out=None):
    """1 / (1 + exp(-Z)), between 0 and 1. Page 02; no overflow for any finite Z."""
    Z = np.asarray(Z)
    bound = _LARGEST_EXPONENT.get(Z.dtype, 709.0) - 1
    A = np.maximum(Z, -bound, out=out)
    A = np.negative(A, out=out)
    A = np.exp(A, out=out)
    A = np.add(A, 1, out=out)
    return np.reciprocal(A, out=out)


def sigmoid_derivative(Z):
    """g'(Z) = g(Z) (1 - g(Z)), at most 1/4 (at Z = 0). Page 05."""
    A = sigmoid(Z)
    return A * (1 - A)


def _sigmoid_backward(dA, Z, A, out=None):
    slope = np.subtract(1, A)
    slope *= A
    return np.multiply(dA, slope, out=out)


def tanh(Z, out=None):
    """(exp(Z) - exp(-Z)) / (exp(Z) + exp(-Z)) = 2 sigmoid(2Z) - 1, between -1 and 1. Page 05."""
    return np.tanh(Z, out=out)


def tanh_derivative(Z):
    """g'(Z) = 1 - tanh(Z)^2, at most 1 (at Z = 0). Page 05."""
    return 1 - np.tanh(Z) ** 2


def _tanh_backward(dA, Z, A, out=None):
    slope = A * A
    np.subtract(1, slope, out=slope)
    return np.multiply(dA, slope, out=out)


def relu(Z, out=None):
    """max(0, Z). Page 05."""
    return np.maximum(Z, 0, out=out)


def relu_derivative(Z):
    """1 where Z > 0, else 0; the value at Z = 0 is a convention (0 here). Page 05."""
    Z = as_float_array("Z", Z)
    return (Z > 0).astype(Z.dtype)


def _relu_backward(dA, Z, A, out=None):
    return np.multiply(dA, Z > 0, out=out)


def leaky_relu(Z, leaky_slope=0.01, out=None):
    """Z where Z > 0, else leaky_slope * Z, with 0 <= leaky_slope < 1. Page 05."""
    return np.maximum(Z, np.multiply(Z, leaky_slope), out=out)


def leaky_relu_derivative(Z, leaky_slope=0.01):
    """1 where Z > 0, else leaky_slope. Page 05."""
    Z = as_float_array("Z", Z)
    return np.where(Z > 0, Z.dtype.type(1), Z.dtype.type(leaky_slope))


def _leaky_relu_backward(dA, Z, A, leaky_slope=0.01, out=None):
    return np.multiply(dA, leaky_relu_derivative(Z, leaky_slope), out=out)


def identity(Z, out=None):
    """Z itself (a copy): a linear unit."""
    return np.positive(Z, out=out)


def identity_derivative(Z):
    """1 everywhere."""
    return np.ones_like(as_float_array("Z", Z))


def _identity_backward(dA, Z, A, out=None):
    return np.positive(dA, out=out)


def softmax(Z, out=None):
    """exp(Z) / sum of exp(Z) over the units (axis -2): each column sums to 1.

    The largest entry of each column is subtracted first, which changes nothing but overflow.
    """
    A = np.subtract(Z, np.max(Z, axis=-2, keepdims=True), out=out)
    A = np.exp(A, out=out)
    return np.divide(A, A.sum(axis=-2, keepdims=True), out=out)


def _softmax_backward(dA, Z, A, out=None):
    """dZ_i = A_i (dA_i - sum_j A_j dA_j): every output depends on every Z of its column."""
    mean = (A * dA).sum(axis=-2, keepdims=True)
    return np.multiply(A, dA - mean, out=out)


@dataclass(frozen=True)
class Activation:
    """One row of ACTIVATIONS.

    function(Z, out=None) is A = g(Z); derivative(Z) is g'(Z) (None for softmax, whose outputs
    depend on each other); backward(dA, Z, A, out=None) is dZ, from A where that is cheaper.
    """

    function: Callable
    derivative: Callable | None
    backward: Callable


ACTIVATIONS = {
    "sigmoid": Activation(sigmoid, sigmoid_derivative, _sigmoid_backward),
    "tanh": Activation(tanh, tanh_derivative, _tanh_backward),
    "relu": Activation(relu, relu_derivative, _relu_backward),
    "leaky_relu": Activation(leaky_relu, leaky_relu_derivative, _leaky_relu_backward),
    "identity": Activation(identity, identity_derivative, _identity_backward),
    "softmax": Activation(softmax, None, _softmax_backward),
}
HIDDEN = tuple(name for name in ACTIVATIONS if name != "softmax")
OUTPUTS = ("sigmoid", "softmax", "identity")


def activation(name, leaky_slope=0.01):
    """The row of ACTIVATIONS called `name`, with the slope filled in for leaky_relu.

    Raises ValueError for an unknown name or a slope outside [0, 1).
    """
    row = ACTIVATIONS[check_name("activation", name, ACTIVATIONS)]
    check_number("leaky_slope", leaky_slope, 0, 1, closed=False, advice="The usual slope is 0.01.")
    if name != "leaky_relu":
        return row
    functions = (row.function, row.derivative, row.backward)
    return Activation(*(partial(f, leaky_slope=leaky_slope) for f in functions))


def activation_backward(dA, Z, name, leaky_slope=0.01):
    """dZ = dA * g'(Z) for the activation called `name`.

    Parameters
    ----------
    dA, Z : ndarray, shape (..., n_l, m)

    Returns
    -------
    dZ : ndarray, shape (..., n_l, m)

    Raises
    ------
    ValueError
        If the shapes differ or the name is not known.
    """
    dA, Z = as_float_array("dA", dA), as_float_array("Z", Z)
    check_same_shape("Z", Z, "dA", dA)
    g = activation(name, leaky_slope)
    return g.backward(dA, Z, g.function(Z))
