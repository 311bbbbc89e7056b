"""A wrong derivative in the package is noticed by every page that computes with it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nnhelpers.pages import pages

ROOT = Path(__file__).resolve().parents[1]
PAGES = [page for page in pages() if page.name != "00_start_here.ipynb"]
RIGHT = 'grads[f"db{l}"] = np.add.reduce('
WRONG = 'grads[f"db{l}"] = -np.add.reduce('


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory):
    """A folder with a copy of the package in which the bias gradients have the wrong sign."""
    folder = tmp_path_factory.mktemp("spoiled")
    shutil.copytree(ROOT / "nnhelpers", folder / "nnhelpers")
    shutil.copytree(ROOT / "datasets", folder / "datasets")
    formulas = folder / "nnhelpers" / "propagation.py"
    source = formulas.read_text(encoding="utf-8")
    assert source.count(RIGHT) == 1, f"propagation.py no longer has {RIGHT!r}: adapt this test"
    formulas.write_text(source.replace(RIGHT, WRONG), encoding="utf-8")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_page_fails_on_a_wrong_sign(page, spoiled):
    """Strict validation of the page stops at a cell whose numbers are no longer those stored."""
    environment = dict(os.environ, PYTHONPATH=str(spoiled))
    environment.pop("PYTEST_XDIST_WORKER", None)
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, str(page)], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1, f"{page.name} did not notice:\n{done.stdout[-2000:]}"
    assert "1 failed" in done.stdout
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed, f"not even the set-up cell ran:\n{done.stdout[-2000:]}"
