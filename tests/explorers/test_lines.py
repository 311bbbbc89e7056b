"""Lines explorer: the geometry, the sum, the score, and a picture that follows them."""

import numpy as np
import pytest
from driving import drive, pixels

from nnhelpers.datasets import flower
from nnhelpers.explorers import LinesExplorer
from nnhelpers.explorers.straight_lines import (
    ends,
    feet,
    heights,
    lines_of,
    normals,
    turned_towards,
)

BY_HAND = (270.0, 30.0, 150.0)


@pytest.fixture(scope="module")
def made():
    explorer = LinesExplorer(rng=np.random.default_rng(1))
    yield explorer
    explorer.close()


# ------------------------------------------------------------------------------ geometry


def test_a_line_by_hand():
    """Angle 90°, offset 0.5: the level line x2 = 0.5, which says yes to what lies above it."""
    np.testing.assert_allclose(normals([90]), [[0, 1]], atol=1e-15)
    points = np.array([[7.0, -7.0, 0.0], [0.5, 1.5, 0.0]])
    np.testing.assert_allclose(heights([90], [0.5], points), [[0, 1, -0.5]], atol=1e-14)
    np.testing.assert_allclose(feet([90], [0.5]), [[0, 0.5]], atol=1e-15)
    np.testing.assert_allclose(ends([90], [0.5], 2), [[[2, 0.5], [-2, 0.5]]], atol=1e-15)


def test_what_is_drawn_lies_on_the_line():
    angles, offsets = np.array([0, 77, 200, 359.0]), np.array([0.3, -1, 0, 0.7])
    both_ends = ends(angles, offsets, 1.7)
    for k in range(4):
        on_it = heights(angles[[k]], offsets[[k]], both_ends[k].T)
        np.testing.assert_allclose(on_it, 0, atol=1e-14)


def test_a_line_turns_by_less_than_90_degrees_towards_a_hand():
    assert turned_towards(80, (0, 0.5)) == pytest.approx((90, 0.5))
    assert turned_towards(80, (0, -0.5)) == pytest.approx((90, -0.5))  # beyond the center
    assert turned_towards(350, (1, 0.1)) == pytest.approx((5.71, 1.005), abs=0.01)


def test_lines_of_a_network():
    """3 x2 - 1.5 = 0 says yes above 0.5; with a negative outgoing weight it says no there."""
    params = {"W1": np.array([[0, 3.0], [0, 3.0]]), "b1": np.array([[-1.5], [-1.5]])}
    angles, offsets = lines_of({**params, "W2": np.array([[2.0, -2.0]])})
    np.testing.assert_allclose(angles, [90, 270])
    np.testing.assert_allclose(offsets, [0.5, -0.5])


# ------------------------------------------------------------------------------ explorer


def test_lines_between_the_petals_by_hand(explorer):
    """Each petal has one line's no against two yes, or the other way round: the sum is ±1."""
    explorer.lay(BY_HAND, (0, 0, 0))
    result = explorer.result
    np.testing.assert_allclose(result.walk[15::30], [-1, 1, -1, 1, -1, 1], atol=0.01)
    X, Y = explorer.X, explorer.Y
    votes = np.sign(heights(BY_HAND, (0, 0, 0), X)).sum(axis=0) > 0
    assert result.right == pytest.approx(np.mean(votes == Y), abs=0.01)
    assert result.right > 0.85
    assert "−1.0, +1.0, −1.0, +1.0, −1.0, +1.0." in explorer.describe()
    assert "Line 1 says yes towards 270°, from 0.00 on; line 2" in explorer.describe()


def test_one_line_the_other_way_round_spoils_it(explorer):
    explorer.lay((90.0, 30.0, 150.0), (0, 0, 0))
    assert explorer.result.right < 0.5


def test_every_control_moves_the_picture(explorer):
    def check(explorer):
        result = explorer.result
        for k, line in enumerate(explorer.lines):
            points = np.array(line.get_data())
            on_it = heights(result.angles[[k]], result.offsets[[k]], points)
            np.testing.assert_allclose(on_it, 0, atol=1e-12)
            start, tip = explorer.arrows[k].get_xydata()[:2]
            np.testing.assert_allclose(tip - start, 0.22 * normals(result.angles[[k]])[0])
        np.testing.assert_array_equal(explorer.curve.get_ydata(), result.walk)
        assert f"{100 * result.right:.1f} %" in explorer.score.get_text()

    drive(explorer, check)


def test_the_shade_is_that_of_the_score(explorer):
    """Where the field is above one half the points count as class 1."""
    explorer.lay((10.0, 100.0, 200.0), (0.3, -0.2, 0.1))
    values = explorer.field.get_values()
    X, Y = explorer.X, explorer.Y
    low, high = explorer.field.axes.get_xlim()
    column, row = ((X - low) / (high - low) * len(values)).astype(int)
    assert np.mean((values[row, column] > 0.5) == Y[0]) == pytest.approx(
        explorer.result.right, abs=0.03
    )


def test_each_control_changes_words_and_pixels(explorer):
    for name, control in explorer.controls.items():
        words, before = explorer.describe(), pixels(explorer)
        control.value = control.value + 30
        assert explorer.error is None
        assert explorer.describe() != words, name
        assert (pixels(explorer) != before).any(), name


def test_lay_takes_any_angle_and_refuses_far_lines(explorer):
    explorer.lay((-90.3, 390, 150), (0.104, 0, 0))
    np.testing.assert_allclose(explorer.result.angles, [270, 30, 150])
    np.testing.assert_allclose(explorer.result.offsets, [0.1, 0, 0])
    with pytest.raises(ValueError, match="offset2"):
        explorer.lay(BY_HAND, (0, 5, 0))


def test_reset_and_description(explorer):
    before = explorer.describe()
    explorer.lay(BY_HAND, (0, 0, 0))
    assert explorer.describe() != before
    explorer._screen.buttons["reset"].click()
    assert explorer.describe() == before


def test_a_sample_of_ones_own():
    X, Y = flower(30, rng=np.random.default_rng(3))
    explorer = LinesExplorer(X, Y)
    assert "of 30 points are right" in explorer.describe()
    explorer.close()
