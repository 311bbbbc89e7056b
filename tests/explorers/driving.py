"""What the tests of all explorers share: every control driven, every picture looked at."""

import asyncio
import datetime
import io

import ipywidgets as widgets
import numpy as np
from PIL import Image

from nnhelpers.explorers.controls import Several


def stops(control):
    """Minimum, present value and maximum of a slider or number; all options of a list …"""
    if isinstance(control, widgets.SelectionSlider):
        values = [value for _, value in control.options]
        return [values[0], control.value, values[-1]]
    if isinstance(control, widgets.Dropdown):
        return [option[1] if isinstance(option, tuple) else option for option in control.options]
    if isinstance(control, widgets.Checkbox):
        return [False, True]
    if isinstance(control, widgets.Text):  # what its hint says can be typed
        return [control.value, control.placeholder]
    if isinstance(control, widgets.FileUpload):
        return [(), uploaded(a_picture()), uploaded(a_picture()[:60])]  # none, good, cut off
    if isinstance(control, Several):
        return [control.options[:1], control.options, control.value]
    return [control.min, control.value, control.max]


def a_picture():
    """The bytes of a small PNG file."""
    file = io.BytesIO()
    Image.new("RGB", (20, 10), "#c04080").save(file, "PNG")
    return file.getvalue()


def uploaded(data, name="mine.png"):
    """What the browser makes of a file that was chosen: the value of a FileUpload."""
    file = {"name": name, "type": "image/png", "size": len(data), "content": memoryview(data)}
    return ({**file, "last_modified": datetime.datetime(2026, 1, 1)},)


def pixels(explorer):
    """The picture that the explorer shows, as an array (height, width, 3)."""
    return np.asarray(Image.open(io.BytesIO(explorer._screen.frame.picture)).convert("RGB"))


def alive(explorer):
    """Fail if a callback has failed; return the explorer."""
    if explorer.error is not None:
        raise explorer.error
    return explorer


def drive(explorer, check=None):
    """Move each control through its stops as a learner would, the others at their defaults.

    After each move: no error, no note of an error on the screen, the read-out says what
    `readout` says, and `check(explorer)`.
    """
    for name, control in explorer.controls.items():
        default = control.value
        for value in stops(control):
            control.value = value
            alive(explorer)
            assert explorer.values[name] == value
            assert not explorer._screen.error.value
            assert explorer.describe()
            if check is not None:
                check(explorer)
        control.value = default
    return alive(explorer)


async def at_rest(explorer, timeout=20.0):
    """Wait until the explorer's owner has nothing more to do."""
    await asyncio.sleep(0.02)
    if explorer._owner.task is not None:
        await asyncio.wait_for(asyncio.shield(explorer._owner.task), timeout)
