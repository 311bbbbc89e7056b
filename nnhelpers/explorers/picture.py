"""A matplotlib figure that is drawn fast enough to move.

Nothing here knows of widgets or networks: a `MovingPicture` owns a figure without pyplot, keeps
what stands still as a background and draws only the moving artists for each frame.
`Field` and `Pixels` are artists for pictures made of numbers (a decision boundary, the
weights of an image classifier); they write straight into the frame, ten times faster than
`imshow`.  `nnhelpers.explorers.base` puts the bytes on the screen.
"""

from __future__ import annotations

import io

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import Colormap, to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from nnhelpers.explorers.quick_text import TextCache

COARSE = 0.6  # image pixels to a CSS pixel where frames have to be small
DPI = 100  # one CSS pixel is 1/100 inch of figure
LINE = 255  # of the 256 colors of a Field the one of its line; those below are its values


class MovingPicture:
    """A figure of `size` CSS pixels, drawn by blitting.

    Parameters
    ----------
    size : tuple of int
        Width and height in CSS pixels.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        White, without pyplot; garbage-collected like any other object.
    """

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        width, height = size
        self.figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor="white")
        self.canvas = FigureCanvasAgg(self.figure)
        # Drawn in this order, above what stands still; each but the last is kept as an image.
        self._layers: list[tuple[Artist, ...]] = [(), (), ()]
        self._kept: dict[tuple[int, int], object] = {}
        self._texts = TextCache()

    def settle_layout(self) -> None:
        """Let the figure's layout engine place the axes once, then keep them there."""
        self.figure.draw_without_rendering()
        self.figure.set_layout_engine("none")

    def set_moving(self, artists) -> None:
        """Name the artists that change from frame to frame, in drawing order."""
        self.set_layer(2, artists)

    def set_layer(self, layer: int, artists) -> None:
        """Name the artists of a layer, in drawing order.

        Layer 0 changes hardly ever (the names in a drawing of a network), layer 1 now and then
        (its lines), layer 2 with every frame.  `redraw(layer)` says that 0 or 1 has changed.
        """
        self._layers[layer] = tuple(artists)
        for artist in self._layers[layer]:
            artist.set_animated(True)
        self.redraw(layer)

    def redraw(self, layer: int) -> None:
        """Draw this layer anew next time, and those above it."""
        self._kept = {key: image for key, image in self._kept.items() if key[1] <= layer}

    def redraw_background(self) -> None:
        """Draw everything anew next time: an axis limit, a title, a still artist has changed."""
        self._kept.clear()

    def draw(self, scale: int = 1) -> Image.Image:
        """Draw one frame at `scale` image pixels to a CSS pixel.

        The image, in mode RGBX, is a view of the canvas: use it before the next frame is drawn.
        """
        self.figure.set_dpi(DPI * scale)
        try:
            self._draw_layers(scale)
            pixels = self.canvas.buffer_rgba()
            height, width = pixels.shape[:2]
            return Image.frombuffer("RGBX", (width, height), pixels, "raw", "RGBX", 0, 1)
        finally:
            self.figure.set_dpi(DPI)

    def _draw_layers(self, scale: int) -> None:
        """Put back the topmost image kept; draw the layers above it, keeping their images."""
        first = max((layer for kept, layer in self._kept if kept == scale), default=None)
        if first is None:
            self.canvas.draw()
            first = 0
            self._kept[scale, 0] = self.canvas.copy_from_bbox(self.figure.bbox)
        else:
            self.canvas.restore_region(self._kept[scale, first])
        renderer = self.canvas.get_renderer()
        for layer in range(first, len(self._layers)):
            for artist in self._layers[layer]:
                self._draw_artist(artist, renderer)
            if layer + 1 < len(self._layers):
                self._kept[scale, layer + 1] = self.canvas.copy_from_bbox(self.figure.bbox)

    def _draw_artist(self, artist, renderer) -> None:
        if type(artist) is Text and artist.get_bbox_patch() is None:
            self._texts.draw(artist, renderer)
        else:
            artist.draw(renderer)

    def frame(self, small: bool = False) -> bytes:
        """One frame for motion: a JPEG at single resolution; small: a third of the bytes."""
        image, quality = self.draw(), 80
        if small:
            size = [round(COARSE * side) for side in image.size]
            image, quality = image.convert("RGB").resize(size, Image.Resampling.BILINEAR), 60
        return encode(image, "JPEG", quality=quality, subsampling="4:2:0")

    def sharp(self, small: bool = False) -> bytes:
        """The picture at rest: a JPEG at double resolution, six times as quick as a PNG."""
        quality, subsampling = (70, "4:2:0") if small else (95, "4:4:4")
        return encode(self.draw(scale=2), "JPEG", quality=quality, subsampling=subsampling)

    def png(self) -> bytes:
        """The picture to be stored in a notebook: at double resolution, without loss."""
        return encode(self.draw(scale=2).convert("RGB"), "PNG")

    def close(self) -> None:
        """Let go of everything drawn on the figure, and of the image it was drawn into."""
        self._layers = [(), (), ()]
        self._kept.clear()
        self._texts = TextCache()
        self.figure.clear()
        self.canvas = FigureCanvasAgg(self.figure)  # the one before holds megabytes of pixels


