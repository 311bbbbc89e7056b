"""Static pictures for the pages: one palette, one style, and functions that draw and say.

Every function returns a `Picture`. As the last line of a cell it shows itself, sharp on any
screen, and prints beneath it the sentence that says in numbers what is to be seen.
`side_by_side` puts several pictures in one; `picture.draw(ax)` draws on axes you already have.
Nothing here changes matplotlib's settings for the reader, and no figure stays open.

`palette`, `style` and `wording` hold what all pictures share, `picture` the `Picture`; the other
files have their names from what they draw. Drawings of networks and of computation graphs are in
`nnhelpers.diagrams`.
"""

from nnhelpers.plots.boundary import boundary_grid, plot_boundary
from nnhelpers.plots.comparisons import heat_map, plot_bars
from nnhelpers.plots.curves import plot_costs, plot_lines
from nnhelpers.plots.distributions import plot_histograms
from nnhelpers.plots.images import show_images, show_weights
from nnhelpers.plots.palette import (
    CLASS_COLOUR_NAMES,
    CLASS_COLOURS,
    CLASS_MARKER_NAMES,
    CLASS_MARKERS,
    DIVERGING,
    HIGHLIGHT,
    INK,
    QUIET,
    SEQUENTIAL,
    SERIES,
    STYLES,
    class_shades,
    layer_colour,
    line_style,
)
from nnhelpers.plots.parallel import plot_parallel
from nnhelpers.plots.picture import Panels, Picture, side_by_side
from nnhelpers.plots.points import class_labels, plot_points
from nnhelpers.plots.style import PIXELS_PER_INCH, STYLE, figure_style, new_figure
from nnhelpers.plots.surfaces import plot_contours, plot_surface
from nnhelpers.plots.wording import percent_of, spell

__all__ = [
    "CLASS_COLOURS",
    "CLASS_COLOUR_NAMES",
    "CLASS_MARKERS",
    "CLASS_MARKER_NAMES",
    "DIVERGING",
    "HIGHLIGHT",
    "INK",
    "PIXELS_PER_INCH",
    "QUIET",
    "SEQUENTIAL",
    "SERIES",
    "STYLE",
    "STYLES",
    "Panels",
    "Picture",
    "boundary_grid",
    "class_labels",
    "class_shades",
    "figure_style",
    "heat_map",
    "layer_colour",
    "line_style",
    "new_figure",
    "percent_of",
    "plot_bars",
    "plot_boundary",
    "plot_contours",
    "plot_costs",
    "plot_histograms",
    "plot_lines",
    "plot_parallel",
    "plot_points",
    "plot_surface",
    "show_images",
    "show_weights",
    "side_by_side",
    "spell",
]
