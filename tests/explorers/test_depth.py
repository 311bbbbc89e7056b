"""The depth explorer, in the plane and on pictures in their span."""

import asyncio

import numpy as np
import pytest
from driving import alive, at_rest, drive

from nnhelpers import train
from nnhelpers.datasets import ImageData, Split
from nnhelpers.explorers import DepthExplorer
from nnhelpers.explorers.depth import PICTURES


def few_pictures(m, rng):
    images = rng.integers(0, 256, (m, 6, 6, 3), dtype=np.uint8)
    return Split(images, np.arange(m) % 2, 2)


@pytest.fixture
def depth():
    rng = np.random.default_rng(1)
    train, validation, test = (few_pictures(m, rng) for m in (20, 12, 3))
    images = ImageData(train, validation, test, ("non-cat", "cat"))
    explorer = DepthExplorer(iterations=40, images=images, rng=rng)
    yield explorer
    explorer.close()


def test_controls_move_every_panel(depth):
    def check(explorer):
        result, values = explorer.result, explorer.values
        assert result.net.L == values["layers"] + 1 == len(result.gradients)
        heights = [path.vertices[1, 1] for path in explorer.bars.get_paths()]
        np.testing.assert_allclose(heights, result.gradients)
        assert explorer.drawing.drawing.layer_sizes[1:] == result.net.layer_sizes[1:]
        assert explorer.weights.axes.get_visible() == (values["data"] == PICTURES)
        assert explorer.boundary.axes.get_visible() != explorer.weights.axes.get_visible()

    drive(depth, check)


def test_on_pictures_the_run_is_that_on_all_pixels(depth):
    values = {"data": PICTURES, "layers": 2, "units": 3, "activation": "tanh"}
    values["learning_rate"] = 0.02  # larger ones amplify the rounding from step to step
    depth.set(**values)
    full = depth.network(**{k: v for k, v in values.items() if k != "learning_rate"})
    assert full.layer_sizes == (108, 3, 3, 1)
    start = full.initialize("he", np.random.default_rng(depth._seed))
    inside = depth.span.Q @ depth.span.Q.T
    start["W1"] = start["W1"] @ inside
    train_set, validation = depth.images.train, depth.images.validation
    run = train(
        full, train_set.X, train_set.Y, params=start, learning_rate=0.02, iterations=40,
        validation=(validation.X, validation.Y), record_every=1,
    )  # fmt: skip
    np.testing.assert_allclose(depth.result.params["W1"] @ depth.span.Q.T, run.params["W1"])
    np.testing.assert_allclose(depth.result.trainer.validation_costs, run.validation_costs[:-1])
    assert depth.weights.image.get_rgb().shape == (12, 12, 3)  # three images of 6 × 6, one empty


def test_pictures_without_a_validation_part_are_refused(depth):
    images = depth.images._replace(validation=None)
    with pytest.raises(ValueError, match=r"images\.validation=None .*a validation part"):
        DepthExplorer(images=images)


DIVERGING = {
    "data": "moons", "layers": 6, "units": 12, "activation": "identity", "learning_rate": 10.0
}  # fmt: skip


def test_a_diverged_run_is_shown_and_said(depth):
    depth.set(**DIVERGING)
    assert depth.result.diverged and depth.result.iteration < 40
    assert depth.describe().splitlines()[-1] == depth.result.diverged
    assert "Diverged at iteration" in depth._screen.frame.warning
    assert np.all(np.isfinite([path.vertices for path in depth.bars.get_paths()]))
    depth.set(learning_rate=0.002)
    assert not depth.result.diverged and depth._screen.frame.warning == ""
    alive(depth)


def test_watched_a_diverging_run_ends_where_it_diverged():
    async def scenario():
        start = {**DIVERGING, "learning_rate": 0.1}
        explorer = DepthExplorer(iterations=40, rng=np.random.default_rng(1), **start)
        explorer.seconds = 0.2
        explorer.controls["learning_rate"].value = 10.0
        await at_rest(explorer)
        assert alive(explorer).result.diverged and not explorer.playing
        assert explorer.result.iteration == explorer.compute(**explorer.values).iteration < 40
        assert "Diverged at iteration" in explorer._screen.frame.warning
        explorer.close()

    asyncio.run(scenario())


def test_vanishing_gradients_of_deep_sigmoids(depth):
    depth.set(data="circles", layers=6, units=8, activation="sigmoid", learning_rate=0.1)
    assert depth.result.gradients[0] < depth.result.gradients[-1] / 100
