"""Mistakes planted in the backward pass: gradient check and oracle must both see every one.

The backward pass below is written a second time, step by step; each mistake is one change to
it, as people really make them. Without a mistake it agrees with both judges, so that what they
see is the mistake. Further mistakes are planted in the package itself.
"""

import dataclasses

import numpy as np
import oracle
import pytest

from nnhelpers import ACTIVATIONS, Network, gradient_check, train

SLOPE = 0.2


def derivative(name, Z, A):
    if name == "sigmoid":
        return A * (1 - A)
    if name == "tanh":
        return 1 - A**2
    if name == "identity":
        return np.ones_like(Z)
    return np.where(Z > 0, 1.0, SLOPE if name == "leaky_relu" else 0.0)


def backward(net, cache, params, Y, l2=0.0, mistake=None):
    """Backpropagation with one mistake, given as {step: function}; steps are named as used."""
    mistake = mistake or {}

    def step(name, value, /, **names):
        """The value as it should be, or what the mistake makes of it."""
        return mistake[name](value, **names) if name in mistake else value

    L, m, grads = net.L, Y.shape[1], {}
    A = cache[f"A{L}"]
    if net.loss_name == "mean_squared_error":
        dA = step("dAL", 2 * (A - Y), A=A, Y=Y)
        if net.output == "softmax":
            dZ = A * (dA - np.sum(dA * A, axis=0, keepdims=True))
        else:
            dZ = dA * derivative(net.output, cache[f"Z{L}"], A)
    else:
        dZ = A - Y
    dZ = step("dZL", dZ, A=A, Y=Y)
    for l in range(L, 0, -1):
        W, A_prev = params[f"W{l}"], cache[f"A{l - 1}"]
        here = {"dZ": dZ, "A_prev": A_prev, "W": W, "l": l, "m": m, "cache": cache}
        dW = step("dW", dZ @ A_prev.T / m, **here)
        grads[f"dW{l}"] = dW + step("l2", l2 / m * W, **here)
        grads[f"db{l}"] = step("db", np.sum(dZ, axis=1, keepdims=True) / m, **here)
        if l > 1:
            name, Z = net.activations[l - 2], cache[f"Z{l - 1}"]
            dA = step("dA", W.T @ dZ, **here, grads=grads)
            if f"D{l - 1}" in cache:
                dA = step("mask", dA * cache[f"D{l - 1}"], dA=dA)
                A_plain = ACTIVATIONS[name].function(Z)
            else:
                A_plain = A_prev
            g = step("slope", derivative(name, Z, A_plain), Z=Z, A=A_plain, name=name)
            dZ = step("dZ", dA * g, dA=dA, g=g)
    return grads


def wrong_derivative_of_A(g, Z, A, name):
    """g'(A) in place of g'(Z): the derivative evaluated at the activation."""
    return derivative(name, A, ACTIVATIONS[name].function(A))


