"""Right answers pass, whatever form they take."""

import copy

import numpy as np
import pytest
from variants import VARIANTS

from nnhelpers.exercises import EXERCISES, report
from nnhelpers.exercises.diagnosis import RIGHT
from nnhelpers.exercises.function_exercise import FunctionExercise

FUNCTIONS = [e for e in EXERCISES.values() if isinstance(e, FunctionExercise)]


def names(exercise):
    return exercise.name


def mapped(change, value):
    """Apply a change to every array and number in a result; no loop, which a rule forbids."""
    if isinstance(value, dict):
        return dict(zip(value, map(lambda entry: mapped(change, entry), value.values())))
    if isinstance(value, (tuple, list)):
        return type(value)(map(lambda entry: mapped(change, entry), value))
    return change(value) if isinstance(value, (np.ndarray, np.number, float)) else value


def single(value):
    """An array or number in float32; whole numbers as they are."""
    array = np.asarray(value)
    return array.astype(np.float32) if array.dtype.kind == "f" else value


def with_prints(function):
    def printing(*arguments):
        print("working on", arguments)
        return function(*arguments)

    return printing


def in_float32(function):
    return lambda *arguments: mapped(single, function(*mapped(single, arguments)))


def as_lists(function):
    return lambda *arguments: mapped(
        lambda v: v.tolist() if isinstance(v, np.ndarray) else v, function(*arguments)
    )


def on_copies(function):
    """Works in place, on its own copies, and leaves them scribbled over."""

    def scribbling(*arguments):
        own = copy.deepcopy(arguments)
        result = copy.deepcopy(function(*own))
        mapped(lambda v: v.fill(7) if isinstance(v, np.ndarray) else v, own)
        return result

    return scribbling


def tuples_as_lists(function):
    def listed(*arguments):
        result = function(*arguments)
        return list(result) if isinstance(result, tuple) else result

    return listed


def numbers_in_arrays(function):
    """One number comes as an array of shape (1, 1), as a matrix product leaves it."""

    def boxed(*arguments):
        return np.array([[function(*arguments)]])

    return boxed


def with_globals(function):
    def using(*arguments):
        return REMEMBERED["function"](*arguments)

    REMEMBERED["function"] = function
    return using


REMEMBERED = {}
FORMS = [with_prints, in_float32, as_lists, on_copies, tuples_as_lists, with_globals]


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=names)
def test_reference_passes(exercise):
    diagnosis = exercise.judge(exercise.reference)
    assert diagnosis.verdict == RIGHT, report(exercise, diagnosis)


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=names)
def test_other_formulas_pass(exercise):
    variants = VARIANTS.get(exercise.name, [])
    assert len(variants) >= 3, (
        f"variants.py: VARIANTS[{exercise.name!r}] needs three right answers in another form, "
        f"it has {len(variants)}"
    )
    for variant in variants:
        diagnosis = exercise.judge(variant)
        assert diagnosis.verdict == RIGHT, report(exercise, diagnosis)


@pytest.mark.slow
@pytest.mark.parametrize("exercise", FUNCTIONS, ids=names)
def test_other_forms_pass(exercise):
    for form in FORMS:
        diagnosis = exercise.judge(form(exercise.reference))
        assert diagnosis.verdict == RIGHT, f"{form.__name__}: {report(exercise, diagnosis)}"


def test_one_number_may_come_in_an_array():
    boxed = 0
    for exercise in FUNCTIONS:
        result = exercise.expected[0].value
        if np.isscalar(result):
            boxed += 1
            diagnosis = exercise.judge(numbers_in_arrays(exercise.reference))
            assert diagnosis.verdict == RIGHT, report(exercise, diagnosis)
    assert boxed >= 8


@pytest.mark.parametrize(
    "name, answer",
    [
        ("logistic_size", {"n_x": np.int64(12288), "parameters": 12289.0}),
        ("shallow_shapes", "lists"),
        ("parameter_shapes", "arrays"),
        ("sigmoid_chain_limit", 1 / 1024),
        ("sigmoid_chain_limit", np.float32(0.000977)),
        ("sigmoid_chain_limit", np.array([0.25**5])),
        ("weight_deviations", {"xavier": 0.0707, "he": np.sqrt(2 / 200)}),
        ("spot_lost_minus", "line 3"),
        ("spot_lost_minus", " Line 3. "),
        ("spot_lost_minus", "3"),
        ("spot_lost_minus", 3.0),
        ("spot_lost_minus", np.int64(3)),
        ("spot_lost_minus", "J=-np.mean(Y*np.log(A)+(1-Y)*np.log(1-A))"),
        ("spot_bias_gradient", 3),
        ("spot_output_derivative", 2),
        ("spot_average_twice", 2),
        ("spot_relu_definition", 3),
        ("spot_he_deviation", 1),
        ("spot_softmax_axis", 3),
        ("softmax_by_hand", {"a_dog": 0.25, "loss": 0.47, "dz_lion": -3 / 8}),
    ],
)
def test_values_pass(name, answer):
    exercise = EXERCISES[name]
    form = {"lists": list, "arrays": np.array}.get(answer) if isinstance(answer, str) else None
    if form is not None:
        answer = {key: form(shape) for key, shape in exercise.value.items()}
    assert exercise.judge(answer).verdict == RIGHT
