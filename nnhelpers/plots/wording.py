"""How the sentences beneath the pictures write numbers."""

from __future__ import annotations

from nnhelpers.arguments import real, takes


@takes(number=real)
def spell(number: float) -> str:
    """A number with three significant digits, as the sentences print it; 1 234 567 in full."""
    whole = 1000 <= abs(number) < 1e7
    return f"{number:,.0f}".replace(",", " ") if whole else f"{number:.3g}"


@takes(part=real)
def percent_of(part: float) -> str:
    """A part of one as a percentage with one decimal."""
    return f"{100 * part:.1f} %"


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 point, 2 points."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
