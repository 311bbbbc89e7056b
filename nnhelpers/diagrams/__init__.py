"""Drawings: a network with its weights, a computation graph with its derivatives, the L layers.

`NetworkDrawing` and `GraphDrawing` are made once on given axes and then only updated, so that
explorers can move them; `plot_network`, `plot_graph` and `plot_blocks` are the same as still
`Picture`s for pages (see `nnhelpers.plots`).
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
    "plot_blocks",
    "plot_graph",
    "plot_network",
]
