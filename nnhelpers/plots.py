"""Static pictures for the pages: one palette, one style, and functions that draw and say.

Every function returns a `Picture`. As the last line of a cell it shows itself, sharp on any
screen, and prints beneath it the sentence that says in numbers what is to be seen.
`side_by_side` puts several pictures in one; `picture.draw(ax)` draws on axes you already have.
Nothing here changes matplotlib's settings for the reader, and no figure stays open.
Drawings of networks and of computation graphs are in `diagrams`.
"""

from __future__ import annotations

import io
import textwrap
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure

# ---------------------------------------------------------------- palette: a colour has one meaning

CLASS_COLOURS = ("#0072b2", "#d55e00", "#009e73")
CLASS_COLOUR_NAMES = ("blue", "orange", "green")
CLASS_MARKERS = ("o", "^", "s")
CLASS_MARKER_NAMES = ("circles", "triangles", "squares")
HIGHLIGHT = "#aa3377"
INK, QUIET = "#1a1a1a", "#767676"

# Lines that always look the same: (colour, line style). Other labels take SERIES in turn.
STYLES = {
    "training": ("#1a1a1a", "-"),
    "validation": ("#3d9bd1", "--"),
    "test": ("#cc8400", ":"),
    "sigmoid": ("#332288", "-"),
    "tanh": ("#117733", "--"),
    "relu": ("#cc6677", "-."),
    "leaky relu": ("#882255", ":"),
    "identity": ("#767676", (0, (6, 2))),
    "zeros": ("#767676", ":"),
    "random": ("#332288", "-."),
    "xavier": ("#117733", "--"),
    "he": ("#882255", "-"),
}
SERIES = (
    ("#332288", "-"),
    ("#cc6677", "--"),
    ("#117733", "-."),
    ("#8a8a1f", ":"),
    ("#2f9c8c", (0, (6, 2))),
    ("#882255", (0, (3, 1, 1, 1, 1, 1))),
    ("#767676", (0, (1, 1))),
)

# Blue, white, orange: negative, zero, positive weights, and class 0, undecided, class 1.
DIVERGING = LinearSegmentedColormap.from_list(
    "diverging", [CLASS_COLOURS[0], "w", CLASS_COLOURS[1]]
)
SEQUENTIAL = mpl.colormaps["cividis"]


def layer_colour(layer: int, layers: int) -> str:
    """Colour of layer `layer` of 1 … `layers`: dark blue for the first, yellowish for the last."""
    place = 0.5 if layers == 1 else (layer - 1) / (layers - 1)
    return mpl.colors.to_hex(mpl.colormaps["viridis"](0.05 + 0.8 * place))


def line_style(label: str, position: int) -> dict:
    """Colour and line style of the line called `label`, the `position`-th of its picture.

    Names in STYLES ("training", "validation", "tanh", "he" …) always look the same.
    """
    plain = str(label).lower().replace("_", " ")
    colour, style = STYLES.get(plain, SERIES[position % len(SERIES)])
    return {"color": colour, "linestyle": style}


# ------------------------------------------------------------------------------ style and picture

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


def new_figure(width: float, height: float) -> Figure:
    """An empty figure of `width` × `height` inches (1 inch = 100 CSS pixels), outside pyplot."""
    figure = Figure(figsize=(width, height))
    FigureCanvasAgg(figure)
    return figure


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


# ------------------------------------------------------------------------------------- small tools


def spell(number: float) -> str:
    """A number with three significant digits, as the sentences print it; 1 234 567 in full."""
    whole = 1000 <= abs(number) < 1e7
    return f"{number:,.0f}".replace(",", " ") if whole else f"{number:.3g}"


def percent_of(part: float) -> str:
    """A part of one as a percentage with one decimal."""
    return f"{100 * part:.1f} %"


def class_labels(Y) -> np.ndarray:
    """Class of each example, shape (m,): from a row of labels (1, m) or one-hot columns (k, m)."""
    Y = np.atleast_2d(Y)
    return (Y[0] if len(Y) == 1 else Y.argmax(axis=0)).astype(int)


