"""What a verdict says is true of all cases: mistakes that were once put down to another cause."""

import linecache
import math
import re
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest
from running import run

from nnhelpers import exercises as public
from nnhelpers.exercises import EXERCISES, PAGES, check, guard, hint, report, solution
from nnhelpers.exercises.challenge_exercise import ChallengeExercise
from nnhelpers.exercises.diagnosis import RIGHT, WRONG
from nnhelpers.exercises.function_exercise import FunctionExercise
from nnhelpers.exercises.guard import Outcome
from nnhelpers.exercises.line_exercise import LineExercise

FUNCTIONS = [e for e in EXERCISES.values() if isinstance(e, FunctionExercise)]


@pytest.fixture(autouse=True)
def new_session(monkeypatch):
    public._record.cache_clear()
    for name in ("_hints_given", "_last"):
        monkeypatch.setattr(public, name, {})


def name(exercise):
    return exercise.name


def cell(exercise, code):
    """What a notebook cell with that code defines; its source can be had, as in a notebook."""
    code = textwrap.dedent(code).strip()
    if code.startswith("lambda"):
        code = f"{exercise.variable} = {code}"
    file = f"<cell {abs(hash(code))}>"
    linecache.cache[file] = (len(code), None, code.splitlines(keepends=True), file)
    namespace = {"np": np, "math": math}
    exec(compile(code + "\n", file, "exec"), namespace)
    return namespace[exercise.variable]


def verdict(exercise, code):
    diagnosis = EXERCISES[exercise].judge(cell(EXERCISES[exercise], code))
    assert diagnosis.verdict == WRONG
    return report(EXERCISES[exercise], diagnosis).replace("\n  ", " ")


BACKWARD = """
    def my_shallow_backward(cache, params, Y):
        m = Y.shape[1]
        dZ2 = cache["A2"] - Y
        dW2 = dZ2 @ cache["A1"].T / m
        db2 = np.sum(dZ2, axis=1, keepdims=True) / m
        dZ1 = (params["W2"].T @ dZ2) * (1 - cache["A1"] ** 2)
        dW1 = dZ1 @ cache["A0"].T / m
        db1 = np.sum(dZ1, axis=1, keepdims=True) / m
        return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
"""


def backward(old, new):
    assert BACKWARD.count(old) == 1
    return BACKWARD.replace(old, new)


