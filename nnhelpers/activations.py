"""Activation functions g(Z) and their derivatives g'(Z), and dZ = dA * g'(Z). Page 05.

All work element by element on arrays of any shape (softmax: on columns) and keep float32.
`out` is an array to write into; derivatives take A = g(Z) where it is known.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from nnhelpers import contracts

_LARGEST_EXPONENT = {np.dtype("f4"): 88.0, np.dtype("f8"): 709.0}  # exp of more overflows


def sigmoid(Z, out=None):
    """1 / (1 + exp(-Z)), between 0 and 1, without overflow. Page 02."""
    Z = contracts.as_Z(Z)
    A = np.maximum(Z, -_LARGEST_EXPONENT.get(Z.dtype, 10.0), out=out)
    A = np.negative(A, out=out)
    A = np.exp(A, out=out)
    A = np.add(A, 1.0, out=out)
    return np.reciprocal(A, out=out)


def sigmoid_derivative(Z, A=None):
    """g'(Z) = A (1 - A) with A = sigmoid(Z); at most 1/4, at Z = 0."""
    A = sigmoid(Z) if A is None else A
    return A * (1.0 - A)


def tanh(Z, out=None):
    """(exp(Z) - exp(-Z)) / (exp(Z) + exp(-Z)) = 2 sigmoid(2Z) - 1, between -1 and 1."""
    return np.tanh(contracts.as_Z(Z), out=out)


def tanh_derivative(Z, A=None):
    """g'(Z) = 1 - A^2 with A = tanh(Z); at most 1, at Z = 0."""
    A = tanh(Z) if A is None else A
    return 1.0 - A * A


def relu(Z, out=None):
    """max(0, Z)."""
    return np.maximum(contracts.as_Z(Z), 0.0, out=out)


def relu_derivative(Z, A=None):
    """1 where Z > 0, else 0; the value at Z = 0 is a convention."""
    Z = contracts.as_Z(Z)
    return (Z > 0.0).astype(Z.dtype)


def leaky_relu(Z, leaky_slope=0.01, out=None):
    """Z where Z > 0, else leaky_slope * Z, with 0 <= leaky_slope < 1."""
    Z, leaky_slope = contracts.as_Z(Z), contracts.check_leaky_slope(leaky_slope)
    return np.maximum(Z, np.multiply(Z, leaky_slope), out=out)


def leaky_relu_derivative(Z, leaky_slope=0.01, A=None):
    """1 where Z > 0, else leaky_slope."""
    Z, leaky_slope = contracts.as_Z(Z), contracts.check_leaky_slope(leaky_slope)
    return np.where(Z > 0, Z.dtype.type(1), Z.dtype.type(leaky_slope))


def identity(Z, out=None):
    """Z itself (a copy): a linear unit."""
    return np.positive(contracts.as_Z(Z), out=out)


def identity_derivative(Z, A=None):
    """1 everywhere."""
    return np.ones_like(contracts.as_Z(Z))


def softmax(Z, out=None):
    """exp(Z) / sum of exp(Z) over the units (axis -2), so that each column sums to 1."""
    Z = contracts.check_columns("Z", Z)
    A = np.subtract(Z, np.max(Z, axis=-2, keepdims=True), out=out)  # no overflow
    A = np.exp(A, out=out)
    return np.divide(A, A.sum(axis=-2, keepdims=True), out=out)


@dataclass(frozen=True)
class Activation:
    """One row of ACTIVATIONS: function(Z, out=None) and derivative(Z, A=None)."""

    function: Callable
    derivative: Callable | None

    def backward(self, dA, Z, A, out=None):
        """dZ = dA * g'(Z), all of shape (..., n_l, m)."""
        return np.multiply(dA, self.derivative(Z, A=A), out=out)


class Softmax(Activation):
    """Softmax has no element-wise derivative: each output depends on all Z of its column."""

    def backward(self, dA, Z, A, out=None):
        """dZ_i = A_i (dA_i - sum over j of A_j dA_j)."""
        return np.multiply(A, dA - (A * dA).sum(axis=-2, keepdims=True), out=out)


ACTIVATIONS = {
    "sigmoid": Activation(sigmoid, sigmoid_derivative),
    "tanh": Activation(tanh, tanh_derivative),
    "relu": Activation(relu, relu_derivative),
    "leaky_relu": Activation(leaky_relu, leaky_relu_derivative),
    "identity": Activation(identity, identity_derivative),
    "softmax": Softmax(softmax, None),
}
HIDDEN = ("sigmoid", "tanh", "relu", "leaky_relu", "identity")


def activation(name, leaky_slope=0.01):
    """The row of ACTIVATIONS called `name`, for leaky_relu with its slope; else ValueError."""
    row = ACTIVATIONS[contracts.check_name("activation", name, ACTIVATIONS)]
    slope = contracts.check_leaky_slope(leaky_slope)
    if name != "leaky_relu":
        return row
    return Activation(*(partial(f, leaky_slope=slope) for f in (row.function, row.derivative)))


def activation_backward(dA, Z, name, leaky_slope=0.01):
    """dZ = dA * g'(Z) for the activation called `name`; all (..., n_l, m), else ValueError."""
    Z, dA = contracts.check_pair("Z", Z, "dA", dA)
    g = activation(name, leaky_slope)
    return g.backward(dA, Z, g.function(Z))
