"""What is in the exercises, printed: `python -m nnhelpers.exercises`.

Without arguments: a table of all exercises, with how many misconceptions each one knows and how
many of them it answers with their own sentence. With --cells: every exercise's cells, for whoever
writes a page; with --cells NAME: those of one.
"""

import sys

from nnhelpers.exercises import EXERCISES, find
from nnhelpers.exercises.diagnosis import WRONG


def print_table() -> None:
    """One row per exercise: misconceptions known, and answered with their own sentence."""
    width = max(map(len, EXERCISES))
    print(f"{'exercise':{width}}  page                    known  caught")
    known_in_all = caught_in_all = 0
    for exercise in EXERCISES.values():
        bank = exercise.wrong_answers()
        diagnoses = [(exercise.judge(answer), says) for answer, says in bank]
        caught = sum(d.verdict == WRONG and d.says == says for d, says in diagnoses)
        print(f"{exercise.name:{width}}  {exercise.page:22}  {len(bank):5}  {caught:6}")
        known_in_all, caught_in_all = known_in_all + len(bank), caught_in_all + caught
    print(f"{len(EXERCISES)} exercises, {known_in_all} misconceptions, {caught_in_all} caught")


def print_cells(names: list[str]) -> None:
    """The stub and the check line of each exercise, as Markdown."""
    for exercise in map(find, names or EXERCISES):
        print(f"## {exercise.name} (page {exercise.page}: {exercise.title})\n")
        print(f"```python\n{exercise.stub}```\n\n```python\n{exercise.check_line}\n```\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--cells"]:
        print_cells(sys.argv[2:])
    else:
        print_table()
