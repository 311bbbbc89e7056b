"""Searches: a member's numbers are its own, whoever trains it; nothing done is lost."""

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import h5py
import numpy as np
import pytest

from nnhelpers import Network, sweep, train
from nnhelpers.datasets import moons
from nnhelpers.tuning import Range, Serial, grid, halving, random_search
from nnhelpers.tuning import plan as plan_module
from nnhelpers.tuning.members import Members, Own
from nnhelpers.tuning.plan import plan
from nnhelpers.tuning.results import Results
from nnhelpers.tuning.search import _problem, run
from nnhelpers.tuning.space import every_combination, random_members, stack_key
from nnhelpers.tuning.spread import spread
from nnhelpers.tuning.storage import Store
from nnhelpers.tuning.work import COLUMNS, work

X, Y = moons(60, noise=0.2, rng=np.random.default_rng(0))
JUDGES = moons(50, noise=0.2, rng=np.random.default_rng(1))
SETTINGS = {
    "layers": [(4,), (7, 5)],
    "hidden": ["relu", "tanh"],
    "learning_rate": [0.01, 0.3],
    "seed": range(3),
    "init": ["he", "xavier"],
}
OPTIONS = {"validation": JUDGES, "iterations": 25, "record_every": 10}
EXTRAS = [
    {},
    {"batch_size": 16, "optimizer": "adam", "decay": "1/t"},
    {"keep_prob": 0.8, "l2": 0.5, "l1": 0.1, "batch_size": 25},
]


def same(a, b):
    """Are two Results the same, bit for bit?"""
    arrays = (np.array_equal(getattr(a, n), getattr(b, n), equal_nan=True) for n in COLUMNS)
    return all(arrays) and a.problems == b.problems and (a.done == b.done).all()


def problem(iterations=25):
    return _problem(X, Y, JUDGES, "sigmoid", iterations, 10)


# --- a member's numbers are its own ---------------------------------------------------------------


@pytest.mark.parametrize("extra", EXTRAS)
def test_a_member_is_what_train_makes_of_it_alone_bit_for_bit(extra):
    results = grid(X, Y, **OPTIONS, **SETTINGS, **extra)
    assert len(results.members) == 48 and results.done.all()
    for k in range(0, 48, 5):
        m = results.members[k]
        net = Network((2, *m["layers"], 1), m["hidden"])
        options = {n: v for n, v in m.items() if n not in ("layers", "hidden", "seed")}
        alone = train(net, X, Y, rng=np.random.default_rng(m["seed"]), **OPTIONS, **options)
        np.testing.assert_array_equal(results.iterations, alone.iterations)
        for name in COLUMNS:
            np.testing.assert_array_equal(getattr(results, name)[k], getattr(alone, name))
        again = results.retrain(k)
        for key, array in alone.params.items():
            np.testing.assert_array_equal(again.params[key][0], array)


@pytest.mark.parametrize("n_y", [1, 3])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("options", [{}, {"batch_size": 20}, {"batch_size": 7, "keep_prob": 0.7}])
def test_numbers_do_not_hang_on_the_size_of_the_stack(n_y, dtype, options):
    """Wide inputs and several outputs, where the products of sweep do."""
    rng = np.random.default_rng(2)
    inputs = rng.standard_normal((50, 33)).astype(dtype)
    targets = np.eye(3)[:, rng.integers(3, size=33)] if n_y == 3 else Y[:, :33]
    net = Network((50, 9, 4, n_y), "tanh", output="softmax" if n_y == 3 else "sigmoid")

    def together(seeds):
        draws = [np.random.default_rng(seed) for seed in seeds]
        starts = [net.initialize("he", rng) for rng in draws]
        rates = [0.1 + 0.05 * seed for seed in seeds]
        pair = inputs[:, :21], targets[:, :21]
        return Members(net, inputs, targets, starts, Own(draws), learning_rate=rates,
                       record_every=9, validation=pair, **options).step(20).run()  # fmt: skip

    full = together(range(7))
    for seeds in ([0], [3], [6], [2, 5], [6, 4, 1], range(1, 6)):
        part = together(seeds)
        for name in COLUMNS:
            np.testing.assert_array_equal(getattr(part, name), getattr(full, name)[list(seeds)])
        for key in net.shapes:
            np.testing.assert_array_equal(part.params[key], full.params[key][list(seeds)])


