"""The grader's end of the line to the process in which a learner's cells run.

A `Line` starts the process, asks it, and ends it: at the latest when the time for a question is up.
What it says is not trusted; whatever is no proper message counts as the end of the process.
"""

import json
import os
import shutil
import signal
import site
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from nnhelpers.exercises.grading import wire

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1]
START = 20.0  # seconds that the process may take to come up
MEMORY = 2**30  # bytes of address space

_SIGNALS = {
    signal.SIGSEGV: "it crashed in compiled code",
    signal.SIGABRT: "it crashed in compiled code",
    signal.SIGKILL: "the system ended it, as it does when memory runs out",
    getattr(signal, "SIGXCPU", None): "it used up its processor time",
    getattr(signal, "SIGSYS", None): "it asked for what is not available while work is graded",
}


class Stopped(Exception):
    """The process is gone; the text says why, in a part of a sentence."""


class TimeIsUp(Stopped):
    """It was ended because it took too long."""


class Line:
    """A process for one submission's cells.

    Attributes
    ----------
    held : list of str
        Which of the layers of `confine` hold in it.
    """

    def __init__(self, seconds: float, memory: int = MEMORY):
        self.folder = tempfile.mkdtemp(prefix="graded-")
        self._socket, theirs = socket.socketpair()
        settings = {
            "line": theirs.fileno(), "folder": self.folder, "memory": memory, "seconds": seconds,
        }  # fmt: skip
        command = [sys.executable, "-P", str(HERE / "learner.py"), str(HERE), str(PACKAGE)]
        self._process = subprocess.Popen(
            [*command, json.dumps(settings)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            cwd=self.folder,
            env=environment(self.folder),
            start_new_session=True,
        )
        theirs.close()
        try:
            ready = self._receive(time.monotonic() + START, START)
        except Stopped:
            self.close()
            raise
        self.held = [str(layer) for layer in ready.get("ready", [])]

    def ask(self, message: dict, seconds: float, answers: Callable[[dict], dict]) -> dict:
        """Send a message and return the reply.

        Parameters
        ----------
        message : dict
        seconds : float
            Until the process is ended.
        answers : function(question) -> dict
            What is asked back in the meantime.

        Raises
        ------
        TimeIsUp, Stopped
            If no reply came; the process is gone then.
        """
        until = time.monotonic() + seconds
        try:
            self._socket.settimeout(seconds)
            wire.send(self._socket, message)
            while "ask" in (reply := self._receive(until, seconds)):
                wire.send(self._socket, answers(reply["ask"]))
            return reply
        except TimeoutError:
            self.close()
            raise TimeIsUp(f"it did not come to an end within {seconds:.0f} seconds") from None
        except OSError:
            raise Stopped(self._why()) from None
        except wire.WireError as problem:
            self.close()
            raise Stopped(f"what came back is {problem}") from None

    def _receive(self, until: float, seconds: float) -> dict:
        try:
            reply = wire.receive(self._socket, until)
        except TimeoutError:
            self.close()
            raise TimeIsUp(f"it did not come to an end within {seconds:.0f} seconds") from None
        except wire.WireError as problem:
            self.close()
            raise Stopped(f"what came back is {problem}") from None
        except OSError:
            reply = None
        if reply is None:
            raise Stopped(self._why())
        return reply

    def _why(self) -> str:
        """Why the process is gone."""
        try:
            code = self._process.wait(0.5)
        except subprocess.TimeoutExpired:
            code = None
        self.close()
        if code is None:
            return "it closed the line to the grader"
        if code >= 0:
            return f"it ended its own process (exit code {code})"
        return _SIGNALS.get(-code, f"it was ended by signal {-code}")

    def close(self) -> None:
        """End the process and all that it started, and remove its folder."""
        if self._process.poll() is None:
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                self._process.kill()
            self._process.wait()
        self._socket.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def environment(folder: str) -> dict[str, str]:
    """Variables of the process: a home of its own, one thread, nothing of the grader's."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    one = {name: "1" for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")}
    one["PYTHONUSERBASE"] = site.getuserbase()  # where NumPy may be, though the home is another
    return {**kept, **one, "HOME": folder, "TMPDIR": folder, "PYTHONDONTWRITEBYTECODE": "1"}
