"""Every page in the browser: it runs from top to bottom, and its explorers come alive."""

from pathlib import Path

import pytest

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
PAGES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", PAGES)
def test_page_runs_and_its_explorers_appear(open_page, name):
    page = open_page(name)
    page.run_all()
    assert page.errors() == []
    explorers = page.explorers()
    assert len(explorers) == len(page.widget_cells()), "a widget did not appear"
    for explorer in explorers:
        explorer.show()
        assert explorer.controls(), "an explorer without controls"
        assert explorer.readout().strip(), "an explorer that says nothing"
        pixels = explorer.pixels()
        assert pixels.std() > 1, "an explorer with an empty picture"


@pytest.mark.parametrize("name", PAGES)
def test_page_runs_again_after_a_restart(open_page, name):
    """The second run finds nothing of the first: same outputs in words."""
    page = open_page(name)
    page.run_all()
    first = page.printed()
    page.restart()
    page.run_all()
    assert page.errors() == []
    assert page.printed() == first
