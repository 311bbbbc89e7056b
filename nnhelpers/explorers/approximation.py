"""A curve approximated by a sum of units: how many it takes, and whether training finds them.

Page 08 uses it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.collections import LineCollection

from nnhelpers import arguments, propagation
from nnhelpers.explorers.controls import choice, pick, slider
from nnhelpers.explorers.live import LiveExplorer
from nnhelpers.explorers.panels import plain_log
from nnhelpers.network import Network
from nnhelpers.plots import HIGHLIGHT, INK, QUIET, layer_colour
from nnhelpers.training import Trainer

INTERVALS = 120  # with the zigzag's corners at ends of them
X = np.arange(INTERVALS + 1) / INTERVALS
HEIGHTS = (-1.4, 1.4)  # of the picture
ERRORS = (0.001, 1.5)  # of the pictures of the error
UNITS = (1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50)
STEEP = {"relu": 3.0, "tanh": 6.0}  # standard deviation of the first weights
LEARNING_RATE = 0.03  # at first; halved after each fifth of a run
STARTS = 8
BY_HAND = "drawn by hand"
CURVES = {
    "sine": np.sin(4 * np.pi * X),
    "bump": 2 * np.exp(-(((X - 0.5) / 0.12) ** 2)) - 1,
    "step": np.where(X < 0.5, -0.8, 0.8),
    "zigzag": 4 * abs(3 * X % 1 - 0.5) - 1,
    "sawtooth": 2 * (3 * X - np.minimum(np.floor(3 * X), 2)) - 1,
    BY_HAND: 0.9 * np.sin(7 * X**1.5) - 0.3 * X,  # until a hand has drawn another
}
KINKS = 5  # of the zigzag: one ReLU unit for each, and one for its first piece


@dataclass(frozen=True)
class ApproximationResult:
    """What ApproximationExplorer shows.

    Attributes
    ----------
    kind : tuple
        Name of the curve, hidden layers, activation.
    target, approximation : ndarrays, shape (121,)
        The curve, and what the network says at the same places 0, 1/120, … 1.
    parts : ndarray, shape (units, 121)
        What each unit of the last hidden layer adds: its output times its outgoing weight.
        Together with the last bias they are the approximation.
    trainer : Session
    iteration : int
    error, largest : float
        Root of the mean squared difference of the two curves, and their largest distance.
    """

    kind: tuple[str, int, str]
    target: np.ndarray
    approximation: np.ndarray
    parts: np.ndarray
    trainer: Session
    iteration: int
    error: float
    largest: float


class Session(Trainer):
    """A Trainer that knows the name of its curve and its heights."""

    curve = ""
    heights = CURVES["sine"]


class ApproximationExplorer(LiveExplorer):
    """A network with one input learns a curve by Adam: the sum, its parts, and the error.

    Parameters
    ----------
    target : str
        sine, bump, step, zigzag, sawtooth or "drawn by hand": what is shown first.
    units : int
        Of each hidden layer at first; the slider stops at 1 … 6, 8, 10, 15, 20, 30, 50.
    layers : int
        Hidden layers at first, 1 or 2.
    activation : str
        relu or tanh.
    iterations : int
        Length of a run.
    rng : numpy.random.Generator, optional
        Draws the seed of the initial weights; the control `start` chooses one of eight sets.
    name : str, optional
        As in Explorer.

    Notes
    -----
    `result` is an ApproximationResult, `reached` the errors at the ends of runs by units, of this
    curve and kind of network. `set_curve(heights)` does what drawing does. At the start the units
    of layer 1 are spread over the curve: with biases of 0 all ReLUs would have their kink at 0.
    The learning rate is halved after each fifth of a run, so that its last steps do not shake.
    """

    css_name = "approximation"
    title = "Universal approximation: a curve as a sum of units (draw your own on the picture)"
    size = (860, 380)
    seconds = 4.0

    @arguments.takes(
        target=arguments.one_of(*CURVES),
        units=arguments.count(1, max(UNITS)),
        layers=arguments.count(1, 2),
        activation=arguments.one_of(*STEEP),
        iterations=arguments.count(1, 1_000_000),
        rng=arguments.rng,
        name=arguments.optional(arguments.text),
    )
    def __init__(
        self,
        target: str = "sine",
        units: int = 5,
        layers: int = 1,
        activation: str = "relu",
        iterations: int = 2000,
        rng=None,
        name: str | None = None,
    ) -> None:
        rng = np.random.default_rng() if rng is None else rng
        self._seed = int(rng.integers(2**31))
        self.iterations = iterations
        self._forget()
        controls = {
            "target": choice("curve", target, list(CURVES)),
            "units": pick("units in a layer", units, UNITS),
            "layers": slider("hidden layers", layers, 1, 2),
            "activation": choice("activation", activation, list(STEEP)),
            "start": slider("start (weights)", 1, 1, STARTS),
        }
        super().__init__(controls, name=name)

    def set_curve(self, heights) -> None:
        """Take these heights, shape (121,), at 0, 1/120, … 1 for the curve drawn by hand.

        Raises
        ------
        ValueError
            For another shape, or heights that are not finite.
        """
        heights = np.asarray(heights, dtype=float)
        if heights.shape != X.shape or not np.isfinite(heights).all():
            raise ValueError(
                f"heights has the shape {heights.shape}; {X.shape} finite numbers were expected, "
                "the curve's heights at 0, 1/120, … 1"
            )
        self._take(np.clip(heights, *HEIGHTS))
        self.set(target=BY_HAND)

    def _take(self, heights) -> None:
        self.curves[BY_HAND] = heights
        self._reached = {key: known for key, known in self._reached.items() if BY_HAND not in key}

    def _forget(self) -> None:
        """Back to the curves of the beginning, and no errors known."""
        self.curves = dict(CURVES)
        self._reached: dict[tuple, dict[int, float]] = {}

    @property
    def reached(self) -> dict[int, float]:
        """The errors at the ends of the runs seen so far, by units; of several starts the last."""
        return self._reached.setdefault(self.result.kind, {})

    # ------------------------------------------------------------ training

    def start(self, target, units, layers, activation, start) -> Session:
        """Begin a run: the same weights for the same start."""
        net = Network((1, *[int(units)] * layers, 1), hidden=activation, output="identity")
        heights = self.curves[target]
        session = Session(
            net, X[np.newaxis], heights[np.newaxis],
            params=initial_params(net, np.random.default_rng([self._seed, start])),
            learning_rate=LEARNING_RATE, optimizer="adam", decay="step",
            decay_every=max(1, self.iterations // 5),
            record_every=max(1, self.iterations // 200),
        )  # fmt: skip
        session.curve, session.heights = target, heights
        return session

    def snapshot(self, trainer) -> ApproximationResult:
        """Compare the curve with the network as it is now."""
        net, params = trainer.net, trainer.params
        with np.errstate(all="ignore"):
            cache = propagation.forward(net, X[np.newaxis], params)
        approximation = cache[f"A{net.L}"][0]
        misses = approximation - trainer.heights
        return ApproximationResult(
            kind=(trainer.curve, net.L - 1, net.hidden),
            target=trainer.heights,
            approximation=approximation,
            parts=params[f"W{net.L}"].T * cache[f"A{net.L - 1}"],
            trainer=trainer,
            iteration=trainer.iteration,
            error=float(np.sqrt(np.mean(misses**2))),
            largest=float(abs(misses).max()),
        )

    # ------------------------------------------------------------ view

    def build(self, figure):
        """Left the curves, on which a hand can draw; right the error, by iterations and units."""
        grid = figure.add_gridspec(2, 2, width_ratios=(1.75, 1))
        places = grid[:, 0], grid[0, 1], grid[1, 1]
        curves, training, by_units = (figure.add_subplot(place) for place in places)
        return [*self._build_curves(curves), *self._build_errors(training, by_units)]

    def _build_curves(self, axes) -> list:
        axes.set(xlabel="x", xlim=(0, 1), ylim=HEIGHTS)
        axes.set_title("The curve, and the sum of the units", pad=20)
        axes.axhline(0, color=QUIET, linewidth=0.8)
        self._curves = axes
        self.parts = LineCollection([], linewidths=1.1, alpha=0.45)
        axes.add_collection(self.parts, autolim=False)
        (self.target,) = axes.plot([], [], color=INK, linewidth=3, alpha=0.55, label="curve")
        (self.sum,) = axes.plot([], [], "--", color=HIGHLIGHT, linewidth=2.4, label="network")
        axes.plot([], [], color=QUIET, linewidth=1.1, alpha=0.7, label="single units")
        axes.legend(
            loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3, frameon=False, borderaxespad=0.1
        )
        return [self.parts, self.target, self.sum]

    def _build_errors(self, training, by_units) -> list:
        training.set(title="Error during training", xlabel="iteration", xlim=(0, self.iterations))
        by_units.set(title="Error against units, so far", xlabel="units", xscale="log")
        by_units.set(xlim=(0.85, 60), xticks=(1, 2, 5, 10, 20, 50))
        for axes in (training, by_units):
            axes.set(yscale="log", ylim=ERRORS)
            plain_log(axes.yaxis, sparse=True)
            axes.grid(True, axis="y")
        plain_log(by_units.xaxis)
        (self.errors,) = training.plot([], [], color=HIGHLIGHT)
        (self.by_units,) = by_units.plot([], [], "o-", color=QUIET, markersize=4.5, linewidth=1)
        (self.here,) = by_units.plot([], [], "o", color=HIGHLIGHT, markersize=8)
        return [self.errors, self.by_units, self.here]

    def draw(self, result) -> None:
        """Move the curves and the errors; at the end of a run its error is kept."""
        net = result.trainer.net
        units = net.layer_sizes[-2]
        if self._at_the_end(result):
            self.reached[units] = result.error
        self.target.set_data(X, result.target)
        self.sum.set_data(X, result.approximation)
        self.parts.set_segments([np.column_stack([X, part]) for part in result.parts])
        self.parts.set_color([layer_colour(k, units) for k in range(1, units + 1)])
        self.errors.set_data(result.trainer.iterations, np.sqrt(result.trainer.costs))
        known = sorted(self.reached.items())
        self.by_units.set_data([n for n, _ in known], [error for _, error in known])
        self.here.set_data([units], [result.error])

    def _at_the_end(self, result) -> bool:
        return result.iteration >= self.iterations and result.trainer.diverged is None

    def drawing_area(self):
        """The curve is drawn where it is seen."""
        return self._curves

    def stroke(self, points, starts: bool, ends: bool) -> dict:
        """Bend the curve shown to the hand's path."""
        heights = self.curves[self.values["target"]].copy()
        if starts:
            self._hand = None
        for point in points:
            bend(heights, point if self._hand is None else self._hand, point)
            self._hand = point
        self._take(heights)
        return {"target": BY_HAND}

    def press(self, name: str) -> None:
        """Do what the button `name` does; a reset also forgets the errors and the drawing."""
        if name == "reset":
            self._forget()
        super().press(name)

    def readout(self, result) -> str:
        """Where training stands, the network's size, and the errors so far."""
        net = result.trainer.net
        *layers, units = net.layer_sizes[1:-1]
        size = f"{units} + {units}" if layers else f"{units}"
        idle = int(np.sum(~result.parts.any(axis=1)))
        count = f"{size} {net.hidden} unit{'s' if units > 1 else ''}"
        count += f" ({idle} of {units} add{'s' if idle == 1 else ''} nothing)" if idle else ""
        so_far = ", ".join(f"{n}: {error:.2g}" for n, error in sorted(self.reached.items()))
        return (
            f"Iteration {result.iteration} of {self.iterations}: typical error {result.error:.2g}, "
            f"largest {result.largest:.2g} (the curve lies between −1 and 1).\n"
            f"{count}, {net.parameter_count} parameters. "
            f"Errors so far, by units: {so_far or 'none'}."
        )

    def warning(self, result) -> str:
        """Say so where the units would do and training has not found how."""
        enough = result.trainer.net.layer_sizes[1] > KINKS and result.kind == ("zigzag", 1, "relu")
        if enough and self._at_the_end(result) and result.error > 0.05:
            return (
                f"{KINKS + 1} ReLU units could draw this zigzag without any error; gradient "
                "descent has not found them from this start. Try others."
            )
        return result.trainer.diverged or ""


def initial_params(net, rng) -> dict:
    """Weights as for He, but those of layer 1 so that its units are spread over 0 … 1."""
    params = net.initialize("he", rng)
    W1 = STEEP[net.hidden] * rng.standard_normal(params["W1"].shape)
    return {**params, "W1": W1, "b1": -W1 * rng.uniform(0, 1, W1.shape)}


def bend(heights, start, end) -> None:
    """Lay `heights`, shape (121,), from the point `start` to `end` on the line between them."""
    first, last = np.rint(INTERVALS * np.array([start[0], end[0]])).astype(int)
    step = 1 if last >= first else -1
    places = np.arange(first, last + step, step)
    heights[places] = np.linspace(start[1], end[1], len(places))
    heights[last] = end[1]
