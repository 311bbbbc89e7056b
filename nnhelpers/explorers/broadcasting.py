"""Broadcasting: two arrays, what NumPy stretches, and the result, or why there is none.

The arrays are small enough to show every number. Page 01 uses it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.patches import Rectangle

from nnhelpers import arguments
from nnhelpers.explorers.base import Explorer
from nnhelpers.explorers.controls import choice, slider
from nnhelpers.explorers.grips import LOOK, Grip
from nnhelpers.plots import INK, QUIET

MOST_ROWS, MOST_COLUMNS = 4, 5
OPERATIONS = {"+": np.add, "-": np.subtract, "*": np.multiply}
WRITTEN = {"+": "+", "-": "−", "*": "×"}
COLORS = {"A": "#332288", "B": "#117733", "result": INK}
SHADES = {"A": "#dcd9ec", "B": "#d3e6da", "result": "#f0f0f0"}
LEFT = {"A": 0.0, "B": 7.0, "result": 14.0}  # of each array, in cells
WRONG = "#b22222"


@dataclass(frozen=True)
class BroadcastingResult:
    """What BroadcastingExplorer shows.

    Attributes
    ----------
    A, B : ndarrays
        As they are: 10, 20, 30 … and 1, 2, 3 …
    A_stretched, B_stretched, value : ndarrays or None
        At the size of the result, and the result; None where the shapes do not fit.
    operation : str
        +, - or *.
    reasons : tuple of str
        For each axis of the result, the last one first, how the two sizes go together.
    """

    A: np.ndarray
    B: np.ndarray
    A_stretched: np.ndarray | None
    B_stretched: np.ndarray | None
    value: np.ndarray | None
    operation: str
    reasons: tuple[str, ...]


def shape_of(rows: int, columns: int) -> tuple[int, ...]:
    """(rows, columns); with no rows an array of one dimension, (columns,)."""
    return (rows, columns) if rows else (columns,)


def reasons_for(shape_a: tuple[int, ...], shape_b: tuple[int, ...]) -> tuple[str, ...]:
    """NumPy's rule, axis by axis from the right: equal sizes, or one of them 1, or missing."""
    sentences = []
    for k, axis in enumerate(("columns", "rows")[: max(len(shape_a), len(shape_b))], 1):
        a, b = (shape[-k] if len(shape) >= k else None for shape in (shape_a, shape_b))
        sentences.append(f"{axis} {_reason(a, b)}")
    return tuple(sentences)


def _reason(a: int | None, b: int | None) -> str:
    for name, size, other in (("A", a, b), ("B", b, a)):
        if size is None:
            copied = "" if other == 1 else f" and is stretched to {other}"
            return f"{other}: {name} has no such axis; it counts as 1{copied}"
    if a == b:
        return f"{a} and {b}: equal"
    if 1 in (a, b):
        return f"{a} and {b}: the 1 of {'A' if a == 1 else 'B'} is stretched to {max(a, b)}"
    return f"{a} and {b}: neither equal nor 1, they do not fit"


