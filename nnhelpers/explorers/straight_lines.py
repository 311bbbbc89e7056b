"""Lines in the plane as a hidden unit has them: an angle and an offset.

The angle is the direction, in degrees from the x1 axis, in which the line says yes; the offset is
how far the line has been pushed that way from the center. Whatever moves a line, a slider or a
pointer, and whatever draws one, goes through these functions. Points are columns, shape (2, m).
"""

from __future__ import annotations

import numpy as np


def normals(angles):
    """Unit vectors across the lines, on their yes side: angles (k,) in degrees -> (k, 2)."""
    angles = np.radians(angles)
    return np.stack([np.cos(angles), np.sin(angles)], axis=-1)


def heights(angles, offsets, points):
    """How far each point lies on the yes side of each line (negative: on the other): (k, m)."""
    return normals(angles) @ points - np.asarray(offsets)[:, np.newaxis]


def feet(angles, offsets):
    """The point of each line nearest to the center, where a hand can take it: (k, 2)."""
    return np.asarray(offsets)[:, np.newaxis] * normals(angles)


def ends(angles, offsets, reach: float):
    """Two points of each line, `reach` to both sides of its foot: (k, 2 ends, 2)."""
    along = normals(np.asarray(angles) + 90)
    foot = feet(angles, offsets)
    return np.stack([foot - reach * along, foot + reach * along], axis=1)


def turned_towards(angle: float, point) -> tuple[float, float]:
    """Turn a line so that a point (2,) lies straight across from the center, by less than 90°.

    Returns the new angle, from 0 up to 360, and how far on its yes side the point lies then.
    """
    towards = np.degrees(np.arctan2(point[1], point[0]))
    if abs((towards - angle + 180) % 360 - 180) > 90:
        towards += 180
    return float(towards % 360), float(normals([towards])[0] @ np.asarray(point))


def lines_of(params):
    """Angles and offsets of the lines of a layer of tanh units that one output adds up.

    A unit with a negative outgoing weight is flipped first: tanh is odd, two minus signs cancel.

    Parameters
    ----------
    params : dict
        W1 (k, 2), b1 (k, 1), W2 (1, k).

    Returns
    -------
    angles, offsets : ndarrays, shape (k,)
        Angles from 0 up to 360 degrees.
    """
    flip = np.where(params["W2"][0] < 0, -1.0, 1.0)
    w, b = flip[:, np.newaxis] * params["W1"], flip * params["b1"][:, 0]
    angles = np.degrees(np.arctan2(w[:, 1], w[:, 0])) % 360
    return angles, -b / np.hypot(w[:, 0], w[:, 1])
