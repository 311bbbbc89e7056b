"""What a learner has done, remembered in one small file beside the work.

The file is `.progress.json` in the learner's folder `work/`, known by the note that
`nnhelpers.work` keeps there. Pages that are executed elsewhere (for storing, by tests) leave no
trace, and neither does anything that pytest starts. Two kernels may write at once: each reads,
adds what is new, writes beside and renames, under a lock. Where that fails the record goes on in
memory, and says so once.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from errno import EACCES
from pathlib import Path

from nnhelpers.exercises.diagnosis import BLANK, RIGHT, WRONG
from nnhelpers.settings import OFF, setting
from nnhelpers.work import VERSIONS, write

FILE = ".progress.json"
PATIENCE = 2.0  # seconds to wait for another kernel that is writing
UNDER_TEST = ("PYTEST_VERSION", "PYTEST_CURRENT_TEST")


@dataclass(frozen=True)
class Entry:
    """What is known of one exercise.

    Attributes
    ----------
    mark : str
        The best so far: "not attempted", "wrong" or "right".
    attempts : int
        Answers that were checked, up to the first right one.
    hints : int
        Hints that were seen.
    """

    mark: str = BLANK
    attempts: int = 0
    hints: int = 0

    def checked(self, mark: str) -> "Entry":
        """After one more check; what is solved stays solved, and a blank is no attempt."""
        if self.mark == RIGHT or mark == BLANK:
            return self
        return replace(self, mark=mark, attempts=self.attempts + 1)

    def hinted(self, number: int) -> "Entry":
        """After the hint of that number, counted from 1."""
        return replace(self, hints=max(self.hints, number))


Entries = dict[str, Entry]
Change = Callable[[Entries], Entries]


def place(folder: Path) -> Path | None:
    """The file for a kernel that was started in a folder; None where nothing is to be kept."""
    if any(sign in os.environ for sign in UNDER_TEST):
        return None
    named = setting("progress")
    if named == OFF:
        return None
    if named:
        return folder / Path(named).expanduser()
    return folder / FILE if (folder / VERSIONS).is_file() else None


def read(path: Path) -> Entries:
    """The entries of a file; {} if there is none.

    Raises
    ------
    ValueError
        If it is damaged.
    OSError
        If it cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    stored = json.loads(text)
    if not isinstance(stored, dict) or not isinstance(stored.get("exercises"), dict):
        raise ValueError(f"{path.name} holds no exercises")
    return {name: _entry(fields) for name, fields in stored["exercises"].items()}


def _entry(fields: object) -> Entry:
    """An entry from what a file holds; ValueError if it is none."""
    if not isinstance(fields, dict):
        raise ValueError(f"{fields!r} is no entry")
    entry = Entry(**{key: fields[key] for key in Entry.__dataclass_fields__ if key in fields})
    counts = (entry.attempts, entry.hints)
    if entry.mark not in (BLANK, WRONG, RIGHT) or any(type(n) is not int or n < 0 for n in counts):
        raise ValueError(f"{fields!r} is no entry")
    return entry


class Record:
    """What one kernel knows of the learner's progress; the file, where there is one, knows more.

    Parameters
    ----------
    path : Path or None
        The file; None keeps the record in memory.
    """

    def __init__(self, path: Path | None = None):
        self.path = path
        self._entries: Entries = {}
        self._waiting: list[Change] = []  # not in the file yet
        self._said: set[str] = set()

    def entries(self) -> Entries:
        """What is known now, also from other kernels."""
        if self.path:
            try:
                known = read(self.path)
                for change in self._waiting:
                    known = change(known)
                self._entries = known
            except ValueError:
                self._save()  # which mends the file
            except OSError as problem:
                self._complain(problem)
        return self._entries

    def checked(self, name: str, mark: str) -> None:
        """Note a check."""
        self._note(name, lambda entry: entry.checked(mark))

    def hinted(self, name: str, number: int) -> None:
        """Note that a hint was seen."""
        self._note(name, lambda entry: entry.hinted(number))

    def forget(self, names: list[str]) -> None:
        """Drop what is known of some exercises."""
        gone = set(names)
        self._change(lambda known: {name: e for name, e in known.items() if name not in gone})

    def _note(self, name: str, step: Callable[[Entry], Entry]) -> None:
        before = self.entries().get(name, Entry())
        if step(before) != before:
            self._change(lambda known: {**known, name: step(known.get(name, Entry()))})

    def _change(self, change: Change) -> None:
        """Make a change here, and in the file if it can be written."""
        self._entries = change(self._entries)
        if self.path:
            self._waiting.append(change)
            self._save()

    def _save(self) -> None:
        """Bring what is waiting into the file, or say why not."""
        try:
            with locked(self.path):
                self._entries = self._write()
            self._waiting.clear()
        except OSError as problem:
            self._complain(problem)

    def _complain(self, problem: OSError) -> None:
        self._say(
            f"(Progress cannot be kept in {self.path.name}: {problem.strerror or problem}. It is "
            f"remembered until the kernel stops.)"
        )

    def _write(self) -> Entries:
        """Add what is waiting to the file; the lock is ours."""
        if self.path.exists() and not os.access(self.path, os.W_OK):
            raise PermissionError(EACCES, "it may only be read")
        try:
            known = read(self.path)
        except ValueError:
            known, mine = {}, self._entries
            self._waiting = [lambda _: mine]
            aside = self.path.with_name(f"{self.path.name}.damaged")
            self.path.replace(aside)
            self._say(
                f"({self.path.name} was damaged. It is now {aside.name}; a new one holds what this "
                f"kernel knows.)"
            )
        for change in self._waiting:
            known = change(known)
        for left in self.path.parent.glob(f"{self.path.name}.*.part"):
            left.unlink(missing_ok=True)  # of a kernel that was killed while it wrote
        stored = {name: asdict(entry) for name, entry in sorted(known.items())}
        write(self.path, {"exercises": stored})
        return known

    def _say(self, sentence: str) -> None:
        """Print a sentence, once for each file and kernel."""
        if sentence not in self._said:
            print(sentence)
            self._said.add(sentence)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file; the system takes it back from a process that dies.

    Raises
    ------
    TimeoutError
        If another process holds it for too long.
    OSError
        If the folder cannot be written.
    """
    with open(path.with_name(f"{path.name}.lock"), "a+b") as file:
        until = time.monotonic() + PATIENCE
        while not _try_lock(file):
            if time.monotonic() > until:
                raise TimeoutError("another kernel is writing it all the time")
            time.sleep(0.01)
        yield  # closing the file gives the lock back


def _try_lock(file) -> bool:
    """Take the lock of an open file, if it is free; True also where there are no locks."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            return True
        except OSError:
            return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        pass  # some network drives know no locks: better written without than not at all
    return True
