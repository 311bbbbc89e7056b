"""Slope explorer: secants by hand, tangents by an independent small step, and the kink."""

import numpy as np
import pytest
from driving import drive, pixels, stops

from nnhelpers.explorers import SlopeExplorer
from nnhelpers.explorers.slope import CURVES, X_RANGE


@pytest.fixture(scope="module")
def made():
    explorer = SlopeExplorer()
    yield explorer
    explorer.close()


def test_the_parabola_by_hand(explorer):
    """x² from 1 to 1.001: 1.002001, so the secant's slope is 2.001; the tangent's is 2."""
    explorer.set(h=0.001)
    result = explorer.result
    assert result.y_moved == pytest.approx(1.002001, abs=1e-12)
    assert result.secant == pytest.approx(2.001, abs=1e-9)
    assert result.tangent == 2
    assert "Change 0.002001, divided by h = 0.001: slope of the secant 2.0010." in str(
        explorer.describe()
    )


@pytest.mark.parametrize("name", [name for name in CURVES if name != "|x|"])
def test_derivatives_are_right_and_secants_approach_them(name):
    curve, x = CURVES[name], np.linspace(*X_RANGE, 41)
    central = (curve.function(x + 1e-5) - curve.function(x - 1e-5)) / 2e-5
    np.testing.assert_allclose(curve.derivative(x), central, atol=1e-6)
    explorer = SlopeExplorer(name, x=0.7, h=1.0)
    errors = []
    for h in (1.0, 0.1, 0.001):
        explorer.set(h=h)
        errors.append(abs(explorer.result.secant - explorer.result.tangent))
    explorer.close()
    assert np.all(np.diff(errors) < 1e-9) and errors[-1] < 0.01


def test_every_control_moves_points_and_lines(explorer):
    def check(explorer):
        result, values = explorer.result, explorer.values
        f = CURVES[values["curve"]].function
        x, h = values["x"], values["h"]
        np.testing.assert_allclose(explorer.point.get_xydata(), [[x, f(x)]])
        np.testing.assert_allclose(explorer.moved_point.get_xydata(), [[x + h, f(x + h)]])
        left, right = explorer.secant.get_xydata()
        slope = (right - left)[1] / (right - left)[0]
        np.testing.assert_allclose(slope, (f(x + h) - f(x)) / h, rtol=1e-9)
        on_it = left[1] + slope * (x + h - left[0])
        np.testing.assert_allclose(on_it, f(x + h), atol=1e-9)
        if not np.isnan(result.tangent):
            small = (f(x + 1e-6) - f(x - 1e-6)) / 2e-6
            left, right = explorer.tangent.get_xydata()
            np.testing.assert_allclose((right - left)[1] / 6, small, atol=1e-5)
            np.testing.assert_allclose(explorer.limit.get_ydata(), small, atol=1e-5)
        assert explorer.here.get_xydata()[0].tolist() == pytest.approx([h, slope])
        assert f"{slope:.4f}".replace("-", "−") in explorer.words.get_text()
        near = np.nanargmin(abs(explorer.all_slopes.get_xdata() - 0.5))
        expected = (f(x + 0.5) - f(x)) / 0.5
        np.testing.assert_allclose(explorer.all_slopes.get_ydata()[near], expected)

    drive(explorer, check)


def test_at_distance_zero_there_is_no_secant(explorer):
    explorer.set(h=0.0)
    assert np.isnan(explorer.result.secant)
    assert np.isnan(explorer.secant.get_ydata()).all()
    assert "h = 0: there is no second point, and 0/0 is no slope." in explorer.describe()
    assert explorer.here.get_xydata().tolist() == [[0, 2]]  # the slope of the tangent


def test_the_kink_has_two_slopes_and_no_tangent(explorer):
    explorer.set(curve="|x|", x=0, h=0.001)
    assert explorer.result.secant == pytest.approx(1)
    explorer.set(h=-0.001)
    assert explorer.result.secant == pytest.approx(-1)
    assert np.isnan(explorer.result.tangent)
    assert "A kink" in explorer.describe()
    explorer.set(h=0)
    assert explorer.grips(explorer.result)[2].y == 0  # it can still be taken
    explorer.set(x=0.1)
    assert explorer.result.tangent == 1 and "A kink" not in explorer.describe()


def test_both_points_and_the_distance_are_dragged(explorer):
    grips = {grip.name: grip for grip in explorer.grips(explorer.result)}
    explorer._move_by_hand(explorer.dragged(grips["second point"], 1.25, 7.0))
    assert explorer.values["h"] == pytest.approx(0.25) and explorer.values["x"] == 1
    explorer._move_by_hand(explorer.dragged(grips["first point"], -0.52, 0))
    assert explorer.values["x"] == pytest.approx(-0.5) and explorer.values["h"] == 0.25
    explorer._move_by_hand(explorer.dragged(grips["distance"], -0.1234, 0))
    assert explorer.values["h"] == pytest.approx(-0.123)
    explorer._move_by_hand(explorer.dragged(grips["second point"], 3.0, 9.0))
    assert explorer.values["h"] == 1  # no farther


def test_each_control_changes_words_and_pixels(explorer):
    for name, control in explorer.controls.items():
        words, before = explorer.describe(), pixels(explorer)
        control.value = next(value for value in stops(control) if value != control.value)
        assert explorer.error is None, name
        assert explorer.describe() != words, name
        assert (pixels(explorer) != before).any(), name


def test_sliders_stop_at_decimal_numbers_exactly(explorer):
    stops_of_h = [value for _, value in explorer.controls["h"].options]
    assert stops_of_h[1000] == 0 and stops_of_h[999:1002:2] == [-0.001, 0.001]
    explorer.set(h=0.30049, x=0.3)
    assert explorer.values["h"] == 0.3 and explorer.result.x == 0.3


def test_reset(explorer):
    before = explorer.describe()
    explorer.set(curve="sin x", x=0.3, h=-0.5)
    assert explorer.describe() != before
    explorer._screen.buttons["reset"].click()
    assert explorer.describe() == before
