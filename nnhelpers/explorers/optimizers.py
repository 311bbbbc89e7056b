"""Four optimizers on one cost surface: their paths, their costs, and which rate suits which.

All paths for all learning rates are walked at once, so that no slider waits. Page 07 uses it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from nnhelpers import arguments
from nnhelpers.explorers.base import Explorer
from nnhelpers.explorers.controls import choice, pick, slider
from nnhelpers.explorers.grips import LOOK, Grip, Place
from nnhelpers.explorers.panels import plain_log
from nnhelpers.optimizers import OPTIMIZERS
from nnhelpers.plots import INK, QUIET, SERIES, spell
from nnhelpers.surfaces import LIMIT, SURFACES, descend

LEARNING_RATES = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
BETAS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98)
NOISES = (0.0, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
MOST_STEPS = 150
SEED = 7  # of the noise: the same for every state of the controls
LOWEST, HIGHEST = 1e-4, 100.0  # of the cost axes; what lies beyond is drawn at their edge
NEAR = 0.15  # of a minimum: there
FLAT = 0.02  # of the slope: hardly moves
NAMES = {name: name.replace("_", " ") for name in OPTIMIZERS}
NAMES |= {"rmsprop": "RMSprop", "adam": "Adam"}
# the keyword that "memory β" moves
MEMORIES = {"gradient_descent": None, "momentum": "beta", "rmsprop": "beta", "adam": "beta1"}
MARKERS = ("o", "^", "s", "D")
PALE = LinearSegmentedColormap.from_list("pale", ["#ffffff", "#b8c4d6"])


@dataclass(frozen=True)
class OptimizersResult:
    """What OptimizersExplorer shows.

    Attributes
    ----------
    surface : str
    learning_rate : float
    paths : dict of str to ndarray, shape (2, steps + 1)
        By the name of the optimizer.
    costs : dict of str to ndarray, shape (steps + 1,)
        Infinite where a path has diverged.
    ends : dict of str to ndarray, shape (number of rates,)
        The cost after the steps for each of LEARNING_RATES.
    fates : dict of str to str
        What has become of each path, in words.
    """

    surface: str
    learning_rate: float
    paths: dict
    costs: dict
    ends: dict
    fates: dict


@lru_cache(maxsize=8)
def race(surface: str, x: float, y: float, beta: float, noise: float):
    """Paths (2, R, 151) and costs (R, 151) of each optimizer, for each of LEARNING_RATES."""
    rates, paths, costs = np.array(LEARNING_RATES), {}, {}
    for name, memory in MEMORIES.items():
        draws = _SameForAllRates(np.random.default_rng(SEED))
        hyper = {memory: beta} if memory else {}
        paths[name] = descend(surface, (x, y), name, rates, MOST_STEPS, noise, draws, **hyper)
        with np.errstate(all="ignore"):
            J = SURFACES[surface].value(*paths[name])
        costs[name] = np.where(np.isfinite(J), J, np.inf)
    return paths, costs


class _SameForAllRates(np.random.Generator):
    """A generator whose errors are the same for every learning rate, so that rates compare."""

    def __init__(self, rng) -> None:
        super().__init__(rng.bit_generator)

    def normal(self, size):
        """Errors of the slopes, shape (2, R): one pair for all R."""
        return np.broadcast_to(super().normal(size=(2, 1)), size)


def fate(surface: str, point) -> str:
    """What has become of a path that has come to this point, in words."""
    if not np.all(np.abs(point) <= LIMIT):
        return "has left the picture"
    where = SURFACES[surface]
    lowest = [each for each in where.minima if where.value(*each) < 1e-9]
    if min(np.hypot(*np.subtract(point, each)) for each in lowest) < NEAR:
        return "is in the minimum"
    if np.hypot(*where.gradient(*point)) < FLAT:
        least, most = np.linalg.eigvalsh(where.hessian(*point))
        if least > FLAT:
            return "is in a higher minimum"
        saddle = least < -FLAT and most > FLAT
        return "hardly moves, near a saddle point" if saddle else "hardly moves: it is flat"
    return "is on its way"


class OptimizersExplorer(Explorer):
    """Gradient descent, momentum, RMSprop and Adam from one start on a surface.

    Parameters
    ----------
    surface : str
        A name in nnhelpers.surfaces.SURFACES.
    learning_rate : float
        The same for all four; the right panel shows what another one would bring.
    beta : float
        β of momentum and RMSprop, β₁ of Adam (whose β₂ is 0.999).
    noise : float
        Standard deviation of an error in each slope.
    steps : int
        0 … 150.
    x, y : float
        The start, within ±3.
    name : str, optional
        As in Explorer.

    Notes
    -----
    `result` is an OptimizersResult.
    """

    css_name = "optimizers"
    title = "Four optimizers on one surface"
    size = (860, 350)
    hovers = True

    @arguments.takes(
        surface=arguments.one_of(*SURFACES),
        learning_rate=arguments.number(min(LEARNING_RATES), max(LEARNING_RATES)),
        beta=arguments.number(min(BETAS), max(BETAS)),
        noise=arguments.number(min(NOISES), max(NOISES)),
        steps=arguments.count(0, MOST_STEPS),
        x=arguments.number(-LIMIT, LIMIT),
        y=arguments.number(-LIMIT, LIMIT),
        name=arguments.optional(arguments.text),
    )
    def __init__(
        self,
        surface: str = "narrow valley",
        learning_rate: float = 0.1,
        beta: float = 0.9,
        noise: float = 0.0,
        steps: int = 60,
        x: float = -2.5,
        y: float = 1.5,
        name: str | None = None,
    ) -> None:
        controls = {
            "surface": choice("surface", surface, list(SURFACES)),
            "learning_rate": pick("learning rate", learning_rate, LEARNING_RATES),
            "beta": pick("memory β", beta, BETAS),
            "noise": pick("noise in the slope", noise, NOISES),
            "steps": slider("steps", steps, 0, MOST_STEPS),
            "x": slider("start: x", float(x), -LIMIT, LIMIT, 0.05),
            "y": slider("start: y", float(y), -LIMIT, LIMIT, 0.05),
        }
        super().__init__(controls, name=name)

    def compute(
        self,
        surface: str,
        learning_rate: float,
        beta: float,
        noise: float,
        steps: int,
        x: float,
        y: float,
    ) -> OptimizersResult:
        """The first `steps` steps of all four paths."""
        paths, costs = race(surface, x, y, beta, noise)
        k = LEARNING_RATES.index(learning_rate)
        mine = {name: paths[name][:, k, : steps + 1] for name in OPTIMIZERS}
        return OptimizersResult(
            surface=surface,
            learning_rate=learning_rate,
            paths=mine,
            costs={name: costs[name][k, : steps + 1] for name in OPTIMIZERS},
            ends={name: costs[name][:, steps] for name in OPTIMIZERS},
            fates={name: fate(surface, path[:, -1]) for name, path in mine.items()},
        )

    # ------------------------------------------------------------ view

    def build(self, figure):
        """Three panels: the surface from above, cost after each step, cost over the rate."""
        grid = figure.add_gridspec(1, 3, width_ratios=(1.25, 1, 1))
        flat, costs, ends = (figure.add_subplot(grid[0, k]) for k in range(3))
        moving = [*self._build_map(flat), *self._build_costs(costs), *self._build_ends(ends)]
        handles = list(self.by_rate.values())
        figure.legend(handles=handles, loc="outside upper center", ncols=4, frameon=False)
        self._surface = None
        return moving

    def _build_map(self, axes):
        axes.set(title="Surface from above, paths", xlabel="x", ylabel="y")
        axes.set(xlim=(-LIMIT, LIMIT), ylim=(-LIMIT, LIMIT))
        self.maps = {}
        for name, surface in SURFACES.items():
            x, y, J = surface.grid(91)
            levels = J.max() * np.linspace(0, 1, 15) ** 2
            shades = axes.contourf(x, y, J, levels=levels, cmap=PALE)
            lines = axes.contour(x, y, J, levels=levels[1:], colors="#8795ab", linewidths=0.6)
            (lowest,) = axes.plot(*surface.minima[0], "*", color="white", mec=INK, ms=13)
            self.maps[name] = [shades, lines, lowest]
        self.tracks, self.ends_of_tracks = {}, {}
        for name, marker, (color, _) in zip(OPTIMIZERS, MARKERS, SERIES):
            style = {"color": color, "linewidth": 1.6, "markersize": 3}
            (self.tracks[name],) = axes.plot([], [], marker=marker, **style)
            (self.ends_of_tracks[name],) = axes.plot(
                [], [], marker=marker, ms=8, color=color, mec="white", linestyle="none"
            )
        (self.start,) = axes.plot([], [], **LOOK)
        self.cost_here = axes.text(
            0.02, 0.02, "", transform=axes.transAxes, color=INK, fontsize=9, weight="bold"
        )
        self._map = axes
        return [*self.tracks.values(), *self.ends_of_tracks.values(), self.start, self.cost_here]

    def _build_costs(self, axes):
        axes.set(title="Cost after each step", xlabel="step", yscale="log")
        axes.set(xlim=(-4, MOST_STEPS + 4), ylim=(LOWEST, HIGHEST))
        plain_log(axes.yaxis)
        self.curves = {}
        for name, (color, style) in zip(OPTIMIZERS, SERIES):
            look = {"color": color, "linestyle": style, "linewidth": 1.8}
            (self.curves[name],) = axes.plot([], [], **look)
        (self.last,) = axes.plot([], [], **LOOK)
        self._steps_axes = axes
        return [*self.curves.values(), self.last]

    def _build_ends(self, axes):
        axes.set(title="Last cost, by rate", xlabel="learning rate")
        axes.set(xscale="log", yscale="log", ylim=(LOWEST, HIGHEST))
        axes.set(xlim=(LEARNING_RATES[0] / 1.4, LEARNING_RATES[-1] * 1.4))
        plain_log(axes.xaxis, sparse=True)
        plain_log(axes.yaxis)
        self.by_rate = {}
        for name, marker, (color, style) in zip(OPTIMIZERS, MARKERS, SERIES):
            look = {"color": color, "linestyle": style, "linewidth": 1.4, "markersize": 4}
            look["label"] = NAMES[name]
            (self.by_rate[name],) = axes.plot(
                LEARNING_RATES, np.ones(len(LEARNING_RATES)), marker=marker, **look
            )
        self.rate_line = axes.axvline(1, color=QUIET, linewidth=1)
        (self.rate,) = axes.plot([], [], **LOOK)
        self._rate_axes = axes
        return [self.rate_line, *self.by_rate.values(), self.rate]

    def draw(self, result) -> None:
        """Move the paths and curves; another surface is another background."""
        if result.surface != self._surface:
            self._surface = result.surface
            for name, artists in self.maps.items():
                for artist in artists:
                    artist.set_visible(name == result.surface)
            self.picture.redraw_background()
        for name in OPTIMIZERS:
            x, y = np.clip(result.paths[name], -1e4, 1e4)
            self.tracks[name].set_data(x, y)
            self.ends_of_tracks[name].set_data(x[-1:], y[-1:])
            shown = np.clip(result.costs[name], LOWEST, HIGHEST)
            self.curves[name].set_data(np.arange(len(shown)), shown)
            self.by_rate[name].set_ydata(np.clip(result.ends[name], LOWEST, HIGHEST))
        start = next(iter(result.paths.values()))[:, :1]
        self.start.set_data(*start)
        self.last.set_data([len(x) - 1], [self._disc_height])
        self.rate.set_data([result.learning_rate], [self._disc_height])
        self.rate_line.set_xdata([result.learning_rate] * 2)

    _disc_height = LOWEST * 1.7  # the two discs lie at the lower edge, beside no curve

    def grips(self, result) -> list[Grip]:
        """The start, the number of steps and the learning rate."""
        x, y = (float(each[0]) for each in self.start.get_data())
        (steps,), rate = self.last.get_xdata(), result.learning_rate
        return [
            Grip("start of all paths", self._map, x, y, across="x", up="y"),
            Grip("steps taken", self._steps_axes, steps, self._disc_height, across="steps"),
            Grip("rate", self._rate_axes, rate, self._disc_height, across="learning_rate"),
        ]

    def hovered(self, where: Place | None) -> None:
        """On the surface: say the cost under the pointer."""
        words = ""
        if where is not None and where.axes is self._map:
            cost = SURFACES[self.values["surface"]].value(where.x, where.y)
            words = f"here: J({where.x:.1f}, {where.y:.1f}) = {cost:.2f}"
        self.cost_here.set_text(words.replace("-", "−"))

    def clicked(self, where: Place) -> dict[str, float]:
        """On the surface: start there."""
        return {"x": where.x, "y": where.y} if where.axes is self._map else {}

    def readout(self, result) -> str:
        """What has become of the four, and which rate would have been best for each."""
        steps = len(result.costs["adam"]) - 1
        about = f"{result.surface[0].upper()}{result.surface[1:]}: {self.about(result)}."
        if steps == 0:
            cost = spell(result.costs["adam"][0])
            return f"{about}\nAll four at the start, cost {cost}. Move the slider 'steps'."
        fates = "; ".join(
            f"{NAMES[name]} {result.fates[name]} ({_cost(result.costs[name][-1])})"
            for name in OPTIMIZERS
        )
        best = ", ".join(
            f"{NAMES[name]} {LEARNING_RATES[int(np.argmin(ends))]:g} ({_cost(ends.min())})"
            for name, ends in result.ends.items()
        )
        return (
            f"{about}\nAfter {steps} step{'s' if steps > 1 else ''}: {fates}.\n"
            f"Best rate for this start and so many steps: {best}."
        )

    def about(self, result) -> str:
        """What the surface is."""
        return SURFACES[result.surface].about

    def warning(self, result) -> str:
        """Name the paths that have left the finite numbers or climbed above twice the start."""
        wild = [NAMES[name] for name, costs in result.costs.items() if costs[-1] > 2 * costs[0] + 1]
        return f"The rate is too large for {' and '.join(wild)}." if wild else ""


def _cost(J: float) -> str:
    """A cost in plain words: at most two digits, and no smaller than the axis shows."""
    if J < LOWEST:
        return f"cost below {LOWEST:g}"
    return f"cost {J:.2g}" if J <= HIGHEST else f"cost above {HIGHEST:g}"
