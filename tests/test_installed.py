"""Installed anywhere: the wheel, in an environment of its own, used from another folder."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("pip", reason="builds and installs the wheel with pip")

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.slow


def pip(*arguments):
    """Run pip without a network: what it needs is in the environment of the tests."""
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from a copy of the sources, because building leaves folders behind."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in ("nnhelpers", "datasets"):
        caches = shutil.ignore_patterns("__pycache__")  # others may be writing there
        shutil.copytree(ROOT / name, folder / "source" / name, ignore=caches)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder / "source")
    pip(
        "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, folder / "source"
    )  # fmt: skip
    (built,) = folder.glob("nnhelpers-*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory):
    """Python of an environment that has the wheel, and sees the tests' other packages."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    path = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip("--python", path, "install", "--no-deps", "--no-index", wheel)
    own = sysconfig.get_path("purelib", vars={"base": str(folder)})
    # A plain line adds a folder, not what its own .pth files would add: no editable nnhelpers.
    others = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (Path(own) / "others.pth").write_text("\n".join(others))
    return path


def run(python, code, folder):
    """What a script prints that is run in another folder, with nothing of the clone in sight."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [python, "-c", code], cwd=folder, env=environment, capture_output=True, text=True
    )


SMOKE = {
    "it is the installed package": (
        "import nnhelpers; print('site-packages' in nnhelpers.__file__)",
        "True",
    ),
    "the data travel with it": (
        "from nnhelpers.datasets import load_cats; print(load_cats().test.X.shape)",
        "(12288, 381)",
    ),
    "a network learns": (
        "import numpy as np\n"
        "from nnhelpers import Network, datasets, train\n"
        "rng = np.random.default_rng(1)\n"
        "X, Y = datasets.flower(m=40, rng=rng)\n"
        "run = train(Network((2, 4, 1)), X, Y, rng=rng, iterations=20, record_every=10)\n"
        "print(run.costs[1] < run.costs[0])",
        "True",
    ),
    "an explorer is made": (
        "import numpy as np\n"
        "from nnhelpers import Network, datasets\n"
        "from nnhelpers.explorers import LearningRateExplorer\n"
        "X, Y = datasets.flower(m=40, rng=np.random.default_rng(1))\n"
        "print(LearningRateExplorer(Network((2, 4, 1)), X, Y, iterations=20, "
        "rng=np.random.default_rng(1)).error)",
        "None",
    ),
    "an exercise is checked": (
        "import numpy as np\n"
        "from nnhelpers.exercises import check\n"
        "check('sigmoid', lambda Z: 1 / (1 + np.exp(-np.asarray(Z))))",
        "✓ sigmoid",
    ),
}


@pytest.mark.parametrize("what", SMOKE)
def test_from_another_folder(python, tmp_path, what):
    code, expected = SMOKE[what]
    done = run(python, code, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(expected)


def test_where_the_pages_are_is_said(python, tmp_path):
    done = run(python, "import sys; from nnhelpers.work import main; sys.exit(main())", tmp_path)
    assert done.returncode == 1
    assert "Work in a clone of the course" in done.stderr


def test_wheel_holds_the_package_and_the_data_with_their_licences(wheel):
    names = [name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name]
    kinds = ("py", "js", "css")
    files = [path for kind in kinds for path in ROOT.glob(f"nnhelpers/**/*.{kind}")]
    source = [path.relative_to(ROOT).as_posix() for path in files]
    data = [*ROOT.glob("datasets/*.h5"), *ROOT.glob("datasets/licences/*")]
    data.append(ROOT / "datasets" / "README.md")
    inside = [path.relative_to(ROOT / "datasets").as_posix() for path in data]
    assert sorted(names) == sorted(source + [f"nnhelpers/data/{name}" for name in inside])
