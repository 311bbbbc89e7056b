"""Conditions on how a function works, not on what it returns.

A rule takes the learner's function and the exercise, and returns a sentence if it is broken,
else "".
"""

import dis
import sys
from collections.abc import Callable, Iterator
from types import CodeType, FrameType

from nnhelpers.exercises.guard import run


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
    """The function must not call anything of this package."""
    borrowed = []

    def watch(frame: FrameType, event: str, _: object) -> None:
        module = frame.f_globals.get("__name__", "")
        if event == "call" and module.startswith("nnhelpers.") and ".exercises" not in module:
            borrowed.append(frame.f_code.co_name)

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        run(answer, exercise.fresh_case(0), exercise.parameters)
    finally:
        sys.setprofile(before)
    if borrowed:
        return (
            f"It calls {borrowed[0]} of nnhelpers. This exercise is to do it with your own "
            "functions and NumPy only."
        )
    return ""
