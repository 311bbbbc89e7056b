"""The data sets of the course: points from a formula, and pictures read from `.h5` files.

Generated sets take their size, their noise and a random generator and return `(X, Y)`, with
examples in columns. `load_cats` reads the pictures that come with the course, `load_images` any
file of the same layout. How the files were made, and their licences: `datasets/README.md`.
"""

import numpy as np

# ------------------------------------------------------------------------------ generated sets


def flower(m: int = 400, noise: float = 0.05, rng=None, petals: int = 8):
    """Points on the outline of a flower; neighbouring petals belong to different classes.

    The outline is r = |sin(petals/2 · θ)|: one petal for each arch of the sine.

    Parameters
    ----------
    m : int
        Number of points. They are shared out evenly, petal after petal.
    noise : float
        Standard deviation of the normal noise added to both coordinates; a petal is 1 long.
    rng : numpy.random.Generator, optional
        Source of randomness; without it every call gives another sample.
    petals : int
        Number of petals: even, so that the classes alternate all the way round.

    Returns
    -------
    X : ndarray, shape (2, m)
        Coordinates, within -1..1 apart from the noise.
    Y : ndarray, shape (1, m)
        The class of each point, 0.0 or 1.0.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range.
    """
    rng = _generator(rng)
    _check_count("petals", petals, smallest=2)
    if petals % 2:
        raise ValueError(
            f"petals must be even, so that the two classes alternate; got {petals}: "
            f"use {petals - 1} or {petals + 1}"
        )
    petal = np.arange(_check_count("m", m)) % petals
    theta = (petal + rng.uniform(size=m)) * (2 * np.pi / petals)
    r = np.abs(np.sin(petals / 2 * theta))
    return _with_noise(_polar(r, theta), noise, rng), _labels(petal % 2)


def circles(m: int = 400, noise: float = 0.05, rng=None, inner_radius: float = 0.6):
    """Two circles around one centre: class 0 on the outer one, class 1 on the inner one.

    Parameters
    ----------
    m : int
        Number of points, half of them on each circle.
    noise : float
        Standard deviation of the normal noise added to both coordinates.
    rng : numpy.random.Generator, optional
        Source of randomness; without it every call gives another sample.
    inner_radius : float
        Radius of the inner circle, between 0 and 1; the outer one has radius 1.

    Returns
    -------
    X : ndarray, shape (2, m)
        Coordinates, within -1..1 apart from the noise.
    Y : ndarray, shape (1, m)
        The class of each point, 0.0 or 1.0.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range.
    """
    rng = _generator(rng)
    _check_number("inner_radius", inner_radius)
    if not 0 < inner_radius < 1:
        raise ValueError(
            f"inner_radius must lie between 0 and 1, the outer circle's radius; got {inner_radius}"
        )
    label = _alternating(m)
    theta = rng.uniform(0, 2 * np.pi, size=m)
    r = np.where(label == 1, inner_radius, 1.0)
    return _with_noise(_polar(r, theta), noise, rng), _labels(label)


def moons(m: int = 400, noise: float = 0.07, rng=None):
    """Two half circles that reach into each other; a straight line cannot separate them.

    Class 0 is the upper arc, class 1 the lower one. Both have radius 2/3.

    Parameters
    ----------
    m : int
        Number of points, half of them on each arc.
    noise : float
        Standard deviation of the normal noise added to both coordinates.
    rng : numpy.random.Generator, optional
        Source of randomness; without it every call gives another sample.

    Returns
    -------
    X : ndarray, shape (2, m)
        Coordinates: the first within -1..1, the second within -0.5..0.5, apart from the noise.
    Y : ndarray, shape (1, m)
        The class of each point, 0.0 or 1.0.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range.
    """
    rng = _generator(rng)
    label = _alternating(m)
    theta = rng.uniform(0, np.pi, size=m)
    side = 1 - 2 * label  # +1 for the upper arc, -1 for the lower one
    X = np.stack([2 * np.cos(theta) - side, side * (2 * np.sin(theta) - 0.5)]) / 3
    return _with_noise(X, noise, rng), _labels(label)


def spirals(m: int = 400, noise: float = 0.02, rng=None, turns: float = 1.25):
    """Two spirals wound into each other, one for each class: hard for a small network.

    Parameters
    ----------
    m : int
        Number of points, half of them on each spiral.
    noise : float
        Standard deviation of the normal noise added to both coordinates.
    rng : numpy.random.Generator, optional
        Source of randomness; without it every call gives another sample.
    turns : float
        How often each spiral goes round the centre; more turns are harder.

    Returns
    -------
    X : ndarray, shape (2, m)
        Coordinates, within -1..1 apart from the noise.
    Y : ndarray, shape (1, m)
        The class of each point, 0.0 or 1.0.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range.
    """
    rng = _generator(rng)
    _check_number("turns", turns)
    if turns <= 0:
        raise ValueError(f"turns must be positive; got {turns}: 1 is easy, 2 is hard")
    label = _alternating(m)
    r = np.sqrt(rng.uniform(0.01, 1, size=m))  # the root spreads the points along the spiral
    theta = 2 * np.pi * turns * r + np.pi * label
    return _with_noise(_polar(r, theta), noise, rng), _labels(label)


