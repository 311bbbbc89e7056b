"""Trainer and train: what is recorded, slices, randomness, divergence, dtypes, validation."""

import copy
import itertools

import numpy as np
import oracle
import pytest

from nnhelpers import Network, Trainer, accuracy, gradient_descent, stack, train

OPTIMIZERS = ("gradient_descent", "momentum", "rmsprop", "adam")
NET = Network((3, 5, 4, 1), ("tanh", "relu"))
LINEAR = Network((1, 1), output="identity")


def problem(net=NET, m=11, seed=1):
    return oracle.problem(net, m, np.random.default_rng(seed))


def generator(seed=3):
    return np.random.default_rng(seed)


def assert_same_params(came, expected):
    assert list(came) == list(expected)
    for key in expected:
        np.testing.assert_array_equal(came[key], expected[key], err_msg=key)


def assert_same_run(came, expected):
    """Bit for bit."""
    assert_same_params(came.params, expected.params)
    for field in ("iterations", "costs", "validation_costs", "validation_accuracies"):
        np.testing.assert_array_equal(getattr(came, field), getattr(expected, field), field)
    assert (came.diverged, came.unstable) == (expected.diverged, expected.unstable)


# --- what is recorded -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "iterations, record_every, expected",
    (
        (250, 100, [0, 100, 200, 250]),
        (200, 100, [0, 100, 200]),
        (201, 100, [0, 100, 200, 201]),
        (5, 1, [0, 1, 2, 3, 4, 5]),
        (3, 10, [0, 3]),
        (0, 10, [0]),
    ),
)
def test_iterations_recorded(iterations, record_every, expected):
    params, X, Y = problem()
    run = train(NET, X, Y, params, iterations=iterations, record_every=record_every)
    assert run.iterations.tolist() == expected
    assert run.costs.shape == (len(expected),)
    assert run.net is NET
    assert run.values is None


def test_no_iteration_changes_nothing():
    params, X, Y = problem()
    assert_same_params(train(NET, X, Y, params, iterations=0).params, params)


def test_a_cost_is_that_before_the_update():
    """The independent path: autograd's gradients, costs from the textbook formula.

    The last is the cost of what training has reached, before an update that is not made.
    """
    params, X, Y = problem()
    run = train(NET, X, Y, params, learning_rate=0.2, iterations=7, record_every=3, l2=0.4)
    expected_costs = []
    for iteration in range(7):
        if iteration % 3 == 0:
            expected_costs.append(oracle.cost(NET, params, X, Y, l2=0.4))
        grads = oracle.gradients(NET, params, X, Y, l2=0.4)
        params = {key: params[key] - 0.2 * grads[f"d{key}"] for key in params}
    expected_costs.append(oracle.cost(NET, params, X, Y, l2=0.4))
    assert run.iterations.tolist() == [0, 3, 6, 7]
    assert run.costs == pytest.approx(expected_costs, rel=1e-12)
    weights = sum(np.sum(params[key] ** 2) for key in params if key[0] == "W")
    assert run.penalties[-1] == pytest.approx(0.4 / (2 * X.shape[1]) * weights, rel=1e-12)
    for key in params:
        np.testing.assert_allclose(run.params[key], params[key], rtol=1e-11)


def test_a_cost_of_mini_batches_is_the_mean_since_the_last_record():
    """11 examples in batches of 4: 4, 4, 3. Recorded: batch 0; the mean of 1-3; that of 4-6;
    at the end batch 7, which the next update would be made with."""
    params, X, Y = problem()
    run = train(
        NET, X, Y, params, learning_rate=0.2, iterations=7, record_every=3, batch_size=4,
        rng=generator(),
    )  # fmt: skip
    rng, costs = generator(), []
    while len(costs) < 9:
        order = rng.permutation(11)
        for chosen in (order[:4], order[4:8], order[8:]):
            costs.append(oracle.cost(NET, params, X[:, chosen], Y[:, chosen]))
            grads = oracle.gradients(NET, params, X[:, chosen], Y[:, chosen])
            params = {key: params[key] - 0.2 * grads[f"d{key}"] for key in params}
    expected = [costs[0], np.mean(costs[1:4]), np.mean(costs[4:7]), costs[7]]
    assert run.costs == pytest.approx(expected, rel=1e-11)


