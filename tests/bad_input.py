"""What the catalog of bad input and the table of counts (benchmarks/abuse.py) have in common.

For every public callable one call that is right (`CALLS`); one argument after the other is put
wrong in every way that `WRONG` knows; `outcome` says what came of it. `ACCEPTED` says which of
the wrong-looking values are right after all, and why.
"""

import copy
import fnmatch
import pickle
import signal
import traceback
import warnings
from functools import partial
from pathlib import Path

import numpy as np

import nnhelpers
from nnhelpers import datasets, diagrams, drawings, plots, resampling, surfaces, tuning
from nnhelpers.network import Network

PACKAGE = Path(nnhelpers.__file__).parent
RNG = np.random.default_rng(1)
NET, SOFT = Network((2, 3, 1), "tanh"), Network((2, 3, 3), "tanh", "softmax")
P = NET.initialize(rng=RNG)
X = RNG.standard_normal((2, 7))
Y = np.array([[0.0, 1, 1, 0, 1, 0, 0]])
Z, A = RNG.standard_normal((3, 7)), RNG.uniform(0.1, 0.9, (1, 7))
CACHE = NET.forward(X, P)
GRADS = NET.backward(CACHE, P, Y)
SPAN = nnhelpers.Span(RNG.standard_normal((9, 4)))
WIDE = Network((9, 3, 1), "tanh")
WIDE_P = WIDE.initialize(rng=RNG)
SMALL_P = SPAN.project(WIDE, WIDE_P)[1]
RUN = nnhelpers.train(NET, X, Y, P, iterations=20, record_every=10)
IMAGES = RNG.integers(256, size=(4, 5, 5, 3)).astype(np.uint8)
GRID = np.linspace(-1, 1, 5)


def rng():
    return np.random.default_rng(2)


def split():
    return datasets.Split(IMAGES, np.array([0, 1, 0, 1]), 2)


WRONG = {  # makers, so that every call gets its own
    "None": lambda: None,
    "text": lambda: "abc",
    "empty text": lambda: "",
    "bytes": lambda: b"abc",
    "True": lambda: True,
    "0": lambda: 0,
    "-1": lambda: -1,
    "0.5": lambda: 0.5,
    "2.5": lambda: 2.5,
    "nan": lambda: float("nan"),
    "inf": lambda: float("inf"),
    "1e300": lambda: 1e300,
    "10**30": lambda: 10**30,
    "complex": lambda: 1 + 2j,
    "()": tuple,
    "[]": list,
    "{}": dict,
    "set": lambda: {1, 2},
    "ragged": lambda: [[1.0], [2.0, 3.0]],
    "list of text": lambda: ["a", "b"],
    "dict of text": lambda: {"a": "b"},
    "dict of arrays": lambda: {"W1": np.ones((2, 2))},
    "rank 1": lambda: np.array([0.5, 0.25, 1.0]),
    "rank 3": lambda: np.full((2, 2, 2), 0.5),
    "rank 4": lambda: np.full((2, 2, 2, 2), 0.5),
    "no columns": lambda: np.ones((2, 0)),
    "other shape": lambda: np.full((5, 4), 0.5),
    "NaN inside": lambda: np.array([[0.5, np.nan, 1, 0, 1, 0, 0], [0.5, 1, 1, 0, 1, 0, 0]]),
    "-1 and 1": lambda: np.array([[-1.0, 1, 1, -1, 1, -1, -1]]),
    "text array": lambda: np.array([["a", "b"]]),
    "object array": lambda: np.array([[None, {}]], dtype=object),
    "complex array": lambda: np.array([[1j, 2]]),
    "masked": lambda: np.ma.masked_all((1, 7)),
    "dates": lambda: np.array(["2020-01-01"], dtype="datetime64[D]"),
    "function": lambda: len,
    "class": lambda: dict,
    "generator": lambda: (x for x in (1, 2)),
    "module": lambda: np,
    "object": object,
}

N, D = nnhelpers, datasets
PASSES = diagrams.passes(P_221 := {"W1": np.ones((2, 2)), "b1": np.zeros((2, 1)),
                                   "W2": np.ones((1, 2)), "b2": np.zeros((1, 1))},
                         np.ones((2, 1)), np.ones((1, 1)))  # fmt: skip

