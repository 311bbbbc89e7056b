"""Wrong answers never pass: results spoiled in every way, and mistakes no exercise has listed."""

import copy

import numpy as np
import pytest

from nnhelpers.exercises import EXERCISES
from nnhelpers.exercises.diagnosis import WRONG
from nnhelpers.exercises.function_exercise import FunctionExercise

pytestmark = pytest.mark.slow

FUNCTIONS = [e for e in EXERCISES.values() if isinstance(e, FunctionExercise)]
EXACT = [e for e in FUNCTIONS if e.experiment is None]


def name(exercise):
    return exercise.name


def spoiled(change, result):
    """A result with a change applied to its last array or number."""
    if isinstance(result, dict):
        last = list(result)[-1]
        return {**result, last: spoiled(change, result[last])}
    if isinstance(result, tuple):
        return (*result[:-1], spoiled(change, result[-1]))
    return change(np.array(result, dtype=float))


def one_entry(array):
    array.flat[array.size // 2] = array.flat[array.size // 2] * 1.01 + 0.01
    return array


def nan_entry(array):
    array.flat[-1] = np.nan
    return array


SPOILERS = {
    "one entry off": one_entry,
    "a nan": nan_entry,
    "a thousandth too large": lambda a: a * 1.002 + 0.002,
    "an axis more": lambda a: np.stack([a, a]),
}
STRANGE = ["wrong", "[[0.5]]", 1 + 1e-3j, abs, {1, 2}, object(), [[None]], b"x", iter([1])]
STRANGE += [
    (),
    [],
    {},
    {"dW1": None},
    (1,) * 12,
    [[1], [2, 3]],
    np.zeros((0, 3)),
    np.zeros((2, 3, 4)),
]


@pytest.mark.parametrize("exercise", EXACT, ids=name)
def test_spoiled_results_never_pass(exercise):
    for what, spoiler in SPOILERS.items():

        def answer(*arguments, spoiler=spoiler):
            return spoiled(spoiler, copy.deepcopy(exercise.reference(*arguments)))

        assert exercise.judge(answer).verdict == WRONG, what


@pytest.mark.parametrize("result", STRANGE, ids=lambda result: type(result).__name__)
def test_strange_results_never_pass(result):
    for exercise in FUNCTIONS:
        assert exercise.judge(lambda *_: result).verdict == WRONG


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=name)
def test_the_answer_to_one_case_does_not_pass_for_all(exercise):
    for index in range(len(exercise.cases)):
        with np.errstate(over="ignore"):
            result = exercise.reference(*exercise.fresh_case(index))
        assert exercise.judge(lambda *_, result=result: result).verdict == WRONG


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=name)
def test_arguments_handed_back_do_not_pass(exercise):
    assert exercise.judge(lambda *arguments: arguments[0]).verdict == WRONG
    assert exercise.judge(lambda *arguments: arguments).verdict == WRONG


def last_result(exercise):
    """The last array or number of what the reference returns for its last case."""
    result = exercise.reference(*exercise.fresh_case(len(exercise.cases) - 1))
    while isinstance(result, (dict, tuple)):
        result = list(result.values())[-1] if isinstance(result, dict) else result[-1]
    return result


WITH_AXES = [
    e for e in EXACT if isinstance(last_result(e), np.ndarray) and last_result(e).ndim == 2
]


@pytest.mark.parametrize("exercise", WITH_AXES, ids=name)
def test_lost_axes_do_not_pass(exercise):
    """A result with an axis less, more or empty is another result."""
    for change in (np.ravel, lambda a: np.stack([a]), lambda a: a[:, :0]):

        def answer(*arguments, change=change):
            return spoiled(change, exercise.reference(*arguments))

        assert exercise.judge(answer).verdict == WRONG


