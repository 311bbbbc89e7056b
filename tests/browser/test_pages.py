"""Every page in the browser: it runs from top to bottom, and its explorers come alive."""

from pathlib import Path

import pytest

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
PAGES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", PAGES)
def test_page_runs_its_explorers_appear_and_it_runs_again(open_page, name):
    page = open_page(name)
    page.run_all()
    assert page.errors() == []
    explorers = page.explorers()
    assert len(explorers) == len(page.widget_cells()), "a widget did not appear"
    for explorer in explorers:
        assert explorer.controls(), "an explorer without controls"
        assert explorer.readout().strip(), "an explorer that says nothing"
        assert explorer.pixels().std() > 1, "an explorer with an empty picture"

    first = page.printed()
    page.restart()
    page.run_all()
    assert page.errors() == []
    assert page.printed() == first, "the second run finds something of the first"
