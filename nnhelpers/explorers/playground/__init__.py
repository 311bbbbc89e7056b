"""The playground: one screen on which a small network, its data and its training are in reach.

`data` has the points, `settings` all that there is to choose, `sharing` both as a short text;
`session` is a run, `diagnosis` says what is wrong with it, `code` writes it down. None of them
knows of widgets.
"""

from nnhelpers.explorers.playground.data import DATA, FEATURES, examples, features
from nnhelpers.explorers.playground.session import Session
from nnhelpers.explorers.playground.settings import Edit, Point, Settings

__all__ = [
    "DATA",
    "FEATURES",
    "Edit",
    "Point",
    "Session",
    "Settings",
    "examples",
    "features",
]
