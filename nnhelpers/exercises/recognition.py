"""Which mistake a wrong answer is.

An answer is recognized by what it returns: two functions that do the same in every case have made
the same mistake, however they are written. A mistake that shows in some places of the result only
(dW1, db1) is named where all of its effects are seen, even if something else is wrong elsewhere.
"""

from collections.abc import Iterable, Iterator, Mapping

from nnhelpers.exercises import trial
from nnhelpers.exercises.compare import differences, leaves
from nnhelpers.exercises.guard import Outcome
from nnhelpers.exercises.suspects import Suspect


def recognized(exercise, outcomes: list[Outcome], failing: list[int]) -> Suspect | None:
    """The suspect that does the same as an answer in every case, or None.

    Parameters
    ----------
    exercise : FunctionExercise
    outcomes : list of Outcome
        What the answer does in each case.
    failing : list of int
        The cases that are wrong, the most telling first.
    """
    order = _in_order(outcomes, failing)
    if all(outcomes[i].error for i in failing):
        return _first(exercise.known, outcomes, order) if _telling(outcomes, failing) else None
    return _first(exercise.suspects, outcomes, order)


def common_slip(exercise, outcomes: list[Outcome], failing: list[int]) -> str:
    """The sentence of a common slip that does the same as an answer in every case, or ""."""
    if all(outcomes[i].error for i in failing):
        return ""
    suspect = _first(exercise.common, outcomes, _in_order(outcomes, failing))
    return suspect.sentences[0] if suspect else ""


def _in_order(outcomes: list[Outcome], failing: list[int]) -> list[int]:
    """All cases, the failing ones first."""
    return failing + [i for i in range(len(outcomes)) if i not in failing]


def _telling(outcomes: list[Outcome], failing: list[int]) -> bool:
    """Whether errors alone say something: those about sizes that do not fit do."""
    return any(trial.about(outcomes[i].error) for i in failing)


def _first(suspects: Iterable[Suspect], outcomes: list, order: list[int]) -> Suspect | None:
    return next((suspect for suspect in suspects if suspect.does(outcomes, order)), None)


def partly_recognized(exercise, outcomes: list[Outcome]) -> dict[str, tuple[str, ...]]:
    """Misconceptions all of whose effects are in a result that is wrong in other ways, too.

    Returns
    -------
    dict from each sentence to the places of the result where its effects are
    """
    found: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    candidates = [(suspect, _effects(exercise, suspect)) for suspect in exercise.known]
    for suspect, effects in sorted(candidates, key=lambda entry: -len(entry[1])):
        if effects and taken.isdisjoint(effects) and _seen(exercise, suspect, effects, outcomes):
            found[suspect.sentences[0]] = effects
            taken |= set(effects)
    return found


def _effects(exercise, suspect: Suspect) -> tuple[str, ...]:
    """The places of the result in which a suspect departs from what is right."""
    right = [outcome.value for outcome in exercise.expected]
    all_places = list(dict.fromkeys(place for place, *_ in _everywhere(exercise, right, right)))
    wrong = [suspect.outcome(index).value for index in range(len(right))]
    if len(all_places) < 2 or any(suspect.outcome(i).error for i in range(len(right))):
        return ()
    departing = {
        place
        for place, expected, received in _everywhere(exercise, right, wrong)
        if differences(expected, received, exercise.tolerance)
    }
    return tuple(place for place in all_places if place in departing)


def _seen(exercise, suspect: Suspect, effects: tuple, outcomes: list[Outcome]) -> bool:
    """Whether an answer returns what the suspect returns in all places where that is wrong."""
    cases = [i for i, outcome in enumerate(outcomes) if not outcome.error]
    if not all(_is_alike(exercise.expected[i].value, outcomes[i].value) for i in cases):
        return False
    right = [exercise.expected[i].value for i in cases]
    theirs = [suspect.outcome(i).value for i in cases]
    mine = [outcomes[i].value for i in cases]
    for _, a, b in (e for e in _everywhere(exercise, theirs, mine) if e[0] in effects):
        if differences(a, b, exercise.tolerance):
            return False
    shown = {
        place
        for place, a, b in _everywhere(exercise, right, mine)
        if differences(a, b, exercise.tolerance)
    }
    return set(effects) <= shown


def _everywhere(exercise, expected: list, received: list) -> Iterator[tuple[str, object, object]]:
    """(place, expected, received) for each place of each result in two series."""
    for first, second in zip(expected, received, strict=True):
        yield from leaves(first, second, exercise.output_names)


def _is_alike(expected: object, received: object) -> bool:
    """Whether a dict came for a dict, or as many results as were asked for."""
    if isinstance(expected, Mapping):
        return isinstance(received, Mapping)
    return isinstance(received, (tuple, list)) and len(received) == len(expected)
