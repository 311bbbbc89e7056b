"""Surfaces: derivatives against autograd, minima, and paths against the published update rules."""

import subprocess
import sys

import autograd.numpy as anp
import numpy as np
import oracle
import pytest
from autograd import grad, hessian

from nnhelpers import OPTIMIZERS
from nnhelpers.surfaces import LIMIT, SURFACES, descend

POINTS = np.random.default_rng(0).uniform(-LIMIT, LIMIT, (2, 12))

# The costs once more, each written in another way, for autograd.
COSTS = {
    "narrow valley": lambda p: (p[0] ** 2 + 25 * p[1] ** 2) / 10,
    "narrow valley, turned": lambda p: 1.3 * (p[0] ** 2 + p[1] ** 2) - 2.4 * p[0] * p[1],
    "bent valley": lambda p: (p[0] - 1) ** 2 / 10 + (p[1] + 1 - 0.5 * p[0] * p[0]) ** 2,
    "two minima": lambda p: ((p[0] ** 2 - 4) ** 2 + 0.5 * (p[0] + 2) ** 2) / 16 + 0.5 * p[1] * p[1],
    "saddle": lambda p: p[1] ** 4 / 32 - p[1] ** 2 / 4 + 0.5 + 0.5 * p[0] ** 2,
    "plateau": lambda p: 1 - 1 / anp.exp(p[0] ** 2 + p[1] ** 2),
    "many dents": lambda p: (
        0.1 * anp.sum(p**2) + 0.6 * (anp.sin(2.5 * p[0]) ** 2 + anp.sin(2.5 * p[1]) ** 2)
    ),
}


@pytest.mark.parametrize("name", SURFACES)
def test_value_gradient_and_curvature_against_autograd(name):
    surface, cost = SURFACES[name], COSTS[name]
    values, slopes = surface.value(*POINTS), np.stack(surface.gradient(*POINTS))
    assert values.shape == (12,) and slopes.shape == (2, 12)
    assert all(np.shape(each) == (12,) for each in surface.curvature(*POINTS))
    for k, point in enumerate(POINTS.T):
        assert values[k] == pytest.approx(cost(point), rel=1e-12)
        np.testing.assert_allclose(slopes[:, k], grad(cost)(point), rtol=1e-10, atol=1e-13)
        found = surface.hessian(*point)
        np.testing.assert_allclose(found, hessian(cost)(point), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("name", SURFACES)
def test_minima_are_minima_and_the_first_is_the_lowest_at_zero(name):
    surface = SURFACES[name]
    for point in surface.minima:
        np.testing.assert_allclose(surface.gradient(*point), 0, atol=1e-12)
        assert np.linalg.eigvalsh(surface.hessian(*point)).min() > 0.05
    assert surface.value(*surface.minima[0]) == pytest.approx(0, abs=1e-15)
    x, y, costs = surface.grid(41)
    assert costs.shape == (41, 41) and costs.min() > -1e-15
    assert costs[3, 30] == pytest.approx(surface.value(x[30], y[3]))


def test_the_saddle_and_the_plateau_are_what_they_are_called():
    saddle = SURFACES["saddle"]
    np.testing.assert_array_equal(saddle.gradient(0.0, 0.0), (0, 0))
    assert np.linalg.eigvalsh(saddle.hessian(0.0, 0.0)).tolist() == [-0.5, 1]
    assert np.linalg.norm(SURFACES["plateau"].gradient(2.0, 2.0)) < 0.01


@pytest.mark.parametrize("name", SURFACES)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_paths_against_the_published_rules(name, optimizer):
    own = {"momentum": {"beta": 0.7}, "rmsprop": {"beta": 0.6}, "adam": {"beta1": 0.5}}
    hyper = own.get(optimizer, {})
    path = descend(name, (1.2, -0.7), optimizer, 0.05, 12, **hyper)
    assert path.shape == (2, 13)
    descent, theta = oracle.Descent(optimizer, **hyper), {"p": np.array([1.2, -0.7])}
    for k in range(12):
        np.testing.assert_allclose(path[:, k], theta["p"], rtol=1e-9, atol=1e-12)
        theta = descent.update(theta, {"dp": grad(COSTS[name])(theta["p"])}, 0.05)
    np.testing.assert_allclose(path[:, 12], theta["p"], rtol=1e-9, atol=1e-12)


def test_the_first_steps_by_hand():
    # slopes at (1, 1): 0.2 and 5; 1 - 0.1 * 0.2 = 0.98, 1 - 0.1 * 5 = 0.5
    path = descend("narrow valley", (1, 1), steps=2)
    np.testing.assert_allclose(path, [[1, 0.98, 0.9604], [1, 0.5, 0.25]])
    # momentum takes a tenth of that at first: v = 0.1 g
    path = descend("narrow valley", (1, 1), "momentum", steps=1)
    np.testing.assert_allclose(path[:, 1], [0.998, 0.95])
    # RMSprop: g / sqrt(0.1 g^2) = sqrt(10) whatever the slope; Adam: 1
    path = descend("narrow valley", (1, 1), "rmsprop", steps=1)
    np.testing.assert_allclose(path[:, 1], 1 - 0.1 * np.sqrt(10), rtol=1e-6)
    np.testing.assert_allclose(descend("narrow valley", (1, 1), "adam", steps=1)[:, 1], 0.9)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_many_rates_and_many_starts_walk_as_each_alone(optimizer):
    rates = np.array([0.01, 0.1, 0.3])
    together = descend("two minima", (2.5, -1), optimizer, rates, 20)
    assert together.shape == (2, 3, 21)
    for k, rate in enumerate(rates):
        alone = descend("two minima", (2.5, -1), optimizer, rate, 20)
        np.testing.assert_array_equal(together[:, k], alone)
    starts = np.array([[2.5, -1.0], [0.3, 2.0]])
    together = descend("two minima", starts, optimizer, 0.1, 20)
    for k, start in enumerate(starts.T):
        alone = descend("two minima", start, optimizer, 0.1, 20)
        np.testing.assert_array_equal(together[:, k], alone)


def test_noise_is_drawn_from_rng_and_is_added_to_the_slopes():
    rng = np.random.default_rng(3)
    path = descend("saddle", (1, 0), learning_rate=0.2, steps=3, noise=0.5, rng=rng)
    draws, theta = np.random.default_rng(3), np.array([1.0, 0.0])
    for k in range(3):
        theta = theta - 0.2 * (grad(COSTS["saddle"])(theta) + 0.5 * draws.normal(size=2))
        np.testing.assert_allclose(path[:, k + 1], theta, rtol=1e-12)


def test_a_path_may_diverge_without_a_warning():
    path = descend("two minima", (3, 3), learning_rate=5, steps=60)
    assert not np.isfinite(path[:, -1]).all()


@pytest.mark.parametrize(
    "wrong, message",
    (
        ({"surface": "hill"}, "surface='hill' is not known"),
        ({"optimizer": "adm"}, "optimizer='adm' is not known"),
        ({"learning_rate": -1}, "learning_rate=-1 came"),
        ({"steps": 1.5}, "steps=1.5 came"),
        ({"noise": -1}, "noise=-1 came"),
        ({"optimizer": "momentum", "beta": 1}, "beta=1 came"),
    ),
)
def test_what_does_not_fit_is_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        descend(**({"surface": "saddle", "start": (1, 1)} | wrong))


def test_the_package_does_not_load_them():
    code = "import sys, nnhelpers; print('nnhelpers.surfaces' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
