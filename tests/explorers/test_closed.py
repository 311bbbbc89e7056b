"""A closed explorer is small, and what still asks for it gets an answer."""

import asyncio
import gc
import weakref

import pytest
from matplotlib.figure import Figure
from samples import Counter, Neuron

from nnhelpers.explorers import ActivationExplorer, Playground, SlopeExplorer, WidthExplorer

KINDS = (Neuron, Counter, ActivationExplorer, SlopeExplorer, Playground, WidthExplorer)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_closed_explorer_keeps_neither_figure_nor_widgets(kind):
    """Out[] may keep the explorer itself for long."""
    explorer = kind()
    parts = [
        weakref.ref(part)
        for part in (
            explorer.picture,
            explorer.picture.figure,
            explorer.picture.canvas.get_renderer(),
            explorer.widget,
            explorer._screen.view,
            *explorer.controls.values(),
        )
    ]
    said, values = explorer.describe(), explorer.values
    explorer.close()
    gc.collect()
    assert [part() for part in parts] == [None] * len(parts)
    assert explorer.describe() == said and explorer.values == values
    assert repr(explorer) == f"{kind.__name__}: {said}"
    assert explorer._repr_mimebundle_() == ({"text/plain": str(said)}, {})


def test_what_a_closed_explorer_is_asked_to_do_it_says_it_is_closed(neuron):
    neuron.close()
    for ask in (lambda: neuron.set(w=2), lambda: neuron.widget, lambda: neuron.picture):
        with pytest.raises(AttributeError, match=r"This Neuron is closed and has no .* any more"):
            ask()


def test_a_missing_attribute_of_an_open_explorer_is_named_as_usual(neuron):
    with pytest.raises(AttributeError, match="'Neuron' object has no attribute 'colour'"):
        neuron.colour  # noqa: B018


def test_a_message_that_comes_late_does_nothing(neuron):
    control, press = neuron.controls["w"], neuron._on_press
    neuron.close()
    control.value = 2.0
    press("reset")
    for message in (
        {"shown": 1}, {"grip": "w", "drag": [1, 2]}, {"grip": "w", "steps": [1, 0]},
        {"grip": "w", "key": "a"}, {"stroke": [[1, 2]], "starts": True}, {"hover": None},
    ):  # fmt: skip
        neuron._on_message(message)
    assert neuron.error is None


def test_what_is_closed_in_the_middle_of_a_run_goes_when_its_task_has_ended():
    async def closed_while_it_runs():
        explorer = Counter()
        explorer.controls["start"].value = 5
        await asyncio.sleep(0.05)
        picture, task = weakref.ref(explorer.picture), explorer._owner.task
        assert not task.done()
        explorer.close()
        await asyncio.sleep(0.05)
        gc.collect()
        return picture(), task.done(), explorer.error

    assert asyncio.run(closed_while_it_runs()) == (None, True, None)


def test_a_picture_that_is_closed_lets_go_of_its_pixels():
    explorer = Neuron()
    picture = explorer.picture
    pixels = weakref.ref(picture.canvas.get_renderer())
    explorer.close()
    gc.collect()
    assert pixels() is None
    assert isinstance(picture.figure, Figure)
