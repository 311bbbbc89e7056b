"""The learning rate: too small, right, too large, without waiting.

The whole range is trained in one stacked pass when the explorer is made (`nnhelpers.sweep`; in
the span of the examples where there are fewer of them than inputs), so the slider only looks up.
Page 02 uses it on images, page 03 in the plane.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnhelpers import arguments
from nnhelpers.explorers.base import Explorer
from nnhelpers.explorers.controls import nearest, pick
from nnhelpers.explorers.grips import LOOK, Grip
from nnhelpers.explorers.panels import BoundaryPanel, WeightsPanel, plain_log
from nnhelpers.initializers import INITIALIZERS
from nnhelpers.network import accuracy
from nnhelpers.plots import HIGHLIGHT, INK, line_style, percent_of, spell
from nnhelpers.span import Span
from nnhelpers.sweep import member, sweep
from nnhelpers.training import check_validation


def default_rates(low: float = 1e-4, high: float = 0.1):
    """Return eight rates a decade from low to high, of two digits each."""
    count = round(8 * np.log10(high / low)) + 1
    return np.array([float(f"{rate:.2g}") for rate in np.geomspace(low, high, count)])


@dataclass(frozen=True)
class LearningRateResult:
    """What LearningRateExplorer shows.

    Attributes
    ----------
    learning_rate : float
    iterations, costs : ndarrays, shape (number of records,)
    cost, training_accuracy : float
        At the end of training.
    validation_cost, validation_accuracy : float or None
        The same on the validation data, where there are any.
    unstable, diverged : str or None
        As of a Run.
    params : dict
        Of the trained network.
    """

    learning_rate: float
    iterations: np.ndarray
    costs: np.ndarray
    cost: float
    training_accuracy: float
    validation_cost: float | None
    validation_accuracy: float | None
    unstable: str | None
    diverged: str | None
    params: dict[str, np.ndarray]


@dataclass(frozen=True)
class AtTheEnd:
    """Costs and accuracies of all rates at the end of training, shape (K,)."""

    costs: np.ndarray
    accuracies: np.ndarray


class LearningRateExplorer(Explorer):
    """Cost curves, final costs and what was learned, for every learning rate of a range.

    Parameters
    ----------
    net : Network
        With one output unit.
    X, Y : ndarrays, shapes (n_x, m) and (1, m)
        Two features show a decision boundary; images, with `image_shape`, the weights.
    validation : pair of ndarrays (X, Y), optional
        Its costs and accuracies at the end of training are shown beside those of training.
    learning_rates : sequence of float, optional
        The stops of the slider; by default eight a decade, from 0.0001 to 0.1 for images and
        from 0.001 to 10 otherwise.
    iterations : int
        Length of each run.
    rng : numpy.random.Generator, optional
        Draws the one initialization from which all rates start.
    image_shape : tuple of int, optional
        (height, width, 3) or (height, width) of the images whose columns X holds.
    init : str
        As in `train`.
    span : Span, optional
        Of X, where one is at hand; saves making it again.
    learning_rate : float, optional
        Where the slider stands at first; by default the largest rate that is still stable
        divided by ten, which leaves something to find on both sides.
    name : str, optional
        As in Explorer.

    Notes
    -----
    `result` is a LearningRateResult.
    """

    css_name = "learning-rate"
    title = "Learning rate: the same start, another step length"
    size = (840, 330)

    @arguments.takes(
        net=arguments.network,
        X=arguments.array(2),
        Y=arguments.array(2),
        validation=arguments.optional(arguments.sequence(2, check=arguments.array(2))),
        learning_rates=arguments.optional(arguments.array(1)),
        iterations=arguments.count(1, 1_000_000),
        rng=arguments.rng,
        image_shape=arguments.optional(arguments.sequence(2, 3, check=arguments.count())),
        init=arguments.one_of(*INITIALIZERS),
        span=arguments.optional(arguments.instance(Span, "Pass Span(X).")),
        learning_rate=arguments.optional(arguments.number(0, 1e6)),
        name=arguments.optional(arguments.text),
    )
    def __init__(
        self,
        net,
        X,
        Y,
        validation=None,
        learning_rates=None,
        iterations: int = 300,
        rng=None,
        image_shape=None,
        init: str = "zeros",
        span: Span | None = None,
        learning_rate: float | None = None,
        name: str | None = None,
    ) -> None:
        if learning_rates is None:
            learning_rates = default_rates(1e-3, 10) if image_shape is None else default_rates()
        self.net, self.X, self.Y = net, X, Y
        self.image_shape = image_shape
        self.iterations = iterations
        validation = check_validation(validation, net)
        self._train(np.sort(learning_rates), validation, init, rng, span)
        if learning_rate is None:
            learning_rate = self._stable_rates().max(initial=self.rates[0]) / 10
        control = pick("learning rate", max(learning_rate, self.rates[0]), self.rates)
        super().__init__({"learning_rate": control}, name=name)

    def _train(self, rates, validation, init, rng, span) -> None:
        """Train all rates from one start; keep the run and the results at its end."""
        params = self.net.initialize(init, rng)
        options = {
            "learning_rate": rates,
            "iterations": self.iterations,
            "record_every": max(1, self.iterations // 100),
        }
        if span is None and self.X.shape[0] > self.X.shape[1]:
            span = Span(self.X)
        if span is None:
            run = sweep(self.net, self.X, self.Y, params=params, **options)
            self.params = run.params
        else:
            small, small_params = span.project(self.net, params)
            run = sweep(small, span.R, self.Y, params=small_params, **options)
            self.params = span.expand(run.params, params)
        self.rates, self.run = rates, run
        self.training = self._at_the_end(self.X, self.Y)
        self.validation = None if validation is None else self._at_the_end(*validation)

    def _at_the_end(self, X, Y) -> AtTheEnd:
        """Costs and accuracies on the data X, Y; NaN where training diverged."""
        finite = np.array([sentence is None for sentence in self.run.diverged])
        costs, accuracies = np.full((2, len(finite)), np.nan)
        if finite.any():
            params = {key: array[finite] for key, array in self.params.items()}
            cache = self.net.forward(X, params)
            costs[finite] = self.net.cost(cache, Y)
            accuracies[finite] = accuracy(self.net.labels(cache[f"A{self.net.L}"]), Y)
        return AtTheEnd(costs, accuracies)

    def _stable_rates(self):
        stable = [not (u or d) for u, d in zip(self.run.unstable, self.run.diverged)]
        return self.rates[np.array(stable)]

    def compute(self, learning_rate: float) -> LearningRateResult:
        """Look up the run whose rate is nearest to `learning_rate`."""
        k = int(np.flatnonzero(self.rates == nearest(self.rates, learning_rate))[0])
        run, validation = self.run, self.validation
        return LearningRateResult(
            learning_rate=self.rates[k],
            iterations=run.iterations,
            costs=run.costs[k],
            cost=self.training.costs[k],
            training_accuracy=self.training.accuracies[k],
            validation_cost=None if validation is None else validation.costs[k],
            validation_accuracy=None if validation is None else validation.accuracies[k],
            unstable=run.unstable[k],
            diverged=run.diverged[k],
            params=member(self.params, k),
        )

    # ------------------------------------------------------------ view

    def build(self, figure):
        """Three panels: all cost curves, the costs at the end, what was learned."""
        learned = self.image_shape is not None or self.X.shape[0] == 2
        panels = figure.subplots(1, 3 if learned else 2)
        moving = [*self._build_curves(panels[0]), *self._build_range(panels[1])]
        self._learned = None
        if self.image_shape is not None:
            self._learned = WeightsPanel(panels[2], self.image_shape, self.net.layer_sizes[1])
        elif learned:
            self._learned = BoundaryPanel(panels[2], self.X, self.Y)
        if self._learned is not None:
            moving += self._learned.moving
        return moving

    def _limits(self):
        """Limits of the costs shown; what rises above four times the first cost is cut off."""
        first = self.run.costs[0, 0]
        costs = np.concatenate(
            [self.run.costs.ravel(), *(s.costs for s in self._splits().values())]
        )
        costs = costs[np.isfinite(costs)]
        return costs.min() / 1.3, 1.3 * min(costs.max(), 4 * first)

    def _splits(self) -> dict:
        splits = {"training": self.training, "validation": self.validation}
        return {name: split for name, split in splits.items() if split is not None}

    def _build_curves(self, axes):
        for costs in self.run.costs:
            axes.plot(self.run.iterations, costs, color="#d0d0d0", linewidth=0.7)
        (self.curve,) = axes.plot([], [], color=HIGHLIGHT, linewidth=2.5)
        axes.set(
            title="Cost during training", xlabel="iteration", ylabel="training cost J",
            yscale="log", ylim=self._limits(), xlim=(0, self.iterations),
        )  # fmt: skip
        plain_log(axes.yaxis)
        return [self.curve]

    def _build_range(self, axes):
        for split, at_end in self._splits().items():
            axes.plot(self.rates, at_end.costs, label=split, **line_style(split, 0))
        line = axes.plot([], [], color=HIGHLIGHT, linewidth=1, linestyle=":")
        self.marks = line + axes.plot([], [], **LOOK)
        self._range_axes = axes
        stable = self._stable_rates().max(initial=0)
        if stable < self.rates[-1]:
            low = np.sqrt(stable * self.rates[self.rates > stable][0]) or self.rates[0]
            axes.axvspan(low, self.rates[-1] * 1.2, color="#f6e3e3", linewidth=0)
            narrow = np.log(self.rates[-1] / low) < 0.35 * np.log(self.rates[-1] / self.rates[0])
            axes.text(
                np.sqrt(low * self.rates[-1] * 1.2), 0.97, "unstable", color=INK, ha="center",
                va="top", rotation=90 if narrow else 0, transform=axes.get_xaxis_transform(),
            )  # fmt: skip
        axes.set(
            title=f"Cost after {self.iterations} iterations", xlabel="learning rate",
            xscale="log", yscale="log", ylim=self._limits(),
            xlim=(self.rates[0] / 1.2, self.rates[-1] * 1.2),
        )  # fmt: skip
        plain_log(axes.yaxis)
        plain_log(axes.xaxis, sparse=True)
        axes.legend(loc="best")
        return self.marks

    def draw(self, result) -> None:
        """Highlight the current rate in both panels; show what its network has learned."""
        self.curve.set_data(result.iterations, result.costs)
        top = self._limits()[1]
        cost = min(result.cost, top / 1.05) if np.isfinite(result.cost) else top / 1.05
        self.marks[0].set_data([result.learning_rate] * 2, self._limits())
        self.marks[1].set_data([result.learning_rate], [cost])
        if self._learned is not None:
            self._learned.show(self.net, result.params)

    def grips(self, result) -> list[Grip]:
        """The marker on the curve of all rates."""
        (rate,), (cost,) = self.marks[1].get_data()
        return [Grip("learning rate", self._range_axes, rate, cost, across="learning_rate")]

    def readout(self, result) -> str:
        """Cost from start to end, accuracies, and where the best rate lies."""
        if result.diverged:
            words = "the numbers left the range that a computer can hold"
        elif result.unstable:
            falls = result.cost < result.costs[0]
            words = "the cost jumps " + (
                "up, and falls only later" if falls else "and never settles"
            )
        else:
            words = (
                f"the cost goes from {spell(result.costs[0])} to {spell(result.cost)} "
                f"in {self.iterations} iterations; training accuracy "
                f"{percent_of(result.training_accuracy)}"
            )
            if result.validation_accuracy is not None:
                words += f", validation accuracy {percent_of(result.validation_accuracy)}"
        return f"Learning rate {spell(result.learning_rate)}: {words}.\n{self._best()}"

    def _best(self) -> str:
        rates = self._stable_rates()
        if not len(rates):
            return "No rate of this range is stable."
        known = np.isin(self.rates, rates)
        best = {
            split: spell(self.rates[known][np.argmin(at_end.costs[known])])
            for split, at_end in self._splits().items()
        }
        if len(set(best.values())) == 1:
            best = {" and ".join(best): next(iter(best.values()))}
        words = [f"{rate} ends with the lowest {split} cost" for split, rate in best.items()]
        return f"Of the stable rates, {' and '.join(words)}."

    def warning(self, result) -> str:
        """Say so when this rate is unstable or has diverged."""
        return result.diverged or result.unstable or ""
