"""A run of the playground: the Trainer's, gone back in and changed by hand, always the same."""

import gc
import warnings
import weakref
from dataclasses import replace

import numpy as np
import pytest
from playground_states import random_settings

from nnhelpers import OPTIMIZERS, accuracy, train
from nnhelpers.explorers.playground import (
    Session,
    Settings,
    diagnose,
    features,
    from_text,
    session,
    to_text,
)

SMALL = Settings("xor", hidden=(3,), epochs=12)


def same(one, other):
    """Do two sessions stand at the same point of the same run, to the last digit?"""
    assert (one.epoch, one.iteration, one.settings) == (
        other.epoch,
        other.iteration,
        other.settings,
    )
    assert one.params.keys() == other.params.keys()
    for key, array in one.params.items():
        np.testing.assert_array_equal(array, other.params[key])
    np.testing.assert_array_equal(one.training_costs, other.training_costs)
    np.testing.assert_array_equal(one.test_costs, other.test_costs)
    return True


@pytest.mark.parametrize(
    "settings",
    [
        SMALL,
        Settings("hills", batch_size=None, optimizer="adam", decay="exponential", epochs=9),
        Settings("three blobs", batch_size=7, penalty="l1", penalty_rate=0.5, epochs=4),
        Settings("spiral", hidden=(8, 8), activation="relu", init="random", scale=0.5,
                 dropout=0.25, penalty="l2", penalty_rate=2.0, epochs=5),
        Settings("moons", hidden=(), loss="mean_squared_error", optimizer="rmsprop", epochs=3),
    ],
    ids=lambda settings: settings.data,
)  # fmt: skip
def test_a_run_is_that_of_train(settings):
    """Same weights as the Trainer's; costs as net.cost of all examples, without the penalty."""
    playground = Session(settings)
    net, X = playground.net, features(settings.features, playground.examples.X)
    rng = np.random.default_rng(settings.seed)
    run = train(
        net, X, playground.examples.Y, init=settings.init, scale=settings.scale, rng=rng,
        iterations=settings.epochs * playground.per_epoch, **settings.trainer_options,
    )  # fmt: skip
    for key, array in run.params.items():
        np.testing.assert_array_equal(playground.params[key], array)
    tested = features(settings.features, playground.examples.X_test), playground.examples.Y_test
    for (inputs, Y), costs, share in zip(
        ((X, playground.examples.Y), tested),
        (playground.training_costs, playground.test_costs),
        playground.accuracies(),
    ):
        assert len(costs) == settings.epochs + 1
        assert costs[-1] == pytest.approx(net.cost(net.forward(inputs, run.params), Y), rel=1e-12)
        if settings.classes:
            assert share == accuracy(net.predict(inputs, run.params), Y)
        else:
            assert np.isnan(share)


def test_what_the_settings_say_reaches_the_trainer():
    options = Settings(
        penalty="l1", penalty_rate=3.0, dropout=0.2, decay="step", batch_size=None, optimizer="adam"
    ).trainer_options
    assert options == {
        "learning_rate": 0.03, "batch_size": None, "optimizer": "adam", "decay": "step",
        "decay_rate": 0.005, "decay_every": 100, "l1": 3.0, "keep_prob": 0.8,
    }  # fmt: skip


def test_slices_are_the_same_run():
    whole = Session(SMALL)
    sliced = Session(replace(SMALL, epochs=0))
    for n in (1, 24, 3, 40, 100, 7):
        sliced.advance(n)
    assert sliced.epoch == 7  # 175 iterations of 25 in an epoch
    assert same(sliced.step(5), whole)
    begun = Session(replace(SMALL, epochs=5)).advance(10)
    assert begun.epoch == 5 and begun.iteration == 5 * 25 + 10
    assert begun.step(1).epoch == 6  # finishes the one begun


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_rewound_is_a_new_run_to_there(optimizer, monkeypatch):
    monkeypatch.setattr(session, "MOST_SNAPSHOTS", 5)
    settings = replace(
        SMALL, batch_size=30, optimizer=optimizer, dropout=0.3, decay="1/t", epochs=40
    )
    there = Session(settings)
    assert len(there._snapshots) <= 5
    for epoch in (39, 7, 0, 20, 40, 1):
        assert same(there.rewind(epoch), Session(replace(settings, epochs=epoch)))
        assert there.last_epoch == 40 and there.all_costs.shape == (2, 41)
    np.testing.assert_array_equal(there.all_costs[0], Session(settings).training_costs)
    assert same(there.step(39), Session(settings))  # on from epoch 1
    for wrong in (-1, 41, 2.5):
        with pytest.raises(ValueError, match="epoch="):
            there.rewind(wrong)


def test_many_snapshots_are_thinned_evenly(monkeypatch):
    monkeypatch.setattr(session, "MOST_SNAPSHOTS", 10)
    kept = sorted(Session(replace(SMALL, epochs=100))._snapshots)
    assert 5 <= len(kept) <= 10 and kept[0] == 0 and len(set(np.diff(kept))) == 1