# (exercise, code, what the verdict must say, what it must not say)
TOLD = [
    # the shape is not right in a 1 x 1 case only: the numbers are wrong elsewhere
    (
        "sigmoid",
        "lambda Z: 1 / (1 + np.exp(-Z.sum()))",
        "One number stands in the result",
        "are right",
    ),
    (
        "logistic_gradients",
        "lambda X, A, Y: (np.mean((A - Y) @ X.T), np.mean(A - Y))",
        "dW has become one number",
        "numbers are right",
    ),
    (
        "shallow_backward",
        backward("np.sum(dZ1, axis=1, keepdims=True) / m", "np.mean(dZ1)"),
        "One number stands in db1",
        "numbers in db1 are right",
    ),
    # values in other places
    (
        "logistic_gradients",
        "lambda X, A, Y: (np.mean(A - Y), (A - Y) @ X.T / X.shape[1])",
        "they stand in the order db, dW",
        "axis",
    ),
    (
        "linear_backward",
        "lambda dZ, A_prev, W: (dZ @ A_prev.T / dZ.shape[1], W.T @ dZ,"
        " dZ.mean(axis=1, keepdims=True))",
        "The order is dA_prev, dW, db",
        "axis was lost",
    ),
    (
        "shallow_backward",
        backward(
            '{"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}',
            '{"W2": dW2, "b2": db2, "W1": dW1, "b1": db1}',
        ),
        "the keys should be dW2, db2, dW1, db1, not W2, b2, W1, b1",
        "(none)",
    ),
    (
        "shallow_forward",
        "lambda X, params: 1 / (1 + np.exp(-X))",
        "A dict is expected",
        "axis",
    ),
    (
        "activation_backward",
        """
        def my_activation_backward(dA, Z, name):
            if name == "sigmoid":
                A = 1 / (1 + np.exp(-Z))
                return dA * A * (1 - A)
            if name == "tanh":
                return dA * (1 - np.tanh(Z) ** 2)
            if name == "ReLU":
                return dA * (Z > 0)
        """,
        "or is there no branch for them?",
        "last line",
    ),
    (
        "collapse_linear_layers",
        """
        def my_collapse_linear_layers(W1, b1, W2, b2):
            W = W2 @ W1
            b = W2 @ b1 + b2
        """,
        "is the last line missing?",
        "One thing came back",
    ),
    (
        "tanh_derivative",
        "lambda Z: 1 - np.dot(np.tanh(Z), np.tanh(Z))",
        "This exercise needs no matrix product",
        "(a, b) times (b, c)",
    ),
    # no array at all
    ("image_to_vector", "lambda images: images.flatten", "needs its parentheses", "twice"),
    ("sigmoid", "lambda Z: (1 / (1 + np.exp(-z)) for z in Z)", "generator", "twice"),
    ("sigmoid", "lambda Z: (1 / (1 + np.exp(-Z))).astype(str)", "This is text", "twice"),
    (
        "sigmoid",
        "class my_sigmoid:\n    def __init__(self, Z):\n        self.Z = Z",
        "A class was handed in",
        "twice",
    ),
    # one slip, and not another
    ("predict_labels", "lambda X, W, b: W @ X > 0", "The bias b is missing", ">="),
    (
        "logistic_gradients",
        "lambda X, A, Y: ((A - Y) @ X.T / X.shape[1] ** 2, np.sum(A - Y) / X.shape[1] ** 2)",
        "The mean came in twice",
        "is missing",
    ),
    (
        "logistic_gradients",
        "lambda X, A, Y: ((A - Y) @ X.T / X.size, np.mean(A - Y))",
        "divided by X.size",
        "missing",
    ),
    (
        "shallow_backward",
        backward('(params["W2"].T @ dZ2)', '-(params["W2"].T @ dZ2)'),
        "from dZ2 to dZ1",
        "A2 - Y",
    ),
    (
        "shallow_backward",
        backward(
            "np.sum(dZ2, axis=1, keepdims=True) / m", "-np.sum(dZ2, axis=1, keepdims=True) / m"
        ),
        "Every entry of db2 has the wrong sign",
        "A2 - Y",
    ),
    ("scale_pixels", "lambda X: (X / 255).astype(int)", "astype(int)", "Use /."),
    ("linear_forward", "lambda A, W, b: (W @ A + b) / A.shape[1]", "Z is divided by m", "twice"),
    ("linear_forward", "lambda W, A_prev, b: W @ A_prev + b", "in this order", "wrong way round"),
    ("sigmoid", "lambda Z: 1 - 1 / (1 + np.exp(-Z))", "1 - ... around", "is flipped"),
    (
        "gradient_check",
        "lambda g, n: np.linalg.norm(g - n) / np.linalg.norm(n)",
        "|g| is missing",
        "log(0)",
    ),
    (
        "numerical_gradient",
        """
        def my_numerical_gradient(cost, W, epsilon):
            gradient = np.zeros(W.shape, dtype=int)
            for i, j in np.ndindex(W.shape):
                up, down = W.copy(), W.copy()
                up[i, j] += epsilon
                down[i, j] -= epsilon
                gradient[i, j] = (cost(up) - cost(down)) / (2 * epsilon)
            return gradient
        """,
        "an int array",
        "Every entry",
    ),
    (
        "parameter_count",
        """
        def my_parameter_count(layer_sizes):
            count = 0
            for l in range(1, len(layer_sizes)):
                count += layer_sizes[l] * (layer_sizes[l - 1] + 1)
                return count
        """,
        "A `return` stands inside the loop",
        "Every entry",
    ),
    # two slips at once, each with its sentence
    (
        "shallow_backward",
        backward("dZ2 @ cache", "-dZ2 @ cache").replace("(1 - cache", "(1 + cache"),
        "Every entry of dW2 has the wrong sign",
        "A2 - Y",
    ),
    (
        "linear_backward",
        "lambda dZ, A, W: (W.T @ dZ / dZ.shape[1], dZ @ A.T / dZ.shape[1], np.mean(dZ, axis=1))",
        "dA_prev is divided by m",
        "familiar",
    ),
]


