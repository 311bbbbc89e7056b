"""What a wrong result and the right one have to do with each other, where that helps.

A clue is a fact, true in all cases in which there are numbers to compare, never a guess from one
of them. Clues are looked for place by place (dW1, db1); one that is found in several places is told
once.
"""

from collections.abc import Callable
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
        return _same(self.expected, self.received)


def _same(expected: np.ndarray, received: np.ndarray, tolerance: float = 1e-4) -> bool:
    """Whether two arrays have one shape and agree."""
    return expected.shape == received.shape and bool(close(expected, received, tolerance).all())


def clue(cases: list[Seen]) -> str:
    """The clue for one place, with {of} where the place is to be named; "" if there is none.

    Parameters
    ----------
    cases : list of Seen
        The place in every case that gave numbers, right or wrong.
    """
    wrong = [case for case in cases if not case.right]
    if wrong and all(case.received.size == 0 for case in wrong):
        return "There is nothing at all{in}: an empty list or array."
    if not wrong or any(case.received.size == 0 for case in wrong) or not _enough(cases, wrong):
        return ""
    shapes_differ = any(case.expected.shape != case.received.shape for case in wrong)
    for look in _SHAPE_CLUES if shapes_differ else _VALUE_CLUES:
        text = look(cases, wrong)
        if text:
            return text
    return ""


def _enough(cases: list[Seen], wrong: list[Seen]) -> bool:
    """Whether there is more to look at than single numbers, or at least three of them."""
    if all(case.expected.size == 1 for case in cases):
        return len(wrong) > 2
    return any(case.expected.size > 1 for case in wrong)


# --- what came is something else that is at hand ----------------------------------------------


def _something_given(cases: list[Seen], wrong: list[Seen]) -> str:
    """Another array of the exercise in the place of the result: "This is Z"."""
    for name in wrong[0].given:
        if all(name in c.given and _same(c.given[name], c.received) for c in cases):
            return f"What stands{{in}} is {name}, no more and no less."
    return ""


def _constant(cases: list[Seen], wrong: list[Seen]) -> str:
    first = wrong[0].received.flat[0]
    several = len({c.received.shape for c in wrong}) > 1 or len(wrong) > 1
    if first is None or not several or not all((c.received == first).all() for c in cases):
        return ""
    if sum(c.expected.size for c in wrong) < 3:
        return ""
    return f"Every entry{{of}} is {first:.6g} in all cases, whatever the arguments are."


# --- values ---------------------------------------------------------------------------------


def _not_finite(cases: list[Seen], wrong: list[Seen]) -> str:
    """nan or inf, where nothing else is wrong."""
    strange = [~np.isfinite(c.received) & np.isfinite(c.expected) for c in wrong]
    rest = all(close(c.expected[~s], c.received[~s], 1e-4).all() for c, s in zip(wrong, strange))
    if not rest or not all(s.any() for s in strange):
        return ""
    where = _where([(c, s) for c, s in zip(wrong, strange)])
    return (
        f"There are nan or inf{{in}}{where}; all else is right. They come from 0/0, log(0), "
        "inf - inf or an e^z that is too large."
    )


def _proportional(cases: list[Seen], factor: Callable[[Seen], float]) -> bool:
    """Whether received = factor * expected in all cases."""
    with np.errstate(all="ignore"):
        return all(close(factor(c) * c.expected, c.received, 1e-4).all() for c in cases)


def _sign(cases: list[Seen], wrong: list[Seen]) -> str:
    flipped = _proportional(cases, lambda c: -1.0)
    return "Every entry{of} has the wrong sign." if flipped else ""


def _mean(cases: list[Seen], wrong: list[Seen]) -> str:
    if not all(c.examples for c in cases) or len({c.examples for c in wrong}) < 2:
        return ""
    if _proportional(cases, lambda c: c.examples):
        return "Every entry{of} is m times too large (m examples): a division by m is missing."
    if _proportional(cases, lambda c: 1 / c.examples):
        return "Every entry{of} is m times too small (m examples): one division by m too many."
    if _proportional(cases, lambda c: -c.examples):
        return "Every entry{of} has the wrong sign, and a division by m is missing."
    if _proportional(cases, lambda c: -1 / c.examples):
        return "Every entry{of} has the wrong sign, and there is one division by m too many."
    return ""


def _factor(cases: list[Seen], wrong: list[Seen]) -> str:
    largest = np.abs(wrong[0].expected).argmax()
    if wrong[0].expected.flat[largest] == 0:
        return ""
    factor = wrong[0].received.flat[largest] / wrong[0].expected.flat[largest]
    if (
        len(wrong) < 2
        or not np.isfinite(factor)
        or factor == 0
        or not _proportional(cases, lambda c: factor)
    ):
        return ""
    return f"Every entry{{of}} is {factor:.4g} times what it should be."


