"""The bowl: a path of gradient descent, recomputed here by hand."""

import numpy as np
import pytest
from driving import drive

from nnhelpers.explorers import GradientDescentExplorer
from nnhelpers.explorers.gradient_descent import B_RANGE, W_RANGE, one_feature


@pytest.fixture
def bowl():
    explorer = GradientDescentExplorer(rng=np.random.default_rng(3))
    yield explorer
    explorer.close()


def steps_by_hand(X, Y, w, b, learning_rate, steps):
    path = [(w, b)]
    for _ in range(steps):
        error = 1 / (1 + np.exp(-(w * X + b))) - Y
        w, b = w - learning_rate * np.mean(error * X), b - learning_rate * np.mean(error)
        path.append((w, b))
    return np.array(path)


@pytest.mark.parametrize("learning_rate", [0.1, 2, 20])
def test_path_is_that_of_the_formula(bowl, learning_rate):
    result = bowl.compute(learning_rate=learning_rate, steps=15, w=-2.0, b=3.0)
    expected = steps_by_hand(bowl.X, bowl.Y, -2.0, 3.0, learning_rate, 15)
    np.testing.assert_allclose(result.path, expected, rtol=1e-9)
    Z = expected[:, :1] * bowl.X + expected[:, 1:]
    costs = np.mean(np.logaddexp(0, Z) - bowl.Y * Z, axis=1)
    np.testing.assert_allclose(result.costs, costs, rtol=1e-9)
    assert result.rises == np.sum(np.diff(costs) > 0)


def test_surface_and_minimum(bowl):
    w, b = bowl.minimum
    error = 1 / (1 + np.exp(-(w * bowl.X + b))) - bowl.Y
    assert abs(np.mean(error * bowl.X)) < 1e-4 and abs(np.mean(error)) < 1e-4
    assert bowl.lowest_cost <= bowl.surface.min()
    k = 7, 50
    result = bowl.compute(learning_rate=1, steps=0, w=bowl.grid[0][k], b=bowl.grid[1][k])
    assert result.costs[0] == pytest.approx(bowl.surface[k])


def test_overshoot_and_instability_are_seen_and_said(bowl):
    bowl.set(learning_rate=1, steps=50)
    assert bowl.result.rises == 0 and "Every step went downhill" in bowl.describe()
    bowl.set(learning_rate=15)
    assert bowl.result.rises > 5 and "they went too far" in bowl.describe()
    bowl.set(learning_rate=50)
    assert bowl.result.unstable and "Unstable" in bowl._screen.frame.warning


def test_controls_move_all_three_panels(bowl):
    def check(explorer):
        result = explorer.compute(**explorer.values)
        np.testing.assert_array_equal(explorer.flat_path.get_xydata(), result.path)
        np.testing.assert_array_equal(explorer.curve.get_ydata(), result.costs)
        w, b, J = explorer.solid_path[0].get_data_3d()
        inside = ~np.isnan(w)
        np.testing.assert_array_equal(J[inside], result.costs[inside])
        assert np.all((w[inside] >= W_RANGE[0]) & (w[inside] <= W_RANGE[1]))
        assert np.all((b[inside] >= B_RANGE[0]) & (b[inside] <= B_RANGE[1]))

    drive(bowl, check)


def test_data_of_your_own():
    X, Y = one_feature(20, np.random.default_rng(0))
    assert X.shape == Y.shape == (1, 20) and Y.mean() == 0.5
    explorer = GradientDescentExplorer(2 * X, Y, steps=3)
    assert len(explorer.result.costs) == 4
    explorer.close()
