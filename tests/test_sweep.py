"""Sweeps: one vectorized pass gives what training one by one gives; divergence stays alone."""

import copy

import numpy as np
import oracle
import pytest

from nnhelpers import Network, Trainer, accuracy, member, stack, sweep, train

NET = Network((3, 5, 4, 1), ("tanh", "relu"))
RATES = [0.3, 0.003, 0.1]


def problem(net=NET, m=24, seed=1):
    return oracle.problem(net, m, np.random.default_rng(seed))


def generator():
    return np.random.default_rng(3)


def assert_same_as_alone(run, k, alone, rtol=1e-10):
    """Every array of member k against that of a run by itself; relative to the array's norm."""
    assert oracle.relative_difference(member(run.params, k), alone.params) <= rtol
    np.testing.assert_array_equal(run.iterations, alone.iterations)
    np.testing.assert_allclose(run.costs[k], alone.costs, rtol=rtol)
    if alone.validation_costs is not None:
        np.testing.assert_allclose(run.validation_costs[k], alone.validation_costs, rtol=rtol)
    if alone.validation_accuracies is not None:
        np.testing.assert_array_equal(run.validation_accuracies[k], alone.validation_accuracies)
    assert run.diverged[k] == alone.diverged
    assert run.unstable[k] == alone.unstable


# --- stack and member -----------------------------------------------------------------------------


def test_stack_and_member_are_inverse():
    members = [problem(seed=seed)[0] for seed in range(3)]
    stacked = stack(members)
    assert {key: array.shape for key, array in stacked.items()} == {
        key: (3, *shape) for key, shape in NET.shapes.items()
    }
    for k, params in enumerate(members):
        for key, array in member(stacked, k).items():
            np.testing.assert_array_equal(array, params[key])
    np.testing.assert_array_equal(member(stacked, -1)["W1"], members[2]["W1"])


def test_a_stack_is_a_copy():
    params = problem()[0]
    before = copy.deepcopy(params)
    stacked = stack([params, params])
    stacked["W1"][:] = 0
    np.testing.assert_array_equal(params["W1"], before["W1"])


def test_a_stack_of_a_generator_and_of_one():
    params = problem()[0]
    assert stack(p for p in [params])["W1"].shape == (1, 5, 3)


# --- the three sweeps, against training one by one ------------------------------------------------

SETTINGS = (
    {},
    {"batch_size": 7},
    {"optimizer": "momentum", "l2": 0.1, "beta": 0.8},
    {"l1": 0.2, "batch_size": 7},
    {"optimizer": "adam", "batch_size": 10, "decay": "1/t", "decay_rate": 0.05},
    {"optimizer": "rmsprop", "decay": "step", "decay_every": 50},
)


@pytest.mark.parametrize("options", SETTINGS, ids=str)
@pytest.mark.parametrize("validated", (False, True))
def test_learning_rates_as_one_by_one(options, validated):
    params, X, Y = problem()
    if validated:
        options = options | {"validation": problem(m=9, seed=2)[1:]}
    if options.get("optimizer") in ("adam", "rmsprop"):
        rates = [0.003, 0.0003, 0.001]
    else:
        rates = RATES
    options = options | {"iterations": 200, "record_every": 40, "params": params}
    run = sweep(NET, X, Y, learning_rate=rates, rng=generator(), **options)
    assert run.costs.shape == (3, 6)
    np.testing.assert_array_equal(run.values, rates)
    for k, rate in enumerate(rates):
        alone = train(NET, X, Y, learning_rate=rate, rng=generator(), **options)
        assert_same_as_alone(run, k, alone)
    assert run.diverged == run.unstable == [None] * 3


@pytest.mark.parametrize("init, scale", (("he", None), ("random", 1.0), ("xavier", 0.7)))
@pytest.mark.parametrize("batch_size", (None, 7))
def test_seeds_as_one_by_one(init, scale, batch_size):
    _, X, Y = problem()
    seeds = [4, 0, 17, 4]
    options = {"learning_rate": 0.1, "iterations": 200, "record_every": 40}
    options["batch_size"] = batch_size
    run = sweep(NET, X, Y, seed=seeds, init=init, scale=scale, rng=generator(), **options)
    np.testing.assert_array_equal(run.values, seeds)
    for k, seed in enumerate(seeds):
        start = NET.initialize(init, np.random.default_rng(seed), scale)
        alone = train(NET, X, Y, params=start, rng=generator(), **options)
        assert_same_as_alone(run, k, alone)
    np.testing.assert_allclose(run.costs[0], run.costs[3], rtol=1e-12)  # the same seed twice
    assert (run.costs[0] != run.costs[1]).all()


