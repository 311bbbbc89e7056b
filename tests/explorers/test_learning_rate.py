"""The learning-rate explorer: looks up what training each rate by itself would give."""

import numpy as np
import pytest
from driving import drive

from nnhelpers import Network, accuracy, datasets, train
from nnhelpers.explorers import LearningRateExplorer
from nnhelpers.explorers.learning_rate import default_rates


@pytest.fixture(scope="module")
def moons():
    rng = np.random.default_rng(1)
    return datasets.moons(80, rng=rng), datasets.moons(60, rng=rng)


@pytest.fixture
def plane(moons):
    (X, Y), validation = moons
    explorer = LearningRateExplorer(
        Network((2, 3, 1), hidden="tanh"), X, Y, validation=validation, init="he",
        learning_rates=[0.01, 0.1, 1.0, 1000.0], iterations=200, rng=np.random.default_rng(2),
    )  # fmt: skip
    yield explorer
    explorer.close()


def test_result_is_that_of_training_with_this_rate_alone(plane, moons):
    (X, Y), (X_validation, Y_validation) = moons
    result = plane.compute(0.1)
    run = train(
        plane.net, X, Y, init="he", rng=np.random.default_rng(2), learning_rate=0.1,
        iterations=200, record_every=2, validation=(X_validation, Y_validation),
    )  # fmt: skip
    np.testing.assert_array_equal(result.iterations, run.iterations)
    np.testing.assert_allclose(result.costs, run.costs, rtol=1e-10)
    np.testing.assert_allclose(result.params["W1"], run.params["W1"], rtol=1e-8)
    assert result.training_accuracy == accuracy(plane.net.predict(X, run.params), Y)
    labels = plane.net.predict(X_validation, run.params)
    assert result.validation_accuracy == accuracy(labels, Y_validation)


def test_in_the_span_of_the_examples_as_on_the_images_themselves():
    rng = np.random.default_rng(3)
    X, Y = rng.random((4 * 4 * 3, 10)), np.arange(10)[np.newaxis] % 2.0
    explorer = LearningRateExplorer(
        Network((48, 1)), X, Y, learning_rates=[0.01, 0.1], iterations=50, image_shape=(4, 4, 3)
    )
    run = train(Network((48, 1)), X, Y, init="zeros", learning_rate=0.1, iterations=50)
    np.testing.assert_allclose(explorer.compute(0.1).params["W1"], run.params["W1"], atol=1e-12)
    explorer.set(learning_rate=0.1)
    shown = explorer._learned.image.get_rgb()
    assert shown.shape == (4, 4, 3)
    weights = run.params["W1"].reshape(4, 4, 3).mean(axis=-1)
    strongest = np.unravel_index(np.abs(weights).argmax(), (4, 4))
    red, _, blue = shown[strongest].astype(int)
    assert (red > blue) == (weights[strongest] > 0)  # orange for positive, blue for negative
    drive(explorer)
    explorer.close()


def test_controls_move_curve_marks_and_boundary(plane):
    def check(explorer):
        result = explorer.compute(**explorer.values)
        np.testing.assert_array_equal(explorer.curve.get_ydata(), result.costs)
        assert explorer.marks[0].get_xdata()[0] == result.learning_rate
        points = explorer._learned.grid.astype(float)
        cache = explorer.net.forward(points, result.params)
        shown = explorer._learned.field.get_values().reshape(1, -1)
        np.testing.assert_allclose(shown, cache["A2"], atol=1e-3)

    drive(plane, check)


def test_an_unstable_rate_is_said_to_be_one(plane):
    plane.set(learning_rate=1000)
    assert plane.result.unstable
    assert "Unstable" in plane.describe()
    assert "Unstable" in plane._screen.frame.warning
    plane.set(learning_rate=0.1)
    assert "nstable" not in plane.readout(plane.result).replace("Of the stable", "")
    assert plane._screen.frame.warning == ""


def test_the_best_rate_named_is_the_best(plane):
    costs = [plane.compute(rate).cost for rate in (0.01, 0.1, 1.0)]
    best = (0.01, 0.1, 1.0)[int(np.argmin(costs))]
    assert f"{best:g} ends with the lowest training" in plane.describe()


def test_nearest_stop_is_taken_and_others_refused(plane):
    plane.set(learning_rate=0.3)
    assert plane.result.learning_rate in (0.1, 1.0)
    with pytest.raises(ValueError, match=r"between 0\.01 and 1000"):
        plane.set(learning_rate=5000)


def test_a_single_rate(moons):
    (X, Y), validation = moons
    explorer = LearningRateExplorer(
        Network((2, 1)), X, Y, validation=validation, learning_rates=[0.5], iterations=20
    )
    assert explorer.describe().startswith("learning rate 0.5\nLearning rate 0.5: the cost goes")
    assert "0.5" in [tick.get_text() for tick in explorer.marks[0].axes.get_xticklabels()]
    drive(explorer)
    explorer.close()


def test_all_rates_unstable(moons):
    (X, Y), _ = moons
    explorer = LearningRateExplorer(
        Network((2, 1)), 100 * X, Y, learning_rates=[1e4, 1e5], iterations=20
    )
    assert "No rate of this range is stable" in explorer.describe()
    drive(explorer)
    explorer.close()


def test_default_rates_have_two_digits():
    rates = default_rates(1e-3, 10)
    assert len(rates) == 33 and rates[0] == 1e-3 and rates[-1] == 10
    assert all(rate == float(f"{rate:.2g}") for rate in rates)
