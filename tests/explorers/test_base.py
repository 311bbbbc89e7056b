"""The base of all explorers, under the three ways in which a control's message can arrive."""

import asyncio
import gc
import threading
import weakref
from base64 import b64decode
from types import SimpleNamespace

import numpy as np
import psutil
import pytest
from driving import alive, at_rest, drive, pixels
from ipywidgets.widgets.widget import _instances

from nnhelpers.explorers import base, live
from nnhelpers.explorers.controls import choice, nearest, pick, slider


class Neuron(base.Explorer):
    """The example of the base class: one sigmoid neuron."""

    css_name = "neuron"
    title = "One sigmoid neuron"
    size = (320, 200)

    def __init__(self, name=None):
        self.x = np.linspace(-6, 6, 201)
        self.drawn_by = set()
        controls = {
            "w": slider("weight w", 1.0, -5.0, 5.0, 0.01),
            "b": slider("bias b", 0.0, -5.0, 5.0, 0.01),
        }
        super().__init__(controls, name=name)

    def compute(self, w, b):
        if b == 5:
            raise ZeroDivisionError("b < 5 was promised")
        return SimpleNamespace(w=w, b=b, a=1 / (1 + np.exp(-w * self.x - b)))

    def build(self, figure):
        axes = figure.add_subplot(xlabel="x", ylabel="a", ylim=(0, 1))
        (self.curve,) = axes.plot(self.x, 0 * self.x)
        return [self.curve]

    def draw(self, result):
        self.drawn_by.add(threading.get_ident())
        self.curve.set_ydata(result.a)

    def readout(self, result):
        return f"w = {result.w:.2f}, b = {result.b:.2f}"

    def warning(self, result):
        return "w < 0: the curve falls" if result.w < 0 else ""


class Count:
    """A session that only counts its iterations."""

    def __init__(self, start=0):
        self.iteration = start
        self.diverged = None

    def step(self, n=1):
        self.iteration += n
        return self


class Counter(live.LiveExplorer):
    """A live explorer whose training is to count."""

    css_name = "counter"
    title = "A counter"
    size = (320, 200)
    iterations = 500
    seconds = 0.3

    def __init__(self):
        super().__init__({"start": slider("start", 0, 0, 100)})

    def start(self, start):
        return Count(start)

    def snapshot(self, session):
        return session.iteration

    def build(self, figure):
        axes = figure.add_subplot(xlim=(0, self.iterations))
        (self.bar,) = axes.barh([0], [0])
        return [self.bar]

    def draw(self, result):
        self.bar.set_width(result)

    def readout(self, result):
        return f"{result} of {self.iterations}"

    def _whole_run(self, **values):
        session = self.start(**values)
        return session.step(self.iterations - session.iteration)


@pytest.fixture
def neuron():
    explorer = Neuron()
    yield explorer
    explorer.close()


def from_this_thread(action):
    action()


def from_another_thread(action):
    thread = threading.Thread(target=action)
    thread.start()
    thread.join()


# ---------------------------------------------------------------- what a page uses


def test_set_moves_controls_result_picture_and_words(neuron):
    before = pixels(neuron)
    assert neuron.set(w=2, b=-1.5) is None
    assert (neuron.controls["w"].value, neuron.controls["b"].value) == (2, -1.5)
    np.testing.assert_allclose(neuron.curve.get_ydata(), neuron.compute(2, -1.5).a)
    assert neuron.describe() == "weight w 2.00, bias b -1.50\nw = 2.00, b = -1.50"
    assert "w = 2.00" in neuron._readout.value
    assert "w = 2.00" in neuron._hidden_text.value
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
    assert "w &lt; 0" in neuron._warning.value
    assert neuron.describe().endswith("w < 0: the curve falls")
    neuron.set(w=1)
    assert neuron._warning.value == ""


def test_describe_is_shown_without_quotes_by_a_notebook(neuron):
    from IPython.lib.pretty import pretty

    assert pretty(neuron.describe()) == str(neuron.describe())


def test_stored_page_shows_a_picture_and_words_of_the_first_state(neuron):
    neuron.set(w=3)
    data, metadata = neuron._repr_mimebundle_()
    assert set(data) == {"application/vnd.jupyter.widget-view+json", "image/png", "text/plain"}
    png = b64decode(data["image/png"])
    assert png.startswith(b"\x89PNG") and png != bytes(neuron._image.value)
    assert metadata["image/png"] == {"width": 320, "height": 200}
    assert pixels(neuron).shape == (400, 640, 3)  # double resolution
    assert data["text/plain"].startswith("weight w")


def test_classes_for_tests_from_outside(neuron):
    assert {"nn-explorer", "nn-neuron"} <= set(neuron.widget._dom_classes)
    found = {
        name for part in base._tree(neuron.widget) for name in getattr(part, "_dom_classes", ())
    }
    assert {"nn-figure", "nn-readout", "nn-control-w", "nn-control-b", "nn-control-reset"} <= found


def test_all_controls_over_their_range(neuron):
    neuron.controls["b"].max = 4.0  # at 5 this one fails on purpose
    drive(neuron)


def test_sweep_slider_takes_the_nearest_stop():
    control = pick("rate", 0.3, [0.01, 0.1, 1.0])
    assert control.value == 0.1
    assert nearest([0.01, 0.1, 1.0], 0.4) == 1.0  # by ratio, not by distance
    assert nearest([-1, 0, 1], 0.4) == 0


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


