"""What a wrong shape has to do with the right one: turned, flat, added up, a line too many.

Each function looks at one place of the result in all cases and in the wrong ones, and returns a
sentence or "". In a sentence {of} and {in} stand for the place.
"""

import numpy as np

from nnhelpers.exercises.compare import close
from nnhelpers.exercises.seen import Seen, same, something_given


def _turned(cases: list[Seen], wrong: list[Seen]) -> str:
    if all(c.received.ndim == 2 and same(c.expected, c.received.T) for c in wrong):
        return "The numbers{in} are right, but rows and columns have changed places (.T)."
    return ""


def _other_shape(cases: list[Seen], wrong: list[Seen]) -> str:
    if not all(_flat_same(c.expected, c.received) for c in wrong):
        return ""
    if all(c.received.ndim < c.expected.ndim for c in wrong):
        return (
            "The numbers{in} are right, but an axis is lost: keepdims=True or reshape(-1, 1) "
            "keeps it."
        )
    if all(c.received.ndim > c.expected.ndim for c in wrong):
        return "The numbers{in} are right, but there is an axis too many."
    return "The numbers{in} are right, the shape is not."


_SUMS = (
    ("added up", np.sum),
    ("averaged", np.mean),
)
_AXES = (("down the columns (axis=0)", 0), ("along the rows (axis=1)", 1), ("as a whole", None))


def _added_up(cases: list[Seen], wrong: list[Seen]) -> str:
    """The right entries, but added up; or not yet added up."""
    if not all(c.expected.ndim == 2 and c.expected.size > 1 for c in wrong if c.received.size == 1):
        return ""
    if not any(c.expected.any() for c in wrong):
        return ""  # zeros, however they are added up
    for word, operation in _SUMS:
        for how, axis in _AXES:
            if all(
                c.expected.ndim == 2 and _flat_same(operation(c.expected, axis=axis), c.received)
                for c in wrong
            ):
                return f"What stands{{in}} has been {word} {how}, and should not be."
            if all(
                c.received.ndim == 2 and _flat_same(operation(c.received, axis=axis), c.expected)
                for c in wrong
            ):
                return f"What stands{{in}} has still to be {word} {how}."
    return ""


def _flat_same(one: np.ndarray, other: np.ndarray) -> bool:
    return same(np.ravel(one), np.ravel(other))


def _repeated(cases: list[Seen], wrong: list[Seen]) -> str:
    for axis, line in ((1, "column"), (0, "row")):
        if all(
            c.expected.ndim == c.received.ndim == 2
            and c.expected.shape[axis] == 1
            and c.received.shape[axis] > 1
            and c.expected.shape[1 - axis] == c.received.shape[1 - axis]
            and close(np.broadcast_to(c.expected, c.received.shape), c.received, 1e-4).all()
            for c in wrong
        ):
            return f"The same {line}{{of}} comes again and again, where one is expected."
    return ""


def _axis_lost(cases: list[Seen], wrong: list[Seen]) -> str:
    if all(c.received.ndim == 1 and c.expected.ndim == 2 for c in wrong):
        return "The result{of} has one axis, (n,), where two are expected, (n, 1) or (1, n)."
    if all(c.received.size == 1 and c.expected.ndim == 2 for c in wrong):
        if sum(c.expected.size for c in wrong) > 2 * len(wrong):
            return "One number stands{in} where an array should be: is too much added up?"
    return ""


def _one_axis(cases: list[Seen], wrong: list[Seen]) -> str:
    """Rows as they should be and columns not, or the other way round."""
    if not all(c.expected.ndim == c.received.ndim == 2 for c in wrong):
        return ""
    for axis, right, other in ((0, "rows", "columns"), (1, "columns", "rows")):
        if all(c.expected.shape[axis] == c.received.shape[axis] for c in wrong):
            return f"The number of {right}{{in}} is right, that of {other} is not."
    return ""


def _entries(cases: list[Seen], wrong: list[Seen]) -> str:
    """A list that is too long or too short, by the same number in all cases."""
    if not all(c.expected.ndim == c.received.ndim == 1 for c in wrong):
        return ""
    steps = {c.received.size - c.expected.size for c in wrong}
    if len(steps) > 1:
        return "The number of entries{in} is not right."
    (step,) = steps
    count = "One entry" if abs(step) == 1 else f"{abs(step)} entries"
    return f"{count} too {'many' if step > 0 else 'few'}{{in}}."


def _beside(cases: list[Seen], wrong: list[Seen]) -> str:
    """One line too many or too few, the others right."""
    for axis, line in ((1, "column"), (0, "row")):
        steps = {
            c.received.shape[axis] - c.expected.shape[axis]
            for c in wrong
            if c.received.ndim == c.expected.ndim == 2
        }
        if len(steps) == 1 and all(
            c.received.ndim == c.expected.ndim == 2
            and c.received.shape[1 - axis] == c.expected.shape[1 - axis]
            for c in wrong
        ):
            (step,) = steps
            count = "One" if abs(step) == 1 else str(abs(step))
            plural = "" if abs(step) == 1 else "s"
            return f"{count} {line}{plural} too {'many' if step > 0 else 'few'}{{in}}."
    return ""


SHAPE_CLUES = (
    something_given,
    _turned,
    _other_shape,
    _added_up,
    _repeated,
    _entries,
    _beside,
    _axis_lost,
    _one_axis,
)
