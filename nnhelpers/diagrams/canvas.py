"""What all drawings share: axes measured in inches of the page."""

from __future__ import annotations

CANVAS = (8.0, 4.2)


def blank(ax, size) -> None:
    """Axes measured in inches of the page, without frame."""
    ax.set(xlim=(0, size[0]), ylim=(0, size[1]), aspect="equal")
    ax.axis("off")