def class_shades(P) -> np.ndarray:
    """Colours of probabilities: white where undecided, towards the class colour where certain.

    Parameters
    ----------
    P : ndarray, shape (1, m) or (k, m)
        Probability of class 1, or one row a class.

    Returns
    -------
    ndarray, shape (m, 3)
        Red, green and blue, 0 … 1.
    """
    P = np.vstack([1 - P, P]) if len(P) == 1 else P
    certainty = np.clip((P - 1 / len(P)) / (1 - 1 / len(P)), 0, 1)
    colours = np.array([to_rgb(CLASS_COLOURS[k]) for k in range(len(P))])
    return 1 + 0.6 * certainty.T @ (colours - 1)


def boundary_grid(X, resolution: int = 100, margin: float = 0.08):
    """A square grid of points which covers the examples.

    Parameters
    ----------
    X : ndarray, shape (2, m)
    resolution : int
        Points in each direction.
    margin : float
        Room around the examples, as a part of their extent.

    Returns
    -------
    grid : ndarray, shape (2, resolution²)
        The points, row by row from the bottom; columns are examples.
    extent : tuple of float
        left, right, bottom, top, as matplotlib's imshow takes it.
    """
    X = _two_rows(X)
    low, high = X.min(axis=1), X.max(axis=1)
    low, high = low - margin * (high - low), high + margin * (high - low)
    x1, x2 = (np.linspace(low[i], high[i], resolution) for i in range(2))
    grid = np.array([np.tile(x1, resolution), np.repeat(x2, resolution)], dtype=X.dtype)
    return grid, (low[0], high[0], low[1], high[1])


def _two_rows(X) -> np.ndarray:
    X = np.asarray(X)
    if X.ndim != 2 or len(X) != 2:
        raise ValueError(
            f"X has the shape {X.shape}; a picture of points needs (2, m): two features as rows, "
            "examples as columns. If yours is (m, 2), pass X.T."
        )
    return X


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _legend(ax, **options) -> None:
    if ax.get_legend_handles_labels()[1]:
        ax.legend(**options)


# ------------------------------------------------------------------------------- lines and costs


def plot_lines(
    x, lines: Mapping, *, title="", x_label="", y_label="", log="", points=None, markers=False
) -> Picture:
    """Lines over a common x: functions, derivatives, accuracies, gradients layer by layer.

    Parameters
    ----------
    x : array, shape (n,)
    lines : dict
        {label: array of shape (n,)}. The labels in STYLES (training, validation, tanh …) always
        have the same colour and line style.
    log : str
        Axes with a logarithmic scale: "", "x", "y" or "xy".
    points : tuple of arrays, optional
        (x, y) of points drawn beneath the lines, such as the examples of a regression.
    markers : bool
        Mark each value, where x counts things such as layers.
    """
    x = np.asarray(x, dtype=float).ravel()
    lines = {str(label): np.asarray(y, dtype=float).ravel() for label, y in lines.items()}
    for label, y in lines.items():
        if y.shape != x.shape:
            raise ValueError(
                f"The line {label!r} has {y.size} values but x has {x.size}; pass one y for each x."
            )

    def draw(ax):
        if points is not None:
            ax.plot(np.ravel(points[0]), np.ravel(points[1]), ".", color=QUIET, label="examples")
        for k, (label, y) in enumerate(lines.items()):
            ax.plot(x, y, marker="o" if markers else "", ms=5, label=label, **line_style(label, k))
        ax.set_xscale("log" if "x" in log else "linear")
        ax.set_yscale("log" if "y" in log else "linear")
        ax.set(title=title, xlabel=x_label, ylabel=y_label)
        ax.grid(True)
        if markers and "x" not in log and np.all(x == x.round()):
            ax.xaxis.get_major_locator().set_params(integer=True)
        if len(lines) > 1 or points is not None:
            _legend(ax)

    where = x_label or "x"
    parts = [
        f"{label} goes from {spell(y[0])} at {where} = {spell(x[0])} to {spell(y[-1])} at "
        f"{where} = {spell(x[-1])} (lowest {spell(np.nanmin(y))}, highest {spell(np.nanmax(y))})"
        for label, y in lines.items()
    ]
    return Picture(draw, ";\n".join(parts) + ".")


