"""Forward and backward through a small network, one box at a time.

The numbers, their order and their wording are in `nnhelpers.diagrams.passes`, the picture is a
`PropagationDrawing`; here are the controls. Page 03 uses it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnhelpers import arguments
from nnhelpers.diagrams import PropagationDrawing, in_words, passes, steps_of, written
from nnhelpers.explorers.base import Explorer
from nnhelpers.explorers.controls import button, choice, slider

LAYER_SIZES = (2, 2, 1)
PARAMS = {
    "W1": np.array([[2.0, -1.0], [1.0, 1.0]]),
    "b1": np.array([[0.0], [-2.0]]),
    "W2": np.array([[2.0, 1.0]]),
    "b2": np.array([[0.0]]),
}
MOST_STEPS = len(steps_of(LAYER_SIZES))


@dataclass(frozen=True)
class PropagationResult:
    """What PropagationExplorer shows.

    Attributes
    ----------
    taken : int
        How many steps have been taken.
    heading, formula : str
        The last of them in words, and with its numbers; "" before the first.
    numbers : dict of str to ndarray
        All numbers of both passes, those of later steps too: what `passes` returns.
    """

    taken: int
    heading: str
    formula: str
    numbers: dict[str, np.ndarray]


class PropagationExplorer(Explorer):
    """Two inputs, two tanh units, one sigmoid output: each press of a button fills one box.

    Parameters
    ----------
    steps : int
        Steps taken at first, 0 … 16.
    name : str, optional
        As in Explorer.

    Notes
    -----
    `result` is a PropagationResult.
    """

    css_name = "propagation"
    title = "Forward and backward through a 2-2-1 network, one box at a time"
    size = (840, 430)

    @arguments.takes(steps=arguments.count(0, MOST_STEPS), name=arguments.optional(arguments.text))
    def __init__(self, steps: int = 0, name: str | None = None) -> None:
        self.steps = steps_of(LAYER_SIZES)
        # Ranges of 4 and 8: a browser's slider computes in percent of its range, and what it does
        # not give back exactly it would send to the kernel as if it had been moved.
        controls = {
            "steps": slider("steps taken", steps, 0, MOST_STEPS),
            "y": choice("label y", 1, [("1", 1), ("0", 0)]),
            "x1": slider("input x₁", 1.0, -2.0, 2.0, 0.5, ".1f"),
            "x2": slider("input x₂", 2.0, -2.0, 2.0, 0.5, ".1f"),
            "w": slider("weight of unit 1", 2.0, -4.0, 4.0, 0.5, ".1f"),
        }
        super().__init__(controls, name=name)

    def compute(self, steps: int, y: int, x1: float, x2: float, w: float) -> PropagationResult:
        """Both passes; `w` is the weight from hidden unit 1 to the output."""
        params = {**PARAMS, "W2": np.array([[w, PARAMS["W2"][0, 1]]])}
        numbers = passes(params, np.array([[x1], [x2]]), np.array([[float(y)]]))
        heading, formula = in_words(self.steps[steps - 1], numbers) if steps else ("", "")
        return PropagationResult(taken=steps, heading=heading, formula=formula, numbers=numbers)

    # ------------------------------------------------------------ view

    def build(self, figure):
        """The network with its numbers; only the numbers and the mark move."""
        axes = figure.add_subplot()
        self.drawing = PropagationDrawing(axes, LAYER_SIZES)
        return self.drawing.artists

    def draw(self, result) -> None:
        """Write the numbers found so far."""
        self.drawing.update(result.numbers, result.taken)

    def readout(self, result) -> str:
        """Which step this is, its formula, and the example that goes through."""
        found = result.numbers
        x1, x2, y, w = map(written, (*found["A0"][:, 0], found["Y"][0, 0], found["W2"][0, 0]))
        example = f"Example: x = ({x1}, {x2}), y = {y}; hidden unit 1 counts with the weight {w}."
        if not result.taken:
            return (
                f"Nothing computed yet: press Next for the first of {MOST_STEPS} steps.\n{example}"
            )
        way = "backward" if self.steps[result.taken - 1].is_backward else "forward"
        step = f"Step {result.taken} of {MOST_STEPS}, {way}. {result.heading}: {result.formula}."
        return f"{step}\n{example}"

    def buttons(self) -> dict:
        """Return back, next and reset."""
        return {
            "back": button("Back", "Take the last step back", icon="step-backward"),
            "next": button("Next", "Take one more step", icon="step-forward"),
            **super().buttons(),
        }

    def press(self, name: str) -> None:
        """Do what the button `name` does (on the main thread)."""
        if name not in ("back", "next"):
            return super().press(name)
        steps = self.values["steps"] + (1 if name == "next" else -1)
        self._move({"steps": min(max(steps, 0), MOST_STEPS)})
        self.moved()
