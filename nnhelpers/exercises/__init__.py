"""Exercises: `check` an answer, ask for a `hint`, see a `solution`, list all `exercises`.

    check("sigmoid", my_sigmoid)      says what is right, or what went wrong and why
    judge("sigmoid", my_sigmoid)      the same verdict, without printing it
    hint("sigmoid")                   the next of three hints
    solution("sigmoid")               the reference
    use("sigmoid", my_sigmoid)        yours where it is right, else the course's own
    exercises()                       a table of all, by page, with what is done
    progress()                        a bar for each page, and what to do next

What is done is remembered beside the learner's work (see `record.py`), elsewhere until the kernel
stops. An exercise is declared in the file of its page; each kind (see `exercise.py`) knows how to
judge an answer. What an instructor can switch is in `nnhelpers/settings.py`.
"""

import difflib
import textwrap
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from nnhelpers.exercises import (
    activations,
    deep_network,
    frameworks_page,
    gradient_descent,
    initialization,
    logistic_regression,
    numpy_and_vectorization,
    optimizers_page,
    overfitting,
    playground,
    shallow_network,
    softmax_and_regression,
    tuning_page,
    what_and_why,
)
from nnhelpers.exercises.diagnosis import RIGHT, Diagnosis
from nnhelpers.exercises.exercise import Exercise
from nnhelpers.exercises.function_exercise import FunctionExercise
from nnhelpers.exercises.progress import chart, counted, is_right, tried
from nnhelpers.exercises.record import Entry, Record, place
from nnhelpers.exercises.verdict import SIGNS, Verdict, cell_number
from nnhelpers.settings import hints_allowed, own_seed, solutions_shown

__all__ = [
    "EXERCISES", "Verdict", "check", "exercises", "find", "hint", "judge", "progress",
    "solution", "use",
]  # fmt: skip

PAGES = (
    what_and_why,
    numpy_and_vectorization,
    logistic_regression,
    shallow_network,
    deep_network,
    activations,
    initialization,
    gradient_descent,
    optimizers_page,
    overfitting,
    softmax_and_regression,
    playground,
    frameworks_page,
    tuning_page,
)
EXERCISES = {exercise.name: exercise for page in PAGES for exercise in page.EXERCISES}

COMMENT = 90  # characters in a line of a solution's explanation

_started_in = Path.cwd()
_hints_given: dict[str, int] = {}
_last: dict[str, Verdict] = {}


@cache
def _record() -> Record:
    """What this kernel remembers, and where."""
    return Record(place(_started_in))


def find(name: str) -> Exercise:
    """The exercise of that name.

    Raises
    ------
    ValueError
        If there is none; the message names the nearest ones.
    """
    if not isinstance(name, str) or name not in EXERCISES:
        near = difflib.get_close_matches(str(name), EXERCISES, n=3) or list(EXERCISES)[:3]
        raise ValueError(
            f"name={name!r} is no exercise; near it: {', '.join(near)}. exercises() lists all."
        )
    return EXERCISES[name]


def judge(name: str, answer: object = ..., seed: object = None) -> Verdict:
    """Judge an answer; nothing is printed, and nothing remembered.

    Parameters
    ----------
    name : str
        The exercise.
    answer : function or value
        What you wrote; the function itself, without parentheses.
    seed : text or whole number
        Whose numbers to judge by, where exercises have numbers of one's own; by default those of
        the setting, else the page's.

    Raises
    ------
    ValueError
        If there is no exercise of that name. A wrong answer raises nothing.
    """
    exercise = _with_numbers(name, seed)
    start = time.perf_counter()
    diagnosis = exercise.judge(answer)
    seconds = time.perf_counter() - start
    if exercise is not find(name) and diagnosis.verdict != RIGHT:
        yours = f"Your numbers: {exercise.question}"
        diagnosis = replace(diagnosis, details=(*diagnosis.details, yours))
    return Verdict.of(name, diagnosis, seconds)


def _with_numbers(name: str, seed: object = None) -> Exercise:
    """The exercise of that name, with this learner's numbers."""
    return find(name).for_seed(own_seed() if seed is None else seed)


def check(name: str, answer: object = ...) -> Verdict:
    """Judge an answer and print what is right or wrong with it.

    Parameters
    ----------
    name : str
        The exercise.
    answer : function or value
        What you wrote; the function itself, without parentheses.

    Returns
    -------
    Verdict
        What was printed, as an object. A notebook does not show it a second time.

    Raises
    ------
    ValueError
        If there is no exercise of that name. A wrong answer raises nothing.
    """
    verdict = replace(judge(name, answer), printed_in=cell_number())
    _last[name] = verdict
    print(verdict)
    _record().checked(name, verdict.mark)
    return verdict


def report(exercise: Exercise, diagnosis: Diagnosis) -> str:
    """A diagnosis as text, as `check` prints it."""
    return str(Verdict.of(exercise.name, diagnosis))