def blobs(m: int = 400, noise: float = 0.25, rng=None):
    """Two round clouds, centred at (-0.5, -0.5) and (0.5, 0.5): the easy case for a straight line.

    Parameters
    ----------
    m : int
        Number of points, half of them in each cloud.
    noise : float
        Standard deviation of each cloud in both coordinates; above about 0.3 they overlap.
    rng : numpy.random.Generator, optional
        Source of randomness; without it every call gives another sample.

    Returns
    -------
    X : ndarray, shape (2, m)
        Coordinates, mostly within -1..1.
    Y : ndarray, shape (1, m)
        The class of each point, 0.0 or 1.0.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range.
    """
    rng = _generator(rng)
    label = _alternating(m)
    return _with_noise(np.stack([label - 0.5, label - 0.5]), noise, rng), _labels(label)


def xor(m: int = 400, noise: float = 0.05, rng=None):
    """A chessboard of 2 × 2 fields: class 1 where exactly one of the two coordinates is positive.

    Parameters
    ----------
    m : int
        Number of points, spread evenly over the square; a quarter of them in each field.
    noise : float
        Standard deviation of the normal noise added to both coordinates after the class is set.
    rng : numpy.random.Generator, optional
        Source of randomness; without it every call gives another sample.

    Returns
    -------
    X : ndarray, shape (2, m)
        Coordinates, within -1..1 apart from the noise.
    Y : ndarray, shape (1, m)
        The class of each point, 0.0 or 1.0.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range.
    """
    rng = _generator(rng)
    field = np.arange(_check_count("m", m)) % 4
    right, upper = field % 2, field // 2
    sides = np.stack([2 * right - 1, 2 * upper - 1])  # -1 or +1, shape (2, m)
    X = sides * rng.uniform(size=(2, m))
    return _with_noise(X, noise, rng), _labels(right != upper)


def parity(bits: int = 4, rng=None, m: int | None = None):
    """Bit patterns, class 1 where the number of ones is odd: no single bit tells anything.

    Parameters
    ----------
    bits : int
        Number of bits of a pattern, from 1 to 16. Two bits are the XOR function.
    rng : numpy.random.Generator, optional
        Source of randomness; used only where `m` is given.
    m : int, optional
        Number of patterns drawn at random, repetitions included.
        Without it all 2**bits patterns come once each, in the order of counting.

    Returns
    -------
    X : ndarray, shape (bits, m)
        The patterns, 0.0 or 1.0, the highest bit first.
    Y : ndarray, shape (1, m)
        1.0 where a pattern holds an odd number of ones, else 0.0.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range.
    """
    rng = _generator(rng)
    _check_count("bits", bits)
    if bits > 16:
        raise ValueError(f"bits must be at most 16 (65 536 patterns); got {bits}")
    number = np.arange(2**bits) if m is None else rng.integers(2**bits, size=_check_count("m", m))
    place = np.arange(bits)[::-1, np.newaxis]  # shape (bits, 1)
    X = (number >> place) & 1
    return X.astype(float), _labels(X.sum(axis=0) % 2)


def housing(m: int = 100, noise: float = 0.15, rng=None):
    """Sizes and prices of houses in a made-up town, for predicting a number.

    The price rises by 2 for each unit of size up to size 1 and by 1 beyond: large houses cost
    less for each square metre. The true prices are therefore a line with one bend.

    Parameters
    ----------
    m : int
        Number of houses.
    noise : float
        Standard deviation of the prices around that line. No price falls below 0.
    rng : numpy.random.Generator, optional
        Source of randomness; without it every call gives another sample.

    Returns
    -------
    X : ndarray, shape (1, m)
        Sizes in units of 100 square metres, from 0.3 to 2.
    Y : ndarray, shape (1, m)
        Prices in units of 100 000, about 0.3 to 2.7: no classes, but numbers.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range.
    """
    rng = _generator(rng)
    size = rng.uniform(0.3, 2, size=(1, _check_count("m", m)))
    price = 2 * size - 0.3 - np.maximum(0, size - 1)
    return size, np.maximum(0, _with_noise(price, noise, rng))


def _generator(rng) -> np.random.Generator:
    """`rng` itself, or a new unseeded generator for None."""
    if rng is None:
        return np.random.default_rng()
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"rng must be a numpy.random.Generator or None; got {type(rng).__name__} {rng!r}: "
            f"write rng=np.random.default_rng(1)"
        )
    return rng


def _check_count(name: str, value, smallest: int = 1) -> int:
    """`value` if it is a whole number of at least `smallest`."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(
            f"{name} must be a whole number; got {type(value).__name__} {value!r}: "
            f"write for example {name}={max(smallest, 4)}"
        )
    if value < smallest:
        raise ValueError(f"{name} must be at least {smallest}; got {value}: choose a larger number")
    return value


def _check_number(name: str, value) -> None:
    """Refuse everything but one finite real number."""
    if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise TypeError(
            f"{name} must be a number; got {type(value).__name__} {value!r}: "
            f"write for example {name}=0.5"
        )
    if not np.isfinite(value):
        raise ValueError(f"{name} must be finite; got {value}: write for example {name}=0.5")


def _alternating(m: int):
    """Classes 0, 1, 0, 1 …, so that every run of examples holds both; shape (m,)."""
    return np.arange(_check_count("m", m)) % 2


def _labels(classes):
    """Classes of shape (m,) as the course's Y: float64 0/1 of shape (1, m)."""
    return np.asarray(classes, dtype=float)[np.newaxis]


def _polar(r, theta):
    """Points at radius r and angle theta, both (m,), as coordinates of shape (2, m)."""
    return np.stack([r * np.cos(theta), r * np.sin(theta)])


def _with_noise(X, noise: float, rng: np.random.Generator):
    """X plus normal noise of standard deviation `noise`."""
    _check_number("noise", noise)
    if noise < 0:
        raise ValueError(f"noise is a standard deviation and must be at least 0; got {noise}")
    return X + noise * rng.normal(size=X.shape)
