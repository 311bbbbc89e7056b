"""Exercises whose answer is a function: what one declares, and the order of a judgement.

A wrong answer is compared with the exercise's misconceptions first: if everything it returns is
what one of them returns, its author gets that sentence. Otherwise the smallest case that fails is
shown. How answers are run is in `trial.py`, how mistakes are recognized in `recognition.py`, how
a failing case is told in `failure.py`.
"""

import copy
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from nnhelpers.exercises import failure, guard, submission, trial
from nnhelpers.exercises.diagnosis import BLANK, WRONG, Diagnosis
from nnhelpers.exercises.exercise import Exercise
from nnhelpers.exercises.guard import Outcome, Watchdog
from nnhelpers.exercises.recognition import recognized
from nnhelpers.exercises.slips import Misconception, body_start, changed, code_of


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
    rules : tuple of function(answer, exercise) -> sentence or ""
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
        return "".join(lines[: body_start(self.solution)]) + "    return ...\n"

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

    def wrong_answers(self) -> list[tuple[object, str]]:
        return [(self.wrong_function(entry), entry.says) for entry in self.misconceptions]

    def fresh_case(self, index: int) -> tuple:
        """The arguments of one case, as copies that may be changed without harm."""
        return copy.deepcopy(self.cases[index])

    @cached_property
    def expected(self) -> tuple[Outcome, ...]:
        """What the reference does in each case."""
        return trial.outcomes_of(self, self.reference)

    @cached_property
    def mistaken(self) -> tuple[tuple[Outcome, ...], ...]:
        """What each misconception does in each case; the faulty code of "repair it" comes last."""
        bank = self.misconceptions + ((self.faulty,) if self.faulty else ())
        return tuple(trial.outcomes_of(self, self.wrong_function(entry)) for entry in bank)

    def judge(self, answer: object) -> Diagnosis:
        """Judge a function: can it be called, is it blank, is it right, and if not, why not."""
        unusable = submission.unusable(self, answer)
        if unusable is not None:
            return unusable
        with Watchdog(guard.LIMIT) as watchdog:
            outcomes = []
            for index in range(len(self.cases)):
                outcomes.append(trial.run_case(self, answer, index, watchdog))
                if index == 0 and submission.is_blank(outcomes[0], answer):
                    return self.blank()
                if outcomes[-1].too_slow:
                    return failure.too_slow(outcomes[-1])
            failing = [i for i, outcome in enumerate(outcomes) if self._departs(i, outcome)]
            position = recognized(self, outcomes) if failing else None
            known = position is not None
            unsteady = "" if known else trial.unsteady(self, answer, outcomes, watchdog)
        if self.faulty is not None and position == len(self.misconceptions):
            return Diagnosis(
                BLANK, "not attempted yet: the mistake is still there.", self.next_step()
            )
        if failing:
            says = self.misconceptions[position].says if known else ""
            return failure.wrong(self, answer, outcomes, failing, says, unsteady)
        return self._judge_way(answer, outcomes, unsteady)

    def _departs(self, index: int, outcome: Outcome) -> bool:
        return not trial.agree(self, self.expected[index], outcome)

    def _judge_way(self, answer: Callable, outcomes: list[Outcome], unsteady: str) -> Diagnosis:
        """Judge how right results came about: steadily, without side effects, by the rules."""
        if unsteady:
            return Diagnosis(
                WRONG, "the first results are right, but they do not hold.", (unsteady,)
            )
        changed_arguments = next((outcome.changed for outcome in outcomes if outcome.changed), ())
        if changed_arguments:
            text = failure.mutation(changed_arguments)
            return Diagnosis(WRONG, "right, but it changes its arguments.", (text,))
        for rule in self.rules:
            broken = rule(answer, self)
            if broken:
                return Diagnosis(WRONG, "the result is right, but not the way.", (broken,), broken)
        return self.right(f"right in all {len(self.cases)} cases.")
