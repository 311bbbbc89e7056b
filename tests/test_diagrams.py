"""Drawings: what the artists carry is what the network and the chain rule say."""

from itertools import pairwise

import autograd
import autograd.numpy as anp
import matplotlib.colors as colors
import numpy as np
import pytest
from contrast import pale_words
from matplotlib.patches import FancyBboxPatch

from nnhelpers import diagrams
from nnhelpers.network import Network
from nnhelpers.plots import new_figure, spell

SIZES = [(1, 1), (2, 4, 1), (2, 8, 8, 8, 1), (12,) * 7, (12288, 20, 7, 5, 1), (3, 13, 3)]


def draw_network(sizes):
    figure = new_figure(*diagrams.CANVAS)
    ax = figure.add_axes((0, 0, 1, 1))
    return figure, ax, diagrams.NetworkDrawing(ax, sizes)


def weights_of(sizes):
    return Network(sizes, hidden="tanh").initialize("xavier", rng=np.random.default_rng(2))


@pytest.mark.parametrize("sizes", SIZES)
def test_every_visible_unit_and_connection_is_drawn(sizes):
    _, _, drawing = draw_network(sizes)
    seen = [n if n <= 12 else 7 for n in sizes]
    assert len(drawing.circles.get_offsets()) == sum(seen)
    assert len(drawing.edges.get_segments()) == sum(a * b for a, b in pairwise(seen))


@pytest.mark.parametrize("sizes", SIZES)
def test_units_neither_overlap_nor_leave_the_axes(sizes):
    _, ax, drawing = draw_network(sizes)
    centers = np.asarray(drawing.circles.get_offsets())
    distances = np.linalg.norm(centers[:, None] - centers[None], axis=-1)
    np.fill_diagonal(distances, np.inf)
    assert distances.min() > 2 * drawing.radius
    inside = [ax.get_xlim()[1], ax.get_ylim()[1]]
    assert (centers - drawing.radius > 0).all() and (centers + drawing.radius < inside).all()


@pytest.mark.parametrize("sizes", SIZES)
def test_numbers_fit_into_their_units(sizes):
    figure, _, drawing = draw_network(sizes)
    net = Network(sizes, hidden="tanh", output="identity")
    cache = net.forward(-np.ones((sizes[0], 1)), weights_of(sizes))
    drawing.update(activations=cache)
    renderer = figure.canvas.get_renderer()
    diameter = 2 * drawing.radius * 100
    for text in drawing.texts:
        assert text.get_text()
        assert text.get_window_extent(renderer).width <= diameter


@pytest.mark.parametrize("value", [-1.0, -0.4, 0.0, 0.4, 1.0])
def test_words_of_a_network_stand_out_whatever_its_units_say(value):
    figure, _, drawing = draw_network((2, 4, 1))
    drawing.update(activations={f"A{l}": np.full((n, 1), value) for l, n in enumerate((2, 4, 1))})
    assert pale_words(figure) == {}


@pytest.mark.parametrize("name", diagrams.GRAPHS)
def test_words_of_a_graph_stand_out(name):
    graph = diagrams.GRAPHS[name]
    numbers = dict.fromkeys([*graph.inputs, *graph.given], 1.0)
    assert pale_words(diagrams.plot_graph(name, **numbers).figure()) == {}


def test_words_of_blocks_and_passes_stand_out():
    assert pale_words(diagrams.plot_blocks((2, 4, 4, 1)).figure()) == {}
    params = Network((2, 2, 1), hidden="tanh").initialize("he", rng=np.random.default_rng(1))
    assert (
        pale_words(diagrams.plot_propagation(params, np.ones((2, 1)), np.ones((1, 1))).figure())
        == {}
    )


def test_a_weight_decides_width_color_and_line_style():
    _, _, drawing = draw_network((2, 2))
    drawing.update({"W1": np.array([[2.0, -1.0], [0.0, 0.5]])})
    widths = drawing.edges.get_linewidths()  # in the order W11, W12, W21, W22
    assert widths[0] > widths[1] > widths[3] > widths[2]
    hexes = [colors.to_hex(c) for c in drawing.edges.get_colors()]
    assert hexes[0] == hexes[3] == diagrams.POSITIVE and hexes[1] == diagrams.NEGATIVE
    dashes = [pattern for _, pattern in drawing.edges.get_linestyles()]
    assert dashes[0] is None and dashes[1] is not None
    starts = np.array([segment[0] for segment in drawing.edges.get_segments()])
    np.testing.assert_allclose(starts, np.tile(drawing.centers[0], (2, 1)))


