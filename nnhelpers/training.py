"""Training: a Trainer that goes on step by step, and train(), which runs one from start to end.

One iteration is one update of the parameters. Every `record_every` iterations the cost before
the update is recorded. Training that leaves the finite numbers stops and says so; nothing is
raised and no warning printed. The formulas are in network.py and optimizers.py.
"""

from dataclasses import dataclass

import numpy as np

from nnhelpers.contracts import (
    check_count,
    check_inputs,
    check_learning_rate,
    check_name,
    check_number,
    check_rng,
    check_targets,
)
from nnhelpers.network import Network, accuracy
from nnhelpers.optimizers import DECAYS, OPTIMIZERS, optimizer_hyperparameters


@dataclass(frozen=True)
class Run:
    """What a training run leaves behind; for a sweep every array has the stack axis first.

    iterations holds the numbers at which costs, validation_costs and validation_accuracies
    were recorded (the latter two None without validation data). diverged and unstable are
    None or a sentence (for a sweep: a list of them). values: what a sweep went over.
    """

    net: Network
    params: dict
    iterations: np.ndarray
    costs: np.ndarray
    validation_costs: np.ndarray | None
    validation_accuracies: np.ndarray | None
    diverged: str | list | None
    unstable: str | list | None
    values: np.ndarray | None = None


