"""From an answer to a diagnosis: right, not attempted, or wrong and why.

A wrong answer is compared with the exercise's misconceptions first: if everything it returns is
what one of them returns, its author gets that sentence. Otherwise the smallest case that fails is
shown. Nothing here prints; the public face is in `__init__.py`.
"""

import ast
import dis
import functools
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from nnhelpers.exercises.compare import Difference, as_numbers, differences, places
from nnhelpers.exercises.exercise import (
    Exercise,
    FunctionExercise,
    LineExercise,
    ValueExercise,
)
from nnhelpers.exercises.guard import LIMIT, Outcome, Watchdog, run
from nnhelpers.exercises.wording import clue, kind_of, show_arguments, show_difference

RIGHT, BLANK, WRONG = "right", "not attempted", "wrong"


@dataclass(frozen=True)
class Diagnosis:
    """What `check` found.

    Attributes
    ----------
    verdict : str
        RIGHT, BLANK or WRONG.
    headline : str
        After the exercise's name.
    details : tuple of str
        Lines below it.
    says : str
        The misconception's sentence, if one was recognised.
    """

    verdict: str
    headline: str
    details: tuple[str, ...] = ()
    says: str = ""


def diagnose(exercise: Exercise, answer: object) -> Diagnosis:
    """Judge an answer to an exercise.

    Parameters
    ----------
    exercise : Exercise
    answer : object
        Whatever the learner hands in.
    """
    if isinstance(exercise, LineExercise):
        return _diagnose_line(exercise, answer)
    if isinstance(exercise, ValueExercise):
        return _diagnose_value(exercise, answer)
    return _diagnose_function(exercise, answer)


# --- functions ------------------------------------------------------------------------------


def _diagnose_function(exercise: FunctionExercise, answer: object) -> Diagnosis:
    unusable = _unusable(exercise, answer)
    if unusable is not None:
        return unusable
    with Watchdog(LIMIT) as watchdog:
        outcomes = []
        for index in range(len(exercise.cases)):
            outcomes.append(_try(exercise, answer, index, watchdog))
            if index == 0 and _is_blank(outcomes[0], answer):
                return _blank(exercise)
            if outcomes[-1].too_slow:
                return _too_slow(outcomes[-1])
        failing = [i for i, outcome in enumerate(outcomes) if _departs(exercise, i, outcome)]
        position = recognised(exercise, outcomes) if failing else None
        unsteady = "" if position is not None else _unsteady(exercise, answer, outcomes, watchdog)
    if exercise.faulty is not None and position == len(exercise.misconceptions):
        return Diagnosis(BLANK, "not attempted yet: the mistake is still there.", _next(exercise))
    if failing:
        says = "" if position is None else exercise.misconceptions[position].says
        return _wrong(exercise, answer, outcomes, failing, says, unsteady)
    if unsteady:
        return Diagnosis(WRONG, "the first results are right, but they do not hold.", (unsteady,))
    changed = next((outcome.changed for outcome in outcomes if outcome.changed), ())
    if changed:
        return Diagnosis(WRONG, "right, but it changes its arguments.", (_mutation(changed),))
    for rule in exercise.rules:
        broken = rule(answer, exercise)
        if broken:
            return Diagnosis(WRONG, "the result is right, but not the way.", (broken,), broken)
    return _right(exercise, f"right in all {len(exercise.cases)} cases.")


def _unusable(exercise: FunctionExercise, answer: object) -> Diagnosis | None:
    """A diagnosis for what is no function, or not one that can be called; else None."""
    name, variable = exercise.name, exercise.variable
    if answer is ... or _all_blank(answer):
        return _blank(exercise)
    if answer is None:
        text = f'Hand in the function itself: check("{name}", {variable}), without parentheses.'
        return Diagnosis(WRONG, "this is None, not a function.", (text,))
    if not callable(answer):
        text = f'Hand in the function itself: check("{name}", {variable}), without parentheses.'
        return Diagnosis(WRONG, f"this is a {kind_of(answer)}, not a function.", (text,))
    module = getattr(answer, "__module__", None) or ""
    if module.startswith("nnhelpers.") and not module.startswith("nnhelpers.exercises"):
        text = f"Write {variable} in the cell above, run it, and hand that in."
        return Diagnosis(BLANK, "not attempted yet; this is the package's own function.", (text,))
    try:
        inspect.signature(answer).bind(*exercise.cases[0])
    except TypeError:
        expected = ", ".join(exercise.parameters)
        text = f"Expected {variable}({expected}); yours is {variable}{inspect.signature(answer)}."
        return Diagnosis(WRONG, "the arguments do not fit.", (text,))
    except ValueError:
        pass  # some functions written in C have no signature
    return None


