"""Initial weights: their variance, zeros, scale, and that only the generator decides."""

import numpy as np
import pytest

from nnhelpers import INITIALIZERS, Network

NET = Network((400, 300, 200, 1))


def draws(init, seed=0, scale=None, net=NET):
    return net.initialize(init, rng=np.random.default_rng(seed), scale=scale)


def test_the_four_names():
    assert set(INITIALIZERS) == {"zeros", "random", "xavier", "he"}


@pytest.mark.parametrize("init", INITIALIZERS)
def test_keys_shapes_dtype_and_zero_biases(init):
    params = draws(init)
    assert {key: array.shape for key, array in params.items()} == NET.shapes
    assert list(params) == ["W1", "b1", "W2", "b2", "W3", "b3"]
    assert all(array.dtype == np.float64 for array in params.values())
    assert not any(params[f"b{l}"].any() for l in (1, 2, 3))


@pytest.mark.parametrize(
    "init, deviations",
    (
        ("random", (0.01, 0.01)),
        ("xavier", (0.05, 300**-0.5)),  # sqrt(1/400) = 0.05
        ("he", (200**-0.5, 150**-0.5)),  # sqrt(2/400), sqrt(2/300)
    ),
)
def test_variance_of_each_layer(init, deviations):
    """Of N draws, the measured deviation is off by about 1 / sqrt(2N): 0.2 % of 120 000."""
    params = draws(init)
    for key, deviation in zip(("W1", "W2"), deviations):
        assert params[key].std() == pytest.approx(deviation, rel=0.015)
        assert abs(params[key].mean()) < 4 * deviation / np.sqrt(params[key].size)
        within = np.mean(np.abs(params[key]) < deviation)  # 68.3 % of a normal distribution
        assert within == pytest.approx(0.6827, abs=0.01)


def test_published_form_of_the_random_draw():
    """random is N(0, 1) * 0.01, layer after layer from one generator; xavier and he rescale it."""
    rng = np.random.default_rng(7)
    normals = {f"W{l}": rng.standard_normal(NET.shapes[f"W{l}"]) for l in (1, 2, 3)}
    for key, normal in normals.items():
        n_prev = normal.shape[1]
        np.testing.assert_allclose(draws("random", 7)[key], normal * 0.01, rtol=1e-14)
        np.testing.assert_allclose(draws("xavier", 7)[key], normal / np.sqrt(n_prev), rtol=1e-14)
        np.testing.assert_allclose(draws("he", 7)[key], normal * np.sqrt(2 / n_prev), rtol=1e-14)


def test_zeros_are_zero_and_not_negative_zero():
    params = draws("zeros")
    assert not any(array.any() or np.signbit(array).any() for array in params.values())


@pytest.mark.parametrize(
    "init, scale, ratio", (("random", 10.0, 1000), ("he", 0.5, 0.5), ("xavier", 2, 2))
)
def test_scale_multiplies_the_deviation(init, scale, ratio):
    """For random, scale=10 stands in place of 0.01."""
    usual, scaled = draws(init, 3), draws(init, 3, scale)
    for key in ("W1", "W2", "W3"):
        np.testing.assert_allclose(scaled[key], usual[key] * ratio, rtol=1e-13)


def test_scale_zero_gives_zeros():
    assert not any(array.any() for array in draws("random", scale=0).values())


@pytest.mark.parametrize("init", ("random", "xavier", "he"))
def test_the_generator_alone_decides(init):
    first, again, other = draws(init, 5), draws(init, 5), draws(init, 6)
    np.testing.assert_array_equal(first["W2"], again["W2"])
    assert (first["W2"] != other["W2"]).all()


def test_no_global_seed_is_read_or_touched():
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    draws("he")
    NET.initialize("he")
    np.testing.assert_array_equal(np.random.get_state()[1], before)  # noqa: NPY002


def test_without_a_generator_every_draw_is_new():
    assert (NET.initialize()["W1"] != NET.initialize()["W1"]).all()


def test_he_is_the_default():
    np.testing.assert_array_equal(
        NET.initialize(rng=np.random.default_rng(1))["W1"], draws("he", 1)["W1"]
    )
