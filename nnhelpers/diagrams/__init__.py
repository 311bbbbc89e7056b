"""Drawings: a network with its weights, a computation graph with its derivatives, the L layers.

`NetworkDrawing`, `GraphDrawing` and `PropagationDrawing` are made once on given axes and then only
updated, so that explorers can move them; `plot_network`, `plot_graph`, `plot_propagation` and
`plot_blocks` are the same as still `Picture`s for pages (see `nnhelpers.plots`).
"""

from nnhelpers.diagrams.blocks import plot_blocks
from nnhelpers.diagrams.canvas import CANVAS
from nnhelpers.diagrams.graph_drawing import CHANGE, NAMES, GraphDrawing, plot_graph
from nnhelpers.diagrams.graphs import GRAPHS, Graph, Operation
from nnhelpers.diagrams.network import (
    MOST_UNITS,
    NEGATIVE,
    POSITIVE,
    NetworkDrawing,
    plot_network,
)
from nnhelpers.diagrams.passes import Step, in_words, passes, steps_of, written
from nnhelpers.diagrams.propagation_drawing import PropagationDrawing, plot_propagation

__all__ = [
    "CANVAS",
    "CHANGE",
    "GRAPHS",
    "MOST_UNITS",
    "NAMES",
    "NEGATIVE",
    "POSITIVE",
    "Graph",
    "GraphDrawing",
    "NetworkDrawing",
    "Operation",
    "PropagationDrawing",
    "Step",
    "in_words",
    "passes",
    "plot_blocks",
    "plot_graph",
    "plot_network",
    "plot_propagation",
    "steps_of",
    "written",
]
