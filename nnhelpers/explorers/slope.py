"""The slope of a curve by hand: two points on it, and the second comes nearer and nearer.

The line through both, the secant, turns into the tangent. Page 01 uses it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnhelpers import arguments
from nnhelpers.explorers.base import Explorer
from nnhelpers.explorers.controls import choice, pick
from nnhelpers.explorers.grips import LOOK, Grip
from nnhelpers.plots import HIGHLIGHT, INK, QUIET

LIMITS = (-3.0, 3.0)  # of the picture along x
X_RANGE = (-2.0, 2.0)
H_RANGE = (-1.0, 1.0)
SECANT = "#d55e00"
KNOB = "#0072b2"  # the ring of the second point


@dataclass(frozen=True)
class Curve:
    """A function with its derivative.

    Attributes
    ----------
    function, derivative : function of an array
    heights : tuple of float
        Limits of the picture along y.
    rule : str
        The derivative as a formula.
    """

    function: Callable
    derivative: Callable
    heights: tuple[float, float]
    rule: str


CURVES = {
    "x²": Curve(np.square, lambda x: 2 * x, (-2.0, 9.0), "2x"),
    "3x": Curve(lambda x: 3 * x, lambda x: 3 + 0 * x, (-9.0, 9.0), "3"),
    "x³ − 3x": Curve(
        lambda x: x**3 - 3 * x, lambda x: 3 * np.square(x) - 3, (-9.0, 9.0), "3x² − 3"
    ),
    "sin x": Curve(np.sin, np.cos, (-1.6, 1.6), "cos x"),
    "eˣ": Curve(np.exp, np.exp, (-2.0, 12.0), "eˣ"),
    "|x|": Curve(np.abs, lambda x: np.where(x == 0, np.nan, np.sign(x)), (-1.0, 3.2), "−1 or +1"),
}


@dataclass(frozen=True)
class SlopeResult:
    """What SlopeExplorer shows.

    Attributes
    ----------
    curve : str
    x, h : float
        The point, and how far the second one lies from it.
    y, y_moved : float
        The function at x and at x + h.
    secant : float
        (y_moved - y) / h; nan where h is 0.
    tangent : float
        The derivative at x; nan where there is none.
    """

    curve: str
    x: float
    h: float
    y: float
    y_moved: float
    secant: float
    tangent: float


class SlopeExplorer(Explorer):
    """A curve, a point on it, a second one at the distance h, and the line through both.

    Parameters
    ----------
    curve : str
        What is shown first, one of CURVES.
    x, h : float
        Where the point stands at first, −2 … 2, and how far away the second, −1 … 1.
    name : str, optional
        As in Explorer.

    Notes
    -----
    `result` is a SlopeResult.
    """

    css_name = "slope"
    title = "Slope: from two points on a curve to one"
    size = (840, 360)

    @arguments.takes(
        curve=arguments.one_of(*CURVES),
        x=arguments.number(*X_RANGE),
        h=arguments.number(*H_RANGE),
        name=arguments.optional(arguments.text),
    )
    def __init__(
        self, curve: str = "x²", x: float = 1.0, h: float = 1.0, name: str | None = None
    ) -> None:
        self.axis = np.linspace(*LIMITS, 241)
        self.distances = np.linspace(*H_RANGE, 201)
        self.distances[100] = np.nan  # at 0 there is no secant
        self._scaled_for = None
        controls = {
            "curve": choice("f(x)", curve, list(CURVES)),
            "x": pick("point x", x, _stops(X_RANGE, 1), ".1f"),
            "h": pick("distance h", h, _stops(H_RANGE, 3), ".3f"),
        }
        super().__init__(controls, name=name)

    def compute(self, curve: str, x: float, h: float) -> SlopeResult:
        """Both points, the slope of the secant and that of the tangent."""
        f = CURVES[curve]
        y, y_moved = (float(f.function(np.float64(each))) for each in (x, x + h))
        return SlopeResult(
            curve=curve,
            x=x,
            h=h,
            y=y,
            y_moved=y_moved,
            secant=(y_moved - y) / h if h else np.nan,
            tangent=float(f.derivative(np.float64(x))),
        )

    def secants(self, result) -> np.ndarray:
        """The secant's slope at each of `distances`, shape (201,), with a gap at 0."""
        f = CURVES[result.curve].function
        return (f(result.x + self.distances) - f(result.x)) / self.distances

    # ------------------------------------------------------------ view

    def build(self, figure):
        """Two panels: the curve with both lines, and the secant's slope at every distance."""
        curve, slopes = figure.subplots(1, 2, width_ratios=(1.5, 1))
        curve.set(title="The curve f", xlabel="x", ylabel="f(x)", xlim=LIMITS)
        curve.axhline(0, color=QUIET, linewidth=0.8)
        curve.axvline(0, color=QUIET, linewidth=0.8)
        slopes.set(title="Slope of the secant", xlabel="distance h", xlim=(-1.08, 1.08))
        slopes.axvline(0, color=QUIET, linewidth=0.8)
        self._curve_axes, self._slope_axes = curve, slopes
        (self.curve,) = curve.plot([], [], color=INK, linewidth=2.2)
        (self.tangent,) = curve.plot([], [], "--", color=HIGHLIGHT, linewidth=1.4, label="tangent")
        (self.secant,) = curve.plot([], [], color=SECANT, linewidth=2.6, label="secant")
        (self.steps,) = curve.plot([], [], color=QUIET, linewidth=1.2)
        curve.legend(loc="lower right")
        (self.moved_point,) = curve.plot([], [], **LOOK | {"markeredgecolor": KNOB})
        (self.point,) = curve.plot([], [], **LOOK)
        box = {"transform": curve.transAxes, "ha": "left", "va": "top", "fontsize": 9.5}
        box["bbox"] = {"fc": "white", "ec": "none", "alpha": 0.85, "pad": 2}
        self.words = curve.text(0.02, 0.98, "", linespacing=1.4, **box)
        (self.all_slopes,) = slopes.plot([], [], color=SECANT, linewidth=1.8)
        (self.limit,) = slopes.plot([], [], "--", color=HIGHLIGHT, linewidth=1.4)
        (self.here,) = slopes.plot([], [], **LOOK | {"markeredgecolor": KNOB})
        lines = [self.curve, self.secant, self.tangent, self.steps, self.words]
        return [*lines, self.point, self.moved_point, self.all_slopes, self.limit, self.here]

    def draw(self, result) -> None:
        """Move points and lines; another curve also changes the scale."""
        f = CURVES[result.curve]
        secants = self.secants(result)
        self._scale(result.curve)
        x, y = result.x, result.y
        ends = np.array(LIMITS)
        self.curve.set_data(self.axis, f.function(self.axis))
        self.tangent.set_data(ends, y + result.tangent * (ends - x))
        self.secant.set_data(ends, y + result.secant * (ends - x))
        self.steps.set_data([x, x + result.h, x + result.h], [y, y, result.y_moved])
        self.point.set_data([x], [y])
        self.moved_point.set_data([x + result.h], [result.y_moved])
        self.words.set_text(_on_the_picture(result))
        self.all_slopes.set_data(self.distances, secants)
        self.limit.set_data([-1.08, 1.08], [result.tangent, result.tangent])
        self.here.set_data([result.h], [self._height(result)])

    def _scale(self, curve: str) -> None:
        if self._scaled_for == curve:
            return
        self._scaled_for = curve
        self._curve_axes.set_ylim(CURVES[curve].heights)
        f, x = CURVES[curve].function, np.linspace(*X_RANGE, 41)[:, np.newaxis]
        slopes = (f(x + self.distances) - f(x)) / self.distances
        low, high = np.nanmin(slopes), np.nanmax(slopes)
        margin = 0.1 * (high - low) + 0.3
        self._slope_axes.set_ylim(low - margin, high + margin)
        self.picture.redraw_background()

    def _height(self, result) -> float:
        """Where the point of the second panel lies; at h = 0 on the tangent's slope, if any."""
        height = result.secant if result.h else result.tangent
        return 0.0 if np.isnan(height) else height

    def grips(self, result) -> list[Grip]:
        """Both points of the curve, and the one of the slopes."""
        low, high = CURVES[result.curve].heights
        moved = min(max(result.y_moved, low), high)
        return [
            Grip("first point", self._curve_axes, result.x, result.y, across="x"),
            Grip("second point", self._curve_axes, result.x + result.h, moved, across="h"),
            Grip("distance", self._slope_axes, result.h, self._height(result), across="h"),
        ]

    def dragged(self, grip: Grip, x: float, y: float) -> dict[str, float]:
        """The second point is dragged to a place, and that changes its distance."""
        return {"h": x - self.values["x"]} if grip.name == "second point" else {grip.across: x}

    def readout(self, result) -> str:
        """Both values, the division, and the slope of the tangent with its formula."""
        moved = result.x + result.h
        here = f"f(x) = {result.curve} at x = {result.x:.1f} is {result.y:.4f}"
        if result.h == 0:
            words = f"{here}.\nh = 0: there is no second point, and 0/0 is no slope."
        else:
            words = (
                f"{here}, at x + h = {moved:.3f} it is {result.y_moved:.6f}.\n"
                f"Change {result.y_moved - result.y:.6f}, divided by h = {result.h:.3f}: "
                f"slope of the secant {result.secant:.4f}."
            )
        rule = CURVES[result.curve].rule
        if np.isnan(result.tangent):
            words += " There is no tangent here."
        else:
            words += f" Slope of the tangent {result.tangent:.4f} (formula: {rule})."
        return words.replace("-", "−")

    def warning(self, result) -> str:
        """Say so at the kink."""
        if np.isnan(result.tangent):
            return "A kink: from the left the slope is −1, from the right +1; there is no tangent."
        return ""


def _stops(limits: tuple[float, float], digits: int) -> list[float]:
    """All numbers with so many digits behind the point, from limit to limit.

    A slider with stops, not one with a step: a browser makes −0.00099999… of −0.001 there, and
    sends that back when the page may already have moved the slider on.
    """
    low, high = (round(limit * 10**digits) for limit in limits)
    return [k / 10**digits for k in range(low, high + 1)]


def _on_the_picture(result) -> str:
    if result.h == 0:
        return "h = 0: no second point"
    words = f"h = {result.h:.3f}\nf moves by {result.y_moved - result.y:.6f}\n"
    return (words + f"slope {result.secant:.4f}").replace("-", "−")
