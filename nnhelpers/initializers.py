"""Initial weights: zeros, random, xavier, he. Page 06 compares them and derives the variances.

INITIALIZERS gives the standard deviation of a weight of layer l, from n_prev = n_{l-1}, and
the usual scale it is multiplied by. Biases start at zero.
"""

INITIALIZERS = {
    "zeros": (lambda n_prev: 0.0, 1.0),
    "random": (lambda n_prev: 1.0, 0.01),
    "xavier": (lambda n_prev: (1 / n_prev) ** 0.5, 1.0),  # after Glorot & Bengio 2010
    "he": (lambda n_prev: (2 / n_prev) ** 0.5, 1.0),  # He et al. 2015
}


def initial_weights(shape, init, rng, scale=None):
    """Draw W of shape (n_l, n_prev) from N(0, 1) * deviation * scale, in float64.

    `init` is a name in INITIALIZERS; scale=None takes the row's own (0.01 for random, else 1).
    """
    deviation, own_scale = INITIALIZERS[init]
    width = deviation(shape[1]) * (own_scale if scale is None else scale)
    return rng.standard_normal(shape) * width + 0.0  # + 0.0 turns -0.0 into 0.0
