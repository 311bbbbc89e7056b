"""What can be dragged: the hand, the arrow keys and the controls move one and the same state."""

import asyncio
from dataclasses import dataclass

import numpy as np
import pytest
from driving import alive, at_rest, pixels

from nnhelpers import Network, datasets
from nnhelpers.explorers import (
    ActivationExplorer,
    GradientDescentExplorer,
    HouseExplorer,
    LearningRateExplorer,
    LinesExplorer,
    SoftmaxExplorer,
)
from nnhelpers.explorers.controls import slider, stepped, within

rng = np.random.default_rng(0)
MAKERS = {
    "activation": ActivationExplorer,
    "bowl": lambda: GradientDescentExplorer(rng=np.random.default_rng(1)),
    "house": lambda: HouseExplorer(rng=np.random.default_rng(1)),
    "rate": lambda: LearningRateExplorer(Network((2, 1)), *datasets.moons(60, rng=rng)),
    "softmax": SoftmaxExplorer,
    "lines": lambda: LinesExplorer(rng=np.random.default_rng(1)),
}


@pytest.fixture(scope="module", params=MAKERS)
def made(request):
    explorer = MAKERS[request.param]()
    yield explorer
    explorer.close()


@dataclass
class Hand:
    """What the browser would send."""

    explorer: object

    def send(self, **message):
        self.explorer._screen.view._handle_custom_msg(message, [])

    def grips(self):
        return {grip["name"]: grip for grip in self.explorer._screen.frame.grips}

    def drag(self, name, dx=0.0, dy=0.0):
        """Drag a grip so many pixels to the right and down."""
        grip = self.grips()[name]
        self.send(grip=name, drag=[grip["x"] + dx, grip["y"] + dy], held=True)


def test_grips_lie_on_the_picture_and_say_which_way_they_move(explorer):
    grips = Hand(explorer).grips()
    assert grips
    for grip in grips.values():
        assert 0 < grip["x"] < explorer.size[0] and 0 < grip["y"] < explorer.size[1]
        assert grip["cursor"] in ("across", "up", "both")


def test_a_grip_looks_like_one_where_it_is(explorer):
    """White inside, on the sharp picture of two pixels to a CSS pixel."""
    for grip in Hand(explorer).grips().values():
        x, y = round(2 * grip["x"]), round(2 * grip["y"])
        around = pixels(explorer)[y - 5 : y + 6, x - 5 : x + 6].min(axis=-1)
        assert np.mean(around > 240) > 0.1, grip["name"]


def test_taking_a_grip_without_moving_it_changes_nothing(explorer):
    before = explorer.values
    hand = Hand(explorer)
    for name in hand.grips():
        hand.drag(name)
    assert alive(explorer).values == pytest.approx(before)


def test_a_dragged_grip_moves_a_control_and_comes_along(explorer):
    hand = Hand(explorer)
    for name in hand.grips():
        explorer._screen.buttons["reset"].click()
        before, at = explorer.values, hand.grips()[name]
        to_the_middle = 40 if at["x"] % 280 < 140 else -40
        dx = 0 if at["cursor"] == "up" else to_the_middle
        dy = 0 if at["cursor"] == "across" else 30
        hand.drag(name, dx, dy)
        assert alive(explorer).values != before, name
        moved = hand.grips()[name]
        assert abs(moved["x"] - at["x"] - dx) < 12, name
        if dy:
            assert abs(moved["y"] - at["y"] - dy) < 8, name


def test_a_grip_dragged_off_the_picture_stops_at_the_end_of_its_control(explorer):
    hand = Hand(explorer)
    for name in hand.grips():
        for far in (-1e4, 1e4):
            explorer._screen.buttons["reset"].click()
            hand.drag(name, far, far)
            alive(explorer)
            assert name in hand.grips()


