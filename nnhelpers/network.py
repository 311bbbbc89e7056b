"""The network: forward propagation, cost, backpropagation, prediction.

Three plain dicts carry everything: params (W1, b1, ...), cache (A0, Z1, A1, ...) and grads
(dW1, db1, ...). Columns are examples. Any of the params may carry one leading stack axis K:
K networks of one architecture, computed at once (sweep.py). Learning is in training.py.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nnhelpers.activations import HIDDEN, OUTPUTS, activation
from nnhelpers.contracts import (
    as_float_array,
    check_arrays,
    check_count,
    check_inputs,
    check_name,
    check_number,
    check_rng,
    check_targets,
)
from nnhelpers.initializers import INITIALIZERS, initial_weights
from nnhelpers.losses import LOSSES


def linear_forward(A_prev, W, b, out=None):
    """The linear half of a layer, Z = W @ A_prev + b. Page 03.

    Parameters
    ----------
    A_prev : ndarray, shape (..., n_prev, m)
    W : ndarray, shape (..., n_l, n_prev)
    b : ndarray, shape (..., n_l, 1)

    Returns
    -------
    Z : ndarray, shape (..., n_l, m)

    Raises
    ------
    ValueError
        If the three shapes do not fit; the message states all of them.
    """
    if b.shape[:-1] != W.shape[:-1] or b.shape[-1] != 1 or W.shape[-1] != A_prev.shape[-2]:
        raise ValueError(
            f"A_prev {A_prev.shape}, W {W.shape} and b {b.shape} do not fit: expected "
            "(n_prev, m), (n_l, n_prev) and (n_l, 1). Check for a transposed W or a rank-1 b."
        )
    if A_prev.ndim < W.ndim:  # a stack that shares its inputs: one large matrix product
        rows = W.reshape(-1, W.shape[-1])
        flat_out = None if out is None else out.reshape(rows.shape[0], -1)
        Z = np.matmul(rows, A_prev, out=flat_out).reshape(*W.shape[:-1], -1)
    else:
        Z = np.matmul(W, A_prev, out=out)
    Z += b
    return Z


def linear_backward(dZ, A_prev, W):
    """Gradients of one linear step Z = W @ A_prev + b. Page 04.

    Columns of dZ are the derivatives of single examples' losses; the mean over the batch (1/m)
    is taken here, and only here.

    Parameters
    ----------
    dZ : ndarray, shape (..., n_l, m)
    A_prev : ndarray, shape (..., n_prev, m)
    W : ndarray, shape (..., n_l, n_prev)

    Returns
    -------
    dA_prev, dW, db : ndarrays of the shapes of A_prev, W and (..., n_l, 1)

    Raises
    ------
    ValueError
        If the three shapes do not fit; the message states all of them.
    """
    if dZ.shape[-2:] != (W.shape[-2], A_prev.shape[-1]) or W.shape[-1] != A_prev.shape[-2]:
        raise ValueError(
            f"dZ {dZ.shape}, A_prev {A_prev.shape} and W {W.shape} do not fit: expected "
            "(n_l, m), (n_prev, m) and (n_l, n_prev). Check for a transposed argument."
        )
    dW, db = weight_gradients(dZ, A_prev)
    return np.matmul(W.mT, dZ), dW, db


def weight_gradients(dZ, A_prev, dW=None, db=None):
    """dW = (1/m) dZ @ A_prev.T and db = (1/m) sum of dZ over the examples, as linear_backward.

    dW and db may be given as arrays to write into.
    """
    mean_dZ = dZ / dZ.shape[-1]
    db = np.add.reduce(mean_dZ, axis=-1, keepdims=True, out=db)
    if A_prev.ndim < dZ.ndim:  # a stack that shares its inputs: one large matrix product
        rows = mean_dZ.reshape(-1, dZ.shape[-1])
        flat_dW = None if dW is None else dW.reshape(rows.shape[0], -1)
        dW = np.matmul(rows, A_prev.mT, out=flat_dW).reshape(*dZ.shape[:-1], -1)
    else:
        dW = np.matmul(mean_dZ, A_prev.mT, out=dW)
    return dW, db


@dataclass(frozen=True)
class Network:
    """The architecture of a network: layer sizes and functions, no parameters.

    Parameters
    ----------
    layer_sizes : sequence of int
        (n_x, n_1, ..., n_L), inputs first: (12288, 20, 7, 5, 1) has L = 4 layers.
    hidden : str or sequence of str
        Activation of the hidden layers, one name or one for each: sigmoid, tanh, relu,
        leaky_relu, identity.
    output : str
        Activation of the last layer: sigmoid, softmax or identity.
    loss : str, optional
        binary_cross_entropy, cross_entropy or mean_squared_error; None takes the one that
        belongs to the output.
    leaky_slope : float
        Slope of leaky_relu for Z < 0, in [0, 1).
    coordinates : bool
        True if the inputs are coordinates in a Span (set by Span.project).

    Raises
    ------
    ValueError
        If a size is not a positive whole number, a name is not known, or output and loss do
        not go together.
    """

    layer_sizes: tuple[int, ...]
    hidden: str | tuple[str, ...] = "relu"
    output: str = "sigmoid"
    loss: str | None = None
    leaky_slope: float = 0.01
    coordinates: bool = False

    def __post_init__(self):
        try:
            sizes = tuple(self.layer_sizes)
        except TypeError:
            sizes = ()
        if len(sizes) < 2:
            raise ValueError(
                f"layer_sizes={self.layer_sizes!r} came, but at least two sizes were expected: "
                "inputs and outputs. Logistic regression on 12288 pixels is (12288, 1)."
            )
        sizes = tuple(check_count(f"layer_sizes[{i}]", n) for i, n in enumerate(sizes))
        object.__setattr__(self, "layer_sizes", sizes)
        check_name("output", self.output, OUTPUTS)
        if self.output == "softmax" and sizes[-1] < 2:
            raise ValueError(
                f"layer_sizes={sizes} ends with 1 unit, but a softmax output needs one for each "
                "of at least 2 classes. For two classes use output='sigmoid' with 1 unit."
            )
        self._set_hidden()
        self._set_loss()
        _ = self._layers  # checks the slope

    def _set_hidden(self):
        if isinstance(self.hidden, str):
            check_name("hidden", self.hidden, HIDDEN)
            return
        object.__setattr__(self, "hidden", tuple(self.hidden))
        if len(self.hidden) != self.L - 1:
            raise ValueError(
                f"hidden has {len(self.hidden)} names, but layer_sizes={self.layer_sizes} has "
                f"{self.L - 1} hidden layers. Give one name for all, or one for each."
            )
        for name in self.hidden:
            check_name("hidden", name, HIDDEN)

    def _set_loss(self):
        fitting = [name for name, row in LOSSES.items() if self.output in row.outputs]
        if self.loss is None:
            own = next(name for name in fitting if LOSSES[name].outputs[0] == self.output)
            object.__setattr__(self, "loss", own)
        check_name("loss", self.loss, LOSSES)
        if self.loss not in fitting:
            raise ValueError(
                f"loss={self.loss!r} came, but output={self.output!r} goes with "
                f"{' or '.join(fitting)}. Change one of the two."
            )

    @cached_property
    def L(self):
        """Number of layers, the input not counted."""
        return len(self.layer_sizes) - 1

    @cached_property
    def activations(self):
        """Names of the activations of layers 1 ... L."""
        hidden = (self.hidden,) * (self.L - 1) if isinstance(self.hidden, str) else self.hidden
        return (*hidden, self.output)

    @cached_property
    def _layers(self):
        return tuple(activation(name, self.leaky_slope) for name in self.activations)

    @cached_property
    def shapes(self):
        """Shape of each parameter: {"W1": (n_1, n_0), "b1": (n_1, 1), ...}. Page 04."""
        shapes = {}
        for l, (n_prev, n_l) in enumerate(zip(self.layer_sizes, self.layer_sizes[1:]), start=1):
            shapes[f"W{l}"], shapes[f"b{l}"] = (n_l, n_prev), (n_l, 1)
        return shapes

    @property
    def parameter_count(self):
        """How many numbers the parameters hold."""
        return sum(rows * columns for rows, columns in self.shapes.values())

    def check_params(self, params, argument="params"):
        """Return K for a stack of K networks, else None; ValueError if keys or shapes differ."""
        return check_arrays(argument, params, self.shapes)

    def initialize(self, init="he", rng=None, scale=None):
        """Initial params (float64): weights as `init` says, biases zero. Page 06.

        init is zeros, random, xavier or he; scale multiplies the standard deviation
        (None: 0.01 for random, else 1); rng is a numpy.random.Generator.
        """
        check_name("init", init, INITIALIZERS)
        if scale is not None:
            check_number("scale", scale, 0, advice="Pass scale=0.01 for small weights.")
        rng = check_rng(rng)
        return {
            key: initial_weights(shape, init, rng, scale) if key[0] == "W" else np.zeros(shape)
            for key, shape in self.shapes.items()
        }

    def forward(self, X, params, out=None, keep_prob=1.0, rng=None, check=True):
        """Forward propagation; every Z and A is kept. Pages 03 and 04.

        Parameters
        ----------
        X : ndarray, shape (n_x, m)
        params : dict of ndarrays; one leading stack axis K is allowed
        out : dict, optional
            A cache of an earlier call with the same shapes (or an empty dict), written over.
        keep_prob : float
            Inverted dropout: each hidden unit is kept with this probability and divided by it;
            the masks are stored as D1, D2, ...
        rng : numpy.random.Generator
            Draws the dropout masks.
        check : bool
            False skips the checks of arguments that an earlier call has checked.

        Returns
        -------
        cache : dict
            A0 = X, then Z1, A1, ..., ZL, AL of shape (n_l, m); AL is Y_hat.

        Raises
        ------
        ValueError, TypeError
            If X or params do not fit the network or hold NaN.
        """
        if check:
            X = check_inputs(X, self.layer_sizes[0])
            self.check_params(params)
            check_number("keep_prob", keep_prob, 1e-6, 1, advice="1.0 keeps every unit.")
            rng = check_rng(rng) if keep_prob < 1 else None
        cache = {} if out is None else out
        cache["A0"] = A = X
        for l, g in enumerate(self._layers, start=1):
            Z = linear_forward(A, params[f"W{l}"], params[f"b{l}"], cache.get(f"Z{l}"))
            A = g.function(Z, out=cache.get(f"A{l}"))
            cache[f"Z{l}"], cache[f"A{l}"] = Z, A
            if keep_prob < 1 and l < self.L:
                mask = (rng.random(A.shape) < keep_prob).astype(A.dtype) / keep_prob
                cache[f"D{l}"] = mask
                A *= mask
        return cache

    def cost(self, cache, Y, params=None, l2=0.0, check=True):
        """The cost J: mean loss of the examples, from Z of the last layer. Page 02.

        Parameters
        ----------
        cache : dict from forward
        Y : ndarray, shape (n_y, m)
            0/1 for sigmoid, one-hot columns for softmax, reals for identity.
        params : dict, needed if l2 > 0
        l2 : float
            Penalty l2 / (2m) * sum of all squared weights (biases not), added to J. Page 03.

        Returns
        -------
        J : float, or ndarray (K,) for a stack
        """
        Z, A = cache[f"Z{self.L}"], cache[f"A{self.L}"]
        if check:
            Y = check_targets(Y, Z.shape[-2:], self.output)
            check_number("l2", l2, 0, advice="0 means no penalty.")
            if l2 and params is None:
                raise ValueError("params=None came, but l2 > 0 needs the weights: pass params.")
        J = LOSSES[self.loss].from_Z(Z, A, Y)
        if l2:
            squares = sum((params[f"W{l}"] ** 2).sum(axis=(-2, -1)) for l in range(1, self.L + 1))
            J = J + l2 / (2 * Z.shape[-1]) * squares
        return J

    def backward(self, cache, params, Y, out=None, deltas=None, l2=0.0, check=True):
        """Backpropagation: the gradient of the cost for every parameter. Pages 03 and 04.

        Parameters
        ----------
        cache : dict from forward
        params : dict; the same as in forward
        Y : ndarray, shape (n_y, m)
        out : dict, optional
            Gradients of an earlier call (or an empty dict), written over.
        deltas : dict, optional
            Receives dZ1 ... dZL, the derivatives of the single examples' losses; its arrays
            are written over when given again.
        l2 : float
            As in cost.

        Returns
        -------
        grads : dict
            dW1, db1, ..., of the shapes of W1, b1, ... dA0 is never computed.
        """
        if check:
            Y = check_targets(Y, cache[f"Z{self.L}"].shape[-2:], self.output)
            self.check_params(params)
            check_number("l2", l2, 0, advice="0 means no penalty.")
        grads = {} if out is None else out
        deltas = {} if deltas is None else deltas
        dZ = deltas[f"dZ{self.L}"] = self._output_delta(cache, Y, deltas.get(f"dZ{self.L}"))
        for l in range(self.L, 0, -1):
            dW, db = weight_gradients(
                dZ, cache[f"A{l - 1}"], grads.get(f"dW{l}"), grads.get(f"db{l}")
            )
            if l2:
                dW += l2 / dZ.shape[-1] * params[f"W{l}"]
            grads[f"dW{l}"], grads[f"db{l}"] = dW, db
            if l > 1:
                dA = np.matmul(params[f"W{l}"].mT, dZ, out=deltas.get(f"dZ{l - 1}"))
                dZ = deltas[f"dZ{l - 1}"] = self._hidden_delta(dA, cache, l - 1)
        return {f"d{key}": grads[f"d{key}"] for key in params} if out is None else grads

    def _output_delta(self, cache, Y, out=None):
        """dZ of the last layer: a multiple of A - Y where loss and output belong together."""
        Z, A = cache[f"Z{self.L}"], cache[f"A{self.L}"]
        loss = LOSSES[self.loss]
        if loss.outputs[0] != self.output:
            return self._layers[-1].backward(loss.derivative(A, Y), Z, A, out=out)
        dZ = np.subtract(A, Y, out=out)
        if loss.factor != 1:
            dZ *= loss.factor
        return dZ

    def _hidden_delta(self, dA, cache, l):
        """dZ of hidden layer l from dA, written over dA."""
        Z, A, mask = cache[f"Z{l}"], cache[f"A{l}"], cache.get(f"D{l}")
        if mask is not None:
            dA *= mask
            A = self._layers[l - 1].function(Z)  # the cached A is masked
        return self._layers[l - 1].backward(dA, Z, A, out=dA)

    def predict(self, X, params):
        """Labels of the examples: 0/1 (sigmoid: 1 where A > 0.5), class index (softmax), or A.

        Returns ndarray of shape (1, m), integers for sigmoid and softmax ((n_y, m) for a
        sigmoid or identity output of n_y units; (K, ..., m) for a stack). Errors as forward.
        """
        return self.labels(self.forward(X, params)[f"A{self.L}"])

    def labels(self, A):
        """What predict makes of the last layer's activations A, shape (..., n_y, m)."""
        if self.output == "sigmoid":
            return (A > 0.5).astype(np.int64)
        return A.argmax(axis=-2, keepdims=True) if self.output == "softmax" else A


def accuracy(labels, Y):
    """The fraction of examples whose label is right, between 0 and 1.

    Parameters
    ----------
    labels : ndarray, shape (..., 1, m)
        As Network.predict returns them.
    Y : ndarray, shape (1, m) with labels, or (n_y, m) with one-hot columns

    Returns
    -------
    float, or ndarray (K,) for a stack

    Raises
    ------
    ValueError
        If the shapes do not fit.
    """
    labels, Y = as_float_array("labels", labels), as_float_array("Y", Y)
    if Y.ndim == 2 and Y.shape[0] > 1 and labels.shape[-2:] == (1, Y.shape[1]):
        Y = Y.argmax(axis=0, keepdims=True)
    if Y.ndim != 2 or labels.ndim not in (2, 3) or labels.shape[-2:] != Y.shape:
        raise ValueError(
            f"labels has shape {labels.shape} and Y {Y.shape}, but both were expected as (1, m), "
            "or Y one-hot as (n_y, m). Use labels = net.predict(X, params)."
        )
    right = (labels == Y).all(axis=-2).mean(axis=-1)
    return right if right.ndim else float(right)
