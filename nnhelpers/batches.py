"""The examples in portions: the full batch, or mini-batches in a new order each epoch.

X may lie in a file (datasets.open_images): then each mini-batch is read when its turn comes.
"""

from nnhelpers import contracts


class Batches:
    """Gives out the columns of X (n_x, m) and Y (n_y, m), one batch for each iteration.

    batch_size=None always gives all. Otherwise every epoch is a new permutation, and the last
    batch of an epoch may be short.
    """

    def __init__(self, X, Y, batch_size):
        # copies, with each example in contiguous memory: quick to gather, and to multiply
        self._X = X if contracts.is_stored(X) else X.copy(order="F")
        self._Y = Y.copy(order="F")
        self._size = batch_size
        self.m, self.per_epoch, self.mini = X.shape[1], 1, batch_size is not None
        if self.mini:
            self._size = contracts.check_count("batch_size", batch_size)
            self.per_epoch = -(-self.m // self._size)

    def at(self, iteration, rng):
        """X and Y of this iteration. Call it once for each, in order: rng draws permutations."""
        if not self.mini:
            return self._X, self._Y
        start = iteration % self.per_epoch * self._size
        if start == 0:
            self._order = rng.permutation(self.m)
        chosen = self._order[start : start + self._size]
        return _columns(self._X, chosen), _columns(self._Y, chosen)


def _columns(A, chosen):
    """The chosen columns; of an array by take, which is quicker here than A[:, chosen]."""
    return A[:, chosen] if contracts.is_stored(A) else A.T.take(chosen, axis=0).T
