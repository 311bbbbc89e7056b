"""Private cases: an exercise once more, with other numbers in its cases, drawn from a seed.

The file of a page is executed a second time, with another series behind `numbers`: whatever is
computed from these numbers (a cache from X and params) fits together as on the page. An exercise
whose cases are written out gets them with other numbers of the same kind and sign, and, where
columns are examples, with other columns. Its reference says what is expected.
"""

import importlib.util
import math
import sys
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from nnhelpers.exercises import exercise as exercises_module
from nnhelpers.exercises.function_exercise import FunctionExercise
from nnhelpers.exercises.guard import changed_places

# Exercises whose examples may be drawn again with repetition, since nothing else depends on them.
COLUMNS = (
    "accuracy", "confusion_matrix", "disagreement", "layer_sizes", "logistic_cost", "one_hot",
    "repair_average_gradient", "squared_error", "vectorize_loop",
)  # fmt: skip
MIXED = ("cut_batches", "scale_pixels", "survivors")  # numbers that may stand in any order
ENOUGH = 2  # cases that the second execution changes

# Exercises that are judged by the cases of the page alone, and why.
PUBLIC_ONLY = {
    "graph_backward": "one slope is 3 exactly, which a slope measured by bumping only meets with "
    "the round numbers of the page",
    "tape_backward": "its values are what its tape computes, and shaken they would be none",
}


def private(exercise: FunctionExercise, seed: int) -> FunctionExercise | None:
    """The exercise with private cases, None where there are none.

    Parameters
    ----------
    exercise : FunctionExercise
    seed : int
        Equal seeds give equal cases.
    """
    if exercise.name in PUBLIC_ONLY:
        return None
    rng = np.random.default_rng([seed, *exercise.name.encode()])
    again = _page_again(type_of_page(exercise), seed).get(exercise.name)
    changed = []
    if again is not None:
        pairs = list(zip(exercise.cases, again.cases, strict=False))
        changed = [new for old, new in pairs if changed_places("case", old, new)]
    if len(changed) < ENOUGH:
        changed += [shaken(case, rng, exercise.name in COLUMNS) for case in exercise.cases]
        if exercise.name in MIXED:
            changed = [mixed(case, rng) for case in changed]
    fresh = replace(exercise, cases=tuple(changed))
    return fresh if all(not o.error for o in fresh.expected) else _without_errors(fresh)


def _without_errors(exercise: FunctionExercise) -> FunctionExercise | None:
    """The exercise without cases that its own reference cannot do."""
    good = [c for c, o in zip(exercise.cases, exercise.expected, strict=True) if not o.error]
    return replace(exercise, cases=tuple(good)) if good else None


def type_of_page(exercise: FunctionExercise) -> str:
    """Name of the module that declares an exercise."""
    return exercise.reference.__module__


_AGAIN: dict[tuple[str, int], dict[str, FunctionExercise]] = {}


def _page_again(module_name: str, seed: int) -> dict[str, FunctionExercise]:
    """The exercises of a page's file, executed once more with other numbers."""
    key = (module_name, seed)
    if key not in _AGAIN:
        own = exercises_module.numbers
        exercises_module.numbers = _shifted(own, seed)
        try:
            spec = importlib.util.spec_from_file_location(
                f"{module_name}_redrawn_{seed}", sys.modules[module_name].__file__
            )
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
        finally:
            exercises_module.numbers = own
        _AGAIN[key] = {e.name: e for e in module.EXERCISES if isinstance(e, FunctionExercise)}
    return _AGAIN[key]


def _shifted(own: Callable, seed: int) -> Callable:
    """`numbers` with another series behind it for each seed."""

    def numbers(number: int, *shape: int) -> np.ndarray:
        return own(1_000_003 * (seed + 1) + number, *shape)

    return numbers


def shaken(case: tuple, rng: np.random.Generator, by_columns: bool) -> tuple:
    """A case with other numbers: signs, zeros, order, and the range from 0 to 1 are kept.

    Parameters
    ----------
    case : tuple
    rng : numpy.random.Generator
    by_columns : bool
        Whether columns (the last axis) are examples: they are then drawn again, some more of them.
    """
    columns = None
    if by_columns:
        m = max((np.shape(a)[-1] for a in case if np.ndim(a)), default=1)
        columns = (m, rng.integers(0, m, m + rng.integers(1, 6)))
    return tuple(_shaken(value, rng, columns) for value in case)


def mixed(case: tuple, rng: np.random.Generator) -> tuple:
    """A case whose arrays have their entries in another order."""
    return tuple(
        rng.permutation(value.ravel()).reshape(value.shape) if np.ndim(value) else value
        for value in case
    )


def _shaken(value: object, rng: np.random.Generator, columns: tuple | None) -> object:
    if isinstance(value, np.random.Generator):
        return np.random.default_rng(int(rng.integers(1, 2**31)))
    if isinstance(value, np.ndarray):
        if columns is not None and value.ndim and value.shape[-1] == columns[0]:
            value = value[..., columns[1]]
        return _rescaled(value, rng) if value.dtype.kind == "f" else value.copy()
    if isinstance(value, bool | int | str) or callable(value):
        return value
    if isinstance(value, float):
        return float(_rescaled(np.array(value), rng))
    if isinstance(value, tuple) and value and all(type(n) is int and n > 0 for n in value):
        return tuple(n + int(rng.integers(0, 3)) for n in value)
    if isinstance(value, tuple | list):
        return type(value)(_shaken(entry, rng, columns) for entry in value)
    if isinstance(value, dict):
        return {key: _shaken(entry, rng, columns) for key, entry in value.items()}
    return value


def _rescaled(array: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Other numbers: to a power where all lie between 0 and 1, else times a factor."""
    factor = math.exp(rng.uniform(0.05, 0.2) * rng.choice([-1, 1]))
    if np.isin(array, (0, 1)).all() or not np.isfinite(array).all():
        return array.copy()
    return array**factor if (array >= 0).all() and (array <= 1).all() else array * factor
