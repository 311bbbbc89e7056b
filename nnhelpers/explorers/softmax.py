"""Softmax by hand: three scores, the probabilities made of them, the loss and its gradient.

Page 08 uses it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.lines import Line2D

from nnhelpers import arguments
from nnhelpers.activations import softmax
from nnhelpers.explorers.base import Explorer
from nnhelpers.explorers.controls import choice, pick, slider
from nnhelpers.explorers.grips import LOOK, Grip
from nnhelpers.losses import cross_entropy
from nnhelpers.plots import CLASS_COLOURS, HIGHLIGHT, INK, QUIET

CLASSES = ("cat", "dog", "lion")
SCORES = (-4.0, 4.0)
SHIFTS = (-3.0, 3.0)
TEMPERATURES = (0.1, 0.2, 0.5, 1, 2, 5, 10)
HIGHEST_LOSS = 6.0  # of the picture; a higher one is drawn at its upper edge
LARGE_LOSS = 4.0  # a probability below 2 %
BAR = 0.62  # width of a bar


@dataclass(frozen=True)
class SoftmaxResult:
    """What SoftmaxExplorer shows.

    Attributes
    ----------
    scores : ndarray, shape (3,)
        z, with what is added to all of them.
    temperature : float
    true_class : int
    probabilities : ndarray, shape (3,)
        a = softmax(z / T).
    loss : float
        −log of the true class's probability.
    gradient : ndarray, shape (3,)
        a − y: the derivative of the loss by z / T.
    """

    scores: np.ndarray
    temperature: float
    true_class: int
    probabilities: np.ndarray
    loss: float
    gradient: np.ndarray


class SoftmaxExplorer(Explorer):
    """Three scores as bars to be pulled, their softmax, and what the loss makes of it.

    Parameters
    ----------
    scores : sequence of float
        For cat, dog and lion at first, each −4 … 4.
    temperature : float
        What the scores are divided by at first; the slider stops at 0.1, 0.2, 0.5, 1, 2, 5, 10.
    true_class : str
        cat, dog or lion.
    name : str, optional
        As in Explorer.

    Notes
    -----
    `result` is a SoftmaxResult. Controls: `z1`, `z2`, `z3`, `shift` (added to all three),
    `temperature`, `true_class`.
    """

    css_name = "softmax"
    title = "Softmax: from three scores to probabilities, a loss and its gradient"
    size = (860, 320)

    @arguments.takes(
        scores=arguments.sequence(3, check=arguments.number(*SCORES)),
        temperature=arguments.number(min(TEMPERATURES), max(TEMPERATURES)),
        true_class=arguments.one_of(*CLASSES),
        name=arguments.optional(arguments.text),
    )
    def __init__(
        self,
        scores=(2.0, 1.0, -1.0),
        temperature: float = 1.0,
        true_class: str = "cat",
        name: str | None = None,
    ) -> None:
        sliders = {
            f"z{k}": slider(f"score z{'₁₂₃'[k - 1]} ({label})", float(score), *SCORES, 0.1, ".1f")
            for k, (label, score) in enumerate(zip(CLASSES, scores), 1)
        }
        controls = {
            **sliders,
            "shift": slider("add to all scores", 0.0, *SHIFTS, 0.1, ".1f"),
            "temperature": pick("temperature T", temperature, TEMPERATURES),
            "true_class": choice("true class", true_class, CLASSES),
        }
        super().__init__(controls, name=name)

    def compute(
        self, z1: float, z2: float, z3: float, shift: float, temperature: float, true_class: str
    ) -> SoftmaxResult:
        """Probabilities, loss and gradient of one example with these scores."""
        z = np.array([[z1], [z2], [z3]]) + shift
        y = np.array([[float(label == true_class)] for label in CLASSES])
        a = softmax(z / temperature)
        return SoftmaxResult(
            scores=z[:, 0],
            temperature=temperature,
            true_class=CLASSES.index(true_class),
            probabilities=a[:, 0],
            loss=cross_entropy(a, y),
            gradient=(a - y)[:, 0],
        )

    # ------------------------------------------------------------ view

    def build(self, figure):
        """Four panels: scores, probabilities with what they should be, gradient, loss."""
        scores, probabilities, gradient, loss = figure.subplots(1, 4, width_ratios=(1, 1, 1, 0.9))
        low, high = SCORES[0] + SHIFTS[0] - 0.6, SCORES[1] + SHIFTS[1] + 0.6
        scores.set(title="Scores z", ylim=(low, high))
        probabilities.set(title="Probabilities a", ylim=(-0.04, 1.16))
        gradient.set(title="Gradient a − y", ylim=(-1.2, 1.2))
        self._scores = scores
        self.bars = [_bars(axes) for axes in (scores, probabilities, gradient)]
        self.knobs = [
            scores.plot([], [], **LOOK | {"markeredgecolor": c})[0] for c in CLASS_COLOURS
        ]
        self.numbers = [_numbers(axes) for axes in (probabilities, gradient)]
        goal = {"color": HIGHLIGHT, "markeredgewidth": 2.6, "linestyle": "none", "marker": "_"}
        (self.targets,) = probabilities.plot([], [], markersize=34, **goal)
        probabilities.legend(
            handles=[Line2D([], [], markersize=14, **goal)], labels=["goal y"], loc="upper right",
            frameon=False, handlelength=1.2, borderaxespad=0,
        )  # fmt: skip
        self.words = probabilities.text(-0.55, 1.15, "", va="top", fontsize=9.5)
        bars = [bar for panel in self.bars for bar in panel]
        numbers = [number for panel in self.numbers for number in panel]
        moving = [*bars, self.targets, *self.knobs, *numbers, self.words]
        return [*moving, *self._build_loss(loss)]

    def _build_loss(self, axes) -> list:
        axes.set(title="Loss −log a", xlabel="a of the true class")
        axes.set(xlim=(-0.03, 1.03), ylim=(-0.25, HIGHEST_LOSS + 0.2), xticks=(0, 0.5, 1))
        a = np.geomspace(np.exp(-HIGHEST_LOSS - 1), 1, 200)
        axes.plot(a, -np.log(a), color=INK)
        (self.point,) = axes.plot([], [], "o", color=HIGHLIGHT, markersize=9)
        self.loss = axes.text(
            0.97, 0.95, "", transform=axes.transAxes, ha="right", va="top", fontsize=12,
            weight="bold", color=HIGHLIGHT,
        )  # fmt: skip
        return [self.point, self.loss]

    def draw(self, result) -> None:
        """Move bars, knobs, goals and the point on the curve of the loss."""
        heights = result.scores, result.probabilities, result.gradient
        for bars, values in zip(self.bars, heights):
            for bar, value in zip(bars, values):
                bar.set_height(value)
        for k, knob in enumerate(self.knobs):
            knob.set_data([k], [result.scores[k]])
        for k, number in enumerate(self.numbers[0]):
            number.set(text=f"{result.probabilities[k]:.3f}", y=result.probabilities[k] + 0.02)
        for k, number in enumerate(self.numbers[1]):
            value = result.gradient[k]
            number.set(text=_signed(value), y=value + (0.04 if value >= 0 else -0.15))
        self.words.set_text(f"T = {result.temperature:g}")
        self.targets.set_data(range(3), np.arange(3) == result.true_class)
        place = result.probabilities[result.true_class], min(result.loss, HIGHEST_LOSS)
        self.point.set_data([place[0]], [place[1]])
        self.loss.set_text(f"{result.loss:.3f}")

    def grips(self, result) -> list[Grip]:
        """The upper ends of the three scores."""
        return [
            Grip(f"score of {label}", self._scores, k, result.scores[k], up=f"z{k + 1}")
            for k, label in enumerate(CLASSES)
        ]

    def dragged(self, grip: Grip, x: float, y: float) -> dict[str, float]:
        """The hand pulls the sum of the score and what is added to all."""
        return {grip.up: y - self.values["shift"]}

    def readout(self, result) -> str:
        """Scores, probabilities, loss, gradient, and what only differences mean."""
        z, a, T = result.scores, result.probabilities, result.temperature
        label = CLASSES[result.true_class]
        divided = f", divided by T = {T:g}: {_list(z / T, '.2f')}" if T != 1 else ""
        lines = [
            f"Scores {_list(z, '.1f')}{divided}. Probabilities {_list(a, '.3f')}, sum 1.",
            f"Loss −log {a[result.true_class]:.3g} = {result.loss:.3f} (true class: {label}). "
            f"Gradient by z{'/T' if T != 1 else ''}: a − y = {_list(result.gradient, '+.3f')}.",
            f"Only differences count: scores {_list(z - z.max(), '.1f')} would give the same.",
        ]
        return "\n".join(lines).replace("-", "−")

    def warning(self, result) -> str:
        """Say so where softmax is sure of a wrong class."""
        if result.loss < LARGE_LOSS:
            return ""
        label = CLASSES[int(result.probabilities.argmax())]
        return (
            f"Sure and wrong: it says {label}. The less the true class gets, the higher the loss."
        )


def _bars(axes) -> list:
    """Three bars in the colors of the classes, with a line at 0."""
    axes.set(xlim=(-0.6, 2.6))
    axes.set_xticks(range(3), CLASSES)
    axes.axhline(0, color=QUIET, linewidth=0.8)
    return list(axes.bar(range(3), [0] * 3, width=BAR, color=CLASS_COLOURS, alpha=0.85))


def _numbers(axes) -> list:
    return [axes.text(k, 0, "", ha="center", va="bottom", fontsize=9.5) for k in range(3)]


def _signed(value: float) -> str:
    return f"{round(value, 3) + 0.0:+.3f}".replace("-", "−")


def _list(values, form: str) -> str:
    """Numbers in words; the −0 of a rounded number is 0."""
    digits = int(form.strip("+.f"))
    return ", ".join(format(round(float(each), digits) + 0.0, form) for each in values)
