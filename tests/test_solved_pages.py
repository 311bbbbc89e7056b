"""Each page with its exercises solved: all is green, and a hub of 1 GB or less holds it."""

import sys
from pathlib import Path

import nbformat
import pytest

from nnhelpers.exercises import PAGES
from nnhelpers.frameworks import FRAMEWORKS, missing
from nnhelpers.pages import ROOT, pages

sys.path.append(str(ROOT / "notebooks" / "build"))

from execute import execute
from solutions import refuse_red, solve

STATUS = Path("/proc/self/status")
pytestmark = pytest.mark.slow

HELD = 350  # MB in the kernel after the last cell; an empty one with the course imported: 100
# MB at the worst moment. On the pages with images that is the making of a Span: beside the images
# (80 MB) NumPy's QR needs for a moment four arrays of their size.
EVER = 700
# Page 10 where they are installed: each framework takes its 100 to 200.
WITH_FRAMEWORKS = (1000, 1000)
# Elsewhere than on Linux the pages are solved all the same, and nothing is weighed.
ASK = "print('VmRSS: 0 VmHWM: 0')"
if STATUS.exists():
    ASK = f"print(*(line for line in open({str(STATUS)!r}) if line.startswith(('VmRSS', 'VmHWM'))))"

WITH_EXERCISES = {module.PAGE for module in PAGES}


def measured(notebook, folder):
    """Run a notebook in a kernel of its own: what it is then, MB that it holds and ever held."""
    notebook.cells.append(nbformat.v4.new_code_cell(ASK))
    (folder / "datasets").symlink_to(ROOT / "datasets")  # beside the pages, as in the course
    copy = folder / "notebooks" / "page.ipynb"
    copy.parent.mkdir()
    nbformat.write(notebook, copy)
    executed = execute(copy)
    said = executed.cells.pop().outputs[0].text.split()
    kilobytes = {
        key.strip(":"): int(number) for key, number in zip(said, said[1:]) if key[0] == "V"
    }
    return executed, round(kilobytes["VmRSS"] / 1024), round(kilobytes["VmHWM"] / 1024)


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.stem)
def test_a_solved_page_is_green_and_fits_into_a_small_hub(path, tmp_path):
    notebook = nbformat.read(path, as_version=4)
    solved = solve(notebook, path.name)
    assert solved >= 5 or path.stem not in WITH_EXERCISES
    executed, held, ever = measured(notebook, tmp_path)
    refuse_red(executed, path.name)
    full = path.stem == "10_frameworks" and not missing(FRAMEWORKS)
    most_held, most_ever = WITH_FRAMEWORKS if full else (HELD, EVER)
    assert held <= most_held and ever <= most_ever, (
        f"{path.name} holds {held} MB when it has run (at most {most_held} expected), and "
        f"{ever} MB at its worst moment (at most {most_ever}). Look for a second copy of the "
        f"images under a name of its own, and for a Span that could serve twice."
    )


@pytest.mark.skipif(not STATUS.exists(), reason=f"the memory is read from Linux's {STATUS}")
def test_what_is_held_and_what_was_held_are_told_apart(tmp_path):
    cells = ("import numpy as np", "kept = np.ones(25 * 2**20)", "np.ones(50 * 2**20).sum()")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    _, held, ever = measured(notebook, tmp_path)
    assert 200 < held < 350 and 600 < ever < 750, (held, ever)
