"""What a classifier says at every point of the plane, and where it decides."""

from __future__ import annotations

import numpy as np

from nnhelpers.arguments import (
    array,
    count,
    network,
    number,
    optional,
    params_of,
    refuse,
    sequence,
    takes,
    text,
)
from nnhelpers.plots.palette import INK, class_shades
from nnhelpers.plots.picture import Picture
from nnhelpers.plots.points import check_fit, class_labels, name_axes, scatter, two_rows
from nnhelpers.plots.wording import counted, percent_of


@takes(X=array(2), Y=optional(array()), title=text, axis_labels=sequence(0, 2, check=text),
       resolution=count(2, 1000))  # fmt: skip
def plot_boundary(
    predict, X, Y=None, *, title="", axis_labels=("$x_1$", "$x_2$"), resolution: int = 100
) -> Picture:
    """What a classifier says at every point of the plane, with the examples on top.

    The shade is the probability (white: undecided), the black line is where it decides.

    Parameters
    ----------
    predict : (net, params), or a function
        The function gets points of shape (2, n) and returns probabilities of class 1 (1, n),
        or of each class (k, n), or labels (n,) or (1, n).
    X : ndarray, shape (2, m)
    Y : ndarray, shape (1, m) or (k, m), optional
    """
    X = two_rows(X)
    if Y is not None:
        check_fit(X, Y)
    if not callable(predict):
        _check_predict(predict)
        net, params = predict
        predict = lambda points: net.forward(points, params)[f"A{net.L}"]  # noqa: E731
    grid, extent = boundary_grid(X, resolution)
    P = np.atleast_2d(_numbers_of(predict(grid)))
    if P.ndim != 2 or P.shape[1] != grid.shape[1]:
        raise ValueError(
            f"The function predict returned the shape {P.shape} for {grid.shape[1]} points; "
            "it should return one column (or one label) for each point."
        )
    sides = _sides(P)
    labels = None if Y is None else class_labels(Y)

    def draw(ax):
        shades = class_shades(P).reshape(resolution, resolution, 3)
        ax.imshow(shades, extent=extent, origin="lower", aspect="auto", interpolation="bilinear")
        square = (resolution, resolution)
        x1, x2 = grid[0].reshape(square), grid[1].reshape(square)
        for row in P if len(P) > 1 else P - 0.5:
            others = np.sort(P, axis=0)[-2:].mean(axis=0) if len(P) > 1 else 0
            level = (row - others).reshape(square)
            if level.min() < 0 < level.max():
                ax.contour(x1, x2, level, levels=[0], colors=INK, linewidths=1.2)
        if labels is not None:
            scatter(ax, X, labels)
        ax.set(xlim=extent[:2], ylim=extent[2:])
        name_axes(ax, title, axis_labels)

    if labels is None:
        share = ", ".join(
            f"class {k} takes {percent_of(np.mean(sides == k))}" for k in np.unique(sides)
        )
        return Picture(draw, f"Of the plane shown, {share}.", (5, 4))
    hits = _sides(np.atleast_2d(_numbers_of(predict(X)))) == labels
    kinds = ", ".join(
        f"class {k} {percent_of(hits[labels == k].mean())}" for k in np.unique(labels)
    )
    of = counted(X.shape[1], "point")
    sentence = f"{percent_of(hits.mean())} of {of} are on their own side ({kinds})."
    return Picture(draw, sentence, (5, 4))


def _check_predict(predict):
    """TypeError or ValueError unless predict is (net, params) of a network with two inputs."""
    if not isinstance(predict, tuple | list) or len(predict) != 2:
        advice = "Pass plot_boundary((net, params), X, Y)."
        refuse("predict", predict, "a pair (net, params) or a function", advice, TypeError)
    net, params = predict
    network("predict[0]", net)
    params_of(net, "predict[1]", params)


def _numbers_of(predicted):
    """What predict has returned as floats; TypeError if it is no array of real numbers."""
    array()("predict(X)", predicted)
    return np.asarray(predicted, dtype=float)


def _sides(P) -> np.ndarray:
    """Class decided at each column of probabilities (or of labels 0, 1)."""
    return (P[0] > 0.5).astype(int) if len(P) == 1 else P.argmax(axis=0)


@takes(X=array(2), resolution=count(2, 1000), margin=number(0, 10))
def boundary_grid(X, resolution: int = 100, margin: float = 0.08):
    """A square grid of points which covers the examples.

    Parameters
    ----------
    X : ndarray, shape (2, m)
    resolution : int
        Points in each direction.
    margin : float
        Room around the examples, as a part of their extent.

    Returns
    -------
    grid : ndarray, shape (2, resolution²)
        The points, row by row from the bottom; columns are examples.
    extent : tuple of float
        left, right, bottom, top, as matplotlib's imshow takes it.
    """
    X = two_rows(X)
    low, high = X.min(axis=1), X.max(axis=1)
    low, high = low - margin * (high - low), high + margin * (high - low)
    x1, x2 = (np.linspace(low[i], high[i], resolution) for i in range(2))
    grid = np.array([np.tile(x1, resolution), np.repeat(x2, resolution)], dtype=X.dtype)
    return grid, (low[0], high[0], low[1], high[1])
