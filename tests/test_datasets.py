"""Loading pictures: the classic layout, cats.h5, and every way in which a file can be wrong."""

import gzip
import hashlib
import importlib.util
import io
import json
import re
import subprocess
import sys
import tarfile
import types
from pathlib import Path

import h5py
import numpy as np
import pytest

import nnhelpers as nn
from nnhelpers import datasets
from nnhelpers.datasets import load_cats, load_images
from nnhelpers.drawings import centered

ROOT = Path(__file__).resolve().parent.parent
CLASSIC = ROOT / "tests" / "data" / "classic_layout.h5"


def write(path, **arrays):
    with h5py.File(path, "w") as file:
        for key, array in arrays.items():
            file[key] = array
    return path


def arrays_of(part, m=8, classes=2, size=4):
    pixels = np.arange(m * size * size * 3) % 256
    return {
        f"{part}_set_x": pixels.reshape(m, size, size, 3).astype(np.uint8),
        f"{part}_set_y": np.arange(m) % classes,
    }


def good_arrays(classes=2):
    names = [b"non-cat", b"cat", b"lion", b"dog"][:classes]
    return {
        **arrays_of("train", classes=classes),
        **arrays_of("test", m=4, classes=classes),
        "list_classes": np.array(names),
    }


# ------------------------------------------------------------------------------ what works


def test_classic_layout_in_one_file():
    data = load_images(CLASSIC)
    assert data.classes == ("non-cat", "cat")
    assert data.validation is None
    assert data.train.images.shape == (12, 8, 8, 3) and data.train.images.dtype == np.uint8
    assert data.train.X.shape == (192, 12) and data.train.X.dtype == np.float64
    assert data.train.Y.shape == (1, 12) and data.train.Y.dtype == np.float64
    assert data.test.X.shape == (192, 6) and len(data.test) == 6
    assert data.train.drawing is None and data.train.family is None


def test_columns_are_pictures_scaled_to_0_1():
    train = load_images(CLASSIC).train
    for k in range(len(train)):  # pixel by pixel: row, column, channel
        np.testing.assert_array_equal(train.X[:, k], train.images[k].ravel() / 255)
    assert 0 <= train.X.min() < train.X.max() <= 1
    np.testing.assert_array_equal(train.Y[0], train.labels)


def test_columns_are_not_kept_beside_the_pictures():
    part = load_images(CLASSIC).train
    X = part.X
    X[:] = 0.5  # whoever asks next gets the pictures, not this
    np.testing.assert_array_equal(part.X[:, 0] * 255, part.images[0].ravel())


def test_classic_layout_in_two_files(tmp_path):
    arrays = good_arrays()
    train = {key: value for key, value in arrays.items() if not key.startswith("test")}
    test = {key: value for key, value in arrays.items() if not key.startswith("train")}
    one = load_images(write(tmp_path / "both.h5", **arrays))
    two = load_images(
        str(write(tmp_path / "train_catvnoncat.h5", **train)),
        write(tmp_path / "test_catvnoncat.h5", **test),
    )
    for part in ("train", "test"):
        np.testing.assert_array_equal(getattr(one, part).X, getattr(two, part).X)
        np.testing.assert_array_equal(getattr(one, part).Y, getattr(two, part).Y)
    assert one.classes == two.classes


def test_logistic_regression_reaches_the_costs_of_another_library():
    expected = json.loads((ROOT / "tests" / "data" / "classic_layout_costs.json").read_text())
    train = load_images(CLASSIC).train
    run = nn.train(
        nn.Network((192, 1)),
        train.X,
        train.Y,
        init="zeros",
        learning_rate=expected["learning_rate"],
        iterations=expected["iterations"],
        record_every=expected["record_every"],
    )
    np.testing.assert_allclose(run.costs[:-1], expected["costs"], rtol=1e-10)
    assert list(run.iterations) == list(range(0, 2001, 100))
    np.testing.assert_allclose(run.params["b1"], expected["final_bias"], rtol=1e-9)
    norm = np.linalg.norm(run.params["W1"])
    np.testing.assert_allclose(norm, expected["final_weights_norm"], rtol=1e-9)


