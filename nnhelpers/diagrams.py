"""Drawings: a network with its weights, a computation graph with its derivatives, the L layers.

`NetworkDrawing` and `GraphDrawing` are made once on given axes and then only updated, so that
explorers can move them; `plot_network`, `plot_graph` and `plot_blocks` are the same as still
`Picture`s for pages (see `plots`). The computation graphs of the course stand here as tables:
each operation with its derivative beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from matplotlib.collections import EllipseCollection, LineCollection
from matplotlib.colors import to_rgb
from matplotlib.patches import FancyBboxPatch

from nnhelpers.plots import CLASS_COLOURS, HIGHLIGHT, INK, QUIET, Picture, class_shades, spell

NEGATIVE, POSITIVE = CLASS_COLOURS[:2]  # blue speaks for class 0, orange for class 1
MOST_UNITS = 12  # a layer with more is drawn as its first four and its last three
CHANGE = "#117733"  # how far a value moved
CANVAS = (8.0, 4.2)


def _blank(ax, size) -> None:
    """Axes measured in inches of the page, without frame."""
    ax.set(xlim=(0, size[0]), ylim=(0, size[1]), aspect="equal")
    ax.axis("off")


# ------------------------------------------------------------------------------------ the network


class NetworkDrawing:
    """A network on given axes: units as circles, weights as lines.

    A line is orange and solid where the weight is positive, blue and dashed where it is negative,
    the thicker the larger the weight is within its layer. The shade of a unit is its activation.

    Parameters
    ----------
    ax : matplotlib Axes
    layer_sizes : sequence of int
        (n_x, n_1, …, n_L).
    size : tuple of float
        Width and height of the axes in inches (100 CSS pixels).

    Attributes
    ----------
    artists : list
        Those that `update` changes.
    """

    def __init__(self, ax, layer_sizes: Sequence[int], size=CANVAS) -> None:
        self.layer_sizes = tuple(int(n) for n in layer_sizes)
        self.units = [_visible_units(n) for n in self.layer_sizes]
        _blank(ax, size)
        width, height = size
        slots = [n if n <= MOST_UNITS else 8 for n in self.layer_sizes]
        across = (width - 1.1) / max(1, len(slots) - 1)
        down = (height - 1.05) / max(max(slots), 4)
        self.radius = min(0.24, 0.43 * down, 0.2 * across)
        middle = 0.48 + (height - 1.05) / 2
        self.centres = [
            np.array([[0.55 + l * across, middle + down * ((n - 1) / 2 - slot)] for slot in places])
            for l, (n, places) in enumerate(zip(slots, map(_slots, self.layer_sizes)))
        ]
        self._draw_edges(ax)
        self._draw_units(ax)
        self._draw_names(ax, across, middle, height)

    @property
    def artists(self) -> list:
        return [self.edges, self.circles, *self.texts]

    def _draw_edges(self, ax) -> None:
        segments = [
            (start, end)
            for before, after in pairwise(self.centres)
            for end in after
            for start in before
        ]
        self.edges = LineCollection(segments, colors=QUIET, linewidths=0.7, zorder=1)
        ax.add_collection(self.edges, autolim=False)

    def _draw_units(self, ax) -> None:
        centres = np.vstack(self.centres)
        diameters = np.full(len(centres), 2 * self.radius)
        self.circles = EllipseCollection(
            diameters, diameters, np.zeros(len(centres)), units="xy", offsets=centres,
            offset_transform=ax.transData, facecolors="white", edgecolors=INK, linewidths=1,
            zorder=2,
        )  # fmt: skip
        ax.add_collection(self.circles, autolim=False)
        shown = [(l, unit) for l, units in enumerate(self.units) for unit in units]
        longest = 4 if self.radius < 0.17 else 5
        self.font_size = min(9, 2 * self.radius * 72 * 0.92 / (0.62 * longest))
        self.texts = [
            ax.text(*centre, self._unit_name(l, unit), ha="center", va="center", zorder=3,
                    fontsize=self.font_size * min(1, 4 / len(str(unit + 1))))
            for centre, (l, unit) in zip(centres, shown)
        ]  # fmt: skip
        for l, n in enumerate(self.layer_sizes):
            if n > MOST_UNITS:
                gap = self.centres[l][3:5].mean(axis=0)
                ax.text(*gap, "⋮", ha="center", va="center", fontsize=14, color=QUIET)

    def _unit_name(self, layer: int, unit: int) -> str:
        if self.radius < 0.15:
            return ""
        return f"$x_{{{unit + 1}}}$" if layer == 0 else f"$a^{{[{layer}]}}_{{{unit + 1}}}$"

    def _draw_names(self, ax, across: float, middle: float, height: float) -> None:
        L = len(self.layer_sizes) - 1
        for l, n in enumerate(self.layer_sizes):
            x = 0.55 + l * across
            name = (
                "x = a^{[0]}"
                if l == 0
                else rf"\hat{{y}} = a^{{[{L}]}}"
                if l == L
                else f"a^{{[{l}]}}"
            )
            kind = (
                "input"
                if n == 1 and l == 0
                else "inputs"
                if l == 0
                else "unit"
                if n == 1
                else "units"
            )
            ax.text(x, height - 0.04, f"${name}$", ha="center", va="top", fontsize=10)
            count = f"{n:,}".replace(",", " ")
            ax.text(
                x, height - 0.28, f"{count} {kind}", ha="center", va="top", fontsize=8, color=QUIET
            )
            if l:
                shape = f"({n}, {self.layer_sizes[l - 1]})"
                ax.text(x - across / 2, 0.36, f"$W^{{[{l}]}}$", ha="center", va="top", fontsize=10)
                ax.text(x - across / 2, 0.14, shape, ha="center", va="top", fontsize=8, color=QUIET)

    def update(self, params: Mapping | None = None, activations: Mapping | None = None) -> None:
        """Show weights and activations.

        Parameters
        ----------
        params : dict, optional
            W1 … WL of the shapes (n_l, n_{l−1}).
        activations : dict, optional
            A0 … AL as `forward` returns them; of each the first column (one example) is shown.
        """
        if params is not None:
            self._show_weights(params)
        if activations is not None:
            columns = [np.asarray(activations[f"A{l}"])[:, 0] for l in range(len(self.units))]
            values = np.concatenate([a[units] for a, units in zip(columns, self.units)])
            self.circles.set_facecolor(class_shades((np.clip(values[None], -1, 1) + 1) / 2))
            digits = 1 if self.radius < 0.17 else 2
            for text, value in zip(self.texts, values):
                text.set_text(f"{value:.{digits}f}" if self.font_size >= 5 else "")

    def _show_weights(self, params: Mapping) -> None:
        strengths = []
        for l in range(1, len(self.units)):
            W = np.asarray(params[f"W{l}"])
            if W.shape != (self.layer_sizes[l], self.layer_sizes[l - 1]):
                raise ValueError(
                    f"W{l} has the shape {W.shape} but this drawing is of the network "
                    f"{self.layer_sizes}; expected {self.layer_sizes[l], self.layer_sizes[l - 1]}."
                )
            seen = W[np.ix_(self.units[l], self.units[l - 1])]
            strengths.append((seen / (np.abs(W).max() or 1)).ravel())
        strength = np.nan_to_num(np.concatenate(strengths))
        size = np.abs(strength)
        colours = np.where(strength[:, None] >= 0, [to_rgb(POSITIVE)], [to_rgb(NEGATIVE)])
        self.edges.set_color(np.column_stack([colours, 0.15 + 0.8 * size]))
        self.edges.set_linewidth(0.3 + 2.7 * size)
        self.edges.set_linestyle([(0, None) if s >= 0 else (0, (3, 1.5)) for s in strength])


def _visible_units(n: int) -> np.ndarray:
    """Indices of the units of a layer of n that are drawn."""
    return np.arange(n) if n <= MOST_UNITS else np.r_[0:4, n - 3 : n]


def _slots(n: int) -> np.ndarray:
    """Places from the top of the units drawn; the fifth of a long layer holds the dots."""
    return np.arange(n) if n <= MOST_UNITS else np.r_[0:4, 5:8]


def plot_network(net, params: Mapping | None = None, cache: Mapping | None = None) -> Picture:
    """A picture of a network, with its weights and the activations of one example.

    Parameters
    ----------
    net : Network, or a sequence of layer sizes
    params : dict, optional
        The weights drawn; without them all lines are alike.
    cache : dict, optional
        What `forward` returns; the first example's activations stand in the units.
    """
    sizes = tuple(getattr(net, "layer_sizes", net))

    def draw(ax):
        drawing = NetworkDrawing(ax, sizes)
        drawing.update(params, cache)

    count = sum((before + 1) * after for before, after in pairwise(sizes))
    layers = f"{len(sizes) - 1} layers" if len(sizes) > 2 else "1 layer"
    count_text = f"{count:,}".replace(",", " ")
    sentence = f"The network {'-'.join(map(str, sizes))}: {layers}, {count_text} parameters."
    if params is not None:
        largest = [f"|W{l}| {spell(np.abs(params[f'W{l}']).max())}" for l in range(1, len(sizes))]
        sentence += (
            f" Largest weights: {', '.join(largest)} (orange positive, blue dashed negative)."
        )
    if cache is not None:
        y_hat = ", ".join(spell(a) for a in np.asarray(cache[f"A{len(sizes) - 1}"])[:, 0])
        sentence += f" Output for this example: {y_hat}."
    return Picture(draw, sentence, CANVAS)


# ------------------------------------------------------------------------------ computation graphs


@dataclass(frozen=True)
class Operation:
    """One box of a computation graph: a function and, beside it, its derivatives.

    Attributes
    ----------
    name : str
        Name of the result.
    formula : str
        How the box is labelled (mathtext).
    inputs : tuple of str
    function : callable
        Of the inputs' values.
    derivatives : tuple of callable
        One for each input: ∂result/∂input as a function of the inputs' values.
    place : tuple of float
        Centre of the box, inches.
    """

    name: str
    formula: str
    inputs: tuple[str, ...]
    function: Callable
    derivatives: tuple[Callable, ...]
    place: tuple[float, float]


@dataclass(frozen=True)
class Graph:
    """A computation graph: its inputs with their places, and operations in forward order.

    Inputs named in `given` (the label y) are facts: nobody asks for a derivative by them.
    """

    formula: str
    inputs: Mapping[str, tuple[float, float]]
    operations: tuple[Operation, ...]
    given: tuple[str, ...] = ()

    @property
    def output(self) -> str:
        """Name of the last result, of which all derivatives are taken."""
        return self.operations[-1].name

    def forward(self, **inputs: float) -> dict[str, float]:
        """Value of every input and every operation, from left to right."""
        if set(inputs) != set(self.inputs):
            raise ValueError(
                f"Got values for {', '.join(sorted(inputs)) or 'nothing'}; this graph needs "
                f"{', '.join(self.inputs)}."
            )
        values = {name: float(value) for name, value in inputs.items()}
        for operation in self.operations:
            values[operation.name] = operation.function(*(values[i] for i in operation.inputs))
        return values

    def backward(self, values: Mapping[str, float]) -> dict[str, float]:
        """Derivative of the output by every value not given, right to left by the chain rule."""
        derivatives = dict.fromkeys(values, 0.0)
        derivatives[self.output] = 1.0
        for operation in reversed(self.operations):
            arguments = [values[i] for i in operation.inputs]
            for name, derivative in zip(operation.inputs, operation.derivatives):
                derivatives[name] += derivatives[operation.name] * derivative(*arguments)
        return {name: derivatives[name] for name in values if name not in self.given}


GRAPHS = {
    "3(a + bc)": Graph(
        "J = 3(a + bc)",
        {"a": (1.75, 3.3), "b": (1.75, 2.0), "c": (1.75, 0.8)},
        (
            Operation("u", "$u = bc$", ("b", "c"), lambda b, c: b * c,
                      (lambda b, c: c, lambda b, c: b), (3.3, 1.4)),
            Operation("v", "$v = a + u$", ("a", "u"), lambda a, u: a + u,
                      (lambda a, u: 1.0, lambda a, u: 1.0), (5.2, 2.35)),
            Operation("J", "$J = 3v$", ("v",), lambda v: 3 * v, (lambda v: 3.0,), (7.1, 2.35)),
        ),
    ),
    "logistic neuron": Graph(
        "z = w₁x₁ + w₂x₂ + b, a = σ(z), L = −(y log a + (1 − y) log(1 − a))",
        {"w1": (1.75, 3.8), "x1": (1.75, 3.05), "w2": (1.75, 2.3), "x2": (1.75, 1.55),
         "b": (1.75, 0.8), "y": (5.75, 0.7)},
        (
            Operation("z", "$z = w_1x_1 + w_2x_2 + b$", ("w1", "x1", "w2", "x2", "b"),
                      lambda w1, x1, w2, x2, b: w1 * x1 + w2 * x2 + b,
                      (lambda w1, x1, w2, x2, b: x1, lambda w1, x1, w2, x2, b: w1,
                       lambda w1, x1, w2, x2, b: x2, lambda w1, x1, w2, x2, b: w2,
                       lambda w1, x1, w2, x2, b: 1.0), (3.65, 2.3)),
            Operation("a", r"$a = \sigma(z)$", ("z",), lambda z: 1 / (1 + np.exp(-z)),
                      (lambda z: np.exp(-abs(z)) / (1 + np.exp(-abs(z))) ** 2,), (5.75, 2.3)),
            Operation("L", r"$\mathcal{L}(a, y)$", ("a", "y"),
                      lambda a, y: -(y * np.log(a) + (1 - y) * np.log(1 - a)),
                      (lambda a, y: (1 - y) / (1 - a) - y / a,
                       lambda a, y: np.log(1 - a) - np.log(a)), (7.25, 2.3)),
        ),
        given=("y",),
    ),
}  # fmt: skip

NAMES = {"w1": "w_1", "x1": "x_1", "w2": "w_2", "x2": "x_2", "L": r"\mathcal{L}"}


def _written(name: str) -> str:
    """A name of the code as on paper, without the dollar signs."""
    return NAMES.get(name, name)


class GraphDrawing:
    """A computation graph on given axes: values above, derivatives below.

    Each input and each box carries its value (black, found from left to right), beneath it the
    derivative of the output by it (purple, found from right to left) and, where an input has
    been moved a little, above it how far that has moved the value (green).

    Parameters
    ----------
    ax : matplotlib Axes
    graph : Graph
        One of GRAPHS.
    size : tuple of float
        Width and height of the axes in inches.

    Attributes
    ----------
    values, derivatives, changes : dict
        {name: matplotlib Text}, the numbers that `update` changes.
    """

    def __init__(self, ax, graph: Graph, size=CANVAS) -> None:
        self.graph = graph
        _blank(ax, size)
        places = {**graph.inputs, **{o.name: o.place for o in graph.operations}}
        self.values, self.derivatives, self.changes = {}, {}, {}
        self.labels = []
        for operation in graph.operations:
            self._draw_operation(ax, operation, places)
        for name, (x, y) in graph.inputs.items():
            ax.text(x, y, f"${_written(name)}$", ha="center", va="center", fontsize=12,
                    bbox={"boxstyle": "circle,pad=0.25", "fc": "white", "ec": QUIET})  # fmt: skip
            self._make_texts(ax, name, x - 0.85, y, 0.03)

    def _draw_operation(self, ax, operation: Operation, places: Mapping) -> None:
        x, y = operation.place
        half = 0.98 if len(operation.inputs) > 3 else 0.58
        box = FancyBboxPatch(
            (x - half, y - 0.26), 2 * half, 0.52, boxstyle="round,pad=0,rounding_size=0.1",
            fc="#eef2f8", ec=INK, lw=1, zorder=2,
        )  # fmt: skip
        ax.add_patch(box)
        ax.text(x, y, operation.formula, ha="center", va="center", fontsize=11, zorder=3)
        for k, name in enumerate(operation.inputs):
            start = places[name]
            drop = 0.12 * ((len(operation.inputs) - 1) / 2 - k)
            from_box = name not in self.graph.inputs
            offset = (0.98 if name == "z" else 0.58) if from_box else 0.2
            ax.annotate(
                "", (x - half, y + drop), (start[0] + offset, start[1]), zorder=1,
                arrowprops={"arrowstyle": "-|>", "color": QUIET, "shrinkA": 0, "shrinkB": 0},
            )  # fmt: skip
        self._make_texts(ax, operation.name, x + 0.05, y, 0.34)

    def _make_texts(self, ax, name: str, x: float, y: float, gap: float) -> None:
        """Labels that end at x and, from x on, the numbers that change."""
        output, written = _written(self.graph.output), _written(name)
        lines = [(self.values, f"${written}$ = ", y + gap, "bottom", INK)]
        lines += [(self.changes, "", y + gap + 0.2, "bottom", CHANGE)]
        if name not in self.graph.given:
            label = rf"$\partial {output}/\partial {written}$ = "
            lines += [(self.derivatives, label, y - gap, "top", HIGHLIGHT)]
        for numbers, label, height, align, colour in lines:
            style = {"va": align, "color": colour, "fontsize": 10}
            numbers[name] = ax.text(x, height, "", ha="left", **style)
            if label:
                self.labels.append(ax.text(x, height, label, ha="right", **style))

    @property
    def artists(self) -> list:
        """The artists that `update` changes."""
        return [*self.values.values(), *self.changes.values(), *self.derivatives.values()]

    def update(
        self, values: Mapping, derivatives: Mapping | None = None, changes: Mapping | None = None
    ) -> None:
        """Show numbers at each node.

        Parameters
        ----------
        values : dict
            What `graph.forward` returned.
        derivatives : dict, optional
            What `graph.backward` returned; without it that row stays empty.
        changes : dict, optional
            How far each value moved when an input was moved; zeros are not written.
        """
        for name, text in self.values.items():
            text.set_text(spell(values[name]))
        for name, text in self.derivatives.items():
            text.set_text("" if derivatives is None else spell(derivatives[name]))
        for name, text in self.changes.items():
            change = (changes or {}).get(name, 0)
            text.set_text(f"{change:+.2g}" if change else "")


def plot_graph(name: str, backward: bool = True, **inputs: float) -> Picture:
    """A picture of a computation graph with values and, unless `backward=False`, derivatives.

    Parameters
    ----------
    name : str
        "3(a + bc)" or "logistic neuron".
    inputs : float
        A value for each input, such as a=5, b=3, c=2.
    """
    if name not in GRAPHS:
        raise ValueError(f"There is no graph {name!r}; known: {', '.join(map(repr, GRAPHS))}.")
    graph = GRAPHS[name]
    values = graph.forward(**inputs)
    derivatives = graph.backward(values) if backward else None

    def draw(ax):
        drawing = GraphDrawing(ax, graph)
        drawing.update(values, derivatives)
        for label in drawing.labels:
            label.set_visible(backward or label.get_color() == INK)

    results = ", ".join(f"{o.name} = {spell(values[o.name])}" for o in graph.operations)
    sentence = f"Forward: {results}."
    if backward:
        out = graph.output
        slopes = ", ".join(
            f"d{out}/d{n} = {spell(derivatives[n])}" for n in derivatives if n != out
        )
        sentence += f"\nBackward: {slopes}."
    return Picture(draw, sentence, CANVAS)


# ------------------------------------------------------------------- forward and backward blocks


def plot_blocks(net, m: int | None = None) -> Picture:
    """The forward and the backward pass of an L-layer network as blocks, with what is cached.

    Parameters
    ----------
    net : Network, or a sequence of layer sizes
    m : int, optional
        Number of examples; then the sentence says how many numbers the caches hold.
    """
    sizes = tuple(getattr(net, "layer_sizes", net))
    L = len(sizes) - 1
    layers = list(range(1, L + 1)) if L <= 4 else [1, 2, None, L]

    gap = min(2.4, 7.4 / len(layers))
    size = (gap * len(layers) + 0.6, 4.6)

    def draw(ax):
        _blank(ax, size)
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


def _arrow(ax, start, end, colour, style="-") -> None:
    ax.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": colour, "lw": 1.2,
                "linestyle": style, "shrinkA": 0, "shrinkB": 0})  # fmt: skip


def _draw_layer(ax, l: int, x: float, half: float, last: bool) -> None:
    """Forward block, cache and backward block of layer l, around the horizontal place x."""
    boxes = (
        (3.45, "#eef2f8", INK, "forward", f"$W^{{[{l}]}},\\ b^{{[{l}]}}$", 4.3),
        (1.15, "#f8edf4", HIGHLIGHT, "backward", f"$dW^{{[{l}]}},\\ db^{{[{l}]}}$", 0.25),
    )
    for y, fill, colour, word, arrays, far in boxes:
        ax.add_patch(
            FancyBboxPatch(
                (x - half, y - 0.32), 2 * half, 0.64,
                boxstyle="round,pad=0,rounding_size=0.1", fc=fill, ec=colour, lw=1.2,
            )
        )  # fmt: skip
        ax.text(x, y, f"layer {l}\n{word}", ha="center", va="center", fontsize=10)
        edge = y + np.sign(far - y) * 0.32
        ends = ((x, far - 0.12), (x, edge)) if far > y else ((x, edge), (x, far + 0.1))
        _arrow(ax, *ends, colour)
        ax.text(x, far, arrays, ha="center", va="center", fontsize=11, color=colour)
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
