"""Three lines laid by hand: what three hidden units do before any of them is trained.

Where the lines are is said by angle and offset alone; `straight_lines` holds their geometry.
Page 03 uses it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnhelpers import arguments, sigmoid
from nnhelpers.datasets import flower
from nnhelpers.explorers.base import Explorer
from nnhelpers.explorers.controls import slider
from nnhelpers.explorers.grips import LOOK, Grip
from nnhelpers.explorers.panels import PROBABILITY
from nnhelpers.explorers.picture import Field
from nnhelpers.explorers.straight_lines import ends, feet, heights, normals, turned_towards
from nnhelpers.network import accuracy
from nnhelpers.plots import CLASS_COLOURS, CLASS_MARKERS, INK, QUIET, class_labels, percent_of

LINES = 3
STEEPNESS = 10.0  # of the units: tanh(10 · height) is a clear yes or no 0.2 beside the line
OUTGOING = 5.0  # the last neuron's weight for each of them
LIMITS = (-1.25, 1.25)  # of the plane
KNOB = 0.31  # how far beyond the line its numbered disc lies, where a hand can take it
RADIUS = 0.7  # of the walk around the center: the middle of the petals
LOOKS = (("#332288", "-"), ("#117733", "--"), ("#882255", "-."))
START = ((0, 0), (20, 60), (40, -60))  # angle in degrees, offset in % of a petal, which is 1 long


@dataclass(frozen=True)
class LinesResult:
    """What LinesExplorer shows.

    Attributes
    ----------
    angles, offsets : ndarrays, shape (3,)
        Of the lines, see `straight_lines`.
    walk : ndarray, shape (181,)
        The sum of the three outputs on a walk around the center, every second degree.
    right : float
        The fraction of points on their own side.
    """

    angles: np.ndarray
    offsets: np.ndarray
    walk: np.ndarray
    right: float


def sum_of_units(angles, offsets, points):
    """The sum of tanh(10 · height) over the lines, between −3 and 3: shape (1, m)."""
    return np.tanh(STEEPNESS * heights(angles, offsets, points)).sum(axis=0, keepdims=True)


class LinesExplorer(Explorer):
    """Three tanh units drawn as lines, their sum around the center, and how many points are right.

    Parameters
    ----------
    X, Y : ndarrays, shapes (2, m) and (1, m), optional
        A sample of the flower with six petals; by default 400 points.
    rng : numpy.random.Generator, optional
        Draws the default sample.
    name : str, optional
        As in Explorer.

    Notes
    -----
    `result` is a LinesResult. `lay(angles, offsets)` sets all lines at once.
    """

    css_name = "lines"
    title = "Three lines laid by hand: can their sum tell the petals apart?"
    size = (840, 400)

    @arguments.takes(
        X=arguments.optional(arguments.array(2)),
        Y=arguments.optional(arguments.array(2)),
        rng=arguments.rng,
        name=arguments.optional(arguments.text),
    )
    def __init__(self, X=None, Y=None, rng=None, name: str | None = None) -> None:
        arguments.both_or_neither(X=X, Y=Y)
        self.X, self.Y = flower(rng=rng) if X is None else (X, Y)
        self.directions = np.arange(0, 361, 2)
        self.circle = RADIUS * normals(self.directions).T
        controls = {}
        for k, (angle, offset) in enumerate(START, 1):
            controls[f"angle{k}"] = slider(f"line {k}: angle (°)", angle, 0, 360)
            controls[f"offset{k}"] = slider(f"line {k}: offset (%)", offset, -120, 120)
        super().__init__(controls, name=name)

    def lay(self, angles, offsets) -> None:
        """Lay all lines at once, to the nearest degree and hundredth: angles and offsets (3,)."""
        values = {f"angle{k}": round(float(angle)) % 360 for k, angle in enumerate(angles, 1)}
        hundredths = {f"offset{k}": round(100 * float(each)) for k, each in enumerate(offsets, 1)}
        self.set(**values, **hundredths)

    def compute(self, **values: int) -> LinesResult:
        """The sum of the three units on a walk around the center, and the score."""
        angles = np.array([values[f"angle{k}"] for k in range(1, LINES + 1)])
        offsets = np.array([values[f"offset{k}"] for k in range(1, LINES + 1)]) / 100
        labels = (sum_of_units(angles, offsets, self.X) > 0).astype(float)
        return LinesResult(
            angles=angles,
            offsets=offsets,
            walk=sum_of_units(angles, offsets, self.circle)[0],
            right=accuracy(labels, self.Y),
        )

    # ------------------------------------------------------------ view

    def build(self, figure):
        """Two panels: the plane with points and lines, and the sum on the walk."""
        plane, walk = figure.subplots(1, 2, width_ratios=(1, 1.15))
        self._plane = plane
        return [*self._build_plane(plane), *self._build_walk(walk)]

    def _build_plane(self, axes) -> list:
        axes.set(title="Lines, arrows to their +1 side", xlabel="$x_1$", ylabel="$x_2$")
        axes.set(xlim=LIMITS, ylim=LIMITS)
        axes.set_aspect("equal", anchor="N")
        self.field = Field(axes, PROBABILITY, line=INK)
        self.grid = self.field.points(100)
        labels, points = class_labels(self.Y), []
        for k, (marker, color) in enumerate(zip(CLASS_MARKERS[:2], CLASS_COLOURS[:2])):
            points += axes.plot(
                *self.X[:, labels == k], linestyle="none", marker=marker, markersize=4.5,
                color=color, markeredgecolor="white", markeredgewidth=0.4,
            )  # fmt: skip
        self.lines, self.arrows, self.knobs, self.names = [], [], [], []
        for k, (color, style) in enumerate(LOOKS, 1):
            (line,) = axes.plot([], [], color=color, linestyle=style, linewidth=2.4)
            (arrow,) = axes.plot([], [], color=color, linewidth=2.4)
            (knob,) = axes.plot([], [], **LOOK | {"markersize": 14, "markeredgecolor": color})
            name = axes.text(0, 0, str(k), color=color, ha="center", va="center", weight="bold")
            self.lines.append(line)
            self.arrows.append(arrow)
            self.knobs.append(knob)
            self.names.append(name)
        of_lines = [*self.lines, *self.arrows, *self.knobs, *self.names]
        return [self.field, *points, *of_lines]

    def _build_walk(self, axes) -> list:
        axes.set(title="The sum of the three outputs")
        axes.set(xlabel=f"direction (°) of a walk {RADIUS} from the center", ylabel="sum")
        axes.set(xlim=(0, 360), ylim=(-4.3, 3.9), xticks=range(0, 361, 60), yticks=range(-3, 4))
        for petal in range(6):
            axes.axvspan(
                60 * petal, 60 * petal + 60, color=CLASS_COLOURS[petal % 2], alpha=0.13, lw=0
            )
            axes.text(60 * petal + 30, 3.8, f"class {petal % 2}", ha="center", va="top",
                      fontsize=9, color=INK)  # fmt: skip
        axes.axhline(0, color=QUIET, linewidth=1)
        (self.curve,) = axes.plot([], [], color=INK, linewidth=2)
        style = {"ha": "center", "va": "bottom", "fontsize": 13, "weight": "bold"}
        self.score = axes.text(180, -4.2, "", **style)
        return [self.curve, self.score]

    def draw(self, result) -> None:
        """Move lines, arrows, shades and the curve of the sum."""
        where = result.angles, result.offsets
        self.field.set_values(sigmoid(OUTGOING * sum_of_units(*where, self.grid)))
        tips = feet(*where) + 0.22 * normals(result.angles)
        beyond = _knobs(result)
        for k, (pair, foot) in enumerate(zip(ends(*where, 2.0), feet(*where))):
            self.lines[k].set_data(*pair.T)
            self.arrows[k].set_data(*_arrow(foot, tips[k], normals(result.angles[[k]])[0]))
            self.knobs[k].set_data(beyond[[k], 0], beyond[[k], 1])
            self.names[k].set_position(beyond[k])
        self.curve.set_data(self.directions, result.walk)
        self.score.set_text(f"{percent_of(result.right)} right")

    def grips(self, result) -> list[Grip]:
        """The numbered discs that lie in the plane."""
        return [
            Grip(f"line {k}", self._plane, x, y, across=f"angle{k}", up=f"offset{k}")
            for k, (x, y) in enumerate(_knobs(result), 1)
            if max(abs(x), abs(y)) < LIMITS[1]
        ]

    def dragged(self, grip: Grip, x: float, y: float) -> dict[str, float]:
        """Turn and push the line so that its disc comes to lie there."""
        point = np.clip([x, y], LIMITS[0] + 0.05, LIMITS[1] - 0.05)
        angle, distance = turned_towards(self.values[grip.across], point)
        return {grip.across: angle, grip.up: 100 * (distance - KNOB)}

    def readout(self, result) -> str:
        """Where the lines are, the sum in the middle of each petal, and the score."""
        middles = result.walk[15::30]  # 30°, 90°, …
        sums = ", ".join(f"{round(value, 1) + 0.0:+.1f}" for value in middles).replace("-", "−")
        lines = "; ".join(
            f"line {k} says yes towards {angle:.0f}°, from {offset:.2f} on".replace("-", "−")
            for k, (angle, offset) in enumerate(zip(result.angles, result.offsets), 1)
        )
        return (
            f"{percent_of(result.right)} of {self.X.shape[1]} points are right. "
            f"Sum in the middle of the petals at 30°, 90°, …: {sums}.\n"
            f"{lines[0].upper()}{lines[1:]}."
        )


def _knobs(result):
    """Where the numbered discs lie: (3, 2)."""
    return feet(result.angles, result.offsets) + KNOB * normals(result.angles)


def _arrow(foot, tip, normal):
    """x and y of a shaft with two barbs, as one path."""
    across = np.array([-normal[1], normal[0]])
    barbs = [tip - 0.08 * normal + side * 0.06 * across for side in (1, -1)]
    return np.array([foot, tip, barbs[0], tip, barbs[1]]).T
