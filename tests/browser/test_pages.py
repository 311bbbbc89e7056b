"""Every page in the browser: it runs from top to bottom, and its explorers come alive."""

import pytest
from accessibility import grave

from nnhelpers.pages import pages

PAGES = [path.name for path in pages()]
# Run a second time: the first page, and those that write files.
TWICE = ("00_start_here.ipynb", "07_optimizers.ipynb", "11_tuning.ipynb")
WITHOUT_SUMMARY = ("00_start_here.ipynb", "12_glossary.ipynb")  # they claim nothing of their own

# Whether the heading or cell with this anchor is on the screen, in JavaScript.
IN_VIEW = """anchor => {
    const name = decodeURIComponent(anchor);
    const heading = [...document.querySelectorAll('[data-jupyter-id]')]
        .find(h => h.dataset.jupyterId === name || 'cell-id=' + h.dataset.jupyterId === name);
    const cell = document.querySelector(`[data-cell-id="${CSS.escape(name.slice(8))}"]`);
    const target = heading ?? cell;
    const top = target?.getBoundingClientRect().top;
    return top >= 0 && top < window.innerHeight;
}"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=PAGES)
def page(request, browser, server):
    """A page with its stored outputs, which the second test of it then runs."""
    page = browser.open(server, request.param)
    yield page
    page.close()


def test_links_of_the_summary_lead_to_their_sections(page):
    """Clicked in JupyterLab, each brings the heading that it names into view."""
    if page.name in WITHOUT_SUMMARY:
        pytest.skip("a page that claims nothing of its own")
    sources = ["".join(cell["source"]) for cell in page.cells()]
    for index in range(0, len(sources), 4):  # as a reader comes there: cells get their true heights
        page.scroll_to_cell(index)
    summary = next(i for i, text in enumerate(sources) if "## What you should take away" in text)
    followed = 0
    for index in (summary, summary + 1):
        page.scroll_to_cell(index)
        links = page.tab.locator(".jp-Notebook-cell").nth(index).locator("li a[href^='#']")
        for k in range(links.count()):
            page.scroll_to_cell(index)
            anchor = links.nth(k).get_attribute("href")[1:]
            links.nth(k).click()
            page.tab.wait_for_function(IN_VIEW, arg=anchor, timeout=10_000)
            followed += 1
    assert followed >= 3, f"{page.name}: only {followed} links in the summary"


def test_page_runs_its_explorers_appear_and_it_runs_again(page):
    page.run_all()
    assert page.errors() == []
    explorers = page.explorers()
    assert len(explorers) == len(page.widget_cells()), "a widget did not appear"
    for explorer in explorers:
        assert explorer.controls(), "an explorer without controls"
        assert explorer.readout().strip(), "an explorer that says nothing"
        assert explorer.pixels().std() > 1, "an explorer with an empty picture"
    assert grave(page) == []

    if page.name not in TWICE:
        return
    first = page.printed()
    page.restart()
    page.run_all()
    assert page.errors() == []
    assert page.printed() == first, "the second run finds something of the first"
