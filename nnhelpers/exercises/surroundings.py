"""What an answer may change around itself, as it was once its check is over.

Folder and environment, the states of both global generators, how NumPy prints: a later cell that
depends on them gives the same whether an answer was checked or not. (What NumPy does about
overflows, warnings and prints are kept for every single call, in `guard.py`.) And `exit()` in an
answer ends the answer, not the kernel.
"""

import os
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import numpy as np

from nnhelpers.exercises.numpys_own import put_back

# A verdict reads the same whatever a notebook has set.
_PRINTED = {
    "precision": 8, "threshold": 1000, "edgeitems": 3, "linewidth": 75, "suppress": False,
    "nanstr": "nan", "infstr": "inf", "sign": "-", "formatter": None, "floatmode": "maxprec",
    "legacy": False,
}  # fmt: skip


def _folder() -> str | None:
    try:
        return os.getcwd()
    except OSError:  # somebody has deleted it
        return None


def _set_folder(folder: str | None) -> None:
    if folder is not None and folder != _folder():
        os.chdir(folder)


def _set_environment(variables: dict[str, str]) -> None:
    if variables != dict(os.environ):
        os.environ.clear()
        os.environ.update(variables)


# (what reads a state, what puts it back)
_STATES: tuple[tuple[Callable, Callable], ...] = (
    (_folder, _set_folder),
    (lambda: dict(os.environ), _set_environment),
    (random.getstate, random.setstate),
    (np.random.get_state, np.random.set_state),
    (sys.getrecursionlimit, sys.setrecursionlimit),
)


@contextmanager
def kept() -> Iterator[None]:
    """Put back, after the block, whatever it has changed around itself."""
    with ExitStack() as stack:
        stack.callback(put_back)
        for read, put in _STATES:
            stack.callback(put, read())
        stack.enter_context(_no_exit())
        stack.enter_context(np.printoptions(**_PRINTED))
        yield


@contextmanager
def _no_exit() -> Iterator[None]:
    """Make IPython's exit() and quit(), and os._exit(), do no more than sys.exit()."""
    with ExitStack() as stack:
        stack.enter_context(_replaced(os, "_exit", _ended_by(os._exit)))
        shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
        if hasattr(shell, "ask_exit"):
            stack.enter_context(_replaced(shell, "ask_exit", _ended_by(shell.ask_exit)))
            stack.enter_context(_replaced(shell, "keepkernel_on_exit", None))
        yield


def _ended_by(end: Callable) -> Callable:
    """What is called in the place of `end`; a process that the answer has started may end."""
    process = os.getpid()

    def ended(*arguments: object) -> None:
        if os.getpid() != process:
            end(*arguments)
        raise SystemExit("it asks to end the notebook")

    return ended


@contextmanager
def _replaced(owner: object, name: str, value: object) -> Iterator[None]:
    """Give an attribute another value during the block."""
    absent = object()
    before = vars(owner).get(name, absent)
    setattr(owner, name, value)
    try:
        yield
    finally:
        if before is absent:
            delattr(owner, name)
        else:
            setattr(owner, name, before)
