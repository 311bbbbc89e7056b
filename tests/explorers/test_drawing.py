"""Drawing by hand: strokes arrive as they were drawn, and the network is asked about them."""

import asyncio

import numpy as np
import pytest
from driving import alive, at_rest, drive, pixels

from nnhelpers import Network, train
from nnhelpers.datasets import load_images
from nnhelpers.drawings import rasterize
from nnhelpers.explorers import DrawingExplorer
from nnhelpers.explorers.grips import rectangle

TICK = [(0.2, 0.6), (0.4, 0.9), (0.8, 0.1)]  # falls, then rises: neither mirrored nor turned
DASH = [(0.35, 0.2), (0.6, 0.2)]


@pytest.fixture(scope="module")
def data(request):
    return load_images(request.config.rootpath / "datasets" / "cat_dog_lion.h5")


@pytest.fixture(scope="module")
def made(data):
    net = Network((784, 3), output="softmax")
    rng = np.random.default_rng(0)
    run = train(net, data.train.X, data.train.Y, rng=rng, learning_rate=0.05, iterations=30)
    explorer = DrawingExplorer(net, run.params, data.classes, examples=data.test)
    yield explorer
    explorer.close()


def send(explorer, points, starts=True, ends=True):
    """What the browser sends for points of the sheet, 0 … 1, y downward."""
    left, top, width, height = rectangle(explorer.drawing_area())
    at = [[left + x * width, top + y * height] for x, y in points]
    message = {"stroke": at, "starts": starts, "ends": ends, "part": 7}
    explorer._screen.view._handle_custom_msg(message, [])
    return alive(explorer)


def shown_strokes(explorer):
    """The lines on the sheet: a list of arrays (n, 2)."""
    x, y = explorer.lines.get_data()
    gaps = np.flatnonzero(np.isnan(x))
    return [np.column_stack([x, y])[a + 1 : b] for a, b in zip([-1, *gaps], gaps)]


def test_every_control_shows_another_example(explorer, data):
    A = explorer.net.forward(data.test.X, explorer.params)["A1"]

    def check(explorer):
        number = explorer.values["example"]
        if number == 0:
            assert explorer.result.image is None and "Nothing drawn yet." in explorer.describe()
            assert [bar.get_width() for bar in explorer.bars] == [0, 0, 0]
            return
        widths = [bar.get_width() for bar in explorer.bars]
        np.testing.assert_allclose(widths, A[:, number - 1], rtol=1e-9)
        seen = explorer.image.get_rgb()
        np.testing.assert_array_equal(seen[..., 1], data.test.images[number - 1][..., 0])
        np.testing.assert_array_equal(explorer.copy.get_rgb(), 255 - seen)
        label, said = (data.classes[k[:, number - 1].argmax()] for k in (data.test.Y, A))
        verdict = "right" if label == said else "wrong"
        words = f"Example {number} of 75 ({label}), {verdict}: the network says {said}."
        assert words in explorer.describe()
        assert f"{100 * widths[0]:.1f} %" in explorer.describe()

    drive(explorer, check)
    for number in range(1, 10):
        explorer.set(example=number)
        check(explorer)


def test_strokes_are_seen_as_they_are_drawn(explorer):
    send(explorer, TICK[:1], ends=False)
    assert explorer.values == {"example": 0} and "Your drawing, 1 stroke:" in explorer.describe()
    send(explorer, TICK[1:], starts=False)
    send(explorer, DASH)
    strokes = shown_strokes(explorer)
    np.testing.assert_allclose(strokes[0], TICK)
    np.testing.assert_allclose(strokes[1], DASH)
    drawn = [np.array([[20, 40, 80], [60, 90, 10]]), np.array([[35, 60], [20, 20]])]
    np.testing.assert_array_equal(explorer.result.image, rasterize(drawn))
    np.testing.assert_array_equal(explorer.image.get_rgb()[..., 0], rasterize(drawn))
    cache = explorer.net.forward(rasterize(drawn).reshape(784, 1) / 255, explorer.params)
    np.testing.assert_allclose([b.get_width() for b in explorer.bars], cache["A1"][:, 0])
    assert "Your drawing, 2 strokes: the network says" in explorer.describe()
    frame = explorer._screen.view.frame
    assert frame["readout"] == explorer.readout(explorer.result)
    assert frame["part"] == 7  # as the browser has counted: its ink can go


