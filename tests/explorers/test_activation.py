"""Activation explorer: the chain rule against autograd, artists against results."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from driving import drive, pixels

from nnhelpers.explorers import ActivationExplorer
from nnhelpers.explorers.activation import KINDS, chain

SLOPE = 0.2
ORACLES = {
    "sigmoid": lambda z: 1 / (1 + anp.exp(-z)),
    "tanh": anp.tanh,
    "relu": lambda z: anp.where(z > 0, z, 0.0),
    "leaky_relu": lambda z: anp.where(z > 0, z, SLOPE * z),
}


@pytest.fixture(scope="module")
def made():
    explorer = ActivationExplorer()
    yield explorer
    explorer.close()


@pytest.mark.parametrize("kind", ORACLES)
@pytest.mark.parametrize("z", [-3.0, -0.4, 0.9])
@pytest.mark.parametrize("weight", [0.5, 1.0, 2.0])
def test_products_are_derivatives_of_the_whole_chain(kind, z, weight):
    g = ORACLES[kind]

    def last_activation(z, layers):
        a = g(z)
        for _ in range(layers - 1):
            a = g(weight * a)
        return a

    products = chain(kind, SLOPE, z, weight, 6)
    for layers in (1, 2, 6):
        expected = autograd.grad(last_activation)(z, layers)
        np.testing.assert_allclose(products[layers - 1], expected, rtol=1e-10)


@pytest.mark.parametrize("kind", ORACLES)
def test_value_and_slope_at_the_point(explorer, kind):
    result = explorer.compute(kind=kind, z=-1.3, leaky_slope=SLOPE, layers=4, weight=1.0)
    np.testing.assert_allclose(result.a, ORACLES[kind](-1.3))
    np.testing.assert_allclose(result.slope, autograd.grad(ORACLES[kind])(-1.3))
    np.testing.assert_allclose(result.curve, ORACLES[kind](result.z_axis))
    assert result.products.keys() == set(KINDS.values())


def test_every_control_moves_the_picture(explorer):
    def check(explorer):
        result = explorer.result
        np.testing.assert_array_equal(explorer.curve.get_ydata(), result.curve)
        np.testing.assert_array_equal(explorer.slope_curve.get_ydata(), result.derivative)
        assert explorer.point.get_xydata().tolist() == [[result.z, result.a]]
        assert explorer.slope_point.get_xydata().tolist() == [[result.z, result.slope]]
        for kind, line in explorer.lines.items():
            assert len(line.get_xdata()) == result.layers
            shown = np.nan_to_num(line.get_ydata())
            np.testing.assert_array_equal(shown, result.products[kind])
        (x0, x1), (y0, y1) = explorer.tangent.get_data()
        np.testing.assert_allclose((y1 - y0) / (x1 - x0), result.slope, atol=1e-12)

    drive(explorer, check)


@pytest.mark.parametrize(
    "name, value",
    [("kind", "relu"), ("z", 2.0), ("leaky_slope", 0.3), ("layers", 15), ("weight", 2.0)],
)
def test_each_control_changes_result_words_and_pixels(explorer, name, value):
    products, words, before = explorer.result.products, explorer.describe(), pixels(explorer)
    explorer.controls[name].value = value
    assert explorer.error is None
    assert explorer.describe() != words
    assert (pixels(explorer) != before).any()
    changed = [
        len(products[kind]) != len(now) or (products[kind] != now).any()
        for kind, now in explorer.result.products.items()
    ]
    assert any(changed) or name == "kind"


def test_the_point_stays_in_view(explorer):
    for kind in KINDS.values():
        for z in (-6.0, 0.0, 6.0):
            explorer.set(kind=kind, z=z, leaky_slope=0.5)
            low, high = explorer._value_axes.get_ylim()
            assert low <= explorer.result.a <= high


def test_words_for_dead_and_saturated_units(explorer):
    explorer.set(kind="relu", z=-2.0)
    assert "ReLU has slope 0 here" in explorer.describe()
    assert explorer.zero.get_text() == "exactly 0: ReLU"
    explorer.set(kind="tanh", z=5.0)
    assert "tanh is saturated here" in explorer.describe()
    explorer.set(z=0.5)
    assert "saturated" not in explorer.describe() and "has slope 0" not in explorer.describe()


def test_description_by_hand(explorer):
    """sigmoid at 0 has the slope 1/4; ReLU at z > 0 lets all through."""
    explorer.set(kind="sigmoid", z=0.0, layers=1)
    assert "a = 0.5, g′(z) = 0.25." in explorer.describe()
    explorer.set(z=1.0, layers=20)
    assert "20 layers (weights 1.0)" in explorer.describe()
    assert explorer.describe().endswith("ReLU 1, leaky ReLU 1.")


def test_reset(explorer):
    before = explorer.describe()
    explorer.set(kind="tanh", z=3.0, layers=3, weight=2.0, leaky_slope=0.0)
    explorer._screen.buttons["reset"].click()
    assert explorer.describe() == before
