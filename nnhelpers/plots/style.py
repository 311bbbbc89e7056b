"""The course's figure style, applied inside a `with` block, and figures outside pyplot."""

from __future__ import annotations

from contextlib import contextmanager

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from nnhelpers.arguments import number, takes
from nnhelpers.plots.palette import INK, QUIET

PIXELS_PER_INCH = 100  # of the page: a figure 8 inches wide takes 800 CSS pixels
STYLE = {
    "figure.facecolor": "white",
    "figure.dpi": PIXELS_PER_INCH,
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.h_pad": 0.07,
    "figure.constrained_layout.w_pad": 0.07,
    "savefig.facecolor": "white",
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.labelsize": 10,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "legend.fontsize": 9,
    "legend.framealpha": 0.9,
    "legend.edgecolor": "#cccccc",
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "text.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": False,
    "grid.color": "#e3e3e3",
    "lines.linewidth": 1.8,
    "image.interpolation": "nearest",
    "mathtext.fontset": "dejavusans",
}


@contextmanager
def figure_style():
    """The course's figure style inside a `with` block; afterwards the reader's own again.

    It starts from matplotlib's defaults, so that pictures look the same on every machine.
    """
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(STYLE)
        yield


@takes(width=number(0.1, 100), height=number(0.1, 100))
def new_figure(width: float, height: float) -> Figure:
    """An empty figure of `width` × `height` inches (1 inch = 100 CSS pixels), outside pyplot."""
    figure = Figure(figsize=(width, height))
    FigureCanvasAgg(figure)
    return figure
