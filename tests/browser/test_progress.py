"""Progress where a learner meets it: two pages open at once, and a kernel that is restarted."""

import nbformat
import pytest
from harness import Server

from nnhelpers.exercises.record import FILE, UNDER_TEST, Entry, read
from nnhelpers.work import VERSIONS

pytestmark = pytest.mark.slow

BEGIN = "from nnhelpers.exercises import check, progress"
RIGHT = 'check("spot_he_deviation", 1)'
WRONG = 'check("logistic_size", {"n_x": 1, "parameters": 2})'


def page(path, *sources):
    cells = [nbformat.v4.new_code_cell(source) for source in (BEGIN, *sources)]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, path)
    return path


def test_two_pages_at_once_and_a_restart(browser, tmp_path, monkeypatch):
    for name in (*UNDER_TEST, "NNHELPERS_PROGRESS"):
        monkeypatch.delenv(name, raising=False)  # as a learner starts it
    first = page(tmp_path / "first.ipynb", RIGHT, 'progress("06")')
    second = page(tmp_path / "second.ipynb", WRONG, "progress()")
    with Server([first, second]) as server:
        (server.pages / VERSIONS).write_text("{}", encoding="utf-8")
        one, other = (browser.open(server, path.name) for path in (first, second))
        one.run_all()
        other.run_all()
        assert one.errors() == other.errors() == []
        _, checked, shown = (cell["outputs"] for cell in one.cells())
        assert [output["output_type"] for output in checked] == ["stream"], "shown once"
        assert "1 of 8 right" in "".join(shown[0]["text"])
        assert "06_initialization           ██" in "".join(other.printed())

        one.restart()
        one.run_all()
        assert "1 answer, 0 hints" in "".join(one.printed()), "solved stays solved, counted once"
        expected = {"spot_he_deviation": Entry("right", 1), "logistic_size": Entry("wrong", 1)}
        assert read(server.pages / FILE) == expected
        for tab in (one, other):
            tab.close()