def test_more_than_two_classes_give_one_hot_columns(tmp_path):
    train = load_images(write(tmp_path / "three.h5", **good_arrays(classes=3))).train
    assert train.Y.shape == (3, 8)
    # labels 0 1 2 0 1 2 0 1
    assert train.Y[:, :3].tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    np.testing.assert_array_equal(train.Y.argmax(axis=0), train.labels)
    np.testing.assert_array_equal(train.Y.sum(axis=0), 1)


@pytest.mark.parametrize("validation, count", [(2, 2), (0.25, 2), (np.int64(3), 3), (0.4, 3)])
def test_validation_takes_the_last_training_pictures(validation, count):
    whole = load_images(CLASSIC)
    count = count if isinstance(validation, (int, np.integer)) else round(validation * 12)
    data = load_images(CLASSIC, validation=validation)
    assert len(data.validation) == count and len(data.train) == 12 - count
    np.testing.assert_array_equal(
        np.concatenate([data.train.images, data.validation.images]), whole.train.images
    )
    np.testing.assert_array_equal(np.hstack([data.train.Y, data.validation.Y]), whole.train.Y)
    np.testing.assert_array_equal(data.test.images, whole.test.images)


@pytest.mark.parametrize("validation", [0, False, 0.0])
def test_without_validation_all_pictures_are_for_training(validation):
    data = load_images(CLASSIC, validation=validation)
    assert data.validation is None and len(data.train) == 12


def test_other_ways_of_storing_the_same_are_read(tmp_path):
    arrays = good_arrays()
    expected = load_images(write(tmp_path / "plain.h5", **arrays))
    arrays["list_classes"] = ["non-cat", "cat"]  # HDF5 strings instead of bytes
    arrays["train_set_y"] = arrays["train_set_y"].astype(np.uint8)
    path = write(tmp_path / "other.h5", **arrays)
    with h5py.File(path, "a") as file:  # compressed, in chunks
        pixels = file["train_set_x"][:]
        del file["train_set_x"]
        file.create_dataset("train_set_x", data=pixels, compression="gzip", chunks=(3, 4, 4, 3))
    data = load_images(path)
    assert data.classes == expected.classes
    np.testing.assert_array_equal(data.train.X, expected.train.X)
    np.testing.assert_array_equal(data.train.Y, expected.train.Y)
    assert data.train.labels.dtype == np.int64


def test_drawing_and_family_are_read_where_stored(tmp_path):
    arrays = good_arrays()
    arrays["train_set_drawing"] = np.array([f"d{k // 2}" for k in range(8)], dtype="S")
    train = load_images(write(tmp_path / "drawn.h5", **arrays)).train
    assert train.drawing.tolist() == ["d0", "d0", "d1", "d1", "d2", "d2", "d3", "d3"]
    assert train.family is None
    some = train.take(train.drawing == "d1")
    assert some.drawing.tolist() == ["d1", "d1"] and some.X.shape == (48, 2)
    np.testing.assert_array_equal(some.X, train.X[:, 2:4])
    assert repr(some) == "Split(images (2, 4, 4, 3), examples of each class: [1, 1])"


def test_shrunk_pictures_are_the_means_of_their_blocks(tmp_path):
    train = load_images(write(tmp_path / "small.h5", **good_arrays())).train
    X = train.shrunk(2)
    assert X.shape == (2 * 2 * 3, 8)
    upper_right = train.images[5, :2, 2:, 1]  # rows, columns, channel of picture 5
    assert X[1 * 3 + 1, 5] == pytest.approx(upper_right.mean() / 255)
    np.testing.assert_allclose(train.shrunk(4), train.X)
    np.testing.assert_allclose(train.shrunk(1)[:, 3], train.images[3].mean(axis=(0, 1)) / 255)


@pytest.mark.parametrize("side", [3, 8])
def test_shrinking_needs_a_side_that_divides_the_pictures(tmp_path, side):
    train = load_images(write(tmp_path / "small.h5", **good_arrays())).train
    with pytest.raises(ValueError, match=f"side must divide .* got {side}, .* 4 × 4"):
        train.shrunk(side)


