"""Build datasets/cats.h5: cat and non-cat pictures composed from freely licensed emoji drawings.

    python datasets/build/build_cats.py            # fetches the packages with npm
    python datasets/build/build_cats.py --packages FOLDER --output FILE --contact-sheets FOLDER

Needs npm, and the Python packages numpy, h5py, pillow and resvg_py (`pip install -e .[data]`).
The same package versions and the same seed give the same pixels. What the file holds, and under
which licences: datasets/README.md.
"""

import argparse
import io
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from string import Template

import numpy as np
from h5_file import write
from PIL import Image

try:
    import resvg_py
except ImportError:
    sys.exit("resvg_py is needed to render the drawings: pip install -e .[data]")

SEED = 64
SIZE = 64  # pixels; a composition is rendered once, at this size
CAT_COMPOSITIONS = 8  # pictures of each cat drawing
LEVELS = 64  # 6 bits a channel: the eye sees no difference, gzip does

# family: (version, licence as the package states it, part of the data set)
FAMILIES = {
    "fluent-emoji": ("1.2.7", "MIT", "train"),
    "fluent-emoji-flat": ("1.2.6", "MIT", "train"),
    "emojione": ("1.2.3", "CC-BY-4.0", "train"),
    "streamline-emojis": ("1.2.4", "CC-BY-4.0", "train"),
    "fxemoji": ("1.2.2", "Apache-2.0", "train"),
    "twemoji": ("1.2.5", "CC-BY-4.0", "train"),
    "noto": ("1.2.9", "Apache-2.0", "test"),
    "noto-v1": ("1.2.5", "Apache-2.0", "test"),
}
VALIDATION_FAMILY = "twemoji"  # stored in the training part; load_cats takes it out

CATS = set(
    """
    cat cat-face black-cat catside cat-with-tears-of-joy cat-face-with-tears-of-joy
    cat-with-wry-smile cat-face-with-wry-smile crying-cat crying-cat-face grinning-cat
    grinning-cat-face grinning-cat-with-smiling-eyes grinning-cat-face-with-smiling-eyes
    kissing-cat kissing-cat-face pouting-cat pouting-cat-face smiling-cat-with-heart-eyes
    smiling-cat-face-with-heart-eyes weary-cat weary-cat-face
    """.split()
)

# Whole animals and their faces. Left out: lion, tiger and leopard (they are cats of a kind),
# paw prints, noses, wings, webs, nests and shells (parts and traces), people with animals.
OTHER_ANIMALS = set(
    """
    ant baby-chick badger bat bear bear-face beaver beetle bird bird-1 bird-2 bison black-bird
    blackbird blowfish boar boar-1 boar-2 bug butterfly camel chicken chipmunk cockroach cow
    cow-face crab cricket crocodile deer dodo dog dog-face dolphin donkey dove dragon dragon-face
    duck eagle elephant ewe ewe-1 ewe-2 fish flamingo fly fox fox-face-1 fox-face-2 frog frog-face
    front-facing-baby-chick giraffe goat goose gorilla guide-dog hamster hamster-face
    hatching-chick hatching-chick-1 hear-no-evil-monkey hedgehog hippopotamus honeybee horse
    horse-face jellyfish kangaroo koala lady-beetle lizard llama lobster mammoth
    monarch-butterfly monkey monkey-face moose mosquito mouse mouse-face octopus orangutan orca
    otter owl ox panda panda-face parrot peacock penguin penguin-1 penguin-2 phoenix phoenix-bird
    pig pig-face polar-bear poodle rabbit rabbit-face raccoon ram rat rhinoceros rooster sauropod
    scorpion seal see-no-evil-monkey service-dog shark shrimp skunk sloth snail snake
    speak-no-evil-monkey spider spouting-whale squid swan t-rex tropical-fish turkey turtle
    two-hump-camel unicorn unicorn-face water-buffalo whale wolf wolf-face worm zebra

    babychick bactriancamel bunny bunnyside cowface dogside doveofpeace dragonhead dragonside
    dromedarycamel frontfacingchick hampster hatchingchick horseface ladybeetle monkeyface
    monkeyhear monkeysee monkeyspeak mouseside pandaface pigside sheep spurtingwhale tropicalfish
    waterbuffalo wolfface
    """.split()
)

# Drawings that are not what their name says: this "turkey" is the flag of Turkey.
MISNAMED = {"streamline-emojis:turkey"}

COMPOSITION = Template(
    """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
         width="$size" height="$size" viewBox="0 0 1 1">
    <defs><linearGradient id="backdrop-of-the-composition" gradientUnits="userSpaceOnUse"
         x1="$x1" y1="$y1" x2="$x2" y2="$y2">
      <stop offset="0" stop-color="$colour1"/><stop offset="1" stop-color="$colour2"/>
    </linearGradient></defs>
    <rect width="1" height="1" fill="url(#backdrop-of-the-composition)"/>
    <g transform="translate($x $y) rotate($tilt) scale($flip 1)">
      <svg x="$corner" y="$corner" width="$share" height="$share" viewBox="$box">$body</svg>
    </g></svg>"""
)


@dataclass(frozen=True)
class Drawing:
    """One drawing of an emoji family: SVG markup and the box that it fills."""

    family: str
    name: str
    body: str
    box: tuple[float, float, float, float]  # left, top, width, height

    @property
    def label(self) -> int:
        return int(self.name in CATS)


