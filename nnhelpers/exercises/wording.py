"""How values and differences read in a diagnosis: short, the same on every machine, no color."""

import numpy as np

from nnhelpers.exercises.compare import Difference

SMALL = 30  # numbers; arguments larger than this are shown by their shape only
FEW = 2  # arrays in a dict; more are shown by their shapes only


def show(value: object, digits: int = 4) -> str:
    """A value as a learner would type it, arrays on as many lines as they need."""
    if isinstance(value, np.ndarray):
        text = np.array2string(
            value, precision=digits, suppress_small=False, threshold=SMALL, max_line_width=84
        )
        return text if value.ndim < 3 else " ".join(text.split())
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
        return f"dict with the keys {', '.join(map(str, value))}" if value else "dict without keys"
    if isinstance(value, (bool, int, float, np.number)):
        return "number"
    if isinstance(value, str):
        return "text"
    return "function" if callable(value) else type(value).__name__


def listed(words: list[str]) -> str:
    """Words in a row: "dW1, db1 and dW2"."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def show_arguments(names: tuple[str, ...], arguments: tuple) -> list[str]:
    """One or more lines for each argument; large ones, and many in a dict, by their shapes."""
    lines = []
    for name, value in zip(names, arguments, strict=False):
        if isinstance(value, dict) and len(value) > FEW:
            shapes = (f"{key} {entry.shape}" for key, entry in value.items())
            lines.append(f"{name}: {', '.join(shapes)}")
        elif isinstance(value, dict):
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
        keys = f"the keys {', '.join(map(str, received))}"
        return [
            f"{place}expected the keys {', '.join(map(str, expected))}",
            f"{place}received {keys}" if received else f"{place}received an empty dict",
        ]
    if difference.kind in ("type", "length"):
        return [f"{place}expected a {kind_of(expected)}, received a {kind_of(received)}"]
    digits = 4 if show(expected) != show(received) else 8
    lines = []
    for word, value in (("expected", expected), ("received", received)):
        shape = f"   shape {value.shape}" if value.ndim else ""
        lines += _indented(f"{place}{word} ", show(value[()], digits) + shape)
    return lines
