"""One hidden layer as a computation graph that fills up: forward in black, backward in purple."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.patches import FancyBboxPatch, Rectangle

from nnhelpers.arguments import flag, takes
from nnhelpers.diagrams.canvas import blank
from nnhelpers.diagrams.graph_drawing import CHANGE
from nnhelpers.diagrams.passes import Step, in_words, passes, steps_of, written
from nnhelpers.plots import HIGHLIGHT, INK, QUIET, Picture

SIZE = (8.4, 4.3)
STILL = (8.4, 3.45)  # without the formula
COLUMNS = {"A0": 0.45, "Z1": 2.05, "A1": 3.4, "Z2": 5.05, "A2": 6.4, "L": 7.9}
HALF_WIDTH, HALF_HEIGHT = 0.3, 0.22  # of a box
GAP = 1.8  # between two units of a layer
LEGEND = (("value, found forward", INK), ("slope of a single step", CHANGE),
          ("derivative of L, found backward", HIGHLIGHT))  # fmt: skip


class PropagationDrawing:
    """A network with one hidden layer on given axes: z, a and loss in boxes, slopes on the edges.

    Above a box stands its value, below it the derivative of the loss. An edge carries the slope
    of its step (where it is a weight: the weight) and beneath a weight its derivative.

    Parameters
    ----------
    ax : matplotlib Axes
    layer_sizes : tuple of int
        (n_0, n_1, n_2), each of them 1 or 2.
    size : tuple of float
        Width and height of the axes in inches.

    Attributes
    ----------
    values, derivatives : dict
        {(key, unit): matplotlib Text}, such as ("Z1", 0) and ("dZ1", 0).
    slopes : dict
        {(key, unit, input): Text} of the edge that leads to the box (key, unit).
    weight_derivatives : dict
        {("dW1", unit, input): Text}.
    """

    def __init__(self, ax, layer_sizes=(2, 2, 1), size=SIZE) -> None:
        blank(ax, size)
        self.layer_sizes = tuple(layer_sizes)
        self.steps = steps_of(self.layer_sizes)
        self.values, self.derivatives, self.slopes, self.weight_derivatives = {}, {}, {}, {}
        n_0, n_1, n_2 = self.layer_sizes
        counts = {"A0": n_0, "Z1": n_1, "A1": n_1, "Z2": n_2, "A2": n_2, "L": 1}
        self.places = {
            (key, unit): (x, size[1] - 1.95 + GAP * ((counts[key] - 1) / 2 - unit))
            for key, x in COLUMNS.items()
            for unit in range(counts[key])
        }
        for l, key in ((1, "A0"), (2, "A1")):
            for unit in range(counts[f"Z{l}"]):
                for k in range(counts[key]):
                    self._draw_edge(ax, (key, k), (f"Z{l}", unit))
        for key, before in (("A1", "Z1"), ("A2", "Z2"), ("L", "A2")):
            for k in range(counts[before]):
                self._draw_edge(ax, (before, k), (key, min(k, counts[key] - 1)))
        for key, unit in self.places:
            self._draw_box(ax, key, unit)
        self._draw_words(ax, size)

    def _draw_box(self, ax, key: str, unit: int) -> None:
        x, y = self.places[key, unit]
        name = {"A0": f"x_{unit + 1}", "L": r"\mathcal{L}"}.get(
            key, f"{key[0].lower()}^{{[{key[-1]}]}}_{unit + 1}"
        )
        box = FancyBboxPatch(
            (x - HALF_WIDTH, y - HALF_HEIGHT), 2 * HALF_WIDTH, 2 * HALF_HEIGHT,
            boxstyle="round,pad=0,rounding_size=0.08", fc="#eef2f8", ec=INK, lw=1, zorder=3,
        )  # fmt: skip
        ax.add_patch(box)
        ax.text(x, y, f"${name}$", ha="center", va="center", fontsize=12, zorder=4)
        number = {"ha": "center", "fontsize": 10, "zorder": 4}
        self.values[key, unit] = ax.text(
            x, y + HALF_HEIGHT + 0.06, "", va="bottom", color=INK, **number
        )
        if key == "L":
            self.label = ax.text(x, y - HALF_HEIGHT - 0.08, "", va="top", color=INK, **number)
        elif key != "A0":
            self.derivatives[f"d{key}", unit] = ax.text(
                x, y - HALF_HEIGHT - 0.08, "", va="top", color=HIGHLIGHT, **number
            )

    def _draw_edge(self, ax, start: tuple, end: tuple) -> None:
        """An arrow, and on it a white place for its numbers: early, where two arrows cross."""
        (x0, y0), (x1, y1) = self.places[start], self.places[end]
        x0, x1 = x0 + HALF_WIDTH, x1 - HALF_WIDTH
        ax.annotate("", (x1, y1), (x0, y0), zorder=1, arrowprops={
            "arrowstyle": "-|>", "color": QUIET, "shrinkA": 0, "shrinkB": 0})  # fmt: skip
        is_weight = end[0][0] == "Z"
        crosses = (
            is_weight
            and start[1] != end[1]
            and (start[0], end[1]) in self.places
            and ((end[0], start[1]) in self.places)
        )
        part = 0.3 if crosses else 0.5
        x, y = x0 + part * (x1 - x0), y0 + part * (y1 - y0)
        half = 0.19 if is_weight else 0.1
        if y0 != y1 or is_weight:
            place = (x - 0.29, y - half)
            ax.add_patch(Rectangle(place, 0.58, 2 * half, fc="white", ec="none", zorder=2))
        number = {"ha": "center", "fontsize": 9.5, "zorder": 4}
        lift = 0.01 if is_weight else 0.03 if y0 == y1 else -0.08
        self.slopes[(*end, start[1])] = ax.text(
            x, y + lift, "", va="bottom", color=CHANGE, **number
        )
        if is_weight:
            key = (f"dW{end[0][-1]}", end[1], start[1])
            self.weight_derivatives[key] = ax.text(
                x, y - 0.01, "", va="top", color=HIGHLIGHT, **number
            )

    def _draw_words(self, ax, size) -> None:
        x = 0.2
        for words, color in LEGEND:
            ax.text(x, size[1] - 0.08, words, color=color, ha="left", va="top", fontsize=9.5,
                    weight="bold")  # fmt: skip
            x += 0.105 * len(words)
        self.mark = Rectangle((0, 0), 1, 1, fc="none", ec=INK, lw=2.4, zorder=5, visible=False)
        ax.add_patch(self.mark)
        self.heading = ax.text(0.2, 0.48, "", fontsize=11, weight="bold", va="bottom")
        self.formula = ax.text(0.2, 0.16, "", fontsize=11, va="bottom")

    @property
    def artists(self) -> list:
        """The artists that `update` changes, in drawing order."""
        groups = (self.values, self.derivatives, self.slopes, self.weight_derivatives)
        texts = [text for group in groups for text in group.values()]
        return [*texts, self.label, self.mark, self.heading, self.formula]

    def update(self, numbers: Mapping, taken: int | None = None, note: bool = True) -> None:
        """Show the numbers of the first steps.

        Parameters
        ----------
        numbers : dict
            What `passes` returned.
        taken : int, optional
            How many steps have been taken; by default all.
        note : bool
            Whether to mark the last step's box and to write its formula.
        """
        taken = len(self.steps) if taken is None else taken
        done = set(self.steps[:taken])
        for (key, unit), text in self.values.items():
            value = numbers[key].sum() if key == "L" else numbers[key][unit, 0]
            text.set_text(written(value) if key == "A0" or Step(key, unit) in done else "")
        for (key, unit), text in self.derivatives.items():
            text.set_text(written(numbers[key][unit, 0]) if Step(key, unit) in done else "")
        for (key, unit, k), text in self.weight_derivatives.items():
            text.set_text(written(numbers[key][unit, k]) if Step(key, unit) in done else "")
        for (key, unit, k), text in self.slopes.items():
            known = key[0] == "Z" or Step(key, unit) in done
            text.set_text(written(_slope(numbers, key, unit, k)) if known else "")
        labels = ", ".join(written(y) for y in numbers["Y"][:, 0])
        self.label.set_text(f"y = {labels}")
        self._note(self.steps[taken - 1] if taken and note else None, numbers)

    def _note(self, step: Step | None, numbers: Mapping) -> None:
        self.mark.set_visible(step is not None)
        heading, formula = in_words(step, numbers) if step else ("", "")
        color = HIGHLIGHT if step and step.is_backward else INK
        self.heading.set(text=heading, color=color)
        self.formula.set(text=formula, color=color)
        if step is not None:
            key = step.key.lstrip("d").replace("W", "Z")  # weights are those into z
            x, y = self.places[key, step.unit]
            self.mark.set_bounds(x - HALF_WIDTH - 0.02, y - HALF_HEIGHT - 0.02,
                                 2 * HALF_WIDTH + 0.04, 2 * HALF_HEIGHT + 0.04)  # fmt: skip
            self.mark.set_edgecolor(color)


def _slope(numbers: Mapping, key: str, unit: int, k: int) -> float:
    """Slope of the single step to the box (key, unit) from input k."""
    if key[0] == "Z":
        return numbers[f"W{key[1]}"][unit, k]
    if key == "L":
        return numbers["dA2"][k, 0]
    a = numbers[key][unit, 0]
    return 1 - a * a if key == "A1" else a * (1 - a)


@takes(backward=flag)
def plot_propagation(params: Mapping, x, y, backward: bool = True) -> Picture:
    """A picture of one example's way through one hidden layer and back.

    Parameters
    ----------
    params : dict
        W1, b1, W2, b2 of one or two tanh units and one or two sigmoid outputs.
    x, y : ndarrays, shapes (n_0, 1) and (n_2, 1)
    backward : bool
        Whether the derivatives are written, too.
    """
    numbers = passes(params, x, y)
    sizes = (len(x), len(params["b1"]), len(y))
    if max(sizes) > 2:
        raise ValueError(f"x, params and y make {sizes}, but at most 2 units a layer can be drawn.")

    def draw(ax):
        drawing = PropagationDrawing(ax, sizes, STILL)
        forward = sum(not step.is_backward for step in drawing.steps)
        drawing.update(numbers, None if backward else forward, note=False)

    def row(key):
        return ", ".join(written(number) for number in numbers[key][:, 0])

    loss = written(numbers["L"].sum())
    sentence = f"Forward: z1 = {row('Z1')}; a1 = {row('A1')}; a2 = {row('A2')}; loss {loss}."
    if backward:
        sentence += f"\nBackward: dz2 = {row('dZ2')}; da1 = {row('dA1')}; dz1 = {row('dZ1')}."
    return Picture(draw, sentence, STILL)