# name: (callable, right arguments); each argument is a value or, if it is called `make`, a maker
CALLS = {
    "Network": (Network, {"layer_sizes": (2, 3, 1), "hidden": "tanh", "output": "sigmoid",
                          "loss": None, "leaky_slope": 0.01}),
    "Network.initialize": (NET.initialize, {"init": "he", "rng": rng(), "scale": 1.0}),
    "Network.forward": (NET.forward, {"X": X, "params": P, "keep_prob": 0.9, "rng": rng()}),
    "Network.cost": (NET.cost, {"cache": CACHE, "Y": Y, "params": P, "l2": 0.1, "l1": 0.1}),
    "Network.backward": (NET.backward, {"cache": CACHE, "params": P, "Y": Y, "l2": 0.1, "l1": 0.1}),
    "Network.deltas": (NET.deltas, {"cache": CACHE, "params": P, "Y": Y}),
    "Network.labels": (NET.labels, {"A": A}),
    "Network.predict": (NET.predict, {"X": X, "params": P}),
    "Network.check_params": (NET.check_params, {"params": P}),
    "Span": (N.Span, {"X": X}),
    "Span.project": (SPAN.project, {"net": WIDE, "params": WIDE_P}),
    "Span.expand": (SPAN.expand, {"small_params": SMALL_P, "params": WIDE_P}),
    "Trainer": (N.Trainer, {
        "net": NET, "X": X, "Y": Y, "params": P, "rng": rng(), "learning_rate": 0.1,
        "optimizer": "adam", "batch_size": 3, "decay": "step", "validation": (X, Y),
        "record_every": 10, "l2": 0.1, "keep_prob": 0.9, "decay_rate": 0.1, "decay_every": 2,
        "l1": 0.1, "beta1": 0.9, "beta2": 0.99, "epsilon": 1e-8}),
    "Trainer without params": (lambda **k: N.Trainer(NET, X, Y, **k),
                               {"init": "he", "scale": 1.0}),
    "Trainer.step": (N.Trainer(NET, X, Y, P).step, {"n": 2}),
    "train": (N.train, {"net": NET, "X": X, "Y": Y, "params": P, "iterations": 5}),
    "sweep": (N.sweep, {"net": NET, "X": X, "Y": Y, "learning_rate": [0.1, 0.2], "init": "he",
                        "rng": rng(), "iterations": 5, "executor": None}),
    "sweep seeds": (lambda **k: N.sweep(NET, X, Y, iterations=2, **k), {"seed": [1, 2]}),
    "sweep scales": (lambda **k: N.sweep(NET, X, Y, iterations=2, **k), {"scale": [1.0, 2.0]}),
    "sweep params": (lambda **k: N.sweep(NET, X, Y, iterations=2, learning_rate=[0.1, 1], **k),
                     {"params": P}),
    "accuracy": (N.accuracy, {"labels": Y, "Y": Y}),
    "activation_backward": (N.activation_backward, {"dA": Z, "Z": Z, "name": "tanh",
                                                    "leaky_slope": 0.1}),
    **{f.__name__: (f, {"A": A, "Y": Y}) for f in (
        N.binary_cross_entropy, N.binary_cross_entropy_derivative, N.cross_entropy,
        N.cross_entropy_derivative, N.mean_squared_error, N.mean_squared_error_derivative)},
    "gradient_check": (N.gradient_check, {"net": NET, "params": P, "X": X, "Y": Y, "grads": GRADS,
                                          "epsilon": 1e-6, "l2": 0.1, "l1": 0.1}),
    "numerical_gradients": (N.numerical_gradients, {"net": NET, "params": P, "X": X, "Y": Y,
        "epsilon": 1e-6, "l2": 0.1, "entries": {key: [0] for key in P}, "l1": 0.1}),
    "gradient_descent": (N.gradient_descent, {"params": P, "grads": GRADS, "learning_rate": 0.1}),
    **{f.__name__: (f, {"Z": Z}) for f in (N.identity, N.relu, N.sigmoid, N.tanh, N.softmax)},
    "leaky_relu": (N.leaky_relu, {"Z": Z, "leaky_slope": 0.1}),
    "leaky_relu_derivative": (N.leaky_relu_derivative, {"Z": Z, "leaky_slope": 0.1}),
    **{f.__name__: (f, {"Z": Z, "A": Z}) for f in (
        N.identity_derivative, N.relu_derivative, N.sigmoid_derivative, N.tanh_derivative)},
    "linear_forward": (N.linear_forward, {"A_prev": X, "W": P["W1"], "b": P["b1"]}),
    "linear_backward": (N.linear_backward, {"dZ": Z, "A_prev": X, "W": P["W1"]}),
    "load_params": (N.load_params, {"path": "there_is_no_such.h5"}),
    "save_params": (N.save_params, {"path": "no_such_folder/p.h5", "params": P, "net": NET}),
    "member": (N.member, {"params": N.stack([P, P]), "k": 0}),
    "stack": (N.stack, {"members": [P, P]}),
    # --- data sets
    **{f.__name__: (f, {"m": 10, "noise": 0.1, "rng": rng()}) for f in (
        D.moons, D.blobs, D.xor, D.housing)},
    "flower": (D.flower, {"m": 10, "noise": 0.1, "rng": rng(), "petals": 4}),
    "circles": (D.circles, {"m": 10, "noise": 0.1, "rng": rng(), "inner_radius": 0.5}),
    "spirals": (D.spirals, {"m": 10, "noise": 0.1, "rng": rng(), "turns": 1.0}),
    "parity": (D.parity, {"bits": 3, "rng": rng(), "m": 5}),
    "load_cats": (D.load_cats, {"validation": True}),
    "load_images": (D.load_images, {"path": D.CATS.with_name("cat_dog_lion.h5"),
                                    "test_path": D.CATS.with_name("cat_dog_lion.h5"),
                                    "validation": 5}),
    "open_images": (lambda **k: D.open_images(**k).__enter__(),
                    {"path": D.CATS.with_name("cat_dog_lion.h5"), "part": "test",
                     "dtype": np.float32}),
    "Split.shrunk": (split().shrunk, {"side": 5}),
    "Split.take": (split().take, {"which": [0, 1]}),
    "rasterize": (drawings.rasterize, {"strokes": [np.array([[0.0, 1], [0, 1]])], "size": 10}),
    "centered": (drawings.centered, {"picture": np.ones((4, 4), np.uint8)}),
    "interval": (resampling.interval, {"values": np.ones(4), "groups": np.array(list("aabb")),
                                       "rng": rng(), "level": 0.9, "draws": 20}),
    "descend": (surfaces.descend, {"surface": "saddle", "start": (1.0, 1.0), "optimizer": "adam",
                                   "learning_rate": 0.1, "steps": 3, "noise": 0.1, "rng": rng(),
                                   "beta1": 0.9}),
    "Surface.grid": (surfaces.SURFACES["saddle"].grid, {"n": 5}),
}  # fmt: skip

