"""Panels that several explorers show: a decision boundary, weights as images.

Each is made on an axes once, lists its moving artists in `moving`, and is told what to show.
"""

from __future__ import annotations

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter, NullLocator

from nnhelpers.explorers.picture import Field, Pixels
from nnhelpers.plots import (
    CLASS_COLOURS,
    CLASS_MARKERS,
    DIVERGING,
    INK,
    boundary_grid,
    class_labels,
    class_shades,
)

# Probability 0 … 1 in the shades of the static pictures: white where undecided.
PROBABILITY = ListedColormap(class_shades(np.linspace(0, 1, 256)[np.newaxis]))


def plain_log(axis, sparse: bool = False) -> None:
    """Write plain numbers (0.01, 0.5, 20) at a logarithmic axis; call it after the limits are set.

    Parameters
    ----------
    axis : matplotlib axis
    sparse : bool
        Only powers of ten, however short the axis.
    """
    low, high = axis.get_view_interval()
    decades = np.log10(high / low)
    subs = (1,) if sparse or decades > 2.2 else (1, 2, 5) if decades > 0.9 else range(1, 10)
    axis.set_major_locator(LogLocator(subs=subs, numticks=12))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axis.set_minor_formatter(NullFormatter())
    if not sparse:
        axis.set_minor_locator(NullLocator())


class BoundaryPanel:
    """What a network says at every point of the plane, with the examples on top.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    X, Y : ndarrays, shapes (2, m) and (1, m)
    resolution : int
        The network is computed at resolution² points.
    """

    def __init__(self, axes, X, Y, title: str = "Decision boundary", resolution: int = 100):
        self.axes = axes
        self.resolution = resolution
        axes.set(title=title, xlabel="$x_1$", ylabel="$x_2$")
        self.field = Field(axes, PROBABILITY, line=INK)
        self.points = [
            axes.plot(
                [], [], linestyle="none", marker=marker, markersize=4.5, color=colour,
                markeredgecolor="white", markeredgewidth=0.4,
            )[0]
            for marker, colour in zip(CLASS_MARKERS[:2], CLASS_COLOURS[:2])
        ]  # fmt: skip
        self.moving = [self.field, *self.points]
        self.set_data(X, Y)

    def set_data(self, X, Y) -> None:
        """Show these examples; the caller redraws the background, for the limits change."""
        _, (left, right, bottom, top) = boundary_grid(X, 2)
        self.axes.set(xlim=(left, right), ylim=(bottom, top))
        labels = class_labels(Y)
        for label, points in enumerate(self.points):
            points.set_data(*X[:, labels == label])
        self.grid = self.field.points(self.resolution).astype(X.dtype)

    def show(self, net, params) -> None:
        """Show the probabilities that `net` gives with `params`."""
        self.set_probabilities(net.forward(self.grid, params, check=False)[f"A{net.L}"])

    def set_probabilities(self, P) -> None:
        """Show these probabilities of class 1 at `grid`, shape (1, resolution²)."""
        self.field.set_values(P)


class WeightsPanel:
    """The weights of the first layer as images: orange positive, white zero, blue negative.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    image_shape : tuple of int
        (height, width, 3) or (height, width); of three colours the mean weight is shown.
    units : int
        Units of the first layer, at most 16 of which are shown side by side.
    """

    def __init__(self, axes, image_shape, units: int = 1) -> None:
        self.image_shape = tuple(image_shape)
        self.units = min(units, 16)
        self.columns = int(np.ceil(np.sqrt(self.units)))
        axes.set(title="Weights as an image" if units == 1 else "Weights of the first layer")
        axes.set_aspect("equal", anchor="N")
        axes.axis("off")
        rows = -(-self.units // self.columns)
        height, width = self.image_shape[:2]
        axes.set(xlim=(0, self.columns * width), ylim=(0, rows * height))
        axes.text(
            0.5, -0.03, "orange: speaks for class 1, blue: against",
            transform=axes.transAxes, ha="center", va="top", fontsize=9,
        )  # fmt: skip
        self.image = Pixels(axes)
        self.moving = [self.image]

    def show(self, net, params) -> None:
        """Show W1, each unit scaled to its own largest weight; grey if it is not finite."""
        height, width = self.image_shape[:2]
        rows = -(-self.units // self.columns)
        mosaic = np.full((rows * height, self.columns * width, 3), 255, np.uint8)
        for unit, weights in enumerate(params["W1"][: self.units]):
            row, column = divmod(unit, self.columns)
            place = np.s_[row * height : (row + 1) * height, column * width : (column + 1) * width]
            mosaic[place] = self._colours(weights)
        self.image.set_rgb(mosaic)

    def _colours(self, weights):
        image = weights.reshape(*self.image_shape[:2], -1).mean(axis=-1)
        largest = np.abs(image).max()
        if not np.isfinite(largest):
            return np.full((*image.shape, 3), 128, np.uint8)
        level = image / (2 * largest) + 0.5 if largest > 0 else np.full_like(image, 0.5)
        return (255 * DIVERGING(level)[..., :3]).round().astype(np.uint8)
