"""Intervals from groups drawn anew: against all draws of a small case, and what is refused."""

from itertools import product

import numpy as np
import pytest

from nnhelpers.resampling import interval

LEVELS = (0.5, 0.8, 0.95)


def every_draw(groups):
    """The means of all equally likely draws of the groups, given as lists of values."""
    drawn = product(groups, repeat=len(groups))
    return [np.mean(np.concatenate(some)) for some in drawn]


@pytest.mark.parametrize("level", LEVELS)
def test_agrees_with_all_draws_of_a_small_case(level):
    """Four groups of different sizes have 4⁴ draws: their quantiles are what 40 000 draws find."""
    cases = [[1, 1, 1, 1, 0], [0, 1], [0], [1, 0, 0]]
    labels = np.repeat(["d", "a", "c", "b"], [len(values) for values in cases])
    order = np.random.default_rng(1).permutation(len(labels))
    values = np.concatenate(cases)[order]
    found = interval(values, labels[order], np.random.default_rng(2), level, draws=40_000)
    tail = (1 - level) / 2
    near = np.quantile(
        every_draw(cases), [tail - 0.01, tail + 0.01, 1 - tail - 0.01, 1 - tail + 0.01]
    )
    assert near[0] <= found[0] <= near[1] and near[2] <= found[1] <= near[3]


def test_alike_within_groups_means_wider():
    """100 values in 10 groups that agree within are worth 10 values, not 100."""
    values = np.repeat(np.arange(10) < 7, 10)
    low, high = interval(values, np.repeat(np.arange(10), 10), np.random.default_rng(1))
    single_low, single_high = interval(values, np.arange(100), np.random.default_rng(1))
    assert high - low > 2.5 * (single_high - single_low)
    assert low < single_low < 0.7 < single_high < high


def test_equal_values_leave_no_room():
    assert interval(np.full(6, 0.25), [0, 0, 1, 1, 2, 3], np.random.default_rng(1)) == (0.25, 0.25)


def test_differences_of_two_classifiers():
    """The same draws for both: where they differ by one picture in each group, so does the mean."""
    difference = np.tile([1.0, 0.0, 0.0, 0.0], 9)
    groups = np.repeat(np.arange(9), 4)
    assert interval(difference, groups, np.random.default_rng(1)) == (0.25, 0.25)


@pytest.mark.parametrize(
    "values, groups, options, named",
    [
        (np.zeros((1, 4)), np.arange(4), {}, r"values has shape \(1, 4\)"),
        (np.zeros(4), np.arange(3), {}, r"groups \(3,\)"),
        (np.zeros(0), np.arange(0), {}, r"shape \(0,\)"),
        ([0.0, np.nan], [0, 1], {}, "values holds 1 value"),
        ([0.0, 1.0], [0, 1], {"level": 95}, "level=95"),
        ([0.0, 1.0], [0, 1], {"draws": 0}, "draws=0"),
    ],
)
def test_what_does_not_fit_is_refused(values, groups, options, named):
    with pytest.raises(ValueError, match=named):
        interval(values, groups, np.random.default_rng(1), **options)
