"""Backpropagation of random networks against automatic differentiation (autograd).

ReLU is where(Z > 0, Z, 0) in the oracle, and random biases keep Z away from its corner.
"""

import itertools

import numpy as np
import oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnhelpers import Network, member, stack

HIDDEN = ("sigmoid", "tanh", "relu", "leaky_relu", "identity")
OUTPUT_AND_LOSS = (
    ("sigmoid", "binary_cross_entropy"),
    ("sigmoid", "mean_squared_error"),
    ("softmax", "cross_entropy"),
    ("softmax", "mean_squared_error"),
    ("identity", "mean_squared_error"),
)
TOLERANCE = 1e-9


def assert_gradients_right(net, params, X, Y, l2=0.0, l1=0.0):
    cache = net.forward(X, params)
    grads = net.backward(cache, params, Y, l2=l2, l1=l1)
    expected = oracle.gradients(net, params, X, Y, l2, l1=l1)
    assert oracle.relative_difference(grads, expected) <= TOLERANCE
    J = net.cost(cache, Y, params, l2, l1)
    assert J == pytest.approx(oracle.cost(net, params, X, Y, l2, l1=l1), rel=1e-12)


@st.composite
def networks(draw):
    depth = draw(st.integers(1, 5), label="layers")
    sizes = draw(st.lists(st.integers(1, 8), min_size=depth + 1, max_size=depth + 1))
    hidden = draw(st.lists(st.sampled_from(HIDDEN), min_size=depth - 1, max_size=depth - 1))
    output, loss = draw(st.sampled_from(OUTPUT_AND_LOSS))
    if output == "softmax":
        sizes[-1] = max(sizes[-1], 2)
    slope = draw(st.sampled_from((0.0, 0.01, 0.3, 0.99)))
    return Network(tuple(sizes), tuple(hidden), output, loss, leaky_slope=slope)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    net=networks(),
    m=st.integers(1, 9),
    l2=st.sampled_from((0.0, 0.0, 0.7, 20.0)),
    l1=st.sampled_from((0.0, 0.0, 0.4, 9.0)),
    seed=st.integers(0, 2**32 - 1),
)
def test_random_networks(net, m, l2, l1, seed):
    params, X, Y = oracle.problem(net, m, np.random.default_rng(seed))
    assert_gradients_right(net, params, X, Y, l2, l1)


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("output, loss", OUTPUT_AND_LOSS)
@pytest.mark.parametrize("m", (1, 6))
def test_every_activation_output_and_loss(hidden, output, loss, m):
    net = Network((4, 5, 3, 3), hidden, output, loss, leaky_slope=0.2)
    assert_gradients_right(net, *oracle.problem(net, m, np.random.default_rng(m)), l2=0.5)


@pytest.mark.parametrize("pair", list(itertools.permutations(HIDDEN, 2)), ids="-".join)
def test_mixtures_of_hidden_activations(pair):
    net = Network((3, 6, 5, 1), pair, leaky_slope=0.1)
    assert_gradients_right(net, *oracle.problem(net, 7, np.random.default_rng(11)))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    net=networks(),
    m=st.integers(1, 9),
    keep_prob=st.sampled_from((0.2, 0.5, 0.9)),
    seed=st.integers(0, 2**32 - 1),
)
def test_dropout_given_its_masks(net, m, keep_prob, seed):
    rng = np.random.default_rng(seed)
    params, X, Y = oracle.problem(net, m, rng)
    cache = net.forward(X, params, keep_prob=keep_prob, rng=rng)
    masks = {key: array for key, array in cache.items() if key[0] == "D"}
    assert set(masks) == {f"D{l}" for l in range(1, net.L)}
    expected = oracle.gradients(net, params, X, Y, masks=masks)
    assert oracle.relative_difference(net.backward(cache, params, Y), expected) <= TOLERANCE
    expected_cost = oracle.cost(net, params, X, Y, masks=masks)
    assert net.cost(cache, Y) == pytest.approx(expected_cost, rel=1e-12)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(net=networks(), m=st.integers(1, 6), K=st.integers(1, 4), seed=st.integers(0, 2**32 - 1))
def test_stacks_give_each_member_its_own_gradient(net, m, K, seed):
    rng = np.random.default_rng(seed)
    members = [oracle.problem(net, m, rng)[0] for _ in range(K)]
    _, X, Y = oracle.problem(net, m, rng)
    stacked = stack(members)
    cache = net.forward(X, stacked)
    grads = net.backward(cache, stacked, Y, l2=0.3, l1=0.2)
    costs = net.cost(cache, Y, stacked, 0.3, 0.2)
    assert costs.shape == (K,)
    for k, params in enumerate(members):
        expected = oracle.gradients(net, params, X, Y, 0.3, l1=0.2)
        assert oracle.relative_difference(member(grads, k), expected) <= TOLERANCE
        assert costs[k] == pytest.approx(oracle.cost(net, params, X, Y, 0.3, l1=0.2), rel=1e-12)


@pytest.mark.parametrize("output, loss", OUTPUT_AND_LOSS)
def test_deltas_are_derivatives_of_single_losses(output, loss):
    """dZ carries no 1/m: its column i is what the gradient of b is for example i alone (m = 1)."""
    net = Network((3, 4, 2), "tanh", output, loss)
    params, X, Y = oracle.problem(net, 5, np.random.default_rng(2))
    cache = net.forward(X, params)
    deltas, grads = net.deltas(cache, params, Y), net.backward(cache, params, Y)
    assert set(deltas) == {"dZ1", "dZ2"}
    for i in range(5):
        alone = oracle.gradients(net, params, X[:, i : i + 1], Y[:, i : i + 1])
        for l in (1, 2):
            np.testing.assert_allclose(deltas[f"dZ{l}"][:, i : i + 1], alone[f"db{l}"], rtol=1e-9)
    for l, A_prev in ((1, X), (2, net.forward(X, params)["A1"])):
        np.testing.assert_allclose(grads[f"dW{l}"], deltas[f"dZ{l}"] @ A_prev.T / 5, rtol=1e-12)


def test_the_same_cost_and_gradient_for_an_example_given_twice():
    """1/m enters once: doubling the data changes nothing, doubling l2 with it neither."""
    net = Network((3, 4, 1), "tanh")
    params, X, Y = oracle.problem(net, 5, np.random.default_rng(3))
    once = net.backward(net.forward(X, params), params, Y, l2=0.5)
    XX, YY = np.hstack([X, X]), np.hstack([Y, Y])
    twice = net.backward(net.forward(XX, params), params, YY, l2=1.0)
    for key in once:
        np.testing.assert_allclose(twice[key], once[key], rtol=1e-12)
