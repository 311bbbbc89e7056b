"""Two backward passes with a mistake in each, for the search on page 04.

Whoever reads on knows where they are; the search is more fun without.
"""

import numpy as np

from nnhelpers.exercises.deep_network import my_deep_backward


def backward_a(cache, params, Y):
    """Backpropagation of a network of four layers, with one mistake. As `my_deep_backward`."""
    grads = my_deep_backward(cache, params, Y)
    return {**grads, "dW3": grads["dW3"] * Y.shape[1]}


def backward_b(cache, params, Y):
    """Backpropagation of a network of four layers, with another. As `my_deep_backward`."""
    return my_deep_backward({**cache, "Z2": np.ones_like(cache["Z2"])}, params, Y)
