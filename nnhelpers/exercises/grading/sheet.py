"""The marks as CSV: one row for each student and exercise, for a spreadsheet or a gradebook."""

import csv
import io
from pathlib import Path

from nnhelpers import files
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
    """Write a file as a whole: `fill` gets something to write to."""
    text = io.StringIO(newline=newline)
    fill(text)
    files.write(path, text.getvalue().encode())
