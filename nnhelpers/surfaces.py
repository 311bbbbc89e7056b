"""Cost surfaces of two parameters, and the paths that optimizers take on them. Page 07 uses it.

Each surface has formulas for its height, its gradient and its curvature, and is 0 at its lowest
point. `descend` walks with the very rules that train networks, those of OPTIMIZERS.
`import nnhelpers` does not load this file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnhelpers.contracts import (
    as_array,
    as_float_array,
    check_count,
    check_finite,
    check_learning_rate,
    check_name,
    check_number,
    check_rng,
)
from nnhelpers.optimizers import OPTIMIZERS, optimizer_settings

LIMIT = 3.0  # the surfaces are looked at where both parameters lie within ±3


@dataclass(frozen=True)
class Surface:
    """A cost J(x, y) of two parameters.

    Attributes
    ----------
    value : function
        value(x, y), for arrays of any one shape, gives the cost in that shape.
    gradient : function
        gradient(x, y) gives the two slopes dJ/dx and dJ/dy.
    curvature : function
        curvature(x, y) gives the second derivatives xx, xy and yy.
    minima : tuple of pairs
        Where the minima are, the lowest first (of many, only that).
    about : str
        What it is, in a few words.
    """

    value: Callable
    gradient: Callable
    curvature: Callable
    minima: tuple[tuple[float, float], ...]
    about: str

    def hessian(self, x, y):
        """The second derivatives at one point as a symmetric matrix, shape (2, 2)."""
        xx, xy, yy = self.curvature(x, y)
        return np.array([[xx, xy], [xy, yy]], dtype=float)

    def grid(self, n: int = 61):
        """x and y of shape (n,) and the costs over them of shape (n, n), as for a picture."""
        x = np.linspace(-LIMIT, LIMIT, check_count("n", n, maximum=5000))
        return x, x, self.value(*np.meshgrid(x, x))


def _valley() -> Surface:
    """The curvature is 0.2 along the valley and 5 across."""
    return Surface(
        lambda x, y: 0.1 * x**2 + 2.5 * y**2,
        lambda x, y: (0.2 * x, 5 * y),
        lambda x, y: (0.2 + 0 * x, 0 * x, 5 + 0 * x),
        ((0.0, 0.0),),
        "a valley 25 times as steep across as along",
    )


def _turned_valley() -> Surface:
    """The same with u = (x + y) / √2 along and v = (y − x) / √2 across."""
    return Surface(
        lambda x, y: 0.05 * (x + y) ** 2 + 1.25 * (y - x) ** 2,
        lambda x, y: (0.1 * (x + y) - 2.5 * (y - x), 0.1 * (x + y) + 2.5 * (y - x)),
        lambda x, y: (2.6 + 0 * x, -2.4 + 0 * x, 2.6 + 0 * x),
        ((0.0, 0.0),),
        "the same valley, turned by 45°",
    )


def _bent_valley() -> Surface:
    """With v = y − x² / 2 + 1, the distance from the valley's floor: 0.1 (1 − x)² + v²."""
    return Surface(
        lambda x, y: 0.1 * (1 - x) ** 2 + (y - x**2 / 2 + 1) ** 2,
        lambda x, y: (
            -0.2 * (1 - x) - 2 * x * (y - x**2 / 2 + 1),
            2 * (y - x**2 / 2 + 1),
        ),
        lambda x, y: (0.2 - 2 * (y - x**2 / 2 + 1) + 2 * x**2, -2 * x, 2 + 0 * x),
        ((1.0, -0.5),),
        "a valley that bends",
    )


def _two_minima() -> Surface:
    """(x + 2)² ((x − 2)² + ½) / 16 + y² / 2; the product's derivatives by the product rule."""

    def parts(x):
        return x + 2, x - 2, (x - 2) ** 2 + 0.5

    def slope(x):
        p, q, r = parts(x)
        return (2 * p * r + 2 * p**2 * q) / 16

    def second(x):
        p, q, r = parts(x)
        return (2 * r + 8 * p * q + 2 * p**2) / 16

    # where the slope is zero between 1.8 and 2: 2 p (r + p q) = 0, with r + p q = 2x² − 4x + ½
    higher = 1 + np.sqrt(3) / 2
    return Surface(
        lambda x, y: (x + 2) ** 2 * ((x - 2) ** 2 + 0.5) / 16 + y**2 / 2,
        lambda x, y: (slope(x), y),
        lambda x, y: (second(x), 0 * x, 1 + 0 * x),
        ((-2.0, 0.0), (higher, 0.0)),
        "two minima, the left one lower",
    )


