"""Progress that lasts: one small file, whatever happens to the kernels that write it."""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from nnhelpers import exercises as public
from nnhelpers import work
from nnhelpers.exercises import check, exercises, hint, progress, record
from nnhelpers.exercises.diagnosis import BLANK, RIGHT, WRONG
from nnhelpers.exercises.record import FILE, Entry, Record, locked, place, read


@pytest.fixture
def path(tmp_path):
    return tmp_path / FILE


@pytest.fixture
def learner(tmp_path, monkeypatch):
    """A learner's folder as `nnhelpers.work` makes it, outside of tests."""
    monkeypatch.setattr(record, "UNDER_TEST", ())
    monkeypatch.delenv("NNHELPERS_PROGRESS", raising=False)
    (tmp_path / work.VERSIONS).write_text("{}", encoding="utf-8")
    return tmp_path


@pytest.fixture
def kernel(learner, monkeypatch):
    """Begin a kernel in the learner's folder: what was in memory is gone."""

    def begin():
        monkeypatch.setattr(public, "_started_in", learner)
        monkeypatch.setattr(public, "_hints_given", {})
        monkeypatch.setattr(public, "_last", {})
        public._record.cache_clear()

    begin()
    yield begin
    public._record.cache_clear()


def outside(**settings):
    """The environment of a kernel that no test has started."""
    kept = {k: v for k, v in os.environ.items() if k not in record.UNDER_TEST}
    kept.pop("NNHELPERS_PROGRESS", None)
    return kept | settings


def test_is_there_after_a_restart_and_on_another_page(kernel, learner, capsys):
    check("spot_he_deviation", 3)
    hint("spot_he_deviation")
    check("spot_he_deviation", 1)
    check("spot_he_deviation", 1)
    kernel()
    check("spot_he_deviation", 4)
    capsys.readouterr()
    exercises("06")
    out = capsys.readouterr().out
    assert "✓ spot_he_deviation" in out and "He initialization (2 answers, 1 hint)\n" in out
    assert read(learner / FILE) == {"spot_he_deviation": Entry(RIGHT, attempts=2, hints=1)}


def test_a_blank_is_no_attempt_and_writes_nothing(kernel, learner):
    check("spot_he_deviation", ...)
    assert not (learner / FILE).exists()


def test_two_pages_open_at_once_know_of_each_other(path):
    one, other = Record(path), Record(path)
    one.checked("sigmoid", WRONG)
    other.checked("softmax", RIGHT)
    one.checked("sigmoid", RIGHT)
    other.hinted("sigmoid", 2)
    assert one.entries() == other.entries() == read(path)
    assert read(path) == {"sigmoid": Entry(RIGHT, 2, 2), "softmax": Entry(RIGHT, 1, 0)}


WRITER = """
import sys
from pathlib import Path
from nnhelpers.exercises import record as module
from nnhelpers.exercises.record import Record
module.PATIENCE = 60  # a busy machine may keep one of them waiting
record = Record(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    record.checked("shared", "wrong")
    record.checked(f"{sys.argv[3]}{number % 7}", "wrong")
    if number == 0: print("begun", flush=True)
"""


def writer(path, count, name):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(count), name],
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_processes_lose_nothing_of_each_other(path):
    both = [writer(path, 100, name) for name in "ab"]
    said = [process.communicate()[0] for process in both]
    assert said == ["begun\n", "begun\n"], "nobody had to go on without the file"
    assert read(path)["shared"].attempts == 200
    assert sum(entry.attempts for entry in read(path).values()) == 400


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes cannot be killed here")
def test_killed_while_writing_the_file_stays_whole(path):
    dice = random.Random(1)
    seen = 0
    for _ in range(3):
        process = writer(path, 100_000, "k")
        assert process.stdout.readline() == "begun\n"
        time.sleep(0.02 + 0.05 * dice.random())
        process.kill()
        process.communicate()
        attempts = read(path)["shared"].attempts
        assert attempts > seen
        seen = attempts
    (path.parent / f"{FILE}.99.part").write_text("{", encoding="utf-8")  # as a kill may leave it
    Record(path).checked("sigmoid", RIGHT)
    assert read(path)["sigmoid"].mark == RIGHT and read(path)["shared"].attempts == seen
    assert not list(path.parent.glob("*.part")), "what a killed kernel left is swept up"


DAMAGED = (
    "",
    "{",
    "[]",
    "null",
    '{"exercises": []}',
    '{"exercises": {"sigmoid": 1}}',
    '{"exercises": {"sigmoid": {"mark": "green"}}}',
    '{"exercises": {"sigmoid": {"attempts": -1}}}',
    '{"exercises": {"sigmoid": {"attempts": "many"}}}',
    b"\xff\xfe\x00",
)