# ---------------------------------------------------------------- three deliveries


def test_without_a_loop_a_change_is_drawn_before_it_returns(neuron):
    neuron.controls["w"].value = 2.5
    assert alive(neuron).result.w == 2.5
    neuron._buttons["reset"].click()
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
        deliver(explorer._buttons["reset"].click)
        await at_rest(explorer)
        assert alive(explorer).result.w == 1.0
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
        assert explorer._task.done()
        explorer.close()
        return weakref.ref(explorer.picture.figure)

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
        explorer._image.observe(lambda change: frames.append(explorer.result.w), "value")
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
        assert "b &lt; 5 was promised" in explorer._message.value
        deliver(lambda: setattr(explorer.controls["b"], "value", 2.0))
        await at_rest(explorer)
        assert explorer.result.b == 2.0
        assert explorer._message.value == ""
        assert isinstance(explorer.error, ZeroDivisionError)  # a test still sees it
        explorer.close()

    asyncio.run(scenario())


def test_without_a_loop_an_exception_is_kept_too(neuron):
    neuron.controls["b"].value = 5.0
    assert isinstance(neuron.error, ZeroDivisionError)
    assert "promised" in neuron._message.value


def test_closing_in_the_middle_ends_the_owner_and_the_widgets():
    async def scenario():
        explorer = Neuron()
        explorer.controls["w"].value = 2.0
        await asyncio.sleep(0.01)
        explorer.close()
        explorer.close()  # twice is once
        await asyncio.sleep(0.05)
        assert explorer._task.done()
        explorer.controls["w"].value = 3.0
        await asyncio.sleep(0.05)
        assert alive(explorer).result.w == 2.0
        return explorer

    before = len(_instances)
    asyncio.run(scenario())
    assert len(_instances) == before


# ---------------------------------------------------------------- one explorer for each cell


class Cell:
    """Stands for IPython while a notebook cell runs."""

    def __init__(self, cell, run):
        metadata = {"cellId": cell} if cell else {}
        self.parent_header = {"metadata": metadata, "header": {"msg_id": run}}


@pytest.fixture
def run_cell(monkeypatch):
    def run(cell, run_id, *names):
        monkeypatch.setattr(base, "get_ipython", lambda: Cell(cell, run_id))
        return [Neuron(name=name) for name in names]

    yield run
    for entry in base._alive.values():
        for explorer in entry.explorers:
            explorer.close()
    base._alive.clear()


def test_running_the_cell_again_closes_its_old_explorers_only(run_cell):
    first, second = run_cell("cell-1", "run-1", None, None)
    (other,) = run_cell("cell-2", "run-2", None)
    assert not first._closed and not second._closed
    (again,) = run_cell("cell-1", "run-3", None)
    assert first._closed and second._closed
    assert not other._closed and not again._closed


def test_without_a_cell_an_explorer_replaces_its_namesake(run_cell):
    (first,) = run_cell(None, "run-1", "a")
    (other,) = run_cell(None, "run-2", "b")
    (again,) = run_cell(None, "run-3", "a")
    assert first._closed
    assert not other._closed and not again._closed


# ---------------------------------------------------------------- live training


def test_live_without_a_loop_shows_the_end_of_each_run():
    explorer = Counter()
    assert explorer.result == 500
    explorer.controls["start"].value = 7
    assert alive(explorer).result == 500
    explorer._buttons["step"].click()
    assert alive(explorer).result == 17  # from the start again: the run was at its end
    explorer._buttons["step"].click()
    assert alive(explorer).result == 27
    explorer._buttons["play"].click()
    assert alive(explorer).result == 500
    explorer.set(start=3)
    assert explorer.result == 500
    assert explorer.describe() == "start 3\n500 of 500"
    explorer._buttons["reset"].click()
    assert alive(explorer).values == {"start": 0}
    explorer.close()


@pytest.mark.parametrize("deliver", [from_this_thread, from_another_thread])
def test_live_plays_pauses_steps_and_ends(deliver):
    async def scenario():
        explorer = Counter()
        seen = []
        explorer._image.observe(lambda change: seen.append(explorer.result), "value")
        deliver(lambda: setattr(explorer.controls["start"], "value", 50))
        await asyncio.sleep(0.12)
        assert explorer.playing
        assert explorer._buttons["play"].description == "Pause"
        deliver(explorer._buttons["play"].click)
        await asyncio.sleep(0.05)
        paused = explorer.result
        assert not explorer.playing and 50 <= paused < 500
        deliver(explorer._buttons["step"].click)
        await at_rest(explorer)
        assert alive(explorer).result == paused + explorer.stride
        deliver(explorer._buttons["play"].click)
        await at_rest(explorer)
        assert alive(explorer).result == 500 and not explorer.playing
        assert explorer._buttons["play"].description == "Play"
        assert seen == sorted(seen) and len(set(seen)) > 5
        assert "500 of 500" in explorer._readout.value
        assert explorer._task.done()
        explorer.close()

    asyncio.run(scenario())


def test_live_survives_a_storm_while_it_trains():
    async def scenario():
        explorer = Counter()
        for k in range(500):
            explorer.controls["start"].value = k % 100 + 1
            if k % 50 == 0:
                await asyncio.sleep(0.01)
        await at_rest(explorer)
        assert alive(explorer).result == 500
        assert explorer.session.iteration == 500
        assert explorer.values == {"start": 100}
        explorer.close()
        await asyncio.sleep(0)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(scenario())
