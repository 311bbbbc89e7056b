"""Parameters to disk and back, in HDF5 (plain numbers and text, nothing that runs)."""

from dataclasses import replace
from io import BytesIO

from nnhelpers.contracts import check_network
from nnhelpers.network import Network

FORMAT = "nnhelpers parameters"
VERSION = 1


def save_params(path, params, net):
    """Write params and the architecture of net to an HDF5 file.

    It is written in one piece (nnhelpers.files.write), so that a save that fails leaves an earlier
    file as it was, and carries a seal by which load_params knows that it is undamaged.

    Raises
    ------
    ValueError
        If params do not fit net.
    FileNotFoundError
        If the folder does not exist.
    OSError
        If the file cannot be written; PermissionError where you may not.
    """
    import h5py  # only here: `import nnhelpers` loads NumPy alone

    from nnhelpers import files, h5

    path = files.as_path("path", path)
    check_network(net).check_params(params)
    content = BytesIO()
    with h5py.File(content, "w", libver=("v108", "v108")) as file:  # it checks its own metadata
        file.attrs.update(format=FORMAT, version=VERSION, **_architecture(net))
        for key in net.shapes:
            file[key] = params[key]
        h5.seal(file)
    files.write(path, content.getvalue())


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
    OSError
        If it may not be read (PermissionError), or is being written (BlockingIOError).
    ValueError
        If it is not such a file, damaged, of a newer version, or its arrays do not fit.
    """
    from nnhelpers import files, h5

    path = files.as_path("path", path)
    if path.is_dir():
        raise FileNotFoundError(f"path={str(path)!r} is a folder. Give the name of a file in it.")
    files.check_readable("path", path)
    try:
        with h5.opening(path) as file:
            reader = h5.Reader(file, path)
            net = _network(reader.attributes)
            params = {key: reader.read(key) for key in reader.keys}
            net.check_params(params, "the file's params")
            reader.verify()
    except BlockingIOError:  # not damaged, but being written
        raise
    except Exception as problem:  # h5py has errors of every class for damaged files
        raise ValueError(
            f"path={str(path)!r} cannot be read as saved parameters: {problem}. "
            "Expected a file written by save_params; save it again."
        ) from problem
    return {key: params[key] for key in net.shapes}, net


def _network(attributes):
    """The network that the attributes of a file describe; ValueError if they do not."""
    if attributes.get("format") != FORMAT:
        raise ValueError("it was not written by save_params")
    if attributes["version"] > VERSION:
        raise ValueError(f"it has version {attributes['version']}, newer than {VERSION}; update it")
    hidden = attributes["hidden"]
    net = Network(
        tuple(int(n) for n in attributes["layer_sizes"]),
        hidden if isinstance(hidden, str) else tuple(hidden),
        attributes["output"],
        leaky_slope=float(attributes["leaky_slope"]),
        coordinates=bool(attributes["coordinates"]),
    )
    own = attributes["loss"] == net.loss_name
    return net if own else replace(net, loss=attributes["loss"])
