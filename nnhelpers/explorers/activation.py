"""Activation functions: value, derivative, and what is left of a gradient after many layers.

The point z moves along the function; the third panel sends it through a chain of units, one
behind the other, and multiplies the derivatives on the way back. Page 05 uses it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnhelpers import arguments
from nnhelpers.activations import activation
from nnhelpers.explorers.base import Explorer
from nnhelpers.explorers.controls import choice, slider
from nnhelpers.explorers.grips import LOOK, Grip
from nnhelpers.plots import HIGHLIGHT, INK, QUIET, line_style, spell

KINDS = {"sigmoid": "sigmoid", "tanh": "tanh", "ReLU": "relu", "leaky ReLU": "leaky_relu"}
TITLES = {kind: title for title, kind in KINDS.items()}
HEIGHTS = {  # of the first panel
    "sigmoid": (-0.08, 1.08),
    "tanh": (-1.15, 1.15),
    "relu": (-3.2, 6.2),
    "leaky_relu": (-3.2, 6.2),
}
SATURATED = 0.01  # a derivative below this lets next to nothing through


def chain(kind: str, leaky_slope: float, z: float, weight: float, layers: int):
    """Derivative of the last activation of a chain of units by the first z, unit by unit.

    The units stand one behind the other, z[l+1] = weight · g(z[l]), so that the chain rule gives
    da[l]/dz[1] = g'(z[1]) · weight · g'(z[2]) · … · weight · g'(z[l]). Page 05.

    Returns
    -------
    ndarray, shape (layers,)
        The product after 1, 2, …, `layers` units.
    """
    g = activation(kind, leaky_slope)
    products, product = np.empty(layers), 1.0
    here = np.array([z])
    for l in range(layers):
        product *= g.derivative(here).item()
        products[l] = product
        here, product = weight * g.function(here), product * weight
    return products


@dataclass(frozen=True)
class ActivationResult:
    """What ActivationExplorer shows.

    Attributes
    ----------
    kind : str
    z, a, slope : float
        The point, g(z) and g'(z).
    z_axis, curve, derivative : ndarrays, shape (241,)
        The function and its derivative over z_axis.
    layers, weight : int, float
        Of the chain.
    products : dict of str to ndarray, shape (layers,)
        For each kind of activation what `chain` gives.
    """

    kind: str
    z: float
    a: float
    slope: float
    z_axis: np.ndarray
    curve: np.ndarray
    derivative: np.ndarray
    layers: int
    weight: float
    products: dict[str, np.ndarray]


class ActivationExplorer(Explorer):
    """A function, its derivative, and the product of derivatives through n layers.

    Parameters
    ----------
    kind : str
        sigmoid, tanh, relu or leaky_relu: what is shown first.
    z : float
        Where the point stands at first, −6 … 6.
    layers : int
        Length of the chain at first, 1 … 20.
    name : str, optional
        As in Explorer.

    Notes
    -----
    `result` is an ActivationResult.
    """

    css_name = "activation"
    title = "Activation functions: value, slope, and what is left of a gradient"
    size = (840, 350)

    @arguments.takes(
        kind=arguments.one_of(*KINDS.values()),
        z=arguments.number(-6, 6),
        layers=arguments.count(1, 20),
        name=arguments.optional(arguments.text),
    )
    def __init__(
        self, kind: str = "sigmoid", z: float = -1.0, layers: int = 8, name: str | None = None
    ) -> None:
        self.z_axis = np.linspace(-6, 6, 241)
        self._scaled_for = None
        controls = {
            "kind": choice("activation g", kind, list(KINDS.items())),
            "z": slider("point z", float(z), -6.0, 6.0, 0.1, ".1f"),
            "leaky_slope": slider("leaky ReLU slope", 0.1, 0.0, 0.5, 0.01),
            "layers": slider("layers in the chain", layers, 1, 20),
            "weight": slider("weight each layer", 1.0, 0.2, 3.0, 0.1, ".1f"),
        }
        super().__init__(controls, name=name)

    def compute(
        self, kind: str, z: float, leaky_slope: float, layers: int, weight: float
    ) -> ActivationResult:
        """Function and derivative of one activation, products of derivatives of all four."""
        g = activation(kind, leaky_slope)
        point = np.array([z])
        return ActivationResult(
            kind=kind,
            z=z,
            a=g.function(point).item(),
            slope=g.derivative(point).item(),
            z_axis=self.z_axis,
            curve=g.function(self.z_axis),
            derivative=g.derivative(self.z_axis),
            layers=layers,
            weight=weight,
            products={each: chain(each, leaky_slope, z, weight, layers) for each in TITLES},
        )

    # ------------------------------------------------------------ view

    def build(self, figure):
        """Three panels: the function with its tangent, the derivative, the products."""
        value, slope, product = figure.subplots(1, 3, width_ratios=(1, 1, 1.25))
        value.set(title="Value a = g(z)", xlabel="z", xlim=(-6, 6))
        slope.set(title="Derivative g′(z)", xlabel="z", xlim=(-6, 6), ylim=(-0.05, 1.1))
        for axes in (value, slope):
            axes.axhline(0, color=QUIET, linewidth=0.8)
            axes.axvline(0, color=QUIET, linewidth=0.8)
        product.set(
            title="Product of the derivatives", xlabel="layers passed", yscale="log",
            xlim=(0.5, 20.5), ylim=(1e-16, 1e8),
        )  # fmt: skip
        product.set_yticks(10.0 ** np.arange(-16, 9, 4))
        product.set_xticks([1, 5, 10, 15, 20])
        product.axhline(1, color=QUIET, linewidth=0.8)
        self._value_axes = value
        return self._build_curves(value, slope) + self._build_products(product)

    def _build_curves(self, value, slope) -> list:
        (self.curve,) = value.plot([], [], linewidth=2.2)
        (self.tangent,) = value.plot([], [], color=HIGHLIGHT, linewidth=1.2)
        (self.point,) = value.plot([], [], **LOOK)
        (self.slope_curve,) = slope.plot([], [], linewidth=2.2)
        (self.slope_point,) = slope.plot([], [], **LOOK)
        self._slope_axes = slope
        return [self.curve, self.tangent, self.point, self.slope_curve, self.slope_point]

    def _build_products(self, axes) -> list:
        self.lines = {
            kind: axes.plot([], [], label=title, **line_style(kind, 0))[0]
            for title, kind in KINDS.items()
        }
        axes.legend(loc="upper left", ncols=2, fontsize=8)
        (self.ends,) = axes.plot([], [], **LOOK)
        self._product_axes = axes
        self.zero = axes.text(0.97, 0.04, "", transform=axes.transAxes, ha="right", color=INK)
        return [*self.lines.values(), self.ends, self.zero]

    def draw(self, result) -> None:
        """Move point, tangent and curves; another function also changes the scale."""
        if self._scaled_for != result.kind:
            self._scaled_for = result.kind
            self._value_axes.set_ylim(HEIGHTS[result.kind])
            self.picture.redraw_background()
        color = line_style(result.kind, 0)["color"]
        self.curve.set(data=(result.z_axis, result.curve), color=color)
        self.slope_curve.set(data=(result.z_axis, result.derivative), color=color)
        ends = np.array([result.z - 1.5, result.z + 1.5])
        self.tangent.set_data(ends, result.a + result.slope * (ends - result.z))
        self.point.set_data([result.z], [result.a])
        self.slope_point.set_data([result.z], [result.slope])
        places = np.arange(1, result.layers + 1)
        for kind, line in self.lines.items():
            products = result.products[kind]
            line.set_data(places, np.where(products > 0, products, np.nan))
            line.set_linewidth(3 if kind == result.kind else 1.2)
        last = result.products[result.kind][-1]
        self.ends.set_data([result.layers], [last if last > 0 else np.nan])
        gone = [TITLES[kind] for kind, products in result.products.items() if products[-1] == 0]
        self.zero.set_text(f"exactly 0: {', '.join(gone)}" if gone else "")

    def grips(self, result) -> list[Grip]:
        """The point on both curves, and the end of the chain."""
        last = result.products[result.kind][-1]
        lowest = self._product_axes.get_ylim()[0]
        return [
            Grip("point on the curve", self._value_axes, result.z, result.a, across="z"),
            Grip("point on the slope", self._slope_axes, result.z, result.slope, across="z"),
            Grip("end of the chain", self._product_axes, result.layers, max(last, lowest),
                 across="layers"),
        ]  # fmt: skip

    def readout(self, result) -> str:
        """Value and slope at the point; the products of all four functions."""
        title = TITLES[result.kind]
        products = ", ".join(
            f"{TITLES[kind]} {spell(products[-1])}" for kind, products in result.products.items()
        )
        layers = "1 layer" if result.layers == 1 else f"{result.layers} layers"
        here = f"a = {spell(result.a)}, g′(z) = {spell(result.slope)}"
        return (
            f"{title} at z = {result.z:.1f}: {here}.\n"
            f"A gradient of 1 at the end of {layers} (weights {result.weight:.1f}) arrives at the "
            f"beginning as: {products}."
        )

    def warning(self, result) -> str:
        """Say so where the unit stands still."""
        title = TITLES[result.kind]
        if result.slope == 0:
            return f"{title} has slope 0 here: no gradient passes, the unit learns nothing."
        if result.slope < SATURATED:
            return f"{title} is saturated here: its slope is below {SATURATED}."
        return ""