def test_arrow_keys_step_the_controls_of_a_grip(explorer):
    for grip in explorer.grips(explorer.result):
        explorer._screen.buttons["reset"].click()
        for name, steps in ((grip.across, [-1, 0]), (grip.up, [0, -1])):
            if name:
                control = explorer.controls[name]
                expected = stepped(control, -1)
                Hand(explorer).send(grip=grip.name, steps=steps)
                assert alive(explorer).values[name] == expected


def test_the_bowl_is_dragged_along_its_surface():
    explorer = MAKERS["bowl"]()
    hand = Hand(explorer)
    explorer.set(w=4, b=-6)
    there = hand.grips()["start, on the bowl"]
    explorer.set(w=0, b=0)
    here = hand.grips()["start, on the bowl"]
    hand.drag("start, on the bowl", there["x"] - here["x"], there["y"] - here["y"])
    assert explorer.values["w"] == pytest.approx(4, abs=0.25)
    assert explorer.values["b"] == pytest.approx(-6, abs=0.25)
    explorer.close()


def test_a_click_from_above_starts_there_and_the_pointer_reads_the_cost():
    explorer = MAKERS["bowl"]()
    hand = Hand(explorer)
    explorer.set(w=5, b=-2)
    at = hand.grips()["start, from above"]
    cost = explorer.result.costs[0]
    explorer.set(w=0, b=0)
    hand.send(hover=[at["x"], at["y"]])
    assert explorer.cost_here.get_text() == f"here: J(5.0, −2.0) = {cost:.3g}"
    assert explorer.values["w"] == 0
    hand.send(hover=None)
    assert explorer.cost_here.get_text() == ""
    hand.send(click=[at["x"], at["y"]])
    assert explorer.values["w"] == 5 and explorer.values["b"] == -2
    hand.send(click=[1, 1])  # no axes there
    assert explorer.values["w"] == 5
    explorer.close()


def test_a_line_follows_its_disc_through_the_center():
    explorer = MAKERS["lines"]()
    hand = Hand(explorer)
    for _ in range(30):
        hand.drag("line 1", -10)
    assert explorer.values["angle1"] == 0
    assert explorer.values["offset1"] < -100
    explorer.close()


def test_a_storm_of_500_messages_leaves_one_picture():
    async def scenario():
        explorer = ActivationExplorer()
        hand, frames = Hand(explorer), []
        at = hand.grips()["point on the curve"]
        explorer._screen.view.observe(lambda change: frames.append(explorer.result.z), "frame")
        for k in range(500):
            to = at["x"] + k % 50
            hand.send(grip="point on the curve", drag=[to, at["y"]], held=True)
        await at_rest(explorer)
        assert len(set(frames)) == 1 and frames[-1] == explorer.values["z"] > -1
        for _ in range(20):
            hand.send(grip="point on the curve", steps=[1, 0])
        before = explorer.values["z"]
        await at_rest(explorer)
        assert alive(explorer).values["z"] == pytest.approx(before + 2)  # no key is lost
        explorer.close()

    asyncio.run(scenario())


def test_a_grip_that_is_gone_is_no_error():
    explorer = ActivationExplorer()
    Hand(explorer).send(grip="another", drag=[1, 1], held=True)
    Hand(explorer).send(grip="another", steps=[1, 0])
    assert alive(explorer).values == explorer._defaults
    explorer.close()


def test_what_a_browser_sends_back_for_a_number_is_that_number():
    explorer = ActivationExplorer()
    explorer.controls["z"].value = 2.000000000000001
    assert alive(explorer).values["z"] == explorer.result.z == 2
    explorer.close()


def test_values_that_a_slider_can_have():
    control = slider("z", 1.0, -6.0, 6.0, 0.1)
    assert within(control, 1.23) == 1.2 and within(control, 99) == 6 and within(control, -99) == -6
    assert stepped(control, 3) == 1.3 and stepped(control, -500) == -6
    whole = slider("steps", 3, 0, 10)
    assert within(whole, 4.6) == 5 and isinstance(within(whole, 4.6), int)
