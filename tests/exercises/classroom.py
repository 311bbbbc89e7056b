"""Submissions for the tests of grading: pages filled in, right, wrong in every known way, hostile.

`hand_in` writes one, `hostile` knows what people or programs may hand in that is no answer, and
`a_class` fills a folder with 120 of them.
"""

import copy
import json
import os
from dataclasses import dataclass
from pathlib import Path

from nnhelpers.exercises import EXERCISES
from nnhelpers.exercises.function_exercise import FunctionExercise

ROOT = Path(__file__).resolve().parents[2]
REFERENCES = ROOT / "nnhelpers" / "exercises" / "activations.py"


def of_page(page: str) -> dict:
    """The exercises of a page, by name."""
    return {name: e for name, e in EXERCISES.items() if e.page.startswith(page)}


def notebook(page: str, answers: dict[str, str] | None = None) -> dict:
    """A page with the cells of exercises replaced.

    Parameters
    ----------
    page : str
        Beginning of its name.
    answers : dict from exercises to the source of a cell
        What is not in it is right; a stub makes it blank.
    """
    (path,) = (ROOT / "notebooks").glob(f"{page}*.ipynb")
    made = json.loads(path.read_text(encoding="utf-8"))
    stubs = {e.stub.strip(): e for e in of_page(page).values()}
    given = answers or {}
    for cell in made["cells"]:
        exercise = stubs.get("".join(cell["source"]).strip())
        if cell["cell_type"] == "code" and exercise is not None:
            cell["source"] = given.get(exercise.name, exercise.solution)
    return made


def hand_in(folder: Path, student: str, page: str, answers: dict[str, str] | None = None) -> Path:
    """Write a submission into a folder of the student's."""
    path = folder / student / f"{page}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook(page, answers)), encoding="utf-8")
    return path


def wrong_cells(exercise) -> list[tuple[str, str]]:
    """(source, sentence) of every misconception, as a cell."""
    if isinstance(exercise, FunctionExercise):
        return [(exercise.wrong_source(entry), entry.says) for entry in exercise.misconceptions]
    return [(f"{exercise.variable} = {value!r}", says) for value, says in exercise.wrong_answers()]


@dataclass(frozen=True)
class Hostile:
    """Code in the place of an answer, and what the mark's words say then.

    Attributes
    ----------
    code : str
        Body of the function.
    words : str
        What the words contain, "" where the answer is right in spite of it.
    """

    code: str
    words: str


# Finds the object of the learner's process that speaks to the grader.
SESSION = (
    "import sys\nframe = sys._getframe()\n"
    "while 'session' not in frame.f_locals: frame = frame.f_back\n"
    "session = frame.f_locals['session']\n"
)
# Bodies of my_sigmoid_derivative(Z).
HOSTILE = {
    "endless loop": Hostile("while True: pass", "did not come to an end"),
    "ten gigabytes": Hostile("return np.ones((10**5, 10**4, 2))", "MemoryError"),
    "ten gigabytes in pieces": Hostile(
        "kept = []\nwhile True: kept.append(np.empty(10**7))", "MemoryError"
    ),
    "fork bomb": Hostile("import os\nwhile True: os.fork()", "not available"),
    "fork bomb from C": Hostile(
        "import ctypes\nwhile True:\n    assert ctypes.CDLL(None).fork() >= 0", "AssertionError"
    ),
    "another program": Hostile("import subprocess\nsubprocess.run(['ls'])", "not available"),
    "crash": Hostile("import ctypes\nctypes.string_at(0)", "crashed"),
    "exit": Hostile("exit()", "SystemExit"),
    "os._exit": Hostile("import os\nos._exit(0)", "ended its own process"),
    "kills the grader": Hostile(
        "import ctypes, os\nreturn ctypes.CDLL(None).kill(os.getppid(), 9) * Z", ""
    ),
    "closes what is printed to": Hostile(
        "import sys\nsys.stdout.close()\nprint(1)\nreturn 7 * Z", "cases fail"
    ),
    "closes every file": Hostile(
        "import os\nos.closerange(0, 100)\nreturn Z", "ended its own process"
    ),
    "prints a gigabyte": Hostile("while True: print('x' * 10**6)", "did not come to an end"),
    "writes outside": Hostile("open('/tmp/of_the_grader', 'w').write('x')", "PermissionError"),
    "network": Hostile("import _socket\n_socket.socket()", "PermissionError"),
    "garbage on the line": Hostile(
        "import os\nfor n in range(3, 40):\n    try: os.write(n, b'\\xff' * 64)\n"
        "    except OSError: pass\nreturn Z",
        "too long",
    ),
    "asks without end": Hostile(
        f"{SESSION}while True:\n    try: session.ask({{'use': 'x'}})\n"
        "    except RuntimeError: pass",
        "did not come to an end",
    ),
    "answers drop by drop": Hostile(
        f"{SESSION}import time\nsession.line.sendall(b'\\0\\0\\1\\0')\n"
        "while True:\n    session.line.sendall(b' ')\n    time.sleep(0.1)",
        "did not come to an end",
    ),
    "asks for the reference": Hostile(
        f"{SESSION}arguments = sys.modules['wire'].encode((Z,))\n"
        "return session.ask({'reference': 'sigmoid_derivative', 'arguments': arguments})",
        "after its check only",
    ),
    "result without end": Hostile("z = []\nz.append(z)\nreturn z", "without end"),
    "result too large": Hostile("return np.ones((6000, 6000))", "MB"),
    "reads the references": Hostile(
        "import importlib\n"
        "m = importlib.import_module('nnhelpers' + '.exercises' + '.activations')\n"
        "return m.my_sigmoid_derivative(Z)",
        "nnhelpers.exercises",
    ),
    "imports the references": Hostile(
        "from nnhelpers.exercises import find\nreturn find('sigmoid_derivative').reference(Z)",
        "nnhelpers.exercises",
    ),
    "reads the references' file": Hostile(f"return open('{REFERENCES}').read()", "PermissionError"),
    "reads the others' work": Hostile(
        "import os, tempfile\nreturn os.listdir(os.path.dirname(os.path.dirname(os.getcwd())))",
        "PermissionError",
    ),
    "thread bomb": Hostile(
        "import threading, time\n"
        "while True: threading.Thread(target=time.sleep, args=(99,), daemon=True).start()",
        "can't start new thread",
    ),
    "a number without end": Hostile("n = 9\nreturn n**n**n", "did not come to an end"),
    "reads the grader's memory": Hostile(
        "import os\nreturn open(f'/proc/{os.getppid()}/mem').read()", "PermissionError"
    ),
    "the package's own": Hostile(
        "from nnhelpers.activations import sigmoid_derivative\nreturn sigmoid_derivative(Z)",
        "nnhelpers",
    ),
    "NumPy changed": Hostile("np.exp = np.sin\nreturn Z", "in the place of np.exp"),
    "recursion": Hostile("return my_sigmoid_derivative(Z)", "RecursionError"),
}


