"""Pictures made of numbers for the playground: all units' maps at once, and the large one.

Both write straight into the frame: sixty small maps take less time than one matplotlib image.
"""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_rgb
from PIL import Image

from nnhelpers.explorers.picture import DPI, Pixels
from nnhelpers.plots import CLASS_COLOURS, DIVERGING, INK, QUIET

LEVELS = 256
BIAS = 8  # CSS pixels: the side of the mark of a bias, at the lower left of its unit


def _packed(colors):
    """Colors (…, 3), 0 … 255, as one number each: a pixel of the frame."""
    rgb = np.asarray(colors).round().astype(np.uint32)
    return rgb[..., 0] | rgb[..., 1] << 8 | rgb[..., 2] << 16 | 255 << 24


SHADES = (255 * DIVERGING(np.linspace(0, 1, LEVELS))[:, :3]).round().astype(np.uint8)
# Of what is switched on, and off.
PIXELS = _packed(SHADES), _packed(255 - 0.3 * (255.0 - SHADES))
BORDERS = _packed([255 * part for part in to_rgb(INK)]), _packed([205, 205, 205])


def levels(values):
    """Values −1 … 1 as levels 0 … 255, those outside at the ends, NaN in the middle."""
    clipped = np.clip(np.nan_to_num(values, nan=0.0), -1, 1)
    return ((clipped + 1) * ((LEVELS - 1) / 2) + 0.5).astype(np.uint8)


def shaded(maps):
    """Maps (units, n, n) as levels: −1 … 1, or −largest … largest where a unit goes beyond."""
    with np.errstate(all="ignore"):
        largest = np.nan_to_num(np.abs(maps).max(axis=(1, 2), keepdims=True), nan=1.0, posinf=1.0)
        return levels(maps / np.maximum(largest, 1))


class Mosaic(Artist):
    """Small square maps at many places of axes that measure CSS pixels.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    """

    def __init__(self, axes) -> None:
        super().__init__()
        axes.add_artist(self)
        self.set_places(np.empty((0, 2)), 1)

    def set_places(self, centers, side: int, faint=None) -> None:
        """Show the maps to come here: centers (units, 2); faint: which are switched off."""
        self.centers = np.asarray(centers, float).reshape(-1, 2)
        self.side = side
        self.faint = np.zeros(len(self.centers), bool) if faint is None else np.asarray(faint)
        self.maps = self.biases = None

    def set_maps(self, maps, biases=None) -> None:
        """Show maps (units, n, n), first row lowest; biases (units,), None for features."""
        self.maps = shaded(maps)[:, ::-1]
        self.biases = None if biases is None else np.asarray(biases, float)

    def draw(self, renderer) -> None:
        """Write all maps into the renderer's buffer."""
        if self.maps is None or not self.get_visible():
            return
        scale = max(1, round(self.figure.dpi / DPI))
        side = scale * self.side
        buffer = np.asarray(renderer.buffer_rgba()).view(np.uint32)[..., 0]
        cells = ((np.arange(side) + 0.5) * self.maps.shape[-1] / side).astype(int)
        small = self.maps.take(cells, axis=1).take(cells, axis=2)
        corners = self.axes.transData.transform(self.centers)
        left = np.rint(corners[:, 0] - side / 2).astype(int)
        top = np.rint(buffer.shape[0] - corners[:, 1] - side / 2).astype(int)
        for x, y, faint, one in zip(left, top, self.faint.astype(int), small):
            buffer[y - scale : y + side + scale, x - scale : x + side + scale] = BORDERS[faint]
            PIXELS[faint].take(one, out=buffer[y : y + side, x : x + side])
        if self.biases is not None:
            self._draw_biases(buffer, left, top + side, scale)

    def _draw_biases(self, buffer, left, bottom, scale) -> None:
        size, shift = scale * BIAS, scale * BIAS // 2
        with np.errstate(all="ignore"):
            shades = PIXELS[0][levels(self.biases / (0.5 + np.abs(self.biases)))]
        for x, y, shade in zip(left - shift, bottom - shift, shades):
            buffer[y : y + size, x : x + size] = BORDERS[0]
            buffer[y + scale : y + size - scale, x + scale : x + size - scale] = shade


# By label and level of certainty, in the shades of the static pictures: white where undecided.
CERTAINTY = np.linspace(0, 1, LEVELS)[:, None]
PALETTES = _packed(
    [255 * (1 + 0.6 * CERTAINTY * (np.array(to_rgb(color)) - 1)) for color in CLASS_COLOURS]
)
LINE, EARLIER = (_packed([255 * part for part in to_rgb(color)]) for color in (INK, QUIET))


class PlaneMap(Pixels):
    """What a network says at every point of the plane, with its boundary and that of a run before.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        It fills them.
    """

    def __init__(self, axes) -> None:
        super().__init__(axes)
        self.values = self._earlier = None
        self.discrete = False  # only the class, not how certain
        self.with_earlier = True

    def set_values(self, values) -> None:
        """Show values (1, n, n), −1 … 1, or (classes, n, n), probabilities; first row lowest."""
        self.values = np.asarray(values, np.float32)[:, ::-1]

    def set_earlier(self, values) -> None:
        """Show the boundary of these values too; None: of none."""
        self._earlier = None if values is None else np.asarray(values, np.float32)[:, ::-1]

    def _is_empty(self) -> bool:
        return self.values is None

    @staticmethod
    def _labels(smooth):
        """Which class: where the value is positive, or the most probable."""
        return smooth[0] > 0 if len(smooth) == 1 else smooth.argmax(axis=0)

    def _at_size(self, width: int, height: int, scale: int):
        smooth = _resized(self.values, (width, height))
        labels = self._labels(smooth)
        if self.discrete:
            colors = PALETTES[:, -1][labels.astype(np.uint8)]
        elif len(smooth) == 1:
            colors = TWO_SIDED[levels(smooth[0])]
        else:
            even = 1 / len(smooth)
            certainty = (smooth.max(axis=0) - even) / (1 - even)
            colors = PALETTES[labels, levels(2 * certainty - 1)]
        if self._earlier is not None and self.with_earlier:
            earlier = self._labels(_resized(self._earlier, (width, height)))
            _mark_edges(colors, earlier, EARLIER, scale)
        _mark_edges(colors, labels, LINE, scale)
        return colors.view(np.uint8).reshape(height, width, 4)[..., :3]


def _resized(maps, size):
    """Maps (k, n, n) at another size, between their points linear."""
    images = [Image.fromarray(np.ascontiguousarray(each)) for each in maps]
    return np.array([np.asarray(im.resize(size, Image.Resampling.BILINEAR)) for im in images])


TWO_SIDED = np.concatenate([PALETTES[0][::-2], PALETTES[1][1::2]])  # blue, white, orange


def _mark_edges(colors, labels, color, scale: int) -> None:
    """Write `color` where the label below or to the left is another."""
    for shift in range(1, scale + 1):
        colors[shift:][labels[shift:] != labels[:-shift]] = color
        colors[:, shift:][labels[:, shift:] != labels[:, :-shift]] = color
