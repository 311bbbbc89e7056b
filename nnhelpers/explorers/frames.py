"""What goes to the screen: frames, each with the words that belong to it, and who sends them.

Pictures reach the browser through `Sender.send` alone. It asks for a frame when one may go, so
that what is shown is always the newest state, and it says when the next one is due.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

FRAME = 0.016  # seconds: the shortest time from one frame to the next


@dataclass(frozen=True)
class Words:
    """What stands beside a picture.

    Attributes
    ----------
    readout : str
        What the picture shows, in words and numbers; lines are kept.
    warning : str
        What the learner should not overlook, or "".
    """

    readout: str
    warning: str = ""


@dataclass(frozen=True)
class Frame:
    """A picture with its words.

    Attributes
    ----------
    picture : bytes
        A JPEG file.
    words : Words or None
        None leaves those on the screen as they are.
    alternative : str or None
        The picture in words, for those who cannot see it; None leaves it as it is.
    """

    picture: bytes
    words: Words | None = None
    alternative: str | None = None


class Sender:
    """Sends frames to the screen.

    Parameters
    ----------
    show : callable
        Puts a Frame on the screen.
    """

    def __init__(self, show: Callable[[Frame], None]) -> None:
        self._show = show
        self._last = 0.0

    def send(self, draw: Callable[[], Frame]) -> None:
        """Draw a frame and show it."""
        self._last = time.perf_counter()
        self._show(draw())

    def due_in(self, spacing: float = FRAME) -> float:
        """Seconds until the next frame should be drawn, `spacing` seconds after the last."""
        return max(0.0, spacing - (time.perf_counter() - self._last))
