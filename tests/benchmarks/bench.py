"""`make bench`: how long a training step takes, as ratios within one run.

Every contender takes a turn in each repetition, so that all meet the same disturbances; the
tables show medians over the repetitions of the ratio to nnhelpers in the same repetition.
A turn on a large network begins with a rest, in which the threads of the contender before fall
asleep, and every turn with untimed steps. `--quick` makes fewer repetitions. For one thread each
set OPENBLAS_NUM_THREADS=1 and OMP_NUM_THREADS=1, and start it with `taskset -c 0`, as JAX asks
neither of them.
"""

import argparse
import time
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from contenders import CONTENDERS, nnhelpers

from nnhelpers import Network, Span, Trainer, sweep, train


@dataclass(frozen=True)
class Case:
    """A network with data to train it on."""

    label: str
    sizes: tuple
    hidden: str
    m: int
    batch_size: int | None
    steps: int  # in a turn
    dtype: type = np.float64

    @property
    def rest(self):
        """Seconds between turns: OpenBLAS lets its threads spin that long after a product."""
        return 0.25 if self.sizes[0] > 100 else 0.0

    @cached_property
    def net(self):
        output = "sigmoid" if self.sizes[-1] == 1 else "softmax"
        return Network(self.sizes, hidden=self.hidden, output=output)

    @cached_property
    def X(self):
        X = np.random.default_rng(1).random((self.sizes[0], self.m))
        return (X - (0.5 if self.sizes[0] == 2 else 0)).astype(self.dtype)

    @cached_property
    def Y(self):
        n_y = max(2, self.sizes[-1])
        classes = np.random.default_rng(2).integers(0, n_y, self.m)
        Y = classes[None, :] if self.sizes[-1] == 1 else np.eye(n_y)[:, classes]
        return Y.astype(self.dtype)

    @cached_property
    def params(self):
        params = self.net.initialize("he", np.random.default_rng(3))
        return {key: array.astype(self.dtype) for key, array in params.items()}


CASES = [
    ("2-4-1, 400 points", (2, 4, 1), "tanh", 400, None, 200),
    ("2-8-8-8-1, batches of 10", (2, 8, 8, 8, 1), "relu", 400, 10, 200),
    ("12288-1, 209 images", (12288, 1), "relu", 209, None, 5),
    ("12288-20-7-5-1, 209 images", (12288, 20, 7, 5, 1), "relu", 209, None, 5),
    ("784-128-64-10, batches of 64", (784, 128, 64, 10), "relu", 6400, 64, 30),
]


def timed(run, n):
    start = time.perf_counter()
    run(n)
    return time.perf_counter() - start


def interleaved(runs, steps, repetitions, rest=0.0):
    """Seconds a step, shape (repetitions, contenders); a None among the runs gives NaN."""
    seconds = np.full((repetitions, len(runs)), np.nan)
    for run in runs:
        if run is not None:
            run(2)  # buffers, compilation
    for row in seconds:
        for k, run in enumerate(runs):
            if run is not None:
                time.sleep(rest)
                run(max(1, steps // 10))
                row[k] = timed(run, steps) / steps
    return seconds


def ratio(times, base):
    value = np.median(times / base)
    return "not installed" if np.isnan(value) else f"{value:.2f} x"


def step_table(repetitions):
    print("\nOne training step. Time of nnhelpers in microseconds; the others as multiples of it")
    print(
        "(above 1: nnhelpers is faster). 'products alone': the matrix products and nothing else.\n"
    )
    print(f"{'network':30}{'dtype':9}{'nnhelpers':>10}" + "".join(f"{c:>16}" for c in CONTENDERS))
    for settings in CASES:
        for dtype in (np.float64, np.float32):
            case = Case(*settings, dtype)
            runs = [nnhelpers(case), *(prepare(case) for prepare in CONTENDERS.values())]
            seconds = interleaved(runs, case.steps, repetitions, case.rest)
            base = seconds[:, 0]
            row = "".join(f"{ratio(times, base):>16}" for times in seconds.T[1:])
            name = np.dtype(dtype).name
            print(f"{case.label:30}{name:9}{np.median(base) * 1e6:>10.1f}{row}", flush=True)


def sweep_table(repetitions, count=32):
    print(f"\n{count} learning rates at once, against a loop over them.\n")
    print(f"{'network':30}{'dtype':9}{'at once':>12}{'loop':>12}{'ratio':>9}   (network-steps/s)")
    rates = np.geomspace(1e-3, 1e-1, count)
    for settings in (CASES[0], CASES[1], CASES[4]):
        for dtype in (np.float64, np.float32):
            case = Case(*settings, dtype)
            options = {"params": case.params, "batch_size": case.batch_size}
            steps = 200 if case.sizes[0] == 2 else 20

            def at_once(n, case=case, options=options):
                rng = np.random.default_rng(0)
                sweep(case.net, case.X, case.Y, learning_rate=rates, rng=rng, iterations=n,
                      **options)  # fmt: skip

            def loop(n, case=case, options=options):
                for rate in rates:
                    rng = np.random.default_rng(0)
                    train(case.net, case.X, case.Y, learning_rate=float(rate), rng=rng,
                          iterations=n, **options)  # fmt: skip

            seconds = interleaved([at_once, loop], steps, max(3, repetitions // 3))
            speeds = count / np.median(seconds, axis=0)
            gain = np.median(seconds[:, 1] / seconds[:, 0])
            print(f"{case.label:30}{np.dtype(dtype).name:9}{speeds[0]:>12,.0f}{speeds[1]:>12,.0f}"
                  f"{gain:>7.1f} x", flush=True)  # fmt: skip


def span_table(repetitions, iterations=2500):
    print(f"\n12288-20-7-5-1 on 209 images, {iterations} iterations: in their span, QR included,")
    print("against the full run.\n")
    case = Case(*CASES[3])

    def in_the_span(n):
        span = Span(case.X)
        small, params = span.project(case.net, case.params)
        trainer = Trainer(small, span.R, case.Y, params, learning_rate=0.0075).step(n)
        span.expand(trainer.params, case.params)

    def full(n):
        Trainer(case.net, case.X, case.Y, case.params, learning_rate=0.0075).step(n)

    seconds = np.array(
        [[timed(in_the_span, iterations), timed(full, iterations)] for _ in range(repetitions)]
    )
    span_time, full_time = np.median(seconds, axis=0)
    print(f"span {span_time:.2f} s   full {full_time:.2f} s   "
          f"ratio {np.median(seconds[:, 1] / seconds[:, 0]):.1f} x")  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    parser.add_argument("--table", choices=("step", "sweep", "span"), help="only this one")
    arguments = parser.parse_args()
    repetitions = 5 if arguments.quick else 15
    tables = {
        "step": lambda: step_table(repetitions),
        "sweep": lambda: sweep_table(repetitions),
        "span": lambda: span_table(1 if arguments.quick else 3),
    }
    for name, table in tables.items():
        if arguments.table in (None, name):
            table()


if __name__ == "__main__":
    main()
