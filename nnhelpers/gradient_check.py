"""Gradient check: backpropagation against the slope of the cost, measured by small steps.

Page 02 introduces it; run it before training any network whose gradients you wrote yourself.
"""

import numpy as np

from nnhelpers.contracts import check_arrays, check_inputs

SAMPLE_ABOVE = 2_000  # parameters
SAMPLE_SIZE = 200  # entries of each array


def numerical_gradients(net, params, X, Y, epsilon=1e-6, l2=0.0, entries=None):
    """(J(theta + epsilon) - J(theta - epsilon)) / (2 epsilon) for every parameter, in float64.

    Parameters
    ----------
    entries : dict, optional
        Flat indices to compute for each key, others stay zero; None computes all.

    Returns
    -------
    grads : dict of ndarrays, as Network.backward returns them
    """
    X = check_inputs(X, net.layer_sizes[0]).astype(np.float64)
    if net.check_params(params) is not None:
        raise ValueError("params is a stack, but one network was expected. Use member(params, k).")
    params = {key: array.astype(np.float64) for key, array in params.items()}

    def cost():
        return net.cost(net.forward(X, params, check=False), Y, params, l2)

    grads = {}
    for key, array in params.items():
        grads[f"d{key}"] = slope = np.zeros_like(array)
        for i in range(array.size) if entries is None else entries[key]:
            value = array.flat[i]
            array.flat[i] = value + epsilon
            above = cost()
            array.flat[i] = value - epsilon
            slope.flat[i] = (above - cost()) / (2 * epsilon)
            array.flat[i] = value
    return grads


def gradient_check(net, params, X, Y, grads=None, epsilon=1e-6, l2=0.0):
    """Relative difference ||grads - numerical|| / (||grads|| + ||numerical||), in float64.

    About 1e-7 or less: right. 1e-3 or more: there is a mistake. In between look closer (a ReLU
    at its corner can be the cause). Above 2 000 parameters a fixed sample of 200 entries of
    each array is compared.

    Parameters
    ----------
    grads : dict, optional
        The gradients to be checked, for example a learner's; None takes net.backward's.

    Raises
    ------
    ValueError, TypeError
        If an argument does not fit the network.
    """
    X = check_inputs(X, net.layer_sizes[0]).astype(np.float64)
    net.check_params(params)
    params = {key: params[key].astype(np.float64) for key in net.shapes}
    if grads is None:
        grads = net.backward(net.forward(X, params), params, Y, l2=l2)
    check_arrays("grads", grads, {f"d{key}": shape for key, shape in net.shapes.items()})
    rng = np.random.default_rng(0)
    entries = {key: np.arange(array.size) for key, array in params.items()}
    if net.parameter_count > SAMPLE_ABOVE:
        entries = {k: rng.permutation(every)[:SAMPLE_SIZE] for k, every in entries.items()}
    numerical = numerical_gradients(net, params, X, Y, epsilon, l2, entries)

    def chosen(gradients):
        return np.concatenate([gradients[f"d{key}"].ravel()[entries[key]] for key in params])

    a, n = chosen(grads), chosen(numerical)
    scale = np.linalg.norm(a) + np.linalg.norm(n)
    return float(np.linalg.norm(a - n) / scale) if scale else 0.0
