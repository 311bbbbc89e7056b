"""Running a function on the cases of an exercise: a learner's, the reference, a misconception."""

from collections.abc import Callable
from dataclasses import replace

from nnhelpers.exercises.compare import differences
from nnhelpers.exercises.guard import Outcome, Watchdog, run


def run_case(exercise, answer: Callable, index: int, watchdog: Watchdog | None = None) -> Outcome:
    """Run one case; keys that were not asked for are left out of the outcome if they may be."""

    def observed(*arguments: object) -> object:
        return exercise.experiment(answer, *arguments)

    function = answer if exercise.experiment is None else observed
    outcome = run(function, exercise.fresh_case(index), exercise.parameters, watchdog)
    if exercise.extra_keys and answer is not exercise.reference and isinstance(outcome.value, dict):
        asked_for = exercise.expected[index].value
        kept = {key: value for key, value in outcome.value.items() if key in asked_for}
        outcome = replace(outcome, value=kept)
    return outcome


def outcomes_of(exercise, function: Callable) -> tuple[Outcome, ...]:
    """What a function that is known to end does in each case."""
    return tuple(run_case(exercise, function, index) for index in range(len(exercise.cases)))


def agree(exercise, expected: Outcome, received: Outcome) -> bool:
    """Whether two outcomes are the same result, or the same kind of error."""
    if expected.error or received.error:
        return expected.error_type == received.error_type
    return not differences(expected.value, received.value, exercise.tolerance)


def unsteady(exercise, answer: Callable, first: list[Outcome], watchdog: Watchdog) -> str:
    """A sentence if a second run, in the other order, does not repeat the first; else ""."""
    for index in reversed(range(len(first))):
        if first[index].error:
            continue
        again = run_case(exercise, answer, index, watchdog)
        if not agree(exercise, first[index], again):
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


def _still_holds(exercise, outcome: Outcome) -> bool:
    """Whether what was returned has kept its values while the function was called again."""
    returned = outcome.returned
    if isinstance(outcome.value, dict) and isinstance(returned, dict):
        returned = {key: returned.get(key) for key in outcome.value}
    return not differences(outcome.value, returned, exercise.tolerance)
