"""A stack whose members know nothing of each other.

An ordinary stack (sweep) computes the first layer of all networks as one large product, and a
product's last digits depend on its size: a member's numbers hang on how many stand beside it. Here
every product is one network's, and mini-batches and dropout masks come from each member's own
generator. So a member's numbers are the same in every stack and process (of one kind of machine).
The price: on images a first layer takes 1.5 to 6 times as long.
"""

import numpy as np

from nnhelpers.sweep import stack
from nnhelpers.training import Trainer


class Members(Trainer):
    """A Trainer of K networks that start from `starts` and draw from `draws` (Own or Shared)."""

    def __init__(self, net, X, Y, starts, draws, **options):
        super().__init__(net, X, Y, stack(starts), **options)
        self._batches = _OneByOne(self._batches, len(starts))
        self._rng = draws
        if self._validation is not None:
            X, Y = self._validation
            self._validation = _repeated(X, len(starts)), Y

    def _record(self):
        """As a Trainer's, but the mean over the batches is taken member by member: added up
        across members it would hang on their number.
        """
        for costs in (self._batch_costs, self._batch_penalties):
            if costs:
                costs[:] = [np.ascontiguousarray(np.transpose(costs)).mean(axis=-1)]
        super()._record()


class Own:
    """Each member draws from a generator of its own."""

    def __init__(self, generators):
        self._generators = generators

    def permutation(self, m):
        """Shape (K, m): a permutation for each member."""
        return np.stack([rng.permutation(m) for rng in self._generators])

    def random(self, shape):
        """Random numbers of the shape (K, ...)."""
        return np.stack([rng.random(shape[1:]) for rng in self._generators])


class Shared:
    """Members first ... last - 1 of a sweep over K: all draw from one generator, as in sweep."""

    def __init__(self, rng, K, first, last):
        self._rng, self._K, self._part = rng, K, slice(first, last)

    def permutation(self, m):
        """Shape (members, m): the same permutation for all."""
        order = self._rng.permutation(m)
        return np.broadcast_to(order, (self._part.stop - self._part.start, m))

    def random(self, shape):
        """What the whole sweep draws, and of that this part's rows."""
        return self._rng.random((self._K, *shape[1:]))[self._part]


class _OneByOne:
    """Batches with X (K, n_x, m) in place of (n_x, m); with mini-batches, each member's own."""

    def __init__(self, batches, K):
        self._X, self._Y, self._size, self._K = batches._X, batches._Y, batches._size, K
        self.m, self.per_epoch, self.mini = batches.m, batches.per_epoch, batches.mini

    def at(self, iteration, rng):
        """X and Y of this iteration."""
        if not self.mini:
            return _repeated(self._X, self._K), self._Y
        begin = iteration % self.per_epoch * self._size
        if begin == 0:
            self._order = rng.permutation(self.m)
        chosen = self._order[:, begin : begin + self._size]
        return tuple(A.T.take(chosen, axis=0).mT for A in (self._X, self._Y))


def _repeated(X, K):
    """X for each of K networks: a view, nothing is copied."""
    return np.broadcast_to(X, (K, *X.shape))
