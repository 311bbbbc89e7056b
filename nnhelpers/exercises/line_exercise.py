"""Exercises whose answer is the number of the one faulty line in a listing."""

import re
from dataclasses import dataclass

from nnhelpers.exercises import failure, guard
from nnhelpers.exercises.compare import as_numbers
from nnhelpers.exercises.diagnosis import RIGHT, WRONG, Diagnosis
from nnhelpers.exercises.exercise import Exercise, commented


@dataclass(frozen=True, kw_only=True, eq=False)
class LineExercise(Exercise):
    """A listing with one faulty line; the answer is its number.

    Attributes
    ----------
    answer_name : str
        What the listing is about, not what is wrong with it: "line_in_epoch".
    given : str
        What the listing computes and from what.
    lines : tuple of str
        The listing, one statement a line.
    faulty_line : int
        Counted from 1.
    repaired : str
        The faulty line as it should be.
    explanation : str
        Why it is wrong; shown for the right answer.
    innocent : tuple of (int, str)
        For every other line, why nothing is wrong with it.
    """

    answer_name: str
    given: str
    lines: tuple[str, ...]
    faulty_line: int
    repaired: str
    explanation: str
    innocent: tuple[tuple[int, str], ...]

    @property
    def stub(self) -> str:
        return self._cell("...")

    @property
    def solution(self) -> str:
        return self._cell(str(self.faulty_line))

    def _cell(self, answer: str) -> str:
        listing = "".join(f"#   {i}   {line}\n" for i, line in enumerate(self.lines, start=1))
        question = f"# One line is wrong. Which? Write its number, 1 to {len(self.lines)}.\n"
        return f"{commented(self.given)}{listing}{question}{self.answer_name} = {answer}\n"

    def wrong_answers(self) -> list[tuple[object, str]]:
        """The numbers of the innocent lines."""
        return list(self.innocent)

    def right(self, headline: str) -> Diagnosis:
        return Diagnosis(RIGHT, headline, (self.explanation,))

    def verdict_on(self, answer: object) -> Diagnosis:
        """Judge a line number; the repaired line itself is as good."""
        handed_in = guard.look_at(answer)
        return failure.not_looked_at(self, handed_in) or self._judge_line(handed_in.value)

    def _judge_line(self, answer: object) -> Diagnosis:
        count = len(self.lines)
        if answer is ...:
            return self.blank()
        if isinstance(answer, str) and _squeezed(answer) == _squeezed(self.repaired):
            return self.right(f"right: that is what line {self.faulty_line} should be.")
        number = _line_number(answer)
        if number is None or not 1 <= number <= count:
            text = f"{self.answer_name} is to be the number of one line, 1 to {count}."
            return Diagnosis(WRONG, "this is no line of the listing.", (text,), causes=(text,))
        if number == self.faulty_line:
            return self.right(f"right, it is line {number}.")
        says = dict(self.innocent)[number]
        return Diagnosis(
            WRONG, f"line {number} is not it.", (says, *self.next_step()), says, (says,)
        )


def _line_number(answer: object) -> int | None:
    """The number in 3, 3.0, "3" or "line 3"; None if there is none."""
    if isinstance(answer, str):
        digits = re.fullmatch(r"\s*(?:line\s*)?(\d+)\s*\.?\s*", answer, re.IGNORECASE)
        return int(digits.group(1)) if digits else None
    array = as_numbers(answer)
    if array is None or array.size != 1 or array.dtype.kind == "b":
        return None
    number = float(array.item())
    return int(number) if number.is_integer() else None


def _squeezed(code: str) -> str:
    return "".join(code.split())
