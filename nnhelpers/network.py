"""The network: its architecture, and the door to everything that is computed with it.

Three plain dicts carry the numbers: params (W1, b1, ...), cache (A0, Z1, A1, ...), grads (dW1,
db1, ...). Columns are examples. The methods check what they are given; what they compute is
written in propagation.py, and learning in training.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nnhelpers import contracts, propagation
from nnhelpers.activations import HIDDEN, activation
from nnhelpers.initializers import INITIALIZERS, initial_weights
from nnhelpers.losses import LOSSES, OUTPUTS

MOST_PARAMETERS = 100_000_000  # 0.8 GB; more is a slip of the keyboard


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
        _check_layer_sizes(self.layer_sizes, self.output)
        _check_hidden(self.hidden, self.L - 1)
        _check_loss(self.loss, self.output)
        activation("leaky_relu", self.leaky_slope)  # checks the slope

    @cached_property
    def L(self):
        """The number of layers, the input not counted."""
        return len(self.layer_sizes) - 1

    @cached_property
    def activations(self):
        """The names of the activations of layers 1 ... L."""
        one_for_all = isinstance(self.hidden, str)
        hidden = (self.hidden,) * (self.L - 1) if one_for_all else self.hidden
        return (*hidden, self.output)

    @cached_property
    def g(self):
        """g[l]: the row of ACTIVATIONS of layer l = 1 ... L (g[0] is None)."""
        return (None, *(activation(name, self.leaky_slope) for name in self.activations))

    @cached_property
    def loss_name(self):
        """The name of the loss: `loss`, or the output's own."""
        own = next(name for name, row in LOSSES.items() if row.outputs[0] == self.output)
        return self.loss or own

    @cached_property
    def loss_function(self):
        """The row of LOSSES of that name."""
        return LOSSES[self.loss_name]

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
        if self.parameter_count > MOST_PARAMETERS:
            raise ValueError(
                f"layer_sizes={self.layer_sizes} make {self.parameter_count:,} parameters, but at "
                f"most {MOST_PARAMETERS:,} were expected. Make the layers smaller."
            )
        return {
            key: initial_weights(shape, init, rng, scale) if key[0] == "W" else np.zeros(shape)
            for key, shape in self.shapes.items()
        }

    def forward(self, X, params, keep_prob=1.0, rng=None):
        """Forward propagation of X (n_x, m). Pages 03 and 04.

        Returns a cache: A0 = X, then Z1, A1, ..., ZL, AL of shape (n_l, m); AL is Y_hat.
        keep_prob : inverted dropout: hidden units are kept with this probability and divided
            by it; rng draws the masks, which are stored as D1, D2, ...
        ValueError, TypeError if X or params do not fit, or hold NaN (params of a stack may).
        """
        X = contracts.check_inputs(X, self.layer_sizes[0])
        self.check_params(params)
        keep_prob = contracts.check_keep_prob(keep_prob)
        rng = contracts.check_rng(rng) if keep_prob < 1 else None
        return propagation.forward(self, X, params, keep_prob, rng)

    def cost(self, cache, Y, params=None, l2=0.0, l1=0.0):
        """The cost J: mean loss of the examples, from Z of the last layer. Page 02.

        Y (n_y, m) holds 0/1 for sigmoid, one-hot columns for softmax, reals for identity.
        l2 > 0 adds l2 / (2m) * sum of all squared weights (not biases) of params, l1 > 0 adds
        l1 / m * sum of their absolute values. Page 03.
        Returns a float, or (K,) for a stack. ValueError, TypeError if Y does not fit.
        """
        shape = _check_cache(self, cache, [f"A{self.L}"])
        Y = contracts.check_targets(Y, shape[-2:], self.output)
        _check_penalties(self, params, l2=l2, l1=l1)
        penalty = propagation.penalty(self, params, Y.shape[1], l2, l1)
        return propagation.cost(self, cache, Y) + penalty

    def deltas(self, cache, params, Y):
        """dZ1, ..., dZL: the derivative of every example's loss by every Z. Page 03.

        Each has the shape of its Z. Arguments and errors as for backward, which goes on from
        here: dW = dZ A_prev^T / m, db = mean of dZ.
        """
        Y = self._check_backward(cache, params, Y)
        return {f"dZ{l}": dZ for l, dZ in propagation.deltas(self, cache, params, Y)}

    def backward(self, cache, params, Y, l2=0.0, l1=0.0):
        """Backpropagation: the gradient of the cost for every parameter. Pages 03 and 04.

        Returns grads: dW1, db1, ... of the shapes of W1, b1, ...; dA0 is never computed.
        cache, params, Y, l2, l1 : as in forward and cost, with their errors
        """
        Y = self._check_backward(cache, params, Y)
        _check_penalties(self, params, l2=l2, l1=l1)
        return propagation.backward(self, cache, params, Y, l2, l1)

    def _check_backward(self, cache, params, Y):
        """Return Y as floats; ValueError unless cache, params and Y belong to this network."""
        keys = ["A0", *(f"{symbol}{l}" for l in range(1, self.L + 1) for symbol in "ZA")]
        shape = _check_cache(self, cache, keys)
        _check_stacks_fit(self.check_params(params), shape)
        return contracts.check_targets(Y, shape[-2:], self.output)

    def labels(self, A):
        """Labels from AL: 0/1 where A > 0.5 (sigmoid), class indices (softmax), or A itself."""
        A = contracts.as_float_array("A", A)
        contracts.check_columns("A", A)
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
    labels, Y = _check_label_pair(labels, Y)
    right = (labels == Y).all(axis=-2).mean(axis=-1)
    return right if right.ndim else float(right)