def fetch(folder: Path) -> None:
    """Download the packages at their pinned versions into `folder`."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit(
            "npm is needed to fetch the drawings and was not found: install Node.js, or "
            "give --packages a folder that holds the iconify-json-*.tgz files"
        )
    for family, (version, _, _) in FAMILIES.items():
        print(f"fetching @iconify-json/{family} {version}", flush=True)
        package = f"@iconify-json/{family}@{version}"
        command = [npm, "pack", "--silent", package]
        if subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL).returncode:
            sys.exit(f"npm could not fetch {package}: see its message above")


def read_json(folder: Path, family: str, name: str) -> dict:
    """One JSON file out of a family's package."""
    package = folder / f"iconify-json-{family}-{FAMILIES[family][0]}.tgz"
    if not package.exists():
        sys.exit(f"{package} is missing: leave --packages out to fetch it")
    with tarfile.open(package) as archive:
        return json.load(archive.extractfile(f"package/{name}"))


def drawings(folder: Path, family: str) -> list[Drawing]:
    """The animals of a family in alphabetical order, each drawing once."""
    licence = read_json(folder, family, "info.json")["license"]["spdx"]
    if licence != FAMILIES[family][1]:
        sys.exit(f"{family} states the licence {licence}, expected {FAMILIES[family][1]}")
    icons = read_json(folder, family, "icons.json")
    found = {}
    for name, icon in sorted(icons["icons"].items()):
        wanted = name in CATS | OTHER_ANIMALS and f"{family}:{name}" not in MISNAMED
        if wanted and not icon.get("hidden"):  # hidden: withdrawn by the artist
            box = (
                icon.get("left", icons.get("left", 0)),
                icon.get("top", icons.get("top", 0)),
                icon.get("width", icons.get("width", 16)),
                icon.get("height", icons.get("height", 16)),
            )
            found.setdefault(icon["body"], Drawing(family, name, icon["body"], box))
    return list(found.values())


def compose(drawing: Drawing, rng: np.random.Generator) -> np.ndarray:
    """The drawing on a smooth gradient, at a random size, tilt and place, possibly mirrored."""
    share = rng.uniform(0.62, 0.95)  # of the picture's side
    x, y = 0.5 + (1 - share) / 2 * rng.uniform(-1, 1, size=2)
    direction = rng.uniform(0, 2 * np.pi)
    dx, dy = 0.6 * np.cos(direction), 0.6 * np.sin(direction)
    colours = rng.integers(256, size=(2, 3))
    svg = COMPOSITION.substitute(
        size=SIZE,
        x1=0.5 - dx,
        y1=0.5 - dy,
        x2=0.5 + dx,
        y2=0.5 + dy,
        colour1="rgb({},{},{})".format(*colours[0]),
        colour2="rgb({},{},{})".format(*colours[1]),
        x=x,
        y=y,
        tilt=rng.uniform(-20, 20),
        flip=rng.choice([-1, 1]),
        corner=-share / 2,
        share=share,
        box=" ".join(map(str, drawing.box)),
        body=drawing.body,
    )
    png = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True)
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), dtype=float)
    step = 255 / (LEVELS - 1)
    return np.round(np.round(pixels / step) * step).astype(np.uint8)


def build_part(folder: Path, part: str, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """All pictures of one part in random order, as arrays named as in the file."""
    sources = [
        drawing
        for family, (_, _, belongs_to) in FAMILIES.items()
        if belongs_to == part
        for drawing in drawings(folder, family)
        for _ in range(CAT_COMPOSITIONS if drawing.label else 1)
    ]
    sources = [sources[k] for k in rng.permutation(len(sources))]
    return {
        f"{part}_set_x": np.stack([compose(drawing, rng) for drawing in sources]),
        f"{part}_set_y": np.array([drawing.label for drawing in sources], dtype=np.int64),
        f"{part}_set_drawing": np.array([f"{d.family}:{d.name}" for d in sources], dtype="S"),
        f"{part}_set_family": np.array([d.family for d in sources], dtype="S"),
    }


def contact_sheets(arrays: dict[str, np.ndarray], folder: Path) -> None:
    """One picture for each family and class with all its compositions side by side."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in ("train", "test"):
        families, labels = arrays[f"{part}_set_family"], arrays[f"{part}_set_y"]
        order = np.argsort(arrays[f"{part}_set_drawing"], kind="stable")
        for family in np.unique(families):
            for label, kind in enumerate(("non-cat", "cat")):
                chosen = [k for k in order if families[k] == family and labels[k] == label]
                columns = 16
                sheet = Image.new("RGB", (columns * SIZE, -(-len(chosen) // columns) * SIZE))
                for place, k in enumerate(chosen):
                    corner = (place % columns * SIZE, place // columns * SIZE)
                    sheet.paste(Image.fromarray(arrays[f"{part}_set_x"][k]), corner)
                sheet.save(folder / f"{part}-{family.decode()}-{kind}.png")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--packages", type=Path, help="folder with the packages; default: fetch")
    parser.add_argument(
        "--output", type=Path, default=Path(__file__).resolve().parents[1] / "cats.h5"
    )
    parser.add_argument("--contact-sheets", type=Path, help="folder for overview pictures")
    arguments = parser.parse_args()
    rng = np.random.default_rng(SEED)
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.packages or Path(temporary)
        if arguments.packages is None:
            fetch(folder)
        arrays = build_part(folder, "train", rng) | build_part(folder, "test", rng)
    write(
        arguments.output,
        arrays,
        ("non-cat", "cat"),
        chunk=16,
        chunk_flat=False,
        validation_family=VALIDATION_FAMILY,
    )
    for part in ("train", "test"):
        labels = arrays[f"{part}_set_y"]
        print(f"{part}: {len(labels)} pictures, {labels.sum()} of them cats")
    print(f"wrote {arguments.output}, {arguments.output.stat().st_size / 1e6:.2f} MB")
    if arguments.contact_sheets:
        contact_sheets(arrays, arguments.contact_sheets)


if __name__ == "__main__":
    main()
