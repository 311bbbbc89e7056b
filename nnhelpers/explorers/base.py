"""What all explorers share: controls that never block, one owner that draws, words beside pictures.

An explorer has three parts that know nothing of each other:

* `compute(**values)` turns the controls' values into a result: headless, pure, testable;
* `build(figure)` and `draw(result)` are the view: artists made once, moved for each result;
* the controls are ordinary ipywidgets.

This file ties them.  A callback of a control may run on another thread than the notebook's
cells (JupyterLab) or on the same one (VS Code, older kernels), so it only notes that something
changed and wakes the owner: an asyncio task on the kernel's main loop, which reads the latest
values, computes, draws, and ends when everything is at rest.  Dragging never builds a backlog,
for nothing is queued.  Where no loop runs (plain Python, tests) the change is drawn at once.

`picture` draws, `controls` makes controls, `live` adds training that goes on while you watch.
"""

from __future__ import annotations

import asyncio
import html
import threading
import time
import traceback
from base64 import b64encode
from types import SimpleNamespace

import ipywidgets as widgets
from IPython.core.getipython import get_ipython

from nnhelpers.explorers.controls import button, nearest
from nnhelpers.explorers.picture import MovingPicture
from nnhelpers.plots import figure_style

FRAME = 0.016  # seconds: the shortest time from one frame to the next
REST = 0.25  # seconds without a change after which the picture is drawn at double resolution

STYLE = """<style>
.nn-explorer {max-width: 900px; padding: 4px 0}
.nn-explorer .widget-label {text-align: left}
.nn-explorer .widget-html-content {line-height: 1.45; white-space: normal}
.nn-figure {border-radius: 4px; background: white}
.nn-note {padding: 2px 10px; border-radius: 4px; font-weight: 600}
.nn-warning .nn-note {background: #fff3cd; color: #5c4400; border-left: 4px solid #cc8400}
.nn-error .nn-note {background: #fde2e2; color: #7a1020; border-left: 4px solid #b00020}
.nn-error pre {background: transparent; color: inherit; font-weight: 400; margin: 0}
.nn-hidden {position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)}
</style>"""


class Text(str):
    """A string that a notebook shows without quotes, line breaks as line breaks."""

    def _repr_pretty_(self, printer, cycle) -> None:
        printer.text(str(self))


