"""Training in the span of the examples: exact, and much cheaper for wide inputs.

Every gradient dW1 = dZ1 @ X.T / m is a combination of the examples, so with m < n_x training
moves W1 in at most m directions. With X = Q @ R (Q has orthonormal columns), the network on
the coordinates R with W1 @ Q takes just the same steps. Page 11 shows why.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from nnhelpers.contracts import as_float_array, check_arrays, check_finite, check_network


class Span:
    """The span of the columns of X (n_x, m): Q (n_x, r), orthonormal directions, r = min(n_x, m),
    and R (r, m), the coordinates of the examples: X = Q @ R. Exact for gradient descent and
    momentum without penalty; Trainer refuses the others. Data outside the span (test images)
    need the expanded parameters.
    """

    def __init__(self, X):
        self.Q, self.R = np.linalg.qr(_check_matrix(X))

    def project(self, net, params):
        """The network to train on R, and its params, W1 -> W1 @ Q. ValueError for another net."""
        _check_size(net, self.Q.shape[0])
        net.check_params(params)
        sizes = (self.R.shape[0], *net.layer_sizes[1:])
        small = replace(net, layer_sizes=sizes, coordinates=True)
        return small, {**params, "W1": params["W1"] @ self.Q}

    def expand(self, small_params, params):
        """Full params from those trained on the coordinates and the full initial ones.

        The part of the initial W1 orthogonal to the span never changes and is kept. For a
        stack of small_params, params may be a stack or one network. ValueError for other shapes.
        """
        check_arrays("small_params", small_params, _small_shapes(params, *self.Q.shape))
        moved = small_params["W1"] - params["W1"] @ self.Q
        return {**small_params, "W1": params["W1"] + moved @ self.Q.T}


def _check_matrix(X):
    """Return a finite float array of shape (rows, columns), neither of them 0."""
    array = as_float_array("X", X)
    if array.ndim != 2 or 0 in array.shape:
        raise ValueError(
            f"X has shape {array.shape}, but (n_x, m) was expected: one column for each "
            "example. Unroll images first: X.reshape(X.shape[0], -1).T."
        )
    check_finite("X", array)
    return array


def _check_size(net, n_x):
    """ValueError unless `net` takes the n_x inputs that a span was built from."""
    check_network(net)
    if net.coordinates or net.layer_sizes[0] != n_x:
        raise ValueError(
            f"net expects {net.layer_sizes[0]} {'coordinates' if net.coordinates else 'inputs'}, "
            f"but the span was built from {n_x} inputs. Build the Span from the X net trains on."
        )


def _small_shapes(params, n_x, r):
    """Return the shapes of params on r coordinates; TypeError unless params is a dict with W1."""
    if not isinstance(params, Mapping) or "W1" not in params:
        raise TypeError(
            f"params is a {type(params).__name__}, but the full initial params were expected, "
            "a dict with W1. Pass those that were given to project."
        )
    shapes = {key: np.shape(array)[-2:] for key, array in params.items()}
    if shapes["W1"][-1:] != (n_x,):
        raise ValueError(
            f"params['W1'] has shape {shapes['W1']}, but (n_1, {n_x}) was expected: the full "
            "initial params, on the inputs of the span. Pass those that were given to project."
        )
    return {**shapes, "W1": (shapes["W1"][0], r)}