def test_a_batch_as_large_as_the_data_is_a_reordered_full_batch():
    params, X, Y = problem()
    full = train(NET, X, Y, params, iterations=20, record_every=5, learning_rate=0.1)
    for batch_size in (11, 500):
        run = train(
            NET, X, Y, params, iterations=20, record_every=1, learning_rate=0.1,
            batch_size=batch_size, rng=generator(),
        )  # fmt: skip
        assert run.costs[::5] == pytest.approx(full.costs, rel=1e-10)


def test_zero_weights_stay_at_log_2():
    """Published for circles with zeros: 0.693147 for ever (ReLU passes nothing on at 0)."""
    _, X, _ = problem(m=10)
    Y = np.tile([[0.0, 1.0]], 5)
    run = train(Network((3, 10, 5, 1)), X, Y, init="zeros", iterations=300, rng=generator())
    assert run.costs.tolist() == pytest.approx([np.log(2)] * 4, abs=1e-15)


def test_training_lowers_the_cost_and_separates_what_can_be_separated():
    rng = generator()
    X = rng.standard_normal((2, 200))
    Y = (X[:1] * X[1:] > 0).astype(float)  # xor of the signs
    net = Network((2, 8, 1), "tanh")
    run = train(net, X, Y, rng=rng, learning_rate=0.05, iterations=400, optimizer="adam")
    assert (np.diff(run.costs) < 0).all()
    assert accuracy(net.predict(X, run.params), Y) > 0.95


# --- slices, pause, learning rate -----------------------------------------------------------------


