"""What is observed where results are random: the statistics of the weights, not the weights.

Two right initializers may draw in another order; their weights differ, but not their shapes,
spreads and zeros. An experiment calls the learner's function and describes what came.
"""

import copy
import itertools
from collections.abc import Callable, Mapping

import numpy as np

from nnhelpers.exercises.compare import as_numbers

ENOUGH = 10_000  # weights, so that two draws differ in their standard deviation by 1 % or so


def drawn_parameters(answer: Callable, layer_sizes: tuple, rng: np.random.Generator, *rest):
    """Call a random initializer three times and describe what it draws.

    Parameters
    ----------
    answer : function(layer_sizes, rng, *rest) -> dict of arrays
    layer_sizes : tuple of int
    rng : numpy.random.Generator
    *rest
        Further arguments.

    Returns
    -------
    dict with a description of each array, and whether the draws come from rng; what is no dict of
    arrays is returned as it is
    """
    twin, other = copy.deepcopy(rng), np.random.default_rng(987)
    first = answer(layer_sizes, rng, *rest)
    if not isinstance(first, Mapping) or any(value is ... for value in first.values()):
        return first
    second, third = answer(layer_sizes, twin, *rest), answer(layer_sizes, other, *rest)
    described = {key: _described(value) for key, value in first.items()}
    described["every layer has weights of its own"] = _layers_differ(first)
    described["the same rng gives the same weights"] = _equal(first, second)
    described["another rng gives other weights"] = not _equal(first, third)
    return described


def _described(value: object) -> object:
    """Shape and spread of an array of numbers; anything else as it is."""
    array = as_numbers(value)
    if array is None or array.size == 0:
        return value
    array = array.astype(float)
    facts = {"shape": array.shape}
    if not array.any():
        return facts | {"all zero": True}
    if array.ndim == 2 and array.size >= ENOUGH:
        spread = array.std()
        facts["standard deviation"] = spread
        facts["mean near 0"] = bool(abs(array.mean()) < 0.05 * spread)
        facts["bell-shaped (a normal distribution)"] = _is_normal(array)
        facts["every unit has weights of its own"] = _mostly_different(array[:, 0])
        facts["every input has weights of its own"] = _mostly_different(array[0])
    return facts


def _is_normal(array: np.ndarray) -> bool:
    """Whether about 4.6 % of the entries lie beyond two standard deviations, 0.3 % beyond three."""
    distance = np.abs(array - array.mean()) / (array.std() or 1)
    return bool(0.035 < np.mean(distance > 2) < 0.06 and np.mean(distance > 3) < 0.006)


def _layers_differ(params: Mapping) -> bool:
    """Whether no two layers begin with the same draws, whatever they are scaled by."""
    arrays = (as_numbers(value) for value in params.values())
    large = [a.astype(float).ravel() for a in arrays if a is not None and a.size >= ENOUGH]
    starts = [a[:20] / (np.abs(a[:20]).max() or 1) for a in large]
    pairs = itertools.combinations(starts, 2)
    return not any(np.allclose(a, b, rtol=1e-3) for a, b in pairs)


def _mostly_different(entries: np.ndarray) -> bool:
    """Whether nearly all entries are unique; in float32 two may be equal by chance."""
    return bool(len(np.unique(entries)) > 0.9 * len(entries))


def _equal(first: Mapping, second: object) -> bool:
    if not isinstance(second, Mapping) or set(first) != set(second):
        return False
    return all(np.array_equal(first[key], second[key]) for key in first)
