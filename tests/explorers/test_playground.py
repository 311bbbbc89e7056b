"""The playground: what is drawn is what the network does, and every control has its effect."""

import asyncio
import threading
import time
from dataclasses import replace

import numpy as np
import pytest
from driving import alive, at_rest, drive, pixels

from nnhelpers.explorers import Playground
from nnhelpers.explorers.playground.board import sizes_of
from nnhelpers.explorers.playground.data import FEATURES, LIMIT
from nnhelpers.explorers.playground.drawing import Spot, spot
from nnhelpers.explorers.playground.mosaic import levels, shaded
from nnhelpers.explorers.playground.result import MAP
from nnhelpers.explorers.playground.settings import Settings
from nnhelpers.explorers.playground.sharing import to_text

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made():
    explorer = Playground(epochs=3)
    yield explorer
    explorer.close()


def press(explorer, name):
    explorer._screen.buttons[name].click()
    return alive(explorer)


def send(explorer, **message):
    """What the browser would send."""
    explorer._screen.view._handle_custom_msg(message, [])
    return alive(explorer)


def click(explorer, what):
    """Click on a Spot, or on a point of the drawing."""
    x, y = explorer.network.middle(what) if isinstance(what, Spot) else what
    return send(explorer, click=[float(x), float(y)])


def outputs_by_hand(explorer, params):
    """What the network says at the points of the maps: (n_y, 48, 48), in double precision."""
    line = np.linspace(-LIMIT, LIMIT, MAP + 1)
    middles = (line[1:] + line[:-1]) / 2
    x1, x2 = np.meshgrid(middles, middles)
    chosen = explorer.result.settings.features
    inputs = np.stack([FEATURES[name](x1.ravel(), x2.ravel()) for name in chosen])
    net = explorer.result.net
    return net.forward(inputs, params)[f"A{net.L}"].reshape(-1, MAP, MAP)


def check(explorer):
    """Network, maps, lines, curves, points and words are those of the session's parameters."""
    result, values, net = explorer.result, explorer.values, explorer.result.net
    assert net.layer_sizes[1:-1] == sizes_of(values["hidden"])
    assert result.settings.features == values["features"]
    assert result.settings.data == values["data"] and result.epoch == values["epochs"]
    assert explorer.network.layer_sizes == net.layer_sizes
    # the maps, first row at the top
    by_hand = outputs_by_hand(explorer, result.params)
    assert len(explorer.network.units.maps) == sum(net.layer_sizes[1:])
    shown = explorer.network.units.maps[-net.layer_sizes[-1] :]
    assert np.abs(shown[:, ::-1].astype(int) - shaded(by_hand).astype(int)).max() <= 1
    plane = explorer.output.map.values[:, ::-1]
    if values["selected"] != "A1[0]":
        expected = 2 * by_hand - 1 if net.output == "sigmoid" else by_hand
        np.testing.assert_allclose(plane, expected, atol=2e-4, rtol=1e-3)
    # the lines
    weights = np.concatenate([result.params[f"W{l}"].ravel() for l in range(1, net.L + 1)])
    widths = explorer.network.lines.get_linewidths()
    assert len(widths) == weights.size
    assert np.all(np.diff(np.array(widths)[np.argsort(np.abs(weights))]) >= 0)
    # cost and words
    examples = result.examples
    chosen = [FEATURES[name] for name in result.settings.features]
    if examples.X.shape[1]:
        inputs = np.stack([of(*examples.X) for of in chosen])
        cost = net.cost(net.forward(inputs, result.params), examples.Y)
        assert explorer.curves.training.get_ydata()[-1] == pytest.approx(cost)
        assert f"Epoch {result.epoch}: cost {cost:.3g} (test" in explorer.describe()
    points = sum(len(artist.get_xdata()) for artist in explorer.output.training)
    assert points == examples.X.shape[1]
    test_points = sum(len(artist.get_xdata()) for artist in explorer.output.test)
    assert test_points == (examples.X_test.shape[1] if values["test_points"] else 0)


def test_every_control_moves_what_it_should(explorer):
    drive(explorer, check)


