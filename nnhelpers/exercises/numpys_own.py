"""NumPy's own functions, put back where a notebook has replaced them.

A cell or a function with `np.exp = ...` in it changes what every later cell computes, the checks
included. What NumPy, math and Python hold themselves is remembered here when the exercises are
loaded; what a cell has replaced before that is found where NumPy defines it. The process of a
graded answer runs this file too, so it needs nothing of the package.
"""

import builtins
import math

import numpy as np

# Notebooks change some of Python's functions themselves (input, exit, display).
_OF_PYTHON = (
    "abs", "all", "any", "bool", "dict", "divmod", "enumerate", "filter", "float", "int",
    "isinstance", "iter", "len", "list", "map", "max", "min", "pow", "range", "reversed", "round",
    "set", "slice", "sorted", "str", "sum", "tuple", "type", "zip",
)  # fmt: skip

_HOMES = (np._core, np._core.umath, np.lib._function_base_impl, np.linalg._linalg)


def _original(name: str, value: object) -> object:
    """What NumPy itself has under that name: `value`, or what some cell has put it in place of."""
    root = (getattr(value, "__module__", None) or "numpy").split(".")[0]
    if root in ("numpy", "builtins"):
        return value
    return next((getattr(home, name) for home in _HOMES if hasattr(home, name)), value)


def _public(module: object) -> dict[str, object]:
    """The functions and classes of a module."""
    return {n: value for n, value in vars(module).items() if callable(value) and n[0] != "_"}


_OWN = {
    (np, "np"): {name: _original(name, value) for name, value in _public(np).items()},
    (np.linalg, "np.linalg"): {
        name: _original(name, value) for name, value in _public(np.linalg).items()
    },
    (np.random, "np.random"): _public(np.random),
    (math, "math"): _public(math),
    (builtins, "builtins"): {name: getattr(builtins, name) for name in _OF_PYTHON},
}


def put_back() -> tuple[str, ...]:
    """Put NumPy's own functions back, and return the names of those that had been replaced.

    The first call names as well what had been replaced before the exercises were loaded.
    """
    replaced = [*_before]
    _before.clear()
    for (module, label), own in _OWN.items():
        now = vars(module)
        for name, value in own.items():
            if now.get(name) is not value:
                setattr(module, name, value)
                replaced.append(f"{label}.{name}")
    return tuple(replaced)


_before: list[str] = []
_before.extend(put_back())  # the pages compute with them as soon as they are loaded


def replacement(replaced: tuple[str, ...]) -> str:
    """A sentence for code that puts something in the place of NumPy's own functions."""
    names = ", ".join(replaced)
    return (
        f"Something else was put in the place of {names}, for every other cell as well. "
        "The original is back; give yours another name."
    )