class BroadcastingExplorer(Explorer):
    """Two arrays with a handle at the corner, stretched by NumPy's rule, and their result.

    Parameters
    ----------
    a, b : tuple of int
        The shapes at first: (rows, columns) up to (4, 5), or (columns,).
    operation : str
        +, - or *.
    name : str, optional
        As in Explorer.

    Notes
    -----
    `result` is a BroadcastingResult. `show(a, b)` sets both shapes.
    """

    css_name = "broadcasting"
    title = "Broadcasting: which shapes go together, and what is stretched"
    size = (840, 300)

    @arguments.takes(
        a=arguments.sequence(1, 2, check=arguments.count(1, 5)),
        b=arguments.sequence(1, 2, check=arguments.count(1, 5)),
        operation=arguments.one_of(*OPERATIONS),
        name=arguments.optional(arguments.text),
    )
    def __init__(self, a=(3, 1), b=(1, 4), operation: str = "+", name: str | None = None) -> None:
        controls = {}
        for letter, shape in (("a", a), ("b", b)):
            rows, columns = _rows_and_columns(shape)
            upper = letter.upper()
            controls[f"rows_{letter}"] = slider(f"{upper}: rows (0: none)", rows, 0, MOST_ROWS)
            controls[f"columns_{letter}"] = slider(f"{upper}: columns", columns, 1, MOST_COLUMNS)
        controls["operation"] = choice(
            "operation", operation, [(WRITTEN[each], each) for each in OPERATIONS]
        )
        super().__init__(controls, name=name)

    def show(self, a, b) -> None:
        """Set both shapes, (rows, columns) or (columns,)."""
        (rows_a, columns_a), (rows_b, columns_b) = map(_rows_and_columns, (a, b))
        self.set(rows_a=rows_a, columns_a=columns_a, rows_b=rows_b, columns_b=columns_b)

    def compute(
        self, operation: str, rows_a: int, columns_a: int, rows_b: int, columns_b: int
    ) -> BroadcastingResult:
        """Let NumPy combine the two arrays, and say by which rule it can or cannot."""
        A = _numbers(shape_of(rows_a, columns_a), 10)
        B = _numbers(shape_of(rows_b, columns_b), 1)
        try:
            A_stretched, B_stretched = np.broadcast_arrays(A, B)
            value = OPERATIONS[operation](A, B)
        except ValueError:
            A_stretched = B_stretched = value = None
        return BroadcastingResult(
            A=A,
            B=B,
            A_stretched=A_stretched,
            B_stretched=B_stretched,
            value=value,
            operation=operation,
            reasons=reasons_for(A.shape, B.shape),
        )

    # ------------------------------------------------------------ view

    def build(self, figure):
        """Three grids of cells that stand on one line, below it their shapes and the rule."""
        axes = figure.add_subplot()
        axes.set(xlim=(-0.6, 19.8), ylim=(-2.5, 4.55), aspect="equal")
        axes.axis("off")
        self._axes = axes
        self.cells, self.digits, self.titles, moving = {}, {}, {}, []
        for name, left in LEFT.items():
            self.cells[name], self.digits[name] = _grid(axes, left)
            style = {"color": COLORS[name], "ha": "left", "va": "top", "weight": "bold"}
            self.titles[name] = axes.text(left, -0.25, "", fontsize=11, **style)
            moving += [*self.cells[name].values(), *self.digits[name].values(), self.titles[name]]
        big = {"fontsize": 20, "ha": "center", "va": "center"}
        self.sign = axes.text(6.0, 0.5, "", **big)
        self.equals = axes.text(13.0, 0.5, "=", **big)
        self.none = axes.text(14.0, 0.5, "", color=WRONG, fontsize=11, va="center", weight="bold")
        self.rule = axes.text(0, -1.15, "", fontsize=9.5, va="top", linespacing=1.35)
        self.knobs = {letter: axes.plot([], [], **LOOK)[0] for letter in "ab"}
        return [*moving, self.sign, self.equals, self.none, self.rule, *self.knobs.values()]

    def draw(self, result) -> None:
        """Fill the cells: those of the array itself shaded, the stretched ones pale."""
        fits = result.value is not None
        for name, array, stretched in (
            ("A", result.A, result.A_stretched),
            ("B", result.B, result.B_stretched),
            ("result", result.value, result.value),
        ):
            self._fill(name, array, stretched if fits else array)
            said = "" if array is None else f"{name} {array.shape}"
            self.titles[name].set_text(said)
        middle = max(len(np.atleast_2d(array)) for array in (result.A, result.B)) / 2
        for text in (self.sign, self.equals, self.none):
            text.set_y(middle)
        self.sign.set_text(WRITTEN[result.operation])
        self.none.set_text("" if fits else "no result")
        lines = [f"{reason[0].upper()}{reason[1:]}." for reason in result.reasons]
        self.rule.set_text("\n".join(lines))
        self.rule.set_color(INK if fits else WRONG)
        for letter, knob in self.knobs.items():
            x, y = self._corner(letter)
            knob.set_data([x], [y])

    def _fill(self, name: str, array, shown) -> None:
        """Show `shown` and shade what of it is `array` itself."""
        table = np.zeros((0, 0)) if shown is None else np.atleast_2d(shown)
        own = (0, 0) if array is None else np.atleast_2d(array).shape
        rows, columns = table.shape
        for (i, j), cell in self.cells[name].items():
            inside, digit = i < rows and j < columns, self.digits[name][i, j]
            cell.set_visible(inside)
            digit.set_text("")
            if not inside:
                continue
            real = i >= rows - own[0] and j < own[1]  # of equal rows the one that has the grip
            cell.set_y(rows - 1 - i)  # the first row on top, the last one on the line
            cell.set_facecolor(SHADES[name] if real else "white")
            cell.set_edgecolor(COLORS[name] if real else "#b9b9b9")
            cell.set_linestyle("-" if real else ":")
            digit.set_position((LEFT[name] + j + 0.5, rows - 0.5 - i))
            digit.set_text(f"{table[i, j]}".replace("-", "−"))
            digit.set_color(INK if real else QUIET)

    def _corner(self, letter: str) -> tuple[float, float]:
        """The upper right corner of an array as it is."""
        values = self.values
        return LEFT[letter.upper()] + values[f"columns_{letter}"], values[f"rows_{letter}"]

    def grips(self, result) -> list[Grip]:
        """The upper right corner of both arrays."""
        return [
            Grip(f"corner of {letter.upper()}", self._axes, *self._corner(letter),
                 across=f"columns_{letter}", up=f"rows_{letter}")
            for letter in "ab"
        ]  # fmt: skip

    def dragged(self, grip: Grip, x: float, y: float) -> dict[str, float]:
        """As many rows and columns as lie between the lower left corner and the hand."""
        return {grip.across: x - LEFT[grip.name[-1]], grip.up: y}

    def readout(self, result) -> str:
        """Both shapes, the rule axis by axis, and the result."""
        shapes = f"A {result.A.shape} {result.operation} B {result.B.shape}"
        rule = f"From the right: {'; '.join(result.reasons)}."
        if result.value is None:
            return f"{shapes}: an error.\n{rule}"
        return f"{shapes} is {result.value.shape}: {result.value.tolist()}.\n{rule}"

    def warning(self, result) -> str:
        """Say what NumPy says when shapes do not fit."""
        if result.value is None:
            return (
                "NumPy stops with: ValueError: operands could not be broadcast together with "
                f"shapes {_as_numpy_writes(result.A.shape)} {_as_numpy_writes(result.B.shape)}"
            )
        return ""


def _rows_and_columns(shape) -> tuple[int, int]:
    """(0, columns) for an array of one dimension."""
    return (0, *shape) if len(shape) == 1 else tuple(shape)


def _numbers(shape: tuple[int, ...], step: int) -> np.ndarray:
    """step, 2 step, 3 step … row by row."""
    return step * np.arange(1, np.prod(shape) + 1).reshape(shape)


def _as_numpy_writes(shape: tuple[int, ...]) -> str:
    return str(shape).replace(" ", "")


def _grid(axes, left: float):
    """Cells and their digits by (row, column), for the largest array there is."""
    cells, digits = {}, {}
    for i, j in np.ndindex(MOST_ROWS, MOST_COLUMNS):
        cells[i, j] = axes.add_patch(Rectangle((left + j, 0), 1, 1, linewidth=1.2))
        digits[i, j] = axes.text(0, 0, "", ha="center", va="center", fontsize=9.5)
    return cells, digits
