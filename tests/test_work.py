"""`python -m nnhelpers.work`: copies for the learner, and nothing that was written gets lost."""

import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from nnhelpers import work
from nnhelpers.pages import NOTEBOOKS, ROOT, pages

LINK = re.compile(r"""(?:\]\(|(?:src|href)=["'])([^)\s"']+)""")
NAME = "02_small_page.ipynb"
KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
SOURCES = ("# A *page*", "1 + 1", "def mine():\n    return ...")


def page(folder, name=NAME, sources=SOURCES):
    """Store a page with outputs, as it is in the course."""
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": KERNEL})
    notebook.cells = [nbformat.v4.new_markdown_cell(sources[0])]
    for number, source in enumerate(sources[1:], 1):
        cell = nbformat.v4.new_code_cell(source, execution_count=number)
        cell.outputs = [nbformat.v4.new_output("stream", text="the answer\n")]
        notebook.cells.append(cell)
    nbformat.write(notebook, folder / name)


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Two pages in a folder of their own, and the folder where the learner works."""
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    page(notebooks)
    page(notebooks, "03_other.ipynb", sources=("# Other", "2 + 2"))
    monkeypatch.setattr("nnhelpers.pages.NOTEBOOKS", notebooks)
    monkeypatch.setattr(work, "WORK", tmp_path / "work")
    return notebooks, work.WORK


def sources(path):
    return tuple(cell.source for cell in nbformat.read(path, as_version=4).cells)


def edit(path, source="mine = 42", number=2):
    """What a learner does: write into a cell, and let JupyterLab save."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[number].source = source
    nbformat.write(notebook, path)


def names(folder):
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_copies_have_no_outputs_and_are_said(course):
    _, folder = course
    said = work.update(folder)
    assert said == ["2 pages copied from notebooks/ without outputs, yours to write in"]
    assert names(folder) == [NAME, "03_other.ipynb"]
    copy = nbformat.read(folder / NAME, as_version=4)
    nbformat.validate(copy)
    assert sources(folder / NAME) == SOURCES
    assert copy.metadata.kernelspec.name == "python3"
    for cell in copy.cells[1:]:
        assert cell.outputs == [] and cell.execution_count is None


def test_the_stored_pages_are_only_read(course):
    notebooks, folder = course
    before = (notebooks / NAME).read_bytes()
    work.update(folder)
    assert (notebooks / NAME).read_bytes() == before


def test_second_start_does_nothing_and_says_so(course):
    _, folder = course
    work.update(folder)
    edit(folder / NAME)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    assert work.update(folder) == ["nothing new in the pages"]
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before}


def test_changed_page_is_offered_beside_what_a_learner_wrote(course):
    notebooks, folder = course
    work.update(folder)
    edit(folder / NAME)
    mine = (folder / NAME).read_bytes()
    page(notebooks, sources=("# A better page", "1 + 1"))
    assert work.update(folder) == [
        "02_small_page.ipynb stays as you left it; "
        "the page's new version is 02_small_page.new.ipynb"
    ]
    assert (folder / NAME).read_bytes() == mine
    assert sources(folder / "02_small_page.new.ipynb") == ("# A better page", "1 + 1")
    assert names(folder) == [NAME, "02_small_page.new.ipynb", "03_other.ipynb"]


def test_a_run_counts_as_the_learners_work(course):
    """Outputs may be all that is left of an experiment."""
    notebooks, folder = course
    work.update(folder)
    copy = nbformat.read(folder / NAME, as_version=4)
    copy.cells[1].outputs = [nbformat.v4.new_output("stream", text="mine\n")]
    nbformat.write(copy, folder / NAME)
    page(notebooks, sources=("# A better page", "1 + 1"))
    work.update(folder)
    assert nbformat.read(folder / NAME, as_version=4) == copy
    assert (folder / "02_small_page.new.ipynb").exists()