@pytest.mark.parametrize("exercise, code, says, not_this", TOLD, ids=range(len(TOLD)))
def test_a_verdict_names_the_cause_and_no_other(exercise, code, says, not_this):
    text = verdict(exercise, code)
    assert says in text
    assert not_this not in text


def test_a_loop_that_stops_early_is_said_only_where_it_does():
    code = """
        def my_sigmoid(Z):
            for row in Z:
                if row is None:
                    return None
            return Z
    """
    assert "inside the loop" not in verdict("sigmoid", code)


def test_a_function_that_waits_is_not_said_to_loop(monkeypatch):
    monkeypatch.setattr(guard, "LIMIT", 0.2)
    code = """
        def my_sigmoid(Z):
            import time
            time.sleep(0.4)
            return Z
    """
    text = verdict("sigmoid", code)
    assert "It waits there." in text
    assert "loop" not in text


def test_a_slow_line_outside_a_loop_is_not_said_to_loop(monkeypatch):
    monkeypatch.setattr(guard, "LIMIT", 0.2)
    code = """
        def my_sigmoid(Z):
            for row in Z:
                pass
            return sum(map(lambda i: i % 7, range(10**8)))
    """
    start = time.monotonic()
    assert "loop" not in verdict("sigmoid", code).replace("for row", "")
    assert time.monotonic() - start < 10


def test_lines_of_numpys_own_code_are_not_the_learners():
    """Parts of NumPy are compiled and name their source as numpy/random/_generator.pyx."""
    code = """
        def my_initialize_he(layer_sizes, rng):
            return {"W1": rng.standard_normal("many")}
    """
    text = verdict("initialize_he", code)
    assert 'in your line 2: return {"W1": rng.standard_normal("many")}' in text


def test_errors_alone_are_put_down_to_a_mistake_only_if_the_sizes_agree():
    """Two ways of not fitting are two mistakes."""
    text = verdict("linear_forward", "lambda A_prev, W, b: W @ A_prev + np.ones((9, 9))")
    assert "wrong way round" not in text
    text = verdict("linear_forward", "lambda A_prev, W, b: np.dot(A_prev, W) + b")
    assert "The order is the wrong way round" in text


# --- NumPy's own functions ------------------------------------------------------------------


def test_a_replaced_function_of_numpy_is_put_back_and_said():
    own = np.exp
    code = """
        def my_sigmoid(Z):
            np.exp = lambda z: 1 + z
            return 1 / (1 + np.exp(-Z))
    """
    assert "put in the place of np.exp" in verdict("sigmoid", code)
    assert np.exp is own
    right = "lambda Z: 1 / (1 + np.exp(-Z))"
    assert EXERCISES["sigmoid"].judge(cell(EXERCISES["sigmoid"], right)).verdict == RIGHT


def test_a_right_answer_that_replaces_a_function_is_refused():
    code = """
        def my_accuracy(labels, Y):
            np.mean = lambda values: values.sum() / values.size
            return np.mean(labels == Y)
    """
    assert "it changes NumPy" in verdict("accuracy", code)


def test_a_function_replaced_before_is_put_back_before_anything_is_expected(capsys):
    np.exp, own = (lambda z: 0 * z), np.exp
    try:
        check("sigmoid", lambda Z: 1 / (1 + own(-Z)))
    finally:
        now, np.exp = np.exp, own
    assert now is own
    out = capsys.readouterr().out
    assert out.startswith("✓ sigmoid: right")
    assert "put in the place of np.exp" in out


def test_what_is_expected_is_known_before_the_answer_runs(monkeypatch):
    exercise = EXERCISES["accuracy"]
    seen = []
    vars(exercise).pop("expected", None)

    def answer(labels, Y):
        seen.append("expected" in vars(exercise))
        return np.mean(labels == Y)

    assert exercise.judge(answer).verdict == RIGHT
    assert seen and all(seen)
    assert all(isinstance(outcome, Outcome) for outcome in exercise.expected)


