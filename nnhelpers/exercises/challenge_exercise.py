"""Exercises whose answer is a playground: a set-up, trained until it does what is asked.

What is judged is its state, which is a short text. The run is trained once more from it, so that
what counts is what these settings do, whatever a widget shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from nnhelpers.exercises.diagnosis import BLANK, RIGHT, WRONG, Diagnosis
from nnhelpers.exercises.exercise import Exercise, commented
from nnhelpers.exercises.wording import kind_of

MOST_UPDATES = 12_000  # that a check trains again: a second or two
# What most challenges leave to the learner.
TRAINING = (
    "loss", "learning_rate", "optimizer", "decay", "batch_size", "penalty", "penalty_rate",
    "dropout", "seed", "edits",
)  # fmt: skip
NETWORK = ("hidden", "activation", "init", "scale")


def settings_of(answer: object):
    """The Settings of a playground, of Settings or of a state's text.

    Raises
    ------
    ValueError
        For a text that is no state; the message says which part cannot be read.
    TypeError
        For anything else.
    """
    # here, because explorers load widgets, which the other exercises do without
    from nnhelpers.explorers.playground import Settings, from_text

    if isinstance(answer, Settings):
        return answer
    text = getattr(answer, "state", answer)
    if not isinstance(text, str):
        raise TypeError(f"Expected a playground or its state, received a {kind_of(answer)}.")
    return from_text(text)


@lru_cache(maxsize=64)
def trained(settings):
    """The Session of these settings, at settings.epochs."""
    from nnhelpers.explorers.playground import Session

    return Session(settings)


def percent(part: float) -> str:
    """A part of one as a percentage: 95 %, 97.5 %."""
    return f"{100 * part:.1f} %".replace(".0 %", " %")


@dataclass(frozen=True)
class Attempt:
    """A learner's settings beside those that were handed out; it is trained when it is asked.

    Attributes
    ----------
    settings, start : Settings
    """

    settings: object
    start: object

    @cached_property
    def changed(self) -> list[str]:
        """Fields that are not as handed out; the epoch does not count."""
        names = [name for name in self.start.__dataclass_fields__ if name != "epochs"]
        return [n for n in names if getattr(self.settings, n) != getattr(self.start, n)]

    @property
    def updates(self) -> int:
        """Updates that the run makes, about."""
        from nnhelpers.explorers.playground import examples

        m = examples(self.settings).X.shape[1] + len(self.settings.points)
        size = self.settings.batch_size
        return self.settings.epochs * (1 if size is None else -(-m // size))

    @property
    def run(self):
        """The Session."""
        return trained(self.settings)

    @property
    def parameters(self) -> int:
        return self.settings.net.parameter_count

    @property
    def accuracy(self) -> float:
        return float(self.run.accuracies()[0])

    @property
    def test_accuracy(self) -> float:
        return float(self.run.accuracies()[1])

    @property
    def cost(self) -> float:
        return float(self.run.training_costs[-1])

    @property
    def test_cost(self) -> float:
        return float(self.run.test_costs[-1])

    @property
    def dead(self) -> float:
        """Share of dead units in the layer that has most of them."""
        return max(layer.dead for layer in self.run.layers())

    @property
    def points(self) -> list:
        """The points drawn by hand that are there at the end."""
        return self.settings.points_at(self.settings.epochs)

    def share_of(self, label: int) -> float:
        """What part of the training examples of a class is recognized; 0 where there are none."""
        Y = self.run.examples.Y
        true = Y.argmax(axis=0) if len(Y) > 1 else Y[0]
        said = self.run.labels()[0]
        return float(np.mean(said[true == label] == label)) if (true == label).any() else 0.0


@dataclass(frozen=True)
class Goal:
    """One thing that is asked: what, when it is reached, and what to say where it is not."""

    what: str
    reached: Callable[[Attempt], bool]
    missing: Callable[[Attempt], str]


@dataclass(frozen=True)
class WrongWay:
    """A misconception: a state that has it, how it is recognized, and the sentence that helps."""

    state: str
    when: Callable[[Attempt], bool]
    says: str


@dataclass(frozen=True, kw_only=True, eq=False)
class ChallengeExercise(Exercise):
    """A challenge in the playground.

    Attributes
    ----------
    question : str
        Lines of comment in front of the playground.
    answer_name : str
    start : str
        The state that is handed out.
    free : tuple of str
        Fields of the settings that may be changed; the epoch may always.
    goals : tuple of Goal
    misconceptions : tuple of WrongWay
        Looked through in their order, those that need no training first.
    answer : str
        A state that reaches all goals.
    explanation : str
        Why it does, shown with the solution.
    wanted : str
        What the playground calls an illness, and the challenge asks for.
    """

    question: str
    answer_name: str
    start: str
    free: tuple[str, ...]
    goals: tuple[Goal, ...]
    misconceptions: tuple[WrongWay, ...]
    answer: str
    explanation: str
    wanted: str = ""

    task = "Train the playground until it does what is asked. Then run the check below it."

    @property
    def stub(self) -> str:
        return self._cell(self.start)

    @property
    def solution(self) -> str:
        return self._cell(self.answer)

    def _cell(self, state: str) -> str:
        lines = [f'"{state[i : i + 80]}"' for i in range(0, len(state), 80)]
        text = lines[0] if len(lines) == 1 else "\n    " + "\n    ".join(lines) + "\n"
        name = self.answer_name
        return f"{commented(self.question)}{name} = Playground({text})\n{name}\n"

    def wrong_answers(self) -> list[tuple[object, str]]:
        """The state of every wrong way."""
        return [(way.state, way.says) for way in self.misconceptions]

    def blank(self) -> Diagnosis:
        text = "Change the playground above, train it, and run this check again. "
        return Diagnosis(BLANK, "not attempted yet.", (f'{text}hint("{self.name}") helps.',))

    def verdict_on(self, answer: object) -> Diagnosis:
        """Judge a playground, its settings or its state."""
        if answer is ...:
            return self.blank()
        try:
            settings, start = settings_of(answer), settings_of(self.start)
        except (ValueError, TypeError) as problem:
            return Diagnosis(
                WRONG, "this cannot be the answer.", (str(problem),), causes=(str(problem),)
            )
        if settings == start:
            return self.blank()
        attempt = Attempt(settings, start)
        if attempt.updates > MOST_UPDATES:
            return self._too_long(attempt)
        return self._judge(attempt)

    def _too_long(self, attempt: Attempt) -> Diagnosis:
        says = (
            f"It stands at epoch {attempt.settings.epochs}, which is {attempt.updates} updates; "
            f"at most {MOST_UPDATES} count. Move the epoch slider back, or use larger batches."
        )
        return Diagnosis(WRONG, "too long a run.", (says, *self.next_step()), causes=(says,))

    def _judge(self, attempt: Attempt) -> Diagnosis:
        kept, missing, reached = self._broken(attempt), [], []
        for goal in self.goals:
            if goal.reached(attempt):
                reached.append(f"✓ {goal.what}")
            else:
                missing.append(f"✗ {goal.what}: {goal.missing(attempt)}")
        if not kept and not missing:
            details = (*reached, self.explanation)
            return Diagnosis(RIGHT, "all goals reached.", details)
        says = next((way.says for way in self.misconceptions if way.when(attempt)), "")
        seen = (says,) if says else self._illnesses(attempt) if missing else ()
        causes = (*seen, *kept)
        details = (*reached, *missing, *causes, *self.next_step())
        headline = f"{len(reached)} of {len(self.goals)} goals reached."
        if not missing:
            headline = "the goals are reached, but something was changed that was to stay."
        return Diagnosis(WRONG, headline, details, says, causes)

    def _broken(self, attempt: Attempt) -> list[str]:
        """A sentence for each field that was to stay as it was handed out."""
        from nnhelpers.explorers.playground.sharing import WORDS

        sentences = []
        for name in attempt.changed:
            if name not in self.free:
                word, was = WORDS[name], getattr(attempt.start, name)
                was = word.write(was) or "none"
                sentences.append(f"It changes {word.name}, which is to stay as it was: {was}.")
        return sentences

    def _illnesses(self, attempt: Attempt) -> list[str]:
        """What the playground itself says is wrong with the run."""
        from nnhelpers.explorers.playground import diagnose

        return [str(illness) for illness in diagnose(attempt.run) if illness.name != self.wanted]
