"""The playground's drawing of a network: a map in every unit, lines between them, signs to click.

It measures CSS pixels from its upper left corner. `find` says what lies at a point, so that the
explorer can name it, show it large, or change it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from nnhelpers.diagrams import NEGATIVE, POSITIVE
from nnhelpers.explorers.playground.mosaic import BIAS, Mosaic
from nnhelpers.explorers.playground.settings import RATE
from nnhelpers.plots import HIGHLIGHT, INK, QUIET, spell

SIDE = 32  # of a unit's map
FIRST, AFTER_LAST = 86, 40  # from the left to the inputs, from the outputs to the right
HEAD, FOOT = 46, 44
STEP = 40  # from unit to unit in a full layer
SIGN = 15  # side of the signs + and −
NEAR = 5  # from a line at which it is meant

MOST_LAYERS, MOST_UNITS = 6, 8


class Spot(NamedTuple):
    """Something in the drawing.

    Attributes
    ----------
    kind : str
        "W" (a connection), "b" (a bias), "A" (a unit; layer 0: a feature), "rate" (the learning
        rate, which has no place on the picture), "units" or "layers" (a sign; row +1 or −1).
    layer : int
        1 … L; 0 for the features.
    row, column : int
        As in the arrays, from 0.
    """

    kind: str
    layer: int
    row: int = 0
    column: int = 0

    @property
    def name(self) -> str:
        """As the package writes it: `W2[3, 0]`, `b1[2]`, `A1[2]`; "" for a sign."""
        if self.kind == "rate":
            return RATE
        if self.kind not in ("W", "b", "A"):
            return ""
        place = f"{self.row}, {self.column}" if self.kind == "W" else f"{self.row}"
        return f"{self.kind}{self.layer}[{place}]"

    @property
    def has_value(self) -> bool:
        """Whether it is a number that can be changed."""
        return self.kind in ("W", "b", "rate")

    @property
    def key(self) -> str:
        """Under what key `Session.edit` changes it."""
        return RATE if self.kind == "rate" else f"{self.kind}{self.layer}"


def spot(name: str, layer_sizes) -> Spot | None:
    """Return what is called `W2[3, 0]`, `b1[2]`, `A1[2]` or `learning_rate`; None for "".

    Raises
    ------
    ValueError
        If a network of these layer sizes has none of that name.
    """
    if not name.strip():
        return None
    if name.strip() == RATE:
        return Spot("rate", 0)
    found = re.fullmatch(r"\s*([WbA])(\d)\s*\[\s*(\d+)\s*(?:,\s*(\d+)\s*)?\]\s*", name)
    if found:
        kind, *numbers = found.groups()
        layer, row, column = (int(number or 0) for number in numbers)
        first = 0 if kind == "A" else 1
        known = first <= layer < len(layer_sizes) and row < layer_sizes[layer]
        columns = layer_sizes[layer - 1] if kind == "W" and known else 1
        if known and column < columns:
            return Spot(kind, layer, row, column)
    raise ValueError(
        f"selected={name!r} came, but {RATE}, a weight such as W1[0, 1], a bias such as b1[0] "
        f"or a unit such as A1[0] of the network {'-'.join(map(str, layer_sizes))} was expected."
    )


class NetworkPicture:
    """All units with their maps, all connections, the signs that add and remove.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    size : tuple of int
        Of the axes in CSS pixels.
    names : dict of str to str
        Of each feature there is what it is called on the picture.

    Attributes
    ----------
    still, slow, moving : list of artists
        What changes with the architecture; a few times a second; with every frame.
    """

    def __init__(self, axes, size, names) -> None:
        self.axes, self.size, self.feature_names = axes, size, names
        axes.set(xlim=(0, size[0]), ylim=(size[1], 0))
        axes.axis("off")
        self.features = Mosaic(axes)
        self.units = Mosaic(axes)
        self.lines = LineCollection([], zorder=1)
        axes.add_collection(self.lines, autolim=False)
        self.marked = LineCollection([], colors=HIGHLIGHT, linewidths=3)
        axes.add_collection(self.marked, autolim=False)
        self.frame = Rectangle((0, 0), 1, 1, fill=False, edgecolor=HIGHLIGHT, linewidth=2.5)
        axes.add_patch(self.frame)
        self.tip = axes.text(0, 0, "", fontsize=10, weight="bold", va="center", bbox={
            "boxstyle": "round,pad=0.3", "facecolor": "white", "edgecolor": HIGHLIGHT})  # fmt: skip
        self._texts, self._numbers = [], []
        self.layer_sizes = self.chosen = ()

    @property
    def still(self) -> list:
        return [self.features, *self._texts]

    @property
    def slow(self) -> list:
        return [self.lines, *self._numbers]

    @property
    def moving(self) -> list:
        return [self.units, self.marked, self.frame, self.tip]

    # ------------------------------------------------------------ what changes with the network

    def set_network(self, layer_sizes, chosen) -> bool:
        """Draw another architecture; return whether it is another.

        chosen : names of the features that are inputs, in their order.
        """
        if (layer_sizes, chosen) == (self.layer_sizes, self.chosen):
            return False
        self.layer_sizes, self.chosen = layer_sizes, chosen
        columns = [len(self.feature_names), *layer_sizes[1:]]
        across = (self.size[0] - FIRST - AFTER_LAST) / (len(columns) - 1)
        middle = (HEAD + self.size[1] - FOOT) / 2
        self.places = [
            np.array([[FIRST + l * across, middle + STEP * (k - (n - 1) / 2)] for k in range(n)])
            for l, n in enumerate(columns)
        ]
        on = [name in chosen for name in self.feature_names]
        self.inputs = self.places[0][on]
        self.features.set_places(self.places[0], SIDE, faint=~np.array(on))
        self.units.set_places(np.vstack(self.places[1:]), SIDE)
        self._draw_lines()
        self._draw_words(across)
        return True

    def _draw_lines(self) -> None:
        layers = [self.inputs, *self.places[1:]]
        half = np.array([SIDE / 2 + 1, 0])
        self.segments = np.array([
            (start + half, end - half)
            for before, after in pairwise(layers)
            for end in after
            for start in before
        ])  # fmt: skip
        self._spots = [
            Spot("W", l, row, column)
            for l, (before, after) in enumerate(pairwise(layers), 1)
            for row in range(len(after))
            for column in range(len(before))
        ]
        self.lines.set_segments(self.segments)

    def _draw_words(self, across: float) -> None:
        for text in [*self._texts, *self._numbers]:
            text.remove()
        self._texts, self._numbers, self._signs = [], [], {}
        for (x, y), name in zip(self.places[0], self.feature_names.values()):
            self._write(x - SIDE / 2 - 6, y, name, ha="right", fontsize=11)
        L = len(self.layer_sizes) - 1
        self._write_count("hidden layers", FIRST - 20, L - 1, "layers", 0, 0, MOST_LAYERS)
        for l in range(1, L):
            x, n = self.places[l][0][0], self.layer_sizes[l]
            self._write_count(f"layer {l}", x, n, "units", l, 1, MOST_UNITS)
        self._write(self.places[L][0][0], 12, "output", fontsize=9, color=QUIET)
        bottom = self.size[1] - FOOT
        self.share_name = self._write(4, bottom + 30, "", ha="left", fontsize=9, color=QUIET)
        self._write(4, bottom + 14, "RMS of dW", ha="left", fontsize=9, color=QUIET)
        for l in range(1, L + 1):
            x = self.places[l][0][0]
            for row in (14, 30):
                text = self._write(x, bottom + row, "", fontsize=9)
                self._texts.remove(text)
                self._numbers.append(text)
        self._texts.remove(self.share_name)
        self._numbers.append(self.share_name)

    def _write(self, x, y, words, ha="center", **style):
        text = self.axes.text(x, y, words, ha=ha, va="center", **style)
        self._texts.append(text)
        return text

    def _write_count(self, name, x, count, kind, layer, least, most) -> None:
        """A number between two signs that make it smaller and larger."""
        self._write(x, 12, name, fontsize=9, color=QUIET)
        self._write(x, 30, str(count), fontsize=11, weight="bold")
        for row, sign, possible in ((-1, "−", count > least), (1, "+", count < most)):
            if possible:
                self._write(x + 18 * row, 29, sign, fontsize=13, color=HIGHLIGHT, weight="bold")
                self._signs[x + 18 * row, 30] = Spot(kind, layer, row)

    # ------------------------------------------------------------ what changes while it trains

    def show_features(self, maps) -> None:
        """Show the features' maps, (7, n, n)."""
        self.features.set_maps(maps)

    def show_maps(self, maps, params) -> None:
        """Show the units' maps, a list of (n_l, n, n) for l = 1 … L, and their biases."""
        L = len(self.layer_sizes) - 1
        biases = np.concatenate([np.asarray(params[f"b{l}"])[:, 0] for l in range(1, L + 1)])
        self.units.set_maps(np.concatenate(maps), biases)

    def show_weights(self, params) -> None:
        """Show weights: the wider the larger; blue and dashed: negative, orange: positive."""
        L = len(self.layer_sizes) - 1
        weights = np.concatenate([np.asarray(params[f"W{l}"]).ravel() for l in range(1, L + 1)])
        weights = np.nan_to_num(weights)
        size = np.abs(weights) / (1 + np.abs(weights))
        colors = np.where(weights[:, None] >= 0, [to_rgb(POSITIVE)], [to_rgb(NEGATIVE)])
        self.lines.set_color(np.column_stack([colors, 0.15 + 0.8 * size]))
        self.lines.set_linewidth(0.4 + 4 * size)
        self.lines.set_linestyle([(0, None) if w >= 0 else (0, (3, 1.5)) for w in weights])

    def show_numbers(self, gradients, shares, share_name: str) -> None:
        """Show of each layer the size of its gradient, and what part of it is out of action."""
        for l, (gradient, share) in enumerate(zip(gradients, shares)):
            self._numbers[2 * l].set_text(spell(gradient))
            self._numbers[2 * l + 1].set_text("" if share is None else f"{100 * share:.0f} %")
        self.share_name.set_text(share_name)

    def mark(self, what: Spot | None, words: str = "") -> None:
        """Put a frame around a unit or a line over a connection, with words; None: nothing."""
        on_picture = what is not None and what.kind != "rate"
        for artist in (self.frame, self.marked, self.tip):
            artist.set_visible(on_picture)
        if not on_picture:
            return
        if what.kind == "W":
            segment = self.segments[self._spots.index(what)]
            self.marked.set_segments([segment])
            self.frame.set_visible(False)
            at = segment[0] + 0.6 * (segment[1] - segment[0])
        else:
            self.marked.set_visible(False)
            at, side = self.middle(what), BIAS if what.kind == "b" else SIDE
            self.frame.set_bounds(*(at - side / 2 - 2), side + 4, side + 4)
        self.tip.set_text(words)
        self.tip.set_visible(bool(words))
        right = at[0] > self.size[0] - 130
        below = 26 if at[1] < HEAD + 20 else -26
        self.tip.set(position=(at[0] + (-8 if right else 8), at[1] + below),
                     ha="right" if right else "left", color=INK)  # fmt: skip

    def middle(self, what: Spot):
        """Where the middle of something lies, (2,): of a unit, a connection, a bias, a sign."""
        if what.kind == "W":
            return self.segments[self._spots.index(what)].mean(axis=0)
        if not what.name:
            return np.array(next(at for at, sign in self._signs.items() if sign == what))
        if what.layer == 0:
            return self.inputs[what.row]
        center = self.places[what.layer][what.row]
        return center + (-SIDE / 2, SIDE / 2) if what.kind == "b" else center

    # ------------------------------------------------------------ what lies where

    def feature_at(self, x: float, y: float) -> str | None:
        """Name of the feature whose square, on or off, lies there."""
        inside = np.abs(self.places[0] - (x, y)).max(axis=1) <= SIDE / 2 + 1
        return list(self.feature_names)[int(inside.argmax())] if inside.any() else None

    def find(self, x: float, y: float) -> Spot | None:
        """What lies at x, y in the drawing; None where there is nothing to be named."""
        for (left, top), sign in self._signs.items():
            if max(abs(x - left), abs(y - top)) <= SIGN / 2 + 2:
                return sign
        for l, places in enumerate([self.inputs, *self.places[1:]]):
            for row, center in enumerate(places):
                dx, dy = x - center[0], y - center[1]
                if l and max(abs(dx + SIDE / 2), abs(dy - SIDE / 2)) <= BIAS / 2 + 2:
                    return Spot("b", l, row)
                if max(abs(dx), abs(dy)) <= SIDE / 2 + 1:
                    return Spot("A", l, row)
        return self._connection_at(np.array([x, y]))

    def _connection_at(self, point) -> Spot | None:
        start, end = self.segments[:, 0], self.segments[:, 1]
        along = end - start
        part = ((point - start) * along).sum(axis=1) / (along**2).sum(axis=1)
        nearest = start + np.clip(part, 0, 1)[:, None] * along
        distance = np.hypot(*(point - nearest).T)
        k = int(distance.argmin())
        return self._spots[k] if distance[k] <= NEAR else None
