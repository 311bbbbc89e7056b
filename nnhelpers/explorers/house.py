"""One ReLU neuron and the price of a house: a line moved by hand, then by descent. Page 00 uses it.

The hand takes the line at two sizes; from these two prices come the neuron's w and b. Descent goes
on from there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.collections import LineCollection

from nnhelpers import arguments
from nnhelpers.datasets import housing
from nnhelpers.explorers.base import Explorer
from nnhelpers.explorers.controls import pick, slider
from nnhelpers.explorers.grips import LOOK, Grip, Place
from nnhelpers.plots import HIGHLIGHT, INK, QUIET, SEQUENTIAL, SERIES, spell

SMALL, LARGE = 0.5, 1.8  # in 100 m²: where the hand takes the line
PRICES = (-0.5, 3.2)  # in 100 000: how far the hand can pull it
RATES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0)
MOST_STEPS = 300
LIMITS = (-0.8, 3.4)  # of the prices shown
W_RANGE, B_RANGE = (-2.0, 3.0), (-2.0, 4.0)
HUGE = 1e6  # an error beyond this is no longer followed


def outputs(w, b, sizes):
    """Prices of ReLU neurons, max(0, w·size + b): w and b of shape (K, 1), sizes (m,)."""
    return np.maximum(0, w * sizes + b)


def errors_of(w, b, sizes, prices):
    """Mean squared errors of neurons: w and b of shape (K,), sizes and prices (m,)."""
    return np.mean((outputs(w[:, np.newaxis], b[:, np.newaxis], sizes) - prices) ** 2, axis=1)


def descend(w: float, b: float, sizes, prices, learning_rate: float, steps: int):
    """The path (w, b) of gradient descent on the squared error: shape (steps + 1, 2) or shorter.

    It ends where the error leaves what can be followed.
    """
    path = [(w, b)]
    for _ in range(steps):
        z = w * sizes + b
        slope = 2 * (z - prices) * (z > 0)
        w = w - learning_rate * np.mean(slope * sizes)
        b = b - learning_rate * np.mean(slope)
        path.append((w, b))
        if max(abs(w), abs(b)) > HUGE:
            break
    return np.array(path)


@dataclass(frozen=True)
class HouseResult:
    """What HouseExplorer shows.

    Attributes
    ----------
    path : ndarray, shape (steps + 1, 2)
        (w, b) from the hand's line on.
    errors : ndarray, shape (steps + 1,)
        The mean squared error of each.
    predicted : ndarray, shape (m,)
        The prices that the last of them gives to the houses.
    dead : bool
        Whether it gives 0 to all houses, so that no slope is left.
    """

    path: np.ndarray
    errors: np.ndarray
    predicted: np.ndarray
    dead: bool


class HouseExplorer(Explorer):
    """Prices of houses by their size, one ReLU neuron, and its squared error over w and b.

    Parameters
    ----------
    X, Y : ndarrays, shape (1, m), optional
        Sizes in 100 m² and prices in 100 000; by default 60 houses of `housing`.
    small, large : float
        The line's price at 50 and at 180 m², −0.5 … 3.2.
    learning_rate : float
        The slider stops at 0.01 … 1.
    steps : int
        0 … 300.
    rng : numpy.random.Generator, optional
        Draws the default houses.
    name : str, optional
        As in Explorer.

    Notes
    -----
    `result` is a HouseResult.
    """

    css_name = "house"
    title = "One neuron: pull the line to the houses, then let descent do it"
    size = (840, 380)
    hovers = True

    @arguments.takes(
        X=arguments.optional(arguments.array(2)),
        Y=arguments.optional(arguments.array(2)),
        small=arguments.number(*PRICES),
        large=arguments.number(*PRICES),
        learning_rate=arguments.number(min(RATES), max(RATES)),
        steps=arguments.count(0, MOST_STEPS),
        rng=arguments.rng,
        name=arguments.optional(arguments.text),
    )
    def __init__(
        self,
        X=None,
        Y=None,
        small: float = 2.0,
        large: float = 1.0,
        learning_rate: float = 0.1,
        steps: int = 0,
        rng=None,
        name: str | None = None,
    ) -> None:
        arguments.both_or_neither(X=X, Y=Y)
        X, Y = housing(60, rng=rng) if X is None else (X, Y)
        self.sizes, self.prices = np.asarray(X)[0], np.asarray(Y)[0]
        w, b = np.meshgrid(np.linspace(*W_RANGE, 81), np.linspace(*B_RANGE, 81))
        self.grid = w, b
        costs = errors_of(w.ravel(), b.ravel(), self.sizes, self.prices)
        self.surface = costs.reshape(w.shape)
        controls = {
            "small": slider("price at 50 m²", float(small), *PRICES, 0.05),
            "large": slider("price at 180 m²", float(large), *PRICES, 0.05),
            "steps": slider("steps of descent", steps, 0, MOST_STEPS),
            "learning_rate": pick("learning rate", learning_rate, RATES),
        }
        super().__init__(controls, name=name)

    def compute(self, small: float, large: float, steps: int, learning_rate: float) -> HouseResult:
        """Take `steps` steps from the line through the two prices."""
        w = (large - small) / (LARGE - SMALL)
        path = descend(w, small - w * SMALL, self.sizes, self.prices, learning_rate, steps)
        predicted = outputs(*path[-1], self.sizes)
        return HouseResult(
            path=path,
            errors=errors_of(*path.T, self.sizes, self.prices),
            predicted=predicted,
            dead=not np.any(predicted > 0),
        )

    # ------------------------------------------------------------ view

    def build(self, figure):
        """Two panels: the houses with the line, the error over w and b with the path."""
        houses, valley = figure.subplots(1, 2, width_ratios=(1.25, 1))
        return [*self._build_houses(houses), *self._build_valley(valley)]

    def _build_houses(self, axes) -> list:
        axes.set(title="Houses, and what the neuron says", xlim=(0, 2.1), ylim=LIMITS)
        axes.set(xlabel="size (100 m²)", ylabel="price (100 000)")
        axes.axhline(0, color=QUIET, linewidth=0.8)
        self.misses = LineCollection([], colors="#d9b3c9", linewidths=1.2)
        axes.add_collection(self.misses, autolim=False)
        (houses,) = axes.plot(
            self.sizes, self.prices, "o", color=SERIES[0][0], markersize=4.5,
            markeredgecolor="white", markeredgewidth=0.4,
        )  # fmt: skip
        self.x = np.linspace(0, 2.1, 211)
        (self.by_hand,) = axes.plot([], [], "--", color=QUIET, linewidth=1.5)
        (self.line,) = axes.plot([], [], color=HIGHLIGHT, linewidth=2.4)
        self.knobs = [axes.plot([], [], **LOOK)[0] for _ in range(2)]
        style = {"ha": "left", "va": "top", "fontsize": 13, "weight": "bold"}
        self.score = axes.text(0.05, 3.3, "", **style)
        self._houses = axes
        return [self.misses, houses, self.by_hand, self.line, *self.knobs, self.score]

    def _build_valley(self, axes) -> list:
        axes.set(title="The error of every line", xlabel="w", ylabel="b")
        axes.set(xlim=W_RANGE, ylim=B_RANGE)
        shown = np.log10(np.maximum(self.surface, 1e-6))
        axes.imshow(
            shown, extent=(*W_RANGE, *B_RANGE), origin="lower", aspect="auto",
            interpolation="bilinear", cmap=SEQUENTIAL, alpha=0.75,
        )  # fmt: skip
        axes.contour(
            *self.grid, shown, levels=10, colors="white", linewidths=0.7, linestyles="solid"
        )
        lowest = np.unravel_index(self.surface.argmin(), self.surface.shape)
        w, b = (each[lowest] for each in self.grid)
        axes.plot(w, b, "*", color="white", markeredgecolor=INK, markersize=13)
        (self.path,) = axes.plot(
            [], [], "o-", color=HIGHLIGHT, markersize=3, linewidth=1.5, markeredgecolor="white",
            markeredgewidth=0.3,
        )  # fmt: skip
        (self.here,) = axes.plot([], [], "D", color="white", markeredgecolor=HIGHLIGHT,
                                 markeredgewidth=2.5, markersize=8)  # fmt: skip
        self.error_here = axes.text(
            0.02, 0.02, "", transform=axes.transAxes, color="white", fontsize=9, weight="bold"
        )
        self._valley = axes
        return [self.path, self.here, self.error_here]

    def draw(self, result) -> None:
        """Move the line, its misses, and the path."""
        (w_hand, b_hand), (w, b) = result.path[0], result.path[-1]
        self.by_hand.set_data(self.x, w_hand * self.x + b_hand)
        self.line.set_data(self.x, outputs(w, b, self.x))
        ends = np.column_stack([self.sizes, np.minimum(result.predicted, 1e3)])
        starts = np.column_stack([self.sizes, self.prices])
        self.misses.set_segments(np.stack([starts, ends], axis=1))
        for knob, x in zip(self.knobs, (SMALL, LARGE)):
            knob.set_data([x], [w_hand * x + b_hand])
        self.score.set_text(f"squared error {spell(result.errors[-1])}")
        self.path.set_data(*result.path.T)
        self.here.set_data([w], [b])

    def grips(self, result) -> list[Grip]:
        """The hand's line at two sizes."""
        places = (("small", SMALL, "price at 50 m²"), ("large", LARGE, "price at 180 m²"))
        return [
            Grip(name, self._houses, x, np.polyval(result.path[0], x), up=control)
            for control, x, name in places
        ]

    def hovered(self, where: Place | None) -> None:
        """Over the valley: say the error under the pointer."""
        words = ""
        if where is not None and where.axes is self._valley:
            at = np.array([where.x]), np.array([where.y])
            error = errors_of(*at, self.sizes, self.prices).item()
            words = f"here: error {spell(error)}"
        self.error_here.set_text(words)

    def clicked(self, where: Place) -> dict[str, float]:
        """Over the valley: lay the line that has this w and this b."""
        if where.axes is not self._valley:
            return {}
        return {"small": where.x * SMALL + where.y, "large": where.x * LARGE + where.y}

    def readout(self, result) -> str:
        """The line, its error, and where descent has brought it."""
        (w, b), error = result.path[0], spell(result.errors[0])
        words = f"The hand's line: w = {w:.2f}, b = {b:.2f}, squared error {error}."
        steps = len(result.path) - 1
        if steps:
            (w, b), error = result.path[-1], spell(result.errors[-1])
            words += (
                f"\nAfter {steps} step{'s' if steps > 1 else ''} of descent: w = {spell(w)}, "
                f"b = {spell(b)}, squared error {error}."
            )
        return words.replace("-", "−")

    def warning(self, result) -> str:
        """Say so where the neuron is dead, or where the steps lead ever higher."""
        if result.dead:
            return (
                "This neuron is dead: it says 0 for every house, so both slopes are 0 and "
                "descent cannot move it."
            )
        if result.errors[-1] > 2 * result.errors[0]:
            return "The error has more than doubled: the steps are too long."
        return ""
