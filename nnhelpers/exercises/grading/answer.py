"""A learner's function that is called over the line, and looks like a function to a judge.

An exercise's `judge` calls it, reads its signature and its code. The calls go to the learner's
process; what is read comes from the twin, which was built from the text.
"""

import inspect
import keyword
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from nnhelpers.exercises import guard
from nnhelpers.exercises.grading import wire
from nnhelpers.exercises.grading.line import Line, Stopped, TimeIsUp

CALL = guard.LIMIT - 0.25  # seconds: a little before the judge's own watchdog


@dataclass
class Calls:
    """The calls of one judgement: to which process, and what became of it.

    Attributes
    ----------
    line : Line
    reference : function(name, arguments) -> object
        What the page goes on with where an earlier answer is wrong.
    until : float
        When the submission's time is up, as time.monotonic() counts.
    stopped : str
        Why the process is gone, "" while it runs.
    replaced : list of str
        Functions of NumPy in whose place the answer put something else (they are back).
    """

    line: Line
    reference: Callable
    until: float
    stopped: str = ""
    replaced: list[str] = field(default_factory=list)

    def call(self, name: str, arguments: tuple) -> object:
        """Call the learner's function of that name, changing arguments as it does."""
        if self.stopped:
            raise RuntimeError(f"{self.stopped}.")
        functions: dict = {}
        written = wire.encode(arguments, functions)
        seconds = max(min(CALL, self.until - time.monotonic()), 0.05)
        message = {"do": "call", "name": name, "arguments": written}
        try:
            reply = self.line.ask(message, seconds, lambda q: self.answer(q, functions))
            self.replaced += [str(name)[:40] for name in list(reply.get("replaced", []))[:5]]
            if "error" in reply:
                raise_like(reply)
            print(str(reply.get("printed", ""))[: guard.KEPT_PRINTS], end="")
            if reply.get("after") is not None:
                put_into(arguments, wire.decode(reply["after"]))
            return wire.decode(reply.get("value"))
        except TimeIsUp as problem:
            self.stopped = str(problem)
            raise guard.TooSlow from None
        except Stopped as problem:
            self.stopped = str(problem)
            raise RuntimeError(f"{self.stopped}.") from None
        except wire.WireError as problem:
            raise RuntimeError(f"what came back is {problem}") from None

    def answer(self, question: dict, functions: dict) -> dict:
        """Compute what the learner's process asks in the middle of a call."""
        try:
            if "use" in question:
                raise ValueError("use(...) stands in a cell of its own, in no function")
            arguments = wire.decode(question["arguments"])
            if "reference" in question:
                value = self.reference(str(question["reference"]), arguments)
            else:
                value = functions[int(question["function"])](*arguments)
            return {"value": wire.encode(value)}
        except Exception as problem:
            return {"refused": f"{type(problem).__name__}: {problem}"[:300]}


class Answer:
    """The function `name` of a learner's process.

    Attributes
    ----------
    __wrapped__ : function or None
        The twin; its code, names and defaults are the answer's.
    """

    def __init__(self, name: str, parameters: object, twin: Callable | None, calls: Calls):
        self.__name__, self.__module__, self._calls = name, "__main__", calls
        self.__signature__ = signature_from(parameters)
        if twin is not None:
            self.__wrapped__ = twin
            for part in ("closure", "code", "defaults", "globals", "kwdefaults"):
                setattr(self, f"__{part}__", getattr(twin, f"__{part}__"))

    def __call__(self, *arguments: object) -> object:
        return self._calls.call(self.__name__, arguments)


def signature_from(parameters: object) -> inspect.Signature:
    """A signature from names and kinds that came over the line; any arguments, where none came."""
    star = inspect.Parameter("arguments", inspect.Parameter.VAR_POSITIONAL)
    try:
        found = [
            inspect.Parameter(
                name if name.isidentifier() and not keyword.iskeyword(name) else "argument",
                inspect._ParameterKind(int(kind)),
                default=None if optional else inspect.Parameter.empty,
            )
            for name, kind, optional in parameters
        ]
        return inspect.Signature(found)
    except (TypeError, ValueError, AttributeError):
        return inspect.Signature([star])


def put_into(old: object, new: object) -> None:
    """Change arguments as the learner's function changed its copies of them."""
    if isinstance(old, np.ndarray) and isinstance(new, np.ndarray):
        if old.shape == new.shape:
            np.copyto(old, new, casting="unsafe")
    elif isinstance(old, dict) and isinstance(new, dict):
        for key in [key for key in old if key not in new]:
            del old[key]
        for key, value in new.items():
            if key in old and isinstance(old[key], np.ndarray | dict | list):
                put_into(old[key], value)
            else:
                old[key] = value
    elif isinstance(old, np.random.Generator) and isinstance(new, np.random.Generator):
        old.bit_generator.state = new.bit_generator.state
    elif isinstance(old, tuple | list) and isinstance(new, tuple | list):
        if isinstance(old, list) and len(old) != len(new):
            old[:] = new
        for one, other in zip(old, new, strict=False):
            put_into(one, other)


def raise_like(reply: dict) -> None:
    """Raise an exception that looks like the learner's, in the learner's own line."""
    kind, message = (str(part) for part in reply["error"])
    name = kind if kind.isidentifier() else "Exception"
    problem = type(name, (Exception,), {})(message)
    where = reply.get("line") or []
    if len(where) == 2 and str(where[0]).startswith("<cell ") and 0 < int(where[1]) < 10_000:
        text = "\n" * (int(where[1]) - 1) + "raise problem"
        exec(compile(text, str(where[0])[:20], "exec"), {"problem": problem})
    raise problem
