"""Damaged and hostile files: refused in words, or their content is what was written.

For each kind of file, cuts and flipped bits; sizes that lie; pipes, locks and rights.
"""

import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from itertools import count
from pathlib import Path

import h5py
import numpy as np
import pytest

from nnhelpers import Network, datasets, h5, load_params, save_params
from nnhelpers.datasets import load_images, open_images

ROOT = Path(__file__).resolve().parents[1]
NET = Network((3, 4, 1))


def make_params(path):
    save_params(path, NET.initialize(rng=np.random.default_rng(1)), NET)


def make_pictures(path, sealed=True, **more):
    rng = np.random.default_rng(3)
    arrays = {
        "train_set_x": rng.integers(256, size=(12, 8, 8, 3), dtype=np.uint8),
        "train_set_y": np.arange(12) % 2,
        "train_set_drawing": np.array([f"cat {k}" for k in range(12)], dtype="S"),
        "test_set_x": rng.integers(256, size=(6, 8, 8, 3), dtype=np.uint8),
        "test_set_y": np.arange(6) % 2,
        "list_classes": np.array(["non-cat", "cat"], dtype="S"),
    }
    with h5py.File(path, "w") as file:
        for key, array in (arrays | more).items():
            file[key] = array
        if sealed:
            h5.seal(file)


def params_in(path):
    params, net = load_params(path)
    return net, [(key, str(array.dtype), array.tobytes()) for key, array in params.items()]


def pictures_in(path):
    data = load_images(path)
    return data.classes, [
        (part.images.tobytes(), part.labels.tobytes(), np.ravel(part.drawing).tolist())
        for part in (data.train, data.test)
    ]


KINDS = {"params": (make_params, params_in), "pictures": (make_pictures, pictures_in)}


def judge(path, content, right):
    """ "same" or "refused"; anything else fails."""
    try:
        assert content(path) == right
    except ValueError as error:
        assert path.name in str(error)
        return "refused"
    return "same"


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_cut_short_is_refused(tmp_path, kind):
    make, content = KINDS[kind]
    path = tmp_path / "whole.h5"
    make(path)
    right, whole = content(path), path.read_bytes()
    for length in np.linspace(0, len(whole) - 1, 200).astype(int):
        path.write_bytes(whole[:length])
        assert judge(path, content, right) == "refused", length


@pytest.mark.parametrize("flips", (60, pytest.param(500, marks=pytest.mark.slow)))
@pytest.mark.parametrize("kind", KINDS)
def test_a_flipped_bit_is_noticed_or_changes_nothing(tmp_path, kind, flips):
    """At places spread over the whole file, one bit each."""
    make, content = KINDS[kind]
    path = tmp_path / "flipped.h5"
    make(path)
    right, whole = content(path), path.read_bytes()
    rng = np.random.default_rng(4)
    verdicts = []
    for place in np.linspace(0, len(whole) - 1, flips).astype(int):
        changed = bytearray(whole)
        changed[place] ^= 1 << int(rng.integers(8))
        path.write_bytes(changed)
        verdicts.append(judge(path, content, right))
    assert verdicts.count("refused") > flips / 10  # the test itself: it did reach what matters


