"""What a wrong result and the right one have to do with each other, where that helps."""

from collections.abc import Callable

import numpy as np

from nnhelpers.exercises.compare import Difference, close


def clue(found: list[tuple[Difference, int | None]]) -> str:
    """What received and expected have to do with each other, where that says where to look.

    Parameters
    ----------
    found : list of (Difference, m)
        Differences in one place of the result, in all failing cases, the smallest first, and the
        number of examples in each case.
    """
    first, _ = found[0]
    if first.kind == "shape":
        return _shape_clue(first.expected, first.received)
    values = [
        (d.expected.astype(float), d.received.astype(float), m)
        for d, m in found
        if d.kind == "value"
    ]
    if first.kind != "value" or sum(expected.size for expected, _, _ in values) < 2:
        return ""
    if not all(np.isfinite(received).all() for _, received, _ in values):
        return "nan and inf come from 0/0, log(0), inf - inf or an e^z that is too large."
    if _proportional(values, lambda m: -1.0):
        return "Every entry has the wrong sign."
    if all(m for _, _, m in values):
        if _proportional(values, lambda m: m):
            return "Every entry is m times too large: the mean over the m examples is missing."
        if _proportional(values, lambda m: 1 / m):
            return "Every entry is m times too small: 1/m came in twice."
    factor = _ratio(*values[0][:2])
    if factor and _proportional(values, lambda m: factor):
        return f"Every entry is {factor:.4g} times what it should be."
    return ""


def _proportional(values: list[tuple], factor: Callable[[int | None], float]) -> bool:
    """Whether received = factor(m) * expected in all cases."""
    return all(
        close(factor(m) * expected, received, 1e-4).all() for expected, received, m in values
    )


def _ratio(expected: np.ndarray, received: np.ndarray) -> float | None:
    """received / expected where expected is largest."""
    largest = np.abs(expected).argmax()
    return float(received.flat[largest] / expected.flat[largest]) if expected.any() else None


def _shape_clue(expected: np.ndarray, received: np.ndarray) -> str:
    if received.ndim == 2 and received.T.shape == expected.shape:
        if close(expected, received.T, 1e-4).all():
            return "The numbers are right, but rows and columns have changed places (.T)."
    if received.size == expected.size and close(expected.ravel(), received.ravel(), 1e-4).all():
        return "The numbers are right, the shape is not (keepdims=True keeps an axis)."
    if received.ndim < expected.ndim:
        return "An axis was lost on the way (keepdims=True keeps it)."
    return ""