def hint(name: str) -> None:
    """Print the next hint for an exercise; there are three, and each leads nearer to the line.

    If the last answer that was checked is wrong and it is known why, that comes first.

    Raises
    ------
    ValueError
        If there is no exercise of that name.
    """
    exercise = _with_numbers(name)
    hints = exercise.hints[: hints_allowed()]
    if not hints:
        print(f"Hints are switched off in this class; check says what is wrong with {name}.")
        return
    number = min(_hints_given.get(name, 0) + 1, len(hints))
    _hints_given[name] = number
    mistakes = _last[name].causes if name in _last else ()
    if mistakes:
        print("First of all, your last answer:")
        print(_indented(mistakes[0]))
    print(f"Hint {number} of {len(hints)} for {name}:")
    print(_indented(hints[number - 1]))
    if number == len(hints):
        shown = f'; solution("{name}") shows the answer' if solutions_shown() else ""
        print(f"  That was the last one{shown}.")
    _record().hinted(name, number)


def _indented(text: str) -> str:
    """Text in lines that fit a narrow screen, set in."""
    return textwrap.indent("\n".join(textwrap.wrap(text, 92)), "  ")


def solution(name: str) -> None:
    """Print one right answer, to be pasted as it is. Yours may differ and be right, too.

    Raises
    ------
    ValueError
        If there is no exercise of that name.
    """
    exercise = _with_numbers(name)
    if not solutions_shown():
        print(f'Solutions are switched off in this class. hint("{name}") helps.')
        return
    print(exercise.solution.rstrip())
    explanation = getattr(exercise, "explanation", "")
    if explanation:
        print(textwrap.indent("\n".join(textwrap.wrap(explanation, COMMENT)), "# "))


def use(name: str, answer: Callable = ...) -> Callable:
    """The learner's function where it is right, else the reference, and a line that says which.

    A page goes on with what comes back, so that what was written is what trains.

    Raises
    ------
    ValueError
        If there is no exercise of that name, or it does not ask for a function.
    """
    exercise = find(name)
    if not isinstance(exercise, FunctionExercise):
        raise ValueError(
            f"name={name!r} asks for no function, but one was expected. Use the answer as it is."
        )
    if exercise.judge(answer).verdict == RIGHT:
        print(f"{name}: running on yours.")
        return answer
    print(f"{name}: not solved yet, running on the course's own.")
    return exercise.reference


def exercises(pages: str = "") -> None:
    """Print the exercises, page by page: what is done, how many answers and hints it took.

    Parameters
    ----------
    pages : str
        Only pages whose name begins so, "02" for example; all by default.

    Raises
    ------
    ValueError
        If no page with exercises begins so.
    """
    shown, known = _of_pages(pages), _record().entries()
    width = max(len(exercise.name) for exercise in shown)
    page = ""
    for exercise in shown:
        if exercise.page != page:
            page = exercise.page
            print(f"{page}")
        entry = known.get(exercise.name, Entry())
        tries = f" ({tried([entry])})" if tried([entry]) else ""
        print(f"  {SIGNS[entry.mark]} {exercise.name:{width}}  {exercise.title}{tries}")
    done = sum(is_right(exercise, known) for exercise in shown)
    print(f"{done} of {len(shown)} done (✓ right, ✗ not yet right, · not attempted)")


def progress(pages: str = "", forget: bool = False) -> None:
    """Print how far you are, a bar for each page, and what to do next.

    Parameters
    ----------
    pages : str
        Only pages whose name begins so, "02" for example; all by default.
    forget : bool
        Begin anew: forget what is known of these pages' exercises, after a question.

    Raises
    ------
    ValueError
        If no page with exercises begins so.
    """
    shown = _of_pages(pages)
    if forget:
        _forget([exercise.name for exercise in shown])
    print(chart(shown, _record().entries()))


def _forget(names: list[str]) -> None:
    """Forget some exercises, if the learner says yes."""
    count = len(set(names) & set(_record().entries()))
    try:
        said = input(f"Forget what is known of {counted(count, 'exercise')}? Type yes: ")
    except (EOFError, OSError, RuntimeError):  # nobody there to answer
        said = ""
    if said.strip().lower() not in ("yes", "y"):
        print("Nothing is forgotten.")
        return
    _record().forget(names)
    for name in names:
        _last.pop(name, None)
        _hints_given.pop(name, None)


def _of_pages(pages: str) -> list[Exercise]:
    """The exercises of the pages whose name begins so."""
    shown = [e for e in EXERCISES.values() if e.page.startswith(str(pages))]
    if not shown:
        known = ", ".join(dict.fromkeys(exercise.page for exercise in EXERCISES.values()))
        raise ValueError(f"pages={pages!r}: no page with exercises begins so. Known: {known}.")
    return shown
