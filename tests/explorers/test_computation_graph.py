"""Computation graph explorer: numbers on the artists, and a check by a bump that cannot lie."""

import numpy as np
import pytest
from driving import drive, pixels

from nnhelpers.diagrams import GRAPHS
from nnhelpers.explorers import ComputationGraphExplorer
from nnhelpers.explorers.computation_graph import BUMP
from nnhelpers.plots import spell


@pytest.fixture(scope="module", params=GRAPHS)
def made(request):
    explorer = ComputationGraphExplorer(request.param)
    yield explorer
    explorer.close()


def test_hand_worked_example():
    """J = 3(5 + 3·2) = 33; moving b by 0.001 moves u by 0.002, v by 0.002 and J by 0.006."""
    explorer = ComputationGraphExplorer()
    result = explorer.compute(a=5, b=3, c=2, bumped="b")
    assert result.values["J"] == 33 and result.derivatives["b"] == 6
    np.testing.assert_allclose(
        [result.changes[key] for key in "abcuvJ"], [0, 0.001, 0, 0.002, 0.002, 0.006], atol=1e-12
    )
    explorer.set(bumped="b")
    assert "b from 3.0 to 3.001 moves J by 0.006000" in explorer.describe()
    assert "that is 6.000, and the backward pass says 6.000." in explorer.describe()
    explorer.close()


@pytest.mark.slow
def test_every_control_moves_the_numbers(explorer):
    output = explorer.graph.output

    def check(explorer):
        result, drawing = explorer.result, explorer.drawing
        inputs = {key: explorer.values[key] for key in explorer.graph.inputs}
        expected = explorer.graph.forward(**inputs)
        assert result.values == expected
        for key, text in drawing.values.items():
            assert text.get_text() == spell(expected[key])
        for key, text in drawing.derivatives.items():
            assert text.get_text() == spell(result.derivatives[key])
        inputs[result.bumped] += BUMP
        moved = explorer.graph.forward(**inputs)[output] - expected[output]
        np.testing.assert_allclose(result.changes[output], moved)
        # The bump's error is half the curvature times 0.001; the curvature is at most x² / 4.
        np.testing.assert_allclose(result.ratio, result.derivatives[result.bumped], atol=2e-3)
        assert_clean(explorer.picture.figure)

    drive(explorer, check)


def assert_clean(figure):
    """No number leaves the picture or covers another text."""
    renderer = figure.canvas.get_renderer()
    texts = [text for text in figure.axes[0].texts if text.get_text()]
    boxes = [text.get_window_extent(renderer).padded(-1.5) for text in texts]
    assert all(figure.bbox.contains(*corner) for box in boxes for corner in box.get_points())
    for i, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[:i]), texts[i]


def test_each_control_changes_words_and_pixels(explorer):
    for name, control in explorer.controls.items():
        words, before = explorer.describe(), pixels(explorer)
        if hasattr(control, "options"):
            control.value = next(v for _, v in control.options if v != control.value)
        else:
            control.value = control.max
        assert explorer.error is None, name
        assert explorer.describe() != words, name
        assert (pixels(explorer) != before).any(), name


def test_reset(explorer):
    before = explorer.describe()
    name = next(iter(explorer.controls))
    explorer.set(**{name: -1.0})
    assert explorer.describe() != before
    explorer._screen.buttons["reset"].click()
    assert explorer.describe() == before


def test_unknown_graph():
    with pytest.raises(ValueError, match="no graph 'x'"):
        ComputationGraphExplorer("x")