def test_softmax_and_regression_are_shown(explorer):
    for data in ("three blobs", "hills"):
        explorer.set(data=data, hidden=(3,), epochs=2)
        check(explorer)


def test_a_control_begins_a_new_run_as_long_as_the_one_before(explorer):
    explorer.controls["learning_rate"].value = 0.3
    assert alive(explorer).result.epoch == 3 and not explorer.playing
    other = Playground(epochs=3, learning_rate=0.3, name="other")
    np.testing.assert_array_equal(explorer.result.params["W1"], other.result.params["W1"])
    other.close()


def test_after_a_divergence_the_next_run_goes_as_far_as_was_wished(explorer):
    explorer.set(loss="mean_squared_error", data="hills", activation="identity", epochs=6)
    explorer.controls["learning_rate"].value = 10.0
    assert alive(explorer).session.diverged and explorer.result.epoch < 6
    assert "Diverged" in explorer._screen.frame.warning
    explorer.controls["learning_rate"].value = 0.001
    assert alive(explorer).result.epoch == 6 and not explorer._screen.frame.warning


def test_what_is_moved_while_it_trains_is_not_put_back(explorer):
    """The clock goes on between a learner's move and its turn."""
    explorer._silent_thread = threading.get_ident()  # nothing is heard yet
    explorer.controls["noise"].value = 30
    explorer._silent_thread = None
    explorer._follow()
    assert explorer.values["noise"] == 30
    explorer.moved()
    assert explorer.settings.noise == 30


def test_the_run_before_stays_as_a_pale_line_and_a_pale_boundary(explorer):
    costs = explorer.result.costs.copy()
    plane = explorer.output.map.values.copy()
    explorer.controls["activation"].value = "relu"
    np.testing.assert_array_equal(explorer.curves.earlier[0].get_ydata(), costs)
    np.testing.assert_array_equal(explorer.output.map._earlier, plane)
    with_it = pixels(alive(explorer))
    explorer.output.map.set_earlier(None)
    assert not np.array_equal(explorer._sharp().picture, with_it)


def test_step_play_restart_and_reset(explorer):
    before = pixels(explorer), explorer.describe()
    assert press(explorer, "step").result.epoch == 4
    assert press(explorer, "play").result.epoch == 104  # nobody watches
    assert press(explorer, "restart").result.epoch == 0
    assert press(explorer, "reset").describe() == before[1]
    np.testing.assert_array_equal(pixels(explorer), before[0])


def test_going_back_in_time_and_on_again(explorer):
    explorer.set(epochs=12)
    end = explorer.result
    explorer.controls["epochs"].value = 5
    assert alive(explorer).result.epoch == 5
    assert len(explorer.curves.training.get_xdata()) == 6
    fresh = Playground(epochs=5, name="fresh")
    np.testing.assert_array_equal(explorer.result.params["W2"], fresh.result.params["W2"])
    fresh.close()
    explorer.set(epochs=12)
    np.testing.assert_array_equal(explorer.result.params["W2"], end.params["W2"])


def test_a_typed_text_that_cannot_be_is_said_and_changes_nothing(explorer):
    before = explorer.result.params["W1"]
    for words, reason in (
        ("4, x", "sizes of layers"),
        ("9", "1 to 8"),
        ("1 1 1 1 1 1 1", "0 to 6"),
    ):
        explorer.controls["hidden"].value = words
        assert reason in alive(explorer)._screen.frame.warning
        np.testing.assert_array_equal(explorer.result.params["W1"], before)
    explorer.controls["hidden"].value = "4, 2"
    assert "expected" not in alive(explorer)._screen.frame.warning
    with pytest.raises(ValueError, match="hidden"):
        explorer.set(hidden="4, x")
    with pytest.raises(ValueError, match="features"):
        explorer.set(features=("x3",))


@pytest.mark.parametrize(
    ("sign", "hidden"),
    [
        (Spot("units", 1, 1), "5, 2"),
        (Spot("units", 2, -1), "4, 1"),
        (Spot("layers", 0, 1), "4, 2, 2"),
        (Spot("layers", 0, -1), "4"),
    ],
)
def test_signs_on_the_picture_add_and_remove(explorer, sign, hidden):
    assert click(explorer, sign).values["hidden"] == hidden
    assert explorer.network.layer_sizes[1:-1] == sizes_of(hidden)


