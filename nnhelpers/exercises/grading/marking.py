"""The marks of one submission: its cells run in a process of their own, and are judged from here.

An answer is judged on the cases of the page first, so that its mistake is named as on the page, and
where it is right on the private ones. What ends the process costs the exercise that did it: the
rest goes on in a new process, in which what ran before runs again.
"""

import ast
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from nnhelpers.exercises.diagnosis import BLANK, RIGHT, WRONG, Diagnosis
from nnhelpers.exercises.exercise import Exercise
from nnhelpers.exercises.function_exercise import FunctionExercise
from nnhelpers.exercises.grading import wire
from nnhelpers.exercises.grading.answer import CALL, Answer, Calls
from nnhelpers.exercises.grading.cells import Cell, Check, bound, names_in
from nnhelpers.exercises.grading.line import MEMORY, Line, Stopped
from nnhelpers.exercises.grading.twin import add_names, refused
from nnhelpers.exercises.numpys_own import replacement

REFUSED, STOPPED = "refused", "stopped"
COPIED = (
    "It is right for the arguments of the page and for no others: results that were copied, or "
    "something that only happens to be the same there."
)
NOT_KEPT = (
    "An array that the function returned changed when it was called again. It is to make a new "
    "array in every call."
)
LATE = "the time for this notebook was up before"


@dataclass(frozen=True)
class Mark:
    """The mark of an exercise.

    Attributes
    ----------
    exercise, page : str
    verdict : str
        RIGHT, WRONG, BLANK, REFUSED or STOPPED.
    says : str
        The sentence of the misconception that was met, "" if none was recognized.
    words : str
        What is to be read in a table: one line.
    seconds : float
    """

    exercise: str
    page: str
    verdict: str
    says: str = ""
    words: str = ""
    seconds: float = 0.0


