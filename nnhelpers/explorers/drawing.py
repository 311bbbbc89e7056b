"""Draw with the mouse or a finger, and a trained network says what it is while you draw.

How strokes become the small picture that the network gets: `nnhelpers.drawings`. Page 08 uses it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt

import numpy as np

from nnhelpers import arguments
from nnhelpers.datasets import Split
from nnhelpers.drawings import rasterize
from nnhelpers.explorers.base import Explorer
from nnhelpers.explorers.controls import button, slider
from nnhelpers.explorers.picture import Pixels
from nnhelpers.plots import CLASS_COLOURS, INK, QUIET, SERIES, class_labels, percent_of

NAMED = 3  # classes in the read-out: the most probable ones
DOT = 0.004  # of the side: what a touch without a movement leaves


@dataclass(frozen=True)
class DrawingResult:
    """What DrawingExplorer shows.

    Attributes
    ----------
    example : int
        Number of the example, from 1; 0 for the learner's own drawing.
    image : ndarray, shape (size, size), uint8, or None
        What the network sees, light lines on black; None where nothing is drawn.
    probabilities : ndarray, shape (number of classes,), or None
    label : str or None
        Name of the most probable class.
    true_label : str or None
        What the example is; None for a drawing of one's own.
    """

    example: int
    image: np.ndarray | None = None
    probabilities: np.ndarray | None = None
    label: str | None = None
    true_label: str | None = None


class DrawingExplorer(Explorer):
    """An empty sheet, what the network sees of it, and the probability of each class.

    Parameters
    ----------
    net : Network
        With softmax output; its inputs are gray pictures of size × size pixels unrolled to
        numbers between 0 and 1, row by row, such as 784 for 28 × 28.
    params : dict
    classes : sequence of str
        Names of the classes 0, 1, …
    examples : Split, optional
        Drawings to look at without a hand, such as `data.test` of `load_images`.
    name : str, optional
        As in Explorer.

    Notes
    -----
    `result` is a DrawingResult. With examples there is a control `example`: 0 is the learner's own
    drawing, and at first 1 is shown. `set_drawing(strokes)` draws for the learner.
    """

    css_name = "drawing"
    title = "Draw on the sheet: what does the network say it is?"
    size = (860, 330)

    @arguments.takes(
        net=arguments.network,
        params=arguments.mapping(),
        classes=arguments.sequence(check=arguments.text),
        examples=arguments.optional(arguments.instance(Split, "Pass load_images(path).test.")),
        name=arguments.optional(arguments.text),
    )
    def __init__(self, net, params, classes, examples=None, name: str | None = None) -> None:
        self.side = isqrt(net.layer_sizes[0])
        if self.side**2 != net.layer_sizes[0]:
            raise ValueError(
                f"the network has {net.layer_sizes[0]} inputs, which is no square picture in gray. "
                "Pass one for pictures of size × size pixels, such as 784 for 28 × 28."
            )
        if net.output != "softmax" or net.layer_sizes[-1] != len(classes):
            raise ValueError(
                f"a softmax output for each of the {len(classes)} classes was expected; the "
                f"network has {net.layer_sizes[-1]} with {net.output}"
            )
        arguments.params_of(net, "params", params)
        self.net, self.params, self.classes = net, params, tuple(classes)
        self.strokes: list[list] = []  # of each its points (x, y), y downward, 0 … 1
        controls = {}
        if examples is not None:
            shape = len(examples.images), self.side, self.side
            self.images = np.asarray(examples.images).reshape(shape)
            self.labels = class_labels(examples.Y).astype(int)
            controls = {"example": slider("example (0: mine)", 1, 0, len(self.images))}
        super().__init__(controls, name=name)

    def set_drawing(self, strokes) -> None:
        """Show strokes: arrays of shape (2, n), rows x and y, y downward, in 0 … 1."""
        self.strokes = [np.asarray(stroke, dtype=float).T.tolist() for stroke in strokes]
        self.set(**self._own())

    def compute(self, example: int = 0) -> DrawingResult:
        """Ask the network about an example, or about the strokes drawn."""
        if example:
            true_label = self.classes[self.labels[example - 1]]
            return self._ask(self.images[example - 1], example=example, true_label=true_label)
        return self.classify([np.transpose(stroke) for stroke in self.strokes])

    def classify(self, strokes) -> DrawingResult:
        """Ask the network about strokes: arrays of shape (2, n), in any unit, y downward."""
        return self._ask(rasterize(strokes, self.side)) if strokes else DrawingResult(0)

    def _ask(self, image, example: int = 0, true_label: str | None = None) -> DrawingResult:
        cache = self.net.forward(image.reshape(-1, 1) / 255, self.params)
        probabilities = cache[f"A{self.net.L}"][:, 0]
        label = self.classes[int(probabilities.argmax())]
        return DrawingResult(example, image, probabilities, label, true_label)

    # ------------------------------------------------------------ view

    def build(self, figure):
        """The sheet, what the network sees, and a bar for each class."""
        sheet, seen, bars = figure.subplots(1, 3, width_ratios=(1.35, 0.8, 1.25))
        self._sheet = sheet
        for axes, title in (
            (sheet, "Draw here"),
            (seen, f"Seen: {self.side} × {self.side} pixels"),
        ):
            axes.set(title=title, xticks=[], yticks=[], xlim=(0, 1), ylim=(1, 0), box_aspect=1)
            axes.spines[:].set(visible=True, color=QUIET)
        seen.set_anchor("N")
        self.copy, self.image = Pixels(sheet), Pixels(seen)
        (self.lines,) = sheet.plot(
            [], [], color=INK, linewidth=5, solid_capstyle="round", solid_joinstyle="round"
        )
        self.here = sheet.text(0.5, 0.5, "", color=QUIET, ha="center", va="center", fontsize=11)
        return [self.copy, self.lines, self.here, self.image, *self._build_bars(bars)]

    def _build_bars(self, axes) -> list:
        count = len(self.classes)
        few = count <= len(CLASS_COLOURS)
        colors = CLASS_COLOURS[:count] if few else SERIES[0][0]
        self.bars = list(axes.barh(range(count), [0] * count, color=colors))
        self.numbers = [axes.text(0, k, "", va="center", fontsize=10) for k in range(count)]
        axes.set(title="Probability", xlim=(0, 1.25), xticks=[0, 0.5, 1], ylim=(count - 0.4, -0.6))
        axes.set_yticks(range(count), self.classes)
        return [*self.bars, *self.numbers]

    def draw(self, result) -> None:
        """Show the strokes or the example, the small picture, and the bars."""
        own, known = result.example == 0, result.image is not None
        self.lines.set_data(*(_path(self.strokes) if own else ([], [])))
        self.here.set_text("" if known else "hold the mouse button\n(or a finger) and move")
        for pixels, visible in ((self.copy, not own), (self.image, known)):
            pixels.set_visible(visible)
        if known:
            self.copy.set_rgb(_gray(255 - result.image))
            self.image.set_rgb(_gray(result.image))
        for k, (bar, number) in enumerate(zip(self.bars, self.numbers)):
            bar.set_width(result.probabilities[k] if known else 0)
            number.set_text(percent_of(result.probabilities[k]) if known else "")
            number.set_x(bar.get_width() + 0.02)

    def drawing_area(self):
        """The sheet."""
        return self._sheet

    def stroke(self, points, starts: bool, ends: bool) -> dict:
        """Go on with the drawing; over an example a new one begins."""
        if len(points) == 0:
            return {}
        if self.values.get("example"):
            self.strokes = []
        if starts or not self.strokes:
            self.strokes.append([])
        self.strokes[-1].extend(points.tolist())
        return self._own()

    def _own(self) -> dict:
        """The controls' values for the learner's own drawing."""
        return {name: 0 for name in self.controls}

    def buttons(self) -> dict:
        """Return undo, clear and reset."""
        return {
            "undo": button("Undo", "Take the last stroke away", icon="eraser"),
            "clear": button("Clear", "An empty sheet", icon="trash"),
            **super().buttons(),
        }

    def press(self, name: str) -> None:
        """Do what the button `name` does (on the main thread)."""
        if name in ("undo", "clear"):
            self.strokes = self.strokes[:-1] if name == "undo" else []
            self._move(self._own())
            self._changed = True
        else:
            self.strokes = []
            super().press(name)

    def readout(self, result) -> str:
        """The verdict in a sentence, and the most probable classes."""
        if result.image is None:
            return "Nothing drawn yet."
        best = np.argsort(-result.probabilities, kind="stable")[:NAMED]
        ranking = ", ".join(
            f"{self.classes[k]} {percent_of(result.probabilities[k])}" for k in best
        )
        if result.example == 0:
            count = len(self.strokes)
            what = f"Your drawing, {count} stroke{'s' if count > 1 else ''}"
        else:
            right = "right" if result.label == result.true_label else "wrong"
            what = f"Example {result.example} of {len(self.images)} ({result.true_label}), {right}"
        return f"{what}: the network says {result.label}. {ranking[0].upper()}{ranking[1:]}."


def _path(strokes) -> np.ndarray:
    """x and y of all strokes, shape (2, n), with gaps between them."""
    pieces = [np.empty((2, 0))]
    for stroke in strokes:
        points = np.transpose(stroke)
        moved = np.ptp(points, axis=1).any()
        pieces += [points, *([] if moved else [points[:, -1:] + DOT]), [[np.nan], [np.nan]]]
    return np.hstack(pieces)


def _gray(image) -> np.ndarray:
    """A gray picture (h, w) as colors (h, w, 3)."""
    return np.repeat(image[..., np.newaxis], 3, axis=2)