class Explorer:
    """Base class of all explorers.

    Parameters
    ----------
    controls : dict of str to ipywidgets widget
        One control for each argument of `compute`, in the order shown; make them with
        `slider`, `pick` and `choice` of `nnhelpers.explorers.controls`.
    name : str, optional
        Tells two explorers of one class apart where no notebook cell does.

    Attributes
    ----------
    controls : dict of str to widget
    result : object
        What `compute` returned for what the picture shows.
    error : Exception or None
        The last exception raised while a control was moved; the explorer shows it too.
    widget : ipywidgets.VBox
        The whole explorer, to be placed in other layouts.

    Examples
    --------
    A complete explorer: the class attributes, five methods, nothing else.

        class NeuronExplorer(Explorer):
            \"\"\"One sigmoid neuron: how w and b steepen and shift its curve.\"\"\"

            css_name = "neuron"
            title = "One sigmoid neuron"
            size = (640, 320)  # of the picture, in CSS pixels

            def __init__(self, x_max: float = 6.0, name: str | None = None) -> None:
                self.x = np.linspace(-x_max, x_max, 201)
                controls = {
                    "w": slider("weight w", 1.0, -5.0, 5.0, 0.1),
                    "b": slider("bias b", 0.0, -5.0, 5.0, 0.1),
                }
                super().__init__(controls, name=name)

            def compute(self, w, b):
                return SimpleNamespace(a=sigmoid(w * self.x + b), steepest=w / 4)

            def build(self, figure):
                axes = figure.add_subplot(xlabel="x", ylabel="a", ylim=(0, 1))
                (self.curve,) = axes.plot(self.x, 0 * self.x)
                return [self.curve]  # what moves; all the rest is drawn once

            def draw(self, result):
                self.curve.set_ydata(result.a)

            def readout(self, result):
                return f"Steepest slope: {result.steepest:.2f}, a quarter of w."

    `draw` may change anything on the moving artists.  Change something that stands still (a
    title, an axis limit) and say `self.picture.redraw_background()`; that costs 80 ms, so do
    it rarely.  For what changes now and then `picture.set_layer` has a layer of its own.
    `warning(result)` may return a sentence shown in an amber box.

    Notes
    -----
    From a page or a test: `explorer.set(w=2)` moves controls and draws before it returns,
    `explorer.describe()` says in words and numbers what is shown, `explorer.close()` ends it.
    The root element has the classes `nn-explorer` and `nn-<css_name>`, each control
    `nn-control-<parameter>`, the picture `nn-figure`, the read-out `nn-readout`.
    """

    css_name = "explorer"
    title = ""
    size = (840, 340)

    def __init__(self, controls: dict, name: str | None = None) -> None:
        self.name = name
        self.controls = controls
        self.result = None
        self.error: Exception | None = None
        self._defaults = self.values
        self._loop = main_loop()
        self._task: asyncio.Task | None = None
        self._awake = asyncio.Event()
        self._dirty = False
        self._pressed: list[str] = []
        self._closed = False
        self._silent_thread: int | None = None
        self._last_frame = 0.0
        with figure_style():
            self.picture = MovingPicture(self.size)
            moving = list(self.build(self.picture.figure))
            self.picture.settle_layout()
        self.picture.set_moving(moving)
        self._make_widgets()
        self._start_over()
        self._first_png = self.picture.png()
        self.picture.draw()  # the background of the first frame in motion
        self._observe()
        _register(self)

    # ------------------------------------------------------------ what a subclass says

    def compute(self, **values):
        """Return the result for these values of the controls; no widget, no drawing."""
        raise NotImplementedError

    def build(self, figure):
        """Make all artists on `figure`; return those that `draw` moves, in drawing order."""
        raise NotImplementedError

    def draw(self, result) -> None:
        """Put `result` on the artists."""
        raise NotImplementedError

    def readout(self, result) -> str:
        """Return what the picture shows, in words and numbers; lines are kept."""
        raise NotImplementedError

    def warning(self, result) -> str:
        """Return a sentence that the learner should not overlook, or ""."""
        return ""

    def buttons(self) -> dict:
        """Return the buttons shown after the controls."""
        hint = "All controls back to where they were at first"
        return {"reset": button("Reset", hint, icon="undo")}

    def press(self, name: str) -> None:
        """Do what the button `name` does (on the main thread)."""
        if name == "reset":
            self._silently(self._assign_all, self._defaults)
            self._start_over()

    # ------------------------------------------------------------ for pages and tests

    @property
    def values(self) -> dict:
        """The controls' values by name."""
        return {name: control.value for name, control in self.controls.items()}

    def set(self, **values) -> None:
        """Move controls and draw the result before returning.

        A control that stops only at certain numbers takes the nearest one.

        Raises
        ------
        ValueError
            For a control that does not exist or a value outside its range.
        """
        checked = {name: self._check(name, value) for name, value in values.items()}
        self._silently(self._assign_all, checked)
        self._start_over()

    def describe(self) -> Text:
        """Return in words and numbers what the picture shows, the same on every machine."""
        settings = ", ".join(
            f"{control.description} {_shown(control)}" for control in self.controls.values()
        )
        parts = [settings, self.readout(self.result), self.warning(self.result)]
        return Text("\n".join(part for part in parts if part))

    def close(self) -> None:
        """End the explorer: nothing of it runs, draws or is shown any more."""
        if self._closed:
            return
        self._closed = True
        _forget(self)
        if self._task is not None and not self._task.done() and self._loop.is_running():
            self._loop.call_soon_threadsafe(self._task.cancel)
        for control in self.controls.values():
            control.unobserve_all()
        for widget in _tree(self.widget):
            widget.close()
        self.picture.close()

    def _repr_mimebundle_(self, **_):
        """The widget where a kernel runs; elsewhere the picture of the first state and its text."""
        data = dict(self.widget._repr_mimebundle_())
        data["text/plain"] = str(self.describe())
        data["image/png"] = b64encode(self._first_png).decode()
        width, height = self.size
        return data, {"image/png": {"width": width, "height": height}}

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {self.describe()}"

    # ------------------------------------------------------------ widgets

    def _make_widgets(self) -> None:
        width, _ = self.size
        self._image = widgets.Image(format="jpeg", width=str(width))
        self._image.layout.max_width = "100%"
        self._image.layout.object_fit = "contain"
        self._readout = widgets.HTML()
        self._warning = widgets.HTML()
        self._message = widgets.HTML()
        self._hidden_text = widgets.HTML()
        heading = widgets.HTML(f"{STYLE}<b>{html.escape(self.title)}</b>")
        for name, control in self.controls.items():
            control.add_class(f"nn-control-{name}")
        self._buttons = self.buttons()
        for name, control in self._buttons.items():
            control.add_class(f"nn-control-{name}")
        classes = {
            self._image: "nn-figure",
            self._readout: "nn-readout",
            self._warning: "nn-warning",
            self._message: "nn-error",
            self._hidden_text: "nn-hidden",
        }
        for widget, css_class in classes.items():
            widget.add_class(css_class)
        row = widgets.Layout(flex_flow="row wrap", align_items="center", width="100%")
        buttons = widgets.HBox([*self._buttons.values()])
        head = widgets.HBox([*self.controls.values(), buttons], layout=row)
        parts = [heading, head, *self.extra_widgets(), self._image, *classes]
        self.widget = widgets.VBox(list(dict.fromkeys(parts)))
        self.widget.add_class("nn-explorer")
        self.widget.add_class(f"nn-{self.css_name}")

    def extra_widgets(self) -> list:
        """Return widgets to be placed between the controls and the picture."""
        return []

    def _observe(self) -> None:
        for control in self.controls.values():
            control.observe(self._on_change, "value")
        for name, control in self._buttons.items():
            control.on_click(lambda _, name=name: self._on_press(name))

    def _assign_all(self, values: dict) -> None:
        for name, value in values.items():
            self.controls[name].value = value

    def _silently(self, action, *arguments) -> None:
        """Change controls from this thread without taking that for the learner's doing."""
        self._silent_thread = threading.get_ident()
        try:
            action(*arguments)
        finally:
            self._silent_thread = None

    def _check(self, name: str, value):
        """Return `value` as the control `name` takes it."""
        if name not in self.controls:
            known = ", ".join(self.controls)
            raise ValueError(f"{type(self).__name__} has no control {name!r}; it has: {known}")
        control = self.controls[name]
        if isinstance(control, widgets.SelectionSlider):
            stops = [stop for _, stop in control.options]
            if not min(stops) <= value <= max(stops):
                raise ValueError(f"{name}={value!r} is not between {min(stops)} and {max(stops)}")
            return nearest(stops, value)
        if isinstance(control, widgets.Dropdown):
            known = [
                option[1] if isinstance(option, tuple) else option for option in control.options
            ]
            if value not in known:
                raise ValueError(f"{name}={value!r} is not one of {', '.join(map(repr, known))}")
        elif hasattr(control, "min") and not control.min <= value <= control.max:
            raise ValueError(f"{name}={value!r} is not between {control.min} and {control.max}")
        return value

    # ------------------------------------------------------------ callbacks: any thread

    def _on_change(self, change) -> None:
        if threading.get_ident() != self._silent_thread:
            self._dirty = True
            self._wake()

    def _on_press(self, name: str) -> None:
        self._pressed.append(name)
        self._wake()

    def _wake(self) -> None:
        if self._loop is not None and self._loop.is_running():
            self._loop.call_soon_threadsafe(self._start_owner)
        else:
            self._work_at_once()

    # ------------------------------------------------------------ the owner: main thread

    def _start_owner(self) -> None:
        self._awake.set()
        if not self._closed and (self._task is None or self._task.done()):
            self._task = self._loop.create_task(self._own())

    async def _own(self) -> None:
        """Draw the latest state until nothing changes any more; then once more, sharp."""
        sharp = False
        while not self._closed:
            self._awake.clear()
            wait = self._guard(self._work)
            if wait is not None:
                sharp = False
                await asyncio.sleep(wait)
            elif sharp and not self._awake.is_set():
                return
            else:
                try:
                    await asyncio.wait_for(self._awake.wait(), REST)
                except TimeoutError:
                    self._guard(self._show_sharp)
                    sharp = True
                    await asyncio.sleep(0)

    def _work_at_once(self) -> None:
        """Where no loop runs: do all there is to do, and draw."""
        while self._guard(self._work) is not None:
            continue
        self._guard(self._show_sharp)

    def _work(self) -> float | None:
        """Do one slice of work; return the seconds until the next, None if there is none."""
        if self._pressed:
            self.press(self._pressed.pop(0))
        elif self._dirty:
            self._dirty = False
            self.result = self.compute(**self.values)
            self._show_frame()
        else:
            return None
        return self._until_next_frame()

    def _until_next_frame(self, spacing: float = FRAME) -> float:
        return max(0.0, spacing - (time.perf_counter() - self._last_frame))

    def _start_over(self) -> None:
        """Compute and draw the controls' state, complete and sharp."""
        self._dirty = False
        self.result = self.compute(**self.values)
        self._say()
        self.draw(self.result)
        self._show_sharp()

    def _guard(self, action):
        """Run `action`; an exception is shown in the explorer and kept in `error`."""
        try:
            return action()
        except Exception as error:
            self._fail(error)
            return None

    def _fail(self, error: Exception) -> None:
        self.error = error
        trace = "".join(traceback.format_exception(error)[-3:])
        self._message.value = (
            '<div class="nn-note">Something went wrong here; the picture shows an earlier state. '
            f"<pre>{html.escape(trace)}</pre></div>"
        )

    # ------------------------------------------------------------ showing

    def _show_frame(self) -> None:
        """Draw `result` fast."""
        self._last_frame = time.perf_counter()
        self._say()
        self.draw(self.result)
        self._send(self.picture.frame())

    def _show_sharp(self) -> None:
        """Draw the artists as they stand at double resolution, and renew the alternative text."""
        self._send(self.picture.sharp())
        picture_in_words = html.escape(f"{self.title}: {self.describe()}")
        self._hidden_text.value = f'<div role="img" aria-label="{picture_in_words}"></div>'

    def _send(self, picture: bytes) -> None:
        self._image.value = picture

    def _say(self) -> None:
        """Put the words beside the picture."""
        text = html.escape(self.readout(self.result)).replace("\n", "<br>")
        self._readout.value = f'<div aria-live="polite">{text}</div>'
        warning = html.escape(self.warning(self.result))
        self._warning.value = f'<div class="nn-note">⚠ {warning}</div>' if warning else ""
        self._message.value = ""