def test_what_was_loaded_stays_when_the_file_goes(tmp_path):
    path = write(tmp_path / "gone.h5", **good_arrays())
    data = load_images(path)
    path.unlink()
    assert data.train.X.shape == (48, 8) and data.test.Y.shape == (1, 4)


def test_importing_datasets_loads_neither_h5py_nor_matplotlib():
    code = (
        "import sys; from nnhelpers import datasets; datasets.flower(8);"
        "print({'h5py', 'matplotlib', 'ipywidgets', 'PIL'} & set(sys.modules))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout
    assert printed.strip() == "set()"


# -------------------------------------------------------------------------------- cats.h5


@pytest.fixture(scope="module")
def cats():
    return load_cats()


def test_cats_have_the_documented_shapes(cats):
    assert cats.classes == ("non-cat", "cat")
    for part, m, cat_pictures in (("train", 808, 376), ("validation", 214, 96), ("test", 381, 184)):
        split = getattr(cats, part)
        assert split.images.shape == (m, 64, 64, 3) and split.images.dtype == np.uint8
        assert split.X.shape == (12288, m) and split.Y.shape == (1, m)
        assert split.Y.sum() == cat_pictures
        assert split.drawing.shape == split.family.shape == (m,)


def test_artists_never_mix(cats):
    families = [set(split.family.tolist()) for split in (cats.train, cats.validation, cats.test)]
    assert families[1:] == [{"twemoji"}, {"noto", "noto-v1"}]
    assert len(families[0]) == 5 and not families[0] & (families[1] | families[2])
    for split in (cats.train, cats.validation, cats.test):
        artists = [drawing.split(":")[0] for drawing in split.drawing]
        assert artists == split.family.tolist()


def test_every_cat_drawing_comes_eight_times_and_every_other_once(cats):
    for split, cat_drawings in ((cats.train, 47), (cats.validation, 12), (cats.test, 23)):
        for label, times in ((0, 1), (1, 8)):
            _, counts = np.unique(split.drawing[split.labels == label], return_counts=True)
            assert set(counts.tolist()) == {times}
        assert len(set(split.drawing[split.labels == 1].tolist())) == cat_drawings


def test_labels_agree_with_the_names_of_the_drawings(cats):
    for split in (cats.train, cats.validation, cats.test):
        named_cat = [bool(re.search(r":(.*-)?cat(side|-.*)?$", name)) for name in split.drawing]
        np.testing.assert_array_equal(np.array(named_cat), split.labels == 1)
        names = " ".join(split.drawing)
        assert not re.search("tiger|lion|leopard|paw", names)


def test_no_cat_picture_comes_twice(cats):
    pictures = np.concatenate([split.images for split in (cats.train, cats.validation, cats.test)])
    assert len({picture.tobytes() for picture in pictures}) == len(pictures)


def test_a_picture_has_a_smooth_background_and_something_on_it(cats):
    assert len(np.unique(cats.train.images)) == 64  # 6 bits a channel
    pictures = cats.train.images.astype(int)
    edge_steps = np.abs(np.diff(pictures[:, 0], axis=1)).max(axis=(1, 2))
    assert np.median(edge_steps) <= 10  # the top row is mostly gradient
    assert (pictures.std(axis=(1, 2)).max(axis=1) > 15).all()  # no empty picture


def test_without_validation_its_pictures_are_for_training(cats):
    data = load_cats(validation=False)
    assert data.validation is None and len(data.train) == 808 + 214
    np.testing.assert_array_equal(data.test.images, cats.test.images)


@pytest.mark.parametrize("validation", [0.2, 100, None, "yes"])
def test_cats_validation_is_yes_or_no(validation):
    with pytest.raises(TypeError, match="validation must be True or False"):
        load_cats(validation=validation)


def test_missing_cats_say_how_to_get_them_back(monkeypatch, tmp_path):
    monkeypatch.setattr(datasets, "CATS", tmp_path / "cats.h5")
    with pytest.raises(FileNotFoundError, match=r"git checkout -- datasets/cats\.h5"):
        load_cats()


def test_readme_states_every_file_with_its_sha256_and_licence():
    readme = (ROOT / "datasets" / "README.md").read_text(encoding="utf-8")
    files = sorted((ROOT / "datasets").glob("*.h5"))
    assert ROOT / "datasets" / "cats.h5" in files
    rows = dict(re.findall(r"^\| `(\S+\.h5)` \|.*\| `([0-9a-f]{64})` \|$", readme, re.MULTILINE))
    assert sorted(rows) == [path.name for path in files], (
        "datasets/README.md: the table at the top has one row for each file of the folder"
    )
    for path in files:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert digest == rows[path.name], f"the sha256 of {path.name} is {digest}"
        assert path.stat().st_size < 5e6, f"{path.name} is larger than 5 MB"
        script = ROOT / "datasets" / "build" / f"build_{path.stem}.py"
        assert script.is_file(), f"{path.name} has no build/{script.name}"
        _, heading, rest = readme.partition(f"\n## {path.name}\n")
        assert heading, f"datasets/README.md has no section ## {path.name}"
        section = rest.split("\n## ")[0]
        for words in ("icence", "Attribution"):
            assert words in section, f"datasets/README.md, {path.name}: the section lacks {words!r}"


def test_readme_names_the_packages_the_build_script_pins():
    script = (ROOT / "datasets" / "build" / "build_cats.py").read_text(encoding="utf-8")
    readme = (ROOT / "datasets" / "README.md").read_text(encoding="utf-8")
    pinned = re.findall(r'^    "([a-z0-9-]+)": \("([\d.]+)"', script, re.MULTILINE)
    assert len(pinned) == 8
    for family, version in pinned:
        assert f"| `@iconify-json/{family}` | {version} |" in readme


def build_script(name, monkeypatch):
    """A file of datasets/build as a module; what it imports from there is found."""
    place = ROOT / "datasets" / "build" / f"{name}.py"
    monkeypatch.syspath_prepend(str(place.parent))
    spec = importlib.util.spec_from_file_location(name, place)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def build_cats(monkeypatch):
    """The build script as a module; rendering, which needs an extra package, is not used here."""
    monkeypatch.setitem(sys.modules, "resvg_py", types.ModuleType("resvg_py"))
    return build_script("build_cats", monkeypatch)


def package(folder, family, version, licence, icons):
    contents = {
        "package/info.json": {"license": {"spdx": licence}},
        "package/icons.json": {"icons": icons, "width": 32, "height": 32},
    }
    with tarfile.open(folder / f"iconify-json-{family}-{version}.tgz", "w:gz") as archive:
        for name, content in contents.items():
            data = json.dumps(content).encode()
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))


