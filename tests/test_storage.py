"""Parameters to disk and back; what is damaged, foreign or newer is refused; nothing is lost."""

import os
import stat

import h5py
import numpy as np
import pytest

import nnhelpers
from nnhelpers import Network, load_params, save_params, stack

NETS = (
    Network((3, 4, 1)),
    Network((3, 1)),
    Network((5, 4, 3, 2), ("tanh", "leaky_relu"), "softmax", "mean_squared_error", 0.3),
    Network((2, 2, 2), "sigmoid", "identity"),
)


def params_of(net, seed=1):
    params = net.initialize("he", rng=np.random.default_rng(seed))
    return {key: array + 0.1 for key, array in params.items()}


def assert_same(came, expected):
    assert list(came) == list(expected)
    for key in expected:
        assert came[key].dtype == expected[key].dtype
        np.testing.assert_array_equal(came[key], expected[key])


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "cats.h5"
    save_params(path, params_of(NETS[0]), NETS[0])
    return path


@pytest.mark.parametrize("net", NETS, ids=lambda net: str(net.layer_sizes))
@pytest.mark.parametrize("dtype", (np.float32, np.float64))
def test_there_and_back(tmp_path, net, dtype):
    params = {key: array.astype(dtype) for key, array in params_of(net).items()}
    save_params(tmp_path / "p.h5", params, net)
    came, came_net = load_params(tmp_path / "p.h5")
    assert_same(came, params)
    assert came_net == net
    X = np.random.default_rng(2).standard_normal((net.layer_sizes[0], 5))
    np.testing.assert_array_equal(came_net.predict(X, came), net.predict(X, params))


def test_a_stack_and_a_path_as_text(tmp_path):
    net = NETS[0]
    stacked = stack([params_of(net, seed) for seed in (1, 2, 3)])
    save_params(str(tmp_path / "p.h5"), stacked, net)
    assert_same(load_params(str(tmp_path / "p.h5"))[0], stacked)


def test_parameters_trained_in_a_span_stay_marked_as_such(tmp_path):
    net = Network((30, 4, 1), "tanh")
    params = params_of(net)
    X = np.random.default_rng(3).standard_normal((30, 6))
    span = nnhelpers.Span(X)
    small, small_params = span.project(net, params)
    save_params(tmp_path / "p.h5", small_params, small)
    came, came_net = load_params(tmp_path / "p.h5")
    assert came_net == small
    Y = np.tile([[0.0, 1.0]], 3)
    with pytest.raises(ValueError, match="Span"):
        nnhelpers.train(came_net, span.R, Y, came, optimizer="adam")


def test_saving_again_replaces(saved):
    newer = params_of(NETS[1])
    save_params(saved, newer, NETS[1])
    came, net = load_params(saved)
    assert_same(came, newer)
    assert net == NETS[1]
    assert os.listdir(saved.parent) == [saved.name]


def test_the_file_is_plain_hdf5_with_the_mathematical_names(saved):
    with h5py.File(saved) as file:
        assert set(file) == {"W1", "b1", "W2", "b2"}
        np.testing.assert_array_equal(file["W1"], params_of(NETS[0])["W1"])
        assert file.attrs["version"] >= 1
        for dataset in file.values():
            assert dataset.dtype == np.float64  # numbers: no pickled objects


def test_the_file_can_be_read_by_others_as_the_umask_says(tmp_path):
    before = os.umask(0o022)
    try:
        save_params(tmp_path / "p.h5", params_of(NETS[0]), NETS[0])
    finally:
        os.umask(before)
    if os.name == "posix":
        assert stat.S_IMODE(os.stat(tmp_path / "p.h5").st_mode) == 0o644


# --- a save that fails ----------------------------------------------------------------------------


def fail(*args, **kwargs):
    raise OSError("no space left on device")


@pytest.mark.parametrize("where", ("open", "write", "rename"))
@pytest.mark.parametrize("failure", (OSError("no space left on device"), KeyboardInterrupt()))
def test_a_failed_save_loses_nothing_and_leaves_nothing(saved, monkeypatch, where, failure):
    before = saved.read_bytes()

    def fail(*args, **kwargs):
        raise failure

    if where == "open":
        monkeypatch.setattr(h5py, "File", fail)
    elif where == "write":
        monkeypatch.setattr(h5py.Group, "__setitem__", fail)
        monkeypatch.setattr(h5py.Group, "create_dataset", fail)
    else:
        for name in ("replace", "rename"):
            monkeypatch.setattr(os, name, fail)
    with pytest.raises(type(failure)):
        save_params(saved, params_of(NETS[0], seed=9), NETS[0])
    monkeypatch.undo()
    assert saved.read_bytes() == before
    assert os.listdir(saved.parent) == [saved.name]
    assert_same(load_params(saved)[0], params_of(NETS[0]))


