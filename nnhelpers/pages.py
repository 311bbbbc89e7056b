"""What a page of the course is, and where the pages are.

A page is a notebook directly in `notebooks/` whose name is two digits, an underscore and words in
lower case: `02_logistic_regression.ipynb`. All that executes, stores, copies or tests pages asks
here; whatever else lies in that folder (a copy, an `Untitled.ipynb`) is never touched.
"""

import re
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
NAME = re.compile(r"\d\d_[a-z0-9_]+\.ipynb")


def is_page(path: Path, folder: Path | None = None) -> bool:
    """Whether a file is a page of this course, or of the one whose pages are in `folder`."""
    there = path.parent.resolve() == (folder or NOTEBOOKS).resolve()
    return there and bool(NAME.fullmatch(path.name))


def pages(chosen: Iterable[Path] = ()) -> list[Path]:
    """The pages of the course, in order, or those that were chosen.

    Parameters
    ----------
    chosen : iterable of Path
        Files that must be pages; none chooses all pages.

    Raises
    ------
    ValueError
        If a chosen file is not a page.
    FileNotFoundError
        If it does not exist, or if there are no pages beside the package.
    """
    chosen = list(chosen) or sorted(filter(is_page, NOTEBOOKS.glob("*.ipynb")))
    if not chosen:
        raise FileNotFoundError(
            f"there are no pages in {NOTEBOOKS}: they belong to the course, not to the installed "
            f"package. Work in a clone of the course: python -m pip install -e . in its folder."
        )
    for path in chosen:
        if not is_page(path):
            raise ValueError(
                f"{path} is not a page: pages are called NN_words_in_lower_case.ipynb, with the "
                f"page's number for NN, and lie directly in {NOTEBOOKS}"
            )
        if not path.is_file():
            raise FileNotFoundError(f"there is no page {path}: check the spelling")
    return chosen
