"""Controls of explorers: ipywidgets with plain labels and the same size everywhere."""

from __future__ import annotations

from collections.abc import Hashable
from numbers import Integral, Real

import ipywidgets as widgets
import numpy as np
import traitlets

DIGITS = 10  # of a decimal slider's value
LABEL_WIDTH = "132px"
FILE = ("name", "type", "size", "last_modified", "content")  # of an uploaded one


def _finish(control, width: str):
    control.style.description_width = LABEL_WIDTH
    control.layout.width = width
    control.layout.margin = "2px 16px 2px 0"
    return control


def slider(label: str, value, minimum, maximum, step=1, form: str | None = None):
    """Return a slider: whole numbers if `value` and `step` are, decimal ones otherwise.

    Parameters
    ----------
    label : str
        Plain words, with the unit where there is one.
    value, minimum, maximum, step : int or float
    form : str, optional
        Format of the number shown, such as ".2f".
    """
    whole = isinstance(value, int) and isinstance(step, int)
    kind = widgets.IntSlider if whole else widgets.FloatSlider
    control = kind(
        value=value,
        min=minimum,
        max=maximum,
        step=step,
        description=label,
        readout_format=form or ("d" if whole else ".2f"),
    )
    return _finish(control, "390px")


def pick(label: str, value: float, values, form: str = ".3g"):
    """Return a slider that stops only at the given numbers (those of a sweep).

    `Explorer.set` and this function take any number in their range and use the nearest stop.
    """
    options = [(format(float(stop), form), float(stop)) for stop in values]
    k = [stop for _, stop in options].index(nearest(values, value))
    # ipywidgets leaves the label of the first stop empty unless all three are named
    start = {"index": k, "label": options[k][0], "value": options[k][1]}
    control = widgets.SelectionSlider(options=options, description=label, **start)
    return _finish(control, "390px")


def choice(label: str, value, options):
    """Return a drop-down list of names, or of (name, value) pairs."""
    control = widgets.Dropdown(options=options, value=value, description=label)
    return _finish(control, "390px")


def steps(label: str, value, options):
    """Return a slider that stops at the given (name, value) pairs, in their order."""
    values = [stop for _, stop in options]
    k = values.index(value)
    start = {"index": k, "label": options[k][0], "value": value}
    control = widgets.SelectionSlider(options=options, description=label, **start)
    return _finish(control, "390px")


def number(label: str, value, minimum, maximum, step=1):
    """Return a field for a number: a whole one if `value` and `step` are."""
    whole = isinstance(value, int) and isinstance(step, int)
    kind = widgets.BoundedIntText if whole else widgets.BoundedFloatText
    control = kind(value=value, min=minimum, max=maximum, step=step, description=label)
    return _finish(control, "390px")


def text(label: str, value: str, hint: str = ""):
    """Return a field for a line of text; it counts when Enter is pressed or the field is left."""
    control = widgets.Text(
        value=value, description=label, placeholder=hint, continuous_update=False
    )
    return _finish(control, "390px")


def switch(label: str, value: bool):
    """Return a box to be checked."""
    control = widgets.Checkbox(value=value, description=label, indent=False)
    return _finish(control, "auto")


class Several(widgets.HBox):
    """Buttons in a row of which any number may be down, but not none.

    Attributes
    ----------
    value : tuple of str
        The names of those that are down, in the order of the buttons.
    options : tuple of str
    """

    value = traitlets.Tuple()

    def __init__(self, label: str, value, options) -> None:
        self.options, self.description = tuple(options), label
        self._buttons = {
            name: widgets.ToggleButton(description=name, layout={"width": "auto"})
            for name in self.options
        }
        self._following = False
        super().__init__([widgets.Label(label), *self._buttons.values()])
        for each in self._buttons.values():
            each.observe(self._pressed, "value")
        self.observe(self._follow, "value")
        self.value = value

    @traitlets.validate("value")
    def _in_order(self, proposal):
        return tuple(name for name in self.options if name in proposal["value"])

    def _follow(self, change) -> None:
        """Put the buttons as the value says."""
        self._following = True
        for name, each in self._buttons.items():
            each.value = name in self.value
        self._following = False

    def _pressed(self, change) -> None:
        """Take the value that the buttons say; the last one stays down."""
        if self._following:
            return
        down = tuple(name for name, each in self._buttons.items() if each.value)
        if down:
            self.value = down
        else:
            change.owner.value = True


def several(label: str, value, options):
    """Return a row of buttons of which one or more are down: names out of `options`."""
    return Several(label, value, options)


def button(text: str, hint: str, icon: str = ""):
    """Return a button that says what it does in words; icon: a name of Font Awesome's, as
    JupyterLab brings it along (not every system's fonts have the signs for play and pause)."""
    control = widgets.Button(description=text, tooltip=hint, icon=icon)
    control.layout.width = "auto"
    control.layout.margin = "2px 8px 2px 0"
    return control


