"""Gradient descent on a bowl: every step visible on the cost of two parameters. Page 07 uses it.

Logistic regression with one feature has two parameters, so its cost is a surface that can be
drawn, and training is a path on it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from mpl_toolkits.mplot3d.proj3d import proj_transform

from nnhelpers import arguments
from nnhelpers.explorers.base import Explorer
from nnhelpers.explorers.controls import pick, slider
from nnhelpers.explorers.grips import LOOK, Grip, Place
from nnhelpers.explorers.panels import plain_log
from nnhelpers.network import Network
from nnhelpers.plots import HIGHLIGHT, INK, QUIET, SEQUENTIAL, spell
from nnhelpers.training import Trainer

LEARNING_RATES = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50)
W_RANGE, B_RANGE = (-3.0, 9.0), (-8.0, 4.0)
MOST_STEPS = 100
ON_THE_BOWL = "start, on the bowl"


def one_feature(m: int = 80, rng=None):
    """Return two overlapping classes on a line, X and Y of shape (1, m).

    The classes lie around 0.2 and 1.8, not around 0: that tilts and narrows the bowl.
    """
    rng = np.random.default_rng() if rng is None else rng
    Y = np.arange(m)[np.newaxis] % 2.0
    return 0.2 + 1.6 * Y + rng.normal(scale=0.7, size=(1, m)), Y


@dataclass(frozen=True)
class GradientDescentResult:
    """What GradientDescentExplorer shows.

    Attributes
    ----------
    learning_rate : float
    path : ndarray, shape (steps + 1, 2)
        (w, b) from the start on.
    costs : ndarray, shape (steps + 1,)
    rises : int
        How many steps went uphill.
    unstable, diverged : str or None
        As of a Run.
    """

    learning_rate: float
    path: np.ndarray
    costs: np.ndarray
    rises: int
    unstable: str | None
    diverged: str | None


class GradientDescentExplorer(Explorer):
    """Steps of gradient descent on the cost surface of a logistic regression with w and b.

    Parameters
    ----------
    X, Y : ndarrays, shape (1, m), optional
        One feature and its labels; by default `one_feature(rng=rng)`.
    learning_rate : float
    w, b : float
        The start, within −3 … 9 and −8 … 4.
    steps : int
        0 … 100.
    rng : numpy.random.Generator, optional
    name : str, optional
        As in Explorer.

    Notes
    -----
    `result` is a GradientDescentResult.
    """

    css_name = "gradient-descent"
    title = "Gradient descent: steps down a bowl"
    size = (840, 340)
    hovers = True

    @arguments.takes(
        X=arguments.optional(arguments.array(2)),
        Y=arguments.optional(arguments.array(2)),
        learning_rate=arguments.number(min(LEARNING_RATES), max(LEARNING_RATES)),
        w=arguments.number(*W_RANGE),
        b=arguments.number(*B_RANGE),
        steps=arguments.count(0, MOST_STEPS),
        rng=arguments.rng,
        name=arguments.optional(arguments.text),
    )
    def __init__(
        self,
        X=None,
        Y=None,
        learning_rate: float = 1.0,
        w: float = -2.0,
        b: float = 3.0,
        steps: int = 20,
        rng=None,
        name: str | None = None,
    ) -> None:
        arguments.both_or_neither(X=X, Y=Y)
        self.net = Network((1, 1))
        self.X, self.Y = one_feature(rng=rng) if X is None else (X, Y)
        self._make_surface()
        controls = {
            "learning_rate": pick("learning rate", learning_rate, LEARNING_RATES),
            "steps": slider("steps", steps, 0, MOST_STEPS),
            "w": slider("start: weight w", float(w), *W_RANGE, 0.1),
            "b": slider("start: bias b", float(b), *B_RANGE, 0.1),
        }
        super().__init__(controls, name=name)

    def _make_surface(self) -> None:
        """Compute the cost on a grid as one stack of networks, and its lowest point."""
        w, b = np.meshgrid(np.linspace(*W_RANGE, 61), np.linspace(*B_RANGE, 61))
        self.grid = w, b
        self.surface = self._costs(w.ravel(), b.ravel()).reshape(w.shape)
        lowest = np.unravel_index(self.surface.argmin(), w.shape)
        start = {"W1": np.full((1, 1), w[lowest]), "b1": np.full((1, 1), b[lowest])}
        trainer = Trainer(self.net, self.X, self.Y, start, learning_rate=0.5).step(500)
        self.minimum = np.array([trainer.params["W1"].item(), trainer.params["b1"].item()])
        self.lowest_cost = self._costs(*self.minimum[:, np.newaxis]).item()

    def _costs(self, w, b):
        """Costs at the points (w, b), all of shape (K,)."""
        params = {"W1": w[:, np.newaxis, np.newaxis], "b1": b[:, np.newaxis, np.newaxis]}
        return self.net.cost(self.net.forward(self.X, params), self.Y)

    def compute(
        self, learning_rate: float, steps: int, w: float, b: float
    ) -> GradientDescentResult:
        """Take `steps` steps from (w, b), one at a time."""
        start = {"W1": np.full((1, 1), float(w)), "b1": np.full((1, 1), float(b))}
        trainer = Trainer(
            self.net, self.X, self.Y, start, learning_rate=learning_rate, record_every=1
        )
        path = [(w, b)]
        for _ in range(steps):
            params = trainer.step().params
            path.append((params["W1"].item(), params["b1"].item()))
        path = np.array(path)
        costs = self._costs(*path.T)
        return GradientDescentResult(
            learning_rate=learning_rate,
            path=path,
            costs=costs,
            rises=int(np.sum(np.diff(costs) > 0)),
            unstable=trainer.unstable if steps else None,
            diverged=trainer.diverged,
        )

    # ------------------------------------------------------------ view

    def build(self, figure):
        """Three panels: the surface, its contours, the cost after each step."""
        grid = figure.add_gridspec(1, 3, width_ratios=(1.1, 1, 0.9))
        solid = figure.add_subplot(grid[0, 0], projection="3d")
        flat, costs = figure.add_subplot(grid[0, 1]), figure.add_subplot(grid[0, 2])
        return [
            *self._build_solid(solid),
            *self._build_flat(flat),
            *self._build_costs(costs),
        ]

    def _build_solid(self, axes):
        axes.plot_surface(
            *self.grid, self.surface, cmap=SEQUENTIAL, alpha=0.75, linewidth=0, rcount=40, ccount=40
        )
        axes.set(xlabel="w", ylabel="b", xlim=W_RANGE, ylim=B_RANGE)
        axes.set(zlim=(0, self.surface.max()))
        axes.set_title("Cost J(w, b)", y=1.04)
        axes.tick_params(labelsize=7, pad=-2)
        axes.view_init(42, 25)
        self.solid_path = axes.plot(
            [], [], [], "o-", color=HIGHLIGHT, markersize=3.5, linewidth=1.5, zorder=10
        )
        (self.solid_start,) = axes.plot([], [], [], zorder=11, **LOOK)
        self._solid = axes
        return [*self.solid_path, self.solid_start]

    def _build_flat(self, axes):
        levels = self.lowest_cost + (self.surface.max() - self.lowest_cost) * (
            np.linspace(0.02, 1, 14) ** 2
        )
        axes.imshow(
            self.surface, extent=(*W_RANGE, *B_RANGE), origin="lower", aspect="auto",
            interpolation="bilinear", cmap=SEQUENTIAL, alpha=0.75,
        )  # fmt: skip
        axes.contour(*self.grid, self.surface, levels=levels, colors="white", linewidths=0.7)
        axes.plot(*self.minimum, "*", color="white", markeredgecolor=INK, markersize=13)
        axes.set(title="The same from above", xlabel="w", ylabel="b", xlim=W_RANGE, ylim=B_RANGE)
        (self.flat_path,) = axes.plot(
            [], [], "o-", color=HIGHLIGHT, markersize=4, linewidth=1.5, markeredgecolor="white",
            markeredgewidth=0.5,
        )  # fmt: skip
        (self.flat_start,) = axes.plot([], [], **LOOK)
        self.cost_here = axes.text(
            0.02, 0.02, "", transform=axes.transAxes, color="white", fontsize=9, weight="bold"
        )
        self._flat = axes
        return [self.flat_path, self.flat_start, self.cost_here]

    def _build_costs(self, axes):
        top = 2 * self.surface.max()
        axes.axhline(self.lowest_cost, color=QUIET, linestyle="--", linewidth=1)
        axes.text(MOST_STEPS, self.lowest_cost * 0.97, "lowest", color=QUIET, ha="right", va="top")
        axes.set(title="Cost after each step", xlabel="step", yscale="log")
        axes.set(xlim=(-2, MOST_STEPS + 2), ylim=(self.lowest_cost * 0.6, top))
        plain_log(axes.yaxis)
        (self.curve,) = axes.plot([], [], "o-", color=HIGHLIGHT, markersize=3, linewidth=1.5)
        (self.last,) = axes.plot([], [], **LOOK)
        self._steps_axes = axes
        return [self.curve, self.last]

    def draw(self, result) -> None:
        """Move the path in all three panels."""
        w, b = result.path.T
        self.flat_path.set_data(w, b)
        self.flat_start.set_data(w[:1], b[:1])
        # a three-dimensional path is not clipped at its axes: what lies outside is left out
        inside = (w >= W_RANGE[0]) & (w <= W_RANGE[1]) & (b >= B_RANGE[0]) & (b <= B_RANGE[1])
        solid = np.where(inside, [w, b, result.costs], np.nan)
        self.solid_path[0].set_data_3d(*solid)
        self.solid_start.set_data_3d(*solid[:, :1])
        self.curve.set_data(np.arange(len(w)), result.costs)
        top = self._steps_axes.get_ylim()[1]
        self.last.set_data([len(w) - 1], [min(result.costs[-1], top / 1.1)])

    def grips(self, result) -> list[Grip]:
        """The start on both pictures of the bowl, and the number of steps."""
        (w, b), cost = result.path[0], result.costs[0]
        x, y = proj_transform(w, b, cost, self._solid.get_proj())[:2]
        (steps,), (last,) = self.last.get_data()
        return [
            Grip(ON_THE_BOWL, self._solid, x, y, across="w", up="b"),
            Grip("start, from above", self._flat, w, b, across="w", up="b"),
            Grip("number of steps", self._steps_axes, steps, last, across="steps"),
        ]

    def dragged(self, grip: Grip, x: float, y: float) -> dict[str, float]:
        """On the bowl: the point of the surface that is seen there."""
        if grip.name != ON_THE_BOWL:
            return super().dragged(grip, x, y)
        w, b = (each.ravel() for each in self.grid)
        seen = proj_transform(w, b, self.surface.ravel(), self._solid.get_proj())
        nearest = np.argmin((seen[0] - x) ** 2 + (seen[1] - y) ** 2)
        return {"w": w[nearest], "b": b[nearest]}

    def hovered(self, where: Place | None) -> None:
        """From above: say the cost under the pointer."""
        words = ""
        if where is not None and where.axes is self._flat:
            cost = self._costs(np.array([where.x]), np.array([where.y])).item()
            words = f"here: J({where.x:.1f}, {where.y:.1f}) = {spell(cost)}".replace("-", "−")
        self.cost_here.set_text(words)

    def clicked(self, where: Place) -> dict[str, float]:
        """From above: start there."""
        return {"w": where.x, "b": where.y} if where.axes is self._flat else {}

    def readout(self, result) -> str:
        """Where the path ends, how far above the lowest cost, how often it went uphill."""
        (w, b), steps = result.path[-1], len(result.costs) - 1
        if steps == 0:
            return f"The start: cost {spell(result.costs[0])}. Move the slider 'steps'."
        words = (
            f"After {steps} step{'s' if steps > 1 else ''}: w = {w:.2f}, b = {b:.2f}, "
            f"cost {spell(result.costs[-1])}; the lowest possible is {spell(self.lowest_cost)}, "
            f"at w = {self.minimum[0]:.2f}, b = {self.minimum[1]:.2f}."
        )
        if result.rises:
            words += f"\nThe cost rose in {result.rises} of {steps} steps: they went too far."
        else:
            words += "\nEvery step went downhill."
        if not (W_RANGE[0] <= w <= W_RANGE[1] and B_RANGE[0] <= b <= B_RANGE[1]):
            words += " The path ends outside the picture."
        return words

    def warning(self, result) -> str:
        """Say so when the cost rises above twice the first one."""
        return result.diverged or result.unstable or ""
