"""Files: what is no file to read said in words, and writing in one piece.

`nnhelpers.storage` and `nnhelpers.datasets` look here before they open a file; `write` stands
behind everything that the package saves. What is inside HDF5 files: `nnhelpers.h5`.
"""

import errno
import os
import re
import stat
import threading
from contextlib import contextmanager
from itertools import count
from pathlib import Path

_ADVICE = {
    errno.ENOSPC: "Free some space on the disk, or choose another folder.",
    errno.EDQUOT: "Your share of the disk is used up: delete something, or choose another folder.",
    errno.EFBIG: "The system allows no file of this size here. Choose another folder.",
    errno.EROFS: "The disk can only be read. Choose another folder.",
    errno.EACCES: "You may not write there. Choose a folder that is yours.",
    errno.EPERM: "You may not write there. Choose a folder that is yours.",
    errno.ENAMETOOLONG: "Choose a shorter name.",
    errno.ELOOP: "It is a link that leads to itself. Choose another name.",
}
_numbers, _under_way, _lock = count(), set(), threading.Lock()  # of the files beside, below


def as_path(argument, value):
    """Return `value` as a pathlib.Path; TypeError unless it is a string or path, ValueError for
    one that no file can have.
    """
    if not isinstance(value, str | os.PathLike) or isinstance(os.fspath(value), bytes):
        raise TypeError(
            f"{argument} is of type {type(value).__name__}, {value!r}, but a file name was "
            "expected. Pass a string such as 'my_network.h5'."
        )
    if "\0" in os.fspath(value):
        raise ValueError(
            f"{argument}={value!r} holds a character of code 0, but a file name was "
            "expected. In a Windows path write two backslashes, or r'...'."
        )
    return Path(value)


def check_readable(argument, path):
    """Raise unless `path` is a plain file that may be read: a pipe would have us wait for ever.

    FileNotFoundError, PermissionError, or ValueError for a folder, a pipe or a device.
    """
    try:
        kind = path.stat().st_mode
        if stat.S_ISREG(kind):
            with path.open("rb"):
                return
    except FileNotFoundError:
        raise FileNotFoundError(
            f"{argument}: there is no such file, {path} (seen from the folder {Path.cwd()}). "
            "Check the name and the folder."
        ) from None
    except PermissionError as problem:
        raise PermissionError(
            f"{argument}: {path} may not be read by you. Ask its owner, or copy it to a folder of "
            "yours. Nothing is known of what is in it."
        ) from problem
    except OSError as problem:
        raise OSError(
            f"{argument}: {path} cannot be opened: {problem.strerror or problem}. Check the name."
        ) from problem
    if stat.S_ISDIR(kind):
        raise ValueError(f"{argument}: {path} is a folder; give the name of an .h5 file in it")
    raise ValueError(
        f"{argument}: {path} is no plain file but a pipe or a device, which has no end to wait "
        "for. Give the name of an .h5 file."
    )


def write(path, content: bytes, argument="path"):
    """Write a file in one piece: who reads `path` meets the old content or the new one.

    The content goes into a file beside it, which then takes its place; a link stays a link, and
    the file it leads to is replaced. Files beside it that a killed process has left are removed.

    Raises
    ------
    FileNotFoundError, ValueError
        If the folder does not exist; if `path` is a folder itself.
    OSError
        If it cannot be written (PermissionError where that is the reason), in words; what was
        there before is untouched.
    """
    with _in_words(argument, path):
        target = Path(os.path.realpath(path))
        if not target.parent.is_dir():
            raise FileNotFoundError(
                f"{argument}={str(path)!r}: the folder {str(target.parent)!r} does not exist. "
                "Create it first."
            )
        if target.is_dir():
            raise ValueError(
                f"{argument}={str(path)!r} is a folder, but a file name was expected. Add one."
            )
        with _beside(target) as beside:
            with beside.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())  # else a power cut could leave an empty file
            beside.replace(target)


@contextmanager
def _in_words(argument, path):
    """What the system reports as a bare number becomes a sentence, of the same class."""
    try:
        yield
    except OSError as problem:
        if str(path) in str(problem) and problem.errno is None:
            raise  # in words already
        advice = _ADVICE.get(problem.errno, "Check the folder, or choose another one.")
        said = type(problem)(
            f"{argument}={str(path)!r} cannot be written: {problem.strerror or problem}. {advice} "
            "What was there before is untouched."
        )
        said.errno = problem.errno
        raise said from problem


@contextmanager
def _beside(target):
    """A name beside `target` that no other writer uses; gone at the end, whatever happens."""
    _sweep(target)
    beside = target.with_name(f"{target.name}.{os.getpid()}.{next(_numbers)}.part")
    with _lock:
        _under_way.add(beside.name)
    try:
        yield beside
    finally:
        beside.unlink(missing_ok=True)
        with _lock:
            _under_way.discard(beside.name)


def _sweep(target):
    """Remove what killed processes have left beside `target`."""
    name = re.compile(re.escape(target.name) + r"\.(\d+)\.(?:\d+\.)?part")
    with _lock:
        for path in target.parent.iterdir():
            found = name.fullmatch(path.name)
            if found and path.name not in _under_way and not _alive(int(found[1])):
                try:
                    path.unlink(missing_ok=True)
                except OSError:  # another's, or open on Windows: it stays
                    continue


def _alive(process: int) -> bool:
    """Does another process of this number run? Where that cannot be asked: yes."""
    if process == os.getpid():
        return False
    if os.name != "posix":  # there os.kill would end it; an open file cannot be removed anyway
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
