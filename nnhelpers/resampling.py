"""Intervals for results that come in groups, by drawing whole groups anew.

Eight pictures of one drawing are not eight independent witnesses: if the network knows one of
them, it most likely knows the others. So drawings are drawn, each with all its pictures. Page 02
tells why; this is a bootstrap over groups (clusters).
"""

import numpy as np

from nnhelpers.contracts import (
    as_array,
    as_float_array,
    check_count,
    check_finite,
    check_number,
    check_rng,
)


def interval(values, groups, rng, level: float = 0.95, draws: int = 5000) -> tuple[float, float]:
    """Interval for the mean of `values`, from whole groups drawn anew.

    One draw takes as many groups as there are, with replacement, and the mean of all their
    values; the interval holds the middle `level` of `draws` such means.

    Parameters
    ----------
    values : array, shape (m,)
        One for each example: 1 where a label is right and 0 where it is wrong (booleans will do)
        for an accuracy; the difference of two such arrays for the difference of two accuracies.
    groups : array, shape (m,)
        To which group each example belongs, such as `data.validation.drawing`.
    rng : numpy.random.Generator
    level : float
        Between 0 and 1.
    draws : int

    Returns
    -------
    low, high : floats

    Raises
    ------
    TypeError, ValueError
        If values and groups are not two rows of one length, or another argument does not fit.
    """
    values, groups = as_float_array("values", values), as_array(groups)
    if values.ndim != 1 or values.shape != groups.shape or not values.size:
        raise ValueError(
            f"values has shape {values.shape} and groups {groups.shape}, but two rows of one "
            "length were expected: one value and one group for each example. A row vector (1, m) "
            "becomes one with [0]."
        )
    check_finite("values", values)
    check_number("level", level, 0, 1, advice="Pass for example level=0.95.")
    check_count("draws", draws, maximum=1_000_000)
    _, group = np.unique(groups, return_inverse=True)
    sums, sizes = np.bincount(group, values), np.bincount(group)
    drawn = check_rng(rng).integers(len(sizes), size=(draws, len(sizes)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