def test_pieces_and_threads_change_nothing():
    serial = grid(X, Y, **OPTIONS, **SETTINGS, **EXTRAS[2])
    with ThreadPoolExecutor(2) as executor:
        for seconds in (1e-4, 0.02):
            split = grid(X, Y, **OPTIONS, **SETTINGS, **EXTRAS[2], executor=executor,
                         seconds=seconds)  # fmt: skip
            assert same(serial, split)


def test_two_processes_give_the_same_bits_and_the_bar_counts():
    serial = grid(X, Y, **OPTIONS, **SETTINGS, **EXTRAS[1])
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as executor:
        split = grid(X, Y, **OPTIONS, **SETTINGS, **EXTRAS[1], executor=executor, seconds=0.01)
        assert same(serial, split)
        # the pool breaks: what is not done says so, and the rest is kept
        results = grid(X, Y, **OPTIONS, **SETTINGS, executor=_Broken(executor), seconds=1e-3)
    assert 0 < results.done.sum() < 48
    assert "BrokenProcessPool" in results.stopped and "call again" in results.table()


class _Broken:
    """A pool of processes, one of which is killed after two pieces."""

    def __init__(self, executor):
        self._executor, self._count = executor, 0

    def submit(self, function, piece):
        self._count += 1
        if self._count == 3:
            time.sleep(0.3)
            os.kill(next(iter(self._executor._processes)), signal.SIGKILL)
            time.sleep(0.3)
        return self._executor.submit(function, piece)


# --- the plan -------------------------------------------------------------------------------------


def test_every_member_is_in_one_stack_of_its_own_kind():
    members = every_combination({**SETTINGS, "l2": [0, 1.0], "batch_size": [None, 8]})
    for seconds in (1e-5, 1e-2, 10):
        pieces = plan(problem(), members, range(len(members)), seconds)
        stacks = [stack for piece in pieces for stack in piece]
        assert sorted(k for stack in stacks for k in stack) == list(range(len(members)))
        assert all(len({stack_key(members[k]) for k in stack}) == 1 for stack in stacks)
    assert len(pieces) == 1 and len(stacks) == 16  # enough time: one stack of each kind


def test_pieces_take_the_time_that_is_wanted(monkeypatch):
    """1 ms fixed and 2 ms for each member, 10 iterations, pieces of 0.1 s: 4 members each."""
    monkeypatch.setattr(plan_module._Times, "of", lambda self, member: (1e-3, 2e-3))
    members = every_combination({"seed": range(40)})
    pieces = plan(problem(10), members, range(40), 0.1)
    assert [len(stack) for (stack,) in pieces] == [4] * 10


def test_few_trials_for_many_kinds(monkeypatch):
    trials = []
    monkeypatch.setattr(plan_module._Times, "_trial", lambda self, m: trials.append(m) or (0, 1e-5))
    members = random_members({"layers": [(n,) for n in range(1, 200)]}, 500,
                             np.random.default_rng(0))  # fmt: skip
    plan(problem(), members, range(500))
    assert len(trials) == plan_module.TRIALS


def test_a_stack_fits_into_the_memory(monkeypatch):
    monkeypatch.setattr(plan_module._Times, "of", lambda self, member: (0, 1e-9))
    inputs, targets = np.zeros((3, 500)), np.zeros((1, 500))
    big = _problem(inputs, targets, (inputs, targets), "sigmoid", 1, 1)
    members = every_combination({"layers": (20,), "seed": range(50)})
    (piece,) = plan(big, members, range(50), seconds=1e9)
    largest = max(len(stack) for stack in piece)
    assert 1 < largest < 50 and largest * 4 * 21 * 500 * 8 <= plan_module.MOST_BYTES


# --- what goes wrong ------------------------------------------------------------------------------