def test_an_epoch_begun_is_left_by_going_back():
    there = Session(SMALL).advance(11)
    assert same(there.rewind(12), Session(SMALL))


# ------------------------------------------------------------------------- changed by hand


def test_a_parameter_changed_by_hand():
    there = Session(SMALL)
    before = there.params
    there.edit("W1", 2, 0, -1.5)
    assert there.params["W1"][2, 0] == -1.5 and there.epoch == 12
    before["W1"][2, 0] = -1.5
    for key, array in before.items():
        np.testing.assert_array_equal(there.params[key], array)
    net, X = there.net, features(("x1", "x2"), there.examples.X)
    cost = net.cost(net.forward(X, before), there.examples.Y)
    assert there.training_costs[-1] == pytest.approx(cost, rel=1e-12)
    assert (there.step(3).params["W1"] != before["W1"]).all()  # it is trained on


def test_a_changed_run_comes_again_from_its_settings():
    there = Session(replace(SMALL, optimizer="adam", dropout=0.2, epochs=4))
    there.edit("W1", 0, 1, 2.0).edit("W1", 0, 1, 2.5).edit("b2", 0, 0, -1.0).step(3)
    there.add_points([(1, 1, 0), (-5, 4, 1)]).step(2)
    assert there.erase(1.1, 1.1) == 1
    there.edit("learning_rate", 0, 0, 0.3).step(3).add_points([(2, 2, 1)])
    there.advance(3).edit("b1", 1, 0, 0.5).step(2)
    assert there.epoch == 15 and there.learning_rate == 0.3
    assert [edit.value for edit in there.settings.edits] == [2.5, -1.0, 0.3, 0.5]
    assert same(Session(from_text(to_text(there.settings))), there)
    ever = replace(there.settings)
    for epoch in (14, 12, 9, 8, 7, 4, 3, 0, 15):
        assert same(there.rewind(epoch), Session(replace(ever, epochs=epoch)))


def test_a_change_in_the_past_forgets_what_came_after():
    there = Session(replace(SMALL, epochs=6))
    there.edit("W1", 0, 0, 1.0).add_points([(0, 0, 1)]).step(4)
    there.erase(0, 0)
    there.step(2).rewind(8)
    assert len(there.settings.edits) == 1 and there.settings.points[0].until == 10
    there.edit("b1", 0, 0, 3.0)
    assert there.last_epoch == 8 and there.settings.points[0].until is None
    assert same(there.step(5), Session(there.settings))
    there.rewind(3).edit("b1", 0, 0, 4.0)
    assert there.settings.points == () and len(there.settings.edits) == 1
    assert same(there.step(5), Session(there.settings))


def test_points_drawn_while_it_trains():
    there = Session(replace(SMALL, epochs=3))
    weights = there.params
    there.add_points([(1, -2, 0)])
    assert there.examples.X.shape == (2, 251) and there.examples.Y[0, -1] == 0
    for key, array in there.params.items():
        np.testing.assert_array_equal(array, weights[key])
    assert there.per_epoch == 26 and there.step(1).epoch == 4
    assert there.erase(1, -2.3, radius=0.2) == 0 and there.erase(1, -2.3, radius=0.4) == 1
    assert there.examples.X.shape == (2, 250)
    assert there.settings.points[0].until == 4
    fresh = Session(replace(SMALL, epochs=0)).add_points([(1, -2, 0)])
    fresh.erase(1, -2)
    assert fresh.settings.points == ()  # it was never trained on


def test_a_point_of_a_third_class_asks_for_another_network():
    there = Session(replace(SMALL, epochs=3)).edit("W1", 0, 0, 1.0)
    there.add_points([(1, -2, 2)])
    assert there.net.output == "softmax" and there.epoch == 0
    assert there.settings == replace(SMALL, points=((1, -2, 2),), epochs=0)
    assert there.step(2).training_costs[-1] < there.training_costs[0]


def test_changes_that_cannot_be_made_leave_the_run_as_it_was():
    there, untouched = Session(SMALL), Session(SMALL)
    for change in (
        lambda: there.edit("W1", 9, 0, 1.0),
        lambda: there.edit("W5", 0, 0, 1.0),
        lambda: there.edit("W1", 0, 0, np.nan),
        lambda: there.edit("learning_rate", 0, 0, 0),
        lambda: there.add_points([(9, 9, 0)]),
        lambda: there.add_points([(0, 0, 1)] * 201),
    ):
        with pytest.raises(ValueError, match=r"came, but|expected|Choose"):
            change()
    assert same(there, untouched)


def test_nothing_drawn_yet_is_no_error():
    there = Session(Settings("drawn", epochs=3))
    assert there.epoch == 3 and np.isnan(there.all_costs).all() and diagnose(there) == []
    assert there.accuracies() == pytest.approx((np.nan, np.nan), nan_ok=True)
    there.add_points([(1, 1, 0), (-1, -1, 1)]).step(2)
    assert np.isfinite(there.training_costs[-1]) and np.isnan(there.test_costs).all()
    assert same(Session(there.settings), there)