@pytest.mark.parametrize("content", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_file_is_put_aside_and_said_once(path, content, capsys):
    kernel = Record(path)
    kernel.checked("softmax", RIGHT)
    raw = content if isinstance(content, bytes) else content.encode()
    path.write_bytes(raw)
    kernel.checked("sigmoid", WRONG)
    kernel.checked("sigmoid", WRONG)
    said = capsys.readouterr().out
    assert said.count("\n") == 1 and "was damaged" in said and str(path.parent) not in said
    assert read(path) == {"softmax": Entry(RIGHT, 1), "sigmoid": Entry(WRONG, 2)}
    assert path.with_name(f"{FILE}.damaged").read_bytes() == raw


def test_looking_at_a_damaged_file_mends_it_too(path, capsys):
    path.write_text("{", encoding="utf-8")
    assert Record(path).entries() == {}
    assert "was damaged" in capsys.readouterr().out
    assert read(path) == {}


def test_fields_of_a_newer_course_do_no_harm(path):
    stored = {"exercises": {"sigmoid": {"mark": RIGHT, "attempts": 1, "hints": 0, "stars": 5}}}
    path.write_text(json.dumps(stored), encoding="utf-8")
    assert Record(path).entries() == {"sigmoid": Entry(RIGHT, 1)}


def refuse(*arguments):
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize("where", ["write", "locked"])
def test_where_nothing_can_be_written_the_kernel_remembers(path, monkeypatch, capsys, where):
    Record(path).checked("softmax", RIGHT)
    with monkeypatch.context() as patch:
        patch.setattr(record, where, refuse)
        kernel = Record(path)
        kernel.checked("sigmoid", WRONG)
        kernel.checked("sigmoid", RIGHT)
        said = capsys.readouterr().out
        assert said.count("\n") == 1 and "Permission denied" in said
        assert kernel.entries() == {"softmax": Entry(RIGHT, 1), "sigmoid": Entry(RIGHT, 2)}
        assert read(path) == {"softmax": Entry(RIGHT, 1)}
    kernel.hinted("accuracy", 1)
    assert read(path) == kernel.entries(), "what waited is written as soon as that is possible"
    assert read(path)["sigmoid"] == Entry(RIGHT, 2)


READER = """
import sys
from pathlib import Path
from nnhelpers.exercises.record import Record
record = Record(Path(sys.argv[1]))
record.checked("sigmoid", "right")
record.checked("accuracy", "right")
print(sorted(record.entries()))
"""


def test_a_folder_that_may_only_be_read(tmp_path):
    """In a process of its own that is not the administrator, who may write everywhere."""
    folder = tmp_path / "work"
    folder.mkdir()
    Record(folder / FILE).checked("softmax", RIGHT)
    (folder / f"{FILE}.lock").unlink()
    before = (folder / FILE).read_bytes()
    folder.chmod(0o555)
    drop = "import os\nif hasattr(os, 'geteuid') and os.geteuid() == 0: os.seteuid(65534)\n"
    imported, rest = READER.split("record = ", 1)
    for parent in (tmp_path, *tmp_path.parents):
        if Path(tempfile.gettempdir()) in parent.parents:  # pytest's own folders
            parent.chmod(parent.stat().st_mode | 0o055)
    try:
        done = subprocess.run(
            [sys.executable, "-c", f"{imported}{drop}record = {rest}", str(folder / FILE)],
            capture_output=True,
            text=True,
        )
    finally:
        folder.chmod(0o755)
    assert done.stderr == ""
    said, known = done.stdout.splitlines()
    assert said.startswith(f"(Progress cannot be kept in {FILE}:")
    assert known == "['accuracy', 'sigmoid', 'softmax']"
    assert (folder / FILE).read_bytes() == before
    assert [entry.name for entry in folder.iterdir()] == [FILE]


def test_a_file_that_cannot_be_a_file(path, capsys):
    path.mkdir()
    kernel = Record(path)
    kernel.checked("sigmoid", RIGHT)
    assert kernel.entries() == {"sigmoid": Entry(RIGHT, 1)}
    assert capsys.readouterr().out.count("\n") == 1


def test_another_kernel_that_never_lets_go(path, monkeypatch, capsys):
    monkeypatch.setattr(record, "PATIENCE", 0.05)
    kernel = Record(path)
    with locked(path):
        kernel.checked("sigmoid", RIGHT)
    assert "another kernel is writing" in capsys.readouterr().out
    kernel.checked("softmax", RIGHT)
    assert set(read(path)) == {"sigmoid", "softmax"}


@pytest.mark.parametrize("sign", record.UNDER_TEST)  # this very test has both
def test_nothing_that_a_test_starts_is_remembered(learner, monkeypatch, sign):
    assert place(learner) == learner / FILE
    monkeypatch.setenv("NNHELPERS_PROGRESS", "mine.json")
    assert place(learner) == learner / "mine.json"
    monkeypatch.setattr(record, "UNDER_TEST", (sign,))
    assert place(learner) is None


def test_remembers_only_in_a_learners_folder(learner, monkeypatch, tmp_path_factory):
    assert place(tmp_path_factory.mktemp("notebooks")) is None
    monkeypatch.setenv("NNHELPERS_PROGRESS", "off")
    assert place(learner) is None


@pytest.mark.slow
def test_pages_that_are_executed_leave_no_trace(tmp_path):
    """By nbval and by `make notebooks`, also in a learner's own folder."""
    sys.path.insert(0, str(work.ROOT / "notebooks" / "build"))
    import nbformat

    source = 'from nnhelpers.exercises import check\ncheck("spot_he_deviation", 1)'
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    page = tmp_path / "02_mine.ipynb"
    nbformat.write(notebook, page)
    (tmp_path / work.VERSIONS).write_text("{}", encoding="utf-8")
    in_script = "import sys; sys.argv[1:] = []; import execute; from pathlib import Path\n"
    in_script += f"execute.isolate(); print(execute.execute(Path({str(page)!r})).cells[0].outputs)"
    build = str(work.ROOT / "notebooks" / "build")
    paths = os.pathsep.join([build, str(work.ROOT)])
    nbval = ["-m", "pytest", "-p", "no:cacheprovider", "-n", "0", "--nbval-lax", str(page)]
    nbval += ["--rootdir", str(tmp_path), "-c", os.devnull, "--nbval-current-env"]
    for words in (["-c", in_script], nbval):
        done = subprocess.run(
            [sys.executable, *words],
            cwd=tmp_path,
            env=outside(PYTHONPATH=paths),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "✓ spot_he_deviation" in done.stdout or "1 passed" in done.stdout
        assert not (tmp_path / FILE).exists()
    code = f"{source}; import nnhelpers.exercises as e; print(e._record().path)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=outside(PYTHONPATH=paths),
        capture_output=True,
        text=True,
    )
    assert (tmp_path / FILE).is_file(), "a learner's kernel in the same folder does remember"


def answer(monkeypatch, text):
    asked = []
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or text)
    return asked