def test_untouched_copy_is_brought_up_to_date(course):
    """Also when JupyterLab has opened it and added its notes."""
    notebooks, folder = course
    work.update(folder)
    opened = json.loads((folder / NAME).read_text(encoding="utf-8"))
    opened["metadata"]["language_info"] = {"name": "python", "version": "3.13.0"}
    opened["cells"][1]["source"] = "".join(opened["cells"][1]["source"])
    (folder / NAME).write_text(json.dumps(opened), encoding="utf-8")
    page(notebooks, sources=("# A better page", "1 + 1"))
    assert work.update(folder) == ["1 page that you have not begun brought up to date"]
    assert sources(folder / NAME) == ("# A better page", "1 + 1")
    assert names(folder) == [NAME, "03_other.ipynb"]


def test_only_outputs_of_the_stored_page_changed_is_no_news(course):
    notebooks, folder = course
    work.update(folder)
    edit(folder / NAME)
    stored = nbformat.read(notebooks / NAME, as_version=4)
    stored.cells[1].outputs[0].text = "another answer\n"
    nbformat.write(stored, notebooks / NAME)
    assert work.update(folder) == ["nothing new in the pages"]


def test_each_version_is_offered_once(course):
    """An offer that the learner has deleted does not come back; the next version does."""
    notebooks, folder = course
    offer = folder / "02_small_page.new.ipynb"
    work.update(folder)
    edit(folder / NAME)
    page(notebooks, sources=("# Second", "1 + 1"))
    work.update(folder)
    offer.unlink()
    assert work.update(folder) == ["nothing new in the pages"]
    page(notebooks, sources=("# Third", "1 + 1"))
    work.update(folder)
    assert sources(offer) == ("# Third", "1 + 1")


def test_an_offer_is_replaced_unless_it_was_written_in(course):
    notebooks, folder = course
    work.update(folder)
    edit(folder / NAME)
    for title in ("# Second", "# Third"):
        page(notebooks, sources=(title, "1 + 1"))
        work.update(folder)
    assert sources(folder / "02_small_page.new.ipynb")[0] == "# Third"
    edit(folder / "02_small_page.new.ipynb", "mine too", number=1)
    page(notebooks, sources=("# Fourth", "1 + 1"))
    said = work.update(folder)
    assert said[0].endswith("new version is 02_small_page.new2.ipynb")
    assert sources(folder / "02_small_page.new.ipynb") == ("# Third", "mine too")
    assert sources(folder / "02_small_page.new2.ipynb") == ("# Fourth", "1 + 1")


def test_going_on_with_the_new_version_under_the_old_name(course):
    notebooks, folder = course
    work.update(folder)
    edit(folder / NAME)
    page(notebooks, sources=("# Second", "1 + 1"))
    work.update(folder)
    (folder / "02_small_page.new.ipynb").replace(folder / NAME)
    assert work.update(folder) == ["nothing new in the pages"]
    page(notebooks, sources=("# Third", "1 + 1"))
    assert work.update(folder) == ["1 page that you have not begun brought up to date"]


def test_renamed_copy_gives_a_pristine_page(course):
    _, folder = course
    work.update(folder)
    edit(folder / NAME)
    (folder / NAME).rename(folder / "my_02.ipynb")
    assert work.update(folder)[0].startswith("1 page copied")
    assert sources(folder / NAME) == SOURCES
    assert sources(folder / "my_02.ipynb")[2] == "mine = 42"


@pytest.mark.parametrize("state", ["", "{", "[]", '"x"', '{"02_small_page.ipynb": [1]}', None])
def test_without_its_memory_it_offers_rather_than_overwrites(course, state):
    notebooks, folder = course
    work.update(folder)
    edit(folder / NAME)
    mine = (folder / NAME).read_bytes()
    memory = folder / work.VERSIONS
    memory.unlink() if state is None else memory.write_text(state)
    page(notebooks, sources=("# Second", "1 + 1"))
    work.update(folder)
    assert (folder / NAME).read_bytes() == mine
    assert sources(folder / "02_small_page.new.ipynb")[0] == "# Second"
    assert work.update(folder) == ["nothing new in the pages"], "the memory was not mended"


