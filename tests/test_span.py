"""Span: training on coordinates is training on the full data, to rounding."""

import copy

import numpy as np
import oracle
import pytest

from nnhelpers import Network, Span, Trainer, accuracy, member, stack, sweep, train

# inputs, examples: more inputs than examples (images), fewer, and equally many
SHAPES = ((40, 9), (5, 30), (12, 12))


def problem(net, m, seed=1, dtype=np.float64):
    params, X, Y = oracle.problem(net, m, np.random.default_rng(seed))
    return params, X.astype(dtype), Y.astype(dtype)


def generator():
    return np.random.default_rng(3)


@pytest.mark.parametrize("n_x, m", SHAPES)
@pytest.mark.parametrize("dtype, tolerance", ((np.float64, 1e-13), (np.float32, 1e-5)))
def test_coordinates_and_directions(n_x, m, dtype, tolerance):
    X = problem(Network((n_x, 1)), m, dtype=dtype)[1]
    span, r = Span(X), min(n_x, m)
    assert span.Q.shape == (n_x, r)
    assert span.R.shape == (r, m)
    assert span.Q.dtype == span.R.dtype == dtype
    np.testing.assert_allclose(span.Q @ span.R, X, atol=tolerance * np.abs(X).max() * 10)
    np.testing.assert_allclose(span.Q.T @ span.Q, np.eye(r), atol=tolerance * 10)


