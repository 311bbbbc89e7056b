"""Controls of explorers: ipywidgets with plain labels and the same size everywhere."""

from __future__ import annotations

import ipywidgets as widgets
import numpy as np

DIGITS = 10  # of a decimal slider's value
LABEL_WIDTH = "132px"


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
    if isinstance(control, widgets.SelectionSlider):
        stops = [stop for _, stop in control.options]
        if not min(stops) <= value <= max(stops):
            raise ValueError(f"{name}={value!r} is not between {min(stops)} and {max(stops)}")
        return nearest(stops, value)
    if isinstance(control, widgets.Dropdown):
        known = [option[1] if isinstance(option, tuple) else option for option in control.options]
        if value not in known:
            raise ValueError(f"{name}={value!r} is not one of {', '.join(map(repr, known))}")
    elif hasattr(control, "min") and not control.min <= value <= control.max:
        raise ValueError(f"{name}={value!r} is not between {control.min} and {control.max}")
    return value


def value_of(control):
    """Return a control's value; a browser's slider may send 2.000000000000001 back for 2."""
    is_float = isinstance(control, widgets.FloatSlider)
    return round(control.value, DIGITS) if is_float else control.value


def within(control, value: float):
    """Return the value nearest to `value` that a slider can have."""
    if isinstance(control, widgets.SelectionSlider):
        stops = [stop for _, stop in control.options]
        return nearest(stops, min(max(value, min(stops)), max(stops)))
    steps = round((value - control.min) / control.step)
    value = min(max(control.min + steps * control.step, control.min), control.max)
    return value if isinstance(control, widgets.IntSlider) else round(value, DIGITS)


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
    return format(control.value, getattr(control, "readout_format", ""))


def nearest(values, value: float) -> float:
    """Return the one of `values` that lies nearest to `value`, by ratio if all are positive."""
    values = np.asarray(list(values), dtype=float)
    by_ratio = value > 0 and np.all(values > 0)
    distance = abs(np.log(values / value)) if by_ratio else abs(values - value)
    return float(values[np.argmin(distance)])
