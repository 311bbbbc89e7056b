"""Training in the span of the examples: exact, and much cheaper for wide inputs.

Every gradient dW1 = dZ1 @ X.T / m is a combination of the examples, so with m < n_x training
moves W1 in at most m directions. With X = Q @ R (Q has orthonormal columns), the network on
the coordinates R with W1 @ Q takes just the same steps. Page 04 shows why.
"""

from dataclasses import replace

import numpy as np

from nnhelpers.contracts import as_float_array, check_arrays, check_finite


class Span:
    """The span of the columns of X, shape (n_x, m), in r = min(n_x, m) coordinates.

    Attributes
    ----------
    Q : ndarray, shape (n_x, r)
        Orthonormal directions.
    R : ndarray, shape (r, m)
        Coordinates of the examples: X = Q @ R. Train on these.

    Exact for gradient descent and momentum without penalty; Trainer refuses the others.
    Data outside the span (test images) need the expanded parameters.
    """

    def __init__(self, X):
        X = as_float_array("X", X)
        if X.ndim != 2 or 0 in X.shape:
            raise ValueError(
                f"X has shape {X.shape}, but (n_x, m) was expected. Unroll images to columns."
            )
        check_finite("X", X)
        self.Q, self.R = np.linalg.qr(X)

    def project(self, net, params):
        """The network on the coordinates and its params, W1 -> W1 @ Q (stacks too)."""
        if net.coordinates or net.layer_sizes[0] != self.Q.shape[0]:
            raise ValueError(
                f"net expects {net.layer_sizes[0]} inputs, but this span lies in "
                f"{self.Q.shape[0]} dimensions. Build the Span from the X that net trains on."
            )
        net.check_params(params)
        sizes = (self.R.shape[0], *net.layer_sizes[1:])
        small = replace(net, layer_sizes=sizes, coordinates=True)
        return small, {**params, "W1": params["W1"] @ self.Q}

    def expand(self, small_params, params):
        """Full params after training on the coordinates.

        small_params are the trained ones, params the full initial ones: the part of the
        initial W1 orthogonal to the span never changes and is kept. ValueError if the shapes
        do not fit. For a stack of small_params, params may be a stack or a single network.
        """
        expected = {key: np.shape(array)[-2:] for key, array in params.items()}
        expected["W1"] = (expected["W1"][0], self.R.shape[0])
        check_arrays("small_params", small_params, expected)
        moved = small_params["W1"] - params["W1"] @ self.Q
        return {**small_params, "W1": params["W1"] + moved @ self.Q.T}
