"""What is searched: settings, one value or several of each, and the members they make.

A member is a plain dict, {"layers": (16,), "learning_rate": 0.1, "seed": 2, ...}. What is a list
(or a range, or an array) is tried value by value; a tuple or a single value is fixed.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from nnhelpers.arguments import flag
from nnhelpers.contracts import check_count, check_name, check_number
from nnhelpers.network import Network
from nnhelpers.optimizers import OPTIMIZERS

START = {"init": "he", "scale": None, "seed": 0}
# What members of one stack may differ in; all else is the same for a whole stack.
FREE = (*START, "learning_rate")
KNOWN = (
    "layers", "hidden", "leaky_slope", *START, "learning_rate", "optimizer", "batch_size", "decay",
    "decay_rate", "decay_every", "l2", "l1", "keep_prob",
    *sorted({name for row in OPTIMIZERS.values() for name in row.hyperparameters}),
)  # fmt: skip


@dataclass(frozen=True)
class Range:
    """All numbers from low to high, for a random search.

    log : draw the exponent evenly, so that each power of ten is as likely as the next
    whole : round to whole numbers
    ValueError unless low < high (and 0 < low where log).
    """

    low: float
    high: float
    log: bool = True
    whole: bool = False

    def __post_init__(self):
        flag("log", self.log)
        flag("whole", self.whole)
        lowest = np.finfo(float).tiny if self.log else -np.inf
        check_number("low", self.low, lowest, advice="With log=False it may be 0 or less.")
        check_number("high", self.high, self.low, advice="Pass low < high.")
        if self.low == self.high:
            raise ValueError(f"low and high are both {self.low!r}. Pass the value itself.")

    def draw(self, rng):
        """One number of the range: a float, or an int."""
        share = rng.random()
        if self.log:
            number = self.low * (self.high / self.low) ** share
        else:
            number = self.low + (self.high - self.low) * share
        return round(number) if self.whole else float(number)


def every_combination(settings):
    """The members of a grid: every combination of the values, the last setting changing first.

    ValueError for an unknown setting, an empty list or a Range, which has no end of values.
    """
    columns = {}
    for name, value in _check_settings(settings).items():
        if isinstance(value, Range):
            raise ValueError(
                f"{name}={value} came, but a grid tries every value, and a Range holds too many. "
                f"Pass a list such as {name}=[0.01, 0.1, 1], or use random_search."
            )
        columns[name] = _values(name, value)
    return [dict(zip(columns, row)) for row in product(*columns.values())]


def random_members(settings, members, rng):
    """That many members; each setting is drawn by itself, from its list or Range."""
    check_count("members", members)
    drawn = []
    for _ in range(members):
        row = {}
        for name, value in _check_settings(settings).items():
            if isinstance(value, Range):
                row[name] = value.draw(rng)
            else:
                values = _values(name, value)
                row[name] = values[rng.integers(len(values))]
        drawn.append(row)
    return drawn


def network(member, n_x, n_y, output):
    """The Network of a member: n_x inputs, its hidden `layers`, n_y outputs."""
    options = {key: member[key] for key in ("hidden", "leaky_slope") if key in member}
    return Network((n_x, *member.get("layers", ()), n_y), output=output, **options)


def start(member, net):
    """Initial params of a member, and its generator, which goes on to draw its mini-batches."""
    chosen = {key: member.get(key, default) for key, default in START.items()}
    rng = np.random.default_rng(check_count("seed", chosen["seed"], 0))
    return net.initialize(chosen["init"], rng, chosen["scale"]), rng


def training_options(member):
    """What of a member goes to the Trainer of a whole stack."""
    left_out = {"layers", "hidden", "leaky_slope", *FREE}
    return {key: value for key, value in member.items() if key not in left_out}


def stack_key(member):
    """Members with the same key can be trained in one stack."""
    return tuple((key, value) for key, value in sorted(member.items()) if key not in FREE)


def _values(name, value):
    """The values of a setting as a list of plain Python values."""
    swept = isinstance(value, list | range | np.ndarray)
    values = [_plain(v) for v in value] if swept else [_plain(value)]
    if not values:
        raise ValueError(f"{name}=[] came, but at least one value was expected. Add one.")
    if name == "layers":
        values = [(v,) if isinstance(v, int) else v for v in values]
    return values


def _plain(value):
    """NumPy's numbers as Python's, lists inside as tuples: to be compared, written and sent."""
    if isinstance(value, np.generic):
        return value.item()
    return tuple(_plain(v) for v in value) if isinstance(value, list | tuple) else value


def _check_settings(settings):
    """Return settings; ValueError for a name that is none (with the list of those known)."""
    for name in settings:
        check_name("the setting", name, KNOWN)
    return settings
