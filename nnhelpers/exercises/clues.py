"""What a wrong result and the right one have to do with each other, where that helps.

A clue is a fact, true in all cases in which there are numbers to compare, never a guess from one
of them. Clues are looked for place by place (dW1, db1); one that is found in several places is told
once.
"""

from nnhelpers.exercises.seen import Seen
from nnhelpers.exercises.shape_clues import SHAPE_CLUES
from nnhelpers.exercises.value_clues import VALUE_CLUES


def clue(cases: list[Seen]) -> str:
    """The clue for one place, with {of} where the place is to be named; "" if there is none.

    Parameters
    ----------
    cases : list of Seen
        The place in every case that gave numbers, right or wrong.
    """
    wrong = [case for case in cases if not case.right]
    if wrong and all(case.received.size == 0 for case in wrong):
        return "There is nothing at all{in}: an empty list or array."
    if not wrong or any(case.received.size == 0 for case in wrong) or not _enough(cases, wrong):
        return ""
    shapes_differ = any(case.expected.shape != case.received.shape for case in wrong)
    for look in SHAPE_CLUES if shapes_differ else VALUE_CLUES:
        text = look(cases, wrong)
        if text:
            return text
    return ""


def _enough(cases: list[Seen], wrong: list[Seen]) -> bool:
    """Whether there is more to look at than single numbers, or at least three of them."""
    if all(case.expected.size == 1 for case in cases):
        return len(wrong) > 2
    return any(case.expected.size > 1 for case in wrong)
