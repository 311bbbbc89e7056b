"""Wrong answers, written as differences from the right one.

A misconception is kept as the few places where it departs from the reference, so that it stays
wrong in the same way when the reference is rewritten, or the tests say that it no longer fits.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that people really give, and the sentence that would help its author.

    `changes` are the places where it departs from the reference: (code there, code here).
    """

    says: str
    changes: tuple[tuple[str, str], ...]


def slip(*changes: str, says: str) -> Misconception:
    """A misconception written as its difference from the reference.

    Each piece must occur **exactly once** below the reference's docstring, at the time when its
    turn comes; if it does not, quote more of the line. Otherwise the slip is refused as soon as
    it is tried, with the body and the number of places found (a test tries them all).

    Parameters
    ----------
    *changes : str
        Pairs: a piece of the reference's code, and what stands there instead. A piece may hold
        several lines, with their indentation.
    says : str
        The sentence for whoever made this slip.
    """
    return Misconception(says, tuple(zip(changes[::2], changes[1::2], strict=True)))


def code_of(function: Callable) -> str:
    """Source of a function, from its first to its last line, not indented."""
    return textwrap.dedent(inspect.getsource(function)).rstrip() + "\n"


def changed(source: str, changes: tuple[tuple[str, str], ...]) -> str:
    """Source with each (old, new) replaced below the docstring, where old must occur just once.

    Raises
    ------
    ValueError
        If a piece to be replaced does not occur exactly once.
    """
    start = body_start(source)
    head = "".join(source.splitlines(keepends=True)[:start])
    body = "".join(source.splitlines(keepends=True)[start:])
    for old, new in changes:
        if body.count(old) != 1:
            raise ValueError(
                f"changes: {old!r} occurs {body.count(old)} times in the body, expected once; "
                f"quote more of the line. The body is:\n{body}"
            )
        body = body.replace(old, new)
    return head + body


def body_start(source: str) -> int:
    """Number of lines taken by the signature and the docstring of a function."""
    first = ast.parse(source).body[0].body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return first.end_lineno if has_docstring else first.lineno - 1
