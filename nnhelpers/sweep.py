"""Sweeps: one network for each of K learning rates, seeds or initial scales, all at once.

The K parameter sets are stacked along a leading axis and trained in one vectorized pass; this
is what lets a slider answer without waiting. Training itself is in training.py.
"""

import numpy as np

from nnhelpers.contracts import check_count, check_rng
from nnhelpers.training import Trainer


def stack(members):
    """Stack a list of K params dicts of one architecture: every array gets a leading axis K.

    ValueError if the list is empty or keys or shapes differ.
    """
    members = list(members)
    if not members:
        raise ValueError("members=[] came, but at least one params dict was expected.")
    shapes = [{key: np.shape(array) for key, array in params.items()} for params in members]
    for k, came in enumerate(shapes):
        if came != shapes[0]:
            raise ValueError(
                f"members[{k}] has the shapes {came}, but {shapes[0]} was expected, those of "
                "members[0]. Stack only networks of one architecture."
            )
    return {key: np.stack([params[key] for params in members]) for key in members[0]}


def member(params, k):
    """The params dict of network k of a stack (views, no copies). IndexError if there is none."""
    return {key: array[k] for key, array in params.items()}


def sweep(net, X, Y, *, learning_rate=0.01, seed=None, scale=None, params=None, init="he",
          rng=None, iterations=1000, **options):  # fmt: skip
    """Train one network for each value of just one of learning_rate, seed and scale.

    Parameters
    ----------
    learning_rate : float, or sequence of K rates (all from the same initial parameters)
    seed : sequence of K ints; network k starts from net.initialize(rng=default_rng(seed[k]))
    scale : float, or sequence of K initial scales (of the same random draw)
    params, init, rng, iterations, options : as in train; the mini-batches are shared

    Returns
    -------
    Run
        With the stack axis first in every array (costs: (K, records)), the swept values in
        `values`, and lists of K in diverged and unstable.

    Raises
    ------
    ValueError
        If not just one of the three is a sequence, or params come with a swept start.
    """
    given = {"learning_rate": learning_rate, "seed": seed, "scale": scale}
    swept = [name for name, value in given.items() if np.ndim(value) == 1 and np.size(value)]
    if len(swept) != 1:
        raise ValueError(
            f"{swept or 'nothing'} came as a sequence, but just one of learning_rate, seed and "
            "scale was expected as a list of values, for example learning_rate=[0.1, 0.01]."
        )
    if params is not None and swept != ["learning_rate"]:
        raise ValueError(
            f"params came together with a sweep over {swept[0]}, which draws its own starts. "
            "Leave out params, or sweep over learning_rate."
        )
    rng, values = check_rng(rng), np.asarray(given[swept[0]])
    if swept == ["seed"]:
        seeds = [check_count(f"seed[{k}]", value, 0) for k, value in enumerate(seed)]
        starts = [net.initialize(init, np.random.default_rng(s), scale) for s in seeds]
    elif swept == ["scale"]:
        unit = net.initialize(init, rng, 1.0)
        starts = [{key: value * array for key, array in unit.items()} for value in values]
    else:
        start = net.initialize(init, rng, scale) if params is None else params
        starts = [start] * len(values)
    trainer = Trainer(net, X, Y, stack(starts), rng=rng, learning_rate=learning_rate, **options)
    return trainer.step(iterations).run(values)
