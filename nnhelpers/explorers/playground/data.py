"""The playground's examples: ten data sets in the square from -6 to 6, and what is fed in of them.

Each formula is a function that stands for itself, because the code that the playground writes
(code.py) shows it. Noise moves a point after its class, or its value, was decided.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

LIMIT = 6  # of both coordinates
SIZE = 500  # points of a generated set, training and test together
VALUES = (-1.0, 1.0, 0.0)  # what a point drawn by hand as class 0, 1 or 2 is worth in a regression

# ------------------------------------------------------------------------------- the formulas


def circle(m, rng):
    """A disk (class 1) and a ring around it (class 0)."""
    label = np.arange(m) % 2
    r = np.where(label == 1, rng.uniform(0, 2.5, m), rng.uniform(3.5, 5, m))
    theta = rng.uniform(0, 2 * np.pi, m)
    return np.stack([r * np.cos(theta), r * np.sin(theta)]), label


def xor(m, rng):
    """A chessboard of 2 x 2 fields; class 1 where just one coordinate is positive."""
    field = np.arange(m) % 4
    right, upper = field % 2, field // 2
    sides = np.stack([2 * right - 1, 2 * upper - 1])
    return sides * rng.uniform(0.3, 5, (2, m)), (right != upper).astype(int)


def gaussians(m, rng):
    """Two round clouds around (-2, -2) and (2, 2)."""
    label = np.arange(m) % 2
    return 4.0 * label - 2 + 0.8 * rng.normal(size=(2, m)), label


def spiral(m, rng):
    """Two spirals wound into each other."""
    label = np.arange(m) % 2
    r = 5 * np.sqrt(rng.uniform(0.01, 1, m))
    theta = 0.7 * np.pi * r + np.pi * label
    return np.stack([r * np.cos(theta), r * np.sin(theta)]), label


def flower(m, rng):
    """The flower of page 03: the outlines of six petals, of the two classes in turn."""
    petal = np.arange(m) % 6
    theta = (petal + rng.uniform(size=m)) * np.pi / 3
    r = 5 * np.abs(np.sin(3 * theta))
    return np.stack([r * np.cos(theta), r * np.sin(theta)]), petal % 2


def moons(m, rng):
    """Two half circles that reach into each other."""
    label = np.arange(m) % 2
    theta = rng.uniform(0, np.pi, m)
    side = 1 - 2 * label
    return np.stack([2 * np.cos(theta) - side, side * (2 * np.sin(theta) - 0.5)]) * 5 / 3, label


def three_blobs(m, rng):
    """Three round clouds, a class each."""
    label = np.arange(m) % 3
    angle = np.pi / 2 + label * 2 * np.pi / 3
    return 3 * np.stack([np.cos(angle), np.sin(angle)]) + rng.normal(size=(2, m)), label


def plane(m, rng):
    """A slope from -1 in one corner to 1 in the other."""
    X = rng.uniform(-6, 6, (2, m))
    return X, (X[0] + X[1]) / 12


def hills(m, rng):
    """Three hills and three valleys between -1 and 1."""
    X = rng.uniform(-6, 6, (2, m))
    return X, np.cos(np.pi / 4 * X[0]) * np.sin(np.pi / 6 * X[1])


class DataSet(NamedTuple):
    """One row of DATA: the formula (None: only points by hand), its classes (0: a regression)
    and by how much noise of 100 % moves a point (standard deviation).
    """

    formula: Callable | None
    classes: int = 2
    noise_unit: float = 3.0


DATA = {
    "circle": DataSet(circle),
    "xor": DataSet(xor),
    "gaussians": DataSet(gaussians),
    "spiral": DataSet(spiral, noise_unit=1.0),
    "flower": DataSet(flower),
    "moons": DataSet(moons),
    "three blobs": DataSet(three_blobs, classes=3),
    "plane": DataSet(plane, classes=0),
    "hills": DataSet(hills, classes=0),
    "drawn": DataSet(None),
}

FEATURES = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1^2": lambda x1, x2: x1**2,
    "x2^2": lambda x1, x2: x2**2,
    "x1 x2": lambda x1, x2: x1 * x2,
    "sin x1": lambda x1, x2: np.sin(x1),
    "sin x2": lambda x1, x2: np.sin(x2),
}

# ---------------------------------------------------------------------------- what comes of them


class Examples(NamedTuple):
    """Points (2, m) in the plane and their targets (n_y, m), to train on and to test with.

    Either part may be empty (m = 0): "drawn" has no test part, and nothing at all at first.
    """

    X: np.ndarray
    Y: np.ndarray
    X_test: np.ndarray
    Y_test: np.ndarray


def make_examples(data, noise=0, training_part=50, seed=0, points=(), classes=None):
    """The examples of a data set, with points drawn by hand added to the training part.

    data, noise (%), training_part (%), seed : as in Settings, where seed is called data_seed
    points : (x, y, class) of the points drawn by hand
    classes : number of classes; None: those of the data set
    """
    row = DATA[data]
    classes = row.classes if classes is None else classes
    X, target = np.empty((2, 0)), np.empty(0)
    if row.formula is not None:
        rng = np.random.default_rng(seed)
        X, target = row.formula(SIZE, rng)
        X = X + noise / 100 * row.noise_unit * rng.normal(size=X.shape)
    first = round(X.shape[1] * training_part / 100)
    by_hand = np.array([point[:2] for point in points], dtype=float).reshape(-1, 2).T
    labels = np.array([point[2] for point in points], dtype=int)
    if classes == 0:
        labels = np.take(VALUES, labels)
    training = np.hstack([X[:, :first], by_hand])
    Y = as_targets(np.concatenate([target[:first], labels]), classes)
    return Examples(training, Y, X[:, first:], as_targets(target[first:], classes))


def as_targets(target, classes):
    """Y (n_y, m) of classes or values (m,): a row, or one-hot columns from three classes on."""
    if classes > 2:
        return np.eye(classes)[:, target.astype(int)]
    return target[np.newaxis].astype(float)


def examples(settings) -> Examples:
    """The examples with which the run of these settings begins."""
    alive = [point for point in settings.points if point.lives_at(0)]
    return examples_of(settings, alive)


def examples_of(settings, points) -> Examples:
    """The examples of these settings with these points drawn by hand, and no others."""
    return make_examples(
        settings.data, settings.noise, settings.training_part, settings.data_seed, points,
        settings.classes,
    )  # fmt: skip


def features(names, X):
    """What the network is fed of points X (2, m): one row for each name in FEATURES, in order."""
    return np.stack([FEATURES[name](X[0], X[1]) for name in names])
