"""The house: a neuron's line, its error and the path of descent, recomputed here house by house."""

import numpy as np
import pytest
from driving import drive

from nnhelpers.datasets import housing
from nnhelpers.explorers import HouseExplorer
from nnhelpers.explorers.grips import Place
from nnhelpers.explorers.house import LARGE, SMALL, descend


@pytest.fixture
def house():
    explorer = HouseExplorer(rng=np.random.default_rng(3))
    yield explorer
    explorer.close()


def error_by_hand(sizes, prices, w, b):
    return sum((max(0, w * x + b) - y) ** 2 for x, y in zip(sizes, prices)) / len(sizes)


def test_descent_by_hand():
    """One house of size 1 and price 2, w = 1, b = 0: both slopes are 2 (1 − 2) = −2."""
    path = descend(1.0, 0.0, np.array([1.0]), np.array([2.0]), 0.1, 1)
    np.testing.assert_allclose(path, [[1, 0], [1.2, 0.2]])


def test_a_step_follows_the_nudged_error(house):
    """The slope is what the error gains when w or b is nudged."""
    w, b, e = 1.5, -1.0, 1e-6  # some houses are cut off
    path = descend(w, b, house.sizes, house.prices, 1.0, 1)
    slopes = [
        (error_by_hand(house.sizes, house.prices, w + dw, b + db)
         - error_by_hand(house.sizes, house.prices, w - dw, b - db)) / (2 * e)
        for dw, db in ((e, 0), (0, e))
    ]  # fmt: skip
    np.testing.assert_allclose(path[0] - path[1], slopes, rtol=1e-6)


def test_the_line_goes_through_both_prices(house):
    result = house.compute(small=0.7, large=2.65, steps=0, learning_rate=0.1)
    (w, b), *more = result.path
    assert not more
    assert w * SMALL + b == pytest.approx(0.7) and w * LARGE + b == pytest.approx(2.65)
    assert result.errors[0] == pytest.approx(error_by_hand(house.sizes, house.prices, w, b))


def test_descent_finds_the_line_of_least_squares(house):
    """No house is cut off there, so it is the line of a textbook."""
    w, b = np.polyfit(house.sizes, house.prices, 1)
    best = error_by_hand(house.sizes, house.prices, w, b)
    house.set(small=2.0, large=1.0, steps=300, learning_rate=0.3)
    np.testing.assert_allclose(house.result.path[-1], [w, b], atol=0.01)
    assert house.result.errors[-1] == pytest.approx(best, rel=1e-3)
    assert house.surface.min() == pytest.approx(best, rel=0.05)
    assert not house._screen.frame.warning


def test_a_dead_neuron_and_too_long_steps_are_said(house):
    house.set(small=-0.5, large=-0.3, steps=200)
    assert house.result.dead
    np.testing.assert_array_equal(house.result.path, house.result.path[:1].repeat(201, axis=0))
    assert "dead" in house._screen.frame.warning
    assert house.result.errors[-1] == pytest.approx(np.mean(house.prices**2))
    house.set(small=0.5, large=1.5, steps=1, learning_rate=1.0)
    assert house.result.errors[1] > 2 * house.result.errors[0] and not house.result.dead
    assert "too long" in house._screen.frame.warning
    house.set(steps=100)
    assert house.result.dead and "dead" in house._screen.frame.warning


def test_controls_move_both_panels(house):
    def check(explorer):
        result = explorer.compute(**explorer.values)
        w, b = result.path[-1]
        drawn = np.maximum(0, w * explorer.x + b)
        np.testing.assert_allclose(explorer.line.get_ydata(), drawn)
        np.testing.assert_array_equal(explorer.path.get_xydata(), result.path)
        values = explorer.values
        tops = [knob.get_ydata()[0] for knob in explorer.knobs]
        np.testing.assert_allclose(tops, [values["small"], values["large"]], atol=1e-9)
        error = error_by_hand(explorer.sizes, explorer.prices, w, b)
        assert result.errors[-1] == pytest.approx(error, rel=1e-9)
        assert len(explorer.misses.get_segments()) == len(explorer.sizes)

    drive(house, check)


def test_the_valley_can_be_read_and_clicked(house):
    house.hovered(Place(house._valley, 1.0, 0.5))
    error = error_by_hand(house.sizes, house.prices, 1.0, 0.5)
    assert float(house.error_here.get_text().split()[-1]) == pytest.approx(error, rel=0.02)
    house.hovered(None)
    assert house.error_here.get_text() == ""
    house.set(**house.clicked(Place(house._valley, 1.0, 0.5)))
    np.testing.assert_allclose(house.result.path[0], [1.0, 0.5], atol=0.05)
    assert house.clicked(Place(house._houses, 1.0, 0.5)) == {}


def test_houses_of_your_own():
    X, Y = housing(20, rng=np.random.default_rng(0))
    explorer = HouseExplorer(X, Y, steps=3)
    assert len(explorer.result.errors) == 4 and len(explorer.result.predicted) == 20
    explorer.close()
