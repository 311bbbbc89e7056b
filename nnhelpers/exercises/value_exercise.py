"""Exercises whose answer is a value: a number, or a dict of shapes or numbers."""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

import numpy as np

from nnhelpers.exercises import failure, guard
from nnhelpers.exercises.compare import as_numbers, differences
from nnhelpers.exercises.diagnosis import RIGHT, WRONG, Diagnosis, all_blank
from nnhelpers.exercises.exercise import Exercise, commented
from nnhelpers.exercises.family import Family, generator
from nnhelpers.exercises.wording import kind_of


@dataclass(frozen=True, kw_only=True, eq=False)
class ValueExercise(Exercise):
    """An exercise whose answer is a value.

    Attributes
    ----------
    question : str
        Lines of comment in front of the answer.
    answer_name : str
    value : object
        The right answer.
    misconceptions : tuple of (value, sentence)
        Wrong answers that people really give. A dict may hold just the entries that matter.
    explanation : str
        Why the answer is right, shown with the solution.
    family : Family or None
        How the exercise is made with other numbers, where it follows a learner's seed.
    """

    question: str
    answer_name: str
    value: object
    misconceptions: tuple[tuple[object, str], ...]
    explanation: str
    tolerance: float = 1e-3
    family: Family | None = None

    def for_seed(self, seed: object) -> "ValueExercise":
        """The exercise with the numbers of whoever has this seed."""
        return self if seed is None or self.family is None else _member(self, str(seed))

    def tells_apart(self) -> bool:
        """Whether no misconception is right, and no two of them are the same."""
        guesses = [guess for guess, _ in self.misconceptions]
        return not any(self._covers(self.value, guess) for guess in guesses) and not any(
            guess.keys() == other.keys() and self._covers(guess, other)
            for guess, other in combinations(guesses, 2)
        )

    def _covers(self, values: dict, guess: dict) -> bool:
        """Whether all that is guessed is in the values."""
        return all(self._same(values[key], entry) for key, entry in guess.items())

    @property
    def stub(self) -> str:
        blank = {key: ... for key in self.value} if isinstance(self.value, dict) else ...
        return self._cell(blank)

    @property
    def solution(self) -> str:
        return self._cell(self.value)

    def _cell(self, value: object) -> str:
        if isinstance(value, dict):
            entries = (
                f'    "{key}": {"..." if v is ... else repr(v)},\n' for key, v in value.items()
            )
            text = "{\n" + "".join(entries) + "}"
        else:
            text = "..." if value is ... else repr(value)
        return f"{commented(self.question)}{self.answer_name} = {text}\n"

    def wrong_answers(self) -> list[tuple[object, str]]:
        """Every wrong value; where a dict's guess holds some entries, the others are right."""
        if isinstance(self.value, dict):
            return [({**self.value, **guess}, says) for guess, says in self.misconceptions]
        return list(self.misconceptions)

    def right(self, headline: str) -> Diagnosis:
        return Diagnosis(RIGHT, headline, (self.explanation,))

    def verdict_on(self, answer: object) -> Diagnosis:
        """Judge a value: right, blank, or wrong with the sentence of a known mistake."""
        handed_in = guard.look_at(answer)
        return failure.not_looked_at(self, handed_in) or self._judge_value(handed_in.value)

    def _judge_value(self, answer: object) -> Diagnosis:
        if all_blank(answer) or (isinstance(answer, dict) and not answer):
            return self.blank()
        if isinstance(self.value, dict):
            return self._judge_entries(answer)
        if as_numbers(answer) is None or as_numbers(answer).size != 1:
            text = f"Expected one number in {self.variable}, received a {kind_of(answer)}."
            return Diagnosis(WRONG, "this cannot be the answer.", (text,), causes=(text,))
        if self._same(self.value, answer):
            return self.right("right.")
        known = [says for wrong, says in self.misconceptions if self._same(wrong, answer)]
        facts = [] if known else [relation("It", self.value, answer)]
        return self._wrong([], known[:1], facts)

    def _judge_entries(self, answer: object) -> Diagnosis:
        """A dict of values: which of them are missing or wrong, never what they should be."""
        if not isinstance(answer, dict):
            keys = ", ".join(self.value)
            text = f"Expected a dict with the keys {keys}, received a {kind_of(answer)}."
            return Diagnosis(WRONG, "this cannot be the answer.", (text,), causes=(text,))
        missing = [key for key in self.value if answer.get(key, ...) is ... or answer[key] is None]
        wrong = [
            key
            for key in self.value
            if key not in missing and not self._same(self.value[key], answer[key])
        ]
        if not missing and not wrong:
            return self.right("right.")
        still = [f"Still to fill in: {', '.join(missing)}."] if missing else []
        if not wrong:
            return Diagnosis(WRONG, "right so far, but not finished.", (*still,), causes=(*still,))
        known = [
            (guess, says)
            for guess, says in self.misconceptions
            if all(self._same(guess[key], answer.get(key)) for key in guess)
        ]
        explained = {key for guess, _ in known for key in guess}
        facts = [relation(key, self.value[key], answer[key]) for key in set(wrong) - explained]
        places = [*still, f"Not right yet: {', '.join(wrong)}."]
        return self._wrong(places, list(dict.fromkeys(says for _, says in known)), sorted(facts))

    def _wrong(self, places: list[str], known: list[str], facts: list[str]) -> Diagnosis:
        """The diagnosis of a wrong value: where, and what is known of the reason."""
        causes = tuple(text for text in (*known, *facts) if text)[:3]
        details = (*places, *causes, *self.next_step())
        return Diagnosis(WRONG, "not right yet.", details, known[0] if known else "", causes)

    def _same(self, expected: object, received: object) -> bool:
        """Whether a number or a shape is the one expected; a shape may come as list or array."""
        if isinstance(expected, tuple):
            array = as_numbers(received)
            if array is None or array.shape != (len(expected),):
                return False
            return array.astype(float).tolist() == [float(entry) for entry in expected]
        return not differences(expected, received, self.tolerance)


