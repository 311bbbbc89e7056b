"""What goes to the screen, frame by frame, and when the next one may go.

A picture travels with the words that belong to it. The browser says when it has displayed a frame,
and only so many are under way as the line needs: what is drawn next is always the newest state,
and a slow line has no queue in which an answer would have to wait.

Of many frames under way only some are answered. To JupyterLab an answer is work for the kernel: it
is busy, it is idle again, and each time icons and tool bars are made anew, a quarter of a frame's
whole cost.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

SPACING = 0.016  # seconds: the shortest time from one frame to the next
CALM = 0.020  # and where the machine has its hands full: an answer to a key finds room
PATIENCE, LONGEST = 1.0, 60.0  # seconds without an answer after which one frame more is tried
FEWEST, MOST = 2, 6  # frames under way
BUSY = 0.012  # seconds on the way more than the shortest from which on it has its hands full
QUEUED = 0.08  # seconds that a frame may wait on the way behind others
RELEARN = 10.0  # seconds after which the shortest time is measured anew: a line can become slower
SLOW = 0.12  # seconds from sending a frame to hearing that it is on the screen


@dataclass(frozen=True)
class Frame:
    """A picture with all that goes with it.

    Attributes
    ----------
    picture : bytes
        A JPEG file.
    readout : str
        What the picture shows, in words and numbers; lines are kept.
    warning : str
        What the learner should not overlook, or "".
    alternative : str
        The whole in words, for those who cannot see it.
    grips : tuple of dict
        What a hand can move on it, as in View.
    moving : bool
        Whether this is one of many that follow each other.
    part : int
        Number of the last part of a stroke that it takes account of.
    asks : bool
        Whether the browser is to say that it shows this one.
    """

    picture: bytes
    readout: str
    warning: str = ""
    alternative: str = ""
    grips: tuple[dict, ...] = ()
    moving: bool = False
    part: int = 0
    asks: bool = True


class Pace:
    """How many frames may be under way, learned from how long they take.

    The rule of LEDBAT (RFC 6817): of the time a frame takes, what exceeds the shortest time known
    was spent in a queue. Below QUEUED there is room for one more frame, above it is one too many.

    A tab that is hidden and a line that is cut do not answer. Then a single frame goes now and
    then, after twice the time of the one before, so that the explorer goes on by itself.

    What fills the machine to the brim makes every key wait, so frames come a little less often
    before there is a queue.

    Until the browser has spoken for the first time, nothing waits: in a test, and in a front end
    that cannot show the picture, it never will.
    """

    def __init__(self) -> None:
        self.heard = False
        self.window = FEWEST
        self._times: deque[tuple[int, float]] = deque(maxlen=4 * MOST)  # number, when sent
        self._lock = threading.Lock()  # the browser's answer comes on another thread
        self._sent = self._asked = self._shown = 0
        self._took = self._shortest = 0.0
        self._relearn_at = 0.0
        self.patience = PATIENCE
        self.spacing = SPACING

    @property
    def under_way(self) -> int:
        """How many frames have been sent and not been shown."""
        return self._sent - self._shown if self.heard else 0

    @property
    def free(self) -> bool:
        """Whether one more may go."""
        return self.under_way < self.window

    @property
    def slow(self) -> bool:
        """Whether frames should be small."""
        return self._took > SLOW

    def sent(self, number: int, moving: bool) -> bool:
        """Frame `number` goes, from 1; return whether it asks for an answer.

        The last one always does; of those that follow each other, one in each window.
        """
        late = not self.free
        if late:
            self.patience = min(2 * self.patience, LONGEST)
        asks = late or not (self.heard and moving) or number - self._asked >= self.window - 1
        self._sent, self._asked = number, number if asks else self._asked
        if self.heard:  # before, a frame may wait long for somebody to look
            with self._lock:
                self._times.append((number, time.perf_counter()))
        return asks

    def shown(self, number: int) -> None:
        """Frame `number` is on the screen, and all before it are there or have been left out."""
        self.heard, self.patience = True, PATIENCE
        self._shown = max(self._shown, number)
        with self._lock:
            when = dict(self._times).get(number)
            while self._times and self._times[0][0] <= number:
                self._times.popleft()
        if when is None:  # shown once more, by a second view or after a reload
            return
        now = time.perf_counter()
        took = now - when
        if now > self._relearn_at:
            self._shortest, self.window, self._relearn_at = took, FEWEST, now + RELEARN
        self._shortest = min(took, self._shortest)
        self._took += 0.3 * (took - self._took)
        queued = took - self._shortest
        self.spacing *= 1.1 if queued > BUSY else 0.97
        self.spacing = min(max(self.spacing, SPACING), CALM)
        more = 1 if queued < QUEUED else -1
        self.window = min(max(self.window + more, FEWEST), MOST)


class Sender:
    """Sends frames to the screen.

    Parameters
    ----------
    show : callable
        Puts a Frame, and its number, on its way to the screen.

    Attributes
    ----------
    pace : Pace
    """

    def __init__(self, show: Callable[[Frame, int], None]) -> None:
        self.pace = Pace()
        self._show = show
        self._number = 0
        self._last = 0.0

    def send(self, draw: Callable[[], Frame]) -> None:
        """Draw a frame and send it."""
        self._last = time.perf_counter()
        frame = draw()
        self._number += 1
        asks = self.pace.sent(self._number, frame.moving)
        self._show(replace(frame, asks=asks), self._number)

    def due_in(self, spacing: float = SPACING) -> float:
        """Seconds until the next frame should be drawn, at least `spacing` after the last."""
        pause = max(spacing, self.pace.spacing) if self.pace.free else self.pace.patience
        return max(0.0, pause - (time.perf_counter() - self._last))
