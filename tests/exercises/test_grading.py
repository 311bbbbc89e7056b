"""Grading: what runs, what comes over the line, private cases, marks, table, CSV, page, codes."""

import csv
import json
import re
import socket
import struct
import time
import xml.dom.minidom
from pathlib import Path

import numpy as np
import pytest
from classroom import HOSTILE, a_class, copied_cell, hand_in, hostile_cell, no_notebooks, of_page

from nnhelpers.exercises import EXERCISES
from nnhelpers.exercises.diagnosis import BLANK, RIGHT, WRONG
from nnhelpers.exercises.function_exercise import FunctionExercise
from nnhelpers.exercises.grading import board, sheet, table, wire
from nnhelpers.exercises.grading.cells import Check, planned
from nnhelpers.exercises.grading.command import main, missing_layers
from nnhelpers.exercises.grading.lesson import Result, Settings, graded, mark, prepare
from nnhelpers.exercises.grading.line import Line, Stopped
from nnhelpers.exercises.grading.marking import REFUSED, STOPPED, Mark
from nnhelpers.exercises.grading.redraw import private
from nnhelpers.exercises.grading.submissions import Submission, Unreadable, code_cells, submissions

PAGE = of_page("05")
SETTINGS = Settings("05", seed=3, processes=2)
# Code that attacks is only run where the kernel holds it.
HELD = pytest.mark.skipif(bool(missing_layers()), reason="no Landlock or seccomp: nothing guards")


@pytest.fixture(scope="module")
def prepared():
    return prepare(SETTINGS)


@pytest.fixture
def marks_of(tmp_path, prepared):
    """function(answers) -> marks by exercise, of page 05 with these cells."""

    def marks(answers):
        path = hand_in(tmp_path, "somebody", "05", answers)
        result = mark(Submission("somebody", path), SETTINGS, prepared)
        return {m.exercise: m for m in result.marks}

    return marks


# What runs ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "runs"),
    [
        ("import numpy as np", [0]),
        ("def f():\n    return 1", [0]),
        ("class C:\n    pass", [0]),
        ("rate = 0.1\nsizes = (2, 3)", [0, 1]),
        ("g = f\nh = np.tanh", [0, 1]),
        ("run = train(net, X, Y)", []),
        ("print(1)\nfor i in range(3):\n    pass", []),
        ("open('x', 'w')", []),
        ("my_relu_derivative = make()\nprint(2)", [0, 1]),  # the answer's cell, as a whole
        ("%timeit f()\ndef f():\n    pass", [1]),
        ("x = (7\n  % 4)\ny = 3", [1]),
    ],
)
def test_definitions_and_cells_of_exercises_run(source, runs):
    (cell,) = planned([source], PAGE)
    assert list(cell.steps) == runs and not cell.problem


def test_checks_are_found_in_their_order():
    source = 'check("relu_derivative", mine)\nslope = use("relu_derivative", mine)'
    (cell,) = planned([source], PAGE)
    check = Check("relu_derivative", "mine")
    assert cell.steps == (check, check, 1)  # the statement with `use` runs, the other does not


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("def f(:", "SyntaxError"),
        ("%%bash\nls", "begins with %%"),
        ("x = 1\n" * 40_000, "characters"),
        ("(" * 5_000, "SyntaxError"),
        ("-" * 90_000 + "1", "cannot read"),
        ("x = '\0'", "cannot read|SyntaxError"),
    ],
    ids=["syntax", "magic", "long", "open", "deep", "zero byte"],
)
def test_a_cell_that_cannot_be_read_says_so(source, says):
    (cell,) = planned([source], PAGE)
    assert re.search(says, cell.problem) and cell.steps == ()


# Over the line ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        None, ..., True, 3, -(10**30), 2.5, float("inf"), "text \ud800 é", (1, [2.0, "x"]), {3},
        {"W1": np.ones((2, 3)), 4: None}, np.float32(1.5), np.arange(3, dtype=np.uint8),
        np.zeros((0, 2)), np.array(7), np.array([1, 2.5], dtype=object),
    ],
    ids=str,
)  # fmt: skip
def test_values_come_back_as_they_were(value):
    there = wire.decode(json.loads(json.dumps(wire.encode(value))))
    if isinstance(value, str):
        assert there == value.encode("utf-8", "replace").decode()
    elif isinstance(value, np.ndarray) and value.dtype.kind == "O":
        assert there == value.tolist()
    else:
        assert type(there) is type(value) and str(there) == str(value)
        assert getattr(there, "dtype", None) == getattr(value, "dtype", None)


