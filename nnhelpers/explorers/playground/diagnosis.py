"""What is wrong with a run of the playground: which illness, from what numbers, what to try.

Each row of ILLNESSES looks at one kind of trouble and returns None or a Diagnosis. Costs are
compared with that of the best constant answer, which needs no network (`constant_cost`); the
bounds are constants here, and the tests try them on healthy set-ups and on ill ones (setups.py).
Where something was changed by hand, all looks at the run since then.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

BLOWN_UP = 10  # times the cost of the beginning, or of the best constant answer
DEAD = 0.5  # share of a layer's units
SATURATED = 0.75  # share of a layer's values
LEARNED = 0.3  # a cost below this part of the constant answer's: whatever it is, it learns
PATIENCE = 50  # epochs before a run is said to have chosen one class
STILL_AFTER = 100  # epochs before it is said to stand still
STILL = 0.01  # by what part the cost fell in the second half of the run
GAP = 2  # times the training cost: a test cost above that may be overfitting


class Diagnosis(NamedTuple):
    """An illness: its name, the numbers that show it, and what to try. str() has all three."""

    name: str
    evidence: str
    advice: str

    def __str__(self):
        return f"{self.name}: {self.evidence} {self.advice}"


def diagnose(session) -> list[Diagnosis]:
    """The illnesses of a Session where it stands, causes before their effects; [] is healthy."""
    if not session.examples.X.shape[1]:
        return []
    diverged = _diverged(session)
    if diverged:
        return [diverged]
    layers = session.layers()
    found = [illness(session, layers) for illness in ILLNESSES]
    return [diagnosis for diagnosis in found if diagnosis]


def _costs(session):
    """Training and test costs since the last change by hand, shape (2, epochs + 1)."""
    return session.all_costs[:, session.changed_at : session.epoch + 1]


def constant_cost(session) -> float:
    """The training cost of the best answer that does not look at the input."""
    Y = session.examples.Y
    mean = Y.mean(axis=1, keepdims=True)
    if session.net.loss_name == "mean_squared_error":
        return float(((Y - mean) ** 2).sum() / Y.shape[1])
    shares = np.vstack([mean, 1 - mean]) if len(Y) == 1 else mean
    return float(-sum(p * np.log(p) for p in shares.ravel() if p > 0))


def _relative_cost(session):
    """The training cost in units of constant_cost; 0 where that is 0, as with a single class."""
    constant = constant_cost(session)
    return session.training_costs[-1] / constant if constant else 0.0


def _diverged(session):
    if session.diverged:
        when, _, what = session.diverged.removeprefix("Diverged ").partition(": ")
        evidence, _, tried = what.partition(" Try ")
        return Diagnosis("Diverged", f"{when}, {evidence}", f"Try {tried}")
    costs, rate = _costs(session)[0], session.learning_rate
    advice = f"Try a learning rate of {rate / 10:.2g}, or inputs that are not so large."
    bound = BLOWN_UP * max(costs[0], constant_cost(session))
    if costs[-1] <= bound:
        return None
    evidence = (
        f"the training cost is {costs[-1]:.3g}, after {costs[0]:.3g} at epoch "
        f"{session.changed_at}, with learning rate {rate:g}."
    )
    return Diagnosis("Diverged", evidence, advice)


def _dead(session, layers):
    shares = [layer.dead for layer in layers]
    worst = int(np.argmax(shares))
    if shares[worst] < DEAD or (shares[worst] < 1 and _relative_cost(session) < LEARNED):
        return None
    units = session.settings.hidden[worst]
    count = round(shares[worst] * units)
    evidence = (
        f"{count} of {units} ReLU units of hidden layer {worst + 1} are 0 for all "
        f"{session.examples.X.shape[1]} training examples, and learn nothing more."
    )
    return Diagnosis("Dead units", evidence, "Try leaky_relu, or a reset with a smaller rate.")


def _saturated(session, layers):
    shares = [layer.saturated for layer in layers]
    worst = int(np.argmax(shares))
    if shares[worst] < SATURATED or _relative_cost(session) < LEARNED:
        return None
    evidence = (
        f"{shares[worst]:.0%} of the outputs of hidden layer {worst + 1} lie where "
        f"{session.settings.activation} is flat, so that hardly any gradient comes through."
    )
    advice = "Try smaller initial weights (xavier, scale 1), smaller inputs, or ReLU."
    return Diagnosis("Saturated", evidence, advice)


def _majority(session, layers):
    if not session.settings.classes or session.epoch - session.changed_at < PATIENCE:
        return None
    said = np.unique(session.labels()[0])
    Y = session.examples.Y
    true = Y.argmax(axis=0) if len(Y) > 1 else Y[0]
    if len(said) > 1 or len(np.unique(true)) == 1:
        return None
    share = np.mean(true == said[0])
    evidence = (
        f"it says class {said[0]} for every training example, which is right for {share:.0%}, "
        "the share of that class."
    )
    return Diagnosis("One class for all", evidence, f"Try {_more(session)}.")


def _still(session, layers):
    costs = _costs(session)[0]
    if len(costs) <= STILL_AFTER or _relative_cost(session) < 0.9:
        return None
    half = len(costs) // 2
    before, after = costs[:half].min(), costs[half:].min()
    if before - after > STILL * before:
        return None
    evidence = (
        f"the lowest training cost was {before:.3g} before epoch {session.changed_at + half}, and "
        f"{after:.3g} since; the best constant answer has {constant_cost(session):.3g}."
    )
    return Diagnosis("Standing still", evidence, f"Try {_more(session)}.")


def _more(session):
    """What to try where a network does not begin to learn: the likeliest causes first."""
    settings = session.settings
    scale = settings.scale if settings.scale is not None else 1
    causes = (
        (settings.init == "zeros" or scale == 0,
         "an initialization that is not zeros: equal units stay equal"),
        (settings.init == "random" and settings.scale is None, "xavier or he, larger weights"),
        (session.learning_rate < 0.003, "a learning rate ten times larger"),
        (settings.penalty != "none" and settings.penalty_rate >= 10, "a smaller penalty"),
        (settings.dropout >= 0.5, "less dropout"),
        (not settings.hidden, "a hidden layer, or another feature"),
        (len(settings.hidden) >= 4, "fewer layers, or another activation than sigmoid"),
    )  # fmt: skip
    found = [advice for holds, advice in causes if holds]
    return "; or ".join(found[:2]) or "another learning rate, seed or optimizer, or more units"


def _overfitting(session, layers):
    training, tests = session.training_costs[-1], _costs(session)[1]
    constant = constant_cost(session)
    gap = tests[-1] - training
    if not (tests[-1] > GAP * training and gap > 0.1 * constant):  # NaN without a test part
        return None
    best = int(np.argmin(tests))
    risen = tests[-1] > 1.5 * tests[best]
    if not risen and not (gap > 0.5 * constant and training < LEARNED * constant):
        return None
    evidence = f"the test cost is {tests[-1]:.3g}, the training cost {training:.3g}" + (
        f"; at epoch {session.changed_at + best} the test cost was {tests[best]:.3g}."
        if risen
        else "."
    )
    advice = "Try more examples, l2 or dropout, or fewer units; or go back to that epoch."
    if not risen:
        advice = "Try more examples, l2 or dropout, or fewer units."
    return Diagnosis("Overfitting", evidence, advice)


ILLNESSES = (_dead, _saturated, _majority, _still, _overfitting)
