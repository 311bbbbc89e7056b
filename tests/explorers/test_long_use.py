"""Long use leaves nothing behind: a small part of what `long_use.py` does by the thousand."""

import nbformat
import pytest
from long_use import Left, use
from nbclient import NotebookClient

RUNS = 4  # of one cell
SOME = (
    "ActivationExplorer", "DrawingExplorer", "ImageClassifier", "Playground", "SlopeExplorer",
    "WidthExplorer",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", SOME)
def test_moved_and_moved_again_an_explorer_leaves_nothing_and_shows_what_a_fresh_one_does(name):
    left = use(name, 60)
    assert left.nothing, left


def test_what_is_left_is_told_from_nothing():
    assert Left(0, 0, 0, 0, growth=12.5).nothing
    assert not any(Left(*row, growth=0.0).nothing for row in ((1, 0, 0, 0), (0, 0, 1, 0)))


@pytest.mark.slow
def test_a_cell_that_runs_again_and_again_keeps_one_figure_alive():
    """Its results stay in Out[], in a real kernel."""
    cells = [
        "import gc\nfrom matplotlib.figure import Figure\n"
        "from nnhelpers.explorers import ActivationExplorer, Playground, WidthExplorer"
    ]
    names = ("WidthExplorer", "ActivationExplorer", "Playground")
    cells += [f"{name}()" for name in names for _ in range(RUNS)]
    cells += ["gc.collect()\nprint(len(Out), sum(isinstance(t, Figure) for t in gc.get_objects()))"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    results, figures = map(int, notebook.cells[-1].outputs[0].text.split())
    assert results >= RUNS * len(names)
    assert figures == len(names)
