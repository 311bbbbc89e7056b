"""Searches on one process, two processes and a Dask cluster: times, equality, losses, size.

    python tests/benchmarks/bench_grid.py            # all; needs nnhelpers[cluster]
    python tests/benchmarks/bench_grid.py many       # some parts: local cluster interrupt many

Printed times belong to this machine. Run with OPENBLAS_NUM_THREADS=1, as Dask's workers do.
"""

import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
import tracemalloc
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import numpy as np

from nnhelpers.datasets import moons
from nnhelpers.tuning import grid, random_search
from nnhelpers.tuning.plan import plan
from nnhelpers.tuning.search import _problem
from nnhelpers.tuning.space import Range, random_members
from nnhelpers.tuning.work import COLUMNS

DATA = moons(300, noise=0.25, rng=np.random.default_rng(0))
VALIDATION = moons(300, noise=0.25, rng=np.random.default_rng(1))
GRID = {  # 200 members, 8 stacks
    "layers": [(8,), (32,), (16, 16), (32, 32)],
    "hidden": ["relu", "tanh"],
    "learning_rate": list(np.logspace(-2, 1, 5)),
    "seed": range(5),
}
SMALL = {"layers": [(4,), (8,), (12,)], "learning_rate": Range(1e-3, 1), "l2": [0.0, 0.1, 1.0],
         "seed": range(1000)}  # fmt: skip
# Dask's workers hand memory back to the system as soon as it is free, and small stacks then take
# 2.7 times as long. (training.py has the same story.) This leaves it to them.
QUICK_MEMORY = {"distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": 2**28}


def same(a, b):
    """Are all numbers and sentences of two Results the same, bit for bit?"""
    arrays = (np.array_equal(getattr(a, n), getattr(b, n), equal_nan=True) for n in COLUMNS)
    return all(arrays) and a.problems == b.problems


def timed(name, executor=None, compared=None, **options):
    """Run the grid of 200 and print its time."""
    begin = time.perf_counter()
    results = grid(*DATA, validation=VALIDATION, iterations=300, executor=executor,
                   **{**GRID, **options})  # fmt: skip
    seconds = time.perf_counter() - begin
    equal = "" if compared is None else f", equal to serial bit for bit: {same(results, compared)}"
    print(f"{name:28} {len(results.members)} members {seconds:6.1f} s{equal}", flush=True)
    return results


def cluster_runs(serial):
    """Two Dask workers, and the same with one killed in the middle."""
    import dask
    from dask.distributed import Client, LocalCluster

    dask.config.set(QUICK_MEMORY)
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None)
        as cluster,
        Client(cluster) as client,
    ):  # fmt: skip
        with client.get_executor() as executor:
            timed("Dask, two workers", executor, serial)
        pids = list(client.run(os.getpid).values())
        timer = threading.Timer(5.0, os.kill, (pids[0], signal.SIGKILL))
        timer.start()
        with client.get_executor() as executor:
            results = timed("Dask, one killed after 5 s", executor, serial)
        left = set(client.run(os.getpid).values())
        print(f"  the killed process is gone: {pids[0] not in left}; members done "
              f"{results.done.sum()}, stopped: {results.stopped}")  # fmt: skip


def interrupted(serial):
    """An interrupt after 3 s, then the same call again."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "grid.h5"
        threading.Timer(3.0, os.kill, (os.getpid(), signal.SIGINT)).start()
        first = timed("interrupted after 3 s", path=path)
        again = timed("the same call again", compared=serial, path=path)
        lost = int((first.done & ~again.done).sum())
        print(f"  done at the interrupt {first.done.sum()}, lost of these {lost}, "
              f"file {path.stat().st_size / 1e3:.0f} kB")  # fmt: skip


def ten_thousand():
    """10 000 small members: planned in full, trained in part."""
    problem = _problem(*DATA, VALIDATION, "sigmoid", 100, 100)
    members = random_members(SMALL, 10_000, np.random.default_rng(0))
    begin = time.perf_counter()
    pieces = plan(problem, members, range(10_000))
    print(f"10 000 members planned in {time.perf_counter() - begin:.1f} s: {len(pieces)} pieces, "
          f"{sum(len(piece) for piece in pieces)} stacks")  # fmt: skip
    for count in (250, 500, 1000, 2000):
        tracemalloc.start()
        begin = time.process_time()
        random_search(*DATA, members=count, rng=np.random.default_rng(0), validation=VALIDATION,
                      iterations=100, **SMALL)  # fmt: skip
        seconds, peak = time.process_time() - begin, tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        each = 1000 * seconds / count
        print(f"  {count:5} members {seconds:5.1f} s of the processor, {each:.2f} ms each, "
              f"peak {peak / 1e6:.0f} MB", flush=True)  # fmt: skip


def threads_and_processes(serial):
    """Two of each."""
    with ThreadPoolExecutor(2) as executor:
        timed("two threads", executor, serial)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as executor:
        grid(*DATA, validation=VALIDATION, iterations=1, learning_rate=[0.1], executor=executor)
        timed("two processes", executor, serial)


PARTS = {"local": threads_and_processes, "cluster": cluster_runs, "interrupt": interrupted}


def main():
    chosen = sys.argv[1:] or [*PARTS, "many"]
    if "many" in chosen:
        ten_thousand()
    parts = [part for name, part in PARTS.items() if name in chosen]
    serial = timed("serial") if parts else None
    for part in parts:
        part(serial)


if __name__ == "__main__":
    main()