def test_build_chooses_animals_once_and_no_other_cats(build_cats, tmp_path):
    icons = {
        "weary-cat": {"body": "<a/>"},
        "cat": {"body": "<b/>", "width": 48},
        "grinning-cat": {"body": "<a/>"},  # the same drawing under another name
        "dog": {"body": "<c/>"},
        "fox": {"body": "<d/>", "hidden": True},  # withdrawn
        **{
            name: {"body": f"<{name}/>"}
            for name in ("tiger", "lion", "paw-prints", "turkey", "car")
        },
    }
    family = "streamline-emojis"
    version, licence, _ = build_cats.FAMILIES[family]
    package(tmp_path, family, version, licence, icons)
    chosen = build_cats.drawings(tmp_path, family)
    # "turkey" is a flag in this family
    assert [(d.name, d.label) for d in chosen] == [("cat", 1), ("dog", 0), ("grinning-cat", 1)]
    assert [d.box for d in chosen] == [(0, 0, 48, 32), (0, 0, 32, 32), (0, 0, 32, 32)]


def test_build_stops_at_another_licence(build_cats, tmp_path):
    package(tmp_path, "twemoji", build_cats.FAMILIES["twemoji"][0], "CC-BY-NC-4.0", {})
    with pytest.raises(SystemExit, match=r"twemoji states the licence CC-BY-NC-4\.0"):
        build_cats.drawings(tmp_path, "twemoji")