def plot_costs(runs: Mapping, *, title="Cost during training", log: bool = False) -> Picture:
    """Cost curves of one run or several.

    Parameters
    ----------
    runs : dict
        {label: run}; a run is what `train` returns, or a pair (iterations, costs).
        Validation costs, where a run has them, are drawn thin, with points.
    log : bool
        Logarithmic cost axis.

    Notes
    -----
    The axis ends at ten times the first cost (log: a million times), so that a run which
    diverges does not press all others flat; the sentence still gives its last cost.
    """
    curves, parts = [], []
    for label, run in runs.items():
        iterations, costs = (run.iterations, run.costs) if hasattr(run, "costs") else run
        validation = getattr(run, "validation_costs", None)
        has_validation = validation is not None and len(validation) == len(costs) > 0
        iterations, costs = np.asarray(iterations), np.asarray(costs, dtype=float)
        curves.append((str(label), iterations, costs, validation if has_validation else None))
        part = (
            f"{label}: cost {spell(costs[0])} at iteration {iterations[0]}, "
            f"{spell(costs[-1])} at iteration {iterations[-1]}"
        )
        if has_validation:
            part += f" (validation {spell(validation[0])}, then {spell(validation[-1])})"
        if getattr(run, "diverged", None):
            part += ", where training stopped because it diverged"
        parts.append(part)
    top = (1e6 if log else 10) * max(costs[0] for _, _, costs, _ in curves)

    def draw(ax):
        for k, (label, iterations, costs, validation) in enumerate(curves):
            look = line_style("training" if len(curves) == 1 else label, k)
            shown = np.where(costs <= top, costs, 1.2 * top)  # just outside the axes
            ax.plot(iterations, shown, label=label, **look)
            if validation is not None:
                if len(curves) == 1:
                    look = line_style("validation", k)
                ax.plot(
                    iterations,
                    validation,
                    label=f"{label}, validation",
                    **look,
                    lw=1,
                    marker=".",
                    markevery=0.05,
                )
        ax.set_yscale("log" if log else "linear")
        ax.set(title=title, xlabel="iteration (one update of the parameters)", ylabel="cost J")
        ax.locator_params(axis="x", nbins=6)
        if ax.get_ylim()[1] > top:
            ax.set_ylim(top=top)
        ax.grid(True)
        _legend(ax)

    return Picture(draw, ";\n".join(parts) + ".")


# ------------------------------------------------------------------------- points and boundaries


def _scatter(ax, X, labels, size: float = 22) -> None:
    for k in np.unique(labels):
        ax.scatter(
            *X[:, labels == k], s=size, marker=CLASS_MARKERS[k], color=CLASS_COLOURS[k],
            edgecolors="white", linewidths=0.5, label=f"class {k}",
        )  # fmt: skip


def _name_axes(ax, title: str, axis_labels: Sequence[str]) -> None:
    """Title, names of the classes in a row beneath it (never over the points), axes' labels."""
    marked = axis_labels and ax.get_legend_handles_labels()[1]
    ax.set_title(title, pad=20 if marked else 6)
    if marked:
        ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3, frameon=False,
                  borderaxespad=0.1, handletextpad=0.1, columnspacing=1)  # fmt: skip
    if axis_labels:
        ax.set(xlabel=axis_labels[0], ylabel=axis_labels[1])
    else:
        ax.set(xticks=[], yticks=[])


def plot_points(X, Y, *, title="", axis_labels=("$x_1$", "$x_2$")) -> Picture:
    """Examples with two features, a colour and a marker for each class.

    Parameters
    ----------
    X : ndarray, shape (2, m)
    Y : ndarray, shape (1, m) labels 0, 1, 2, or (k, m) one-hot columns
    axis_labels : pair of str
        Names of the two features; () leaves out axes' labels, ticks and the names of the classes,
        for many small pictures side by side.
    """
    X, labels = _two_rows(X), class_labels(Y)

    def draw(ax):
        _scatter(ax, X, labels)
        _name_axes(ax, title, axis_labels)

    kinds = [
        f"{np.sum(labels == k)} of class {k} ({CLASS_COLOUR_NAMES[k]} {CLASS_MARKER_NAMES[k]})"
        for k in np.unique(labels)
    ]
    return Picture(draw, f"{_count(X.shape[1], 'point')}: {', '.join(kinds)}.", (5, 4))


