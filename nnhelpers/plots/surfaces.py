"""The cost of two parameters as a surface, from above and in three dimensions."""

from __future__ import annotations

import numpy as np

from nnhelpers.arguments import array, flag, optional, refuse, sequence, takes, text
from nnhelpers.plots.palette import HIGHLIGHT, SEQUENTIAL
from nnhelpers.plots.picture import Picture
from nnhelpers.plots.wording import counted, spell

_TAKES = {
    "x": array(1, size=2), "y": array(1, size=2), "Z": array(2, finite=False),
    "path": optional(array(2)), "title": text, "labels": sequence(3, check=text),
}  # fmt: skip


@takes(**_TAKES, log=flag)
def plot_contours(
    x, y, Z, path=None, *, title="", labels=("w", "b", "cost J"), log: bool = False
) -> Picture:
    """Lines of equal height of a cost surface, with a path of descent.

    Parameters
    ----------
    x, y : arrays, shapes (n,) and (k,)
    Z : ndarray, shape (k, n)
        Height at (x[j], y[i]) in Z[i, j].
    path : ndarray, shape (2, steps + 1), optional
        Points of the path as columns, the starting point first.
    log : bool
        Heights at equal ratios instead of equal distances (Z must be positive).
    """
    x, y, Z = np.asarray(x, dtype=float), np.asarray(y, dtype=float), np.asarray(Z, dtype=float)
    path = None if path is None else np.asarray(path, dtype=float)
    _check_surface(x, y, Z, path, (2,))
    if log and np.nanmin(Z) <= 0:
        refuse("Z", Z, "positive heights, because log=True,", "Pass log=False.")

    def draw(ax):
        scale = np.geomspace if log else np.linspace
        levels = scale(np.nanmin(Z), np.nanmax(Z), 16)
        filled = ax.contourf(x, y, Z, levels=levels, cmap=SEQUENTIAL, norm="log" if log else None)
        ax.contour(x, y, Z, levels=levels, colors="white", linewidths=0.5, alpha=0.6)
        ax.figure.colorbar(filled, ax=ax, label=labels[2], format="%.3g")
        if path is not None:
            ax.plot(*path, "o-", color="white", ms=5, lw=2.6)
            ax.plot(*path, "o-", color=HIGHLIGHT, ms=3.5, lw=1.4, label="path of descent")
            ax.plot(*path[:, 0], "s", color="white", mec=HIGHLIGHT, ms=8, label="start")
            ax.legend(loc="upper right")
        ax.set(title=title, xlabel=labels[0], ylabel=labels[1])
        ax.set(xlim=(x[0], x[-1]), ylim=(y[0], y[-1]))

    return Picture(draw, _surface_sentence(x, y, Z, path, labels), (5.6, 4.2))


@takes(**_TAKES)
def plot_surface(x, y, Z, path=None, *, title="", labels=("w", "b", "cost J")) -> Picture:
    """A cost surface in three dimensions, with a path of descent on it.

    Parameters
    ----------
    x, y, Z, path
        As in `plot_contours`; a path of shape (3, steps + 1) carries its own heights.
    """
    x, y, Z = np.asarray(x, dtype=float), np.asarray(y, dtype=float), np.asarray(Z, dtype=float)
    path = None if path is None else np.asarray(path, dtype=float)
    _check_surface(x, y, Z, path, (2, 3))
    if path is not None and len(path) == 2:
        rows = np.abs(y[:, None] - path[1]).argmin(axis=0)
        columns = np.abs(x[:, None] - path[0]).argmin(axis=0)
        path = np.vstack([path, Z[rows, columns]])

    def draw(ax):
        ax.computed_zorder = False
        ax.plot_surface(*np.meshgrid(x, y), Z, cmap=SEQUENTIAL, rcount=60, ccount=60, alpha=0.9)
        if path is not None:
            ax.plot(*path, "o-", color=HIGHLIGHT, ms=3.5, lw=1.6, zorder=10)
        ax.set(title=title, xlabel=labels[0], ylabel=labels[1], zlabel=labels[2])
        ax.set_box_aspect(None, zoom=0.92)

    return Picture(draw, _surface_sentence(x, y, Z, path, labels), (5.6, 4.2), "3d")


def _check_surface(x, y, Z, path, rows) -> None:
    """ValueError unless Z has a height for each (x, y), and the path so many rows."""
    if Z.shape != (len(y), len(x)):
        refuse("Z", Z, f"the shape ({len(y)}, {len(x)}), a row for each y,", "Pass Z.T?")
    if not np.isfinite(Z).any() or np.nanmin(Z) == np.nanmax(Z):
        refuse("Z", Z, "heights that differ", "Look at other x and y.")
    if path is not None and len(path) not in rows:
        refuse(
            "path",
            path,
            f"{' or '.join(map(str, rows))} rows, a column for each step,",
            "Transpose?",
        )


def _surface_sentence(x, y, Z, path, labels) -> str:
    i, j = np.unravel_index(np.nanargmin(Z), Z.shape)
    sentence = (
        f"{labels[2]} from {spell(np.nanmin(Z))} to {spell(np.nanmax(Z))}, lowest near "
        f"{labels[0]} = {spell(x[j])}, {labels[1]} = {spell(y[i])}"
    )
    if path is not None:
        sentence += (
            f"; the path goes in {counted(path.shape[1] - 1, 'step')} from "
            f"({spell(path[0, 0])}, {spell(path[1, 0])}) to "
            f"({spell(path[0, -1])}, {spell(path[1, -1])})"
        )
    return sentence.replace("$", "") + "."
