"""All submissions of a folder, each marked in a process of its own, side by side.

The grader's process loads exercises and private cases once and forks: a submission that brings its
marking down, or takes too long, is one line in the result, and the next one knows nothing of it.
"""

import multiprocessing
import os
import re
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing import connection
from pathlib import Path

from nnhelpers.exercises import EXERCISES
from nnhelpers.exercises.challenge_exercise import ChallengeExercise, settings_of
from nnhelpers.exercises.exercise import Exercise
from nnhelpers.exercises.function_exercise import FunctionExercise
from nnhelpers.exercises.grading.cells import planned
from nnhelpers.exercises.grading.line import MEMORY
from nnhelpers.exercises.grading.marking import Mark, Marking
from nnhelpers.exercises.grading.redraw import private
from nnhelpers.exercises.grading.submissions import Submission, Unreadable, code_cells

AFTER = 30.0  # seconds beyond its time after which a marking is ended from outside
OWN_MEMORY = 4 * 2**30  # bytes of address space, of which little is used
_NAMED = re.compile(r"""(?:check|use|judge)\(\s*["'](\w+)["']""")


@dataclass(frozen=True)
class Settings:
    """How a folder is graded.

    Attributes
    ----------
    page : str
        Beginning of a page's name, "05"; "" takes what each notebook is.
    seed : int
        Of the private cases.
    seconds : float
        For a notebook.
    memory : int
        Bytes for its process.
    processes : int
        Notebooks at a time.
    numbers : str
        The seed of each student's own numbers, in which $STUDENT stands for the student; "" where
        all have those of the page.
    """

    page: str = ""
    numbers: str = ""
    seed: int = 0
    seconds: float = 60.0
    memory: int = MEMORY
    processes: int = field(default_factory=lambda: os.cpu_count() or 1)


@dataclass(frozen=True)
class Result:
    """What became of a submission.

    Attributes
    ----------
    student : str
    page : str
        "" where it is none.
    marks : tuple of Mark
    problem : str
        Why it could not be marked, in a sentence, or "".
    held : tuple of str
        Layers of `confine` that held.
    seconds : float
    """

    student: str
    page: str = ""
    marks: tuple[Mark, ...] = ()
    problem: str = ""
    held: tuple[str, ...] = ()
    seconds: float = 0.0


def graded(
    submissions: list[Submission], settings: Settings, told: Callable[[Result], None] = print
) -> list[Result]:
    """Mark all submissions; in their order, whichever was finished first.

    Parameters
    ----------
    submissions : list of Submission
    settings : Settings
    told : function(Result)
        Called for each as it is finished.
    """
    with tempfile.TemporaryDirectory(prefix="grading-") as place:
        return _side_by_side(submissions, settings, told, place)


def _side_by_side(
    submissions: list[Submission], settings: Settings, told: Callable, place: str
) -> list[Result]:
    """Start as many markings as there may be, wait for them, start the next."""
    prepared, context = prepare(settings), multiprocessing.get_context("fork")
    waiting, running = list(enumerate(submissions))[::-1], {}
    results: dict[int, Result] = {}
    while waiting or running:
        while waiting and len(running) < settings.processes:
            number, submission = waiting.pop()
            receiver, sender = context.Pipe(duplex=False)
            work = (submission, settings, prepared, place, sender)
            process = context.Process(target=_mark_alone, args=work, daemon=True)
            process.start()
            sender.close()
            limit = time.monotonic() + settings.seconds + AFTER
            running[number] = (process, receiver, submission, limit)
        for number, result in _finished(running):
            results[number] = result
            told(result)
    return [results[number] for number in range(len(submissions))]


def _finished(running: dict) -> Iterator[tuple[int, Result]]:
    """Those that have an end, waited for a short time; they are taken out of `running`."""
    connection.wait([entry[1] for entry in running.values()], timeout=0.5)
    for number, (process, receiver, submission, limit) in list(running.items()):
        result = None
        if receiver.poll():
            try:
                result = receiver.recv()
            except (EOFError, OSError):
                result = Result(submission.student, problem="Its marking broke off.")
        elif time.monotonic() > limit:
            result = Result(submission.student, problem="Its marking took too long.")
        if result is not None:
            process.kill() if process.is_alive() and result.problem else None
            process.join(5)
            receiver.close()
            del running[number]
            yield number, result


