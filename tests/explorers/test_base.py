"""The base of all explorers: what a page and a subclass use."""

import inspect
import textwrap
from base64 import b64decode
from itertools import takewhile

import numpy as np
import pytest
from driving import drive, pixels
from samples import Neuron

from nnhelpers import sigmoid
from nnhelpers.explorers import screen
from nnhelpers.explorers.base import Explorer
from nnhelpers.explorers.controls import choice, nearest, pick


def test_set_moves_controls_result_picture_and_words(neuron):
    before = pixels(neuron)
    assert neuron.set(w=2, b=-1.5) is None
    assert (neuron.controls["w"].value, neuron.controls["b"].value) == (2, -1.5)
    np.testing.assert_allclose(neuron.curve.get_ydata(), neuron.compute(2, -1.5).a)
    assert neuron.describe() == "weight w 2.00, bias b -1.50\nw = 2.00, b = -1.50"
    assert "w = 2.00" in neuron._screen.frame.readout
    assert "w = 2.00" in neuron._screen.frame.alternative
    assert not np.array_equal(before, pixels(neuron))


def test_set_names_what_is_wrong(neuron):
    with pytest.raises(ValueError, match="no control 'width'; it has: w, b"):
        neuron.set(width=3)
    with pytest.raises(ValueError, match=r"w=9 is not between -5.0 and 5.0"):
        neuron.set(w=9)
    assert neuron.values == {"w": 1, "b": 0}


def test_an_error_in_set_reaches_the_caller(neuron):
    with pytest.raises(ZeroDivisionError, match="promised"):
        neuron.set(b=5)


def test_warning_is_shown_and_taken_away(neuron):
    neuron.set(w=-1)
    assert "w < 0" in neuron._screen.frame.warning
    assert neuron.describe().endswith("w < 0: the curve falls")
    neuron.set(w=1)
    assert neuron._screen.frame.warning == ""


def test_describe_is_shown_without_quotes_by_a_notebook(neuron):
    from IPython.lib.pretty import pretty

    assert pretty(neuron.describe()) == str(neuron.describe())


def test_stored_page_shows_a_picture_and_words_of_the_first_state(neuron):
    neuron.set(w=3)
    data, metadata = neuron._repr_mimebundle_()
    assert set(data) == {"application/vnd.jupyter.widget-view+json", "image/png", "text/plain"}
    png = b64decode(data["image/png"])
    assert png.startswith(b"\x89PNG") and png != bytes(neuron._screen.frame.picture)
    assert metadata["image/png"] == {"width": 320, "height": 200}
    assert pixels(neuron).shape == (400, 640, 3)  # double resolution
    assert data["text/plain"].startswith("weight w")


def test_classes_for_tests_from_outside(neuron):
    assert {"nn-explorer", "nn-neuron"} <= set(neuron.widget._dom_classes)
    found = {
        name
        for part in screen.parts_of(neuron.widget)
        for name in getattr(part, "_dom_classes", ())
    }
    assert {"nn-control-w", "nn-control-b", "nn-control-reset"} <= found  # view.js has the others


def test_all_controls_over_their_range(neuron):
    neuron.controls["b"].max = 4.0  # at 5 this one fails on purpose
    drive(neuron)


def test_sweep_slider_takes_the_nearest_stop():
    control = pick("rate", 0.3, [0.01, 0.1, 1.0])
    assert control.value == 0.1
    assert nearest([0.01, 0.1, 1.0], 0.4) == 1.0  # by ratio, not by distance
    assert nearest([-1, 0, 1], 0.4) == 0


def test_a_slider_of_stops_has_the_label_of_the_stop_it_begins_at():
    assert [pick("rate", value, [0.01, 0.1, 1.0]).label for value in (0.01, 1.0)] == ["0.01", "1"]
    assert pick("rate", 0.5, [0.5]).label == "0.5"


def test_dropdown_names_its_options_when_set_to_another():
    class Choice(Neuron):
        def __init__(self):
            super().__init__()

        def compute(self, **values):
            return super().compute(values["w"], values["b"])

    explorer = Choice()
    explorer.controls["kind"] = choice("kind", "a", ["a", "b"])
    with pytest.raises(ValueError, match="'c' is not one of 'a', 'b'"):
        explorer.set(kind="c")
    explorer.close()


# ---------------------------------------------------------------- what a contributor copies


@pytest.fixture
def example():
    """The explorer in the docstring of the base class, made by that text alone."""
    text = inspect.cleandoc(Explorer.__doc__).partition("A complete explorer: ")[2]
    lines = takewhile(lambda line: not line or line.startswith("    "), text.splitlines()[2:])
    names = {"__name__": "example"}
    exec(textwrap.dedent("\n".join(lines)), names)
    explorer = names["NeuronExplorer"]()
    yield explorer
    explorer.close()


def test_the_example_in_the_docstring_is_complete(example):
    def check(explorer):
        w, b = explorer.values["w"], explorer.values["b"]
        np.testing.assert_array_equal(explorer.curve.get_ydata(), sigmoid(w * explorer.x + b))

    drive(example, check)
    example.set(w=2, b=0)
    words = "weight w 2.00, bias b 0.00\nAt x = 0: a = 0.50, slope 0.50."
    assert example.describe() == words  # σ′(0) = 1/4
    for name in example.controls:
        words, picture = example.readout(example.result), pixels(example)
        example.set(**{name: 1.5})
        assert example.readout(example.result) != words
        assert not np.array_equal(pixels(example), picture)
