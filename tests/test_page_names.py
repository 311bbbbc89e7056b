"""What is a page of the course, and that nothing else in its folder is ever touched."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from nnhelpers.pages import NOTEBOOKS, ROOT, is_page, pages

sys.path.insert(0, str(NOTEBOOKS / "build"))

import execute
import solutions

PAGE = "02_small_page.ipynb"
# What people leave beside the pages: copies, JupyterLab's own names, a page of the old kind.
OTHERS = (
    "my_02_small_page.ipynb",
    "02_small_page-Copy1.ipynb",
    "02_small_page (1).ipynb",
    "Untitled.ipynb",
    "2_small_page.ipynb",
    "02.ipynb",
)


@pytest.fixture
def course(tmp_path):
    """A course of one page, with other notebooks beside it that fail when they are executed."""
    for name in ("nnhelpers", "notebooks/build"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("pyproject.toml", ".gitignore", "notebooks/conftest.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "nbval_sanitize.cfg", tmp_path / "tests")
    write(tmp_path / "notebooks" / PAGE, "print(1 + 1)")
    for name in OTHERS:
        write(tmp_path / "notebooks" / name, "raise RuntimeError('a learner at work')")
    return tmp_path


def write(path, *sources):
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)


def run(course, *command):
    """Run Python in the course, with its own copy of the package."""
    environment = dict(os.environ, PYTHONPATH=str(course))
    environment.pop("PYTEST_XDIST_WORKER", None)
    return subprocess.run(
        [sys.executable, *command], cwd=course, env=environment, capture_output=True, text=True
    )


def contents(course):
    return {path.name: path.read_bytes() for path in (course / "notebooks").glob("*.ipynb")}


@pytest.mark.slow
def test_execution_leaves_other_notebooks_alone(course):
    before = contents(course)
    done = run(course, "notebooks/build/execute.py")
    assert done.returncode == 0, done.stderr
    changed = {name for name, content in contents(course).items() if content != before[name]}
    assert changed == {PAGE}
    assert "my_02" not in done.stdout + done.stderr


@pytest.mark.slow
def test_solutions_leave_other_notebooks_alone(course):
    before = contents(course)
    done = run(course, "notebooks/build/solutions.py")
    assert done.returncode == 0, done.stderr
    assert contents(course) == before
    assert [path.name for path in (course / "solutions").iterdir()] == [PAGE]


@pytest.mark.slow
def test_validation_leaves_other_notebooks_alone(course):
    done = run(course, "-m", "pytest", "-n", "0", "--collect-only", "-q", "notebooks")
    assert f"/{PAGE}::" in done.stdout
    for name in OTHERS:
        assert f"/{name}::" not in done.stdout, f"{name} would be tested"


def test_names_of_pages():
    assert is_page(NOTEBOOKS / PAGE) and is_page(Path(os.path.relpath(NOTEBOOKS)) / PAGE)
    assert not any(is_page(NOTEBOOKS / name) for name in OTHERS)
    assert not is_page(NOTEBOOKS / "build" / PAGE) and not is_page(ROOT / "work" / PAGE)


def test_all_pages_come_in_order():
    found = pages()
    assert found == sorted(found) and found[0].name == "00_start_here.ipynb"
    assert pages(found[1:2]) == found[1:2]


@pytest.mark.parametrize("script", [execute, solutions], ids=["execute", "solutions"])
@pytest.mark.parametrize("name", [*OTHERS, f"build/{PAGE}", "07*.ipynb"])
def test_what_is_not_a_page_is_refused_by_name(monkeypatch, capsys, script, name):
    monkeypatch.setattr(sys, "argv", ["script", str(NOTEBOOKS / name)])
    with pytest.raises(SystemExit, match="2"):
        script.main()
    says = f"{name} is not a page: pages are called NN_words_in_lower_case.ipynb"
    assert says in capsys.readouterr().err


def test_a_page_that_does_not_exist_is_refused_by_name(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["script", str(NOTEBOOKS / "77_none.ipynb")])
    with pytest.raises(SystemExit, match="2"):
        execute.main()
    assert "there is no page" in capsys.readouterr().err


def test_without_a_clone_it_says_where_the_pages_are(monkeypatch, tmp_path):
    monkeypatch.setattr("nnhelpers.pages.NOTEBOOKS", tmp_path / "notebooks")
    with pytest.raises(FileNotFoundError, match="Work in a clone of the course"):
        pages()


@pytest.fixture
def repository(course):
    """The course as a git repository."""
    if not shutil.which("git"):
        pytest.skip("needs git")
    subprocess.run(["git", "init", "--quiet"], cwd=course, check=True)
    return course


def test_git_ignores_what_is_not_a_page(repository):
    shown = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard", "notebooks/*.ipynb"],
        cwd=repository, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert shown.stdout.split() == [f"notebooks/{PAGE}"]


def test_ruff_leaves_what_is_not_a_page_as_it_is(repository):
    """`make format` would otherwise rewrite it."""
    shown = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--show-files"],
        cwd=repository, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert [Path(line).name for line in shown.stdout.split("\n") if ".ipynb" in line] == [PAGE]