def test_a_member_that_fails_says_why_and_costs_nobody_else():
    results = grid(X, Y, **OPTIONS, layers=[(4,), (3, 3)], hidden=[("relu",), "tanh"],
                   learning_rate=[0.1, -1.0, 1e300], seed=range(2))  # fmt: skip
    good = grid(X, Y, **OPTIONS, layers=[(4,), (3, 3)], hidden="tanh", learning_rate=[0.1],
                seed=range(2))  # fmt: skip
    assert results.done.all()
    for m, sentence, final in zip(results.members, results.problems, results.final):
        if m["layers"] == (3, 3) and m["hidden"] == ("relu",):
            assert "one name, or one for each of the 2 hidden" in sentence and np.isnan(final)
        elif m["learning_rate"] == -1:
            assert sentence.startswith("Failed: ValueError: learning_rate=[-1.0] came")
        elif m["learning_rate"] == 1e300:
            assert sentence.startswith(("Diverged", "Unstable")) and not final < 10
        elif m["hidden"] == "tanh":
            twin = good.members.index(m)
            assert sentence is None and final == good.final[twin]
    assert "24 of 24 members done" in results.table() and "12 failed" in results.table()
    assert results.members[results.best]["learning_rate"] == 0.1


def test_none_left_has_no_best():
    results = grid(X, Y, **OPTIONS, learning_rate=[-1.0])
    with pytest.raises(ValueError, match="no member has a validation cost"):
        results.best  # noqa: B018
    assert "learning_rate=[-1.0]" in results.table()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"learning_rates": [0.1]}, "the setting"),
        ({"learning_rate": []}, "at least one value"),
        ({"learning_rate": Range(0.1, 1)}, "use random_search"),
        ({"validation": None}, "chooses by it"),
        ({"iterations": 0}, "iterations"),
    ],
)
def test_arguments_are_refused_in_words(change, words):
    with pytest.raises((ValueError, TypeError), match=words):
        grid(X, Y, **{**OPTIONS, **change})


def test_data_are_refused_before_anything_is_trained():
    with pytest.raises(ValueError, match="rank-1"):
        grid(X, Y[0], **OPTIONS)
    with pytest.raises(ValueError, match=r"validation\[0\]"):
        grid(X, Y, validation=(JUDGES[0].T, JUDGES[1]))
    with pytest.raises(ValueError, match="low"):
        Range(0, 1)


class _Interrupting(Serial):
    """Stopped by Ctrl+C in its third piece."""

    count = 0

    def submit(self, function, /, *arguments, **options):
        self.count += 1
        if self.count == 3:
            raise KeyboardInterrupt
        return super().submit(function, *arguments, **options)


def test_an_interrupt_keeps_what_is_done_and_the_same_call_goes_on(tmp_path):
    path = tmp_path / "grid.h5"
    first = grid(X, Y, **OPTIONS, **SETTINGS, path=path, executor=_Interrupting(), seconds=1e-3)
    done = first.done.sum()
    assert 0 < done < 48 and "interrupt" in first.stopped
    counted = []

    class Counting(Serial):
        def submit(self, function, /, piece):
            counted.extend(k for stack in piece.numbers for k in stack)
            return super().submit(function, piece)

    again = grid(X, Y, **OPTIONS, **SETTINGS, path=path, executor=Counting())
    assert sorted(counted) == np.flatnonzero(~first.done).tolist()
    assert same(again, grid(X, Y, **OPTIONS, **SETTINGS)) and again.stopped is None


# --- the file -------------------------------------------------------------------------------------


def test_a_file_of_another_search_is_refused(tmp_path):
    path = tmp_path / "grid.h5"
    grid(X, Y, **OPTIONS, learning_rate=[0.1], path=path)
    before = path.read_bytes()
    for change in ({"learning_rate": [0.2]}, {"iterations": 26}, {"validation": (X, Y)}):
        with pytest.raises(ValueError, match="holds another search"):
            grid(X, Y, **{**OPTIONS, "learning_rate": [0.1], **change}, path=path)
    assert path.read_bytes() == before
    path.write_bytes(before[:500])
    with pytest.raises(ValueError, match="cannot be read"):
        grid(X, Y, **OPTIONS, learning_rate=[0.1], path=path)
    with pytest.raises(FileNotFoundError, match="Create it first"):
        grid(X, Y, **OPTIONS, path=tmp_path / "nowhere" / "grid.h5")
    with pytest.raises(TypeError, match="file name"):
        grid(X, Y, **OPTIONS, path=3)


