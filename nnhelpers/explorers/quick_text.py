"""Text for moving pictures.

Matplotlib lays out and rasterizes a text anew whenever it is drawn, which takes half a millisecond
or more; twenty numbers in a picture cost more than everything else in it.  A `TextCache` keeps
how opaque each pixel of a text is, and lays its color over the frame.
"""

from __future__ import annotations

import numpy as np
from matplotlib.colors import to_rgba

MOST = 2000  # texts kept; then it begins anew
MARGIN = 2  # pixels around the box that matplotlib names: letters may reach out of it


class TextCache:
    """Draws texts, each of them by matplotlib only once for what it says and where it stands."""

    def __init__(self) -> None:
        self._kept: dict[tuple, tuple] = {}

    def draw(self, text, renderer) -> None:
        """Draw a `matplotlib.text.Text` into the buffer of an Agg renderer, without clipping."""
        if not text.get_visible() or not text.get_text():
            return
        key = self._key(text)
        if key not in self._kept:
            if len(self._kept) >= MOST:
                self._kept.clear()
            self._kept[key] = self._rasterize(text, renderer)
        rows, columns, opacity = self._kept[key]
        *color, alpha = to_rgba(text.get_color(), text.get_alpha())
        area = np.asarray(renderer.buffer_rgba())[rows, columns, :3]
        part = np.float32(alpha / 255) * opacity
        area[...] = area + (255 * np.array(color, np.float32) - area) * part + 0.5

    @staticmethod
    def _key(text) -> tuple:
        """All that decides which pixels a text covers."""
        x, y = text.get_transform().transform(text.get_unitless_position())
        return (
            text.get_text(), round(x, 2), round(y, 2), text.get_figure().dpi, text.get_fontsize(),
            text.get_weight(), text.get_style(), text.get_fontfamily()[0], text.get_rotation(),
            text.get_horizontalalignment(), text.get_verticalalignment(),
        )  # fmt: skip

    @staticmethod
    def _rasterize(text, renderer) -> tuple:
        """Rows, columns, opacity (h, w, 1), 0 to 255, of its pixels: drawn black on white."""
        buffer = np.asarray(renderer.buffer_rgba())
        height, width = buffer.shape[:2]
        x0, y0, x1, y1 = text.get_window_extent(renderer).extents
        rows = slice(max(0, int(height - y1) - MARGIN), max(0, int(height - y0) + 1 + MARGIN))
        columns = slice(max(0, int(x0) - MARGIN), max(0, min(width, int(x1) + 1 + MARGIN)))
        area, color, alpha = buffer[rows, columns], text.get_color(), text.get_alpha()
        before = area.copy()
        area[...] = 255
        text.set(color="black", alpha=None)
        text.draw(renderer)
        text.set(color=color, alpha=alpha)
        opacity = 255 - area[..., :1]  # of one byte: many are kept
        area[...] = before
        return rows, columns, opacity
