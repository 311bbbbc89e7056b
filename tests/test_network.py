"""The network: architecture, forward propagation, a network worked by hand, prediction."""

import dataclasses

import numpy as np
import oracle
import pytest

from nnhelpers import (
    LOSSES,
    Network,
    accuracy,
    gradient_descent,
    linear_backward,
    stack,
)

RNG = np.random.default_rng  # every test makes its own


def small_problem(net, m=6, seed=1, dtype=np.float64):
    params, X, Y = oracle.problem(net, m, RNG(seed))
    params = {key: array.astype(dtype) for key, array in params.items()}
    return params, X.astype(dtype), Y.astype(dtype)


def copies(arrays):
    return {key: array.copy() for key, array in arrays.items()}


def assert_same(came, expected):
    assert list(came) == list(expected)
    for key in expected:
        np.testing.assert_array_equal(came[key], expected[key], err_msg=key)


# --- two networks with two inputs, two hidden units and one output, by hand -----------------------

X_BY_HAND = np.array([[1.0, 0.0], [2.0, -1.0]])  # x(1) = (1, 2), x(2) = (0, -1)
PARAMS_BY_HAND = {
    "W1": np.array([[1.0, -1.0], [2.0, 1.0]]),
    "b1": np.array([[0.5], [-1.0]]),
    "W2": np.array([[3.0, 2.0]]),
    "b2": np.array([[1.0]]),
}


def test_a_2_2_1_relu_network_with_squared_error_by_hand():
    net = Network((2, 2, 1), hidden="relu", output="identity")
    Y = np.array([[6.0, 7.5]])
    # Z1: unit 1: 1*1 - 1*2 + 0.5 = -0.5    and 1*0 - 1*(-1) + 0.5 = 1.5
    #     unit 2: 2*1 + 1*2 - 1   = 3       and 2*0 + 1*(-1) - 1   = -2
    # A1 = max(0, Z1);  Z2 = 3*0 + 2*3 + 1 = 7  and  3*1.5 + 2*0 + 1 = 5.5
    cache = net.forward(X_BY_HAND, PARAMS_BY_HAND)
    np.testing.assert_array_equal(cache["A0"], X_BY_HAND)
    np.testing.assert_array_equal(cache["Z1"], [[-0.5, 1.5], [3, -2]])
    np.testing.assert_array_equal(cache["A1"], [[0, 1.5], [3, 0]])
    np.testing.assert_array_equal(cache["Z2"], [[7, 5.5]])
    np.testing.assert_array_equal(cache["A2"], [[7, 5.5]])
    # J = ((7 - 6)^2 + (5.5 - 7.5)^2) / 2 = (1 + 4) / 2
    assert net.cost(cache, Y) == 2.5
    deltas = net.deltas(cache, PARAMS_BY_HAND, Y)
    grads = net.backward(cache, PARAMS_BY_HAND, Y)
    # dZ2 = 2 (A2 - Y) = 2 and -4;  dW2 = (1/2) dZ2 A1^T: (2*0 - 4*1.5)/2 = -3, (2*3 - 4*0)/2 = 3
    np.testing.assert_array_equal(deltas["dZ2"], [[2, -4]])
    np.testing.assert_array_equal(grads["dW2"], [[-3, 3]])
    np.testing.assert_array_equal(grads["db2"], [[-1]])  # (2 - 4) / 2
    # dA1 = W2^T dZ2 = (3*2, 3*(-4)), (2*2, 2*(-4)); ReLU passes it where Z1 > 0:
    np.testing.assert_array_equal(deltas["dZ1"], [[0, -12], [4, 0]])
    # dW1 = (1/2) dZ1 X^T: unit 1: (-12*0, -12*(-1))/2 = (0, 6); unit 2: (4*1, 4*2)/2 = (2, 4)
    np.testing.assert_array_equal(grads["dW1"], [[0, 6], [2, 4]])
    np.testing.assert_array_equal(grads["db1"], [[-6], [2]])
    # one step with learning rate 0.5: W2 = (3 + 1.5, 2 - 1.5), b2 = 1 + 0.5
    after = gradient_descent(PARAMS_BY_HAND, grads, 0.5)
    np.testing.assert_array_equal(after["W1"], [[1, -4], [1, -1]])
    np.testing.assert_array_equal(after["b1"], [[3.5], [-2]])
    np.testing.assert_array_equal(after["W2"], [[4.5, 0.5]])
    np.testing.assert_array_equal(after["b2"], [[1.5]])