@pytest.mark.parametrize(
    "optimizer, batch_size, keep_prob, decay",
    [
        (*case, decay)
        for case, decay in zip(
            itertools.product(OPTIMIZERS, (None, 4), (1.0, 0.7)),
            itertools.cycle((None, "1/t", "exponential", "step")),
        )
    ],
)
def test_slices_are_bit_for_bit_one_call(optimizer, batch_size, keep_prob, decay):
    _, X, Y = problem()
    options = {
        "optimizer": optimizer, "batch_size": batch_size, "keep_prob": keep_prob, "decay": decay,
        "decay_every": 2, "learning_rate": 0.02, "record_every": 4, "l2": 0.1,
        "validation": (X[:, :5], Y[:, :5]),
    }  # fmt: skip
    once = train(NET, X, Y, rng=generator(), iterations=30, **options)
    trainer = Trainer(NET, X, Y, rng=generator(), **options)
    assert trainer.iteration == 0
    for n, reached in ((1, 1), (2, 3), (0, 3), (9, 12), (17, 29), (1, 30)):
        trainer.step(n)
        assert trainer.iteration == reached
        trainer.params["W1"][:] = 7  # a copy: changing it must not matter
        assert len(trainer.costs) == len(trainer.iterations) == -(-reached // 4)
    assert_same_run(trainer.run(), once)
    assert once.costs.shape == (9,)
    assert_same_run(trainer.run(), once)  # looking at a run leaves the trainer as it was


@pytest.mark.parametrize("net", (NET, Network((300, 70, 1), "tanh")), ids=("small", "large"))
def test_the_order_of_the_keys_does_not_matter(net):
    """Small networks are updated as one array, large ones array by array."""
    params, X, Y = problem(net)
    backwards = dict(reversed(params.items()))
    run = train(net, X, Y, backwards, iterations=3)
    assert list(run.params) == list(params)
    assert_same_run(run, train(net, X, Y, params, iterations=3))


def test_step_goes_one_iteration_by_default_and_returns_the_trainer():
    params, X, Y = problem()
    trainer = Trainer(NET, X, Y, params)
    assert trainer.step() is trainer
    assert trainer.iteration == 1


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_learning_rate_may_change_on_the_way(optimizer):
    params, X, Y = problem()
    trainer = Trainer(NET, X, Y, params, learning_rate=0.1, optimizer=optimizer)
    descent, expected = oracle.Descent(optimizer), params
    for rate in (0.1, 0.1, 0.02, 0.3, 0.1):
        trainer.learning_rate = rate
        assert trainer.learning_rate == rate
        expected = descent.update(expected, oracle.gradients(NET, expected, X, Y), rate)
        trainer.step()
        for key in expected:
            np.testing.assert_allclose(trainer.params[key], expected[key], rtol=1e-10)


def test_decay_goes_on_from_a_changed_learning_rate():
    params, X, Y = problem()
    trainer = Trainer(NET, X, Y, params, learning_rate=0.1, decay="step", decay_every=1).step(1)
    trainer.learning_rate = 0.4
    grads = oracle.gradients(NET, trainer.params, X, Y)
    expected = trainer.params["W1"] - 0.4 / 2 * grads["dW1"]  # epoch 1: halved once
    np.testing.assert_allclose(trainer.step().params["W1"], expected, rtol=1e-12)


def test_two_trainers_do_not_disturb_each_other():
    params, X, Y = problem()
    first, second = (Trainer(NET, X, Y, params, optimizer="adam") for _ in range(2))
    for _ in range(5):
        first.step()
        second.step()
    assert_same_run(first.run(), Trainer(NET, X, Y, params, optimizer="adam").step(5).run())
    assert_same_run(second.run(), first.run())


def test_what_a_run_holds_does_not_change_when_training_goes_on():
    params, X, Y = problem()
    trainer = Trainer(NET, X, Y, params, record_every=1).step(3)
    run = trainer.run()
    before = copy.deepcopy((run.params, run.costs))
    trainer.step(3)
    assert_same_params(run.params, before[0])
    np.testing.assert_array_equal(run.costs, before[1])


# --- randomness -----------------------------------------------------------------------------------


@pytest.mark.parametrize("options", ({"batch_size": 4}, {"keep_prob": 0.5}, {"init": "he"}))
def test_the_generator_alone_decides(options):
    _, X, Y = problem()
    first, again, other = (
        train(NET, X, Y, rng=generator(seed), iterations=20, **options) for seed in (1, 1, 2)
    )
    assert_same_run(again, first)
    assert (first.params["W1"] != other.params["W1"]).all()


@pytest.mark.parametrize("init, scale", (("he", None), ("random", 3.0), ("xavier", 0.5)))
def test_initial_parameters_are_drawn_as_initialize_does(init, scale):
    """First the weights, then the permutations come from the one generator."""
    _, X, Y = problem()
    rng = generator()
    params = NET.initialize(init, rng, scale)
    expected = train(NET, X, Y, params, rng=rng, iterations=9, batch_size=4)
    came = train(NET, X, Y, init=init, scale=scale, rng=generator(), iterations=9, batch_size=4)
    assert_same_run(came, expected)


def test_without_a_generator_every_run_is_new():
    _, X, Y = problem()
    first, second = (train(NET, X, Y, iterations=0) for _ in range(2))
    assert (first.params["W1"] != second.params["W1"]).all()


def test_nothing_is_drawn_where_nothing_is_random():
    params, X, Y = problem()
    rng = generator()
    train(NET, X, Y, params, rng=rng, iterations=3)
    assert rng.random() == generator().random()


# --- inputs and dtypes ----------------------------------------------------------------------------


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("batch_size, keep_prob", ((None, 1.0), (4, 0.5)))
def test_nothing_given_is_changed(optimizer, batch_size, keep_prob):
    params, X, Y = problem()
    validation = X[:, :3].copy(), Y[:, :3].copy()
    before = copy.deepcopy((params, X, Y, validation))
    train(
        NET, X, Y, params, rng=generator(), iterations=6, optimizer=optimizer, l2=0.1,
        batch_size=batch_size, keep_prob=keep_prob, validation=validation, record_every=2,
    )  # fmt: skip
    assert_same_params(params, before[0])
    for came, expected in zip((X, Y, *validation), (*before[1:3], *before[3])):
        np.testing.assert_array_equal(came, expected)


def arrays_inside(thing, seen=None):
    """Every array that can be reached from an object's attributes, dicts and sequences."""
    seen = {} if seen is None else seen
    if id(thing) not in seen:
        seen[id(thing)] = thing
        if isinstance(thing, np.ndarray):
            yield thing
        elif isinstance(thing, dict):
            for value in thing.values():
                yield from arrays_inside(value, seen)
        elif isinstance(thing, list | tuple):
            for value in thing:
                yield from arrays_inside(value, seen)
        elif hasattr(thing, "__dict__") and not callable(thing):
            yield from arrays_inside(vars(thing), seen)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("batch_size, keep_prob", ((None, 1.0), (4, 0.5)))
@pytest.mark.parametrize("K", (None, 2))
def test_float32_stays_float32_in_every_corner(optimizer, batch_size, keep_prob, K):
    """X decides: float64 params, rates and penalty are cast; the state follows."""
    params, X, Y = problem()
    rate = np.float64(0.01) if K is None else np.array([0.01, 0.02])
    trainer = Trainer(
        NET, X.astype(np.float32), Y, params if K is None else stack([params] * K),
        rng=generator(), learning_rate=rate, optimizer=optimizer, batch_size=batch_size,
        keep_prob=keep_prob, decay="exponential", l2=np.float64(0.1),
        validation=(X, Y.astype(np.float32)),
    ).step(5)  # fmt: skip
    assert {array.dtype for array in trainer.params.values()} == {np.dtype(np.float32)}
    large = [a for a in arrays_inside(trainer) if a.dtype.kind == "f" and a.size > 3]
    assert len(large) > 5  # data, parameters, averages
    assert {array.dtype for array in large} == {np.dtype(np.float32)}


def test_float32_trains_like_float64():
    params, X, Y = problem()
    options = {"iterations": 60, "record_every": 20, "learning_rate": 0.1}
    single = train(NET, X.astype(np.float32), Y, params, **options)
    np.testing.assert_allclose(single.costs, train(NET, X, Y, params, **options).costs, rtol=1e-4)


@pytest.mark.parametrize("dtype", (np.int64, np.uint8, bool))
def test_integer_inputs_train_in_float64(dtype):
    X = np.array([[3, 0, 1], [0, 2, 1], [1, 1, 0]], dtype=dtype)
    Y = np.array([[1, 0, 1]], dtype=dtype)
    params = problem()[0]
    run = train(NET, X, Y, params, iterations=5)
    assert run.params["W1"].dtype == np.float64
    assert_same_run(run, train(NET, X.astype(float), Y.astype(float), params, iterations=5))


def test_float32_params_become_float64_with_float64_data():
    params, X, Y = problem()
    params = {key: array.astype(np.float32) for key, array in params.items()}
    assert train(NET, X, Y, params, iterations=2).params["W1"].dtype == np.float64


# --- divergence and instability -------------------------------------------------------------------

X_LINE, Y_LINE = np.array([[1.0, 2.0, 3.0]]), np.array([[2.0, 4.0, 6.0]])
W_ONE = {"W1": np.ones((1, 1)), "b1": np.zeros((1, 1))}


@pytest.fixture
def strict():
    """A reader who has told NumPy to raise on everything."""
    with np.errstate(all="raise"):
        yield


@pytest.mark.parametrize("optimizer", ("gradient_descent", "momentum"))
@pytest.mark.parametrize("batch_size", (None, 2))
def test_a_run_that_diverges_stops_and_says_so(strict, optimizer, batch_size, capsys):
    """Squared error, learning rate 5: each step multiplies the error; at last it overflows."""
    run = train(
        LINEAR, X_LINE, Y_LINE, W_ONE, rng=generator(), learning_rate=5.0, iterations=5000,
        record_every=10, optimizer=optimizer, batch_size=batch_size,
    )  # fmt: skip
    last = run.iterations[-1]
    assert 10 <= last < 4000
    assert len(run.costs) == last // 10 + 1  # the history is kept
    assert np.isfinite(run.costs[:-1]).all()
    for word in ("iteration", "learning rate 5", "cost", "Try"):
        assert word in run.diverged
    stopped = [int(word.strip(":")) for word in run.diverged.split() if word.strip(":").isdigit()]
    assert last <= stopped[0] <= last + 10
    assert "twice" in run.unstable
    assert capsys.readouterr() == ("", "")


def test_after_a_divergence_nothing_goes_on():
    trainer = Trainer(LINEAR, X_LINE, Y_LINE, W_ONE, learning_rate=5.0, record_every=10)
    assert trainer.diverged is None
    assert trainer.step(5).diverged is None
    trainer.step(5000)
    assert trainer.diverged is not None
    stopped, costs, sentence = trainer.iteration, trainer.costs, trainer.diverged
    trainer.step(100)
    assert trainer.iteration == stopped
    assert trainer.diverged == sentence
    np.testing.assert_array_equal(trainer.costs, costs)


def test_a_parameter_that_overflows_at_once(strict):
    run = train(LINEAR, X_LINE, Y_LINE, W_ONE, learning_rate=1e308, iterations=50, record_every=1)
    assert "Diverged at iteration 1:" in run.diverged
    assert "1e+308" in run.diverged
    assert run.costs[0] == pytest.approx(14 / 3)  # ((2-1)^2 + (4-2)^2 + (6-3)^2) / 3
    assert run.iterations.tolist() == [0]


def test_a_first_cost_that_is_not_finite(strict):
    """Inputs of 1e155: their square overflows before any update; the parameters stay as given."""
    run = train(LINEAR, X_LINE * 1e155, Y_LINE, W_ONE, iterations=50)
    assert "Diverged at iteration 0:" in run.diverged
    assert run.costs.tolist() == [np.inf]
    assert_same_params(run.params, W_ONE)


def test_float32_diverges_where_float32_ends(strict):
    X, Y = X_LINE.astype(np.float32), Y_LINE.astype(np.float32)
    run = train(LINEAR, X, Y, W_ONE, learning_rate=5.0, iterations=5000, record_every=1)
    double = train(LINEAR, X_LINE, Y_LINE, W_ONE, learning_rate=5.0, iterations=5000)
    assert run.diverged and double.diverged
    assert run.iterations[-1] < double.iterations[-1] / 4


def test_large_and_finite_is_no_divergence():
    """The squares of these parameters overflow, they themselves do not."""
    params = {"W1": np.array([[1e200]]), "b1": np.zeros((1, 1))}
    net = Network((1, 1))
    run = train(net, np.array([[1.0, -1.0]]), np.array([[1.0, 0.0]]), params, iterations=3)
    assert run.diverged is None
    assert run.costs.tolist() == [0, 0]


def test_sigmoid_costs_stay_finite_where_textbook_code_overflows(strict):
    """Weights × 1000: log(0) in the textbook, a large number here; the run is only unstable."""
    params, X, Y = problem()
    wild = {key: array * 1000 for key, array in params.items()}
    run = train(NET, X, Y, wild, learning_rate=10.0, iterations=50, record_every=1)
    assert run.diverged is None
    assert np.isfinite(run.costs).all()
    assert run.costs[0] > 100


def test_unstable_means_more_than_twice_the_first_cost(strict):
    # w x - y with x = y = 1: the error is multiplied by 1 - 2 rate (1 + 1) in each step (w and b)
    X, Y, zero = np.ones((1, 1)), np.ones((1, 1)), {k: a * 0 for k, a in W_ONE.items()}
    for rate, factor in ((0.6, -1.4), (0.61, -1.44)):  # cost × 1.96 and × 2.07
        run = train(LINEAR, X, Y, zero, learning_rate=rate, iterations=1, record_every=1)
        assert run.costs == pytest.approx([1, factor**2])
        assert (run.unstable is None) == (rate == 0.6)
        assert run.diverged is None
    for word in ("2.07", "twice", "0.61", "Try a smaller rate"):
        assert word in run.unstable


def test_a_stable_run_is_neither():
    params, X, Y = problem()
    run = train(NET, X, Y, params, iterations=100, record_every=10)
    assert (run.diverged, run.unstable) == (None, None)


def test_a_trainer_can_be_asked_before_its_first_step():
    params, X, Y = problem()
    trainer = Trainer(NET, X, Y, params)
    assert (trainer.iteration, trainer.diverged, trainer.unstable) == (0, None, None)
    assert trainer.costs.shape == trainer.iterations.shape == (0,)
    assert_same_params(trainer.params, params)


# --- validation, penalty, dropout, progress -------------------------------------------------------


@pytest.mark.parametrize(
    "output, loss",
    (("sigmoid", None), ("softmax", None), ("identity", None), ("sigmoid", "mean_squared_error")),
)
@pytest.mark.parametrize("batch_size", (None, 4))
def test_validation_is_recorded_with_the_parameters_of_that_moment(output, loss, batch_size):
    """Without penalty and dropout: the plain cost, and the accuracy of predict."""
    net = Network((3, 5, 2 if output == "softmax" else 1), "tanh", output, loss)
    params, X, Y = problem(net)
    _, X_val, Y_val = problem(net, m=6, seed=2)
    options = {
        "params": params, "batch_size": batch_size, "learning_rate": 0.3, "record_every": 2,
        "l2": 0.5, "keep_prob": 0.8,
    }  # fmt: skip
    run = train(net, X, Y, rng=generator(), iterations=5, validation=(X_val, Y_val), **options)
    trainer, costs, accuracies = Trainer(net, X, Y, rng=generator(), **options), [], []
    for n in (2, 2, 1, 0):
        now = trainer.params
        costs.append(oracle.cost(net, now, X_val, Y_val))
        if output != "identity":
            accuracies.append(accuracy(net.predict(X_val, now), Y_val))
        trainer.step(n)
    assert run.validation_costs == pytest.approx(costs, rel=1e-12)
    if output == "identity":
        assert run.validation_accuracies is None
    else:
        assert run.validation_accuracies.tolist() == accuracies
    np.testing.assert_array_equal(run.costs, trainer.run().costs)  # watching changes nothing


def test_costs_and_validation_costs_of_the_same_data_differ_by_the_penalty():
    params, X, Y = problem()
    run = train(NET, X, Y, params, iterations=50, record_every=10, l2=2.0, validation=(X, Y))
    assert (run.penalties > 0).all()
    np.testing.assert_allclose(run.costs - run.penalties, run.validation_costs, rtol=1e-12)
    assert train(NET, X, Y, params, iterations=5, validation=(X, Y)).penalties is None


def test_the_absolute_penalty_makes_weights_zero():
    """Three inputs decide nothing: l1 holds their weights at the corner, within a step of 0."""
    rng = generator()
    X = rng.standard_normal((4, 200))
    Y = (X[:1] > 0).astype(float)
    net, rate, l1 = Network((4, 1)), 0.05, 20.0
    params = net.initialize("he", rng)
    bare, with_it = (
        train(net, X, Y, params, learning_rate=rate, l1=penalty, iterations=800).params["W1"][0]
        for penalty in (0.0, l1)
    )
    assert np.abs(with_it[1:]).max() <= rate * l1 / 200 < np.abs(bare[1:]).max()
    assert with_it[0] > 0.5


def test_batches_share_the_absolute_penalty():
    """An epoch of batches of 4, 4 and 3 examples adds what autograd says of l1 * 4/11, 3/11."""
    _, X, Y = problem()
    params = problem()[0]
    m, rng = X.shape[1], generator()
    run = train(NET, X, Y, params, rng=generator(), batch_size=4, l1=0.7, iterations=3,
                learning_rate=0.1, record_every=1)  # fmt: skip
    order = rng.permutation(m)
    for i in range(3):
        chosen = order[4 * i : 4 * i + 4]
        l1 = 0.7 * len(chosen) / m
        expected = oracle.cost(NET, params, X[:, chosen], Y[:, chosen], l1=l1)
        assert run.costs[i] == pytest.approx(expected, rel=1e-12)
        grads = oracle.gradients(NET, params, X[:, chosen], Y[:, chosen], l1=l1)
        params = {key: params[key] - 0.1 * grads[f"d{key}"] for key in params}
    for key in params:
        np.testing.assert_allclose(run.params[key], params[key], rtol=1e-11)


def test_no_validation_no_record():
    params, X, Y = problem()
    run = train(NET, X, Y, params, iterations=3)
    assert run.validation_costs is None
    assert run.validation_accuracies is None


def test_the_penalty_shrinks_the_weights():
    params, X, Y = problem()
    sizes = []
    for l2 in (0, 0.5, 5):
        run = train(NET, X, Y, params, learning_rate=0.3, l2=l2, iterations=200)
        sizes.append(np.linalg.norm(run.params["W1"]))
    assert sizes[0] > sizes[1] > sizes[2]


def test_a_step_with_dropout_is_forward_with_masks_backward_and_update():
    params, X, Y = problem()
    trainer, rng = Trainer(NET, X, Y, params, rng=generator(), keep_prob=0.6), generator()
    for _ in range(3):
        cache = NET.forward(X, params, keep_prob=0.6, rng=rng)
        params = gradient_descent(params, NET.backward(cache, params, Y), 0.01)
        came = trainer.step().params
        for key in params:
            np.testing.assert_allclose(came[key], params[key], rtol=1e-13)


def test_keep_prob_one_is_training_without_dropout():
    _, X, Y = problem()
    options = {"iterations": 20, "record_every": 5, "batch_size": 4}
    with_it = train(NET, X, Y, rng=generator(), keep_prob=1.0, **options)
    assert_same_run(with_it, train(NET, X, Y, rng=generator(), **options))


@pytest.fixture
def bars(monkeypatch):
    """Progress bars made by train, with what they said at last."""
    import tqdm.auto

    made = []

    class Bar(tqdm.auto.tqdm):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            made.append(self)

    monkeypatch.setattr(tqdm.auto, "tqdm", Bar)
    return made


@pytest.mark.parametrize(
    "iterations, record_every",
    ((25, 10), (20, 10), (5, 10), (40, 1)),
)
def test_a_progress_bar_changes_nothing_and_ends_full(bars, capsys, iterations, record_every):
    params, X, Y = problem()
    options = {"iterations": iterations, "record_every": record_every}
    run = train(NET, X, Y, params, progress=True, **options)
    assert_same_run(run, train(NET, X, Y, params, **options))
    assert [bar.n for bar in bars] == [iterations]
    assert "100%" in capsys.readouterr().err


def test_a_progress_bar_ends_when_training_diverges(bars):
    run = train(
        LINEAR, X_LINE * 1e155, Y_LINE, W_ONE, iterations=1000, record_every=1, progress=True
    )
    assert run.diverged
    assert len(bars) == 1
    assert bars[0].n < 1000


def test_a_bar_is_not_made_unless_asked_for(bars):
    params, X, Y = problem()
    train(NET, X, Y, params, iterations=3)
    assert bars == []
