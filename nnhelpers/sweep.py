"""Sweeps: one network for each of K learning rates, seeds or initial scales, all at once.

The K parameter sets are stacked along a leading axis and trained in one vectorized pass; this
is what lets a slider answer without waiting. Training itself is in training.py.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from numbers import Integral

import numpy as np

from nnhelpers import contracts
from nnhelpers.training import Trainer

MOST_SEED = 2**128


def stack(members):
    """Stack K params dicts of one architecture (else ValueError): every array gets an axis K."""
    members = _check_members(members)
    return {key: np.stack([params[key] for params in members]) for key in members[0]}


def member(params, k):
    """The params dict of network k of a stack (views, no copies). IndexError if there is none."""
    _check_member(params, k)
    return {key: array[k] for key, array in params.items()}


def sweep(net, X, Y, *, learning_rate=0.01, seed=None, scale=None, params=None, init="he",
          rng=None, iterations=1000, executor=None, **options):  # fmt: skip
    """Train one network for each value of just one of learning_rate, seed and scale.

    learning_rate : float, or sequence of K rates (all from the same initial parameters)
    seed : sequence of K ints; network k starts from net.initialize(rng=default_rng(seed[k])).
        A single int stands for rng=default_rng(seed)
    scale : float, or sequence of K initial scales (of the same random draw)
    params, init, rng, iterations, options : as in train; the mini-batches are shared
    executor : a concurrent.futures.Executor that trains the members in pieces (tuning/sweeping.py)

    Returns a Run with the stack axis first in every array, the swept `values`, and lists of K
    sentences in diverged and unstable. ValueError if not just one of the three is a sequence.
    """
    given = {"learning_rate": learning_rate, "seed": seed, "scale": scale}
    swept = _check_swept(given, params)
    contracts.check_count("iterations", iterations, minimum=0)
    net, rng = contracts.check_network(net), _generator(rng, None if swept == "seed" else seed)
    if swept == "learning_rate":
        start = net.initialize(init, rng, scale) if params is None else params
        values, starts = learning_rate, [start] * len(learning_rate)
    elif swept == "seed":
        values = [contracts.check_count(f"seed[{k}]", s, 0, MOST_SEED) for k, s in enumerate(seed)]
        starts = [net.initialize(init, np.random.default_rng(s), scale) for s in values]
    else:
        values = [contracts.check_number(f"scale[{k}]", s, 0) for k, s in enumerate(scale)]
        starts = [net.initialize(init, deepcopy(rng), factor) for factor in values]
        net.initialize(init, rng)  # so that the mini-batches are those of a single run
    if executor is not None:
        from nnhelpers.tuning.sweeping import sweep_with  # only here: few sweeps are so large

        return sweep_with(
            executor, net, (X, Y), starts, values, rng, learning_rate, iterations, options
        )
    trainer = Trainer(net, X, Y, stack(starts), rng=rng, learning_rate=learning_rate, **options)
    return trainer.step(iterations).run(np.asarray(values))


def _generator(rng, seed):
    """The generator of a sweep: rng, or the one that a single seed stands for."""
    if seed is None:
        return contracts.check_rng(rng)
    if rng is not None:
        raise ValueError(
            f"seed={seed!r} and rng={rng!r} came together, but one of them was expected: seed=1 "
            "stands for rng=default_rng(1). Leave one out."
        )
    return np.random.default_rng(contracts.check_count("seed", seed, 0, MOST_SEED))


def _check_members(members):
    """Return `members` as a list; ValueError unless it is params dicts of one architecture."""
    members = list(members) if isinstance(members, Iterable) else [members]
    if not all(isinstance(params, Mapping) for params in members):
        raise TypeError(
            "members came with something else than params dicts. Pass stack([params_1, params_2])."
        )
    shapes = [{key: np.shape(array) for key, array in params.items()} for params in members]
    if not shapes:
        raise ValueError("members=[] came, but at least one params dict was expected. Add one.")
    for k, came in enumerate(shapes):
        if came != shapes[0]:
            raise ValueError(
                f"members[{k}] has the shapes {came}, but {shapes[0]} was expected, those of "
                "members[0]. Stack only networks of one architecture."
            )
    return members


def _check_member(params, k):
    """ValueError unless params are a stack, IndexError unless k counts one of its networks."""
    if not isinstance(params, Mapping) or {np.ndim(array) for array in params.values()} != {3}:
        raise ValueError(
            "params came as something else than a stack: it may be one network already. "
            "Build a stack with stack([params_1, params_2])."
        )
    size = len(next(iter(params.values())))
    if isinstance(k, bool) or not isinstance(k, Integral) or not -size <= k < size:
        raise IndexError(
            f"k={k!r} came, but the stack holds {size} networks. Pass k from 0 to {size - 1}."
        )


def _check_swept(given, params):
    """Return the name of the one argument that is a sequence of values."""
    arrays = {name: contracts.as_array(value) for name, value in given.items()}
    swept = [name for name, value in arrays.items() if value.ndim == 1 and value.size]
    if len(swept) != 1:
        raise ValueError(
            f"{' and '.join(swept) or 'nothing'} came as a list, but just one of "
            f"{', '.join(given)} was expected as a list of values: learning_rate=[0.1, 0.01]."
        )
    if params is not None and not isinstance(params, Mapping):
        raise TypeError(
            f"params is a {type(params).__name__}, but the params dict of one network was "
            "expected. All members of a sweep start from it."
        )
    if params is not None and any(np.ndim(array) > 2 for array in params.values()):
        raise ValueError(
            "params is already a stack, but sweep expected the params of one network. Take "
            "member(params, k), or train the stack with train(net, X, Y, params=params)."
        )
    if params is not None and swept != ["learning_rate"]:
        raise ValueError(
            f"params came together with a sweep over {swept[0]}, which draws its own starts. "
            "Leave out params, or sweep over learning_rate."
        )
    return swept[0]
