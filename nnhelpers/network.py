"""The network: forward propagation, cost, backpropagation, prediction.

Three plain dicts carry everything: params (W1, b1, ...), cache (A0, Z1, A1, ...), grads (dW1,
db1, ...). Columns are examples. With a leading stack axis K in all params, K networks of one
architecture are computed at once (sweep.py). Learning is in training.py.
"""

from collections import namedtuple
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nnhelpers import contracts
from nnhelpers.activations import HIDDEN, activation
from nnhelpers.initializers import INITIALIZERS, initial_weights
from nnhelpers.linear import linear_backward, linear_forward
from nnhelpers.losses import LOSSES, OUTPUTS

Keys = namedtuple("Keys", "W b Z A D dW db dZ")  # of layer 1: "W1", "b1", "Z1", ...


@dataclass(frozen=True)
class Network:
    """The architecture of a network: layer sizes and functions, no parameters.

    layer_sizes : (n_x, n_1, ..., n_L), inputs first: (12288, 20, 7, 5, 1) has L = 4 layers
    hidden : sigmoid, tanh, relu, leaky_relu or identity; one name, or one for each hidden layer
    output : sigmoid, softmax or identity
    loss : binary_cross_entropy, cross_entropy or mean_squared_error; None: the output's own
    leaky_slope : slope of leaky_relu for Z < 0, in [0, 1)
    coordinates : True if the inputs are coordinates in a Span (set by Span.project)
    ValueError for sizes or names that do not make a network.
    """

    layer_sizes: tuple[int, ...]
    hidden: str | tuple[str, ...] = "relu"
    output: str = "sigmoid"
    loss: str | None = None
    leaky_slope: float = 0.01
    coordinates: bool = False

    def __post_init__(self):
        contracts.check_name("output", self.output, OUTPUTS)
        sizes = contracts.check_layer_sizes(self.layer_sizes, self.output)
        names = contracts.check_hidden(self.hidden, len(sizes) - 2, HIDDEN)
        object.__setattr__(self, "layer_sizes", sizes)
        object.__setattr__(self, "hidden", self.hidden if isinstance(self.hidden, str) else names)
        object.__setattr__(self, "loss", contracts.check_loss(self.loss, self.output, LOSSES))
        object.__setattr__(self, "activations", (*names, self.output))  # of layers 1 ... L
        rows = tuple(activation(name, self.leaky_slope) for name in self.activations)
        object.__setattr__(self, "_activations", rows)
        object.__setattr__(self, "L", len(rows))  # number of layers, the input not counted
        keys = [Keys(*(f"{symbol}{l}" for symbol in Keys._fields)) for l in range(self.L + 1)]
        object.__setattr__(self, "_keys", keys)

    @cached_property
    def shapes(self):
        """Shape of each parameter: {"W1": (n_1, n_0), "b1": (n_1, 1), ...}. Page 04."""
        shapes = {}
        for l in range(1, self.L + 1):
            shapes[f"W{l}"] = (self.layer_sizes[l], self.layer_sizes[l - 1])
            shapes[f"b{l}"] = (self.layer_sizes[l], 1)
        return shapes

    @property
    def parameter_count(self):
        """How many numbers the parameters hold."""
        return sum(rows * columns for rows, columns in self.shapes.values())

    def check_params(self, params, argument="params"):
        """Return K for a stack of K networks, else None; ValueError if keys or shapes differ."""
        return contracts.check_arrays(argument, params, self.shapes)

    def initialize(self, init="he", rng=None, scale=None):
        """Initial params (float64): weights as init (zeros, random, xavier, he), biases zero.
        scale multiplies the standard deviation (None: 0.01 for random, else 1). Page 06.
        """
        contracts.check_name("init", init, INITIALIZERS)
        contracts.check_number("scale", 0 if scale is None else scale, 0)
        rng = contracts.check_rng(rng)
        return {
            key: initial_weights(shape, init, rng, scale) if key[0] == "W" else np.zeros(shape)
            for key, shape in self.shapes.items()
        }

    def forward(self, X, params, out=None, keep_prob=1.0, rng=None, check=True):
        """Forward propagation of X (n_x, m). Pages 03 and 04.

        Returns a cache: A0 = X, then Z1, A1, ..., ZL, AL of shape (n_l, m); AL is Y_hat.
        out : a cache of an earlier call with the same shapes (or an empty dict), written over
        keep_prob : inverted dropout: hidden units are kept with this probability and divided
            by it; rng draws the masks, which are stored as D1, D2, ...
        check : False skips checks that an earlier call with these arguments has made
        ValueError, TypeError if X or params do not fit, or hold NaN (params of a stack may).
        """
        if check:
            X = contracts.check_inputs(X, self.layer_sizes[0])
            self.check_params(params)
            contracts.check_out(out, X, params)
            keep_prob = contracts.check_keep_prob(keep_prob)
            rng = contracts.check_rng(rng) if keep_prob < 1 else None
        cache = {} if out is None else out
        cache["A0"] = A = X
        for g, key in zip(self._activations, self._keys[1:]):
            Z = linear_forward(A, params[key.W], params[key.b], cache.get(key.Z), False)
            A = g.function(Z, out=cache.get(key.A))
            cache[key.Z], cache[key.A] = Z, A
            cache.pop(key.D, None)
            if keep_prob < 1 and key is not self._keys[-1]:
                cache[key.D] = (rng.random(A.shape) < keep_prob).astype(A.dtype) / keep_prob
                A *= cache[key.D]
        return cache

    def cost(self, cache, Y, params=None, l2=0.0, check=True):
        """The cost J: mean loss of the examples, from Z of the last layer. Page 02.

        Y (n_y, m) holds 0/1 for sigmoid, one-hot columns for softmax, reals for identity.
        l2 > 0 adds l2 / (2m) * sum of all squared weights (not biases) of params. Page 03.
        Returns a float, or (K,) for a stack. ValueError, TypeError if Y does not fit.
        """
        if check:
            Y = contracts.check_cache_and_targets(self, cache, Y)
            contracts.check_penalty(l2, params, self)
        Z, A = cache[f"Z{self.L}"], cache[f"A{self.L}"]
        J = LOSSES[self.loss].from_Z(Z, A, Y)
        if l2:
            squares = sum((params[f"W{l}"] ** 2).sum(axis=(-2, -1)) for l in range(1, self.L + 1))
            J = J + l2 / (2 * Z.shape[-1]) * squares
        return J

    def backward(self, cache, params, Y, out=None, deltas=None, l2=0.0, check=True):
        """Backpropagation: the gradient of the cost for every parameter. Pages 03 and 04.

        Returns grads: dW1, db1, ... of the shapes of W1, b1, ...; dA0 is never computed.
        cache, params, Y, l2, check : as in forward and cost, with their errors
        out : grads of an earlier call with the same shapes (or an empty dict), written over
        deltas : a dict (new, or of an earlier call) that receives dZ1 ... dZL
        """
        if check:
            Y = contracts.check_cache_and_targets(self, cache, Y, params)
            contracts.check_penalty(l2, params, self)
            contracts.check_backward_buffers(cache, params, out, deltas)
        grads = {} if out is None else out
        if not grads:
            grads.update(dict.fromkeys(f"d{key}" for key in self.shapes))  # W1, b1, W2, ...
        deltas = {} if deltas is None else deltas
        dZ = deltas[f"dZ{self.L}"] = self._output_delta(cache, Y, deltas.get(f"dZ{self.L}"))
        for l in range(self.L, 0, -1):
            key, before = self._keys[l], self._keys[l - 1]
            W, arrays = params[key.W], (deltas.get(before.dZ), grads[key.dW], grads[key.db])
            dA, dW, db = linear_backward(dZ, cache[before.A], W if l > 1 else None, arrays, False)
            if l2:
                dW += l2 / dZ.shape[-1] * W
            grads[key.dW], grads[key.db] = dW, db
            if l > 1:
                dZ = deltas[before.dZ] = self._hidden_delta(dA, cache, l - 1)
        return grads

    def _output_delta(self, cache, Y, out=None):
        """dZ of the last layer: a multiple of A - Y where loss and output belong together."""
        Z, A, loss = cache[f"Z{self.L}"], cache[f"A{self.L}"], LOSSES[self.loss]
        if loss.outputs[0] != self.output:
            return self._activations[-1].backward(loss.derivative(A, Y), Z, A, out)
        dZ = np.subtract(A, Y, out=out)
        if loss.factor != 1:
            dZ *= loss.factor
        return dZ

    def _hidden_delta(self, dA, cache, l):
        """dZ of hidden layer l from dA, written over dA."""
        g, key = self._activations[l - 1], self._keys[l]
        Z, A = cache[key.Z], cache[key.A]
        if key.D in cache:
            dA *= cache[key.D]
            A = g.function(Z)  # the cached A is masked
        return g.backward(dA, Z, A, dA)

    def labels(self, A):
        """Labels from AL: 0/1 where A > 0.5 (sigmoid), class indices (softmax), or A itself."""
        if self.output == "sigmoid":
            return (A > 0.5).astype(np.int64)
        return A.argmax(axis=-2, keepdims=True) if self.output == "softmax" else A

    def predict(self, X, params):
        """The labels of the examples X (n_x, m), shape (..., 1, m). Errors as forward."""
        return self.labels(self.forward(X, params)[f"A{self.L}"])


def accuracy(labels, Y):
    """The fraction of examples whose label is right: a float, or (K,) for a stack.

    labels: (..., 1, m) from Network.predict; Y: (1, m) labels or (n_y, m) one-hot columns,
    else ValueError.
    """
    labels, Y = contracts.check_label_pair(labels, Y)
    right = (labels == Y).all(axis=-2).mean(axis=-1)
    return right if right.ndim else float(right)