def plot_boundary(
    predict, X, Y=None, *, title="", axis_labels=("$x_1$", "$x_2$"), resolution: int = 100
) -> Picture:
    """What a classifier says at every point of the plane, with the examples on top.

    The shade is the probability (white: undecided), the black line is where it decides.

    Parameters
    ----------
    predict : (net, params), or a function
        The function gets points of shape (2, n) and returns probabilities of class 1 (1, n),
        or of each class (k, n), or labels (n,) or (1, n).
    X : ndarray, shape (2, m)
    Y : ndarray, shape (1, m) or (k, m), optional
    """
    X = _two_rows(X)
    if not callable(predict):
        net, params = predict
        predict = lambda points: net.forward(points, params)[f"A{net.L}"]  # noqa: E731
    grid, extent = boundary_grid(X, resolution)
    P = np.atleast_2d(np.asarray(predict(grid), dtype=float))
    if P.shape[1] != grid.shape[1]:
        raise ValueError(
            f"The function returned the shape {P.shape} for {grid.shape[1]} points; "
            "it should return one column (or one label) for each point."
        )
    sides = _sides(P)
    labels = None if Y is None else class_labels(Y)

    def draw(ax):
        shades = class_shades(P).reshape(resolution, resolution, 3)
        ax.imshow(shades, extent=extent, origin="lower", aspect="auto", interpolation="bilinear")
        square = (resolution, resolution)
        x1, x2 = grid[0].reshape(square), grid[1].reshape(square)
        for row in P if len(P) > 1 else P - 0.5:
            others = np.sort(P, axis=0)[-2:].mean(axis=0) if len(P) > 1 else 0
            level = (row - others).reshape(square)
            if level.min() < 0 < level.max():
                ax.contour(x1, x2, level, levels=[0], colors=INK, linewidths=1.2)
        if labels is not None:
            _scatter(ax, X, labels)
        ax.set(xlim=extent[:2], ylim=extent[2:])
        _name_axes(ax, title, axis_labels)

    if labels is None:
        share = ", ".join(
            f"class {k} takes {percent_of(np.mean(sides == k))}" for k in np.unique(sides)
        )
        return Picture(draw, f"Of the plane shown, {share}.", (5, 4))
    hits = _sides(np.atleast_2d(np.asarray(predict(X), dtype=float))) == labels
    kinds = ", ".join(
        f"class {k} {percent_of(hits[labels == k].mean())}" for k in np.unique(labels)
    )
    of = _count(X.shape[1], "point")
    sentence = f"{percent_of(hits.mean())} of {of} are on their own side ({kinds})."
    return Picture(draw, sentence, (5, 4))


def _sides(P) -> np.ndarray:
    """Class decided at each column of probabilities (or of labels 0, 1)."""
    return (P[0] > 0.5).astype(int) if len(P) == 1 else P.argmax(axis=0)


# ------------------------------------------------------------------------------ images and weights


