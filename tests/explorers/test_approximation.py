"""Approximation explorer: runs are the Trainer's, parts add up, a hand bends the curve."""

import asyncio

import numpy as np
import pytest
from driving import alive, at_rest, drive, pixels, stops

from nnhelpers import Network, train
from nnhelpers.explorers import ApproximationExplorer
from nnhelpers.explorers.approximation import BY_HAND, CURVES, X, bend, initial_params
from nnhelpers.explorers.grips import rectangle


@pytest.fixture(scope="module")
def made():
    explorer = ApproximationExplorer(iterations=60, rng=np.random.default_rng(1))
    yield explorer
    explorer.close()


def hand(explorer, points, starts=True, ends=True):
    """What the browser sends for points in the curve's coordinates."""
    left, top, width, height = rectangle(explorer.drawing_area())
    low, high = explorer.drawing_area().get_ylim()
    pixels = [[left + x * width, top + (high - y) / (high - low) * height] for x, y in points]
    message = {"stroke": pixels, "starts": starts, "ends": ends, "part": 1}
    explorer._screen.view._handle_custom_msg(message, [])


def relu(Z):
    return np.where(Z > 0, Z, 0)


def test_a_run_is_that_of_train(explorer):
    values = {"target": "bump", "units": 4, "layers": 1, "activation": "tanh", "start": 3}
    result = explorer.compute(**values)
    net = Network((1, 4, 1), hidden="tanh", output="identity")
    params = initial_params(net, np.random.default_rng([explorer._seed, 3]))
    run = train(
        net, X[np.newaxis], CURVES["bump"][np.newaxis], params=params, learning_rate=0.03,
        optimizer="adam", decay="step", decay_every=12, iterations=60,
    )  # fmt: skip
    np.testing.assert_array_equal(result.trainer.params["W1"], run.params["W1"])
    np.testing.assert_array_equal(result.approximation, net.predict(X[np.newaxis], run.params)[0])


def test_every_control_moves_curve_parts_and_errors(explorer):
    def check(explorer):
        values, result = explorer.values, explorer.result
        params, g = result.trainer.params, {"relu": relu, "tanh": np.tanh}[values["activation"]]
        A = X[np.newaxis]
        for l in range(1, values["layers"] + 1):
            A = g(params[f"W{l}"] @ A + params[f"b{l}"])
        W, b = (params[f"{each}{values['layers'] + 1}"] for each in "Wb")
        np.testing.assert_allclose(explorer.sum.get_ydata(), (W @ A + b)[0], atol=1e-9)
        parts = np.array(explorer.parts.get_segments())[..., 1]
        assert parts.shape == (values["units"], 121)
        np.testing.assert_allclose(parts.sum(axis=0) + b[0], explorer.sum.get_ydata(), atol=1e-9)
        target = explorer.target.get_ydata()
        np.testing.assert_array_equal(target, CURVES[values["target"]])
        misses = target - explorer.sum.get_ydata()
        assert explorer.here.get_xydata()[0] == pytest.approx(
            [values["units"], np.sqrt(np.mean(misses**2))]
        )
        assert result.largest == pytest.approx(max(abs(misses)))
        assert f"largest {max(abs(misses)):.2g}" in explorer.describe()
        assert values["units"] in explorer.by_units.get_xdata()
        assert explorer.errors.get_ydata()[0] == pytest.approx(np.sqrt(result.trainer.costs[0]))

    drive(explorer, check)


def test_each_control_changes_words_and_pixels(explorer):
    for name, control in explorer.controls.items():
        explorer.set(**explorer._defaults)
        words, before = explorer.describe(), pixels(explorer)
        control.value = next(value for value in stops(control) if value != control.value)
        assert alive(explorer).describe() != words, name
        assert (pixels(explorer) != before).any(), name


def test_errors_are_kept_by_units_for_one_kind_of_network(explorer):
    for units in (1, 3, 10):
        explorer.set(units=units)
    assert sorted(explorer.reached) == [1, 3, 5, 10]
    assert explorer.by_units.get_xdata() == [1, 3, 5, 10]
    explorer.set(layers=2)
    assert sorted(explorer.reached) == [10]
    explorer.set(layers=1)
    assert sorted(explorer.reached) == [1, 3, 5, 10]
    explorer._screen.buttons["reset"].click()
    assert sorted(explorer.reached) == [5]


