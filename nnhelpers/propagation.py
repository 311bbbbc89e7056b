"""Forward propagation, cost and backpropagation: the formulas of pages 02 to 04.

This is the heart of the course, and nothing else is in it: `Network` (network.py) checks what it
is given and calls these functions, and so does training, thousands of times. `net` holds L layers;
net.g[l] is the activation of layer l. Columns are examples. Parameters may be a stack of K
networks, with one more axis in front; no line here changes for that.
"""

import numpy as np

from nnhelpers.linear import product


def forward(net, X, params, keep_prob=1.0, rng=None):
    """The cache of all layers: A0 = X, then Z = W A_prev + b and A = g(Z). Pages 03 and 04."""
    A = X
    cache = {"A0": A}
    for l in range(1, net.L + 1):
        Z = product(params[f"W{l}"], A)
        Z += params[f"b{l}"]
        A = net.g[l].function(Z)
        if keep_prob < 1 and l < net.L:  # inverted dropout, page 03
            cache[f"D{l}"] = (rng.random(A.shape) < keep_prob).astype(A.dtype) / keep_prob
            A = A * cache[f"D{l}"]
        cache[f"Z{l}"], cache[f"A{l}"] = Z, A
    return cache


def cost(net, cache, Y):
    """The cost J, the mean loss of the examples: a float, or (K,). Pages 02 and 03."""
    return net.loss_function.from_Z(cache[f"Z{net.L}"], cache[f"A{net.L}"], Y)


def penalty(net, params, m, l2=0.0, l1=0.0):
    """l2 / (2m) times the sum of all squared weights: a float, or (K,). Page 03.

    And l1 / m times the sum of their sizes. 0.0 without a penalty: params are not asked for.
    """
    weights = [params[f"W{l}"] for l in range(1, net.L + 1)] if l2 or l1 else []
    squares = sum((W**2).sum(axis=(-2, -1)) for W in weights) if l2 else 0.0
    sizes = sum(np.abs(W).sum(axis=(-2, -1)) for W in weights) if l1 else 0.0
    return l2 / (2 * m) * squares + l1 / m * sizes


def deltas(net, cache, params, Y):
    """Yield l and dZ of layer l, from the last to the first: dZ = (W_next^T dZ_next) g'(Z).

    A column of dZ is the derivative of one example's loss; no 1/m. Page 03.
    """
    dZ = _output_delta(net, cache, Y)
    yield net.L, dZ
    for l in range(net.L - 1, 0, -1):
        dA = product(params[f"W{l + 1}"].mT, dZ)
        Z, A = cache[f"Z{l}"], cache[f"A{l}"]
        if "D1" in cache:  # dropout: the cached A is masked, so g'(Z) has to do without it
            dA, A = dA * cache[f"D{l}"], None
        dZ = dA * net.g[l].derivative(Z, A=A)
        yield l, dZ


def _output_delta(net, cache, Y):
    """dZ of the last layer: A - Y (or twice that) where loss and output belong together."""
    A, loss = cache[f"A{net.L}"], net.loss_function
    if loss.outputs[0] == net.output:
        return loss.output_delta(A, Y)
    return net.g[net.L].backward(loss.derivative(A, Y), cache[f"Z{net.L}"], A)


def backward(net, cache, params, Y, l2=0.0, l1=0.0):
    """The gradients: dW = dZ A_prev^T / m and db = the mean of dZ, for every layer. Page 04.

    1/m enters here, and only here; dA0, which nobody needs, is never computed.
    """
    grads, m = {}, Y.shape[-1]
    for l, dZ in reversed([*deltas(net, cache, params, Y)]):  # in the order of params
        mean_dZ = dZ / m
        grads[f"dW{l}"] = product(mean_dZ, cache[f"A{l - 1}"].mT)
        grads[f"db{l}"] = np.add.reduce(mean_dZ, axis=-1, keepdims=True)
        if l2:
            grads[f"dW{l}"] += l2 / m * params[f"W{l}"]
        if l1:  # the slope of |W| is its sign; at 0 we take 0
            grads[f"dW{l}"] += l1 / m * np.sign(params[f"W{l}"])
    return grads