def accepted(name: str, control, value):
    """Return `value` as `control` takes it: of a slider with stops, the nearest one.

    Raises
    ------
    ValueError
        For a value that the control cannot have; `name` is what the message calls it.
    """
    if isinstance(value, np.ndarray | dict | set) or not isinstance(value, Hashable | list):
        raise ValueError(f"{name}={value!r} came, but one value of a control was expected")
    if isinstance(value, bool) and not isinstance(control, widgets.Checkbox):
        raise ValueError(f"{name}={value!r} came, but this control is no switch")
    if isinstance(control, widgets.SelectionSlider):
        if value in _stops(control):
            return value
        numbers = _numbers(control)
        if not isinstance(value, int | float) or not min(numbers) <= value <= max(numbers):
            raise ValueError(f"{name}={value!r} is not between {min(numbers)} and {max(numbers)}")
        return nearest(numbers, value)
    if isinstance(control, Several):
        several = isinstance(value, tuple | list) and value
        if not several or not all(each in control.options for each in value):
            known = ", ".join(control.options)
            raise ValueError(f"{name}={value!r} came; one or more of these are expected: {known}")
        return tuple(each for each in control.options if each in value)
    if isinstance(control, widgets.Dropdown):
        known = [option[1] if isinstance(option, tuple) else option for option in control.options]
        if value not in known:
            raise ValueError(f"{name}={value!r} is not one of {', '.join(map(repr, known))}")
    elif hasattr(control, "min"):
        whole = isinstance(control, widgets.IntSlider | widgets.BoundedIntText)
        kind = Integral if whole else Real
        if not isinstance(value, kind) or not control.min <= value <= control.max:
            wanted = "a whole number" if whole else "a number"
            raise ValueError(
                f"{name}={value!r} is not between {control.min} and {control.max}, {wanted}"
            )
    elif isinstance(control, widgets.Checkbox) and not isinstance(value, bool):
        raise ValueError(f"{name}={value!r} came, but True or False was expected")
    elif isinstance(control, widgets.Text) and not isinstance(value, str):
        raise ValueError(f"{name}={value!r} came, but a text was expected")
    elif isinstance(control, widgets.FileUpload) and not _are_files(value):
        raise ValueError(
            f"{name}={value!r} came, but a tuple of uploaded files was expected, each with "
            f"{', '.join(FILE)}"
        )
    return value


def value_of(control):
    """Return a control's value; a browser's slider may send 2.000000000000001 back for 2."""
    is_float = isinstance(control, widgets.FloatSlider)
    return round(control.value, DIGITS) if is_float else control.value


def within(control, value: float):
    """Return the value nearest to `value` that a slider can have; of other controls, `value`."""
    if not hasattr(control, "min") and not isinstance(control, widgets.SelectionSlider):
        return value
    if isinstance(control, widgets.SelectionSlider):
        if value in _stops(control):
            return value
        numbers = _numbers(control)
        return nearest(numbers, min(max(value, min(numbers)), max(numbers)))
    steps = round((value - control.min) / control.step)
    value = min(max(control.min + steps * control.step, control.min), control.max)
    whole = isinstance(control, widgets.IntSlider | widgets.BoundedIntText)
    return value if whole else round(value, DIGITS)


def stepped(control, count: int):
    """Return the value `count` steps from where a slider stands, or that of its end."""
    if isinstance(control, widgets.SelectionSlider):
        last = len(control.options) - 1
        return control.options[min(max(control.index + count, 0), last)][1]
    return within(control, control.value + count * control.step)


def shown(control) -> str:
    """Return a control's value as it is shown on the screen."""
    if isinstance(control, widgets.Dropdown | widgets.SelectionSlider):
        return control.label
    if isinstance(control, Several):
        return ", ".join(control.value)
    if isinstance(control, widgets.Checkbox):
        return "on" if control.value else "off"
    return format(control.value, getattr(control, "readout_format", ""))


def _are_files(value) -> bool:
    return isinstance(value, tuple) and all(
        isinstance(file, dict) and file.keys() >= {*FILE} for file in value
    )


def _stops(control) -> list:
    return [stop for _, stop in control.options]


def _numbers(control) -> list:
    """The stops of a slider that are numbers: not the "full" of a batch size."""
    return [stop for stop in _stops(control) if isinstance(stop, int | float)]


def nearest(values, value: float) -> float:
    """Return the one of `values` that lies nearest to `value`, by ratio if all are positive."""
    values = np.asarray(list(values), dtype=float)
    by_ratio = value > 0 and np.all(values > 0)
    distance = abs(np.log(values / value)) if by_ratio else abs(values - value)
    return float(values[np.argmin(distance)])
