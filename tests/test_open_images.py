"""Training on pictures that stay in their file: the same run as from memory, in little memory."""

import tracemalloc

import h5py
import numpy as np
import pytest

from nnhelpers import Network, Span, Trainer, gradient_check, train
from nnhelpers.datasets import load_images, open_images

SIDE = 6  # pictures of 6 × 6 × 1


def write(path, m=50, classes=3, side=SIDE, **storage):
    """A file with m pictures from a generator; the classes take turns."""
    rng = np.random.default_rng(m)
    with h5py.File(path, "w") as file:
        for part, count in (("train", m), ("test", 2 * classes)):
            pictures = rng.integers(0, 256, (count, side, side, 1), dtype=np.uint8)
            file.create_dataset(
                f"{part}_set_x", data=pictures, **(storage if part == "train" else {})
            )
            file[f"{part}_set_y"] = np.arange(count) % classes
        file["list_classes"] = [b"coat", b"shirt", b"boot"][:classes]
    return path


def network(classes=3):
    sizes = (SIDE * SIDE, 5, 1 if classes == 2 else classes)
    return Network(sizes, output="sigmoid" if classes == 2 else "softmax")


def options(**others):
    return {"rng": np.random.default_rng(4), "learning_rate": 0.1, "record_every": 3, **others}


# batch sizes: several an epoch with the last one short, one that divides m, one larger than m
@pytest.mark.parametrize("size", (16, 10, 1, 50, 64))
@pytest.mark.parametrize("dtype", (np.float64, np.float32))
@pytest.mark.parametrize("classes", (2, 3))
def test_a_run_from_the_file_is_bit_for_bit_the_run_from_memory(tmp_path, size, dtype, classes):
    path, net = write(tmp_path / "a.h5", classes=classes), network(classes)
    memory = load_images(path).train
    several = {"iterations": 13, "batch_size": size, "optimizer": "adam", "l2": 0.1}
    expected = train(net, memory.X.astype(dtype), memory.Y, **options(**several))
    with open_images(path, dtype=dtype) as stored:
        run = train(net, stored.X, stored.Y, **options(**several))
    assert run.costs.tolist() == expected.costs.tolist()
    for key in net.shapes:
        assert run.params[key].dtype == dtype
        np.testing.assert_array_equal(run.params[key], expected.params[key])


@pytest.mark.parametrize("storage", ({}, {"chunks": (5, SIDE, SIDE, 1), "compression": "gzip"}))
def test_columns_are_those_of_memory_in_the_order_asked_for(tmp_path, storage):
    path = write(tmp_path / "a.h5", **storage)
    X = load_images(path).train.X
    with open_images(path) as stored:
        assert stored.X.shape == X.shape and stored.X.dtype == X.dtype
        for which in ([3, 1, 49], [7, 7, 0], slice(40, None), slice(None, None, -9), [-1], []):
            np.testing.assert_array_equal(stored.X[:, which], X[:, which])
        np.testing.assert_array_equal(stored.X[:, X[0] > 0.5], X[:, X[0] > 0.5])


def test_the_parts_labels_and_classes_are_those_of_memory(tmp_path):
    path = write(tmp_path / "a.h5")
    data = load_images(path)
    for part in ("train", "test"):
        with open_images(path, part) as stored:
            np.testing.assert_array_equal(stored.X[:, :], getattr(data, part).X)
            np.testing.assert_array_equal(stored.Y, getattr(data, part).Y)
            assert stored.classes == data.classes


