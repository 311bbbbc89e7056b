"""How an answer that fails is told: why, as far as that is known, and a small case that fails."""

import numpy as np

from nnhelpers.exercises import guard, reading
from nnhelpers.exercises.compare import Difference, differences
from nnhelpers.exercises.diagnosis import WRONG, Diagnosis
from nnhelpers.exercises.errors import behind, plain
from nnhelpers.exercises.guard import Outcome
from nnhelpers.exercises.wording import kind_of, show_arguments, show_difference


def wrong(
    exercise,
    answer: object,
    outcomes: list[Outcome],
    failing: list[int],
    causes: list[str],
    says: str,
) -> Diagnosis:
    """The diagnosis of a result that is not right.

    Parameters
    ----------
    exercise : FunctionExercise
    answer : function
    outcomes : list of Outcome
    failing : list of int
        The cases that are wrong, the one to be shown first.
    causes : list of str
        What is known of the reason.
    says : str
        The sentence of the misconception that it is, or "".
    """
    outcome = outcomes[failing[0]]
    explained = [*causes]
    details = [*causes, *_right_places(exercise, outcomes, failing)]
    details += _shown_case(exercise, outcome, failing[0])
    if outcome.error:
        reason = behind(plain(outcome.error), "@" in exercise.solution)
        details += [reason] if reason else []
        explained += [reason] if reason else []
    if outcome.changed:
        details.append(mutation(outcome.changed))
        explained.append(details[-1])
    outside = reading.outside_names(answer) if not says else []
    if outside:
        names = ", ".join(outside)
        details.append(f"Note: it reads {names} from the notebook, which is none of its arguments.")
        explained.append(details[-1])
    if outcome.printed.strip():
        details.append("It printed: " + " / ".join(outcome.printed.strip().splitlines()[:5]))
    headline = f"not right yet ({len(failing)} of {len(outcomes)} cases fail)."
    return Diagnosis(
        WRONG, headline, (*details, *exercise.next_step()), says, causes=tuple(explained)
    )


def _right_places(exercise, outcomes: list[Outcome], failing: list[int]) -> list[str]:
    """Which places of the result are right in every case, where some are and some are not."""
    if any(outcomes[index].error for index in failing) or exercise.experiment:
        return []
    bad = {d.where for index in failing for d in departures(exercise, index, outcomes[index])}
    places = [
        _top_places(exercise.expected[index].value, exercise.output_names) for index in failing
    ]
    good = [place for place in places[0] if all(place in those - bad for those in map(set, places))]
    if not good or not bad <= {place for those in places for place in those}:
        return []
    return [f"Right in all cases: {', '.join(good)}. Not right: {', '.join(sorted(bad))}."]


def _top_places(value: object, names: tuple[str, ...]) -> list[str]:
    if isinstance(value, dict):
        return list(value)
    if isinstance(value, tuple):
        return list(names) if names else [f"[{i}]" for i in range(len(value))]
    return []


def too_slow(answer: object, outcome: Outcome) -> Diagnosis:
    """The diagnosis of a call that had to be stopped."""
    where = (f"It was stopped in your {outcome.line}",) if outcome.line else ()
    if "sleep" in outcome.line or "input(" in outcome.line:
        text = "It waits there. Take that out: a check calls your function several times."
    elif reading.in_loop(answer, outcome.line):
        text = (
            "Does the loop never end? The arguments are small; a finished function takes no time."
        )
    else:
        text = "That takes too long. The arguments are small; a finished function takes no time."
    headline = f"stopped after {guard.LIMIT:.0f} seconds."
    return Diagnosis(WRONG, headline, (*where, text), causes=(text,))


def mutation(changed: tuple[str, ...]) -> str:
    """A sentence for a function that changes its arguments."""
    names = ", ".join(changed)
    return (
        f"Your function changes its argument {names}. Whoever called it still needs the old "
        "values: work on a copy (A.copy(), dict(params)), or write W = W - ... for W -= ..."
    )


def not_looked_at(exercise, outcome: Outcome) -> Diagnosis | None:
    """The diagnosis of what cannot be looked at, or not in time; None for all else."""
    if outcome.too_slow:
        where = (f"It was stopped in your {outcome.line}",) if outcome.line else ()
        text = "Looking at it takes too long. Hand in plain numbers, lists, dicts or arrays."
        headline = f"stopped after {guard.LIMIT:.0f} seconds."
        return Diagnosis(WRONG, headline, (*where, text), causes=(text,))
    if outcome.error:
        text = f"Looking at it stops with {plain(outcome.error)}"
    elif outcome.refused:
        text = f"This is {outcome.refused}."
    else:
        return None
    return Diagnosis(
        WRONG, "this cannot be the answer.", (text, *exercise.next_step()), causes=(text,)
    )


def refused(exercise, outcome: Outcome, index: int) -> Diagnosis:
    """The diagnosis of a result that is nothing to look at."""
    text = f"Your function returns {outcome.refused}."
    expected = exercise.expected[index]
    wanted = () if expected.error else (f"Expected is a {kind_of(expected.value)}.",)
    headline = "not right yet: the result cannot be looked at."
    details = (text, *wanted, *exercise.next_step())
    return Diagnosis(WRONG, headline, details, causes=(text,))


def in_order_of_telling(exercise, failing: list[int]) -> list[int]:
    """The failing cases, smallest first, those that are made of single numbers last."""

    def key(index: int) -> tuple[bool, int]:
        case = exercise.cases[index]
        return _largest(case) <= 1 < max(map(_largest, exercise.cases)), _size(case)

    return sorted(failing, key=key)


def _size(arguments: object) -> int:
    """How many numbers the arguments hold."""
    if isinstance(arguments, dict):
        return sum(_size(entry) for entry in arguments.values())
    if isinstance(arguments, (tuple, list)):
        return sum(_size(entry) for entry in arguments)
    return int(np.size(arguments))


def _largest(arguments: object) -> int:
    """How many numbers the largest array in the arguments holds."""
    if isinstance(arguments, dict):
        arguments = tuple(arguments.values())
    if isinstance(arguments, (tuple, list)):
        return max((_largest(entry) for entry in arguments), default=0)
    return int(np.size(arguments))


def _shown_case(exercise, outcome: Outcome, index: int) -> list[str]:
    """A call that fails, and expected and received or the error."""
    call = f"{exercise.variable}({', '.join(exercise.parameters)})"
    lines = [f"A small case that fails: {call} with"]
    arguments = show_arguments(exercise.parameters, exercise.cases[index])
    lines += [f"  {line}" for line in arguments]
    if outcome.error:
        lines.append(f"it stops with {plain(outcome.error)}")
        lines += [f"in your {outcome.line}"] if outcome.line else []
        lines += [f"where the shapes are {outcome.shapes}"] if outcome.shapes else []
        return lines
    shown = departures(exercise, index, outcome)
    if exercise.experiment is not None:  # its statements have been told
        shown = [d for d in shown if not isinstance(d.expected, str)]
    for difference in shown[:3]:
        lines += show_difference(difference)
    if len(shown) > 3:
        lines.append(f"... and {len(shown) - 3} more: {', '.join(d.where for d in shown[3:])}")
    return lines


def departures(exercise, index: int, outcome: Outcome) -> list[Difference]:
    """Where a case's result departs from what is expected; none for an error."""
    if outcome.error:
        return []
    expected = exercise.expected[index].value
    return differences(expected, outcome.value, exercise.tolerance, exercise.output_names)