def test_activations_shade_and_label_the_units():
    _, _, drawing = draw_network((2, 1))
    drawing.update(activations={"A0": np.array([[1.0, 9], [-1.0, 9]]), "A1": np.array([[0.25, 9]])})
    assert [text.get_text() for text in drawing.texts] == ["1.00", "-1.00", "0.25"]
    plus, minus, quarter = drawing.circles.get_facecolor()[:, :3]
    assert plus[0] > plus[2] and minus[2] > minus[0]  # orange, blue
    assert 1 - quarter.min() < 1 - plus.min()  # paler


def test_update_keeps_the_artists():
    _, ax, drawing = draw_network((2, 4, 1))
    before, children = list(drawing.artists), len(ax.get_children())
    params = weights_of((2, 4, 1))
    drawing.update(params, Network((2, 4, 1)).forward(np.ones((2, 1)), params))
    assert all(a is b for a, b in zip(before, drawing.artists, strict=True))
    assert len(ax.get_children()) == children


def test_a_wide_layer_shows_its_first_and_last_units():
    _, ax, drawing = draw_network((30, 1))
    assert list(drawing.units[0]) == [0, 1, 2, 3, 27, 28, 29]
    words = [text.get_text() for text in ax.texts]
    assert "⋮" in words and "30 inputs" in words
    W = np.zeros((1, 30))
    W[0, 29] = 1
    drawing.update({"W1": W})
    assert np.argmax(drawing.edges.get_linewidths()) == 6


def test_weights_of_another_network_are_refused():
    _, _, drawing = draw_network((2, 4, 1))
    with pytest.raises(ValueError, match=r"W1 has the shape \(3, 2\)"):
        drawing.update(weights_of((2, 3, 1)))


def test_plot_network_counts_parameters():
    net = Network((12288, 20, 7, 5, 1))
    assert f"{net.parameter_count:,}".replace(",", " ") in diagrams.plot_network(net).sentence
    params = weights_of((2, 4, 1))
    cache = Network((2, 4, 1), hidden="tanh").forward(np.ones((2, 1)), params)
    sentence = diagrams.plot_network((2, 4, 1), params, cache).sentence
    assert f"|W1| {np.abs(params['W1']).max():.3g}" in sentence
    assert f"Output for this example: {cache['A2'].item():.3g}" in sentence


# ------------------------------------------------------------------------------ computation graphs


def three_times(a, b, c):
    return 3 * (a + b * c)


def logistic_loss(w1, x1, w2, x2, b, y):
    z = w1 * x1 + w2 * x2 + b
    return anp.log1p(anp.exp(z)) - y * z


ORACLES = {"3(a + bc)": three_times, "logistic neuron": logistic_loss}
POINTS = {
    "3(a + bc)": [(5, 3, 2), (0, 0, 0), (-4, 2.5, -1)],
    "logistic neuron": [(1.2, 0.5, -2, 1, 0.3, 1), (0, 0, 0, 0, 0, 0), (3, 2, 3, 2, 3, 0),
                        (-3, 2, -3, 2, -3, 1)],
}  # fmt: skip


@pytest.mark.parametrize(
    "name, point", [(name, point) for name, points in POINTS.items() for point in points]
)
def test_graphs_agree_with_automatic_differentiation(name, point):
    graph, oracle = diagrams.GRAPHS[name], ORACLES[name]
    inputs = dict(zip(graph.inputs, map(float, point), strict=True))
    values = graph.forward(**inputs)
    derivatives = graph.backward(values)
    np.testing.assert_allclose(values[graph.output], oracle(*inputs.values()), rtol=1e-6)
    for k, input_name in enumerate(graph.inputs):
        if input_name not in graph.given:
            expected = autograd.grad(oracle, k)(*inputs.values())
            np.testing.assert_allclose(derivatives[input_name], expected, rtol=1e-6, atol=1e-12)


def test_hand_worked_derivatives():
    """u = 3·2 = 6, v = 5 + 6 = 11, J = 33; back: dJ/dv = 3, dJ/du = 3, dJ/db = 3c, dJ/dc = 3b."""
    graph = diagrams.GRAPHS["3(a + bc)"]
    values = graph.forward(a=5, b=3, c=2)
    assert values == {"a": 5, "b": 3, "c": 2, "u": 6, "v": 11, "J": 33}
    assert graph.backward(values) == {"a": 3, "b": 6, "c": 9, "u": 3, "v": 3, "J": 1}


