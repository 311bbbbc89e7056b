"""Distributions side by side, such as the activations layer by layer."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from nnhelpers.arguments import array, count, mapping, takes, text
from nnhelpers.plots.palette import layer_colour
from nnhelpers.plots.picture import Picture
from nnhelpers.plots.wording import spell


@takes(layers=mapping(array()), title=text, y_label=text, bins=count(1, 1000))
def plot_histograms(layers: Mapping, *, title="", y_label="value", bins: int = 41) -> Picture:
    """Distributions side by side on one value axis, such as the activations layer by layer.

    The wider the shape at some height, the more values lie there. The standard deviation is
    written above each.

    Parameters
    ----------
    layers : dict
        {label: array of any shape}, in the order of the layers.
    """
    layers = {str(label): np.ravel(values) for label, values in layers.items()}
    low = min(values.min() for values in layers.values())
    high = max(values.max() for values in layers.values())
    if low == high:
        low, high = low - 0.5, high + 0.5
    edges = np.linspace(low, high, bins + 1)

    def draw(ax):
        for k, values in enumerate(layers.values(), start=1):
            counts, _ = np.histogram(values, edges)
            half = 0.42 * counts / counts.max()
            color = layer_colour(k, len(layers))
            ax.barh(edges[:-1], 2 * half, np.diff(edges), left=k - half, align="edge", color=color)
            ax.text(k, 1.0, spell(values.std()), transform=ax.get_xaxis_transform(),
                    ha="center", va="bottom", fontsize=8)  # fmt: skip
        ax.set_xticks(range(1, len(layers) + 1), list(layers))
        ax.set(ylabel=y_label, xlim=(0.4, len(layers) + 0.6))
        ax.set_title(title, pad=18)
        ax.annotate("std", (0, 1), xycoords="axes fraction", xytext=(-4, 1), fontsize=8,
                    textcoords="offset points", ha="right", va="bottom")  # fmt: skip

    parts = [f"{label}: {spell(values.std())}" for label, values in layers.items()]
    return Picture(draw, f"Standard deviations: {', '.join(parts)}.", (8, 3.6))
