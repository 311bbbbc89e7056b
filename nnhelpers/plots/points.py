"""Examples with two features as points of the plane, a color and a marker for each class."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnhelpers.arguments import array, numbers, refuse, sequence, takes, text
from nnhelpers.plots.palette import (
    CLASS_COLOUR_NAMES,
    CLASS_COLOURS,
    CLASS_MARKER_NAMES,
    CLASS_MARKERS,
)
from nnhelpers.plots.picture import Picture
from nnhelpers.plots.wording import counted


@takes(X=array(2), Y=array(), title=text, axis_labels=sequence(0, 2, check=text))
def plot_points(X, Y, *, title="", axis_labels=("$x_1$", "$x_2$")) -> Picture:
    """Examples with two features, a color and a marker for each class.

    Parameters
    ----------
    X : ndarray, shape (2, m)
    Y : ndarray, shape (1, m) labels 0, 1, 2, or (k, m) one-hot columns
    axis_labels : pair of str
        Names of the two features; () leaves out axes' labels, ticks and the names of the classes,
        for many small pictures side by side.
    """
    X, labels = two_rows(X), class_labels(Y)
    check_fit(X, Y)

    def draw(ax):
        scatter(ax, X, labels)
        name_axes(ax, title, axis_labels)

    kinds = [
        f"{np.sum(labels == k)} of class {k} ({CLASS_COLOUR_NAMES[k]} {CLASS_MARKER_NAMES[k]})"
        for k in np.unique(labels)
    ]
    return Picture(draw, f"{counted(X.shape[1], 'point')}: {', '.join(kinds)}.", (5, 4))


def class_labels(Y) -> np.ndarray:
    """Class of each example, shape (m,): from a row of labels (1, m) or one-hot columns (k, m)."""
    array()("Y", Y)
    Y = np.atleast_2d(numbers("Y", Y))
    if Y.ndim != 2 or not Y.size:
        refuse("Y", Y, "a row of labels (1, m) or one-hot columns (k, m)", "Check its shape.")
    labels = Y[0] if len(Y) == 1 else Y.argmax(axis=0)
    known = np.isin(labels, range(len(CLASS_MARKERS)) if len(Y) == 1 else labels)
    if not known.all():
        advice = "Labels -1 and 1 become 0 and 1 with (Y + 1) / 2."
        raise ValueError(
            f"Y holds labels such as {labels[~known][0]:g}, but the classes 0, 1, 2 were expected. "
            f"{advice}"
        )
    return labels.astype(int)


def check_fit(X, Y) -> None:
    """ValueError unless Y holds one label, or one one-hot column, for each column of X."""
    m = np.atleast_2d(Y).shape[1]
    if m != X.shape[1]:
        transposed = np.shape(Y)[:1] == (X.shape[1],)
        advice = "It looks transposed: pass Y.T." if transposed else "Do X and Y belong together?"
        raise ValueError(
            f"Y has the shape {np.shape(Y)}, but {X.shape[1]} columns were expected, one for each "
            f"example in X. {advice}"
        )


def two_rows(X) -> np.ndarray:
    """X as an array of shape (2, m), or an error that says what came."""
    X = numbers("X", X)
    if X.ndim != 2 or len(X) != 2:
        raise ValueError(
            f"X has the shape {X.shape}; a picture of points needs (2, m): two features as rows, "
            "examples as columns. If yours is (m, 2), pass X.T."
        )
    return X


def scatter(ax, X, labels, size: float = 22) -> None:
    """Points X, shape (2, m), with the color and the marker of their class, labels of (m,)."""
    for k in np.unique(labels):
        ax.scatter(
            *X[:, labels == k], s=size, marker=CLASS_MARKERS[k], color=CLASS_COLOURS[k],
            edgecolors="white", linewidths=0.5, label=f"class {k}",
        )  # fmt: skip


def name_axes(ax, title: str, axis_labels: Sequence[str]) -> None:
    """Title, names of the classes in a row beneath it (never over the points), axes' labels."""
    marked = axis_labels and ax.get_legend_handles_labels()[1]
    ax.set_title(title, pad=20 if marked else 6)
    if marked:
        ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3, frameon=False,
                  borderaxespad=0.1, handletextpad=0.1, columnspacing=1)  # fmt: skip
    if axis_labels:
        ax.set(xlabel=axis_labels[0], ylabel=axis_labels[1])
    else:
        ax.set(xticks=[], yticks=[])
