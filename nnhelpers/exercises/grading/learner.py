"""The process in which a learner's cells run: `python -P learner.py PACKAGE`, started by `line.py`.

It gets the text of cells over a socket, never the path of a submission. It runs single statements
of them, tells what a variable holds, and calls functions with arguments that come over the line. It
knows neither references nor cases nor expected results: those stay with the grader, which compares.

Started by its path, so that nothing of `nnhelpers` is imported into it; see `standins.py`.
"""

import sys

HERE, PACKAGE = sys.argv[1], sys.argv[2]
sys.path.insert(0, HERE)
import ast  # noqa: E402
import builtins  # noqa: E402
import copy  # noqa: E402
import gc  # noqa: E402
import inspect  # noqa: E402
import json  # noqa: E402
import linecache  # noqa: E402
import os  # noqa: E402
import re  # noqa: E402
import runpy  # noqa: E402
import socket  # noqa: E402
import warnings  # noqa: E402

import confine  # noqa: E402
import numpy as np  # noqa: E402
import standins  # noqa: E402
import wire  # noqa: E402

sys.path.remove(HERE)

KEPT_PRINTS = 2000  # characters
KEPT_RESULTS, KEPT_SIZE = 40, 100_000  # results that are looked at again, characters of each


class Prints:
    """Keeps the beginning of what is printed."""

    encoding = "utf-8"

    def __init__(self):
        self.text = ""

    def write(self, text: str) -> int:
        if len(self.text) < KEPT_PRINTS:
            self.text += text[:KEPT_PRINTS]
        return len(text)

    def flush(self) -> None:
        return None

    def close(self) -> None:
        return None

    def isatty(self) -> bool:
        return False


class Session:
    """The learner's variables, and the line to the grader."""

    def __init__(self, line: socket.socket, put_back: object):
        self.line, self.put_back = line, put_back
        self.functions: dict[int, object] = {}
        self.returned: list[tuple[object, object]] = []  # results, and as they were sent
        inert = {"display": standins.Inert(), "get_ipython": standins.Inert}
        self.variables = {"__name__": "__main__", "__builtins__": builtins, **inert}

    def serve(self) -> None:
        """Answer messages until the line is closed."""
        while (message := wire.receive(self.line)) is not None:
            reply = self.answer(message)
            try:
                wire.send(self.line, reply)
            except wire.WireError as problem:
                wire.send(self.line, {"error": ["TooLarge", str(problem)], "line": [], "of": ""})

    def answer(self, message: dict) -> dict:
        """Do what a message asks; an exception is part of the reply, whatever it is."""
        prints = Prints()
        sys.stdout = sys.stderr = prints
        try:
            with np.errstate(all="ignore"), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                reply = getattr(self, f"do_{message['do']}")(message)
        except BaseException as problem:  # SystemExit, too: exit() is an answer's affair
            reply = described(problem)
        return {**reply, "printed": prints.text, "replaced": list(self.put_back())}

    def do_run(self, message: dict) -> dict:
        """Run statements of a cell, one after the other."""
        name, source = message["cell"], message["source"]
        linecache.cache[name] = (len(source), None, source.splitlines(True), name)
        body = ast.parse(source, name).body
        for number in message["statements"]:
            piece = ast.Module([body[number]], type_ignores=[])
            exec(compile(piece, name, "exec"), self.variables)
        return {"done": True}

    def do_value(self, message: dict) -> dict:
        """What a variable holds; of a function, how it may be called."""
        value = self.variables.get(message["name"], ...)
        there = message["name"] in self.variables
        if callable(value) and not isinstance(value, standins.Inert):
            found = {"callable": True, "parameters": parameters_of(value)}
            return {**found, "module": str(getattr(value, "__module__", "")), "there": there}
        return {"value": wire.encode(value), "there": there}

    def do_call(self, message: dict) -> dict:
        """Call the function of that name; reply with the result, and with changed arguments."""
        arguments = wire.decode(message["arguments"], self.function)
        before = copy.deepcopy(arguments)
        value = self.variables[message["name"]](*arguments)
        if inspect.iscoroutine(value):
            value.close()
        try:
            written = wire.encode(value)
        except wire.WireError as problem:
            raise ValueError(f"the result is {problem}") from None
        if len(self.returned) < KEPT_RESULTS and len(str(written)) < KEPT_SIZE:
            self.returned.append((value, written))
        after = wire.encode(arguments, self.functions)
        self.functions.clear()
        changed = after != wire.encode(before, self.functions)
        self.functions.clear()
        return {"value": written, "after": after if changed else None}

    def do_kept(self, message: dict) -> dict:
        """Whether all that was returned still is as it was sent; it is then forgotten."""
        returned, self.returned = self.returned, []
        return {"kept": all(wire.encode(value) == written for value, written in returned)}

    def function(self, number: int):
        """A function on the grader's side."""

        def call(*arguments: object) -> object:
            return self.ask({"function": number, "arguments": wire.encode(arguments)})

        return call

    def use(self, name: str, answer: object = ...) -> object:
        """What the page goes on with: the learner's function where it is right, else another."""
        if self.ask({"use": str(name)}):
            return answer

        def course_own(*arguments: object) -> object:
            return self.ask({"reference": str(name), "arguments": wire.encode(arguments)})

        return course_own

    def ask(self, question: dict) -> object:
        """Have the grader compute something, in the middle of a call."""
        wire.send(self.line, {"ask": question})
        reply = wire.receive(self.line)
        if reply is None:
            raise EOFError
        if "refused" in reply:
            raise RuntimeError(str(reply["refused"]))
        return wire.decode(reply["value"])


def parameters_of(function: object) -> list | None:
    """Names and kinds of the arguments, and whether they may be left out."""
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    return [[p.name, int(p.kind), p.default is not p.empty] for p in found][:50]


def described(problem: BaseException) -> dict:
    """Type and message of an exception, the learner's own line, and the shapes in it."""
    message, where, shapes = str(problem)[:1000], [], ""
    traceback = problem.__traceback__
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename.startswith("<cell "):
            number = traceback.tb_lineno or code.co_firstlineno
            where = [code.co_filename, number]
            text = linecache.getline(code.co_filename, number)
            shapes = shapes_in(text, traceback.tb_frame.f_locals)
        traceback = traceback.tb_next
    if isinstance(problem, SyntaxError):
        where, message = [str(problem.filename), problem.lineno or 0], str(problem.msg)
    return {"error": [type(problem).__name__[:60], message], "line": where, "of": shapes}


def shapes_in(text: str, local: dict) -> str:
    """Shapes of the arrays that a line of code names."""
    names = dict.fromkeys(re.findall(r"[A-Za-z_]\w*", text))
    arrays = {n: local[n] for n in names if isinstance(local.get(n), np.ndarray)}
    return ", ".join(f"{name} {array.shape}" for name, array in arrays.items())[:300]


def main() -> None:
    """Confine this process, then serve."""
    settings = json.loads(sys.argv[3])
    line = socket.socket(fileno=settings["line"])
    own = runpy.run_path(f"{PACKAGE}/exercises/numpys_own.py")
    session = Session(line, own["put_back"])
    silent = dict.fromkeys(standins.PUBLIC, standins.Inert())
    standins.install(PACKAGE, **{**silent, "use": session.use})
    os.chdir(settings["folder"])
    sys.argv = [""]
    gc.collect()
    held = confine.confine(settings["folder"], settings["memory"], settings["seconds"])
    wire.send(line, {"ready": held})
    session.serve()


main()
