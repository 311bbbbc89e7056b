"""The playground's controls: what can be chosen, where each stands, what it means in `Settings`.

A control stops at some values only, and shows words where a field is a number or None; `shown`
and `fields_of` lead from settings to controls and back.
"""

from __future__ import annotations

import ipywidgets as widgets

from nnhelpers.activations import HIDDEN
from nnhelpers.explorers.controls import (
    choice,
    nearest,
    number,
    pick,
    several,
    slider,
    steps,
    switch,
    text,
    within,
)
from nnhelpers.explorers.playground.data import DATA, FEATURES, LIMIT
from nnhelpers.explorers.playground.settings import (
    LOSSES,
    PENALTIES,
    VALUE_LIMIT,
    Settings,
)
from nnhelpers.explorers.screen import in_rows
from nnhelpers.initializers import INITIALIZERS
from nnhelpers.optimizers import DECAYS, OPTIMIZERS

MOST_SEED = 2**32 - 1
RATES = (1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
PENALTY_RATES = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
SCALES = (0.01, 0.1, 0.3, 1.0, 3.0, 10.0)
PENS = {"off": None, "blue ●": 0, "orange ▲": 1, "green ■": 2, "eraser": None}
# What a control shows where the field of the settings is None.
NONE = {"batch_size": "full", "scale": "own", "decay": "none"}
# Controls that only choose what is shown, or how a hand changes it.
OF_THE_VIEW = ("speed", "test_points", "discrete", "pen", "pen_x", "pen_y", "selected")
HIGHEST = 0  # the speed that has no limit
SPEEDS = [("highest", HIGHEST), *((f"{n} epochs/s", n) for n in (1, 5, 20, 100))]

STYLE = """<style>
.nn-playground {--jp-widgets-inline-height: 24px}
.nn-playground .nn-group {margin-right: 2px}
.nn-playground .widget-readout {min-width: 36px; margin-left: 0; text-align: right}
.nn-playground .widget-dropdown > select {padding: 0 16px 0 4px}
.nn-playground button.jupyter-button {padding: 0 8px; margin: 1px 2px; flex: none}
</style>"""


FIELDS = (
    "data", "noise", "training_part", "batch_size", "data_seed", "features", "hidden",
    "activation", "loss", "init", "scale", "seed", "learning_rate", "optimizer", "decay",
    "penalty", "penalty_rate", "dropout",
)  # fmt: skip


def sizes_text(hidden) -> str:
    """Sizes of hidden layers as they are typed: `4, 2`."""
    return ", ".join(map(str, hidden))


def sizes_of(words: str) -> tuple[int, ...]:
    """Sizes of hidden layers from what was typed.

    Raises
    ------
    ValueError
        If these are not whole numbers with commas or blanks between them.
    """
    try:
        return tuple(int(word) for word in words.replace(",", " ").split())
    except ValueError:
        raise ValueError(
            f"hidden={words!r} came, but sizes of layers such as 4, 2 were expected."
        ) from None


def shown(settings: Settings, controls: dict) -> dict:
    """The values of the controls that come nearest to these settings."""
    values = {name: getattr(settings, name) for name in FIELDS}
    values["hidden"] = sizes_text(settings.hidden)
    if settings.scale is not None:
        values["scale"] = nearest(SCALES, settings.scale)
    values |= {name: word for name, word in NONE.items() if values[name] is None}
    return {name: within(controls[name], value) for name, value in values.items()}


def fields_of(values: dict) -> dict:
    """The fields of settings among the values of controls."""
    fields = {name: value for name, value in values.items() if name in FIELDS}
    if "hidden" in fields:
        fields["hidden"] = sizes_of(fields["hidden"])
    none = {name: None for name, word in NONE.items() if fields.get(name) == word}
    return fields | none


def make_controls() -> dict:
    """All controls; the explorer puts them where the settings are."""
    own = Settings()
    batches = [*((str(n), n) for n in range(1, 31)), ("full", "full")]
    scales = [("its own", "own"), *((f"{scale:g}", scale) for scale in SCALES)]
    losses = [("its own", LOSSES[0]), ("squared error", LOSSES[1])]
    return {
        "data": choice("data", own.data, list(DATA)),
        "noise": slider("noise (%)", 0, 0, 50, 5),
        "training_part": slider("training (%)", 50, 10, 90, 10),
        "batch_size": steps("batch size", 10, batches),
        "data_seed": number("data seed", own.data_seed, 0, MOST_SEED),
        "features": several("inputs", own.features, FEATURES),
        "hidden": text("layers", sizes_text(own.hidden), "4, 2"),
        "activation": choice("activation", own.activation, list(HIDDEN)),
        "init": choice("initialize", own.init, list(INITIALIZERS)),
        "scale": choice("scale", "own", scales),
        "seed": number("seed", own.seed, 0, MOST_SEED),
        "loss": choice("loss", own.loss, losses),
        "learning_rate": pick("learning rate", own.learning_rate, RATES, "g"),
        "optimizer": choice("optimizer", own.optimizer, [(words(o), o) for o in OPTIMIZERS]),
        "decay": choice("decay", "none", ["none", *DECAYS]),
        "dropout": slider("dropout", 0.0, 0.0, 0.8, 0.1, ".1f"),
        "penalty": choice("penalty", own.penalty, list(PENALTIES)),
        "penalty_rate": pick("its rate λ", 0.0, PENALTY_RATES, "g"),
        "speed": choice("speed", HIGHEST, SPEEDS),
        "test_points": switch("test points", False),
        "discrete": switch("classes only", False),
        "epochs": slider("epoch", 0, 0, 1),
        "pen": choice("pen", "off", list(PENS)),
        "pen_x": slider("x₁", 0.0, -float(LIMIT), float(LIMIT), 0.1, ".1f"),
        "pen_y": slider("x₂", 0.0, -float(LIMIT), float(LIMIT), 0.1, ".1f"),
        "selected": text("selected", "", "W1[0, 1]"),
        "value": number("value", 0.0, -VALUE_LIMIT, VALUE_LIMIT, 0.1),
    }


def words(name: str) -> str:
    """A name of the package as it is read: blanks for the low lines."""
    return name.replace("_", " ")


WRITERS = ("code", "numpy", "state")  # buttons that show a text
GROUPS = (
    ("data", "noise", "training_part", "batch_size", "data_seed"),
    ("hidden", "activation", "init", "scale", "seed"),
    ("loss", "optimizer", "learning_rate", "decay", "dropout"),
    ("penalty", "penalty_rate", "speed", "test_points", "discrete"),
)
# Width of a control, and of its label, in CSS pixels, where it is not that of a group.
WIDTHS = {
    "optimizer": (206, 64), "epochs": (520, 44), "pen": (132, 30), "pen_x": (146, 20),
    "pen_y": (146, 20), "selected": (184, 60), "value": (140, 40),
}  # fmt: skip


def arranged(controls: dict, buttons: dict):
    """Groups side by side; then the inputs; the run and its time; what is done by hand."""
    for group in GROUPS:
        for name in group:
            _set_width(controls[name], 206, 84)
    for name, widths in WIDTHS.items():
        _set_width(controls[name], *widths)
    groups = [widgets.VBox([controls[n] for n in g]).add_class("nn-group") for g in GROUPS]
    run = [buttons[name] for name in ("play", "step", "restart", "reset")]
    code = [buttons[name] for name in WRITERS]
    code[0].layout.margin = "1px 2px 1px 24px"
    pen = [controls["pen"], controls["pen_x"], controls["pen_y"], buttons["put"]]
    rows = [
        in_rows(groups, align="flex-start"),
        in_rows([controls["features"], *code]),
        in_rows([*run, controls["epochs"]]),
        in_rows([*pen, controls["selected"], controls["value"]]),
    ]
    controls["features"].layout.flex_flow = "row wrap"
    style = widgets.HTML(STYLE, layout={"display": "none"})
    return widgets.VBox([*rows, style])


def _set_width(control, width: int, label: int) -> None:
    control.layout.width, control.layout.margin = f"{width}px", "0 4px 0 0"
    control.style.description_width = f"{label}px"