# --- what only this door asks ---------------------------------------------------------------------


def _check_layer_sizes(sizes, output):
    """ValueError unless `sizes` is a tuple of two or more whole numbers > 0."""
    sequence = isinstance(sizes, tuple | list | np.ndarray) and np.ndim(sizes[:1]) == 1
    if not sequence or len(sizes) < 2:
        raise ValueError(
            f"layer_sizes={sizes!r} came, but at least two sizes were expected: inputs "
            "and outputs. Logistic regression on 12288 pixels is (12288, 1)."
        )
    for i, n in enumerate(sizes):
        contracts.check_count(f"layer_sizes[{i}]", n)
    _check_tuple("layer_sizes", sizes)
    if output == "softmax" and sizes[-1] < 2:
        raise ValueError(
            f"layer_sizes={sizes} ends with 1 unit, but a softmax output needs one for each of "
            "at least 2 classes. For two classes use output='sigmoid' with 1 unit."
        )


def _check_hidden(hidden, layers):
    """ValueError unless `hidden` is one known name, or a tuple of them, one for each layer."""
    if isinstance(hidden, str):
        contracts.check_name("hidden", hidden, HIDDEN)
        return
    if not isinstance(hidden, tuple | list) or len(hidden) != layers:
        raise ValueError(
            f"hidden={hidden!r} came, but one name, or one for each of the {layers} hidden "
            f"layers was expected. Choose from: {', '.join(HIDDEN)}."
        )
    for name in hidden:
        contracts.check_name("hidden", name, HIDDEN)
    _check_tuple("hidden", hidden)


def _check_tuple(argument, values):
    """TypeError unless `values` is a tuple, which nobody can change behind the network's back."""
    if not isinstance(values, tuple):
        raise TypeError(
            f"{argument} is of type {type(values).__name__}, but a tuple was expected, which "
            f"cannot change later. Pass tuple({argument})."
        )


def _check_loss(loss, output):
    """ValueError unless `loss` is None or a loss that may follow this output."""
    fitting = [name for name, row in LOSSES.items() if output in row.outputs]
    if loss is not None and contracts.check_name("loss", loss, LOSSES) not in fitting:
        raise ValueError(
            f"loss={loss!r} came, but output={output!r} goes with {' or '.join(fitting)}. "
            "Change one of the two."
        )


def _check_cache(net, cache, keys):
    """Return the shape of ZL; ValueError unless cache holds arrays that forward made for net."""
    last = cache.get(f"Z{net.L}") if isinstance(cache, Mapping) else None
    known = isinstance(last, np.ndarray) and last.ndim in (2, 3)
    *lead, _, m = last.shape if known else (0, 0)
    for key in (f"Z{net.L}", *keys):
        n = net.layer_sizes[int(key[1:])]
        array = cache.get(key) if isinstance(cache, Mapping) else None
        shape = (n, m) if key == "A0" else (*lead, n, m)
        if not isinstance(array, np.ndarray) or array.shape != shape:
            came = list(cache) if isinstance(cache, Mapping) else type(cache).__name__
            raise ValueError(
                f"cache ({came}) came, but the result of forward was expected, with {key}, an "
                f"array of shape ({n}, m). Pass cache = net.forward(X, params) of the same network."
            )
    return last.shape


def _check_stacks_fit(K, shape):
    """ValueError unless params of K networks (None: one) belong to a Z of this shape."""
    if shape[:-2] != (() if K is None else (K,)):
        raise ValueError(
            f"cache and params do not belong together: the last Z of the cache has shape {shape}, "
            f"but params are {'one network' if K is None else f'{K} networks'}. "
            "Pass cache = net.forward(X, params) of the same params."
        )


def _check_penalties(net, params, **penalties):
    """ValueError unless l2, l1 >= 0, and params of net are there if one of them is not 0."""
    for name, rate in penalties.items():
        contracts.check_penalty(name, rate)
        if rate and params is None:
            words = f"{name}={rate:g} needs the weights"
            raise ValueError(f"params=None came, but {words}. Pass params=params.")
        if rate:
            net.check_params(params)


def _check_label_pair(labels, Y):
    """Return labels (..., 1, m) and Y as labels (1, m); one-hot Y become class indices."""
    labels, Y = contracts.as_float_array("labels", labels), contracts.as_float_array("Y", Y)
    advice = "Use labels = net.predict(X, params), or A > 0.5 of probabilities A."
    for name, array in (("labels", labels), ("Y", Y)):
        odd = ~np.isfinite(array) | (array < 0) | (np.round(array) != array)
        if odd.any():
            raise ValueError(
                f"{name} holds values such as {array[odd][0]:.4g}, but whole numbers from 0 were "
                f"expected, the numbers of classes. {advice} Labels -1 and 1: (Y + 1) / 2."
            )
    if Y.ndim == 2 and Y.shape[0] > 1 and labels.shape[-2:] == (1, Y.shape[1]):
        Y = Y.argmax(axis=0, keepdims=True)
    if Y.ndim != 2 or labels.ndim not in (2, 3) or labels.shape[-2:] != Y.shape:
        raise ValueError(
            f"labels has shape {labels.shape} and Y {Y.shape}, but both were expected as (1, m), "
            "or Y one-hot as (n_y, m). Use labels = net.predict(X, params)."
        )
    return labels, Y