def test_a_2_2_1_tanh_network_with_cross_entropy_by_hand():
    net = Network((2, 2, 1), hidden="tanh", output="sigmoid")
    X, Y = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[1.0, 0.0]])
    params = {
        "W1": np.log([[2.0, 3.0], [3.0, 2.0]]),
        "b1": np.zeros((2, 1)),
        "W2": np.array([[5.0, -5.0]]),
        "b2": np.array([[1 + np.log(3)]]),
    }
    # Z1 = W1 X = log of (2, 3), (3, 2);  tanh(log 2) = (2 - 1/2)/(2 + 1/2) = 0.6, of log 3: 0.8
    # Z2 = 5*0.6 - 5*0.8 + 1 + log 3 = log 3   and   5*0.8 - 5*0.6 + 1 + log 3 = 2 + log 3
    # A2 = 3/(3 + 1) = 0.75  and  q = 3e^2 / (3e^2 + 1)
    q = 3 * np.e**2 / (3 * np.e**2 + 1)
    cache = net.forward(X, params)
    np.testing.assert_allclose(cache["A1"], [[0.6, 0.8], [0.8, 0.6]], rtol=1e-14)
    np.testing.assert_allclose(cache["A2"], [[0.75, q]], rtol=1e-14)
    # J = -(log 0.75 + log(1 - q)) / 2 = (log(4/3) + log(3e^2 + 1)) / 2
    J = (np.log(4 / 3) + np.log(3 * np.e**2 + 1)) / 2
    assert net.cost(cache, Y) == pytest.approx(J, rel=1e-14)
    grads = net.backward(cache, params, Y)
    # dZ2 = A2 - Y = (-0.25, q);  dW2 = ((-0.25*0.6 + 0.8q)/2, (-0.25*0.8 + 0.6q)/2)
    np.testing.assert_allclose(grads["dW2"], [[0.4 * q - 0.075, 0.3 * q - 0.1]], rtol=1e-13)
    np.testing.assert_allclose(grads["db2"], [[(q - 0.25) / 2]], rtol=1e-13)
    # dZ1 = W2^T dZ2 * (1 - A1^2), with 1 - 0.36 = 0.64 and 1 - 0.64 = 0.36:
    #   unit 1: (-1.25*0.64, 5q*0.36) = (-0.8, 1.8q);  unit 2: (1.25*0.36, -5q*0.64)
    # X is the identity, so dW1 = dZ1 / 2
    np.testing.assert_allclose(grads["dW1"], [[-0.4, 0.9 * q], [0.225, -1.6 * q]], rtol=1e-13)
    db1 = [[(1.8 * q - 0.8) / 2], [(0.45 - 3.2 * q) / 2]]
    np.testing.assert_allclose(grads["db1"], db1, rtol=1e-13)


def test_backward_is_linear_backward_layer_by_layer():
    net = Network((3, 4, 2), "tanh", "identity")
    params, X, Y = small_problem(net)
    cache = net.forward(X, params)
    deltas, grads = net.deltas(cache, params, Y), net.backward(cache, params, Y)
    for l in (2, 1):
        dA, dW, db = linear_backward(deltas[f"dZ{l}"], cache[f"A{l - 1}"], params[f"W{l}"])
        np.testing.assert_allclose(grads[f"dW{l}"], dW, rtol=1e-13)
        np.testing.assert_allclose(grads[f"db{l}"], db, rtol=1e-13)
        if l == 2:
            np.testing.assert_allclose(deltas["dZ1"], dA * (1 - cache["A1"] ** 2), rtol=1e-13)


# --- architecture ---------------------------------------------------------------------------------


def test_what_a_network_says_about_itself():
    net = Network((12288, 20, 7, 5, 1))
    assert net.L == 4
    assert net.activations == ("relu", "relu", "relu", "sigmoid")
    assert net.loss_name == "binary_cross_entropy"
    assert net.shapes["W1"] == (20, 12288)
    assert net.shapes["b4"] == (1, 1)
    # 20 (12288 + 1) + 7 (20 + 1) + 5 (7 + 1) + (5 + 1)
    assert net.parameter_count == 245_780 + 147 + 40 + 6


