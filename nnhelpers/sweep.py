"""Sweeps: one network for each of K learning rates, seeds or initial scales, all at once.

The K parameter sets are stacked along a leading axis and trained in one vectorized pass; this
is what lets a slider answer without waiting. Training itself is in training.py.
"""

from copy import deepcopy

import numpy as np

from nnhelpers import contracts
from nnhelpers.training import Trainer


def stack(members):
    """Stack K params dicts of one architecture (else ValueError): every array gets an axis K."""
    members = contracts.check_members(members)
    return {key: np.stack([params[key] for params in members]) for key in members[0]}


def member(params, k):
    """The params dict of network k of a stack (views, no copies). IndexError if there is none."""
    contracts.check_member(params, k)
    return {key: array[k] for key, array in params.items()}


def sweep(net, X, Y, *, learning_rate=0.01, seed=None, scale=None, params=None, init="he",
          rng=None, iterations=1000, **options):  # fmt: skip
    """Train one network for each value of just one of learning_rate, seed and scale.

    learning_rate : float, or sequence of K rates (all from the same initial parameters)
    seed : sequence of K ints; network k starts from net.initialize(rng=default_rng(seed[k]))
    scale : float, or sequence of K initial scales (of the same random draw)
    params, init, rng, iterations, options : as in train; the mini-batches are shared

    Returns a Run with the stack axis first in every array, the swept `values`, and lists of K
    sentences in diverged and unstable. ValueError if not just one of the three is a sequence.
    """
    swept = contracts.check_swept(
        {"learning_rate": learning_rate, "seed": seed, "scale": scale}, params
    )
    contracts.check_count("iterations", iterations, minimum=0)
    net, rng = contracts.check_network(net), contracts.check_rng(rng)
    if swept == "learning_rate":
        start = net.initialize(init, rng, scale) if params is None else params
        values, starts = learning_rate, [start] * len(learning_rate)
    elif swept == "seed":
        values = [contracts.check_count(f"seed[{k}]", number, 0) for k, number in enumerate(seed)]
        starts = [net.initialize(init, np.random.default_rng(s), scale) for s in values]
    else:
        values = [
            contracts.check_number(f"scale[{k}]", factor, 0) for k, factor in enumerate(scale)
        ]
        starts = [net.initialize(init, deepcopy(rng), factor) for factor in values]
        net.initialize(init, rng)  # so that the mini-batches are those of a single run
    trainer = Trainer(net, X, Y, stack(starts), rng=rng, learning_rate=learning_rate, **options)
    return trainer.step(iterations).run(np.asarray(values))