class Trainer:
    """A training session that can be stepped, looked at, paused and continued.

    Parameters
    ----------
    net : Network
    X, Y : ndarrays, shapes (n_x, m) and (n_y, m)
    params : dict, optional
        Initial parameters (copied); None draws net.initialize(init, rng, scale).
        With a leading stack axis K, K networks are trained at once.
    rng : numpy.random.Generator
        Draws the initial weights, then the mini-batches and dropout masks.
    learning_rate : float, or array (K,) for a stack
    optimizer : str
        A name in OPTIMIZERS; its hyperparameters (beta, beta1, beta2, epsilon) are keywords.
    batch_size : int, optional
        None is the full batch; otherwise each epoch is a new permutation, the last batch
        may be smaller, and a recorded cost is the mean batch cost since the last record.
    decay : str, optional
        A name in DECAYS, counted in epochs, with decay_rate or decay_every.
    validation : (X, Y), optional
    l2, keep_prob : float
        Penalty and inverted dropout, see Network.cost and Network.forward.

    Raises
    ------
    ValueError, TypeError
        If an argument does not fit; the message says what was expected.
    """

    def __init__(self, net, X, Y, params=None, init="he", rng=None, learning_rate=0.01,
                 optimizer="gradient_descent", batch_size=None, decay=None, validation=None,
                 record_every=100, scale=None, l2=0.0, keep_prob=1.0, decay_rate=0.01,
                 decay_every=10, **hyperparameters):  # fmt: skip
        self.net, self._rng = net, check_rng(rng)
        self._set_data(X, Y, batch_size, validation)
        if params is None:
            params = net.initialize(init, self._rng, scale)
        self._set_params(params)
        self._set_optimizer(optimizer, hyperparameters, l2)
        self._decay = None if decay is None else DECAYS[check_name("decay", decay, DECAYS)]
        self._decay_rate = check_number("decay_rate", decay_rate, 0)
        self._decay_every = check_count("decay_every", decay_every)
        self._l2 = check_number("l2", l2, 0, advice="0 means no penalty.")
        self._keep_prob = check_number("keep_prob", keep_prob, 1e-6, 1, advice="1.0 keeps all.")
        self._record_every = check_count("record_every", record_every)
        self._diverged = [None] * (self._stack or 1)
        self.learning_rate = learning_rate
        self.iteration = 0
        self._records, self._batch_costs = [], []

    def _set_data(self, X, Y, batch_size, validation):
        net = self.net
        self._X = check_inputs(X, net.layer_sizes[0])
        shape = (net.layer_sizes[-1], self._X.shape[1])
        self._Y = check_targets(Y, shape, net.output).astype(self._X.dtype, copy=False)
        self._m = self._X.shape[1]
        self._batch_size = None
        self._batches_per_epoch = 1
        if batch_size is not None:
            self._batch_size = min(check_count("batch_size", batch_size), self._m)
            self._batches_per_epoch = -(-self._m // self._batch_size)
            # examples as rows, so that a batch is gathered from contiguous memory
            self._rows = np.ascontiguousarray(self._X.T), np.ascontiguousarray(self._Y.T)
        self._validation = None
        if validation is not None:
            if not isinstance(validation, tuple | list) or len(validation) != 2:
                raise TypeError(
                    f"validation is a {type(validation).__name__}, but a pair (X, Y) was "
                    "expected. Pass validation=(X_validation, Y_validation)."
                )
            X_val = check_inputs(validation[0], net.layer_sizes[0], "validation X")
            shape = (net.layer_sizes[-1], X_val.shape[1])
            Y_val = check_targets(validation[1], shape, net.output, "validation Y")
            self._validation = X_val.astype(self._X.dtype, copy=False), Y_val

    def _set_params(self, params):
        """Copy the parameters into one flat array; the dict holds views into it."""
        self._stack = self.net.check_params(params)
        arrays = [params[key].ravel() for key in self.net.shapes]
        self._flat = np.concatenate(arrays).astype(self._X.dtype)
        self._flat_grads = np.zeros_like(self._flat)
        self._params = self._views(self._flat)
        self._grads = self._views(self._flat_grads, "d")
        self._buffers = {}

    def _views(self, flat, prefix=""):
        """A dict of params-shaped views into a flat array."""
        views, start, lead = {}, 0, (self._stack,) if self._stack else ()
        for key, shape in self.net.shapes.items():
            stop = start + (self._stack or 1) * shape[0] * shape[1]
            views[prefix + key] = flat[start:stop].reshape(lead + shape)
            start = stop
        return views

    def _set_optimizer(self, name, hyperparameters, l2):
        self._optimizer = OPTIMIZERS[check_name("optimizer", name, OPTIMIZERS)]
        if self.net.coordinates and (l2 or not self._optimizer.rotation_invariant):
            what = "l2 > 0" if l2 else f"optimizer={name!r}"
            allowed = ", ".join(k for k, row in OPTIMIZERS.items() if row.rotation_invariant)
            raise ValueError(
                f"{what} came for a network on Span coordinates, but it would not train as on "
                "the full data: it treats each weight of the first layer by itself, so the "
                f"result depends on the axes. Use optimizer {allowed} without l2, or the full X."
            )
        self._hyperparameters = optimizer_hyperparameters(name, hyperparameters)
        names = (*self._optimizer.memory, "scratch")
        self._memory = {key: np.zeros_like(self._flat) for key in names}

    @property
    def learning_rate(self):
        """Learning rate before decay; may be changed at any time. Float, or array (K,)."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, value):
        self._learning_rate = check_learning_rate(value, self._stack)
        self._rates = self._learning_rate
        if self._stack:  # one rate for each entry of the flat array, zero for diverged members
            rates = np.where(self._is_diverged(), 0, self._learning_rate)
            blocks = [np.repeat(rates, p.size // self._stack) for p in self._params.values()]
            self._rates = np.concatenate(blocks).astype(self._flat.dtype)

    def _is_diverged(self):
        return np.array([sentence is not None for sentence in self._diverged])

    def step(self, n=1):
        """Run n more iterations (none after a divergence); returns the trainer itself."""
        with np.errstate(all="ignore"):
            for _ in range(check_count("n", n, minimum=0)):
                if all(self._diverged):
                    break
                self._update()
        return self

    def _update(self):
        """One iteration: forward, cost, backward, update."""
        X, Y = (self._X, self._Y) if self._batch_size is None else self._next_batch()
        m = X.shape[1]
        cache, deltas = self._buffers.setdefault(m, ({}, {}))
        net, params, l2 = self.net, self._params, self._l2 * m / self._m
        net.forward(X, params, cache, self._keep_prob, self._rng, check=False)
        recording = self.iteration % self._record_every == 0
        if recording or self._batch_size is not None:
            self._batch_costs.append(net.cost(cache, Y, params, l2, check=False))
        if recording:
            self._record()
            if all(self._diverged):
                return
        net.backward(cache, params, Y, self._grads, deltas, l2, check=False)
        rates = self._rates
        if self._decay is not None:
            epoch = self.iteration // self._batches_per_epoch
            rates = rates * self._decay(epoch, self._decay_rate, self._decay_every)
        self.iteration += 1
        direction = self._optimizer.direction(
            self._flat_grads, self._memory, self.iteration, **self._hyperparameters
        )
        self._flat -= np.multiply(direction, rates, out=self._memory["scratch"])
        # finite only if all parameters are; where merely the squares overflow, a closer look
        if not np.isfinite(self._flat.dot(self._flat)):
            arrays = [p.reshape(self._stack or 1, -1) for p in self._params.values()]
            finite = [np.isfinite(array).all(axis=1) for array in arrays]
            self._mark_diverged("a parameter", np.all(finite, axis=0))

    def _next_batch(self):
        start = self.iteration % self._batches_per_epoch * self._batch_size
        if start == 0:
            self._order = self._rng.permutation(self._m)
        chosen = self._order[start : start + self._batch_size]
        X_rows, Y_rows = self._rows
        return X_rows.take(chosen, axis=0).T, Y_rows.take(chosen, axis=0).T

    def _record(self):
        """Keep the cost (mean of the batches since the last record) and validation results."""
        costs = [np.mean(self._batch_costs, axis=0), np.nan, np.nan]
        self._batch_costs = []
        if self._validation is not None:
            X, Y = self._validation
            cache = self.net.forward(X, self._params, check=False)
            costs[1] = self.net.cost(cache, Y, check=False)
            if self.net.output != "identity":
                costs[2] = accuracy(self.net.labels(cache[f"A{self.net.L}"]), Y)
        if self._stack:
            costs = [np.where(self._is_diverged(), np.nan, cost) for cost in costs]
        self._records.append((self.iteration, *costs))
        self._mark_diverged("the cost", np.isfinite(costs[0]) | self._is_diverged())

    def _mark_diverged(self, what, finite):
        """Note the networks that are no longer finite; in a stack they rest at zero from now."""
        rates, costs = np.atleast_1d(self._learning_rate), np.atleast_1d(self._records[-1][1])
        for k in np.flatnonzero(~finite):
            self._diverged[k] = (
                f"Diverged at iteration {self.iteration}: {what} stopped being finite, with "
                f"learning rate {rates[k % len(rates)]:g} and last recorded cost {costs[k]:.4g}. "
                "Try a rate ten times smaller, or inputs scaled to about [0, 1]."
            )
            if self._stack:
                for flat in (self._flat, self._flat_grads, *self._memory.values()):
                    for view in self._views(flat).values():
                        view[k] = 0
                self.learning_rate = self._learning_rate

    @property
    def params(self):
        """A copy of the parameters; those of a diverged member of a stack are NaN."""
        params = {key: array.copy() for key, array in self._params.items()}
        if self._stack:
            for array in params.values():
                array[self._is_diverged()] = np.nan
        return params

    def _history(self, column):
        """A recorded quantity as an array (records,), for a stack (K, records)."""
        return np.array([record[column] for record in self._records]).T

    @property
    def iterations(self):
        """The iterations at which something was recorded."""
        return self._history(0).astype(int)

    @property
    def costs(self):
        """The recorded costs, shape (records,) or (K, records)."""
        return self._history(1)

    @property
    def validation_costs(self):
        """Costs on the validation data, like costs; None without validation data."""
        return self._history(2) if self._validation is not None else None

    @property
    def validation_accuracies(self):
        """Accuracies on the validation data; None without, or with an identity output."""
        known = self._validation is not None and self.net.output != "identity"
        return self._history(3) if known else None

    @property
    def diverged(self):
        """None, or a sentence that says when and with what (a list for a stack)."""
        return list(self._diverged) if self._stack else self._diverged[0]

    @property
    def unstable(self):
        """None, or a sentence if a cost rose above twice the first (a list for a stack)."""
        rates = np.broadcast_to(self._learning_rate, self._stack or 1)
        sentences = [
            _instability(costs, rate)
            for costs, rate in zip(np.atleast_2d(self.costs), rates, strict=True)
        ]
        return sentences if self._stack else sentences[0]

    def run(self, values=None):
        """Everything so far as a Run."""
        return Run(
            self.net, self.params, self.iterations, self.costs, self.validation_costs,
            self.validation_accuracies, self.diverged, self.unstable, values,
        )  # fmt: skip


def _instability(costs, learning_rate):
    if not (costs[1:] > 2 * costs[:1]).any():
        return None
    return (
        f"Unstable: the cost rose to {np.nanmax(costs[1:]):.4g}, more than twice the first one, "
        f"{costs[0]:.4g}, with learning rate {learning_rate:g}. Try a smaller rate."
    )


def train(net, X, Y, params=None, init="he", rng=None, learning_rate=0.01, iterations=1000,
          optimizer="gradient_descent", batch_size=None, decay=None, validation=None,
          record_every=100, progress=False, **options):  # fmt: skip
    """Train a network and return the Run.

    Parameters
    ----------
    iterations : int
        Number of updates.
    progress : bool
        Show a tqdm progress bar.
    All others, and `options`, as in Trainer.

    Examples
    --------
    >>> run = train(Network((2, 1)), X, Y, init="zeros", learning_rate=0.5, iterations=300)
    """
    check_count("iterations", iterations, minimum=0)
    trainer = Trainer(
        net, X, Y, params, init, rng, learning_rate, optimizer, batch_size, decay, validation,
        record_every, **options,
    )  # fmt: skip
    slices = range(0, iterations, record_every)
    if progress:
        from tqdm.auto import tqdm  # only here: the core needs NumPy alone

        slices = tqdm(slices, unit_scale=record_every, unit="iteration")
    for start in slices:
        trainer.step(min(record_every, iterations - start))
    return trainer.run()
