"""Training: a Trainer that goes on step by step, and train(), which runs one from start to end.

One iteration is one update of the parameters. Every `record_every` iterations the cost before
the update is recorded (history.py). Training that leaves the finite numbers stops and says so.
"""

from math import isfinite

import numpy as np

from nnhelpers import contracts
from nnhelpers.batches import Batches
from nnhelpers.history import History, Run
from nnhelpers.network import accuracy
from nnhelpers.optimizers import DECAYS, OPTIMIZERS


class Trainer:
    """A training session that can be stepped, looked at, paused and continued.

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
        self._direction, averages = OPTIMIZERS[optimizer].direction, OPTIMIZERS[optimizer].averages
        self._averages = {name: np.zeros_like(self._flat) for name in averages}
        self._scratch, self._buffers = np.zeros_like(self._flat), {}
        known = None if decay is None else contracts.check_name("decay", decay, DECAYS)
        self._decay = DECAYS.get(known)
        self._decay_rate = contracts.check_number("decay_rate", decay_rate, 0)
        self._decay_every = contracts.check_count("decay_every", decay_every)
        self._l2 = contracts.check_number("l2", l2, 0, advice="0 means no penalty.")
        self._keep_prob = contracts.check_keep_prob(keep_prob)
        self._record_every = contracts.check_count("record_every", record_every)
        names = ("costs", "validation_costs", "validation_accuracies")
        recorded = 1 if validation is None else 2 if net.output == "identity" else 3
        self._history, self._batch_costs = History(names[:recorded], self._stack), []
        self.iteration, self.learning_rate = 0, learning_rate

    def _set_data(self, X, Y, batch_size, validation):
        n_x, n_y, output = self.net.layer_sizes[0], self.net.layer_sizes[-1], self.net.output
        X = contracts.check_inputs(X, n_x)
        Y = contracts.check_targets(Y, (n_y, X.shape[1]), output).astype(X.dtype, copy=False)
        self._batches, self._dtype = Batches(X, Y, batch_size, self._rng), X.dtype
        self._validation, self._mini = validation, batch_size is not None
        if validation is not None:
            X, Y = contracts.check_validation(validation, n_x, n_y, output)
            self._validation = X.astype(self._dtype, copy=False), Y

    def _set_params(self, params):
        """Copy the parameters into one flat array; the dicts hold views into flat arrays."""
        self._stack = self.net.check_params(params)
        arrays = [params[key].ravel() for key in self.net.shapes]
        self._flat = np.concatenate(arrays).astype(self._dtype)
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
            rates = np.where(self._history.alive, self._learning_rate, 0)
            self._rates = np.empty_like(self._flat)
            for view in self._views(self._rates).values():
                view[:] = rates[:, None, None]

    def step(self, n=1):
        """Run n more iterations (none after a divergence); returns the trainer itself."""
        with np.errstate(all="ignore"):
            for _ in range(contracts.check_count("n", n, minimum=0)):
                if not self.alive:
                    break
                self._update()
        return self

    def _update(self):
        """One iteration: forward, cost, backward, update."""
        X, Y = self._batches.at(self.iteration)
        cache, deltas = self._buffers.setdefault(X.shape[1], ({}, {}))
        net, params, l2 = self.net, self._params, self._l2 * X.shape[1] / self._batches.m
        net.forward(X, params, cache, self._keep_prob, self._rng, check=False)
        recording = self.iteration % self._record_every == 0
        if recording or self._mini:
            self._batch_costs.append(net.cost(cache, Y, params, l2, check=False))
        if recording:
            self._record()
            if not self.alive:
                return
        net.backward(cache, params, Y, self._grads, deltas, l2, check=False)
        rates, epoch = self._rates, self.iteration // self._batches.per_epoch
        if self._decay:
            rates = rates * self._decay(epoch, self._decay_rate, self._decay_every)
        self.iteration += 1
        direction = self._direction(
            self._flat_grads, self.iteration, self._scratch, **self._averages, **self._hyper
        )
        self._flat -= np.multiply(direction, rates, out=self._scratch)
        # a finite sum of squares means finite parameters; if it is not, look closer
        if not isfinite(self._flat.dot(self._flat)):
            rows = [view.reshape(self._stack or 1, -1) for view in params.values()]
            finite = np.all([np.isfinite(row).all(axis=1) for row in rows], axis=0)
            self._mark_diverged(finite, "a parameter")

    def _record(self):
        """Record the cost (mean of the batches since the last record) and validation results."""
        results = {"costs": np.mean(self._batch_costs, axis=0)}
        self._batch_costs = []
        if self._validation is not None:
            X, Y = self._validation
            cache = self.net.forward(X, self._params, check=False)
            results["validation_costs"] = self.net.cost(cache, Y, check=False)
            if self.net.output != "identity":
                labels = self.net.labels(cache[f"A{self.net.L}"])
                results["validation_accuracies"] = accuracy(labels, Y)
        self._history.record(self.iteration, **results)
        self._mark_diverged(np.isfinite(results["costs"]), "the cost")

    def _mark_diverged(self, finite, what):
        """Note networks that are no longer finite; in a stack they rest at zero from now on."""
        if np.all(finite):
            return
        rate = self._learning_rate
        for k in self._history.mark_diverged(finite, what, self.iteration, rate):
            for flat in (self._flat, self._flat_grads, *self._averages.values()):
                for view in self._views(flat).values() if self._stack else ():
                    view[k] = 0
        self.learning_rate = rate

    @property
    def params(self):
        """A copy of the parameters; those of a diverged member of a stack are NaN."""
        params = {key: view.copy() for key, view in self._params.items()}
        for array in params.values() if self._stack else ():
            array[~self._history.alive] = np.nan
        return params

    alive = property(lambda self: self._history.any_alive)
    iterations = property(lambda self: self._history.iterations)
    costs = property(lambda self: self._history.column("costs"))
    validation_costs = property(lambda self: self._history.column("validation_costs"))
    validation_accuracies = property(lambda self: self._history.column("validation_accuracies"))
    diverged = property(lambda self: self._history.diverged)
    unstable = property(lambda self: self._history.unstable(self._learning_rate))

    def run(self, values=None):
        """Everything so far as a Run."""
        return Run(
            self.net, self.params, self.iterations, self.costs, self.validation_costs,
            self.validation_accuracies, self.diverged, self.unstable, values,
        )  # fmt: skip


def train(net, X, Y, params=None, init="he", rng=None, learning_rate=0.01, iterations=1000,
          optimizer="gradient_descent", batch_size=None, decay=None, validation=None,
          record_every=100, progress=False, **options):  # fmt: skip
    """Train and return the Run. progress: show a tqdm bar? All else, `options` too, as Trainer."""
    contracts.check_count("iterations", iterations, minimum=0)
    trainer = Trainer(
        net, X, Y, params, init, rng, learning_rate, optimizer, batch_size, decay, validation,
        record_every, **options,
    )  # fmt: skip
    if progress:
        from tqdm.auto import tqdm  # only here: the core needs NumPy alone

        for _ in tqdm(range(iterations), unit="iteration"):
            if not trainer.step().alive:
                break
    return trainer.step(iterations - trainer.iteration).run()
