"""The pages as they are stored: executed, clean, linked, and saying what their pictures show.

Strict validation (nbval) compares what a page prints with what it printed; a page without stored
outputs would pass it whatever it said. This file sees to it that there is something to compare.
"""

import re
from pathlib import Path

import nbformat
import pytest

from nnhelpers.exercises import EXERCISES
from nnhelpers.pages import pages

ROOT = Path(__file__).resolve().parents[1]
WIDGET = "application/vnd.jupyter.widget-view+json"
START = "00_start_here.ipynb"
GLOSSARY = "12_glossary.ipynb"
TAKE_AWAY = "What you should take away"
LONGEST_CELL = 20
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^(#{1,6}) +(.+?) *$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
ABSOLUTE_PATH = re.compile(r"(?:/home/|/Users/|/root/|/tmp/|/work/|/usr/|[A-Z]:\\\\)\S*")
TIMING = re.compile(r"\b\d+(?:\.\d+)? ?(?:ns|µs|us|ms|s|sec|seconds?|minutes?|it/s)\b")

each_page = pytest.mark.parametrize("path", pages(), ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    return [c for c in notebook.cells if c.cell_type == "code" and c.source.strip()]


def texts(output):
    """What an output says in words, as a list of strings."""
    if output.output_type == "stream":
        return [output.text]
    return [text for kind, text in output.get("data", {}).items() if kind.startswith("text/")]


def headings(cell):
    """(level, text) of a markdown cell's headings; lines of code blocks are none."""
    if cell.cell_type != "markdown":
        return []
    found = HEADING.findall(FENCE.sub("", cell.source))
    return [(len(marks), text) for marks, text in found]


def links(cell):
    """Link targets in a markdown cell."""
    return LINK.findall(FENCE.sub("", cell.source)) if cell.cell_type == "markdown" else []


def anchor(heading):
    """The link target that JupyterLab and exported pages give a heading."""
    return heading.replace("`", "").replace("*", "").replace(" ", "-")


def sections(notebook):
    """Map of every link target on the page (heading or cell id) to the cells under it."""
    found, above = (
        {},
        [],
    )  # above: (level, cells) of the headings that the current cell stands under
    for cell in notebook.cells:
        for level, title in headings(cell):
            above = [(other, cells) for other, cells in above if other < level]
            above.append((level, found.setdefault("#" + anchor(title), [])))
        found["#cell-id=" + cell.id] = [cell]
        for _, cells in above:
            cells.append(cell)
    return found


def take_away(notebook):
    """The cells of the summary, or [] where a page has none."""
    return sections(notebook).get("#" + anchor(TAKE_AWAY), [])


def test_pages_are_in_order():
    """The first is where `make lab` opens; the others follow by number; 07 and 11 are shared."""
    names = [path.name for path in pages()]
    assert names[0] == START
    numbers = [name[:2] for name in names[1:]]
    assert numbers == sorted(numbers)
    shared = {number for number in numbers if numbers.count(number) > 1}
    assert shared <= {"07", "11"}, f"pages share a number: {names}"


@each_page
@pytest.mark.parametrize("map_", ["README.md", "notebooks/00_start_here.ipynb"])
def test_is_on_the_map(path, map_):
    """A page that is listed nowhere is found by nobody; the start page lists all but itself."""
    if path.name not in map_:
        row = rf"\| \[[^]]+\]\((?:notebooks/)?{path.name}\)"
        listed = re.search(row, (ROOT / map_).read_text(encoding="utf-8"))
        assert listed, f"the table in {map_} has no row for {path.name}"


TIME = re.compile(r"^\*\*Time\.\*\* About (an hour|two hours|(\d+) minutes)", re.MULTILINE)


@pytest.mark.parametrize("path", pages()[1:], ids=lambda path: path.stem)
def test_map_tells_time_and_exercises_of_a_page(path):
    """As the page itself says at its top, and as many exercises as it has."""
    said = TIME.search(read(path).cells[0].source)
    assert said, f"{path.name}: the first cell says how long it takes, '**Time.** About …'"
    minutes = int(said[2] or {"an hour": 60, "two hours": 120}[said[1]])
    count = sum(exercise.page == path.stem for exercise in EXERCISES.values())
    start = "\n".join(cell.source for cell in read(path.parent / START).cells)
    row = re.search(rf"^\| \[[^]]+\]\({path.name}\).*$", start, re.MULTILINE)
    assert row and row[0].endswith(f"| {minutes} min | {count} |"), (
        f"the map in {START} should end its row of {path.name} with {minutes} min | {count} |"
    )


@each_page
def test_was_executed_from_top_to_bottom(path):
    counts = [cell.execution_count for cell in code_cells(read(path))]
    assert counts == list(range(1, len(counts) + 1)), f"{path.name}: run `make notebooks`"
    assert counts, f"{path.name} has no code cell"


@each_page
def test_has_its_outputs(path):
    """At least half of the cells show something; a page stripped of its outputs does not."""
    cells = code_cells(read(path))
    speaking = [cell for cell in cells if any(texts(output) for output in cell.outputs)]
    assert len(speaking) >= len(cells) / 2, f"{path.name}: {len(speaking)} of {len(cells)} speak"


@each_page
def test_cells_that_print_have_output(path):
    for number, cell in enumerate(read(path).cells, 1):
        if cell.cell_type == "code" and re.search(r"^print\(", cell.source, re.MULTILINE):
            assert cell.outputs, f"{path.name}, cell {number} prints, but no output is stored"


@each_page
def test_no_errors_and_no_warnings(path):
    for number, cell in enumerate(read(path).cells, 1):
        for output in cell.get("outputs", []):
            assert output.output_type != "error", f"{path.name}, cell {number}: {output.evalue}"
            assert output.get("name") != "stderr", f"{path.name}, cell {number}: {output.text}"


@each_page
def test_no_widget_state(path):
    """A stored widget is dead and hides the picture stored beside it."""
    notebook = read(path)
    assert "widgets" not in notebook.metadata, f"{path.name}: run `make notebooks`"
    for number, cell in enumerate(notebook.cells, 1):
        for output in cell.get("outputs", []):
            stored = WIDGET in output.get("data", {})
            assert not stored, f"{path.name}, cell {number} stores a widget: run `make notebooks`"


@each_page
def test_names_its_kernel(path):
    """Without it JupyterLab asks the learner to choose one."""
    kernel = read(path).metadata.get("kernelspec", {}).get("name")
    assert kernel == "python3", f"{path.name} names {kernel}: run `make notebooks`"


@each_page
def test_no_paths_and_no_times(path):
    """What differs from machine to machine cannot be compared."""
    for number, cell in enumerate(read(path).cells, 1):
        for text in (text for output in cell.get("outputs", []) for text in texts(output)):
            for pattern in (ABSOLUTE_PATH, TIMING):
                found = pattern.search(text)
                assert not found, (
                    f"{path.name}, cell {number} stores {found.group()!r}, which looks like a path "
                    f"or a time: it would differ on another machine"
                )


@each_page
def test_code_cells_are_short(path):
    for number, cell in enumerate(read(path).cells, 1):
        if cell.cell_type == "code":
            lines = cell.source.count("\n") + 1
            assert lines <= LONGEST_CELL, f"{path.name}, cell {number} has {lines} lines"


@each_page
def test_pictures_are_put_in_words(path):
    """A cell that shows a picture also prints a sentence with a number in it."""
    for number, cell in enumerate(read(path).cells, 1):
        outputs = cell.get("outputs", [])
        if any("image/png" in output.get("data", {}) for output in outputs):
            words = " ".join(text for output in outputs for text in texts(output))
            words = re.sub(r"<Figure size \S+ with \d+ Axes>", "", words)
            assert re.search(r"\d", words), f"{path.name}, cell {number} shows and says nothing"
        assert not any("image/svg+xml" in output.get("data", {}) for output in outputs)


@each_page
def test_links_lead_somewhere(path):
    """Links to files are files of the repository, links within the page targets of the page."""
    notebook = read(path)
    targets = sections(notebook)
    for number, cell in enumerate(notebook.cells, 1):
        for link in links(cell):
            if link.startswith("#"):
                assert link in targets, f"{path.name}, cell {number}: no target {link}"
            elif not re.match(r"[a-z]+:", link):
                file = path.parent / link.partition("#")[0]
                assert file.exists(), f"{path.name}, cell {number}: no file {link}"
                assert ROOT in file.resolve().parents, f"{link} leads out of the course"


@each_page
def test_linked_headings_are_unique(path):
    """Of two headings with one text a link would always find the first."""
    notebook = read(path)
    anchors = ["#" + anchor(title) for cell in notebook.cells for _, title in headings(cell)]
    for link in (link for cell in notebook.cells for link in links(cell) if link in anchors):
        assert anchors.count(link) == 1, f"{path.name}: two headings answer to {link}"


@each_page
def test_every_claim_links_what_has_shown_it(path):
    """Each point of the summary links a section above whose cells have output.

    The start page claims nothing, and the glossary is one to look things up in: each of its rows
    links the page that shows it, and tests/test_glossary.py follows those links.
    """
    notebook = read(path)
    summary = take_away(notebook)
    if path.name in (START, GLOSSARY):
        assert not summary, f"{path.name} has a summary: test it like any other"
        return
    assert summary, f"{path.name} has no section called {TAKE_AWAY!r}"
    text = "\n".join(cell.source for cell in summary if cell.cell_type == "markdown")
    claims = re.findall(r"^(?:[-*]|\d\.) .*(?:\n(?![-*#]|\d\.|\n).*)*", text, re.MULTILINE)
    assert len(claims) >= 3, f"{path.name}: {len(claims)} claims"
    position = {id(cell): i for i, cell in enumerate(notebook.cells)}
    targets = sections(notebook)
    for claim in claims:
        evidence = [link for link in LINK.findall(claim) if link.startswith("#")]
        assert evidence, f"{path.name}: this claim links no cell: {claim!r}"
        for link in evidence:
            shown = targets.get(link, [])
            assert shown, f"{path.name}: {link} leads nowhere"
            above = position[id(shown[0])] < position[id(summary[0])]
            assert above, f"{path.name}: {link} is not above the summary"
            speaks = any(texts(o) for cell in shown for o in cell.get("outputs", []))
            assert speaks, f"{path.name}: nothing under {link} has an output"
