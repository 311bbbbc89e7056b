"""Softmax explorer: probabilities, loss and gradient found without the package."""

from math import exp, log

import numpy as np
import pytest
from driving import drive, pixels, stops

from nnhelpers.explorers import SoftmaxExplorer
from nnhelpers.explorers.softmax import CLASSES


@pytest.fixture(scope="module")
def made():
    explorer = SoftmaxExplorer()
    yield explorer
    explorer.close()


def by_hand(values):
    """Scores, probabilities and loss by the formulas, number by number."""
    z = [values[f"z{k}"] + values["shift"] for k in (1, 2, 3)]
    powers = [exp(each / values["temperature"]) for each in z]
    a = [power / sum(powers) for power in powers]
    return z, a, -log(a[CLASSES.index(values["true_class"])])


def test_three_scores_by_hand(explorer):
    """e² = 7.389, e¹ = 2.718, e⁰ = 1: together 11.107, so 0.665, 0.245 and 0.090."""
    explorer.set(z1=2, z2=1, z3=0, true_class="dog")
    assert [bar.get_height() for bar in explorer.bars[1]] == pytest.approx(
        [0.665, 0.245, 0.090], abs=5e-4
    )
    assert explorer.result.loss == pytest.approx(log(11.107) - 1, abs=1e-3)
    words = explorer.describe()
    assert "Scores 2.0, 1.0, 0.0. Probabilities 0.665, 0.245, 0.090, sum 1." in words
    assert "a − y = +0.665, −0.755, +0.090." in words


def test_every_control_moves_bars_and_words(explorer):
    def check(explorer):
        values = explorer.values
        z, a, loss = by_hand(values)
        y = [float(label == values["true_class"]) for label in CLASSES]
        scores, probabilities, gradient = (
            [bar.get_height() for bar in bars] for bars in explorer.bars
        )
        assert scores == pytest.approx(z)
        assert probabilities == pytest.approx(a, abs=1e-12) and sum(a) == pytest.approx(1)
        assert gradient == pytest.approx(np.subtract(a, y), abs=1e-12)
        assert [knob.get_ydata()[0] for knob in explorer.knobs] == pytest.approx(z)
        assert explorer.targets.get_ydata().tolist() == y
        assert explorer.result.loss == pytest.approx(loss)
        assert explorer.point.get_xdata()[0] == pytest.approx(a[y.index(1)])
        assert explorer.point.get_ydata()[0] == pytest.approx(min(loss, 6))
        assert f"= {loss:.3f} (true class: {values['true_class']})" in explorer.describe()
        assert [n.get_text() for n in explorer.numbers[0]] == [f"{each:.3f}" for each in a]

    drive(explorer, check)


def test_the_gradient_is_the_slope_of_the_loss(explorer):
    for T in (0.5, 1, 5):
        explorer.set(z1=0.5, z2=-0.5, z3=1, temperature=T, true_class="lion")
        for k in (1, 2, 3):
            values = explorer.values
            sides = [by_hand({**values, f"z{k}": values[f"z{k}"] + h})[2] for h in (1e-6, -1e-6)]
            slope = (sides[0] - sides[1]) / 2e-6  # by z: one T-th of that by z / T
            assert explorer.result.gradient[k - 1] == pytest.approx(T * slope, abs=1e-7)


def test_what_is_added_to_all_scores_changes_nothing_but_them(explorer):
    before = explorer.result
    explorer.set(shift=2.5)
    np.testing.assert_allclose(explorer.result.scores, before.scores + 2.5)
    np.testing.assert_allclose(explorer.result.probabilities, before.probabilities, rtol=1e-12)
    assert explorer.result.loss == pytest.approx(before.loss)
    assert "scores 0.0, −1.0, −3.0 would give the same" in explorer.describe()


def test_the_temperature_makes_it_sure_or_undecided(explorer):
    tops = []
    for T in (0.1, 1, 10):
        explorer.set(temperature=T)
        tops.append(explorer.result.probabilities.max())
    assert tops[0] > 0.999 and tops[0] > tops[1] > tops[2] and tops[2] < 0.45


def test_sure_and_wrong(explorer):
    assert "Sure and wrong" not in explorer.describe()
    explorer.set(z1=-4, z2=4, z3=-4, temperature=0.1)
    assert explorer.result.loss == pytest.approx(80)
    assert "Sure and wrong: it says dog." in explorer.describe()
    assert np.isfinite(explorer.result.gradient).all()


def test_a_hand_pulls_a_score(explorer):
    explorer.set(shift=1)
    grips = {grip.name: grip for grip in explorer.grips(explorer.result)}
    explorer._move_by_hand(explorer.dragged(grips["score of lion"], 2, 3.52))
    assert explorer.values["z3"] == pytest.approx(2.5) and explorer.values["z1"] == 2
    explorer._move_by_hand(explorer.dragged(grips["score of cat"], 0, -99))
    assert explorer.values["z1"] == -4


def test_each_control_changes_words_and_pixels(explorer):
    for name, control in explorer.controls.items():
        explorer.set(**explorer._defaults)
        words, before = explorer.describe(), pixels(explorer)
        control.value = next(value for value in stops(control) if value != control.value)
        assert explorer.describe() != words, name
        assert (pixels(explorer) != before).any(), name


def test_reset(explorer):
    before = explorer.describe()
    explorer.set(z1=0, temperature=5, true_class="lion")
    explorer._screen.buttons["reset"].click()
    assert explorer.describe() == before