def _try(
    exercise: FunctionExercise, answer: Callable, index: int, watchdog: Watchdog | None
) -> Outcome:
    """Run one case."""

    def observed(*arguments: object) -> object:
        return exercise.experiment(answer, *arguments)

    function = answer if exercise.experiment is None else observed
    outcome = run(function, exercise.fresh_case(index), exercise.parameters, watchdog)
    if exercise.extra_keys and answer is not exercise.reference and isinstance(outcome.value, dict):
        asked_for = expected_outcomes(exercise)[index].value
        kept = {key: value for key, value in outcome.value.items() if key in asked_for}
        outcome = replace(outcome, value=kept)
    return outcome


@functools.cache
def expected_outcomes(exercise: FunctionExercise) -> tuple[Outcome, ...]:
    """What the reference does in each case."""
    cases = range(len(exercise.cases))
    return tuple(_try(exercise, exercise.reference, index, None) for index in cases)


@functools.cache
def misconception_outcomes(exercise: FunctionExercise) -> tuple[tuple[Outcome, ...], ...]:
    """What each misconception does in each case; the faulty code of "repair it" comes last."""
    bank = exercise.misconceptions + ((exercise.faulty,) if exercise.faulty else ())
    functions = [exercise.wrong_function(entry) for entry in bank]
    cases = range(len(exercise.cases))
    return tuple(tuple(_try(exercise, f, index, None) for index in cases) for f in functions)


def outcomes_agree(exercise: FunctionExercise, expected: Outcome, received: Outcome) -> bool:
    """Whether two outcomes are the same result, or the same kind of error."""
    if expected.error or received.error:
        return expected.error_type == received.error_type
    return not differences(expected.value, received.value, exercise.tolerance)


def _departs(exercise: FunctionExercise, index: int, outcome: Outcome) -> bool:
    return not outcomes_agree(exercise, expected_outcomes(exercise)[index], outcome)


def _unsteady(
    exercise: FunctionExercise, answer: Callable, first: list[Outcome], watchdog: Watchdog
) -> str:
    """A sentence if a second run, in the other order, does not repeat the first; else ""."""
    for index in reversed(range(len(first))):
        if first[index].error:
            continue
        again = _try(exercise, answer, index, watchdog)
        if not outcomes_agree(exercise, first[index], again):
            return (
                "Called twice with the same arguments, your function gives different results. "
                "It depends on something outside: a notebook variable that it changes, a default "
                "argument that fills up, or numbers drawn without the rng it was given."
            )
    for outcome in first:
        if not _still_holds(exercise, outcome):
            return (
                "An array that your function returned changed when the function was called "
                "again. Make a new array in every call."
            )
    return ""


def _still_holds(exercise: FunctionExercise, outcome: Outcome) -> bool:
    """Whether what was returned has kept its values while the function was called again."""
    returned = outcome.returned
    if isinstance(outcome.value, dict) and isinstance(returned, dict):
        returned = {key: returned.get(key) for key in outcome.value}
    return not differences(outcome.value, returned, exercise.tolerance)


def _wrong(
    exercise: FunctionExercise,
    answer: Callable,
    outcomes: list[Outcome],
    failing: list[int],
    says: str,
    unsteady: str,
) -> Diagnosis:
    """The diagnosis of a result that is not right."""
    failing = sorted(failing, key=lambda index: _size(exercise.cases[index]))
    outcome = outcomes[failing[0]]
    details = [text for text in (says, unsteady) if text]
    details += _familiar_places(exercise, outcomes) if not says else []
    details += _failing_case(exercise, outcomes, failing, bool(says))
    if outcome.changed:
        details.append(_mutation(outcome.changed))
    details += _outside_names(answer) if not says else []
    if outcome.printed.strip():
        details.append("It printed: " + " / ".join(outcome.printed.strip().splitlines()[:5]))
    headline = f"not right yet ({len(failing)} of {len(outcomes)} cases fail)."
    return Diagnosis(WRONG, headline, (*details, *_next(exercise)), says)