def test_the_file_holds_members_costs_and_sentences(tmp_path):
    path = tmp_path / "grid.h5"
    results = grid(X, Y, **OPTIONS, learning_rate=[0.1, 1e300], layers=[(3,), (4,)], path=path)
    with h5py.File(path) as file:
        np.testing.assert_array_equal(file["validation_costs"][:], results.validation_costs)
        assert b'"layers": [3]' in file["members"][0] and file["done"][:].all()
        assert file["problems"][3].startswith((b"Diverged", b"Unstable"))
    assert not list(tmp_path.glob("*.part"))
    assert same(results, grid(X, Y, **OPTIONS, learning_rate=[0.1, 1e300], layers=[(3,), (4,)],
                              path=path))  # fmt: skip


WRITER = """
import sys, numpy as np
from test_tuning import Store, Results, problem, every_combination
from nnhelpers.tuning.work import Outcome
results = Results.empty(problem(), every_combination({"seed": range(2000)}))
store = Store(sys.argv[1], results)
for k in range(2000):
    full = np.full((1, 4), float(k))
    store.write([k], Outcome(full, full, full, [f"Failed: {k}"]))
    print(k, flush=True)
"""


def test_a_kill_in_the_middle_of_writing_leaves_a_file_that_goes_on(tmp_path):
    """Rows that are marked as done are whole, and at most the one that was written is lost."""
    members = every_combination({"seed": range(2000)})
    for wait in (3, 20, 77):
        path = tmp_path / f"grid{wait}.h5"
        folder = str(Path(__file__).parent)
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], cwd=folder,
                                  stdout=subprocess.PIPE, text=True)  # fmt: skip
        for _ in range(wait):
            writer.stdout.readline()
        writer.kill()
        said = [int(line) for line in writer.stdout.read().split()]
        writer.wait()
        results = Results.empty(problem(), members)
        Store(path, results)
        done = np.flatnonzero(results.done)
        assert len(done) >= max([wait, *(k + 1 for k in said)])
        assert (results.costs[done] == done[:, np.newaxis]).all()
        assert [results.problems[k] for k in done] == [f"Failed: {k}" for k in done]


# --- random search and halving --------------------------------------------------------------------


def test_ranges_are_drawn_evenly_in_their_scale():
    rng = np.random.default_rng(0)
    logs = np.log10([Range(1e-4, 1).draw(rng) for _ in range(4000)])
    np.testing.assert_allclose(np.histogram(logs, 4, (-4, 0))[0], 1000, atol=100)
    evens = [Range(-2, 2, log=False).draw(rng) for _ in range(4000)]
    np.testing.assert_allclose(np.histogram(evens, 4, (-2, 2))[0], 1000, atol=100)
    assert {Range(1, 3, log=False, whole=True).draw(rng) for _ in range(50)} == {1, 2, 3}


def test_random_members_come_again_with_the_same_generator():
    settings = {"layers": [4, (8, 8)], "learning_rate": Range(1e-3, 1), "l2": 0.5}
    a, b = (random_members(settings, 20, np.random.default_rng(3)) for _ in range(2))
    assert a == b and {m["layers"] for m in a} == {(4,), (8, 8)} and {m["l2"] for m in a} == {0.5}
    assert len({m["learning_rate"] for m in a}) == 20
    results = random_search(X, Y, **OPTIONS, members=20, rng=np.random.default_rng(3), **settings)
    assert results.members == a
    assert results.final[results.best] == np.nanmin(results.final)


def test_halving_keeps_the_best_and_gives_them_more():
    results = halving(X, Y, members=27, rng=np.random.default_rng(0), validation=JUDGES,
                      iterations=81, rounds=4, learning_rate=Range(1e-3, 1e3))  # fmt: skip
    assert [len(r.members) for r in results] == [27, 9, 3, 1]
    assert [r.iterations[-1] for r in results] == [3, 9, 27, 81]
    for one, next_one in zip(results, results[1:]):
        best = [one.members[k] for k in one.order[: len(next_one.members)]]
        assert next_one.members == best


