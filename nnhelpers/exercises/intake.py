"""What comes out of an answer, made plain: numbers, texts, arrays, dicts, lists and tuples.

An object of a learner's may do anything when it is compared, copied or shown: go on for ever, hold
itself, claim more numbers than a memory has. So it is looked at once, inside the guard; what the
check sees from then on runs no code of the learner's.
"""

import copy
import inspect
import sys
from collections.abc import Iterable, Mapping

import numpy as np

MOST_BYTES = 64 * 2**20  # of an array; right results have a few kB
MOST_ENTRIES = 1_000_000  # of lists and dicts, together
DEEPEST = 20  # lists in one another
LONGEST = 10_000  # characters of a text
LARGEST = 1024  # bits of a whole number: above that it is no float any more

# Whose classes do nothing unforeseen.
_KNOWN = {"numpy", "nnhelpers", *sys.stdlib_module_names} - {"__main__"}


class Refused(Exception):
    """Raised for what a check does not look at; the message says what it is."""


def made_plain(value: object) -> object:
    """A copy of a value, with nothing in it that could run code of the learner's.

    Lists, dicts and arrays of any class become Python's and NumPy's own; what has `__array__` or
    `__float__` becomes an array or a float; of other objects the name of the class is left.

    Raises
    ------
    Refused
        For what is too large or too deep, holds itself, or hides numbers behind a mask.
    """
    return _Intake().take(value, 0)


class _Intake:
    """Takes one value in, and counts what it holds."""

    def __init__(self) -> None:
        self._left = MOST_ENTRIES

    def take(self, value: object, depth: int) -> object:
        if depth > DEEPEST:
            raise Refused("a list or dict that holds itself, or too many of them in one another")
        for kinds, taken in (
            ((type(None), type(...), bool, np.generic), lambda: value),
            ((str, bytes), lambda: _text(value)),
            (int, lambda: _whole(value)),
            (float, lambda: float.__pos__(value)),
            (np.ndarray, lambda: self._array(value, depth)),
            (dict, lambda: self._dict(dict.items(value), dict.__len__(value), depth)),
            (list, lambda: self._list(list.__iter__(value), list.__len__(value), depth)),
            (tuple, lambda: tuple(self._list(tuple.__iter__(value), tuple.__len__(value), depth))),
        ):
            if issubclass(type(value), kinds):
                return taken()
        return self._other(value, depth)

    def _other(self, value: object, depth: int) -> object:
        """An object of any other class."""
        kind = type(value)
        if inspect.iscoroutine(value):
            value.close()
        elif hasattr(kind, "__array__"):
            return self._array(np.asarray(value), depth)
        elif hasattr(kind, "__float__"):
            return float(value)
        elif hasattr(kind, "__len__") and hasattr(kind, "__getitem__"):
            return self._collection(value, depth)
        elif not callable(value):
            return _copy_of(value) if _root(kind) in _KNOWN else _stand_in(kind)
        return value

    def _collection(self, value: object, depth: int) -> object:
        """A range, a deque, a mapping: anything with a length."""
        try:
            length = len(value)
        except OverflowError:
            length = sys.maxsize
        if isinstance(value, Mapping):
            return self._dict(((key, value[key]) for key in value), length, depth)
        return self._list((value[i] for i in range(length)), length, depth)

    def _dict(self, items: Iterable, length: int, depth: int) -> dict:
        self._count(length)
        return {_key(key): self.take(entry, depth + 1) for key, entry in items}

    def _list(self, entries: Iterable, length: int, depth: int) -> list:
        self._count(length)
        return [self.take(entry, depth + 1) for entry in entries]

    def _count(self, entries: int) -> None:
        if entries > self._left:
            raise Refused(f"a collection of more than {MOST_ENTRIES:,} entries")
        self._left -= entries

    def _array(self, value: np.ndarray, depth: int) -> np.ndarray:
        shape, size = value.shape, value.size * value.itemsize
        if size > MOST_BYTES:
            raise Refused(f"an array of shape {shape}, which is {_size(size)} of numbers")
        if isinstance(value, np.ma.MaskedArray) and np.ma.getmaskarray(value).any():
            masked = int(np.ma.getmaskarray(value).sum())
            raise Refused(
                f"a masked array in which {masked} of {value.size} entries are hidden; "
                "np.where puts a number in their place"
            )
        if value.dtype.kind != "O":
            return np.array(value, subok=False)
        entries = np.empty(value.size, dtype=object)
        for i, entry in enumerate(self._list(np.asarray(value).flat, value.size, depth)):
            entries[i] = entry
        return entries.reshape(shape)


def _text(value: str | bytes) -> str | bytes:
    kind = str if issubclass(type(value), str) else bytes
    return kind.__getitem__(value, slice(LONGEST))


def _whole(value: int) -> int:
    bits = int.bit_length(value)
    if bits > LARGEST:
        raise Refused(f"a whole number of some {bits * 0.30103:.0f} digits")
    return int.__pos__(value)


def _key(key: object) -> object:
    """A key, as it is if it is a text or a number, else the name of its class."""
    return key if type(key) in (str, int, float, bool, type(None)) else f"<{type(key).__name__}>"


def _copy_of(value: object) -> object:
    """A deep copy where one can be made (not of a generator, for instance)."""
    try:
        return copy.deepcopy(value)
    except Exception:
        return value


def _stand_in(kind: type) -> object:
    """An object of an empty class with the same name."""
    return type(kind.__name__, (), {})()


def _root(kind: type) -> str:
    """The package that a class comes from."""
    return str(kind.__module__).split(".")[0]


def _size(count: int) -> str:
    """Bytes in a unit that is read easily: 80 MB, 6.0 GB."""
    return f"{count / 1e6:.0f} MB" if count < 1e9 else f"{count / 1e9:,.1f} GB"