def test_signs_end_where_the_network_may_not_grow(explorer):
    explorer.set(hidden=(8, 1, 1, 1, 1, 1))
    signs = set(explorer.network._signs.values())
    assert Spot("units", 1, 1) not in signs and Spot("units", 2, -1) not in signs
    assert Spot("layers", 0, 1) not in signs and Spot("layers", 0, -1) in signs


def test_a_click_on_a_feature_switches_it(explorer):
    click(explorer, explorer.network.places[0][4])
    assert explorer.values["features"] == ("x1", "x2", "x1 x2")
    for place in (0, 1, 4):  # the last one stays
        click(explorer, explorer.network.places[0][place])
    assert explorer.values["features"] == ("x1 x2",)
    assert explorer.network.layer_sizes[0] == 1


def test_pointing_names_what_lies_there(explorer):
    drawing = explorer.network
    for what in (*drawing._spots, Spot("b", 1, 3), Spot("A", 2, 1), Spot("A", 0, 1)):
        found = drawing.find(*explorer.network.middle(what))
        assert found == what or (what.kind == "W" and found.kind == "W")  # where lines cross
        assert spot(what.name, drawing.layer_sizes) == what
    assert drawing.find(300, 395) is None


def test_pointing_at_a_unit_shows_its_map_large_and_at_a_weight_its_value(explorer):
    x, y = map(float, explorer.network.middle(Spot("A", 1, 2)))
    send(explorer, hover=[x, y])
    unit = explorer.result.maps[1][2]
    np.testing.assert_allclose(explorer.output.map.values[0, ::-1], unit, atol=1e-6)
    assert explorer.output.heading.get_text().startswith("A1[2]: ")
    what = Spot("W", 1, 0, 0)
    start, end = explorer.network.segments[0]
    x, y = map(float, start + 0.1 * (end - start))
    send(explorer, hover=[x, y])
    value = f"W1[0, 0] = {explorer.result.params['W1'][0, 0]:.3g}".replace("-", "−")
    assert explorer.network.tip.get_text() == value
    assert value in explorer._screen.frame.readout
    assert explorer._pointed_at == what
    send(explorer, hover=None)
    assert explorer.output.heading.get_text() == "Output"
    assert not explorer.network.tip.get_visible()


def test_a_clicked_weight_or_bias_can_be_changed(explorer):
    assert explorer.controls["value"].disabled
    for what, key in ((Spot("W", 3, 0, 1), "W3"), (Spot("b", 1, 2), "b1")):
        click(explorer, what)
        assert explorer.values["selected"] == what.name
        now = explorer.result.params[key][what.row, what.column]
        assert explorer.values["value"] == pytest.approx(now, abs=1e-4)
        explorer.controls["value"].value = 1.25
        assert alive(explorer).result.params[key][what.row, what.column] == 1.25
        assert explorer.result.epoch == 3
        click(explorer, what)
        assert explorer.values["selected"] == "" and explorer.controls["value"].disabled
    check(explorer)


def test_the_learning_rate_can_be_changed_within_a_run(explorer):
    explorer.controls["selected"].value = "learning_rate"
    assert explorer.values["value"] == 0.03
    before = explorer.result.params["W1"]
    explorer.controls["value"].value = 3.0
    np.testing.assert_array_equal(alive(explorer).result.params["W1"], before)
    assert "learning_rate = 3" in explorer._screen.frame.readout
    press(explorer, "step")
    assert np.abs(explorer.result.params["W1"] - before).max() > 0.1
    explorer.controls["value"].value = -1.0
    assert "expected" in alive(explorer)._screen.frame.warning