# what: (network settings, mistake)
TANH, RELU, SIGMOID = {"hidden": "tanh"}, {"hidden": "relu"}, {"hidden": "sigmoid"}
SQUARED = {"hidden": "tanh", "loss": "mean_squared_error"}
LINEAR = {"hidden": "tanh", "output": "identity"}
MISTAKES = {
    "sign of the last delta": (TANH, {"dZL": lambda dZ, A, Y: Y - A}),
    "last delta without A - Y": (TANH, {"dZL": lambda dZ, A, Y: A}),
    "dA of the cross-entropy taken for dZ": (
        TANH, {"dZL": lambda dZ, A, Y: -Y / A + (1 - Y) / (1 - A)},
    ),
    "sign in dA of the squared error": (SQUARED, {"dAL": lambda dA, A, Y: 2 * (Y - A)}),
    "the 2 of the squared error lost": (SQUARED, {"dAL": lambda dA, A, Y: A - Y}),
    "the 2 of the squared error lost behind identity": (LINEAR, {"dZL": lambda dZ, A, Y: A - Y}),
    "squared error behind sigmoid without its slope": (
        SQUARED, {"dZL": lambda dZ, A, Y: 2 * (A - Y)},
    ),
    "dW without 1/m": (TANH, {"dW": lambda dW, m, **_: dW * m}),
    "db without 1/m": (TANH, {"db": lambda db, m, **_: db * m}),
    "1/m twice": (TANH, {"dW": lambda dW, m, **_: dW / m}),
    "1/m once more in every layer": (TANH, {"dA": lambda dA, m, **_: dA / m}),
    "1/n in place of 1/m": (TANH, {"dW": lambda dW, m, W, **_: dW * m / W.shape[0]}),
    "db summed over the units": (
        TANH,
        {"db": lambda db, dZ, m, **_: np.zeros_like(db) + dZ.sum(axis=0).sum() / m},
    ),
    "keepdims lost: by broadcasting, the first unit's sum for all": (
        TANH,
        {"db": lambda db, dZ, m, **_: (np.zeros_like(db) + dZ.sum(axis=1) / m)[:, :1]},
    ),
    "mean over all entries in place of the examples": (
        TANH, {"db": lambda db, dZ, **_: np.full_like(db, dZ.mean())},
    ),
    "Z in place of A in dW": (
        TANH,
        {"dW": lambda dW, dZ, l, m, cache, **_: dZ @ cache[f"Z{l - 1}" if l > 1 else "A0"].T / m},
    ),
    "X in place of A in dW": (
        TANH, {"dW": lambda dW, dZ, m, cache, **_: dZ @ cache["A0"].T / m},
    ),
    "dW transposed": (TANH, {"dW": lambda dW, **_: dW.T}),
    "W not transposed": (TANH, {"dA": lambda dA, dZ, W, **_: W @ dZ}),
    "updated W in dA": (
        TANH,
        {"dA": lambda dA, dZ, W, l, grads, **_: (W - 0.5 * grads[f"dW{l}"]).T @ dZ},
    ),
    "dA from one unit of the next layer only": (
        TANH, {"dA": lambda dA, dZ, W, **_: W[:1].T @ dZ[:1]},
    ),
    "slope of the activation forgotten": (TANH, {"dZ": lambda dZ, dA, g: dA}),
    "slope added, not multiplied": (TANH, {"dZ": lambda dZ, dA, g: dA + g}),
    "tanh' of A in place of Z": (TANH, {"slope": wrong_derivative_of_A}),
    "sigmoid' of A in place of Z": (SIGMOID, {"slope": wrong_derivative_of_A}),
    "1 - A in place of 1 - A squared": (TANH, {"slope": lambda g, Z, A, name: 1 - A}),
    "sigmoid' with a plus": (SIGMOID, {"slope": lambda g, Z, A, name: A * (1 + A)}),
    "ReLU' taken where Z < 0": (RELU, {"slope": lambda g, Z, A, name: (Z < 0) * 1.0}),
    "ReLU' one everywhere": (RELU, {"slope": lambda g, Z, A, name: np.ones_like(Z)}),
    "Z in place of ReLU'": (RELU, {"slope": lambda g, Z, A, name: np.maximum(Z, 0)}),
    "leaky slope zero": (
        {"hidden": "leaky_relu"}, {"slope": lambda g, Z, A, name: (Z > 0) * 1.0},
    ),
    "penalty forgotten": (TANH, {"l2": lambda penalty, **_: 0.0}),
    "penalty without 1/m": (TANH, {"l2": lambda penalty, m, **_: penalty * m}),
    "penalty twice": (TANH, {"l2": lambda penalty, **_: 2 * penalty}),
}  # fmt: skip


def case(settings, seed=1):
    # 4 units everywhere, so that a matrix that is not transposed still fits
    net = Network((4, 4, 4, 4), **{"output": "sigmoid", **settings}, leaky_slope=SLOPE)
    params, X, Y = oracle.problem(net, 7, np.random.default_rng(seed))
    return net, params, X, Y


def both_judges(net, params, X, Y, grads, l2):
    """The gradient check's number, and the oracle's."""
    checked = gradient_check(net, params, X, Y, grads=grads, l2=l2)
    exact = oracle.gradients(net, params, X, Y, l2)
    return checked, oracle.relative_difference(grads, exact)


@pytest.mark.parametrize("settings", (TANH, RELU, SIGMOID, SQUARED, LINEAR,
                                      {"hidden": "leaky_relu", "output": "softmax"},
                                      {"output": "softmax", "loss": "mean_squared_error"}),
                         ids=str)  # fmt: skip
@pytest.mark.parametrize("l2", (0.0, 0.8))
def test_without_a_mistake_both_agree(settings, l2):
    net, params, X, Y = case(settings)
    grads = backward(net, net.forward(X, params), params, Y, l2)
    checked, distance = both_judges(net, params, X, Y, grads, l2)
    assert checked < 1e-7
    assert distance < 1e-9


def test_there_are_more_than_ten():
    assert len(MISTAKES) >= 30