def recognised(exercise: FunctionExercise, outcomes: list[Outcome]) -> int | None:
    """Position of the misconception that does the same in every case, or None."""
    for position, bank in enumerate(misconception_outcomes(exercise)):
        if all(outcomes_agree(exercise, a, b) for a, b in zip(bank, outcomes, strict=True)):
            return position
    return None


def _familiar_places(exercise: FunctionExercise, outcomes: list[Outcome]) -> list[str]:
    """For each place of a result, the misconception that does the same there, if just one does.

    Two mistakes at once match no misconception as a whole, but may do so place by place.
    """
    names = _output_names(exercise)
    mine = [places(outcome.value, names) for outcome in outcomes]
    right = [places(outcome.value, names) for outcome in expected_outcomes(exercise)]
    if len(right[0]) < 2:
        return []
    sentences = []
    for place in right[0]:
        if _same_place(exercise, place, mine, right):
            continue
        same = [
            misconception.says
            for misconception, bank in zip(
                exercise.misconceptions, _misconception_places(exercise), strict=False
            )
            if _same_place(exercise, place, mine, bank)
        ]
        if len(same) == 1:
            sentences.append(f"In {place} this looks familiar: {same[0]}")
    return list(dict.fromkeys(sentences))[:3]


@functools.cache
def _misconception_places(exercise: FunctionExercise) -> tuple[list[dict], ...]:
    """What each misconception returns in each case, place by place."""
    names = _output_names(exercise)
    bank = misconception_outcomes(exercise)
    return tuple([places(outcome.value, names) for outcome in outcomes] for outcomes in bank)


def _same_place(exercise: FunctionExercise, place: str, mine: list, others: list) -> bool:
    """Whether two series of results agree in one place, in every case where mine has it."""
    cases = [(a, b) for a, b in zip(mine, others, strict=True) if place in a]
    return bool(cases) and all(
        place in b and not differences(b[place], a[place], exercise.tolerance) for a, b in cases
    )


def _failing_case(
    exercise: FunctionExercise, outcomes: list[Outcome], failing: list[int], explained: bool
) -> list[str]:
    """The smallest call that fails, and expected and received or the error."""
    outcome = outcomes[failing[0]]
    call = f"{exercise.variable}({', '.join(exercise.parameters)})"
    lines = [f"The smallest case that fails is {call} with"]
    arguments = show_arguments(exercise.parameters, exercise.cases[failing[0]])
    lines += [f"  {line}" for line in arguments]
    if outcome.error:
        return lines + _error_lines(outcome)
    found = {index: _differences(exercise, index, outcomes[index]) for index in failing}
    shown = list(found[failing[0]].values())
    for difference in shown[:3]:
        lines += show_difference(difference)
        same_place = [
            (found[index][difference.where], _examples(exercise, exercise.cases[index]))
            for index in failing
            if difference.where in found[index]
        ]
        hint = "" if explained else clue(same_place)
        lines += [hint] if hint else []
    if len(shown) > 3:
        lines.append(f"... and {len(shown) - 3} more: {', '.join(d.where for d in shown[3:])}")
    if outcome.value is None:
        lines.append("A function without `return` gives None: is the last line missing?")
    return lines


def _differences(exercise: FunctionExercise, index: int, outcome: Outcome) -> dict[str, Difference]:
    """Where a case's result departs from what is expected, by place; none for an error."""
    if outcome.error:
        return {}
    expected = expected_outcomes(exercise)[index].value
    found = differences(expected, outcome.value, exercise.tolerance, _output_names(exercise))
    return {difference.where: difference for difference in found}


def _error_lines(outcome: Outcome) -> list[str]:
    lines = [f"it stops with {_plain(outcome.error)}"]
    if outcome.line:
        lines.append(f"in your {outcome.line}")
    if outcome.shapes:
        lines.append(f"where the shapes are {outcome.shapes}")
    if "ellipsis" in outcome.error.lower():
        lines.append("Something that it uses still is ... : finish that first.")
    elif outcome.error_type == "OverflowError":
        lines.append("A number became too large, as e^1000 does. np.exp goes on with inf.")
    elif "NoneType" in outcome.error:
        lines.append("Something that it uses is None: does a function lack its `return`?")
    elif outcome.error_type == "NameError":
        lines.append("Is the cell that defines this name above, and has it been run?")
    return lines


