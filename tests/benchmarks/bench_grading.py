"""Grades a class of 120 submissions of one page, right, wrong and hostile: the table, and times.

    python tests/benchmarks/bench_grading.py [--page 05] [--processes 2] [--keep FOLDER]

Says at the end which submissions did not get what they should have.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "exercises"))

import classroom

from nnhelpers.exercises.diagnosis import RIGHT
from nnhelpers.exercises.grading import board, sheet, table
from nnhelpers.exercises.grading.command import missing_layers
from nnhelpers.exercises.grading.lesson import Result, Settings, graded
from nnhelpers.exercises.grading.submissions import submissions


def surprises(results: list[Result], expected: dict) -> list[str]:
    """What is not as it should be, one line each."""
    found = []
    for result in results:
        exercise, words = expected[result.student]
        if not exercise and words:
            if words not in result.problem:
                found.append(f"{result.student}: {result.problem!r}, expected {words!r}")
            continue
        for mark in result.marks:
            wanted = words if mark.exercise == exercise else ""
            good = wanted in mark.words and (bool(wanted) != (mark.verdict == RIGHT))
            if mark.exercise == exercise and not words:
                good = mark.verdict != RIGHT
            if not good:
                found.append(f"{result.student}: {mark}, expected {wanted!r}")
        if result.problem:
            found.append(f"{result.student}: {result.problem}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", default="05")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="write marks.csv and class.html there")
    arguments = parser.parse_args()
    if missing_layers():
        sys.exit("Some of these submissions attack, and nothing on this system guards against it.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        expected = classroom.a_class(folder, arguments.page)
        began = time.perf_counter()
        settings = Settings(arguments.page, seed=1, processes=arguments.processes)
        results = graded(submissions(folder), settings, told=lambda result: None)
        taken = time.perf_counter() - began
    print(*table.rows(results), sep="\n")
    if arguments.keep:
        sheet.write(results, arguments.keep / "marks.csv")
        board.write(results, arguments.keep / "class.html")
    times = sorted(result.seconds for result in results)
    print(
        f"\n{len(results)} submissions in {taken:.0f} s with {arguments.processes} processes; one "
        f"takes {times[len(times) // 2]:.1f} s (median), {times[-1]:.1f} s at most"
    )
    found = surprises(results, expected)
    print(*found, f"{len(found)} surprises", sep="\n")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
