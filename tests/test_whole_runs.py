"""Whole training runs of many classes and of numbers, against autograd and published updates.

Every gradient is the oracle's, every update the formula's, every batch drawn anew: nothing of a run
is taken from the package but its start.
"""

import numpy as np
import oracle
import pytest

from nnhelpers import Network, train

ITERATIONS = 60
NETS = {
    "softmax regression": Network((6, 4), output="softmax"),
    "sigmoid": Network((6, 1)),
    "two classes by softmax": Network((6, 2), output="softmax"),
    "deep, many classes": Network((6, 8, 5, 4), hidden="tanh", output="softmax"),
    "relu, many classes": Network((6, 8, 3), hidden="relu", output="softmax"),
    "linear regression": Network((6, 1), output="identity"),
    "several numbers": Network((6, 7, 3), hidden="tanh", output="identity"),
    "classes by squared error": Network((6, 5, 3), "tanh", "softmax", "mean_squared_error"),
}


def by_hand(net, X, Y, params, learning_rate, optimizer, batch_size, rng):
    """Parameters after ITERATIONS updates, and the full costs before and after them."""
    descent, m = oracle.Descent(optimizer), X.shape[1]
    costs = [oracle.cost(net, params, X, Y)]
    per_epoch = -(-m // batch_size)
    for t in range(ITERATIONS):
        if t % per_epoch == 0:
            order = rng.permutation(m) if batch_size < m else np.arange(m)
        chosen = order[t % per_epoch * batch_size :][:batch_size]
        grads = oracle.gradients(net, params, X[:, chosen], Y[:, chosen])
        params = descent.update(params, grads, learning_rate)
    return params, [*costs, oracle.cost(net, params, X, Y)]


@pytest.mark.parametrize("batch_size", [None, 8], ids=["full batch", "mini-batches"])
@pytest.mark.parametrize(
    "optimizer, learning_rate",
    [("gradient_descent", 0.1), ("momentum", 0.1), ("rmsprop", 0.002), ("adam", 0.01)],
)
@pytest.mark.parametrize("name", NETS)
def test_a_run_is_the_oracles_run(name, optimizer, learning_rate, batch_size):
    net = NETS[name]
    params, X, Y = oracle.problem(net, 21, np.random.default_rng(len(name)))  # a last short batch
    run = train(
        net, X, Y, params, rng=np.random.default_rng(5), learning_rate=learning_rate,
        optimizer=optimizer, iterations=ITERATIONS, batch_size=batch_size,
    )  # fmt: skip
    expected, costs = by_hand(
        net, X, Y, params, learning_rate, optimizer, batch_size or 21, np.random.default_rng(5)
    )
    assert oracle.relative_difference(run.params, expected) < 1e-9
    reached = net.cost(net.forward(X, run.params), Y)
    assert reached == pytest.approx(costs[1], rel=1e-9)
    if batch_size is None:
        np.testing.assert_allclose(run.costs[[0, -1]], costs, rtol=1e-9)
        assert costs[1] < costs[0]
