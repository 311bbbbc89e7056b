"""A run of the playground: trained in slices, gone back in, changed by hand.

The Trainer does the learning. Where something is changed by hand (a parameter, the points, the
learning rate) a new Trainer goes on from the present weights, with the same generator; optimizer
and decay begin anew. So the same Settings always make the same run, to the last digit.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from nnhelpers import propagation
from nnhelpers.explorers.playground.data import LIMIT, examples_of, features
from nnhelpers.explorers.playground.settings import (
    MOST_EPOCHS,
    RATE,
    Edit,
    Point,
    Settings,
    check_range,
)
from nnhelpers.network import accuracy
from nnhelpers.training import Trainer

MOST_SNAPSHOTS = 300  # kept of a run, to go back to
MAP_LIMIT = 1e6  # what a map shows at most
STEEP = {"tanh": 1.0, "sigmoid": 0.25}  # the greatest slope of the activations that saturate
FLAT = 0.05  # a value is saturated where the slope is below this part of the greatest


class LayerState(NamedTuple):
    """How a layer does on the training examples.

    gradient : root mean square of dW, without penalty and dropout
    dead : share of its units that are 0 for every example (hidden ReLU layers; else 0)
    saturated : share of its values where tanh or sigmoid is flat (hidden layers; else 0)
    """

    gradient: float
    dead: float
    saturated: float


class Training(Trainer):
    """A Trainer whose state can be taken and put back, and that keeps no history of its own."""

    def _record(self):
        self._history = type(self._history)(self._recorded())
        super()._record()

    @property
    def arrays(self):
        """The parameters themselves, not to be changed."""
        return self._params

    def state(self):
        """All that the next epoch depends on, copied; only between two epochs."""
        averages = [{name: a.copy() for name, a in row.items()} for row in self._averages]
        blocks = [block.copy() for block in self._blocks]
        return self.iteration, blocks, averages, self._rng.bit_generator.state

    def restore(self, state):
        """Go back to what `state` returned, for the same examples and settings."""
        self.iteration, blocks, averages, self._rng.bit_generator.state = state
        for mine, kept in zip(self._blocks, blocks):
            mine[...] = kept
        for mine, kept in zip(self._averages, averages):
            for name, array in kept.items():
                mine[name][...] = array
        self._history = type(self._history)(self._recorded())
        self._batch_costs, self._batch_penalties = [], []


class Session:
    """A run of these settings, which stands at settings.epochs (training there takes its time;
    to see it happen, begin with replace(settings, epochs=0) and step).

    net : Network
    examples : Examples that it trains on and is tested with now
    epoch : whole passes over the training examples so far
    per_epoch : iterations that make one
    last_epoch : how far the run has been; after rewind it lies ahead of epoch
    diverged : None, or a sentence; then the session stands at the last epoch that was finite
    """

    def __init__(self, settings: Settings):
        self._start(settings)
        self.step(settings.epochs)

    def _start(self, settings) -> None:
        """Stand at the beginning of the run of these settings."""
        self._settings = replace(settings, epochs=0)
        self.net = self._settings.net
        self._costs = np.empty((2, 64))  # training and test, of every epoch
        self._snapshots, self._spacing = {}, 1
        self.epoch = self.last_epoch = 0
        self._rng = np.random.default_rng(settings.seed)
        self._begin(self.net.initialize(settings.init, self._rng, settings.scale))
        self._record()

    # ------------------------------------------------------------------ where it stands

    @property
    def settings(self) -> Settings:
        """The settings, with the edits, the points and the epoch of now."""
        return replace(self._settings, epochs=self.epoch)

    @property
    def params(self) -> dict:
        """A copy of the parameters."""
        return self._training.params

    @property
    def iteration(self) -> int:
        """Updates since the last change by hand."""
        return self._training.iteration

    @property
    def changed_at(self) -> int:
        """The epoch at which something was changed by hand last; 0 if nothing was."""
        return max(e for e in self._settings.change_epochs if e <= self.epoch)

    @property
    def learning_rate(self) -> float:
        """The learning rate of now, before decay."""
        return self._training.learning_rate

    @property
    def epochs(self) -> np.ndarray:
        """0 ... epoch, what training_costs and test_costs belong to."""
        return np.arange(self.epoch + 1)

    @property
    def training_costs(self) -> np.ndarray:
        """The mean loss of all training examples (no penalty, no dropout) at every epoch.

        NaN where there are no examples.
        """
        return self._costs[0, : self.epoch + 1]

    @property
    def test_costs(self) -> np.ndarray:
        """The same of the test examples."""
        return self._costs[1, : self.epoch + 1]

    @property
    def all_costs(self) -> np.ndarray:
        """Both, of all epochs up to last_epoch, shape (2, last_epoch + 1)."""
        return self._costs[:, : self.last_epoch + 1]

    # ------------------------------------------------------------------------ training

    def step(self, epochs: int = 1) -> Session:
        """Train so many epochs more (an epoch begun is finished as the first)."""
        for _ in range(epochs):
            if self.diverged or self.epoch >= MOST_EPOCHS:
                break
            self.advance(self.per_epoch - self._done)
        return self

    def advance(self, iterations: int) -> Session:
        """Train so many iterations more; costs are recorded where an epoch ends.

        For slices that are shorter than an epoch.
        """
        while iterations > 0 and self.diverged is None and self.epoch < MOST_EPOCHS:
            n = min(iterations, self.per_epoch - self._done)
            if self.examples.X.shape[1]:
                self._training.step(n)
            self._done += n
            iterations -= n
            if self._training.diverged:
                self._fall_back(self._training.diverged)
            elif self._done == self.per_epoch:
                self._finish_epoch()
        return self

    def _finish_epoch(self) -> None:
        """The next epoch begins: what changes by hand changes, and the costs are recorded."""
        self._done = 0
        self.epoch += 1
        if self.epoch in self._settings.change_epochs:
            self._begin(self.params)
        self._record()
        if self.diverged:
            self._snapshots.pop(self.epoch, None)
            self.epoch -= 1
            self._fall_back(self.diverged)

    def _fall_back(self, sentence) -> None:
        """Back to the beginning of this epoch, the last that had finite numbers."""
        self.last_epoch = self.epoch
        self.rewind(self.epoch)
        self.diverged = sentence

    def _begin(self, params) -> None:
        """A new Trainer from these parameters, with the edits and the points of this epoch."""
        settings, rate = self._settings, self._settings.learning_rate
        for edit in settings.edits:
            if edit.key == RATE and edit.epoch <= self.epoch:
                rate = edit.value
            elif edit.epoch == self.epoch:
                params[edit.key][edit.row, edit.column] = edit.value
        self.examples = examples_of(settings, settings.points_at(self.epoch))
        X = features(settings.features, self.examples.X)
        self._all_inputs = np.hstack([X, features(settings.features, self.examples.X_test)])
        Y, size = self.examples.Y, settings.batch_size
        if not X.shape[1]:  # nothing drawn yet: a Trainer needs an example, but is not stepped
            X, Y = np.zeros((len(X), 1)), np.eye(len(Y), 1)
        self.per_epoch = 1 if size is None else -(-X.shape[1] // size)
        self._done, self.diverged = 0, None
        options = settings.trainer_options | {"learning_rate": rate}
        every = self.per_epoch if size else 1000  # how often the Trainer looks at its cost
        self._training = Training(
            self.net, X, Y, params, rng=self._rng, record_every=every, **options
        )

    def _record(self) -> None:
        """Record the costs of this epoch, and keep a snapshot of some."""
        if self.epoch == self._costs.shape[1]:
            self._costs = np.hstack([self._costs, np.empty_like(self._costs)])
        self._costs[:, self.epoch] = self._losses()
        if self.examples.X.shape[1] and not np.isfinite(self._costs[0, self.epoch]):
            self.diverged = (
                f"Diverged in epoch {self.epoch}: the training cost stopped being finite, with "
                f"learning rate {self.learning_rate:g}. Try a rate ten times smaller."
            )
        self.last_epoch = max(self.epoch, self.last_epoch)
        if self.epoch % self._spacing == 0:
            self._snapshots[self.epoch] = self._training.state()
            if len(self._snapshots) > MOST_SNAPSHOTS:
                self._spacing *= 2
                kept = [epoch for epoch in self._snapshots if epoch % self._spacing == 0]
                self._snapshots = {epoch: self._snapshots[epoch] for epoch in kept}

    def _losses(self):
        """The mean losses of training and test examples, in one pass; NaN where there are none."""
        m, last, losses = self.examples.X.shape[1], self.net.L, []
        with np.errstate(all="ignore"):
            cache = propagation.forward(self.net, self._all_inputs, self._training.arrays)
            Z, A = cache[f"Z{last}"], cache[f"A{last}"]
            for part, Y in (
                (np.s_[:, :m], self.examples.Y),
                (np.s_[:, m:], self.examples.Y_test),
            ):
                from_Z = self.net.loss_function.from_Z
                losses.append(from_Z(Z[part], A[part], Y) if Y.shape[1] else np.nan)
        return losses

    # ------------------------------------------------------------------------ going back

    def rewind(self, epoch: int) -> Session:
        """Stand at an epoch of the run so far (up to last_epoch), as a new run would there.

        What was changed by hand later stays in the settings, and happens again when training
        goes on; a change made here forgets it. ValueError for an epoch not reached yet.
        """
        epoch = check_range("epoch", epoch, 0, self.last_epoch)
        nearest = max(kept for kept in self._snapshots if kept <= epoch)
        self.epoch = nearest
        self._begin({key: np.zeros(shape) for key, shape in self.net.shapes.items()})
        self._training.restore(self._snapshots[nearest])
        self._record()
        return self.step(epoch - nearest)

    # ------------------------------------------------------------------- changed by hand

    def edit(self, key: str, row: int, column: int, value: float) -> Session:
        """Set params[key][row, column] = value, and go on from there; 0 <= row, column.

        The key "learning_rate" (row and column 0) changes the learning rate. An epoch that has
        begun is finished first. ValueError if there is no such parameter.
        """
        self._complete_epoch()
        place = self.epoch, key, row, column
        edits = [edit for edit in self._branch().edits if edit[:4] != place]
        return self._change(replace(self._branch(), edits=(*edits, Edit(*place, value))))

    def add_points(self, points) -> Session:
        """Add points (x, y, class) drawn by hand to the training examples, from this epoch on.

        Training goes on from the present weights; but where the first point of class 2 asks for
        another network, it begins anew.
        """
        self._complete_epoch()
        new = [Point(*point[:3], since=self.epoch) for point in points]
        return self._change(replace(self._branch(), points=(*self._branch().points, *new)))

    def erase(self, x: float, y: float, radius: float = 0.5) -> int:
        """Take away the points drawn by hand that lie within `radius` of (x, y); how many?"""
        self._complete_epoch()
        points, count = [], 0
        for point in self._branch().points:
            near = (point.x - x) ** 2 + (point.y - y) ** 2 <= radius**2
            if not near or not point.lives_at(self.epoch):
                points.append(point)
                continue
            count += 1
            if point.since < self.epoch:  # it was there in the epochs before
                points.append(point._replace(until=self.epoch))
        if count:
            self._change(replace(self._branch(), points=tuple(points)))
        return count

    def _complete_epoch(self) -> None:
        if self._done:
            self.step()

    def _branch(self) -> Settings:
        """The settings without what was changed by hand after this epoch."""
        now, kept = self.epoch, []
        for point in self._settings.points:
            later = point.until is not None and point.until > now
            if point.since <= now:
                kept.append(point._replace(until=None) if later else point)
        edits = tuple(edit for edit in self._settings.edits if edit.epoch <= now)
        return replace(self._settings, points=tuple(kept), edits=edits)

    def _change(self, settings) -> Session:
        """Go on with these settings from the present weights."""
        if settings.net != self.net:
            self._start(replace(settings, epochs=self.epoch).restarted())
            return self
        self._settings, self.last_epoch = settings, self.epoch
        self._snapshots = {e: state for e, state in self._snapshots.items() if e < self.epoch}
        self._begin(self.params)
        self._record()
        return self

    # ------------------------------------------------------------------- what it looks like

    def labels(self) -> tuple:
        """Predicted classes of the training and the test examples, each (m,); of a regression
        the values.
        """
        with np.errstate(all="ignore"):
            cache = propagation.forward(self.net, self._all_inputs, self._training.arrays)
        labels, m = self.net.labels(cache[f"A{self.net.L}"])[0], self.examples.X.shape[1]
        return labels[:m], labels[m:]

    def accuracies(self) -> tuple[float, float]:
        """Share of right answers, training and test; NaN for a regression or without examples."""
        if not self._settings.classes:
            return np.nan, np.nan
        targets = self.examples.Y, self.examples.Y_test
        return tuple(
            accuracy(labels[np.newaxis], Y) if Y.shape[1] else np.nan
            for labels, Y in zip(self.labels(), targets)
        )

    def maps(self, n: int = 32) -> list:
        """What every unit says in the square from -6 to 6, in the middles of n x n cells, float32.

        A list of arrays (n_l, n, n): features, hidden layers, output. Rows go up with x2, columns
        to the right with x1 (imshow's origin="lower").
        """
        with np.errstate(all="ignore"):
            params = {key: a.astype(np.float32) for key, a in self._training.arrays.items()}
            cache = propagation.forward(self.net, _grid(self._settings.features, n), params)
            layers = [cache[f"A{l}"] for l in range(self.net.L + 1)]
        return [
            np.nan_to_num(A, nan=0, posinf=MAP_LIMIT, neginf=-MAP_LIMIT).reshape(-1, n, n)
            for A in layers
        ]

    def layers(self) -> list[LayerState]:
        """The LayerState of layers 1 ... L."""
        X, Y = self._all_inputs[:, : self.examples.X.shape[1]], self.examples.Y
        if not X.shape[1]:
            return [LayerState(0.0, 0.0, 0.0)] * self.net.L
        states = []
        with np.errstate(all="ignore"):
            params = self._training.arrays
            cache = propagation.forward(self.net, X, params)
            grads = propagation.backward(self.net, cache, params, Y)
            for l in range(1, self.net.L + 1):
                hidden, name = l < self.net.L, self._settings.activation
                dead = saturated = 0.0
                if hidden and name == "relu":
                    dead = np.mean((cache[f"A{l}"] == 0).all(axis=1))
                elif hidden and name in STEEP:
                    slope = self.net.g[l].derivative(cache[f"Z{l}"], A=cache[f"A{l}"])
                    saturated = np.mean(slope < FLAT * STEEP[name])
                size = np.sqrt(np.mean(grads[f"dW{l}"] ** 2))
                states.append(LayerState(float(size), float(dead), float(saturated)))
        return states


@lru_cache(maxsize=8)
def _grid(names, n):
    """The features at n x n places, (n_x, n * n), float32."""
    line = (np.arange(n) + 0.5) * (2 * LIMIT / n) - LIMIT  # the middles of n cells
    x1, x2 = np.meshgrid(line, line)
    return features(names, np.stack([x1.ravel(), x2.ravel()])).astype(np.float32)