def prepare(settings: Settings) -> dict[str, FunctionExercise]:
    """Load what every submission needs, before the processes part: private cases, known mistakes.

    Returns
    -------
    dict from the exercises' names to those with private cases
    """
    hidden = {}
    for name, exercise in EXERCISES.items():
        if isinstance(exercise, ChallengeExercise) and exercise.page.startswith(settings.page):
            settings_of(exercise.start)  # loads the playground
        if not isinstance(exercise, FunctionExercise):
            continue
        if settings.page and not exercise.page.startswith(settings.page):
            continue
        redrawn = private(exercise, settings.seed)
        if redrawn is not None:
            hidden[name] = redrawn
        for prepared in (exercise, redrawn or exercise):
            for suspect in prepared.known:
                [suspect.outcome(index) for index in range(len(prepared.cases))]
    return hidden


def _mark_alone(
    submission: Submission, settings: Settings, prepared: dict, place: str, sender
) -> None:
    """Mark one submission, in a process that does nothing else; its folders are in `place`."""
    tempfile.tempdir = place
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    limit_memory()
    began = time.monotonic()
    try:
        result = mark(submission, settings, prepared)
    except Unreadable as problem:
        result = Result(submission.student, problem=str(problem))
    except Exception as problem:
        kind = type(problem).__name__
        result = Result(submission.student, problem=f"It could not be marked ({kind}).")
    fields = {**result.__dict__, "seconds": time.monotonic() - began}
    sender.send(Result(**fields))
    sender.close()


def limit_memory() -> None:
    """Keep this process from taking more than OWN_MEMORY, whatever comes back from a submission."""
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_AS, (OWN_MEMORY, OWN_MEMORY))
    except (ValueError, OSError):  # macOS
        pass


def mark(submission: Submission, settings: Settings, prepared: dict) -> Result:
    """The marks of one submission.

    Raises
    ------
    Unreadable
        If it is no notebook, or not of the page.
    """
    sources = code_cells(submission.path)
    page = page_of(sources, submission.path, settings.page)
    seed = settings.numbers.replace("$STUDENT", submission.student.partition("/")[0])
    exercises = {n: with_numbers(e, seed) for n, e in EXERCISES.items() if e.page == page}
    cells = planned(sources, exercises)
    marking = Marking(exercises, prepared, cells, settings.seconds, settings.memory)
    marks = tuple(marking.run())
    return Result(submission.student, page, marks, held=tuple(marking.held))


def with_numbers(exercise: Exercise, seed: str) -> Exercise:
    """An exercise with a student's own numbers, where it follows seeds."""
    return exercise.for_seed(seed) if seed else exercise


def page_of(sources: list[str], path: Path, wanted: str) -> str:
    """The page that a notebook is: the one of most of its checks, the name of the file deciding.

    Raises
    ------
    Unreadable
        If it is none, or another than the wanted.
    """
    count = Counter(_page_counts(sources))
    for page in count:
        count[page] += path.stem.startswith(page)
    if not count:
        raise Unreadable("It holds no page of the course: no cell of it checks an exercise.")
    fitting = {page: n for page, n in count.items() if page.startswith(wanted)}
    if not fitting:
        raise Unreadable(f"It holds no page {wanted}, but {count.most_common(1)[0][0]}.")
    return max(fitting, key=fitting.get)


def _page_counts(sources: list[str]) -> Iterator[str]:
    """The page of every exercise that cells check, or give its answer to."""
    variables: dict[str, set[str]] = {}
    for exercise in EXERCISES.values():
        variables.setdefault(exercise.variable, set()).add(exercise.page)
    for source in sources:
        for name in _NAMED.findall(source[:100_000]):
            if name in EXERCISES:
                yield EXERCISES[name].page
        for name in re.findall(r"^(?:def\s+)?([A-Za-z_]\w*)\s*[(=]", source[:100_000], re.M):
            if len(variables.get(name, ())) == 1:
                yield next(iter(variables[name]))
