"""The gradient check: small on right gradients, large on wrong ones, quick on large networks."""

import copy

import numpy as np
import oracle
import pytest

from nnhelpers import Network, gradient_check, numerical_gradients, propagation

HIDDEN = ("sigmoid", "tanh", "relu", "leaky_relu", "identity")
OUTPUT_AND_LOSS = (
    ("sigmoid", "binary_cross_entropy"),
    ("sigmoid", "mean_squared_error"),
    ("softmax", "cross_entropy"),
    ("softmax", "mean_squared_error"),
    ("identity", "mean_squared_error"),
)


def problem(net, m=6, seed=1):
    return oracle.problem(net, m, np.random.default_rng(seed))


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("output, loss", OUTPUT_AND_LOSS)
@pytest.mark.parametrize("penalty", ({}, {"l2": 0.6}, {"l1": 0.6}, {"l2": 0.3, "l1": 0.3}), ids=str)
def test_right_gradients_pass(hidden, output, loss, penalty):
    net = Network((3, 5, 4, 2), hidden, output, loss)
    params, X, Y = problem(net)
    assert gradient_check(net, params, X, Y, **penalty) < 1e-7


def test_a_penalty_left_out_of_the_gradients_is_seen():
    net = Network((3, 5, 1), "tanh")
    params, X, Y = problem(net)
    grads = net.backward(net.forward(X, params), params, Y)
    for penalty in ({"l2": 0.6}, {"l1": 0.6}):
        assert gradient_check(net, params, X, Y, grads, **penalty) > 1e-3


def test_the_number_is_the_published_one():
    """||grads - numerical|| / (||grads|| + ||numerical||) over all parameters together."""
    net = Network((3, 4, 1), "tanh")
    params, X, Y = problem(net)
    exact = oracle.gradients(net, params, X, Y)
    for factor in (1.1, 3.0, -1.0, 0.0):
        grads = {key: factor * array for key, array in exact.items()}
        expected = abs(factor - 1) / (abs(factor) + 1)
        assert gradient_check(net, params, X, Y, grads=grads) == pytest.approx(expected, rel=1e-6)
    grads = {key: np.zeros_like(array) for key, array in exact.items()}
    grads["dW1"] = exact["dW1"]
    norms = {key: np.linalg.norm(array) for key, array in exact.items()}
    whole = np.sqrt(sum(norm**2 for norm in norms.values()))
    missing = np.sqrt(whole**2 - norms["dW1"] ** 2)
    difference = gradient_check(net, params, X, Y, grads=grads)
    assert difference == pytest.approx(missing / (norms["dW1"] + whole), rel=1e-6)
    assert isinstance(difference, float)


def test_a_single_wrong_entry_is_seen():
    net = Network((3, 4, 1), "tanh")
    params, X, Y = problem(net)
    right = net.backward(net.forward(X, params), params, Y)
    for key, array in right.items():
        for i in range(array.size):
            wrong = copy.deepcopy(right)
            wrong[key].flat[i] += 0.01
            assert gradient_check(net, params, X, Y, grads=wrong) > 1e-3, (key, i)


def test_numerical_gradients_are_the_gradients():
    net = Network((3, 4, 2), ("sigmoid",), "softmax")
    params, X, Y = problem(net)
    came = numerical_gradients(net, params, X, Y, l2=0.4, l1=0.3)
    expected = oracle.gradients(net, params, X, Y, 0.4, l1=0.3)
    assert oracle.relative_difference(came, expected) < 1e-6


def test_numerical_gradients_of_a_parabola_by_hand():
    # J = w^2 for x = 1, y = 0 and b = 0: the central difference of a parabola is exact, 2w
    net = Network((1, 1), output="identity")
    params = {"W1": np.array([[3.0]]), "b1": np.zeros((1, 1))}
    came = numerical_gradients(net, params, np.ones((1, 1)), np.zeros((1, 1)), epsilon=0.5)
    assert came["dW1"].item() == 6
    assert came["db1"].item() == 6


def test_entries_chosen():
    net = Network((3, 2, 1), "tanh")
    params, X, Y = problem(net)
    entries = {"W1": [0, 4], "b1": [], "W2": [1], "b2": [0]}
    came = numerical_gradients(net, params, X, Y, entries=entries)
    whole = numerical_gradients(net, params, X, Y)
    for key, chosen in entries.items():
        for i in range(came[f"d{key}"].size):
            expected = whole[f"d{key}"].flat[i] if i in chosen else 0
            assert came[f"d{key}"].flat[i] == expected


