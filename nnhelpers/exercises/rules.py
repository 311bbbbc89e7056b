"""Conditions on how a function works, not on what it returns.

A rule takes the learner's function and the exercise, and returns a sentence if it is broken,
else "".
"""

import dis
import inspect
from collections.abc import Callable

from nnhelpers.exercises.reading import parts_of, reached


def no_loop(answer: Callable, exercise) -> str:
    """Neither the function nor its helpers may contain a for, a while or a comprehension."""
    codes = [getattr(answer, "__code__", None)]
    codes += [getattr(value, "__code__", None) for _, value in reached(answer) if _is_own(value)]
    steps = (
        step.opname
        for code in codes
        for part in parts_of(code)
        for step in dis.get_instructions(part)
    )
    if any(name.startswith(("FOR_ITER", "JUMP_BACKWARD", "POP_JUMP_BACKWARD")) for name in steps):
        return "There still is a loop in it. The exercise is to do without: whole arrays."
    return ""


def _is_own(value: object) -> bool:
    """Whether a function is the learner's."""
    module = getattr(value, "__module__", None) or ""
    return inspect.isfunction(value) and module.split(".")[0] not in ("numpy", "nnhelpers")


HYPERBOLIC = ("tanh", "sinh", "cosh")


def no_hyperbolic(answer: Callable, exercise) -> str:
    """Nothing that the function uses may be tanh, sinh or cosh, under whatever name."""
    names = _code_names(answer) if _is_own(answer) else {getattr(answer, "__name__", "")}
    for name, value in reached(answer):
        if _is_own(value):
            names |= _code_names(value)
        else:
            names |= {name, getattr(value, "__name__", ""), value if isinstance(value, str) else ""}
    used = sorted(names.intersection(HYPERBOLIC))
    return f"It uses {used[0]}. Do it with np.exp, or with your own sigmoid." if used else ""


def _code_names(function: Callable) -> set[str]:
    """Names of globals and attributes in a function's code, without the learner's own functions."""
    names = set()
    for part in parts_of(function.__code__):
        for step in dis.get_instructions(part):
            own = step.opname == "LOAD_GLOBAL" and _is_own(function.__globals__.get(step.argval))
            kinds = ("LOAD_GLOBAL", "LOAD_ATTR", "LOAD_METHOD", "IMPORT_FROM")
            if step.opname.startswith(kinds) and not own:
                names.add(step.argval)
    return names


def own_functions_only(answer: Callable, exercise) -> str:
    """Neither the function nor what it calls may use anything of this package."""
    for name, value in reached(answer):
        module = value.__name__ if inspect.ismodule(value) else getattr(value, "__module__", None)
        if str(module).split(".")[0] == "nnhelpers" and ".exercises" not in str(module):
            return _borrowed(name)
    for _, value in [("", answer), *reached(answer)]:
        for part in parts_of(getattr(value, "__code__", None) if _is_own(value) else None):
            for step in dis.get_instructions(part):
                if step.opname == "IMPORT_NAME" and step.argval.split(".")[0] == "nnhelpers":
                    return _borrowed("functions")
    return ""


def _borrowed(name: str) -> str:
    return (
        f"It uses {name} of nnhelpers. This exercise is to do it with your own functions and "
        "NumPy only."
    )
