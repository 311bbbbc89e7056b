"""check, hint, solution and exercises survive everything that a learner can hand in."""

import functools
import math
import os
import random
import subprocess
import sys
import threading
import time
import warnings

import numpy as np
import pytest

import nnhelpers
from nnhelpers import exercises as public
from nnhelpers.exercises import EXERCISES, PAGES, check, exercises, guard, hint, solution
from nnhelpers.exercises.compare import differences
from nnhelpers.exercises.diagnosis import BLANK, RIGHT, WRONG
from nnhelpers.exercises.guard import Watchdog, changed_places

SIGMOID = EXERCISES["sigmoid"]
BACKWARD = EXERCISES["linear_backward"]


@pytest.fixture(autouse=True)
def new_session(monkeypatch):
    public._record.cache_clear()
    monkeypatch.setattr(public, "_hints_given", {})


def sigmoid(Z):
    return 1 / (1 + np.exp(-Z))


def text(exercise, answer):
    found = exercise.judge(answer)
    return " ".join([found.headline, *found.details])


# --- nothing, or not a function --------------------------------------------------------------


def blank_docstring(Z):
    """Only this."""


def blank_pass(Z):
    pass


def blank_ellipsis(Z): ...


def blank_error(Z):
    raise NotImplementedError


@pytest.mark.parametrize(
    "answer",
    [
        ...,
        blank_docstring,
        blank_pass,
        blank_ellipsis,
        blank_error,
        lambda Z: ...,
        lambda Z: (..., ...),
        lambda Z: {"A": ...},
        nnhelpers.sigmoid,
    ],
)
def test_a_blank_is_not_attempted(answer):
    found = SIGMOID.judge(answer)
    assert found.verdict == BLANK
    assert found.headline.startswith("not attempted yet")


@pytest.mark.parametrize("answer", [3, "sigmoid", np.zeros((2, 2)), [1, 2], {"a": 1}, None])
def test_what_is_no_function_is_named(answer):
    found = SIGMOID.judge(answer)
    assert found.verdict == WRONG
    assert 'check("sigmoid", my_sigmoid)' in found.details[0]


def test_the_wrong_number_of_arguments_is_named():
    assert "Expected my_sigmoid(Z); yours is my_sigmoid(Z, b)." in text(SIGMOID, lambda Z, b: Z)
    assert "Expected my_sigmoid(Z); yours is my_sigmoid()." in text(SIGMOID, lambda: 1)


@pytest.mark.parametrize(
    "answer",
    [
        lambda Z, steepness=1: 1 / (1 + np.exp(-steepness * Z)),
        lambda *arguments: sigmoid(*arguments),
        functools.partial(lambda k, Z: 1 / (k + np.exp(-Z)), 1),
        np.vectorize(lambda z: 1 / (1 + np.exp(-z))),
        type("Unit", (), {"__call__": lambda self, Z: sigmoid(Z)})(),
        type("Unit", (), {"forward": lambda self, Z: sigmoid(Z)})().forward,
    ],
)
def test_anything_that_can_be_called_will_do(answer):
    assert SIGMOID.judge(answer).verdict == RIGHT


def test_a_missing_return_is_named():
    def forgotten(Z):
        A = sigmoid(Z)  # noqa: F841

    assert SIGMOID.judge(forgotten).verdict == WRONG
    assert "without `return`" in text(SIGMOID, forgotten)


def test_what_is_half_done_is_named():
    def half(dZ, A_prev, W):
        return W.T @ dZ, ..., ...

    assert "dW still is ..." in text(BACKWARD, half)

    def uses_a_blank(dZ, A_prev, W):
        blank = ...
        return blank + dZ, dZ, dZ

    assert "Something that it uses still is ..." in text(BACKWARD, uses_a_blank)

    def uses_a_forgotten_return(dZ, A_prev, W):
        return blank_pass(dZ) + dZ, dZ, dZ

    assert "lack its `return`" in text(BACKWARD, uses_a_forgotten_return)


@pytest.mark.parametrize(
    "answer", [iter, lambda Z: (a for a in Z), lambda Z: print, lambda Z: sigmoid, lambda Z: "0.5"]
)
def test_results_of_a_wrong_type_are_wrong(answer):
    assert SIGMOID.judge(answer).verdict == WRONG


