"""Which explorer belongs to which cell: running a cell again closes what it has made before.

Otherwise old explorers would live on, for `Out[]` keeps every result of a notebook.
"""

from __future__ import annotations

import gc
from typing import NamedTuple

from IPython.core.getipython import get_ipython


class Entry(NamedTuple):
    """An open explorer, the cell that has made it, and that cell's run."""

    cell: object
    run: object
    explorer: object


_entries: list[Entry] = []


def make_room(explorer) -> None:
    """Close what an earlier run of the same cell has made, before `explorer` is built.

    Without a notebook cell (a terminal), an explorer replaces the one of its class and name.
    """
    cell, run = _place_of(explorer)
    replaced = [entry for entry in _entries if entry.cell == cell and entry.run != run]
    for entry in replaced:
        entry.explorer.close()
    if replaced:
        gc.collect()  # figures are full of cycles: megabytes that Python is in no hurry to free


def register(explorer) -> None:
    """Remember `explorer`; without IPython nothing is run again, and nothing is remembered."""
    if get_ipython() is not None:
        _entries.append(Entry(*_place_of(explorer), explorer))


def _place_of(explorer) -> tuple[object, object]:
    """The cell that runs and the run of it, or what stands for them."""
    cell, run = current_cell()
    return ((type(explorer), explorer.name), object()) if cell is None else (cell, run)


def forget(explorer) -> None:
    """Keep `explorer` no longer alive: it is closed."""
    _entries[:] = [entry for entry in _entries if entry.explorer is not explorer]


def open_explorers() -> list:
    """All explorers that cells have made and that are not closed, in that order."""
    return [entry.explorer for entry in _entries]


def current_cell() -> tuple[str | None, str | None]:
    """Return the id of the cell that runs, and the id of this run of it."""
    parent = getattr(get_ipython(), "parent_header", None) or {}
    cell = parent.get("metadata", {}).get("cellId")
    return cell, parent.get("header", {}).get("msg_id")