def test_a_heap_without_an_end_is_refused(tmp_path):
    """HDF5 itself would look for the end for ever: in a process that can be stopped."""
    path = tmp_path / "endless.h5"
    make_params(path)
    content = bytearray(path.read_bytes())
    place = content.index(b"GCOL") + 16
    while content[place]:  # up to the object with the number 0: what is free
        place += 16 + -(-int.from_bytes(content[place + 8 : place + 16], "little") // 8) * 8
    content[place + 8] ^= 32  # it ends elsewhere now, and from there on stand only zeros
    path.write_bytes(content)
    code = f"from nnhelpers import load_params; load_params({str(path)!r})"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert "ValueError" in done.stderr and "the heap at byte" in done.stderr


@pytest.mark.parametrize("name", ("cats.h5", "cat_dog_lion.h5", "fashion.h5"))
def test_a_changed_block_of_the_courses_files_is_noticed(tmp_path, name):
    """Where a bit changes the pictures: of our files each compressed block has its checksum."""
    whole = bytearray(datasets.CATS.with_name(name).read_bytes())
    path = tmp_path / name
    path.write_bytes(whole)
    with h5py.File(path) as file:
        stored = file["train_set_x"].id
        blocks = [stored.get_chunk_info(k) for k in range(stored.get_num_chunks())]
    for block in blocks[:: max(1, len(blocks) // 3)]:
        changed = bytearray(whole)
        changed[block.byte_offset + block.size // 2] ^= 16
        path.write_bytes(changed)
        with pytest.raises(ValueError, match=name):
            load_images(path)


def test_a_seal_names_what_does_not_agree(tmp_path):
    make_pictures(tmp_path / "a.h5")
    with h5py.File(tmp_path / "a.h5", "a") as file:
        file["test_set_y"][0] = 1 - file["test_set_y"][0]
    with pytest.raises(ValueError, match=r"a\.h5 is damaged: test_set_y is not what was written"):
        load_images(tmp_path / "a.h5")


def test_a_sealed_array_that_is_gone_is_missed(tmp_path):
    make_pictures(tmp_path / "a.h5")
    with h5py.File(tmp_path / "a.h5", "a") as file:
        del file["train_set_drawing"]
    with pytest.raises(ValueError, match="train_set_drawing is not what was written"):
        load_images(tmp_path / "a.h5")


def test_the_cats_of_the_course_must_be_sealed(tmp_path, monkeypatch):
    with h5py.File(datasets.CATS) as file, h5py.File(tmp_path / "cats.h5", "w") as copy:
        for key in file:
            file.copy(key, copy)
        copy.attrs["validation_family"] = file.attrs["validation_family"]
    monkeypatch.setattr(datasets, "CATS", tmp_path / "cats.h5")
    with pytest.raises(ValueError, match=r"cats\.h5 is not the file of the course"):
        datasets.load_cats()


# --- files of others: what can be checked is said -------------------------------------------------


def said(path):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        load_images(path)
    return [str(each.message) for each in caught]


def test_pictures_of_one_value_and_repeated_ones_are_warned_of(tmp_path):
    rng = np.random.default_rng(3)
    images = rng.integers(256, size=(12, 8, 8, 3), dtype=np.uint8)
    make_pictures(tmp_path / "a.h5", sealed=False)
    assert said(tmp_path / "a.h5") == []
    images[4:6] = 0
    images[8:10] = images[:2]
    make_pictures(tmp_path / "b.h5", sealed=False, train_set_x=images)
    plain, repeated = said(tmp_path / "b.h5")
    assert "2 of 12 pictures of train_set_x" in plain
    assert "one value all over, the first is number 4 with 0" in plain
    assert "2 of 12 pictures" in repeated and "repeat others" in repeated
    assert "fetch it again" in plain and "fetch it again" in repeated


def test_a_virtual_array_without_its_source_is_warned_of(tmp_path):
    make_pictures(tmp_path / "source.h5", sealed=False)
    layout = h5py.VirtualLayout((12, 8, 8, 3), np.uint8)
    layout[:] = h5py.VirtualSource("source.h5", "train_set_x", (12, 8, 8, 3))
    make_pictures(tmp_path / "a.h5", sealed=False)
    with h5py.File(tmp_path / "a.h5", "a") as file:
        del file["train_set_x"]
        file.create_virtual_dataset("train_set_x", layout)
    assert said(tmp_path / "a.h5") == []
    (tmp_path / "source.h5").unlink()
    assert "source.h5 is missing" in said(tmp_path / "a.h5")[0]


# --- sizes that lie -------------------------------------------------------------------------------


def declare(file, key, shape, dtype, **how):
    """An array that says it has this shape, and holds nothing."""
    if key in file:
        del file[key]
    file.create_dataset(key, shape, dtype, **how)


@pytest.mark.parametrize("how", ({}, {"chunks": (1000,), "compression": "gzip"}))
@pytest.mark.parametrize(
    "key, dtype", (("list_classes", "S10"), ("train_set_drawing", "S10"), ("train_set_y", "i8"))
)
def test_declared_sizes_are_looked_at_before_reading(tmp_path, key, dtype, how):
    make_pictures(tmp_path / "a.h5", sealed=False)
    with h5py.File(tmp_path / "a.h5", "a") as file:
        declare(file, key, (10**9,), dtype, **how)
    with pytest.raises(ValueError, match=key):
        load_images(tmp_path / "a.h5")


def test_parameters_that_declare_too_much_are_refused_before_reading(tmp_path):
    make_params(tmp_path / "a.h5")
    with h5py.File(tmp_path / "a.h5", "a") as file:
        declare(file, "W1", (10**9,), "f8")
    with pytest.raises(ValueError, match=r"W1 .*declares the shape"):
        load_params(tmp_path / "a.h5")


# --- what is no damaged file ----------------------------------------------------------------------

LOADERS = (load_params, load_images, lambda path: open_images(path).__enter__())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("load", LOADERS)
def test_a_pipe_is_refused_at_once(tmp_path, load):
    os.mkfifo(tmp_path / "pipe.h5")
    with pytest.raises(ValueError, match=r"pipe\.h5.*a pipe or a device"):
        load(tmp_path / "pipe.h5")


@pytest.mark.parametrize("load", LOADERS)
def test_a_file_that_is_being_written_is_not_called_damaged(tmp_path, load):
    path = tmp_path / "busy.h5"
    make_params(path)
    code = (
        "import h5py, sys\n"
        "file = h5py.File(sys.argv[1], 'a')\nprint('open', flush=True)\ninput()\nfile.close()"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert writer.stdout.readline() == b"open\n"
        with pytest.raises(BlockingIOError, match=r"busy\.h5 is open for writing"):
            load(path)
    finally:
        writer.communicate(b"\n")


@pytest.mark.parametrize("load", LOADERS)
def test_a_file_that_may_not_be_read_is_not_called_damaged(tmp_path, monkeypatch, load):
    """For the superuser no file is so; so the refusal of the system is put in its place."""
    path = tmp_path / "private.h5"
    make_params(path)

    def forbidden(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(PermissionError, match=r"private\.h5 may not be read by you"):
        load(path)


# --- saving goes wrong ----------------------------------------------------------------------------


def alone(folder, name="p.h5"):
    assert os.listdir(folder) == [name]


def in_a_process(code, *arguments):
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


SAVE = """
import io, sys
import h5py, numpy as np
from nnhelpers import Network, files, h5, save_params
np.random.default_rng(0)

h5py.File(io.BytesIO(), "w").close()  # all that is loaded at the first use

def save(path, seed, net=Network((50, 40, 1))):
    save_params(path, net.initialize(rng=np.random.default_rng(seed)), net)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of a process")
def test_a_full_disk_is_said_and_leaves_the_old_file(tmp_path):
    make_params(tmp_path / "p.h5")
    before = (tmp_path / "p.h5").read_bytes()
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
    done = in_a_process(SAVE + limit + "save(sys.argv[1], 2)", tmp_path / "p.h5")
    assert "OSError: path=" in done.stderr and "cannot be written: File too large" in done.stderr
    assert "Choose another folder. What was there before is untouched." in done.stderr
    assert (tmp_path / "p.h5").read_bytes() == before
    alone(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="rights of a folder")
def test_a_read_only_folder_is_said_and_leaves_the_old_file(tmp_path):
    make_params(tmp_path / "p.h5")
    before = (tmp_path / "p.h5").read_bytes()
    nobody = "import os\nif os.geteuid() == 0: os.seteuid(65534)\n"
    for folder in (tmp_path, *list(tmp_path.parents)[:2]):
        folder.chmod(0o555)
    try:
        done = in_a_process(SAVE + nobody + "save(sys.argv[1], 2)", tmp_path / "p.h5")
    finally:
        for folder in (tmp_path, *list(tmp_path.parents)[:2]):
            folder.chmod(0o755)
    assert "PermissionError: path=" in done.stderr
    assert "You may not write there" in done.stderr
    assert (tmp_path / "p.h5").read_bytes() == before
    alone(tmp_path)


def test_two_writers_of_one_file_do_not_meet(tmp_path):
    path, errors = tmp_path / "p.h5", []
    start = threading.Barrier(2)

    def save():
        start.wait()
        for _ in range(40):
            try:
                make_params(path)
            except Exception as error:
                errors.append(error)

    writers = [threading.Thread(target=save) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert errors == []
    params_in(path)
    alone(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "there").mkdir()
    link, target = tmp_path / "p.h5", tmp_path / "there" / "real.h5"
    link.symlink_to(target)
    for _ in range(2):  # the target does not exist, then it does
        make_params(link)
        assert link.is_symlink() and target.is_file() and not target.is_symlink()
    params_in(link)
    alone(tmp_path / "there", "real.h5")


@pytest.mark.skipif(os.name != "posix", reason="asks whether a process lives")
def test_what_a_killed_process_has_left_goes_at_the_next_save(tmp_path):
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    leftover = tmp_path / f"p.h5.{done.pid}.0.part"
    mine = tmp_path / f"p.h5.{os.getpid()}.part"  # an earlier process may have had my number
    another = tmp_path / f"p.h5.{os.getppid()}.0.part"  # this one lives
    others = tmp_path / f"q.h5.{done.pid}.0.part"
    for path in (leftover, mine, another, others):
        path.touch()
    make_params(tmp_path / "p.h5")
    assert sorted(os.listdir(tmp_path)) == sorted(["p.h5", another.name, others.name])


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_kill_while_saving_leaves_the_old_file_or_the_new_one(tmp_path):
    """100 times, at another moment each; with the next save nothing else is left."""
    path, net = tmp_path / "p.h5", Network((50, 40, 1))
    known = [net.initialize(rng=np.random.default_rng(seed)) for seed in (0, 1)]
    save_params(path, known[0], net)
    rng, left = np.random.default_rng(5), 0
    for _ in range(100):
        child = os.fork()
        if child == 0:
            for k in count():
                save_params(path, known[k % 2], net)
        time.sleep(rng.uniform(0, 0.05))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        params, _ = load_params(path)
        assert any(all((params[k] == old[k]).all() for k in params) for old in known)
        left += len(os.listdir(tmp_path)) > 1
        save_params(path, known[0], net)
        alone(tmp_path)
    assert left  # some kills did fall into a save
