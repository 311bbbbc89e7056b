"""The searches: every combination, random members, and halving. All choose by validation cost."""

from functools import partial

import numpy as np

from nnhelpers import contracts
from nnhelpers.arguments import count, flag, number, one_of, takes
from nnhelpers.losses import OUTPUTS
from nnhelpers.tuning.plan import SECONDS, plan
from nnhelpers.tuning.results import Results
from nnhelpers.tuning.space import every_combination, random_members
from nnhelpers.tuning.spread import AHEAD, Serial, spread
from nnhelpers.tuning.storage import Store
from nnhelpers.tuning.work import Problem, join, work

WAY = {
    "output": one_of(*OUTPUTS),
    "iterations": count(1, 10**9),
    "progress": flag,
    "seconds": number(0, 86_400),
    "ahead": count(),
}


@takes(**WAY)
def grid(X, Y, *, validation, output="sigmoid", iterations=1000, record_every=100, executor=None,
         path=None, progress=False, seconds=SECONDS, ahead=AHEAD, **settings):  # fmt: skip
    """Train one network for every combination of the settings.

    X, Y, validation : arrays (n_x, m) and (n_y, m), and a pair of such that judges
    settings : one value each, or a list of values: layers (the hidden ones, [(8,), (16, 8)]),
        hidden, init, scale, seed, learning_rate, optimizer and its beta ..., batch_size, decay ...,
        l2, l1, keep_prob, as in Network, initialize and Trainer
    executor : any concurrent.futures.Executor; None trains here
    path : an HDF5 file for results as they come; if it is there, the search goes on from it
    progress : show a tqdm bar?
    seconds : what a piece of work should take;  ahead : pieces handed over at a time

    Every member starts from its own seed, draws its own mini-batches, and has the same numbers, to
    the last bit, whoever trains it with whom (on one kind of machine, with one number of BLAS
    threads). One that fails or diverges says so in results.problems. An interrupt, or workers that
    are lost twice, end the search early, see results.stopped.

    Returns Results. ValueError for unknown settings or a file of another search.
    """
    problem = _problem(X, Y, validation, output, iterations, record_every)
    members = every_combination(settings)
    return run(problem, members, executor, path, progress, seconds, ahead)


@takes(**WAY)
def random_search(X, Y, *, members, rng, validation, output="sigmoid", iterations=1000,
                  record_every=100, executor=None, path=None, progress=False, seconds=SECONDS,
                  ahead=AHEAD, **settings):  # fmt: skip
    """Train that many members, whose settings are drawn from lists and Ranges.

    rng : numpy.random.Generator, draws the settings; all else as grid
    """
    problem = _problem(X, Y, validation, output, iterations, record_every)
    drawn = random_members(settings, members, contracts.check_rng(rng))
    return run(problem, drawn, executor, path, progress, seconds, ahead)


@takes(**WAY, rounds=count(1, 100))
def halving(X, Y, *, members, rng, validation, iterations=1000, rounds=4, keep=1 / 3,
            output="sigmoid", executor=None, progress=False, seconds=SECONDS, ahead=AHEAD,
            **settings):  # fmt: skip
    """Successive halving: many members for a few iterations, the best of them for more, and on.

    members : how many begin; drawn from rng as in random_search
    keep : the share that goes on to the next round, which has 1 / keep times as many iterations
    rounds, iterations : the last of the rounds has `iterations`
    A member that goes on begins again from its start: that costs half as much again at the most
    (keep=1/3), and each round stands by itself.

    Returns a list of Results, one for each round; the last one's best is the choice.
    """
    contracts.check_number("keep", keep, 0.001, 1, closed=False)
    going = random_members(settings, members, contracts.check_rng(rng))
    results = []
    for k in range(rounds):
        length = max(1, round(iterations * keep ** (rounds - 1 - k)))
        problem = _problem(X, Y, validation, output, length, length)
        results.append(run(problem, going, executor, None, progress, seconds, ahead))
        if results[-1].stopped or np.isnan(results[-1].final).all():
            break
        known = int((~np.isnan(results[-1].final)).sum())
        stay = min(known, max(1, round(len(going) * keep)))
        going = [going[j] for j in results[-1].order[:stay]]
    return results


def run(problem, members, executor=None, path=None, progress=False, seconds=SECONDS, ahead=AHEAD):
    """Train the members of a problem; returns Results. Arguments as in grid."""
    results = Results.empty(problem, members)
    store = None if path is None else Store(path, results)
    open_ones = np.flatnonzero(~results.done)
    bar = _bar(len(members), len(members) - len(open_ones)) if progress else None
    try:
        pieces = plan(problem, members, [int(k) for k in open_ones], seconds)
        executor = Serial() if executor is None else executor
        job = partial(_job, problem)
        tasks = [_Piece(piece, [[members[k] for k in stack] for stack in piece])
                 for piece in pieces]  # fmt: skip
        for task, outcomes, error in spread(executor, job, tasks, ahead):
            if error is not None:
                results.stopped = (
                    f"Not all is done: a piece was lost twice ({type(error).__name__}: {error}). "
                    "Look after the workers and call again; with path= it goes on."
                )
                continue
            numbers, outcome = [k for stack in task.numbers for k in stack], join(outcomes)
            results.put(numbers, outcome)
            if store:
                store.write(numbers, outcome)
            if bar is not None:
                bar.update(len(numbers))
    except KeyboardInterrupt:
        results.stopped = (
            "Stopped by an interrupt; what was done is kept. With path= the same call goes on."
        )
    finally:
        if bar is not None:
            bar.close()
    return results


class _Piece:
    """Numbers of members, which stay here, and the members, which are sent."""

    def __init__(self, numbers, stacks):
        self.numbers, self.stacks = numbers, stacks


def _job(problem, piece):
    return work(problem, piece.stacks)


def _bar(total, initial):
    from tqdm.auto import tqdm

    return tqdm(total=total, initial=initial, unit="member")


def _problem(X, Y, validation, output, iterations, record_every):
    """The Problem of arrays that are checked here, once, and not by every worker first."""
    pairs = []
    for name, pair in (("", (X, Y)), ("validation", validation)):
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise TypeError(
                f"validation is a {type(pair).__name__}, but a pair (X, Y) was expected: a search "
                "chooses by it. Pass validation=(X_validation, Y_validation)."
            )
        first, second = (f"{name}[0]", f"{name}[1]") if name else ("X", "Y")
        A = contracts.as_float_array(first, pair[0])
        contracts.check_columns(first, A)
        n_x = A.shape[0] if not pairs else pairs[0][0].shape[0]
        if A.shape[0] != n_x:
            raise ValueError(
                f"X has {n_x} rows and validation[0] {A.shape[0]}, but the same features were "
                "expected in both. Pass arrays of shapes (n_x, m) and (n_x, m_validation)."
            )
        A = contracts.check_inputs(A, n_x, first)
        B = contracts.as_float_array(second, pair[1])
        n_y = pairs[0][1].shape[0] if pairs else B.shape[0] if B.ndim == 2 else 1
        pairs.append((A, contracts.check_targets(B, (n_y, A.shape[1]), output, second)))
    contracts.check_count("record_every", record_every)
    return Problem(*pairs[0], tuple(pairs[1]), output, iterations, record_every)
