"""The playground: everything that a small network does, to be seen and to be changed. Page 09.

The run itself is a `Session`, its choices are `Settings`; its controls are in board.py, the
picture's parts in drawing.py, panels.py and mosaic.py; here is what happens when.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace

import numpy as np

from nnhelpers import arguments
from nnhelpers.contracts import check_count
from nnhelpers.explorers.base import Text
from nnhelpers.explorers.controls import accepted, button, value_of, within
from nnhelpers.explorers.grips import LOOK, Grip, Place
from nnhelpers.explorers.live import BREATH, GLANCE, SLICE, LiveExplorer
from nnhelpers.explorers.playground.board import (
    HIGHEST,
    OF_THE_VIEW,
    PENS,
    arranged,
    fields_of,
    make_controls,
    shown,
    sizes_text,
)
from nnhelpers.explorers.playground.code import numpy_code, package_code
from nnhelpers.explorers.playground.code_box import CodeBox
from nnhelpers.explorers.playground.data import FEATURES, LIMIT
from nnhelpers.explorers.playground.drawing import NetworkPicture, spot
from nnhelpers.explorers.playground.panels import OUTPUT, CurvesPanel, OutputPanel
from nnhelpers.explorers.playground.result import PlaygroundResult, look_at, maps_of_features
from nnhelpers.explorers.playground.session import Session
from nnhelpers.explorers.playground.settings import MOST_EPOCHS, Settings
from nnhelpers.explorers.playground.sharing import from_text, to_text
from nnhelpers.plots import percent_of, spell

SLOW, NUMBERS = 0.25, 0.5  # seconds between two drawings of lines, of numbers while it trains
PATIENT = 4  # and at least so many times what a frame takes
AFTER_DIVERGENCE = 100  # epochs of a run after one that had no end and diverged
SHARE = 0.35  # seconds of training for one of drawing, at least
FROM_FRAME_TO_FRAME = 0.028  # seconds: a small network trains in what its drawing leaves of it
ERASED = 0.6  # radius of the eraser, in units of the plane
SPARSE = 0.5  # from point to point of a stroke
FEATURE_NAMES = dict(zip(FEATURES, (
    "$x_1$", "$x_2$", "$x_1^2$", "$x_2^2$", "$x_1 x_2$", r"$\sin x_1$", r"$\sin x_2$"
)))  # fmt: skip
PUT = "A point where the pen is, or erase there (keys on the pen: 0, 1, 2, e and blank)"
KEYS = dict(zip("012e", list(PENS)[1:]))
SHARES = {"relu": "dead units", "tanh": "saturated", "sigmoid": "saturated"}
# What the buttons show: a title, and the text of settings.
WRITTEN = {
    "code": ("Code for a cell: ends with the same cost", package_code),
    "numpy": ("The same in plain NumPy, without the package", numpy_code),
    "state": (
        "playground.state = this text brings all of it back",
        lambda settings: to_text(settings) or "epochs=0",
    ),
}


class Playground(LiveExplorer):
    """A small network with all its choices, its units' maps, its weights, its costs.

    Parameters
    ----------
    settings : Settings or str, optional
        How it begins, and what a reset brings back; by default those of `Settings()`. Also as
        the text of a `state`, which is then kept where the page is opened by a link with another.
    name : str, optional
        As in Explorer.
    **changes
        Fields of the settings that are to be others: `Playground(data="spiral", epochs=50)`.

    Attributes
    ----------
    settings : Settings
        Those of now, `settings.epochs` being where the run stands.

    Notes
    -----
    `result` is a PlaygroundResult. Moving a control of the data, the network or the learning
    begins a new run that is trained, before the eye, as far as the one before was; `set` does the
    same at once.
    """

    css_name = "playground"
    title = "Playground: what a small network does with points in the plane"
    size = (880, 400)
    hovers = True
    iterations = MOST_EPOCHS

    def __init__(self, settings: Settings | str | None = None, name: str | None = None, **changes):
        arguments.optional(arguments.text)("name", name)
        if not isinstance(settings, Settings | str | None):
            words = "Pass Settings(data='xor') or the text of a state."
            arguments.refuse("settings", settings, "Settings or a text", words, TypeError)
        self._keeps_its_state = isinstance(settings, str)
        if not isinstance(settings, Settings):
            settings = from_text("" if settings is None else settings)
        self._first = replace(settings, **changes)
        self._problem = ""
        self._until: int | None = None  # the epoch at which it stops by itself
        self._asked: Settings | None = None  # what `prepare` is to begin with
        self._drawn: PlaygroundResult | None = None
        self._drawn_examples = None
        self._slow_at = self._numbers_at = self._drawing_time = self._trained = 0.0
        self._pointed_at = None
        self._stroke_at = None
        self._seen = {}
        super().__init__(make_controls(), name=name)

    # ------------------------------------------------------------ settings and controls

    @property
    def settings(self) -> Settings:
        """The settings of now."""
        return self.session.settings

    def _value(self, name: str):
        """The value of one control: `values` has all of them, and takes its time."""
        return value_of(self.controls[name])

    @property
    def state(self) -> str:
        """All settings, and where the run stands, as one short text; it can be set.

        Raises
        ------
        ValueError
            When it is set to a text that cannot be read; all stays as it is.
        """
        return to_text(self.settings)

    @state.setter
    def state(self, text: str) -> None:
        self._asked = from_text(text)
        self._forget()
        self._start_over()

    def _changes(self) -> dict:
        """What controls have been moved since they were looked at, by name."""
        values = self.values
        changes = {name: each for name, each in values.items() if each != self._seen.get(name)}
        self._seen = values
        return changes

    def _follow(self) -> None:
        """Put the controls where the session stands, without taking that for a learner's doing."""
        self._follow_run(shown(self.session.settings, self.controls))

    def _follow_run(self, values=None) -> None:
        """Put the time where the session stands, and other controls at these values.

        What a learner has moved since the controls were looked at stays: its turn comes.
        """
        values = (values or {}) | {"epochs": self.session.epoch}
        untouched = [name for name in values if self._value(name) == self._seen.get(name)]
        with self._quietly():
            self.controls["epochs"].max = max(1, self.session.last_epoch)
        self._move({name: values[name] for name in untouched})
        self._seen |= {name: self._value(name) for name in untouched}

    def _follow_value(self) -> None:
        """Show the value of what is selected in the field below it."""
        field, what = self.controls["value"], self._selected()
        is_number = what is not None and what.has_value
        field.disabled = not is_number
        if is_number:
            self._move({"value": float(f"{self._value_of(what):.4g}")})
        self._seen["value"] = self._value("value")

    def compute(self, **values) -> PlaygroundResult:
        """Return the result of these values of the controls: a whole run, up to `epochs`."""
        fields = fields_of(values) | {"epochs": values["epochs"]}
        return self.snapshot(Session(replace(self._first.restarted(), **fields)))

    # ------------------------------------------------------------ the run

    def start(self, **fields) -> Session:
        """Return a run at its start: the present settings with these fields changed."""
        return Session(self.session.settings.restarted(**fields))

    def snapshot(self, session) -> PlaygroundResult:
        """What is to be seen of a run where it stands."""
        return look_at(session)

    def _newest(self) -> PlaygroundResult:
        """While it trains, what is drawn now and then is also computed now and then."""
        drawn, recent = self._drawn, not self._due(self._numbers_at, NUMBERS)
        same = drawn is not None and drawn.net == self.session.net
        return look_at(self.session, drawn if self.playing and recent and same else None)

    def _due(self, since: float, pause: float) -> bool:
        """Whether what was drawn then may be drawn again."""
        return time.perf_counter() - since > max(pause, PATIENT * self._drawing_time)

    def _begin(self, session: Session, until: int | None) -> None:
        """Go on with another run; the one before stays as a pale line and a pale boundary."""
        if self._drawn is not None and self.session.epoch > 0:
            self.curves.keep()
            same = len(self._drawn.maps[-1]) == max(1, session.net.layer_sizes[-1])
            self.output.map.set_earlier(self._drawn.plane if same else None)
        self.session, self._until = session, until
        self._problem, self._numbers_at = "", 0.0
        self._planned_at = time.perf_counter() + BREATH

    def prepare(self) -> None:
        """Bring the run to where the controls are: first, after `set` and after a reset."""
        self._set_playing(False)
        changes = self._changes()
        if self.session is None or self._asked is not None:
            self.session, self._asked = Session(self._asked or self._first), None
        else:
            fields, now = fields_of(changes), self.session.epoch
            if fields:
                self._begin(self.start(**fields), None)
            if fields or "epochs" in changes:
                self._go_to(changes.get("epochs", now))
            self._change_value(changes)
        self._problem = ""
        self._follow()
        self._follow_value()

    def _go_to(self, epoch: int) -> None:
        """Go back to an epoch, or train on to it."""
        if epoch <= self.session.last_epoch:
            self.session.rewind(epoch)
        else:
            self.session.step(epoch - self.session.epoch)

    def _change_value(self, changes: dict) -> None:
        what = self._selected()
        if "value" in changes and what is not None and what.has_value:
            self.session.edit(what.key, what.row, what.column, changes["value"])

    def set(self, **values) -> None:
        """Move controls and draw the result before returning: the run is trained to `epochs`.

        Raises
        ------
        ValueError
            For a control that does not exist or a value that it cannot have.
        """
        for name, value in values.items():
            if name in self.controls and name not in ("hidden", "epochs"):
                accepted(name, self.controls[name], value)
        if "hidden" in values and not isinstance(values["hidden"], str):
            hidden = values["hidden"]
            if not isinstance(hidden, tuple | list) or not all(type(n) is int for n in hidden):
                arguments.refuse("hidden", hidden, "a tuple of layer sizes", "Pass hidden=(4, 2).")
            values["hidden"] = sizes_text(values["hidden"])
        fields = fields_of(values)
        if "selected" in values:
            spot(values["selected"], replace(self.session.settings, **fields).net.layer_sizes)
        if "epochs" in values:
            check_count("epochs", values["epochs"], 0)
            most = max(self.controls["epochs"].max, min(values["epochs"], MOST_EPOCHS))
            with self._quietly():
                self.controls["epochs"].max = most
        super().set(**values)

    def _goal(self) -> int | None:
        """How far a new run is to go: as far as the one of now has been; None: on and on."""
        if self.playing and self._until is None:
            return None
        cut_short = (self._until or AFTER_DIVERGENCE) if self.session.diverged else 0
        return max(self.session.last_epoch, cut_short)

    def moved(self) -> None:
        """A control has moved: begin a new run, go back in time, change a value."""
        changes = self._changes()
        try:
            fields = fields_of(changes)
            if fields:
                goal, begun = self._goal(), self.start(**fields)
                self._set_playing(goal is None or goal > 0)
                self._begin(begun, goal)
            elif "epochs" in changes:
                self._set_playing(False)
                self._go_to(changes["epochs"])
            self._change_value(changes)
            self._problem = ""
        except ValueError as error:  # something typed that cannot be
            self._problem = str(error)
        else:
            self._follow()
        if "selected" in changes or not self.playing:
            self._follow_value()
        self._stale = True

    def buttons(self) -> dict:
        """Return play, step, back to the start, and reset."""
        return {
            "play": button("Play", "Train on until you press it again", icon="play"),
            "step": button("Step", "Pause, and train one epoch", icon="step-forward"),
            "restart": button("Restart", "Epoch 0 of the same set-up", icon="fast-backward"),
            "reset": button("Reset", "All as it was at first", icon="undo"),
            "code": button("Code", "This run as code of nnhelpers", icon="code"),
            "numpy": button("NumPy", "This run in plain NumPy", icon="code"),
            "state": button("State", "All settings as one short text", icon="share-alt"),
            "put": button("Put", PUT, icon="pencil"),
        }

    def press(self, name: str) -> None:
        """Do what the button `name` does (on the main thread)."""
        if name == "reset":
            self._asked = self._first
            self._forget()
            self._move({each: self._defaults[each] for each in (*OF_THE_VIEW, "value")})
            self._set_playing(False)
            self._start_over()
        elif name == "restart":
            self._begin(self.start(), None)
            self._set_playing(False)
            self._at_rest()
        elif name == "play":
            self._until = None
            self._set_playing(not self.playing and not self._is_finished())
            self._wanted = self.playing
            self._at_rest()
        elif name == "step":
            self._set_playing(False)
            self.session.step()
            self._at_rest()
        elif name == "link":
            with suppress(ValueError):  # the address led to something else
                self.state = self._link
        elif name in WRITTEN:
            title, write = WRITTEN[name]
            title = f"{title} (epoch {self.session.epoch})"
            self.box.toggle(title, write(self.session.settings), linked=name == "state")
        elif name == "put":
            self._use_pen(self._value("pen_x"), self._value("pen_y"))
            self._stale = True

    def _forget(self) -> None:
        """Forget the run before."""
        self._drawn, self._problem = None, ""
        self.curves.forget()
        self.output.map.set_earlier(None)

    def _at_rest(self) -> None:
        self._follow()
        self._follow_value()
        self._stale = True

    def _set_playing(self, playing: bool) -> None:
        super()._set_playing(playing)
        self._planned = 0.0  # in epochs: `_train_slice` begins with where the session stands

    def _is_finished(self) -> bool:
        end = MOST_EPOCHS if self._until is None else self._until
        return self.session.diverged is not None or self.session.epoch >= end

    def _train_on(self) -> float:
        """Train for a slice; a frame when that took its share of the time."""
        now = time.perf_counter()
        if now < self._planned_at:
            return GLANCE
        if not self._train_slice(now):
            return GLANCE
        self._trained += time.perf_counter() - now
        if self._is_finished():
            self._set_playing(False)
            self._at_rest()
        elif self._trained > max(
            SHARE * self._drawing_time, FROM_FRAME_TO_FRAME - self._drawing_time
        ):
            self._stale, self._trained = True, 0.0
        return 0.0

    def _train_slice(self, now: float) -> bool:
        """Train for some milliseconds; return whether anything was to be done."""
        speed = HIGHEST if self.in_silence else self._value("speed")
        epoch = self.session.epoch
        elapsed, self._planned_at = min(now - self._planned_at, 0.1), now
        self._planned = max(self._planned, epoch) + elapsed * speed
        if speed and self._planned < epoch + 1:
            return False
        if speed or (self._until is not None and self._until - epoch <= 1):
            self.session.step()
            return True
        count = max(1, int(SLICE / self._iteration_time))
        if self._until is not None:  # quick epochs: no slice beyond the goal
            count = min(count, (self._until - 1 - epoch) * self.session.per_epoch)
        self.session.advance(count)
        self._iteration_time = max(1e-6, (time.perf_counter() - now) / count)
        return True

    def _train_to_the_end(self) -> float:
        """Where no loop runs nobody watches: as far as the run before, or 100 epochs."""
        end = self.session.epoch + 100 if self._until is None else self._until
        self.session.step(end - self.session.epoch)
        self._set_playing(False)
        self._at_rest()
        return 0.0

    def _frame(self):
        begun = time.perf_counter()
        frame = super()._frame()
        self._drawing_time = min(time.perf_counter() - begun, 0.1)
        return frame

    # ------------------------------------------------------------ view

    def build(self, figure):
        """Left the network, right the costs and the plane."""
        width, height = self.size
        left, side = 606, 236
        network = figure.add_axes((0, 0, left / width, 1))
        self.network = NetworkPicture(network, (left, height), FEATURE_NAMES)
        x = (left + 26) / width
        costs = figure.add_axes((x, 1 - 112 / height, side / width, 88 / height))
        plane = figure.add_axes((x, 20 / height, side / width, side / height))
        self.curves = CurvesPanel(costs)
        self.output = OutputPanel(plane, (-LIMIT, LIMIT))
        (self.pen,) = plane.plot([], [], **LOOK)
        figure.set_layout_engine("none")
        return [*self.network.moving, *self.curves.moving, *self.output.moving, self.pen]

    def draw(self, result) -> None:
        """Move everything that has changed; the lines and numbers not with every frame."""
        if self.network.set_network(result.net.layer_sizes, result.settings.features):
            self.network.show_features(maps_of_features())
            self.picture.set_layer(0, self.network.still)
            self._slow_at = self._numbers_at = 0.0
        if self.curves.show(result.epochs, result.costs, result.test_costs, result.epoch):
            self.picture.redraw_background()
        self._show_examples(result)
        self.network.show_maps(result.maps[1:], result.params)
        self._show_plane(result)
        if not self.playing or self._due(self._numbers_at, NUMBERS):
            self._numbers_at = time.perf_counter()
            self._show_numbers(result)
        if not self.playing or self._due(self._slow_at, SLOW):
            self._slow_at = time.perf_counter()
            self.network.show_weights(result.params)
            self.picture.set_layer(1, self.network.slow)
            if self.playing:
                self._follow_run()
        self.pen.set_data(
            *([self._value("pen_x")], [self._value("pen_y")]) if self._has_pen else ([], [])
        )
        self._drawn = result

    def _show_numbers(self, result) -> None:
        """Of each layer: the size of its gradient, and what part of it is out of action."""
        kind = SHARES.get(result.settings.activation, "")
        part = "dead" if kind == "dead units" else "saturated"
        shares = [getattr(layer, part) if kind else None for layer in result.layers[:-1]]
        sizes = [layer.gradient for layer in result.layers]
        self.network.show_numbers(sizes, [*shares, None], kind)

    def _show_examples(self, result) -> None:
        examples, with_test = result.examples, self._value("test_points")
        before = self._drawn_examples
        if before is None or before[0] is not examples or before[1:] != (with_test,):
            X, Y, X_test, Y_test = result.examples
            regression = result.settings.classes == 0
            self.output.show_examples((X, Y), (X_test, Y_test), regression, with_test)
            self._drawn_examples = examples, with_test

    def _show_plane(self, result) -> None:
        """The output, or the unit that is pointed at or selected, on the large map; its mark."""
        what = self._what(result)
        values, heading = result.plane, OUTPUT
        if what is not None and what.kind == "A":
            unit = result.maps[what.layer][what.row]
            values = (unit / max(1, np.abs(unit).max()))[np.newaxis]
            heading = f"{what.name}: {spell(unit.min())} … {spell(unit.max())}".replace("-", "−")
        self.output.show(values, heading, self._value("discrete"))
        self.network.mark(what, self._words_for(what, result))

    # ------------------------------------------------------------ what is pointed at, selected

    def _what(self, result):
        """The Spot that is pointed at, else the selected one, if the network drawn has it."""
        what = self._pointed_at or self._selected()
        try:
            return what and spot(what.name, result.net.layer_sizes)
        except ValueError:
            return None

    def _selected(self):
        """The Spot whose name stands in the control; None where it names nothing that is there."""
        try:
            return spot(self._value("selected"), self.session.net.layer_sizes)
        except ValueError:
            return None

    def _value_of(self, what, params=None) -> float:
        if what.kind == "rate":
            return self.session.learning_rate
        params = self.session.params if params is None else params
        return float(params[what.key][what.row, what.column])

    def _words_for(self, what, result) -> str:
        """Name and value of what has one."""
        if what is None or not what.has_value:
            return ""
        value = self._value_of(what, result.params)
        return f"{what.name} = {value:.3g}".replace("-", "−")

    def hovered(self, where: Place | None) -> None:
        """Point at a unit, a connection or a bias."""
        inside = where is not None and where.axes is self.network.axes
        found = self.network.find(where.x, where.y) if inside else None
        self._pointed_at = found if found is not None and found.name else None

    def clicked(self, where: Place) -> dict:
        """Add or remove units, layers and features; select a connection, a bias or a unit."""
        if where.axes is not self.network.axes:
            return {}
        feature = self.network.feature_at(where.x, where.y)
        if feature is not None:
            chosen = set(self._value("features")) ^ {feature}
            return {"features": tuple(chosen)} if chosen else {}
        found = self.network.find(where.x, where.y)
        if found is not None and not found.name:
            return {"hidden": sizes_text(self._resized(found))}
        same = found is None or found.name == self._value("selected")
        return {"selected": "" if same else found.name}

    def _resized(self, sign) -> tuple[int, ...]:
        """Sizes of the hidden layers after a click on a sign."""
        hidden = list(self.session.settings.hidden)
        if sign.kind == "units":
            hidden[sign.layer - 1] += sign.row
        elif sign.row > 0:
            hidden.append(2)
        else:
            hidden.pop()
        return tuple(hidden)

    # ------------------------------------------------------------ points by hand

    @property
    def _has_pen(self) -> bool:
        return self._value("pen") != "off"

    def drawing_area(self):
        """The plane, where there is a pen."""
        return self.output.axes if self._has_pen else None

    def grips(self, result) -> list[Grip]:
        """The pen, where there is one."""
        at = self._value("pen_x"), self._value("pen_y")
        pen = Grip("pen", self.output.axes, *at, across="pen_x", up="pen_y")
        return [pen] if self._has_pen else []

    def keyed(self, grip: Grip, key: str) -> dict:
        """On the pen: 0, 1, 2 and e choose it, a blank puts a point or erases."""
        if key == " ":
            self._use_pen(grip.x, grip.y)
        return {"pen": KEYS[key]} if key in KEYS else {}

    def stroke(self, points, starts: bool, ends: bool) -> dict:
        """Put or erase points along a stroke; the pen comes along."""
        if not self._has_pen:
            return {}
        last = None if starts else self._stroke_at
        for x, y in np.clip(points, -LIMIT, LIMIT).round(2).tolist():
            if last is None or np.hypot(x - last[0], y - last[1]) >= SPARSE:
                self._use_pen(x, y)
                last = x, y
        self._stroke_at = last
        where = dict(zip(("pen_x", "pen_y"), last)) if last else {}
        return {name: within(self.controls[name], value) for name, value in where.items()}

    def _use_pen(self, x: float, y: float) -> None:
        """Add a point of the pen's class to the run, or take those away that lie there."""
        pen = self._value("pen")
        try:
            if pen == "eraser":
                self.session.erase(x, y, ERASED)
            elif pen != "off":
                self.session.add_points([(x, y, PENS[pen])])
            self._problem = ""
        except ValueError as error:
            self._problem = str(error)
        if not self.playing:
            self._follow()

    # ------------------------------------------------------------ words

    def describe(self) -> Text:
        """Return in words and numbers what the picture shows, the same on every machine."""
        settings = self.result.settings
        parts = [
            f"{settings.data}, {'-'.join(map(str, self.result.net.layer_sizes))}, "
            f"{settings.activation}, learning rate {settings.learning_rate:g}",
            self.readout(self.result),
            self.warning(self.result),
        ]
        return Text("\n".join(part for part in parts if part))

    def readout(self, result) -> str:
        """Where the run stands: costs, accuracies; then what else is to be seen."""
        words = f"Epoch {result.epoch}: cost {spell(result.cost)} (test {spell(result.test_cost)})"
        if result.settings.classes:
            words += (
                f", right {percent_of(result.accuracy)} (test {percent_of(result.test_accuracy)})"
            )
        sizes = "-".join(map(str, result.net.layer_sizes))
        parts = [f"{words}. {sizes}: {result.net.parameter_count} parameters"]
        what = self._what(result)
        if what is not None:
            parts.append(self._words_for(what, result) or self.output.heading.get_text())
        if self._value("test_points"):
            parts.append("test points shown")
        if self._value("discrete"):
            parts.append("only classes shown")
        if self._has_pen:
            at = f"({self._value('pen_x'):.1f}, {self._value('pen_y'):.1f})".replace("-", "−")
            parts.append(f"pen ({self._value('pen')}) at {at}")
        return "; ".join(parts) + "."

    def warning(self, result) -> str:
        """What is wrong: with something typed; with the run, the cause first."""
        said = [self._problem] if self._problem else []
        if result.diagnoses:
            first, *others = result.diagnoses
            also = f" Also: {', '.join(each.name.lower() for each in others)}." if others else ""
            said.append(f"{first}{also}")
        return "\n".join(said)

    def below(self) -> list:
        """The box for code and state."""
        self.box = CodeBox()
        self.box.on_msg(lambda _, message, buffers: self._on_link(message["link"]))
        return [self.box]

    def _on_link(self, link: str) -> None:
        """The page was opened by a link that may hold a state behind its #."""
        if not self._keeps_its_state:
            self._link = link
            self._on_press("link")

    def arranged(self, buttons: dict):
        """Three groups of controls and the view's; then the buttons and the time."""
        return arranged(self.controls, buttons)
