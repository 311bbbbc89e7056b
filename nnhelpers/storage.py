"""Parameters to disk and back, in HDF5 (plain numbers and text, nothing that runs)."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np

from nnhelpers.contracts import check_network
from nnhelpers.network import Network

FORMAT = "nnhelpers parameters"
VERSION = 1


def save_params(path, params, net):
    """Write params and the architecture of net to an HDF5 file.

    The file is written beside its place and renamed at the end, so that a save that fails
    leaves an earlier file as it was.

    Raises
    ------
    ValueError
        If params do not fit net.
    FileNotFoundError
        If the folder does not exist.
    """
    import h5py  # only here: `import nnhelpers` loads NumPy alone

    path = _check_path(path)
    check_network(net).check_params(params)
    if not path.parent.is_dir():
        raise FileNotFoundError(
            f"path={str(path)!r}: the folder {str(path.parent)!r} does not exist. Create it first."
        )
    if path.is_dir():
        raise ValueError(f"path={str(path)!r} is a folder, but a file name was expected. Add one.")
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with h5py.File(beside, "w") as file:
            file.attrs.update(format=FORMAT, version=VERSION, **_architecture(net))
            for key in net.shapes:
                file[key] = params[key]
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _architecture(net):
    return {
        "layer_sizes": net.layer_sizes,
        "hidden": net.hidden if isinstance(net.hidden, str) else list(net.hidden),
        "output": net.output,
        "loss": net.loss_name,
        "leaky_slope": net.leaky_slope,
        "coordinates": net.coordinates,
    }


def load_params(path):
    """Read what save_params wrote.

    Returns
    -------
    params : dict
    net : Network

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is not such a file, damaged, of a newer version, or its arrays do not fit.
    """
    import h5py

    path = _check_path(path)
    if not path.is_file():
        raise FileNotFoundError(f"path={str(path)!r}: there is no such file. Check the name.")
    try:
        with h5py.File(path) as file:
            attributes = dict(file.attrs)
            if attributes.get("format") != FORMAT:
                raise ValueError("it was not written by save_params")
            if attributes["version"] > VERSION:
                raise ValueError(
                    f"it has version {attributes['version']}, newer than {VERSION}; update it"
                )
            params = {key: np.array(file[key]) for key in file}
        hidden = attributes["hidden"]
        net = Network(
            tuple(int(n) for n in attributes["layer_sizes"]),
            hidden if isinstance(hidden, str) else tuple(hidden),
            attributes["output"],
            leaky_slope=float(attributes["leaky_slope"]),
            coordinates=bool(attributes["coordinates"]),
        )
        if attributes["loss"] != net.loss_name:
            net = replace(net, loss=attributes["loss"])
        net.check_params(params, "the file's params")
    except (OSError, KeyError, ValueError, TypeError, AttributeError) as problem:
        raise ValueError(
            f"path={str(path)!r} cannot be read as saved parameters: {problem}. "
            "Expected a file written by save_params; save it again."
        ) from problem
    return {key: params[key] for key in net.shapes}, net


def _check_path(path):
    """Return path as a pathlib.Path; TypeError unless it is a string or path."""
    if not isinstance(path, str | os.PathLike):
        raise TypeError(
            f"path is a {type(path).__name__}, but a file name was expected. "
            "Pass a string such as 'my_network.h5'."
        )
    return Path(path)