def test_points_are_drawn_and_erased_by_hand(explorer):
    pen = explorer.controls["pen"]
    send(explorer, stroke=[[700.0, 300.0]], starts=True, ends=True, part=1)
    assert explorer.settings.points == ()  # without a pen
    pen.value = "orange ▲"
    assert explorer._screen.view.area
    x, y = 640 + np.arange(60.0), np.full(60, 200.0)
    send(explorer, stroke=np.column_stack([x, y]).tolist(), starts=True, ends=False, part=1)
    points = explorer.settings.points
    assert 4 <= len(points) <= 8 and all(point.label == 1 for point in points)
    assert explorer.result.examples.X.shape[1] == 250 + len(points)
    check(explorer)
    pen.value = "eraser"
    send(explorer, stroke=np.column_stack([x, y]).tolist(), starts=True, ends=True, part=1)
    assert explorer.settings.points == ()
    pen.value = "off"
    assert not alive(explorer)._screen.view.area


def test_points_are_put_by_keyboard(explorer):
    explorer.controls["pen"].value = "blue ●"
    (grip,) = explorer._screen.frame.grips
    send(explorer, grip=grip["name"], steps=[5, 0])
    send(explorer, grip=grip["name"], steps=[0, -3])
    press(explorer, "put")
    (point,) = explorer.settings.points
    assert point[:3] == (0.5, -0.3, 0)
    explorer.controls["pen"].value = "eraser"
    press(explorer, "put")
    assert explorer.settings.points == ()


def test_keys_on_the_pen_choose_it_and_put_points(explorer):
    explorer.controls["pen"].value = "blue ●"
    for key, pen in (("1", "orange ▲"), ("2", "green ■"), ("e", "eraser"), ("0", "blue ●")):
        assert send(explorer, grip="pen", key=key).values["pen"] == pen
    send(explorer, grip="pen", key=" ")
    send(explorer, grip="pen", key="x")
    (point,) = explorer.settings.points
    assert point[:3] == (0, 0, 0)
    assert explorer.result.examples.X.shape[1] == 251
    send(explorer, grip="pen", key="e")
    send(explorer, grip="pen", key=" ")
    assert explorer.settings.points == ()


def test_a_point_of_the_third_class_makes_three_outputs(explorer):
    explorer.controls["pen"].value = "green ■"
    press(explorer, "put")
    assert explorer.result.net.layer_sizes == (2, 4, 2, 3)
    check(explorer)


def test_code_and_state_are_shown_and_hidden(explorer):
    for name, part in (("code", "nnhelpers"), ("numpy", "import numpy"), ("state", "epochs=3")):
        press(explorer, name)
        assert part in explorer.box.text
        press(explorer, name)
        assert explorer.box.text == ""


def test_state_brings_everything_back(explorer):
    explorer.set(data="xor", hidden=(3,), noise=10, epochs=7)
    explorer.session.edit("W1", 0, 1, 0.5)
    text = explorer.state
    press(explorer, "reset")
    assert explorer.state == "epochs=3"
    explorer.state = text
    assert explorer.state == text and explorer.result.epoch == 7
    assert explorer.values["hidden"] == "3" and explorer.values["noise"] == 10
    check(explorer)
    with pytest.raises(ValueError, match="colour"):
        explorer.state = "colour=red"
    assert explorer.state == text


def test_a_link_brings_a_state_and_no_other_address_does(explorer):
    explorer.box._handle_custom_msg({"link": "#data=xor&epochs=2"}, [])
    assert alive(explorer).state == "data=xor&epochs=2"
    explorer.box._handle_custom_msg({"link": "#Heading=of-the-page"}, [])
    assert alive(explorer).state == "data=xor&epochs=2"


def test_what_no_control_can_show_is_kept(explorer):
    """A rate between two stops stays as it is while another control is moved."""
    explorer.state = to_text(Settings(learning_rate=0.0234, noise=12.5, epochs=2))
    assert explorer.values["learning_rate"] == 0.03
    explorer.controls["hidden"].value = "2"
    assert alive(explorer).settings.learning_rate == 0.0234
    assert explorer.settings.noise == 12.5


def test_settings_and_changes_make_the_first_state():
    explorer = Playground(Settings(data="spiral"), epochs=2, seed=5)
    expected = replace(Settings(data="spiral"), epochs=2, seed=5)
    assert explorer.settings == expected
    explorer.close()


