"""Gradient check: backpropagation against the slope of the cost, measured by small steps.

Page 02 introduces it; run it before training any network whose gradients you wrote yourself.
"""

from collections.abc import Mapping

import numpy as np

from nnhelpers import contracts, propagation

SAMPLE_ABOVE = 2_000  # parameters; beyond, this many entries of each array are compared
SAMPLE_SIZE = 200


def numerical_gradients(net, params, X, Y, epsilon=1e-6, l2=0.0, entries=None, l1=0.0):
    """(J(theta + epsilon) - J(theta - epsilon)) / (2 epsilon) for each parameter, in float64.

    Returns a dict like Network.backward's. entries: flat indices to compute for each key (the
    others stay zero); None computes all. ValueError, TypeError if an argument does not fit.
    """
    X = contracts.check_inputs(X, contracts.check_network(net).layer_sizes[0]).astype(np.float64)
    contracts.check_single("params", params, net.shapes)
    entries = _check_entries(entries, net.shapes)
    contracts.check_number("epsilon", epsilon, 1e-12, 1, advice="Pass 1e-6.")
    for name, rate in (("l2", l2), ("l1", l1)):
        contracts.check_penalty(name, rate)
    Y = contracts.check_targets(Y, (net.layer_sizes[-1], X.shape[1]), net.output)
    params = {key: params[key].astype(np.float64) for key in net.shapes}
    grads = {f"d{key}": np.zeros_like(array) for key, array in params.items()}

    def cost(array, i, value):
        array.flat[i] = value
        J = propagation.cost(net, propagation.forward(net, X, params), Y)
        return J + propagation.penalty(net, params, X.shape[1], l2, l1)

    for key, array in params.items():
        for i in range(array.size) if entries is None else entries.get(key, ()):
            value = array.flat[i]
            rise = cost(array, i, value + epsilon) - cost(array, i, value - epsilon)
            grads[f"d{key}"].flat[i] = rise / (2 * epsilon)
            array.flat[i] = value
    return grads


def _check_entries(entries, shapes):
    """Return entries; TypeError unless it is None or a dict {key: flat indices}, all in range."""
    fits = entries is None or (isinstance(entries, Mapping) and set(entries) <= set(shapes))
    for key, places in entries.items() if fits and entries else ():
        places, (rows, columns) = contracts.as_array(places), shapes[key]
        whole = places.ndim == 1 and (places.dtype.kind in "iu" or not places.size)
        fits = fits and whole and ((places >= 0) & (places < rows * columns)).all()
    if not fits:
        raise TypeError(
            f"entries={entries!r} came, but a dict of flat indices was expected, for keys of "
            f"params: {', '.join(shapes)}. Pass {{'W1': [0, 1]}}, or None for all."
        )
    return entries


def gradient_check(net, params, X, Y, grads=None, epsilon=1e-6, l2=0.0, l1=0.0):
    """Relative difference ||grads - numerical|| / (||grads|| + ||numerical||), in float64.

    About 1e-7 or less: right. 1e-3 or more: there is a mistake. In between look closer (a ReLU
    just at its corner can be the cause). Above 2 000 parameters a fixed sample of 200 entries
    of each array is compared. grads: those to be checked, for example a learner's own; None
    takes net.backward's. ValueError, TypeError if an argument does not fit.
    """
    contracts.check_single("params", params, contracts.check_network(net).shapes)
    params = {key: params[key].astype(np.float64) for key in net.shapes}
    X = contracts.check_inputs(X, net.layer_sizes[0]).astype(np.float64)
    if grads is None:
        grads = net.backward(net.forward(X, params), params, Y, l2=l2, l1=l1)
    shapes = {f"d{key}": shape for key, shape in net.shapes.items()}
    words = "Look for a division by 0, a log of 0 or an overflow in the code that made them."
    contracts.check_single("grads", grads, shapes, if_not_finite=words)
    most = SAMPLE_SIZE if net.parameter_count > SAMPLE_ABOVE else None
    rng = np.random.default_rng(0)
    entries = {key: rng.permutation(array.size)[:most] for key, array in params.items()}
    numerical = numerical_gradients(net, params, X, Y, epsilon, l2, entries, l1)
    both = (grads, numerical)
    a, n = (np.concatenate([g[f"d{k}"].flat[entries[k]] for k in params]) for g in both)
    scale = np.linalg.norm(a) + np.linalg.norm(n)
    return float(np.linalg.norm(a - n) / scale) if scale else 0.0