def test_the_small_network():
    net = Network((40, 6, 2), "tanh", "softmax", leaky_slope=0.2)
    params, X, _ = problem(net, 9)
    span = Span(X)
    small, small_params = span.project(net, params)
    assert small.layer_sizes == (9, 6, 2)
    assert (small.activations, small.loss_name, small.leaky_slope) == (
        net.activations,
        net.loss_name,
        0.2,
    )
    assert small_params["W1"].shape == (6, 9)
    # the same Z before any training
    full, little = net.forward(X, params), small.forward(span.R, small_params)
    for key in ("Z1", "A1", "Z2", "A2"):
        np.testing.assert_allclose(little[key], full[key], rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize("n_x, m", SHAPES)
@pytest.mark.parametrize("optimizer", ("gradient_descent", "momentum"))
@pytest.mark.parametrize(
    "options",
    (
        {},
        {"batch_size": 4, "decay": "exponential"},
        {"keep_prob": 0.8},
    ),
    ids=str,
)
def test_training_in_the_span_is_training(n_x, m, optimizer, options):
    """Costs, weights, and predictions on data that does not lie in the span."""
    net = Network((n_x, 7, 4, 1), ("relu", "tanh"))
    params, X, Y = problem(net, m)
    options = {"learning_rate": 0.05, "iterations": 150, "record_every": 10, **options}
    full = train(net, X, Y, params, rng=generator(), optimizer=optimizer, **options)
    span = Span(X)
    small, small_params = span.project(net, params)
    run = train(small, span.R, Y, small_params, rng=generator(), optimizer=optimizer, **options)
    np.testing.assert_allclose(run.costs, full.costs, rtol=1e-9)
    expanded = span.expand(run.params, params)
    assert oracle.relative_difference(expanded, full.params) < 1e-9
    X_test = np.random.default_rng(7).standard_normal((n_x, 200)) * 2
    probabilities = net.forward(X_test, expanded)["A3"]
    np.testing.assert_allclose(probabilities, net.forward(X_test, full.params)["A3"], rtol=1e-7)
    labels = net.predict(X_test, expanded)
    np.testing.assert_array_equal(labels, net.predict(X_test, full.params))
    assert 0 < labels.sum() < 200
    assert full.costs[-1] != pytest.approx(full.costs[0], rel=0.05)  # something was learnt


def test_the_part_outside_the_span_is_kept():
    """Forgetting it leaves the training data right and the test data wrong."""
    net = Network((40, 3, 1), "tanh")
    params, X, Y = problem(net, 9)
    span = Span(X)
    small, small_params = span.project(net, params)
    run = train(small, span.R, Y, small_params, learning_rate=0.3, iterations=50)
    expanded = span.expand(run.params, params)
    forgetful = {**expanded, "W1": run.params["W1"] @ span.Q.T}
    X_test = np.random.default_rng(7).standard_normal((40, 20))
    full = train(net, X, Y, params, learning_rate=0.3, iterations=50)
    for data, same in ((X, True), (X_test, False)):
        right = net.forward(data, full.params)["A2"]
        np.testing.assert_allclose(net.forward(data, expanded)["A2"], right, rtol=1e-9)
        assert np.allclose(net.forward(data, forgetful)["A2"], right, rtol=1e-2) == same


def test_without_training_nothing_changes():
    net = Network((40, 3, 1))
    params, X, _ = problem(net, 9)
    span = Span(X)
    expanded = span.expand(span.project(net, params)[1], params)
    for key in params:
        np.testing.assert_allclose(expanded[key], params[key], atol=1e-14)


def test_a_sweep_in_the_span():
    """One projection, K learning rates; expanded as a stack from the one start."""
    net = Network((40, 6, 1), "tanh")
    params, X, Y = problem(net, 9)
    span, rates = Span(X), [0.02, 0.1, 0.3]
    small, small_params = span.project(net, params)
    options = {"iterations": 100, "record_every": 10}
    run = sweep(small, span.R, Y, learning_rate=rates, params=small_params, **options)
    expanded = span.expand(run.params, params)
    assert expanded["W1"].shape == (3, 6, 40)
    for k, rate in enumerate(rates):
        full = train(net, X, Y, params, learning_rate=rate, **options)
        np.testing.assert_allclose(run.costs[k], full.costs, rtol=1e-9)
        assert oracle.relative_difference(member(expanded, k), full.params) < 1e-9


def test_a_stack_of_starts_in_the_span():
    net = Network((40, 6, 1), "tanh")
    starts = [problem(net, 9, seed)[0] for seed in (1, 2)]
    _, X, Y = problem(net, 9)
    span = Span(X)
    small, small_params = span.project(net, stack(starts))
    assert small_params["W1"].shape == (2, 6, 9)
    trainer = Trainer(small, span.R, Y, small_params, learning_rate=0.1).step(60)
    expanded = span.expand(trainer.params, stack(starts))
    for k, start in enumerate(starts):
        full = train(net, X, Y, start, learning_rate=0.1, iterations=60)
        assert oracle.relative_difference(member(expanded, k), full.params) < 1e-9


def test_float32_stays_and_agrees_to_its_digits():
    net = Network((300, 5, 1), "tanh")
    params, X, Y = problem(net, 20, dtype=np.float32)
    X = X / np.sqrt(np.float32(300))
    span = Span(X)
    small, small_params = span.project(net, params)
    options = {"learning_rate": 0.1, "iterations": 100, "record_every": 20}
    run, full = (
        train(small, span.R, Y, small_params, **options),
        train(net, X, Y, params, **options),
    )
    assert {array.dtype for array in run.params.values()} == {np.dtype(np.float32)}
    np.testing.assert_allclose(run.costs, full.costs, rtol=1e-4)
    expanded = span.expand(run.params, {k: a.astype(np.float32) for k, a in params.items()})
    assert {array.dtype for array in expanded.values()} == {np.dtype(np.float32)}
    assert oracle.relative_difference(expanded, full.params) < 1e-3


def test_examples_given_twice_are_no_obstacle():
    """X of rank 5 in 9 columns: the span has superfluous directions, in which nothing moves."""
    net = Network((40, 4, 1), "tanh")
    params, X, Y = problem(net, 5)
    X, Y = np.hstack([X, X[:, :4]]), np.hstack([Y, Y[:, :4]])
    span = Span(X)
    small, small_params = span.project(net, params)
    run = train(small, span.R, Y, small_params, learning_rate=0.1, iterations=100)
    full = train(net, X, Y, params, learning_rate=0.1, iterations=100)
    np.testing.assert_allclose(run.costs, full.costs, rtol=1e-9)
    assert oracle.relative_difference(span.expand(run.params, params), full.params) < 1e-9


@pytest.mark.parametrize(
    "options, name",
    (({"optimizer": "adam"}, "adam"), ({"optimizer": "rmsprop"}, "rmsprop"), ({"l2": 0.1}, "l2")),
)
def test_what_would_not_be_the_same_is_refused_with_the_reason(options, name):
    net = Network((40, 4, 1), "tanh")
    params, X, Y = problem(net, 9)
    span = Span(X)
    small, small_params = span.project(net, params)
    for start in (train, lambda *args, **kwargs: sweep(*args[:3], params=args[3], **kwargs)):
        rate = 0.01 if start is train else [0.01]
        with pytest.raises(ValueError) as caught:
            start(small, span.R, Y, small_params, learning_rate=rate, iterations=1, **options)
        message = str(caught.value)
        for word in (name, "Span", "gradient_descent", "momentum", "would not", "full"):
            assert word in message


@pytest.mark.parametrize("options", ({"optimizer": "adam"}, {"optimizer": "rmsprop"}, {"l2": 3.0}))
def test_the_reason_holds(options):
    """Trained on a network that does not know its inputs are coordinates, the result differs."""
    net = Network((40, 4, 1), "tanh")
    params, X, Y = problem(net, 9)
    span = Span(X)
    _, small_params = span.project(net, params)
    unaware = Network((9, 4, 1), "tanh")
    options = {"learning_rate": 0.05, "iterations": 40, **options}
    run = train(unaware, span.R, Y, small_params, **options)
    expanded = span.expand(run.params, params)
    full = train(net, X, Y, params, **options)
    assert oracle.relative_difference(expanded, full.params) > 1e-3


def test_nothing_given_is_changed():
    net = Network((40, 4, 1), "tanh")
    params, X, Y = problem(net, 9)
    before = copy.deepcopy((params, X))
    span = Span(X)
    small, small_params = span.project(net, params)
    small_params["b1"][:] += 0  # the projected params may be used like any others
    run = train(small, span.R, Y, small_params, iterations=5)
    trained = copy.deepcopy(run.params)
    span.expand(run.params, params)
    np.testing.assert_array_equal(X, before[1])
    for key in params:
        np.testing.assert_array_equal(params[key], before[0][key])
        np.testing.assert_array_equal(run.params[key], trained[key])


def test_a_classifier_of_wide_images_end_to_end():
    """300 'pixels', 20 examples: perfect on those, and on new ones as good as the full run."""
    rng = np.random.default_rng(5)
    kinds = rng.standard_normal((300, 2))

    def pictures(m):
        Y = rng.integers(0, 2, (1, m)).astype(float)
        return kinds[:, Y[0].astype(int)] + rng.standard_normal((300, m)) * 3, Y

    (X, Y), (X_test, Y_test) = pictures(20), pictures(400)
    net = Network((300, 5, 1), "tanh")
    params = net.initialize("xavier", rng)
    span = Span(X)
    small, small_params = span.project(net, params)
    run = train(small, span.R, Y, small_params, learning_rate=0.05, iterations=300)
    expanded = span.expand(run.params, params)
    full = train(net, X, Y, params, learning_rate=0.05, iterations=300)
    assert accuracy(net.predict(X, expanded), Y) == 1
    score = accuracy(net.predict(X_test, expanded), Y_test)
    assert score == accuracy(net.predict(X_test, full.params), Y_test)
    assert score > 0.7