def test_float32_is_checked_in_float64():
    """In float32 a small step drowns in rounding; the check must not."""
    net = Network((3, 4, 1), "tanh")
    params, X, Y = problem(net)
    params = {key: array.astype(np.float32) for key, array in params.items()}
    X, Y = X.astype(np.float32), Y.astype(np.float32)
    assert gradient_check(net, params, X, Y) < 1e-7
    single = net.backward(net.forward(X, params), params, Y)
    assert gradient_check(net, params, X, Y, grads=single) < 1e-5
    came = numerical_gradients(net, params, X, Y)
    assert {array.dtype for array in came.values()} == {np.dtype(np.float64)}


def test_integer_inputs():
    net = Network((2, 3, 1), "tanh")
    params = problem(net)[0]
    assert gradient_check(net, params, np.array([[1, 2], [3, 0]]), np.array([[1, 0]])) < 1e-7


def test_nothing_given_is_changed():
    net = Network((3, 4, 1), "relu")
    params, X, Y = problem(net)
    grads = net.backward(net.forward(X, params), params, Y)
    before = copy.deepcopy((params, X, Y, grads))
    gradient_check(net, params, X, Y, grads=grads)
    numerical_gradients(net, params, X, Y)
    for came, expected in zip((params, grads), (before[0], before[3])):
        for key in expected:
            np.testing.assert_array_equal(came[key], expected[key])
    np.testing.assert_array_equal(X, before[1])
    np.testing.assert_array_equal(Y, before[2])


def test_no_gradient_at_all_is_right_where_there_is_none():
    """Zero weights behind ReLU: a flat place, on which 0 against 0 must not become NaN."""
    net = Network((2, 3, 1), "relu", "identity")
    params = net.initialize("zeros")
    assert gradient_check(net, params, np.ones((2, 4)), np.zeros((1, 4))) == 0.0


def test_the_same_number_every_time():
    net = Network((300, 10, 1), "tanh")
    params, X, Y = problem(net)
    assert gradient_check(net, params, X, Y) == gradient_check(net, params, X, Y)


@pytest.fixture
def forward_calls(monkeypatch):
    """How often a network was propagated."""
    calls, forward = [], propagation.forward
    monkeypatch.setattr(propagation, "forward", lambda *args: calls.append(1) or forward(*args))
    return calls


def test_up_to_2000_parameters_every_one_is_checked(forward_calls):
    net = Network((197, 10, 1), "tanh")  # 197 * 10 + 10 + 10 + 1 = 1991
    params, X, Y = problem(net, m=2)
    assert gradient_check(net, params, X, Y) < 1e-7
    assert len(forward_calls) >= 2 * 1991


def test_above_2000_parameters_200_of_each_array_are_checked(forward_calls):
    net = Network((400, 220, 30, 1), "tanh")
    params, X, Y = problem(net, m=2)
    assert gradient_check(net, params, X, Y) < 1e-7
    # W1, b1, W2: 200 each; b2, W3: all 30; b3: 1; two costs each and one pass for the gradients
    assert len(forward_calls) == 2 * (600 + 61) + 1


@pytest.mark.parametrize("key", ("dW1", "db1", "dW2", "db2", "dW3", "db3"))
def test_the_sample_sees_an_error_in_any_array(key):
    net = Network((60, 40, 10, 1), "tanh")
    params, X, Y = problem(net, m=4)
    grads = net.backward(net.forward(X, params), params, Y)
    wrong = {**grads, key: grads[key] * 1.5}
    assert gradient_check(net, params, X, Y, grads=grads) < 1e-7
    assert gradient_check(net, params, X, Y, grads=wrong) > 1e-3


def test_the_sample_is_spread_over_the_array():
    """An error in any quarter of W1 alone is seen."""
    net = Network((400, 10, 1), "tanh")
    params, X, Y = problem(net, m=4)
    grads = net.backward(net.forward(X, params), params, Y)
    for quarter in range(4):
        wrong = copy.deepcopy(grads)
        wrong["dW1"][:, quarter * 100 : quarter * 100 + 100] *= -1
        assert gradient_check(net, params, X, Y, grads=wrong) > 1e-2
