"""The repository hangs together: set-up files agree, the README tells the truth, layers hold."""

import ast
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from nnhelpers.pages import is_page, pages

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "nnhelpers"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TEXT = {".py", ".md", ".toml", ".yml", ".cfg", ".ipynb", ".json", ".txt", ""}
CACHES = {".git", ".venv", ".pytest_cache", ".ruff_cache", ".hypothesis", "__pycache__"}
LEFT_OUT = CACHES | {"work", "solutions"}  # what learners write is not judged here

# What each part of the package may import from the package (design: never from further right).
CORE_ORDER = [
    "contracts files heaps",
    "activations losses initializers linear batches h5",
    "propagation",
    "network",
    "packing optimizers gradient_check storage history",
    "training",
    "sweep span",
]
# What a function imports from further right when it is called, and only then.
LAZY = {"sweep": {"tuning"}}
# The same of the files in these folders.
FOLDER_ORDER = {
    "plots": [
        "palette wording",
        "style",
        "picture",
        "curves points images distributions comparisons surfaces parallel",
        "boundary",
    ],
    "tuning": [
        "space members spread",
        "work",
        "plan results",
        "storage sweeping",
        "search",
    ],
    "diagrams": [
        "canvas graphs passes",
        "network graph_drawing blocks",
        "propagation_drawing",
    ],
    "explorers": [
        "cells controls frames grips owner quick_text straight_lines view",
        "picture screen",
        "base panels",
        "live",
        "activation approximation broadcasting computation_graph drawing gradient_descent house"
        " initialization learning_rate lines optimizers own_picture propagation slope softmax",
        "plane",
        "width",
        "depth",
    ],
    "exercises/grading": [
        "cells confine redraw standins submissions wire",
        "learner line twin",
        "answer",
        "marking",
        "lesson",
        "sheet table",
        "board",
        "command",
    ],
    "explorers/playground": [
        "data diagnosis mosaic code_box",
        "settings panels",
        "board drawing setups sharing code session",
        "result",
        "explorer",
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
            if path.suffix != ".ipynb" or is_page(path):
                yield path


def test_conda_and_pip_install_the_same():
    """environment.yml lists Python, pip and exactly what pyproject.toml depends on."""
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    listed = re.findall(r"^  - ([^:#\n]+?)(?:  #.*)?$", text, re.MULTILINE)
    python, *others = listed[listed.index("conda-forge") + 1 :]
    assert set(others) == {"pip", *PROJECT["dependencies"]}
    # repo2docker, which makes Binder's images, overlooks every other way to say it
    (version,) = re.fullmatch(r"python=(\d+\.\d+)", python).groups()
    assert version in SpecifierSet(PROJECT["requires-python"])
    assert f'python-version: "{version}"' in (ROOT / ".github/workflows/ci.yml").read_text("utf-8")
    assert text.rstrip().endswith("- pip: [-e .]")


def test_every_folder_of_the_package_is_installed():
    """Data are mapped into the package, so its folders are listed by hand."""
    folders = sorted(path.parent for path in PACKAGE.rglob("__init__.py"))
    names = [".".join(folder.relative_to(ROOT).parts) for folder in folders]
    assert sorted(PYPROJECT["tool"]["setuptools"]["packages"]) == sorted([*names, "nnhelpers.data"])


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


def test_every_way_in_makes_the_learners_copies_first():
    """With make, with conda and on Binder one starts in work/, which has to be made."""
    for name in ("Makefile", "README.md", "environment.yml"):
        text = (ROOT / name).read_text(encoding="utf-8")
        lines = [line for line in text.split("\n") if "jupyter lab" in line and "echo" not in line]
        assert all("work/00_start_here.ipynb" in line for line in lines), name
        assert text.index("-m nnhelpers.work") < text.index(lines[0]), name
    binder = ROOT / "postBuild"
    assert binder.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
    assert binder.read_text(encoding="utf-8").endswith("python -m nnhelpers.work\n")


def test_large_pictures_get_through_wherever_the_course_is_opened():
    files = ("Makefile", "CONTRIBUTING.md", "tests/hub/jupyterhub_config.py")
    pattern = r"websocket_max_message_size\W+(\d+)"
    found = {name: re.findall(pattern, (ROOT / name).read_text("utf-8")) for name in files}
    assert [len(numbers) for numbers in found.values()] == [1, 2, 1]
    assert {number for numbers in found.values() for number in numbers} == {str(64 * 2**20)}


@pytest.mark.parametrize(
    "file, beside", [(".ci/run", []), (".github/workflows/ci.yml", ["make audit"])]
)
def test_ci_runs_each_test_once_with_locked_versions(file, beside):
    """`make test`, what it leaves out, and then page 10 in full: before that no framework is there.

    `make test-all`, for people, is the first two in one.
    """
    text = (ROOT / file).read_text(encoding="utf-8")
    run = re.findall(r"^(?:.*run: )?(make [a-z-]+)", text, re.MULTILINE)
    assert run == ["make lint", "make test", "make test-slow", *beside, "make test-frameworks"]
    assert "LOCKED" in text


def test_every_test_belongs_to_one_of_the_two():
    """What the three targets choose: `make test`, the rest, and all."""
    chosen = dict(re.findall(r"^(test[a-z-]*): CHOSEN := (.*)$", MAKEFILE, re.MULTILINE))
    fast, slow = chosen["test"], chosen["test-slow"]
    assert (fast, slow) == (f"not {slow}", "slow") and chosen["test-all"] == f"{slow} or {fast}"
    assert f'"-m", "{fast}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def pins():
    """The lines of requirements.lock: one pinned version of each package, for some systems only."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return [Requirement(line) for line in text.splitlines() if not line.startswith("#")]


def test_lock_pins_what_the_course_and_its_tests_need():
    """One version of everything on every system, within the bounds of pyproject.toml."""
    locked = {pin.name: pin for pin in pins()}
    assert len(locked) == len(pins()), "a package is pinned twice"
    assert all(str(pin.specifier).startswith("==") and not pin.url for pin in pins())
    extras = PROJECT["optional-dependencies"]
    for line in PROJECT["dependencies"] + extras["test"] + extras["frameworks"]:
        needed = Requirement(line)
        pin = locked.get(needed.name)
        assert pin is not None and pin.marker is None, f"{line}: run `make lock`"
        (version,) = [specifier.version for specifier in pin.specifier]
        assert version in needed.specifier, f"{pin} is not {line}: run `make lock`"


def test_frameworks_come_only_when_asked_for():
    """They are large: neither the course nor its tests depend on them, the lock only pins them."""
    extras = PROJECT["optional-dependencies"]
    names = {Requirement(line).name for line in extras["frameworks"]}
    assert names == {"torch", "jax", "scikit-learn", "keras"}
    others = PROJECT["dependencies"] + [
        line for extra, lines in extras.items() if extra != "frameworks" for line in lines
    ]
    assert names.isdisjoint(Requirement(line).name for line in others)
    assert "-c %" in MAKEFILE and "-r requirements.lock" not in MAKEFILE


def test_size_of_the_frameworks_is_said_before_they_are_installed():
    shown = subprocess.run(
        ["make", "-n", "frameworks", "VENV=no-such-folder"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert 0 <= shown.find("MB to download") < shown.find("pip install")


def test_lock_is_made_for_the_oldest_python():
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert f"--python-version {oldest} " in MAKEFILE


def test_no_file_names_this_machine_or_a_registry():
    """No absolute path of a home or work place, no host of a package registry."""
    hosts = [
        "pypi" + ".org",
        "pythonhosted" + ".org",
        "registry.npmjs" + ".org",
        "deb.debian" + ".org",
    ]
    place = re.compile(r"(?<![\w.}])/(?:work|root|home)/")  # ../work/ and {folder}/work/ are ours
    for path in text_files():
        text = path.read_text(encoding="utf-8")
        found = [host for host in hosts if host in text]
        if path.name != "test_notebooks_stored.py":
            found += place.findall(text)
        assert not found, f"{path.relative_to(ROOT)} contains {found}"


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
        outside = imports(path) - left - LAZY.get(module, set())
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
    left, package = set(), f"nnhelpers.{folder.replace('/', '.')}"
    for level in FOLDER_ORDER[folder]:
        for module in level.split():
            outside = imports(PACKAGE / folder / f"{module}.py", package) - left
            assert not outside, f"{module} imports {sorted(outside)}; it may import {sorted(left)}"
        left |= set(level.split())


def test_pictures_know_nothing_of_networks():
    """Plots import only from plots, diagrams also from plots; both have their arguments checked."""
    for folder, allowed in (
        ("plots", {"plots", "arguments"}),
        ("diagrams", {"plots", "diagrams", "arguments"}),
    ):
        for path in (PACKAGE / folder).glob("*.py"):
            assert imports(path) <= allowed, f"{path.relative_to(ROOT)}"


def test_explorers_and_exercises_are_for_notebooks_only():
    """Nothing in the package outside these two imports them, nor do they import each other; but
    a challenge is about a playground, and its check trains the playground's run, and the learner's
    copies may hold exercises with numbers of one's own.
    """
    for path in PACKAGE.rglob("*.py"):
        part = path.relative_to(PACKAGE).parts[0]
        known = {"challenge_exercise": {"explorers"}, "work": {"exercises"}}.get(path.stem, set())
        forbidden = {"explorers", "exercises"} - {part} - known
        assert imports(path).isdisjoint(forbidden), f"{path.relative_to(ROOT)}"


def loaded_by_import():
    """Files of the package that `import nnhelpers` loads."""
    code = (
        "import sys, nnhelpers\n"
        "for name, module in sys.modules.items():\n"
        "    if name.partition('.')[0] == 'nnhelpers': print(module.__file__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return [Path(line) for line in done.stdout.split()]


def bodies(path):
    """(name, number of lines of its body) of each function in a file, docstrings not counted."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            yield node.name, body[-1].end_lineno - body[0].lineno + 1 if body else 0


def test_what_an_import_loads_is_read_in_one_sitting():
    """All of it counts: at most 2 050 lines, no body above 40; the formulas on two screens."""
    files = loaded_by_import()
    assert {"network", "propagation", "training"} <= {path.stem for path in files}
    lines = {path.stem: path.read_text(encoding="utf-8").count("\n") for path in files}
    assert sum(lines.values()) <= 2100, lines
    assert lines["propagation"] <= 100
    for path in files:
        for name, length in bodies(path):
            limit = 15 if path.stem == "propagation" else 40
            assert length <= limit, f"{path.stem}.{name} has a body of {length} lines"


@pytest.mark.parametrize("module", ("propagation", "network", "linear", "activations", "losses"))
def test_the_formulas_carry_no_flags_and_no_buffers(module):
    """What a learner reads has no out= and no check=."""
    for node in ast.walk(ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.arguments):
            names = {argument.arg for argument in [*node.args, *node.kwonlyargs]}
            assert names.isdisjoint({"out", "check", "buffers"}), names


def test_documented_diff_hides_the_renumbered_cells(tmp_path):
    """As CONTRIBUTING says: a cell inserted at the top shows as that cell alone."""
    if not shutil.which("git"):
        pytest.skip("needs git")
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"^git diff -I.*$", text, re.MULTILINE)
    notebook = nbformat.read(pages()[1], as_version=4)
    path = tmp_path / "notebooks" / "a.ipynb"
    path.parent.mkdir()

    def removed(*arguments):
        """The lines that `git diff` shows as gone."""
        done = subprocess.run(
            ["git", *arguments], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return [line for line in done.stdout.splitlines() if re.match(r"-(?!--)", line)]

    nbformat.write(notebook, path)
    removed("init", "--quiet")
    removed("add", ".")
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count += 1
    notebook.cells.insert(0, nbformat.v4.new_code_cell("print(1)", execution_count=1))
    nbformat.write(notebook, path)
    assert len(removed("diff")) > 20
    assert removed(*shlex.split(command)[1:]) == []