# ----------------------------------------------------------------------- where it goes wrong


def test_a_run_that_diverges_stands_where_it_was_finite():
    there = Session(Settings("plane", hidden=(), learning_rate=1.0, epochs=50))
    assert "learning rate 1" in there.diverged and there.epoch < 50
    assert there.epoch == there.last_epoch == there.settings.epochs
    assert all(np.isfinite(array).all() for array in there.params.values())
    assert np.isfinite(there.training_costs).all()
    epoch, before = there.epoch, there.params
    assert there.step(5).epoch == epoch and there.advance(9).epoch == epoch
    np.testing.assert_array_equal(there.params["W1"], before["W1"])
    there.rewind(0)
    assert there.diverged is None and there.step(3).epoch == 3
    there.edit("learning_rate", 0, 0, 1e-3).edit("W1", 0, 0, 0.0).edit("W1", 0, 1, 0.0)
    assert there.step(60).diverged is None and there.epoch == 63  # cured


# -------------------------------------------------------------------------- what it looks like


def test_maps_are_what_the_network_says_there():
    there = Session(Settings("three blobs", hidden=(5, 2), features=("x2", "x1^2"), epochs=5))
    maps = there.maps(7)
    assert [a.shape for a in maps] == [(2, 7, 7), (5, 7, 7), (2, 7, 7), (3, 7, 7)]
    assert all(a.dtype == np.float32 for a in maps)
    for i, j in ((0, 0), (6, 0), (2, 5)):
        point = np.array([[j - 3.0], [i - 3.0]]) * 12 / 7  # columns go with x1, rows with x2
        cache = there.net.forward(features(("x2", "x1^2"), point), there.params)
        for l, array in enumerate(maps):
            np.testing.assert_allclose(array[:, i, j], cache[f"A{l}"][:, 0], atol=1e-4)


def test_layer_states_by_other_means():
    there = Session(Settings("circle", hidden=(4, 3), activation="relu", init="he", epochs=2))
    net, X = there.net, features(("x1", "x2"), there.examples.X)
    grads = net.backward(net.forward(X, there.params), there.params, there.examples.Y)
    for l, layer in enumerate(there.layers(), start=1):
        assert layer.gradient == pytest.approx(np.sqrt(np.mean(grads[f"dW{l}"] ** 2)), rel=1e-9)
        assert layer.saturated == 0
    there.edit("b1", 1, 0, -1000.0)
    assert there.layers()[0].dead == 0.25
    for unit, value in enumerate((-1000.0, -1000.0, 1000.0)):
        there.edit("b2", unit, 0, value)
    assert there.layers()[1].dead == pytest.approx(2 / 3) and there.layers()[2].dead == 0

    there = Session(Settings("circle", hidden=(2,), activation="tanh"))
    for key, row, column in (("W1", 0, 0), ("W1", 0, 1), ("W1", 1, 0), ("W1", 1, 1)):
        there.edit(key, row, column, 0.0)
    there.edit("b1", 0, 0, 2.0)  # 1 - tanh(2)^2 = 0.07, above 0.05
    assert there.layers()[0].saturated == 0
    there.edit("b1", 0, 0, 2.5)  # 0.027
    assert there.layers()[0].saturated == 0.5 and there.layers()[1].saturated == 0


# ----------------------------------------------------------------------------- random states


def through(count, seed):
    """So many random states, one after another; what is left of them."""
    rng, left = np.random.default_rng(seed), []
    for _ in range(count):
        there = Session(random_settings(rng))
        assert [a.shape[1:] for a in there.maps(8)] == [(8, 8)] * (there.net.L + 1)
        assert all(np.isfinite(a).all() for a in there.maps(8))
        assert all(np.isfinite(a).all() for a in there.params.values())
        assert len(there.layers()) == there.net.L
        for diagnosis in diagnose(there):
            assert "nan" not in str(diagnosis), diagnosis
        there.accuracies()
        left.append(weakref.ref(there))
    return left


@pytest.mark.parametrize(
    "count", [40, pytest.param(2000, marks=pytest.mark.slow)], ids=lambda count: str(count)
)
def test_random_states_one_after_another(count):
    """No exception, no warning, and nothing stays in memory."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        through(10, seed=0)
        gc.collect()
        before = len(gc.get_objects())
        left = through(count, seed=1)
        gc.collect()
        assert not any(reference() for reference in left)
        assert len(gc.get_objects()) - before - count < 500


def test_random_states_are_reached_again():
    """To the same digit: from the text, and by going back and on."""
    rng = np.random.default_rng(3)
    for _ in range(20):
        there = Session(random_settings(rng))
        if there.diverged:
            continue
        again = Session(from_text(to_text(there.settings)))
        assert same(again, there)
        assert same(again.rewind(there.epoch // 2).step(there.epoch - there.epoch // 2), there)
