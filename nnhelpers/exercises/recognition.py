"""Which of an exercise's misconceptions a wrong answer has in common with others.

Two answers are taken for the same mistake if they return the same, in every case.
"""

import ast
import functools

from nnhelpers.exercises.compare import differences, places
from nnhelpers.exercises.guard import Outcome
from nnhelpers.exercises.trial import agree


def recognized(exercise, outcomes: list[Outcome]) -> int | None:
    """Position of the misconception that does the same in every case, or None."""
    for position, bank in enumerate(exercise.mistaken):
        if all(agree(exercise, a, b) for a, b in zip(bank, outcomes, strict=True)):
            return position
    return None


def familiar_places(exercise, outcomes: list[Outcome]) -> list[str]:
    """For each place of a result, the misconception that does the same there, if just one does.

    Two mistakes at once match no misconception as a whole, but may do so place by place.
    """
    names = output_names(exercise)
    mine = [places(outcome.value, names) for outcome in outcomes]
    right = [places(outcome.value, names) for outcome in exercise.expected]
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
def _misconception_places(exercise) -> tuple[list[dict], ...]:
    """What each misconception returns in each case, place by place."""
    names = output_names(exercise)
    return tuple(
        [places(outcome.value, names) for outcome in outcomes] for outcomes in exercise.mistaken
    )


def _same_place(exercise, place: str, mine: list, others: list) -> bool:
    """Whether two series of results agree in one place, in every case where mine has it."""
    cases = [(a, b) for a, b in zip(mine, others, strict=True) if place in a]
    return bool(cases) and all(
        place in b and not differences(b[place], a[place], exercise.tolerance) for a, b in cases
    )


@functools.cache
def output_names(exercise) -> tuple[str, ...]:
    """Names of the results, where the reference ends with return dW, db."""
    last = ast.parse(exercise.solution).body[0].body[-1]
    entries = last.value.elts if isinstance(last.value, ast.Tuple) else []
    names = tuple(entry.id for entry in entries if isinstance(entry, ast.Name))
    return names if len(names) == len(entries) else ()
