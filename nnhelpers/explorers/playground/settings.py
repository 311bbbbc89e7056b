"""All that there is to choose in the playground, in one frozen object that checks itself.

`dataclasses.replace` changes settings, `Settings.restarted` begins a run anew with them. Times in
a run are counted in epochs. As text: sharing.py. What a run with them does: session.py.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property
from itertools import accumulate
from numbers import Integral
from typing import NamedTuple

from nnhelpers.activations import HIDDEN
from nnhelpers.contracts import check_count, check_name, check_number
from nnhelpers.explorers.playground.data import DATA, FEATURES, LIMIT
from nnhelpers.initializers import INITIALIZERS
from nnhelpers.network import Network
from nnhelpers.optimizers import DECAYS, OPTIMIZERS

LOSSES = ("own", "mean_squared_error")
PENALTIES = ("none", "l1", "l2")
MOST_LAYERS, MOST_UNITS, MOST_POINTS, MOST_EPOCHS = 6, 8, 200, 1_000_000
MOST_ROWS = 1000  # points that have ever been there, and edits
DECAY = {"decay_rate": 0.005, "decay_every": 100}  # of all decays, in epochs
RATES = (1e-5, 10.0)
VALUE_LIMIT = 1000.0  # of a parameter set by hand
RATE = "learning_rate"  # the key of an edit that changes the learning rate


class Point(NamedTuple):
    """A point drawn by hand: where, its class 0, 1 or 2, and the epochs in which it is there."""

    x: float
    y: float
    label: int
    since: int = 0
    until: int | None = None

    def lives_at(self, epoch: int) -> bool:
        """Is it among the examples in the epoch that begins here?"""
        return self.since <= epoch and (self.until is None or epoch < self.until)


class Edit(NamedTuple):
    """A parameter changed by hand at the start of an epoch: params[key][row, column] = value.

    The key "learning_rate" changes the learning rate (row and column are 0).
    """

    epoch: int
    key: str
    row: int
    column: int
    value: float


@dataclass(frozen=True)
class Settings:
    """The playground's settings, and where its run stands.

    data : a name in DATA; noise : 0-50 %; training_part : 10-90 %
    batch_size : 1-30, or None for the full batch
    features : names in FEATURES, at least one, in any order
    hidden : sizes of 0-6 hidden layers, each 1-8
    activation : of the hidden layers
    loss : "own" is cross-entropy for classes and squared error for a regression
    init, scale : as Network.initialize (scale None: the initialization's own)
    learning_rate : 1e-5-10; optimizer, decay : as Trainer
    penalty, penalty_rate : none, l1 or l2, and the number that Trainer calls l1 or l2 (0-100)
    dropout : 0-0.8, the share of hidden units left out
    seed : of the weights, the batches and the dropout; data_seed : of the points
    points : Point or (x, y, class) drawn by hand, at most 200 at a time
    edits : Edit or (epoch, key, row, column, value)
    epochs : where the run stands
    ValueError, which names the field, what came and what was expected.
    """

    data: str = "circle"
    noise: float = 0
    training_part: float = 50
    batch_size: int | None = 10
    features: tuple[str, ...] = ("x1", "x2")
    hidden: tuple[int, ...] = (4, 2)
    activation: str = "tanh"
    loss: str = "own"
    init: str = "xavier"
    scale: float | None = None
    learning_rate: float = 0.03
    optimizer: str = "gradient_descent"
    decay: str | None = None
    penalty: str = "none"
    penalty_rate: float = 0.0
    dropout: float = 0.0
    seed: int = 1
    data_seed: int = 0
    points: tuple[Point, ...] = ()
    edits: tuple[Edit, ...] = ()
    epochs: int = 0

    def __post_init__(self):
        """Check all, and keep plain numbers and tuples: the same settings have the same text."""
        for name, (known, none_too) in _NAMES.items():
            if not (none_too and getattr(self, name) is None):
                check_name(name, getattr(self, name), known)
        for name, (low, high) in _NUMBERS.items():
            if not (name == "scale" and self.scale is None):
                self._set(name, float(check_number(name, getattr(self, name), low, high)))
        for name, high in _COUNTS.items():
            self._set(name, check_range(name, getattr(self, name), 0, high))
        if self.batch_size is not None:
            self._set("batch_size", check_range("batch_size", self.batch_size, 1, 30))
        for name, (least, most) in _LENGTHS.items():
            _check_sequence(name, getattr(self, name), least, most)
        known = [check_name(f"features[{i}]", x, FEATURES) for i, x in enumerate(self.features)]
        if len(set(known)) < len(known):
            raise ValueError(f"features={known} came, but each name at most once was expected.")
        self._set("features", tuple(map(str, known)))
        sizes = enumerate(self.hidden)
        self._set("hidden", tuple(check_range(f"hidden[{i}]", n, 1, MOST_UNITS) for i, n in sizes))
        self._set("points", tuple(_as_row("points", Point, value) for value in self.points))
        self._check_points()
        edits = [_as_row("edits", Edit, value) for value in self.edits]
        for i, edit in enumerate(edits):
            _check_edit(f"edits[{i}]", edit, self.net)
        self._set("edits", tuple(sorted(edits, key=lambda edit: edit.epoch)))

    def _set(self, name, value):
        object.__setattr__(self, name, value)  # frozen for everybody else

    def _check_points(self):
        for i, point in enumerate(self.points):
            check_number(f"points[{i}].x", point.x, -LIMIT, LIMIT)
            check_number(f"points[{i}].y", point.y, -LIMIT, LIMIT)
            check_range(f"points[{i}].label", point.label, 0, 2)
            check_range(f"points[{i}].since", point.since, 0, MOST_EPOCHS)
            if point.until is not None:
                check_range(f"points[{i}].until", point.until, point.since + 1, MOST_EPOCHS)
        comings = [(point.since, 1) for point in self.points]
        goings = [(point.until, -1) for point in self.points if point.until is not None]
        at_a_time = accumulate(step for _, step in sorted(comings + goings))
        most = max(at_a_time, default=0)
        if most > MOST_POINTS:
            raise ValueError(
                f"points holds {most} points at a time, but at most {MOST_POINTS} were expected. "
                "Erase some."
            )

    @cached_property
    def classes(self) -> int:
        """Number of classes; 0 for a regression. A point of class 2 makes three of two."""
        classes = DATA[self.data].classes
        third = any(point.label == 2 for point in self.points)
        return 3 if classes and third else classes

    @cached_property
    def net(self) -> Network:
        """The network that these settings describe."""
        output = {0: "identity", 2: "sigmoid", 3: "softmax"}[self.classes]
        sizes = len(self.features), *self.hidden, self.classes if self.classes > 2 else 1
        loss = None if self.loss == "own" else self.loss
        return Network(sizes, hidden=self.activation, output=output, loss=loss)

    @property
    def trainer_options(self) -> dict:
        """What the Trainer of these settings is given, as it calls it; nothing that is usual."""
        options = {"learning_rate": self.learning_rate, "batch_size": self.batch_size}
        options["optimizer"] = self.optimizer
        if self.decay is not None:
            options |= {"decay": self.decay} | DECAY
        if self.penalty != "none" and self.penalty_rate:
            options[self.penalty] = self.penalty_rate
        if self.dropout and self.hidden:
            options["keep_prob"] = 1 - self.dropout
        return options

    def points_at(self, epoch: int) -> list[Point]:
        """The points drawn by hand that are there in the epoch that begins here."""
        return [point for point in self.points if point.lives_at(epoch)]

    def edits_at(self, epoch: int) -> list[Edit]:
        """The edits at the start of this epoch, in order."""
        return [edit for edit in self.edits if edit.epoch == epoch]

    @cached_property
    def change_epochs(self) -> frozenset[int]:
        """The epochs at whose start something changes by hand, and 0."""
        times = {0, *(edit.epoch for edit in self.edits)}
        times |= {time for point in self.points for time in (point.since, point.until)}
        return frozenset(times - {None})

    def restarted(self, **changes) -> Settings:
        """These settings with changes, before training: no edits, and the points that are there
        now are there from the start.
        """
        points = tuple(Point(*point[:3]) for point in self.points_at(self.epochs))
        return replace(self, **{"points": points, "edits": (), "epochs": 0, **changes})


_NAMES = {  # field: the known names, and whether None is one of them
    "data": (DATA, False),
    "activation": (HIDDEN, False),
    "loss": (LOSSES, False),
    "init": (INITIALIZERS, False),
    "optimizer": (OPTIMIZERS, False),
    "decay": (DECAYS, True),
    "penalty": (PENALTIES, False),
}
_NUMBERS = {
    "noise": (0, 50),
    "training_part": (10, 90),
    "scale": (0, 10),
    "learning_rate": RATES,
    "penalty_rate": (0, 100),
    "dropout": (0, 0.8),
}
_LENGTHS = {  # of the sequences
    "features": (1, len(FEATURES)),
    "hidden": (0, MOST_LAYERS),
    "points": (0, MOST_ROWS),
    "edits": (0, MOST_ROWS),
}
_COUNTS = {"seed": 2**32 - 1, "data_seed": 2**32 - 1, "epochs": MOST_EPOCHS}
FIELDS = tuple(field.name for field in fields(Settings))


def check_range(argument, value, low, high):
    """Return `value` as an int; ValueError unless it is a whole number from low to high."""
    whole = isinstance(value, Integral) and not isinstance(value, bool)
    if not whole or not low <= value <= high:
        raise ValueError(
            f"{argument}={value!r} came, but a whole number from {low} to {high} was expected."
        )
    return int(value)


def _check_sequence(argument, value, least, most):
    """ValueError unless `value` is a tuple or list of `least` to `most` entries."""
    if not isinstance(value, tuple | list) or not least <= len(value) <= most:
        raise ValueError(
            f"{argument}={value!r} came, but a tuple of {least} to {most} entries was expected."
        )


def _as_row(argument, row, value):
    """The Point or Edit of a tuple."""
    try:
        return row(*value)
    except TypeError:
        names = ", ".join(row._fields)
        raise ValueError(
            f"{argument} holds {value!r}, but ({names}) was expected for each."
        ) from None


def _check_edit(argument, edit, net):
    """ValueError unless the edit is one of a parameter that the network has."""
    check_count(f"{argument}.epoch", edit.epoch, 0)
    shapes = net.shapes | {RATE: (1, 1)}
    check_name(f"{argument}.key", edit.key, shapes)
    for name, size in zip(("row", "column"), shapes[edit.key]):
        check_range(f"{argument}.{name}", getattr(edit, name), 0, size - 1)
    bounds = RATES if edit.key == RATE else (-VALUE_LIMIT, VALUE_LIMIT)
    check_number(f"{argument}.value", edit.value, *bounds)
