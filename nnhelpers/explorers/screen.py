"""What is on the screen: heading, controls, the picture, and the words beside it.

Nothing here knows what an explorer shows or when: it gets frames and puts them up. The outside
marks (`nn-figure`, `nn-readout` …) are the classes by which tests and style sheets find the parts.
"""

from __future__ import annotations

import html
import traceback
from collections.abc import Iterator, Mapping

import ipywidgets as widgets

from nnhelpers.explorers.frames import Frame

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


class Screen:
    """The widgets of one explorer.

    Parameters
    ----------
    title : str
    css_name : str
        The root element gets the classes `nn-explorer` and `nn-<css_name>`.
    width : int
        Of the picture, in CSS pixels; on a narrow page it shrinks.
    controls, buttons : dict of str to widget
        Each gets the class `nn-control-<name>`.

    Attributes
    ----------
    root : ipywidgets.VBox
        The whole.
    buttons : dict of str to widget
    picture, readout, warning, error, alternative : widgets
    """

    def __init__(
        self, title: str, css_name: str, width: int, controls: Mapping, buttons: Mapping
    ) -> None:
        self.buttons = buttons
        self.picture = widgets.Image(format="jpeg", width=str(width)).add_class("nn-figure")
        self.picture.layout.max_width = "100%"
        self.picture.layout.object_fit = "contain"
        self.readout = widgets.HTML().add_class("nn-readout")
        self.warning = widgets.HTML().add_class("nn-warning")
        self.error = widgets.HTML().add_class("nn-error")
        self.alternative = widgets.HTML().add_class("nn-hidden")
        for name, control in [*controls.items(), *buttons.items()]:
            control.add_class(f"nn-control-{name}")
        heading = widgets.HTML(f"{STYLE}<b>{html.escape(title)}</b>")
        row = widgets.Layout(flex_flow="row wrap", align_items="center", width="100%")
        head = widgets.HBox([*controls.values(), widgets.HBox([*buttons.values()])], layout=row)
        words = [self.readout, self.warning, self.error, self.alternative]
        self.root = widgets.VBox([heading, head, self.picture, *words])
        self.root.add_class("nn-explorer").add_class(f"nn-{css_name}")

    def show(self, frame: Frame) -> None:
        """Put up a frame; its words take the place of an error shown before."""
        if frame.words is not None:
            text = html.escape(frame.words.readout).replace("\n", "<br>")
            self.readout.value = f'<div aria-live="polite">{text}</div>'
            warning = html.escape(frame.words.warning)
            self.warning.value = f'<div class="nn-note">⚠ {warning}</div>' if warning else ""
            self.error.value = ""
        self.picture.value = frame.picture
        if frame.alternative is not None:
            in_words = html.escape(frame.alternative)
            self.alternative.value = f'<div role="img" aria-label="{in_words}"></div>'

    def show_error(self, error: Exception) -> None:
        """Say that something went wrong, and where."""
        trace = html.escape("".join(traceback.format_exception(error)[-3:]))
        self.error.value = (
            '<div class="nn-note">Something went wrong here; the picture shows an earlier state. '
            f"<pre>{trace}</pre></div>"
        )

    def close(self) -> None:
        """Take everything off the screen."""
        for widget in parts_of(self.root):
            widget.close()


def parts_of(widget) -> Iterator:
    """Yield `widget`, everything in it, and their layouts and styles."""
    for child in getattr(widget, "children", ()):
        yield from parts_of(child)
    yield widget
    for part in ("layout", "style"):
        if getattr(widget, part, None) is not None:
            yield getattr(widget, part)
