"""A text to take away, copied by one click: code, or the state of a playground."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets


class CodeBox(anywidget.AnyWidget):
    """A box with a text and a button that copies it; nothing is to be seen where it is empty.

    Attributes
    ----------
    title, text : str
    linked : bool
        Whether the text may stand behind the # of the page's address. A page that was opened by
        such an address sends `{"link": "#…"}`.
    """

    _esm = (Path(__file__).parent / "code_box.js").read_text(encoding="utf-8")
    title = traitlets.Unicode().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)
    linked = traitlets.Bool(False).tag(sync=True)

    def toggle(self, title: str, text: str, linked: bool = False) -> None:
        """Show a text, or hide it if it stands there already."""
        self.linked = linked
        self.title, self.text = title, "" if self.text == text else text
