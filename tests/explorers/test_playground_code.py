"""The code that the playground writes: run in a fresh process, it ends with the same cost."""

import ast
import itertools
import json
import subprocess
import sys

import numpy as np
import pytest
from playground_states import random_settings

from nnhelpers import DECAYS, INITIALIZERS, OPTIMIZERS
from nnhelpers.activations import HIDDEN
from nnhelpers.explorers.playground import (
    DATA,
    FEATURES,
    Session,
    Settings,
    from_text,
    numpy_code,
    package_code,
)
from nnhelpers.explorers.playground.code import NO_EXAMPLES, digits
from nnhelpers.explorers.playground.settings import LOSSES, PENALTIES
from nnhelpers.explorers.playground.setups import HEALTHY

pytestmark = pytest.mark.slow

# Runs each text as a cell of a kernel of its own would be: in a namespace with nothing in it.
RUNNER = """
import contextlib, io, json, sys, warnings

forbidden, texts = json.load(sys.stdin)
for name in forbidden:
    sys.modules[name] = None  # an import of it fails
warnings.simplefilter("error")
results = []
for text in texts:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(text, "cell", "exec"), {"__name__": "__main__"})
    results.append(printed.getvalue())
json.dump(results, sys.stdout)
"""


def printed_by(texts, forbidden=()):
    """What each of the texts prints, all run in one fresh process."""
    done = subprocess.run(
        [sys.executable, "-c", RUNNER], input=json.dumps([forbidden, texts]),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stderr == ""
    return json.loads(done.stdout)


def assert_both_end_as_the_playground(all_settings):
    sessions = [Session(settings) for settings in all_settings]
    expected = [f"training cost {digits(s.training_costs[-1])}\n" for s in sessions]
    reached = [s.settings for s in sessions]  # where one diverges, that is earlier
    for write, forbidden in ((package_code, ()), (numpy_code, ("nnhelpers", "matplotlib"))):
        came = printed_by([write(settings) for settings in reached], forbidden)
        wrong = [row for row in zip(came, expected, reached) if row[0] != row[1]]
        assert not wrong, (write.__name__, len(wrong), wrong[:3])


def every_combination():
    """Every data set with every activation, loss and optimizer; the rest takes turns."""
    turns = zip(
        itertools.cycle(INITIALIZERS),
        itertools.cycle((None, 7, 30, 10, 30)),
        itertools.cycle((None, *DECAYS, None, None, None)),
        itertools.cycle(PENALTIES),
        itertools.cycle((0, 0.5, 0, 0.25, 0, 0, 0)),
        itertools.cycle(((3,), (4, 2), (), (2, 3, 4), (5,), (1,), (8, 8), (6, 5, 4, 3, 2, 1))),
    )
    hand = ((1, 2, 0), (-2.5, 3, 1), (0.5, -4, 0), (5, 5, 1), (-1, -1, 1))
    for i, (choice, turn) in enumerate(
        zip(itertools.product(DATA, HIDDEN, LOSSES, OPTIMIZERS), turns)
    ):
        data, activation, loss, optimizer = choice
        init, batch_size, decay, penalty, dropout, hidden = turn
        yield Settings(
            data=data, activation=activation, loss=loss, optimizer=optimizer, init=init,
            batch_size=batch_size, decay=decay, penalty=penalty, penalty_rate=2.5, hidden=hidden,
            dropout=dropout, points=hand if data == "drawn" or i % 11 == 0 else (),
            noise=(0, 20)[i % 2], training_part=(10, 25, 33)[i % 3], seed=i, data_seed=i % 5,
            features=tuple(FEATURES)[i % 5 : i % 5 + 1 + i % 4], learning_rate=0.02,
            scale=(None, None, 2.0, 0.5)[i // 2 % 4], epochs=1 + i % 4,
        )  # fmt: skip


def test_every_seventh_combination():
    """All data sets, activations, losses and optimizers are among them."""
    settings = list(every_combination())[::7]
    for field, values in (("data", DATA), ("activation", HIDDEN), ("loss", LOSSES)):
        assert {getattr(s, field) for s in settings} == set(values)
    assert {s.optimizer for s in settings} == set(OPTIMIZERS)
    assert_both_end_as_the_playground(settings)


@pytest.mark.slow
def test_every_data_set_activation_loss_and_optimizer():
    settings = list(every_combination())
    assert len(settings) == 10 * 5 * 2 * 4
    assert_both_end_as_the_playground(settings)


@pytest.mark.parametrize("count", [12, pytest.param(200, marks=pytest.mark.slow)])
def test_random_states_with_changes_by_hand(count):
    rng, settings = np.random.default_rng(count), []
    while len(settings) < count:
        drawn = random_settings(rng)
        if np.isfinite(Session(drawn).training_costs[-1]):
            settings.append(drawn)
    assert sum(bool(s.edits) for s in settings) > count // 3
    assert_both_end_as_the_playground(settings)


@pytest.mark.slow
def test_long_runs():
    """The digits stay the same over thousands of updates."""
    assert_both_end_as_the_playground(HEALTHY.values())


def test_one_long_run_in_processes_of_its_own():
    settings = HEALTHY["a slope without hidden layers"]
    (package,), (plain,) = printed_by([package_code(settings)]), printed_by([numpy_code(settings)])
    cost = Session(settings).training_costs[-1]
    assert package == plain == f"training cost {digits(cost)}\n"


def test_another_run_has_other_digits():
    """The comparison above can fail: a seed, a rate, an epoch more show in what is printed."""
    one = "data=spiral&hidden=3&epochs=3"
    texts = [one, f"{one}&seed=2", f"{one}&rate=0.0301", "data=spiral&hidden=3&epochs=4"]
    printed = printed_by([numpy_code(from_text(text)) for text in texts])
    assert len(set(printed)) == 4


def test_the_code_is_short_and_needs_what_it_says():
    text = numpy_code(Settings(epochs=100))
    lines = [line for line in text.splitlines() if line]
    assert len(lines) <= 51 and max(map(len, lines)) <= 100
    assert "nnhelpers" not in text
    text = package_code(Settings(epochs=100))
    assert len([line for line in text.splitlines() if line]) <= 20
    for settings in every_combination():
        for write in (numpy_code, package_code):
            longest = max(write(settings).splitlines(), key=len)
            assert len(longest) <= 120 or "points" in longest, longest


def test_no_name_is_made_for_nothing():
    """Every function, argument and variable of the code is used in it."""
    for settings in itertools.islice(every_combination(), 0, None, 7):
        tree = ast.parse(numpy_code(settings))
        names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
        loaded = {node.id for node in names if isinstance(node.ctx, ast.Load)}
        stored = {node.id for node in names if isinstance(node.ctx, ast.Store)}
        made = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert stored | made <= loaded | {"epoch", "x1", "x2", "m"}, settings


def test_nothing_drawn_yet():
    settings = Settings("drawn", epochs=5)
    assert numpy_code(settings) == package_code(settings) == NO_EXAMPLES
    assert printed_by([NO_EXAMPLES]) == [""]