@pytest.mark.parametrize("name", diagrams.GRAPHS)
def test_graph_drawing_writes_values_and_derivatives(name):
    graph = diagrams.GRAPHS[name]
    ax = new_figure(*diagrams.CANVAS).add_axes((0, 0, 1, 1))
    drawing = diagrams.GraphDrawing(ax, graph)
    children = len(ax.get_children())
    for point in POINTS[name]:
        values = graph.forward(**dict(zip(graph.inputs, point, strict=True)))
        derivatives = graph.backward(values)
        drawing.update(values, derivatives, {graph.output: -0.003})
        for key, value in values.items():
            assert drawing.values[key].get_text() == spell(value)
            moved = "-0.003" if key == graph.output else ""
            assert drawing.changes[key].get_text() == moved
        for key, slope in derivatives.items():
            assert drawing.derivatives[key].get_text() == spell(slope)
        assert drawing.derivatives.keys() == derivatives.keys()
    assert len(ax.get_children()) == children


@pytest.mark.parametrize("name", diagrams.GRAPHS)
def test_texts_of_a_graph_lie_inside_and_apart(name):
    picture = diagrams.plot_graph(
        name, **dict(zip(diagrams.GRAPHS[name].inputs, [-2.75] * 5 + [1], strict=False))
    )
    figure = picture.figure()
    figure.draw_without_rendering()
    renderer = figure.canvas.get_renderer()
    texts = [t for t in figure.axes[0].texts if t.get_text()]
    boxes = [
        t.get_window_extent(renderer).padded(-1.5) for t in texts
    ]  # a number touches its label
    assert len(boxes) > 10
    assert all(figure.bbox.contains(*corner) for box in boxes for corner in box.get_points())
    for i, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[:i])


def test_forward_only():
    picture = diagrams.plot_graph("3(a + bc)", backward=False, a=5, b=3, c=2)
    assert picture.sentence == "Forward: u = 6, v = 11, J = 33."
    words = [text.get_text() for text in picture.figure().axes[0].texts]
    assert "33" in words
    labels = [text for text in picture.figure().axes[0].texts if "partial" in text.get_text()]
    assert len(labels) == 6 and not any(label.get_visible() for label in labels)


def test_graph_errors():
    with pytest.raises(ValueError, match=r"no graph 'x'; known: '3\(a \+ bc\)'"):
        diagrams.plot_graph("x")
    with pytest.raises(ValueError, match="this graph needs a, b, c"):
        diagrams.plot_graph("3(a + bc)", a=1)


# --------------------------------------------------------------- forward and backward in one graph

TWO_OUTPUTS = {
    "W1": np.array([[2.0, -1.0], [1.0, 1.0]]),
    "b1": np.array([[0.0], [-2.0]]),
    "W2": np.array([[2.0, 1.0], [-1.0, 3.0]]),
    "b2": np.array([[0.0], [-1.0]]),
}
POINT, LABELS = np.array([[1.0], [2.0]]), np.array([[1.0], [0.0]])


def loss_from(key, numbers):
    """The loss as a function of Z1, A1, Z2 or A2, and the present value of that."""
    rest = {
        "Z1": anp.tanh,
        "A1": lambda A: anp.dot(TWO_OUTPUTS["W2"], A) + TWO_OUTPUTS["b2"],
        "Z2": lambda Z: 1 / (1 + anp.exp(-Z)),
        "A2": lambda A: -anp.sum(LABELS * anp.log(A) + (1 - LABELS) * anp.log(1 - A)),
    }
    later = list(rest)[list(rest).index(key) :]

    def loss(value):
        for name in later:
            value = rest[name](value)
        return value

    return loss, numbers[key]


@pytest.mark.parametrize("key", ["Z1", "A1", "Z2", "A2"])
def test_derivatives_of_both_passes_agree_with_automatic_differentiation(key):
    numbers = diagrams.passes(TWO_OUTPUTS, POINT, LABELS)
    loss, value = loss_from(key, numbers)
    np.testing.assert_allclose(numbers["L"].sum(), loss(value), rtol=1e-12)
    np.testing.assert_allclose(numbers[f"d{key}"], autograd.grad(loss)(value), rtol=1e-10)


def test_steps_come_after_what_they_need():
    steps = diagrams.steps_of((2, 2, 2))
    keys = list(dict.fromkeys(step.key for step in steps))
    assert keys == ["Z1", "A1", "Z2", "A2", "L", "dA2", "dZ2", "dW2", "dA1", "dZ1", "dW1"]
    assert len(steps) == len(set(steps)) == 21
    assert len(diagrams.steps_of((2, 2, 1))) == 16


def test_a_hidden_unit_adds_up_its_paths_in_words():
    """da of unit 1 with two outputs: 2 · (0.6817 − 1) + (−1) · 0.7833 = −1.4199."""
    numbers = diagrams.passes(TWO_OUTPUTS, POINT, LABELS)
    heading, formula = diagrams.in_words(diagrams.Step("dA1", 0), numbers)
    assert heading == "Hidden unit 1"
    assert formula == "da = w₁ · dz₁ + w₂ · dz₂ = 2 · (−0.3183) + (−1) · 0.7833 = −1.4199"
    assert diagrams.in_words(diagrams.Step("L", 0), numbers)[1] == (
        "L = L₁ + L₂ = (−log 0.6817) + (−log(1 − 0.7833)) = 1.9122"
    )


