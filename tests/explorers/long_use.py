"""An hour of use, compressed: every explorer's controls moved thousands of times at random.

    python tests/explorers/long_use.py 10000

moves that many controls, all explorers together, and prints a table: how long it took, by how much
the memory has grown, what was left behind. It ends with an error if anything was, or if what is
shown at the end is not what a fresh explorer with these values shows.
"""

import asyncio
import gc
import inspect
import sys
import threading
import time
from dataclasses import dataclass

import numpy as np
import psutil
from driving import alive, at_rest, stops
from ipywidgets.widgets.widget import _instances
from matplotlib.figure import Figure

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


def kinds() -> list[type]:
    """All explorers that need nothing to be made."""
    found = [getattr(explorers, name) for name in explorers.__all__]
    return [kind for kind in found if not _required(kind)]


def _required(kind: type) -> list[str]:
    parameters = inspect.signature(kind).parameters.values()
    variable = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return [p.name for p in parameters if p.default is p.empty and p.kind not in variable]


def _made(kind: type):
    """The explorer with its first weights and data, the same every time."""
    known = inspect.signature(kind).parameters
    return kind(rng=np.random.default_rng(7)) if "rng" in known else kind()


def use(kind: type, changes: int, seed: int = 0) -> Left:
    """Move an explorer's controls so often, at random, and compare it with a fresh one at the end.

    Raises
    ------
    AssertionError
        If the two do not say the same.
    """
    before = _counted()
    asyncio.run(_use(kind, changes, np.random.default_rng(seed)))
    gc.collect()
    return Left(*(now - then for now, then in zip(_counted(), before, strict=True)))


async def _use(kind: type, changes: int, rng: np.random.Generator) -> None:
    explorer = _made(kind)
    names = list(explorer.controls)
    for k in range(changes):
        control = explorer.controls[names[rng.integers(len(names))]]
        values = stops(control)
        control.value = values[rng.integers(len(values))]
        if k % TOGETHER == 0:
            await asyncio.sleep(0)
    await at_rest(explorer, timeout=60)
    values = alive(explorer).values
    explorer._screen.buttons["reset"].click()  # some keep what has been seen in other runs
    await at_rest(explorer, timeout=60)
    explorer.set(**values)
    said = alive(explorer).describe()
    explorer.close()
    fresh = _made(kind)
    fresh.set(**values)
    assert fresh.describe() == said, f"{kind.__name__}: {said!r} expected, got {fresh.describe()!r}"
    fresh.close()
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == {asyncio.current_task()}, f"{kind.__name__} leaves a task"


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
    for kind in kinds():
        start, each = time.perf_counter(), -(-changes // len(kinds()))
        left = use(kind, each)
        first = first or _counted()
        print(f"{kind.__name__:25} {each} changes {time.perf_counter() - start:6.1f} s  {left}")
        assert left.nothing, kind.__name__
    print(f"memory since the first: {_counted()[-1] - first[-1]:.0f} MB more")


if __name__ == "__main__":
    main(int(sys.argv[1]))