def peak(work):
    """The most bytes that `work` holds at once."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_memory_stays_far_below_the_size_of_the_file(tmp_path):
    """20 MB of pictures (160 MB as floats) with 4 MB; the same in memory takes more than 20."""
    path = write(tmp_path / "large.h5", m=5000, side=64)
    net = Network((64 * 64, 3, 3), output="softmax")
    settings = {"iterations": 100, "batch_size": 32}

    def from_file():
        with open_images(path) as stored:
            train(net, stored.X, stored.Y, **options(**settings))

    assert path.stat().st_size > 20e6
    assert peak(from_file) < 4e6
    assert peak(lambda: load_images(path)) > 20e6  # what is measured does notice


def test_what_is_too_large_to_load_can_be_opened(tmp_path):
    path = write(tmp_path / "a.h5")
    with h5py.File(path, "a") as file:  # claims 0.4 GB, stores nothing
        del file["train_set_x"], file["train_set_y"]
        file.create_dataset("train_set_x", (10**6, 20, 20, 1), np.uint8, chunks=(1000, 20, 20, 1))
        file["train_set_y"] = np.arange(10**6) % 3
    with pytest.raises(ValueError, match=r"train_set_x .*fit into memory.*open_images"):
        load_images(path)
    with open_images(path) as stored:
        assert stored.X.shape == (400, 10**6)
        assert stored.X[:, [999_999, 5]].shape == (400, 2)


# what is asked of X that needs all of it; every message names the argument and says what to do
NEEDS_MEMORY = {
    "full batch": (lambda net, X, Y: Trainer(net, X, Y), "X lies in a file.*batch_size=64"),
    "validation": (
        lambda net, X, Y: Trainer(net, X, Y, batch_size=8, validation=(X, Y)),
        r"validation\[0\] lies in a file.*validation\[0\]\[:, :1000\]",
    ),
    "forward": (lambda net, X, Y: net.forward(X, net.initialize()), "X lies in a file"),
    "gradient check": (
        lambda net, X, Y: gradient_check(net, net.initialize(), X, Y),
        "X lies in a file",
    ),
    "span": (lambda net, X, Y: Span(X), "X lies in a file"),
    "labels": (lambda net, X, Y: Trainer(net, X, X, batch_size=8), "Y lies in a file"),
}


@pytest.mark.parametrize("ask, message", NEEDS_MEMORY.values(), ids=NEEDS_MEMORY)
def test_what_needs_all_columns_is_refused_by_name(tmp_path, ask, message):
    with open_images(write(tmp_path / "a.h5")) as stored:
        with pytest.raises(TypeError, match=message):
            ask(network(), stored.X, stored.Y)


def test_a_part_read_into_memory_serves_for_validation(tmp_path):
    path = write(tmp_path / "a.h5")
    with open_images(path) as stored:
        pair = stored.X[:, 40:], stored.Y[:, 40:]
        settings = options(batch_size=8, iterations=3, validation=pair)
        assert len(train(network(), stored.X, stored.Y, **settings).validation_costs) == 2


def test_wrong_sizes_are_refused_as_in_memory(tmp_path):
    with open_images(write(tmp_path / "a.h5")) as stored:
        with pytest.raises(ValueError, match=r"X has shape \(36, 50\), but \(9, m\) was expected"):
            Trainer(Network((9, 3), output="softmax"), stored.X, stored.Y, batch_size=8)
        with pytest.raises(ValueError, match=r"Y has shape \(3, 49\), but \(3, 50\)"):
            Trainer(network(), stored.X, stored.Y[:, 1:], batch_size=8)
        for key in (0, (0, 1), (slice(1, 2), slice(None)), slice(None)):
            with pytest.raises(TypeError, match="X lies in a file: read columns"):
                stored.X[key]


def test_a_closed_file_is_named(tmp_path):
    path, net = write(tmp_path / "a.h5"), network()
    with open_images(path) as stored:
        trainer = Trainer(net, stored.X, stored.Y, batch_size=8, rng=np.random.default_rng(1))
        trainer.step(2)
    for ask in (
        lambda: trainer.step(),
        lambda: trainer.run(),
        lambda: Trainer(net, stored.X, stored.Y, batch_size=8),
        lambda: stored.X[:, :3],
        lambda: stored.X.shape,
    ):
        with pytest.raises(
            ValueError, match=r"X lies in .*a\.h5, which is closed.*with open_image"
        ):
            ask()
    assert "a.h5" in repr(stored.X)


def test_a_damaged_part_of_the_file_is_named_when_it_is_reached(tmp_path):
    path = write(tmp_path / "a.h5", m=3000, chunks=(1000, SIDE, SIDE, 1), compression="gzip")
    with open_images(path) as stored:
        with open(path, "r+b") as file:  # in the middle of the packed pictures
            file.seek(path.stat().st_size // 2)
            file.write(bytes(2000))
        with pytest.raises(ValueError, match=r"a\.h5 is damaged or cut short"):
            stored.X[:, :]


def test_errors_of_the_work_inside_the_block_come_out_as_they_are(tmp_path):
    path = write(tmp_path / "a.h5")
    for error in (OSError, RuntimeError, KeyError, TypeError):
        with pytest.raises(error, match="mine"):
            with open_images(path):
                raise error("mine")


@pytest.mark.parametrize(
    "arguments, error, message",
    (
        (("nowhere.h5",), FileNotFoundError, "path: there is no such file"),
        ((7,), TypeError, "path is of type int, 7, but a file name"),
        (("a.h5", "validation"), ValueError, "part='validation' is not known.*train, test"),
        (("a.h5", "train", int), ValueError, "dtype='int64' is not known.*float64, float32"),
        (("text.h5",), ValueError, r"text\.h5 cannot be read"),
        (("empty.h5",), ValueError, "empty.h5 holds no list_classes"),
    ),
)
def test_wrong_arguments_are_refused(tmp_path, monkeypatch, arguments, error, message):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.h5")
    (tmp_path / "text.h5").write_text("no HDF5")
    h5py.File(tmp_path / "empty.h5", "w").close()
    with pytest.raises(error, match=message):
        with open_images(*arguments):
            pass