def test_a_generator_goes_on_where_it_stood():
    rng = np.random.default_rng(5)
    rng.normal(size=3)
    there = wire.decode(json.loads(json.dumps(wire.encode(rng))))
    assert there.normal() == rng.normal()


@pytest.mark.parametrize(
    "tree",
    [
        {}, [], 7, {"odd": 1}, {"array": "AA", "dtype": "O", "shape": [1]},
        {"array": "AA==", "dtype": "<f8", "shape": [9**9, 9**9]}, {"array": "AA==", "dtype": "<f8"},
        {"int": "zz"}, {"dict": [[1]]}, {"dict": [[{"list": []}, {"plain": None}]]},
        {"plain": "else"}, {"rng": {"bit_generator": "no"}},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_value_is_refused(tree):
    with pytest.raises(wire.WireError):
        wire.decode(tree)


@pytest.mark.parametrize("data", [b"\xff" * 8, struct.pack("!I", 4) + b"oops",
                                  struct.pack("!I", 2) + b"[]",
                                  struct.pack("!I", 90_000) + b"[" * 90_000])  # fmt: skip
def test_what_is_no_message_is_refused(data):
    mine, theirs = socket.socketpair()
    with mine, theirs:
        theirs.sendall(data)
        with pytest.raises(wire.WireError):
            wire.receive(mine)


def test_a_message_that_comes_drop_by_drop_is_too_late():
    mine, theirs = socket.socketpair()
    with mine, theirs:
        theirs.sendall(struct.pack("!I", 100) + b"half")
        with pytest.raises(TimeoutError):
            wire.receive(mine, time.monotonic() + 0.05)
        theirs.sendall(b"x" * 96)
        with pytest.raises(TimeoutError):
            wire.receive(mine, time.monotonic() - 1)  # there, but late


def test_the_end_of_the_line_is_none():
    mine, theirs = socket.socketpair()
    with mine:
        theirs.sendall(struct.pack("!I", 100) + b"half")
        theirs.close()
        assert wire.receive(mine) is None


# Private cases ------------------------------------------------------------------------------

FUNCTIONS = [e for e in EXERCISES.values() if isinstance(e, FunctionExercise)]


def flat(case):
    return json.dumps(wire.encode(case, {}))


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.name)
def test_private_cases_are_others_and_the_reference_is_right_in_them(exercise):
    redrawn = private(exercise, 11)
    if exercise.name in ("graph_backward", "tape_backward"):
        assert redrawn is None
        return
    public = {flat(case) for case in exercise.cases}
    fresh = [case for case in redrawn.cases if flat(case) not in public]
    if exercise.name != "secant_slope":
        assert len(fresh) >= min(2, len(exercise.cases))
    again, other = private(exercise, 11), private(exercise, 12)
    assert [flat(c) for c in again.cases] == [flat(c) for c in redrawn.cases]
    assert [flat(c) for c in other.cases] != [flat(c) for c in redrawn.cases]
    assert all(np.isfinite(numbers).all() for o in redrawn.expected for numbers in arrays(o.value))
    assert redrawn.judge(exercise.function_from(exercise.solution)).verdict == RIGHT


def arrays(value):
    """All arrays and numbers in a result."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (tuple, list)):
        return [array for entry in value for array in arrays(entry)]
    array = np.asarray(value)
    return [array] if array.dtype.kind == "f" else []


@pytest.mark.slow
@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.name)
def test_right_answers_of_another_form_pass_private_cases(exercise):
    from variants import VARIANTS

    for seed in (1, 2):
        redrawn = private(exercise, seed)
        for answer in VARIANTS.get(exercise.name, ()) if redrawn else ():
            assert redrawn.judge(answer).verdict == RIGHT, (seed, answer)


# Marks --------------------------------------------------------------------------------------


def test_a_page_filled_in_is_right_and_the_page_as_it_is_not_attempted(marks_of):
    assert {m.verdict for m in marks_of({}).values()} == {RIGHT}
    blank = marks_of({name: exercise.stub for name, exercise in PAGE.items()})
    assert {m.verdict for m in blank.values()} == {BLANK} and len(blank) == len(PAGE)


SLIPS = {
    "sigmoid_derivative": "def my_sigmoid_derivative(Z):\n    return 1 / (1 + np.exp(-Z))",
    "sigmoid_chain_limit": "largest_slope = 1",
    "relu_derivative": "def my_relu_derivative(Z):\n    return Z >= 0",
}


def test_mistakes_get_the_sentence_of_the_page(marks_of):
    marks = marks_of(SLIPS)
    for name in PAGE:
        assert marks[name].verdict == (WRONG if name in SLIPS else RIGHT)
    assert marks["sigmoid_derivative"].says.startswith("This is the sigmoid itself")
    assert marks["relu_derivative"].says.startswith("At exactly 0 the course takes 0")
    assert marks["sigmoid_chain_limit"].words


ODD = {
    "copied": (
        copied_cell(PAGE["sigmoid_derivative"]), WRONG, "for the arguments of the page and for no",
    ),
    "syntax": ("def my_sigmoid_derivative(Z:\n    return 1", WRONG, "SyntaxError"),
    "error after": ("def my_sigmoid_derivative(Z):\n    return Z\n1 / 0", WRONG, "is Z, no more"),
    "error before": ("1 / 0\ndef my_sigmoid_derivative(Z):\n    return Z", WRONG, "ZeroDivision"),
    "its own import": (
        "import nnhelpers.exercises.activations as a\n"
        "my_sigmoid_derivative = a.my_sigmoid_derivative", REFUSED, "nnhelpers.exercises",
    ),
    "the package's": (
        "from nnhelpers import activations\n"
        "def my_sigmoid_derivative(Z):\n    return activations.sigmoid_derivative(Z)",
        REFUSED, "nnhelpers",
    ),
    "the course's own": (
        'own = use("sigmoid_derivative", ...)\ndef my_sigmoid_derivative(Z):\n    return own(Z)',
        BLANK, "",
    ),
    "deleted": ("", BLANK, "no cell"),
    "helper and the package's sigmoid": (
        "def half(Z):\n    return sigmoid(Z)\n"
        "def my_sigmoid_derivative(Z, A=None):\n    return half(Z) * (1 - half(Z))", RIGHT, "",
    ),
    "an attribute of an imported name": (
        "def my_sigmoid_derivative(Z):\n    class moons: sweep = 1\n    A = sigmoid(Z)\n"
        "    return A * (moons.sweep - A)", RIGHT, "",
    ),
    "prints and lambda": (
        "print('hello')\nmy_sigmoid_derivative = lambda Z: sigmoid(Z) * sigmoid(-Z)", RIGHT, "",
    ),
    "changes its argument": (
        "def my_sigmoid_derivative(Z):\n    A = sigmoid(Z)\n    Z *= 0\n    return A * (1 - A)",
        WRONG, "changes its argument Z",
    ),
    "one array for all calls": (
        "out = np.zeros((9, 9))\ndef my_sigmoid_derivative(Z):\n    A = sigmoid(Z)\n"
        "    part = out[: Z.shape[0], : Z.shape[1]]\n    part[:] = A * (1 - A)\n    return part",
        WRONG, "new array",
    ),
    "a value": ("my_sigmoid_derivative = 3", WRONG, "function"),
}  # fmt: skip


QUICKLY = ("copied", "its own import", "error before", "helper and the package's sigmoid")


@pytest.mark.parametrize(
    "name", [n if n in QUICKLY else pytest.param(n, marks=pytest.mark.slow) for n in ODD]
)
def test_odd_answers(name, marks_of):
    cell, verdict, words = ODD[name]
    marks = marks_of({"sigmoid_derivative": cell})
    found = marks.pop("sigmoid_derivative")
    assert found.verdict == verdict and words in found.words, found.words
    assert {m.verdict for m in marks.values()} == {RIGHT}  # it costs this exercise, not the page


def hostile_marks(name, marks_of):
    marks = marks_of({"sigmoid_derivative": hostile_cell(name)})
    found = marks.pop("sigmoid_derivative")
    assert found.verdict != RIGHT and HOSTILE[name].words in found.words
    assert "\n" not in found.words
    assert {m.verdict for m in marks.values()} == {RIGHT}


@HELD
@pytest.mark.slow
@pytest.mark.parametrize("name", ["crash", "fork bomb from C", "garbage on the line"])
def test_hostile_answers_cost_their_own_exercise(name, marks_of):
    hostile_marks(name, marks_of)


@pytest.mark.slow
def test_use_goes_on_with_the_course_where_the_own_is_wrong(tmp_path, prepared):
    helper = 'slope = use("sigmoid_derivative", my_sigmoid_derivative)\n'
    chain = "def my_chain_slope(W, Z):\n    return np.prod(W * slope(Z))"
    path = hand_in(tmp_path, "a", "05", {**SLIPS, "chain_slope": helper + chain})
    marks = {m.exercise: m for m in mark(Submission("a", path), SETTINGS, prepared).marks}
    assert marks["sigmoid_derivative"].verdict == WRONG
    assert marks["chain_slope"].verdict == RIGHT


@pytest.mark.slow
def test_students_may_have_numbers_of_their_own(tmp_path):
    settings = Settings("02", numbers="spring $STUDENT", seed=1)
    own = EXERCISES["logistic_size"].for_seed("spring anna").solution
    for student, verdict in (("anna", RIGHT), ("ben", WRONG)):
        path = hand_in(tmp_path, student, "02", {"logistic_size": own})
        marks = mark(Submission(student, path), settings, {}).marks
        assert {m.verdict for m in marks if m.exercise == "logistic_size"} == {verdict}
        assert {m.verdict for m in marks if m.exercise != "logistic_size"} == {RIGHT}


@pytest.mark.slow
def test_other_pages_with_functions_as_arguments_and_random_draws(tmp_path):
    for page in ("01", "06"):
        path = hand_in(tmp_path, "a", page)
        settings = Settings(page, seed=3)
        result = mark(Submission("a", path), settings, prepare(settings))
        assert {m.verdict for m in result.marks} == {RIGHT}, page


def test_the_process_has_no_references_and_is_confined():
    line = Line(20)
    try:
        source = "import sys\nnames = [n for n in sys.modules if 'exercises' in n]"
        message = {"do": "run", "cell": "<cell 1>", "source": source, "statements": [0, 1]}
        assert line.ask(message, 5, lambda question: {}).get("done")
        reply = line.ask({"do": "value", "name": "names"}, 5, lambda question: {})
        assert wire.decode(reply["value"]) == ["nnhelpers.exercises"]  # the stand-in
        assert "limits" in line.held
    finally:
        line.close()
    assert not Path(line.folder).exists()
    with pytest.raises(Stopped):
        line.ask(message, 1, lambda question: {})


# A folder -----------------------------------------------------------------------------------


def test_files_that_are_no_submission_are_told_in_one_line(tmp_path):
    says = no_notebooks(tmp_path, "05", "06")
    hand_in(tmp_path, "Zoë 学生", "05")
    results = graded(submissions(tmp_path), SETTINGS, told=lambda result: None)
    found = {result.student: result for result in results}
    assert set(found) == {*says, "Zoë 学生"}
    for student, words in says.items():
        assert words in found[student].problem and not found[student].marks
    assert {m.verdict for m in found["Zoë 学生"].marks} == {RIGHT}


def test_students_are_named_by_folder_or_file(tmp_path):
    for place in ("anna.ipynb", "ben/05.ipynb", "cleo/page/a.ipynb", "cleo/page/b.ipynb"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text('{"cells": []}')
    (tmp_path / "ben" / ".ipynb_checkpoints").mkdir()
    (tmp_path / "ben" / ".ipynb_checkpoints" / "05.ipynb").write_text("{}")
    names = [s.student for s in submissions(tmp_path)]
    assert names == ["anna", "ben", "cleo/page/a", "cleo/page/b"]
    assert code_cells(tmp_path / "anna.ipynb") == []
    with pytest.raises(Unreadable, match="cannot be read"):
        code_cells(tmp_path / "nobody.ipynb")


def some_results():
    says = "Σ & <b>: one sentence"
    first = Mark("sigmoid_derivative", "05_activations", WRONG, says, says, 0.5)
    second = Mark("tanh_derivative", "05_activations", RIGHT)
    names = ("anna", "=cmd()", "<img src=x onerror=alert(1)>")
    results = [Result(name, "05_activations", (first, second), seconds=1.0) for name in names]
    return [*results, Result("ben", problem="The file is no notebook: it is not JSON.")]


def test_the_table_names_student_exercise_and_misconception():
    text = "\n".join(table.rows(some_results()))
    assert "anna" in text and "✗  ✓" in text and "1: Σ & <b>: one sentence" in text
    assert "ben: The file is no notebook" in text
    assert table.to_teach(some_results()) == [(3, "sigmoid_derivative", "Σ & <b>: one sentence")]


def test_the_csv_has_a_row_for_each_mark_and_no_formula(tmp_path):
    sheet.write(some_results(), tmp_path / "marks.csv")
    with open(tmp_path / "marks.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 7 and rows[0]["misconception"] == "Σ & <b>: one sentence"
    assert rows[2]["student"] == "'=cmd()" and rows[6]["verdict"] == "problem"
    assert [path.name for path in tmp_path.iterdir()] == ["marks.csv"]


def test_the_page_of_the_class_is_escaped_whole_and_alone(tmp_path):
    board.write(some_results(), tmp_path / "class.html")
    text = (tmp_path / "class.html").read_text(encoding="utf-8")
    body = text.partition("<body>")[2].partition("</body>")[0]
    xml.dom.minidom.parseString(f"<body>{body}</body>")  # every element is closed
    assert "<img" not in text and "&lt;img src=x onerror=alert(1)&gt;" in text
    assert "<script" not in text and "http" not in text and '<html lang="en">' in text
    assert "<strong>3 of 3</strong>" in text and body.count("<caption>") == 3
    assert body.count('scope="row"') == 2 + 1 + 3


@pytest.mark.slow
def test_the_codes_of_the_command(tmp_path, capsys):
    hand_in(tmp_path, "anna", "05", SLIPS)
    words = [str(tmp_path), "--page", "05", "--seed", "1", "--unconfined"]
    assert main([*words, "--csv", str(tmp_path / "a.csv"), "--html", str(tmp_path / "a.html")]) == 0
    out = capsys.readouterr().out
    assert "Private cases of seed 1" in out and "anna" in out
    assert (tmp_path / "a.csv").is_file() and (tmp_path / "a.html").is_file()
    assert main([*words, "--all-right"]) == 1
    (tmp_path / "ben.ipynb").write_text("no")
    assert main(words) == 3


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nowhere"], "no such folder"),
        (["."], "holds no notebook"),
        ([".", "--page", "77"], "no page with exercises begins so"),
        ([".", "--seconds", "0"], "at least 1"),
        ([".", "--seed", "-1"], "0 or a larger"),
        ([".", "--csv", "no/where.csv"], "there is no folder"),
    ],
)
def test_a_wrong_command_says_what_was_expected(words, says, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2 and says in capsys.readouterr().err


def test_where_nothing_guards_nothing_is_graded(tmp_path, monkeypatch, capsys):
    hand_in(tmp_path, "anna", "05")
    monkeypatch.setattr(
        "nnhelpers.exercises.grading.command.missing_layers", lambda: ["files", "system calls"]
    )
    assert main([str(tmp_path)]) == 4
    assert "not against malice" in capsys.readouterr().err


@HELD
@pytest.mark.slow
def test_a_class_of_sixty(tmp_path):
    """Each gets what it should, whoever is marked beside it."""
    expected = a_class(tmp_path, "05", "06", count=60)
    results = graded(submissions(tmp_path), SETTINGS, told=lambda result: None)
    assert {result.student for result in results} == set(expected)
    for result in results:
        exercise, words = expected[result.student]
        if words and not exercise:
            assert words in result.problem
        for m in result.marks:
            assert (m.verdict == RIGHT) == (m.exercise != exercise), (result.student, m)
            assert m.verdict == RIGHT or words in m.words, (result.student, m)
    assert not Path("/tmp/of_the_grader").exists()
    assert STOPPED in {m.verdict for result in results for m in result.marks}
