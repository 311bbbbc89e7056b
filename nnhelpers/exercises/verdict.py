"""What `check` and `judge` give back: a verdict on an answer, as an object and as text.

A `Diagnosis` is what an exercise finds out; a `Verdict` is that together with the exercise's name
and the time it took, for people and for programs that count, sort and store.
"""

import sys
import textwrap
from dataclasses import dataclass, field

from nnhelpers.exercises.diagnosis import BLANK, RIGHT, WRONG, Diagnosis

SIGNS = {RIGHT: "✓", BLANK: "·", WRONG: "✗"}
WIDTH = 92  # characters in a line of a verdict's details


@dataclass(frozen=True)
class Verdict:
    """A verdict on an answer.

    Attributes
    ----------
    name : str
        The exercise.
    mark : str
        "right", "not attempted" or "wrong".
    sentence : str
        What was found, in one line.
    misconception : str or None
        The sentence for the misconception that was recognized, the same for everybody who has it.
    seconds : float
        How long judging took.
    details : tuple of str
        What else its author should read.
    causes : tuple of str
        Those of the details that say why, or where to look.
    """

    name: str
    mark: str
    sentence: str
    misconception: str | None = None
    seconds: float = field(default=0.0, compare=False)
    details: tuple[str, ...] = field(default=(), repr=False)
    causes: tuple[str, ...] = field(default=(), repr=False)
    # the number of the cell that has printed it, if one has
    printed_in: int | None = field(default=None, repr=False, compare=False)

    @classmethod
    def of(cls, name: str, diagnosis: Diagnosis, seconds: float = 0.0) -> "Verdict":
        """The verdict that a diagnosis of the exercise of that name amounts to."""
        return cls(
            name,
            diagnosis.verdict,
            diagnosis.headline,
            diagnosis.says or None,
            seconds,
            diagnosis.details,
            diagnosis.causes,
        )

    @property
    def right(self) -> bool:
        return self.mark == RIGHT

    def __str__(self) -> str:
        """A sign, the exercise, the sentence, and indented details."""
        lines = [f"{SIGNS[self.mark]} {self.name}: {self.sentence}"]
        for detail in self.details:
            is_prose = not detail.startswith(("  ", "expected", "received")) and "[" not in detail
            rows = textwrap.wrap(detail, WIDTH) if is_prose else [detail]
            lines += [f"  {row}" for row in rows]
        return "\n".join(lines)

    def _ipython_display_(self) -> None:
        """Show the text where it has not been read yet: below `check`, nothing twice."""
        if self.printed_in is None or self.printed_in != cell_number():
            print(self)


def cell_number() -> int | None:
    """The number of the notebook's cell that runs now; None outside notebooks."""
    get_ipython = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)
    return getattr(get_ipython(), "execution_count", None)
