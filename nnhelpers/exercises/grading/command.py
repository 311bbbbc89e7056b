"""The command line: `python -m nnhelpers.exercises grade FOLDER`.

    grade FOLDER                      a table of all notebooks in it, by page
    grade FOLDER --page 05            those of page 05
    grade FOLDER --csv marks.csv      one row for each student and exercise
    grade FOLDER --html class.html    the page of the class: what to teach next

Codes: 0 all submissions were graded, whatever their marks; 1 with --all-right, an answer is not
right; 2 the command is wrong; 3 a submission could not be graded as a whole; 4 this system cannot
keep submissions apart, and --unconfined was not given.
"""

import argparse
import sys
from pathlib import Path

from nnhelpers.exercises import EXERCISES
from nnhelpers.exercises.diagnosis import RIGHT
from nnhelpers.exercises.grading import board, sheet, table
from nnhelpers.exercises.grading.lesson import Result, Settings, graded
from nnhelpers.exercises.grading.line import MEMORY, Line, Stopped
from nnhelpers.exercises.grading.marking import STOPPED
from nnhelpers.exercises.grading.submissions import submissions

GRADED, NOT_RIGHT, WRONG_COMMAND, NOT_GRADED, UNSAFE = range(5)
LAYERS = ("files", "system calls")
WARNING = (
    "On this system the process of a submission is held by limits and by functions that refuse, "
    "which stand against accidents, not against malice: {missing} are not kept from it (Linux 5.13 "
    "or newer has both). Grade only the work of people you trust, or in a container."
)


def parser() -> argparse.ArgumentParser:
    """The parser of the command's words."""
    head, _, rest = __doc__.partition("\n\n")
    made = argparse.ArgumentParser(
        prog="python -m nnhelpers.exercises grade",
        description=head,
        epilog=rest,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("folder", metavar="FOLDER", type=Path, help="with the submissions")
    made.add_argument("--page", default="", help="beginning of a page's name, 05 for example")
    made.add_argument("--csv", type=Path, metavar="FILE", help="write the marks as CSV")
    made.add_argument("--html", type=Path, metavar="FILE", help="write the page of the class")
    made.add_argument("--seed", type=int, default=None, help="of the private cases")
    made.add_argument(
        "--numbers", default="", metavar="SEED", help="of students' own numbers: 'spring $STUDENT'"
    )
    made.add_argument("--seconds", type=float, default=60, help="for a notebook (60)")
    made.add_argument("--memory", type=int, default=MEMORY // 2**20, help="MB for one (1024)")
    made.add_argument("--processes", type=int, help="notebooks at a time (one a processor)")
    made.add_argument("--all-right", action="store_true", help="code 1 where an answer is not")
    made.add_argument("--unconfined", action="store_true", help="also where nothing guards")
    return made


def settings_from(arguments: argparse.Namespace) -> Settings:
    """The Settings that the words ask for.

    Raises
    ------
    ValueError
        If a word is none that can be; the message says what was expected.
    """
    pages = dict.fromkeys(exercise.page for exercise in EXERCISES.values())
    if not any(page.startswith(arguments.page) for page in pages):
        raise ValueError(f"--page {arguments.page}: no page with exercises begins so. Known: "
                         f"{', '.join(pages)}.")  # fmt: skip
    for name, least in (("seconds", 1), ("memory", 256), ("processes", 1)):
        value = getattr(arguments, name)
        if value is not None and value < least:
            raise ValueError(f"--{name} {value}: expected at least {least}.")
    if arguments.seed is not None and arguments.seed < 0:
        raise ValueError(f"--seed {arguments.seed}: expected 0 or a larger whole number.")
    for name in ("csv", "html"):
        path = getattr(arguments, name)
        if path is not None and not path.absolute().parent.is_dir():
            raise ValueError(f"--{name} {path}: there is no folder {path.absolute().parent}.")
    given = {"processes": arguments.processes} if arguments.processes else {}
    seed = drawn_seed() if arguments.seed is None else arguments.seed
    memory = arguments.memory * 2**20
    return Settings(arguments.page, arguments.numbers, seed, arguments.seconds, memory, **given)


def drawn_seed() -> int:
    """A seed that nobody knows beforehand; it is printed, so that a run can be repeated."""
    import secrets

    return secrets.randbelow(1_000_000)


def main(words: list[str] | None = None) -> int:
    """Grade a folder, print the table, and return the code."""
    words_parser = parser()
    arguments = words_parser.parse_args(words)
    if sys.platform == "win32":
        words_parser.error("grading needs Linux or macOS (on Windows: WSL, or a container).")
    try:
        settings, handed_in = settings_from(arguments), submissions(arguments.folder)
    except (ValueError, OSError) as problem:
        words_parser.error(str(problem))
    missing = missing_layers()
    if missing:
        print(WARNING.format(missing=" and ".join(missing)), file=sys.stderr)
        if not arguments.unconfined:
            print("Nothing was graded. --unconfined grades all the same.", file=sys.stderr)
            return UNSAFE
    results = graded(handed_in, settings, told=lambda result: told(result, len(handed_in)))
    print(*table.rows(results), sep="\n")
    print(f"\nPrivate cases of seed {settings.seed} (--seed {settings.seed} repeats them).")
    for path, writer in ((arguments.csv, sheet), (arguments.html, board)):
        if path is not None:
            writer.write(results, path)
            print(f"Written: {path}")
    return code_of(results, arguments.all_right)


def missing_layers() -> list[str]:
    """What this system does not keep from a submission's process."""
    try:
        line = Line(10)
    except Stopped:
        return list(LAYERS)
    line.close()
    return [layer for layer in LAYERS if layer not in line.held]


def told(result: Result, total: int) -> None:
    """One line of progress, where somebody looks at it."""
    if sys.stderr.isatty():
        print(f"  {result.student[:60]:60} {result.seconds:5.1f} s", file=sys.stderr)


def code_of(results: list[Result], all_right: bool) -> int:
    """The command's code."""
    marks = [mark for result in results for mark in result.marks]
    if any(r.problem for r in results) or any(mark.verdict == STOPPED for mark in marks):
        return NOT_GRADED
    if all_right and any(mark.verdict != RIGHT for mark in marks):
        return NOT_RIGHT
    return GRADED
