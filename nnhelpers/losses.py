"""Loss functions: the cost of predictions A against targets Y, and its derivative dA.

The cost is the mean over the m columns (1/m) of a loss summed over the output units; training
computes it from Z of the last layer, where log never meets 0. All arrays have shape (n_y, m),
A and Z possibly with a stack axis in front.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnhelpers.contracts import check_pair


def _mean_over_examples(losses):
    """Sum over units, mean over examples: (..., n_y, m) -> float, or (K,) for a stack."""
    total = np.add.reduce(losses, axis=(-2, -1)) / losses.shape[-1]
    return total if total.ndim else float(total)


def _where_counted(formula, weight, A):
    """weight * formula(A), 0 where the weight is 0, so that 0 * log(0) = 0 and 0 / 0 = 0."""
    with np.errstate(divide="ignore"):
        return weight * formula(np.where(weight == 0, 1, A))


def binary_cross_entropy(A, Y):
    """-(1/m) sum of Y log(A) + (1 - Y) log(1 - A). Page 02.

    Infinite where a prediction is certain (A exactly 0 or 1) and wrong. TypeError for integers
    in A, ValueError for values of A or Y outside [0, 1] or different shapes.
    """
    A, Y = _check_probabilities(A, Y)
    return _mean_over_examples(-_where_counted(np.log, Y, A) - _where_counted(np.log, 1 - Y, 1 - A))


def binary_cross_entropy_derivative(A, Y):
    """dA = -Y/A + (1 - Y)/(1 - A) of each example's loss (no 1/m). Page 04."""
    A, Y = _check_probabilities(A, Y)
    return _where_counted(np.reciprocal, 1 - Y, 1 - A) - _where_counted(np.reciprocal, Y, A)


def cross_entropy(A, Y):
    """-(1/m) sum of Y log(A) for one-hot columns Y and softmax outputs A; errors as above.

    Page 08.
    """
    A, Y = _check_probabilities(A, Y)
    return _mean_over_examples(-_where_counted(np.log, Y, A))


def cross_entropy_derivative(A, Y):
    """dA = -Y/A of each example's loss (no 1/m)."""
    A, Y = _check_probabilities(A, Y)
    return -_where_counted(np.reciprocal, Y, A)


def mean_squared_error(A, Y):
    """(1/m) sum over examples and outputs of (Y - A)^2. Page 08."""
    A, Y = check_pair("A", A, "Y", Y)
    return _mean_over_examples((A - Y) ** 2)


def mean_squared_error_derivative(A, Y):
    """dA = 2 (A - Y) of each example's loss (no 1/m)."""
    A, Y = check_pair("A", A, "Y", Y)
    return 2 * (A - Y)


def _binary_from_Z(Z, A, Y):
    """log(1 + exp(-Z)) where Y = 1, log(1 + exp(Z)) where Y = 0."""
    return _mean_over_examples(np.logaddexp(0.0, (1.0 - 2.0 * Y) * Z))


def _softmax_from_Z(Z, A, Y):
    """log(sum of exp(Z)) - Z of the true class, in each column."""
    top = Z.max(axis=-2, keepdims=True)
    log_sum = np.log(np.exp(Z - top).sum(axis=-2, keepdims=True)) + top
    return _mean_over_examples(Y * (log_sum - Z))


def _squared_from_Z(Z, A, Y):
    return _mean_over_examples((A - Y) ** 2)


def _difference(A, Y):
    """dZ of a sigmoid or softmax output with its cross-entropy: dA g'(Z), simplified. Page 04."""
    return A - Y


def _twice_the_difference(A, Y):
    """dZ of an identity output with the squared error."""
    return 2 * (A - Y)


@dataclass(frozen=True)
class Loss:
    """One row of LOSSES: cost(A, Y), derivative(A, Y) = dA, the same cost from_Z(Z, A, Y), and
    the output activations it may follow; behind the first of them dZ is output_delta(A, Y).
    """

    cost: Callable
    derivative: Callable
    from_Z: Callable
    output_delta: Callable
    outputs: tuple[str, ...]


OUTPUTS = ("identity", "sigmoid", "softmax")
LOSSES = {
    "binary_cross_entropy": Loss(
        binary_cross_entropy, binary_cross_entropy_derivative, _binary_from_Z,
        _difference, ("sigmoid",),
    ),
    "cross_entropy": Loss(
        cross_entropy, cross_entropy_derivative, _softmax_from_Z, _difference, ("softmax",)
    ),
    "mean_squared_error": Loss(
        mean_squared_error, mean_squared_error_derivative, _squared_from_Z,
        _twice_the_difference, OUTPUTS,
    ),
}  # fmt: skip


def _check_probabilities(A, Y):
    """Return A and Y as float arrays of one shape (..., n, m), with values in [0, 1]."""
    kind = np.asarray(A, dtype=object if isinstance(A, list) else None).dtype
    if kind.kind in "iub":
        raise TypeError(
            f"A holds integers (dtype {kind}), but probabilities were expected. "
            "Pass the activations of the last layer, not the predicted labels."
        )
    A, Y = check_pair("A", A, "Y", Y)
    for name, array, advice in (
        ("A", A, "Pass A (after the sigmoid or softmax), not Z."),
        ("Y", Y, "Code the classes as 0 and 1."),
    ):
        if not ((array >= 0) & (array <= 1)).all():
            raise ValueError(
                f"{name} has values from {array.min():g} to {array.max():g}, but probabilities in "
                f"[0, 1] were expected. {advice}"
            )
    return A, Y