@lru_cache(maxsize=512)
def _member(exercise: ValueExercise, seed: str) -> ValueExercise:
    """The exercise with another answer than the page's, in which every mistake shows."""
    rng = generator(seed, exercise.name)
    while True:
        member = replace(exercise, **exercise.family.draw(rng))
        if member.tells_apart() and member._judge_value(exercise.value).verdict != RIGHT:
            return member


def relation(name: str, expected: object, received: object) -> str:
    """What a wrong number or shape has to do with the right one, "" if nothing can be said."""
    if isinstance(received, str):
        return f"{name} is text: leave out the quotation marks."
    array = as_numbers(received)
    if array is None:
        return f"{name} is a {kind_of(received)}."
    if isinstance(expected, tuple):
        return _of_shapes(name, expected, array)
    if array.size != 1:
        return f"{name} is a {kind_of(received)}; one number is wanted."
    return _of_numbers(name, float(expected), float(array.item()))


def _of_shapes(name: str, expected: tuple, array: np.ndarray) -> str:
    given = array.ravel().tolist()
    if array.ndim == 0 or len(given) == 1:
        return f"{name}: a shape is a pair, (rows, columns), also for a single column."
    if array.ndim != 1 or len(given) != len(expected):
        return f"{name}: a shape is a pair, (rows, columns)."
    if given == list(expected)[::-1]:
        return f"{name} is turned around: rows come first, then columns."
    if given[0] == expected[0]:
        return f"{name}: the number of rows is right, that of columns is not."
    if given[1] == expected[1]:
        return f"{name}: the number of columns is right, that of rows is not."
    return ""


def _of_numbers(name: str, expected: float, received: float) -> str:
    for value, words in (
        (-expected, "has the wrong sign"),
        (expected**2, "is the square of what is wanted"),
        (abs(expected) ** 0.5, "is the square root of what is wanted"),
        (1 / expected if expected else 0.0, "is upside down: one over what is wanted"),
        (100 * expected, "is in percent"),
    ):
        if not differences(value, received, 1e-3):
            return f"{name} {words}."
    if not np.isfinite(received):
        return f"{name} is {received}, no number to work with."
    by = " by one" if abs(received - expected) == 1 else ""
    return f"{name} is too {'large' if received > expected else 'small'}{by}."
