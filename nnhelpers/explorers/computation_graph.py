"""A computation graph: values from left to right, derivatives from right to left.

Each input has a slider; one of them is moved on by 0.001 to check its derivative by hand.
The graphs themselves are tables in `nnhelpers.diagrams`. Page 02 uses both.
"""

from __future__ import annotations

from dataclasses import dataclass

from nnhelpers import arguments
from nnhelpers.diagrams import CHANGE, GRAPHS, GraphDrawing
from nnhelpers.explorers.base import Explorer
from nnhelpers.explorers.controls import choice, slider
from nnhelpers.plots import spell

BUMP = 0.001

# Of each graph: (label, first value, minimum, maximum, step) of its inputs' sliders.
SLIDERS = {
    "3(a + bc)": {
        "a": ("a", 5.0, -10.0, 10.0, 0.5),
        "b": ("b", 3.0, -5.0, 5.0, 0.5),
        "c": ("c", 2.0, -5.0, 5.0, 0.5),
    },
    "logistic neuron": {
        "w1": ("weight w₁", 1.2, -3.0, 3.0, 0.1),
        "x1": ("input x₁", 0.5, -2.0, 2.0, 0.1),
        "w2": ("weight w₂", -2.0, -3.0, 3.0, 0.1),
        "x2": ("input x₂", 1.0, -2.0, 2.0, 0.1),
        "b": ("bias b", 0.3, -3.0, 3.0, 0.1),
    },
}


@dataclass(frozen=True)
class ComputationGraphResult:
    """What ComputationGraphExplorer shows.

    Attributes
    ----------
    values, derivatives : dict of str to float
        By node: what the forward pass gives, and the derivative of the output by it.
    bumped : str
        The input moved by 0.001.
    changes : dict of str to float
        How far that moves each value.
    ratio : float
        The output's change divided by 0.001.
    """

    values: dict[str, float]
    derivatives: dict[str, float]
    bumped: str
    changes: dict[str, float]
    ratio: float


class ComputationGraphExplorer(Explorer):
    """Values forward and derivatives backward at each node, and the check by a small bump.

    Parameters
    ----------
    graph : str
        "3(a + bc)" for J = 3(a + bc), or "logistic neuron" for one sigmoid unit with its loss.
    name : str, optional
        As in Explorer.

    Raises
    ------
    ValueError
        For an unknown graph.

    Notes
    -----
    `result` is a ComputationGraphResult.
    """

    css_name = "computation-graph"
    size = (800, 420)

    @arguments.takes(graph=arguments.text, name=arguments.optional(arguments.text))
    def __init__(self, graph: str = "3(a + bc)", name: str | None = None) -> None:
        if graph not in GRAPHS:
            known = ", ".join(map(repr, GRAPHS))
            raise ValueError(f"There is no graph {graph!r}; known: {known}.")
        self.graph = GRAPHS[graph]
        self.title = f"Computation graph: {self.graph.formula}"
        controls = {key: slider(*values, ".1f") for key, values in SLIDERS[graph].items()}
        labels = {values[0].split()[-1]: key for key, values in SLIDERS[graph].items()}
        if self.graph.given:
            controls["y"] = choice("label y", 1, [("1", 1), ("0", 0)])
        first = next(iter(labels.values()))
        controls["bumped"] = choice(f"move by {BUMP}", first, list(labels.items()))
        super().__init__(controls, name=name)

    def compute(self, bumped: str, **inputs: float) -> ComputationGraphResult:
        """Forward and backward pass, and the forward pass again with one input moved."""
        values = self.graph.forward(**inputs)
        moved = self.graph.forward(**{**inputs, bumped: inputs[bumped] + BUMP})
        changes = {key: moved[key] - value for key, value in values.items()}
        return ComputationGraphResult(
            values=values,
            derivatives=self.graph.backward(values),
            bumped=bumped,
            changes=changes,
            ratio=changes[self.graph.output] / BUMP,
        )

    # ------------------------------------------------------------ view

    def build(self, figure):
        """The graph with its numbers; only the numbers move."""
        axes = figure.add_subplot()
        self.drawing = GraphDrawing(axes, self.graph, (8.0, 4.2))
        legend = (
            ("value", "black", 4.0),
            ("derivative", self.drawing.labels[1].get_color(), 5.1),
            ("change by the bump", CHANGE, 6.5),
        )
        for words, color, x in legend:
            axes.text(x, 4.1, words, color=color, ha="left", va="top", fontsize=9, weight="bold")
        return self.drawing.artists

    def draw(self, result) -> None:
        """Write all numbers."""
        self.drawing.update(result.values, result.derivatives, result.changes)

    def readout(self, result) -> str:
        """The output, the derivative by the bumped input, and what the bump says of it."""
        values, output, bumped = result.values, self.graph.output, result.bumped
        start, change = values[bumped], result.changes[output]
        slopes = ", ".join(
            f"d{output}/d{key} = {spell(result.derivatives[key])}"
            for key in self.graph.inputs
            if key not in self.graph.given
        )
        return (
            f"{output} = {spell(values[output])}; {slopes}.\n"
            f"Check: {bumped} from {start:.1f} to {start + BUMP:.3f} moves {output} by "
            f"{change:.6f}; divided by {BUMP} that is {result.ratio:.3f}, and the backward pass "
            f"says {result.derivatives[bumped]:.3f}."
        )
