"""Width: how many hidden units a one-hidden-layer network needs. Page 03 uses it."""

from __future__ import annotations

from nnhelpers import arguments
from nnhelpers.explorers.controls import choice, pick
from nnhelpers.explorers.plane import LEARNING_RATES, PlaneExplorer
from nnhelpers.network import Network

UNITS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 30, 50)
ACTIVATIONS = ("tanh", "relu", "leaky_relu", "sigmoid", "identity")


class WidthExplorer(PlaneExplorer):
    """A 2-n-1 network learns a data set while you watch: boundary, cost, weights.

    Parameters
    ----------
    data : str
        flower, moons, circles, spirals or xor: what is shown first.
    units : int
        Hidden units at first; the slider stops at 1 … 6, 8, 10, 12, 16, 20, 30, 50.
    activation : str
        Of the hidden layer, at first.
    learning_rate : float
    iterations : int
        Length of a run.
    rng : numpy.random.Generator, optional
        Draws the data and the seed of the initial weights.
    name : str, optional
        As in Explorer.

    Notes
    -----
    `result` is a PlaneResult.
    """

    css_name = "width"
    title = "Width: how many hidden units does it take?"
    size = (840, 340)

    @arguments.takes(
        units=arguments.count(1, max(UNITS)),
        activation=arguments.one_of(*ACTIVATIONS),
        learning_rate=arguments.number(min(LEARNING_RATES), max(LEARNING_RATES)),
        iterations=arguments.count(1, 1_000_000),
        rng=arguments.rng,
        name=arguments.optional(arguments.text),
    )
    def __init__(
        self,
        data: str = "flower",
        units: int = 4,
        activation: str = "tanh",
        learning_rate: float = 0.5,
        iterations: int = 3000,
        rng=None,
        name: str | None = None,
    ) -> None:
        controls = {
            "units": pick("hidden units", units, UNITS),
            "activation": choice("activation", activation, ACTIVATIONS),
        }
        super().__init__(controls, data, learning_rate, iterations, rng, (2.6, 2.9), name)

    def network(self, units, activation, **_) -> Network:
        """Return the network 2-units-1."""
        return Network((2, int(units), 1), hidden=activation)

    def build(self, figure):
        """Three panels: the boundary, the cost curves, the network."""
        return self._build_panels(*figure.subplots(1, 3, width_ratios=(1, 1, 0.95)))

    def readout(self, result) -> str:
        """Where training stands, and how many parameters that took."""
        count = f"{result.net.layer_sizes[1]} hidden units, {result.net.parameter_count} parameters"
        return f"{super().readout(result)}\n{count}."
