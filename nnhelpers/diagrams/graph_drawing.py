"""A computation graph with its values above and its derivatives below."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.patches import FancyBboxPatch

from nnhelpers.arguments import flag, number, takes
from nnhelpers.arguments import text as a_text
from nnhelpers.diagrams.canvas import CANVAS, blank
from nnhelpers.diagrams.graphs import GRAPHS, Graph, Operation
from nnhelpers.plots import HIGHLIGHT, INK, QUIET, Picture, spell

CHANGE = "#117733"  # how far a value moved
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
        blank(ax, size)
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
        for numbers, label, height, align, color in lines:
            style = {"va": align, "color": color, "fontsize": 10}
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


@takes(name=a_text, backward=flag)
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
        raise ValueError(
            f"name={name!r}: there is no graph {name!r}; known: {', '.join(map(repr, GRAPHS))}."
        )
    graph = GRAPHS[name]
    for argument, value in inputs.items():
        number(-1e6, 1e6)(argument, value)
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
