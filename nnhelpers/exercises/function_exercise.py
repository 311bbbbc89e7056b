"""Exercises whose answer is a function: what one declares, and the order of a judgement.

A wrong answer is compared with the exercise's misconceptions first: if everything it returns is
what one of them returns, its author gets that sentence. Otherwise facts are looked for that say
where the mistake is, and a small case that fails is shown. How answers are run is in `trial.py`,
how mistakes are recognized in `recognition.py`, what else can be said of them in `reasons.py`, how
a failure is told in `failure.py`.
"""

import ast
import copy
import inspect
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nnhelpers.exercises import failure, guard, reading, recognition, submission, suspects, trial
from nnhelpers.exercises.diagnosis import BLANK, WRONG, Diagnosis
from nnhelpers.exercises.exercise import Exercise
from nnhelpers.exercises.guard import Outcome, Watchdog
from nnhelpers.exercises.numpys_own import replacement
from nnhelpers.exercises.reasons import reasons
from nnhelpers.exercises.slips import Misconception, body_start, changed, code_of
from nnhelpers.exercises.steps import steps
from nnhelpers.exercises.suspects import Suspect


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
    def answer_name(self) -> str:
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

    def function_from(self, source: str) -> Callable:
        """The function of that source, with the names of the reference's module around it."""
        namespace = dict(self.reference.__globals__)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python has its doubts about some slips
            exec(compile(source, f"<{self.name}>", "exec"), namespace)
        return namespace[self.variable]

    def wrong_function(self, misconception: Misconception) -> Callable:
        """A misconception as a function that can be called."""
        return self.function_from(self.wrong_source(misconception))

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
    def output_names(self) -> tuple[str, ...]:
        """Names of the results, where the reference ends with return dW, db."""
        last = ast.parse(self.solution).body[0].body[-1]
        entries = last.value.elts if isinstance(last.value, ast.Tuple) else []
        names = tuple(entry.id for entry in entries if isinstance(entry, ast.Name))
        return names if len(names) == len(entries) else ()

    @cached_property
    def known(self) -> list[Suspect]:
        """The misconceptions, ready to be compared; the faulty code of "repair it" comes last."""
        return suspects.known(self)

    @cached_property
    def doubled(self) -> list[Suspect]:
        """Every two misconceptions at once."""
        return suspects.doubled(self)

    @cached_property
    def common(self) -> list[Suspect]:
        """The slips of the common kind that could be made in the reference."""
        return suspects.common(self)

    def given(self, index: int) -> dict[str, np.ndarray]:
        """The arrays of a case: its arguments, and the steps on the way to the right result."""
        return self._steps[index]

    @cached_property
    def _steps(self) -> list[dict[str, np.ndarray]]:
        return [steps(self, index) for index in range(len(self.cases))]

    def verdict_on(self, answer: object) -> Diagnosis:
        """Judge a function: can it be called, is it blank, is it right, and if not, why not.

        What is expected is computed before the learner's code runs.
        """
        assert self.expected
        if not callable(answer):
            handed_in = guard.look_at(answer)
            unseen = failure.not_looked_at(self, handed_in)
            return unseen or submission.unusable(self, handed_in.value)
        return self._judge_results(answer)

    def _judge_results(self, answer: Callable) -> Diagnosis:
        with Watchdog(guard.LIMIT) as watchdog:
            # an object that cannot even be read is found out when it is called
            unusable, _ = guard.attempt(lambda: submission.unusable(self, answer), watchdog)
            if unusable:
                return unusable
            outcomes = []
            for index in range(len(self.cases)):
                outcomes.append(trial.run_case(self, answer, index, watchdog))
                if index == 0 and submission.is_blank(outcomes[0], answer):
                    return self.blank()
                if outcomes[-1].too_slow:
                    return failure.too_slow(answer, outcomes[-1])
                if outcomes[-1].refused:
                    return failure.refused(self, outcomes[-1], index)
            failing = self._failing(outcomes)
            suspect = recognition.recognized(self, outcomes, failing) if failing else None
            unsteady = "" if suspect else trial.unsteady(self, answer, outcomes, watchdog)
        if self.faulty is not None and suspect is self.known[-1]:
            return self._still_faulty(answer)
        replaced = next((outcome.replaced for outcome in outcomes if outcome.replaced), ())
        if failing:
            return self._judge_failure(answer, outcomes, failing, suspect, unsteady, replaced)
        return self._judge_way(answer, outcomes, unsteady, replaced)

    def _still_faulty(self, answer: Callable) -> Diagnosis:
        """The diagnosis of the code that was to be repaired, or of code that does the same."""
        stub = self.function_from(self.stub).__code__
        if getattr(answer, "__code__", None) and answer.__code__.co_code == stub.co_code:
            headline = "not attempted yet: the mistake is still there."
            return Diagnosis(BLANK, headline, self.next_step())
        says = self.faulty.says
        details = (says, *self.next_step())
        return Diagnosis(
            WRONG, "the mistake is still there, in other words.", details, says, (says,)
        )

    def _failing(self, outcomes: list[Outcome]) -> list[int]:
        """The cases whose outcome is not what is expected, the most telling first."""
        failing = [
            index
            for index, outcome in enumerate(outcomes)
            if not trial.agree(self, self.expected[index], outcome)
        ]
        return failure.in_order_of_telling(self, failing)

    def _judge_failure(
        self,
        answer: Callable,
        outcomes: list[Outcome],
        failing: list[int],
        suspect: Suspect | None,
        unsteady: str,
        replaced: tuple[str, ...],
    ) -> Diagnosis:
        """Judge wrong results: the known mistake, or whatever else can be said of them."""
        causes = [replacement(replaced)] if replaced else []
        causes += [unsteady] if unsteady else []
        causes += reading.structure(self, answer)
        if not causes:
            causes += suspect.sentences if suspect else reasons(self, answer, outcomes, failing)
        says = suspect.sentences[0] if suspect in self.known else ""
        return failure.wrong(self, answer, outcomes, failing, causes, says)

    def _judge_way(
        self, answer: Callable, outcomes: list[Outcome], unsteady: str, replaced: tuple[str, ...]
    ) -> Diagnosis:
        """Judge how right results came about: steadily, without side effects, by the rules."""
        changed_arguments = next((outcome.changed for outcome in outcomes if outcome.changed), ())
        for objection, headline, text in (
            (replaced, "right, but it changes NumPy.", replacement(replaced)),
            (unsteady, "the first results are right, but they do not hold.", unsteady),
            (
                changed_arguments,
                "right, but it changes its arguments.",
                failure.mutation(changed_arguments),
            ),
        ):
            if objection:
                return Diagnosis(WRONG, headline, (text,), causes=(text,))
        for rule in self.rules:
            broken = rule(answer, self)
            if broken:
                headline = "the result is right, but not the way."
                return Diagnosis(WRONG, headline, (broken,), broken, (broken,))
        return self.right(f"right in all {len(self.cases)} cases.")
