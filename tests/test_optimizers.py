"""Optimizers and decays, recomputed independently step by step; gradient_descent the function.

The gradients of the independent path come from autograd, the update rules from oracle.Descent.
"""

import math

import numpy as np
import oracle
import pytest

from nnhelpers import DECAYS, OPTIMIZERS, Network, Trainer, gradient_descent, member, stack, train

NET = Network((3, 4, 2), "tanh", "softmax")
NAMES = ("gradient_descent", "momentum", "rmsprop", "adam")


def problem(seed=1, m=10):
    return oracle.problem(NET, m, np.random.default_rng(seed))


def assert_close(came, expected, rtol=1e-12):
    assert set(came) == set(expected)
    for key in expected:
        np.testing.assert_allclose(came[key], expected[key], rtol=rtol, atol=1e-15, err_msg=key)


def test_the_tables():
    assert set(OPTIMIZERS) == set(NAMES)
    assert set(DECAYS) == {"1/t", "exponential", "step"}


def test_gradient_descent_by_hand():
    params = {"W1": np.array([[1.0, -2.0]]), "b1": np.array([[0.5]])}
    grads = {"dW1": np.array([[10.0, 4.0]]), "db1": np.array([[-1.0]])}
    after = gradient_descent(params, grads, learning_rate=0.1)
    assert list(after) == ["W1", "b1"]
    np.testing.assert_allclose(after["W1"], [[0, -2.4]], atol=1e-15)
    np.testing.assert_allclose(after["b1"], [[0.6]])
    np.testing.assert_array_equal(params["W1"], [[1, -2]])  # not changed
    np.testing.assert_array_equal(grads["dW1"], [[10, 4]])


# --- one parameter, one example, arithmetic in comments -------------------------------------------


def three_weights(optimizer, learning_rate, **hyperparameters):
    """w after 1, 2, 3 steps of minimizing (w x - y)^2 with x = 1, y = 0, from w = 1: dw = 2w."""
    net = Network((1, 1), output="identity")
    params = {"W1": np.ones((1, 1)), "b1": np.zeros((1, 1))}
    # a second example with x = -1 cancels the gradient of b, which therefore stays 0
    X, Y = np.array([[1.0, -1.0]]), np.zeros((1, 2))
    trainer = Trainer(
        net, X, Y, params, learning_rate=learning_rate, optimizer=optimizer, **hyperparameters
    )
    weights = []
    for _ in range(3):
        weights.append(trainer.step().params["W1"].item())
        assert trainer.params["b1"].item() == 0
    return weights


def test_gradient_descent_on_one_weight():
    # w <- w - 0.25 * 2w = w / 2
    assert three_weights("gradient_descent", 0.25) == [0.5, 0.25, 0.125]


def test_momentum_on_one_weight():
    # v = 0.5 v + 0.5 * 2w, no bias correction:
    # v = 1, w = 1 - 0.5 = 0.5;  v = 0.5 + 0.5 = 1, w = 0;  v = 0.5 + 0 = 0.5, w = -0.25
    assert three_weights("momentum", 0.5, beta=0.5) == [0.5, 0, -0.25]


def test_rmsprop_on_one_weight():
    # s = 0.75 s + 0.25 g^2;  g = 2, s = 1: w = 1 - 0.5 * 2/1 = 0;  g = 0: w stays
    np.testing.assert_allclose(three_weights("rmsprop", 0.5, beta=0.75, epsilon=1e-300), [0, 0, 0])
    # epsilon = 3 outside the root: w = 1 - 2 / (sqrt(1) + 3) = 0.5; inside it would be 0
    assert three_weights("rmsprop", 1.0, beta=0.75, epsilon=3)[0] == 0.5


def test_adam_on_one_weight():
    # step 1: v^ = 0.5*2 / (1 - 0.5) = 2, s^ = 0.25*4 / (1 - 0.75) = 4, w = 1 - 0.25 * 2/2 = 0.75
    # step 2: g = 1.5: v = 0.5*1 + 0.5*1.5 = 1.25, v^ = 1.25 / 0.75 = 5/3;
    #         s = 0.75*1 + 0.25*2.25 = 1.3125, s^ = 1.3125 / (1 - 0.5625) = 3
    #         w = 0.75 - 0.25 * (5/3) / sqrt(3)
    weights = three_weights("adam", 0.25, beta1=0.5, beta2=0.75, epsilon=1e-300)
    assert weights[:2] == pytest.approx([0.75, 0.75 - 5 / (12 * math.sqrt(3))], rel=1e-14)
    # epsilon = 2 outside the root: w = 1 - 0.25 * 2 / (2 + 2)
    assert three_weights("adam", 0.25, beta1=0.5, beta2=0.75, epsilon=2)[0] == 0.875


def test_first_step_of_adam_is_the_learning_rate_whatever_the_gradient():
    """Published property of the bias correction: |step 1| = learning_rate (epsilon aside)."""
    params, X, Y = problem()
    after = Trainer(NET, X, Y, params, learning_rate=0.01, optimizer="adam").step().params
    for key in params:
        np.testing.assert_allclose(np.abs(after[key] - params[key]), 0.01, rtol=1e-4)


# --- a whole network ------------------------------------------------------------------------------


