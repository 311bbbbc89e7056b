"""What is observed where results are random: the statistics of the weights, not the weights.

Two right initializers may draw in another order; their weights differ, but not their shapes,
spreads and zeros. An experiment calls the learner's function and describes what came, in numbers
and in statements such as "In W1 all entries are 0." that can be read to whoever wrote it.
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
    dict from each key to what there is to say of its array, and with W1 whether the draws come from
    rng; what is no dict of arrays is returned as it is
    """
    twin, other = copy.deepcopy(rng), np.random.default_rng(987)
    first = answer(layer_sizes, rng, *rest)
    if not isinstance(first, Mapping) or any(value is ... for value in first.values()):
        return first
    second, third = answer(layer_sizes, twin, *rest), answer(layer_sizes, other, *rest)
    described = {key: _described(key, value) for key, value in first.items()}
    enough = sum(np.size(value) for value in first.values()) >= ENOUGH  # two may agree by chance
    if enough and isinstance(described.get("W1"), dict):
        described["W1"] |= _source_of_draws(first, second, third)
    return described


def _source_of_draws(first: Mapping, second: object, third: object) -> dict[str, str]:
    """Statements on where three series of weights come from."""
    return {
        "and the other layers": (
            "Each layer has draws of its own."
            if _layers_differ(first)
            else "All layers begin with the same draws. One generator, used on and on, gives new "
            "numbers to each."
        ),
        "and the rng": (
            "Equal generators give different weights: not all numbers come from the rng that is "
            "given."
            if not _equal(first, second)
            else "Whatever rng is given, the weights are the same: it is not used."
            if _equal(first, third)
            else "The weights come from rng."
        ),
    }


def _described(name: str, value: object) -> object:
    """Shape and spread of an array of numbers; anything else as it is."""
    array = as_numbers(value)
    if array is None or array.size == 0:
        return value
    array = array.astype(float)
    zero, large = not array.any(), array.ndim == 2 and array.size >= ENOUGH
    equal = _lines(name, array) if large and not zero else ""
    drawn = large and not zero and not equal
    return {
        "shape": np.array(array.shape),
        "entries": f"In {name} all entries are 0." if zero else f"In {name} not all entries are 0.",
        "standard deviation": array.std() if large else "few numbers",
        "rows and columns": equal,
        "mean": _mean(name, array) if drawn else "",
        "distribution": _distribution(name, array) if drawn else "",
    }


def _mean(name: str, array: np.ndarray) -> str:
    """A complaint about the mean, or ""."""
    if abs(array.mean()) < 0.05 * array.std():
        return ""
    return f"In {name} the mean is not near 0."


def _distribution(name: str, array: np.ndarray) -> str:
    """A complaint if the share beyond two and three deviations is not 4.6 % and 0.3 % or so."""
    distance = np.abs(array - array.mean()) / (array.std() or 1)
    if 0.035 < np.mean(distance > 2) < 0.06 and np.mean(distance > 3) < 0.006:
        return ""
    return (
        f"In {name} the entries are not normally distributed (bell-shaped). Does something else "
        "draw than rng.standard_normal, or are the draws cut, rounded or thinned out?"
    )


def _lines(name: str, array: np.ndarray) -> str:
    """A complaint if units or inputs share their weights, or ""."""
    if np.ptp(array, axis=0).max() < 1e-3 * np.abs(array).max():
        return f"In {name} all rows are equal: the units of the layer have the same weights."
    if np.ptp(array, axis=1).max() < 1e-3 * np.abs(array).max():
        return f"In {name} all columns are equal: a unit has the same weight for all its inputs."
    return ""


def _layers_differ(params: Mapping) -> bool:
    """Whether no two layers begin with the same draws, whatever they are scaled by."""
    arrays = (as_numbers(value) for value in params.values())
    large = [a.astype(float).ravel() for a in arrays if a is not None and a.size >= ENOUGH]
    starts = [a[:20] / (np.abs(a[:20]).max() or 1) for a in large if np.ptp(a[:20])]
    pairs = itertools.combinations(starts, 2)
    return not any(np.allclose(a, b, rtol=1e-3) for a, b in pairs)


def _equal(first: Mapping, second: object) -> bool:
    if not isinstance(second, Mapping) or set(first) != set(second):
        return False
    return all(np.array_equal(first[key], second[key]) for key in first)
