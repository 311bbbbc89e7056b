"""An hour of use, compressed: every explorer's controls moved thousands of times at random.

    python tests/explorers/long_use.py 10000

moves that many controls, all explorers together, and prints a table: how long it took, by how much
the memory has grown, what was left behind. It ends with an error if anything was, or if what is
shown at the end is not what a fresh explorer with these values shows.
"""

import asyncio
import gc
import sys
import threading
import time
from dataclasses import dataclass

import numpy as np
import psutil
from driving import alive, at_rest, stops
from ipywidgets.widgets.widget import _instances
from matplotlib.figure import Figure
from samples import made

from nnhelpers import explorers

TOGETHER = 20  # changes between two breaths of the loop: a fast hand


@dataclass(frozen=True)
class Left:
    """What a use of an explorer has left behind.

    Attributes
    ----------
    tasks, threads, figures, widgets : int
        More than before; a widget has a comm.
    growth : float
        Of the memory, in MB.
    """

    tasks: int
    threads: int
    figures: int
    widgets: int
    growth: float

    @property
    def nothing(self) -> bool:
        """Whether there is nothing that could work or be shown."""
        return not any((self.tasks, self.threads, self.figures, self.widgets))


def use(name: str, changes: int, seed: int = 0) -> Left:
    """Move an explorer's controls so often, at random, and compare it with a fresh one at the end.

    Raises
    ------
    AssertionError
        If the two do not say the same.
    """
    before = _counted()
    asyncio.run(_use(name, changes, np.random.default_rng(seed)))
    gc.collect()
    return Left(*(now - then for now, then in zip(_counted(), before, strict=True)))


async def _use(name: str, changes: int, rng: np.random.Generator) -> None:
    explorer = made(name)
    for k in range(changes):
        _change(explorer, rng)
        if k % TOGETHER == 0:
            await asyncio.sleep(0)
    await at_rest(explorer, timeout=60)
    values = alive(explorer).values
    explorer._screen.buttons["reset"].click()  # some keep what has been seen in other runs
    await at_rest(explorer, timeout=60)
    explorer.set(**values)
    said = alive(explorer).describe()
    explorer.close()
    fresh = made(name)
    fresh.set(**values)
    assert fresh.describe() == said, f"{name}: {said!r} expected, got {fresh.describe()!r}"
    fresh.close()
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == {asyncio.current_task()}, f"{name} leaves a task"


def _change(explorer, rng: np.random.Generator) -> None:
    """Move one of the controls, or draw a stroke where one can."""
    controls = list(explorer.controls.values())
    chosen = rng.integers(len(controls) + hasattr(explorer, "set_drawing"))
    if chosen == len(controls):
        explorer.set_drawing([rng.uniform(size=(2, 20))])
        return
    values = stops(controls[chosen])
    controls[chosen].value = values[rng.integers(len(values))]


def _counted() -> tuple[int, int, int, int, float]:
    gc.collect()
    return (
        sum(isinstance(thing, asyncio.Task) for thing in gc.get_objects()),
        threading.active_count(),
        sum(isinstance(thing, Figure) for thing in gc.get_objects()),
        len(_instances),
        psutil.Process().memory_info().rss / 2**20,
    )


def main(changes: int) -> None:
    """Use all explorers, and print what each has left behind."""
    first = None
    for name in explorers.__all__:
        start, each = time.perf_counter(), -(-changes // len(explorers.__all__))
        left = use(name, each)
        first = first or _counted()
        print(f"{name:25} {each} changes {time.perf_counter() - start:6.1f} s  {left}")
        assert left.nothing, name
    print(f"memory since the first: {_counted()[-1] - first[-1]:.0f} MB more")


if __name__ == "__main__":
    main(int(sys.argv[1]))
