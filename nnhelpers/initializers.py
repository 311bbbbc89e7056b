"""Initial weights: zeros, random, xavier, he. Page 06 compares them and derives the variances.

A weight of layer l is drawn from N(0, variance); biases start at zero. A new initializer is
one more row of the table.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Initializer:
    """One row of INITIALIZERS: deviation(n_prev), the standard deviation, times `scale`."""

    deviation: Callable
    scale: float
    source: str


INITIALIZERS = {
    "zeros": Initializer(lambda n_prev: 0.0, 1.0, "all units of a layer stay equal: page 06"),
    "random": Initializer(lambda n_prev: 1.0, 0.01, "N(0, 1) times a small scale: page 03"),
    "xavier": Initializer(lambda n_prev: n_prev**-0.5, 1.0, "variance 1/n_prev: Glorot & Bengio"),
    "he": Initializer(lambda n_prev: (2 / n_prev) ** 0.5, 1.0, "variance 2/n_prev: He et al. 2015"),
}


def initial_weights(shape, init, rng, scale=None):
    """Draw W of shape (n_l, n_prev): N(0, 1) * scale * deviation(n_prev), in float64.

    `init` is a name in INITIALIZERS; scale=None takes the row's own (0.01 for random, else 1).
    """
    row = INITIALIZERS[init]
    deviation = row.deviation(shape[1]) * (row.scale if scale is None else scale)
    return rng.standard_normal(shape) * deviation + 0.0  # + 0.0 turns -0.0 into 0.0
