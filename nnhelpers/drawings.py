"""From lines drawn by hand to a small gray picture, as in `cat_dog_lion.h5`.

`rasterize` turns strokes into pixels, `centered` puts what is drawn into the middle. The pictures
of the file went through `centered`, a drawing made on a page goes through both, so a network meets
the same kind of picture in both. Loading the file: `nnhelpers.datasets`.
"""

import numpy as np

from nnhelpers.contracts import as_float_array, check_count

SCALE = 255 / 256  # of the side: the scale of the drawings in the file
TOLERANCE = 2 / 256  # of the side: points that lie closer to a straight line were left out there


def rasterize(strokes, size: int = 28):
    """Draw strokes as a gray picture: lines one pixel wide, scaled to the box and centered.

    A line passes between two pixels; each gets the part of the ink that its distance leaves, and
    where lines meet, ink adds up to white at most. Of points nearly on a straight line only the
    ends are used, so that it does not matter how many points a mouse has reported.

    Parameters
    ----------
    strokes : list of array_like, each of shape (2, n)
        What was drawn without lifting the pen: n points, x to the right in the first row, y
        *downward* in the second; in any unit. No stroke at all gives a black picture.
    size : int
        Pixels a side.

    Returns
    -------
    ndarray, shape (size, size), uint8
        0 where nothing is drawn, 255 where a line is.

    Raises
    ------
    ValueError
        If a stroke is not of shape (2, n) with finite numbers, or size is below 2.
    """
    check_count("size", size, minimum=2, maximum=5000)
    if not isinstance(strokes, list | tuple | np.ndarray):
        raise TypeError(
            f"strokes={strokes!r} came, but a list of strokes was expected, each an array (2, n). "
            "Pass [np.array([xs, ys])]."
        )
    ink = np.zeros((size, size))
    strokes = [_checked(stroke, k) for k, stroke in enumerate(strokes)]
    for stroke in _in_the_box(strokes, size):
        corners = _corners(stroke, TOLERANCE * size)
        for start, end in zip(corners, corners[1:]):
            _add_line(ink, start, end)
    return centered(np.round(255 * np.minimum(ink, 1)).astype(np.uint8))


def centered(picture):
    """Shift what is drawn on black into the middle, by whole pixels.

    Parameters
    ----------
    picture : array_like, shape (height, width)

    Returns
    -------
    ndarray of the same shape and dtype
    """
    picture = as_float_array("picture", picture).astype(np.asarray(picture).dtype)
    if picture.ndim != 2:
        raise ValueError(
            f"picture has the shape {picture.shape}, but (height, width) was expected: one gray "
            "picture. Of several, pass one after the other."
        )
    moved = np.zeros_like(picture)
    rows, columns = np.flatnonzero(picture.any(axis=1)), np.flatnonzero(picture.any(axis=0))
    if len(rows):
        drawn = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        top, left = ((p - d) // 2 for p, d in zip(picture.shape, drawn.shape))
        moved[top : top + drawn.shape[0], left : left + drawn.shape[1]] = drawn
    return moved


def _checked(stroke, k: int):
    """Stroke number k as a float array of shape (2, n)."""
    points = as_float_array(f"strokes[{k}]", stroke)
    if points.ndim != 2 or points.shape[0] != 2 or points.shape[1] == 0:
        raise ValueError(
            f"strokes[{k}] must have the shape (2, n), a row of x and a row of y; "
            f"got {points.shape}: write np.array([xs, ys])"
        )
    if not np.isfinite(points).all():
        raise ValueError(f"strokes[{k}] must hold finite numbers; got NaN or infinity")
    return points


def _in_the_box(strokes, size: int):
    """The strokes with their upper left corner at 0 and their longer side across the picture."""
    if not strokes:
        return []
    points = np.hstack(strokes)
    corner = points.min(axis=1, keepdims=True)
    longer = (points.max(axis=1, keepdims=True) - corner).max()
    scale = SCALE * size / longer if longer > 0 else 0.0
    return [(stroke - corner) * scale for stroke in strokes]


def _corners(stroke, tolerance: float):
    """The points (x, y) that matter: between two of them none is farther off the line than that.

    This is the method of Ramer, Douglas and Peucker: keep the ends, and where a point between
    them is too far away, keep the farthest and look at both halves.
    """
    points = stroke.T
    keep = {0, len(points) - 1}
    halves = [(0, len(points) - 1)]
    while halves:
        first, last = halves.pop()
        between = points[first : last + 1] - points[first]
        along = between[-1]
        length = np.hypot(*along)
        if length > 0:
            away = np.abs(between[:, 0] * along[1] - between[:, 1] * along[0]) / length
        else:
            away = np.hypot(*between.T)
        farthest = first + int(away.argmax())
        if away.max() > tolerance:
            keep.add(farthest)
            halves += [(first, farthest), (farthest, last)]
    kept = points[sorted(keep)]
    return kept if len(kept) > 1 else np.repeat(kept, 2, axis=0)


def _add_line(ink, start, end) -> None:
    """Add the line between two points (x, y) to ink, one step for each pixel of its longer side."""
    steep = abs(end[1] - start[1]) > abs(end[0] - start[0])
    (u0, v0), (u1, v1) = (start[::-1], end[::-1]) if steep else (start, end)  # u: longer side
    if u0 > u1:
        u0, v0, u1, v1 = u1, v1, u0, v0
    u = np.arange(round(u0), round(u1) + 1)
    v = v0 + (u - u0) * ((v1 - v0) / (u1 - u0) if u1 > u0 else 0.0)
    below = np.floor(v).astype(int)
    for pixel, share in ((below, 1 - (v - below)), (below + 1, v - below)):
        row, column = (u, pixel) if steep else (pixel, u)
        inside = (row >= 0) & (row < len(ink)) & (column >= 0) & (column < len(ink))
        ink[row[inside], column[inside]] += share[inside]
