"""The width explorer: a run is that of the Trainer, and the panels show it."""

import asyncio

import numpy as np
import pytest
from driving import alive, at_rest, drive, pixels

from nnhelpers import accuracy, train
from nnhelpers.explorers import WidthExplorer


@pytest.fixture
def width():
    explorer = WidthExplorer(iterations=60, rng=np.random.default_rng(1))
    yield explorer
    explorer.close()


def test_a_run_is_that_of_train(width):
    result = width.compute(data="moons", units=3, activation="tanh", learning_rate=0.5)
    examples = width.examples["moons"]
    run = train(
        result.net, *examples.training, init="he", rng=np.random.default_rng(width._seed),
        learning_rate=0.5, iterations=60,
    )  # fmt: skip
    assert result.net.layer_sizes == (2, 3, 1) and result.iteration == 60
    np.testing.assert_array_equal(result.params["W1"], run.params["W1"])
    X, Y = examples.validation
    assert result.validation_accuracy == accuracy(result.net.predict(X, run.params), Y)


def test_gradient_sizes_against_finite_differences(width):
    result = width.compute(data="xor", units=2, activation="tanh", learning_rate=0.5)
    net, (X, Y) = result.net, width.examples["xor"].training
    slopes = np.empty((2, 2))
    for place in np.ndindex(2, 2):
        sides = []
        for step in (1e-6, -1e-6):
            W1 = result.params["W1"].copy()
            W1[place] += step
            sides.append(net.cost(net.forward(X, {**result.params, "W1": W1}), Y))
        slopes[place] = (sides[0] - sides[1]) / 2e-6
    assert result.gradients[0] == pytest.approx(np.sqrt(np.mean(slopes**2)), rel=1e-4)


def test_controls_move_boundary_costs_and_drawing(width):
    def check(explorer):
        result = explorer.result
        assert result.iteration == 60 and result.data == explorer.values["data"]
        assert result.net.layer_sizes == (2, explorer.values["units"], 1)
        assert explorer.drawing.drawing.layer_sizes == result.net.layer_sizes
        np.testing.assert_array_equal(explorer.costs.training.get_ydata(), result.trainer.costs)
        cache = result.net.forward(explorer.boundary.grid.astype(float), result.params)
        shown = explorer.boundary.field.get_values().reshape(1, -1)
        np.testing.assert_allclose(shown, cache["A2"], atol=1e-3)
        X, Y = explorer.examples[result.data].training
        points = explorer.boundary.points[1].get_xydata()
        np.testing.assert_array_equal(points.T, X[:, Y[0] == 1])

    drive(width, check)


def test_reset_brings_back_the_first_state(width):
    before = pixels(width), width.describe()
    width.controls["data"].value = "circles"
    width.controls["units"].value = 20
    assert width.describe() != before[1]
    width._screen.buttons["reset"].click()
    assert alive(width).describe() == before[1]
    np.testing.assert_array_equal(pixels(width), before[0])


def test_the_run_before_stays_as_a_shadow(width):
    costs = width.result.trainer.costs
    width.set(units=1)
    np.testing.assert_array_equal(width.costs.earlier.get_ydata(), costs)
    shown = pixels(width)
    width.costs.earlier.set_visible(False)
    width.set(units=1)
    assert not np.array_equal(pixels(width), shown)


@pytest.mark.parametrize("steps, stays", [(2, False), (3, True)])
def test_a_run_stays_as_a_shadow_only_if_half_of_it_was_trained(width, steps, stays):
    """A step is 10 of 60 iterations; the first one begins a new run."""
    finished = width.result.trainer.costs
    for _ in range(steps):
        width._screen.buttons["step"].click()
    begun = alive(width).result.trainer.costs
    assert len(begun) == 10 * steps
    width.set(units=1)
    shadow = width.costs.earlier.get_ydata()
    np.testing.assert_array_equal(shadow, begun if stays else finished)


def test_reset_forgets_the_run_before(width):
    before = pixels(width)
    width.set(units=1)
    assert len(width.costs.earlier.get_xdata()) == 60
    width._screen.buttons["reset"].click()
    assert len(alive(width).costs.earlier.get_xdata()) == 0
    np.testing.assert_array_equal(pixels(width), before)  # nothing of it is left on the screen


def test_a_storm_while_it_trains_ends_with_the_last_value():
    async def scenario():
        explorer = WidthExplorer(iterations=60, rng=np.random.default_rng(1))
        explorer.seconds = 0.2
        units = [value for _, value in explorer.controls["units"].options]
        for k in range(500):
            explorer.controls["units"].value = units[k % len(units)]
            if k % 25 == 0:
                await asyncio.sleep(0.005)
        last = units[499 % len(units)]
        await at_rest(explorer)
        assert alive(explorer).result.net.layer_sizes == (2, last, 1)
        assert explorer.result.iteration == 60
        expected = explorer.compute(**explorer.values)
        np.testing.assert_array_equal(explorer.result.params["W1"], expected.params["W1"])
        explorer.close()
        await asyncio.sleep(0)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(scenario())
