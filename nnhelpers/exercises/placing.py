"""Putting an exercise into a page: its task, its stub and its check, three cells in a row."""

import difflib
from pathlib import Path

import nbformat

from nnhelpers.exercises.exercise import Exercise


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
    page.write_text(nbformat.writes(notebook).rstrip("\n") + "\n", encoding="utf-8")
    return tuple(cell.id for cell in cells)


def cells_of(exercise: Exercise) -> list[nbformat.NotebookNode]:
    """An exercise's task, stub and check as cells, not yet run."""
    name = exercise.name.replace("_", "-")
    task = f"### Exercise: {exercise.title}\n\n{exercise.task}"
    return [
        nbformat.v4.new_markdown_cell(task, id=f"exercise-{name}"),
        nbformat.v4.new_code_cell(exercise.stub.rstrip("\n"), id=f"{name}-stub"),
        nbformat.v4.new_code_cell(exercise.check_line, id=f"{name}-check"),
    ]
