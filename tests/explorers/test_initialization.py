"""Initialization explorer: its numbers are the network's own, its histograms count every value."""

import numpy as np
import pytest
from driving import drive, pixels

from nnhelpers.explorers import InitializationExplorer
from nnhelpers.explorers.initialization import BINS, SCALES, outline
from nnhelpers.training import train


@pytest.fixture(scope="module")
def made():
    explorer = InitializationExplorer(layers=4, units=6, iterations=40)
    yield explorer
    explorer.close()


def area(corners):
    x, y = corners.T
    return 0.5 * abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))


def test_outline_counts_every_value_and_gathers_outliers_at_the_edges():
    edges = np.linspace(0, 1, 5)
    corners = outline(np.array([0.1, 0.1, 0.6, 7.0, -3.0]), edges, place=2, width=0.5)
    right = corners[: len(corners) // 2, 0] - 2
    np.testing.assert_allclose(right[::2], 0.5 * np.array([3, 0, 1, 1]) / 3)
    np.testing.assert_allclose(corners[:, 0].mean(), 2)  # mirrored
    np.testing.assert_allclose(area(corners), 2 * 0.25 * right[::2].sum())


@pytest.mark.parametrize(
    "init, scale", [("random", 0.1), ("xavier", 1.0), ("he", 2.0), ("zeros", 1.0)]
)
@pytest.mark.parametrize("hidden", ["tanh", "relu"])
def test_result_is_what_one_network_alone_gives(explorer, init, scale, hidden):
    result = explorer.compute(init=init, scale=scale, hidden=hidden)
    net, rng = explorer.nets[hidden], np.random.default_rng(explorer.seed)
    params = net.initialize(init, rng, scale)
    cache, m = net.forward(explorer.X, params), explorer.X.shape[1]
    grads = net.backward(cache, params, explorer.Y)
    for l, (A, dZ) in enumerate(zip(result.A, result.dZ, strict=True), start=1):
        np.testing.assert_array_equal(A, cache[f"A{l}"])
        np.testing.assert_allclose(dZ @ cache[f"A{l - 1}"].T / m, grads[f"dW{l}"], atol=1e-15)
    alone = train(
        net, explorer.X, explorer.Y, params=params, learning_rate=explorer.learning_rate,
        iterations=explorer.iterations, record_every=1,
    )  # fmt: skip
    np.testing.assert_allclose(result.costs[:5], alone.costs[:5], rtol=1e-6)
    assert list(result.iterations[:5]) == list(alone.iterations[:5])


def test_every_control_moves_the_picture(explorer):
    def check(explorer):
        result = explorer.result
        for shapes, layers in ((explorer.A_shapes, result.A), (explorer.dZ_shapes, result.dZ)):
            paths = shapes.get_paths()
            assert len(paths) == len(layers) == explorer.layers
            for l, path in enumerate(paths, start=1):
                x = path.vertices[: 4 * BINS, 0]
                np.testing.assert_allclose(x.max() - l, l - x.min())
                np.testing.assert_allclose(x.max() - l, 0.42)
        for text, std in zip(explorer.A_numbers, result.A_std, strict=True):
            assert float(text.get_text()) == pytest.approx(std, rel=0.5)
        shown = np.minimum(result.costs, 3)
        np.testing.assert_array_equal(explorer.curve.get_ydata(), shown)

    drive(explorer, check)


@pytest.mark.parametrize("name, value", [("init", "he"), ("scale", 2.0), ("hidden", "relu")])
def test_each_control_changes_result_words_and_pixels(explorer, name, value):
    stds, words, before = explorer.result.A_std, explorer.describe(), pixels(explorer)
    explorer.controls[name].value = value
    assert explorer.error is None
    assert explorer.describe() != words
    assert explorer.result.A_std != stds
    assert (pixels(explorer) != before).any()


def test_no_panel_is_squeezed(explorer):
    width, height = explorer.size
    above, below, cost = (axes.bbox for axes in explorer.picture.figure.axes)
    assert above.width == pytest.approx(below.width) and above.width > 0.45 * width
    assert cost.width > 0.25 * width and above.height > 0.25 * height


def test_zeros_pass_nothing_and_say_so(explorer):
    explorer.set(init="zeros")
    assert not np.any(explorer.result.A) and not np.any(explorer.result.dZ)
    assert "it hardly learns" in explorer.describe()
    assert "equal and stay equal" in explorer.describe()


def test_small_weights_vanish_and_large_ones_saturate(explorer):
    explorer.set(init="random", scale=SCALES[0], hidden="tanh")
    assert explorer.result.A_std[-1] < 1e-5 * explorer.result.A_std[0]
    assert explorer.result.dZ_std[0] < 1e-5 * explorer.result.dZ_std[-1]
    explorer.set(scale=3.0)
    assert np.mean(np.abs(explorer.result.A[-1]) > 0.99) > 0.5
    assert "times as large on the way back" in explorer.describe()


def test_a_rule_is_trained_once(explorer):
    explorer.set(init="he", hidden="relu")
    first = explorer.run("relu", "he")
    explorer.set(scale=0.5)
    explorer.set(init="xavier")
    explorer.set(init="he")
    assert explorer.run("relu", "he") is first
    assert first.costs.shape[0] == len(SCALES)


def test_an_unstable_training_is_called_so(explorer):
    """300 times the rate: every weight ends far away, costs jump or stop being finite."""
    wild = InitializationExplorer(layers=4, units=6, iterations=40, learning_rate=15.0)
    wild.set(init="he", hidden="relu", scale=3.0)
    assert wild.result.unstable or wild.result.diverged
    assert "Training: unstable." in wild.describe()
    assert wild.error is None
    wild.close()
