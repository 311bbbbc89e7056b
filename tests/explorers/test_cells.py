"""One explorer for each cell: running it again closes what it has made before."""

import gc
import weakref

import pytest
from samples import Neuron

from nnhelpers.explorers import cells


class Cell:
    """Stands for IPython while a notebook cell runs."""

    def __init__(self, cell, run):
        metadata = {"cellId": cell} if cell else {}
        self.parent_header = {"metadata": metadata, "header": {"msg_id": run}}


@pytest.fixture
def run_cell(monkeypatch):
    def run(cell, run_id, *names):
        monkeypatch.setattr(cells, "get_ipython", lambda: Cell(cell, run_id))
        return [Neuron(name=name) for name in names]

    yield run
    for explorer in cells.open_explorers():
        explorer.close()


def test_running_the_cell_again_closes_its_old_explorers_only(run_cell):
    first, second = run_cell("cell-1", "run-1", None, None)
    (other,) = run_cell("cell-2", "run-2", None)
    assert not first._closed and not second._closed
    (again,) = run_cell("cell-1", "run-3", None)
    assert first._closed and second._closed
    assert not other._closed and not again._closed


def test_without_a_cell_an_explorer_replaces_its_namesake(run_cell):
    (first,) = run_cell(None, "run-1", "a")
    (other,) = run_cell(None, "run-2", "b")
    (again,) = run_cell(None, "run-3", "a")
    assert first._closed
    assert not other._closed and not again._closed


def test_open_explorers_are_those_not_closed(run_cell):
    first, second = run_cell("cell-1", "run-1", None, None)
    (other,) = run_cell("cell-2", "run-2", None)
    assert cells.open_explorers() == [first, second, other]
    first.close()
    assert cells.open_explorers() == [second, other]


def test_a_closed_explorer_is_not_kept_alive(run_cell):
    (explorer,) = run_cell("cell-1", "run-1", None)
    explorer.close()
    gone = weakref.ref(explorer)
    del explorer
    gc.collect()
    assert gone() is None


def test_without_ipython_nothing_is_kept():
    explorer = Neuron()
    assert cells.open_explorers() == []
    explorer.close()