def test_a_text_is_a_first_state_which_no_link_replaces():
    explorer = Playground("data=xor&hidden=3", epochs=2)
    assert explorer.settings == Settings("xor", hidden=(3,), epochs=2)
    explorer.box._handle_custom_msg({"link": "#data=spiral"}, [])
    assert alive(explorer).state == "data=xor&hidden=3&epochs=2"
    explorer.close()
    with pytest.raises(ValueError, match="colour"):
        Playground("colour=red")


def test_compute_is_the_run_of_these_values(explorer):
    result = explorer.compute(**explorer.values | {"data": "moons", "epochs": 4})
    explorer.set(data="moons", epochs=4)
    np.testing.assert_array_equal(result.params["W1"], explorer.result.params["W1"])


async def until(condition, seconds=20.0):
    """Wait for a condition, as long as a busy machine may take."""
    end = time.perf_counter() + seconds
    while not condition():
        assert time.perf_counter() < end
        await asyncio.sleep(0.01)


def test_where_motion_is_unwelcome_a_new_run_shows_its_end():
    async def scenario():
        explorer, epochs = Playground(epochs=40), []
        explorer._screen.view.observe(lambda change: epochs.append(explorer.result.epoch), "frame")
        explorer._on_message({"still": True})
        explorer.controls["speed"].value = 5  # epochs a second: only for those who watch
        await at_rest(explorer)
        epochs.clear()
        explorer.controls["noise"].value = 50
        await at_rest(explorer)
        assert alive(explorer).result.epoch == 40
        assert len(set(epochs)) <= 3
        explorer.close()

    asyncio.run(scenario())


def test_plays_pauses_and_goes_on():
    async def scenario():
        explorer = Playground()
        press(explorer, "play")
        await until(lambda: explorer.session.epoch > 5)
        explorer.controls["noise"].value = 50  # while it plays: a new run, played too
        await until(lambda: explorer.settings.noise == 50 and explorer.session.epoch > 5)
        assert alive(explorer).playing
        press(explorer, "play")
        await at_rest(explorer)
        epoch = explorer.session.epoch
        assert not explorer.playing and explorer.result.epoch == epoch
        assert explorer.values["epochs"] == epoch
        explorer.controls["speed"].value = 20
        begun = time.perf_counter()
        press(explorer, "play")
        await until(lambda: explorer.session.epoch >= epoch + 3)
        press(explorer, "play")
        await at_rest(explorer)
        assert explorer.session.epoch - epoch <= 20 * (time.perf_counter() - begun) + 1
        explorer.close()
        await asyncio.sleep(0)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(scenario())


def test_a_run_that_has_an_end_stops_there():
    async def scenario():
        explorer = Playground(epochs=8)
        explorer.controls["speed"].value = 20
        explorer.controls["seed"].value = 2
        await until(lambda: explorer.settings.seed == 2 and explorer.session.epoch > 0)
        assert explorer.playing
        await at_rest(explorer)
        assert alive(explorer).result.epoch == 8
        assert not explorer.playing
        fresh = Playground(epochs=8, seed=2, name="fresh")
        np.testing.assert_array_equal(explorer.result.params["W1"], fresh.result.params["W1"])
        fresh.close()
        explorer.close()

    asyncio.run(scenario())


def test_maps_beyond_one_are_scaled_and_what_is_not_finite_is_white():
    maps = np.array([[[0.5, -1.0]], [[3.0, -1.5]], [[np.nan, np.nan]]])
    assert shaded(maps).tolist() == [[[191, 0]], [[255, 64]], [[128, 128]]]
    assert levels(np.array([-2, 0, 2])).tolist() == [0, 128, 255]


@pytest.mark.parametrize("name", ["W9[0, 0]", "W1[4, 0]", "W1[0, 2]", "A1[4]", "b0[0]", "nonsense"])
def test_names_of_what_is_not_there_are_refused(name):
    with pytest.raises(ValueError, match="4-2"):
        spot(name, (2, 4, 2, 1))
