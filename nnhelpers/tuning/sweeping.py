"""sweep(..., executor=...): its members in pieces, each trained by a worker."""

from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from time import perf_counter

import numpy as np

from nnhelpers.history import Run
from nnhelpers.sweep import stack
from nnhelpers.tuning.members import Members, Shared
from nnhelpers.tuning.plan import SECONDS
from nnhelpers.tuning.spread import spread

COLUMNS = ("costs", "validation_costs", "validation_accuracies", "penalties")


@dataclass(frozen=True)
class _Part:
    """Members first ... last - 1 of a sweep over K."""

    first: int
    last: int
    K: int
    starts: list
    learning_rate: object


def sweep_with(executor, net, data, starts, values, rng, learning_rate, iterations, options):
    """The Run of a sweep whose pieces `executor` trains; arguments as sweep has prepared them.

    Members draw the mini-batches and masks that they draw in a sweep of one piece, and their
    numbers do not hang on the pieces; from sweep without executor, which computes the first layer
    of all as one product, they differ in the last digits. Members lost with their worker are NaN,
    and their sentence is in `diverged`.
    """
    K = len(starts)
    rates = learning_rate if np.ndim(learning_rate) else [learning_rate] * K
    job = partial(_train, net, data, rng, iterations, options)
    size = _size(net, data, starts, rates, rng, iterations, options)
    parts = [
        _Part(k, min(k + size, K), K, starts[k : k + size], list(rates[k : k + size]))
        for k in range(0, K, size)
    ]
    runs, sentences = {}, {part.first: "Not done: stopped by an interrupt." for part in parts}
    try:
        for part, run, error in spread(executor, job, parts):
            if error is None:
                runs[part.first] = run
            else:
                sentences[part.first] = f"Failed: {type(error).__name__}: {error}"
    except KeyboardInterrupt:
        pass
    return _joined(net, parts, runs, sentences, values)


def _train(net, data, rng, iterations, options, part):
    """The Run of one part."""
    draws = Shared(deepcopy(rng), part.K, part.first, part.last)
    members = Members(net, *data, part.starts, draws, learning_rate=part.learning_rate, **options)
    return members.step(iterations).run()


def _size(net, data, starts, rates, rng, iterations, options):
    """How many members make a piece of about a second; a short run of the first of them tells."""
    K = min(len(starts), 8)
    part = _Part(0, K, K, starts[:K], list(rates[:K]))
    _train(net, data, rng, 1, options, part)
    begin = perf_counter()
    _train(net, data, rng, 5, options, part)
    each = (perf_counter() - begin) / 6 / K
    return max(1, int(SECONDS / (each * max(iterations, 1))))


def _joined(net, parts, runs, sentences, values):
    """One Run of all parts, NaN where one is missing."""
    known = next(iter(runs.values()), None)
    if known is None:
        raise RuntimeError(
            f"no piece of the sweep is done. {next(iter(sentences.values()))} "
            "Look after the executor's workers and call again."
        )
    iterations = max((run.iterations for run in runs.values()), key=len)
    columns, diverged, unstable, params = {name: [] for name in COLUMNS}, [], [], []
    for part in parts:
        K, run = part.last - part.first, runs.get(part.first)
        params.append(run.params if run else _nothing(net, K))
        diverged += run.diverged if run else [sentences[part.first]] * K
        unstable += run.unstable if run else [None] * K
        for name in COLUMNS:
            full = np.full((K, len(iterations)), np.nan)
            if run and getattr(run, name) is not None:
                full[:, : len(run.iterations)] = getattr(run, name)
            columns[name].append(full)
    joined = {
        name: None if getattr(known, name) is None else np.concatenate(columns[name])
        for name in COLUMNS
    }
    params = {key: np.concatenate([part[key] for part in params]) for key in net.shapes}
    return Run(net, params, iterations, joined["costs"], joined["validation_costs"],
               joined["validation_accuracies"], diverged, unstable, np.asarray(values),
               joined["penalties"])  # fmt: skip


def _nothing(net, K):
    return stack([{key: np.full(shape, np.nan) for key, shape in net.shapes.items()}] * K)
