"""Answers that would end, exhaust or poison what checks them: each gets a verdict in words.

Nothing of what an answer does to its surroundings outlasts its check.
"""

import os
import random
import resource
import subprocess
import sys
import threading
import warnings

import numpy as np
import pytest

from nnhelpers.exercises import EXERCISES, guard
from nnhelpers.exercises.diagnosis import BLANK, RIGHT, WRONG
from nnhelpers.exercises.line_exercise import LineExercise
from nnhelpers.exercises.value_exercise import ValueExercise

SIGMOID = EXERCISES["sigmoid"]
UPDATE = EXERCISES["update_parameters"]
VALUES = [e for e in EXERCISES.values() if isinstance(e, ValueExercise)]
NUMBER = next(e for e in VALUES if not isinstance(e.value, (dict, tuple)))
DICT = next(e for e in VALUES if isinstance(e.value, dict))
LINE = next(e for e in EXERCISES.values() if isinstance(e, LineExercise))


def sigmoid(Z):
    return 1 / (1 + np.exp(-Z))


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(guard, "LIMIT", 0.3)


@pytest.fixture
def little_memory():
    """Where more than another 1.5 GB is taken, there is a MemoryError and not a lame machine."""
    with open("/proc/self/statm") as numbers:
        taken = int(numbers.read().split()[0]) * resource.getpagesize()
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (taken + 1500 * 2**20, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


def text(found):
    return " ".join([found.headline, *found.details])


# --- the end of the kernel -------------------------------------------------------------------


def test_exit_in_an_answer_ends_the_answer_and_not_the_kernel():
    nbformat = pytest.importorskip("nbformat")
    from nbclient import NotebookClient

    ways = ("exit()", "quit()", "exit(True)", "__import__('os')._exit(3)", "raise SystemExit(3)")
    cells = ["from nnhelpers.exercises import check\nimport numpy as np\nkept = 5"]
    cells += [f'def my_sigmoid(Z):\n    {way}\ncheck("sigmoid", my_sigmoid)' for way in ways]
    cells += [
        "shell = get_ipython()\n"
        "print(kept, shell.exit_now, shell.keepkernel_on_exit, 'ask_exit' in vars(shell))"
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    _, *ended, last = ["".join(o.text for o in c.outputs) for c in notebook.cells]
    for way, said in zip(ways, ended, strict=True):
        assert said.startswith("✗ sigmoid: not right yet"), said
        assert "SystemExit" in said and "A function ends with `return`" in said
        assert f"in your line 2: {way}" in said
    assert last == "5 False None False\n"


def test_a_process_that_an_answer_starts_may_end():
    def answer(Z):
        child = os.fork()
        if child == 0:
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        return sigmoid(Z)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert SIGMOID.judge(answer).verdict == RIGHT


# --- poison ----------------------------------------------------------------------------------


def poisoned(*names):
    """An answer that puts 1 + z in the place of functions."""

    def answer(Z):
        for module, name in names:
            setattr(module, name, lambda *z, **_: 1 + z[0])
        return np.tanh(Z)

    return answer


@pytest.mark.parametrize(
    "module, name",
    [(np, "exp"), (np, "sum"), (np, "array"), (np.random, "default_rng"), (np.linalg, "norm")],
)
def test_what_a_poisoned_answer_leaves_behind_is_pure(module, name):
    own = getattr(module, name)
    for exercise in (SIGMOID, EXERCISES["softmax"]):
        vars(exercise).pop("expected", None)  # as in a new kernel
    said = text(SIGMOID.judge(poisoned((module, name))))
    assert f"put in the place of {module.__name__.replace('numpy', 'np')}.{name}" in said
    assert getattr(module, name) is own
    for exercise in (SIGMOID, EXERCISES["softmax"]):
        assert exercise.judge(exercise.reference).verdict == RIGHT


@pytest.mark.parametrize("exercise", [NUMBER, DICT, LINE], ids=lambda exercise: exercise.name)
def test_what_a_cell_has_replaced_is_put_back_by_every_kind_of_exercise(exercise):
    own, np.abs = np.abs, lambda z: 0 * z
    try:
        found = exercise.judge(...)
        assert np.abs is own
    finally:
        np.abs = own
    assert found.verdict == BLANK
    assert "put in the place of np.abs" in text(found)


def test_what_was_replaced_before_the_exercises_were_loaded_is_found_as_well():
    code = (
        "import numpy as np\n"
        "own = np.exp\n"
        "np.exp = np.sum = lambda z, **k: 0 * z\n"
        "from nnhelpers.exercises import check\n"
        "check('sigmoid', lambda Z: 1 / (1 + own(-Z)))\n"
        "print(np.exp is own, np.sum([1, 2]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("✓ sigmoid: right in all")
    assert "put in the place of np.exp, np.sum" in done.stdout
    assert done.stdout.endswith("True 3\n")


def test_python_and_numpy_as_they_are_count_as_their_own():
    """Also in a notebook, where some of Python's functions are others."""
    from nnhelpers.exercises.numpys_own import put_back

    assert put_back() == ()


# --- surroundings ----------------------------------------------------------------------------


def changes_everything(Z):
    os.chdir("/")
    os.environ["NNHELPERS_TEST"] = "1"
    os.environ.pop("PATH", None)
    random.seed(1)
    np.random.seed(1)  # noqa: NPY002
    np.set_printoptions(precision=1, floatmode="fixed")
    np.seterr(all="raise")
    warnings.simplefilter("error")
    sys.setrecursionlimit(5000)
    return sigmoid(Z)


def surroundings():
    return (
        os.getcwd(), dict(os.environ), random.getstate(),
        np.random.get_state()[1].tolist(),  # noqa: NPY002
        np.get_printoptions(), np.geterr(), list(warnings.filters), sys.getrecursionlimit(),
    )  # fmt: skip


@pytest.mark.parametrize(
    "answer",
    [
        changes_everything,
        lambda Z: changes_everything(Z) + 1,
        lambda Z: changes_everything(Z) / 0,
        lambda Z: changes_everything(Z) and sys.exit(),
    ],
)
def test_what_an_answer_changes_around_itself_is_put_back(answer, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = surroundings()
    SIGMOID.judge(answer)
    assert surroundings() == before


def test_what_an_answer_changes_is_put_back_where_it_is_interrupted(tmp_path, monkeypatch):
    def interrupted(Z):
        changes_everything(Z)
        np.exp = np.tanh
        raise KeyboardInterrupt

    monkeypatch.chdir(tmp_path)
    before, own = surroundings(), np.exp
    with pytest.raises(KeyboardInterrupt):
        SIGMOID.judge(interrupted)
    assert surroundings() == before
    assert np.exp is own


def test_a_verdict_reads_the_same_however_numbers_are_printed():
    wrong = lambda Z: Z / 3  # noqa: E731
    plain = text(SIGMOID.judge(wrong))
    with np.printoptions(precision=1, sign="+", formatter={"float": lambda _: "?"}, nanstr="0"):
        assert text(SIGMOID.judge(wrong)) == plain

    def prints_otherwise(Z):
        np.set_printoptions(formatter={"all": lambda _: "?"})
        return Z / 3

    assert "?" not in " ".join(text(SIGMOID.judge(prints_otherwise)).split("  Z = ")[1:])


# --- objects that never come to an end -------------------------------------------------------


def forever(*_):
    while True:
        pass


class EndlessArray:
    __array__ = forever


class EndlessCopy:
    __deepcopy__ = forever


class EndlessFloat:
    __float__ = forever


class EndlessLength:
    __len__ = forever
    __getitem__ = forever


class EndlessText(Exception):
    __str__ = forever


class BrokenText(Exception):
    def __str__(self):
        raise ValueError("no words")


class EndlessList(list):
    __iter__ = forever
    __eq__ = forever


class EndlessDict(dict):
    items = keys = __iter__ = __contains__ = forever


class Liar:
    """Claims more entries than there are atoms."""

    def __len__(self):
        return 10**18

    def __getitem__(self, index):
        return 0.0


class Secretive:
    def __getattr__(self, name):
        return forever()


def holds_itself():
    entries = []
    entries.append(entries)
    return entries


def holds_itself_in_a_dict():
    entries = {}
    entries["W1"] = entries
    return entries


def deep():
    entries = 1.0
    for _ in range(5000):
        entries = [entries]
    return entries


def raised(problem):
    raise problem


def masked(Z):
    return np.ma.masked_all(Z.shape)


HUGE = (40_000, 20_000)  # 6.4 GB, none of which is there

# (what makes a result or a value, what is said of it)
OBJECTS = {
    "array without end": (EndlessArray, "stopped after"),
    "float without end": (EndlessFloat, "stopped after"),
    "length without end": (EndlessLength, "stopped after"),
    "range": (lambda: range(10**12), "a collection of more than 1,000,000 entries"),
    "longer range": (lambda: range(10**30), "a collection of more than 1,000,000 entries"),
    "liar": (Liar, "a collection of more than 1,000,000 entries"),
    "list in itself": (holds_itself, "a list or dict that holds itself"),
    "dict in itself": (holds_itself_in_a_dict, "a list or dict that holds itself"),
    "deep": (deep, "a list or dict that holds itself, or too many of them in one another"),
    "view": (lambda: np.broadcast_to(0.5, HUGE), "an array of shape (40000, 20000), which is 6.4"),
    "view in a dict": (lambda: {"W1": np.broadcast_to(0.5, HUGE)}, "shape (40000, 20000)"),
    "large number": (lambda: 10**5000, "a whole number of some 5000 digits"),
    "masked": (lambda: masked(np.zeros((2, 3))), "6 of 6 entries are hidden"),
    "hidden entry": (lambda: np.ma.array([0.5, 0.5], mask=[0, 1]), "1 of 2 entries are hidden"),
}


@pytest.mark.parametrize("make, says", OBJECTS.values(), ids=OBJECTS)
def test_a_result_that_cannot_be_looked_at_is_called_so(make, says, impatient, little_memory):
    found = SIGMOID.judge(lambda Z: make())
    assert found.verdict == WRONG
    assert says in text(found), text(found)
    assert SIGMOID.judge(sigmoid).verdict == RIGHT


@pytest.mark.parametrize("exercise", [NUMBER, DICT, LINE], ids=["number", "dict", "line"])
@pytest.mark.parametrize("make, says", OBJECTS.values(), ids=OBJECTS)
def test_a_value_that_cannot_be_looked_at_is_called_so(
    exercise, make, says, impatient, little_memory
):
    found = exercise.judge(make())
    assert found.verdict == WRONG
    assert says in text(found), text(found)


@pytest.mark.parametrize("make", [row[0] for row in OBJECTS.values()], ids=OBJECTS)
def test_what_is_no_function_is_refused_whatever_it_is(make, impatient, little_memory):
    assert SIGMOID.judge(make()).verdict == WRONG


# (what an answer returns that is wrong like any other wrong result)
WRONG_KINDS = {
    "copy without end": EndlessCopy,
    "secretive": Secretive,
    "list without end": lambda: EndlessList([1.0]),
    "dict without end": lambda: EndlessDict(W1=1.0),
}


@pytest.mark.parametrize("make", WRONG_KINDS.values(), ids=WRONG_KINDS)
def test_an_object_of_a_class_of_ones_own_is_wrong(make, impatient):
    for exercise, answer in (
        (SIGMOID, lambda Z: make()), (SIGMOID, make()), (NUMBER, make()), (DICT, make()),
        (DICT, dict.fromkeys(DICT.value, make())), (LINE, make()),
    ):  # fmt: skip
        assert exercise.judge(answer).verdict == WRONG


def test_right_numbers_behind_a_mask_are_not_right():
    assert SIGMOID.judge(lambda Z: np.ma.array(sigmoid(Z), mask=True)).verdict == WRONG
    assert SIGMOID.judge(lambda Z: np.ma.array(sigmoid(Z))).verdict == RIGHT


class Numbers(np.ndarray):
    """A right array of another class."""


class HasArray:
    def __init__(self, values):
        self.values = values

    def __array__(self, dtype=None, copy=None):
        return self.values


@pytest.mark.parametrize(
    "dress", [lambda A: A.view(Numbers), HasArray, np.asmatrix, lambda A: A.tolist()]
)
def test_right_numbers_are_right_in_any_dress(dress):
    def answer(A_prev, W, b):
        return dress(W @ A_prev + b)

    assert EXERCISES["linear_forward"].judge(answer).verdict == RIGHT


@pytest.mark.parametrize("problem", [BrokenText(), EndlessText()])
def test_an_error_without_words_is_reported(problem, impatient):
    found = SIGMOID.judge(lambda Z: raised(problem))
    assert found.verdict == WRONG
    assert f"{type(problem).__name__}: (its message cannot be read" in text(found)


@pytest.mark.parametrize("entry", [EndlessArray(), np.broadcast_to(0.5, HUGE), holds_itself()])
def test_an_argument_made_strange_is_reported(entry, impatient, little_memory):
    def answer(params, grads, learning_rate):
        result = UPDATE.reference(params, grads, learning_rate)
        params["W1"] = entry
        return result

    assert UPDATE.judge(answer).verdict == WRONG


def test_a_random_initializer_that_claims_too_much_is_refused(little_memory):
    def answer(layer_sizes, rng, *rest):
        return {"W1": np.broadcast_to(0.5, HUGE), "b1": np.zeros((1, 1))}

    drawn = [e for e in EXERCISES.values() if getattr(e, "experiment", None)]
    assert drawn
    for exercise in drawn:
        assert "an array of shape (40000, 20000)" in text(exercise.judge(answer))


class Unreadable:
    """Can be called, but not asked for its arguments."""

    __signature__ = property(forever)

    def __call__(self, Z):
        return sigmoid(Z)


def test_a_function_that_cannot_be_asked_for_its_arguments_is_called_all_the_same(impatient):
    assert SIGMOID.judge(Unreadable()).verdict == RIGHT


def test_no_thread_is_left(impatient):
    before = threading.active_count()
    for make, _ in OBJECTS.values():
        NUMBER.judge(make())
    assert threading.active_count() == before


def test_a_shell_that_has_no_way_out_will_do(monkeypatch):
    pytest.importorskip("IPython")
    monkeypatch.setattr("IPython.get_ipython", object)
    assert SIGMOID.judge(sigmoid).verdict == RIGHT