def _offset(cases: list[Seen], wrong: list[Seen]) -> str:
    offset = float((wrong[0].received - wrong[0].expected).flat[0])
    shifted = all(close(c.expected + offset, c.received, 1e-4).all() for c in cases)
    if not shifted or not np.isfinite(offset) or sum(c.expected.size for c in wrong) < 4:
        return ""
    size, way = f"{abs(offset):.4g}", "large" if offset > 0 else "small"
    return f"Every entry{{of}} is too {way} by {size}."


def _divided(cases: list[Seen], wrong: list[Seen]) -> str:
    """Divided by another count than m: by the number of inputs, or of all entries."""
    if not all(c.examples for c in cases):
        return ""
    for name in wrong[0].given:
        for count, what in (
            (lambda a: a.shape[0] if a.ndim else 0, f"{name}.shape[0]"),
            (lambda a: a.size, f"{name}.size"),
        ):
            counts = [count(c.given[name]) if name in c.given else 0 for c in cases]
            if min(counts) > 0 and all(
                close(c.expected * c.examples / n, c.received, 1e-4).all()
                for c, n in zip(cases, counts)
            ):
                return f"Every entry{{of}} is divided by {what}, not by m, the number of examples."
    return ""


def _off_by(cases: list[Seen], wrong: list[Seen]) -> str:
    """An argument too much, or missing: the result is too large by b."""
    for name in wrong[0].given:
        for sign, words in ((1, "too large"), (-1, "too small")):
            if all(name in c.given and _is_off(c, sign * c.given[name]) for c in cases):
                return f"What stands{{in}} is {words} by {name}, everywhere."
    return ""


def _is_off(case: Seen, by: np.ndarray) -> bool:
    try:
        return _same(case.expected + by, case.received)
    except ValueError:  # shapes that do not fit
        return False


def _cut_off(cases: list[Seen], wrong: list[Seen]) -> str:
    for change, words in (
        (
            np.trunc,
            "What stands behind the decimal point is lost{in}: whole numbers (an int array, "
            "astype(int), //) cut it off.",
        ),
        (np.abs, "The signs{in} are lost: all entries are absolute values."),
    ):
        if all(close(change(c.expected), c.received, 1e-4).all() for c in cases):
            return words
    return ""


def _rounded(cases: list[Seen], wrong: list[Seen]) -> str:
    for digits in range(5):
        if all(np.allclose(c.expected.round(digits), c.received, rtol=0, atol=1e-9) for c in cases):
            kept = f"to {digits} digits behind the point" if digits else "to whole numbers"
            return f"What stands{{in}} is rounded {kept}. Leave the numbers as they are."
    return ""


def _clipped(cases: list[Seen], wrong: list[Seen]) -> str:
    """All entries are right but for those beyond a limit."""
    low = min(c.received.min() for c in cases)
    high = max(c.received.max() for c in cases)
    if not np.isfinite([low, high]).all() or low == high:
        return ""
    if not all(close(np.clip(c.expected, low, high), c.received, 1e-4).all() for c in cases):
        return ""
    kept = sum((close(c.expected, c.received, 1e-4) & (c.received != 0)).sum() for c in wrong)
    if kept < 3 or len(wrong) < 2:
        return ""  # that may be chance
    limits = []
    if any((c.expected < low - 1e-3 * abs(low)).any() for c in wrong):
        limits.append(f"below {low:.4g}")
    if any((c.expected > high + 1e-3 * abs(high)).any() for c in wrong):
        limits.append(f"above {high:.4g}")
    return (
        f"What stands{{in}} never goes {' or '.join(limits)}: it is cut off there."
        if limits
        else ""
    )


_OTHER_VALUES = (
    ("1 minus what it should be", lambda v: 1 - v),
    ("the square of what it should be", lambda v: v**2),
    ("the square root of what it should be", lambda v: np.sqrt(v)),
    ("one over what it should be", lambda v: 1 / v),
    ("the logarithm of what it should be", lambda v: np.log(v)),
    ("e to the power of what it should be", lambda v: np.exp(v)),
    ("tanh of what it should be", lambda v: np.tanh(v)),
    ("the sigmoid of what it should be", lambda v: 1 / (1 + np.exp(-v))),
    ("relu of what it should be", lambda v: np.maximum(0, v)),
    ("a hundred times what it should be, in percent", lambda v: 100 * v),
)