def test_a_coroutine_is_wrong_and_leaves_no_warning():
    async def answer(Z):
        return sigmoid(Z)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert SIGMOID.judge(answer).verdict == WRONG


# --- errors ----------------------------------------------------------------------------------


def test_an_error_is_short_and_names_the_learners_own_line():
    def answer(dZ, A_prev, W):
        dA_prev = W @ dZ
        return dA_prev, dZ @ A_prev / dZ.shape[1], np.sum(dZ, axis=1, keepdims=True)

    found = text(BACKWARD, answer)
    assert "the matrix product does not fit: the left side has 2 columns" in found
    assert "in your line" in found
    assert "dA_prev = W @ dZ" in found
    assert "W (1, 2), dZ (1, 3)" in found
    assert "Traceback" not in found
    assert "site-packages" not in found


def test_an_error_inside_numpy_names_the_learners_line():
    def answer(Z):
        return np.concatenate([Z, 3])

    assert "return np.concatenate([Z, 3])" in text(SIGMOID, answer)


@pytest.mark.parametrize(
    "answer, says",
    [
        (lambda Z: 1 / 0, "ZeroDivisionError"),
        (lambda Z: undefined_name + 1, "Is the cell that defines this name above"),  # noqa: F821
        (lambda Z: sys.exit(), "SystemExit"),
        (lambda Z: answer_forever(Z), "RecursionError"),
        (lambda Z: Z.no_such_method(), "AttributeError"),
        (lambda Z: [][1], "IndexError"),
        (lambda Z: math.exp(1000), "np.exp goes on with inf"),
        (lambda Z: (_ for _ in ()).throw(MemoryError("too much")), "MemoryError: too much"),
        (lambda Z: (_ for _ in ()).throw(ValueError("x" * 900)), "xxx …"),
    ],
)
def test_errors_of_any_kind_are_reported(answer, says):
    found = SIGMOID.judge(answer)
    assert found.verdict == WRONG
    assert says in " ".join(found.details)
    assert all(len(detail) < 400 for detail in found.details)


def answer_forever(Z):
    return answer_forever(Z)


def test_the_stop_button_still_works():
    def interrupted(Z):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        SIGMOID.judge(interrupted)


# --- endless loops ---------------------------------------------------------------------------


def endless(Z):
    while True:
        pass


def endless_swallowing(Z):
    while True:
        try:
            Z = Z + 1
        except Exception:
            pass


def endless_bare(Z):
    while True:
        try:
            Z = Z * 0.5
        except:  # noqa: E722
            pass


def endless_printing(Z):
    while True:
        print("still here", Z)


def endless_growing(Z):
    i = 0
    while i >= 0:
        i += 1
        np.exp(-Z)


@pytest.mark.parametrize(
    "answer", [endless, endless_swallowing, endless_bare, endless_printing, endless_growing]
)
def test_an_endless_loop_is_stopped(answer, monkeypatch):
    monkeypatch.setattr(guard, "LIMIT", 0.2)
    start = time.monotonic()
    found = SIGMOID.judge(answer)
    assert found.verdict == WRONG
    assert "stopped after" in found.headline
    assert "It was stopped in your line" in found.details[0]
    assert time.monotonic() - start < 5
    assert SIGMOID.judge(sigmoid).verdict == RIGHT


def test_an_endless_loop_is_stopped_in_any_thread(monkeypatch):
    monkeypatch.setattr(guard, "LIMIT", 0.2)
    found = []
    thread = threading.Thread(target=lambda: found.append(SIGMOID.judge(endless)))
    thread.start()
    thread.join(10)
    assert "stopped after" in found[0].headline


def test_an_endless_loop_in_a_later_case_is_stopped(monkeypatch):
    monkeypatch.setattr(guard, "LIMIT", 0.2)
    assert "stopped" in SIGMOID.judge(lambda Z: sigmoid(Z) if Z.size < 3 else endless(Z)).headline


def test_a_slow_second_run_is_reported(monkeypatch):
    monkeypatch.setattr(guard, "LIMIT", 0.2)
    calls = []

    def answer(Z):
        calls.append(1)
        return endless(Z) if len(calls) > len(SIGMOID.cases) else sigmoid(Z)

    assert SIGMOID.judge(answer).verdict == WRONG