# --- accepted and wrong ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    [
        "lambda W, b: len(np.unique(W, axis=0)) + len(np.unique(b)) - 1",
        "lambda W, b: max(len(np.unique(W, axis=0)), len(np.unique(b)))",
        "lambda W, b: len(np.unique(np.sum(W, axis=1, keepdims=True) + b))",
        "lambda W, b: len(np.unique(W + b, axis=0))",
        "lambda W, b: len(np.unique(W * b, axis=0))",
        "lambda W, b: min(len(W), len(np.unique(W, axis=0)) * len(np.unique(b)))",
        "lambda W, b: len({(row.sum(), c) for row, c in zip(W, b[:, 0])})",
        "lambda W, b: len({(tuple(sorted(row)), c) for row, c in zip(W, b[:, 0])})",
        "lambda W, b: len({frozenset((*row, c)) for row, c in zip(W, b[:, 0])})",
        "lambda W, b: len({(row[0], c) for row, c in zip(W, b[:, 0])})",
        "lambda W, b: len(np.unique(np.hstack([W, b]) @ np.arange(1, W.shape[1] + 2)))",
    ],
)
def test_units_that_mix_weights_and_biases_up_are_refused(code):
    verdict("distinct_units", code)


tanh_kept_outside = np.tanh
KEPT = {"t": [np.tanh]}


class Holder:
    def __call__(self, Z):
        return tanh_kept_outside(Z)


@pytest.mark.parametrize(
    "answer",
    [
        lambda Z: tanh_kept_outside(Z),
        lambda Z, t=np.tanh: t(Z),
        lambda Z: KEPT["t"][0](Z),
        lambda Z: getattr(np, "tanh")(Z),  # noqa: B009
        lambda Z: np.sinh(Z) / np.cosh(Z),
        lambda Z: np.vectorize(math.tanh)(Z),
        (lambda t: lambda Z: t(Z))(np.tanh),
        Holder(),
        tanh_kept_outside,
    ],
)
def test_tanh_under_another_name_is_refused(answer):
    found = EXERCISES["tanh_from_sigmoid"].judge(answer)
    assert found.verdict == WRONG
    assert "Do it with np.exp" in found.details[0]


def own_sigmoid(Z):
    """The sigmoid, whose cousin is tanh."""
    return 1 / (1 + np.exp(-Z))


def tanh(Z):
    return (np.exp(Z) - np.exp(-Z)) / (np.exp(Z) + np.exp(-Z))


def test_own_helpers_are_no_tanh():
    for answer in (tanh, lambda Z: tanh(Z), lambda Z: 2 * own_sigmoid(2 * Z) - 1):
        assert EXERCISES["tanh_from_sigmoid"].judge(answer).verdict == RIGHT


def looping(X, Y, W, b):
    return [[sum((own_sigmoid(W @ X + b) - Y)[0] * row) / len(row) for row in X]]


def test_a_loop_in_a_helper_is_a_loop():
    found = EXERCISES["vectorize_loop"].judge(
        lambda X, Y, W, b: (looping(X, Y, W, b), np.mean(own_sigmoid(W @ X + b) - Y))
    )
    assert "There still is a loop" in found.details[0]


def listed(value):
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, dict):
        return {key: listed(entry) for key, entry in value.items()}
    return [listed(entry) for entry in value] if isinstance(value, (tuple, list)) else value


@pytest.mark.parametrize("exercise", [e for e in FUNCTIONS if not e.rules], ids=name)
def test_lists_are_taken_for_arrays_everywhere(exercise):
    diagnosis = exercise.judge(lambda *arguments: listed(exercise.reference(*arguments)))
    assert diagnosis.verdict == RIGHT, report(exercise, diagnosis)


# --- hints and solutions --------------------------------------------------------------------


def squeezed(text):
    return re.sub(r"\s", "", text).replace('"', "'")