SEARCH = {"X": X, "Y": Y, "validation": (X, Y), "output": "sigmoid", "iterations": 4,
          "executor": None, "progress": False, "seconds": 1.0, "ahead": 2}  # fmt: skip
CALLS |= {
    "Range": (tuning.Range, {"low": 0.1, "high": 1.0, "log": True, "whole": False}),
    "grid": (partial(tuning.grid, layers=(2,)), SEARCH | {"record_every": 2, "path": None}),
    "random_search": (partial(tuning.random_search, layers=(2,)),
                      SEARCH | {"record_every": 2, "path": None, "members": 2, "rng": rng()}),
    "halving": (partial(tuning.halving, layers=(2,)),
                SEARCH | {"members": 3, "rng": rng(), "rounds": 2, "keep": 0.5}),
}  # fmt: skip

PLOTS = {
    "boundary_grid": (plots.boundary_grid, {"X": X, "resolution": 5, "margin": 0.1}),
    "class_labels": (plots.class_labels, {"Y": Y}),
    "class_shades": (plots.class_shades, {"P": A}),
    "heat_map": (plots.heat_map, {"values": np.ones((2, 2)), "rows": ["a", "b"],
                                  "columns": ["c", "d"], "title": "t", "row_label": "r",
                                  "column_label": "c", "value_label": "v", "form": "{:.1f}"}),
    "layer_colour": (plots.layer_colour, {"layer": 1, "layers": 3}),
    "line_style": (plots.line_style, {"label": "a", "position": 0}),
    "new_figure": (plots.new_figure, {"width": 2.0, "height": 1.0}),
    "percent_of": (plots.percent_of, {"part": 0.5}),
    "spell": (plots.spell, {"number": 0.5}),
    "plot_bars": (plots.plot_bars, {"bars": {"a": 1.0, "b": 2.0}, "intervals": {"a": (0.5, 1.5)},
                                    "title": "t", "x_label": "x", "percent": False}),
    "plot_boundary": (plots.plot_boundary, {"predict": (NET, P), "X": X, "Y": Y, "title": "t",
                                            "axis_labels": ("a", "b"), "resolution": 5}),
    "plot_contours": (plots.plot_contours, {
        "x": GRID, "y": GRID, "Z": np.outer(GRID, GRID) + 2, "path": np.ones((2, 3)), "title": "t",
        "labels": ("a", "b", "c"), "log": False}),
    "plot_surface": (plots.plot_surface, {
        "x": GRID, "y": GRID, "Z": np.outer(GRID, GRID) + 2, "path": np.ones((2, 3)), "title": "t",
        "labels": ("a", "b", "c")}),
    "plot_costs": (plots.plot_costs, {"runs": {"a": RUN}, "title": "t", "log": True}),
    "plot_histograms": (plots.plot_histograms, {"layers": {"a": X, "b": Z}, "title": "t",
                                                "y_label": "y", "bins": 5}),
    "plot_lines": (plots.plot_lines, {"x": GRID, "lines": {"a": GRID}, "title": "t",
                                      "x_label": "x", "y_label": "y", "log": "",
                                      "points": (GRID, GRID), "markers": True}),
    "plot_parallel": (plots.plot_parallel, {"settings": {"rate": [0.1, 0.3], "kind": ["a", "b"]},
                                            "results": [1.0, 2.0], "title": "t", "result": "J"}),
    "plot_points": (plots.plot_points, {"X": X, "Y": Y, "title": "t", "axis_labels": ("a", "b")}),
    "show_images": (plots.show_images, {"images": IMAGES, "titles": list("abcd"), "columns": 2}),
    "show_weights": (plots.show_weights, {"W": np.ones((2, 12)), "shape": (3, 4),
                                          "titles": ["a", "b"], "columns": 2}),
    "side_by_side": (lambda picture, columns: plots.side_by_side(picture, columns=columns),
                     {"picture": plots.plot_points(X, Y), "columns": 1}),
    "plot_blocks": (diagrams.plot_blocks, {"net": NET, "m": 5}),
    "plot_graph": (diagrams.plot_graph, {"name": "3(a + bc)", "backward": True,
                                          "a": 1.0, "b": 1.0, "c": 1.0}),
    "plot_network": (diagrams.plot_network, {"net": NET, "params": P, "cache": CACHE}),
    "plot_propagation": (diagrams.plot_propagation, {
        "params": P_221, "x": np.ones((2, 1)), "y": np.ones((1, 1)), "backward": True}),
    "passes": (diagrams.passes, {"params": P_221, "x": np.ones((2, 1)), "y": np.ones((1, 1))}),
    "steps_of": (diagrams.steps_of, {"layer_sizes": (2, 2, 1)}),
    "written": (diagrams.written, {"number": 0.5}),
}  # fmt: skip


