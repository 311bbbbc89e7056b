"""What the description of drawn arrays (see `experiments.py`) says about a wrong initializer."""

import numpy as np

from nnhelpers.exercises.compare import Difference
from nnhelpers.exercises.wording import listed


def draw_clues(found: list[Difference]) -> list[str]:
    """Sentences on drawn arrays: their statements, shapes and standard deviations.

    Parameters
    ----------
    found : list of Difference
        Where the descriptions of the arrays depart from the right ones, in all failing cases.
    """
    return [*_statements(found), *_shapes(found), *_spread(found)]


def _statements(found: list[Difference]) -> list[str]:
    """Statements that should not be true, "In W1 all entries are 0.", the same ones told once."""
    places: dict[str, list[str]] = {}
    texts = [d.received for d in found if isinstance(d.expected, str)]
    for text in dict.fromkeys(text for text in texts if isinstance(text, str)):
        name, _, rest = text.removeprefix("In ").partition(" ")
        about_one = text.startswith("In ")
        if text.endswith((".", "?")):
            places.setdefault(rest if about_one else text, []).extend([name] * about_one)
    return [f"In {listed(names)} {rest}" if names else rest for rest, names in places.items()]


def _shapes(found: list[Difference]) -> list[str]:
    """What is wrong with the shapes that an experiment describes: "W2 shape"."""
    places: dict[str, list[str]] = {}
    for d in found:
        expected, received = np.ravel(d.expected), np.ravel(d.received)
        text = ""
        if not d.where.endswith(" shape"):
            continue
        if len(received) != 2:
            text = f"Two axes are expected in {{}}; the number of them is {len(received)}."
        elif received[0] == expected[0]:
            text = "The number of rows of {} is right, that of columns is not."
        elif received[1] == expected[1]:
            text = "The number of columns of {} is right, that of rows is not."
        if text:
            places.setdefault(text, []).append(d.where.removesuffix(" shape"))
    return [text.format(listed(list(dict.fromkeys(names)))) for text, names in places.items()]


def _spread(found: list[Difference]) -> list[str]:
    """What the standard deviations that an experiment describes have to do with the right ones."""
    some = [d for d in found if d.where.endswith(" standard deviation") and d.kind == "value"]
    pairs = [(float(d.expected), float(d.received)) for d in some]
    if not pairs or min(received for _, received in pairs) <= 0:
        return []
    places = listed(list(dict.fromkeys(d.where.removesuffix(" standard deviation") for d in some)))
    for words, change in (
        ("the square of what it should be", lambda right: right**2),
        ("the square root of what it should be", lambda right: right**0.5),
        ("one over what it should be", lambda right: 1 / right),
    ):
        if all(abs(mine / change(right) - 1) < 0.04 for right, mine in pairs):
            return [f"The standard deviation of {places} is {words}."]
    factors = [mine / right for right, mine in pairs]
    if max(factors) > 1.05 * min(factors):
        return []
    factor = f"{sum(factors) / len(factors):.2g}"
    return [f"The standard deviation of {places} is {factor} times what it should be."]
