"""Images side by side: those of a data set, and the weights of units that look at images."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnhelpers.arguments import array, count, label, optional, sequence, takes
from nnhelpers.plots.palette import DIVERGING
from nnhelpers.plots.picture import Picture
from nnhelpers.plots.wording import counted, spell


@takes(images=array(3, 4), titles=optional(sequence(check=label)), columns=optional(count()))
def show_images(images, titles: Sequence[str] | None = None, columns: int | None = None) -> Picture:
    """Images side by side.

    Parameters
    ----------
    images : ndarray, shape (n, height, width, 3) or (n, height, width)
        uint8 (0 … 255) or floats (0 … 1).
    titles : sequence of str, optional
        One for each image.
    columns : int, optional
        Images in a row; 6 by default.
    """
    images = np.asarray(images)
    if images.ndim not in (3, 4) or (images.ndim == 4 and images.shape[-1] != 3):
        raise ValueError(
            f"images has the shape {images.shape}; expected (n, height, width, 3) or "
            "(n, height, width). For one image pass images[None]."
        )
    titles = [""] * len(images) if titles is None else [str(title) for title in titles]
    if len(titles) != len(images):
        raise ValueError(f"Got {len(titles)} titles for {len(images)} images; pass one for each.")
    columns = min(columns or 6, len(images))
    top = 255 if images.dtype.kind in "ui" else 1
    lines = max((t.count("\n") + 1 for t in titles if t), default=0)
    size = _mosaic_size(len(images), columns, images.shape[1] / images.shape[2], lines, 1.3)
    shape = " × ".join(str(n) for n in images.shape[1:])
    named = ": " + ", ".join(" ".join(t.split("\n")) for t in titles if t) if any(titles) else ""

    def draw(ax):
        _mosaic(ax, images, titles, columns, cmap="gray", vmin=0, vmax=top)

    return Picture(draw, f"{counted(len(images), 'image')} of {shape} values{named}.", size)


@takes(W=array(1, 2), shape=sequence(2, 3, check=count()),
       titles=optional(sequence(check=label)), columns=optional(count()))  # fmt: skip
def show_weights(
    W, shape: Sequence[int], titles: Sequence[str] | None = None, columns: int | None = None
) -> Picture:
    """Weights as images, one for each unit: orange positive, white zero, blue negative.

    Parameters
    ----------
    W : ndarray, shape (n, n_x) or (n_x,)
        A row for each unit.
    shape : tuple
        Shape of the input images: (height, width) or (height, width, 3); in color images the
        mean of a pixel's three weights is shown.
    """
    W = np.atleast_2d(np.asarray(W, dtype=float))
    if W.shape[1] != np.prod(shape):
        raise ValueError(
            f"A row of W has {W.shape[1]} weights but images of the shape {tuple(shape)} have "
            f"{np.prod(shape)} values; pass the shape of the images that were the input."
        )
    images = W.reshape(len(W), *shape)
    images = images.mean(axis=-1) if len(shape) == 3 else images
    titles = (
        list(titles)
        if titles is not None
        else ([""] if len(W) == 1 else [f"unit {j}" for j in range(1, len(W) + 1)])
    )
    if len(titles) != len(W):
        raise ValueError(f"Got {len(titles)} titles for {len(W)} rows of W; pass one for each.")
    titles = [str(title) for title in titles]
    columns = min(columns or 6, len(W))
    top = np.abs(images).max() or 1
    size = _mosaic_size(
        len(W), columns, shape[0] / shape[1], len(W) > 1, 3 if len(W) == 1 else 1.15
    )

    def draw(ax):
        drawn, _ = _mosaic(ax, images, titles, columns, cmap=DIVERGING, vmin=-top, vmax=top)
        ax.figure.colorbar(drawn, ax=ax, shrink=0.8, label="weight")

    kind = "mean of a pixel's three weights" if len(shape) == 3 else "weights"
    sentence = (
        f"{counted(len(W), 'unit')}, {shape[0]} × {shape[1]} pixels each, {kind} from "
        f"{spell(images.min())} (blue) to {spell(images.max())} (orange); white is 0."
    )
    return Picture(draw, sentence, (size[0] + 1, max(size[1], 1.8)))


def _mosaic(ax, images, titles, columns: int, **options):
    """Images in one axes, `columns` in a row, each with its title above; the last one drawn."""
    lines = max((title.count("\n") + 1 for title in titles if title), default=0)
    high = images[0].shape[0] / images[0].shape[1]
    step = high + 0.06 + 0.17 * lines
    rows = -(-len(images) // columns)
    for k, (image, title) in enumerate(zip(images, titles, strict=True)):
        left, bottom = 1.08 * (k % columns), -(k // columns) * step
        drawn = ax.imshow(image, extent=(left, left + 1, bottom, bottom + high), **options)
        ax.text(left + 0.5, bottom + high + 0.03, title, ha="center", va="bottom", fontsize=9)
    ax.set(xlim=(-0.02, 1.08 * columns - 0.06), ylim=(-(rows - 1) * step - 0.02, step))
    ax.axis("off")
    return drawn, step * rows / (1.08 * columns)


def _mosaic_size(count: int, columns: int, high: float, lines: int, inches: float):
    width = min(8, columns * inches)
    rows = -(-count // columns)
    return width, max(1.2, width * rows * (high + 0.06 + 0.17 * lines) / (1.08 * columns))
