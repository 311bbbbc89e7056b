"""The playground: one screen on which a small network, its data and its training are in reach.

`data` has the points, `settings` all that there is to choose, `sharing` both as a short text;
`session` is a run, `diagnosis` says what is wrong with it, `code` writes it down. None of them
knows of widgets.
"""

from nnhelpers.explorers.playground.code import numpy_code, package_code
from nnhelpers.explorers.playground.data import DATA, FEATURES, examples, features, make_examples
from nnhelpers.explorers.playground.diagnosis import Diagnosis, diagnose
from nnhelpers.explorers.playground.session import Session
from nnhelpers.explorers.playground.settings import Edit, Point, Settings
from nnhelpers.explorers.playground.sharing import from_text, to_text

__all__ = [
    "DATA",
    "FEATURES",
    "Diagnosis",
    "Edit",
    "Point",
    "Session",
    "Settings",
    "diagnose",
    "examples",
    "features",
    "from_text",
    "make_examples",
    "numpy_code",
    "package_code",
    "to_text",
]
