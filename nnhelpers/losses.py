"""Loss functions: the cost of predictions A against targets Y, and its derivative dA.

The cost is the mean over the m columns (1/m) of a loss summed over the output units.
A row of LOSSES also computes the cost from Z of the last layer, which is what training uses:
log(A) then never meets log(0). Page 02 derives the cross-entropy.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnhelpers.contracts import as_float_array, check_probabilities, check_same_shape


def _mean_over_examples(losses):
    """Sum over units, mean over examples: (..., n_y, m) -> float, or (K,) for a stack."""
    total = np.add.reduce(losses, axis=(-2, -1)) / losses.shape[-1]
    return total if total.ndim else float(total)


def _masked_log(weight, A):
    """weight * log(A), with 0 * log(0) = 0."""
    with np.errstate(divide="ignore"):
        return np.where(weight == 0, 0, weight * np.log(np.where(weight == 0, 1, A)))


def binary_cross_entropy(A, Y):
    """-(1/m) sum of Y log(A) + (1 - Y) log(1 - A). A, Y of shape (n_y, m). Page 02.

    Infinite where a prediction is certain (A exactly 0 or 1) and wrong. TypeError for integers
    in A, ValueError for values outside [0, 1] or different shapes.
    """
    A, Y = check_probabilities("A", A), as_float_array("Y", Y)
    check_same_shape("A", A, "Y", Y)
    return _mean_over_examples(-_masked_log(Y, A) - _masked_log(1 - Y, 1 - A))


def binary_cross_entropy_derivative(A, Y):
    """dA = -Y/A + (1 - Y)/(1 - A) of each example's loss (no 1/m). Page 04."""
    A, Y = check_probabilities("A", A), as_float_array("Y", Y)
    check_same_shape("A", A, "Y", Y)
    return -Y / A + (1 - Y) / (1 - A)


def cross_entropy(A, Y):
    """-(1/m) sum of Y log(A) for one-hot columns Y and softmax outputs A, both (n_y, m)."""
    A, Y = check_probabilities("A", A), as_float_array("Y", Y)
    check_same_shape("A", A, "Y", Y)
    return _mean_over_examples(-_masked_log(Y, A))


def cross_entropy_derivative(A, Y):
    """dA = -Y/A of each example's loss (no 1/m)."""
    A, Y = check_probabilities("A", A), as_float_array("Y", Y)
    check_same_shape("A", A, "Y", Y)
    return -Y / A


def mean_squared_error(A, Y):
    """(1/m) sum over examples and outputs of (Y - A)^2, both (n_y, m)."""
    A, Y = as_float_array("A", A), as_float_array("Y", Y)
    check_same_shape("A", A, "Y", Y)
    return _mean_over_examples((A - Y) ** 2)


def mean_squared_error_derivative(A, Y):
    """dA = 2 (A - Y) of each example's loss (no 1/m)."""
    A, Y = as_float_array("A", A), as_float_array("Y", Y)
    check_same_shape("A", A, "Y", Y)
    return 2 * (A - Y)


def _binary_cross_entropy_from_Z(Z, A, Y):
    """log(1 + exp(-Z)) where Y = 1, log(1 + exp(Z)) where Y = 0."""
    return _mean_over_examples(np.logaddexp(0, (1 - 2 * Y) * Z))


def _cross_entropy_from_Z(Z, A, Y):
    """log(sum exp(Z)) - Z of the true class, in each column."""
    top = Z.max(axis=-2, keepdims=True)
    log_sum = np.log(np.exp(Z - top).sum(axis=-2, keepdims=True)) + top
    return _mean_over_examples(Y * (log_sum - Z))


def _mean_squared_error_from_Z(Z, A, Y):
    return _mean_over_examples((A - Y) ** 2)


@dataclass(frozen=True)
class Loss:
    """One row of LOSSES.

    cost(A, Y) and derivative(A, Y) = dA are the formulas; from_Z(Z, A, Y) is the same cost
    without overflow. `outputs` are the activations it may follow; behind the first of them
    the two derivatives multiply out to dZ = factor * (A - Y).
    """

    cost: Callable
    derivative: Callable
    from_Z: Callable
    outputs: tuple[str, ...]
    factor: int


LOSSES = {
    "binary_cross_entropy": Loss(
        binary_cross_entropy,
        binary_cross_entropy_derivative,
        _binary_cross_entropy_from_Z,
        ("sigmoid",),
        1,
    ),
    "cross_entropy": Loss(
        cross_entropy, cross_entropy_derivative, _cross_entropy_from_Z, ("softmax",), 1
    ),
    "mean_squared_error": Loss(
        mean_squared_error,
        mean_squared_error_derivative,
        _mean_squared_error_from_Z,
        ("identity", "sigmoid", "softmax"),
        2,
    ),
}
