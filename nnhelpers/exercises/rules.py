"""Conditions on how a function works, not on what it returns.

A rule takes the learner's function and the exercise, and returns a sentence if it is broken,
else "".
"""

import dis
import inspect
from collections.abc import Callable, Iterator
from types import CodeType


def no_loop(answer: Callable, exercise) -> str:
    """The function must contain no for, no while and no comprehension."""
    code = getattr(answer, "__code__", None)
    steps = (step.opname for part in _parts(code) for step in dis.get_instructions(part))
    if any(name.startswith(("FOR_ITER", "JUMP_BACKWARD", "POP_JUMP_BACKWARD")) for name in steps):
        return "There still is a loop in it. The exercise is to do without: matrix products."
    return ""


def _parts(code: CodeType | None) -> Iterator[CodeType]:
    """The code of a function and of everything defined inside it."""
    if code is None:
        return
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _parts(constant)


def no_hyperbolic(answer: Callable, exercise) -> str:
    """The function must not call np.tanh, np.sinh or np.cosh."""
    names = {name for part in _parts(getattr(answer, "__code__", None)) for name in part.co_names}
    used = sorted(names & {"tanh", "sinh", "cosh"})
    return f"It uses {used[0]}. Do it with np.exp, or with your own sigmoid." if used else ""


def own_functions_only(answer: Callable, exercise) -> str:
    """Neither the function nor what it calls may use anything of this package."""
    borrowed = next(_borrowed(answer, set()), "")
    if borrowed:
        return (
            f"It uses {borrowed} of nnhelpers. This exercise is to do it with your own functions "
            "and NumPy only."
        )
    return ""


def _borrowed(function: object, seen: set) -> Iterator[str]:
    """Names in a function, and in the learner's functions that it uses, that are nnhelpers'."""
    if id(function) in seen or not isinstance(getattr(function, "__code__", None), CodeType):
        return
    seen.add(id(function))
    inner = inspect.getclosurevars(function)
    for name, value in {**inner.globals, **inner.nonlocals}.items():
        module = value.__name__ if inspect.ismodule(value) else getattr(value, "__module__", None)
        if str(module).split(".")[0] == "nnhelpers" and ".exercises" not in module:
            yield name
        else:
            yield from _borrowed(value, seen)
    for step in (step for part in _parts(function.__code__) for step in dis.get_instructions(part)):
        if step.opname == "IMPORT_NAME" and step.argval.split(".")[0] == "nnhelpers":
            yield step.argval