ANY_NUMBER = "True, 0, -1, 0.5, 2.5, nan, inf, 1e300, 10**30"
ANY_ARRAY = "(), [], rank 1, rank 3, rank 4, no columns, other shape, NaN inside, -1 and 1"
ALL = ", ".join(WRONG)

# (callables, argument, kinds of value, why they are right after all); * stands for anything
ACCEPTED = (
    ("*", "rng", "None", "an unseeded generator is drawn"),
    ("*", "title", "text, empty text", "that is a text"),
    ("*", "*_label", "text, empty text", "that is a text"),
    ("*", "noise", ANY_NUMBER, "any size of noise can be asked for"),
    ("*", "l[12]", "0, 0.5, 2.5", "a rate of a penalty"),
    ("*", "leaky_slope", "0, 0.5", "a slope in [0, 1)"),
    ("*", "beta*", "0, 0.5", "a share in [0, 1)"),
    ("*", "keep_prob", "0.5", "a probability"),
    ("*", "learning_rate", "0.5, 2.5, 1e300", "a rate; training that diverges says so"),
    ("sweep", "learning_rate", "rank 1", "a list of rates"),
    ("*", "executor", "None", "trained here"),
    ("*", "seconds", "0, 0.5, 2.5", "of any length; 0: a piece for each member"),
    ("*", "progress", "True", "a bar"),
    ("Range", "low", "0.5", "below 1"),
    ("Range", "high", "0.5, 2.5, 1e300, 10**30", "above 0.1"),
    ("halving", "keep", "0.5", "a share"),
    ("grid", "path", "None, text", "nothing is stored; the name of a file"),
    ("random_search", "path", "None, text", "nothing is stored; the name of a file"),
    ("descend", "learning_rate", "rank 1", "a rate for each of several paths"),
    ("sweep scales", "scale", "rank 1", "a list of scales"),
    ("*", "scale", "None, 0, 0.5, 2.5, 1e300, 10**30", "None is the rule's own; any factor is one"),
    ("*", "decay_rate", "0, 0.5, 2.5, 1e300, 10**30", "any decay can be asked for"),
    ("*", "turns", "0, 0.5, 2.5, 1e300, 10**30", "any number of turns"),
    ("*", "epsilon", "0.5, 2.5, 1e300, 10**30", "any small number, even a large one"),
    ("*", "iterations", "0", "no training at all"),
    ("*", "steps", "0", "no step at all"),
    ("Trainer.step", "n", "0", "no step at all"),
    ("member", "k", "0, -1", "the first, the last"),
    ("*", "level", "0, 0.5", "a level in [0, 1]"),
    ("circles", "inner_radius", "0, 0.5", "a radius in [0, 1)"),
    ("Trainer", "batch_size", "None", "the full batch"),
    ("Trainer", "decay", "None", "no decay"),
    ("Trainer", "validation", "None", "no validation"),
    ("*", "params", "None", "the parameters are drawn, or none are drawn on the picture"),
    ("Network", "loss", "None", "the output's own"),
    ("numerical_gradients", "entries", "None, {}", "all entries; none"),
    ("gradient_check", "grads", "None", "those of the network"),
    ("linear_backward", "W", "None", "the first layer needs no dA_prev"),
    ("linear_*", "A_prev", "no columns, NaN inside", "the formula is right for that too"),
    ("softmax", "Z", "rank 3, no columns, other shape, NaN inside, -1 and 1", "columns of numbers"),
    ("*", "Z", f"{ANY_NUMBER}, {ANY_ARRAY}", "element by element on numbers of any shape"),
    ("sigmoid_derivative", "Z", ALL, "not looked at where A is given"),
    ("tanh_derivative", "Z", ALL, "not looked at where A is given"),
    ("identity_derivative", "A", ALL, "not looked at: Z says it all"),
    ("relu_derivative", "A", ALL, "not looked at: Z says it all"),
    ("*_derivative", "A", f"None, {ANY_NUMBER}, {ANY_ARRAY}", "numbers of any shape"),
    ("mean_squared_error*", "[AY]", "-1 and 1", "targets of a regression may be any number"),
    ("Network.labels", "A", "rank 3, no columns, other shape, NaN inside, -1 and 1",
     "whatever a network puts out, also one that has diverged"),
    ("Span", "X", "other shape, -1 and 1", "examples as any other"),
    ("parity", "m", "None", "each pattern once"),
    ("load_images", "validation", "0, 0.5", "none; half of the pictures"),
    ("load_images", "test_path", "None", "both parts are in one file"),
    ("load_cats", "validation", "True", "that is the default"),
    ("open_images", "dtype", "None", "NumPy's own: float64"),
    ("save_params", "path", "text", "the name of a file"),
    ("Split.take", "which", "(), []", "no picture"),
    ("rasterize", "strokes", "(), [], rank 3", "nothing drawn; two strokes in one array"),
    ("centered", "picture", "no columns, other shape, NaN inside, -1 and 1", "it only moves"),
    ("descend", "start", "set, generator, no columns", "a pair of numbers; no path at all"),
    ("class_labels", "Y", "True, 0, other shape", "one label; one-hot columns of many classes"),
    ("class_shades", "P", "-1 and 1", "cut off at 0 and 1"),
    ("plot_boundary", "Y", "None", "no examples on the picture"),
    ("*", "axis_labels", "(), [], list of text", "none, or two names"),
    ("plot_graph", "[abc]", "True, 0, -1, 0.5, 2.5", "a value of an input"),
    ("*", "*", "True", "a switch"),
    ("plot_network", "cache", "None", "no activations on the picture"),
    ("heat_map", "rows", "list of text", "two names"),
    ("heat_map", "columns", "list of text", "two names"),
    ("*", "columns", "None", "as many as fit"),
    ("heat_map", "form", "text, empty text", "a format may hold no number"),
    ("new_figure", "*", "0.5, 2.5", "inches"),
    ("plot_bars", "intervals", "None", "no intervals"),
    ("line_style", "label", f"text, empty text, {ANY_NUMBER}", "str(label) is drawn"),
    ("line_style", "position", "0", "the first"),
    ("plot_histograms", "layers", "dict of arrays", "a dict of arrays"),
    ("plot_costs", "runs", "dict of arrays", "a pair of two rows"),
    ("plot_parallel", "settings", "dict of arrays", "two settings of two trials"),
    ("plot_parallel", "result", "text, empty text", "that is a text"),
    ("plot_lines", "log", "empty text", "no logarithmic axis"),
    ("plot_lines", "points", "None, rank 3, rank 4", "no points; a pair of arrays"),
    ("plot_blocks", "m", "None", "no count of numbers"),
    ("boundary_grid", "margin", "0, 0.5, 2.5", "any room around"),
    ("spell", "number", ANY_NUMBER, "any number can be written"),
    ("written", "number", ANY_NUMBER, "any number can be written"),
    ("percent_of", "part", ANY_NUMBER, "any number can be written"),
    ("plot_*", "path", "None", "no path"),
    ("show_*", "titles", "None, list of text", "none, or one for each"),
)  # fmt: skip