@dataclass
class Marking:
    """One submission on the way to its marks.

    Attributes
    ----------
    exercises : dict from names to Exercises
        Those of the page.
    private : dict from names to FunctionExercises
        The same with private cases, where there are some.
    cells : list of Cell
    seconds : float
        For the whole notebook.
    memory : int
        Bytes that its process may use.
    """

    exercises: dict[str, Exercise]
    private: dict[str, FunctionExercise]
    cells: list[Cell]
    seconds: float
    memory: int = MEMORY
    marks: dict[str, Mark] = field(default_factory=dict)
    held: list[str] = field(default_factory=list)
    _line: Line | None = None
    _names: dict = field(default_factory=lambda: {"__name__": "__main__"})
    _history: list[tuple[Cell, int]] = field(default_factory=list)
    _broken: dict[str, tuple[str, str]] = field(default_factory=dict)
    _trees: dict[str, ast.AST] = field(default_factory=dict)

    def run(self) -> list[Mark]:
        """Go through the page, and return a mark for every exercise of it."""
        self._until = time.monotonic() + self.seconds
        try:
            for cell in self.cells:
                self._go_through(cell)
            for name, exercise in self.exercises.items():
                self._judge_once(Check(name, exercise.variable), lost_check=True)
        finally:
            self._close()
        return [self.marks[name] for name in self.exercises]

    def _go_through(self, cell: Cell) -> None:
        """Run the statements of a cell, and judge where it checks."""
        variables = {exercise.variable for exercise in self.exercises.values()}
        if cell.problem:
            for variable in variables:
                if names_in(cell.source, variable):
                    self._broken[variable] = (WRONG, f"{cell.problem}.")
            return
        add_names(cell, self._names)
        answered = cell.binds & variables
        for variable in answered:
            self._broken.pop(variable, None)
            self._trees[variable] = cell.tree
        failed: tuple[str, str] | None = None
        for step in cell.steps:
            if isinstance(step, Check):
                self._judge_once(step)
            elif failed is None:
                failed = self._run_statement(cell, step)
            if failed and isinstance(step, int):
                for variable in answered & set(bound(cell.tree.body[step])):
                    self._broken[variable] = failed

    def _run_statement(self, cell: Cell, number: int) -> tuple[str, str] | None:
        """Run a statement; what went wrong, as verdict and sentence, or None."""
        message = {"do": "run", "cell": cell.name, "source": cell.source, "statements": [number]}
        try:
            reply = self._ask(message)
        except Stopped as problem:
            return STOPPED, f"Its cell was stopped: {problem}."
        if "error" in reply:
            kind, text = (str(part)[:200] for part in reply["error"])
            if text.startswith("refused: "):
                return REFUSED, f"{text.removeprefix('refused: ')}."
            return WRONG, f"Its cell stops with {kind}: {text}"
        self._history.append((cell, number))
        return None

    def _judge_once(self, check: Check, lost_check: bool = False) -> None:
        """Judge an exercise, unless that was done; time and whatever goes wrong are noted."""
        if check.exercise in self.marks:
            return
        exercise, began = self.exercises[check.exercise], time.monotonic()
        try:
            verdict, says, words = self._judged(exercise, check.variable, lost_check)
        except Stopped as problem:
            verdict, says, words = STOPPED, "", f"Its process was stopped: {problem}."
        except Exception as problem:  # the grader must not stop at one answer
            kind = type(problem).__name__
            verdict, says, words = STOPPED, "", f"It could not be judged ({kind})."
        taken = time.monotonic() - began
        words = " ".join(words.split())
        self.marks[check.exercise] = Mark(exercise.name, exercise.page, verdict, says, words, taken)

    def _judged(self, exercise: Exercise, variable: str, lost_check: bool) -> tuple[str, str, str]:
        """Verdict, misconception and one line."""
        if variable in self._broken:
            return self._broken[variable][0], "", self._broken[variable][1]
        if variable not in self._trees and variable not in self._names:
            return BLANK, "", "There is no cell that answers it."
        shared = sum(e.variable == variable for e in self.exercises.values()) > 1
        if lost_check and shared:
            return BLANK, "", "Its check is gone, and other exercises use the same name."
        reply = self._ask({"do": "value", "name": variable})
        if "error" in reply or not reply.get("there"):
            return BLANK, "", "There is no cell that answers it."
        if not reply.get("callable"):
            return told(exercise.judge(wire.decode(reply["value"])))
        if not isinstance(exercise, FunctionExercise):
            return told(exercise.judge(wire.foreign("function", True)))
        twin = self._names.get(variable)
        twin = twin if callable(twin) else None
        why = refused(exercise, twin, self._trees.get(variable))
        if why:
            return REFUSED, "", why
        return self._judge_function(exercise, variable, reply, twin)

    def _judge_function(
        self, exercise: FunctionExercise, variable: str, reply: dict, twin: Callable | None
    ) -> tuple[str, str, str]:
        """Judge a function on the cases of the page, then on the private ones."""
        calls = Calls(self._running(), self._reference, self._until)
        answer = Answer(variable, reply.get("parameters"), twin, calls)
        found = exercise.judge(answer)
        if found.verdict == RIGHT and exercise.name in self.private:
            hidden = self.private[exercise.name].judge(answer)
            if hidden.verdict != RIGHT:
                found = hidden if hidden.says else Diagnosis(WRONG, COPIED)
        kept = calls.stopped or self._ask({"do": "kept"}).get("kept")
        if found.verdict == RIGHT and not kept:
            found = Diagnosis(WRONG, NOT_KEPT)
        if calls.replaced and found.verdict != BLANK:
            text = replacement(tuple(dict.fromkeys(calls.replaced)))
            found = Diagnosis(WRONG, "it changes NumPy.", (text,), causes=(text,))
        if calls.stopped:
            self._close()
            if found.verdict != BLANK:
                verdict = WRONG if "seconds" in found.headline else STOPPED
                return verdict, found.says, f"It was stopped: {calls.stopped}."
        return told(found)

    def _reference(self, name: str, arguments: tuple) -> object:
        """What `use` hands out where the learner's own is wrong: never before it was judged."""
        exercise = self.exercises.get(name)
        if name not in self.marks or not isinstance(exercise, FunctionExercise):
            raise ValueError(f"the course's own {name} is there after its check only")
        return exercise.reference(*arguments)

    def _answers(self, question: dict) -> dict:
        """Answer what the learner's process asks while a cell runs."""
        if "use" in question:
            name = str(question["use"])
            right = name in self.marks and self.marks[name].verdict == RIGHT
            return {"value": wire.encode(right)}
        return Calls(self._line, self._reference, self._until).answer(question, {})

    def _ask(self, message: dict) -> dict:
        line = self._running()
        seconds = min(CALL, max(self._until - time.monotonic(), 0.05))
        try:
            return line.ask(message, seconds, self._answers)
        except Stopped:
            self._close()
            raise

    def _running(self) -> Line:
        """The process, started again if it is gone, with all that ran before."""
        if time.monotonic() > self._until:
            raise Stopped(LATE)
        if self._line is None:
            self._line = Line(self.seconds, self.memory)
            self.held = self._line.held
            again, self._history = self._history, []
            for cell, number in again:
                message = {"do": "run", "cell": cell.name, "source": cell.source}
                self._line.ask({**message, "statements": [number]}, CALL, self._answers)
                self._history.append((cell, number))
        return self._line

    def _close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def told(found: Diagnosis) -> tuple[str, str, str]:
    """A diagnosis as verdict, misconception and one line."""
    if found.verdict != WRONG:
        return found.verdict, "", ""
    stops = [text for text in found.details if text.startswith("it stops with ")]
    known = found.says or next(iter([*stops, *found.causes]), found.headline)
    words = known.replace("it stops with ", "It stops with ", 1)
    return found.verdict, found.says, words[:400]