def encode(image: Image.Image, form: str, **options) -> bytes:
    """Return `image` as the bytes of a PNG or JPEG file."""
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


class Pixels(Artist):
    """An image that fills its axes: each pixel a crisp square.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    rgb : ndarray, shape (h, w, 3), uint8
        The first row is drawn at the top.
    """

    def __init__(self, axes, rgb=None) -> None:
        super().__init__()
        self._rgb = None
        axes.add_artist(self)
        if rgb is not None:
            self.set_rgb(rgb)

    def set_rgb(self, rgb) -> None:
        """Show these colors, shape (h, w, 3), uint8, from the next frame on."""
        self._rgb = np.ascontiguousarray(rgb, dtype=np.uint8)
        self.stale = True

    def get_rgb(self):
        """Return the colors shown, shape (h, w, 3), uint8 (None before the first)."""
        return self._rgb

    def _at_size(self, width: int, height: int, scale: int):
        image = Image.fromarray(self._rgb).resize((width, height), Image.Resampling.NEAREST)
        return np.asarray(image)

    def _is_empty(self) -> bool:
        return self._rgb is None

    def draw(self, renderer) -> None:
        """Write the pixels into the renderer's buffer, over the axes' rectangle."""
        if self._is_empty() or not self.get_visible():
            return
        buffer = np.asarray(renderer.buffer_rgba())
        x0, y0, x1, y1 = (round(edge) for edge in self.axes.bbox.extents)
        rows = slice(buffer.shape[0] - y1, buffer.shape[0] - y0)
        scale = max(1, round(self.figure.dpi / DPI))
        buffer[rows, x0:x1, :3] = self._at_size(x1 - x0, y1 - y0, scale)
        self.stale = False


class Field(Pixels):
    """A function of two inputs as color, with a line where it crosses one half.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Its limits are the rectangle on which the function is computed.
    cmap : matplotlib.colors.Colormap
        Colors for the values 0 to 1.
    line : str
        Color of the line at one half.

    Notes
    -----
    `points` gives the inputs at which to compute the function: the centers of the cells,
    so that the interpolated picture lies exactly where it belongs.
    """

    def __init__(self, axes, cmap: Colormap, line: str = "black") -> None:
        super().__init__(axes)
        colors = cmap(np.linspace(0, 1, LINE))[:, :3]
        colors = np.vstack([colors, to_rgb(line)])
        self._palette = (colors * 255).round().astype(np.uint8).tobytes()
        self._values = None
        self._levels = None

    def points(self, n: int = 100):
        """Centers of n × n cells over the axes' limits, shape (2, n·n), row by row from below."""
        (x0, x1), (y0, y1) = self.axes.get_xlim(), self.axes.get_ylim()
        centers = (np.arange(n) + 0.5) / n
        x, y = np.meshgrid(x0 + (x1 - x0) * centers, y0 + (y1 - y0) * centers)
        return np.stack([x.ravel(), y.ravel()])

    def set_values(self, values) -> None:
        """Show these values between 0 and 1, shape (n, n) or (1, n·n), in the order of `points`."""
        n = round(np.sqrt(np.size(values)))
        self._values = np.asarray(values).reshape(n, n)
        clipped = np.clip(np.nan_to_num(self._values, nan=0.5), 0, 1)
        self._levels = (clipped[::-1] * LINE).clip(max=LINE - 1).astype(np.uint8)
        self.stale = True

    def get_values(self):
        """Return the values shown, shape (n, n), first row lowest (None before the first)."""
        return self._values

    def _is_empty(self) -> bool:
        return self._levels is None

    def _at_size(self, width: int, height: int, scale: int):
        smooth = Image.fromarray(self._levels).resize((width, height), Image.Resampling.BILINEAR)
        levels = np.array(smooth)
        above = levels >= (LINE + 1) // 2
        for shift in range(1, scale + 1):
            levels[shift:][above[shift:] != above[:-shift]] = LINE
            levels[:, shift:][above[:, shift:] != above[:, :-shift]] = LINE
        colored = Image.fromarray(levels)
        colored.putpalette(self._palette)
        return np.asarray(colored.convert("RGB"))
