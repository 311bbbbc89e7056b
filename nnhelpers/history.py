"""What training leaves behind: recorded costs, and a sentence where training went wrong.

A History belongs to one network or to a stack of K; training.py fills it. For a stack every
array has the stack axis first, and NaN from where a member has diverged.
"""

from dataclasses import dataclass

import numpy as np

from nnhelpers.network import Network


@dataclass(frozen=True)
class Run:
    """The result of training.

    costs, validation_costs, validation_accuracies and penalties (None where there is nothing to
    record) belong to `iterations`; the last is the state that training has reached. costs include
    the penalty of l2 or l1, validation_costs do not: costs - penalties is what compares with them.
    diverged, unstable: None or a sentence, for a stack a list of them. values: what a sweep went
    over.
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
    penalties: np.ndarray | None = None


class History:
    """Records of the named quantities, for one network (stack=None) or K of them."""

    def __init__(self, names, stack=None):
        self._stack = stack
        self._iterations, self._columns = [], {name: [] for name in names}
        self._sentences = [None] * (stack or 1)

    @property
    def alive(self):
        """For each network: has it not diverged? Shape (K,), or (1,)."""
        return np.array([sentence is None for sentence in self._sentences])

    @property
    def any_alive(self):
        """Is there a network that has not diverged?"""
        return None in self._sentences

    def record(self, iteration, **values):
        """Add one value (a float, or (K,)) for each name."""
        self._iterations.append(iteration)
        for name, value in values.items():
            self._columns[name].append(np.where(self.alive, value, np.nan))

    @property
    def iterations(self):
        """The recorded iterations, shape (records,)."""
        return np.array(self._iterations, dtype=int)

    def column(self, name):
        """A quantity, shape (records,) or (K, records); None if it is not recorded."""
        if name not in self._columns:
            return None
        rows = np.reshape(self._columns[name], (len(self._iterations), self._stack or 1)).T
        return rows if self._stack else rows[0]

    def mark_diverged(self, finite, what, iteration, learning_rate):
        """Note a sentence for each network that is not finite; returns which are new."""
        new = np.flatnonzero(self.alive & ~finite)
        rates = np.broadcast_to(learning_rate, len(self._sentences))
        for k in new:
            cost = np.atleast_1d(self._columns["costs"][-1])[k]
            self._sentences[k] = (
                f"Diverged at iteration {iteration}: {what} stopped being finite, with learning "
                f"rate {rates[k]:g} and last recorded cost {cost:.4g}. "
                "Try a rate ten times smaller, or inputs scaled to about [0, 1]."
            )
        return new

    @property
    def diverged(self):
        """None or a sentence (for a stack a list): a cost or parameter stopped being finite."""
        return list(self._sentences) if self._stack else self._sentences[0]

    def unstable(self, learning_rate):
        """None or a sentence (for a stack a list): a cost rose above twice the first one."""
        sentences = []
        rates = np.broadcast_to(learning_rate, len(self._sentences))
        for costs, rate in zip(np.atleast_2d(self.column("costs")), rates):
            high = costs[1:] > 2 * costs[:1]
            sentences.append(
                f"Unstable: the cost rose to {np.nanmax(costs[1:]):.4g}, more than twice the "
                f"first one, {costs[0]:.4g}, with learning rate {rate:g}. Try a smaller rate."
                if high.any()
                else None
            )
        return sentences if self._stack else sentences[0]
