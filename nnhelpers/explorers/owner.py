"""Who works when: one task on the kernel's main loop for each explorer.

A callback of a control may run on another thread than the notebook's cells (JupyterLab) or on
the same one (VS Code, older kernels); matplotlib bears only one. So a callback just wakes the
owner, and the owner does the work, in slices short enough to look at the controls in between.
Nothing is queued, so dragging never builds a backlog. The task ends when all is at rest.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from IPython.core.getipython import get_ipython

REST = 0.25  # seconds with nothing to do after which all is at rest


class Owner:
    """Does the work of one explorer.

    Parameters
    ----------
    work : callable
        Does one slice; returns the seconds until the next (sooner, where it is woken), or None if
        there was nothing to do.
    rest : callable
        Called once when nothing has been to do for REST seconds.
    fail : callable
        Gets an exception that one of the two has raised; the owner goes on.

    Attributes
    ----------
    task : asyncio.Task or None
        The latest task on the main loop.
    """

    def __init__(
        self,
        work: Callable[[], float | None],
        rest: Callable[[], None],
        fail: Callable[[Exception], None],
    ) -> None:
        self._work, self._rest, self._fail = work, rest, fail
        self._loop = main_loop()
        self._awake = asyncio.Event()
        self._closed = False
        self.task: asyncio.Task | None = None

    @property
    def has_loop(self) -> bool:
        """Whether the main loop runs; in plain Python `wake` itself does all there is to do."""
        return self._loop is not None and self._loop.is_running()

    @property
    def at_rest(self) -> bool:
        """Whether nothing runs on the main loop."""
        return self.task is None or self.task.done()

    def wake(self) -> None:
        """There is something to do; from any thread."""
        if self._closed:
            return
        if self.has_loop:
            self._loop.call_soon_threadsafe(self._start)
        else:
            self._work_at_once()

    def close(self, let_go: Callable[[], None] = lambda: None) -> None:
        """End the task; no work is done any more. From any thread.

        Parameters
        ----------
        let_go : callable
            Gives up what the work was done on; called where no slice of it can be under way.
        """
        self._closed = True
        if self.at_rest or not self.has_loop:
            let_go()
        else:
            self._loop.call_soon_threadsafe(self._end, let_go)

    def _end(self, let_go: Callable[[], None]) -> None:
        self.task.cancel()
        let_go()

    def _start(self) -> None:
        self._awake.set()
        if self.at_rest:
            self.task = self._loop.create_task(self._run())

    async def _run(self) -> None:
        """Work until there is nothing more to do and `rest` has been called."""
        rested = False
        while not self._closed:
            self._awake.clear()
            wait = self._guarded(self._work)
            if wait is not None:
                rested = False
                await self._pause(wait)
            elif rested and not self._awake.is_set():
                return
            elif not await self._pause(REST):
                self._guarded(self._rest)
                rested = True
                await asyncio.sleep(0)

    async def _pause(self, seconds: float) -> bool:
        """Let the loop do other things; return whether somebody has called in the meantime."""
        if seconds == 0:
            await asyncio.sleep(0)
        else:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._awake.wait(), seconds)
        return self._awake.is_set()

    def _work_at_once(self) -> None:
        while self._guarded(self._work) is not None:
            continue
        self._guarded(self._rest)

    def _guarded(self, action: Callable):
        """Call `action`; where it fails, say so and return None."""
        try:
            return action()
        except Exception as error:
            self._fail(error)
            return None


def main_loop() -> asyncio.AbstractEventLoop | None:
    """Return the asyncio loop that runs the notebook's cells; None where there is none."""
    kernel = getattr(get_ipython(), "kernel", None)
    if kernel is not None and getattr(kernel, "io_loop", None) is not None:
        return kernel.io_loop.asyncio_loop
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