@pytest.mark.parametrize(
    "output, loss",
    (
        ("sigmoid", "binary_cross_entropy"),
        ("softmax", "cross_entropy"),
        ("identity", "mean_squared_error"),
    ),
)
def test_the_loss_follows_the_output(output, loss):
    assert Network((2, 3), output=output).loss_name == loss
    assert (
        Network((2, 3), output=output, loss="mean_squared_error").loss_name == "mean_squared_error"
    )
    assert set(LOSSES) == {"binary_cross_entropy", "cross_entropy", "mean_squared_error"}


def test_a_network_is_frozen_and_comparable():
    net = Network((3, 4, 1), ("tanh",))
    assert net == Network((3, 4, 1), ("tanh",))
    assert net != Network((3, 4, 1), ("relu",))
    assert hash(net) == hash(Network((3, 4, 1), ("tanh",)))
    with pytest.raises(dataclasses.FrozenInstanceError):
        net.hidden = "relu"


def test_a_network_can_be_replaced_by_one_with_another_output():
    net = Network((3, 4, 2), "tanh")
    params, X, _ = small_problem(net)
    assert net.forward(X, params)["A2"].max() < 1  # every cached property has been asked for
    other = dataclasses.replace(net, output="softmax")
    assert other == Network((3, 4, 2), "tanh", "softmax")
    assert other.loss_name == "cross_entropy"
    np.testing.assert_allclose(other.forward(X, params)["A2"].sum(axis=0), 1)
    with pytest.raises(ValueError, match="loss='binary_cross_entropy'"):
        dataclasses.replace(net, output="softmax", loss="binary_cross_entropy")


def test_one_hidden_name_or_one_for_each():
    assert Network((2, 3, 3, 1), "tanh").activations == ("tanh", "tanh", "sigmoid")
    mixed = Network((2, 3, 3, 1), ("tanh", "leaky_relu"), "identity")
    assert mixed.activations == ("tanh", "leaky_relu", "identity")
    assert Network((2, 1), ()).activations == ("sigmoid",)


# --- forward, cost, backward ----------------------------------------------------------------------


def test_keys_and_shapes():
    net = Network((3, 4, 2), output="softmax")
    params, X, Y = small_problem(net)
    cache = net.forward(X, params)
    assert set(cache) == {"A0", "Z1", "A1", "Z2", "A2"}
    assert [cache[key].shape for key in ("A0", "Z1", "A1", "Z2", "A2")] == [
        (3, 6), (4, 6), (4, 6), (2, 6), (2, 6),
    ]  # fmt: skip
    deltas, grads = net.deltas(cache, params, Y), net.backward(cache, params, Y)
    assert set(grads) == {f"d{key}" for key in params}
    assert all(grads[f"d{key}"].shape == array.shape for key, array in params.items())
    assert {key: array.shape for key, array in deltas.items()} == {"dZ1": (4, 6), "dZ2": (2, 6)}
    assert isinstance(net.cost(cache, Y), float)


@pytest.mark.parametrize("output", ("sigmoid", "softmax"))
def test_zero_weights_cost_log_of_the_number_of_classes(output):
    """With W = 0 every class is equally likely: log 2 = 0.693147 for two, log 5 for five."""
    n_y = 1 if output == "sigmoid" else 5
    net = Network((3, 4, n_y), output=output)
    _, X, Y = small_problem(net)
    cache = net.forward(X, net.initialize("zeros"))
    assert net.cost(cache, Y) == pytest.approx(np.log(2 if n_y == 1 else 5), rel=1e-15)


def test_the_absolute_penalty_counts_weights_and_not_biases():
    net = Network((2, 2, 1), "relu", "identity")
    Y = np.array([[6.0, 7.5]])
    cache = net.forward(X_BY_HAND, PARAMS_BY_HAND)
    # sizes of W1: 1 + 1 + 2 + 1 = 5, of W2: 3 + 2 = 5; l1/m * 10 = 0.8/2 * 10 = 4
    assert net.cost(cache, Y, PARAMS_BY_HAND, l1=0.8) == pytest.approx(2.5 + 4)
    # with one weight at 0, the corner of |W|: nothing pulls there
    params = {**PARAMS_BY_HAND, "W2": np.array([[3.0, 0.0]])}
    cache = net.forward(X_BY_HAND, params)
    plain, grads = net.backward(cache, params, Y), net.backward(cache, params, Y, l1=0.8)
    np.testing.assert_allclose(grads["dW2"] - plain["dW2"], [[0.4, 0.0]])
    np.testing.assert_allclose(grads["dW1"] - plain["dW1"], 0.4 * np.sign(params["W1"]))
    np.testing.assert_array_equal(grads["db1"], plain["db1"])


