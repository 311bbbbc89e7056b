"""Controls: what they take, what they show, and how they are moved by steps."""

import pytest

from nnhelpers.explorers.controls import (
    accepted,
    number,
    several,
    shown,
    slider,
    stepped,
    steps,
    switch,
    text,
    value_of,
    within,
)

BATCHES = [("1", 1), ("2", 2), ("10", 10), ("full", "full")]


def test_a_slider_with_named_stops_takes_numbers_and_names():
    control = steps("batch size", 10, BATCHES)
    assert (value_of(control), shown(control)) == (10, "10")
    assert accepted("batch", control, "full") == within(control, "full") == "full"
    assert accepted("batch", control, 8) == within(control, 8) == 10
    assert within(control, 99) == 10
    with pytest.raises(ValueError, match="batch=99 is not between 1 and 10"):
        accepted("batch", control, 99)
    with pytest.raises(ValueError, match="batch='all' is not between"):
        accepted("batch", control, "all")
    assert stepped(control, 1) == stepped(control, 5) == "full"


def test_a_number_stays_within_its_bounds_and_whole():
    seed = number("seed", 3, 0, 9)
    assert (value_of(seed), shown(seed)) == (3, "3")
    assert isinstance(within(seed, 4.4), int) and within(seed, 4.4) == 4
    assert within(seed, 99) == 9 and stepped(seed, -1) == 2
    with pytest.raises(ValueError, match="seed=10 is not between 0 and 9"):
        accepted("seed", seed, 10)
    weight = number("weight", 0.5, -5.0, 5.0, 0.1)
    assert within(weight, 1.23) == 1.2 and stepped(weight, 2) == 0.7


def test_text_and_switch_are_taken_and_shown_as_they_are():
    layers = text("layers", "4, 2", "8, 8")
    assert accepted("layers", layers, "3") == within(layers, "3") == "3"
    assert shown(layers) == "4, 2" and layers.placeholder == "8, 8"
    assert not layers.continuous_update  # while it is typed it does not count
    box = switch("test points", False)
    assert (value_of(box), shown(box), within(box, True)) == (False, "off", True)
    box.value = True
    assert shown(box) == "on"


def test_several_are_in_the_order_of_the_buttons_and_never_none():
    control = several("inputs", ("c", "a"), "abc")
    assert value_of(control) == ("a", "c") and shown(control) == "a, c"
    heard = []
    control.observe(lambda change: heard.append(change.new), "value")
    a, b, c = control.children[1:]
    b.value = True
    assert heard == [("a", "b", "c")]
    control.value = ("b",)  # from code: the buttons follow, and nothing is heard twice
    assert [each.value for each in (a, b, c)] == [False, True, False]
    assert heard == [("a", "b", "c"), ("b",)]
    b.value = False
    assert b.value and control.value == ("b",)
    assert accepted("inputs", control, ["c", "b"]) == ("b", "c")
    for wrong in ((), ("d",)):
        with pytest.raises(ValueError, match="one or more of these are expected: a, b, c"):
            accepted("inputs", control, wrong)


def test_a_slider_is_as_before():
    control = slider("w", 1.0, -5.0, 5.0, 0.1)
    assert within(control, 2.04) == 2.0 and stepped(control, -3) == 0.7
    assert shown(control) == "1.00"
