"""How values and differences read in a diagnosis: short, the same on every machine, no colour."""

from collections.abc import Callable

import numpy as np

from nnhelpers.exercises.compare import Difference, close

SMALL = 30  # numbers; arguments larger than this are shown by their shape only


def show(value: object, digits: int = 4) -> str:
    """A value as a learner would type it, arrays on as many lines as they need."""
    if isinstance(value, np.ndarray):
        return np.array2string(
            value, precision=digits, suppress_small=False, threshold=SMALL, max_line_width=84
        )
    if isinstance(value, (bool, np.bool_, str)) or value is None:
        return repr(value) if isinstance(value, str) else str(value)
    if isinstance(value, (int, float, np.number)):
        return f"{value:.{digits + 2}g}" if isinstance(value, (float, np.floating)) else str(value)
    if isinstance(value, (list, tuple)):
        left, right = "[]" if isinstance(value, list) else "()"
        shown = ", ".join(show(entry, digits) for entry in value[:6])
        return f"{left}{shown}{', …' if len(value) > 6 else ''}{right}"
    if isinstance(value, np.random.Generator):
        return "a random generator"
    return f"a {kind_of(value)}"


def kind_of(value: object) -> str:
    """What a value is, in words."""
    if isinstance(value, np.ndarray):
        return f"numpy array of shape {value.shape}"
    if isinstance(value, (tuple, list)):
        return f"{type(value).__name__} of {len(value)}"
    if isinstance(value, dict):
        return f"dict with the keys {', '.join(map(str, value)) or '(none)'}"
    if isinstance(value, (bool, int, float, np.number)):
        return "number"
    if isinstance(value, str):
        return "text"
    return "function" if callable(value) else type(value).__name__


def show_arguments(names: tuple[str, ...], arguments: tuple) -> list[str]:
    """One or more lines for each argument; large ones by their shape."""
    lines = []
    for name, value in zip(names, arguments, strict=False):
        if isinstance(value, dict):
            for key, entry in value.items():
                lines += _assignment(f'{name}["{key}"]', entry)
        else:
            lines += _assignment(name, value)
    return lines


def _assignment(name: str, value: object) -> list[str]:
    if isinstance(value, np.ndarray):
        if value.size > SMALL:
            return [f"{name}: shape {value.shape}"]
        return _indented(f"{name} = ", show(value))
    if callable(value):
        return [f"{name}: the function {getattr(value, '__name__', 'given')}"]
    if isinstance(value, list) and value and isinstance(value[0], np.ndarray):
        return [f"{name}: list of {len(value)} arrays of shape {value[0].shape}"]
    return [f"{name} = {show(value)}"]


def _indented(head: str, text: str) -> list[str]:
    first, *rest = text.splitlines()
    return [head + first, *(" " * len(head) + line for line in rest)]


def show_difference(difference: Difference) -> list[str]:
    """Expected and received of one place, with their shapes."""
    expected, received = difference.expected, difference.received
    place = f"{difference.where}: " if difference.where else ""
    if difference.kind in ("blank", "missing"):
        what = "still is ..." if difference.kind == "blank" else "is None"
        return [f"{difference.where or 'the result'} {what}; expected a {kind_of(expected)}"]
    if difference.kind == "keys":
        return [
            f"{place}expected the keys {', '.join(map(str, expected))}",
            f"{place}received the keys {', '.join(map(str, received)) or '(none)'}",
        ]
    if difference.kind in ("type", "length"):
        return [f"{place}expected a {kind_of(expected)}, received a {kind_of(received)}"]
    digits = 4 if show(expected) != show(received) else 8
    lines = []
    for word, value in (("expected", expected), ("received", received)):
        shape = f"   shape {value.shape}" if value.ndim else ""
        lines += _indented(f"{place}{word} ", show(value[()], digits) + shape)
    return lines


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
