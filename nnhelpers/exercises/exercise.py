"""What an exercise is: three kinds, each a declaration that check, pages and tests read.

A `FunctionExercise` asks for a function, a `ValueExercise` for numbers or shapes, a `LineExercise`
for the number of the faulty line in a listing. How an answer is judged is in `diagnosis.py`; the
exercises themselves are in one file for each page.
"""

import ast
import copy
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np


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


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that people really give, and the sentence that would help its author.

    `changes` are the places where it departs from the reference: (code there, code here).
    """

    says: str
    changes: tuple[tuple[str, str], ...]


def slip(*changes: str, says: str) -> Misconception:
    """A misconception written as its difference from the reference.

    Parameters
    ----------
    *changes : str
        Pairs: a piece of the reference's code, and what stands there instead.
    says : str
        The sentence for whoever made this slip.
    """
    return Misconception(says, tuple(zip(changes[::2], changes[1::2], strict=True)))


def code_of(function: Callable) -> str:
    """Source of a function, from its first to its last line, not indented."""
    return textwrap.dedent(inspect.getsource(function)).rstrip() + "\n"


def changed(source: str, changes: tuple[tuple[str, str], ...]) -> str:
    """Source with each (old, new) replaced below the docstring, where old must occur just once.

    Raises
    ------
    ValueError
        If a piece to be replaced does not occur exactly once.
    """
    start = _body_start(source)
    head = "".join(source.splitlines(keepends=True)[:start])
    body = "".join(source.splitlines(keepends=True)[start:])
    for old, new in changes:
        if body.count(old) != 1:
            raise ValueError(
                f"changes: {old!r} occurs {body.count(old)} times in the body, expected once; "
                f"quote more of the line. The body is:\n{body}"
            )
        body = body.replace(old, new)
    return head + body


def _body_start(source: str) -> int:
    """Number of lines taken by the signature and the docstring."""
    first = ast.parse(source).body[0].body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return first.end_lineno if has_docstring else first.lineno - 1


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
        From a nudge to nearly the line itself.
    remark : str
        One sentence that follows a right answer: why it matters, or where it is used.
    """

    name: str
    page: str
    title: str
    hints: tuple[str, str, str]
    remark: str = ""

    @property
    def variable(self) -> str:
        """The name that the stub gives to the answer: what is handed to `check`."""
        raise NotImplementedError

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


@dataclass(frozen=True, kw_only=True, eq=False)
class FunctionExercise(Exercise):
    """An exercise whose answer is a function.

    Attributes
    ----------
    reference : function
        The clearest code a learner could write; its docstring is the contract, also in the stub.
    cases : tuple of tuples
        Arguments to try, each tuple one call.
    misconceptions : tuple of Misconception
    faulty : Misconception or None
        For "repair it": the code that the stub holds instead of a blank.
    experiment : function(answer, *arguments) or None
        What is observed and compared; by default what the call returns. Random initializers are
        compared by the statistics of what they draw, for example.
    rules : tuple of function(answer, cases) -> sentence or None
        Conditions on the way, not on the result ("without a loop").
    extra_keys : bool
        Whether a returned dict may hold more than what was asked for.
    tolerance : float
        Relative tolerance; wide enough for float32.
    """

    reference: Callable
    cases: tuple[tuple, ...]
    misconceptions: tuple[Misconception, ...]
    faulty: Misconception | None = None
    experiment: Callable | None = None
    rules: tuple[Callable, ...] = ()
    extra_keys: bool = False
    tolerance: float = 1e-4

    @property
    def variable(self) -> str:
        return self.reference.__name__

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """Names of the arguments, in order."""
        return tuple(inspect.signature(self.reference).parameters)

    @cached_property
    def stub(self) -> str:
        if self.faulty is not None:
            return self.wrong_source(self.faulty)
        lines = self.solution.splitlines(keepends=True)
        return "".join(lines[: _body_start(self.solution)]) + "    return ...\n"

    @cached_property
    def solution(self) -> str:
        return code_of(self.reference)

    def wrong_source(self, misconception: Misconception) -> str:
        """Source of a misconception."""
        return changed(self.solution, misconception.changes)

    def wrong_function(self, misconception: Misconception) -> Callable:
        """A misconception as a function that can be called."""
        namespace = dict(self.reference.__globals__)
        exec(compile(self.wrong_source(misconception), f"<{self.name}>", "exec"), namespace)
        return namespace[self.variable]

    def fresh_case(self, index: int) -> tuple:
        """The arguments of one case, as copies that may be changed without harm."""
        return copy.deepcopy(self.cases[index])

    def observe(self, answer: Callable, arguments: tuple) -> object:
        """What is compared: the result of a call, or of the exercise's experiment."""
        if self.experiment is not None:
            return self.experiment(answer, *arguments)
        return answer(*arguments)


@dataclass(frozen=True, kw_only=True, eq=False)
class ValueExercise(Exercise):
    """An exercise whose answer is a value: a number, or a dict of shapes or numbers.

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
        return f"{_commented(self.question)}{self.answer_name} = {text}\n"


@dataclass(frozen=True, kw_only=True, eq=False)
class LineExercise(Exercise):
    """A listing with one faulty line; the answer is its number.

    Attributes
    ----------
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

    given: str
    lines: tuple[str, ...]
    faulty_line: int
    repaired: str
    explanation: str
    innocent: tuple[tuple[int, str], ...]

    @property
    def variable(self) -> str:
        return "faulty_line"

    @property
    def stub(self) -> str:
        return self._cell("...")

    @property
    def solution(self) -> str:
        return self._cell(str(self.faulty_line))

    def _cell(self, answer: str) -> str:
        listing = "".join(f"#   {i}   {line}\n" for i, line in enumerate(self.lines, start=1))
        question = f"# One line is wrong. Which? Write its number, 1 to {len(self.lines)}.\n"
        return f"{_commented(self.given)}{listing}{question}faulty_line = {answer}\n"


def _commented(text: str) -> str:
    """Text as lines of comment, wrapped."""
    return "".join(f"# {line}\n" for line in textwrap.wrap(text, 88))
