"""What can be said of a function that was handed in before its results are compared."""

import dis
import inspect
from collections.abc import Callable

from nnhelpers.exercises.diagnosis import BLANK, WRONG, Diagnosis, all_blank
from nnhelpers.exercises.guard import Outcome
from nnhelpers.exercises.wording import kind_of


def unusable(exercise, answer: object) -> Diagnosis | None:
    """A diagnosis for what is no function, or not one that can be called; else None."""
    name, variable = exercise.name, exercise.variable
    if answer is ... or all_blank(answer):
        return exercise.blank()
    if answer is None:
        text = f'Hand in the function itself: check("{name}", {variable}), without parentheses.'
        return Diagnosis(WRONG, "this is None, not a function.", (text,), causes=(text,))
    if not callable(answer):
        text = f'Hand in the function itself: check("{name}", {variable}), without parentheses.'
        return Diagnosis(
            WRONG, f"this is a {kind_of(answer)}, not a function.", (text,), causes=(text,)
        )
    module = getattr(answer, "__module__", None) or ""
    if module.startswith("nnhelpers.") and not module.startswith("nnhelpers.exercises"):
        text = f"Write {variable} in the cell above, run it, and hand that in."
        return Diagnosis(BLANK, "not attempted yet; this is the package's own function.", (text,))
    try:
        inspect.signature(answer).bind(*exercise.cases[0])
    except TypeError:
        expected = ", ".join(exercise.parameters)
        text = f"Expected {variable}({expected}); yours is {variable}{inspect.signature(answer)}."
        return Diagnosis(WRONG, "the arguments do not fit.", (text,), causes=(text,))
    except ValueError:
        pass  # some functions written in C have no signature
    return None


def is_blank(outcome: Outcome, answer: Callable) -> bool:
    """Whether a call shows that nothing has been written yet."""
    if outcome.error_type == "NotImplementedError":
        return True
    if outcome.error or outcome.too_slow:
        return False
    return all_blank(outcome.value) or (outcome.value is None and _does_nothing(answer))


def _does_nothing(answer: Callable) -> bool:
    """Whether a function's body is only a docstring, pass or ... ."""
    code = getattr(answer, "__code__", None)
    if code is None:
        return False
    silent = {"RESUME", "NOP", "COPY_FREE_VARS", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST"}
    return {step.opname for step in dis.get_instructions(code)} <= silent
