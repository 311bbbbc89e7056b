"""Why an answer may be wrong that is none of the known mistakes: facts, the most telling first."""

import numpy as np

from nnhelpers.exercises import reading
from nnhelpers.exercises.arrangement import misplaced
from nnhelpers.exercises.clues import clue
from nnhelpers.exercises.compare import Difference, as_numbers, leaves
from nnhelpers.exercises.draw_clues import draw_clues
from nnhelpers.exercises.failure import departures
from nnhelpers.exercises.guard import Outcome
from nnhelpers.exercises.recognition import common_slip, is_constant, partly_recognized
from nnhelpers.exercises.seen import Seen, numbers_in
from nnhelpers.exercises.wording import listed

MOST = 3  # sentences


def reasons(exercise, answer: object, outcomes: list[Outcome], failing: list[int]) -> list[str]:
    """Sentences on what is wrong with an answer, at most three.

    Parameters
    ----------
    exercise : FunctionExercise
    answer : function
    outcomes : list of Outcome
        What it does in each case.
    failing : list of int
        The cases that are wrong.
    """
    for text in (
        misplaced(exercise, outcomes, failing),
        _kind(exercise, answer, outcomes, failing),
        common_slip(exercise, outcomes, failing),
    ):
        if text:
            return [text]
    unused = reading.unused(exercise, answer) if exercise.experiment is None else ""
    found = [unused] if unused else []
    if is_constant(outcomes):
        return [*found, _constant(outcomes)]
    known = partly_recognized(exercise, outcomes) if exercise.experiment is None else {}
    found += [f"{says} (Seen in {listed(places)}.)" for says, places in known.items()]
    explained = {place for places in known.values() for place in places}
    if exercise.experiment is not None:
        found += draw_clues(_all_departures(exercise, outcomes, failing))
    else:
        found += _clues(exercise, outcomes, explained)
    first = _first_wrong(exercise, outcomes, failing)
    if first:
        return [*found[: MOST - 1], first]
    return found[:MOST] or _by_case(exercise, outcomes, failing)


def _all_departures(exercise, outcomes: list[Outcome], failing: list[int]) -> list[Difference]:
    return [d for index in failing for d in departures(exercise, index, outcomes[index])]


def _constant(outcomes: list[Outcome]) -> str:
    """What is said of a result that is the same number everywhere."""
    value = next(as_numbers(o.value).flat[0] for o in outcomes if not o.error)
    text = f"All that comes is {float(value):.6g}, whatever the arguments are."
    if value == 0:
        text += " Are equal things subtracted, or are fractions cut off to whole numbers?"
    return text


def _kind(exercise, answer: object, outcomes: list[Outcome], failing: list[int]) -> str:
    """What is strange about a result that is no array at all."""
    values = [outcomes[index].value for index in failing if not outcomes[index].error]
    if not values:
        return ""
    if isinstance(answer, type):
        return "A class was handed in; called, it makes an object. Write a function, with def."
    if all(value is None for value in values):
        if len(failing) < len(outcomes):
            return (
                "In some cases nothing comes back (None): does a branch lack its `return`, or is "
                "there no branch for them?"
            )
        return "A function without `return` gives None: is the last line missing?"
    whole = _all_departures(exercise, outcomes, failing)
    strange = [d.received for d in whole if d.kind == "type"]
    if not strange:
        return ""
    what = strange[0]
    if callable(what) and hasattr(what, "__self__"):
        name = getattr(what, "__name__", "it")
        return f"This is the method {name} itself, not its result: .{name}() needs its parentheses."
    if callable(what):
        return "This is a function, not its result: call it, with parentheses behind it."
    if _is_text(what) and exercise.experiment is None:
        return "This is text. Numbers are expected: leave out quotation marks, str and f."
    if hasattr(what, "__next__"):
        return "This gives its values one by one, on demand (a generator). An array is expected."
    if isinstance(what, (set, frozenset)):
        return "This is a set, { }: it has no order and holds nothing twice. An array is expected."
    if isinstance(what, (list, tuple)) and not isinstance(
        exercise.expected[0].value, (tuple, dict)
    ):
        return "The entries of this list do not make an array: rows of one length, only numbers?"
    return ""


