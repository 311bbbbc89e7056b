"""What a hand can take on a picture, or draw: places in data coordinates, and from pixels back.

A grip is tied to controls. Whether it is dragged, moved by the arrow keys, or the controls are:
there is one state, that of the controls.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from nnhelpers.plots import HIGHLIGHT

# What can be dragged looks like this: a white disc with a ring.
LOOK = {
    "marker": "o", "markersize": 11, "color": "white", "markeredgecolor": HIGHLIGHT,
    "markeredgewidth": 3, "linestyle": "none",
}  # fmt: skip


@dataclass(frozen=True)
class Grip:
    """Something on the picture that can be dragged.

    Attributes
    ----------
    name : str
        What it is, in words; no two of a picture have the same.
    axes : matplotlib.axes.Axes
    x, y : float
        Where it is, in data coordinates of the axes.
    across, up : str or None
        Names of the controls that its movement along x and y changes.
    """

    name: str
    axes: Axes
    x: float
    y: float
    across: str | None = None
    up: str | None = None

    @property
    def cursor(self) -> str:
        """In which directions it moves: "across", "up" or "both"."""
        return "both" if self.across and self.up else "across" if self.across else "up"

    def described(self) -> dict:
        """The grip as the view takes it, in CSS pixels from the picture's upper left corner."""
        x, y = self.axes.transData.transform((self.x, self.y))
        height = self.axes.figure.bbox.height
        return {"name": self.name, "x": float(x), "y": float(height - y), "cursor": self.cursor}


@dataclass(frozen=True)
class Place:
    """A point of the picture: its axes, and where in their data coordinates."""

    axes: Axes
    x: float
    y: float


def data_coordinates(axes: Axes, x: float, y: float) -> tuple[float, float]:
    """The point at CSS pixels x, y from the picture's upper left corner, as `axes` measure.

    A hand may have left the picture: then its point nearest to the hand.
    """
    width, height = axes.figure.bbox.size
    point = min(max(x, 0), width), height - min(max(y, 0), height)
    return tuple(axes.transData.inverted().transform(point).tolist())


def place(figure, x: float, y: float) -> Place | None:
    """What lies at CSS pixels x, y; None where there are no axes."""
    for axes in figure.axes:
        if axes.bbox.contains(x, figure.bbox.height - y):
            return Place(axes, *data_coordinates(axes, x, y))
    return None


def rectangle(axes: Axes) -> list[float]:
    """Left, top, width and height of `axes` on the picture, in CSS pixels."""
    x0, _, x1, y1 = axes.bbox.extents
    return [float(x0), float(axes.figure.bbox.height - y1), float(x1 - x0), axes.bbox.height]


def drawn_points(axes: Axes, points) -> np.ndarray:
    """CSS pixels (n, 2) as `axes` measure; a hand that has left them draws on along their edge."""
    points = np.reshape(np.asarray(points, dtype=float), (-1, 2))
    x0, y0, x1, y1 = axes.bbox.extents
    upwards = np.column_stack([points[:, 0], axes.figure.bbox.height - points[:, 1]])
    return axes.transData.inverted().transform(np.clip(upwards, (x0, y0), (x1, y1)))