@pytest.mark.parametrize("init", ("random", "he", "xavier"))
@pytest.mark.parametrize("batch_size", (None, 7))
def test_scales_as_one_by_one(init, batch_size):
    """All members start from one draw, multiplied."""
    _, X, Y = problem()
    scales = [1.0, 0.01, 0.5]
    options = {"learning_rate": 0.1, "iterations": 200, "record_every": 40, "init": init}
    options["batch_size"] = batch_size
    run = sweep(NET, X, Y, scale=scales, rng=generator(), **options)
    np.testing.assert_array_equal(run.values, scales)
    for k, scale in enumerate(scales):
        alone = train(NET, X, Y, scale=scale, rng=generator(), **options)
        assert_same_as_alone(run, k, alone)


def test_learning_rates_without_params_share_one_draw():
    _, X, Y = problem()
    options = {"iterations": 50, "record_every": 10, "init": "xavier", "scale": 0.5}
    run = sweep(NET, X, Y, learning_rate=RATES, rng=generator(), **options)
    np.testing.assert_allclose(run.costs[:, 0], run.costs[0, 0], rtol=1e-13)
    for k, rate in enumerate(RATES):
        alone = train(NET, X, Y, learning_rate=rate, rng=generator(), **options)
        assert_same_as_alone(run, k, alone)


@pytest.mark.parametrize(
    "net",
    (
        Network((3, 1)),
        Network((3, 4, 3), "sigmoid", "softmax"),
        Network((3, 6, 2), "leaky_relu", "identity"),
        Network((3, 4, 2), "tanh", "softmax", "mean_squared_error"),
    ),
    ids=lambda net: f"{net.layer_sizes}-{net.output}-{net.loss_name}",
)
@pytest.mark.parametrize("batch_size", (None, 5))
def test_other_networks(net, batch_size):
    params, X, Y = problem(net, m=12)
    options = {"params": params, "iterations": 200, "record_every": 50, "batch_size": batch_size}
    run = sweep(net, X, Y, learning_rate=[0.02, 0.05], rng=generator(), **options)
    for k, rate in enumerate([0.02, 0.05]):
        alone = train(net, X, Y, learning_rate=rate, rng=generator(), **options)
        assert_same_as_alone(run, k, alone)


@pytest.mark.parametrize("values", ([0.1], np.array([0.1, 0.2]), (0.1, 0.2)))
def test_any_sequence_and_even_one_value(values):
    params, X, Y = problem()
    run = sweep(NET, X, Y, learning_rate=values, params=params, iterations=3, record_every=1)
    assert run.costs.shape == (len(values), 4)
    assert len(run.diverged) == len(run.unstable) == len(values)
    assert run.params["b2"].shape == (len(values), 4, 1)
    assert NET.predict(X, run.params).shape == (len(values), 1, 24)
    assert accuracy(NET.predict(X, run.params), Y).shape == (len(values),)


def test_float32_stays_float32_and_nothing_given_is_changed():
    params, X, Y = problem()
    X, rates = X.astype(np.float32), np.array(RATES)
    before = copy.deepcopy((params, X, Y, rates))
    run = sweep(NET, X, Y, learning_rate=rates, params=params, iterations=5, optimizer="adam")
    assert {array.dtype for array in run.params.values()} == {np.dtype(np.float32)}
    for key, array in params.items():
        np.testing.assert_array_equal(array, before[0][key])
    for came, expected in zip((X, Y, rates), before[1:]):
        np.testing.assert_array_equal(came, expected)


def test_dropout_draws_a_mask_for_every_member():
    """Two members with one start and one rate go apart only by their masks."""
    params, X, Y = problem()
    run = sweep(
        NET, X, Y, learning_rate=[0.1, 0.1], params=params, rng=generator(), keep_prob=0.5,
        iterations=5,
    )  # fmt: skip
    assert (run.params["W1"][0] != run.params["W1"][1]).any()
    again = sweep(
        NET, X, Y, learning_rate=[0.1, 0.1], params=params, rng=generator(), keep_prob=0.5,
        iterations=5,
    )  # fmt: skip
    np.testing.assert_array_equal(run.params["W1"], again.params["W1"])


def test_no_iteration():
    params, X, Y = problem()
    run = sweep(NET, X, Y, learning_rate=RATES, params=params, iterations=0)
    assert run.costs.shape == (3, 1)
    assert run.diverged == run.unstable == [None] * 3


@pytest.mark.parametrize("start", (None, "params"))
def test_a_single_seed_decides_starts_and_batches(start):
    params, X, Y = problem()
    options = {"params": params if start else None, "iterations": 20, "batch_size": 4}
    first, again, other = (
        sweep(NET, X, Y, learning_rate=RATES, seed=seed, **options) for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first.params["W1"], again.params["W1"])
    assert (first.params["W1"] != other.params["W1"]).any()
    rng = np.random.default_rng(1)
    expected = sweep(NET, X, Y, learning_rate=RATES, rng=rng, **options)
    np.testing.assert_array_equal(first.params["W1"], expected.params["W1"])


# --- a member that diverges -----------------------------------------------------------------------

LINE = Network((2, 1), output="identity")
LINE_RATES = [0.01, 50.0, 0.02, 1e308, 0.05]  # of which number 1 and 3 overflow