OWN_ERRORS = {  # not ours to word
    ("plot_boundary", "predict", "class"): "what a function given by the caller raises comes out",
    ("sigmoid_derivative", "A", "1e300"): "no sigmoid gives that",
    ("tanh_derivative", "A", "1e300"): "no tanh gives that",
}


def reason(name, argument, kind):
    """Why this value is accepted, or its error is not ours; None if there is no reason."""
    if (name, argument, kind) in OWN_ERRORS:
        return OWN_ERRORS[name, argument, kind]
    for names, arguments, kinds, why in ACCEPTED:
        fits = fnmatch.fnmatchcase(name, names) and fnmatch.fnmatchcase(argument, arguments)
        if fits and kind in kinds.split(", "):
            return why
    return None


class Hang(BaseException):
    """A call took longer than SECONDS."""


SECONDS = 10


def _stop(*_):
    raise Hang


def rows(calls):
    """(name of the callable, argument, kind of wrong value) of all generated calls."""
    return [(name, argument, kind) for name, (_, right) in calls.items() for argument in right
            for kind in WRONG]  # fmt: skip


def outcome(calls, name, argument, kind):
    """What came of one call: clear, raw, accepted, hang or changed; and the words of it."""
    function, right = calls[name]
    keywords = {key: _copied(value) for key, value in right.items()}
    keywords[argument] = WRONG[kind]()
    before = _frozen(keywords)
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, _stop)
        signal.alarm(SECONDS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", RuntimeWarning)  # a reader should meet none
            result = function(**keywords)
            if isinstance(result, plots.Picture):
                result.figure()
    except Hang:
        return "hang", ""
    except Exception as error:
        verdict = (
            ("clear" if is_clear(error, argument) else "raw"),
            f"{type(error).__name__}: {error}",
        )
    else:
        verdict = "accepted", ""
    finally:
        if hasattr(signal, "SIGALRM"):
            signal.alarm(0)
        Path("abc").unlink(missing_ok=True)  # where "abc" was the name of a file
    return verdict if _frozen(keywords) == before else ("changed", verdict[1])


def is_clear(error, argument):
    """Raised by the package itself, of a class a learner knows, and naming the argument."""
    frames = traceback.extract_tb(error.__traceback__)
    own = PACKAGE in Path(frames[-1].filename).parents
    known = isinstance(error, ValueError | TypeError | OSError | IndexError)
    return own and known and argument in str(error)


def _copied(value):
    """A copy, where a call could change the value."""
    return (
        copy.deepcopy(value)
        if isinstance(value, dict | np.ndarray | np.random.Generator)
        else value
    )


def _frozen(keywords):
    """The numbers of all arguments, to be compared; a generator of random numbers may go on."""
    plain = {
        key: value
        for key, value in keywords.items()
        if isinstance(value, np.ndarray | dict) and not isinstance(value, np.ma.MaskedArray)
    }
    try:
        return pickle.dumps(plain)
    except Exception:  # what nobody can copy
        return None
