"""The playground's settings: checked at once, and the same after a trip through their text."""

import re
from dataclasses import fields, replace

import numpy as np
import pytest
from playground_states import random_settings

from nnhelpers.explorers.playground import (
    DATA,
    FEATURES,
    Edit,
    Point,
    Settings,
    examples,
    features,
    from_text,
    make_examples,
    numpy_code,
    package_code,
    to_text,
)  # fmt: skip
from nnhelpers.explorers.playground.data import SIZE
from nnhelpers.explorers.playground.setups import HEALTHY, ILL
from nnhelpers.explorers.playground.sharing import WORDS

# ------------------------------------------------------------------------------- the settings

REFUSED = [
    ({"data": "cats"}, "data='cats'", "circle"),
    ({"noise": 51}, "noise=51", "[0, 50]"),
    ({"training_part": 5}, "training_part=5", "[10, 90]"),
    ({"batch_size": 31}, "batch_size=31", "from 1 to 30"),
    ({"batch_size": 2.5}, "batch_size=2.5", "whole number"),
    ({"features": ()}, "features=()", "1 to 7"),
    ({"features": ("x3",)}, "features[0]='x3'", "x1^2"),
    ({"features": ("x1", "x1")}, "features=['x1', 'x1']", "at most once"),
    ({"hidden": (1,) * 7}, "hidden=(1,", "0 to 6"),
    ({"hidden": (4, 9)}, "hidden[1]=9", "from 1 to 8"),
    ({"hidden": 4}, "hidden=4", "tuple"),
    ({"activation": "softmax"}, "activation='softmax'", "tanh"),
    ({"loss": "hinge"}, "loss='hinge'", "own"),
    ({"init": "ones"}, "init='ones'", "xavier"),
    ({"scale": -1}, "scale=-1", "[0, 10]"),
    ({"learning_rate": 0}, "learning_rate=0", "[1e-05, 10]"),
    ({"learning_rate": np.nan}, "learning_rate=nan", "finite"),
    ({"optimizer": "sgd"}, "optimizer='sgd'", "adam"),
    ({"decay": "linear"}, "decay='linear'", "step"),
    ({"penalty": "l3"}, "penalty='l3'", "l1"),
    ({"penalty_rate": -1}, "penalty_rate=-1", "[0, 100]"),
    ({"dropout": 0.9}, "dropout=0.9", "[0, 0.8]"),
    ({"seed": -1}, "seed=-1", "whole number"),
    ({"seed": True}, "seed=True", "whole number"),
    ({"epochs": 10**7}, "epochs=10000000", "1000000"),
    ({"points": ((7, 0, 1),)}, "points[0].x=7", "[-6, 6]"),
    ({"points": ((0, 0, 3),)}, "points[0].label=3", "from 0 to 2"),
    ({"points": ((0, 0),)}, "points", "(x, y, label"),
    ({"points": 3}, "points=3", "tuple"),
    ({"points": ((0, 0, 1, 5, 5),)}, "points[0].until=5", "from 6"),
    ({"points": ((0, 0, 1),) * 201}, "points holds 201", "200"),
    ({"edits": ((0, "W9", 0, 0, 1.0),)}, "edits[0].key='W9'", "W3"),
    ({"edits": ((0, "W1", 4, 0, 1.0),)}, "edits[0].row=4", "from 0 to 3"),
    ({"edits": ((0, "b1", 0, 1, 1.0),)}, "edits[0].column=1", "from 0 to 0"),
    ({"edits": ((0, "W1", 0, 0, 1e9),)}, "edits[0].value", "1000"),
    ({"edits": ((-1, "W1", 0, 0, 1.0),)}, "edits[0].epoch=-1", "at least 0"),
    ({"edits": ((0, "learning_rate", 0, 0, 20),)}, "edits[0].value=20", "10"),
    ({"edits": ((1, 2),)}, "edits", "(epoch, key"),
]  # fmt: skip


@pytest.mark.parametrize("changes, came, expected", REFUSED, ids=lambda case: str(case)[:40])
def test_what_is_wrong_is_named(changes, came, expected):
    with pytest.raises(ValueError, match=re.escape(came)) as caught:
        Settings(**changes)
    assert expected in str(caught.value)


def test_two_hundred_points_at_a_time_and_more_one_after_another():
    first = [(0, 0, 1, 0, 9)] * 200
    assert len(Settings(points=first + [(1, 1, 0, 9)] * 200).points) == 400
    with pytest.raises(ValueError, match="201 points at a time"):
        Settings(points=[*first, (1, 1, 0, 8)])


def test_sequences_may_be_lists_and_rows_plain_tuples():
    given = Settings(features=["x1"], hidden=[3], points=[(1, 2, 0)], edits=[[0, "W1", 2, 0, 1]])
    assert given == Settings(
        features=("x1",), hidden=(3,), points=(Point(1, 2, 0),), edits=(Edit(0, "W1", 2, 0, 1),)
    )
    hash(given)