def test_the_penalty_counts_weights_and_not_biases():
    net = Network((2, 2, 1), "relu", "identity")
    Y = np.array([[6.0, 7.5]])
    cache = net.forward(X_BY_HAND, PARAMS_BY_HAND)
    # squares of W1: 1 + 1 + 4 + 1 = 7, of W2: 9 + 4 = 13; l2/(2m) * 20 = 0.8/4 * 20 = 4
    assert net.cost(cache, Y, PARAMS_BY_HAND, l2=0.8) == pytest.approx(2.5 + 4)
    plain = net.backward(cache, PARAMS_BY_HAND, Y)
    grads = net.backward(cache, PARAMS_BY_HAND, Y, l2=0.8)
    for l in (1, 2):  # l2/m W = 0.4 W
        np.testing.assert_allclose(grads[f"dW{l}"] - plain[f"dW{l}"], 0.4 * PARAMS_BY_HAND[f"W{l}"])
        np.testing.assert_array_equal(grads[f"db{l}"], plain[f"db{l}"])


@pytest.mark.parametrize("keep_prob", (1.0, 0.5))
@pytest.mark.parametrize(
    "output, loss", (("sigmoid", None), ("softmax", "mean_squared_error"), ("identity", None))
)
def test_nothing_given_is_changed(keep_prob, output, loss):
    net = Network((3, 4, 4, 2), ("identity", "relu"), output, loss)
    params, X, Y = small_problem(net)
    params_before, X_before, Y_before = copies(params), X.copy(), Y.copy()
    cache = net.forward(X, params, keep_prob=keep_prob, rng=RNG(1))
    cache_before = copies(cache)
    grads = net.backward(cache, params, Y, l2=0.1)
    net.cost(cache, Y, params, 0.1)
    net.predict(X, params)
    grads_before = copies(grads)
    gradient_descent(params, grads, 0.1)
    assert_same(params, params_before)
    assert_same(cache, cache_before)
    assert_same(grads, grads_before)
    np.testing.assert_array_equal(X, X_before)
    np.testing.assert_array_equal(Y, Y_before)


def test_results_share_no_memory_with_each_other():
    net = Network((3, 3, 3), "identity", "identity")
    params, X, _ = small_problem(net)
    cache = net.forward(X, params)
    arrays = [cache[key] for key in ("A0", "Z1", "A1", "Z2", "A2")]
    for i, array in enumerate(arrays):
        assert not any(np.shares_memory(array, other) for other in arrays[i + 1 :])


@pytest.mark.parametrize("hidden", ("sigmoid", "tanh", "relu", "leaky_relu", "identity"))
@pytest.mark.parametrize("keep_prob", (1.0, 0.5))
@pytest.mark.parametrize(
    "output, loss",
    (
        ("sigmoid", None),
        ("sigmoid", "mean_squared_error"),
        ("softmax", None),
        ("softmax", "mean_squared_error"),
        ("identity", None),
    ),
)
def test_float32_stays_float32(hidden, keep_prob, output, loss):
    net = Network((3, 4, 4, 2), hidden, output, loss)
    params, X, Y = small_problem(net, dtype=np.float32)
    cache = net.forward(X, params, keep_prob=keep_prob, rng=RNG(1))
    for targets in (Y, Y.astype(np.float64)):
        targets = targets.astype(np.float32)
        deltas = net.deltas(cache, params, targets)
        grads = net.backward(cache, params, targets, l2=0.1)
        everything = {**cache, **grads, **deltas, **gradient_descent(params, grads, 0.1)}
        assert {key: array.dtype for key, array in everything.items()} == {
            key: np.float32 for key in everything
        }
    exact = net.backward(
        net.forward(X.astype(float), {k: p.astype(float) for k, p in params.items()}),
        {k: p.astype(float) for k, p in params.items()},
        Y.astype(float),
        l2=0.1,
    )
    if keep_prob == 1:
        assert oracle.relative_difference(grads, exact) < 1e-4


