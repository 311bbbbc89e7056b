"""Training runs whose costs were published with two exercises of a well-known specialization
(deeplearning.ai: "Planar data classification with one hidden layer" and "Initialization"), from
the data and initial parameters that their seeds give.

Runs are compared as far as they can be: where a cost depends on the last bits of the arithmetic
(planar data after iteration 7 000, large weights around iteration 7 000), textbook code gives
other digits on another processor too.
"""

import numpy as np

from nnhelpers import Network, train

PLANAR = (0.693048, 0.288083, 0.254385, 0.233864, 0.226792, 0.222644, 0.219731, 0.217504)
CIRCLES_HE = (
    0.883054, 0.687983, 0.675129, 0.652612, 0.608296, 0.530494, 0.413865, 0.311780, 0.236962,
    0.185973, 0.150156, 0.123251, 0.099177, 0.084571, 0.073579,
)  # fmt: skip
CIRCLES_TIMES_10 = (0.6240, 0.5978, 0.5636, 0.5501, 0.5443, 0.5374)  # from iteration 1 000


def planar_data():
    """Two classes on the petals of a flower: X (2, 400), Y (1, 400)."""
    rng = np.random.RandomState(1)
    petals = []
    for label in (0, 1):
        angle = np.linspace(label * 3.12, (label + 1) * 3.12, 200) + 0.2 * rng.randn(200)
        radius = 4 * np.sin(4 * angle) + 0.2 * rng.randn(200)
        petals.append(radius * [np.sin(angle), np.cos(angle)])
    return np.hstack(petals), np.repeat([[0, 1]], 200).reshape(1, -1)


def circles():
    """One circle in another: X (2, 300), Y (1, 300), shuffled, then with noise."""
    rng = np.random.RandomState(1)
    angle = np.linspace(0, 2 * np.pi, 150, endpoint=False)
    circle = np.array([np.cos(angle), np.sin(angle)])
    order = np.arange(300)
    rng.shuffle(order)
    X = np.hstack([circle, 0.8 * circle])[:, order]
    return X + 0.05 * rng.randn(300, 2).T, np.repeat([[0, 1]], 150).reshape(1, -1)[:, order]


def normal_params(sizes, seed, scale):
    """Weights N(0, 1) * scale(n_prev), drawn layer by layer; biases zero."""
    rng, params = np.random.RandomState(seed), {}
    for l, (before, after) in enumerate(zip(sizes, sizes[1:]), start=1):
        params[f"W{l}"] = rng.randn(after, before) * scale(before)
        params[f"b{l}"] = np.zeros((after, 1))
    return params


def costs(net, data, params, learning_rate, records):
    run = train(
        net, *data, params, learning_rate=learning_rate, record_every=1000,
        iterations=1000 * (records - 1) + 1,
    )  # fmt: skip
    return run.costs[:-1]  # the last, after the last update, was not published


def test_planar_data_with_four_tanh_units():
    params = normal_params((2, 4, 1), 2, lambda n: 0.01)
    found = costs(Network((2, 4, 1), hidden="tanh"), planar_data(), params, 1.2, len(PLANAR))
    np.testing.assert_allclose(found, PLANAR, rtol=0, atol=6e-7)


def test_circles_with_he_initialization():
    params = normal_params((2, 10, 5, 1), 3, lambda n: np.sqrt(2 / n))
    found = costs(Network((2, 10, 5, 1)), circles(), params, 0.01, len(CIRCLES_HE))
    np.testing.assert_allclose(found, CIRCLES_HE, rtol=0, atol=6e-7)


def test_circles_with_zero_weights_stay_at_log_2():
    params = normal_params((2, 10, 5, 1), 3, lambda n: 0)
    found = costs(Network((2, 10, 5, 1)), circles(), params, 0.01, 3)
    np.testing.assert_allclose(found, np.log(2), rtol=1e-12)


def test_circles_with_weights_times_10():
    """The published cost at iteration 0 is infinite, because it was computed from A."""
    params = normal_params((2, 10, 5, 1), 3, lambda n: 10)
    found = costs(Network((2, 10, 5, 1)), circles(), params, 0.01, 1 + len(CIRCLES_TIMES_10))
    assert np.isfinite(found[0])
    np.testing.assert_allclose(found[1:], CIRCLES_TIMES_10, rtol=0.005)


def test_the_initial_parameters_are_the_published_ones():
    W1 = normal_params((2, 4, 1), 2, lambda n: 0.01)["W1"]
    np.testing.assert_allclose(W1[0], (-0.00416758, -0.00056267), atol=5e-9)
