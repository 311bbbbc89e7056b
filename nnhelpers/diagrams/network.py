"""A network as circles and lines, with its weights and the activations of one example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from matplotlib.collections import EllipseCollection, LineCollection
from matplotlib.colors import to_rgb

from nnhelpers.arguments import array, layer_sizes_of, mapping, optional, refuse, takes
from nnhelpers.diagrams.canvas import CANVAS, blank
from nnhelpers.plots import CLASS_COLOURS, INK, QUIET, Picture, class_shades, spell

NEGATIVE, POSITIVE = CLASS_COLOURS[:2]  # blue speaks for class 0, orange for class 1
MOST_UNITS = 12  # a layer with more is drawn as its first four and its last three


class NetworkDrawing:
    """A network on given axes: units as circles, weights as lines.

    A line is orange and solid where the weight is positive, blue and dashed where it is negative,
    the thicker the larger the weight is within its layer. The shade of a unit is its activation.

    Parameters
    ----------
    ax : matplotlib Axes
    layer_sizes : sequence of int
        (n_x, n_1, …, n_L).
    size : tuple of float
        Width and height of the axes in inches (100 CSS pixels).

    Attributes
    ----------
    artists : list
        Those that `update` changes.
    """

    def __init__(self, ax, layer_sizes: Sequence[int], size=CANVAS) -> None:
        self.layer_sizes = tuple(int(n) for n in layer_sizes)
        self.units = [_visible_units(n) for n in self.layer_sizes]
        blank(ax, size)
        width, height = size
        slots = [n if n <= MOST_UNITS else 8 for n in self.layer_sizes]
        across = (width - 1.1) / max(1, len(slots) - 1)
        down = (height - 1.05) / max(max(slots), 4)
        self.radius = min(0.24, 0.43 * down, 0.2 * across)
        middle = 0.48 + (height - 1.05) / 2
        self.centers = [
            np.array([[0.55 + l * across, middle + down * ((n - 1) / 2 - slot)] for slot in places])
            for l, (n, places) in enumerate(zip(slots, map(_slots, self.layer_sizes)))
        ]
        self._draw_edges(ax)
        self._draw_units(ax)
        self._draw_names(ax, across, middle, height)

    @property
    def artists(self) -> list:
        return [self.edges, self.circles, *self.texts]

    def _draw_edges(self, ax) -> None:
        segments = [
            (start, end)
            for before, after in pairwise(self.centers)
            for end in after
            for start in before
        ]
        self.edges = LineCollection(segments, colors=QUIET, linewidths=0.7, zorder=1)
        ax.add_collection(self.edges, autolim=False)

    def _draw_units(self, ax) -> None:
        centers = np.vstack(self.centers)
        diameters = np.full(len(centers), 2 * self.radius)
        self.circles = EllipseCollection(
            diameters, diameters, np.zeros(len(centers)), units="xy", offsets=centers,
            offset_transform=ax.transData, facecolors="white", edgecolors=INK, linewidths=1,
            zorder=2,
        )  # fmt: skip
        ax.add_collection(self.circles, autolim=False)
        shown = [(l, unit) for l, units in enumerate(self.units) for unit in units]
        longest = 4 if self.radius < 0.17 else 5
        self.font_size = min(9, 2 * self.radius * 72 * 0.92 / (0.62 * longest))
        self.texts = [
            ax.text(*center, self._unit_name(l, unit), ha="center", va="center", zorder=3,
                    fontsize=self.font_size * min(1, 4 / len(str(unit + 1))))
            for center, (l, unit) in zip(centers, shown)
        ]  # fmt: skip
        for l, n in enumerate(self.layer_sizes):
            if n > MOST_UNITS:
                gap = self.centers[l][3:5].mean(axis=0)
                ax.text(*gap, "⋮", ha="center", va="center", fontsize=14, color=QUIET)

    def _unit_name(self, layer: int, unit: int) -> str:
        if self.radius < 0.15:
            return ""
        return f"$x_{{{unit + 1}}}$" if layer == 0 else f"$a^{{[{layer}]}}_{{{unit + 1}}}$"

    def _draw_names(self, ax, across: float, middle: float, height: float) -> None:
        L = len(self.layer_sizes) - 1
        for l, n in enumerate(self.layer_sizes):
            x = 0.55 + l * across
            name = "x = a^{[0]}" if l == 0 else f"a^{{[{l}]}}"
            if l == L:
                name = rf"\hat{{y}} = {name}"
            noun = "unit" if l else "input"
            ax.text(x, height - 0.04, f"${name}$", ha="center", va="top", fontsize=10)
            ax.text(x, height - 0.28, f"{n:,} {noun}{'s' * (n > 1)}".replace(",", " "), ha="center",
                    va="top", fontsize=8, color=QUIET)  # fmt: skip
            if l:
                shape = f"({n}, {self.layer_sizes[l - 1]})"
                ax.text(x - across / 2, 0.36, f"$W^{{[{l}]}}$", ha="center", va="top", fontsize=10)
                ax.text(x - across / 2, 0.14, shape, ha="center", va="top", fontsize=8, color=QUIET)

    def update(self, params: Mapping | None = None, activations: Mapping | None = None) -> None:
        """Show weights and activations.

        Parameters
        ----------
        params : dict, optional
            W1 … WL of the shapes (n_l, n_{l−1}).
        activations : dict, optional
            A0 … AL as `forward` returns them; of each the first column (one example) is shown.
        """
        if params is not None:
            self._show_weights(params)
        if activations is not None:
            columns = [np.asarray(activations[f"A{l}"])[:, 0] for l in range(len(self.units))]
            values = np.concatenate([a[units] for a, units in zip(columns, self.units)])
            self.circles.set_facecolor(class_shades((np.clip(values[None], -1, 1) + 1) / 2))
            digits = 1 if self.radius < 0.17 else 2
            for text, value in zip(self.texts, values):
                text.set_text(f"{value:.{digits}f}" if self.font_size >= 5 else "")

    def _show_weights(self, params: Mapping) -> None:
        strengths = []
        for l in range(1, len(self.units)):
            W = np.asarray(params[f"W{l}"])
            if W.shape != (self.layer_sizes[l], self.layer_sizes[l - 1]):
                raise ValueError(
                    f"W{l} has the shape {W.shape} but this drawing is of the network "
                    f"{self.layer_sizes}; expected {self.layer_sizes[l], self.layer_sizes[l - 1]}."
                )
            seen = W[np.ix_(self.units[l], self.units[l - 1])]
            strengths.append((seen / (np.abs(W).max() or 1)).ravel())
        strength = np.nan_to_num(np.concatenate(strengths))
        size = np.abs(strength)
        colors = np.where(strength[:, None] >= 0, [to_rgb(POSITIVE)], [to_rgb(NEGATIVE)])
        self.edges.set_color(np.column_stack([colors, 0.15 + 0.8 * size]))
        self.edges.set_linewidth(0.3 + 2.7 * size)
        self.edges.set_linestyle([(0, None) if s >= 0 else (0, (3, 1.5)) for s in strength])


def _visible_units(n: int) -> np.ndarray:
    """Indices of the units of a layer of n that are drawn."""
    return np.arange(n) if n <= MOST_UNITS else np.r_[0:4, n - 3 : n]


def _slots(n: int) -> np.ndarray:
    """Places from the top of the units drawn; the fifth of a long layer holds the dots."""
    return np.arange(n) if n <= MOST_UNITS else np.r_[0:4, 5:8]


def _check_keys(argument, arrays, shapes):
    """ValueError unless the dict has an array of each shape; None stands for any number."""
    for key, shape in shapes.items():
        came = np.shape(arrays[key]) if key in arrays else "nothing"
        if key not in arrays or came[0] != shape[0] or shape[1] not in (None, came[1]):
            expected = f"the shape ({shape[0]}, {shape[1] or 'm'})"
            refuse(f"{argument}[{key!r}]", came, expected, "Was it made for another network?")


@takes(
    params=optional(mapping(array(2, finite=False))),
    cache=optional(mapping(array(2, finite=False))),
)
def plot_network(net, params: Mapping | None = None, cache: Mapping | None = None) -> Picture:
    """A picture of a network, with its weights and the activations of one example.

    Parameters
    ----------
    net : Network, or a sequence of layer sizes
    params : dict, optional
        The weights drawn; without them all lines are alike.
    cache : dict, optional
        What `forward` returns; the first example's activations stand in the units.
    """
    sizes = layer_sizes_of("net", net)
    if params is not None:
        _check_keys(
            "params", params, {f"W{l}": sizes[l - 1 : l + 1][::-1] for l in range(1, len(sizes))}
        )
    if cache is not None:
        _check_keys("cache", cache, {f"A{l}": (n, None) for l, n in enumerate(sizes)})

    def draw(ax):
        drawing = NetworkDrawing(ax, sizes)
        drawing.update(params, cache)

    count = sum((before + 1) * after for before, after in pairwise(sizes))
    layers = f"{len(sizes) - 1} layers" if len(sizes) > 2 else "1 layer"
    count_text = f"{count:,}".replace(",", " ")
    sentence = f"The network {'-'.join(map(str, sizes))}: {layers}, {count_text} parameters."
    if params is not None:
        largest = [f"|W{l}| {spell(np.abs(params[f'W{l}']).max())}" for l in range(1, len(sizes))]
        sentence += (
            f" Largest weights: {', '.join(largest)} (orange positive, blue dashed negative)."
        )
    if cache is not None:
        y_hat = ", ".join(spell(a) for a in np.asarray(cache[f"A{len(sizes) - 1}"])[:, 0])
        sentence += f" Output for this example: {y_hat}."
    return Picture(draw, sentence, CANVAS)
