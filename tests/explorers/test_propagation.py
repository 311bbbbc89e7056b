"""Propagation explorer: one box at a time, forth and back, with the package's numbers."""

import numpy as np
import pytest
from driving import drive, pixels

from nnhelpers import Network
from nnhelpers.diagrams import written
from nnhelpers.explorers import PropagationExplorer
from nnhelpers.explorers.propagation import MOST_STEPS, PARAMS


@pytest.fixture(scope="module")
def made():
    explorer = PropagationExplorer()
    yield explorer
    explorer.close()


def texts(explorer):
    drawing = explorer.drawing
    groups = (drawing.values, drawing.derivatives, drawing.weight_derivatives)
    return {key: text.get_text() for group in groups for key, text in group.items()}


def test_each_step_fills_one_place_and_says_its_number(explorer):
    filled = sum(text != "" for text in texts(explorer).values())
    assert filled == 2  # the two inputs
    for taken in range(1, MOST_STEPS + 1):
        before = texts(explorer)
        explorer.set(steps=taken)
        now, step = texts(explorer), explorer.steps[taken - 1]
        new = [key for key in now if now[key] and not before[key]]
        assert all(key[:2] == (step.key, step.unit) for key in new) and new
        assert all(now[key] in explorer.result.formula for key in new)
        assert f"Step {taken} of {MOST_STEPS}" in explorer.describe()
    assert all(texts(explorer).values())


def test_the_numbers_are_those_of_the_package(explorer):
    explorer.set(steps=MOST_STEPS, y=0, x1=-1.5, x2=0.5, w=-2.0)
    params = {**PARAMS, "W2": np.array([[-2.0, 1.0]])}
    net = Network((2, 2, 1), hidden="tanh")
    x, y = np.array([[-1.5], [0.5]]), np.array([[0.0]])
    cache = net.forward(x, params)
    grads = net.backward(cache, params, y)
    shown = texts(explorer)
    for key in ("Z1", "A1", "Z2", "A2"):
        for unit, value in enumerate(cache[key][:, 0]):
            assert shown[key, unit] == written(value)
    for key in ("dW1", "dW2"):
        for (unit, k), value in np.ndenumerate(grads[key]):
            assert shown[key, unit, k] == written(value)
    assert shown["L", 0] == written(net.cost(cache, y))


def test_next_and_back(explorer):
    explorer._screen.buttons["next"].click()
    explorer._screen.buttons["next"].click()
    assert explorer.result.taken == explorer.values["steps"] == 2
    explorer._screen.buttons["back"].click()
    assert explorer.result.taken == explorer.values["steps"] == 1
    for _ in range(3):
        explorer._screen.buttons["back"].click()
    assert explorer.result.taken == 0
    explorer.set(steps=MOST_STEPS)
    explorer._screen.buttons["next"].click()
    assert explorer.result.taken == MOST_STEPS


def test_description_by_hand(explorer):
    """tanh(1) = 0.7616; sigmoid(0.7616) = 0.6817; a − y = −0.3183; back to unit 1: times 2."""
    assert "press Next" in explorer.describe()
    assert "x = (1, 2), y = 1; hidden unit 1 counts with the weight 2." in explorer.describe()
    explorer.set(steps=5)
    assert "forward. Output: z = w₁a₁ + w₂a₂ + b = 2 · 0 + 1 · 0.7616 + 0 = 0.7616" in (
        explorer.describe()
    )
    explorer.set(steps=11)
    assert "backward. Hidden unit 1: da = w · dz = 2 · (−0.3183) = −0.6366." in explorer.describe()


def test_a_browser_gives_back_every_stop_of_a_slider_exactly(explorer):
    """It computes in percent of the range; a number that differs comes back as a move."""
    for name in ("x1", "x2", "w"):
        control = explorer.controls[name]
        span = control.max - control.min
        for value in np.arange(control.min, control.max + control.step, control.step):
            percent = (value - control.min) * 100 / span
            assert percent * span / 100 + control.min == value, name


def test_every_control_moves_words_and_picture(explorer):
    drive(explorer)
    explorer.set(steps=MOST_STEPS)
    for name, value in (("steps", 8), ("y", 0), ("x1", -1.0), ("x2", -0.5), ("w", 0.5)):
        words, before = explorer.describe(), pixels(explorer)
        explorer.controls[name].value = value
        assert explorer.error is None
        assert explorer.describe() != words, name
        assert (pixels(explorer) != before).any(), name


@pytest.mark.parametrize("taken", range(MOST_STEPS + 1))
def test_no_number_leaves_the_picture_or_covers_another(explorer, taken):
    explorer.set(steps=taken, x1=-1.5, x2=-2.0, w=-2.5)
    figure = explorer.picture.figure
    renderer = figure.canvas.get_renderer()
    found = [text for text in figure.axes[0].texts if text.get_text()]
    boxes = [text.get_window_extent(renderer).padded(-1) for text in found]
    for i, box in enumerate(boxes):
        assert all(figure.bbox.contains(*corner) for corner in box.get_points()), found[i]
        assert not any(box.overlaps(other) for other in boxes[:i]), found[i]