@pytest.mark.parametrize("optimizer", NAMES)
@pytest.mark.parametrize("given", (False, True), ids=("defaults", "own"))
def test_three_steps_against_the_independent_path(optimizer, given):
    params, X, Y = problem()
    own = {
        "momentum": {"beta": 0.7},
        "rmsprop": {"beta": 0.6, "epsilon": 1e-3},
        "adam": {"beta1": 0.5, "beta2": 0.8, "epsilon": 1e-3},
    }.get(optimizer, {})
    hyperparameters = own if given else {}
    trainer = Trainer(
        NET, X, Y, params, learning_rate=0.05, optimizer=optimizer, l2=0.1, **hyperparameters
    )
    descent, expected = oracle.Descent(optimizer, **hyperparameters), params
    for _ in range(3):
        grads = oracle.gradients(NET, expected, X, Y, l2=0.1)
        expected = descent.update(expected, grads, 0.05)
        assert_close(trainer.step().params, expected)


@pytest.mark.parametrize("optimizer", NAMES)
def test_mini_batches_use_each_permutation_and_the_short_last_batch(optimizer):
    """10 examples in batches of 4, 4, 2: a permutation from rng in each epoch, nothing dropped.

    Two epochs and a bit; the penalty's share of a batch makes J's penalty the full one.
    """
    params, X, Y = problem()
    trainer = Trainer(
        NET, X, Y, params, learning_rate=0.03, optimizer=optimizer, batch_size=4, l2=0.2,
        rng=np.random.default_rng(8),
    )  # fmt: skip
    descent, expected, rng = oracle.Descent(optimizer), params, np.random.default_rng(8)
    for epoch in range(3):
        order = rng.permutation(10)
        for chosen in (order[:4], order[4:8], order[8:])[: 1 if epoch == 2 else 3]:
            l2 = 0.2 * len(chosen) / 10
            grads = oracle.gradients(NET, expected, X[:, chosen], Y[:, chosen], l2)
            expected = descent.update(expected, grads, 0.03)
            assert_close(trainer.step().params, expected, rtol=1e-11)
    assert trainer.iteration == 7


@pytest.mark.parametrize("optimizer", NAMES)
def test_a_stack_steps_as_its_members_do(optimizer):
    (first, X, Y), (second, _, _) = problem(1), problem(2)
    rates = [0.05, 0.01]
    trainer = Trainer(
        NET, X, Y, stack([first, second]), learning_rate=rates, optimizer=optimizer, decay="1/t"
    ).step(4)
    for k, params in enumerate((first, second)):
        alone = Trainer(
            NET, X, Y, params, learning_rate=rates[k], optimizer=optimizer, decay="1/t"
        ).step(4)
        assert_close(member(trainer.params, k), alone.params)


# --- learning-rate decay --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "decay, options, factors",
    (
        ("1/t", {"decay_rate": 0.5}, [1, 1 / 1.5, 1 / 2, 1 / 2.5]),
        ("exponential", {"decay_rate": math.log(2)}, [1, 1 / 2, 1 / 4, 1 / 8]),
        ("step", {"decay_every": 2}, [1, 1, 1 / 2, 1 / 2]),
        ("step", {"decay_every": 1}, [1, 1 / 2, 1 / 4, 1 / 8]),
        (None, {}, [1, 1, 1, 1]),
    ),
)
@pytest.mark.parametrize("batch_size", (None, 5))
def test_decay_counts_epochs(decay, options, factors, batch_size):
    """The full batch is an epoch in one iteration; 10 examples in batches of 5 take two.

    The steps' lengths are measured: with constant gradients they are learning_rate * factor.
    """
    net = Network((1, 1), output="identity")
    params = {"W1": np.zeros((1, 1)), "b1": np.zeros((1, 1))}
    X, Y = np.full((1, 10), 1e-9), np.full((1, 10), -0.5)  # db = 2 (0 - -0.5) = 1, b far from Y
    trainer = Trainer(
        net, X, Y, params, learning_rate=1e-6, batch_size=batch_size, decay=decay, **options
    )
    per_epoch = 1 if batch_size is None else 2
    b = [0.0] + [trainer.step().params["b1"].item() for _ in range(4 * per_epoch)]
    expected = np.repeat(factors, per_epoch) * 1e-6
    np.testing.assert_allclose(-np.diff(b), expected, rtol=1e-4)


@pytest.mark.parametrize("decay", ("1/t", "exponential", "step"))
@pytest.mark.parametrize("optimizer", ("gradient_descent", "adam"))
def test_decay_in_training_against_the_independent_path(decay, optimizer):
    params, X, Y = problem()
    options = {"decay_rate": 0.3, "decay_every": 2}
    run = train(
        NET, X, Y, params, learning_rate=0.1, iterations=5, optimizer=optimizer, decay=decay,
        **options,
    )  # fmt: skip
    descent, expected = oracle.Descent(optimizer), params
    for epoch in range(5):
        rate = oracle.learning_rate_after(decay, 0.1, epoch, **options)
        expected = descent.update(expected, oracle.gradients(NET, expected, X, Y), rate)
    assert_close(run.params, expected)


def test_the_table_of_decays_gives_the_factors():
    for name in DECAYS:
        for epoch in (0, 1, 9, 10, 11, 300):
            factor = oracle.learning_rate_after(name, 1.0, epoch, 0.25, 10)
            assert DECAYS[name](epoch, 0.25, 10) == pytest.approx(factor, rel=1e-12)


def test_defaults_are_the_published_ones():
    assert OPTIMIZERS["momentum"].hyperparameters == {"beta": 0.9}
    assert OPTIMIZERS["rmsprop"].hyperparameters == {"beta": 0.9, "epsilon": 1e-8}
    adam = {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
    assert OPTIMIZERS["adam"].hyperparameters == adam