def _is_text(value: object) -> bool:
    """Whether a value is text or made of it."""
    if isinstance(value, (list, tuple)):
        return any(map(_is_text, value))
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "US"
    return isinstance(value, (str, bytes))


def _clues(exercise, outcomes: list[Outcome], explained: set[str]) -> list[str]:
    """Clues for the places of the result that are not explained yet, one sentence for each."""
    seen: dict[str, list[Seen]] = {}
    for index, outcome in enumerate(outcomes):
        if outcome.error or exercise.experiment:
            continue
        given, examples = _given(exercise, index), _examples(exercise, index)
        value = exercise.expected[index].value
        for place, expected, received in leaves(value, outcome.value, exercise.output_names):
            numbers = numbers_in(received)
            if numbers is not None and numbers_in(expected) is not None:
                entry = Seen(numbers_in(expected), numbers, given, examples)
                seen.setdefault(place, []).append(entry)
    places: dict[str, list[str]] = {}
    for place, cases in seen.items():
        text = "" if place in explained else clue(cases)
        if text:
            places.setdefault(text, []).append(place)
    return [_placed(text, names) for text, names in places.items()]


def _given(exercise, index: int) -> dict[str, np.ndarray]:
    """Arguments and steps of a case, without those that are the right result itself."""
    result = [
        numbers_in(value)
        for _, value, _ in leaves(exercise.expected[index].value, None, exercise.output_names)
    ]
    return {
        name: value
        for name, value in exercise.given(index).items()
        if name in exercise.parameters or not any(np.array_equal(value, r) for r in result)
    }


def _placed(text: str, places: list[str]) -> str:
    """A clue with the places in it."""
    if places == [""]:
        return text.replace("{of}", "").replace("{in}", " in the result")
    return text.replace("{of}", f" of {listed(places)}").replace("{in}", f" in {listed(places)}")


def _examples(exercise, index: int) -> int | None:
    """m: the number of columns of the argument that has one per example."""
    given = dict(zip(exercise.parameters, exercise.cases[index], strict=True))
    for name in ("Y", "X", "dZ", "A_prev", "A", "Z", "dZ2"):
        value = given.get(name)
        if isinstance(value, np.ndarray) and value.ndim == 2:
            return value.shape[1]
    return None


def _first_wrong(exercise, outcomes: list[Outcome], failing: list[int]) -> str:
    """Where a long computation goes wrong first, in the case that is shown."""
    index = failing[0]
    expected = exercise.expected[index].value
    if outcomes[index].error or not isinstance(expected, dict) or exercise.experiment:
        return ""
    if exercise.faulty is not None:
        return ""  # what is to be repaired is one line
    places, wrong = list(expected), {d.where for d in departures(exercise, index, outcomes[index])}
    good = [place for place in places if place not in wrong]
    if len(places) < 4 or not wrong <= set(places) or not good or places[0] in wrong:
        return ""
    first = next(place for place in places if place in wrong)
    before = places[places.index(first) - 1]
    return f"In the case below all is right up to {before}; the first that is not is {first}."


def _by_case(exercise, outcomes: list[Outcome], failing: list[int]) -> list[str]:
    """What the failing cases have in common and the right ones have not."""
    cases = range(len(outcomes))
    right = [index for index in cases if index not in failing]
    if len(right) < 2 or len(failing) < 2:
        return []
    for words, test in (("with one example (m = 1)", lambda i: _examples(exercise, i) == 1),):
        if all(test(i) for i in right) and not any(test(i) for i in failing):
            return [f"Right are only the cases {words}; all larger ones are wrong."]
        if not any(test(i) for i in right) and all(test(i) for i in failing):
            return [f"Wrong are only the cases {words}."]
    return []