def test_undo_and_clear(explorer):
    send(explorer, TICK)
    one, picture = explorer.describe(), pixels(explorer)
    send(explorer, DASH)
    assert explorer.describe() != one and (pixels(explorer) != picture).any()
    buttons = explorer._screen.buttons
    buttons["undo"].click()
    assert alive(explorer).describe() == one
    np.testing.assert_array_equal(pixels(explorer), picture)
    send(explorer, DASH)
    buttons["clear"].click()
    assert alive(explorer).result.image is None and "Nothing drawn yet." in explorer.describe()
    assert shown_strokes(explorer) == [] and "move" in explorer.here.get_text()
    buttons["undo"].click()  # nothing to take away
    assert alive(explorer).result.image is None
    buttons["reset"].click()
    assert alive(explorer).result.example == 1 and explorer.strokes == []


def test_an_example_leaves_the_drawing_alone_until_one_draws_over_it(explorer):
    send(explorer, TICK)
    mine = explorer.describe()
    explorer.controls["example"].value = 7
    assert "Example 7" in alive(explorer).describe() and shown_strokes(explorer) == []
    assert explorer.copy.get_visible() and explorer.here.get_text() == ""
    explorer.controls["example"].value = 0
    assert explorer.describe() == mine and not explorer.copy.get_visible()
    explorer.controls["example"].value = 7
    send(explorer, DASH)
    assert [stroke.shape for stroke in shown_strokes(explorer)] == [(2, 2)]


def test_a_touch_leaves_a_dot_and_a_hand_off_the_sheet_draws_on_its_edge(explorer):
    send(explorer, [(0.5, 0.5)])
    assert np.count_nonzero(explorer.result.image) > 0
    (dot,) = shown_strokes(explorer)
    np.testing.assert_allclose(dot[0], (0.5, 0.5))
    assert 0 < np.ptp(dot) < 0.01
    send(explorer, [(0.5, 0.5), (1.7, -0.4)])
    np.testing.assert_allclose(shown_strokes(explorer)[1], [(0.5, 0.5), (1, 0)], atol=1e-9)


def test_an_end_without_points_changes_nothing(explorer):
    send(explorer, TICK, ends=False)
    before = explorer.describe()
    send(explorer, [], starts=False)
    assert explorer.describe() == before
    explorer._screen.buttons["clear"].click()
    send(explorer, [], starts=False)  # cleared in the middle of a stroke
    assert alive(explorer).strokes == [] and "Nothing drawn yet." in explorer.describe()


def test_a_drawing_from_a_page(explorer):
    explorer.set_drawing([np.array(TICK).T])
    np.testing.assert_array_equal(explorer.result.image, rasterize([np.array(TICK).T]))
    by_itself = explorer.classify([16 * np.array(TICK).T + 1])  # any unit, any place
    np.testing.assert_array_equal(by_itself.image, explorer.result.image)


def test_a_storm_of_500_points_leaves_one_picture_and_every_point(made):
    async def scenario():
        explorer = DrawingExplorer(made.net, made.params, made.classes)
        assert explorer.controls == {}
        frames = []
        explorer._screen.view.observe(lambda change: frames.append(change.new["number"]), "frame")
        path = [(0.5 + 0.4 * np.cos(k / 80), 0.5 + 0.4 * np.sin(k / 80)) for k in range(500)]
        for k, point in enumerate(path):
            send(explorer, [point], starts=k == 0, ends=k == 499)
        await at_rest(explorer)
        assert not explorer._drawn_parts and len(frames) <= 2  # in motion, and sharp at rest
        np.testing.assert_allclose(shown_strokes(alive(explorer))[0], path, atol=1e-9)
        explorer.close()

    asyncio.run(scenario())


def test_other_networks_and_ten_classes():
    net = Network((16, 10), output="softmax")
    explorer = DrawingExplorer(net, net.initialize("zeros"), tuple("abcdefghij"))
    assert explorer.describe() == "Nothing drawn yet."
    send(explorer, TICK)
    assert explorer.result.image.shape == (4, 4)
    assert "the network says a. A 10.0 %, b 10.0 %, c 10.0 %." in explorer.describe()
    explorer.close()


@pytest.mark.parametrize(
    ("net", "words"),
    [
        (Network((10, 3), output="softmax"), "10 inputs, which is no square"),
        (Network((16, 2), output="softmax"), "3 classes was expected; the network has 2"),
        (Network((16, 1)), "has 1 with sigmoid"),
    ],
)
def test_a_network_that_does_not_fit_is_refused(net, words):
    with pytest.raises(ValueError, match=words):
        DrawingExplorer(net, net.initialize("zeros"), ("cat", "dog", "lion"))