@pytest.mark.parametrize(
    "options",
    (
        {},
        {"batch_size": 4},
        {"optimizer": "momentum"},
        {"decay": "1/t"},
        {"validation": True},
    ),
    ids=str,
)
def test_diverging_members_do_not_disturb_the_others(options):
    """Each of the rest against a sweep without them, and against training alone."""
    params, X, Y = problem(LINE, m=10)
    if "validation" in options:
        options = {"validation": (X[:, :4], Y[:, :4])}
    options = options | {"params": params, "iterations": 600, "record_every": 6}
    with np.errstate(all="raise"):
        run = sweep(LINE, X, Y, learning_rate=LINE_RATES, rng=generator(), **options)
    calm = [0, 2, 4]
    rates = [LINE_RATES[k] for k in calm]
    without = sweep(LINE, X, Y, learning_rate=rates, rng=generator(), **options)
    assert run.costs.shape == (5, 101)
    for k, kept, rate in zip(calm, range(3), rates):
        alone = train(LINE, X, Y, learning_rate=rate, rng=generator(), **options)
        assert_same_as_alone(run, k, alone)
        np.testing.assert_allclose(run.costs[k], without.costs[kept], rtol=1e-12)
        np.testing.assert_allclose(run.params["W1"][k], without.params["W1"][kept], rtol=1e-12)


@pytest.mark.parametrize("optimizer", ("gradient_descent", "momentum"))
def test_diverging_members_are_marked(optimizer):
    params, X, Y = problem(LINE, m=10)
    options = {"params": params, "iterations": 600, "record_every": 6, "optimizer": optimizer}
    run = sweep(LINE, X, Y, learning_rate=LINE_RATES, **options)
    assert [sentence is not None for sentence in run.diverged] == [False, True, False, True, False]
    assert "learning rate 50 " in run.diverged[1]
    assert "learning rate 1e+308 " in run.diverged[3]
    assert "Diverged at iteration 2:" in run.diverged[3]
    for k in (1, 3):  # as alone until it stopped, NaN from then on
        alone = train(LINE, X, Y, learning_rate=LINE_RATES[k], **options)
        assert alone.diverged is not None
        stopped = len(alone.costs)
        np.testing.assert_allclose(run.costs[k, : stopped - 1], alone.costs[:-1], rtol=1e-8)
        assert np.isnan(run.costs[k, stopped:]).all()
        assert stopped < 90
        assert all(np.isnan(array[k]).all() for array in run.params.values())
    assert run.unstable[1] is not None
    assert run.unstable[0] is run.unstable[2] is run.unstable[4] is None
    assert np.isfinite(run.costs[[0, 2, 4]]).all()


def test_a_sweep_in_which_all_diverge_stops():
    params, X, Y = problem(LINE, m=10)
    run = sweep(LINE, X, Y, learning_rate=[50.0, 1e308], params=params, iterations=10**9)
    assert all(run.diverged)
    assert run.costs.shape[1] < 100


def test_a_first_cost_that_is_not_finite_is_the_members_own():
    params, X, Y = problem(LINE, m=10)
    wild = {key: array * 1e160 for key, array in params.items()}
    trainer = Trainer(
        LINE, X, Y, stack([wild, params]), learning_rate=[0.01, 0.01], record_every=5
    ).step(50)
    alone = Trainer(LINE, X, Y, params, learning_rate=0.01, record_every=5).step(50)
    assert "Diverged at iteration 0:" in trainer.diverged[0]
    assert trainer.diverged[1] is None
    np.testing.assert_allclose(trainer.costs[1], alone.costs, rtol=1e-12)


def test_an_unstable_member_is_marked_and_no_other():
    params, X, Y = problem(LINE, m=10)
    run = sweep(LINE, X, Y, learning_rate=[0.01, 50.0], params=params, iterations=9, record_every=1)
    assert run.diverged == [None, None]
    assert run.unstable[0] is None
    assert "learning rate 50" in run.unstable[1]


def test_one_rate_for_all_members_of_a_stack():
    params, X, Y = problem()
    other = problem(seed=5)[0]
    trainer = Trainer(NET, X, Y, stack([params, other]), learning_rate=0.1).step(20)
    for k, start in enumerate((params, other)):
        alone = Trainer(NET, X, Y, start, learning_rate=0.1).step(20)
        assert oracle.relative_difference(member(trainer.params, k), alone.params) < 1e-12


def test_the_rates_of_a_stack_may_change_on_the_way():
    params, X, Y = problem()
    trainer = Trainer(NET, X, Y, stack([params, params]), learning_rate=[0.1, 0.2]).step(5)
    trainer.learning_rate = [0.2, 0.05]
    trainer.step(5)
    for k, (first, then) in enumerate(((0.1, 0.2), (0.2, 0.05))):
        alone = Trainer(NET, X, Y, params, learning_rate=first).step(5)
        alone.learning_rate = then
        alone.step(5)
        assert oracle.relative_difference(member(trainer.params, k), alone.params) < 1e-12
