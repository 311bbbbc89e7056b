"""What every exercise has, and what every kind of exercise must be able to do.

The four kinds are in `function_exercise.py`, `value_exercise.py`, `line_exercise.py` and
`challenge_exercise.py`; the exercises themselves are in one file for each page.
"""

import textwrap
from dataclasses import dataclass

import numpy as np

from nnhelpers.exercises.diagnosis import BLANK, RIGHT, Diagnosis, told_of
from nnhelpers.exercises.numpys_own import put_back
from nnhelpers.exercises.surroundings import kept


def numbers(seed: int, *shape: int) -> np.ndarray:
    """Readable numbers for a case: normal, two decimals, none of them zero.

    Parameters
    ----------
    seed : int
    *shape : int

    Returns
    -------
    ndarray of the shape given, float64
    """
    drawn = np.round(np.random.default_rng(seed).standard_normal(shape), 2)
    return np.where(drawn == 0, 0.01, drawn)


@dataclass(frozen=True, kw_only=True, eq=False)
class Exercise:
    """What every exercise has.

    Attributes
    ----------
    name : str
        Stable identifier, used in `check`, `hint` and `solution`.
    page : str
        File name of the page without its ending, "04_deep_network".
    title : str
        What is asked, in a few words.
    hints : tuple of three str
        From a nudge to a question that leads to the line. None of them gives it.
    remark : str
        One sentence that follows a right answer: why it matters, or where it is used.
    task : str
        What to do with the stub; the same for every exercise of a kind.
    answer_name : str
        The name that the stub gives to the answer: what is handed to `check`. No two exercises
        share one, so that the answers can be told apart after a page has run.
    """

    name: str
    page: str
    title: str
    hints: tuple[str, str, str]
    remark: str = ""

    task = "Replace the `...` in the next cell, run it, then run the check below it."

    @property
    def variable(self) -> str:
        """The same as `answer_name`."""
        return self.answer_name

    @property
    def stub(self) -> str:
        """The cell that the page places."""
        raise NotImplementedError

    @property
    def solution(self) -> str:
        """The cell as it should become."""
        raise NotImplementedError

    @property
    def check_line(self) -> str:
        """The cell that follows the stub."""
        return f'check("{self.name}", {self.variable})'

    def for_seed(self, seed: object) -> "Exercise":
        """The exercise for a learner with that seed: this one, where it does not follow seeds."""
        return self

    def judge(self, answer: object) -> Diagnosis:
        """Judge an answer: whatever the learner hands in.

        Nothing that the answer changes around itself outlasts this; what a cell has put in the
        place of NumPy's own functions goes before anything is computed, and is named.
        """
        replaced = put_back()
        with kept():
            found = self.verdict_on(answer)
        return told_of(replaced, found)

    def verdict_on(self, answer: object) -> Diagnosis:
        """Judge an answer, without care for what is around it."""
        raise NotImplementedError

    def wrong_answers(self) -> list[tuple[object, str]]:
        """Every wrong answer that is known, with the sentence that its author should get."""
        raise NotImplementedError

    def blank(self) -> Diagnosis:
        """The diagnosis of a cell that still is as the page placed it."""
        text = f'Fill in the cell above and run both again. hint("{self.name}") helps.'
        return Diagnosis(BLANK, "not attempted yet.", (text,))

    def right(self, headline: str) -> Diagnosis:
        """The diagnosis of a right answer."""
        return Diagnosis(RIGHT, headline, (self.remark,) if self.remark else ())

    def next_step(self) -> tuple[str, ...]:
        """What a wrong answer's diagnosis ends with."""
        return (f'Next: hint("{self.name}")',)


def commented(text: str) -> str:
    """Text as lines of comment, wrapped."""
    return "".join(f"# {line}\n" for line in textwrap.wrap(text, 88))
