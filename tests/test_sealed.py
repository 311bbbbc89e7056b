"""The course at run time: no network, no pickle, nothing written but where the learner works."""

import ast
import os
import subprocess
import sys

import pytest

from nnhelpers.pages import ROOT

PACKAGE = sorted((ROOT / "nnhelpers").rglob("*.py"))
# What reaches out, and what runs code that lies in a file.
OUTSIDE = {"socket", "ssl", "http", "urllib", "requests", "ftplib", "smtplib", "httpx", "aiohttp"}
# A pair of sockets is the grader's line to its own child process; nothing of it opens another.
LINE = {"confine.py", "learner.py", "line.py", "wire.py"}
CODE_IN_FILES = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"}

# Refuses, by Python's own audit events, what the course must not do, and says what it was.
SEAL = """
import os, sys, tempfile
ALLOWED = tuple(os.path.realpath(p) for p in (os.getcwd(), tempfile.gettempdir(), os.devnull))
WRITES = ("os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink", "os.truncate")
LOOPBACK = ("127.0.0.1", "::1", "localhost")

def inside(path):
    if not isinstance(path, (str, bytes)):
        return True
    return os.path.realpath(os.fsdecode(path)).startswith(ALLOWED)

def seal(event, arguments):
    if event == "socket.connect" and arguments[1][0] not in LOOPBACK:
        raise RuntimeError(f"network: {arguments[1]}")
    if event == "socket.getaddrinfo" and arguments[0] not in (None, *LOOPBACK):
        raise RuntimeError(f"network: {arguments[0]}")
    if event == "pickle.find_class":
        raise RuntimeError(f"pickle: {arguments}")
    writes = event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if (writes or event in WRITES) and not inside(arguments[0]):
        raise RuntimeError(f"written: {arguments[0]}")

sys.dont_write_bytecode = True
sys.addaudithook(seal)
"""

USE = """
import numpy as np
import nnhelpers
from nnhelpers.exercises import EXERCISES, check, exercises, hint, judge
from nnhelpers.explorers import HouseExplorer, ImageClassifier, Playground, SlopeExplorer
check("sigmoid", lambda Z: 1 / (1 + np.exp(-Z)))
check("sigmoid", lambda Z: Z)
hint("sigmoid")
exercises("02")
for kind in (HouseExplorer, Playground, SlopeExplorer):
    explorer = kind()
    explorer.describe()
    explorer.close()
rng = np.random.default_rng(0)
X, Y = rng.standard_normal((2, 50)), np.ones((1, 50))
net = nnhelpers.Network((2, 3, 1))
run = nnhelpers.train(net, X, Y, iterations=5, learning_rate=0.1, rng=rng)
nnhelpers.save_params("mine.npz", run.params, net)
nnhelpers.load_params("mine.npz")
"""


def sealed(code, folder):
    """Run code in a process that is refused what the course must not do.

    Matplotlib keeps a list of the fonts that it finds, in a folder of its own.
    """
    return subprocess.run(
        [sys.executable, "-c", SEAL + code],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "MPLCONFIGDIR": str(folder)},
    )


def test_the_course_needs_neither_a_network_nor_a_place_of_its_own(tmp_path):
    done = sealed(USE, tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "code, says",
    [
        ("import socket; socket.create_connection(('192.0.2.1', 80), 1)", "network: "),
        ("import urllib.request; urllib.request.urlopen('http://example.org')", "network: "),
        ("import pickle, decimal; pickle.loads(pickle.dumps(decimal.Decimal))", "pickle: "),
        ("open(os.path.expanduser('~/nnhelpers-was-here'), 'w')", "written: "),
        ("os.mkdir('/nnhelpers-was-here')", "written: "),
    ],
)
def test_the_seal_holds(code, says, tmp_path):
    done = sealed(code, tmp_path)
    assert done.returncode != 0
    assert f"RuntimeError: {says}" in done.stderr, done.stderr


def imported(node):
    """The modules that a statement imports."""
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def forbidden(source):
    """What a module imports that reaches out, or uses that runs what lies in files."""
    for node in ast.walk(ast.parse(source)):
        for name in imported(node):
            if name.split(".")[0] in OUTSIDE | CODE_IN_FILES and name != "urllib.parse":
                yield name
        if isinstance(node, ast.keyword) and node.arg == "allow_pickle":
            if getattr(node.value, "value", None) is not False:
                yield "allow_pickle"


def test_nothing_is_imported_that_reaches_out_or_runs_what_lies_in_files():
    found = {path.name: [*forbidden(path.read_text(encoding="utf-8"))] for path in PACKAGE}
    assert len(found) > 100
    assert [found.pop(name) for name in sorted(LINE)] == [["socket"]] * len(LINE)
    assert not {name: names for name, names in found.items() if names}


@pytest.mark.parametrize(
    "source", ["import pickle", "from urllib.request import urlopen", "load(f, allow_pickle=True)"]
)
def test_what_is_forbidden_is_found(source):
    assert [*forbidden(source)]
