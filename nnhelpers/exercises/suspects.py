"""Wrong functions that an answer may be: known ones, two of them at once, and common slips."""

import ast
from collections.abc import Callable
from itertools import combinations

from nnhelpers.exercises import trial
from nnhelpers.exercises.common_slips import common_slips
from nnhelpers.exercises.guard import Outcome
from nnhelpers.exercises.slips import changed


class Suspect:
    """A wrong function that an answer may turn out to be, run case by case and only when asked.

    Attributes
    ----------
    sentences : tuple of str
        What to tell whoever wrote it.
    parts : tuple of Suspect
        The single mistakes, where it is several at once.
    """

    def __init__(self, exercise, source: str, *sentences: str, parts: tuple["Suspect", ...] = ()):
        self.sentences, self.parts = sentences, parts
        self._exercise, self._source = exercise, source
        self._function: Callable | None = None
        self._outcomes: dict[int, Outcome] = {}

    def outcome(self, index: int) -> Outcome:
        """What it does in one case."""
        if index not in self._outcomes:
            if self._function is None:
                self._function = self._exercise.function_from(self._source)
            self._outcomes[index] = trial.run_case(self._exercise, self._function, index)
        return self._outcomes[index]

    def does(self, outcomes: list[Outcome], order: list[int]) -> bool:
        """Whether it does the same as an answer, in every case; the cases are tried in order."""
        return all(trial.agree(self._exercise, self.outcome(i), outcomes[i]) for i in order)


def known(exercise) -> list[Suspect]:
    """The exercise's misconceptions; the faulty code of "repair it" comes last."""
    bank = exercise.misconceptions + ((exercise.faulty,) if exercise.faulty else ())
    return [Suspect(exercise, exercise.wrong_source(entry), entry.says) for entry in bank]


def doubled(exercise) -> list[Suspect]:
    """Every two misconceptions that can be made at once."""
    single = list(zip(exercise.misconceptions, exercise.known, strict=False))
    suspects = []
    for (first, one), (second, other) in combinations(single, 2):
        for changes in (first.changes + second.changes, second.changes + first.changes):
            try:
                source = changed(exercise.solution, changes)
                ast.parse(source)
            except (ValueError, SyntaxError):  # they change the same piece
                continue
            both = (first.says, second.says)
            suspects.append(Suspect(exercise, source, *both, parts=(one, other)))
            break
    return suspects


def common(exercise) -> list[Suspect]:
    """The slips that can be made in any code, made in the reference.

    An experiment describes its results in sentences, which say more.
    """
    if exercise.experiment is not None:
        return []
    return [
        Suspect(exercise, source, f"This is what comes out when{says}")
        for source, says in common_slips(exercise.solution)
    ]
