"""Challenges: what is judged is the run that a playground's state makes, and nothing else."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from nnhelpers.exercises import EXERCISES, challenge_exercise, report
from nnhelpers.exercises.challenge_exercise import MOST_UPDATES, Attempt, ChallengeExercise
from nnhelpers.exercises.diagnosis import BLANK, RIGHT, WRONG
from nnhelpers.explorers import Playground
from nnhelpers.explorers.playground import diagnose, from_text
from nnhelpers.explorers.playground.board import PENALTY_RATES, RATES

pytestmark = pytest.mark.slow

CHALLENGES = [e for e in EXERCISES.values() if isinstance(e, ChallengeExercise)]
TAMED = EXERCISES["playground_diverging"]
SQUARES = EXERCISES["playground_features"]


def name(exercise):
    return exercise.name


def details(exercise, answer):
    return report(exercise, exercise.judge(answer)).replace("\n  ", " ")


@pytest.fixture
def tamed():
    playground = Playground(TAMED.start)
    yield playground
    playground.close()


def test_a_playground_is_judged_as_it_is_moved(tamed):
    assert TAMED.judge(tamed).verdict == BLANK
    tamed.set(epochs=3)
    assert TAMED.judge(tamed).verdict == WRONG
    tamed.set(learning_rate=0.03)
    assert TAMED.judge(tamed).verdict == RIGHT
    tamed.set(epochs=1)
    assert TAMED.judge(tamed).verdict == WRONG


def test_settings_and_their_text_are_as_good(tamed):
    tamed.state = TAMED.answer
    for answer in (tamed, tamed.settings, tamed.state, TAMED.answer):
        assert TAMED.judge(answer).verdict == RIGHT


@pytest.mark.parametrize("answer", [3, None, [1], abs, object(), SimpleNamespace(state=3)])
def test_what_is_no_playground_is_refused(answer):
    diagnosis = SQUARES.judge(answer)
    assert diagnosis.verdict == WRONG and "Expected a playground" in diagnosis.details[0]


def test_a_text_that_cannot_be_read_is_refused_with_its_reason():
    diagnosis = SQUARES.judge("hidden=none&colour=red")
    assert diagnosis.verdict == WRONG and "colour=red" in diagnosis.details[0]


def test_what_a_playground_claims_does_not_count():
    """Only its state does, from which the run is trained again."""
    claims = SimpleNamespace(state=TAMED.start + "&epochs=3", accuracies=lambda: (1, 1))
    claims.result = SimpleNamespace(cost=0.0, test_cost=0.0, test_accuracy=1.0)
    claims.session = SimpleNamespace(test_costs=[0.0])
    assert TAMED.judge(claims).verdict == WRONG


@pytest.mark.parametrize("exercise", CHALLENGES, ids=name)
def test_a_long_run_is_refused_before_it_is_trained(exercise, monkeypatch):
    def trains(settings):
        raise AssertionError("trained")

    monkeypatch.setattr(challenge_exercise, "trained", trains)
    settings = replace(from_text(exercise.answer), epochs=MOST_UPDATES + 1)
    assert exercise.judge(settings).headline == "too long a run."


@pytest.mark.parametrize("exercise", CHALLENGES, ids=name)
def test_what_is_to_stay_stays(exercise):
    """Of the answer, with other points: not right, whatever the run is like."""
    settings = replace(from_text(exercise.answer), data_seed=1)
    text = details(exercise, settings)
    assert exercise.judge(settings).verdict == WRONG
    assert "It changes points-seed, which is to stay as it was: 0." in text


@pytest.mark.parametrize("exercise", CHALLENGES, ids=name)
def test_an_answer_can_be_reached_with_the_controls(exercise):
    settings = from_text(exercise.answer)
    assert settings.learning_rate in RATES and settings.penalty_rate in PENALTY_RATES
    assert settings.dropout in (0, 0.1, 0.2, 0.3, 0.4, 0.5)
    changed = Attempt(settings, from_text(exercise.start)).changed
    assert set(changed) <= set(exercise.free)


def test_goals_that_are_reached_are_said_with_those_that_are_not():
    text = details(SQUARES, "noise=10&hidden=none&features=x1^2.x2&rate=0.03&epochs=40")
    assert "1 of 2 goals reached." in text
    assert "✓ at most 3 parameters" in text and "✗ at least 95 % of the test points right:" in text


def test_what_the_playground_says_is_wrong_is_said_where_nothing_else_is_known():
    state = "data=spiral&train=80&hidden=8.8.8&rate=0.0001&optimizer=rmsprop&epochs=3"
    assert "Saturated" in details(EXERCISES["playground_spiral"], state + "&scale=10"), (
        "its weights are too large"
    )


def test_what_a_challenge_asks_for_is_no_illness_in_it():
    exercise, state = EXERCISES["playground_overfit"], "noise=40&train=10&hidden=8.8&epochs=200"
    settings = from_text(state + "&optimizer=momentum&rate=0.1")
    illnesses = diagnose(Attempt(settings, None).run)
    assert [illness.name for illness in illnesses] == ["Overfitting"]
    assert exercise.judge(settings).verdict == WRONG
    assert illnesses[0].advice not in details(exercise, settings)


def test_to_stop_early_is_not_enough_of_a_cure():
    """As the check says: no epoch of the run that is handed out reaches the goal."""
    exercise = EXERCISES["playground_cure"]
    run = Attempt(from_text(exercise.start), None).run
    assert 0.47 < run.test_costs.min() < 0.55


def test_two_units_are_too_few_for_xor():
    """As the check says, from several seeds and with either kind of training."""
    for training in ("rate=0.3&batch=25", "optimizer=adam&rate=0.1&batch=25"):
        for seed in range(1, 6):
            settings = from_text(f"data=xor&hidden=2&{training}&seed={seed}&epochs=150")
            assert Attempt(settings, None).test_accuracy < 0.93