def hostile_cell(name: str) -> str:
    """The cell of sigmoid_derivative that does what the name says."""
    lines = [f"    {line}\n" for line in HOSTILE[name].code.splitlines()]
    return "def my_sigmoid_derivative(Z):\n" + "".join(lines)


def copied_cell(exercise) -> str:
    """A function that holds the results of the page's cases, and knows nothing else."""
    pairs = [(case[0].tolist(), outcome.value.tolist()) for case, outcome in
             zip(exercise.cases, exercise.expected, strict=True)]  # fmt: skip
    return (
        f"def {exercise.variable}(Z):\n"
        f"    for z, result in {pairs!r}:\n"
        "        if np.shape(z) == Z.shape and np.allclose(z, Z):\n"
        "            return np.array(result)\n"
        "    return 0 * Z\n"
    )


def no_notebooks(folder: Path, page: str, another: str) -> dict[str, str]:
    """Files that are no submission of the page; the students and what is said of each."""

    def put(student: str, text: bytes) -> None:
        (folder / student).mkdir()
        (folder / student / "page.ipynb").write_bytes(text)

    put("not json", b"PK\x03\x04 this is a zip")
    put("no cells", b'{"worksheets": []}')
    put("cells of numbers", b'{"cells": [1, 2]}')
    put("deep", b"[" * 100_000)
    put("empty file", b"")
    put("no page", json.dumps({"cells": [_code("x = 1")]}).encode())
    put("another page", json.dumps(notebook(another)).encode())
    with open(folder / "huge.ipynb", "wb") as file:
        file.truncate(10**9)
    (folder / "a link").mkdir()
    (folder / "a link" / "page.ipynb").symlink_to(ROOT / "notebooks" / "00_start_here.ipynb")
    (folder / "a pipe").mkdir()
    os.mkfifo(folder / "a pipe" / "page.ipynb")
    (folder / "a folder" / "page.ipynb").mkdir(parents=True)
    (folder / "nothing").mkdir()
    return {
        "not json": "not JSON", "no cells": "without cells", "cells of numbers": "without cells",
        "deep": "not JSON", "empty file": "not JSON", "no page": "no page of the course",
        "another page": "holds no page", "huge": "954 MB", "a link": "links are not followed",
        "a pipe": "no regular file", "a folder": "only a folder", "nothing": "no notebook",
    }  # fmt: skip


def _code(source: str) -> dict:
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}


def a_class(folder: Path, page: str = "05", another: str = "06", count: int = 120) -> dict:
    """Fill a folder with submissions of a page, and return what each should get.

    Returns
    -------
    dict from students to (exercise, what its words contain) or (exercise, "") for all right;
    ("", words) for what is no submission
    """
    expected: dict = {}

    def add(student: str, answers: dict, exercise: str, words: str) -> None:
        hand_in(folder, student, page, answers)
        expected[student] = (exercise, words)

    first = of_page(page)["sigmoid_derivative"]
    for name in HOSTILE:
        cell = hostile_cell(name)
        add(f"hostile, {name}", {first.name: cell}, first.name, HOSTILE[name].words)
    add("copied results", {first.name: copied_cell(first)}, first.name, "no others")
    unread = "def my_sigmoid_derivative(Z:\n    return"
    add("syntax error", {first.name: unread}, first.name, "SyntaxError")
    add("Zoë 学生 🎓", {}, "", "")
    add("<img src=x onerror=alert(1)>", {}, "", "")
    for student, words in no_notebooks(folder, page, another).items():
        expected[student] = ("", words)
    slips = [(e, *entry) for e in of_page(page).values() for entry in wrong_cells(e)]
    step = max(len(slips) // 60, 1)
    for number, (exercise, source, says) in enumerate(slips[::step][: count - len(expected) - 5]):
        add(f"slip {number:03}", {exercise.name: source}, exercise.name, says)
    for number in range(count - len(expected)):
        add(f"right {number:03}", {}, "", "")
    return copy.copy(expected)
