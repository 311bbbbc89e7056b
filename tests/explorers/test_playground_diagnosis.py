"""Diagnosis of a run: the ill ones are told what they have, the healthy ones nothing."""

import re
from dataclasses import replace

import numpy as np
import pytest

from nnhelpers.explorers.playground import Session, Settings, diagnose
from nnhelpers.explorers.playground.diagnosis import constant_cost
from nnhelpers.explorers.playground.setups import HEALTHY, ILL

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", HEALTHY)
def test_no_false_alarm(name):
    """At no time of a healthy run; and it is healthy: it learns, and for the test part too."""
    settings = HEALTHY[name]
    there = Session(replace(settings, epochs=0))
    while there.epoch < settings.epochs:
        assert diagnose(there) == [], (there.epoch, diagnose(there))
        there.step(5)
    assert diagnose(there) == []
    assert there.training_costs[-1] < 0.35 * constant_cost(there)
    if settings.classes:
        assert min(there.accuracies()) > 0.93


@pytest.mark.slow
@pytest.mark.parametrize("seed", (2, 3, 4))
@pytest.mark.parametrize("name", HEALTHY)
def test_hardly_a_false_alarm_from_other_starts(name, seed):
    """Where another start learns as well, nothing is said against it."""
    there = Session(replace(HEALTHY[name], seed=seed, data_seed=seed))
    learned = there.training_costs[-1] < 0.35 * constant_cost(there)
    assert not learned or diagnose(there) == [], diagnose(there)


@pytest.mark.parametrize(
    "name, i", [(name, i) for name, row in ILL.items() for i in range(len(row))]
)
def test_the_ill_are_told_what_they_have(name, i):
    there = Session(ILL[name][i])
    found = diagnose(there)
    assert name in [diagnosis.name.lower() for diagnosis in found], found
    for diagnosis in found:
        assert re.search(r"\d", diagnosis.evidence) and diagnosis.advice.startswith("Try ")
        sentence = str(diagnosis)
        assert sentence.endswith(".") and "  " not in sentence and ".." not in sentence


def test_a_run_that_has_diverged_has_no_other_illness():
    for settings in ILL["diverged"]:
        assert [diagnosis.name for diagnosis in diagnose(Session(settings))] == ["Diverged"]


def test_the_numbers_are_those_of_the_run():
    there = Session(ILL["overfitting"][0])
    (found,) = diagnose(there)
    best = int(np.argmin(there.test_costs))
    for number in (there.test_costs[-1], there.training_costs[-1], there.test_costs[best]):
        assert f"{number:.3g}" in found.evidence
    assert f"epoch {best} " in found.evidence
    there = Session(ILL["one class for all"][0])
    (found,) = diagnose(there)
    assert "class 0 for every" in found.evidence and "80%" in found.evidence  # 40 of 50 points


def test_causes_come_before_their_effects():
    names = [found.name for found in diagnose(Session(ILL["dead units"][0]))]
    assert names[0] == "Dead units" and "Standing still" in names[1:]


def test_the_best_constant_answer():
    three = Session(Settings("drawn", points=((0, 0, 0), (1, 0, 1), (2, 0, 2), (3, 0, 2))))
    assert constant_cost(three) == pytest.approx(2 * np.log(4) / 4 + np.log(2) / 2)
    squared = Session(replace(three.settings, loss="mean_squared_error"))
    # shares 1/4, 1/4, 1/2: the variances 3/16, 3/16 and 4/16 add up
    assert constant_cost(squared) == pytest.approx(10 / 16)
    two = Session(Settings("drawn", points=((0, 0, 0), (1, 0, 1), (2, 0, 1), (3, 0, 1))))
    assert constant_cost(two) == pytest.approx(-(np.log(0.25) + 3 * np.log(0.75)) / 4)
    slope = Session(Settings("plane"))
    assert constant_cost(slope) == pytest.approx(np.var(slope.examples.Y))


def test_one_class_drawn_is_no_illness():
    points = tuple((x, 0, 1) for x in range(-5, 6))
    assert diagnose(Session(Settings("drawn", points=points, epochs=120))) == []


def test_after_a_change_by_hand_it_looks_at_the_run_since_then():
    there = Session(Settings("drawn")).step(30)  # no examples, and then some, with a large weight
    there.add_points([(1, 1, 0), (-1, -1, 1), (2, 2, 0), (-2, -2, 1)]).edit("W3", 0, 0, 500.0)
    assert there.training_costs[-1] > 20 and diagnose(there) == []
    there = Session(ILL["standing still"][0]).edit("W1", 0, 0, 0.0)
    assert there.epoch == 200 and diagnose(there) == []
    assert [found.name for found in diagnose(there.step(150))] == ["Standing still"]
    assert "before epoch 275" in diagnose(there)[0].evidence  # the middle of the 150 since then


def test_advice_fits_the_settings():
    still = Settings("spiral", init="zeros", batch_size=None, epochs=150)
    for settings, word in (
        (still, "not zeros"),
        (replace(still, init="xavier", learning_rate=1e-5), "rate ten times larger"),
        (Settings("xor", hidden=(), batch_size=None, epochs=150), "hidden layer"),
        (replace(still, init="xavier", hidden=(4,) * 6, activation="sigmoid"), "fewer layers"),
    ):
        found = diagnose(Session(settings))
        assert found and all(word in diagnosis.advice for diagnosis in found), found
