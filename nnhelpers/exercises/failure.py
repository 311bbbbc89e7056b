"""How an answer that fails is told: the sentence for its mistake, and the smallest failing case."""

import re
from collections.abc import Callable

import numpy as np

from nnhelpers.exercises.clues import clue
from nnhelpers.exercises.compare import Difference, differences
from nnhelpers.exercises.diagnosis import WRONG, Diagnosis
from nnhelpers.exercises.guard import LIMIT, Outcome
from nnhelpers.exercises.recognition import familiar_places, output_names
from nnhelpers.exercises.submission import outside_names
from nnhelpers.exercises.wording import show_arguments, show_difference


def wrong(
    exercise,
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
    details += familiar_places(exercise, outcomes) if not says else []
    details += _failing_case(exercise, outcomes, failing, bool(says))
    if outcome.changed:
        details.append(mutation(outcome.changed))
    outside = outside_names(answer) if not says else []
    if outside:
        names = ", ".join(outside)
        details.append(f"Note: it reads {names} from the notebook, which is none of its arguments.")
    if outcome.printed.strip():
        details.append("It printed: " + " / ".join(outcome.printed.strip().splitlines()[:5]))
    headline = f"not right yet ({len(failing)} of {len(outcomes)} cases fail)."
    return Diagnosis(WRONG, headline, (*details, *exercise.next_step()), says)


def too_slow(outcome: Outcome) -> Diagnosis:
    """The diagnosis of a call that had to be stopped."""
    where = (f"It was stopped in your {outcome.line}",) if outcome.line else ()
    text = "Does a loop never end? The arguments are small; a finished function takes no time."
    return Diagnosis(WRONG, f"stopped after {LIMIT:.0f} seconds.", (*where, text))


def mutation(changed: tuple[str, ...]) -> str:
    """A sentence for a function that changes its arguments."""
    names = ", ".join(changed)
    return (
        f"Your function changes its argument {names}. Whoever called it still needs the old "
        "values: work on a copy (A.copy(), dict(params)), or write W = W - ... for W -= ..."
    )


def _failing_case(
    exercise, outcomes: list[Outcome], failing: list[int], explained: bool
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


def _differences(exercise, index: int, outcome: Outcome) -> dict[str, Difference]:
    """Where a case's result departs from what is expected, by place; none for an error."""
    if outcome.error:
        return {}
    expected = exercise.expected[index].value
    found = differences(expected, outcome.value, exercise.tolerance, output_names(exercise))
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


def _size(arguments: object) -> int:
    """How many numbers the arguments hold."""
    if isinstance(arguments, dict):
        return sum(_size(entry) for entry in arguments.values())
    if isinstance(arguments, (tuple, list)):
        return sum(_size(entry) for entry in arguments)
    return int(np.size(arguments))


def _examples(exercise, arguments: tuple) -> int | None:
    """m: the number of columns of the argument that has one per example."""
    named = dict(zip(exercise.parameters, arguments, strict=True))
    for name in ("Y", "X", "dZ", "A_prev", "A", "Z", "dZ2"):
        value = named.get(name)
        if isinstance(value, np.ndarray) and value.ndim == 2:
            return value.shape[1]
    return None
