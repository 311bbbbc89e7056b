"""What every test run shares: a clean Jupyter, and who runs what beside whom."""

import atexit
import os
import shutil
import tempfile

import pytest
from xdist.scheduler import LoadScopeScheduling

# The user's own Jupyter and IPython settings must not change what a page prints. Kernels and
# pytest-xdist's workers inherit these.
if "PYTEST_XDIST_WORKER" not in os.environ:
    _settings = tempfile.mkdtemp(prefix="nnhelpers-test-")
    atexit.register(shutil.rmtree, _settings, ignore_errors=True)
    for _name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        os.environ[_name] = os.path.join(_settings, _name.lower())
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    # Nor may an instructor's switches, or what somebody has solved.
    for _name in [name for name in os.environ if name.startswith("NNHELPERS_")]:
        del os.environ[_name]
    os.environ.update(NNHELPERS_PROGRESS="off", NNHELPERS_SETTINGS=os.devnull)
    # Two workers on two cores: more threads would only get in each other's way.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class TwoBrowsers(LoadScopeScheduling):
    """A file's tests stay together (a notebook is one kernel), and so do the browser's.

    Of these there are two parts that take equally long, one for each worker: the pages, and all
    that looks at single explorers.
    """

    def _split_scope(self, nodeid):
        pages = nodeid.startswith("tests/browser/test_pages.py")
        browser = nodeid.startswith("tests/browser/") and not pages
        return "browser" if browser else super()._split_scope(nodeid)


@pytest.hookimpl(trylast=True)
def pytest_xdist_make_scheduler(config, log):
    if config.getvalue("dist") == "loadscope":
        return TwoBrowsers(config, log)


def pytest_collection_modifyitems(items):
    """What takes long begins first: the browser, then the pages; both workers end together."""
    folders = ("tests/browser/", "notebooks/")
    items.sort(key=lambda item: [not item.nodeid.startswith(folder) for folder in folders])
