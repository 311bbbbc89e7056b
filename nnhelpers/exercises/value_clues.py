"""What wrong numbers have to do with the right ones: a sign, a factor, a place where all is right.

Each function looks at one place of the result in all cases and in the wrong ones, and returns a
sentence or "". In a sentence {of} and {in} stand for the place.
"""

from collections.abc import Callable

import numpy as np

from nnhelpers.exercises.compare import close
from nnhelpers.exercises.seen import Seen, same, something_given


def _constant(cases: list[Seen], wrong: list[Seen]) -> str:
    first = wrong[0].received.flat[0]
    several = len({c.received.shape for c in wrong}) > 1 or len(wrong) > 1
    if first is None or not several or not all((c.received == first).all() for c in cases):
        return ""
    if sum(c.expected.size for c in wrong) < 3:
        return ""
    return f"Every entry{{of}} is {first:.6g} in all cases, whatever the arguments are."


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
        return same(case.expected + by, case.received)
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
            places = "1 digit" if digits == 1 else f"{digits} digits"
            kept = f"to {places} behind the point" if digits else "to whole numbers"
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
    if all(same(c.expected, c.received.reshape(-1)[::-1].reshape(c.expected.shape)) for c in cases):
        return "The numbers{in} are right, but stand in the reverse order."
    return "The numbers{in} are right, but stand in another order."


def _sorted_same(case: Seen) -> bool:
    one, other = np.sort(case.expected, axis=None), np.sort(case.received, axis=None)
    return same(one, other)


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


VALUE_CLUES = (
    something_given,
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
