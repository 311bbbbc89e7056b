"""Training: a Trainer that goes on step by step, and train(), which runs one from start to end.

One iteration is one update of the parameters. Every `record_every` iterations the cost before
the update is recorded. Training that leaves the finite numbers stops and says so; nothing is
raised and no warning printed. The formulas are in network.py and optimizers.py.
"""

from dataclasses import dataclass
from math import isfinite

import numpy as np

from nnhelpers import contracts
from nnhelpers.network import Network, accuracy
from nnhelpers.optimizers import DECAYS, OPTIMIZERS


@dataclass(frozen=True)
class Run:
    """What training leaves behind; for a stack every array has the stack axis first.

    costs, validation_costs and validation_accuracies (None where there is nothing to record)
    belong to `iterations`. diverged, unstable: None or a sentence, for a stack a list of them.
    values: what a sweep went over.
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
    net, X, Y : a Network, and arrays of shapes (n_x, m) and (n_y, m)
    params : initial parameters (copied), a stack of K for K networks at once;
        None draws net.initialize(init, rng, scale)
    rng : numpy.random.Generator for initial weights, then mini-batches and dropout masks
    learning_rate : float, or (K,) for a stack; may be changed at any time
    optimizer : a name in OPTIMIZERS; beta, beta1, beta2, epsilon are further keywords
    batch_size : None for the full batch. Otherwise each epoch is a new permutation, the last
        batch may be short, and a recorded cost is the mean batch cost since the last record
    decay : a name in DECAYS; decay_rate and decay_every count in epochs
    validation : a pair (X, Y) whose cost and accuracy are recorded too
    l2, keep_prob : penalty and inverted dropout, see Network.cost and Network.forward

    ValueError or TypeError if an argument does not fit; the message says what was expected.
    """

    def __init__(self, net, X, Y, params=None, init="he", rng=None, learning_rate=0.01,
                 optimizer="gradient_descent", batch_size=None, decay=None, validation=None,
                 record_every=100, scale=None, l2=0.0, keep_prob=1.0, decay_rate=0.01,
                 decay_every=10, **hyperparameters):  # fmt: skip
        self.net, self._rng = contracts.check_network(net), contracts.check_rng(rng)
        self._set_data(X, Y, batch_size, validation)
        self._set_params(net.initialize(init, self._rng, scale) if params is None else params)
        self._hyper = contracts.check_optimizer(optimizer, hyperparameters, OPTIMIZERS)
        contracts.check_span(net, optimizer, l2, OPTIMIZERS)
        self._direction = OPTIMIZERS[optimizer].direction
        self._scratch, self._averages = np.zeros_like(self._flat), {}
        for name in OPTIMIZERS[optimizer].averages:
            self._averages[name] = np.zeros_like(self._flat)
        self._decay = decay and DECAYS[contracts.check_name("decay", decay, DECAYS)]
        self._decay_rate = contracts.check_number("decay_rate", decay_rate, 0)
        self._decay_every = contracts.check_count("decay_every", decay_every)
        self._l2 = contracts.check_number("l2", l2, 0, advice="0 means no penalty.")
        self._keep_prob = contracts.check_keep_prob(keep_prob)
        self._record_every = contracts.check_count("record_every", record_every)
        self._diverged = np.full(self._stack or 1, None)
        self._records, self._batch_costs, self._buffers = [], [], {}
        self.iteration, self.learning_rate = 0, learning_rate

    def _set_data(self, X, Y, batch_size, validation):
        n_x, n_y, output = self.net.layer_sizes[0], self.net.layer_sizes[-1], self.net.output
        X = contracts.check_inputs(X, n_x)
        Y = contracts.check_targets(Y, (n_y, X.shape[1]), output).astype(X.dtype, copy=False)
        self._X, self._Y, self._batch_size, self._batches = X, Y, None, 1
        if batch_size is not None:
            self._batch_size = contracts.check_count("batch_size", batch_size)
            self._batches = -(-X.shape[1] // self._batch_size)  # in an epoch
            # examples as rows, so that a batch is gathered from contiguous memory
            self._X, self._Y = np.ascontiguousarray(X.T).T, np.ascontiguousarray(Y.T).T
        self._validation = None
        if validation is not None:
            X, Y = contracts.check_validation(validation, n_x, n_y, output)
            self._validation = X.astype(self._X.dtype, copy=False), Y

    def _set_params(self, params):
        """Copy the parameters into one flat array; the dicts hold views into flat arrays."""
        self._stack = self.net.check_params(params)
        arrays = [params[key].ravel() for key in self.net.shapes]
        self._flat = np.concatenate(arrays).astype(self._X.dtype)
        self._flat_grads = np.zeros_like(self._flat)
        self._params = self._views(self._flat)
        self._grads = {f"d{key}": view for key, view in self._views(self._flat_grads).items()}

    def _views(self, flat):
        views, start, lead = {}, 0, (self._stack,) if self._stack else ()
        for key, shape in self.net.shapes.items():
            stop = start + (self._stack or 1) * shape[0] * shape[1]
            views[key] = flat[start:stop].reshape(lead + shape)
            start = stop
        return views

    @property
    def learning_rate(self):
        """Learning rate before decay: a float, or (K,)."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, value):
        self._learning_rate = self._rates = contracts.check_learning_rate(value, self._stack)
        if self._stack:  # one rate for each entry of the flat array, zero for diverged members
            rates = np.where(self._diverged == None, self._learning_rate, 0)  # noqa: E711
            self._rates = np.empty_like(self._flat)
            for view in self._views(self._rates).values():
                view[:] = rates[:, None, None]

    def step(self, n=1):
        """Run n more iterations (none after a divergence); returns the trainer itself."""
        with np.errstate(all="ignore"):
            for _ in range(contracts.check_count("n", n, minimum=0)):
                if all(self._diverged):
                    break
                self._update()
        return self

    def _update(self):
        """One iteration: forward, cost, backward, update."""
        X, Y = self._next_batch()
        cache, deltas = self._buffers.setdefault(X.shape[1], ({}, {}))
        net, params, l2 = self.net, self._params, self._l2 * X.shape[1] / self._X.shape[1]
        net.forward(X, params, cache, self._keep_prob, self._rng, check=False)
        recording = self.iteration % self._record_every == 0
        if recording or self._batch_size:
            self._batch_costs.append(net.cost(cache, Y, params, l2, check=False))
        if recording:
            self._record()
            if all(self._diverged):
                return
        net.backward(cache, params, Y, self._grads, deltas, l2, check=False)
        rates, epoch = self._rates, self.iteration // self._batches
        if self._decay:
            rates = rates * self._decay(epoch, self._decay_rate, self._decay_every)
        self.iteration += 1
        direction = self._direction(
            self._flat_grads, self.iteration, self._scratch, **self._averages, **self._hyper
        )
        self._flat -= np.multiply(direction, rates, out=self._scratch)
        # a finite sum of squares means finite parameters; if it is not, look closer
        if not isfinite(self._flat.dot(self._flat)):
            views = [view.reshape(self._stack or 1, -1) for view in params.values()]
            finite = [np.isfinite(view).all(axis=1) for view in views]
            self._mark_diverged("a parameter", np.all(finite, axis=0))

    def _next_batch(self):
        if self._batch_size is None:
            return self._X, self._Y
        start = self.iteration % self._batches * self._batch_size
        if start == 0:
            self._order = self._rng.permutation(self._X.shape[1])
        chosen = self._order[start : start + self._batch_size]
        return self._X.T.take(chosen, axis=0).T, self._Y.T.take(chosen, axis=0).T

    def _record(self):
        """Keep the cost (mean of the batches since the last record) and validation results."""
        results = [np.mean(self._batch_costs, axis=0), np.nan, np.nan]
        self._batch_costs = []
        if self._validation is not None:
            X, Y = self._validation
            cache = self.net.forward(X, self._params, check=False)
            results[1] = self.net.cost(cache, Y, check=False)
            if self.net.output != "identity":
                results[2] = accuracy(self.net.labels(cache[f"A{self.net.L}"]), Y)
        alive = self._diverged == None  # noqa: E711
        if self._stack:
            results = [np.where(alive, result, np.nan) for result in results]
        self._records.append((self.iteration, *results))
        self._mark_diverged("the cost", np.isfinite(results[0]) | ~alive)

    def _mark_diverged(self, what, finite):
        """Note the networks that are no longer finite; in a stack they rest at zero from now."""
        rates = np.broadcast_to(self._learning_rate, finite.shape)
        costs = np.atleast_1d(self._records[-1][1])
        for k in np.flatnonzero(~finite):
            self._diverged[k] = (
                f"Diverged at iteration {self.iteration}: {what} stopped being finite, with "
                f"learning rate {rates[k]:g} and last recorded cost {costs[k]:.4g}. "
                "Try a rate ten times smaller, or inputs scaled to about [0, 1]."
            )
            if self._stack:
                for flat in (self._flat, self._flat_grads, *self._averages.values()):
                    for view in self._views(flat).values():
                        view[k] = 0
                self.learning_rate = self._learning_rate

    @property
    def params(self):
        """A copy of the parameters; those of a diverged member of a stack are NaN."""
        params = {key: view.copy() for key, view in self._params.items()}
        for k in np.flatnonzero(self._diverged) if self._stack else ():
            for array in params.values():
                array[k] = np.nan
        return params

    def _history(self, column):
        """A recorded quantity as an array (records,), for a stack (K, records)."""
        shape = (len(self._records), *((self._stack,) if self._stack and column else ()))
        return np.array([record[column] for record in self._records]).reshape(shape).T

    iterations = property(lambda self: self._history(0).astype(int), doc="Recorded iterations.")
    costs = property(lambda self: self._history(1), doc="Recorded costs, (..., records).")

    @property
    def validation_costs(self):
        """Recorded costs of the validation data, or None without any."""
        return None if self._validation is None else self._history(2)

    @property
    def validation_accuracies(self):
        """Recorded accuracies on the validation data, or None (identity output has none)."""
        given = self._validation is not None and self.net.output != "identity"
        return self._history(3) if given else None

    @property
    def diverged(self):
        """None or a sentence (for a stack a list): a cost or parameter stopped being finite."""
        return list(self._diverged) if self._stack else self._diverged[0]

    @property
    def unstable(self):
        """None or a sentence (for a stack a list): a cost rose above twice the first one."""
        rates = np.broadcast_to(self._learning_rate, self._diverged.shape)
        sentences = [
            f"Unstable: the cost rose to {np.nanmax(costs):.4g}, more than twice the first one, "
            f"{costs[0]:.4g}, with learning rate {rate:g}. Try a smaller rate."
            if (costs[1:] > 2 * costs[:1]).any()
            else None
            for costs, rate in zip(np.atleast_2d(self.costs), rates)
        ]
        return sentences if self._stack else sentences[0]

    def run(self, values=None):
        """Everything so far as a Run."""
        return Run(
            self.net, self.params, self.iterations, self.costs, self.validation_costs,
            self.validation_accuracies, self.diverged, self.unstable, values,
        )  # fmt: skip


def train(net, X, Y, params=None, init="he", rng=None, learning_rate=0.01, iterations=1000,
          optimizer="gradient_descent", batch_size=None, decay=None, validation=None,
          record_every=100, progress=False, **options):  # fmt: skip
    """Train a network for a number of iterations (updates) and return the Run.

    progress=True shows a tqdm progress bar; all other arguments, `options` too, as in Trainer.

    Examples
    --------
    >>> run = train(Network((2, 1)), X, Y, init="zeros", learning_rate=0.5, iterations=300)
    """
    contracts.check_count("iterations", iterations, minimum=0)
    trainer = Trainer(
        net, X, Y, params, init, rng, learning_rate, optimizer, batch_size, decay, validation,
        record_every, **options,
    )  # fmt: skip
    if progress:
        from tqdm.auto import tqdm  # only here: the core needs NumPy alone

        for _ in tqdm(range(iterations), unit="iteration"):
            trainer.step()
        return trainer.run()
    return trainer.step(iterations).run()
