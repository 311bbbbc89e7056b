"""Running a function on the cases of an exercise: a learner's, the reference, a misconception."""

from collections.abc import Callable
from dataclasses import replace

from nnhelpers.exercises.compare import differences
from nnhelpers.exercises.errors import plain
from nnhelpers.exercises.guard import Outcome, Watchdog, run
from nnhelpers.exercises.intake import made_plain


def run_case(exercise, answer: Callable, index: int, watchdog: Watchdog | None = None) -> Outcome:
    """Run one case; keys that were not asked for are left out of the outcome if they may be."""

    def observed(*arguments: object) -> object:
        return exercise.experiment(lambda *given: made_plain(answer(*given)), *arguments)

    function = answer if exercise.experiment is None else observed
    outcome = run(function, exercise.fresh_case(index), exercise.parameters, watchdog)
    if exercise.extra_keys and answer is not exercise.reference and isinstance(outcome.value, dict):
        asked_for = exercise.expected[index].value
        kept = {key: value for key, value in outcome.value.items() if key in asked_for}
        outcome = replace(outcome, value=kept or outcome.value)
    return outcome


def outcomes_of(exercise, function: Callable) -> tuple[Outcome, ...]:
    """What a function that is known to end does in each case."""
    return tuple(run_case(exercise, function, index) for index in range(len(exercise.cases)))


def agree(exercise, expected: Outcome, received: Outcome) -> bool:
    """Whether two outcomes are the same result, or the same error about the same sizes."""
    if expected.error or received.error:
        same_kind = expected.error_type == received.error_type
        return same_kind and about(expected.error) == about(received.error)
    return not differences(expected.value, received.value, exercise.tolerance)


def about(error: str) -> str:
    """What an error is about, however it came up: np.dot and @ complain in different words."""
    words = plain(error)
    return words if words != error else ""


def unsteady(exercise, answer: Callable, first: list[Outcome], watchdog: Watchdog) -> str:
    """A sentence if a second run, in the other order, does not repeat the first; else ""."""
    for index in reversed(range(len(first))):
        if not _can_be_compared(exercise, index, first[index]):
            continue
        again = run_case(exercise, answer, index, watchdog)
        if not agree(exercise, first[index], again):
            return (
                "Called twice with the same arguments, your function gives different results. "
                "It depends on something outside: a notebook variable that it changes, a default "
                "argument that fills up, or numbers drawn without the rng it was given."
            )
    for index, outcome in enumerate(first):
        if _can_be_compared(exercise, index, outcome) and not _still_holds(
            exercise, outcome, watchdog
        ):
            return (
                "An array that your function returned changed when the function was called "
                "again. Make a new array in every call."
            )
    return ""


def _can_be_compared(exercise, index: int, outcome: Outcome) -> bool:
    """Whether a result is of the kind that is expected; two generators never are the same."""
    if outcome.error:
        return False
    found = differences(exercise.expected[index].value, outcome.value, exercise.tolerance)
    return all(difference.kind != "type" for difference in found)


def _still_holds(exercise, outcome: Outcome, watchdog: Watchdog) -> bool:
    """Whether what was returned has kept its values while the function was called again."""
    returned = run(lambda: outcome.returned, (), (), watchdog).value
    if isinstance(outcome.value, dict) and isinstance(returned, dict):
        returned = {key: returned.get(key) for key in outcome.value}
    return not differences(outcome.value, returned, exercise.tolerance)
