"""What is in the exercises, and placing them: `python -m nnhelpers.exercises`.

    python -m nnhelpers.exercises                                    a table of all exercises
    python -m nnhelpers.exercises --cells [NAME ...]                 their cells, printed
    python -m nnhelpers.exercises --cells NAME --insert PAGE AFTER_ID
    python -m nnhelpers.exercises --progress PAGE
    python -m nnhelpers.exercises grade FOLDER                       marks of submitted pages

The table says how many misconceptions each exercise knows, and how many of them it answers with
their own sentence. With --insert the task, the stub and the check are put into the notebook PAGE
behind the cell whose id is AFTER_ID; --progress puts progress(...) at the end of the notebook PAGE.
`grade --help` says more of grading.
"""

import argparse
import sys
from pathlib import Path

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


def insert_cells(names: list[str], page: Path, after_id: str) -> None:
    """Put exercises into a page, one behind the other, and say what to do next."""
    from nnhelpers.exercises.placing import insert

    for name in names:
        *_, after_id = new = insert(find(name), page, after_id)
        print(f"{page}: {', '.join(new)}")
    print(f"Next: write the task in your own words, then make notebooks PAGES={page}")


def insert_progress_cell(page: Path) -> None:
    """Put `progress` at the end of a page, and say what to do next."""
    from nnhelpers.exercises.placing import insert_progress

    print(f"{page}: {insert_progress(page)}")
    print(f"Next: make notebooks PAGES={page}")


def main(words: list[str] | None = None) -> None:
    words = sys.argv[1:] if words is None else words
    if words[:1] == ["grade"]:
        from nnhelpers.exercises.grading.command import main as grade

        sys.exit(grade(words[1:]))
    head, _, rest = __doc__.partition("\n\n")
    parser = argparse.ArgumentParser(
        prog="python -m nnhelpers.exercises",
        description=head,
        epilog=rest,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--cells", nargs="*", metavar="NAME", help="print the cells of exercises")
    parser.add_argument(
        "--insert", nargs=2, metavar=("PAGE", "AFTER_ID"), help="place them instead of printing"
    )
    parser.add_argument("--progress", metavar="PAGE", help="show progress at the end of a page")
    arguments = parser.parse_args(words)
    if arguments.insert and not arguments.cells:
        parser.error("--insert needs the exercise's name: --cells NAME --insert PAGE AFTER_ID")
    try:
        if arguments.progress:
            insert_progress_cell(Path(arguments.progress))
        elif arguments.insert:
            insert_cells(arguments.cells, Path(arguments.insert[0]), arguments.insert[1])
        elif arguments.cells is not None:
            print_cells(arguments.cells)
        else:
            print_table()
    except (ValueError, FileNotFoundError) as problem:
        parser.error(str(problem))


if __name__ == "__main__":
    main()