def lines_of_code(exercise):
    """What the reference's lines compute, without what is too short to be a secret."""
    body = exercise.solution.split('"""')[-1]
    for line in body.splitlines():
        if line.strip().startswith(("if ", "for ")):
            continue
        code = line.partition(" = ")[2] if " = " in line else line.strip().removeprefix("return ")
        code = squeezed(code.removeprefix("count += "))
        if len(code) > 8 and not re.fullmatch(r"[\w.,\[\]'f{}]*", code):
            yield code


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=name)
def test_no_hint_gives_a_line_of_the_solution(exercise):
    for text in map(squeezed, exercise.hints):
        for code in lines_of_code(exercise):
            assert code not in text


@pytest.mark.parametrize(
    "exercise", [e for e in EXERCISES.values() if not isinstance(e, FunctionExercise)], ids=name
)
def test_no_hint_gives_a_value(exercise):
    if isinstance(exercise, LineExercise):
        answers = [exercise.repaired, f"line {exercise.faulty_line}"]
    elif isinstance(exercise, ChallengeExercise):
        new = set(exercise.answer.split("&")) - set(exercise.start.split("&"))
        answers = [exercise.answer, *new]
    else:
        values = exercise.value.values() if isinstance(exercise.value, dict) else [exercise.value]
        answers = [str(value) for value in values if value != (1, 1)]
    assert not any(squeezed(a) in squeezed(hint) for a in answers for hint in exercise.hints)


def test_a_hint_speaks_of_the_last_mistake_first(capsys):
    check("sigmoid", lambda Z: np.tanh(Z))
    capsys.readouterr()
    hint("sigmoid")
    first, says, *rest = capsys.readouterr().out.splitlines()
    assert first == "First of all, your last answer:"
    assert says.startswith("  This is tanh; it runs from -1 to 1.")
    assert "Hint 1 of 3 for sigmoid:" in rest
    check("sigmoid", own_sigmoid)
    capsys.readouterr()
    hint("sigmoid")
    assert capsys.readouterr().out.startswith("Hint 2 of 3")


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=name)
def test_what_solution_prints_can_be_pasted(exercise, capsys):
    solution(exercise.name)
    code = capsys.readouterr().out
    assert exercise.judge(run(code)[exercise.variable]).verdict == RIGHT
    explanation = getattr(exercise, "explanation", "")
    assert all(word in code for word in explanation.split())


# --- wording --------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("exercise", FUNCTIONS, ids=name)
def test_no_verdict_speaks_of_the_machinery(exercise):
    for answer, _ in exercise.wrong_answers():
        text = report(exercise, exercise.judge(answer))
        for word in ("familiar", "(none)", "expected the keys shape", "few numbers", "a text"):
            assert word not in text


def test_a_distribution_is_told_in_a_sentence_for_all_layers():
    code = """
        def my_initialize_xavier(layer_sizes, rng):
            params = {}
            for l in range(1, len(layer_sizes)):
                n, n_prev = layer_sizes[l], layer_sizes[l - 1]
                params[f"W{l}"] = np.sqrt(3 / n_prev) * (2 * rng.random((n, n_prev)) - 1)
                params[f"b{l}"] = np.zeros((n, 1))
            return params
    """
    text = verdict("initialize_xavier", code)
    assert "In W1, W2 and W3 the entries are not normally distributed" in text


def test_an_initializer_is_told_in_sentences():
    code = """
        def my_initialize_he(layer_sizes, rng):
            params = {}
            for l in range(1, len(layer_sizes)):
                shape = layer_sizes[l], layer_sizes[l - 1]
                params[f"W{l}"] = 0.3 * np.ones(shape)
                params[f"b{l}"] = np.zeros((layer_sizes[l], 1))
            return params
    """
    text = verdict("initialize_he", code)
    assert "In W1, W2 and W3 all rows are equal" in text
    assert "Whatever rng is given, the weights are the same" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.PAGE)
def test_nothing_is_said_that_a_language_check_would_mark(page):
    """US spelling, and none of the turns that are no English."""
    text = Path(page.__file__).read_text(encoding="utf-8")
    british = r"colour|behaviour|neighbour|recognis|initialis|centred|\bfor ever\b|\bper cent\b"
    assert not re.findall(british, text)
