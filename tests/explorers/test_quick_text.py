"""Text from the cache looks as if matplotlib had drawn it anew."""

import numpy as np
import pytest

from nnhelpers.explorers import quick_text
from nnhelpers.explorers.picture import MovingPicture
from nnhelpers.explorers.quick_text import TextCache
from nnhelpers.plots import figure_style

TEXTS = [
    {"x": 0.2, "y": 0.2, "s": "-0.37", "ha": "center"},
    {"x": 0.5, "y": 0.5, "s": "cost $J$ = $10^{-3}$", "color": "tab:blue", "fontsize": 14},
    {"x": 0.8, "y": 0.7, "s": "bold", "fontweight": "bold", "va": "top", "ha": "right"},
    {"x": 0.3, "y": 0.8, "s": "pale", "color": "white", "alpha": 0.6},
    {"x": 0.05, "y": 0.4, "s": "turned", "rotation": 90},
    {"x": 0.6, "y": 0.1, "s": "two\nlines"},
    {"x": 0.99, "y": 0.99, "s": "over the edge of the picture"},
]


@pytest.fixture
def picture():
    with figure_style():
        picture = MovingPicture((300, 200))
        picture.figure.set_layout_engine("none")
        axes = picture.figure.add_axes((0, 0, 1, 1))
        axes.set_facecolor("#c0d070")
        picture.texts = [axes.text(**settings) for settings in TEXTS]
    return picture


@pytest.mark.parametrize("scale", (1, 2))
def test_the_same_pixels(picture, scale):
    picture.set_moving([])
    background = np.array(picture.draw(scale))
    picture.set_moving(picture.texts)
    picture._draw_artist = lambda artist, renderer: artist.draw(renderer)
    expected = np.array(picture.draw(scale)).astype(int)
    del picture._draw_artist
    for _ in range(2):  # rasterized, then from the cache
        found = np.array(picture.draw(scale)).astype(int)
        assert np.abs(found - expected)[..., :3].max() <= 3
    changed = np.abs(expected - background)[..., :3].max(axis=2) > 30
    assert changed.sum() > 300 * scale**2  # there is something to see


def test_a_text_is_rasterized_once_for_what_it_says(picture, monkeypatch):
    calls, original = [], TextCache._rasterize
    monkeypatch.setattr(
        TextCache, "_rasterize",
        staticmethod(lambda *both: calls.append(both[0].get_text()) or original(*both)),
    )  # fmt: skip
    number = picture.texts[0]
    picture.set_moving([number])
    for words in ("1", "2", "1", "2"):
        number.set_text(words)
        picture.draw()
    number.set_color("red")  # another color covers the same pixels
    picture.draw()
    assert calls == ["1", "2"]
    number.set_position((0.7, 0.7))
    picture.draw()
    assert calls == ["1", "2", "2"]


def test_hidden_and_empty_texts_leave_no_trace(picture):
    picture.set_moving([])
    empty = np.array(picture.draw())
    hidden, wordless = picture.texts[:2]
    hidden.set_visible(False)
    wordless.set_text("")
    picture.set_moving([hidden, wordless])
    np.testing.assert_array_equal(np.array(picture.draw()), empty)


def test_the_cache_does_not_grow_for_ever(picture, monkeypatch):
    monkeypatch.setattr(quick_text, "MOST", 50)
    number, cache = picture.texts[0], TextCache()
    picture.set_moving([])
    picture.draw()
    renderer = picture.canvas.get_renderer()
    for k in range(60):
        number.set_text(str(k))
        cache.draw(number, renderer)
    assert len(cache._kept) <= 50
