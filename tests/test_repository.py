"""The repository hangs together: set-up files agree, the README tells the truth, layers hold."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "nnhelpers"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TEXT = {".py", ".md", ".toml", ".yml", ".cfg", ".ipynb", ".json", ".txt", ""}
LEFT_OUT = {".git", ".venv", ".pytest_cache", ".ruff_cache", ".hypothesis", "__pycache__"}

# What each part of the package may import from the package (design: never from further right).
CORE = (
    "activations losses initializers network optimizers training sweep span gradient_check"
).split()
CORE_ORDER = [
    "contracts",
    "activations losses initializers linear batches",
    "network",
    "optimizers gradient_check storage history",
    "training",
    "sweep span",
]
# The same of the files in these folders.
FOLDER_ORDER = {
    "plots": [
        "palette wording",
        "style",
        "picture",
        "curves points images distributions comparisons surfaces",
        "boundary",
    ],
    "diagrams": ["canvas graphs", "network graph_drawing blocks"],
    "explorers": [
        "cells controls frames owner quick_text",
        "picture screen",
        "base panels",
        "live activation computation_graph gradient_descent initialization learning_rate"
        " own_picture",
        "plane",
        "width",
        "depth",
    ],
}


def imports(path, inside="nnhelpers"):
    """Names of the modules of the package `inside` that a file imports anywhere."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [f"{node.module}.{alias.name}" for alias in node.names] + [node.module]
        else:
            continue
        inner = [name.removeprefix(f"{inside}.") for name in names if name.startswith(f"{inside}.")]
        found |= {name.split(".")[0] for name in inner}
    return found


def text_files():
    """The repository's own text files."""
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT).parts
        if LEFT_OUT.isdisjoint(inside) and path.is_file() and path.suffix in TEXT:
            yield path


def test_conda_and_pip_install_the_same():
    """environment.yml lists Python, pip and exactly what pyproject.toml depends on."""
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    listed = re.findall(r"^  - ([^:\n]+)$", text, re.MULTILINE)
    listed = listed[listed.index("conda-forge") + 1 :]
    expected = {f"python{PROJECT['requires-python']}", "pip", *PROJECT["dependencies"]}
    assert set(listed) == expected
    assert text.rstrip().endswith("- pip: [-e .]")


def test_readme_and_makefile_agree():
    """Every `make x` in the documents is a target, and every target is explained by `make help`."""
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md", "Makefile"):
        text = (ROOT / name).read_text(encoding="utf-8")
        named = set(re.findall(r"[`\"(>]make ([a-z-]+)", text))
        assert named <= targets, f"{name} names unknown targets {named - targets}"
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in ("lab", "test"):
        assert f"make {target}" in readme
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for target in targets - {"help"}:
        assert f"make {target}" in shown.stdout, f"`make help` is silent on {target}"


def test_ci_runs_the_documented_commands():
    for file in (".ci/run", ".github/workflows/ci.yml"):
        text = (ROOT / file).read_text(encoding="utf-8")
        assert "make test\n" in text.replace(" || status=1", "")
        assert "make test-all" in text


def test_no_file_names_this_machine_or_a_registry():
    """No absolute path of a home or work place, no host of a package registry."""
    hosts = [
        "pypi" + ".org",
        "pythonhosted" + ".org",
        "registry.npmjs" + ".org",
        "deb.debian" + ".org",
    ]
    places = ["/" + "work/", "/" + "root/", "/" + "home/"]
    for path in text_files():
        text = path.read_text(encoding="utf-8")
        for word in hosts + places:
            allowed = path.name == "test_notebooks_stored.py" and word in places
            assert word not in text or allowed, f"{path.relative_to(ROOT)} contains {word!r}"


def test_links_in_documents_lead_somewhere():
    for path in [*ROOT.glob("*.md"), ROOT / "datasets" / "README.md"]:
        text = path.read_text(encoding="utf-8")
        for link in re.findall(r"\]\(([^)\s]+)\)", text):
            if not re.match(r"[a-z]+:|#", link):
                assert (path.parent / link.partition("#")[0]).exists(), f"{path.name}: {link}"


def test_import_is_light():
    """`import nnhelpers` loads NumPy and nothing that is heavier."""
    code = (
        "import sys, nnhelpers\n"
        "heavy = {'matplotlib', 'h5py', 'ipywidgets', 'PIL', 'IPython', 'tqdm'}\n"
        "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("level", range(len(CORE_ORDER)))
def test_core_imports_in_one_direction(level):
    """A module of the core imports only from modules further left."""
    left = set(" ".join(CORE_ORDER[:level]).split())
    for module in CORE_ORDER[level].split():
        path = PACKAGE / f"{module}.py"
        outside = imports(path) - left
        assert not outside, f"{module} imports {sorted(outside)}; it may import {sorted(left)}"


def test_order_covers_the_core():
    """Every module that `import nnhelpers` loads has its place in the order."""
    placed = set(" ".join(CORE_ORDER).split())
    assert imports(PACKAGE / "__init__.py") <= placed


@pytest.mark.parametrize("folder", FOLDER_ORDER)
def test_files_of_a_folder_import_in_one_direction(folder):
    """Every file has its place, and imports only from files further left."""
    files = {path.stem for path in (PACKAGE / folder).glob("*.py")} - {"__init__"}
    placed = set(" ".join(FOLDER_ORDER[folder]).split())
    assert files == placed, "FOLDER_ORDER names every file of the folder, and no other"
    left = set()
    for level in FOLDER_ORDER[folder]:
        for module in level.split():
            outside = imports(PACKAGE / folder / f"{module}.py", f"nnhelpers.{folder}") - left
            assert not outside, f"{module} imports {sorted(outside)}; it may import {sorted(left)}"
        left |= set(level.split())


def test_pictures_know_nothing_of_networks():
    """Plots import only from plots, diagrams also from plots."""
    for folder, allowed in (("plots", {"plots"}), ("diagrams", {"plots", "diagrams"})):
        for path in (PACKAGE / folder).glob("*.py"):
            assert imports(path) <= allowed, f"{path.relative_to(ROOT)}"


def test_explorers_and_exercises_are_for_notebooks_only():
    """Nothing in the package outside these two imports them, nor do they import each other."""
    for path in PACKAGE.rglob("*.py"):
        part = path.relative_to(PACKAGE).parts[0]
        forbidden = {"explorers", "exercises"} - {part}
        assert imports(path).isdisjoint(forbidden), f"{path.relative_to(ROOT)}"


def test_core_stays_readable():
    """The numeric core is read in one sitting: at most 900 lines, no body above 40."""
    total = 0
    for module in CORE:
        source = (PACKAGE / f"{module}.py").read_text(encoding="utf-8")
        total += source.count("\n")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
                assert lines <= 40, f"{module}.{node.name} has a body of {lines} lines"
    assert total <= 900, f"the core has {total} lines"
