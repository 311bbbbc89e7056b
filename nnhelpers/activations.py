"""Activation functions g(Z) and their derivatives g'(Z), and dZ = dA * g'(Z). Page 05.

All work element by element on arrays of any shape (softmax: on columns) and keep float32.
Derivatives take A = g(Z) where it is known, which saves computing it again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from nnhelpers import contracts


@np.errstate(over="ignore")  # exp(1000) is infinite, and 1 / infinity the right 0
def sigmoid(Z):
    """1 / (1 + exp(-Z)), between 0 and 1, without overflow. Page 02."""
    return np.reciprocal(1.0 + np.exp(-contracts.as_Z(Z)))


def sigmoid_derivative(Z, A=None):
    """g'(Z) = A (1 - A) with A = sigmoid(Z); at most 1/4, at Z = 0."""
    A = sigmoid(Z) if A is None else contracts.as_Z(A, "A")
    return A * (1.0 - A)


def tanh(Z):
    """(exp(Z) - exp(-Z)) / (exp(Z) + exp(-Z)) = 2 sigmoid(2Z) - 1, between -1 and 1."""
    return np.tanh(contracts.as_Z(Z))


def tanh_derivative(Z, A=None):
    """g'(Z) = 1 - A^2 with A = tanh(Z); at most 1, at Z = 0."""
    A = tanh(Z) if A is None else contracts.as_Z(A, "A")
    return 1.0 - A * A


def relu(Z):
    """max(0, Z)."""
    return np.maximum(contracts.as_Z(Z), 0.0)


def relu_derivative(Z, A=None):
    """1 where Z > 0, else 0; the value at Z = 0 is a convention."""
    Z = contracts.as_Z(Z)
    return (Z > 0.0).astype(Z.dtype)


def leaky_relu(Z, leaky_slope=0.01):
    """Z where Z > 0, else leaky_slope * Z, with 0 <= leaky_slope < 1."""
    Z, leaky_slope = contracts.as_Z(Z), _check_leaky_slope(leaky_slope)
    return np.maximum(Z, leaky_slope * Z)


def leaky_relu_derivative(Z, leaky_slope=0.01, A=None):
    """1 where Z > 0, else leaky_slope."""
    Z, leaky_slope = contracts.as_Z(Z), _check_leaky_slope(leaky_slope)
    return np.where(Z > 0, Z.dtype.type(1), Z.dtype.type(leaky_slope))


def identity(Z):
    """Z itself (a copy): a linear unit."""
    return np.positive(contracts.as_Z(Z))


def identity_derivative(Z, A=None):
    """1 everywhere."""
    return np.ones_like(contracts.as_Z(Z))


def softmax(Z):
    """exp(Z) / sum of exp(Z) over the units (axis -2), so that each column sums to 1. Page 08."""
    Z = contracts.as_Z(Z)
    contracts.check_columns("Z", Z)
    powers = np.exp(Z - Z.max(axis=-2, keepdims=True))  # the same quotient, without overflow
    return powers / powers.sum(axis=-2, keepdims=True)


@dataclass(frozen=True)
class Activation:
    """One row of ACTIVATIONS: function(Z) and derivative(Z, A=None)."""

    function: Callable
    derivative: Callable | None

    def backward(self, dA, Z, A):
        """dZ = dA * g'(Z), all of shape (..., n_l, m)."""
        return dA * self.derivative(Z, A=A)


class Softmax(Activation):
    """Softmax has no element-wise derivative: each output depends on all Z of its column."""

    def backward(self, dA, Z, A):
        """dZ_i = A_i (dA_i - sum over j of A_j dA_j)."""
        return A * (dA - (A * dA).sum(axis=-2, keepdims=True))


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
    row = ACTIVATIONS[contracts.check_name("name", name, ACTIVATIONS)]
    slope = _check_leaky_slope(leaky_slope)
    if name != "leaky_relu":
        return row
    return Activation(*(partial(f, leaky_slope=slope) for f in (row.function, row.derivative)))


def activation_backward(dA, Z, name, leaky_slope=0.01):
    """dZ = dA * g'(Z) for the activation called `name`; all (..., n_l, m), else ValueError."""
    Z, dA = contracts.check_pair("Z", Z, "dA", dA)
    g = activation(name, leaky_slope)
    return g.backward(dA, Z, g.function(Z))


def _check_leaky_slope(leaky_slope):
    """Return leaky_slope as a float (a NumPy scalar would turn float32 into float64)."""
    advice = "The usual slope is 0.01."
    return float(
        contracts.check_number("leaky_slope", leaky_slope, 0, 1, closed=False, advice=advice)
    )