@pytest.mark.parametrize(
    "exercise",
    [e for e in EXACT if isinstance(e.reference(*e.fresh_case(0)), tuple)],
    ids=name,
)
def test_results_in_another_order_do_not_pass(exercise):
    assert exercise.judge(lambda *a: exercise.reference(*a)[::-1]).verdict == WRONG
    assert exercise.judge(lambda *a: exercise.reference(*a)[:1]).verdict == WRONG
    assert exercise.judge(lambda *a: exercise.reference(*a)[0]).verdict == WRONG


@pytest.mark.parametrize(
    "exercise", [e for e in EXACT if isinstance(e.reference(*e.fresh_case(0)), dict)], ids=name
)
def test_each_key_matters(exercise):
    keys = list(exercise.reference(*exercise.fresh_case(0)))
    for key in keys:

        def without(*arguments, key=key):
            return {k: v for k, v in exercise.reference(*arguments).items() if k != key}

        def negative(*arguments, key=key):
            result = exercise.reference(*arguments)
            return {**result, key: 1 - 2 * np.asarray(result[key])}

        assert exercise.judge(without).verdict == WRONG
        assert exercise.judge(negative).verdict == WRONG


def mistakes():
    """More wrong answers, none of them in an exercise's own bank."""

    def sigmoid(Z):
        return 1 / (1 + np.exp(-Z))

    def loops_forget_last(X, A, Y):
        n_x, m = X.shape
        dW, db = np.zeros((1, n_x)), 0
        for i in range(m - 1):
            dW += (A[0, i] - Y[0, i]) * X[:, i] / m
            db += (A[0, i] - Y[0, i]) / m
        return dW, db

    def leaky_by_ones(Z, slope):
        out = np.ones(Z.shape, dtype=int)
        out[Z <= 0] = slope
        return out

    def update_from_one(params, grads, learning_rate):
        new = {}
        for l in range(1, len(params)):
            if f"W{l}" in params:
                new[f"W{l}"] = params[f"W{l}"] - learning_rate * grads[f"dW{l}"]
                new[f"b{l}"] = params[f"b{l}"] - learning_rate * grads["db1"].mean()
        return new

    def he_same_for_all_layers(layer_sizes, rng):
        state = copy.deepcopy(rng)
        return {
            key: value
            for l in range(1, len(layer_sizes))
            for key, value in (
                (
                    f"W{l}",
                    copy.deepcopy(state).uniform(-1, 1, (layer_sizes[l], layer_sizes[l - 1]))
                    * np.sqrt(6 / layer_sizes[l - 1]),
                ),
                (f"b{l}", np.zeros((layer_sizes[l], 1))),
            )
        }

    def deep_two_layers_only(X, params):
        Z1 = params["W1"] @ X + params["b1"]
        A1 = np.maximum(0, Z1)
        if "W2" not in params:
            return {"A0": X, "Z1": Z1, "A1": sigmoid(Z1)}
        Z2 = params["W2"] @ A1 + params["b2"]
        return {"A0": X, "Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}

    return [
        ("sigmoid", lambda Z: np.round(sigmoid(Z), 2)),
        ("sigmoid", lambda Z: sigmoid(np.abs(Z))),
        ("sigmoid", lambda Z: 0.5 + Z / 4),
        ("sigmoid", lambda Z: np.clip(sigmoid(Z), 0.01, 0.99)),
        ("sigmoid", lambda Z: sigmoid(2 * Z)),
        ("image_to_vector", lambda images: images.transpose(3, 1, 2, 0).reshape(-1, len(images))),
        ("image_to_vector", lambda images: images.transpose(2, 1, 3, 0).reshape(-1, len(images))),
        ("image_to_vector", lambda images: images.reshape(len(images), -1).T.astype(np.int8)),
        ("image_to_vector", lambda images: images[::-1].reshape(len(images), -1).T),
        ("scale_pixels", lambda X: X / 254),
        ("scale_pixels", lambda X: (X / 255).astype(np.uint8)),
        ("scale_pixels", lambda X: X / np.linalg.norm(X)),
        ("logistic_cost", lambda A, Y: np.mean(-np.log(A))),
        ("logistic_cost", lambda A, Y: -np.mean(np.log2(np.where(Y == 1, A, 1 - A)))),
        ("logistic_cost", lambda A, Y: np.mean(np.abs(A - Y))),
        ("logistic_cost", lambda A, Y: -np.log(np.mean(np.where(Y == 1, A, 1 - A)))),
        ("logistic_cost", lambda A, Y: -np.log(np.where(Y == 1, A, 1 - A))),
        ("logistic_gradients", loops_forget_last),
        (
            "logistic_gradients",
            lambda X, A, Y: ((A - Y) @ X.T / X.shape[1], np.mean(np.abs(A - Y))),
        ),
        ("logistic_gradients", lambda X, A, Y: (np.mean((A - Y) * X), np.mean(A - Y))),
        ("gradient_descent_step", lambda W, b, dW, db, a: (W - a * dW, b - a * np.abs(db))),
        ("gradient_descent_step", lambda W, b, dW, db, a: (W - a**2 * dW, b - a**2 * db)),
        ("gradient_descent_step", lambda W, b, dW, db, a: (W - 0.1 * dW, b - 0.1 * db)),
        ("predict_labels", lambda X, W, b: np.ceil(sigmoid(W @ X + b))),
        ("predict_labels", lambda X, W, b: W @ X > 0),
        ("predict_labels", lambda X, W, b: sigmoid(W @ X + b).argmax(axis=0)),
        ("predict_labels", lambda X, W, b: [str(int(z > 0)) for z in (W @ X + b)[0]]),
        ("accuracy", lambda labels, Y: np.mean(labels)),
        ("accuracy", lambda labels, Y: round(np.mean(labels == Y), 1)),
        ("accuracy", lambda labels, Y: np.sum(labels == Y) / (Y.size + 1)),
        ("accuracy", lambda labels, Y: labels == Y),
        ("layer_sizes", lambda X, Y, n: (2, n, 1)),
        ("layer_sizes", lambda X, Y, n: (X.shape, n, Y.shape)),
        ("distinct_units", lambda W, b: len(np.unique(W[:, 0]))),
        ("distinct_units", lambda W, b: 1),
        ("distinct_units", lambda W, b: len(np.unique(np.hstack([W, b]), axis=0)) + 0.4),
        ("hidden_delta", lambda dZ2, W2, A1: W2.T @ (dZ2 * (1 - A1[:1] ** 2))),
        ("hidden_delta", lambda dZ2, W2, A1: W2.T @ dZ2 * (1 + A1**2)),
        ("penalized_cost", lambda J, p, l2, m: J * (1 + l2 / (2 * m))),
        (
            "parameter_count",
            lambda sizes: sum(a * b for a, b in zip(sizes, sizes[1:])) + len(sizes),
        ),
        (
            "parameter_count",
            lambda sizes: 1.00005 * sum((a + 1) * b for a, b in zip(sizes, sizes[1:])),
        ),
        ("linear_forward", lambda A, W, b: W @ A + np.sum(b)),
        ("linear_forward", lambda A, W, b: W @ A + b[0]),
        ("linear_backward", lambda dZ, A, W: (W.T @ dZ, dZ @ A.T / len(A[0]), dZ[:, :1])),
        ("linear_backward", lambda dZ, A, W: (W.T @ dZ, dZ @ A.T / (len(A[0]) + 1e-2), dZ.mean(1))),
        ("activation_backward", lambda dA, Z, name: dA * (Z > 0)),
        ("activation_backward", lambda dA, Z, name: dA * (1 - np.tanh(Z) ** 2)),
        ("deep_forward", deep_two_layers_only),
        ("update_parameters", update_from_one),
        ("numerical_gradient", lambda cost, W, e: 3 * W**2),
        (
            "numerical_gradient",
            lambda cost, W, e: np.full(W.shape, cost(W + e) - cost(W - e)) / 2 / e,
        ),
        ("gradient_check", lambda g, n: np.linalg.norm(g - n) / np.linalg.norm(n + 1e-8)),
        ("gradient_check", lambda g, n: 0.0),
        ("gradient_check", lambda g, n: np.allclose(g, n)),
        ("gradient_check", lambda g, n: np.mean(np.abs(g - n) / (np.abs(g) + np.abs(n) + 1e-12))),
        ("sigmoid_derivative", lambda Z: np.full(Z.shape, 0.25)),
        (
            "sigmoid_derivative",
            lambda Z: (
                np.gradient(sigmoid(Z).ravel()).reshape(Z.shape) if Z.size > 1 else sigmoid(Z)
            ),
        ),
        ("tanh_derivative", lambda Z: 1 - Z**2 / (1 + Z**2)),
        ("relu_derivative", lambda Z: np.heaviside(Z, 1)),
        ("leaky_relu_derivative", leaky_by_ones),
        ("leaky_relu", lambda Z, slope: np.abs(Z) * slope + (1 - slope) * np.maximum(Z, 0)),
        ("dead_units", lambda Z: np.sum(Z.sum(axis=1) <= 0)),
        ("dead_units", lambda Z: np.sum(Z[:, 0] <= 0)),
        ("dead_units", lambda Z: np.sum(Z.max(axis=0) <= 0)),
        ("chain_slope", lambda W, Z: np.prod(W) * 0.25 ** len(W)),
        ("initialize_he", he_same_for_all_layers),
        (
            "initialize_zeros",
            lambda sizes: {
                f"W{l}": np.zeros((n, p)) for l, (p, n) in enumerate(zip(sizes, sizes[1:]), 1)
            },
        ),
        ("output_variance", lambda sizes, w, v: v * (w * sizes[0]) ** (len(sizes) - 1)),
    ]


@pytest.mark.parametrize("number", range(len(mistakes())))
def test_unlisted_mistakes_never_pass(number):
    exercise, answer = mistakes()[number]
    assert EXERCISES[exercise].judge(answer).verdict == WRONG


@pytest.mark.parametrize(
    "exercise, answer",
    [
        ("logistic_size", {"n_x": 12288, "parameters": 12290}),
        ("logistic_size", {"n_x": 12288.4, "parameters": 12289}),
        ("logistic_size", {"n_x": 12288}),
        ("logistic_size", {"n_x": "12288", "parameters": 12289}),
        ("logistic_size", 12289),
        ("shallow_shapes", {"X": (2, 400)}),
        ("sigmoid_chain_limit", 0.001),
        ("sigmoid_chain_limit", "0.25**5"),
        ("sigmoid_chain_limit", [0.25] * 5),
        ("weight_deviations", {"xavier": 0.07, "he": 0.1}),
        ("spot_lost_minus", 0),
        ("spot_lost_minus", 7),
        ("spot_lost_minus", True),
        ("spot_lost_minus", "3 and 4"),
        ("spot_lost_minus", "J = -np.mean(Y * np.log(A) - (1 - Y) * np.log(1 - A))"),
        ("spot_lost_minus", [3, 4]),
        ("spot_lost_minus", None),
        ("spot_he_deviation", 1.5),
        ("spot_he_deviation", float("nan")),
    ],
)
def test_wrong_values_never_pass(exercise, answer):
    assert EXERCISES[exercise].judge(answer).verdict == WRONG


def test_a_wrong_value_is_not_told_the_right_one():
    for name, guess in (
        ("sigmoid_chain_limit", 0.5),
        ("logistic_size", {"n_x": 1, "parameters": 2}),
    ):
        diagnosis = EXERCISES[name].judge(guess)
        assert not any(digits in " ".join(diagnosis.details) for digits in ("12288", "0.00097"))