def _function_of(cases: list[Seen], wrong: list[Seen]) -> str:
    """Another function of the right entries: their square, 1 minus them ..."""
    with np.errstate(all="ignore"):
        for words, change in _OTHER_VALUES:
            if all(close(change(c.expected), c.received, 1e-4).all() for c in cases):
                return f"What stands{{in}} is {words}."
    return ""


def _in_another_order(cases: list[Seen], wrong: list[Seen]) -> str:
    if (
        len(wrong) < 2
        or sum(c.expected.size for c in wrong) < 4
        or not all(len(np.unique(c.expected)) > 1 and _sorted_same(c) for c in cases)
    ):
        return ""
    if all(
        _same(c.expected, c.received.reshape(-1)[::-1].reshape(c.expected.shape)) for c in cases
    ):
        return "The numbers{in} are right, but stand in the reverse order."
    return "The numbers{in} are right, but stand in another order."


def _sorted_same(case: Seen) -> bool:
    one, other = np.sort(case.expected, axis=None), np.sort(case.received, axis=None)
    return _same(one, other)


def _only_some_lines(cases: list[Seen], wrong: list[Seen]) -> str:
    """One row or column is wrong, or only one is right."""
    if any(c.expected.ndim != 2 for c in wrong):
        return ""
    for axis, line in ((0, "column"), (1, "row")):
        if len({c.expected.shape[1 - axis] for c in wrong} - {1}) < 2:
            continue
        good = [close(c.expected, c.received, 1e-4).all(axis=axis) for c in wrong]
        for right_ones, words in (
            (lambda n: np.arange(n) < n - 1, f"All {line}s{{of}} but the last are right."),
            (lambda n: np.arange(n) > 0, f"All {line}s{{of}} but the first are right."),
            (lambda n: np.arange(n) == 0, f"Only the first {line}{{of}} is right."),
            (lambda n: np.arange(n) == n - 1, f"Only the last {line}{{of}} is right."),
        ):
            if all(np.array_equal(g, right_ones(len(g))) for g in good):
                return words
    return ""


def _only_somewhere(cases: list[Seen], wrong: list[Seen]) -> str:
    """All that is wrong is where an argument is negative, or 0, or ..."""
    bad = [~close(c.expected, c.received, 1e-4) for c in cases]
    where = _where(list(zip(cases, bad)))
    return f"Wrong{{in}} is only what stands{where}; all else is right." if where else ""


_SIGNS = (
    ("is 0", lambda v: v == 0),
    ("is negative", lambda v: v < 0),
    ("is positive", lambda v: v > 0),
    ("is 0 or negative", lambda v: v <= 0),
    ("is 0 or positive", lambda v: v >= 0),
    ("is 1", lambda v: v == 1),
)


def _where(marked: list[tuple[Seen, np.ndarray]]) -> str:
    """Where the marked entries are, by the sign of an argument of the same shape."""
    inside = sum(mark.sum() for _, mark in marked)
    size = sum(mark.size for _, mark in marked)
    if len(marked) < 2 or size < 12 or min(inside, size - inside) < 3:
        return ""  # that may be chance
    for name in marked[0][0].given:
        if not all(name in c.given and c.given[name].shape == mark.shape for c, mark in marked):
            continue
        for words, test in _SIGNS:
            tests = [test(c.given[name]) for c, _ in marked]
            some_not = not all(t.all() for t in tests)
            if some_not and all(np.array_equal(t, mark) for t, (_, mark) in zip(tests, marked)):
                return f" where {name} {words}"
    return ""


# --- shapes ---------------------------------------------------------------------------------


def _turned(cases: list[Seen], wrong: list[Seen]) -> str:
    if all(c.received.ndim == 2 and _same(c.expected, c.received.T) for c in wrong):
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
    return _same(np.ravel(one), np.ravel(other))


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


_SHAPE_CLUES = (
    _something_given,
    _turned,
    _other_shape,
    _added_up,
    _repeated,
    _entries,
    _beside,
    _axis_lost,
    _one_axis,
)
_VALUE_CLUES = (
    _something_given,
    _constant,
    _not_finite,
    _sign,
    _mean,
    _factor,
    _divided,
    _off_by,
    _cut_off,
    _rounded,
    _offset,
    _function_of,
    _clipped,
    _only_somewhere,
    _only_some_lines,
    _in_another_order,
)


def numbers_in(value: object) -> np.ndarray | None:
    """A received value as an array of floats, or None."""
    array = as_numbers(value)
    return None if array is None else array.astype(float)
