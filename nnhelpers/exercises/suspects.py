"""Wrong functions that an answer may be: known ones, two of them at once, and common slips."""

from collections.abc import Callable
from functools import cached_property, partial
from itertools import combinations

from nnhelpers.exercises import trial
from nnhelpers.exercises.common_slips import common_slips
from nnhelpers.exercises.guard import Outcome
from nnhelpers.exercises.slips import changed


class Suspect:
    """A wrong function that an answer may turn out to be, made and run only when asked.

    Attributes
    ----------
    sentences : tuple of str
        What to tell whoever wrote it.
    parts : tuple of Suspect
        The single mistakes, where it is several at once.
    """

    def __init__(
        self,
        exercise,
        write: Callable[[], str],
        *sentences: str,
        parts: tuple["Suspect", ...] = (),
    ):
        self.sentences, self.parts = sentences, parts
        self._exercise, self._write = exercise, write
        self._outcomes: dict[int, Outcome] = {}

    @cached_property
    def _function(self) -> Callable:
        return self._exercise.function_from(self._write())

    def outcome(self, index: int) -> Outcome:
        """What it does in one case."""
        if index not in self._outcomes:
            self._outcomes[index] = trial.run_case(self._exercise, self._function, index)
        return self._outcomes[index]

    def does(self, outcomes: list[Outcome], order: list[int]) -> bool:
        """Whether it does the same as an answer, in every case; the cases are tried in order."""
        try:
            return all(trial.agree(self._exercise, self.outcome(i), outcomes[i]) for i in order)
        except (ValueError, SyntaxError):  # two mistakes that change the same piece
            return False


def known(exercise) -> list[Suspect]:
    """The exercise's misconceptions; the faulty code of "repair it" comes last."""
    bank = exercise.misconceptions + ((exercise.faulty,) if exercise.faulty else ())
    return [Suspect(exercise, partial(exercise.wrong_source, entry), entry.says) for entry in bank]


def doubled(exercise) -> list[Suspect]:
    """Every two misconceptions that can be made at once."""
    single = list(zip(exercise.misconceptions, exercise.known, strict=False))
    return [
        Suspect(
            exercise,
            partial(_both, exercise.solution, first.changes, second.changes),
            first.says,
            second.says,
            parts=(one, other),
        )
        for (first, one), (second, other) in combinations(single, 2)
    ]


def _both(source: str, first: tuple, second: tuple) -> str:
    """Source with the changes of two misconceptions, in the order in which they fit."""
    try:
        return changed(source, first + second)
    except ValueError:
        return changed(source, second + first)


def common(exercise) -> list[Suspect]:
    """The slips that can be made in any code, made in the reference.

    An experiment describes its results in sentences, which say more.
    """
    if exercise.experiment is not None:
        return []
    return [
        Suspect(exercise, partial(str, source), f"This is what comes out when{says}")
        for source, says in common_slips(exercise.solution)
    ]
