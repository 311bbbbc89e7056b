"""The tests with the oldest versions that the course promises to run with, and with the newest.

    make test-matrix TEST_ARGS="--row oldest"        (one row; the rest of it goes to pytest)

Each row gets an environment of its own, with the versions that uv chooses for it, and runs
`make test`'s tests there. Printed at the end: the versions that count, and what came of each row.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOLD = ("numpy", "matplotlib", "h5py", "jupyterlab", "ipywidgets", "anywidget", "ipykernel")
NEWEST = ("3.14", "3.13", "3.12", "3.11")  # the first that is installed is taken


@dataclass(frozen=True)
class Row:
    """One environment.

    Attributes
    ----------
    pythons : tuple of str
        Versions of Python: the first that this machine has.
    resolution : str
        uv's word: "lowest-direct" takes the lower bounds in pyproject.toml.
    kernel : str
        Which ipykernel: its messages come on another thread since 7.
    """

    pythons: tuple[str, ...]
    resolution: str
    kernel: str


ROWS = {
    "oldest": Row(("3.11",), "lowest-direct", "ipykernel<7"),
    "newest": Row(NEWEST, "highest", "ipykernel>=7"),
    "newest-kernel-6": Row(("3.12", "3.11"), "highest", "ipykernel<7"),
}


def uv(*arguments: str) -> subprocess.CompletedProcess:
    """Run uv without looking for a Python on the network; its words only where it fails."""
    command = [sys.executable, "-m", "uv", "--no-python-downloads", "--quiet", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)


def install(row: Row, folder: Path) -> Path:
    """Make the row's environment in a folder; return its Python."""
    for version in row.pythons:
        made = uv("venv", "--python", version, "--clear", str(folder))
        if made.returncode == 0:
            break
        print(f"Python {version} is not to be had here", flush=True)
    else:
        raise RuntimeError(f"none of Python {', '.join(row.pythons)} is installed")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    limits = folder / "limits.txt"
    limits.write_text(row.kernel)
    done = uv(
        "pip", "install", "--python", str(python), "--resolution", row.resolution,
        "--constraint", str(limits), "--editable", ".[test]",
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"these versions cannot be installed together:\n{done.stderr}")
    return python


def versions(python: Path) -> dict[str, str]:
    """Return the versions of the packages that count."""
    code = (
        "import importlib.metadata as m, json, platform;"
        f"print(json.dumps({{'Python': platform.python_version(), "
        f"**{{name: m.version(name) for name in {TOLD}}}}}))"
    )
    said = subprocess.run([python, "-c", code], check=True, capture_output=True, text=True)
    return json.loads(said.stdout)


def main() -> int:
    """Run the rows asked for; return how many failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--row", action="append", choices=ROWS, help="this one alone")
    parser.add_argument("--keep", type=Path, help="keep the environments in this folder")
    chosen, tests = parser.parse_known_args()
    told = {}
    with tempfile.TemporaryDirectory() as temporary:
        for name in chosen.row or ROWS:
            folder = (chosen.keep or Path(temporary)) / name
            try:
                python = install(ROWS[name], folder)
            except RuntimeError as error:
                told[name] = ({}, str(error))
                continue
            found = versions(python)
            print(f"{name}: {found}", flush=True)
            ran = subprocess.run([python, "-m", "pytest", *tests], cwd=ROOT, check=False)
            told[name] = (found, "passed" if ran.returncode == 0 else "FAILED")
    for name, (found, outcome) in told.items():
        print(f"\n{name}: {outcome}")
        print("  " + ", ".join(f"{package} {version}" for package, version in found.items()))
    return sum(outcome != "passed" for _, outcome in told.values())


if __name__ == "__main__":
    sys.exit(main())