@pytest.fixture
def build_fashion(monkeypatch):
    """The build script of the clothes as a module."""
    return build_script("build_fashion", monkeypatch)


def test_clothes_are_as_many_of_each_kind():
    data = load_images(ROOT / "datasets" / "fashion.h5")
    assert data.train.images.shape == (10000, 28, 28, 1) and len(data.classes) == 10
    for part, count in ((data.train, 1000), (data.test, 200)):
        assert np.bincount(part.labels).tolist() == [count] * 10
    assert len(np.unique(data.train.images)) == 64


def test_build_of_the_clothes_draws_without_repeating(build_fashion, tmp_path):
    """A stand-in for the package: 1 200 photos of each class, each with a number of its own."""
    labels = np.repeat(np.arange(10, dtype=np.uint8), 1200)
    images = np.zeros((len(labels), 28, 28), np.uint8)
    images[:, 0, :2] = 6 * np.stack(np.divmod(np.arange(len(labels)) % 1200, 40), axis=1)
    (tmp_path / "train-images-idx3-ubyte.gz").write_bytes(gzip.compress(bytes(16) + bytes(images)))
    (tmp_path / "train-labels-idx1-ubyte.gz").write_bytes(gzip.compress(bytes(8) + bytes(labels)))
    for name in ("a.h5", "b.h5"):
        arrays = build_fashion.build_part(tmp_path, "train", np.random.default_rng(1))
        build_fashion.write(tmp_path / name, arrays, build_fashion.CLASSES)
    assert (tmp_path / "a.h5").read_bytes() == (tmp_path / "b.h5").read_bytes()
    assert np.bincount(arrays["train_set_y"]).tolist() == [1000] * 10
    drawn = np.column_stack([arrays["train_set_y"], arrays["train_set_x"][:, 0, :2, 0]])
    assert len(np.unique(drawn, axis=0)) == 10000


def test_build_of_the_clothes_stops_at_another_package(build_fashion, tmp_path):
    (tmp_path / "other.deb").write_bytes(b"something else")
    with pytest.raises(SystemExit, match="has the sha256"):
        build_fashion.unpack(tmp_path / "other.deb", tmp_path)


@pytest.fixture
def build_drawings(monkeypatch):
    """The build script of cat, dog and lion as a module."""
    return build_script("build_cat_dog_lion", monkeypatch)


def test_drawings_are_as_many_of_each_kind_in_each_part():
    data = load_images(ROOT / "datasets" / "cat_dog_lion.h5", validation=45)
    assert data.classes == ("cat", "dog", "lion")
    for part, count in ((data.train, 60), (data.validation, 15), (data.test, 25)):
        assert part.images.shape == (3 * count, 28, 28, 1)
        assert np.bincount(part.labels).tolist() == [count] * 3
    pictures = np.concatenate([data.train.images, data.validation.images, data.test.images])
    assert len({picture.tobytes() for picture in pictures}) == 300


def test_every_drawing_is_in_the_middle():
    data = load_images(ROOT / "datasets" / "cat_dog_lion.h5")
    for picture in np.concatenate([data.train.images, data.test.images])[..., 0]:
        np.testing.assert_array_equal(picture, centered(picture))


def drawings_package(folder, count=100):
    """A stand-in for the package: in each picture two pixels say its class and its number."""
    place = folder / "drawings.tgz"
    with tarfile.open(place, "w:gz") as archive:
        for label, name in enumerate(("cat", "dog", "lion")):
            ink = np.zeros((count, 28, 28))
            ink[:, 0, 0], ink[:, 0, 1] = 1, 0.01 * np.arange(1, count + 1)
            ink[:, label + 1, 0] = 1
            lines = "\n".join(json.dumps(picture.ravel().tolist()) for picture in ink)
            packed = gzip.compress(lines.encode())
            member = tarfile.TarInfo(f"package/src/drawings/{name}.ndjson.gz")
            member.size = len(packed)
            archive.addfile(member, io.BytesIO(packed))
    return place


