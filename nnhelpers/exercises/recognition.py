"""Which mistake a wrong answer is.

An answer is recognized by what it returns: two functions that do the same in every case have made
the same mistake, however they are written. A mistake that shows in some places of the result only
(dW1, db1) is named where all of its effects are seen, even if something else is wrong elsewhere.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from nnhelpers.exercises import trial
from nnhelpers.exercises.compare import as_numbers, differences, leaves
from nnhelpers.exercises.guard import Outcome
from nnhelpers.exercises.suspects import Suspect


def recognized(exercise, outcomes: list[Outcome], failing: list[int]) -> Suspect | None:
    """The known mistake, or two at once, that does the same as an answer in every case, or None.

    Parameters
    ----------
    exercise : FunctionExercise
    outcomes : list of Outcome
        What the answer does in each case.
    failing : list of int
        The cases that are wrong, the most telling first.
    """
    order = _in_order(outcomes, failing)
    errors_only = all(outcomes[i].error for i in failing)
    if errors_only and not any(trial.about(outcomes[i].error) for i in failing):
        return None  # errors that are not about sizes say nothing
    one = _first(exercise.known, outcomes, order)
    if one or errors_only or is_constant(outcomes):
        return one
    wrong = departing(exercise, [outcome.value for outcome in outcomes])
    return _first(_two_at_once(exercise, wrong, outcomes), outcomes, order)


def _two_at_once(exercise, wrong: set[str], outcomes: list[Outcome]) -> Iterator[Suspect]:
    """Pairs of misconceptions whose effects together are just what is wrong."""
    several = len(_places(exercise)) > 1
    if not several and not _tells_apart(outcomes):
        return
    for suspect in exercise.doubled:
        first, second = (effects(exercise, part) for part in suspect.parts)
        known = first and second  # not where a mistake runs into an error
        if not several or (first | second == wrong if known else first <= wrong >= second):
            yield suspect


def _tells_apart(outcomes: list[Outcome]) -> bool:
    """Whether results are more than two numbers that come again and again, and so say something."""
    numbers = [as_numbers(outcome.value) for outcome in outcomes if not outcome.error]
    found = {e for array in numbers if array is not None for e in np.unique(array).tolist()}
    return len(found) > 2


def common_slip(exercise, outcomes: list[Outcome], failing: list[int]) -> str:
    """The sentence of a common slip that does the same as an answer in every case, or ""."""
    if all(outcomes[i].error for i in failing) or is_constant(outcomes):
        return ""
    suspect = _first(exercise.common, outcomes, _in_order(outcomes, failing))
    return suspect.sentences[0] if suspect else ""


def _in_order(outcomes: list[Outcome], failing: list[int]) -> list[int]:
    """All cases, the failing ones first."""
    return failing + [i for i in range(len(outcomes)) if i not in failing]


def _first(suspects: Iterable[Suspect], outcomes: list, order: list[int]) -> Suspect | None:
    return next((suspect for suspect in suspects if suspect.does(outcomes, order)), None)


def is_constant(outcomes: list[Outcome]) -> bool:
    """Whether all that comes is one number again and again: that can have any cause."""
    numbers = [as_numbers(outcome.value) for outcome in outcomes if not outcome.error]
    if len(numbers) < 2 or any(array is None or array.size == 0 for array in numbers):
        return False
    return len({entry for array in numbers for entry in np.unique(array).tolist()}) == 1


def partly_recognized(exercise, outcomes: list[Outcome]) -> dict[str, list[str]]:
    """Misconceptions all of whose effects are in a result that is wrong in other ways, too.

    Returns
    -------
    dict from each sentence to the places of the result where its effects are
    """
    cases = [i for i, outcome in enumerate(outcomes) if not outcome.error]
    if len(_places(exercise)) < 2 or not all(
        _is_alike(exercise.expected[i].value, outcomes[i].value) for i in cases
    ):
        return {}
    mine = _by_place(exercise, {i: outcomes[i].value for i in cases})
    wrong = departing(exercise, [outcome.value for outcome in outcomes], cases)
    found: dict[str, list[str]] = {}
    taken: set[str] = set()
    candidates = [(suspect, effects(exercise, suspect)) for suspect in exercise.known]
    for suspect, traces in sorted(candidates, key=lambda entry: -len(entry[1])):
        if not traces or not taken.isdisjoint(traces) or not traces <= wrong:
            continue
        theirs = _by_place(exercise, {i: suspect.outcome(i).value for i in cases})
        seen = [key for key in mine if key[1] in traces]
        if not any(differences(theirs[k], mine[k], exercise.tolerance) for k in seen):
            found[suspect.sentences[0]] = [place for place in _places(exercise) if place in traces]
            taken |= traces
    return found


@functools.cache
def effects(exercise, suspect: Suspect) -> frozenset[str]:
    """The places of a result of several in which a suspect departs from what is right."""
    cases = range(len(exercise.cases))
    if len(_places(exercise)) < 2 or any(suspect.outcome(i).error for i in cases):
        return frozenset()
    return frozenset(departing(exercise, [suspect.outcome(i).value for i in cases]))


def departing(exercise, results: list, cases: Iterable[int] | None = None) -> set[str]:
    """The places in which some of the results of all cases are not right."""
    indices = range(len(results)) if cases is None else cases
    received = _by_place(exercise, {i: results[i] for i in indices})
    right = _by_place(exercise, {i: exercise.expected[i].value for i in indices})
    return {key[1] for key in right if differences(right[key], received[key], exercise.tolerance)}


@functools.cache
def _places(exercise) -> list[str]:
    """The places of the result, in all cases."""
    right = {i: outcome.value for i, outcome in enumerate(exercise.expected)}
    return list(dict.fromkeys(place for _, place in _by_place(exercise, right)))


def _by_place(exercise, results: Mapping[int, object]) -> dict[tuple[int, str], object]:
    """What is in each place of the right result, by case and place."""
    return {
        (index, place): received
        for index, result in results.items()
        for place, _, received in leaves(
            exercise.expected[index].value, result, exercise.output_names
        )
    }


def _is_alike(expected: object, received: object) -> bool:
    """Whether a dict came for a dict, or as many results as were asked for."""
    if isinstance(expected, Mapping):
        return isinstance(received, Mapping)
    return isinstance(received, (tuple, list)) and len(received) == len(expected)
