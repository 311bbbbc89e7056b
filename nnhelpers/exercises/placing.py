"""Putting exercises into a page: task, stub and check in a row; and progress at the page's end."""

import difflib
import re
from pathlib import Path

import nbformat

from nnhelpers.exercises.exercise import Exercise
from nnhelpers.pages import NOTEBOOKS


def insert(exercise: Exercise, page: Path, after_id: str) -> tuple[str, str, str]:
    """Put an exercise's three cells into a notebook, behind the cell with a given id.

    The new cells' ids follow from the exercise's name, so the same call makes the same file.

    Parameters
    ----------
    exercise : Exercise
    page : Path
        The notebook, `.ipynb`; it is overwritten.
    after_id : str
        Id of the cell that the exercise is to follow.

    Returns
    -------
    The ids of the task, the stub and the check.

    Raises
    ------
    FileNotFoundError
        If there is no such notebook.
    ValueError
        If the page is not the exercise's, holds the exercise already, or has no such cell.
    """
    if not page.is_file():
        raise FileNotFoundError(f"page: there is no file {page}")
    if page.stem != exercise.page:
        raise ValueError(f"page={page.name}: {exercise.name} is an exercise of {exercise.page}")
    notebook = nbformat.read(page, as_version=4)
    known = [cell.id for cell in notebook.cells]
    if after_id not in known:
        near = difflib.get_close_matches(after_id, known, n=3) or known[-1:]
        begins = {cell.id: cell.source.partition("\n")[0][:60] for cell in notebook.cells}
        raise ValueError(
            f"after_id={after_id!r} is no cell of {page.name}; near: {', '.join(near)}. "
            "All of them, and how they begin:\n"
            + "\n".join(f"  {id}: {line}" for id, line in begins.items())
        )
    for cell in notebook.cells:
        if f'check("{exercise.name}"' in cell.source:
            raise ValueError(f"page: {exercise.name} stands on {page.name} already, see {cell.id}")
    position = known.index(after_id) + 1
    cells = cells_of(exercise)
    notebook.cells[position:position] = cells
    nbformat.validate(notebook)
    _write(notebook, page)
    return tuple(cell.id for cell in cells)


def insert_progress(page: Path) -> str:
    """Put `progress` at the end of a page, above its last words, and into its set-up cell.

    Parameters
    ----------
    page : Path
        The notebook, `.ipynb`; it is overwritten.

    Returns
    -------
    The id of the new cell.

    Raises
    ------
    FileNotFoundError
        If there is no such notebook.
    ValueError
        If the page has the cell already, or no line that imports from `nnhelpers.exercises`.
    """
    if not page.is_file():
        raise FileNotFoundError(f"page: there is no file {page}")
    notebook = nbformat.read(page, as_version=4)
    if any(re.search(r"^progress\(", cell.source, re.MULTILINE) for cell in notebook.cells):
        raise ValueError(f"page: {page.name} shows progress already")
    for cell in notebook.cells:
        found = re.search(r"^from nnhelpers.exercises import (.*)$", cell.source, re.MULTILINE)
        if cell.cell_type == "code" and found:
            names = ", ".join(sorted({*found[1].split(", "), "progress"}))
            cell.source = cell.source[: found.start(1)] + names + cell.source[found.end(1) :]
            break
    else:
        raise ValueError(f"page: no cell of {page.name} imports from nnhelpers.exercises")
    new = nbformat.v4.new_code_cell(f'progress("{shortest(page.stem)}")', id="progress")
    position = len(notebook.cells) - (notebook.cells[-1].cell_type == "markdown")
    notebook.cells.insert(position, new)
    nbformat.validate(notebook)
    _write(notebook, page)
    return new.id


def shortest(stem: str) -> str:
    """What to call a page in `progress`: its number, or its whole name where it shares that."""
    sharing = [path for path in NOTEBOOKS.glob(f"{stem[:2]}_*.ipynb") if path.stem != stem]
    return stem if sharing else stem[:2]


def _write(notebook: nbformat.NotebookNode, page: Path) -> None:
    page.write_text(nbformat.writes(notebook).rstrip("\n") + "\n", encoding="utf-8")


def cells_of(exercise: Exercise) -> list[nbformat.NotebookNode]:
    """An exercise's task, stub and check as cells, not yet run."""
    name = exercise.name.replace("_", "-")
    task = f"### Exercise: {exercise.title}\n\n{exercise.task}"
    return [
        nbformat.v4.new_markdown_cell(task, id=f"exercise-{name}"),
        nbformat.v4.new_code_cell(exercise.stub.rstrip("\n"), id=f"{name}-stub"),
        nbformat.v4.new_code_cell(exercise.check_line, id=f"{name}-check"),
    ]