def _plain(error: str) -> str:
    """An error, with NumPy's longest message in plain words."""
    sizes = re.search(r"matmul: .*\(size (\d+) is different from (\d+)\)", error)
    if sizes is None:
        return error
    right, left = sizes.groups()
    return (
        f"ValueError: the matrix product @ does not fit: the left side has {left} columns, the "
        f"right side {right} rows; they must be equal"
    )


def _too_slow(outcome: Outcome) -> Diagnosis:
    where = (f"It was stopped in your {outcome.line}",) if outcome.line else ()
    text = "Does a loop never end? The arguments are small; a finished function takes no time."
    return Diagnosis(WRONG, f"stopped after {LIMIT:.0f} seconds.", (*where, text))


def _mutation(changed: tuple[str, ...]) -> str:
    names = ", ".join(changed)
    return (
        f"Your function changes its argument {names}. Whoever called it still needs the old "
        "values: work on a copy (A.copy(), dict(params)), or write W = W - ... for W -= ..."
    )


def _outside_names(answer: Callable) -> list[str]:
    """A sentence about data that the function reads from the notebook, not from its arguments."""
    code = getattr(answer, "__code__", None)
    if code is None:
        return []
    data = (np.ndarray, dict, list, int, float, np.number)
    names = [
        name
        for name in dict.fromkeys(
            step.argval for step in dis.get_instructions(code) if step.opname == "LOAD_GLOBAL"
        )
        if isinstance(answer.__globals__.get(name), data)
    ]
    if not names:
        return []
    return [f"Note: it reads {', '.join(names)} from the notebook, which is none of its arguments."]


@functools.cache
def _output_names(exercise: FunctionExercise) -> tuple[str, ...]:
    """Names of the results, where the reference ends with return dW, db."""
    last = ast.parse(exercise.solution).body[0].body[-1]
    entries = last.value.elts if isinstance(last.value, ast.Tuple) else []
    names = tuple(entry.id for entry in entries if isinstance(entry, ast.Name))
    return names if len(names) == len(entries) else ()


def _size(arguments: object) -> int:
    """How many numbers the arguments hold."""
    if isinstance(arguments, dict):
        return sum(_size(entry) for entry in arguments.values())
    if isinstance(arguments, (tuple, list)):
        return sum(_size(entry) for entry in arguments)
    return int(np.size(arguments))


def _examples(exercise: FunctionExercise, arguments: tuple) -> int | None:
    """m: the number of columns of the argument that has one per example."""
    named = dict(zip(exercise.parameters, arguments, strict=True))
    for name in ("Y", "X", "dZ", "A_prev", "A", "Z", "dZ2"):
        value = named.get(name)
        if isinstance(value, np.ndarray) and value.ndim == 2:
            return value.shape[1]
    return None


def _is_blank(outcome: Outcome, answer: Callable) -> bool:
    """Whether a call shows that nothing has been written yet."""
    if outcome.error_type == "NotImplementedError":
        return True
    if outcome.error or outcome.too_slow:
        return False
    return _all_blank(outcome.value) or (outcome.value is None and _does_nothing(answer))


def _all_blank(value: object) -> bool:
    """Whether a value is ... or holds nothing else."""
    if value is ...:
        return True
    if isinstance(value, dict):
        return bool(value) and all(_all_blank(entry) for entry in value.values())
    if isinstance(value, (tuple, list)):
        return bool(value) and all(_all_blank(entry) for entry in value)
    return False


