"""One owner draws, under the three ways in which a control's message can arrive.

Without a loop (plain Python), with one on the same thread, with one on another thread.
"""

import asyncio
import gc
import threading
import weakref

import numpy as np
import psutil
import pytest
from driving import alive, at_rest, pixels
from ipywidgets.widgets.widget import _instances
from samples import Neuron, from_another_thread, from_this_thread


def test_without_a_loop_a_change_is_drawn_before_it_returns(neuron):
    neuron.controls["w"].value = 2.5
    assert alive(neuron).result.w == 2.5
    assert pixels(neuron).shape == (400, 640, 3)  # sharp: it is at rest
    neuron._screen.buttons["reset"].click()
    assert alive(neuron).result.w == 1.0
    assert neuron.values == {"w": 1, "b": 0}


@pytest.mark.parametrize("deliver", [from_this_thread, from_another_thread])
def test_with_a_loop_the_owner_draws_on_the_main_thread(deliver):
    async def scenario():
        explorer = Neuron()
        before = pixels(explorer)
        deliver(lambda: setattr(explorer.controls["w"], "value", 2.5))
        assert explorer.result.w == 1.0  # the callback itself has not drawn
        await at_rest(explorer)
        assert alive(explorer).result.w == 2.5
        assert explorer.drawn_by == {threading.get_ident()}
        assert pixels(explorer).shape == (400, 640, 3)  # sharp at rest
        assert not np.array_equal(before, pixels(explorer))
        deliver(explorer._screen.buttons["reset"].click)
        await at_rest(explorer)
        assert alive(explorer).result.w == 1.0
        explorer.close()

    asyncio.run(scenario())


@pytest.mark.parametrize("deliver", [from_this_thread, from_another_thread])
def test_a_storm_of_500_resets_is_drawn_a_few_times_and_leaves_none_waiting(deliver):
    async def scenario():
        explorer = Neuron()
        explorer.controls["w"].value = 4.0
        await at_rest(explorer)
        drawn = []
        explorer._start_over = lambda draw=explorer._start_over: drawn.append(draw())
        reset = explorer._screen.buttons["reset"].click
        deliver(lambda: [reset() for _ in range(500)])
        await at_rest(explorer)
        assert alive(explorer).values == {"w": 1, "b": 0}
        assert not explorer._pressed and 1 <= len(drawn) < 100
        explorer.close()

    asyncio.run(scenario())


@pytest.mark.parametrize("deliver", [from_this_thread, from_another_thread])
def test_storm_of_500_events_ends_with_the_last_value(deliver):
    async def scenario():
        explorer = Neuron()
        explorer.controls["w"].value = 4.0
        await at_rest(explorer)
        gc.collect()
        memory = psutil.Process().memory_info().rss

        def storm():
            for k in range(500):
                explorer.controls["w"].value = -5 + k / 50
                explorer.controls["b"].value = (k % 90) / 20

        deliver(storm)
        await at_rest(explorer)
        assert alive(explorer).result.w == pytest.approx(-5 + 499 / 50)
        np.testing.assert_array_equal(explorer.curve.get_ydata(), explorer.result.a)
        growth = psutil.Process().memory_info().rss - memory
        assert growth < 20 * 2**20
        assert explorer._owner.at_rest
        figure = weakref.ref(explorer.picture.figure)
        explorer.close()
        return figure

    async def whole():
        figure = await scenario()
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return figure

    figure = asyncio.run(whole())
    gc.collect()
    assert figure() is None


def test_latest_value_wins_without_a_backlog():
    async def scenario():
        explorer = Neuron()
        frames = []
        explorer._screen.view.observe(lambda change: frames.append(explorer.result.w), "frame")
        for k in range(100):
            explorer.controls["w"].value = k / 25
        await at_rest(explorer)
        assert set(frames) == {99 / 25}
        explorer.close()

    asyncio.run(scenario())


@pytest.mark.parametrize("deliver", [from_this_thread, from_another_thread])
def test_an_exception_is_shown_kept_and_survived(deliver):
    async def scenario():
        explorer = Neuron()
        deliver(lambda: setattr(explorer.controls["b"], "value", 5.0))
        await at_rest(explorer)
        assert isinstance(explorer.error, ZeroDivisionError)
        assert "b &lt; 5 was promised" in explorer._screen.error.value
        deliver(lambda: setattr(explorer.controls["b"], "value", 2.0))
        await at_rest(explorer)
        assert explorer.result.b == 2.0
        assert explorer._screen.error.value == ""
        assert isinstance(explorer.error, ZeroDivisionError)  # a test still sees it
        explorer.close()

    asyncio.run(scenario())


def test_without_a_loop_an_exception_is_kept_too(neuron):
    neuron.controls["b"].value = 5.0
    assert isinstance(neuron.error, ZeroDivisionError)
    assert "promised" in neuron._screen.error.value


@pytest.mark.parametrize("pause", [0.01, 0.15], ids=["at work", "before its rest"])
def test_closing_in_the_middle_ends_the_owner_and_the_widgets(pause):
    async def scenario():
        explorer = Neuron()
        control = explorer.controls["w"]
        control.value = 2.0
        await asyncio.sleep(pause)
        explorer.close()
        explorer.close()  # twice is once
        await asyncio.sleep(0.05)
        assert explorer._owner.at_rest
        control.value = 3.0
        await asyncio.sleep(0.05)
        assert alive(explorer).result.w == 2.0
        return explorer

    before = len(_instances)
    asyncio.run(scenario())
    assert len(_instances) == before


def test_without_a_loop_a_closed_explorer_does_nothing():
    explorer = Neuron()
    control = explorer.controls["w"]
    explorer.close()
    control.value = 3.0
    assert alive(explorer).result.w == 1.0
