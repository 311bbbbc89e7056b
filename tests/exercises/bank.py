"""Judge a bank of answers, right and wrong ones, that was written without a look at the exercises.

    python tests/exercises/bank.py                the table: what is refused, accepted, explained
    python tests/exercises/bank.py --read 02      every verdict of page 02, for reading

A bank is a text of answer cells, each behind a line `# %% exercise | right or wrong | what is
wrong with it`. Every cell runs as it would on its page, behind the page's set-up cell, and what it
defines is handed to the exercise. Whether the cause that a verdict names is the true one only a
reader can tell: `--read` is for that.
"""

import argparse
import contextlib
import io
import linecache
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat

from nnhelpers.exercises import EXERCISES, guard, report
from nnhelpers.exercises.diagnosis import RIGHT, WRONG, Diagnosis

BANK = Path(__file__).parent / "bank"
NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
HEADER = re.compile(r"^# %% *(\w+) *\| *(right|wrong)\b *\|? *(.*)$")


@dataclass(frozen=True)
class Answer:
    """One answer of a bank: a cell, and what its author says of it."""

    page: str
    number: int
    exercise: str
    is_right: bool
    about: str
    code: str


def bank_of(page: str) -> Path:
    """The bank of a page: bank_07_optimizers.txt, or bank_02.txt where no other page has that."""
    whole = BANK / f"bank_{page}.txt"
    return whole if whole.is_file() else BANK / f"bank_{page[:2]}.txt"


def read(path: Path) -> list[Answer]:
    """The answers in a file of the bank.

    Raises
    ------
    ValueError
        If a section's header is not as it should be, or names no exercise.
    """
    answers: list[Answer] = []
    for section in re.split(r"^(?=# %%)", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
        header, _, code = section.partition("\n")
        if not header.startswith("# %%"):
            continue
        found = HEADER.match(header)
        if found is None or found[1] not in EXERCISES:
            raise ValueError(f"{path.name}: {header!r} is no header of an answer")
        page, number = path.stem.removeprefix("bank_"), len(answers)
        answers.append(Answer(page, number, found[1], found[2] == "right", found[3], code))
    return answers


@cache
def set_up(page: str) -> dict:
    """The names that a page, "02_logistic_regression", has at its exercises: its set-up cell's."""
    path = NOTEBOOKS / f"{page}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    namespace = {"__name__": "__main__"}
    exec(next(cell.source for cell in cells if cell.cell_type == "code"), namespace)
    return namespace


def judge(answer: Answer) -> Diagnosis | str:
    """What `check` makes of an answer; the error, if its cell does not even run."""
    exercise = EXERCISES[answer.exercise]
    namespace = dict(set_up(exercise.page))
    file = f"<answer {answer.page}-{answer.number}>"
    linecache.cache[file] = (len(answer.code), None, answer.code.splitlines(True), file)
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(answer.code, file, "exec"), namespace)
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"
    return exercise.judge(namespace.get(exercise.variable, ...))


@dataclass
class Count:
    """What became of the answers of a page."""

    right: int = 0
    refused: int = 0
    wrong: int = 0
    accepted: int = 0
    numbers_alone: int = 0
    not_running: int = 0

    def add(self, answer: Answer, found: Diagnosis | str) -> None:
        if isinstance(found, str):
            self.not_running += 1
        elif answer.is_right:
            self.right += 1
            self.refused += found.verdict != RIGHT
        else:
            self.wrong += 1
            self.accepted += found.verdict == RIGHT
            self.numbers_alone += found.verdict == WRONG and not found.causes


def judged(pages: list[str]) -> Iterator[tuple[Answer, Diagnosis | str]]:
    """Every answer of the pages' banks with its diagnosis."""
    for path in sorted(BANK.glob("bank_*.txt")):
        if not pages or path.stem.removeprefix("bank_") in pages:
            for answer in read(path):
                yield answer, judge(answer)


def table(found: list[tuple[Answer, Diagnosis | str]]) -> str:
    """A row for each page, and one for all."""
    counts: dict[str, Count] = {}
    for answer, diagnosis in found:
        for row in (answer.page, "all"):
            counts.setdefault(row, Count()).add(answer, diagnosis)
    lines = ["page  right  refused  wrong  accepted  numbers alone   cell does not run"]
    for row in sorted(counts, key=lambda row: (row == "all", row)):
        c = counts[row]
        share = f"{c.numbers_alone:6} {100 * c.numbers_alone / max(1, c.wrong):5.1f} %"
        lines.append(
            f"{row:4}  {c.right:5}  {c.refused:7}  {c.wrong:5}  {c.accepted:8}  {share}   "
            f"{c.not_running:5}"
        )
    return "\n".join(lines)


def text(answer: Answer, found: Diagnosis | str) -> str:
    """An answer with its verdict, for reading."""
    said = found if isinstance(found, str) else report(EXERCISES[answer.exercise], found)
    label = "right" if answer.is_right else "wrong"
    head = f"=== {answer.page}-{answer.number} {answer.exercise} | {label} | {answer.about}"
    return f"{head}\n{answer.code.strip()}\n---\n{said}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="*", help="02, 03 ...; without any: all")
    parser.add_argument("--read", action="store_true", help="print every verdict")
    arguments = parser.parse_args()
    guard.LIMIT = 1.0
    found = list(judged(arguments.pages))
    if arguments.read:
        print("\n".join(text(answer, diagnosis) for answer, diagnosis in found))
    print(table(found))


if __name__ == "__main__":
    main()
