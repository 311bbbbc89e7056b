"""What is on the screen: heading, controls, the picture, and the words beside it.

Nothing here knows what an explorer shows or when: it gets frames and puts them up. The outside
marks (`nn-figure`, `nn-readout` …) are the classes by which tests and style sheets find the parts.
"""

from __future__ import annotations

import html
import traceback
from collections.abc import Iterator, Mapping, Sequence

import ipywidgets as widgets

from nnhelpers.explorers.frames import Frame
from nnhelpers.explorers.view import View

STYLE = """<style>
.nn-explorer {max-width: 900px; padding: 4px 0; container-type: inline-size}
.nn-explorer .widget-label {text-align: left}
.nn-explorer .widget-inline-hbox {max-width: 100%; min-width: 0}
.nn-explorer :is(select, input, .slider-container) {min-width: 0}
@container (max-width: 420px) {
    .nn-explorer .widget-inline-hbox:is(.widget-slider, .widget-dropdown, .widget-text)
        {flex-wrap: wrap; height: auto}
    .nn-explorer .widget-inline-hbox > label.widget-label {width: 100% !important}
    .nn-explorer .slider-container {margin-left: 10px}
}
.nn-explorer.nn-explorer :focus-visible {outline: 3px solid #0b6bcb !important; outline-offset: 1px}
.nn-explorer .widget-html-content {line-height: 1.45; white-space: normal}
.nn-error .nn-note {padding: 2px 10px; border-radius: 4px; border-left: 4px solid #b00020;
    background: #fde2e2; color: #7a1020; font-weight: 600}
.nn-error pre {background: transparent; color: inherit; font-weight: 400; margin: 0}
</style>"""


class Screen:
    """The widgets of one explorer.

    Parameters
    ----------
    title : str
    css_name : str
        The root element gets the classes `nn-explorer` and `nn-<css_name>`.
    size : tuple of int
        Of the picture, in CSS pixels; on a narrow page it shrinks.
    controls, buttons : dict of str to widget
        Each gets the class `nn-control-<name>`.
    hovers : bool
        Whether the picture reports where the pointer is.
    area : sequence of float
        Where on the picture a hand can draw, as in View.
    above : widget, optional
        Controls and buttons, arranged; by default one after the other.
    below : sequence of widgets
        What comes after the words.

    Attributes
    ----------
    root : ipywidgets.VBox
        The whole.
    buttons : dict of str to widget
    view : View
    frame : Frame or None
        What the view shows.
    error : ipywidgets.HTML
    """

    def __init__(
        self, title: str, css_name: str, size: tuple[int, int], controls: Mapping,
        buttons: Mapping, hovers: bool = False, area: Sequence[float] = (), above=None, below=(),
    ) -> None:  # fmt: skip
        self.buttons = buttons
        self.frame: Frame | None = None
        self.view = View(width=size[0], height=size[1], hovers=hovers, area=list(area))
        self.error = widgets.HTML().add_class("nn-error")
        for name, control in [*controls.items(), *buttons.items()]:
            control.add_class(f"nn-control-{name}")
        heading = widgets.HTML(f"{STYLE}<b class='nn-title'>{html.escape(title)}</b>")
        head = above or in_rows([*controls.values(), widgets.HBox([*buttons.values()])])
        self.root = widgets.VBox([heading, head, self.view, *below, self.error])
        self.root.add_class("nn-explorer").add_class(f"nn-{css_name}")

    def show(self, frame: Frame, number: int) -> None:
        """Put up a frame; it takes the place of an error shown before."""
        self.frame = frame
        self.view.frame = {"number": number, **vars(frame)}
        self.error.value = ""

    def show_error(self, error: Exception) -> None:
        """Say that something went wrong, and where."""
        trace = html.escape("".join(traceback.format_exception(error)[-3:]))
        self.error.value = (
            '<div class="nn-note" role="alert">Something went wrong here; the picture shows an '
            f"earlier state. <pre>{trace}</pre></div>"
        )

    def close(self) -> None:
        """Take everything off the screen."""
        for widget in parts_of(self.root):
            widget.close()


def in_rows(parts, align: str = "center") -> widgets.HBox:
    """Widgets one after the other, in as many rows as they need."""
    row = widgets.Layout(flex_flow="row wrap", align_items=align, width="100%")
    return widgets.HBox(parts, layout=row)


def parts_of(widget) -> Iterator:
    """Yield `widget`, everything in it, and their layouts and styles."""
    for child in getattr(widget, "children", ()):
        yield from parts_of(child)
    yield widget
    for part in ("layout", "style"):
        if getattr(widget, part, None) is not None:
            yield getattr(widget, part)
