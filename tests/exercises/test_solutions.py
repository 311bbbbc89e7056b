"""`make solutions`: solved copies of the pages, executed, with all checks green.

Every page is solved and run in tests/test_solved_pages.py."""

import re
import sys

import nbformat
import pytest

from nnhelpers.exercises import EXERCISES
from nnhelpers.pages import NOTEBOOKS

sys.path.insert(0, str(NOTEBOOKS / "build"))

import solutions

SET_UP = "import numpy as np\nfrom nnhelpers.exercises import check"


def page(*sources):
    cells = [nbformat.v4.new_markdown_cell("# A page")]
    cells += [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.v4.new_notebook(cells=cells)


def cells_of(*names):
    return [text for n in names for text in (EXERCISES[n].stub, EXERCISES[n].check_line)]


def outputs(notebook):
    return ["".join(o.get("text", "") for o in cell.get("outputs", [])) for cell in notebook.cells]


def test_a_small_page_is_solved_executed_and_green(tmp_path):
    names = ["sigmoid", "logistic_size", "spot_lost_minus", "repair_relu_backward"]
    blank = tmp_path / "pages" / "small.ipynb"
    blank.parent.mkdir()
    nbformat.write(page(SET_UP, *cells_of(*names)), blank)
    before = blank.read_bytes()

    assert solutions.write_solved(blank, tmp_path / "solved") == 4

    assert blank.read_bytes() == before
    solved = nbformat.read(tmp_path / "solved" / "small.ipynb", as_version=4)
    green = [text.split(":")[0] for text in outputs(solved) if text]
    assert green == [f"✓ {name}" for name in names]
    assert "return 1 / (1 + np.exp(-Z))" in solved.cells[2].source
    assert all(cell.execution_count for cell in solved.cells if cell.cell_type == "code")


def test_every_exercise_can_be_filled_in():
    for name, exercise in EXERCISES.items():
        notebook = page(SET_UP, *cells_of(name))
        assert solutions.solve(notebook, "page") == 1
        assert notebook.cells[2].source.strip() == exercise.solution.strip()


def test_what_stands_around_a_stub_stays():
    stub = "%matplotlib inline"
    own = "x = 3\n" + EXERCISES["sigmoid"].stub + "print(x)"
    notebook = page(stub, own.replace("my_sigmoid", "squash"), 'check("sigmoid", squash)')
    solutions.solve(notebook, "page")
    assert notebook.cells[1].source == stub
    assert notebook.cells[2].source.startswith("x = 3\ndef squash(Z):")
    assert notebook.cells[2].source.endswith("return 1 / (1 + np.exp(-Z))\nprint(x)")


def test_one_variable_for_two_exercises_is_filled_in_twice():
    """As in copies from before each answer had a name of its own."""
    cells = cells_of("spot_output_derivative", "spot_he_deviation")
    shared = [re.sub(r"line_in_\w+", "faulty_line", source) for source in cells]
    notebook = page(SET_UP, *shared)
    solutions.solve(notebook, "page")
    assert notebook.cells[2].source.endswith("faulty_line = 2")
    assert notebook.cells[4].source.endswith("faulty_line = 1")


def test_a_check_without_a_stub_is_named():
    with pytest.raises(solutions.NotSolved, match=r'check\("sigmoid"\) defines my_sigmoid'):
        solutions.solve(page('check("sigmoid", my_sigmoid)'), "page")


def test_a_check_that_is_not_green_is_named():
    notebook = page(SET_UP, *cells_of("sigmoid"))
    notebook.cells[3].outputs = [nbformat.v4.new_output("stream", text="✗ sigmoid: not right yet")]
    with pytest.raises(solutions.NotSolved, match=r"page: check\(\"sigmoid\"\) is not green"):
        solutions.refuse_red(notebook, "page")


def test_the_pages_themselves_are_never_overwritten(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["solutions.py", "--out", str(NOTEBOOKS)])
    with pytest.raises(SystemExit):
        solutions.main()
    assert "would overwrite them" in capsys.readouterr().err
