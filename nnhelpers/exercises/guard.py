"""Running code of which nothing is known: with a deadline, its prints caught, its errors kept.

`run` calls a learner's function and returns an `Outcome`, whatever happens. An endless loop is
stopped from a second thread, which works on every operating system and leaves the kernel usable;
the function itself runs in the thread that asked, so nothing about it changes.
"""

import copy
import ctypes
import io
import linecache
import re
import sysconfig
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nnhelpers.exercises.intake import Refused, made_plain
from nnhelpers.exercises.numpys_own import put_back

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
        What it returned (a copy, made at once and plain: see `intake.py`).
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
    replaced : tuple of str
        Functions of NumPy in whose place it put something else (they are back).
    refused : str
        What it returned, or has made of an argument, if that is nothing to look at.
    """

    value: object = None
    returned: object = None
    error: str = ""
    line: str = ""
    shapes: str = ""
    too_slow: bool = False
    printed: str = ""
    changed: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    refused: str = ""

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


class Watchdog:
    """A second thread that stops calls which take too long: with Watchdog(4.0) as watchdog: ...

    It raises TooSlow in the thread that made the watchdog, but only inside `with watchdog.call()`.
    A call into C is not interrupted; a loop in Python is, between two of its steps. The exception
    is sent again and again, in case a bare `except:` of the learner's swallows it.

    Parameters
    ----------
    limit : float
        Seconds for one call.
    """

    def __init__(self, limit: float):
        self.limit = limit
        self._target = ctypes.c_ulong(threading.get_ident())
        self._lock = threading.Lock()  # held while an exception is sent, and to change _until
        self._until: float | None = None
        self._finished = threading.Lock()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Watchdog":
        self._finished.acquire()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._finished.release()
        self._thread.join()

    def _watch(self) -> None:
        send = ctypes.pythonapi.PyThreadState_SetAsyncExc
        while not self._finished.acquire(timeout=0.05):
            with self._lock:
                if self._until is not None and time.monotonic() > self._until:
                    send(self._target, ctypes.py_object(TooSlow))

    @contextmanager
    def call(self) -> Iterator[None]:
        """Watch over the block, from now on for `limit` seconds."""
        self._until = time.monotonic() + self.limit
        try:
            yield
        finally:
            self._stand_down()

    def _stand_down(self) -> None:
        """Stop watching, and let an exception that was sent late arrive here, not later."""
        while True:
            try:
                with self._lock:
                    self._until = None
                for _ in range(10):
                    pass  # a step of a loop is where it would arrive
                return
            except TooSlow:
                continue


def run(
    function: Callable,
    arguments: tuple,
    names: tuple[str, ...],
    watchdog: Watchdog | None = None,
) -> Outcome:
    """Call function(*arguments) and return what happened.

    Parameters
    ----------
    function : callable
    arguments : tuple
        Copies that may be changed.
    names : tuple of str
        The arguments' names, to say which of them was changed.
    watchdog : Watchdog or None
        None for code that is known to end.
    """
    before = copy.deepcopy(arguments)
    prints = _FirstPrints()
    with (
        redirect_stdout(prints),
        redirect_stderr(prints),
        np.errstate(all="ignore"),
        np.printoptions(),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        returned, problem = attempt(lambda: function(*arguments), watchdog)
        value, unreadable = attempt(lambda: made_plain(returned), watchdog)
        after, spoiled = attempt(lambda: made_plain(arguments), watchdog)
        failure = _described(problem or unreadable or spoiled, watchdog)
    replaced = put_back()
    changed = tuple(
        place
        for name, old, new in zip(names, before, after or (), strict=False)
        for place in changed_places(name, old, new)
    )
    return Outcome(
        value=value,
        returned=returned,
        printed=prints.getvalue(),
        changed=changed,
        replaced=replaced,
        **failure,
    )


def look_at(value: object) -> Outcome:
    """What somebody hands in that is no function, made plain, with the same care as a result."""
    with Watchdog(LIMIT) as watchdog:
        return run(lambda: value, (), (), watchdog)


def attempt(action: Callable, watchdog: Watchdog | None) -> tuple[object, BaseException | None]:
    """What the action returns, or None and what it raises."""
    try:
        with watchdog.call() if watchdog else nullcontext():
            return action(), None
    except KeyboardInterrupt:
        raise
    except BaseException as problem:  # also SystemExit: sys.exit() must not end the kernel
        return None, problem


def changed_places(name: str, old: object, new: object) -> list[str]:
    """Names of the arguments, or of their entries, that differ by more than rounding."""
    if isinstance(old, dict):
        if not isinstance(new, dict) or set(old) != set(new):
            return [name]
        return [
            place for key in old for place in changed_places(f'{name}["{key}"]', old[key], new[key])
        ]
    if isinstance(old, (list, tuple)):
        if not isinstance(new, (list, tuple)) or len(old) != len(new):
            return [name]
        return [
            place
            for i in range(len(old))
            for place in changed_places(f"{name}[{i}]", old[i], new[i])
        ]
    if isinstance(old, np.ndarray):
        return [] if _same_array(old, new) else [name]
    return []  # numbers and texts cannot change; a random generator may


def _same_array(old: np.ndarray, new: object) -> bool:
    if not isinstance(new, np.ndarray):
        return False
    if np.array_equal(old, new):
        return True
    same_kind = old.shape == new.shape and old.dtype == new.dtype
    return same_kind and np.allclose(old, new, rtol=1e-9, atol=1e-12, equal_nan=True)


def _described(problem: BaseException | None, watchdog: Watchdog | None) -> dict:
    """What went wrong, as fields of an Outcome."""
    if problem is None:
        return {}
    if isinstance(problem, Refused):
        return {"refused": str(problem)}
    found, _ = attempt(lambda: _describe(problem), watchdog)
    return found or {"error": f"{type(problem).__name__}: (its message cannot be read)"}


def _describe(problem: BaseException) -> dict:
    """The error, the learner's own line and the shapes in it, as fields of an Outcome."""
    message = _message(problem)
    if len(message) > 200:
        message = message[:200] + " …"
    line, shapes = "", ""
    traceback = problem.__traceback__
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if _is_learners(code.co_filename):
            number = traceback.tb_lineno or code.co_firstlineno
            text = linecache.getline(code.co_filename, number).strip()
            line = f"line {number}: {text}" if text else f"line {number}"
            shapes = _shapes_in(text, traceback.tb_frame.f_locals)
        traceback = traceback.tb_next
    too_slow = isinstance(problem, TooSlow)
    error = "" if too_slow else f"{type(problem).__name__}: {message}".rstrip(": ")
    return {"error": error, "line": line, "shapes": shapes, "too_slow": too_slow}


def _message(problem: BaseException) -> str:
    """What an exception says, in one line."""
    try:
        return " ".join(str(problem).split())
    except Exception as another:
        return f"(its message cannot be read: {type(another).__name__})"


_LIBRARIES = tuple(
    {str(Path(sysconfig.get_path(kind))) for kind in ("stdlib", "platstdlib", "purelib", "platlib")}
    | {str(Path(__file__).parents[1]), "<__array_function__", "<frozen"}
)


def _is_learners(filename: str) -> bool:
    """Whether a file is the learner's own: a cell, not a library, not this package.

    NumPy's compiled parts name their source as "numpy/random/_generator.pyx", without a folder.
    """
    return not filename.startswith(_LIBRARIES) and not filename.endswith((".pyx", ".pxd"))


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
