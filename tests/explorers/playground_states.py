"""Random states of the playground, of all that can be chosen, drawn and changed by hand."""

from dataclasses import replace

from nnhelpers import DECAYS, INITIALIZERS, OPTIMIZERS
from nnhelpers.activations import HIDDEN
from nnhelpers.explorers.playground import DATA, FEATURES, Edit, Point, Settings
from nnhelpers.explorers.playground.settings import LOSSES, PENALTIES, RATE


def pick(rng, values):
    """One of the values, as it is."""
    values = list(values)
    return values[int(rng.integers(len(values)))]


def random_points(rng, most_epochs):
    """Up to nine points, some of a third class, some that come or go in the run."""
    classes, points = pick(rng, (2, 2, 3)), []
    for _ in range(int(rng.integers(10))):
        x, y = rng.uniform(-6, 6, 2).round(2).tolist()
        since = pick(rng, (0, 0, int(rng.integers(most_epochs))))
        until = pick(rng, (None, None, since + 1 + int(rng.integers(4))))
        points.append(Point(x, y, int(rng.integers(classes)), since, until))
    return tuple(points)


def random_edits(rng, settings, most_epochs):
    """Up to three changes by hand."""
    edits = []
    for _ in range(int(rng.integers(4))):
        key = pick(rng, (*settings.net.shapes, RATE))
        row, column = (int(rng.integers(n)) for n in settings.net.shapes.get(key, (1, 1)))
        value = 10 ** rng.uniform(-5, 1) if key == RATE else 3 * rng.normal()
        edits.append(Edit(int(rng.integers(most_epochs)), key, row, column, float(value)))
    return tuple(edits)


def random_settings(rng, most_epochs=6):
    """Settings whose run stands at one of the first epochs."""
    names = rng.permutation(list(FEATURES))[: int(rng.integers(1, len(FEATURES) + 1))]
    settings = Settings(
        data=pick(rng, DATA),
        noise=int(rng.integers(0, 51)),
        training_part=int(rng.integers(10, 91)),
        batch_size=pick(rng, (None, None, 1, 3, 10, 10, 20, 30)),
        features=tuple(names.tolist()),
        hidden=tuple(rng.integers(1, 9, int(rng.integers(0, 7))).tolist()),
        activation=pick(rng, HIDDEN),
        loss=pick(rng, LOSSES),
        init=pick(rng, INITIALIZERS),
        scale=pick(rng, (None, None, 0.5, 2, 10)),
        learning_rate=float(10 ** rng.uniform(-5, 1)),
        optimizer=pick(rng, OPTIMIZERS),
        decay=pick(rng, (None, *DECAYS)),
        penalty=pick(rng, PENALTIES),
        penalty_rate=pick(rng, (0, 0.1, 1.5, 10, 100)),
        dropout=pick(rng, (0, 0, 0.2, 0.5, 0.8)),
        seed=int(rng.integers(2**32)),
        data_seed=int(rng.integers(1000)),
        points=random_points(rng, most_epochs) if rng.random() < 0.5 else (),
        epochs=int(rng.integers(most_epochs)),
    )
    return replace(settings, edits=random_edits(rng, settings, most_epochs))
