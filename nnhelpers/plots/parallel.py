"""Many trials at once, each a line through its settings to its result: parallel coordinates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from nnhelpers.arguments import array, mapping, sequence, takes, text
from nnhelpers.plots.palette import HIGHLIGHT, INK, SEQUENTIAL
from nnhelpers.plots.picture import Picture
from nnhelpers.plots.wording import spell

WIDE = 20  # positive numbers whose largest is that many times the smallest stand on a log scale

BEHIND = {"facecolor": "white", "alpha": 0.75, "lw": 0, "pad": 0.5}  # so that marks stand out


@takes(settings=mapping(sequence()), results=array(1, finite=False), title=text, result=text)
def plot_parallel(settings: Mapping, results: Sequence, *, title="", result="result") -> Picture:
    """A line for each trial, over one upright axis for each setting; the last axis is the result.

    Parameters
    ----------
    settings : dict
        {name: values, one for each trial}; numbers (on a log scale where they span a wide range),
        or anything else, which gets a place for each different value.
    results : sequence of float
        The lower the better; the best trial is drawn thick. NaN: the line is left out.
    result : str
        What the last axis is called.

    ValueError if the lengths differ, or no result is a number.
    """
    results = np.asarray(results, dtype=float)
    for name, values in settings.items():
        if len(values) != len(results):
            raise ValueError(
                f"settings[{name!r}] has {len(values)} values, but there are {len(results)} "
                "results. Pass one value for each trial."
            )
    shown = np.flatnonzero(np.isfinite(results))
    if not len(shown):
        raise ValueError("results holds no finite number; at least one was expected.")
    scales = [_Scale(name, values) for name, values in settings.items()]
    scales.append(_Scale(result, results[shown].tolist()))
    order = shown[np.argsort(-results[shown], kind="stable")]  # the best on top
    best = order[-1]
    heights = np.full((len(results), len(scales)), np.nan)
    for i, values in enumerate(settings.values()):
        heights[:, i] = scales[i].heights(values)
    heights[shown, -1] = scales[-1].heights(results[shown])

    def draw(ax):
        places = np.arange(len(scales))
        for rank, k in enumerate(order):
            color = SEQUENTIAL(0.9 * (1 - rank / len(order)))
            ax.plot(places, heights[k], color=color, lw=1, alpha=0.6)
        ax.plot(places, heights[best], color=HIGHLIGHT, lw=3)
        for place, scale in zip(places, scales):
            scale.draw(ax, place)
        ax.set(xlim=(-0.3, places[-1] + 0.55), ylim=(-0.04, 1.04), title=title)
        ax.set_xticks(places, [scale.label for scale in scales])
        ax.set_yticks([])
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)

    at = ", ".join(f"{name} {_spelled(values[best])}" for name, values in settings.items())
    sentence = (
        f"{len(shown)} trials. The best, drawn thick: {result} {spell(results[best])} at {at}."
    )
    return Picture(draw, sentence, (max(5.0, 1.6 * len(scales)), 4.0))


class _Scale:
    """Where the values of one setting stand, from 0 (bottom) to 1 (top)."""

    def __init__(self, name, values):
        numbers = all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
        different = sorted(set(values)) if numbers else list(dict.fromkeys(map(str, values)))
        self.numbers = numbers and len(different) > 1
        self.log = self.numbers and different[0] > 0 and different[-1] > WIDE * different[0]
        self._different = different
        self.label = f"{name}\n(log)" if self.log else name
        if self.numbers:
            self._low, self._high = self._place(different[0]), self._place(different[-1])

    def _place(self, value):
        return np.log10(value) if self.log else value

    def heights(self, values):
        """One height for each value."""
        if self.numbers:
            return (self._place(np.asarray(values, dtype=float)) - self._low) / (
                self._high - self._low
            )
        steps = max(len(self._different) - 1, 1)
        kind = float if isinstance(self._different[0], int | float) else str
        return [self._different.index(kind(v)) / steps for v in values]

    def _marks(self):
        """The values that are written beside the axis."""
        if not self.numbers or len(self._different) <= 6:
            return self._different
        if self.log:
            low, high = int(np.ceil(self._low - 1e-9)), int(np.floor(self._high + 1e-9))
            powers = [10.0**e for e in range(low, high + 1)]
            if len(powers) >= 2:
                return powers
            return [self._different[0], *powers, self._different[-1]]
        return np.linspace(self._different[0], self._different[-1], 5).tolist()

    def draw(self, ax, place):
        """The axis at that place, with its values."""
        ax.plot([place, place], [0, 1], color=INK, lw=1)
        marks = self._marks()
        for mark, height in zip(marks, self.heights(marks)):
            ax.plot([place - 0.03, place], [height, height], color=INK, lw=1)
            ax.annotate(_spelled(mark), (place, height), xytext=(4, 0), va="center", fontsize=8,
                        textcoords="offset points", bbox=BEHIND)  # fmt: skip


def _spelled(value):
    """A value beside its axis: numbers short, layers as 16-8."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.3g}"
    if isinstance(value, tuple):
        return "-".join(map(str, value)) or "none"
    return str(value)
