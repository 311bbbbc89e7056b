"""Initialization: what the first weights do to signals and gradients in a deep network.

All scales of a rule are trained in one stacked pass (`nnhelpers.sweep`) the first time the rule
is shown, so the slider only looks up. Page 06 uses it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.ticker import FuncFormatter

from nnhelpers import arguments
from nnhelpers.datasets import circles
from nnhelpers.explorers.base import Explorer
from nnhelpers.explorers.controls import choice, nearest, pick
from nnhelpers.network import Network
from nnhelpers.plots import HIGHLIGHT, QUIET, layer_colour, spell
from nnhelpers.sweep import sweep

SCALES = (0.01, 0.1, 0.3, 0.5, 0.7, 1.0, 1.4, 2.0, 3.0)
RULES = {
    "zeros": "zeros",
    "random, variance 1": "random",
    "xavier, variance 1/n": "xavier",
    "he, variance 2/n": "he",
}
HIDDEN = {"tanh": "tanh", "ReLU": "relu"}
VALUES = {"tanh": (-1.0, 1.0), "relu": (0.0, 4.0)}  # range of the histograms of A
SMALLEST, LARGEST = -10.0, 4.0  # exponents of ten on the axis of the gradients
BINS = 31


def outline(values, edges, place: float, width: float = 0.42):
    """Corners of a histogram that stands upright, mirrored at `place`, shape (4·bins, 2).

    Values outside the edges are counted in the first and the last bin.
    """
    counts, _ = np.histogram(np.clip(values, edges[0], edges[-1]), edges)
    half = np.repeat(width * counts / counts.max(), 2)
    heights = np.repeat(edges, 2)[1:-1]
    right = np.column_stack([place + half, heights])
    left = np.column_stack([place - half, heights])
    return np.vstack([right, left[::-1]])


def _power_of_ten(exponent: float, _=None) -> str:
    at_most = "≤ " if exponent <= SMALLEST else ""
    return f"{at_most}$10^{{{exponent:.0f}}}$"


def _short(std: float) -> str:
    """Two digits, as much as fits above a histogram."""
    if std == 0:
        return "0"
    return f"{float(f'{std:.2g}'):g}" if 1e-3 <= std < 1e4 else f"{std:.0e}"


@dataclass(frozen=True)
class InitializationResult:
    """What InitializationExplorer shows.

    Attributes
    ----------
    init, scale, hidden : str, float, str
    A, dZ : lists of ndarrays, shape (units, m)
        One for each hidden layer, before the first update.
    A_std, dZ_std : lists of float
        Their standard deviations.
    iterations, costs : ndarrays, shape (number of records,)
        Of the training that follows.
    unstable, diverged : str or None
        As of a Run.
    """

    init: str
    scale: float
    hidden: str
    A: list[np.ndarray]
    dZ: list[np.ndarray]
    A_std: list[float]
    dZ_std: list[float]
    iterations: np.ndarray
    costs: np.ndarray
    unstable: str | None
    diverged: str | None


class InitializationExplorer(Explorer):
    """Histograms of A and dZ layer by layer at the start, and the training that follows.

    Parameters
    ----------
    X, Y : ndarrays, shapes (2, m) and (1, m), optional
        80 points in two circles by default.
    layers : int
        Number of hidden layers.
    units : int
        Units of each.
    learning_rate, iterations : float, int
        Of the training that follows: plain gradient descent on all examples.
    seed : int
        Of the one draw of weights that all rules and scales share.
    name : str, optional
        As in Explorer.

    Notes
    -----
    `result` is an InitializationResult.
    """

    css_name = "initialization"
    title = "Initialization: signals forward, gradients backward, and the training that follows"
    size = (840, 440)

    @arguments.takes(
        X=arguments.optional(arguments.array(2)),
        Y=arguments.optional(arguments.array(2)),
        layers=arguments.count(1, 50),
        units=arguments.count(1, 1000),
        learning_rate=arguments.number(1e-9, 1e3),
        iterations=arguments.count(1, 1_000_000),
        seed=arguments.count(0, 2**32),
        name=arguments.optional(arguments.text),
    )
    def __init__(
        self,
        X=None,
        Y=None,
        layers: int = 8,
        units: int = 12,
        learning_rate: float = 0.05,
        iterations: int = 300,
        seed: int = 0,
        name: str | None = None,
    ) -> None:
        arguments.both_or_neither(X=X, Y=Y)
        if X is None:
            X, Y = circles(m=80, rng=np.random.default_rng(0))
        self.X, self.Y, self.layers, self.seed = X, Y, layers, seed
        self.learning_rate, self.iterations = learning_rate, iterations
        sizes = (len(X), *[units] * layers, len(Y))
        self.nets = {hidden: Network(sizes, hidden=hidden) for hidden in HIDDEN.values()}
        self._runs = {}
        self._hidden = None
        controls = {
            "init": choice("rule of the weights", "xavier", list(RULES.items())),
            "scale": pick("scale of weights", 1.0, SCALES),
            "hidden": choice("hidden activation", "tanh", list(HIDDEN.items())),
        }
        super().__init__(controls, name=name)

    def run(self, hidden: str, init: str):
        """Return the training of all scales of a rule, from one draw (zeros need only one)."""
        if (hidden, init) not in self._runs:
            self._runs[hidden, init] = sweep(
                self.nets[hidden], self.X, self.Y, init=init, rng=np.random.default_rng(self.seed),
                scale=SCALES[:1] if init == "zeros" else SCALES, iterations=self.iterations,
                learning_rate=self.learning_rate, record_every=max(1, self.iterations // 60),
            )  # fmt: skip
        return self._runs[hidden, init]

    def compute(self, init: str, scale: float, hidden: str) -> InitializationResult:
        """One forward and backward pass at the start; the training is looked up."""
        net, run = self.nets[hidden], self.run(hidden, init)
        scale = nearest(SCALES, scale)
        k = 0 if init == "zeros" else SCALES.index(scale)
        params = net.initialize(init, np.random.default_rng(self.seed), scale)
        cache = net.forward(self.X, params)
        deltas = net.deltas(cache, params, self.Y)
        A = [cache[f"A{l}"] for l in range(1, self.layers + 1)]
        dZ = [deltas[f"dZ{l}"] for l in range(1, self.layers + 1)]
        return InitializationResult(
            init=init,
            scale=scale,
            hidden=hidden,
            A=A,
            dZ=dZ,
            A_std=[array.std() for array in A],
            dZ_std=[array.std() for array in dZ],
            iterations=run.iterations,
            costs=run.costs[k],
            unstable=run.unstable[k],
            diverged=run.diverged[k],
        )

    # ------------------------------------------------------------ view

    def build(self, figure):
        """Two rows of histograms, A above dZ, and the cost curve beside them."""
        grid = figure.add_gridspec(2, 2, width_ratios=(1.75, 1))
        above, below = (figure.add_subplot(grid[row, 0]) for row in (0, 1))
        cost = figure.add_subplot(grid[:, 1])
        above.set(title="Activations A at the start", ylabel="value")
        below.set(
            title="Gradients |dZ| at the start", ylabel="size",
            ylim=(SMALLEST - 0.5, LARGEST + 1), yticks=range(-10, 5, 2),
        )  # fmt: skip
        below.yaxis.set_major_formatter(FuncFormatter(_power_of_ten))
        self._above = above
        moving = []
        for axes, name in ((above, "A"), (below, "dZ")):
            axes.set_title(axes.get_title(), pad=18)
            axes.set_xlim(0.4, self.layers + 0.6)
            axes.set_xticks(range(1, self.layers + 1))
            shapes, numbers = self._build_row(axes)
            setattr(self, f"{name}_shapes", shapes)
            setattr(self, f"{name}_numbers", numbers)
            moving += [shapes, *numbers]
        below.set_xlabel("hidden layer")
        return moving + self._build_cost(cost)

    def _build_row(self, axes):
        layers = range(1, self.layers + 1)
        colors = [layer_colour(l, self.layers) for l in layers]
        corner = {"ha": "right", "va": "bottom", "fontsize": 8}
        axes.text(0.45, 1.01, "std", transform=axes.get_xaxis_transform(), **corner)
        shapes = PolyCollection([np.zeros((4, 2))] * self.layers, facecolors=colors)
        axes.add_collection(shapes, autolim=False)
        numbers = [
            axes.text(l, 1.01, "", transform=axes.get_xaxis_transform(), ha="center",
                      va="bottom", fontsize=8)
            for l in layers
        ]  # fmt: skip
        return shapes, numbers

    def _build_cost(self, axes) -> list:
        top = 2 * np.log(2)
        axes.set(
            title="The training that follows", xlabel="iteration", ylabel="cost J",
            xlim=(0, self.iterations), ylim=(0, top),
        )  # fmt: skip
        axes.axhline(np.log(2), color=QUIET, linewidth=0.8, linestyle=":")
        axes.text(
            self.iterations, np.log(2) + 0.015, "knows nothing: log 2 ", ha="right", va="bottom",
            fontsize=8, color=QUIET,
        )  # fmt: skip
        (self.curve,) = axes.plot([], [], color=HIGHLIGHT, linewidth=2.2)
        (self.end,) = axes.plot([], [], "o", color=HIGHLIGHT, markersize=8, clip_on=False)
        self.end.set_in_layout(False)  # it may stand on the edge of the axes
        return [self.curve, self.end]

    def draw(self, result) -> None:
        """Put the histograms and the cost curve in place."""
        if self._hidden != result.hidden:
            self._hidden = result.hidden
            low, high = VALUES[result.hidden]
            self._above.set_ylim(low - 0.2, high + 0.3)
            self.picture.redraw_background()
        sizes = [np.log10(np.maximum(np.abs(dZ), 10.0**SMALLEST)) for dZ in result.dZ]
        low, high = VALUES[result.hidden]
        self._draw_row(self.A_shapes, self.A_numbers, result.A, result.A_std, low, high)
        self._draw_row(self.dZ_shapes, self.dZ_numbers, sizes, result.dZ_std, SMALLEST, LARGEST)
        costs = np.minimum(result.costs, 3)
        self.curve.set_data(result.iterations, costs)
        known = np.flatnonzero(np.isfinite(costs))[-1]
        self.end.set_data([result.iterations[known]], [costs[known]])

    def _draw_row(self, shapes, numbers, layers, stds, low: float, high: float) -> None:
        edges = np.linspace(low, high, BINS + 1)
        shapes.set_verts([outline(v.ravel(), edges, l) for l, v in enumerate(layers, start=1)])
        for text, std in zip(numbers, stds):
            text.set_text(_short(std))

    def readout(self, result) -> str:
        """Standard deviations of the first and the last hidden layer; the cost at the end."""
        A, dZ = result.A_std, result.dZ_std
        words = (
            f"Activations: standard deviation {spell(A[0])} in layer 1, {spell(A[-1])} in layer "
            f"{self.layers}. Gradients dZ: {spell(dZ[-1])} in layer {self.layers}, "
            f"{spell(dZ[0])} in layer 1"
        )
        if A[-1] > 0 and dZ[-1] > 0:
            words += f", {self._times(dZ[0] / dZ[-1])} on the way back"
        return f"{words}.\n{self._training(result)}"

    @staticmethod
    def _times(ratio: float) -> str:
        return (
            f"{spell(ratio)} times as large"
            if ratio >= 0.1
            else f"{spell(1 / ratio)} times smaller"
        )

    def _training(self, result) -> str:
        if result.diverged or result.unstable:
            return "Training: unstable."
        first, last = result.costs[0], result.costs[-1]
        verdict = "it hardly learns" if last > 0.95 * np.log(2) else "it learns"
        return (
            f"Training: {verdict}, cost {first:.2f} at first and {last:.2f} after "
            f"{result.iterations[-1]} iterations (log 2 = 0.69 is what knowing nothing costs)."
        )

    def warning(self, result) -> str:
        """Symmetry, instability."""
        if result.init == "zeros":
            return (
                "All units of a layer are equal and stay equal, and with weights of zero nothing "
                "passes: only the last bias can learn."
            )
        return result.diverged or result.unstable or ""
