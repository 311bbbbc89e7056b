"""Exercises with numbers of one's own: a family of exercises that differ in their numbers only.

The page has one member. In a class in which everybody has a seed (see `nnhelpers.settings`) each
gets another, with a right answer and misconceptions of its own.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Family:
    """What an exercise is made of, and the numbers that it may have.

    Attributes
    ----------
    write : function(**numbers) -> dict
        The fields of an exercise with these numbers.
    choices : dict from names of numbers to tuples
        What may be drawn for each.
    """

    write: Callable[..., dict]
    choices: dict[str, tuple]

    def draw(self, rng: np.random.Generator) -> dict:
        """The fields of a member, with each number drawn from its choices."""
        numbers = {name: of[rng.integers(len(of))] for name, of in self.choices.items()}
        return self.write(**numbers)


def generator(seed: object, name: str) -> np.random.Generator:
    """A generator for one learner and one exercise; the same on every machine.

    Parameters
    ----------
    seed : text or whole number
        7 and "7" are the same.
    name : str
        The exercise, so that its numbers say nothing about another's.
    """
    digest = hashlib.sha256(f"{seed}/{name}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))
