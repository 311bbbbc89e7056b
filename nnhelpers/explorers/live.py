"""Explorers in which training goes on while you watch: play, pause, step.

`LiveExplorer` adds to `Explorer` a session that is trained in slices of a few milliseconds
between two frames, so that a control answers at once also in the middle of a run.
"""

from __future__ import annotations

import time

from nnhelpers.explorers.base import Explorer
from nnhelpers.explorers.controls import button
from nnhelpers.explorers.frames import SPACING

SLICE = 0.004  # seconds of training between two looks at the controls
GLANCE = 0.004  # seconds from one look at the controls to the next where training is in time
STILL = 1.0  # seconds from frame to frame of a run that began by itself, where motion is unwelcome
BREATH = 0.06  # seconds without training at the start of a run: the browser shows its picture


class LiveExplorer(Explorer):
    """An explorer that trains.

    A subclass says `start` and `snapshot` instead of `compute`.  When it is made, after `set`
    and after a reset the explorer shows the end of the run; moving a control starts a new run
    from iteration 0, to be watched.  What it shows at an iteration depends on the controls'
    values alone.

    Attributes
    ----------
    iterations : int
        Length of a run.
    seconds : float
        A run takes at least that long on the screen, so that it can be followed.
    stride : int
        Iterations of one press of the step button.
    session : object
        What `start` returned for the present run.
    playing : bool
    """

    iterations = 1000
    seconds = 5.0
    stride = 10

    def __init__(self, controls: dict, name: str | None = None) -> None:
        self.session = None
        self.playing = False
        self._wanted = False  # Play was pressed
        self._planned = 0.0  # the iteration that should be reached by now
        self._planned_at = 0.0
        self._iteration_time = SLICE
        super().__init__(controls, name=name)

    def start(self, **values):
        """Return a new session with `step(n)`, `iteration` and `diverged`, such as a Trainer."""
        raise NotImplementedError

    def snapshot(self, session):
        """Return the result to be drawn for where the session stands."""
        raise NotImplementedError

    def compute(self, **values):
        """Return the result at the end of a run with these values."""
        return self.snapshot(self._whole_run(**values))

    def buttons(self) -> dict:
        """Return play, step and reset."""
        return {
            "play": button("Play", "Train on; at the end: train again from 0", icon="play"),
            "step": button(f"Step {self.stride}", f"Pause, and train {self.stride} iterations"),
            **super().buttons(),
        }

    def press(self, name: str) -> None:
        """Do what the button `name` does (on the main thread)."""
        if name == "reset":
            self._set_playing(False)
            super().press(name)
        elif name == "play":
            self._set_playing(not self.playing)
            self._wanted = self.playing
            if self.playing and self._is_finished():
                self._restart()
            self._stale = True
        elif name == "step":
            self._set_playing(False)
            if self._is_finished():
                self._restart()
            self.session.step(min(self.stride, self.iterations - self.session.iteration))
            self._stale = True

    def _whole_run(self, **values):
        session = self.start(**values)
        session.step(self.iterations - session.iteration)
        return session

    def prepare(self) -> None:
        """Train a whole run."""
        self._set_playing(False)
        self.session = self._whole_run(**self.values)

    def _restart(self) -> None:
        self.session = self.start(**self.values)
        self._planned = self.session.iteration
        self._planned_at = time.perf_counter() + BREATH

    def _is_finished(self) -> bool:
        return self.session.iteration >= self.iterations or self.session.diverged is not None

    def _set_playing(self, playing: bool) -> None:
        self.playing = playing
        self._wanted = self._wanted and playing
        self._planned_at = time.perf_counter()
        if self.session is not None:
            self._planned = self.session.iteration
            play = self._screen.buttons["play"]
            play.description, play.icon = ("Pause", "pause") if playing else ("Play", "play")

    def moved(self) -> None:
        """Begin a new run."""
        self._set_playing(True)
        self._restart()
        super().moved()

    @property
    def in_silence(self) -> bool:
        """Whether it trains without showing each step: nobody pressed Play, motion is unwelcome."""
        return self.still and self.playing and not self._wanted

    @property
    def spacing(self) -> float:
        """The shortest time from one frame to the next, in seconds."""
        return STILL if self.in_silence else SPACING

    def _work(self) -> float | None:
        wait = super()._work()
        if wait == 0.0 or not self.playing:
            return wait
        return self._train_on() if self._owner.has_loop else self._train_to_the_end()

    def _train_on(self) -> float:
        """Train for a slice."""
        now = time.perf_counter()
        if now < self._planned_at:
            return GLANCE
        elapsed, self._planned_at = min(now - self._planned_at, 0.1), now
        more = self.iterations if self.in_silence else elapsed * self.iterations / self.seconds
        self._planned = min(self._planned + more, self.iterations)
        due = int(self._planned) - self.session.iteration
        if due <= 0:
            return GLANCE
        count = min(due, max(1, int(SLICE / self._iteration_time)))
        self.session.step(count)
        self._iteration_time = (time.perf_counter() - now) / count
        self._stale = True
        if self._is_finished():
            self._set_playing(False)
        return 0.0

    def _train_to_the_end(self) -> float:
        """Where no loop runs nobody watches."""
        self.session.step(self.iterations - self.session.iteration)
        self._set_playing(False)
        self._stale = True
        return 0.0

    def _newest(self):
        return self.snapshot(self.session)
