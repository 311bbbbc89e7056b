"""Reading and sealing HDF5 files: a damaged one is refused, whatever the damage.

A file of ours carries a seal, the SHA-256 of every array and attribute in it, and `Reader`
compares what it reads. Of any file it looks at the declared sizes before it reads, so that
refusing takes no more memory than the file itself allows.
"""

import hashlib
import json
from contextlib import contextmanager

import h5py
import numpy as np

from nnhelpers.files import check_readable
from nnhelpers.heaps import check_heaps

SEAL = "sha256"  # the attribute: {name of array: digest, "@name" of attribute: digest} as JSON
MOST_PACKED = 1100  # gzip makes an array at most 1 032 times smaller


def digest(value) -> str:
    """SHA-256 of an array or an attribute: its type, its shape and its numbers or words."""
    array = np.asarray(value)
    words = array.dtype.kind in "OU"
    content = repr(array.tolist()).encode() if words else np.ascontiguousarray(array).tobytes()
    head = f"{'text' if words else array.dtype.str} {array.shape} "
    return hashlib.sha256(head.encode() + content).hexdigest()


def seal(file) -> None:
    """Write the seal of all that is in an open file, the last thing before it is closed."""
    digests = {key: digest(file[key][()]) for key in sorted(file)}
    digests |= {f"@{name}": digest(file.attrs[name]) for name in sorted(file.attrs)}
    file.attrs[SEAL] = json.dumps(digests)


@contextmanager
def opened(path, argument="path"):
    """A Reader of the file `path`; all that goes wrong inside the block is said in words.

    Raises
    ------
    FileNotFoundError, PermissionError, ValueError
        As nnhelpers.files.check_readable.
    BlockingIOError
        If another program is writing it.
    ValueError
        If it is no HDF5 file or is damaged, and whatever the block itself says of `path`.
    """
    check_readable(argument, path)
    with sentences(path), opening(path) as file:
        reader = Reader(file, path)
        yield reader
        reader.verify()


def opening(path):
    """The HDF5 file `path`, open for reading; BlockingIOError if another program writes it."""
    check_heaps(path)
    try:
        return h5py.File(path, "r")
    except BlockingIOError as error:
        raise BlockingIOError(
            f"{path} is open for writing in another program or kernel, and would be read half "
            "written. Close it there (file.close(), or restart that kernel), and try again."
        ) from error


@contextmanager
def sentences(path):
    """What h5py, HDF5 or NumPy report as broken becomes one sentence about `path`."""
    try:
        yield
    except (BlockingIOError, MemoryError):
        raise
    except Exception as error:  # h5py has errors of every class for damaged files
        if isinstance(error, ValueError | TypeError) and str(path) in str(error):
            raise  # in words already
        raise ValueError(
            f"{path} cannot be read: it is no HDF5 file, or it is damaged or cut short; "
            f"fetch it again ({error})"
        ) from error


class Reader:
    """An open HDF5 file: `stored(key)` is an array not read yet, `read(key)` its content.

    `verify`, called when all is read, compares it with the file's seal, if there is one.
    """

    def __init__(self, file, path):
        self.file, self.path = file, path
        self.keys, self.attributes = sorted(map(str, file)), dict(file.attrs)
        self.sealed = SEAL in self.attributes
        self._sealed = json.loads(self.attributes.pop(SEAL)) if self.sealed else {}
        self._read = {f"@{name}": digest(value) for name, value in self.attributes.items()}

    def stored(self, key):
        """The array under `key`, not read yet."""
        stored = self.file[key]
        if getattr(stored, "shape", None) is None:  # a group, or an array without a shape
            raise ValueError(f"{key} in {self.path} must be an array; got {stored!r}")
        return stored

    def read(self, key):
        """The content of the array under `key`.

        ValueError, before anything is read, if it declares more than the file can hold.
        """
        stored = self.stored(key)
        packed = stored.id.get_create_plist().get_nfilters() > 0
        most = self.path.stat().st_size * (MOST_PACKED if packed else 1) + 4096
        chunk = np.prod(stored.chunks or (0,), dtype=float) * stored.dtype.itemsize
        if not stored.is_virtual and max(stored.nbytes, chunk) > most:
            raise ValueError(
                f"{key} in {self.path} declares the shape {stored.shape} of {stored.dtype}, more "
                "than a file of this size can hold: it is damaged or cut short; fetch it again"
            )
        array = stored[()]
        self._read[key] = digest(array) if self.sealed else ""
        return array

    def verify(self) -> None:
        """ValueError unless the seal names what is in the file, and what was read agrees."""
        names = {*self.keys, *(f"@{name}" for name in self.attributes)}
        wrong = sorted(names ^ set(self._sealed))
        wrong += [name for name, came in self._read.items() if self._sealed.get(name) != came]
        if self.sealed and wrong:
            raise ValueError(
                f"{self.path} is damaged: {wrong[0]} is not what was written; fetch it again"
            )
