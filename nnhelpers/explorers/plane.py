"""What the width and depth explorers share: a network that learns two classes of points.

Data sets, the training session, the numbers it is judged by, and the panels with the decision
boundary, the cost curves and the drawing of the network. The two explorers add their controls.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from nnhelpers import datasets, propagation
from nnhelpers.contracts import check_name
from nnhelpers.explorers.controls import choice, pick
from nnhelpers.explorers.frames import SPACING
from nnhelpers.explorers.live import LiveExplorer
from nnhelpers.explorers.panels import BoundaryPanel, CostPanel, DrawingPanel
from nnhelpers.network import Network, accuracy
from nnhelpers.plots import percent_of
from nnhelpers.training import Trainer

DATA_SETS = ("flower", "moons", "circles", "spirals", "xor")
LIMITS = (-1.3, 1.3)  # of both axes, for all data sets alike
LEARNING_RATES = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
SLOW = 0.25  # seconds between two drawings of the network while it trains


class Examples(NamedTuple):
    """A data set: pairs (X, Y) to train on and to validate with."""

    training: tuple
    validation: tuple


@dataclass(frozen=True)
class PlaneResult:
    """What WidthExplorer and DepthExplorer show of a network that learns.

    Attributes
    ----------
    data : str
        Name of the data set.
    net, params, trainer : Network, dict, Session
    iteration : int
    cost, training_accuracy : float
    validation_cost, validation_accuracy : float
    gradients : ndarray, shape (L,)
        Root mean square of each dW.
    unstable, diverged : str or None
        As of a Run.
    """

    data: str
    net: Network
    params: dict[str, np.ndarray]
    trainer: Session
    iteration: int
    cost: float
    training_accuracy: float
    validation_cost: float
    validation_accuracy: float
    gradients: np.ndarray
    unstable: str | None
    diverged: str | None


class Session(Trainer):
    """A Trainer that knows the name of its data set."""

    data = ""


class PlaneExplorer(LiveExplorer):
    """Base of the explorers that train a network on points in the plane.

    Parameters
    ----------
    controls : dict of str to widget
        Controls after the one for the data set and before the one for the learning rate.
    data : str
        Data set shown first, one of flower, moons, circles, spirals, xor.
    learning_rate : float
    iterations : int
        Length of a run.
    rng : numpy.random.Generator, optional
        Draws the data and, once and for all, the seed of the initial weights.
    drawing_size : tuple of float
        Size of the network drawing in inches (100 CSS pixels).
    name : str, optional
        As in Explorer.

    Notes
    -----
    `result` is a PlaneResult.
    """

    def __init__(
        self, controls, data, learning_rate, iterations, rng, drawing_size, name=None
    ) -> None:
        rng = np.random.default_rng() if rng is None else rng
        self.iterations = iterations
        self.examples = self.make_examples(rng)
        check_name("data", data, self.examples)
        self._seed = int(rng.integers(2**31))
        self._drawing_size = drawing_size
        self._drawn = None
        self._slow_at = 0.0
        controls = {
            "data": choice("data set", data, list(self.examples)),
            **controls,
            "learning_rate": pick("learning rate", learning_rate, LEARNING_RATES),
        }
        super().__init__(controls, name=name)

    def make_examples(self, rng) -> dict:
        """Return training and validation examples (X, Y) for each data set by name."""
        makers = {each: getattr(datasets, each) for each in DATA_SETS}
        return {
            each: Examples(training=make(400, rng=rng), validation=make(200, rng=rng))
            for each, make in makers.items()
        }

    def network(self, **values):
        """Return the Network that these values of the controls ask for."""
        raise NotImplementedError

    def start(self, data, learning_rate, **values) -> Session:
        """Begin a run: the same data and the same seed every time."""
        return self.begin(data, self.network(data=data, **values), learning_rate, init="he")

    def begin(self, data, net, learning_rate, **start) -> Session:
        """Return the training session of `net` on the data set `data`."""
        examples = self.examples[data]
        session = Session(
            net,
            *examples.training,
            rng=np.random.default_rng(self._seed),
            learning_rate=learning_rate,
            validation=examples.validation,
            record_every=max(1, self.iterations // 200),
            **start,
        )
        session.data = data
        return session

    def snapshot(self, trainer) -> PlaneResult:
        """Judge the network as it is now, on training and validation examples."""
        net, params = trainer.net, trainer.params
        (X, Y), (X_validation, Y_validation) = self.examples[trainer.data]
        with np.errstate(all="ignore"):
            cache = propagation.forward(net, X, params)
            grads = propagation.backward(net, cache, params, Y)
            cost, training_accuracy = self._judge(net, cache, Y)
            cache = propagation.forward(net, X_validation, params)
            validation_cost, validation_accuracy = self._judge(net, cache, Y_validation)
            sizes = [np.sqrt(np.mean(grads[f"dW{l}"] ** 2)) for l in range(1, net.L + 1)]
        return PlaneResult(
            data=trainer.data,
            net=net,
            params=params,
            trainer=trainer,
            iteration=trainer.iteration,
            cost=cost,
            training_accuracy=training_accuracy,
            validation_cost=validation_cost,
            validation_accuracy=validation_accuracy,
            gradients=np.array(sizes),
            unstable=trainer.unstable,
            diverged=trainer.diverged,
        )

    @staticmethod
    def _judge(net, cache, Y) -> tuple[float, float]:
        """Cost and accuracy of what a forward pass gave."""
        labels = net.labels(cache[f"A{net.L}"])
        return float(propagation.cost(net, cache, Y)), accuracy(labels, Y)

    # ------------------------------------------------------------ view

    def _build_panels(self, boundary, costs, drawing) -> list:
        """Make the three panels on their axes; return what moves with every frame."""
        first = self.examples[DATA_SETS[0]].training  # `draw` shows the examples of the run
        self.boundary = BoundaryPanel(boundary, *first, limits=LIMITS)
        boundary.set_aspect("equal", anchor="N")
        self.costs = CostPanel(costs, self.iterations)
        self.drawing = DrawingPanel(drawing, self._drawing_size)
        return [*self.boundary.moving, *self.costs.moving]

    def draw(self, result) -> None:
        """Move the panels; the drawing of the network not with every frame."""
        now = time.perf_counter()
        if self._drawn is None or result.trainer is not self._drawn.trainer:
            if self._drawn is not None and 2 * self._drawn.iteration >= self.iterations:
                self.costs.keep()
            self.show_data(result)
            self._slow_at = now - SLOW + SPACING  # a new run: first the boundary, then the drawing
        self._drawn = result
        self.costs.show(result.trainer)
        self.show_boundary(result)
        if not self.playing or now - self._slow_at > SLOW:
            self._slow_at = now
            if self.drawing.set_layer_sizes(self.layer_sizes(result)):
                self.picture.set_layer(0, self.drawing.names)
            self.show_slowly(result)

    def layer_sizes(self, result) -> tuple[int, ...]:
        """Return the layer sizes of the network drawn."""
        return result.net.layer_sizes

    def show_data(self, result) -> None:
        """Show the examples of a new run."""
        self.boundary.set_data(*self.examples[result.data].training)

    def show_boundary(self, result) -> None:
        """Show what the network says in the plane."""
        self.boundary.show(result.net, result.params)

    def show_slowly(self, result) -> None:
        """Show what need not follow every frame."""
        self.drawing.show(result.params)
        self.picture.set_layer(1, self.drawing.lines)

    def press(self, name: str) -> None:
        """Do what the button `name` does; a reset also forgets the run before."""
        if name == "reset":
            self._drawn = None
            self.costs.earlier.set_data([], [])
        super().press(name)

    def readout(self, result) -> str:
        """Where training stands: cost and accuracies."""
        accuracies = (
            f"training accuracy {percent_of(result.training_accuracy)}, "
            f"validation accuracy {percent_of(result.validation_accuracy)}"
        )
        return (
            f"Iteration {result.iteration} of {self.iterations}: cost {result.cost:.2g} "
            f"(validation {result.validation_cost:.2g}), {accuracies}."
        )

    def warning(self, result) -> str:
        """Say so when this run is unstable or has diverged."""
        return result.diverged or result.unstable or ""