def main_loop() -> asyncio.AbstractEventLoop | None:
    """Return the asyncio loop that runs the notebook's cells; None where there is none."""
    kernel = getattr(get_ipython(), "kernel", None)
    if kernel is not None and getattr(kernel, "io_loop", None) is not None:
        return kernel.io_loop.asyncio_loop
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _shown(control) -> str:
    """Return a control's value as it is shown on the screen."""
    if isinstance(control, widgets.Dropdown | widgets.SelectionSlider):
        return control.label
    return format(control.value, getattr(control, "readout_format", ""))


def _tree(widget):
    """Yield `widget`, everything in it, and their layouts and styles."""
    for child in getattr(widget, "children", ()):
        yield from _tree(child)
    yield widget
    for part in ("layout", "style"):
        if getattr(widget, part, None) is not None:
            yield getattr(widget, part)


# ---------------------------------------------------------------- one explorer for each cell

_alive: dict[object, SimpleNamespace] = {}


def _register(explorer: Explorer) -> None:
    """Close what an earlier run of the same cell has made (Out[] would keep it alive).

    Without a notebook cell (a terminal), an explorer replaces the one of its class and name;
    without IPython nothing is run again, and nothing is registered.
    """
    if get_ipython() is None:
        return
    cell, run = _current_cell()
    if cell is None:
        cell, run = (type(explorer), explorer.name), object()
    entry = _alive.get(cell)
    if entry is None or entry.run != run:
        for old in list(entry.explorers) if entry else ():
            old.close()
        entry = _alive[cell] = SimpleNamespace(run=run, explorers=[])
    entry.explorers.append(explorer)


def _forget(explorer: Explorer) -> None:
    for entry in _alive.values():
        if explorer in entry.explorers:
            entry.explorers.remove(explorer)


def _current_cell() -> tuple[str | None, str | None]:
    """Return the id of the cell that runs, and the id of this run of it."""
    parent = getattr(get_ipython(), "parent_header", None) or {}
    cell = parent.get("metadata", {}).get("cellId")
    return cell, parent.get("header", {}).get("msg_id")
