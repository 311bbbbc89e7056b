"""Mini-batches: every epoch a permutation of all examples, the last batch short, from rng."""

import numpy as np
import pytest

from nnhelpers.batches import Batches

X = np.arange(20.0).reshape(2, 10)  # example i is (i, 10 + i)
Y = 100 + np.arange(10.0).reshape(1, 10)


def generator(seed=3):
    return np.random.default_rng(seed)


def test_the_full_batch_is_the_data_every_time():
    rng = generator()
    batches = Batches(X, Y, None)
    for iteration in range(3):
        came_X, came_Y = batches.at(iteration, rng)
        np.testing.assert_array_equal(came_X, X)
        np.testing.assert_array_equal(came_Y, Y)
    assert batches.per_epoch == 1
    assert rng.random() == generator().random()  # nothing drawn


@pytest.mark.parametrize(
    "size, lengths",
    (
        (4, [4, 4, 2]),
        (5, [5, 5]),
        (1, [1] * 10),
        (9, [9, 1]),
        (10, [10]),
        (64, [10]),
    ),
)
def test_an_epoch(size, lengths):
    batches, rng = Batches(X, Y, size), generator()
    assert batches.per_epoch == len(lengths)
    orders = []
    for epoch in range(3):
        parts = [batches.at(epoch * len(lengths) + i, rng) for i in range(len(lengths))]
        assert [part.shape[1] for part, _ in parts] == lengths
        epoch_X, epoch_Y = (np.hstack(side) for side in zip(*parts))
        np.testing.assert_array_equal(epoch_X[1], epoch_X[0] + 10)  # examples stay whole
        np.testing.assert_array_equal(epoch_Y[0], epoch_X[0] + 100)  # and keep their labels
        assert sorted(epoch_X[0]) == list(range(10))  # all of them, once
        orders.append(epoch_X[0].tolist())
    assert orders[0] != orders[1] != orders[2]


def test_the_order_is_the_generators_permutation():
    batches, rng, drawing = Batches(X, Y, 4), generator(), generator()
    for epoch in range(2):
        order = rng.permutation(10)
        for i, chosen in enumerate((order[:4], order[4:8], order[8:])):
            np.testing.assert_array_equal(batches.at(3 * epoch + i, drawing)[0], X[:, chosen])


def test_the_data_are_not_changed():
    copies = X.copy(), Y.copy()
    batches, rng = Batches(X, Y, 3), generator()
    for iteration in range(5):
        batch_X, _ = batches.at(iteration, rng)
        batch_X[:] = -1
    np.testing.assert_array_equal(X, copies[0])
    np.testing.assert_array_equal(Y, copies[1])
    assert sorted(np.hstack([batches.at(4 + i, rng)[0][0] for i in range(4)])) == list(range(10))