@pytest.mark.parametrize("outputs", [1, 2])
def test_propagation_drawing_writes_each_number_in_its_place(outputs):
    params = {
        key: value[:outputs] if key[1] == "2" else value for key, value in TWO_OUTPUTS.items()
    }
    numbers = diagrams.passes(params, POINT, LABELS[:outputs])
    ax = new_figure(*diagrams.CANVAS).add_axes((0, 0, 1, 1))
    drawing = diagrams.PropagationDrawing(ax, (2, 2, outputs))
    drawing.update(numbers)
    for (key, unit), text in drawing.derivatives.items():
        assert text.get_text() == diagrams.written(numbers[key][unit, 0])
    for (key, unit, k), text in drawing.weight_derivatives.items():
        assert text.get_text() == diagrams.written(numbers[key][unit, k])
    slopes = {key: text.get_text() for key, text in drawing.slopes.items()}
    assert slopes["Z2", 0, 1] == diagrams.written(params["W2"][0, 1])
    assert slopes["A1", 1, 1] == diagrams.written(1 - np.tanh(1) ** 2)
    a = numbers["A2"][0, 0]
    assert slopes["A2", 0, 0] == diagrams.written(a * (1 - a))
    assert slopes["L", 0, 0] == diagrams.written(-1 / a)
    drawing.update(numbers, 0)
    assert not any(text.get_text() for text in drawing.derivatives.values())
    assert not drawing.mark.get_visible()


@pytest.mark.parametrize("outputs", [1, 2])
def test_texts_of_both_passes_lie_inside_and_apart(outputs):
    params = {
        key: value[:outputs] if key[1] == "2" else value for key, value in TWO_OUTPUTS.items()
    }
    figure = diagrams.plot_propagation(params, -1.5 * POINT, LABELS[:outputs]).figure()
    figure.draw_without_rendering()
    renderer = figure.canvas.get_renderer()
    texts = [text for text in figure.axes[0].texts if text.get_text()]
    boxes = [text.get_window_extent(renderer).padded(-1) for text in texts]
    assert all(figure.bbox.contains(*corner) for box in boxes for corner in box.get_points())
    for i, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[:i]), texts[i]


def test_plot_propagation_forward_only():
    picture = diagrams.plot_propagation(TWO_OUTPUTS, POINT, LABELS, backward=False)
    assert picture.sentence == (
        "Forward: z1 = 0, 1; a1 = 0, 0.7616; a2 = 0.6817, 0.7833; loss 1.9122."
    )
    words = [text.get_text() for text in picture.figure().axes[0].texts]
    assert "1.2848" in words and "−1.4199" not in words
    both = diagrams.plot_propagation(TWO_OUTPUTS, POINT, LABELS)
    assert "da1 = −1.4199, 2.0315" in both.sentence
    assert "−1.4199" in [text.get_text() for text in both.figure().axes[0].texts]


def test_written_numbers():
    assert [diagrams.written(n) for n in (2.0, -0.31830, -1e-9, 1.5)] == [
        "2",
        "−0.3183",
        "0",
        "1.5",
    ]


# -------------------------------------------------------------------------------- layer blocks


@pytest.mark.parametrize("sizes, blocks", [((2, 1), 1), ((2, 4, 1), 2), ((12288, 20, 7, 5, 1), 4),
                                           ((2, 3, 3, 3, 3, 3, 1), 3)])  # fmt: skip
def test_blocks_of_each_layer(sizes, blocks):
    picture = diagrams.plot_blocks(sizes, m=10)
    ax = picture.figure().axes[0]
    assert sum(isinstance(patch, FancyBboxPatch) for patch in ax.patches) == 2 * blocks
    words = " ".join(text.get_text() for text in ax.texts)
    L = len(sizes) - 1
    assert f"layer {L}\nbackward" in words and f"$dA^{{[{L}]}}$" in words
    assert f"cache {L}\n$A^{{[{L - 1}]}},\\ Z^{{[{L}]}}$" in words


def test_blocks_count_what_the_caches_hold():
    net = Network((3, 4, 2, 1))
    cache = net.forward(np.ones((3, 10)), net.initialize(rng=np.random.default_rng(0)))
    numbers = sum(array.size for array in cache.values())
    assert f"hold {numbers} numbers" in diagrams.plot_blocks(net, m=10).sentence