def test_float32_survives_numpy_scalars():
    """np.linspace and sliders hand out np.float64, which would turn float32 into float64."""
    net = Network((3, 4, 1), "leaky_relu", leaky_slope=np.float64(0.1))
    params, X, _ = small_problem(net, dtype=np.float32)
    cache = net.forward(X, params, keep_prob=np.float64(0.5), rng=RNG(1))
    assert {key: array.dtype for key, array in cache.items()} == {key: np.float32 for key in cache}


def test_integer_inputs_become_float64():
    """Pixels come as uint8; computing in uint8 would wrap around at 255."""
    net = Network((2, 2, 1), "relu", "identity")
    X = np.array([[200, 3], [100, 1]], dtype=np.uint8)
    cache = net.forward(X, PARAMS_BY_HAND)
    assert cache["Z1"].dtype == np.float64
    np.testing.assert_array_equal(cache["Z1"], [[100.5, 2.5], [499, 6]])


def test_lists_and_booleans_are_taken_for_numbers():
    net = Network((2, 2, 1), "relu")
    as_lists = net.forward(X_BY_HAND.tolist(), PARAMS_BY_HAND)
    np.testing.assert_array_equal(as_lists["A2"], net.forward(X_BY_HAND, PARAMS_BY_HAND)["A2"])
    assert net.cost(as_lists, [[True, False]]) == net.cost(as_lists, np.array([[1.0, 0.0]]))


def test_saturation_reaches_the_gradients_finite_and_right():
    """|Z| = 10 000: sigmoid and its cost stay finite; dW = (A - Y) x / m."""
    for dtype in (np.float32, np.float64):
        net = Network((1, 1))
        params = {"W1": np.array([[1e4]], dtype=dtype), "b1": np.zeros((1, 1), dtype=dtype)}
        X, Y = np.array([[1, -1, 1]], dtype=dtype), np.array([[0, 1, 1]], dtype=dtype)
        cache = net.forward(X, params)
        assert net.cost(cache, Y) == pytest.approx(2e4 / 3)
        grads = net.backward(cache, params, Y)
        np.testing.assert_allclose(grads["dW1"], [[2 / 3]], rtol=1e-6)  # (1*1 + (-1)(-1) + 0)/3
        np.testing.assert_allclose(grads["db1"], [[0]], atol=1e-6)
        deep = Network((1, 3, 3, 1), ("tanh", "sigmoid"))
        big = {key: np.full(shape, 1e4, dtype=dtype) for key, shape in deep.shapes.items()}
        cache = deep.forward(X, big)
        grads = deep.backward(cache, big, Y)
        assert np.isfinite(deep.cost(cache, Y))
        assert all(np.isfinite(array).all() for array in (*cache.values(), *grads.values()))


# --- stacks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("K", (1, 3))
def test_a_stack_of_networks_is_each_network(K):
    net = Network((3, 4, 2), "tanh", "softmax")
    members = [small_problem(net, seed=seed)[0] for seed in range(K)]
    _, X, Y = small_problem(net, seed=9)
    stacked = stack(members)
    cache = net.forward(X, stacked)
    grads = net.backward(cache, stacked, Y)
    labels = net.predict(X, stacked)
    assert cache["A0"].shape == (3, 6)
    assert cache["Z2"].shape == (K, 2, 6)
    assert labels.shape == (K, 1, 6)
    for k, params in enumerate(members):
        single = net.forward(X, params)
        single_grads = net.backward(single, params, Y)
        for key in ("Z1", "A1", "Z2", "A2"):
            np.testing.assert_allclose(cache[key][k], single[key], rtol=1e-12)
        for key, array in single_grads.items():
            np.testing.assert_allclose(grads[key][k], array, rtol=1e-10, atol=1e-14)
        np.testing.assert_array_equal(labels[k], net.predict(X, params))
        assert accuracy(labels, Y)[k] == accuracy(net.predict(X, params), Y)
        assert net.cost(cache, Y)[k] == pytest.approx(net.cost(single, Y), rel=1e-12)


def test_gradient_descent_on_a_stack():
    net = Network((3, 1))
    members = [small_problem(net, seed=seed)[0] for seed in range(2)]
    after = gradient_descent(stack(members), {f"d{k}": p for k, p in stack(members).items()}, 0.25)
    for k, params in enumerate(members):
        np.testing.assert_allclose(after["W1"][k], 0.75 * params["W1"], rtol=1e-15)


