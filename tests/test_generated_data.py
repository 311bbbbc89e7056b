"""The generated data sets: shapes, classes, noise, randomness and error messages."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnhelpers import datasets

PLANE = ["flower", "circles", "moons", "spirals", "blobs", "xor"]
RANDOM = [*PLANE, "housing"]


def generate(name, *args, seed=1, **keywords):
    return getattr(datasets, name)(*args, rng=np.random.default_rng(seed), **keywords)


@pytest.mark.parametrize("name", PLANE)
@given(m=st.integers(1, 60))
def test_shapes_types_and_balance(name, m):
    X, Y = generate(name, m)
    assert X.shape == (2, m) and Y.shape == (1, m)
    assert X.dtype == Y.dtype == np.float64
    assert set(np.unique(Y)) <= {0.0, 1.0}
    assert abs(2 * Y.sum() - m) <= 2  # as many of one class as of the other


@pytest.mark.parametrize("name", RANDOM)
def test_rng_alone_decides(name):
    first, again, other = (generate(name, 50, seed=seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first[0], again[0])
    np.testing.assert_array_equal(first[1], again[1])
    assert not np.array_equal(first[0], other[0])
    np.random.seed(0)  # noqa: NPY002 - the global state must have no influence
    np.testing.assert_array_equal(generate(name, 50, seed=3)[0], first[0])


@pytest.mark.parametrize("name", RANDOM)
def test_without_rng_every_call_differs(name):
    function = getattr(datasets, name)
    assert not np.array_equal(function(20)[0], function(20)[0])


@pytest.mark.parametrize("name", ["flower", "circles", "moons", "spirals", "xor"])
def test_without_noise_all_points_fit_one_plot(name):
    X, _ = generate(name, 500, noise=0)
    assert 0.9 < np.abs(X).max() <= 1 + 1e-12


@pytest.mark.parametrize("name", PLANE)
def test_noise_is_a_standard_deviation(name):
    # The noise is drawn last, so the same seed gives the same points beneath it.
    clean, noisy = (generate(name, 4000, noise=noise)[0] for noise in (0, 0.3))
    np.testing.assert_allclose((noisy - clean).std(axis=1), 0.3, rtol=0.05)
    np.testing.assert_allclose((noisy - clean).mean(axis=1), 0, atol=0.02)


@pytest.mark.parametrize("petals", [2, 4, 8])
def test_flower_has_alternating_petals(petals):
    X, Y = generate("flower", 800, noise=0, petals=petals)
    angle = np.arctan2(X[1], X[0]) % (2 * np.pi)
    petal = np.floor(angle / (2 * np.pi / petals)).astype(int)
    np.testing.assert_array_equal(petal % 2, Y[0])
    assert len(np.unique(petal)) == petals
    # r = |sin(petals / 2 · angle)|
    np.testing.assert_allclose(np.hypot(*X), np.abs(np.sin(petals / 2 * angle)), atol=1e-12)


def test_circles_have_their_radii():
    X, Y = generate("circles", 100, noise=0, inner_radius=0.4)
    np.testing.assert_allclose(np.hypot(*X), np.where(Y[0] == 1, 0.4, 1.0))


def test_moons_are_half_circles_that_interlock():
    X, Y = generate("moons", 400, noise=0)
    upper, lower = X[:, Y[0] == 0], X[:, Y[0] == 1]
    np.testing.assert_allclose(np.hypot(upper[0] + 1 / 3, upper[1] + 1 / 6), 2 / 3)
    np.testing.assert_allclose(np.hypot(lower[0] - 1 / 3, lower[1] - 1 / 6), 2 / 3)
    assert upper[1].min() >= -1 / 6 and lower[1].max() <= 1 / 6
    assert lower[0].min() < upper[0].max()  # the arcs overlap from left to right …
    assert lower[1].max() > upper[1].min()  # … and in height


@pytest.mark.parametrize("turns", [0.5, 1.25, 2])
def test_spirals_turn_as_often_as_asked(turns):
    X, Y = generate("spirals", 300, noise=0, turns=turns)
    r = np.hypot(*X)
    expected = 2 * np.pi * turns * r + np.pi * Y[0]
    np.testing.assert_allclose(X, [r * np.cos(expected), r * np.sin(expected)], atol=1e-12)
    assert r.min() >= 0.1


def test_blobs_lie_around_their_centres():
    X, Y = generate("blobs", 4000, noise=0.1)
    for label, centre in ((0, -0.5), (1, 0.5)):
        blob = X[:, Y[0] == label]
        np.testing.assert_allclose(blob.mean(axis=1), centre, atol=0.01)
        np.testing.assert_allclose(blob.std(axis=1), 0.1, rtol=0.05)


def test_xor_is_one_where_exactly_one_coordinate_is_positive():
    X, Y = generate("xor", 400, noise=0)
    np.testing.assert_array_equal(Y[0], (X[0] > 0) != (X[1] > 0))
    fields = 2 * (X[0] > 0) + (X[1] > 0)
    assert np.bincount(fields).tolist() == [100, 100, 100, 100]


def test_parity_of_two_bits_is_the_truth_table_of_xor():
    X, Y = datasets.parity(2)
    assert X.tolist() == [[0, 0, 1, 1], [0, 1, 0, 1]]
    assert Y.tolist() == [[0, 1, 1, 0]]


@pytest.mark.parametrize("bits", [1, 3, 8])
def test_parity_holds_every_pattern_once(bits):
    X, Y = datasets.parity(bits)
    assert X.shape == (bits, 2**bits) and Y.shape == (1, 2**bits)
    assert len({tuple(column) for column in X.T}) == 2**bits
    assert [sum(map(int, column)) % 2 for column in X.T] == Y[0].tolist()


def test_parity_draws_m_patterns():
    X, Y = generate("parity", 10, m=500)
    assert X.shape == (10, 500) and X.dtype == Y.dtype == np.float64
    np.testing.assert_array_equal(X.sum(axis=0) % 2, Y[0])
    assert 0.4 < Y.mean() < 0.6
    np.testing.assert_array_equal(generate("parity", 10, m=500)[0], X)


def test_housing_prices_follow_a_line_with_one_bend():
    size, price = generate("housing", 200, noise=0)
    assert size.shape == price.shape == (1, 200)
    assert size.min() >= 0.3 and size.max() <= 2
    # by hand: 2 · size - 0.3 up to size 1, where it is 1.7; from there 1.7 + (size - 1)
    np.testing.assert_allclose(price, np.where(size < 1, 2 * size - 0.3, 1.7 + (size - 1)))
    noisy = generate("housing", 2000, noise=2)[1]
    assert noisy.min() == 0  # no negative price


WRONG = [
    *[(name, {"m": 0}, ValueError, "m=0") for name in RANDOM],
    *[(name, {"m": 2.5}, ValueError, "m=2.5") for name in RANDOM],
    *[(name, {"noise": -0.1}, ValueError, "noise=-0.1") for name in RANDOM],
    *[(name, {"noise": "much"}, ValueError, "noise='much'") for name in RANDOM],
    *[(name, {"noise": np.nan}, ValueError, "noise=nan") for name in RANDOM],
    *[(name, {"rng": 1}, TypeError, "default_rng") for name in [*RANDOM, "parity"]],
    ("flower", {"petals": 5}, ValueError, "petals=5 .* even .* Pass 4 or 6"),
    ("flower", {"petals": 1}, ValueError, "petals=1"),
    ("circles", {"inner_radius": 1}, ValueError, "inner_radius=1"),
    ("circles", {"inner_radius": -0.2}, ValueError, "inner_radius=-0.2"),
    ("spirals", {"turns": -1}, ValueError, "turns=-1"),
    ("spirals", {"turns": np.inf}, ValueError, "turns=inf"),
    ("parity", {"bits": 0}, ValueError, "bits=0"),
    ("parity", {"bits": 17}, ValueError, "bits=17 .* 16"),
    ("parity", {"bits": 3, "m": -1}, ValueError, "m=-1"),
]


@pytest.mark.parametrize("name, keywords, error, message", WRONG)
def test_wrong_arguments_are_named(name, keywords, error, message):
    with pytest.raises(error, match=message):
        getattr(datasets, name)(**keywords)
