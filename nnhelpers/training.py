"""Training: a Trainer that goes on step by step, and train(), which runs one from start to end.

One iteration is one update of the parameters. Every `record_every` iterations the cost before
the update is recorded (history.py). Training that leaves the finite numbers stops and says so.
"""

from copy import copy, deepcopy
from math import isfinite

import numpy as np

from nnhelpers import contracts, propagation
from nnhelpers.batches import Batches
from nnhelpers.history import History, Run
from nnhelpers.network import accuracy
from nnhelpers.optimizers import DECAYS, OPTIMIZERS, optimizer_settings
from nnhelpers.packing import Packing

# One large array, freed at once: from now on the allocator of Linux keeps what one step has freed
# for the next, and does not hand it back (small stacks take 1.7 to 2.3 times as long without).
np.empty(31 * 2**20, dtype=np.uint8)


class Trainer:
    """A training session that can be stepped, looked at, paused and continued.

    net, X, Y : a Network, and arrays of shapes (n_x, m) and (n_y, m); with batch_size, X may
        lie in a file, as datasets.open_images gives it
    params : initial parameters (copied), a stack of K for K networks at once;
        None draws net.initialize(init, rng, scale)
    rng : numpy.random.Generator for initial weights, then mini-batches and dropout masks
    learning_rate : float, or (K,) for a stack; may be changed at any time
    optimizer : a name in OPTIMIZERS; beta, beta1, beta2, epsilon are further keywords
    batch_size : None for the full batch. Otherwise each epoch is a new permutation, the last
        batch may be short, and a recorded cost is the mean batch cost since the last record
    decay : a name in DECAYS; decay_rate and decay_every count in epochs
    validation : a pair (X, Y) whose cost and accuracy are recorded too
    l2, l1, keep_prob : penalties and inverted dropout, see Network.cost and Network.forward
    ValueError or TypeError if an argument does not fit; the message says what was expected.
    """

    def __init__(self, net, X, Y, params=None, init="he", rng=None, learning_rate=0.01,
                 optimizer="gradient_descent", batch_size=None, decay=None, validation=None,
                 record_every=100, scale=None, l2=0.0, keep_prob=1.0, decay_rate=0.01,
                 decay_every=10, l1=0.0, **hyperparameters):  # fmt: skip
        self.net, self._rng = contracts.check_network(net), contracts.check_rng(rng)
        if batch_size is not None and contracts.is_stored(X):
            contracts.check_input_shape(X, net.layer_sizes[0])
        else:
            X = contracts.check_inputs(X, net.layer_sizes[0])
        Y = contracts.check_targets(Y, (net.layer_sizes[-1], X.shape[1]), net.output)
        self._batches = Batches(X, Y.astype(X.dtype, copy=False), batch_size)
        pair = check_validation(validation, net)
        self._validation = pair and [part.astype(X.dtype) for part in pair]  # copies
        start = net.initialize(init, self._rng, scale) if params is None else params
        self._stack, self._dtype = net.check_params(start), X.dtype
        self._packing = Packing(net.shapes, self._stack)
        blocks = self._packing.pack({key: start[key] for key in net.shapes})
        self._blocks = [block.astype(self._dtype) for block in blocks]  # copies
        self._params = self._packing.views(self._blocks)
        self._hyper = optimizer_settings(optimizer, hyperparameters)
        row = OPTIMIZERS[optimizer]
        self._direction = row.direction
        self._averages = [{n: np.zeros_like(b) for n in row.averages} for b in self._blocks]
        known = None if decay is None else contracts.check_name("decay", decay, DECAYS)
        self._decay = DECAYS.get(known)
        self._decay_rate = contracts.check_number("decay_rate", decay_rate, 0)
        self._decay_every = contracts.check_count("decay_every", decay_every)
        rates = [contracts.check_penalty("l2", l2), contracts.check_penalty("l1", l1)]
        _check_span(net, optimizer, l2=l2, l1=l1)
        self._penalties = rates if any(rates) else []  # l2, l1, or nothing
        self._keep_prob = contracts.check_keep_prob(keep_prob)
        self._record_every = contracts.check_count("record_every", record_every)
        self._history = History(self._recorded(), self._stack)
        self._batch_costs, self._batch_penalties = [], []
        self.iteration, self.learning_rate = 0, learning_rate

    def _recorded(self):
        """What is recorded: the names of the columns of the history."""
        names = ["costs"]
        names += ["penalties"] if self._penalties else []
        names += ["validation_costs"] if self._validation is not None else []
        judged = self._validation is not None and self.net.output != "identity"
        return names + (["validation_accuracies"] if judged else [])

    @property
    def learning_rate(self):
        """Learning rate before decay: a float, or (K,)."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, value):
        self._learning_rate = self._rate = contracts.check_learning_rate(value, self._stack)
        if self._stack:  # one for each network, zero for those that have diverged
            rates = np.where(self._history.alive, self._learning_rate, 0).astype(self._dtype)
            self._rate = rates[:, np.newaxis, np.newaxis]

    def step(self, n=1):
        """Run n more iterations (none after a divergence); returns the trainer itself."""
        with np.errstate(all="ignore"):
            for _ in range(contracts.check_count("n", n, minimum=0)):
                if not self._history.any_alive:
                    break
                self._iterate()
        return self

    def _iterate(self):
        """One iteration: forward, cost, backward, update."""
        recording = self.iteration % self._record_every == 0
        cache, Y, penalties = self._forward(recording)
        if recording and not self.alive:
            return
        grads = propagation.backward(self.net, cache, self._params, Y, *penalties)
        self._update(self._packing.pack(grads))

    def _forward(self, recording):
        """Forward propagation of this iteration's batch, and its cost where that is recorded."""
        X, Y = self._batches.at(self.iteration, self._rng)
        cache = propagation.forward(self.net, X, self._params, self._keep_prob, self._rng)
        penalties = self._penalties
        if penalties:  # a batch's part of them
            penalties = [rate * X.shape[-1] / self._batches.m for rate in penalties]
        if recording or self._batches.mini:
            J = propagation.cost(self.net, cache, Y)
            if penalties:
                penalty = propagation.penalty(self.net, self._params, X.shape[-1], *penalties)
                self._batch_penalties.append(penalty)
                J = J + penalty
            self._batch_costs.append(J)
        if recording:
            self._record()
        return cache, Y, penalties

    def _update(self, gradients):
        """theta <- theta - rate * d, where d is the optimizer's direction for the gradient."""
        rate = self._rate
        if self._decay:
            epoch = self.iteration // self._batches.per_epoch
            rate = rate * self._decay(epoch, self._decay_rate, self._decay_every)
        self.iteration += 1
        squares = 0.0
        for theta, g, averages in zip(self._blocks, gradients, self._averages):
            d = self._direction(g, self.iteration, **averages, **self._hyper)
            theta -= rate * d
            squares += np.vdot(theta, theta)
        # a finite sum of squares means finite parameters; if it is not, look closer
        if not isfinite(squares):
            rows = [theta.reshape(self._stack or 1, -1) for theta in self._blocks]
            finite = np.all([np.isfinite(row).all(axis=1) for row in rows], axis=0)
            self._mark_diverged(finite, "a parameter")

    def _record(self):
        """Record the cost (mean of the batches since the last record) and validation results."""
        results = {"costs": np.mean(self._batch_costs, axis=0)}
        if self._penalties:
            results["penalties"] = np.mean(self._batch_penalties, axis=0)
        self._batch_costs, self._batch_penalties = [], []
        if self._validation is not None:
            X, Y = self._validation
            cache = propagation.forward(self.net, X, self._params)
            results["validation_costs"] = propagation.cost(self.net, cache, Y)
            if self.net.output != "identity":
                labels = self.net.labels(cache[f"A{self.net.L}"])
                results["validation_accuracies"] = accuracy(labels, Y)
        self._history.record(self.iteration, **results)
        self._mark_diverged(np.isfinite(results["costs"]), "the cost")

    def _mark_diverged(self, finite, what):
        """Note networks that are no longer finite; in a stack they rest at zero from now on."""
        if np.all(finite):
            return
        new = self._history.mark_diverged(finite, what, self.iteration, self._learning_rate)
        if self._stack:
            averages = [array for row in self._averages for array in row.values()]
            for array in (*self._blocks, *averages):
                array[new] = 0
            self.learning_rate = self._learning_rate

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
    penalties = property(lambda self: self._history.column("penalties"))
    validation_costs = property(lambda self: self._history.column("validation_costs"))
    validation_accuracies = property(lambda self: self._history.column("validation_accuracies"))
    diverged = property(lambda self: self._history.diverged)
    unstable = property(lambda self: self._history.unstable(self._learning_rate))

    def run(self, values=None):
        """Everything so far as a Run, with what the next iteration would record as its last."""
        last = copy(self)
        last._batches, last._batch_costs = copy(self._batches), list(self._batch_costs)
        last._batch_penalties = list(self._batch_penalties)
        last._rng, last._history = deepcopy(self._rng), deepcopy(self._history)
        last._blocks, last._averages = [], []  # what has diverged is set to zero in the copy alone
        if self.alive:
            with np.errstate(all="ignore"):
                last._forward(recording=True)
        return Run(
            self.net, last.params, last.iterations, last.costs, last.validation_costs,
            last.validation_accuracies, last.diverged, last.unstable, values, last.penalties,
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


def check_validation(validation, net):
    """Return the pair (X, Y) of validation data (or None), checked like the training data."""
    if validation is None:
        return None
    if not isinstance(validation, tuple | list) or len(validation) != 2:
        length = f" of length {len(validation)}" if isinstance(validation, tuple | list) else ""
        raise TypeError(
            f"validation is a {type(validation).__name__}{length}, but a pair (X, Y) was expected. "
            "Pass validation=(X_validation, Y_validation)."
        )
    X = contracts.check_inputs(validation[0], net.layer_sizes[0], "validation[0]")
    shape = net.layer_sizes[-1], X.shape[1]
    return X, contracts.check_targets(validation[1], shape, net.output, "validation[1]")


def _check_span(net, optimizer, **penalties):
    """ValueError if training `net` on Span coordinates would not equal training on the data."""
    (name, rate) = next(((name, rate) for name, rate in penalties.items() if rate), ("l2", 0))
    if net.coordinates and (rate or not OPTIMIZERS[optimizer].rotation_invariant):
        allowed = " or ".join(name for name, row in OPTIMIZERS.items() if row.rotation_invariant)
        raise ValueError(
            f"{f'{name} > 0' if rate else f'optimizer={optimizer!r}'} came for a network on Span "
            "coordinates, but there it would not train as on the full data: it treats each "
            f"weight of the first layer by itself. Use {allowed} without {name}, or the full X."
        )
