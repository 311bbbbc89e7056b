"""The plan of a search: which members are trained together, in pieces of about a second.

What is planned changes only the time that a search takes, never its numbers.
"""

from collections import defaultdict
from time import perf_counter

import numpy as np

from nnhelpers.tuning import space
from nnhelpers.tuning.work import trainer

SECONDS = 1.0  # of one piece
QUICK = 0.01  # seconds: what a trial of a stack takes at the least
TRIALS = 16  # sizes of network that are timed; the others are estimated from the nearest of them
MOST_BYTES = 4_000_000  # of a stack's cache; past the processor's own it takes up to twice as long


def plan(problem, members, chosen, seconds=SECONDS):
    """Pieces for the members with the numbers `chosen`: lists of stacks, lists of numbers."""
    groups = defaultdict(list)
    for k in chosen:
        groups[space.stack_key(members[k])].append(k)
    times = _Times(problem)
    pieces, filled = [[]], 0.0
    for group in groups.values():
        fixed, each = times.of(members[group[0]])
        room = (seconds / max(problem.iterations, 1) - fixed) / each
        size = max(1, min(int(room), _most(problem, members[group[0]])))
        count = -(-len(group) // size)
        for i in range(count):
            stack = group[i * len(group) // count : (i + 1) * len(group) // count]
            time = problem.iterations * (fixed + each * len(stack))
            if pieces[-1] and filled + time > 1.2 * seconds:
                pieces, filled = [*pieces, []], 0.0
            pieces[-1].append(stack)
            filled += time
    return [piece for piece in pieces if piece]


class _Times:
    """Seconds that an iteration of a stack of K takes, fixed + each * K, from short trials."""

    def __init__(self, problem):
        self._problem, self._known = problem, {}

    def of(self, member):
        """The pair (fixed, each) for the stacks of this member."""
        size = self._size(member)
        key = size, member.get("optimizer"), member.get("batch_size")
        if key not in self._known:
            if len(self._known) < TRIALS:
                self._known[key] = self._trial(member)
            else:
                near = min(self._known, key=lambda other: abs(other[0] - size))
                fixed, each = self._known[near]
                self._known[key] = fixed, each * max(1, size / near[0])
        return self._known[key]

    def _size(self, member):
        """How many weights the network of a member has."""
        p = self._problem
        sizes = (p.X.shape[0], *_layers(member), p.Y.shape[0])
        return sum(a * b for a, b in zip(sizes, sizes[1:]))

    def _trial(self, member):
        try:
            one = self._seconds([member])
            eight = 8 * one if one > QUICK else self._seconds([member] * 8)
        except Exception:  # it fails in its piece, too, and is reported there
            return 0.0, 1e-4
        each = max((eight - one) / 7, one / 100)
        return max(one - each, 0.0), each

    def _seconds(self, members):
        """Seconds an iteration: the quickest of some, after one that does not count."""
        running, best = trainer(self._problem, members).step(), np.inf
        end = perf_counter() + 3 * QUICK
        for _ in range(9):
            begin = perf_counter()
            running.step()
            best = min(best, perf_counter() - begin)
            if begin + best > end:
                break
        return best


def _layers(member):
    layers = member.get("layers", ())
    fits = isinstance(layers, tuple) and all(isinstance(n, int) for n in layers)
    return layers if fits else ()


def _most(problem, member):
    """How many members a stack may have, so that its cache stays small."""
    examples = min(member.get("batch_size") or problem.X.shape[1], problem.X.shape[1])
    examples = max(examples, problem.validation[0].shape[1])
    units = problem.Y.shape[0] + sum(_layers(member))
    return max(1, MOST_BYTES // (4 * units * examples * problem.X.itemsize))
