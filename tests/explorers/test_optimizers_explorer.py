"""Four optimizers on a surface: paths recomputed by the published rules, words that follow them."""

import numpy as np
import oracle
import pytest
from driving import drive, pixels

from nnhelpers.explorers import OptimizersExplorer
from nnhelpers.explorers.grips import Place
from nnhelpers.explorers.optimizers import (
    BETAS,
    LEARNING_RATES,
    LOWEST,
    MEMORIES,
    MOST_STEPS,
    NOISES,
    SEED,
    fate,
)
from nnhelpers.optimizers import OPTIMIZERS
from nnhelpers.surfaces import LIMIT, SURFACES


@pytest.fixture(scope="module")
def made():
    explorer = OptimizersExplorer()
    yield explorer
    explorer.close()


def by_the_rules(optimizer, surface, learning_rate, beta, noise, steps, x, y):
    """The path once more: the rules of the oracle, one step after another."""
    memory = {"gradient_descent": {}, "adam": {"beta1": beta}}.get(optimizer, {"beta": beta})
    descent, theta = oracle.Descent(optimizer, **memory), {"p": np.array([x, y])}
    rng, path = np.random.default_rng(SEED), [theta["p"]]
    for _ in range(steps):
        g = np.array(SURFACES[surface].gradient(*theta["p"]))
        if noise:
            g = g + noise * rng.normal(size=2)
        theta = descent.update(theta, {"dp": g}, learning_rate)
        path.append(theta["p"])
    return np.array(path).T


STATES = (
    {"surface": "saddle", "learning_rate": 0.2, "beta": 0.8, "noise": 0.1, "steps": 25},
    {"surface": "bent valley", "learning_rate": 0.05, "beta": 0.95, "noise": 0.0, "steps": 40},
)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_paths_and_costs_are_those_of_the_rules(explorer, optimizer, state):
    result = explorer.compute(**state, x=1.25, y=-0.4)
    expected = by_the_rules(optimizer, **state, x=1.25, y=-0.4)
    np.testing.assert_allclose(result.paths[optimizer], expected, rtol=1e-9, atol=1e-12)
    costs = SURFACES[state["surface"]].value(*expected)
    np.testing.assert_allclose(result.costs[optimizer], costs, rtol=1e-9)
    k = LEARNING_RATES.index(0.5)
    other = by_the_rules(optimizer, **{**state, "learning_rate": 0.5}, x=1.25, y=-0.4)
    end = SURFACES[state["surface"]].value(*other[:, -1])
    assert result.ends[optimizer][k] == pytest.approx(end, rel=1e-6)


def test_every_optimizer_of_the_package_takes_part():
    assert set(MEMORIES) == set(OPTIMIZERS)
    for name, memory in MEMORIES.items():
        assert memory is None or memory in OPTIMIZERS[name].hyperparameters


def test_controls_move_the_panels_and_the_words(explorer):
    def check(explorer):
        result = explorer.compute(**explorer.values)
        words = explorer.readout(result)
        for name in OPTIMIZERS:
            path = np.clip(result.paths[name], -1e4, 1e4)
            np.testing.assert_array_equal(explorer.tracks[name].get_data(), path)
            shown = explorer.curves[name].get_ydata()
            np.testing.assert_array_equal(shown, np.clip(result.costs[name], LOWEST, 100))
            ends = explorer.by_rate[name].get_ydata()
            np.testing.assert_array_equal(ends, np.clip(result.ends[name], LOWEST, 100))
        visible = [name for name, artists in explorer.maps.items() if artists[2].get_visible()]
        assert visible == [result.surface]
        assert words.startswith(result.surface[0].upper())
        assert (f"After {explorer.values['steps']} step" in words) == (len(shown) > 1)

    drive(explorer, check)


def test_each_control_changes_words_and_pixels(explorer):
    moves = {"surface": "saddle", "learning_rate": 0.02, "beta": 0.5, "noise": 1.0, "steps": 10,
             "x": 2.0, "y": -0.5}  # fmt: skip
    assert set(moves) == set(explorer.controls)
    for name, value in moves.items():
        words, before = explorer.describe(), pixels(explorer)
        explorer.controls[name].value = value
        assert explorer.error is None
        assert explorer.describe() != words, name
        assert (pixels(explorer) != before).any(), name


def test_fates_in_words():
    assert fate("two minima", (-2.0, 0.1)) == "is in the minimum"
    assert fate("two minima", (1.86, 0.0)) == "is in a higher minimum"
    assert fate("saddle", (0.0, 0.01)) == "hardly moves, near a saddle point"
    assert fate("saddle", (0.0, -2.0)) == "is in the minimum"
    assert fate("plateau", (2.5, 1.5)) == "hardly moves: it is flat"
    assert fate("plateau", (2.4, 0.0)) == "hardly moves: it is flat"
    assert fate("narrow valley", (2.0, 0.0)) == "is on its way"
    assert fate("many dents", (2.4461, 0.0)) == "is in a higher minimum"
    for outside in ((LIMIT + 0.1, 0.0), (0.0, np.inf), (np.nan, 0.0)):
        assert fate("saddle", outside) == "has left the picture"


def test_too_large_a_rate_is_said(explorer):
    explorer.set(learning_rate=0.5)
    assert explorer.warning(explorer.result) == "The rate is too large for gradient descent."
    explorer.set(learning_rate=10)
    assert "gradient descent and momentum" in explorer.warning(explorer.result)


def test_the_grips_move_the_controls_and_a_click_starts_there(explorer):
    start, steps, rate = explorer.grips(explorer.result)
    assert explorer.dragged(start, 1.0, -2.0) == {"x": 1.0, "y": -2.0}
    assert explorer.dragged(steps, 33.0, 5.0) == {"steps": 33.0}
    assert explorer.dragged(rate, 0.5, 5.0) == {"learning_rate": 0.5}
    on_the_map, beside = Place(start.axes, 2.0, -1.0), Place(steps.axes, 2.0, -1.0)
    assert explorer.clicked(on_the_map) == {"x": 2.0, "y": -1.0} and not explorer.clicked(beside)
    assert (start.x, start.y, steps.x, rate.x) == (-2.5, 1.5, 60, 0.1)


def test_reset_and_the_stops(explorer):
    before = explorer.describe()
    explorer.set(surface="plateau", noise=0.3, steps=MOST_STEPS)
    assert explorer.describe() != before
    explorer._screen.buttons["reset"].click()
    assert explorer.describe() == before
    for name, stops in (("learning_rate", LEARNING_RATES), ("beta", BETAS), ("noise", NOISES)):
        assert [value for _, value in explorer.controls[name].options] == list(stops)
