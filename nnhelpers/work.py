"""The learner's own folder: copies of the pages in `work/`, without outputs, to be written in.

    python -m nnhelpers.work

makes them; `make lab` begins with it. What a learner has written is never overwritten. A page that
has changed since is handed out once more: in place of a copy that nobody has run or changed, beside
any other. `work/.versions.json` remembers which version of each page was handed out last. In a
class in which everybody has a seed (see `nnhelpers.settings`) the copies ask with numbers of one's
own.
"""

import hashlib
import json
import sys
from itertools import count
from pathlib import Path

from nnhelpers import files
from nnhelpers.pages import ROOT, pages
from nnhelpers.settings import own_seed

WORK = ROOT / "work"
VERSIONS = ".versions.json"


def blank(page: Path) -> dict:
    """The notebook of a page, without outputs.

    Raises
    ------
    ValueError
        If the file is no notebook.
    """
    try:
        notebook = json.loads(page.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell.update(outputs=[], execution_count=None)
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise ValueError(
            f"the page {page} is damaged: bring it back with git checkout notebooks/{page.name}"
        ) from problem
    return notebook


def own(notebook: dict) -> dict:
    """The notebook with the learner's own numbers in it, where the class has such."""
    seed = own_seed()
    if seed:
        from nnhelpers.exercises.personal import personalize  # loads all exercises

        personalize(notebook, seed)
    return notebook


def version(notebook: dict) -> str:
    """A fingerprint of what a person sees of a notebook: its cells and their outputs.

    JupyterLab's own notes (metadata, execution counts, how lines are stored) do not count.
    """
    seen = [
        [cell["cell_type"], "".join(cell["source"]), cell.get("attachments") or {}]
        + (cell.get("outputs") or [])
        for cell in notebook["cells"]
    ]
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()


def version_of(copy: Path) -> str | None:
    """The fingerprint of a copy as it lies in the folder, or None if it is no notebook any more."""
    try:
        return version(json.loads(copy.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def handed_out(folder: Path) -> dict[str, str]:
    """The last version of each page that was handed out; {} if that is not known (any more)."""
    try:
        known = json.loads((folder / VERSIONS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    pairs = known.items() if isinstance(known, dict) else ()
    return {name: last for name, last in pairs if isinstance(last, str)}


def write(path: Path, content: dict) -> None:
    """Write JSON in one piece: an interrupted start leaves what was there."""
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    files.write(path, text.encode())


def place_beside(copy: Path, new: str, last: str | None) -> Path:
    """Where the new version of a page goes: beside the copy, and over no work of a learner."""
    for number in count(1):
        path = copy.with_suffix(f".new{number if number > 1 else ''}.ipynb")
        if not path.exists() or version_of(path) in {new, last} - {None}:
            return path


def update(folder: Path) -> list[str]:
    """Make the copies that are missing, hand out the pages that have changed.

    Returns
    -------
    list of str
        What was done, a sentence each.

    Raises
    ------
    OSError
        If the folder cannot be written.
    ValueError, FileNotFoundError
        If a page is damaged, a setting cannot be read, or if there are no pages (see
        `nnhelpers.pages`).
    """
    notebooks = {page.name: own(blank(page)) for page in pages()}
    folder.mkdir(exist_ok=True)
    known = handed_out(folder)
    before = dict(known)
    made, renewed, said = [], [], []
    for name, notebook in notebooks.items():
        copy, new, last = folder / name, version(notebook), known.get(name)
        mine = version_of(copy)
        if not copy.exists():
            write(copy, notebook)
            made.append(name)
        elif mine is None:
            said.append(
                f"{name} cannot be read as a notebook. It stays as it is; rename it, and the next "
                f"start makes a fresh copy."
            )
            continue
        elif mine == last != new:
            write(copy, notebook)
            renewed.append(name)
        elif new not in (mine, last):
            beside = place_beside(copy, new, last)
            write(beside, notebook)
            said.append(f"{name} stays as you left it; the page's new version is {beside.name}")
        known[name] = new
    if known != before:
        write(folder / VERSIONS, known)
    if made:
        said.insert(0, f"{counted(made)} copied from notebooks/ without outputs, yours to write in")
    if renewed:
        said.append(f"{counted(renewed)} that you have not begun brought up to date")
    return said or ["nothing new in the pages"]


def counted(names: list[str]) -> str:
    """How many pages, in words that fit: "1 page", "2 pages"."""
    return f"{len(names)} page{'s' * (len(names) > 1)}"


def main() -> int:
    """Bring `work/` up to date and say what was done; returns the exit code."""
    try:
        for sentence in update(WORK):
            print(f"{WORK.name}/: {sentence}")
        return 0
    except (ValueError, FileNotFoundError) as problem:
        print(f"{WORK.name}/: {problem}", file=sys.stderr)
    except OSError as problem:
        print(
            f"{WORK} cannot be written ({problem.strerror or problem}): move the course into a "
            f"folder that is yours, or clone it there, and start again",
            file=sys.stderr,
        )
    return 1


if __name__ == "__main__":
    sys.exit(main())
