"""The catalog of bad input: each public callable, each argument, wrong in 39 ways.

A wrong value is refused by the package's own error, which names the argument, and changes none of
the arguments; or there is a reason in bad_input.ACCEPTED why it is right after all. Errors whose
words matter are in test_errors.py, wrong files in test_damage.py and test_datasets.py.
"""

import inspect

import bad_input
import numpy as np
import pytest
from bad_input import CALLS, PLOTS, WRONG

import nnhelpers
from nnhelpers import (
    Network,
    datasets,
    diagrams,
    drawings,
    exercises,
    explorers,
    plots,
    resampling,
    surfaces,
    tuning,
)

ALL = CALLS | PLOTS


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Whatever is written by mistake is written there."""
    monkeypatch.chdir(tmp_path)


def test_the_catalog_is_long():
    assert len(WRONG) >= 39
    assert len(bad_input.rows(ALL)) >= 10_000


@pytest.mark.parametrize("name", ALL)
def test_the_right_call_is_right(name):
    """Else every refusal would have another cause."""
    function, right = ALL[name]
    keywords = {key: bad_input._copied(value) for key, value in right.items()}
    if name in ("load_params", "save_params"):  # their right calls name what is not there
        with pytest.raises(FileNotFoundError):
            function(**keywords)
    else:
        function(**keywords)


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
def test_every_wrong_argument_is_refused_by_name(name):
    wrong = {}
    for row in bad_input.rows({name: ALL[name]}):
        what, words = bad_input.outcome(ALL, *row)
        if what != "clear" and not (what in ("accepted", "raw") and bad_input.reason(*row)):
            wrong[row] = what, words
    assert not wrong


@pytest.mark.parametrize("name", ALL)
def test_the_commonest_mistakes_are_refused_by_name(name):
    """The quick part of the same."""
    often = ("None", "text", "-1", "nan", "{}", "[]", "ragged", "rank 1", "NaN inside", "10**30")
    for argument in ALL[name][1]:
        for kind in often:
            what, words = bad_input.outcome(ALL, name, argument, kind)
            reason = bad_input.reason(name, argument, kind)
            assert what == "clear" or (what == "accepted" and reason), (argument, kind, words)


# --- nobody is missing ----------------------------------------------------------------------------

ELSEWHERE = {  # public callables whose arguments are tried by other tests, or that take none
    "Run": "a record that training makes", "Panels": "made by side_by_side",
    "Picture": "made by the plots", "DIVERGING": "a color map", "SEQUENTIAL": "a color map",
    "figure_style": "takes nothing", "Graph": "a record", "Operation": "a record",
    "Step": "a record", "GraphDrawing": "behind plot_graph",
    "NetworkDrawing": "behind plot_network",
    "PropagationDrawing": "behind plot_propagation", "in_words": "takes what passes returned",
    "StoredColumns": "made by open_images", "StoredImages": "made by open_images",
    "Split": "made by load_images", "ImageData": "made by load_images",
    "Surface": "a record; its grid has a row",
    "Results": "made by a search", "Serial": "the executor that a search makes itself",
    **dict.fromkeys(exercises.__all__, "tests/exercises"),
    **dict.fromkeys(explorers.__all__, "tests/explorers/test_bad_settings.py"),
}  # fmt: skip


def public(module):
    """The names of the public callables of a module."""
    names = getattr(module, "__all__", None)
    if names is None:
        names = [
            name
            for name, value in vars(module).items()
            if not name.startswith("_") and getattr(value, "__module__", "") == module.__name__
        ]
    return [name for name in names if callable(getattr(module, name))]


MODULES = (
    nnhelpers,
    plots,
    diagrams,
    explorers,
    exercises,
    datasets,
    drawings,
    resampling,
    surfaces,
    tuning,
)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_public_callable_has_a_row(module):
    names = public(module)
    assert names
    missing = [name for name in names if name not in ALL and name not in ELSEWHERE]
    assert not missing, f"put {missing} into tests/bad_input.py"


@pytest.mark.parametrize("name", ALL)
def test_every_argument_has_a_row(name):
    function, right = ALL[name]
    try:
        parameters = inspect.signature(function).parameters.values()
    except ValueError:
        return
    kinds = (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)
    named = {each.name for each in parameters if each.kind not in kinds}
    left_out = {"seed", "scale", "coordinates", "argument", "init"}  # in rows of their own
    left_out |= {"params", "iterations", "optimizer", "batch_size", "decay", "validation"}
    left_out |= {"record_every", "progress", "rng", "learning_rate"}
    left_out |= {"A"} if name == "leaky_relu_derivative" else set()  # not looked at
    assert named - set(right) <= left_out


# --- what no generated value shows ----------------------------------------------------------------


def test_labels_of_minus_one_are_refused_where_they_would_count():
    Y = np.array([[-1.0, 1, 1]])
    with pytest.raises(ValueError, match=r"Y holds values such as -1.*\(Y \+ 1\) / 2"):
        nnhelpers.accuracy(np.array([[0, 1, 1]]), Y)
    with pytest.raises(ValueError, match="labels holds values such as -1"):
        nnhelpers.accuracy(Y, np.array([[0, 1, 1]]))
    with pytest.raises(ValueError, match="Y holds values such as nan"):
        nnhelpers.accuracy(np.array([[0, 1, 1]]), np.array([[np.nan, 1, 1]]))
    with pytest.raises(ValueError, match=r"Y holds labels such as -1.*\(Y \+ 1\) / 2"):
        plots.plot_points(np.ones((2, 3)), Y)


@pytest.mark.parametrize("batch_size", (None, 3))
@pytest.mark.parametrize("order", "CF")
def test_a_trainer_keeps_what_it_was_given_whatever_the_order(order, batch_size):
    rng = np.random.default_rng(1)
    X = np.asarray(rng.standard_normal((2, 9)), order=order)
    Y = (X[:1] > 0).astype(float)

    def trained(spoil):
        X_mine, Y_mine = X.copy(order="K"), Y.copy()
        pair = (X_mine, Y_mine)
        trainer = nnhelpers.Trainer(
            Network((2, 3, 1)), *pair, rng=np.random.default_rng(2), batch_size=batch_size,
            validation=pair, record_every=1,
        )  # fmt: skip
        if spoil:
            X_mine[:], Y_mine[:] = 7, 1
        return trainer.step(5).run()

    for name in ("costs", "validation_costs"):
        np.testing.assert_array_equal(getattr(trained(True), name), getattr(trained(False), name))


def test_shapes_that_learners_mix_up_in_plots():
    X, Y = bad_input.X, bad_input.Y
    with pytest.raises(ValueError, match=r"looks transposed: pass Y\.T"):
        plots.plot_points(X, Y.T)
    with pytest.raises(TypeError, match=r"plot_costs\(\{'training': run\}\)"):
        plots.plot_costs(bad_input.RUN)
    with pytest.raises(TypeError, match=r"predict=.*plot_boundary\(\(net, params\), X, Y\)"):
        plots.plot_boundary(bad_input.NET, X, Y)
    for plot in (plots.plot_costs, plots.plot_bars, plots.plot_histograms):
        with pytest.raises(ValueError, match="at least one entry"):
            plot({})


def test_params_of_other_networks_are_refused_by_expand():
    with pytest.raises(ValueError, match=r"params\['W1'\] has shape \(3, 2\), but \(n_1, 9\)"):
        bad_input.SPAN.expand(bad_input.SMALL_P, bad_input.P)
