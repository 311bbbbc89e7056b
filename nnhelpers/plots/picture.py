"""What every plot returns: a picture, and the sentence that says in numbers what it shows."""

from __future__ import annotations

import io
import textwrap
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace

from matplotlib.figure import Figure

from nnhelpers.arguments import count, optional, refuse
from nnhelpers.plots.style import PIXELS_PER_INCH, figure_style, new_figure


@dataclass(frozen=True, repr=False)
class Picture:
    """A picture and the sentence that says what it shows.

    Attributes
    ----------
    draw : callable
        `draw(ax)` puts the picture on matplotlib axes (for several panels: on a figure).
    sentence : str
        What is to be seen, with at least one number; printed beneath the picture.
    size : tuple of float
        Width and height in inches; 1 inch is 100 CSS pixels of the page.
    projection : str or None
        "3d" for a surface.
    """

    draw: Callable
    sentence: str
    size: tuple[float, float] = (6.4, 3.6)
    projection: str | None = None

    def build(self, figure) -> None:
        """Draw on a matplotlib Figure or SubFigure."""
        self.draw(figure.add_subplot(projection=self.projection))

    def figure(self) -> Figure:
        """A new matplotlib Figure with the picture on it."""
        with figure_style():
            figure = new_figure(*self.size)
            self.build(figure)
        return figure

    def png(self, scale: float = 2) -> bytes:
        """The picture as PNG, `scale` pixels for each CSS pixel."""
        figure, file = self.figure(), io.BytesIO()
        with figure_style():
            figure.savefig(
                file, format="png", dpi=scale * PIXELS_PER_INCH, metadata={"Software": None}
            )
        return file.getvalue()

    def says(self, sentence: str) -> Picture:
        """The same picture with another sentence beneath it."""
        return replace(self, sentence=sentence)

    def resized(self, width: float, height: float) -> Picture:
        """The same picture in another size (inches; 1 inch is 100 CSS pixels)."""
        return replace(self, size=(width, height))

    def _ipython_display_(self) -> None:
        """Show the picture at its CSS size and print the sentence (called by Jupyter)."""
        from IPython.display import display

        width, height = (round(PIXELS_PER_INCH * inches) for inches in self.size)
        display(
            {"image/png": b64encode(self.png()).decode()},
            metadata={"image/png": {"width": width, "height": height}},
            raw=True,
        )
        for line in self.sentence.splitlines():
            print(textwrap.fill(line, 90))

    def __repr__(self) -> str:
        return f"Picture: {self.sentence}"


class Panels(Picture):
    """Several pictures in one; `draw` takes a figure."""

    def build(self, figure) -> None:
        """Draw on a matplotlib Figure or SubFigure."""
        self.draw(figure)


def side_by_side(*pictures: Picture, columns: int | None = None) -> Panels:
    """Several pictures in one, `columns` beside each other (default: all in one row).

    The width is that of the pictures, at most 8 inches (800 CSS pixels); each one's sentence is
    printed on a line of its own.
    """
    if not pictures:
        raise ValueError("side_by_side got no picture; pass at least one, e.g. plot_points(X, Y).")
    for k, picture in enumerate(pictures):
        if not isinstance(picture, Picture):
            refuse(
                f"picture {k}",
                picture,
                "a Picture",
                "Pass plot_points(X, Y), for example.",
                TypeError,
            )
    optional(count())("columns", columns)
    columns = columns or len(pictures)
    rows = -(-len(pictures) // columns)
    widths = [max(p.size[0] for p in pictures[c::columns]) for c in range(columns)]
    shrink = min(1, 8 / sum(widths))
    row_height = max(p.size[1] for p in pictures) * max(shrink, 0.8 if rows == 1 else shrink)

    def draw(figure):
        grid = figure.subfigures(rows, columns, squeeze=False, width_ratios=widths)
        for picture, part in zip(pictures, grid.flat, strict=False):
            picture.build(part)

    places = {1: [""], 2: ["Left: ", "Right: "], 3: ["Left: ", "Middle: ", "Right: "]}
    if rows > 1 or columns > 3:
        places[columns] = [f"Picture {k}: " for k in range(1, len(pictures) + 1)]
    sentences = [w + p.sentence for w, p in zip(places[columns], pictures, strict=False)]
    return Panels(draw, "\n".join(sentences), (sum(widths) * shrink, rows * row_height))