def test_the_test_part_is_not_even_asked_for():
    """Nothing but the validation cost chooses: with other judges another member is the best."""
    flipped = JUDGES[0], 1 - JUDGES[1]
    settings = {"learning_rate": [0.001, 0.1, 1.0], "iterations": 200}
    a = grid(X, Y, **{**OPTIONS, **settings})
    b = grid(X, Y, **{**OPTIONS, **settings, "validation": flipped})
    np.testing.assert_array_equal(a.costs, b.costs)
    assert a.best == 2 and b.best == 0


# --- sweep ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("swept", [{"seed": range(9)}, {"learning_rate": np.logspace(-2, 0, 9)}])
def test_sweep_with_an_executor(swept, monkeypatch):
    """The same mini-batches and masks as without, and the same bits in any pieces."""
    net = Network((2, 6, 1))
    options = {"batch_size": 16, "keep_prob": 0.8, "l2": 0.3, **OPTIONS, **swept}
    runs = [sweep(net, X, Y, rng=np.random.default_rng(4), **options)]
    for size in (9, 4, 1):
        monkeypatch.setattr("nnhelpers.tuning.sweeping._size", lambda *_, size=size: size)
        runs.append(sweep(net, X, Y, rng=np.random.default_rng(4), executor=Serial(), **options))
    for run_of_pieces in runs[1:]:
        for name in (*COLUMNS, "penalties"):
            np.testing.assert_allclose(getattr(run_of_pieces, name), getattr(runs[0], name),
                                       rtol=1e-10)  # fmt: skip
            np.testing.assert_array_equal(getattr(run_of_pieces, name), getattr(runs[1], name))
        for key in net.shapes:
            np.testing.assert_array_equal(run_of_pieces.params[key], runs[1].params[key])
        np.testing.assert_array_equal(run_of_pieces.values, runs[0].values)


def test_sweep_keeps_what_other_pieces_have_done(monkeypatch):
    monkeypatch.setattr("nnhelpers.tuning.sweeping._size", lambda *_: 2)

    class Losing(Serial):
        def submit(self, function, /, part):
            if part.first == 2:
                raise RuntimeError("the worker is gone")
            return super().submit(function, part)

    run = sweep(Network((2, 3, 1)), X, Y, seed=range(5), executor=Losing(), **OPTIONS)
    assert np.isnan(run.costs[2:4]).all() and np.isfinite(run.costs[[0, 1, 4], -1]).all()
    assert "the worker is gone" in run.diverged[2] and run.diverged[4] is None


def test_sweep_refuses_before_it_sends():
    with pytest.raises(ValueError, match="optimizer"):
        sweep(Network((2, 3, 1)), X, Y, seed=range(5), executor=Serial(), optimizer="adm")


# --- executors ------------------------------------------------------------------------------------


def test_few_pieces_are_handed_over_at_a_time():
    """What is sent lies in memory: never more than `ahead`."""
    running, most = set(), []

    class Lazy(ThreadPoolExecutor):
        def submit(self, function, /, *arguments):
            future = super().submit(function, *arguments)
            running.add(future)
            most.append(sum(not f.done() for f in running))
            return future

    with Lazy(2) as executor:
        came = [piece for piece, _, _ in spread(executor, _nap, range(40), ahead=5)]
    assert sorted(came) == list(range(40)) and max(most) <= 5


def _nap(piece):
    time.sleep(0.002)


def test_a_task_is_plain_data():
    members = every_combination({"learning_rate": [0.1]})
    sent = pickle.loads(pickle.dumps((work, problem(), [[members[0]]])))
    (outcome,) = sent[0](*sent[1:])
    assert outcome.costs.shape == (1, 4) and outcome.problems == [None]


def dask():
    """dask.distributed; without it the test is skipped, except in CI, where it must be there."""
    try:
        from dask import distributed
    except ImportError:
        if os.environ.get("CI"):
            raise
        pytest.skip("needs pip install -e '.[cluster]'")
    return distributed


