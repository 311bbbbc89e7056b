"""One place of a result in one case, beside what it should be: what clues are read from."""

from dataclasses import dataclass, field

import numpy as np

from nnhelpers.exercises.compare import as_numbers, close


@dataclass(frozen=True)
class Seen:
    """One place of the result in one case.

    Attributes
    ----------
    expected, received : ndarray
    given : dict from names to arrays
        The arguments of the case, and the steps on the way to the right result.
    examples : int or None
        m, where an argument says how many examples there are.
    """

    expected: np.ndarray
    received: np.ndarray
    given: dict[str, np.ndarray] = field(default_factory=dict)
    examples: int | None = None

    @property
    def right(self) -> bool:
        """Whether this case is right in this place."""
        return same(self.expected, self.received)


def same(expected: np.ndarray, received: np.ndarray, tolerance: float = 1e-4) -> bool:
    """Whether two arrays have one shape and agree."""
    return expected.shape == received.shape and bool(close(expected, received, tolerance).all())


def numbers_in(value: object) -> np.ndarray | None:
    """A received value as an array of floats, or None."""
    array = as_numbers(value)
    return None if array is None else array.astype(float)


def something_given(cases: list[Seen], wrong: list[Seen]) -> str:
    """Another array of the exercise in the place of the result: "This is Z"."""
    for name in wrong[0].given:
        if all(name in c.given and same(c.given[name], c.received) for c in cases):
            return f"What stands{{in}} is {name}, no more and no less."
    return ""
