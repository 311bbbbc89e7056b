"""Exercises placed from the command line: the right cells, in the right place, valid."""

from pathlib import Path

import nbformat
import pytest

from nnhelpers.exercises import EXERCISES
from nnhelpers.exercises.__main__ import main
from nnhelpers.exercises.placing import cells_of, insert, insert_progress, shortest

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
SIGMOID = EXERCISES["sigmoid"]


@pytest.fixture
def page(tmp_path):
    path = tmp_path / f"{SIGMOID.page}.ipynb"
    cells = [
        nbformat.v4.new_markdown_cell("# A page", id="title"),
        nbformat.v4.new_code_cell("x = 1", id="first"),
        nbformat.v4.new_code_cell("y = 2", id="second"),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def test_task_stub_and_check_follow_the_cell(page):
    insert(SIGMOID, page, "first")
    notebook = nbformat.read(page, as_version=4)
    nbformat.validate(notebook)
    ids = [cell.id for cell in notebook.cells]
    assert ids == ["title", "first", "exercise-sigmoid", "sigmoid-stub", "sigmoid-check", "second"]
    task, stub, check = notebook.cells[2:5]
    assert task.source.startswith("### Exercise: the sigmoid of every entry\n")
    assert stub.source.strip() == SIGMOID.stub.strip()
    assert check.source == SIGMOID.check_line


def test_the_same_call_makes_the_same_file(page, tmp_path):
    other = tmp_path / "other" / page.name
    other.parent.mkdir()
    other.write_bytes(page.read_bytes())
    for path in (page, other):
        insert(SIGMOID, path, "second")
    assert page.read_bytes() == other.read_bytes()


def test_every_exercise_makes_valid_cells():
    for exercise in EXERCISES.values():
        nbformat.validate(nbformat.v4.new_notebook(cells=cells_of(exercise)))


def test_nothing_else_in_a_stored_page_changes(tmp_path):
    stored = NOTEBOOKS / f"{SIGMOID.page}.ipynb"
    page = tmp_path / stored.name
    page.write_bytes(stored.read_bytes())
    exercise = EXERCISES["accuracy"]
    new = {cell.id for cell in cells_of(exercise)}
    notebook = nbformat.read(page, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.id not in new]
    page.write_text(nbformat.writes(notebook).rstrip("\n") + "\n", encoding="utf-8")
    before = page.read_text(encoding="utf-8").splitlines()
    insert(exercise, page, notebook.cells[-1].id)
    after = page.read_text(encoding="utf-8").splitlines()
    kept = iter(after)
    assert all(line in kept for line in before[: before.index(" ],")])


def test_what_cannot_be_placed_is_said_and_leaves_the_page_alone(page):
    before = page.read_bytes()
    with pytest.raises(
        ValueError, match=r"after_id='firts' is no cell of .*; near: first\..*\n  title: # A page\n"
    ):
        insert(SIGMOID, page, "firts")
    with pytest.raises(ValueError, match=r"leaky_relu is an exercise of 05_activations"):
        insert(EXERCISES["leaky_relu"], page, "first")
    with pytest.raises(FileNotFoundError, match=r"there is no file"):
        insert(SIGMOID, page.with_name("no.ipynb"), "first")
    assert page.read_bytes() == before
    insert(SIGMOID, page, "first")
    with pytest.raises(ValueError, match=r"sigmoid stands on .* already, see sigmoid-check"):
        insert(SIGMOID, page, "title")


def test_from_the_command_line(page, capsys):
    main(["--cells", "sigmoid", "accuracy", "--insert", str(page), "first"])
    printed = capsys.readouterr().out
    assert "exercise-sigmoid, sigmoid-stub, sigmoid-check" in printed
    assert "make notebooks PAGES=" in printed
    ids = [cell.id for cell in nbformat.read(page, as_version=4).cells]
    assert ids[4:8] == ["sigmoid-check", "exercise-accuracy", "accuracy-stub", "accuracy-check"]


@pytest.mark.parametrize(
    "arguments, says",
    [
        (["--cells", "sigmoit"], "near it: sigmoid"),
        (["--insert", "page.ipynb", "first"], "needs the exercise's name"),
        (["--cells", "sigmoid", "--insert", "no.ipynb", "first"], "there is no file"),
    ],
)
def test_mistakes_at_the_command_line_are_named(arguments, says, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert says in capsys.readouterr().err


def test_progress_goes_to_the_end_above_the_last_words(page):
    notebook = nbformat.read(page, as_version=4)
    notebook.cells[1].source = "from nnhelpers.exercises import check, use"
    notebook.cells.append(nbformat.v4.new_markdown_cell("**Next:**", id="next"))
    nbformat.write(notebook, page)
    main(["--progress", str(page)])
    cells = nbformat.read(page, as_version=4).cells
    assert [cell.id for cell in cells] == ["title", "first", "second", "progress", "next"]
    assert cells[1].source == "from nnhelpers.exercises import check, progress, use"
    assert cells[3].source == 'progress("02")'
    with pytest.raises(ValueError, match="shows progress already"):
        insert_progress(page)


def test_progress_needs_a_cell_that_imports(page):
    before = page.read_bytes()
    with pytest.raises(ValueError, match=r"no cell of .* imports from nnhelpers.exercises"):
        insert_progress(page)
    assert page.read_bytes() == before


def test_pages_that_share_a_number_are_called_by_their_names():
    assert [shortest(name) for name in ("02_logistic_regression", "07_optimizers")] == [
        "02",
        "07_optimizers",
    ]