def test_six_relu_units_draw_the_zigzag_and_training_need_not_find_them():
    """A slope of −12 from the start, and ±24 more at each of the five kinks."""
    explorer = ApproximationExplorer("zigzag", units=6, rng=np.random.default_rng(1))
    W1, W2 = np.ones((6, 1)), 24.0 * np.array([[-0.5, 1, -1, 1, -1, 1]])
    b1 = -np.array([0, 1, 2, 3, 4, 5]).reshape(6, 1) / 6
    by_hand = W2 @ relu(W1 * X + b1) + 1
    np.testing.assert_allclose(by_hand[0], explorer.result.target, atol=1e-12)
    assert explorer.result.error > 0.3
    assert "6 ReLU units could draw this zigzag" in explorer.describe()
    explorer.set(layers=2)
    assert "could draw" not in explorer.describe()
    explorer.close()


def test_more_units_come_nearer_to_a_curve():
    explorer = ApproximationExplorer("sine", activation="tanh", rng=np.random.default_rng(1))
    for units in (1, 3, 20):
        explorer.set(units=units)
    few, some, many = (explorer.reached[units] for units in (1, 3, 20))
    assert few > some > many and many < 0.05
    explorer.close()


def test_a_line_bends_all_heights_between_its_ends():
    heights = np.zeros(121)
    bend(heights, (0.25, 0.0), (0.5, 1.0))
    np.testing.assert_allclose(heights[30:61], np.linspace(0, 1, 31))
    assert not heights[:30].any() and not heights[61:].any()
    bend(heights, (0.5, 0.3), (0.5, 0.4))
    assert heights[60] == 0.4
    bend(heights, (1.0, -1.0), (0.75, -1.0))
    assert np.all(heights[90:] == -1) and heights[89] == 0


def test_a_hand_draws_on_from_the_curve_that_is_there(explorer):
    explorer.set(target="step")
    hand(explorer, [(0.2, 0.5)], ends=False)
    hand(explorer, [(0.3, 0.5), (0.4, 0.5)], starts=False)
    assert alive(explorer).values["target"] == BY_HAND
    expected = CURVES["step"].copy()
    expected[24:49] = 0.5
    np.testing.assert_allclose(explorer.result.target, expected, atol=0.01)
    hand(explorer, [(0.9, -9.0), (1.5, -9.0)])  # a stroke of its own, off the picture
    expected[108:] = -1.4
    np.testing.assert_allclose(alive(explorer).result.target, expected, atol=0.01)
    np.testing.assert_array_equal(explorer.target.get_ydata(), explorer.result.target)
    explorer._screen.buttons["reset"].click()
    explorer.set(target=BY_HAND)
    np.testing.assert_array_equal(explorer.result.target, CURVES[BY_HAND])


def test_a_new_drawing_forgets_the_errors_of_the_last(explorer):
    explorer.set(target=BY_HAND, units=3)
    explorer.set(units=10)
    hand(explorer, [(0.2, 0.5), (0.4, 0.5)])
    assert list(explorer.reached) == [10]


def test_a_curve_from_a_page(explorer):
    explorer.set_curve(5 * X)
    np.testing.assert_allclose(explorer.result.target, np.minimum(5 * X, 1.4))
    assert explorer.values["target"] == BY_HAND
    with pytest.raises(ValueError, match=r"heights .* \(121,\)"):
        explorer.set_curve([1, 2])


def test_a_storm_of_drawing_ends_with_the_last_curve():
    async def scenario():
        explorer = ApproximationExplorer(iterations=60, rng=np.random.default_rng(1))
        explorer.seconds = 0.2
        for k in range(500):
            x = k % 120 / 120
            hand(explorer, [(x, np.sin(9 * x))], starts=k % 120 == 0, ends=k % 120 == 119)
            if k % 25 == 0:
                await asyncio.sleep(0.005)
        await at_rest(explorer)
        assert not explorer._drawn_parts and explorer.result.iteration == 60
        np.testing.assert_allclose(
            alive(explorer).result.target[1:119], np.sin(9 * X[1:119]), atol=0.02
        )
        explorer.close()

    asyncio.run(scenario())