def _saddle() -> Surface:
    """(y² − 4)² / 32 + x² / 2: up along x, down along y, from the saddle point (0, 0)."""
    return Surface(
        lambda x, y: (y**2 - 4) ** 2 / 32 + x**2 / 2,
        lambda x, y: (x, y * (y**2 - 4) / 8),
        lambda x, y: (1 + 0 * x, 0 * x, (3 * y**2 - 4) / 8),
        ((0.0, 2.0), (0.0, -2.0)),
        "a saddle between two equal minima",
    )


def _plateau() -> Surface:
    """1 − exp(−x² − y²): a hole in a plain."""

    def depth(x, y):
        return np.exp(-(x**2) - y**2)

    return Surface(
        lambda x, y: 1 - depth(x, y),
        lambda x, y: (2 * x * depth(x, y), 2 * y * depth(x, y)),
        lambda x, y: (
            (2 - 4 * x**2) * depth(x, y),
            -4 * x * y * depth(x, y),
            (2 - 4 * y**2) * depth(x, y),
        ),
        ((0.0, 0.0),),
        "a hole in a plateau",
    )


def _many_dents() -> Surface:
    """A bowl with waves: (x² + y²) / 10 + 0.3 (2 − cos 5x − cos 5y)."""
    return Surface(
        lambda x, y: (x**2 + y**2) / 10 + 0.3 * (2 - np.cos(5 * x) - np.cos(5 * y)),
        lambda x, y: (x / 5 + 1.5 * np.sin(5 * x), y / 5 + 1.5 * np.sin(5 * y)),
        lambda x, y: (0.2 + 7.5 * np.cos(5 * x), 0 * x, 0.2 + 7.5 * np.cos(5 * y)),
        ((0.0, 0.0),),
        "a bowl full of dents",
    )


SURFACES = {
    "narrow valley": _valley(),
    "narrow valley, turned": _turned_valley(),
    "bent valley": _bent_valley(),
    "two minima": _two_minima(),
    "saddle": _saddle(),
    "plateau": _plateau(),
    "many dents": _many_dents(),
}


def _check_start(start, rates):
    """Return x and y as finite float arrays; TypeError or ValueError unless they are a pair."""
    try:
        x, y = start
    except (TypeError, ValueError):
        raise TypeError(
            f"start={start!r} came, but a pair of x and y was expected. Pass start=(-2.5, 1.5)."
        ) from None
    x, y = as_float_array("start[0]", x), as_float_array("start[1]", y)
    for name, array in (("start[0]", x), ("start[1]", y)):
        check_finite(name, array)
    if len({each.shape for each in (x, y, rates) if each.ndim}) > 1 or x.ndim > 1 or y.ndim > 1:
        raise ValueError(
            f"start has the shapes {x.shape} and {y.shape} and learning_rate {rates.shape}, but "
            "numbers or arrays (K,) of one K were expected. Pass as many of each."
        )
    return x, y


def descend(surface, start, optimizer="gradient_descent", learning_rate=0.1, steps=100,
            noise=0.0, rng=None, **hyperparameters):  # fmt: skip
    """The path of an optimizer down a surface.

    Parameters
    ----------
    surface : Surface or str
        A name in SURFACES.
    start : pair
        x and y: numbers, or arrays (K,) for K paths from K starts.
    optimizer : str
        A name in OPTIMIZERS; beta, beta1, beta2 and epsilon are further keywords.
    learning_rate : float, or array (K,)
        For K paths with a rate each.
    steps : int
    noise : float
        Standard deviation of a normal error in each slope, as a mini-batch has it.
    rng : numpy.random.Generator, optional
        Draws the noise.

    Returns
    -------
    ndarray, shape (2, steps + 1) or (2, K, steps + 1)
        x and y, the start first; not finite from where a path has diverged.

    Raises
    ------
    ValueError
        For an unknown name, or a rate, a number of steps or a hyperparameter out of range.
    """
    if not isinstance(surface, Surface):
        surface = SURFACES[check_name("surface", surface, SURFACES)]
    hyper = optimizer_settings(optimizer, hyperparameters)
    rates = np.asarray(check_learning_rate(learning_rate, max(1, as_array(learning_rate).size)))
    check_count("steps", steps, minimum=0, maximum=1_000_000)
    check_number("noise", noise, 0)
    rng = check_rng(rng)
    theta = np.stack(np.broadcast_arrays(*_check_start(start, rates), rates)[:2]).astype(float)
    row, path = OPTIMIZERS[optimizer], [theta]
    averages = {name: np.zeros_like(theta) for name in row.averages}
    with np.errstate(all="ignore"):  # a path may diverge
        for t in range(1, steps + 1):
            g = np.stack(surface.gradient(*theta))
            if noise:
                g = g + noise * rng.normal(size=g.shape)
            theta = theta - rates * row.direction(g, t, **averages, **hyper)
            path.append(theta)
    return np.stack(path, axis=-1)
