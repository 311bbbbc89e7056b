"""The parameters of a small network in one array.

An update of many small arrays costs a few NumPy calls for each of them; of one array, a few in all
(Adam takes 1.8 times as long without, on 2-8-8-8-1). Large networks are updated array by array:
there the numbers take the time, and copying them would cost.
"""

import numpy as np

SMALL = 20_000  # parameters


class Packing:
    """How a dict of arrays becomes a list of blocks, and the other way round.

    shapes : {"W1": (n_1, n_0), ...}, as Network.shapes
    stack : K for a stack of K networks, whose arrays have one more axis in front, or None
    """

    def __init__(self, shapes, stack):
        self._shapes, self._lead = shapes, (stack,) if stack else ()
        self._small = sum(rows * columns for rows, columns in shapes.values()) <= SMALL

    def pack(self, arrays):
        """The arrays of a dict, in its order: in one block (P,) or (K, 1, P), or as they are."""
        if not self._small:
            return list(arrays.values())
        if not self._lead:
            return [np.concatenate([array.ravel() for array in arrays.values()])]
        rows = [array.reshape(*self._lead, 1, -1) for array in arrays.values()]
        return [np.concatenate(rows, axis=-1)]

    def views(self, blocks):
        """The dict again: every array a view of its part of the blocks."""
        if not self._small:
            return dict(zip(self._shapes, blocks))
        views, start = {}, 0
        for key, (rows, columns) in self._shapes.items():
            stop = start + rows * columns
            views[key] = blocks[0][..., start:stop].reshape(*self._lead, rows, columns)
            start = stop
        return views
