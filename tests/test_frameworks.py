"""Page 10 with the frameworks and without them.

`make test` has none: there each cell that waits for one says in words what is missing, and the page
runs to its end. `make test-frameworks` measures how far the costs of the others are from ours.
"""

import contextlib
import io
import os
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nnhelpers.frameworks import FRAMEWORKS, HOW, missing, needed, transform, waiting
from nnhelpers.pages import NOTEBOOKS

sys.path.append(str(NOTEBOOKS / "build"))

import execute

PAGE = NOTEBOOKS / "10_frameworks.ipynb"
# Taken away before the page begins, whatever is installed: import and find_spec see nothing.
TAKE_AWAY = f"import sys; sys.modules.update(dict.fromkeys({list(FRAMEWORKS)}))"
AGREEMENT = 1e-9

full = [
    pytest.mark.slow,
    pytest.mark.frameworks,
    pytest.mark.skipif(bool(missing(FRAMEWORKS)), reason="needs the frameworks of page 10"),
]


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def words(cell):
    return "".join(output.get("text", "") for output in cell.outputs)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """The page, executed where no framework can be imported."""
    folder = tmp_path_factory.mktemp("bare")
    (folder / "datasets").symlink_to(NOTEBOOKS.parent / "datasets")
    (folder / "notebooks").mkdir()
    notebook = nbformat.read(PAGE, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(TAKE_AWAY))
    copy = folder / "notebooks" / PAGE.name
    nbformat.write(notebook, copy)
    return execute.execute(copy)


def test_without_frameworks_each_cell_says_what_is_missing_and_how_to_get_it(bare):
    waiting_cells = [cell for cell in code_cells(bare) if needed(cell.source)]
    assert len(waiting_cells) >= 20
    for cell in waiting_cells:
        for name in needed(cell.source):
            assert FRAMEWORKS[name] in words(cell).partition("\n")[0], cell.source
        assert "not installed" in words(cell) and HOW in words(cell)


def test_without_frameworks_all_other_cells_say_what_they_always_say(bare):
    stored = code_cells(nbformat.read(PAGE, as_version=4))
    compared = 0
    for ours, theirs in zip(stored, code_cells(bare)[1:], strict=True):
        if not needed(ours.source):
            assert words(theirs) == words(ours), ours.source
            compared += bool(words(ours))
    assert compared >= 12


def test_stored_page_is_the_full_one():
    for cell in code_cells(nbformat.read(PAGE, as_version=4)):
        assert "not installed" not in words(cell), "store it with `make frameworks` done before"


def test_cells_that_use_a_framework_say_so():
    """No cell imports one without the line that lets it wait."""
    for cell in code_cells(nbformat.read(PAGE, as_version=4)):
        used = [name for name in FRAMEWORKS if f"import {name}" in cell.source]
        used += [name for name in FRAMEWORKS if f"from {name}" in cell.source]
        assert set(used) <= set(needed(cell.source)), cell.source


def test_a_cell_is_left_alone_unless_something_is_missing(monkeypatch):
    monkeypatch.setattr("nnhelpers.frameworks.find_spec", lambda name: name != "torch" or None)
    cell = ["# needs torch\n", "print(1)\n"]
    (line,) = transform(cell)
    assert line.startswith("print(") and "PyTorch" in line
    for same in (["# needs jax\n", "print(1)\n"], ["print(1)\n", "# needs torch\n"], ["x = 1\n"]):
        assert transform(same) == same


def test_sentence_names_what_is_missing_and_what_it_stands_on(monkeypatch):
    monkeypatch.setattr("nnhelpers.frameworks.find_spec", lambda name: None)
    assert waiting(["torch"]).startswith("Not run: PyTorch is not installed here.")
    assert waiting(["keras"]).startswith("Not run: JAX and Keras are not installed here.")
    assert waiting(["torch", "sklearn", "keras"]).startswith(
        "Not run: PyTorch, scikit-learn, JAX and Keras are not installed here."
    )
    monkeypatch.setattr("nnhelpers.frameworks.find_spec", lambda name: name)
    assert waiting(["keras", "torch"]) == ""


@pytest.mark.parametrize("names", [[], ["tensorflow"], ["torch", "pytorch"]])
def test_unknown_framework_is_refused_with_the_known_ones(names):
    with pytest.raises(ValueError, match="torch, jax, sklearn, keras were expected"):
        missing(names)


def test_page_is_not_stored_where_a_framework_is_missing(monkeypatch):
    monkeypatch.setattr("nnhelpers.frameworks.find_spec", lambda name: name == "jax" or None)
    assert execute.lacking(PAGE) == ["torch", "sklearn", "keras"]
    assert execute.lacking(NOTEBOOKS / "02_logistic_regression.ipynb") == []


# --- where they are installed: make test-frameworks -----------------------------------------------


@pytest.fixture(scope="module")
def gaps():
    """{(title, number of costs, first cost rounded): largest relative difference}, by the page."""
    found, names = {}, {}

    def compare(name, costs, reference=None):
        reference = names["ours"] if reference is None else reference
        gap = float(np.max(np.abs(np.array(costs) - reference) / reference))
        found[name.strip(), len(costs), round(float(reference[0]))] = gap

    folder = Path.cwd()
    os.chdir(NOTEBOOKS)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            for cell in code_cells(nbformat.read(PAGE, as_version=4)):
                exec(compile(cell.source, cell.id, "exec"), names)
                if cell.id == "compare":
                    names["compare"] = compare
    finally:
        os.chdir(folder)
    return found


FLOWER, CLOTHES = 1, 2  # first costs 0.74 and 2.3


class TestInFull:
    pytestmark = full

    @pytest.mark.parametrize("network", [FLOWER, CLOTHES], ids=["flower", "clothes"])
    @pytest.mark.parametrize(
        "title", ["PyTorch", "JAX", "scikit-learn", "Keras"], ids=lambda title: title
    )
    def test_costs_agree_over_100_iterations(self, gaps, title, network):
        as_on_the_flower = {
            "JAX": "JAX with x64",
            "scikit-learn": "scikit-learn, our start",
            "Keras": "Keras, those of JAX",
        }
        name = as_on_the_flower.get(title, title) if network == FLOWER else title
        gap = gaps[name, 100, network]
        print(f"{title}, first cost about {network}: {gap:.1e}")
        assert gap <= AGREEMENT

    def test_what_is_wrong_first_does_not_agree(self, gaps):
        """Seven digits where single precision is on the way, and none from another start."""
        for name in ("JAX as it comes", "Keras, its own tanh and loss"):
            assert 1e-9 < gaps[name, 100, FLOWER] < 1e-5
        assert gaps["scikit-learn, its own start", 100, FLOWER] > 0.01
        assert gaps["weight_decay 0.4, on biases 0", 100, FLOWER] > 0.01
        assert gaps["weight_decay 0.001, on biases 0", 100, FLOWER] <= AGREEMENT
        assert gaps["sum, rate / m", 100, FLOWER] <= AGREEMENT
