"""The picture in the browser: it shows the kernel's frames, and says what a hand does on it.

`view.js` is its other half, run by anywidget in JupyterLab, Notebook 7, VS Code and Colab;
`names.js`, in front of it, names the controls around the picture for screen readers.
"""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

HERE = Path(__file__).parent


class View(anywidget.AnyWidget):
    """One picture with its words.

    Attributes
    ----------
    frame : dict
        What is to be seen: `number`, `picture` (a JPEG file), `readout`, `warning`,
        `alternative` (the picture in words), `moving` (will the next one follow at once?),
        `part` (the number of the last part of a stroke that is in it), `asks` (does it want an
        answer?) and `grips`, a list of dicts: `name`, `x` and `y` in CSS pixels from the upper
        left corner, `cursor` ("across", "up" or "both").
    width, height : int
        In CSS pixels; on a narrow page the picture shrinks.
    hovers : bool
        Whether it reports where the pointer is when nothing is dragged.
    area : list of float
        Where a hand can draw: left, top, width and height in CSS pixels; empty for nowhere.

    Notes
    -----
    The browser sends `{"shown": number}` when it displays a frame that asks, or one after it,
    and `{"grip": name, "drag": [x, y], "held": bool}` from when it is taken until it is let go,
    `{"grip": name, "steps": [dx, dy]}` (arrow keys), `{"grip": name, "key": key}` (a letter, a
    digit, a blank), `{"hover": [x, y] or None}` and `{"click": [x, y]}`, in the pixels of the
    grips. A stroke drawn by hand comes in parts, at most one for each picture of the screen:
    `{"stroke": [[x, y], …], "starts": bool, "ends": bool, "part": number}` has the points that
    are new. `{"still": bool}` says that the learner's system asks for less motion, or no
    longer.
    """

    # As texts: for a path anywidget keeps every widget alive, to tell it when the file changes.
    _esm = "".join((HERE / name).read_text(encoding="utf-8") for name in ("names.js", "view.js"))
    _css = (HERE / "view.css").read_text(encoding="utf-8")
    frame = traitlets.Dict().tag(sync=True)
    width = traitlets.Int().tag(sync=True)
    height = traitlets.Int().tag(sync=True)
    hovers = traitlets.Bool(False).tag(sync=True)
    area = traitlets.List().tag(sync=True)