def test_forgets_after_a_question(kernel, learner, monkeypatch, capsys):
    check("spot_he_deviation", 1)
    check("logistic_size", {"n_x": 12288, "parameters": 12289})
    asked = answer(monkeypatch, "no")
    progress(forget=True)
    assert asked == ["Forget what is known of 2 exercises? Type yes: "]
    assert len(read(learner / FILE)) == 2
    asked = answer(monkeypatch, "yes")
    progress("06", forget=True)
    assert asked == ["Forget what is known of 1 exercise? Type yes: "]
    assert list(read(learner / FILE)) == ["logistic_size"]
    assert "0 of 8 right" in capsys.readouterr().out


def test_forgets_nothing_where_nobody_can_answer(kernel, learner, monkeypatch, capsys):
    def nobody(question):
        raise EOFError

    check("spot_he_deviation", 1)
    monkeypatch.setattr("builtins.input", nobody)
    progress(forget=True)
    assert "Nothing is forgotten." in capsys.readouterr().out
    assert len(read(learner / FILE)) == 1


def test_progress_shows_bars_counts_and_what_is_next(kernel, capsys):
    check("spot_he_deviation", 2)
    check("spot_he_deviation", 1)
    check("initialize_zeros", 7)
    hint("initialize_zeros")
    hint("initialize_zeros")
    capsys.readouterr()
    progress("06")
    assert capsys.readouterr().out.splitlines() == [
        "06_initialization  ██░░░░░░░░░░░░░░░░░░  1 of 8 right",
        "3 answers, 2 hints",
        "Next: initialize_zeros on page 06_initialization (1 answer, 2 hints so far)",
        "  all parameters zero",
    ]


def test_a_bar_is_full_only_when_all_is_right():
    from nnhelpers.exercises.progress import chart

    page = [e for e in public.EXERCISES.values() if e.page == "06_initialization"]
    known = {exercise.name: Entry(RIGHT, 1) for exercise in page}
    assert "█" * 20 + "  8 of 8" in chart(page, known)
    assert "nothing is left" in chart(page, known)
    known.pop(page[-1].name)
    assert "░" in chart(page, known)


def test_an_unknown_page_is_said():
    with pytest.raises(ValueError, match=r"pages='13': no page with exercises begins so"):
        progress("13")


def test_entries():
    assert Entry().checked(BLANK) == Entry()
    assert Entry().checked(WRONG).checked(RIGHT).checked(WRONG) == Entry(RIGHT, 2)
    assert Entry().hinted(2).hinted(1) == Entry(hints=2)
