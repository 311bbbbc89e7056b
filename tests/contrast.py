"""Whether words in a picture can be read: their contrast with what lies behind them (WCAG 2)."""

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.text import Text

ENOUGH = 4.5  # to 1, for small text


def luminance(color):
    """Relative luminance, 0 to 1, of colors (..., 3) with channels 0 to 1."""
    color = np.asarray(color, dtype=float)
    linear = np.where(color <= 0.04045, color / 12.92, ((color + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def contrast(one, other):
    """How much lighter the lighter of two colors is: 1 to 21."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def pale_words(figure):
    """The texts of a figure that are hard to read: dict of text to contrast.

    Behind a text lies the median color of its box in the same picture without any texts.
    """
    moving = [each for each in figure.findobj() if each.get_animated()]
    for each in moving:  # or it would not be drawn with the rest
        each.set_animated(False)
    figure.canvas.draw()
    texts = [each for each in figure.findobj(Text) if each.get_visible() and each.get_text()]
    boxes = [each.get_window_extent().extents.astype(int) for each in texts]
    opacities = [each.get_alpha() for each in texts]
    for each in texts:
        each.set_alpha(0)  # their place, and a box around them, stay
    figure.canvas.draw()
    pixels = np.asarray(figure.canvas.buffer_rgba())[::-1, :, :3] / 255  # from below, as boxes are
    for each, opacity in zip(texts, opacities):
        each.set_alpha(opacity)
    for each in moving:
        each.set_animated(True)
    found = {}
    for each, (left, bottom, right, top) in zip(texts, boxes):
        behind = pixels[max(bottom, 0) : top + 1, max(left, 0) : right + 1].reshape(-1, 3)
        if len(behind) == 0 or (each.axes is not None and not each.axes.get_visible()):
            continue
        ground = np.median(behind, axis=0)
        *color, opacity = to_rgba(each.get_color(), each.get_alpha())
        seen = contrast(ground + opacity * (np.array(color) - ground), ground)
        if seen < ENOUGH:
            found[each.get_text()] = round(float(seen), 1)
    return found
