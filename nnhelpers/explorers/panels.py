"""Panels that several explorers show: a decision boundary, weights as images.

Each is made on an axes once, lists its moving artists in `moving`, and is told what to show.
"""

from __future__ import annotations

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter, NullLocator

from nnhelpers import propagation
from nnhelpers.diagrams import NetworkDrawing
from nnhelpers.explorers.picture import Field, Pixels
from nnhelpers.plots import (
    CLASS_COLOURS,
    CLASS_MARKERS,
    DIVERGING,
    INK,
    boundary_grid,
    class_labels,
    class_shades,
    line_style,
)

# Probability 0 … 1 in the shades of the static pictures: white where undecided.
PROBABILITY = ListedColormap(class_shades(np.linspace(0, 1, 256)[np.newaxis]))


def _plain(value, _) -> str:
    return f"{value:g}" if value >= 1e-4 else f"$10^{{{round(np.log10(value))}}}$"


def plain_log(axis, sparse: bool = False) -> None:
    """Write plain numbers (0.01, 0.5, 20) at a logarithmic axis; call it after the limits are set.

    Parameters
    ----------
    axis : matplotlib axis
    sparse : bool
        Only powers of ten, however short the axis, if it has any.
    """
    low, high = axis.get_view_interval()
    decades = np.log10(high / low)
    sparse = sparse and np.floor(np.log10(high)) >= np.log10(low)
    subs = (1,) if sparse or decades > 2.2 else (1, 2, 5) if decades > 0.9 else range(1, 10)
    axis.set_major_locator(LogLocator(subs=subs, numticks=12))
    axis.set_major_formatter(FuncFormatter(_plain))
    axis.set_minor_formatter(NullFormatter())
    if not sparse:
        axis.set_minor_locator(NullLocator())


class BoundaryPanel:
    """What a network says at every point of the plane, with the examples on top.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    X, Y : ndarrays, shapes (2, m) and (1, m)
    title : str
    limits : tuple of float, optional
        The same limits of both axes for all data shown later; by default those of X with a margin.
    resolution : int
        The network is computed at resolution² points.
    """

    def __init__(self, axes, X, Y, title="Decision boundary", limits=None, resolution: int = 100):
        self.axes = axes
        self.limits = limits
        self.resolution = resolution
        axes.set(title=title, xlabel="$x_1$", ylabel="$x_2$")
        self.field = Field(axes, PROBABILITY, line=INK)
        self.points = [
            axes.plot(
                [], [], linestyle="none", marker=marker, markersize=4.5, color=color,
                markeredgecolor="white", markeredgewidth=0.4,
            )[0]
            for marker, color in zip(CLASS_MARKERS[:2], CLASS_COLOURS[:2])
        ]  # fmt: skip
        self.moving = [self.field, *self.points]
        self.set_data(X, Y)

    def set_data(self, X, Y) -> None:
        """Show these examples."""
        _, extent = boundary_grid(X, 2)
        self.axes.set(xlim=self.limits or extent[:2], ylim=self.limits or extent[2:])
        labels = class_labels(Y)
        for label, points in enumerate(self.points):
            points.set_data(*X[:, labels == label])
        self.grid = self.field.points(self.resolution).astype(np.float32)

    def show(self, net, params) -> None:
        """Show the probabilities that `net` gives with `params` (in float32: 7 times faster)."""
        with np.errstate(over="ignore", invalid="ignore"):
            params = {key: array.astype(np.float32) for key, array in params.items()}
            self.field.set_values(propagation.forward(net, self.grid, params)[f"A{net.L}"])


