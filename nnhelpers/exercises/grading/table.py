"""The table by student and exercise, as text for a terminal, and the counts behind it."""

from collections import Counter

from nnhelpers.exercises.diagnosis import BLANK, RIGHT, WRONG
from nnhelpers.exercises.grading.lesson import Result
from nnhelpers.exercises.grading.marking import REFUSED, STOPPED

MARKS = {RIGHT: "✓", BLANK: "·", WRONG: "✗", REFUSED: "⊘", STOPPED: "!"}
LEGEND = "✓ right, ✗ wrong, · not attempted, ⊘ refused, ! stopped"
WIDEST = 28  # characters of a student's name


def pages_of(results: list[Result]) -> dict[str, list[Result]]:
    """The results by page; those without a page under ""."""
    found: dict[str, list[Result]] = {}
    for result in sorted(results, key=lambda result: result.page or "~"):
        found.setdefault(result.page, []).append(result)
    return found


def rows(results: list[Result]) -> list[str]:
    """The lines of the table, page by page, and under it what was met."""
    lines: list[str] = []
    for page, those in pages_of(results).items():
        lines += _page_rows(page, those) if page else _problem_rows(those)
        lines.append("")
    return lines[:-1]


def _page_rows(page: str, results: list[Result]) -> list[str]:
    names = [mark.exercise for mark in results[0].marks]
    width = min(max(len(result.student) for result in results), WIDEST)
    lines = [f"{page}: {counted(results)}"]
    lines += [f"  {number:2} {name}" for number, name in enumerate(names, start=1)]
    heads = "".join(f"{number:3}" for number in range(1, len(names) + 1))
    lines += [f"({LEGEND})", f"{'':{width}} {heads}  right  seconds"]
    for result in results:
        marks = "".join(f"  {MARKS[mark.verdict]}" for mark in result.marks)
        right = sum(mark.verdict == RIGHT for mark in result.marks)
        student = result.student[:WIDEST]
        lines.append(f"{student:{width}} {marks}  {right:5}  {result.seconds:7.1f}")
        for number, mark in enumerate(result.marks, start=1):
            if mark.words and mark.verdict not in (RIGHT, BLANK):
                lines.append(f"{'':{width}}    {number}: {mark.words}")
    return lines


def _problem_rows(results: list[Result]) -> list[str]:
    lines = [f"Not graded: {counted(results)}"]
    return lines + [f"  {result.student}: {result.problem}" for result in results]


def counted(results: list[Result]) -> str:
    """1 submission, 2 submissions."""
    return f"{len(results)} submission{'s' if len(results) != 1 else ''}"


def misconceptions(results: list[Result]) -> dict[str, Counter]:
    """For each exercise, how often each misconception was met: what to teach next.

    Parameters
    ----------
    results : list of Result
        Of one page.
    """
    found: dict[str, Counter] = {}
    for result in results:
        for mark in result.marks:
            if mark.says:
                found.setdefault(mark.exercise, Counter())[mark.says] += 1
    return found


def verdicts(results: list[Result]) -> dict[str, Counter]:
    """For each exercise, how often each verdict was given."""
    found: dict[str, Counter] = {}
    for result in results:
        for mark in result.marks:
            found.setdefault(mark.exercise, Counter())[mark.verdict] += 1
    return found


def to_teach(results: list[Result], most: int = 5) -> list[tuple[int, str, str]]:
    """(how many, exercise, sentence) of the misconceptions that most of a page's class have."""
    counted = [
        (count, exercise, says)
        for exercise, sentences in misconceptions(results).items()
        for says, count in sentences.items()
    ]
    return sorted(counted, key=lambda entry: -entry[0])[:most]
