"""Training in the span of the examples: exact, and much cheaper for wide inputs.

Every gradient dW1 = dZ1 @ X.T / m is a combination of the examples, so with m < n_x training
moves W1 in at most m directions. With X = Q @ R (Q has orthonormal columns), the network on
the coordinates R with W1 @ Q takes just the same steps. Page 04 shows why.
"""

from dataclasses import replace

import numpy as np

from nnhelpers.contracts import check_arrays, check_expandable, check_matrix, check_span_size


class Span:
    """The span of the columns of X (n_x, m): Q (n_x, r), orthonormal directions, r = min(n_x, m),
    and R (r, m), the coordinates of the examples: X = Q @ R. Exact for gradient descent and
    momentum without penalty; Trainer refuses the others. Data outside the span (test images)
    need the expanded parameters.
    """

    def __init__(self, X):
        self.Q, self.R = np.linalg.qr(check_matrix("X", X))

    def project(self, net, params):
        """The network to train on R, and its params, W1 -> W1 @ Q. ValueError for another net."""
        check_span_size(net, self.Q.shape[0])
        net.check_params(params)
        sizes = (self.R.shape[0], *net.layer_sizes[1:])
        small = replace(net, layer_sizes=sizes, coordinates=True)
        return small, {**params, "W1": params["W1"] @ self.Q}

    def expand(self, small_params, params):
        """Full params from those trained on the coordinates and the full initial ones.

        The part of the initial W1 orthogonal to the span never changes and is kept. For a
        stack of small_params, params may be a stack or one network. ValueError for other shapes.
        """
        check_arrays("small_params", small_params, check_expandable(params, self.R.shape[0]))
        moved = small_params["W1"] - params["W1"] @ self.Q
        return {**small_params, "W1": params["W1"] + moved @ self.Q.T}
