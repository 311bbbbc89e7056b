"""The record of a run: its arrays, divergence of members, instability."""

import numpy as np
import pytest

from nnhelpers.history import History


def test_one_network():
    history = History(("costs",))
    assert history.iterations.shape == history.column("costs").shape == (0,)
    assert history.diverged is None
    assert history.unstable(0.1) is None
    for iteration, cost in ((0, 2.0), (10, 1.5), (20, 1.0)):
        history.record(iteration, costs=cost)
    assert history.iterations.tolist() == [0, 10, 20]
    assert history.column("costs").tolist() == [2, 1.5, 1]
    assert history.column("validation_costs") is None


def test_a_stack():
    history = History(("costs", "validation_costs"), stack=2)
    assert history.column("costs").shape == (2, 0)
    assert history.diverged == history.unstable(0.1) == [None, None]
    for iteration in (0, 5, 10):
        history.record(iteration, costs=[iteration, 1.0], validation_costs=[2.0, 3.0])
    assert history.column("costs").tolist() == [[0, 5, 10], [1, 1, 1]]
    assert history.column("validation_costs").tolist() == [[2] * 3, [3] * 3]


def test_a_member_that_diverged_is_nan_from_then_on_and_marked_once():
    history = History(("costs",), stack=3)
    history.record(0, costs=[1.0, 2.0, 3.0])
    rates = np.array([0.1, 7.5, 0.3])
    new = history.mark_diverged(np.array([True, False, True]), "a parameter", 4, rates)
    assert list(new) == [1]
    assert history.alive.tolist() == [True, False, True]
    history.record(5, costs=[1.0, 2.0, 3.0])
    again = history.mark_diverged(np.array([True, False, True]), "a parameter", 9, rates)
    assert list(again) == []
    np.testing.assert_array_equal(history.column("costs"), [[1, 1], [2, np.nan], [3, 3]])
    none, sentence, other = history.diverged
    assert none is None and other is None
    for word in ("iteration 4:", "a parameter", "learning rate 7.5", "cost 2.", "Try"):
        assert word in sentence
    assert history.any_alive
    history.mark_diverged(np.array([False, False, False]), "the cost", 11, rates)
    assert not history.any_alive


@pytest.mark.parametrize(
    "costs, unstable",
    (
        ([1, 2, 1], False),  # just twice is not above twice
        ([1, 2.001, 1], True),
        ([1, 0.1, 0.9], False),  # against the first cost, not the lowest
        ([1, 0.5, 2.5], True),
        ([3], False),
        ([1, np.inf], True),
        ([1, np.nan], False),
    ),
)
def test_unstable_is_more_than_twice_the_first_cost(costs, unstable):
    history = History(("costs",))
    for iteration, cost in enumerate(costs):
        history.record(iteration, costs=float(cost))
    sentence = history.unstable(0.25)
    assert (sentence is not None) == unstable
    if unstable:
        for word in (f"{max(costs):.4g}", "twice", "learning rate 0.25", "smaller"):
            assert word in sentence
