"""Whether two results are the same, and where they differ.

Numbers are compared with a tolerance wide enough for float32 and for any equivalent formula;
lists count as arrays, a tuple may be a list, and one number may come in an array of one entry.
Shapes are strict, because (m,) in place of (1, m) is a real mistake.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from numbers import Number

import numpy as np

ORDINALS = tuple(
    f"the {word}" for word in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
)


@dataclass(frozen=True)
class Difference:
    """One place where a result departs from what was expected.

    Attributes
    ----------
    where : str
        Key or position, "" for the result as a whole.
    kind : str
        "blank", "missing", "type", "keys", "length", "shape" or "value".
    expected, received : object
        As arrays for the kinds shape and value.
    """

    where: str
    kind: str
    expected: object
    received: object


def differences(
    expected: object,
    received: object,
    tolerance: float,
    names: tuple[str, ...] = (),
    where: str = "",
) -> list[Difference]:
    """All places where received differs from expected.

    Parameters
    ----------
    expected, received : object
        Number, array, text, bool, None, or a dict, tuple or list of them.
    tolerance : float
        Allowed: tolerance * |entry| + tolerance / 10 * the largest |entry| of its array; nothing
        where whole numbers are expected.
    names : tuple of str
        Names of the entries of an expected tuple.
    where : str
        Place of `expected` in the whole.

    Returns
    -------
    list of Difference, empty if the two are the same
    """
    if received is ... and expected is not ...:
        return [Difference(where, "blank", expected, received)]
    if received is None and expected is not None:
        return [Difference(where, "missing", expected, received)]
    if isinstance(expected, dict):
        return _dict_differences(expected, received, tolerance, where)
    if isinstance(expected, tuple) or (isinstance(expected, list) and as_numbers(expected) is None):
        return _tuple_differences(expected, received, tolerance, names, where)
    if isinstance(expected, (Number, np.ndarray, np.generic, list)):
        return _number_differences(expected, received, tolerance, where)
    same = type(expected) is type(received) and expected == received
    return [] if same else [Difference(where, "type", expected, received)]


def leaves(
    expected: object, received: object, names: tuple[str, ...] = (), where: str = ""
) -> Iterator[tuple[str, object, object]]:
    """(place, expected, received) for every array or number that is expected.

    Places are named as in a Difference; received is None where there is nothing in that place.
    """
    if isinstance(expected, dict):
        entries = received if isinstance(received, Mapping) else {}
        for key, value in expected.items():
            yield from leaves(value, entries.get(key), where=_join(where, key))
    elif isinstance(expected, tuple):
        given = isinstance(received, (tuple, list)) and len(received) == len(expected)
        entries = received if given else [None] * len(expected)
        for label, value, entry in zip(labels(len(expected), names), expected, entries):
            yield from leaves(value, entry, where=_join(where, label))
    else:
        yield where, expected, received


def labels(count: int, names: tuple[str, ...]) -> tuple[str, ...]:
    """What the entries of a tuple are called."""
    if len(names) == count:
        return names
    return ORDINALS[:count] + tuple(f"number {i + 1}" for i in range(len(ORDINALS), count))


def _dict_differences(expected, received, tolerance, where):
    if not isinstance(received, Mapping):
        return [Difference(where, "type", expected, received)]
    missing = [key for key in expected if key not in received]
    surplus = [key for key in received if key not in expected]
    if missing or surplus:
        return [Difference(where, "keys", list(expected), list(received))]
    return [
        difference
        for key, value in expected.items()
        for difference in differences(value, received[key], tolerance, where=_join(where, key))
    ]


def _tuple_differences(expected, received, tolerance, names, where):
    if isinstance(received, np.ndarray) and received.ndim == 1:
        received = received.tolist()
    if not isinstance(received, (tuple, list)):
        return [Difference(where, "type", expected, received)]
    if len(received) != len(expected):
        return [Difference(where, "length", expected, received)]
    return [
        difference
        for label, a, b in zip(labels(len(expected), names), expected, received, strict=True)
        for difference in differences(a, b, tolerance, where=_join(where, label))
    ]


def _number_differences(expected, received, tolerance, where):
    array, wanted = as_numbers(received), as_numbers(expected)
    if array is None or wanted is None:  # a misconception may well end in complex numbers
        return [Difference(where, "type", expected, received)]
    one_number = wanted.ndim == 0 and array.size == 1
    lists = isinstance(expected, list) and isinstance(received, (list, tuple))
    one_list = lists and wanted.ndim == 1 and array.size == wanted.size
    if one_number or one_list:
        array = array.reshape(wanted.shape)
    if array.shape != wanted.shape:
        return [Difference(where, "shape", wanted, array)]
    if close(wanted, array, tolerance).all():
        return []
    return [Difference(where, "value", wanted, array)]


def as_numbers(value: object) -> np.ndarray | None:
    """Value as an array of real numbers, or None if it is something else."""
    if isinstance(value, (str, bytes, Mapping)) or callable(value):
        return None
    try:
        array = np.asarray(value)
        if array.dtype.kind == "O":
            array = _numbers_of_objects(array)
    except (TypeError, ValueError):
        return None
    return array if array.dtype.kind in "biuf" else None


def _numbers_of_objects(array: np.ndarray) -> np.ndarray:
    """An array of objects as floats; TypeError where an entry is no number."""
    entries = [np.asarray(entry) for entry in array.flat]
    if any(entry.size != 1 or entry.dtype.kind not in "biufO" for entry in entries):
        raise TypeError("an entry is no number")
    return np.array([float(entry.item()) for entry in entries]).reshape(array.shape)


def close(expected: np.ndarray, received: np.ndarray, tolerance: float) -> np.ndarray:
    """Entry by entry, whether two arrays of one shape agree; nan and inf agree with themselves."""
    if np.array_equal(expected, received):
        return np.ones(expected.shape, dtype=bool)
    exact = expected.dtype.kind in "iu"  # whole numbers are counts, labels, pixels
    expected, received = expected.astype(float), received.astype(float)
    finite = np.abs(expected[np.isfinite(expected)])
    scale = finite.max() if finite.size else 0.0
    with np.errstate(all="ignore"):
        margin = 0 if exact else tolerance * np.abs(expected) + 0.1 * tolerance * scale
        near = np.abs(expected - received) <= margin + 1e-12
    same = (expected == received) | (np.isnan(expected) & np.isnan(received))
    both_finite = np.isfinite(expected) & np.isfinite(received)
    return np.where(both_finite, near, same)


def _join(where: str, label: str) -> str:
    return f"{where} {label}".strip()
