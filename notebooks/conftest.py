"""Pages under test: one BLAS thread, nobody's settings, and no other notebook beside them."""

import os
from pathlib import Path

from nnhelpers.frameworks import missing, needed
from nnhelpers.pages import is_page

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
for _name in [name for name in os.environ if name.startswith("NNHELPERS_")]:
    del os.environ[_name]  # an instructor's switches
os.environ["NNHELPERS_SETTINGS"] = os.devnull


def pytest_ignore_collect(collection_path):
    """Leave alone what is not a page: a learner's copies, whatever state they are in."""
    is_notebook = collection_path.suffix == ".ipynb"
    return True if is_notebook and not is_page(collection_path, Path(__file__).parent) else None


def pytest_collection_modifyitems(items):
    """Cells that wait for a framework which is not here say so, and are not compared.

    All others of their page are, and tests/test_frameworks.py reads what these say. The stored
    page is the full one; `make test-frameworks` compares all of it.
    """
    for item in items:
        names = needed(item.cell.source) if hasattr(item, "cell") else []
        if names and missing(names):
            item.options["check"] = False
