"""Depth: what more layers do, to the boundary and to the gradients. Page 04 uses it."""

from __future__ import annotations

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.ticker import NullLocator

from nnhelpers import arguments
from nnhelpers.datasets import ImageData
from nnhelpers.explorers.controls import choice, slider
from nnhelpers.explorers.panels import WeightsPanel, plain_log
from nnhelpers.explorers.plane import LEARNING_RATES, Examples, PlaneExplorer, Session
from nnhelpers.explorers.width import ACTIVATIONS
from nnhelpers.network import Network
from nnhelpers.plots import layer_colour
from nnhelpers.span import Span

PICTURES = "cat pictures"
MOST_LAYERS = 6
MOST_UNITS = 12  # of a layer: as many as the drawing can show
PLACES = (np.s_[:, 0], np.s_[0, 1], np.s_[0, 2])  # of the boundary, the costs, the gradients


def _bar(l, height):
    """Corners of the bar for layer l; it begins below the axis."""
    return [(l - 0.35, 1e-9), (l - 0.35, height), (l + 0.35, height), (l + 0.35, 1e-9)]


class DepthExplorer(PlaneExplorer):
    """A deep network learns while you watch: boundary, cost, gradient sizes, weights.

    Parameters
    ----------
    data : str
        flower, moons, circles, spirals, xor, or "cat pictures" where `images` is given.
    layers : int
        Hidden layers at first, 1 … 6.
    units : int
        Units of each hidden layer at first, 1 … 12.
    activation : str
        Of the hidden layers, at first.
    learning_rate : float
    iterations : int
        Length of a run.
    images : ImageData, optional
        As `load_cats()` returns it: makes "cat pictures" a data set. The network trains on the
        coordinates in the span of the training images, exactly as on the images themselves; its
        initial weights are taken inside the span, so that the validation images need no more.
    span : Span, optional
        Of `images.train.X`, where one is at hand.
    rng : numpy.random.Generator, optional
        Draws the data and the seed of the initial weights.
    name : str, optional
        As in Explorer.

    Notes
    -----
    `result` is a PlaneResult, whose `gradients` has one entry for each layer. On the
    pictures net and params are those of the coordinates: `span.expand` makes weights of them.
    """

    css_name = "depth"
    title = "Depth: layers, and what reaches the first of them"
    size = (840, 390)

    @arguments.takes(
        layers=arguments.count(1, MOST_LAYERS),
        units=arguments.count(1, MOST_UNITS),
        activation=arguments.one_of(*ACTIVATIONS),
        learning_rate=arguments.number(min(LEARNING_RATES), max(LEARNING_RATES)),
        iterations=arguments.count(1, 1_000_000),
        images=arguments.optional(arguments.instance(ImageData, "Pass load_cats().")),
        span=arguments.optional(arguments.instance(Span, "Pass Span(X_train).")),
        rng=arguments.rng,
        name=arguments.optional(arguments.text),
    )
    def __init__(
        self,
        data: str = "spirals",
        layers: int = 3,
        units: int = 8,
        activation: str = "relu",
        learning_rate: float = 0.1,
        iterations: int = 3000,
        images=None,
        span: Span | None = None,
        rng=None,
        name: str | None = None,
    ) -> None:
        self.images, self.span = images, span
        controls = {
            "layers": slider("hidden layers", layers, 1, MOST_LAYERS),
            "units": slider("units in each", units, 1, MOST_UNITS),
            "activation": choice("activation", activation, ACTIVATIONS),
        }
        super().__init__(controls, data, learning_rate, iterations, rng, (5.4, 1.75), name)

    def make_examples(self, rng) -> dict:
        """Return the points in the plane, and the images by their coordinates in the span."""
        examples = super().make_examples(rng)
        if self.images is not None:
            train, validation = self.images.train, self.images.validation
            if validation is None:
                advice = "Load them with a validation part."
                arguments.refuse("images.validation", None, "a validation part", advice)
            self.span = self.span or Span(train.X)
            self.coordinates = self.span.Q.T @ validation.X
            examples[PICTURES] = Examples(
                training=(self.span.R, train.Y), validation=(self.coordinates, validation.Y)
            )
        return examples

    def network(self, data, layers, units, activation) -> Network:
        """Return the network with `layers` hidden layers of `units` units."""
        inputs = len(self.span.Q) if data == PICTURES else 2
        return Network((inputs, *[units] * layers, 1), hidden=activation)

    def start(self, data, learning_rate, **values) -> Session:
        """Begin a run; on the pictures in the coordinates of their span."""
        if data != PICTURES:
            return super().start(data, learning_rate, **values)
        full = self.network(data, **values)
        params = full.initialize("he", np.random.default_rng(self._seed))
        small, params = self.span.project(full, params)
        return self.begin(data, small, learning_rate, params=params)

    # ------------------------------------------------------------ view

    def build(self, figure):
        """Left the boundary (or the weights); right the costs and the gradients over the network.

        All of it, with the controls, fits into a window of 1280 × 800.
        """
        grid = figure.add_gridspec(2, 3, height_ratios=(1, 0.95), width_ratios=(1.4, 1.3, 1))
        plane, costs, gradients = (figure.add_subplot(grid[place]) for place in PLACES)
        moving = self._build_panels(plane, costs, figure.add_subplot(grid[1, 1:]))
        self.weights = None
        if self.images is not None:
            shape = self.images.train.images.shape[1:]
            self.weights = WeightsPanel(figure.add_subplot(grid[PLACES[0]]), shape, MOST_UNITS)
            self.weights.axes.set_visible(False)
        return [*moving, *self._build_gradients(gradients)]

    def _build_gradients(self, axes) -> list:
        layers = range(1, MOST_LAYERS + 2)
        axes.set(title="Gradient by layer", yscale="log", ylim=(1e-6, 2), xlabel="layer l")
        axes.set(xlim=(0.4, MOST_LAYERS + 1.6), xticks=layers)
        axes.set_ylabel("typical size of dW$^{[l]}$")
        plain_log(axes.yaxis, sparse=True)
        axes.yaxis.set_minor_locator(NullLocator())
        axes.grid(True, axis="y")
        colors = [layer_colour(l, MOST_LAYERS + 1) for l in layers]
        self.bars = PolyCollection([], facecolors=colors)  # one artist: quicker than one a bar
        axes.add_collection(self.bars, autolim=False)
        return [self.bars]

    def draw(self, result) -> None:
        """Move the panels, and one bar for each layer."""
        super().draw(result)
        heights = np.nan_to_num(result.gradients, nan=0, posinf=10)
        self.bars.set_verts([_bar(l, height) for l, height in enumerate(heights, start=1)])

    def layer_sizes(self, result) -> tuple[int, ...]:
        """Return the layer sizes of the network drawn: on pictures with all their pixels."""
        inputs = len(self.span.Q) if result.data == PICTURES else 2
        return (inputs, *result.net.layer_sizes[1:])

    def show_data(self, result) -> None:
        """Show the examples of a new run, or make room for the weights of the pictures."""
        pictures = result.data == PICTURES
        if self.weights is not None and self.weights.axes.get_visible() != pictures:
            self.weights.axes.set_visible(pictures)
            self.boundary.axes.set_visible(not pictures)
            for artist in self.boundary.moving:
                artist.set_visible(not pictures)
            self.picture.redraw_background()
        if not pictures:
            super().show_data(result)

    def show_boundary(self, result) -> None:
        """Show what the network says in the plane; of pictures there is no plane."""
        if result.data != PICTURES:
            super().show_boundary(result)

    def show_slowly(self, result) -> None:
        """Draw the network; on the pictures the weights of its first layer as images too."""
        if result.data != PICTURES:
            super().show_slowly(result)
            return
        W1 = result.params["W1"] @ self.span.Q.T
        self.drawing.show({**result.params, "W1": W1})
        self.weights.show_weights(W1)
        self.picture.set_layer(1, [*self.drawing.lines, *self.weights.moving])