@pytest.mark.parametrize("name", MISTAKES)
def test_both_see_a_mistake(name):
    settings, mistake = MISTAKES[name]
    net, params, X, Y = case(settings)
    cache = net.forward(X, params)
    wrong = backward(net, cache, params, Y, l2=0.8, mistake=mistake)
    assert all(wrong[f"d{key}"].shape == array.shape for key, array in params.items())
    checked, distance = both_judges(net, params, X, Y, wrong, l2=0.8)
    assert checked > 1e-3, f"the gradient check says {checked:.1e}"
    assert distance > 1e-3, f"the oracle says {distance:.1e}"


@pytest.mark.parametrize("name", MISTAKES)
def test_both_see_a_mistake_in_the_networks_own_backward(name, monkeypatch):
    """As above, but in place of Network.backward: gradient_check(net, ...) must ask for it."""
    settings, mistake = MISTAKES[name]
    net, params, X, Y = case(settings, seed=2)

    def wrong_backward(self, cache, params, Y, l2=0.0, **_):
        return backward(self, cache, params, Y, l2, mistake)

    assert gradient_check(net, params, X, Y, l2=0.8) < 1e-7
    monkeypatch.setattr(Network, "backward", wrong_backward)
    assert gradient_check(net, params, X, Y, l2=0.8) > 1e-3
    wrong = net.backward(net.forward(X, params), params, Y, l2=0.8)
    exact = oracle.gradients(net, params, X, Y, 0.8)
    assert oracle.relative_difference(wrong, exact) > 1e-3


@pytest.mark.parametrize(
    "mistake", ({"mask": lambda masked, dA: dA}, {"mask": lambda masked, dA: (masked != 0) * dA})
)
def test_dropout_masks_forgotten_or_not_divided(mistake):
    """The gradient check knows no masks; the oracle gets them from the cache."""
    net, params, X, Y = case(TANH)
    cache = net.forward(X, params, keep_prob=0.6, rng=np.random.default_rng(4))
    exact = oracle.gradients(net, params, X, Y, masks={k: cache[k] for k in ("D1", "D2")})
    assert oracle.relative_difference(backward(net, cache, params, Y), exact) < 1e-9
    wrong = backward(net, cache, params, Y, mistake=mistake)
    assert oracle.relative_difference(wrong, exact) > 1e-3


# --- in the package's own tables ------------------------------------------------------------------

WRONG_DERIVATIVES = {
    "sigmoid": lambda Z, *_, **__: np.exp(-Z) / (1 + np.exp(-Z)),  # a square lost
    "tanh": lambda Z, *_, **__: 1 - np.tanh(Z),
    "relu": lambda Z, *_, **__: (Z < 0) * 1.0,
    "leaky_relu": lambda Z, *_, **__: np.where(Z > 0, 1.0, 1.0),
    "identity": lambda Z, *_, **__: Z,
}


def plant(monkeypatch, name):
    """Put the wrong derivative into the table; networks made from now on take it."""
    wrong = WRONG_DERIVATIVES[name]
    changes = {"derivative": wrong}
    if "backward" in {field.name for field in dataclasses.fields(ACTIVATIONS[name])}:
        changes["backward"] = lambda dA, Z, *_: dA * wrong(Z)
    monkeypatch.setitem(ACTIVATIONS, name, dataclasses.replace(ACTIVATIONS[name], **changes))


@pytest.mark.parametrize("name", WRONG_DERIVATIVES)
def test_a_wrong_derivative_in_the_table_of_activations(name, monkeypatch):
    net, params, X, Y = case({"hidden": name})
    assert gradient_check(net, params, X, Y) < 1e-7
    plant(monkeypatch, name)
    net, params, X, Y = case({"hidden": name})
    grads = net.backward(net.forward(X, params), params, Y)
    checked, distance = both_judges(net, params, X, Y, grads, l2=0.0)
    assert checked == gradient_check(net, params, X, Y) > 1e-3
    assert distance > 1e-3


def test_training_with_a_wrong_gradient_is_seen_in_the_costs(monkeypatch):
    """The last line of defence: costs of a run against those of the oracle's descent."""
    net, params, X, Y = case(TANH)
    expected, now = [], params
    for _ in range(3):
        expected.append(oracle.cost(net, now, X, Y))
        grads = oracle.gradients(net, now, X, Y)
        now = {key: now[key] - 0.5 * grads[f"d{key}"] for key in now}
    options = {"learning_rate": 0.5, "iterations": 2, "record_every": 1}
    assert train(net, X, Y, params, **options).costs == pytest.approx(expected, rel=1e-12)
    plant(monkeypatch, "tanh")
    costs = train(case(TANH)[0], X, Y, params, **options).costs
    assert costs[0] == pytest.approx(expected[0], rel=1e-12)
    assert costs[2] != pytest.approx(expected[2], rel=1e-4)