def test_numbers_of_numpy_become_plain_ones():
    names = np.array(["x1", "x2"])
    given = Settings(
        features=tuple(names), hidden=tuple(np.array([3, 2])), learning_rate=np.float32(0.5),
        noise=np.int64(10), seed=np.int64(4), batch_size=np.int64(5), epochs=np.int64(2),
    )  # fmt: skip
    shown = repr(given) + package_code(given) + numpy_code(given)
    assert not re.search(r"np\.(int|float|str)", shown)
    assert from_text(to_text(given)) == given


@pytest.mark.parametrize(
    "settings, sizes, output",
    [
        (Settings(), (2, 4, 2, 1), "sigmoid"),
        (Settings("three blobs", hidden=()), (2, 3), "softmax"),
        (Settings("hills", features=("x1", "sin x2", "x1 x2")), (3, 4, 2, 1), "identity"),
        (Settings("drawn", hidden=(8,) * 6), (2, 8, 8, 8, 8, 8, 8, 1), "sigmoid"),
        (Settings(points=((0, 0, 2),)), (2, 4, 2, 3), "softmax"),
        (Settings("plane", points=((0, 0, 2),)), (2, 4, 2, 1), "identity"),
    ],
)
def test_the_network_of_the_settings(settings, sizes, output):
    assert (settings.net.layer_sizes, settings.net.output) == (sizes, output)


def test_starting_anew_keeps_what_is_there_now():
    points = (Point(0, 0, 1), Point(1, 1, 0, 5), Point(2, 2, 0, 0, 4), Point(3, 3, 0, 9))
    edits = (Edit(3, "W1", 0, 0, 1.0),)
    now = Settings(points=points, edits=edits, epochs=6)
    anew = now.restarted(hidden=(2,))
    assert anew == Settings(hidden=(2,), points=(Point(0, 0, 1), Point(1, 1, 0)))


# ----------------------------------------------------------------------------------- the data


@pytest.mark.parametrize("name", DATA)
def test_every_data_set_has_examples_of_its_kind(name):
    found = make_examples(name, noise=0, training_part=70, seed=3)
    if name == "drawn":
        assert found.X.shape == (2, 0) and found.X_test.shape == (2, 0)
        return
    assert found.X.shape == (2, 350) and found.X_test.shape == (2, 150)
    classes = DATA[name].classes
    Y = np.hstack([found.Y, found.Y_test])
    assert np.abs(np.hstack([found.X, found.X_test])).max() <= 7
    if classes == 0:
        assert Y.min() < -0.8 and Y.max() > 0.8 and np.abs(Y).max() <= 1
    elif classes == 2:
        assert set(np.unique(Y)) == {0, 1} and abs(Y.mean() - 0.5) < 0.01
    else:
        assert (Y.sum(axis=0) == 1).all() and (np.abs(Y.mean(axis=1) - 1 / 3) < 0.01).all()
    again = make_examples(name, training_part=70, seed=3)
    np.testing.assert_array_equal(found.X, again.X)
    assert (make_examples(name, training_part=70, seed=4).X != found.X).any()


def test_flower_and_moons_are_those_of_the_pages():
    """The same formulas as in nnhelpers.datasets, five times as large."""
    from nnhelpers import datasets

    for name in ("flower", "moons"):
        X, Y = getattr(datasets, name)(SIZE, noise=0, rng=np.random.default_rng(2))
        found = make_examples(name, seed=2)
        np.testing.assert_allclose(np.hstack([found.X, found.X_test]), 5 * X, atol=1e-12)
        np.testing.assert_array_equal(np.hstack([found.Y, found.Y_test]), Y)


def test_noise_moves_points_and_not_their_answers():
    for name, row in DATA.items():
        if row.formula is None:
            continue
        clean, noisy = make_examples(name), make_examples(name, noise=50)
        np.testing.assert_array_equal(clean.Y, noisy.Y)
        spread = np.std(noisy.X - clean.X)
        assert spread == pytest.approx(0.5 * row.noise_unit, rel=0.1)


def test_points_by_hand_are_trained_on_and_not_tested_with():
    settings = Settings(points=((1, 2, 0), (3, -4, 1), (5, 5, 1, 2)))
    found, bare = examples(settings), examples(Settings())
    np.testing.assert_array_equal(found.X[:, 250:], [[1, 3], [2, -4]])
    np.testing.assert_array_equal(found.Y[:, 250:], [[0, 1]])
    np.testing.assert_array_equal(found.X[:, :250], bare.X)
    np.testing.assert_array_equal(found.X_test, bare.X_test)
    three = examples(replace(settings, points=((0, 0, 2),)))
    np.testing.assert_array_equal(three.Y[:, -1], [0, 0, 1])
    slope = examples(Settings("plane", points=((0, 0, 0), (0, 0, 1), (0, 0, 2))))
    np.testing.assert_array_equal(slope.Y[0, -3:], [-1, 1, 0])


def test_features_by_hand():
    X = np.array([[0.5, -2.0], [3.0, 1.0]])
    came = features(tuple(FEATURES), X)
    a, b = np.sin(0.5), np.sin(-2.0)
    expected = [[0.5, -2], [3, 1], [0.25, 4], [9, 1], [1.5, -2], [a, b], np.sin([3.0, 1.0])]
    np.testing.assert_allclose(came, expected)
    np.testing.assert_array_equal(features(("x2", "x1"), X), X[::-1])