@pytest.mark.slow
def test_dask_with_a_worker_killed_in_the_middle():
    distributed = dask()
    options = {**OPTIONS, "iterations": 400, **SETTINGS}
    serial = grid(X, Y, **options)
    cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True,
                                       dashboard_address=None)  # fmt: skip
    with cluster, distributed.Client(cluster) as client:
        pids = client.run(os.getpid)
        victim = next(iter(pids.values()))
        with client.get_executor() as executor:
            results = run(serial.problem, serial.members, _Killing(executor, victim), seconds=0.02)
        assert victim not in client.run(os.getpid).values(), "the worker has to be another process"
    assert results.stopped is None and same(results, serial)


class _Killing:
    """An executor that kills a process once eight pieces are under way."""

    def __init__(self, executor, victim):
        self._executor, self._victim, self._count = executor, victim, 0

    def submit(self, function, piece):
        self._count += 1
        future = self._executor.submit(function, piece)
        if self._count == 8:
            os.kill(self._victim, signal.SIGKILL)
        return future


def test_several_classes_and_prices():
    points = np.random.default_rng(0).standard_normal((2, 60))
    labels = np.eye(3)[:, (points[0] > 0).astype(int) + (points[0] > 0.7)]
    results = grid(points, labels, validation=(points, labels), output="softmax", iterations=50,
                   learning_rate=[0.1, 0.5])  # fmt: skip
    assert results.validation_accuracies[results.best, -1] > 0.6
    prices = points[:1] * 2 + 1
    results = grid(points, prices, validation=(points, prices), output="identity", iterations=50)
    assert np.isnan(results.validation_accuracies).all() and results.final[0] < 1
    assert results.table().splitlines()[1].split() == ["1.", f"{results.final[0]:.4f}"]


# --- table and picture ----------------------------------------------------------------------------


def test_the_table_shows_the_best_first():
    results = grid(X, Y, **OPTIONS, **SETTINGS)
    lines = results.table(5).splitlines()
    assert len(lines) == 7 and lines[-1] == "48 of 48 members done."
    finals = [float(line.split()[-2]) for line in lines[1:6]]
    assert finals == sorted(finals) and finals[0] == round(results.final.min(), 4)
    rows, columns, table = results.mean_over("layers", "learning_rate")
    assert rows == [(4,), (7, 5)] and columns == [0.01, 0.3]
    here = [k for k, m in enumerate(results.members)
            if m["layers"] == (7, 5) and m["learning_rate"] == 0.3]  # fmt: skip
    assert len(here) == 12 and table[1, 1] == results.final[here].mean()


def test_the_picture_has_a_line_for_each_member_and_the_best_is_thick():
    results = random_search(X, Y, **OPTIONS, members=15, rng=np.random.default_rng(0),
                            learning_rate=Range(1e-3, 1), layers=[(3,), (5,)])  # fmt: skip
    picture = results.picture()
    figure = picture.figure()
    lines = [line for line in figure.axes[0].lines if len(line.get_xdata()) == 3]
    assert len(lines) == 16  # and the best once more
    thick = [line for line in lines if line.get_linewidth() == 3]
    rate = results.members[results.best]["learning_rate"]
    rates = np.log10(results.column("learning_rate"))
    height = (np.log10(rate) - rates.min()) / (rates.max() - rates.min())
    np.testing.assert_allclose(thick[0].get_ydata(), [height, thick[0].get_ydata()[1], 0])
    assert f"{results.final[results.best]:.3g}" in picture.sentence
    labels = [label.get_text() for label in figure.axes[0].get_xticklabels()]
    assert labels[0] == "learning_rate\n(log)" and labels[1] == "layers"


def test_sizes_of_one_hidden_layer_stand_in_their_order_on_the_picture():
    results = grid(X, Y, **OPTIONS, layers=[8, 2, 4])
    ax = results.picture().figure().axes[0]
    best = next(line for line in ax.lines if line.get_linewidth() == 3)
    layers = results.members[results.best]["layers"][0]
    np.testing.assert_allclose(best.get_ydata(), [(layers - 2) / 6, 0])
    words = [text.get_text() for text in sorted(ax.texts, key=lambda text: text.xy[1])]
    assert [word for word in words if word in {"2", "4", "8"}] == ["2", "4", "8"]
