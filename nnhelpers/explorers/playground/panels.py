"""The playground's two panels beside the network: the plane with its examples, and the costs."""

from __future__ import annotations

import numpy as np

from nnhelpers.explorers.panels import plain_log
from nnhelpers.explorers.playground.mosaic import SHADES, PlaneMap, levels
from nnhelpers.plots import CLASS_COLOURS, CLASS_MARKERS, class_labels, line_style

SHADES_OF_VALUES = 7  # in which the examples of a regression are drawn
OUTPUT = "Output"  # heading of the network's own output
PALE = "#a9a9a9"  # the run before
COSTS = (0.0005, 5.0)  # limits of the cost axis; they never move, so that runs can be compared
SHORTEST = 50  # epochs that the axis shows at least


class OutputPanel:
    """The plane: what the network says everywhere, the examples on top.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    limits : tuple of float
        Of both axes.
    """

    def __init__(self, axes, limits) -> None:
        self.axes = axes
        axes.set(xlim=limits, ylim=limits, xticks=[-5, 0, 5], yticks=[-5, 0, 5])
        axes.tick_params(labelsize=8, pad=1, length=2)
        self.map = PlaneMap(axes)
        self.heading = axes.text(0, 1.02, "", transform=axes.transAxes, fontsize=10, weight="bold")
        values = SHADES[levels(np.linspace(-1, 1, SHADES_OF_VALUES))] / 255
        looks = [*zip(CLASS_COLOURS, CLASS_MARKERS), *((tuple(rgb), "o") for rgb in values)]
        self.training = [self._points(*look, 4.5, filled=True) for look in looks]
        self.test = [self._points(*look, 4.5, filled=False) for look in looks]
        self.heading.set_clip_on(False)
        self.moving = [self.map, *self.test, *self.training, self.heading]

    def _points(self, color, marker, size, filled: bool):
        look = (
            {"color": color, "markeredgecolor": "white", "markeredgewidth": 0.5}
            if filled
            else {"color": "white", "markeredgecolor": color, "markeredgewidth": 1.2}
        )
        if not isinstance(color, str):  # of a regression: pale values need an edge to be seen
            look |= {"color": color, "markeredgecolor": "#767676" if filled else "#1a1a1a"}
        (points,) = self.axes.plot([], [], linestyle="none", marker=marker, markersize=size, **look)
        return points

    def show_examples(self, training, test, regression: bool, with_test: bool) -> None:
        """Show examples (X, Y); those of the test only if wished."""
        for points, (X, Y), wished in (
            (self.training, training, True),
            (self.test, test, with_test),
        ):
            for artist, inside in zip(points, _groups(Y, regression)):
                artist.set_data(*(X[:, inside] if wished else X[:, :0]))
                artist.set_visible(wished and inside.any())  # an empty one takes time, too

    def show(self, values, heading: str, discrete: bool = False) -> None:
        """Show values (1, n, n), −1 … 1, or probabilities (classes, n, n).

        Of something else than the OUTPUT there are no classes, and no boundary of a run before.
        """
        self.map.set_values(values)
        self.map.discrete = discrete and heading == OUTPUT
        self.map.with_earlier = heading == OUTPUT
        self.heading.set_text(heading)


def _groups(Y, regression: bool):
    """Which examples each of the artists shows: arrays of bool, (m,)."""
    if regression:
        group = len(CLASS_COLOURS) + np.rint(
            (np.clip(Y[0], -1, 1) + 1) / 2 * (SHADES_OF_VALUES - 1)
        ).astype(int)
    else:
        group = class_labels(Y) if Y.size else np.empty(0)  # no points yet, none by hand
    return [group == k for k in range(len(CLASS_COLOURS) + SHADES_OF_VALUES)]


class CurvesPanel:
    """Costs of training and test examples over the epochs, and those of the run before.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    """

    def __init__(self, axes) -> None:
        self.axes = axes
        axes.set(yscale="log", ylim=COSTS, xlim=(0, SHORTEST))
        plain_log(axes.yaxis, sparse=True)
        axes.tick_params(labelsize=8, pad=1, length=2)
        axes.grid(True)
        axes.set_title("Cost J", loc="left", fontsize=10, pad=4)
        axes.text(1, 0.03, "epoch", transform=axes.transAxes, ha="right", fontsize=8)
        self.earlier = [axes.plot([], [], color=PALE, linewidth=1.2, linestyle=style)[0]
                        for style in ("-", "--")]  # fmt: skip
        self.training, self.test = (
            axes.plot([], [], **{**line_style(name, 0), "linewidth": 1.6})[0]
            for name in ("training", "test")
        )
        (self.now,) = axes.plot([], [], "o", color="#1a1a1a", markersize=4)
        axes.legend(
            [self.training, self.test, self.earlier[0]], ["training", "test", "before"],
            loc="lower right", bbox_to_anchor=(1.01, 0.96), ncols=3, frameon=False, fontsize=8,
            handlelength=1.3, handletextpad=0.3, columnspacing=0.7, borderaxespad=0,
        )  # fmt: skip
        self.moving = [*self.earlier, self.test, self.training, self.now]

    def show(self, epochs, training, test, epoch) -> bool:
        """Show costs (records,) at these epochs; return whether the axis had to grow.

        epoch : where the run stands.
        """
        self.training.set_data(epochs, training)
        self.test.set_data(epochs, test)
        if len(epochs):
            self.now.set_data([epoch], [np.interp(epoch, epochs, training)])
        ends = [line.get_xdata()[-1] for line in (self.training, self.earlier[0])
                if len(line.get_xdata())]  # fmt: skip
        return self._reach(max([SHORTEST, *ends]))

    def _reach(self, last) -> bool:
        """Let the axis end at 50, 100, 200, 500, 1000 …: it grows seldom."""
        power = 10 ** np.floor(np.log10(last))
        end = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= last)
        if end == self.axes.get_xlim()[1]:
            return False
        self.axes.set_xlim(0, end)
        return True

    def keep(self) -> None:
        """Leave the present curves behind as the run before."""
        for earlier, line in zip(self.earlier, (self.training, self.test)):
            earlier.set_data(*line.get_data())

    def forget(self) -> None:
        """Forget the run before."""
        for earlier in self.earlier:
            earlier.set_data([], [])