class WeightsPanel:
    """The weights of the first layer as images: orange positive, white zero, blue negative.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    image_shape : tuple of int
        (height, width, 3) or (height, width); of three colors the mean weight is shown.
    units : int
        Units of the first layer, at most 16 of which are shown side by side.
    """

    def __init__(self, axes, image_shape, units: int = 1) -> None:
        self.axes = axes
        self.image_shape = tuple(image_shape)
        axes.set(title="Weights as an image" if units == 1 else "Weights of layer 1")
        axes.axis("off")
        self.units = 0
        self._arrange(units)
        axes.text(
            0.5, -0.03, "orange: speaks for class 1, blue: against" if units == 1 else
            "orange: positive, blue: negative",
            transform=axes.transAxes, ha="center", va="top", fontsize=9,
        )  # fmt: skip
        self.image = Pixels(axes)
        self.moving = [self.image]

    def _arrange(self, units: int) -> None:
        """Choose rows and columns for so many images."""
        self.units = min(units, 16)
        self.columns = int(np.ceil(np.sqrt(self.units)))
        self.rows = -(-self.units // self.columns)
        self.axes.set_box_aspect(
            self.rows * self.image_shape[0] / (self.columns * self.image_shape[1])
        )
        self.axes.set_anchor("N")

    def show(self, net, params) -> None:
        """Show W1 of these parameters."""
        self.show_weights(params["W1"])

    def show_weights(self, W1) -> None:
        """Show W1, each unit scaled to its own largest weight; gray if it is not finite."""
        if min(len(W1), 16) != self.units:
            self._arrange(len(W1))
        height, width = self.image_shape[:2]
        mosaic = np.full((self.rows * height, self.columns * width, 3), 255, np.uint8)
        for unit, weights in enumerate(W1[: self.units]):
            row, column = divmod(unit, self.columns)
            place = np.s_[row * height : (row + 1) * height, column * width : (column + 1) * width]
            mosaic[place] = self._colors(weights)
        self.image.set_rgb(mosaic)

    def _colors(self, weights):
        image = weights.reshape(*self.image_shape[:2], -1).mean(axis=-1)
        largest = np.abs(image).max()
        if not np.isfinite(largest):
            return np.full((*image.shape, 3), 128, np.uint8)
        level = image / (2 * largest) + 0.5 if largest > 0 else np.full_like(image, 0.5)
        return (255 * DIVERGING(level)[..., :3]).round().astype(np.uint8)


class CostPanel:
    """Cost during training: of the training examples, and of the validation examples if any.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    iterations : int
        Length of a run: the right end of the axis.
    limits : tuple of float
        Limits of the logarithmic cost axis; they never move, so that runs can be compared.
    """

    def __init__(self, axes, iterations: int, limits=(0.001, 3.0)) -> None:
        axes.set_title("Cost J during training", pad=20)
        axes.set(xlabel="iteration", yscale="log")
        axes.set(xlim=(0, iterations), ylim=limits)
        plain_log(axes.yaxis)
        axes.grid(True)
        (self.earlier,) = axes.plot([], [], color="#b9b9b9", linewidth=1.2, label="run before")
        (self.training,) = axes.plot([], [], label="training", **line_style("training", 0))
        (self.validation,) = axes.plot([], [], label="validation", **line_style("validation", 0))
        axes.legend(
            loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3, frameon=False,
            borderaxespad=0.1, handletextpad=0.3, handlelength=1.4, columnspacing=0.8,
        )  # fmt: skip
        self.moving = [self.earlier, self.validation, self.training]

    def show(self, trainer) -> None:
        """Show the costs a Trainer has recorded so far."""
        self.training.set_data(trainer.iterations, trainer.costs)
        if trainer.validation_costs is not None:
            self.validation.set_data(trainer.iterations, trainer.validation_costs)

    def keep(self) -> None:
        """Leave the present training curve behind as the run before."""
        self.earlier.set_data(*self.training.get_data())


class DrawingPanel:
    """The network as circles and lines: a new drawing whenever the architecture changes.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    size : tuple of float
        Width and height of the axes in inches (100 CSS pixels).

    Attributes
    ----------
    names, lines : lists of artists
        What changes with the architecture, and what changes with the weights.
    """

    def __init__(self, axes, size) -> None:
        self.axes = axes
        self.size = size
        self.drawing = None
        self.set_layer_sizes((2, 1))

    def set_layer_sizes(self, layer_sizes) -> bool:
        """Draw another architecture; return whether it is another one."""
        if self.drawing is not None and self.drawing.layer_sizes == tuple(layer_sizes):
            return False
        for artist in [*self.axes.texts, *self.axes.collections]:
            artist.remove()
        self.drawing = NetworkDrawing(self.axes, layer_sizes, self.size)
        over = [self.drawing.edges, self.drawing.circles, *self.drawing.texts]
        self.names = [text for text in self.axes.texts if text not in over]
        self.lines = over
        return True

    def show(self, params) -> None:
        """Show the weights, the network having the layer sizes set before."""
        self.drawing.update(params)