def _mosaic(ax, images, titles, columns: int, **options):
    """Images in one axes, `columns` in a row, each with its title above; the last one drawn."""
    lines = max((title.count("\n") + 1 for title in titles if title), default=0)
    high = images[0].shape[0] / images[0].shape[1]
    step = high + 0.06 + 0.17 * lines
    rows = -(-len(images) // columns)
    for k, (image, title) in enumerate(zip(images, titles, strict=True)):
        left, bottom = 1.08 * (k % columns), -(k // columns) * step
        drawn = ax.imshow(image, extent=(left, left + 1, bottom, bottom + high), **options)
        ax.text(left + 0.5, bottom + high + 0.03, title, ha="center", va="bottom", fontsize=9)
    ax.set(xlim=(-0.02, 1.08 * columns - 0.06), ylim=(-(rows - 1) * step - 0.02, step))
    ax.axis("off")
    return drawn, step * rows / (1.08 * columns)


def _mosaic_size(count: int, columns: int, high: float, lines: int, inches: float):
    width = min(8, columns * inches)
    rows = -(-count // columns)
    return width, max(1.2, width * rows * (high + 0.06 + 0.17 * lines) / (1.08 * columns))


def show_images(images, titles: Sequence[str] | None = None, columns: int | None = None) -> Picture:
    """Images side by side.

    Parameters
    ----------
    images : ndarray, shape (n, height, width, 3) or (n, height, width)
        uint8 (0 … 255) or floats (0 … 1).
    titles : sequence of str, optional
        One for each image.
    columns : int, optional
        Images in a row; 6 by default.
    """
    images = np.asarray(images)
    if images.ndim not in (3, 4) or (images.ndim == 4 and images.shape[-1] != 3):
        raise ValueError(
            f"images has the shape {images.shape}; expected (n, height, width, 3) or "
            "(n, height, width). For one image pass images[None]."
        )
    titles = [""] * len(images) if titles is None else [str(title) for title in titles]
    if len(titles) != len(images):
        raise ValueError(f"Got {len(titles)} titles for {len(images)} images; pass one for each.")
    columns = min(columns or 6, len(images))
    top = 255 if images.dtype.kind in "ui" else 1
    lines = max((t.count("\n") + 1 for t in titles if t), default=0)
    size = _mosaic_size(len(images), columns, images.shape[1] / images.shape[2], lines, 1.3)
    shape = " × ".join(str(n) for n in images.shape[1:])
    named = ": " + ", ".join(" ".join(t.split("\n")) for t in titles if t) if any(titles) else ""

    def draw(ax):
        _mosaic(ax, images, titles, columns, cmap="gray", vmin=0, vmax=top)

    return Picture(draw, f"{_count(len(images), 'image')} of {shape} values{named}.", size)


def show_weights(
    W, shape: Sequence[int], titles: Sequence[str] | None = None, columns: int | None = None
) -> Picture:
    """Weights as images, one for each unit: orange positive, white zero, blue negative.

    Parameters
    ----------
    W : ndarray, shape (n, n_x) or (n_x,)
        A row for each unit.
    shape : tuple
        Shape of the input images: (height, width) or (height, width, 3); in colour images the
        mean of a pixel's three weights is shown.
    """
    W = np.atleast_2d(W)
    if W.shape[1] != np.prod(shape):
        raise ValueError(
            f"A row of W has {W.shape[1]} weights but images of shape {tuple(shape)} have "
            f"{np.prod(shape)} values; pass the shape of the images that were the input."
        )
    images = W.reshape(len(W), *shape)
    images = images.mean(axis=-1) if len(shape) == 3 else images
    titles = titles or ([""] if len(W) == 1 else [f"unit {j}" for j in range(1, len(W) + 1)])
    columns = min(columns or 6, len(W))
    top = np.abs(images).max() or 1
    size = _mosaic_size(
        len(W), columns, shape[0] / shape[1], len(W) > 1, 3 if len(W) == 1 else 1.15
    )

    def draw(ax):
        drawn, _ = _mosaic(ax, images, titles, columns, cmap=DIVERGING, vmin=-top, vmax=top)
        ax.figure.colorbar(drawn, ax=ax, shrink=0.8, label="weight")

    kind = "mean of a pixel's three weights" if len(shape) == 3 else "weights"
    sentence = (
        f"{_count(len(W), 'unit')}, {shape[0]} × {shape[1]} pixels each, {kind} from "
        f"{spell(images.min())} (blue) to {spell(images.max())} (orange); white is 0."
    )
    return Picture(draw, sentence, (size[0] + 1, max(size[1], 1.8)))


# ------------------------------------------------------------------------- layers, bars, tables


def plot_histograms(layers: Mapping, *, title="", y_label="value", bins: int = 41) -> Picture:
    """Distributions side by side on one value axis, such as the activations layer by layer.

    The wider the shape at some height, the more values lie there. The standard deviation is
    written above each.

    Parameters
    ----------
    layers : dict
        {label: array of any shape}, in the order of the layers.
    """
    layers = {str(label): np.ravel(values) for label, values in layers.items()}
    low = min(values.min() for values in layers.values())
    high = max(values.max() for values in layers.values())
    if low == high:
        low, high = low - 0.5, high + 0.5
    edges = np.linspace(low, high, bins + 1)

    def draw(ax):
        for k, values in enumerate(layers.values(), start=1):
            counts, _ = np.histogram(values, edges)
            half = 0.42 * counts / counts.max()
            colour = layer_colour(k, len(layers))
            ax.barh(edges[:-1], 2 * half, np.diff(edges), left=k - half, align="edge", color=colour)
            ax.text(k, 1.0, spell(values.std()), transform=ax.get_xaxis_transform(),
                    ha="center", va="bottom", fontsize=8)  # fmt: skip
        ax.set_xticks(range(1, len(layers) + 1), list(layers))
        ax.set(ylabel=y_label, xlim=(0.4, len(layers) + 0.6))
        ax.set_title(title, pad=18)
        ax.annotate("std", (0, 1), xycoords="axes fraction", xytext=(-4, 1), fontsize=8,
                    textcoords="offset points", ha="right", va="bottom")  # fmt: skip

    parts = [f"{label}: {spell(values.std())}" for label, values in layers.items()]
    return Picture(draw, f"Standard deviations: {', '.join(parts)}.", (8, 3.6))


def plot_bars(
    bars: Mapping, *, intervals: Mapping | None = None, title="", x_label="", percent: bool = False
) -> Picture:
    """Horizontal bars with their values written beside them.

    Parameters
    ----------
    bars : dict
        {label: value}.
    intervals : dict, optional
        {label: (low, high)}: an interval drawn as a line over the bar of that label.
    percent : bool
        The values are parts of one and are shown as percentages.
    """
    bars = {str(label): float(value) for label, value in bars.items()}
    intervals = {str(label): ends for label, ends in (intervals or {}).items()}
    form = percent_of if percent else spell
    text = {label: form(value) for label, value in bars.items()}
    for label, ends in intervals.items():
        text[label] += f" ({form(ends[0])} to {form(ends[1])})"
    factor = 100 if percent else 1

    def draw(ax):
        places = np.arange(len(bars))[::-1]
        ax.barh(places, [factor * v for v in bars.values()], color="#8aa4c8", height=0.6)
        for place, label in zip(places, bars, strict=True):
            ends = intervals.get(label, (bars[label], bars[label]))
            ax.plot([factor * e for e in ends], [place, place], color=INK, lw=2)
            right = factor * max(*ends, 0)
            ax.annotate(text[label], (right, place), xytext=(5, 0), va="center", fontsize=9,
                        textcoords="offset points")  # fmt: skip
        ax.set_yticks(places, list(bars))
        left, right = ax.get_xlim()
        ticks = ax.get_xticks()
        ax.set_xticks(ticks[(ticks >= left) & (ticks <= right)])
        ax.set_xlim(left, right + 0.35 * (right - left))
        ax.set(title=title, xlabel=x_label + (" (%)" if percent else ""))

    sentence = "; ".join(f"{label}: {value}" for label, value in text.items()) + "."
    return Picture(draw, sentence, (7, 1.1 + 0.42 * len(bars)))


def heat_map(
    values, rows: Sequence, columns: Sequence, *, title="", row_label="", column_label="",
    value_label="value", form: str = "{:.3g}",
) -> Picture:  # fmt: skip
    """A table of numbers with colours, such as the accuracy over learning rate and depth.

    Parameters
    ----------
    values : ndarray, shape (number of rows, number of columns)
    rows, columns : sequences
        Names of the rows and the columns.
    form : str
        How a number is written in its cell, "{:.1%}" for percentages.
    """
    values = np.asarray(values, dtype=float)
    if values.shape != (len(rows), len(columns)):
        raise ValueError(
            f"values has the shape {values.shape} but there are {len(rows)} row names and "
            f"{len(columns)} column names; the shape should be ({len(rows)}, {len(columns)})."
        )

    def draw(ax):
        drawn = ax.imshow(values, cmap=SEQUENTIAL, aspect="auto")
        for i, j in np.ndindex(values.shape):
            bright = drawn.norm(values[i, j]) > 0.55
            ax.text(j, i, form.format(values[i, j]), ha="center", va="center",
                    color="black" if bright else "white")  # fmt: skip
        ax.set_xticks(range(len(columns)), [str(c) for c in columns])
        ax.set_yticks(range(len(rows)), [str(r) for r in rows])
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
        ax.set(title=title, xlabel=column_label, ylabel=row_label)
        ax.figure.colorbar(drawn, ax=ax, label=value_label)

    def place(index):
        i, j = np.unravel_index(index, values.shape)
        return (
            f"{form.format(values[i, j])} at {row_label or 'row'} {rows[i]}, "
            f"{column_label or 'column'} {columns[j]}"
        )

    sentence = (
        f"Highest {value_label} {place(np.nanargmax(values))}; "
        f"lowest {place(np.nanargmin(values))}."
    )
    return Picture(draw, sentence, (6.4, 1.4 + 0.5 * len(rows)))


# --------------------------------------------------------------------------------- cost surfaces


def _surface_sentence(x, y, Z, path, labels) -> str:
    i, j = np.unravel_index(np.nanargmin(Z), Z.shape)
    sentence = (
        f"{labels[2]} from {spell(np.nanmin(Z))} to {spell(np.nanmax(Z))}, lowest near "
        f"{labels[0]} = {spell(x[j])}, {labels[1]} = {spell(y[i])}"
    )
    if path is not None:
        sentence += (
            f"; the path goes in {_count(path.shape[1] - 1, 'step')} from "
            f"({spell(path[0, 0])}, {spell(path[1, 0])}) to "
            f"({spell(path[0, -1])}, {spell(path[1, -1])})"
        )
    return sentence.replace("$", "") + "."


def plot_contours(
    x, y, Z, path=None, *, title="", labels=("w", "b", "cost J"), log: bool = False
) -> Picture:
    """Lines of equal height of a cost surface, with a path of descent.

    Parameters
    ----------
    x, y : arrays, shapes (n,) and (k,)
    Z : ndarray, shape (k, n)
        Height at (x[j], y[i]) in Z[i, j].
    path : ndarray, shape (2, steps + 1), optional
        Points of the path as columns, the starting point first.
    log : bool
        Heights at equal ratios instead of equal distances (Z must be positive).
    """
    x, y, Z = np.asarray(x, dtype=float), np.asarray(y, dtype=float), np.asarray(Z, dtype=float)
    path = None if path is None else np.asarray(path, dtype=float)

    def draw(ax):
        scale = np.geomspace if log else np.linspace
        levels = scale(np.nanmin(Z), np.nanmax(Z), 16)
        filled = ax.contourf(x, y, Z, levels=levels, cmap=SEQUENTIAL, norm="log" if log else None)
        ax.contour(x, y, Z, levels=levels, colors="white", linewidths=0.5, alpha=0.6)
        ax.figure.colorbar(filled, ax=ax, label=labels[2], format="%.3g")
        if path is not None:
            ax.plot(*path, "o-", color="white", ms=5, lw=2.6)
            ax.plot(*path, "o-", color=HIGHLIGHT, ms=3.5, lw=1.4, label="path of descent")
            ax.plot(*path[:, 0], "s", color="white", mec=HIGHLIGHT, ms=8, label="start")
            _legend(ax, loc="upper right")
        ax.set(title=title, xlabel=labels[0], ylabel=labels[1])
        ax.set(xlim=(x[0], x[-1]), ylim=(y[0], y[-1]))

    return Picture(draw, _surface_sentence(x, y, Z, path, labels), (5.6, 4.2))


def plot_surface(x, y, Z, path=None, *, title="", labels=("w", "b", "cost J")) -> Picture:
    """A cost surface in three dimensions, with a path of descent on it.

    Parameters
    ----------
    x, y, Z, path
        As in `plot_contours`; a path of shape (3, steps + 1) carries its own heights.
    """
    x, y, Z = np.asarray(x, dtype=float), np.asarray(y, dtype=float), np.asarray(Z, dtype=float)
    path = None if path is None else np.asarray(path, dtype=float)
    if path is not None and len(path) == 2:
        rows = np.abs(y[:, None] - path[1]).argmin(axis=0)
        columns = np.abs(x[:, None] - path[0]).argmin(axis=0)
        path = np.vstack([path, Z[rows, columns]])

    def draw(ax):
        ax.computed_zorder = False
        ax.plot_surface(*np.meshgrid(x, y), Z, cmap=SEQUENTIAL, rcount=60, ccount=60, alpha=0.9)
        if path is not None:
            ax.plot(*path, "o-", color=HIGHLIGHT, ms=3.5, lw=1.6, zorder=10)
        ax.set(title=title, xlabel=labels[0], ylabel=labels[1], zlabel=labels[2])
        ax.set_box_aspect(None, zoom=0.92)

    return Picture(draw, _surface_sentence(x, y, Z, path, labels), (5.6, 4.2), "3d")
