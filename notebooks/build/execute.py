"""Execute the pages of the course in fresh kernels and store clean outputs: `make notebooks`.

    python notebooks/build/execute.py                           # all pages
    python notebooks/build/execute.py notebooks/02*.ipynb       # some

What is stored is what every reader sees and strict validation compares, so it is the same on each
run: no times, no widget state (a stored widget is dead and hides the picture beside it), outputs of
one stream in one piece. A page that fails or writes to stderr is not stored, and the cell is named.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from nnhelpers.frameworks import missing, needed
from nnhelpers.pages import pages

WIDGET = "application/vnd.jupyter.widget-view+json"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
CELL_METADATA = ("tags", "jupyter", "editable", "deletable", "slideshow")


class NotStored(RuntimeError):
    """The page did not run cleanly; the message names the cell."""


def isolate():
    """Keep the user's Jupyter and IPython settings out of the kernels, and the threads few."""
    folder = Path(tempfile.mkdtemp(prefix="nnhelpers-execute-"))
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        os.environ[name] = str(folder / name.lower())
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    forget_settings()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def forget_settings():
    """Execute as in nobody's class: no progress is kept, no instructor's switch is set."""
    for name in [name for name in os.environ if name.startswith("NNHELPERS_")]:
        del os.environ[name]
    os.environ.update(NNHELPERS_PROGRESS="off", NNHELPERS_SETTINGS=os.devnull)


def merge_streams(outputs):
    """Outputs with neighbouring pieces of one stream joined: how they arrive is chance."""
    merged = []
    for output in outputs:
        last = merged[-1] if merged else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            merged.append(output)
    return merged


def clean(notebook):
    """Make an executed notebook ready to store, in place."""
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": KERNEL, "language_info": {"file_extension": ".py", "name": "python"}}
    )
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict(
            {key: value for key, value in cell.metadata.items() if key in CELL_METADATA}
        )
        if cell.cell_type != "code":
            continue
        cell.outputs = merge_streams(cell.outputs)
        for output in cell.outputs:
            if "data" in output:
                output.data.pop(WIDGET, None)
                output.metadata.pop(WIDGET, None)


def refuse_unclean(notebook, name):
    """Raise NotStored if a cell left an error or wrote to stderr."""
    for number, cell in enumerate(notebook.cells, 1):
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                raise NotStored(
                    f"{name}, cell {number} writes to stderr:\n{cell.source}\n--> {output.text}"
                )
            if output.output_type == "error":
                raise NotStored(f"{name}, cell {number}: {output.ename}: {output.evalue}")


def lacking(path):
    """The frameworks that cells of the page at `path` wait for and that are not installed here."""
    cells = nbformat.read(path, as_version=4).cells
    names = dict.fromkeys(name for cell in cells for name in needed(cell.source))
    return missing(list(names)) if names else []


def execute(path, timeout=300):
    """Execute the notebook at `path` as if its folder were open, and return it, clean.

    Parameters
    ----------
    path : Path
    timeout : seconds for one cell

    Raises
    ------
    NotStored
        If a cell fails, takes too long or writes to stderr.
    """
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    except (CellExecutionError, TimeoutError) as problem:
        raise NotStored(f"{path.name} did not run to its end:\n{problem}") from None
    refuse_unclean(notebook, path.name)
    clean(notebook)
    return notebook


def store(notebook, path):
    """Write `notebook` to `path` unless it is there already; returns whether it changed."""
    text = nbformat.writes(notebook).rstrip("\n") + "\n"
    if path.read_text(encoding="utf-8") == text:
        return False
    beside = path.with_suffix(".tmp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
    return True


def arguments(parser):
    """The parsed command line, with `pages` all or only those that it names."""
    parser.add_argument("pages", nargs="*", type=Path, help="some pages; without any: all")
    found = parser.parse_args()
    try:
        found.pages = pages(found.pages)
    except (ValueError, FileNotFoundError) as problem:
        parser.error(str(problem))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    chosen = arguments(parser).pages
    isolate()
    failed = 0
    for page in chosen:
        start = time.perf_counter()
        if lacking(page):
            print(f"{page.name}: left as it is, it needs {', '.join(lacking(page))}; first run "
                  "`make frameworks`")  # fmt: skip
            continue
        try:
            changed = store(execute(page.resolve()), page)
        except NotStored as problem:
            failed += 1
            print(f"NOT stored: {problem}", file=sys.stderr)
            continue
        seconds = time.perf_counter() - start
        print(f"{page.name}: {seconds:.1f} s, {'stored' if changed else 'unchanged'}")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
