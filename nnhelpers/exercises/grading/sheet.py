"""The marks as CSV: one row for each student and exercise, for a spreadsheet or a gradebook."""

import csv
import os
import tempfile
from pathlib import Path

from nnhelpers.exercises.grading.lesson import Result

HEAD = ("student", "page", "exercise", "verdict", "misconception", "words", "seconds")
# A spreadsheet takes a cell that begins so for a formula, and names come from whoever hands in.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(results: list[Result], path: Path) -> None:
    """Write the file; a submission that could not be graded has one row, its verdict "problem"."""
    written(path, lambda file: csv.writer(file).writerows([HEAD, *_rows(results)]), newline="")


def _rows(results: list[Result]) -> list[tuple]:
    rows = []
    for result in results:
        if result.problem:
            row = (result.student, result.page, "", "problem", "", result.problem, result.seconds)
            rows.append(row)
        for m in result.marks:
            rows.append((result.student, m.page, m.exercise, m.verdict, m.says, m.words, m.seconds))
    return [tuple(_plain(entry) for entry in row) for row in rows]


def _plain(entry: object) -> object:
    """An entry that no spreadsheet takes for a formula."""
    if isinstance(entry, float):
        return f"{entry:.2f}"
    return f"'{entry}" if isinstance(entry, str) and entry.startswith(_FORMULA) else entry


def written(path: Path, fill, newline: str | None = None) -> None:
    """Write a file beside its place and rename it: it is there as a whole, or as it was."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline=newline) as file:
            fill(file)
        os.chmod(beside, 0o644)
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