@pytest.mark.parametrize(
    "broken", [b"", b"{", b"\xff\xfe", b"[]", b'{"cells": 3}', b"<<<<<<< HEAD"]
)
def test_unreadable_copies_stay_as_they_are(course, broken):
    notebooks, folder = course
    work.update(folder)
    edit(folder / "03_other.ipynb", number=1)
    (folder / NAME).write_bytes(broken)
    (folder / "03_other.new.ipynb").write_bytes(broken)
    (folder / work.VERSIONS).unlink()
    page(notebooks, "03_other.ipynb", sources=("# Newer", "2 + 2"))
    said = work.update(folder)
    assert f"{NAME} cannot be read as a notebook. It stays as it is; rename it" in said[0]
    assert said[1].endswith("new version is 03_other.new2.ipynb")
    assert (folder / NAME).read_bytes() == broken
    assert (folder / "03_other.new.ipynb").read_bytes() == broken


def test_an_interrupted_start_leaves_what_was_there(course, monkeypatch):
    notebooks, folder = course
    work.update(folder)
    before = (folder / NAME).read_bytes()
    page(notebooks, sources=("# Second", "1 + 1"))

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(OSError, match="No space left"):
            work.update(folder)
    assert (folder / NAME).read_bytes() == before
    assert names(folder) == [NAME, "03_other.ipynb"]
    assert work.update(folder) == ["1 page that you have not begun brought up to date"]


def test_a_folder_that_cannot_be_written_is_one_clear_sentence(course, monkeypatch, capsys):
    def forbidden(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", forbidden)
    assert work.main() == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "cannot be written (Permission denied): move the course into a folder" in printed.err


def test_a_file_in_place_of_the_folder_is_one_clear_sentence(course, capsys):
    _, folder = course
    folder.write_text("not a folder")
    assert work.main() == 1
    assert f"{folder} cannot be written (File exists)" in capsys.readouterr().err
    assert folder.read_text() == "not a folder"


def test_a_damaged_page_of_the_course_is_named(course, capsys):
    notebooks, folder = course
    (notebooks / NAME).write_text("{")
    assert work.main() == 1
    assert f"bring it back with git checkout notebooks/{NAME}" in capsys.readouterr().err
    assert not folder.exists()


def test_every_page_of_the_course_can_be_handed_out(tmp_path):
    work.update(tmp_path / "work")
    for page in pages():
        copy = nbformat.read(tmp_path / "work" / page.name, as_version=4)
        nbformat.validate(copy)
        assert sources(page) == tuple(cell.source for cell in copy.cells)
        assert not any(cell.get("outputs") for cell in copy.cells)


@pytest.mark.parametrize("page", pages(), ids=lambda path: path.stem)
def test_links_work_from_the_learners_folder_too(page):
    """The copy lies beside the other copies; all else is reached by way of the course's folder."""
    for source in sources(page):
        for link in LINK.findall(source):
            target = link.partition("#")[0]
            if not target or re.match(r"[a-z]+:", target):
                continue
            if "/" not in target:
                assert (NOTEBOOKS / target) in pages(), f"{page.name}: {link} is not in work/"
            else:
                assert target.startswith("../"), f"{page.name}: write ../notebooks/{link}"
                assert (ROOT / "work" / target).resolve().exists(), f"{page.name}: no {link}"


def test_without_make(tmp_path):
    """As conda, a hub and Binder call it; in a copy of the course, so that this work/ stays."""
    (tmp_path / "nnhelpers").mkdir()
    (tmp_path / "nnhelpers" / "__init__.py").touch()
    for name in ("files.py", "pages.py", "settings.py", "work.py"):
        (tmp_path / "nnhelpers" / name).write_bytes((ROOT / "nnhelpers" / name).read_bytes())
    (tmp_path / "notebooks").mkdir()
    page(tmp_path / "notebooks")
    command = [sys.executable, "-m", "nnhelpers.work"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("work/: 1 page copied from notebooks/")
    assert (tmp_path / "work" / NAME).exists()