# --- dropout --------------------------------------------------------------------------------------


def test_dropout_scales_what_it_keeps():
    net = Network((3, 400, 300, 1), "sigmoid")
    params, X, _ = small_problem(net, m=50)
    plain = net.forward(X, params)
    cache = net.forward(X, params, keep_prob=0.8, rng=RNG(5))
    assert {key for key in cache if key[0] == "D"} == {"D1", "D2"}
    np.testing.assert_array_equal(np.unique(cache["D1"]), [0, 1 / 0.8])
    np.testing.assert_allclose(cache["A1"], plain["A1"] * cache["D1"], rtol=1e-15)
    kept = np.mean(cache["D1"] > 0)  # of 20 000 units; the deviation is 0.003
    assert kept == pytest.approx(0.8, abs=0.012)
    assert np.mean(cache["D1"]) == pytest.approx(1, abs=0.015)  # the expected activation stays
    assert len(np.unique(cache["D1"][0])) == len(np.unique(cache["D1"][:, 0])) == 2


def test_dropout_is_decided_by_its_generator():
    net = Network((3, 40, 1))
    params, X, _ = small_problem(net)
    first, again, other = (net.forward(X, params, keep_prob=0.5, rng=RNG(s)) for s in (1, 1, 2))
    np.testing.assert_array_equal(first["D1"], again["D1"])
    assert (first["D1"] != other["D1"]).any()


def test_keep_prob_one_is_no_dropout():
    net = Network((3, 40, 1))
    params, X, _ = small_problem(net)
    rng = RNG(1)
    assert_same(net.forward(X, params, keep_prob=1.0, rng=rng), net.forward(X, params))
    assert rng.random() == RNG(1).random()  # nothing was drawn


# --- prediction -----------------------------------------------------------------------------------


def test_labels_of_a_sigmoid_output():
    """1 where A > 0.5, so exactly one half is class 0."""
    net = Network((1, 1))
    params = {"W1": np.array([[1.0]]), "b1": np.zeros((1, 1))}
    labels = net.predict(np.array([[-2.0, 0.0, 1e-9, 3.0]]), params)
    np.testing.assert_array_equal(labels, [[0, 0, 1, 1]])
    assert labels.dtype.kind == "i"


def test_labels_of_softmax_and_identity_outputs():
    X = np.array([[3.0, 0.0, -1.0], [1.0, 5.0, -1.0], [2.0, 1.0, 4.0]])
    params = {"W1": np.eye(3), "b1": np.zeros((3, 1))}
    labels = Network((3, 3), output="softmax").predict(X, params)
    np.testing.assert_array_equal(labels, [[0, 1, 2]])
    assert labels.dtype.kind == "i"
    np.testing.assert_array_equal(Network((3, 3), output="identity").predict(X, params), X)


def test_several_sigmoid_outputs_are_labelled_one_by_one():
    net = Network((2, 2))
    params = {"W1": np.eye(2), "b1": np.zeros((2, 1))}
    labels = net.predict(np.array([[1.0, -1.0], [1.0, 1.0]]), params)
    np.testing.assert_array_equal(labels, [[1, 0], [1, 1]])
    # example 1 has both labels right, example 2 one of two: not right
    assert accuracy(labels, np.array([[1, 1], [1, 1]])) == 0.5


def test_accuracy():
    assert accuracy(np.array([[1, 0, 1, 1]]), np.array([[1, 0, 0, 1]])) == 0.75
    one_hot = np.eye(3)[:, [2, 0, 1, 1]]
    assert accuracy(np.array([[2, 0, 1, 0]]), one_hot) == 0.75
    stacked = np.array([[[1, 0]], [[1, 1]], [[0, 1]]])
    np.testing.assert_array_equal(accuracy(stacked, np.array([[1, 0]])), [1, 0.5, 0])
    assert isinstance(accuracy(np.array([[1]]), np.array([[1]])), float)


@pytest.mark.parametrize("output", ("sigmoid", "softmax"))
def test_predict_agrees_with_forward(output):
    net = Network((3, 5, 4), output=output)
    params, X, _ = small_problem(net, m=20)
    A = net.forward(X, params)["A2"]
    expected = np.round(A) if output == "sigmoid" else np.argsort(A, axis=0)[-1:]
    np.testing.assert_array_equal(net.predict(X, params), expected)