def test_build_of_the_drawings_uses_each_once_and_writes_the_same_bytes(build_drawings, tmp_path):
    package = drawings_package(tmp_path)
    for name in ("a.h5", "b.h5"):
        arrays = build_drawings.build(package, np.random.default_rng(1))
        build_drawings.write(tmp_path / name, arrays, build_drawings.CLASSES)
    assert (tmp_path / "a.h5").read_bytes() == (tmp_path / "b.h5").read_bytes()
    data = load_images(tmp_path / "a.h5", validation=45)
    seen = set()
    for part, count in ((data.train, 60), (data.validation, 15), (data.test, 25)):
        assert np.bincount(part.labels).tolist() == [count] * 3
        for picture, label in zip(part.images[..., 0], part.labels):
            rows, columns = np.nonzero(picture)
            assert np.ptp(rows) == label + 1 and np.ptp(columns) == 1  # its own class, centered
            seen.add((label, picture[rows[0], columns[0] + 1]))
    assert len(seen) == 300


def test_build_of_the_drawings_stops_at_another_package(build_drawings, tmp_path):
    with pytest.raises(SystemExit, match="has the sha256"):
        build_drawings.check(drawings_package(tmp_path))


def test_curves_of_the_clothes_are_those_that_the_script_measures():
    """Every network, amount and seed once; no accuracy below a blind guess."""
    lines = (ROOT / "datasets" / "fashion_curves.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "network,photos,seed,test accuracy"
    rows = [line.split(",") for line in lines[1:]]
    script = (ROOT / "datasets" / "build" / "measure_fashion.py").read_text(encoding="utf-8")
    names = re.findall(r'^    "(\w+)": \(784', script, re.MULTILINE)
    amounts = re.search(r"^AMOUNTS = \((.*)\)$", script, re.MULTILINE)[1].split(", ")
    seeds = range(int(re.search(r"^SEEDS = range\((\d)\)$", script, re.MULTILINE)[1]))
    expected = {(n, a, str(s)) for n in names for a in amounts for s in seeds}
    assert {tuple(row[:3]) for row in rows} == expected and len(rows) == len(expected)
    assert all(0.1 < float(row[3]) < 1 for row in rows)


def test_build_writes_the_same_bytes_every_time(build_cats, tmp_path):
    arrays = {key: value for key, value in good_arrays().items() if key != "list_classes"}
    for name in ("once.h5", "again.h5"):
        build_cats.write(tmp_path / name, arrays, ("non-cat", "cat"), chunk=3)
    assert (tmp_path / "once.h5").read_bytes() == (tmp_path / "again.h5").read_bytes()
    np.testing.assert_array_equal(
        load_images(tmp_path / "once.h5").train.images, arrays["train_set_x"]
    )


# ------------------------------------------------------------------------- what is refused


def without(key):
    return lambda arrays: arrays.pop(key)


def put(key, value):
    return lambda arrays: arrays.update({key: value})


def change(key, function):
    return lambda arrays: arrays.update({key: function(arrays[key])})


WRONG_FILES = {
    "no training pictures": (without("train_set_x"), "holds no train_set_x, only .*test_set_x"),
    "no training labels": (without("train_set_y"), "holds no train_set_y"),
    "no test pictures": (without("test_set_x"), "holds no test_set_x.*test_path"),
    "no test labels": (without("test_set_y"), "holds no test_set_y"),
    "no class names": (without("list_classes"), "holds no list_classes"),
    "a group for an array": (
        lambda arrays: (arrays.pop("train_set_x"), arrays.update({"train_set_x/deep": [1]})),
        "train_set_x .*must be an array; got <HDF5 group",
    ),
    "float pictures": (
        change("train_set_x", lambda x: x / 255),
        "train_set_x .*uint8; got float64",
    ),
    "signed pictures": (
        change("test_set_x", lambda x: x.astype(np.int16)),
        "test_set_x .*uint8; got int16",
    ),
    "text for pictures": (put("train_set_x", np.array([b"cat"] * 8)), "train_set_x .*uint8"),
    "pictures without channels": (
        change("train_set_x", lambda x: x[..., 0]),
        r"train_set_x .*\(m, height, width, channels\); got \(8, 4, 4\)",
    ),
    "flattened pictures": (
        change("train_set_x", lambda x: x.reshape(8, -1)),
        r"train_set_x .*got \(8, 48\)",
    ),
    "one number for the pictures": (put("train_set_x", np.uint8(3)), r"train_set_x .*got \(\)"),
    "nothing for the pictures": (
        put("train_set_x", h5py.Empty(np.uint8)),
        "train_set_x .*must be an array; got <HDF5 dataset .* shape None",
    ),
    "no pictures in the array": (
        lambda arrays: arrays.update(
            train_set_x=np.zeros((0, 4, 4, 3), np.uint8), train_set_y=np.zeros(0, int)
        ),
        "train_set_x .*holds no pictures",
    ),
    "pictures without width": (
        put("train_set_x", np.zeros((8, 4, 0, 3), np.uint8)),
        "train_set_x .*holds no pictures",
    ),
    "too few labels": (
        change("train_set_y", lambda y: y[:-1]),
        r"train_set_y .*\(8,\).*got \(7,\)",
    ),
    "too many labels": (
        change("test_set_y", lambda y: np.append(y, 1)),
        r"test_set_y .*\(4,\).*got \(5,\)",
    ),
    "labels as a row": (
        change("train_set_y", lambda y: y[np.newaxis]),
        r"train_set_y .*\(8,\).*got \(1, 8\)",
    ),
    "float labels": (
        change("train_set_y", lambda y: y * 1.0),
        "train_set_y .*integers; got float64",
    ),
    "labels as text": (
        put("train_set_y", np.array([b"cat", b"dog"] * 4)),
        "train_set_y .*integers",
    ),
    "labels from 1": (change("train_set_y", lambda y: y + 1), "train_set_y .*0 to 1.*got 1 to 2"),
    "labels -1 and 1": (
        change("test_set_y", lambda y: 2 * y - 1),
        "test_set_y .*0 to 1.*got -1 to 1",
    ),
    "unsigned labels too large": (
        put("train_set_y", np.full(8, 2**64 - 1, np.uint64)),
        "train_set_y .*got 18446744073709551615",
    ),
    "a class without examples": (
        change("train_set_y", lambda y: y * 0),
        "train_set_y .*no example of cat in the 8 pictures",
    ),
    "one class": (put("list_classes", np.array([b"cat"])), r"list_classes .*two .*shape \(1,\)"),
    "a class twice": (put("list_classes", np.array([b"cat", b"cat"])), "list_classes .*different"),
    "class names in a table": (
        put("list_classes", np.array([[b"non-cat", b"cat"]])),
        "list_classes .*must be a list",
    ),
    "numbers for class names": (put("list_classes", [0, 1]), "list_classes .*text.*got int64"),
    "class names in no known text": (
        put("list_classes", np.array([b"non-cat", b"\xff\xfe"])),
        "list_classes .*UTF-8",
    ),
    "nothing for class names": (
        put("list_classes", h5py.Empty("S3")),
        "list_classes .*must be an array",
    ),
    "test pictures of another size": (
        lambda arrays: arrays.update(arrays_of("test", m=4, size=5)),
        r"test_set_x .*\(5, 5, 3\).*train_set_x .*\(4, 4, 3\)",
    ),
    "too few drawings": (
        put("train_set_drawing", np.array([b"d"] * 3)),
        r"train_set_drawing .*\(8,\).*got \(3,\)",
    ),
    "numbers for families": (put("test_set_family", np.arange(4)), "test_set_family .*text"),
}


@pytest.mark.parametrize("change_it, message", WRONG_FILES.values(), ids=WRONG_FILES)
def test_wrong_files_are_refused_by_name_and_key(tmp_path, change_it, message):
    arrays = good_arrays()
    change_it(arrays)
    path = write(tmp_path / "mine.h5", **arrays)
    with pytest.raises(ValueError, match=message) as caught:
        load_images(path)
    assert "mine.h5" in str(caught.value)


def test_a_file_larger_than_memory_is_refused_before_reading(tmp_path):
    path = write(tmp_path / "mine.h5", **good_arrays())
    with h5py.File(path, "a") as file:  # claims 3 TB, stores nothing
        del file["train_set_x"], file["train_set_y"]
        file.create_dataset("train_set_x", (10**6, 1000, 1000, 3), np.uint8, chunks=(1, 10, 10, 3))
        file.create_dataset("train_set_y", (10**6,), np.int64, chunks=(1000,))
    with pytest.raises(ValueError, match=r"train_set_x .*fit into memory"):
        load_images(path)


def test_two_files_of_different_data_sets_are_refused(tmp_path):
    train = write(tmp_path / "train.h5", **good_arrays())
    other = good_arrays()
    other["list_classes"] = np.array([b"cat", b"non-cat"])
    test = write(tmp_path / "test.h5", **other)
    with pytest.raises(ValueError, match=r"list_classes differs.*train\.h5.*test\.h5"):
        load_images(train, test)


@pytest.mark.parametrize(
    "path, test_path, error, message",
    [
        ("no_such.h5", None, FileNotFoundError, r"path: there is no such file, .*no_such\.h5"),
        (CLASSIC, "no_such.h5", FileNotFoundError, r"test_path: there is no such file, .*no_such"),
        (CLASSIC.parent, None, ValueError, "path: .* is a folder"),
        (7, None, TypeError, "path is of type int, 7, but a file name"),
        (None, None, TypeError, "path is of type NoneType, None, but a file name"),
        (CLASSIC, ["a.h5"], TypeError, "test_path is of type list, .*a file name"),
        (CLASSIC, "", ValueError, "test_path: .* is a folder"),
    ],
)
def test_wrong_paths_are_named(path, test_path, error, message):
    with pytest.raises(error, match=message):
        load_images(path, test_path)


@pytest.mark.parametrize(
    "validation, error, message",
    [
        (True, TypeError, "write validation=0.2"),
        (-1, ValueError, "validation=-1"),
        ("some", ValueError, "validation='some'"),
        (np.nan, ValueError, "validation=nan"),
        (12, ValueError, "from 0 to 11 .*got 12"),
        (2.5, ValueError, "got 2.5"),
        (0.001, ValueError, "got 0.001"),
        (0.99, ValueError, "got 0.99"),
        (11, ValueError, "no example of .* in the 1 pictures left"),
    ],
)
def test_wrong_validation_is_refused(validation, error, message):
    with pytest.raises(error, match=message):
        load_images(CLASSIC, validation=validation)


NOT_HDF5 = {
    "empty": b"",
    "text": b"train_set_x,train_set_y\n1,2\n",
    "a pickle": b"\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00\x8c\x05print\x94.",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "only the signature": b"\x89HDF\r\n\x1a\n" + bytes(8),
}


@pytest.mark.parametrize("content", NOT_HDF5.values(), ids=NOT_HDF5)
def test_files_that_are_not_hdf5_are_refused(tmp_path, content):
    path = tmp_path / "mine.h5"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"mine\.h5 cannot be read: .*fetch it again"):
        load_images(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_truncated_files_are_refused(tmp_path, share):
    content = (ROOT / "datasets" / "cats.h5").read_bytes()
    path = tmp_path / "cut.h5"
    path.write_bytes(content[: int(share * len(content))])
    with pytest.raises(ValueError, match=r"cut\.h5 cannot be read: .*cut short"):
        load_images(path)


def test_a_changed_byte_in_the_compressed_pictures_is_noticed(tmp_path):
    content = bytearray((ROOT / "datasets" / "cats.h5").read_bytes())
    content[len(content) // 2] ^= 0xFF
    path = tmp_path / "rotten.h5"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"rotten\.h5 cannot be read: .*damaged"):
        load_images(path)


def test_a_damaged_file_loads_or_is_refused_in_words(tmp_path):
    whole = CLASSIC.read_bytes()
    structure = [*range(0, 1200, 9), *range(6400, len(whole), 9)]  # the rest is plain pixels
    refused = 0
    for place in structure:
        path = tmp_path / f"damaged_{place}.h5"  # HDF5 may remember a file by its name
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            load_images(path)
        except ValueError as error:
            assert path.name in str(error)
            refused += 1
    assert refused > len(structure) / 5
