"""The submissions in a folder: which files, whose they are, and their cells as text.

    FOLDER/anna.ipynb                          anna
    FOLDER/anna/05_activations.ipynb           anna
    FOLDER/anna/page05/05_activations.ipynb    anna (as nbgrader lays them out)

Only regular files are read, and none through a link: a submission that is one could show the
grader anything.
"""

import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LARGEST = 30 * 2**20  # bytes of a notebook


@dataclass(frozen=True)
class Submission:
    """A file that was handed in.

    Attributes
    ----------
    student : str
    path : Path
    """

    student: str
    path: Path


class Unreadable(Exception):
    """A submission that is no notebook; the text says why in one sentence."""


def submissions(folder: Path) -> list[Submission]:
    """All notebooks below a folder, by student; a student's folder without any counts as one.

    Raises
    ------
    ValueError
        If the folder is none, or empty.
    """
    if not folder.is_dir():
        raise ValueError(f"FOLDER={printable(str(folder))}: there is no such folder. Expected one "
                         "with a notebook, or a folder, for each student.")  # fmt: skip
    found = []
    for entry in sorted(folder.iterdir(), key=lambda path: path.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            found += _in_folder(entry)
        elif entry.suffix == ".ipynb" or entry.is_dir():  # a folder that is a link
            found.append(Submission(printable(entry.stem), entry))
    if not found:
        raise ValueError(f"FOLDER={printable(str(folder))} holds no notebook (*.ipynb).")
    return _told_apart(found, folder)


def _in_folder(folder: Path) -> list[Submission]:
    """The notebooks of one student."""
    paths = []
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths += [Path(place) / name for name in sorted(files) if name.endswith(".ipynb")]
        paths += [Path(place) / name for name in folders if name.endswith(".ipynb")]
    return [Submission(printable(folder.name), path) for path in paths or [folder]]


def _told_apart(found: list[Submission], folder: Path) -> list[Submission]:
    """Students with several notebooks get the file's way into their name."""
    count: dict[str, int] = {}
    for submission in found:
        count[submission.student] = count.get(submission.student, 0) + 1
    return [
        s
        if count[s.student] == 1
        else Submission(printable(s.path.relative_to(folder).with_suffix("").as_posix()), s.path)
        for s in found
    ]


def printable(name: str) -> str:
    """A file's name as text that a terminal, a CSV and a page can show."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)[:120]


def code_cells(path: Path) -> list[str]:
    """The code cells of a notebook, in order.

    Raises
    ------
    Unreadable
        If it is no notebook that can be graded.
    """
    try:
        notebook = json.loads(_bytes_of(path))
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        sources = [cell["source"] for cell in cells]
        return [s if isinstance(s, str) else "".join(map(str, s)) for s in sources]
    except Unreadable:
        raise
    except (ValueError, RecursionError) as problem:
        raise Unreadable("The file is no notebook: it is not JSON.") from problem
    except (KeyError, TypeError, AttributeError) as problem:
        raise Unreadable("The file is no notebook: it is JSON, but without cells.") from problem


@contextmanager
def closing(place: int) -> Iterator[None]:
    """Close what is no file to be read."""
    try:
        yield
    finally:
        os.close(place)


def _bytes_of(path: Path) -> bytes:
    """What a regular file holds; nothing is followed, waited for, or read beyond the limit."""
    try:
        place = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as problem:
        if path.is_symlink():
            raise Unreadable("The file is a link; links are not followed.") from problem
        raise Unreadable(f"The file cannot be read ({problem.strerror}).") from problem
    state = os.fstat(place)
    with open(place, "rb") if stat.S_ISREG(state.st_mode) else closing(place) as file:
        if stat.S_ISDIR(state.st_mode):
            raise Unreadable("There is no notebook (*.ipynb), only a folder.")
        if not stat.S_ISREG(state.st_mode):
            raise Unreadable("This is no regular file.")
        if state.st_size > LARGEST:
            size = f"{state.st_size / 2**20:.0f} MB"
            raise Unreadable(f"The file has {size}; at most {LARGEST // 2**20} MB are read.")
        return file.read(LARGEST)
