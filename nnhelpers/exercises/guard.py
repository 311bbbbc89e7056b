"""Running code of which nothing is known: with a deadline, its prints caught, its errors kept.

`run` calls a learner's function and returns an `Outcome`, whatever happens. An endless loop is
stopped from a second thread, which works on every operating system and leaves the kernel usable;
the function itself runs in the thread that asked, so nothing about it changes.
"""

import copy
import ctypes
import inspect
import io
import linecache
import re
import sysconfig
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import numpy as np

LIMIT = 4.0  # seconds for one call
KEPT_PRINTS = 2000  # characters


class TooSlow(BaseException):
    """Raised inside a learner's function when its time is up. Not an Exception, so that an
    `except Exception` of the learner's does not catch it."""


@dataclass(frozen=True)
class Outcome:
    """What one call did.

    Attributes
    ----------
    value : object
        What it returned (a copy, made at once).
    returned : object
        The very object it returned.
    error : str
        Type and message of the exception, "" if there was none.
    line : str
        The learner's own line that raised it or was running when the time was up.
    shapes : str
        Shapes of the arrays in that line.
    too_slow : bool
    printed : str
        The beginning of what it printed.
    changed : tuple of str
        Arguments that it changed.
    """

    value: object = None
    returned: object = None
    error: str = ""
    line: str = ""
    shapes: str = ""
    too_slow: bool = False
    printed: str = ""
    changed: tuple[str, ...] = ()

    @property
    def error_type(self) -> str:
        """Name of the exception's class, or ""."""
        return self.error.partition(":")[0]


class _FirstPrints(io.StringIO):
    """Keeps the beginning of what is printed, so that an endless loop cannot fill the memory."""

    def write(self, text: str) -> int:
        if self.tell() < KEPT_PRINTS:
            super().write(text[:KEPT_PRINTS])
        return len(text)


def run(
    function: Callable, arguments: tuple, names: tuple[str, ...], limit: float | None = LIMIT
) -> Outcome:
    """Call function(*arguments) and return what happened.

    Parameters
    ----------
    function : callable
    arguments : tuple
        Copies that may be changed.
    names : tuple of str
        The arguments' names, to say which of them was changed.
    limit : float or None
        Seconds; None for code that is known to end.
    """
    before = copy.deepcopy(arguments)
    prints = _FirstPrints()
    value, failure = None, {}
    with (
        redirect_stdout(prints),
        redirect_stderr(prints),
        np.errstate(all="ignore"),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        try:
            with deadline(limit):
                value = function(*arguments)
        except KeyboardInterrupt:
            raise
        except BaseException as problem:  # also SystemExit: exit() must not end the kernel
            failure = _describe(problem)
    changed = tuple(
        place
        for name, old, new in zip(names, before, arguments, strict=False)
        for place in changed_places(name, old, new)
    )
    return Outcome(
        value=_copy_of(value),
        returned=value,
        printed=prints.getvalue(),
        changed=changed,
        **failure,
    )


@contextmanager
def deadline(seconds: float | None) -> Iterator[None]:
    """Raise TooSlow in this thread if the block takes longer than `seconds`.

    A call into C is not interrupted; a loop in Python is, between two of its steps. The exception
    is sent again every 0.2 s, in case a bare `except:` swallows it.
    """
    if seconds is None:
        yield
        return
    finished = threading.Lock()
    finished.acquire()
    thread = threading.get_ident()
    set_exception = ctypes.pythonapi.PyThreadState_SetAsyncExc

    def watch() -> None:
        wait = seconds
        while not finished.acquire(timeout=wait):
            set_exception(ctypes.c_ulong(thread), ctypes.py_object(TooSlow))
            wait = 0.2

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        _stop(watcher, finished)


def _stop(watcher: threading.Thread, finished: threading.Lock) -> None:
    """End the watcher, and let an exception that it has sent late arrive here."""
    while True:
        try:
            if finished.locked():
                finished.release()
            watcher.join()
            for _ in range(10):
                pass  # a step of a loop is where it would arrive
            return
        except TooSlow:
            continue


def _copy_of(value: object) -> object:
    """A deep copy where one can be made (not of a generator, for instance)."""
    if inspect.iscoroutine(value):
        value.close()
        return value
    try:
        return copy.deepcopy(value)
    except Exception:
        return value


def changed_places(name: str, old: object, new: object) -> list[str]:
    """Names of the arguments, or of their entries, that differ by more than rounding."""
    if isinstance(old, dict):
        if not isinstance(new, dict) or set(old) != set(new):
            return [name]
        return [
            place for key in old for place in changed_places(f'{name}["{key}"]', old[key], new[key])
        ]
    if isinstance(old, (list, tuple)):
        if len(old) != len(new):
            return [name]
        return [
            place
            for i in range(len(old))
            for place in changed_places(f"{name}[{i}]", old[i], new[i])
        ]
    if isinstance(old, np.ndarray):
        same = (
            old.shape == new.shape
            and old.dtype == new.dtype
            and np.allclose(old, new, rtol=1e-9, atol=1e-12, equal_nan=True)
        )
        return [] if same else [name]
    return []  # numbers and texts cannot change; a random generator may


def _describe(problem: BaseException) -> dict:
    """The error, the learner's own line and the shapes in it, as fields of an Outcome."""
    message = " ".join(str(problem).split())
    if len(message) > 200:
        message = message[:200] + " …"
    line, shapes = "", ""
    traceback = problem.__traceback__
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if _is_learners(code.co_filename):
            text = linecache.getline(code.co_filename, traceback.tb_lineno).strip()
            line = f"line {traceback.tb_lineno}: {text}" if text else f"line {traceback.tb_lineno}"
            shapes = _shapes_in(text, traceback.tb_frame.f_locals)
        traceback = traceback.tb_next
    too_slow = isinstance(problem, TooSlow)
    error = "" if too_slow else f"{type(problem).__name__}: {message}".rstrip(": ")
    return {"error": error, "line": line, "shapes": shapes, "too_slow": too_slow}


_LIBRARIES = tuple(
    {str(Path(sysconfig.get_path(kind))) for kind in ("stdlib", "platstdlib", "purelib", "platlib")}
    | {str(Path(__file__).parents[1]), "<__array_function__", "<frozen"}
)


def _is_learners(filename: str) -> bool:
    """Whether a file is the learner's own: a cell, not a library, not this package."""
    return not filename.startswith(_LIBRARIES)


def _shapes_in(line: str, local: dict) -> str:
    """Shapes of the arrays that a line of code names, such as dZ (1, 4), params["W2"] (1, 3)."""
    found = {}
    for name, key in re.findall(r"\b([A-Za-z_]\w*)\b(?:\[f?[\"'](\w+)[\"']\])?", line):
        value = local.get(name)
        if isinstance(value, dict) and key in value:
            name, value = f'{name}["{key}"]', value[key]
        if isinstance(value, np.ndarray):
            found[name] = f"{name} {value.shape}"
    return ", ".join(found.values())
