"""What an explorer is made with and set to: refused by name, and nothing of it half done."""

import inspect

import ipywidgets as widgets
import numpy as np
import pytest
from driving import stops
from samples import made

from nnhelpers import explorers
from nnhelpers.explorers.controls import Several

WRONG = {
    "object": object(), "text": "abc", "-1": -1, "nan": float("nan"), "10**30": 10**30,
    "complex": 1j, "{}": {}, "set": {1, 2}, "ragged": [[1.0], [2.0, 3.0]],
    "text array": np.array([["a", "b"]]), "function": len, "bytes": b"abc", "0.25": 0.25,
}  # fmt: skip
# Right after all: a text for a name, a number in the range; or judged by what they are given to
FREE = {("name", "text"), ("SlopeExplorer.h", "0.25"), ("settings", None)}
NUMBERS = {"z", "learning_rate", "w", "b", "small", "large", "beta", "noise", "x", "y", "h",
           "temperature"}  # fmt: skip
NEGATIVE = {"z", "w", "b", "x", "y", "h", "small", "large"}


def right_after_all(argument, kind):
    if (argument, None) in FREE or (argument, kind) in FREE:
        return True
    return argument in NUMBERS and (kind == "0.25" or (kind == "-1" and argument in NEGATIVE))


def cases():
    for name in explorers.__all__:
        for argument in inspect.signature(getattr(explorers, name)).parameters:
            if argument not in ("changes", "settings"):
                yield name, argument


@pytest.mark.parametrize("name, argument", [*cases()])
def test_a_wrong_argument_is_refused_by_name(name, argument):
    for kind, value in WRONG.items():
        if right_after_all(argument, kind):
            continue
        with pytest.raises((ValueError, TypeError)) as caught:
            made(name, **{argument: value})
        assert argument in str(caught.value), kind
        assert "nnhelpers" in str(caught.traceback[-1].path), kind


@pytest.mark.parametrize(
    "make, words",
    (
        (lambda: explorers.DepthExplorer(layers=0), "layers=0"),
        (lambda: explorers.DepthExplorer("moon"), "data='moon' is not known.*moons"),
        (lambda: explorers.WidthExplorer(activation="rellu"), "activation='rellu' is not known"),
        (lambda: explorers.WidthExplorer(learning_rate=1e6), "learning_rate=1000000.0 came"),
        (lambda: explorers.SoftmaxExplorer(true_class="bird"), "true_class='bird' is not known"),
        (lambda: explorers.SoftmaxExplorer((1, 2)), "scores=.*a list of 3"),
        (lambda: explorers.OptimizersExplorer("valley"), "surface='valley' is not known"),
        (lambda: explorers.Playground(data="moon"), "data='moon' is not known"),
        (lambda: explorers.Playground(42), "settings"),
    ),
)
def test_what_a_learner_types_wrong(make, words):
    with pytest.raises((ValueError, TypeError), match=words):
        make()


SET_TO = {**WRONG, "numbers": (1, 2), "records": ({"a": 1},), "True": True}


def right_for(control, kind):
    """Whether a control can have this value: a switch, layer sizes, a number in its range."""
    if isinstance(control, widgets.Checkbox | widgets.Text):
        return kind == {"selected": None, "layers": "numbers"}.get(control.description, "True")
    if kind not in ("-1", "0.25") or isinstance(control, Several | widgets.FileUpload):
        return False
    if isinstance(control, widgets.Dropdown):
        return SET_TO[kind] in stops(control)
    whole = isinstance(control, widgets.IntSlider | widgets.BoundedIntText)
    numbers = [stop for stop in stops(control) if not isinstance(stop, str)]
    return min(numbers) <= SET_TO[kind] <= max(numbers) and not (whole and kind == "0.25")


@pytest.mark.slow
@pytest.mark.parametrize("name", explorers.__all__)
def test_set_refuses_every_wrong_value_and_moves_nothing(name):
    explorer = made(name)
    try:
        before = explorer.values
        other = next(iter(before))
        for control in explorer.controls:
            for kind, value in SET_TO.items():
                if right_for(explorer.controls[control], kind):
                    continue
                moved = {other: stops(explorer.controls[other])[-1], control: value}
                with pytest.raises(ValueError, match=f"{control}="):
                    explorer.set(**moved)
                assert explorer.values == before, kind
        with pytest.raises(ValueError, match="has no control 'no_such'; it has:"):
            explorer.set(no_such=1)
    finally:
        explorer.close()


@pytest.mark.parametrize(
    "name", ("GradientDescentExplorer", "HouseExplorer", "InitializationExplorer", "LinesExplorer")
)
def test_examples_come_as_a_pair_or_not_at_all(name):
    for each, missing in (("X", "Y"), ("Y", "X")):
        with pytest.raises(TypeError, match=f"X and Y belong together, but {missing} is missing"):
            made(name, **{each: np.ones((1, 4))})