def test_the_real_limit_is_a_few_seconds():
    assert 2 <= guard.LIMIT <= 10


def test_the_watchdog_leaves_nothing_behind():
    """Calls that end just when the time is up: the exception must not come later."""
    before = threading.active_count()
    for i in range(30):
        with Watchdog(0.05) as watchdog:
            try:
                with watchdog.call():
                    until = time.monotonic() + 0.035 + i * 0.002
                    while time.monotonic() < until:
                        pass
            except BaseException as problem:
                assert type(problem).__name__ == "TooSlow"
            for _ in range(2000):
                pass
    assert threading.active_count() == before


def test_a_kernel_is_usable_after_an_endless_loop():
    """The real thing: a Jupyter kernel, the check in its main thread, another cell afterwards."""
    nbformat = pytest.importorskip("nbformat")
    from nbclient import NotebookClient

    cells = [
        "from nnhelpers.exercises import check, guard\nimport numpy as np\nguard.LIMIT = 0.3",
        "def my_sigmoid(Z):\n    total = 0\n    while True:\n        total += 1\n"
        'check("sigmoid", my_sigmoid)',
        'def my_sigmoid(Z):\n    return Z @ np.ones((7, 7))\ncheck("sigmoid", my_sigmoid)',
        'def my_sigmoid(Z):\n    return 1 / (1 + np.exp(-Z))\ncheck("sigmoid", my_sigmoid)',
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    _, stopped, failing, right = ["".join(o.text for o in c.outputs) for c in notebook.cells]
    assert stopped.startswith("✗ sigmoid: stopped after")
    assert "in your line 4: total += 1" in stopped or "in your line 3: while True:" in stopped
    assert "in your line 2: return Z @ np.ones((7, 7))" in failing
    assert right.startswith("✓ sigmoid: right in all")


# --- arguments, state, prints ----------------------------------------------------------------


def test_changed_arguments_are_named():
    def scales(Z):
        Z *= -1
        return 1 / (1 + np.exp(Z))

    assert SIGMOID.judge(scales).verdict == WRONG
    assert "Your function changes its argument Z." in text(SIGMOID, scales)

    def updates(params, grads, learning_rate):
        for key in params:
            params[key] -= learning_rate * grads["d" + key]
        return params

    found = text(EXERCISES["update_parameters"], updates)
    assert 'Your function changes its argument params["W1"], params["b1"].' in found

    def shallow_copy(params, grads, learning_rate):
        return updates(dict(params), grads, learning_rate)

    assert EXERCISES["update_parameters"].judge(shallow_copy).verdict == WRONG

    def adds_a_key(cache, params, Y):
        cache["dZ2"] = cache["A2"] - Y
        return EXERCISES["shallow_backward"].reference(cache, params, Y)

    assert "changes its argument cache." in text(EXERCISES["shallow_backward"], adds_a_key)

    def shortens(weights, biases):
        result = EXERCISES["stack_neurons"].reference(weights, biases)
        biases.pop()
        return result

    assert "changes its argument biases." in text(EXERCISES["stack_neurons"], shortens)


def test_changed_arguments_are_named_beside_a_wrong_result():
    def answer(Z):
        Z += 1
        return sigmoid(Z)

    found = text(SIGMOID, answer)
    assert "expected" in found
    assert "changes its argument Z" in found


def test_rounding_left_by_bumping_and_restoring_is_no_change():
    def answer(Z):
        Z += 0.1
        Z -= 0.1
        return 1 - np.tanh(Z) ** 2

    assert EXERCISES["tanh_derivative"].judge(answer).verdict == RIGHT


def test_state_is_found():
    calls = []

    def drifts(Z):
        calls.append(1)
        return sigmoid(Z) + (0.01 if len(calls) > len(SIGMOID.cases) else 0)

    assert "gives different results" in text(SIGMOID, drifts)

    remembered = {}

    def remembers(Z):
        remembered.setdefault("Z", Z)
        return sigmoid(remembered["Z"])

    assert SIGMOID.judge(remembers).verdict == WRONG

    def default_fills_up(Z, seen=[]):  # noqa: B006
        seen.append(1)
        return sigmoid(Z) * (len(seen) <= len(SIGMOID.cases))

    assert "different results" in text(SIGMOID, default_fills_up)

    def random_result(Z):
        return sigmoid(Z) + random.random()

    assert "different results" in text(SIGMOID, random_result)


def test_one_array_used_for_all_results_is_found():
    buffers = {}

    def answer(Z):
        buffer = buffers.setdefault("all", np.zeros(100))[: Z.size].reshape(Z.shape)
        buffer[...] = sigmoid(Z)
        return buffer

    assert "changed when the function was called again" in text(SIGMOID, answer)


X = np.array([[1.0, 2.0]])


def test_a_notebook_variable_in_place_of_the_argument_is_named():
    def answer(Z):
        return sigmoid(X)

    assert SIGMOID.judge(answer).verdict == WRONG
    assert "it reads X from the notebook" in text(SIGMOID, answer)


def test_a_notebook_variable_is_allowed_where_the_result_is_right():
    assert SIGMOID.judge(lambda Z: sigmoid(Z) + 0 * X[0, 0]).verdict == RIGHT


def test_prints_are_kept_out_and_shown_where_they_help(capsys):
    def right(Z):
        print("shape", Z.shape)
        print("to stderr", file=sys.stderr)
        return sigmoid(Z)

    assert SIGMOID.judge(right).verdict == RIGHT
    assert capsys.readouterr() == ("", "")

    def wrong(Z):
        print("my Z is", Z.shape)
        return Z / 2

    assert "It printed: my Z is (1, 3)" in text(SIGMOID, wrong)


def test_warnings_inside_stay_inside():
    with warnings.catch_warnings():
        warnings.simplefilter("error")

        def answer(Z):
            warnings.warn("careful", stacklevel=1)
            return 1 / (1 + np.exp(-Z))

        assert SIGMOID.judge(answer).verdict == RIGHT


def test_float_settings_of_the_learner_survive():
    with np.errstate(divide="raise"):
        SIGMOID.judge(lambda Z: sigmoid(Z + 0 * np.seterr(all="warn")["over"].__len__()))
        assert np.geterr()["divide"] == "raise"


# --- rules -----------------------------------------------------------------------------------


def test_a_loop_is_refused_where_the_exercise_is_to_do_without():
    exercise = EXERCISES["vectorize_loop"]

    def loop(X, Y, W, b):
        dW, db = np.zeros((1, len(X))), 0.0
        for i in range(X.shape[1]):
            dz = sigmoid(W @ X[:, i : i + 1] + b) - Y[0, i]
            dW = dW + dz * X[:, i] / X.shape[1]
            db += dz / X.shape[1]
        return dW, db

    def hidden_loop(X, Y, W, b):
        dZ = np.array([[sigmoid(W @ X[:, i] + b)[0, 0] - Y[0, i] for i in range(len(Y[0]))]])
        return dZ @ X.T / X.shape[1], np.mean(dZ)

    for answer in (loop, hidden_loop):
        found = exercise.judge(answer)
        assert found.verdict == WRONG
        assert "There still is a loop" in found.details[0]


def test_tanh_itself_is_refused_where_it_is_to_be_built():
    assert "It uses tanh." in text(EXERCISES["tanh_from_sigmoid"], lambda Z: np.tanh(Z))


def test_functions_of_the_package_are_refused_where_own_ones_are_wanted():
    def borrowed(X, Y, params, learning_rate, iterations):
        sizes = (len(X), *(len(params[f"b{l}"]) for l in range(1, len(params) // 2 + 1)))
        run = nnhelpers.train(
            nnhelpers.Network(sizes),
            X,
            Y,
            params=params,
            learning_rate=learning_rate,
            iterations=iterations,
            record_every=1,
        )
        return run.params, list(run.costs)[:iterations]

    def indirectly(*arguments):
        return borrowed(*arguments)

    def imported(X, Y, params, learning_rate, iterations):
        from nnhelpers.losses import LOSSES

        assert LOSSES
        return EXERCISES["train_from_scratch"].reference(X, Y, params, learning_rate, iterations)

    for answer in (borrowed, lambda X, Y, p, rate, n: indirectly(X, Y, p, rate, n), imported):
        found = text(EXERCISES["train_from_scratch"], answer)
        assert "of nnhelpers. This exercise is to do it with your own" in found


def test_a_name_behind_a_point_is_not_the_function_that_a_page_has_imported(monkeypatch):
    """np.stack is NumPy's, though the page has imported stack from the package."""
    monkeypatch.setitem(globals(), "stack", nnhelpers.stack)

    def mine(X, Y, params, learning_rate, iterations):
        np.stack([X, X])
        return EXERCISES["train_from_scratch"].reference(X, Y, params, learning_rate, iterations)

    def borrowed(X, Y, params, learning_rate, iterations):
        stack([params, params])  # noqa: F821
        return EXERCISES["train_from_scratch"].reference(X, Y, params, learning_rate, iterations)

    assert "of nnhelpers" not in text(EXERCISES["train_from_scratch"], mine)
    assert "It uses stack of nnhelpers." in text(EXERCISES["train_from_scratch"], borrowed)


# --- what is printed -------------------------------------------------------------------------


def printed(capsys, call, *arguments):
    call(*arguments)
    return capsys.readouterr().out


def test_check_prints_a_mark_a_name_and_a_verdict(capsys):
    assert printed(capsys, check, "sigmoid", ...).startswith("· sigmoid: not attempted yet.")
    assert printed(capsys, check, "sigmoid", np.tanh).startswith("✗ sigmoid: not right yet")
    assert printed(capsys, check, "sigmoid", sigmoid) == "✓ sigmoid: right in all 7 cases.\n"
    assert printed(capsys, check, "sigmoid").startswith("· sigmoid: not attempted yet.")


def test_check_prints_the_same_every_time(capsys):
    def answer(dZ, A_prev, W):
        return W.T @ dZ, dZ @ A_prev.T, np.sum(dZ, axis=1)

    assert printed(capsys, check, "linear_backward", answer) == printed(
        capsys, check, "linear_backward", answer
    )


def test_a_wrong_answer_shows_a_small_case_with_values_and_shapes(capsys):
    out = printed(capsys, check, "linear_forward", lambda A_prev, W, b: W @ A_prev + 2 * b)
    assert "A small case that fails: my_linear_forward(A_prev, W, b) with" in out
    assert "A_prev = [[-0.85  0.1   0.91]" in out
    assert "expected [[1.5818 1.1972 2.697 ]]   shape (1, 3)" in out
    assert "received [[2.2418 1.8572 3.357 ]]   shape (1, 3)" in out


def test_a_case_of_single_numbers_is_shown_only_if_no_other_one_fails(capsys):
    answer = lambda A_prev, W, b: W @ A_prev + b + (W.size == A_prev.size == 1)  # noqa: E731
    assert "A_prev = [[2.]]" in printed(capsys, check, "linear_forward", answer)


def test_lines_are_short_enough_for_a_narrow_screen(capsys):
    for exercise in EXERCISES.values():
        check(exercise.name, ...)
        for _ in exercise.hints:
            hint(exercise.name)
    check("linear_backward", lambda dZ, A_prev, W: (dZ, dZ, dZ))
    check("shallow_forward", lambda X, params: {"A2": X})
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 100


def backward_with(change):
    """linear_backward with dA_prev, dW, db put through a change."""
    return lambda *arguments: change(*BACKWARD.reference(*arguments), arguments[0].shape[1])


@pytest.mark.parametrize(
    "answer, says",
    [
        (backward_with(lambda dA, dW, db, m: (dA, 3 * dW, db)), "is 3 times what it should be"),
        (backward_with(lambda dA, dW, db, m: (m * dA, dW, db)), "a division by m is missing"),
        (backward_with(lambda dA, dW, db, m: (dA, dW / m, db)), "the division by m comes in twice"),
        (backward_with(lambda dA, dW, db, m: (-dA, dW, db)), "the wrong sign"),
        (backward_with(lambda dA, dW, db, m: (dA, dW, db.T + 1)), "expected"),
        (
            backward_with(lambda dA, dW, db, m: (2 * dA, dW, db[:, 0])),
            "keepdims=True keeps it",
        ),
        (
            backward_with(lambda dA, dW, db, m: (dA, dW, db * np.nan)),
            "There are nan or inf in db; all else is right.",
        ),
    ],
    ids=["factor", "m", "1/m", "sign", "none", "axis", "nan"],
)
def test_clues_say_what_is_off(answer, says):
    assert says in text(BACKWARD, answer)


def test_two_mistakes_at_once_are_told_apart_by_place():
    sentences = {m.says for m in BACKWARD.misconceptions}

    def answer(dZ, A_prev, W):
        m = dZ.shape[1]
        return W.T @ dZ / m, dZ @ A_prev.T / m, np.sum(dZ, axis=1) / m

    found = BACKWARD.judge(answer)
    assert found.verdict == WRONG
    assert found.says == ""
    in_dA, in_db = found.causes
    assert in_dA.startswith("dA_prev is divided by m.")
    assert in_db.startswith("db has the shape (n,).")
    assert {in_dA, in_db} <= sentences


def test_turned_results_are_called_so():
    collapse = EXERCISES["collapse_linear_layers"]
    found = text(collapse, lambda *a: [part.T for part in collapse.reference(*a)])
    assert "rows and columns have changed places" in found


def test_no_clue_is_drawn_from_a_single_number():
    assert "Every entry" not in text(SIGMOID, lambda Z: sigmoid(Z) + 0.1 * (Z == 0))


def test_hints_come_one_after_the_other(capsys):
    for number, words in enumerate(SIGMOID.hints, start=1):
        out = printed(capsys, hint, "sigmoid")
        assert out.startswith(f"Hint {number} of 3 for sigmoid:")
        assert words.split()[0] in out
    assert "solution" in out
    assert printed(capsys, hint, "sigmoid").startswith("Hint 3 of 3")


def test_solution_shows_the_reference(capsys):
    assert printed(capsys, solution, "sigmoid") == SIGMOID.solution
    out = printed(capsys, solution, "spot_he_deviation")
    assert "line_in_he = 1" in out
    assert "78 times too small" in out


def test_exercises_lists_all_by_page_with_what_is_done(capsys):
    check("sigmoid", sigmoid)
    check("accuracy", np.add)
    capsys.readouterr()
    lines = printed(capsys, exercises).splitlines()
    headings = [line for line in lines[:-1] if not line.startswith("  ")]
    assert headings == [page.PAGE for page in PAGES]
    assert any(line.startswith("  ✓ sigmoid ") for line in lines)
    assert any(line.startswith("  ✗ accuracy ") for line in lines)
    assert any(line.startswith("  · deep_backward ") for line in lines)
    assert lines[-1].startswith(f"1 of {len(EXERCISES)} done")


def test_what_is_done_stays_done(capsys):
    check("sigmoid", sigmoid)
    check("sigmoid", ...)
    capsys.readouterr()
    assert "  ✓ sigmoid " in printed(capsys, exercises)


@pytest.mark.parametrize("call", [check, hint, solution])
def test_an_unknown_name_is_answered_with_near_ones(call):
    with pytest.raises(ValueError, match=r"name='sigmoit' is no exercise; near it: sigmoid"):
        call("sigmoit")
    with pytest.raises(ValueError, match="is no exercise"):
        call(np.zeros(3))


def test_importing_loads_numpy_only():
    code = (
        "import sys, nnhelpers.exercises\n"
        "print([m for m in ('matplotlib', 'h5py', 'ipywidgets', 'IPython') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_table_can_be_printed_from_a_shell():
    done = subprocess.run(
        [sys.executable, "-m", "nnhelpers.exercises", "--cells", "sigmoid"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert b'check("sigmoid", my_sigmoid)' in done.stdout


@pytest.mark.parametrize("expected", (1 + 2j, np.array([1j, 2]), np.array(["a"])))
def test_what_a_misconception_returns_may_be_no_real_number(expected):
    """A root of a negative number, for example: different from any answer, and no crash."""
    (difference,) = differences(expected, 1.0, 1e-4)
    assert difference.kind == "type"


@pytest.mark.parametrize("spoiled", [1.0, "text", None, [1.0, 2.0]])
def test_an_entry_of_a_list_that_becomes_something_else_is_a_changed_argument(spoiled):
    """A tuple or an array in a list may be overwritten by a number; check has to survive it."""
    for entry in (("add", 0, 1), np.ones(3)):
        assert changed_places("tape", [entry, 0.0], [spoiled, 0.0]) == ["tape[0]"]
        assert changed_places("tape", [entry, 0.0], [entry, 0.0]) == []
