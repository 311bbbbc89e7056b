"""The page of the class as HTML: what was got wrong by many, exercise by exercise, and all marks.

One plain file without scripts, pictures or anything from elsewhere. Whatever comes from a
submission is escaped.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from nnhelpers.exercises import EXERCISES
from nnhelpers.exercises.diagnosis import BLANK, RIGHT, WRONG
from nnhelpers.exercises.grading.lesson import Result
from nnhelpers.exercises.grading.marking import REFUSED, STOPPED
from nnhelpers.exercises.grading.sheet import written
from nnhelpers.exercises.grading.table import (
    MARKS,
    misconceptions,
    pages_of,
    to_teach,
    verdicts,
)

WORDS = {
    RIGHT: "right",
    WRONG: "wrong",
    BLANK: "not attempted",
    REFUSED: "refused",
    STOPPED: "stopped",
}
STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 75rem; margin: 0 auto; padding: 1rem;
  color: #1a1a1a; background: #fff }
table { border-collapse: collapse; margin: 1rem 0 }
caption { text-align: left; font-weight: bold; padding: .3rem 0 }
th, td { border: 1px solid #767676; padding: .25rem .6rem; text-align: left; vertical-align: top }
td.number, th.number { text-align: right }
tr.many td { background: #fff3d6 }
.wide { overflow-x: auto }
@media (prefers-color-scheme: dark) {
  body { color: #eee; background: #161616 } tr.many td { background: #4a3a10 } }
""".strip()


def write(results: list[Result], path: Path) -> None:
    """Write the page."""
    written(path, lambda file: file.write(page(results)))


def page(results: list[Result]) -> str:
    """The page as HTML."""
    graded = sum(not result.problem for result in results)
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>The class: {graded} submissions</title>\n<style>\n{STYLE}\n</style>",
        "</head>\n<body>\n<main>",
        f"<h1>The class</h1>\n<p>{len(results)} submissions, {graded} of them graded.</p>",
    ]
    for name, those in pages_of(results).items():
        parts += _page_parts(name, those) if name else _problem_parts(those)
    return "\n".join([*parts, "</main>\n</body>\n</html>\n"])


def _page_parts(name: str, results: list[Result]) -> Iterator[str]:
    yield f"<h2>Page {escape(name)}</h2>"
    yield from _teaching(results)
    yield from _exercises(results)
    yield from _misconceptions(results)
    yield from _students(results)


def _teaching(results: list[Result]) -> Iterator[str]:
    """What is most worth a word in the next lesson."""
    found = to_teach(results)
    yield "<h3>What to teach next</h3>"
    if not found:
        yield "<p>No misconception was recognized.</p>"
        return
    yield "<ol>"
    for count, exercise, says in found:
        share, title = f"{count} of {len(results)}", escape(EXERCISES[exercise].title)
        yield f"<li><strong>{share}</strong>, {title}: {escape(says)}</li>"
    yield "</ol>"


def _exercises(results: list[Result]) -> Iterator[str]:
    """How each exercise went."""
    yield from _table_head(
        "How the exercises went", ["Exercise", *map(str.capitalize, WORDS.values())]
    )
    for exercise, counts in verdicts(results).items():
        cells = "".join(f'<td class="number">{counts[verdict]}</td>' for verdict in WORDS)
        yield f'<tr><th scope="row">{escape(exercise)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _misconceptions(results: list[Result]) -> Iterator[str]:
    """Every misconception that was met; those of a tenth of the class or more stand out."""
    yield from _table_head("Misconceptions", ["Exercise", "Students", "What was told to them"])
    for exercise, sentences in misconceptions(results).items():
        for says, count in sentences.most_common():
            kind = ' class="many"' if 10 * count >= len(results) else ""
            yield (
                f'<tr{kind}><th scope="row">{escape(exercise)}</th>'
                f'<td class="number">{count}</td><td>{escape(says)}</td></tr>'
            )
    yield "</tbody></table></div>"


def _students(results: list[Result]) -> Iterator[str]:
    """All marks; the word stands beside each sign, for who hears the page."""
    names = [mark.exercise for mark in results[0].marks]
    yield from _table_head("All marks", ["Student", *names, "Right"])
    for result in results:
        cells = "".join(
            f'<td title="{escape(mark.words, quote=True)}">'
            f'<span aria-hidden="true">{MARKS[mark.verdict]}</span> {WORDS[mark.verdict]}</td>'
            for mark in result.marks
        )
        right = sum(mark.verdict == RIGHT for mark in result.marks)
        student = f'<th scope="row">{escape(result.student)}</th>'
        yield f'<tr>{student}{cells}<td class="number">{right}</td></tr>'
    yield "</tbody></table></div>"


def _table_head(caption: str, names: list[str]) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    label = escape(caption, quote=True)
    yield f'<div class="wide" role="region" aria-label="{label}" tabindex="0"><table>'
    yield f"<caption>{escape(caption)}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>"


def _problem_parts(results: list[Result]) -> Iterator[str]:
    yield f"<h2>Not graded: {len(results)}</h2>\n<ul>"
    for result in results:
        yield f"<li>{escape(result.student)}: {escape(result.problem)}</li>"
    yield "</ul>"
