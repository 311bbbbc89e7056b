"""Exercises: `check` an answer, ask for a `hint`, see a `solution`, list all `exercises`.

    check("sigmoid", my_sigmoid)      says what is right, or what went wrong and why
    hint("sigmoid")                   the next of three hints
    solution("sigmoid")               the reference
    use("sigmoid", my_sigmoid)        yours where it is right, else the course's own
    exercises()                       a table of all, by page, with what is done

What is done is remembered until the kernel stops; nothing is written to disk. An exercise is
declared in the file of its page; each kind (see `exercise.py`) knows how to judge an answer.
"""

import difflib
import textwrap
from collections.abc import Callable

from nnhelpers.exercises import (
    activations,
    deep_network,
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
from nnhelpers.exercises.diagnosis import BLANK, RIGHT, WRONG, Diagnosis
from nnhelpers.exercises.exercise import Exercise
from nnhelpers.exercises.function_exercise import FunctionExercise

__all__ = ["EXERCISES", "check", "exercises", "find", "hint", "solution", "use"]

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
    tuning_page,
)
EXERCISES = {exercise.name: exercise for page in PAGES for exercise in page.EXERCISES}

COMMENT = 90  # characters in a line of a solution's explanation

_MARKS = {RIGHT: "✓", BLANK: "·", WRONG: "✗"}
_verdicts: dict[str, str] = {}
_hints_given: dict[str, int] = {}
_last: dict[str, Diagnosis] = {}


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


def check(name: str, answer: object = ...) -> None:
    """Judge an answer and print what is right or wrong with it.

    Parameters
    ----------
    name : str
        The exercise.
    answer : function or value
        What you wrote; the function itself, without parentheses.

    Raises
    ------
    ValueError
        If there is no exercise of that name. A wrong answer raises nothing.
    """
    exercise = find(name)
    diagnosis = exercise.judge(answer)
    _last[name] = diagnosis
    if _verdicts.get(name) != RIGHT or diagnosis.verdict == RIGHT:
        _verdicts[name] = diagnosis.verdict
    print(report(exercise, diagnosis))


def report(exercise: Exercise, diagnosis: Diagnosis) -> str:
    """A diagnosis as text: a mark, the exercise, the verdict, and indented details."""
    lines = [f"{_MARKS[diagnosis.verdict]} {exercise.name}: {diagnosis.headline}"]
    for detail in diagnosis.details:
        is_prose = not detail.startswith(("  ", "expected", "received")) and "[" not in detail
        rows = textwrap.wrap(detail, 92) if is_prose else [detail]
        lines += [f"  {row}" for row in rows]
    return "\n".join(lines)


def hint(name: str) -> None:
    """Print the next hint for an exercise; there are three, and each leads nearer to the line.

    If the last answer that was checked is wrong and it is known why, that comes first.

    Raises
    ------
    ValueError
        If there is no exercise of that name.
    """
    exercise = find(name)
    number = min(_hints_given.get(name, 0) + 1, len(exercise.hints))
    _hints_given[name] = number
    mistakes = _last[name].causes if name in _last else ()
    if mistakes:
        print("First of all, your last answer:")
        print(_indented(mistakes[0]))
    print(f"Hint {number} of {len(exercise.hints)} for {name}:")
    print(_indented(exercise.hints[number - 1]))
    if number == len(exercise.hints):
        print(f'  That was the last one; solution("{name}") shows the answer.')


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
    exercise = find(name)
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
    """Print the exercises, page by page, and what is done since the kernel started.

    Parameters
    ----------
    pages : str
        Only pages whose name begins so, "02" for example; all by default.

    Raises
    ------
    ValueError
        If no page with exercises begins so.
    """
    shown = [e for e in EXERCISES.values() if e.page.startswith(str(pages))]
    if not shown:
        known = ", ".join(dict.fromkeys(exercise.page for exercise in EXERCISES.values()))
        raise ValueError(f"pages={pages!r}: no page with exercises begins so. Known: {known}.")
    width = max(len(exercise.name) for exercise in shown)
    page = ""
    for exercise in shown:
        if exercise.page != page:
            page = exercise.page
            print(f"{page}")
        verdict = _verdicts.get(exercise.name, BLANK)
        print(f"  {_MARKS[verdict]} {exercise.name:{width}}  {exercise.title}")
    done = sum(_verdicts.get(exercise.name) == RIGHT for exercise in shown)
    print(f"{done} of {len(shown)} done (✓ right, ✗ not yet right, · not attempted)")