def test_a_first_save_that_fails_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "replace", fail)
    monkeypatch.setattr(os, "rename", fail)
    with pytest.raises(OSError, match="no space"):
        save_params(tmp_path / "p.h5", params_of(NETS[0]), NETS[0])
    assert os.listdir(tmp_path) == []


def test_params_that_do_not_fit_are_refused_before_anything_is_written(saved):
    before = saved.read_bytes()
    with pytest.raises(ValueError, match="params"):
        save_params(saved, params_of(NETS[1]), NETS[0])
    assert saved.read_bytes() == before
    assert os.listdir(saved.parent) == [saved.name]


# --- files that cannot be read --------------------------------------------------------------------


def refused(path):
    """The message of the ValueError; every one names the path and says what to do."""
    with pytest.raises(ValueError) as caught:
        load_params(path)
    message = str(caught.value)
    assert path.name in message
    assert "save_params" in message
    return message


@pytest.mark.parametrize("kept", (0, 1, 7, 100, 0.3, 0.7, 0.98))
def test_a_truncated_file(saved, kept):
    whole = saved.read_bytes()
    saved.write_bytes(whole[: int(kept * len(whole)) if isinstance(kept, float) else kept])
    refused(saved)


@pytest.mark.parametrize("content", (b"PK\x03\x04 a zip", b"W1 = [[1, 2]]", b"\x80\x04\x95 pickle"))
def test_a_file_of_another_kind(tmp_path, content):
    path = tmp_path / "p.h5"
    path.write_bytes(content)
    refused(path)


def test_an_hdf5_file_that_holds_something_else(tmp_path):
    path = tmp_path / "train_catvnoncat.h5"
    with h5py.File(path, "w") as file:
        file["train_set_x"] = np.zeros((2, 4, 4, 3), dtype=np.uint8)
    assert "not written by save_params" in refused(path)


def test_a_newer_version(saved):
    with h5py.File(saved, "a") as file:
        file.attrs["version"] = file.attrs["version"] + 1
    message = refused(saved)
    assert "newer" in message
    assert "version 2" in message


def without(key):
    return lambda file: file.__delitem__(key)


def with_array(key, array):
    def change(file):
        if key in file:
            del file[key]
        file[key] = array

    return change


def with_attribute(key, value):
    return lambda file: file.attrs.__setitem__(key, value)


@pytest.mark.parametrize(
    "change, named",
    (
        (without("W2"), "W2"),
        (without("b1"), "b1"),
        (with_array("W3", np.ones((1, 1))), "W3"),
        (with_array("W1", np.ones((3, 4))), "W1"),  # transposed
        (with_array("b1", np.ones(4)), "b1"),  # rank 1
        (with_array("W1", np.ones((4, 3), dtype=int)), "W1"),
        (with_array("W1", np.full((4, 3), b"text")), "W1"),
        (with_attribute("layer_sizes", [3, 5, 1]), "W1"),
        (with_attribute("layer_sizes", [3]), "layer_sizes"),
        (with_attribute("hidden", "softplus"), "softplus"),
        (with_attribute("loss", "hinge"), "hinge"),
        (lambda file: file.attrs.__delitem__("loss"), "loss"),
        (lambda file: file.attrs.__delitem__("version"), "version"),
    ),
)
def test_what_does_not_fit_is_refused(saved, change, named):
    with h5py.File(saved, "a") as file:
        change(file)
    assert named in refused(saved)


def test_a_file_that_is_not_there(tmp_path):
    for path in (tmp_path / "no.h5", tmp_path / "no" / "p.h5", tmp_path):
        with pytest.raises(FileNotFoundError) as caught:
            load_params(path)
        assert str(path) in str(caught.value)
    with pytest.raises(FileNotFoundError, match="does not exist"):
        save_params(tmp_path / "no" / "p.h5", params_of(NETS[0]), NETS[0])