# ------------------------------------------------------------------------------------ as text


def test_short_and_readable():
    assert to_text(Settings()) == ""
    spiral = Settings("spiral", hidden=(4, 2, 8), learning_rate=0.1, batch_size=None)
    assert to_text(spiral) == "data=spiral&batch=full&hidden=4.2.8&rate=0.1"
    text = "data=three-blobs&features=x1^2.sin-x2&hidden=none&decay=1/t"
    assert to_text(from_text(text)) == text
    drawn = Settings("drawn", points=((1, -2.5, 0), (3, 0, 1, 4), (0, 0, 0, 0, 2)), epochs=7)
    assert to_text(drawn) == "data=drawn&points=1,-2.5,0;3,0,1@4;0,0,0@0-2&epochs=7"


def test_round_trip_of_random_states():
    rng, seen = np.random.default_rng(1), set()
    for _ in range(400):
        settings = random_settings(rng)
        text = to_text(settings)
        assert from_text(text) == settings, text
        assert to_text(from_text(text)) == text
        assert re.fullmatch(r"[\w.,;:@^/&=+-]*", text, re.ASCII), text
        seen |= {part.partition("=")[0] for part in text.split("&")}
    assert seen == {word.name for word in WORDS.values()}  # no field was left out of the trip


def test_numbers_come_back_to_the_last_digit():
    for number in (0.1 + 0.2, 1 / 3, 1e-5, 9.999999999999998, np.float64(0.7), np.nextafter(1, 2)):
        settings = Settings(learning_rate=number)
        assert from_text(to_text(settings)).learning_rate == number


def test_a_whole_link_is_read_as_its_end():
    text = "data=spiral&features=x1^2.x2"
    for link in (
        f"http://localhost/lab/tree/a.ipynb#{text}",
        f" #{text}\n",
        text.replace("^", "%5E"),
    ):
        assert from_text(link) == from_text(text)
    assert from_text("") == Settings()


BROKEN = [
    ("data=spiral&hidden", "'hidden' is no part", "name=value"),
    ("hello", "'hello' is no part", "data, noise"),
    ("speed=3", "'speed=3' is no part", "rate"),
    ("rate=fast", "'rate=fast' cannot be read", "'fast' is no number"),
    ("rate=1e999", "learning_rate=inf", "finite"),
    ("rate=nan", "'nan' is no number", "cannot be read"),
    ("rate=1&rate=1", "rate comes twice", "Leave one"),
    ("batch=2.5", "'2.5' is no whole number", "batch=2.5"),
    ("hidden=4.", "'' is no whole number", "hidden=4."),
    ("hidden=4.40", "hidden[1]=40", "from 1 to 8"),
    ("features=x1.x9", "'x9' is no feature", "features"),
    ("data=spirals", "data='spirals'", "spiral"),
    ("points=1,2", "'1,2' is no point", "x,y,class"),
    ("points=1,2,1@3-4-5", "more than two times", "points"),
    ("points=1,2,9", "points[0].label=9", "from 0 to 2"),
    ("edits=0,W1,0,0", "'0,W1,0,0' is no edit", "value"),
    ("edits=0,W1,0,9,1", "edits[0].column=9", "from 0 to 1"),
    ("seed=-1", "'-1' is no whole number", "seed"),
    ("data=spiral&", "'' is no part", "as a whole"),
    ("x" * 300_000, "300000 characters", "at most"),
]


@pytest.mark.parametrize("text, came, more", BROKEN, ids=lambda case: case[:30])
def test_a_broken_text_is_refused_with_a_reason(text, came, more):
    with pytest.raises(ValueError, match=re.escape(came)) as caught:
        from_text(text)
    assert more in str(caught.value) and len(str(caught.value)) < 500
    with pytest.raises(TypeError, match="str was expected"):
        from_text(None)


def test_any_damage_is_refused_or_read_as_settings():
    """Signs lost, doubled, exchanged: never another error than ValueError."""
    rng, refused = np.random.default_rng(2), 0
    signs = "0159.,;:@-&=^+ewWbx#%\u00b2"
    for _ in range(1500):
        text = to_text(random_settings(rng))
        for _ in range(int(rng.integers(1, 4))):
            place = int(rng.integers(len(text) + 1))
            sign = signs[int(rng.integers(len(signs)))]
            text = text[:place] + sign * int(rng.integers(2)) + text[place + 1 :]
        try:
            assert isinstance(from_text(text), Settings)
        except ValueError:
            refused += 1
    assert refused > 500


def test_every_field_has_its_word():
    assert list(WORDS) == [field.name for field in fields(Settings)]
    names = [word.name for word in WORDS.values()]
    assert len(set(names)) == len(names)


def test_the_set_ups_are_settings_of_their_own():
    all_of_them = [*HEALTHY.values(), *(settings for row in ILL.values() for settings in row)]
    assert len(HEALTHY) == 10 and len(set(all_of_them)) == len(all_of_them)
    assert all(from_text(to_text(settings)) == settings for settings in all_of_them)
