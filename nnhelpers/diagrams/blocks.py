"""The forward and the backward pass of an L-layer network as blocks."""

from __future__ import annotations

import numpy as np
from matplotlib.patches import FancyBboxPatch

from nnhelpers.arguments import count, layer_sizes_of, optional, takes
from nnhelpers.diagrams.canvas import blank
from nnhelpers.plots import HIGHLIGHT, INK, QUIET, Picture


@takes(m=optional(count(1, 10**12)))
def plot_blocks(net, m: int | None = None) -> Picture:
    """The forward and the backward pass of an L-layer network as blocks, with what is cached.

    Parameters
    ----------
    net : Network, or a sequence of layer sizes
    m : int, optional
        Number of examples; then the sentence says how many numbers the caches hold.
    """
    sizes = layer_sizes_of("net", net)
    L = len(sizes) - 1
    layers = list(range(1, L + 1)) if L <= 4 else [1, 2, None, L]

    gap = min(2.4, 7.4 / len(layers))
    size = (gap * len(layers) + 0.6, 4.6)

    def draw(ax):
        blank(ax, size)
        for k, layer in enumerate(layers):
            x = 0.35 + gap * (k + 0.5)
            last = k == len(layers) - 1
            if layer is None:
                ax.text(x, 3.45, "· · ·", ha="center", va="center", fontsize=16, color=QUIET)
                ax.text(x, 1.15, "· · ·", ha="center", va="center", fontsize=16, color=QUIET)
            else:
                _draw_layer(ax, layer, x, min(0.62, gap / 2 - 0.27), last)
            _draw_flow(ax, layers, k, x, gap)

    cached = "a cache for each layer leads from the forward to the backward pass"
    if m is not None:
        numbers = m * (sizes[0] + 2 * sum(sizes[1:]))
        cached += f"; with {m} examples all A and Z together hold {numbers:,} numbers".replace(
            ",", " "
        )
    return Picture(draw, f"The network {'-'.join(map(str, sizes))}: {cached}.", size)


def _arrow(ax, start, end, color, style="-") -> None:
    ax.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": color, "lw": 1.2,
                "linestyle": style, "shrinkA": 0, "shrinkB": 0})  # fmt: skip


def _draw_layer(ax, l: int, x: float, half: float, last: bool) -> None:
    """Forward block, cache and backward block of layer l, around the horizontal place x."""
    boxes = (
        (3.45, "#eef2f8", INK, "forward", f"$W^{{[{l}]}},\\ b^{{[{l}]}}$", 4.3),
        (1.15, "#f8edf4", HIGHLIGHT, "backward", f"$dW^{{[{l}]}},\\ db^{{[{l}]}}$", 0.25),
    )
    for y, fill, color, word, arrays, far in boxes:
        ax.add_patch(
            FancyBboxPatch(
                (x - half, y - 0.32), 2 * half, 0.64,
                boxstyle="round,pad=0,rounding_size=0.1", fc=fill, ec=color, lw=1.2,
            )
        )  # fmt: skip
        ax.text(x, y, f"layer {l}\n{word}", ha="center", va="center", fontsize=10)
        edge = y + np.sign(far - y) * 0.32
        ends = ((x, far - 0.12), (x, edge)) if far > y else ((x, edge), (x, far + 0.1))
        _arrow(ax, *ends, color)
        ax.text(x, far, arrays, ha="center", va="center", fontsize=11, color=color)
    _arrow(ax, (x, 3.13), (x, 1.47), QUIET, "--")
    back = {"fc": "white", "ec": "#cccccc", "boxstyle": "round,pad=0.25"}
    ax.text(x, 2.3, f"cache {l}\n$A^{{[{l - 1}]}},\\ Z^{{[{l}]}}$", ha="center", va="center",
            fontsize=10, bbox=back)  # fmt: skip


def _draw_flow(ax, layers: list, k: int, x: float, gap: float) -> None:
    """Arrows into the k-th block from the left and, after the last, to the cost."""
    here = layers[k]
    half = min(0.62, gap / 2 - 0.27)
    start = x - half if here else x - 0.3
    before = (layers[k - 1] or layers[k + 1 if k + 1 < len(layers) else k] - 1) if k else 0
    left = x - gap + (half if k and layers[k - 1] else 0.3) if k else 0.1
    middle = (left + start) / 2
    name = "X" if k == 0 else f"A^{{[{before}]}}"
    _arrow(ax, (left, 3.45), (start, 3.45), INK)
    ax.text(middle, 3.53, f"${name}$", ha="center", va="bottom", fontsize=10)
    if k:
        _arrow(ax, (start, 1.15), (left, 1.15), HIGHLIGHT)
        ax.text(middle, 1.07, f"$d{name}$", ha="center", va="top", fontsize=10, color=HIGHLIGHT)
    if k == len(layers) - 1:
        right = x + half
        _arrow(ax, (right, 3.45), (right + 0.35, 3.45), INK)
        ax.text(right + 0.37, 3.45, r"$\hat{Y}$", ha="left", va="center", fontsize=11)
        _arrow(ax, (right + 0.35, 1.15), (right, 1.15), HIGHLIGHT)
        ax.text(right + 0.37, 1.15, f"$dA^{{[{here}]}}$", ha="left", va="center", fontsize=10,
                color=HIGHLIGHT)  # fmt: skip
        _arrow(ax, (right + 0.47, 3.3), (right + 0.47, 1.4), QUIET, ":")
        ax.text(right + 0.47, 2.3, "cost\n$J$", ha="center", va="center", fontsize=10,
                bbox={"fc": "white", "ec": "none"})  # fmt: skip