def _does_nothing(answer: Callable) -> bool:
    """Whether a function's body is only a docstring, pass or ... ."""
    code = getattr(answer, "__code__", None)
    if code is None:
        return False
    silent = {"RESUME", "NOP", "COPY_FREE_VARS", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST"}
    return {step.opname for step in dis.get_instructions(code)} <= silent


# --- values and lines -----------------------------------------------------------------------


def _diagnose_value(exercise: ValueExercise, answer: object) -> Diagnosis:
    if _all_blank(answer) or (isinstance(answer, dict) and not answer):
        return _blank(exercise)
    value = exercise.value
    if isinstance(value, dict):
        return _diagnose_entries(exercise, answer)
    if as_numbers(answer) is None or as_numbers(answer).size != 1:
        text = f"Expected one number in {exercise.variable}, received a {kind_of(answer)}."
        return Diagnosis(WRONG, "this cannot be the answer.", (text,))
    if _same_value(value, answer, exercise.tolerance):
        return _right(exercise, "right.")
    for wrong, says in exercise.misconceptions:
        if _same_value(wrong, answer, exercise.tolerance):
            return Diagnosis(WRONG, "not right yet.", (says, *_next(exercise)), says)
    return Diagnosis(WRONG, "not right yet.", _next(exercise))


def _diagnose_entries(exercise: ValueExercise, answer: object) -> Diagnosis:
    """A dict of values: which of them are missing or wrong, never what they should be."""
    value = exercise.value
    if not isinstance(answer, dict):
        text = f"Expected a dict with the keys {', '.join(value)}, received a {kind_of(answer)}."
        return Diagnosis(WRONG, "this cannot be the answer.", (text,))
    missing = [key for key in value if answer.get(key, ...) is ... or answer[key] is None]
    wrong = [
        key
        for key in value
        if key not in missing and not _same_value(value[key], answer[key], exercise.tolerance)
    ]
    if not missing and not wrong:
        return _right(exercise, "right.")
    details = [f"Still to fill in: {', '.join(missing)}."] if missing else []
    if not wrong:
        return Diagnosis(WRONG, "right so far, but not finished.", tuple(details))
    details.append(f"Not right yet: {', '.join(wrong)}.")
    says = next(
        (
            sentence
            for guess, sentence in exercise.misconceptions
            if all(_same_value(guess[key], answer.get(key), exercise.tolerance) for key in guess)
        ),
        "",
    )
    details += [says] if says else []
    return Diagnosis(WRONG, "not right yet.", (*details, *_next(exercise)), says)


def _same_value(expected: object, received: object, tolerance: float) -> bool:
    """Whether a number or a shape is the one expected; a shape may come as list or array."""
    if isinstance(expected, tuple):
        array = as_numbers(received)
        if array is None or array.shape != (len(expected),):
            return False
        return array.astype(float).tolist() == [float(entry) for entry in expected]
    return not differences(expected, received, tolerance)


def _diagnose_line(exercise: LineExercise, answer: object) -> Diagnosis:
    count = len(exercise.lines)
    if answer is ...:
        return _blank(exercise)
    if isinstance(answer, str) and _squeezed(answer) == _squeezed(exercise.repaired):
        return _right(exercise, f"right: that is what line {exercise.faulty_line} should be.")
    number = _line_number(answer)
    if number is None or not 1 <= number <= count:
        text = f"Write the number of one line, 1 to {count}: faulty_line = 1"
        return Diagnosis(WRONG, "this is no line of the listing.", (text,))
    if number == exercise.faulty_line:
        return _right(exercise, f"right, it is line {number}.")
    says = dict(exercise.innocent)[number]
    return Diagnosis(WRONG, f"line {number} is not it.", (says, *_next(exercise)), says)


def _line_number(answer: object) -> int | None:
    """The number in 3, 3.0, "3" or "line 3"; None if there is none."""
    if isinstance(answer, str):
        digits = re.fullmatch(r"\s*(?:line\s*)?(\d+)\s*\.?\s*", answer, re.IGNORECASE)
        return int(digits.group(1)) if digits else None
    array = as_numbers(answer)
    if array is None or array.size != 1 or array.dtype.kind == "b":
        return None
    number = float(array.item())
    return int(number) if number.is_integer() else None


def _squeezed(code: str) -> str:
    return "".join(code.split())


# --- wording common to all ------------------------------------------------------------------


def _blank(exercise: Exercise) -> Diagnosis:
    text = f'Fill in the cell above and run both again. hint("{exercise.name}") helps.'
    return Diagnosis(BLANK, "not attempted yet.", (text,))


def _right(exercise: Exercise, headline: str) -> Diagnosis:
    remark = getattr(exercise, "explanation", "") or exercise.remark
    return Diagnosis(RIGHT, headline, (remark,) if remark else ())


def _next(exercise: Exercise) -> tuple[str, ...]:
    return (f'Next: hint("{exercise.name}")',)
