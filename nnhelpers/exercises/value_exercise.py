"""Exercises whose answer is a value: a number, or a dict of shapes or numbers."""

from dataclasses import dataclass

from nnhelpers.exercises.compare import as_numbers, differences
from nnhelpers.exercises.diagnosis import RIGHT, WRONG, Diagnosis, all_blank
from nnhelpers.exercises.exercise import Exercise, commented
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
    """

    question: str
    answer_name: str
    value: object
    misconceptions: tuple[tuple[object, str], ...]
    explanation: str
    tolerance: float = 1e-3

    @property
    def variable(self) -> str:
        return self.answer_name

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

    def judge(self, answer: object) -> Diagnosis:
        """Judge a value: right, blank, or wrong with the sentence of a known mistake."""
        if all_blank(answer) or (isinstance(answer, dict) and not answer):
            return self.blank()
        if isinstance(self.value, dict):
            return self._judge_entries(answer)
        if as_numbers(answer) is None or as_numbers(answer).size != 1:
            text = f"Expected one number in {self.variable}, received a {kind_of(answer)}."
            return Diagnosis(WRONG, "this cannot be the answer.", (text,))
        if self._same(self.value, answer):
            return self.right("right.")
        for wrong, says in self.misconceptions:
            if self._same(wrong, answer):
                return Diagnosis(WRONG, "not right yet.", (says, *self.next_step()), says)
        return Diagnosis(WRONG, "not right yet.", self.next_step())

    def _judge_entries(self, answer: object) -> Diagnosis:
        """A dict of values: which of them are missing or wrong, never what they should be."""
        if not isinstance(answer, dict):
            keys = ", ".join(self.value)
            text = f"Expected a dict with the keys {keys}, received a {kind_of(answer)}."
            return Diagnosis(WRONG, "this cannot be the answer.", (text,))
        missing = [key for key in self.value if answer.get(key, ...) is ... or answer[key] is None]
        wrong = [
            key
            for key in self.value
            if key not in missing and not self._same(self.value[key], answer[key])
        ]
        if not missing and not wrong:
            return self.right("right.")
        details = [f"Still to fill in: {', '.join(missing)}."] if missing else []
        if not wrong:
            return Diagnosis(WRONG, "right so far, but not finished.", tuple(details))
        details.append(f"Not right yet: {', '.join(wrong)}.")
        says = next(
            (
                sentence
                for guess, sentence in self.misconceptions
                if all(self._same(guess[key], answer.get(key)) for key in guess)
            ),
            "",
        )
        details += [says] if says else []
        return Diagnosis(WRONG, "not right yet.", (*details, *self.next_step()), says)

    def _same(self, expected: object, received: object) -> bool:
        """Whether a number or a shape is the one expected; a shape may come as list or array."""
        if isinstance(expected, tuple):
            array = as_numbers(received)
            if array is None or array.shape != (len(expected),):
                return False
            return array.astype(float).tolist() == [float(entry) for entry in expected]
        return not differences(expected, received, self.tolerance)
