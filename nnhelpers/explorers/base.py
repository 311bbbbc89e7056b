"""What all explorers share: controls that never block, pictures that move, words beside them.

An explorer has three parts that know nothing of each other:

* `compute(**values)` turns the controls' values into a result: headless, pure, testable;
* `build(figure)` and `draw(result)` are the view: artists made once, moved for each result;
* the controls are ordinary ipywidgets.

`Explorer` ties them: a control that moves leaves a note and wakes the `owner`, which computes and
draws the latest state on the main thread; as a frame (`frames`) it goes to the `screen`, whose
picture (`view`) sends back what a hand does with its `grips`; `cells` closes the explorer when its
cell runs again. `picture` draws, `controls` makes controls, `live` adds training that goes on while
you watch.
"""

from __future__ import annotations

import threading
from base64 import b64encode
from collections import deque
from contextlib import contextmanager

from matplotlib.axes import Axes

from nnhelpers.explorers import cells
from nnhelpers.explorers.controls import accepted, button, shown, stepped, value_of, within
from nnhelpers.explorers.frames import SPACING, Frame, Sender
from nnhelpers.explorers.grips import Grip, Place, data_coordinates, drawn_points, place, rectangle
from nnhelpers.explorers.owner import Owner
from nnhelpers.explorers.picture import MovingPicture
from nnhelpers.explorers.screen import Screen
from nnhelpers.plots import figure_style


class Text(str):
    """A string that a notebook shows without quotes, line breaks as line breaks."""

    def _repr_pretty_(self, printer, cycle) -> None:
        printer.text(str(self))


# What a closed explorer still has: what it says of itself, and what a late message looks for.
LEFT = {
    "name", "result", "error", "describe", "_last_values", "_closed", "_owner", "_sender",
    "_silent_thread", "_changed", "_stale", "_rough", "_pressed", "_drags", "_steps", "_keys",
    "_drawn_parts", "_pointed",
}  # fmt: skip


class Explorer:
    """Base class of all explorers.

    Parameters
    ----------
    controls : dict of str to ipywidgets widget
        One control for each argument of `compute`, in the order shown; make them with
        `slider`, `pick`, `choice` … of `nnhelpers.explorers.controls`.
    name : str, optional
        Tells two explorers of one class apart where no notebook cell does.

    Attributes
    ----------
    controls : dict of str to widget
    result : object
        What `compute` returned for what the picture shows: a frozen dataclass.
    still : bool
        Whether the learner's system asks for less motion.
    error : Exception or None
        The last exception raised while a control was moved; the explorer shows it too.
    widget : ipywidgets.VBox
        The whole explorer, to be placed in other layouts.

    Examples
    --------
    A complete explorer: the class attributes, five methods, nothing else.

        from dataclasses import dataclass

        import numpy as np

        from nnhelpers import sigmoid
        from nnhelpers.explorers.base import Explorer
        from nnhelpers.explorers.controls import slider


        @dataclass(frozen=True)
        class NeuronResult:
            a: np.ndarray  # activations over the x axis, shape (201,)
            middle: float  # the one at x = 0
            slope: float  # da/dx at x = 0


        class NeuronExplorer(Explorer):
            css_name = "neuron"
            title = "One sigmoid neuron: w makes its curve steeper, b shifts it"
            size = (640, 320)  # of the picture, in CSS pixels

            def __init__(self, x_max: float = 6.0, name: str | None = None) -> None:
                self.x = np.linspace(-x_max, x_max, 201)
                controls = {
                    "w": slider("weight w", 1.0, -5.0, 5.0, 0.1),
                    "b": slider("bias b", 0.0, -5.0, 5.0, 0.1),
                }
                super().__init__(controls, name=name)

            def compute(self, w, b):
                a = sigmoid(w * self.x + b)
                middle = a[len(a) // 2]
                return NeuronResult(a, middle, slope=w * middle * (1 - middle))

            def build(self, figure):
                axes = figure.add_subplot(xlabel="x", ylabel="a", ylim=(0, 1))
                (self.curve,) = axes.plot(self.x, 0 * self.x)
                return [self.curve]  # what moves; all the rest is drawn once

            def draw(self, result):
                self.curve.set_ydata(result.a)

            def readout(self, result):
                return f"At x = 0: a = {result.middle:.2f}, slope {result.slope:.2f}."

    `draw` may change anything on the moving artists.  Change something that stands still (a
    title, an axis limit) and say `self.picture.redraw_background()`; that costs 80 ms, so do
    it rarely.  For what changes now and then `picture.set_layer` has a layer of its own.
    `warning(result)` may return a sentence shown in an amber box.  `grips(result)` may name what
    a hand can drag, and the controls that move with it; give its artist the look of
    `grips.LOOK`.  `drawing_area` may name axes on which a hand can draw; `stroke` gets what it
    draws.  Where there are many controls, `arranged` groups them; `below` adds widgets under the
    words.

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
    hovers = False  # whether `hovered` and `clicked` want to know

    def __init__(self, controls: dict, name: str | None = None) -> None:
        self.name = name
        self._closed = False
        cells.make_room(self)
        self.controls = controls
        self.result = None
        self.error: Exception | None = None
        self.still = False
        self._defaults = self.values
        self._changed = False  # a control has moved
        self._stale = False  # the picture does not show the newest state
        self._rough = False  # it does, but in the quality of motion
        self._pressed: list[str] = []
        self._drags: dict[str, tuple[float, float]] = {}  # by the grip's name: only the newest
        self._steps: list[tuple[str, int, int]] = []
        self._keys: list[tuple[str, str]] = []  # typed on a grip
        self._pointed: dict[str, tuple | None] = {}  # by "hover" or "click"
        self._drawn_parts: deque[dict] = deque()  # of strokes
        self._part = 0  # the last that is done with
        self._grips: dict[str, Grip] = {}  # those of the picture
        self._silent_thread: int | None = None
        with figure_style():
            self.picture = MovingPicture(self.size)
            moving = list(self.build(self.picture.figure))
            self.picture.settle_layout()
        self.picture.set_moving(moving)
        self._area = self.drawing_area()
        buttons = self.buttons()
        self._screen = Screen(
            self.title, self.css_name, self.size, controls, buttons, self.hovers,
            rectangle(self._area) if self._area else (), self.arranged(buttons), self.below(),
        )  # fmt: skip
        self.widget = self._screen.root
        self._sender = Sender(self._screen.show)
        self._owner = Owner(self._work, self._show_sharp, self._fail)
        self._start_over()
        self._first_png = self.picture.png()
        self.picture.draw()  # the background of the first frame in motion
        self._observe()
        cells.register(self)

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

    def grips(self, result) -> list[Grip]:
        """Return what a hand can drag."""
        return []

    def dragged(self, grip: Grip, x: float, y: float) -> dict[str, float]:
        """Return the values of controls for a grip dragged to x, y in its axes' coordinates."""
        return {name: value for name, value in ((grip.across, x), (grip.up, y)) if name}

    def keyed(self, grip: Grip, key: str) -> dict:
        """Return the values of controls for a letter, a digit or a blank typed on a grip."""
        return {}

    def hovered(self, where: Place | None) -> None:
        """The pointer rests there; None: nowhere. What this draws goes on without the learner."""

    def clicked(self, where: Place) -> dict[str, float]:
        """Return the values of controls for a click on the picture."""
        return {}

    def drawing_area(self) -> Axes | None:
        """Return the axes on which a hand can draw now, if there are any."""
        return None

    def stroke(self, points, starts: bool, ends: bool) -> dict:
        """Note a part of a stroke; return the values of controls that this moves.

        points : ndarray, shape (n, 2), those that are new, in the axes' coordinates
        starts, ends : whether the stroke begins, ends with this part
        """
        return {}

    def arranged(self, buttons: dict):
        """Return a widget with all controls and buttons; None: they stand one after the other."""
        return None

    def below(self) -> list:
        """Return the widgets that come after the words."""
        return []

    def buttons(self) -> dict:
        """Return the buttons shown after the controls."""
        hint = "All controls back to where they were at first"
        return {"reset": button("Reset", hint, icon="undo")}

    def press(self, name: str) -> None:
        """Do what the button `name` does (on the main thread)."""
        if name == "reset":
            self._move(self._defaults)
            self._start_over()

    # ------------------------------------------------------------ for pages and tests

    @property
    def values(self) -> dict:
        """The controls' values by name."""
        if self._closed:
            return dict(self._last_values)
        return {name: value_of(control) for name, control in self.controls.items()}

    def set(self, **values) -> None:
        """Move controls and draw the result before returning.

        A control that stops only at certain numbers takes the nearest one.

        Raises
        ------
        ValueError
            For a control that does not exist or a value outside its range.
        """
        for name in values:
            if name not in self.controls:
                known = ", ".join(self.controls)
                raise ValueError(f"{type(self).__name__} has no control {name!r}; it has: {known}")
        self._move({n: accepted(n, self.controls[n], value) for n, value in values.items()})
        self._start_over()

    def describe(self) -> Text:
        """Return in words and numbers what the picture shows, the same on every machine."""
        settings = ", ".join(f"{each.description} {shown(each)}" for each in self.controls.values())
        parts = [settings, self.readout(self.result), self.warning(self.result)]
        return Text("\n".join(part for part in parts if part))

    def close(self) -> None:
        """End the explorer: nothing of it runs, draws or is shown any more.

        Its figure and its widgets go, too: `Out[]` and names of the notebook may keep the explorer
        itself for long. `values`, `result` and `describe` stay as they were.
        """
        if self._closed:
            return
        self._last_values, last = self.values, self.describe()
        self.describe = lambda: last
        self._closed = True
        cells.forget(self)
        self._screen.close()
        self._owner.close(self._let_go)

    def _let_go(self) -> None:
        self.picture.close()
        self._sender = Sender(lambda frame, number: None)
        for name in vars(self).keys() - LEFT:
            delattr(self, name)

    def __getattr__(self, name: str):
        """What is not there: of a closed explorer most is gone."""
        if not vars(self).get("_closed"):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        raise AttributeError(
            f"This {type(self).__name__} is closed and has no {name} any more: its cell has run "
            "again, or close() was called. Use the new one, or run its cell again."
        )

    def _repr_mimebundle_(self, **_):
        """The widget where a kernel runs; elsewhere the picture of the first state and its text."""
        if self._closed:
            return {"text/plain": str(self.describe())}, {}
        data = dict(self.widget._repr_mimebundle_())
        data["text/plain"] = str(self.describe())
        data["image/png"] = b64encode(self._first_png).decode()
        width, height = self.size
        return data, {"image/png": {"width": width, "height": height}}

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {self.describe()}"

    # ------------------------------------------------------------ controls: any thread

    def _observe(self) -> None:
        for control in self.controls.values():
            control.observe(self._on_change, "value")
        for name, control in self._screen.buttons.items():
            control.on_click(lambda _, name=name: self._on_press(name))
        self._screen.view.on_msg(lambda _, message, buffers: self._on_message(message))

    def _on_change(self, change) -> None:
        if threading.get_ident() != self._silent_thread:
            self._changed = True
            self._owner.wake()

    def _on_press(self, name: str) -> None:
        if name != "reset" or name not in self._pressed[-1:]:  # two resets in a row are one
            self._pressed.append(name)
        self._owner.wake()

    def _move(self, values: dict) -> None:
        """Move controls from this thread without taking that for the learner's doing."""
        with self._quietly():
            for name, value in values.items():
                self.controls[name].value = value

    @contextmanager
    def _quietly(self):
        """What happens to controls in this block is not the learner's doing."""
        self._silent_thread = threading.get_ident()
        try:
            yield
        finally:
            self._silent_thread = None

    def _on_message(self, message: dict) -> None:
        """The browser has shown a frame, or a hand has done something (see View)."""
        if "shown" in message:
            self._sender.pace.shown(message["shown"])
            if not (self._stale or self._rough):
                return
        elif "still" in message:
            self.still = message["still"]
            return
        elif "drag" in message:
            self._drags[message["grip"]] = tuple(message["drag"])
        elif "steps" in message:
            self._steps.append((message["grip"], *message["steps"]))
        elif "key" in message:
            self._keys.append((message["grip"], message["key"]))
        elif "stroke" in message:
            self._drawn_parts.append(message)
        else:
            self._pointed.update(message)
        self._owner.wake()

    # ------------------------------------------------------------ work: main thread

    def _work(self) -> float | None:
        """Do one slice of work; return the seconds until the next, None if there was none."""
        if self._pressed:
            self.press(self._pressed.pop(0))
            return 0.0
        self._follow_the_hand()
        if self._changed:
            self._changed = False
            self.moved()
        return self._catch_up()

    def prepare(self) -> None:
        """What is to be done before the picture is drawn complete: first, after `set` and reset."""

    def moved(self) -> None:
        """A control has moved: what is to be done before the next frame."""
        self._stale = True

    @property
    def spacing(self) -> float:
        """The shortest time from one frame to the next, in seconds."""
        return SPACING

    def _catch_up(self) -> float | None:
        """Draw the newest state as soon as a frame may go."""
        if not self._stale:
            return None
        in_motion = self._owner.has_loop  # without a loop each state is one at rest
        wait = self._sender.due_in(self.spacing) if in_motion else 0.0
        if wait == 0.0:
            self._stale = self._rough = False
            self._sender.send(self._frame if in_motion else self._complete)
            self._rough = in_motion
        return wait

    def _start_over(self) -> None:
        """Compute and draw the controls' state, complete and sharp."""
        self._changed = self._stale = self._rough = False
        self.prepare()
        self._sender.send(self._complete)

    def _show_sharp(self) -> None:
        """Draw the artists as they stand at double resolution."""
        if self._rough and not self._stale and self._sender.pace.free:
            self._rough = False
            self._sender.send(self._sharp)

    def _fail(self, error: Exception) -> None:
        self.error = error
        self._screen.show_error(error)

    def _follow_the_hand(self) -> None:
        """Move the controls of what was dragged, stepped, drawn or clicked."""
        while self._drawn_parts:
            part = self._drawn_parts.popleft()
            self._part = part["part"]
            if self._area is None:  # the hand was quicker than the news that it is gone
                continue
            points = drawn_points(self._area, part["stroke"])
            self._move(self.stroke(points, part["starts"], part["ends"]))
            self._changed = True
        while self._drags:
            name, (x, y) = self._drags.popitem()
            if name in self._grips:
                grip = self._grips[name]
                self._move_by_hand(self.dragged(grip, *data_coordinates(grip.axes, x, y)))
        while self._steps:
            name, across, up = self._steps.pop(0)
            if name in self._grips:
                grip = self._grips[name]
                moves = {grip.across: across, grip.up: up}
                self._move_by_hand(
                    {name: stepped(self.controls[name], n) for name, n in moves.items() if name}
                )
        while self._keys:
            name, key = self._keys.pop(0)
            if name in self._grips:
                self._move_by_hand(self.keyed(self._grips[name], key))
                self._stale = True
        if "click" in self._pointed:
            where = place(self.picture.figure, *self._pointed.pop("click"))
            self._move_by_hand(self.clicked(where) if where else {})
        if "hover" in self._pointed:
            at = self._pointed.pop("hover")
            self.hovered(place(self.picture.figure, *at) if at else None)
            self._stale = True

    def _move_by_hand(self, values: dict) -> None:
        values = {name: within(self.controls[name], value) for name, value in values.items()}
        if any(self.controls[name].value != value for name, value in values.items()):
            self._move(values)
            self._changed = True

    # ------------------------------------------------------------ what the sender asks for

    def _newest(self):
        """Return the result of the present state."""
        return self.compute(**self.values)

    def _draw_newest(self) -> None:
        self.result = self._newest()
        self.draw(self.result)

    def _frame(self) -> Frame:
        self._draw_newest()
        return self._with_words(self.picture.frame(small=self._sender.pace.slow), moving=True)

    def _sharp(self) -> Frame:
        return self._with_words(self.picture.sharp(small=self._sender.pace.slow))

    def _complete(self) -> Frame:
        self._draw_newest()
        return self._sharp()

    def _with_words(self, picture: bytes, moving: bool = False) -> Frame:
        """A frame of this picture, with all that belongs to it."""
        self._grips = {grip.name: grip for grip in self.grips(self.result)}
        self._area = self.drawing_area()
        self._screen.view.area = rectangle(self._area) if self._area else []
        return Frame(
            picture=picture,
            readout=self.readout(self.result),
            warning=self.warning(self.result),
            alternative=f"{self.title}: {self.describe()}",
            grips=tuple(grip.described() for grip in self._grips.values()),
            moving=moving,
            part=self._part,
        )
