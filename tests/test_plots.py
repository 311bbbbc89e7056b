"""Static pictures: what is drawn is the data, the sentence says it, the reader's settings stay."""

import base64
import io
import re
import subprocess
import sys

import matplotlib as mpl
import numpy as np
import pytest
from contrast import ENOUGH, contrast, pale_words
from matplotlib.colors import to_rgb
from PIL import Image

from nnhelpers import plots
from nnhelpers.network import Network
from nnhelpers.training import train

RNG = np.random.default_rng(0)
X = RNG.normal(size=(2, 60))
Y = (X[:1] * X[1:] > 0).astype(float)
LINE = np.linspace(-2, 2, 9)
IMAGES = RNG.integers(0, 256, (5, 6, 4, 3)).astype(np.uint8)


def probability(points):
    return 1 / (1 + np.exp(-4 * points[:1] * points[1:]))


def run_on_xor(**options):
    return train(
        Network((2, 3, 1), hidden="tanh"), X, Y, rng=np.random.default_rng(1),
        learning_rate=0.5, iterations=40, record_every=10, **options,
    )  # fmt: skip


BOWL = (LINE, LINE[:7], (LINE[None] - 1) ** 2 + (LINE[:7, None] + 1) ** 2)
PATH = np.array([[-1.5, 0.0, 1.0], [0.5, -0.5, -1.0]])
PICTURES = {
    "lines": lambda: plots.plot_lines(LINE, {"tanh": np.tanh(LINE)}, x_label="z"),
    "costs": lambda: plots.plot_costs({"2-3-1": run_on_xor()}),
    "points": lambda: plots.plot_points(X, Y),
    "boundary": lambda: plots.plot_boundary(probability, X, Y),
    "images": lambda: plots.show_images(IMAGES, list("abcde"), columns=3),
    "weights": lambda: plots.show_weights(RNG.normal(size=(2, 72)), (6, 4, 3)),
    "histograms": lambda: plots.plot_histograms({"layer 1": X, "layer 2": 0.1 * X}),
    "bars": lambda: plots.plot_bars({"majority": 0.5}, percent=True),
    "heat map": lambda: plots.heat_map([[1, 2]], ["one"], ["a", "b"]),
    "contours": lambda: plots.plot_contours(*BOWL, PATH),
    "surface": lambda: plots.plot_surface(*BOWL, PATH),
    "side by side": lambda: plots.side_by_side(
        plots.plot_points(X, Y), plots.plot_boundary(probability, X, Y)
    ),
}


@pytest.fixture(params=PICTURES)
def picture(request):
    return PICTURES[request.param]()


def axes_of(picture):
    return picture.figure().axes[0]


def test_every_picture_says_a_number(picture):
    assert re.search(r"\d", picture.sentence)
    assert "nan" not in picture.sentence


def test_every_picture_is_drawn_at_double_resolution_and_not_blank(picture):
    image = Image.open(io.BytesIO(picture.png()))
    assert image.size == pytest.approx([200 * inches for inches in picture.size], abs=1)
    assert len(np.unique(image.convert("L").resize((60, 40)))) > 5
    assert picture.size[0] <= 8


def test_words_in_every_picture_stand_out(picture):
    assert pale_words(picture.figure()) == {}


@pytest.mark.parametrize("color", ["INK", "QUIET", "HIGHLIGHT"])
def test_colors_of_words_stand_out_on_white(color):
    assert contrast(to_rgb(getattr(plots, color)), (1, 1, 1)) >= ENOUGH


def test_pale_words_are_found_and_on_what():
    """Gray words pass on white and not on a tint; half transparent ones not even on white."""
    figure = plots.new_figure(2, 2)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set_axis_off()
    ax.axvspan(0.5, 1, color="#f6e3e3", lw=0)
    ax.set(xlim=(0, 1), ylim=(0, 1))
    for x, words, opacity in ((0.05, "white", 1), (0.6, "tint", 1), (0.05, "half", 0.5)):
        ax.text(x, 0.3 if opacity < 1 else 0.7, words, color=plots.QUIET, alpha=opacity)
    assert set(pale_words(figure)) == {"tint", "half"}


def test_every_picture_has_a_white_ground_whatever_the_reader_chose(picture):
    plain = picture.png(1)
    with mpl.rc_context({"figure.facecolor": "black", "font.size": 30, "lines.linewidth": 9}):
        assert picture.png(1) == plain
    corner = Image.open(io.BytesIO(plain)).convert("RGB").getpixel((0, 0))
    assert corner == (255, 255, 255)


def test_no_setting_of_the_reader_is_changed(picture):
    with mpl.rc_context({"font.size": 17}):
        before = dict(mpl.rcParams)
        picture.png(1)
        assert dict(mpl.rcParams) == before


def test_pyplot_is_never_loaded():
    code = (
        "import sys, numpy as np; from nnhelpers import plots, diagrams;"
        "plots.plot_lines([0, 1], {'a': [1, 2]}).png(); diagrams.plot_network((2, 1)).png();"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_cell_shows_the_png_at_css_size_and_prints_the_sentence(capsys, monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda *a, **k: shown.append((*a, k)))
    PICTURES["points"]()._ipython_display_()
    ((data, options),) = shown
    assert list(data) == ["image/png"] and options["raw"]
    assert options["metadata"]["image/png"] == {"width": 500, "height": 400}
    assert Image.open(io.BytesIO(base64.b64decode(data["image/png"]))).size == (1000, 800)
    assert capsys.readouterr().out.startswith("60 points: ")


def test_printed_lines_stay_narrow(capsys, monkeypatch):
    monkeypatch.setattr("IPython.display.display", lambda *a, **k: None)
    PICTURES["points"]().says("word " * 60 + "1\nnext")._ipython_display_()
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 90 and lines[-1] == "next"


# ------------------------------------------------------------------------------- what is drawn


def test_lines_hold_the_data_and_known_names_keep_their_look():
    ax = axes_of(plots.plot_lines(LINE, {"other": LINE, "tanh": np.tanh(LINE)}))
    other, tanh = ax.lines
    np.testing.assert_array_equal(tanh.get_ydata(), np.tanh(LINE))
    assert (tanh.get_color(), tanh.get_linestyle()) == plots.STYLES["tanh"]
    alone = axes_of(plots.plot_lines(LINE, {"tanh": LINE})).lines[0]
    assert alone.get_color() == tanh.get_color() != other.get_color()


def test_costs_draws_training_and_validation_of_a_real_run():
    run = run_on_xor(validation=(X, Y))
    picture = plots.plot_costs({"2-3-1": run})
    training, validation = axes_of(picture).lines
    np.testing.assert_array_equal(training.get_xdata(), run.iterations)
    np.testing.assert_array_equal(training.get_ydata(), run.costs)
    np.testing.assert_array_equal(validation.get_ydata(), run.validation_costs)
    assert training.get_linestyle() != validation.get_linestyle()
    assert f"cost {run.costs[0]:.3g} at iteration 0, {run.costs[-1]:.3g}" in picture.sentence


def test_costs_beside_validation_costs_are_drawn_without_the_penalty():
    """The same data on both sides: the two curves are one, and label and sentence say why."""
    run = run_on_xor(validation=(X, Y), l2=5)
    assert (run.penalties > 0.01).all()
    picture = plots.plot_costs({"2-3-1": run})
    training, validation = axes_of(picture).lines
    np.testing.assert_allclose(training.get_ydata(), validation.get_ydata(), rtol=1e-9)
    assert training.get_label() == "2-3-1 (without the penalty)"
    assert picture.sentence.startswith("2-3-1 (without the penalty): cost ")
    alone = run_on_xor(l2=5)
    (line,) = axes_of(plots.plot_costs({"2-3-1": alone})).lines
    np.testing.assert_array_equal(line.get_ydata(), alone.costs)
    assert line.get_label() == "2-3-1"


def test_costs_takes_pairs_and_several_runs():
    picture = plots.plot_costs({"a": ([0, 10], [0.7, 0.5]), "b": ([0, 10], [0.7, 0.125])})
    a, b = axes_of(picture).lines
    assert list(b.get_ydata()) == [0.7, 0.125]
    assert a.get_color() != b.get_color() and a.get_linestyle() != b.get_linestyle()
    assert "b: cost 0.7 at iteration 0, 0.125 at iteration 10." in picture.sentence


def test_a_diverged_run_is_called_so():
    run = train(
        Network((2, 3, 1), hidden="identity", output="identity"), 50 * X, Y,
        rng=np.random.default_rng(1), learning_rate=50, iterations=400, record_every=1,
    )  # fmt: skip
    assert run.diverged
    for log, factor in ((False, 10), (True, 1e6)):
        picture = plots.plot_costs({"too fast": run, "calm": ([0, 100], [1, 0.5])}, log=log)
        assert "too fast" in picture.sentence and "diverged" in picture.sentence
        assert axes_of(picture).get_ylim()[1] == factor * run.costs[0]


def test_points_of_each_class_have_their_color_and_marker():
    one_hot = np.eye(3)[:, np.arange(60) % 3]
    picture = plots.plot_points(X, one_hot)
    groups = axes_of(picture).collections
    for k, group in enumerate(groups):
        np.testing.assert_allclose(group.get_offsets(), X[:, k::3].T)
        np.testing.assert_allclose(group.get_facecolor()[0, :3], to_rgb(plots.CLASS_COLOURS[k]))
    assert len({len(group.get_paths()[0].vertices) for group in groups}) == 3
    assert "20 of class 2 (green squares)" in picture.sentence


def test_boundary_shades_and_counts():
    picture = plots.plot_boundary(probability, X, Y)
    ax = axes_of(picture)
    shades = ax.images[0].get_array()
    left, right, bottom, top = ax.images[0].get_extent()
    assert left < X[0].min() and right > X[0].max() and bottom < X[1].min() and top > X[1].max()
    assert shades.shape == (100, 100, 3)
    upper_right, upper_left = shades[-1, -1], shades[-1, 0]  # row 0 is the lowest
    np.testing.assert_allclose(upper_right, plots.class_shades(np.ones((1, 1)))[0], atol=0.01)
    np.testing.assert_allclose(upper_left, plots.class_shades(np.zeros((1, 1)))[0], atol=0.01)
    assert picture.sentence.startswith("100.0 % of 60 points are on their own side")


def test_boundary_of_a_network_is_that_of_its_function():
    net = Network((2, 3, 1), hidden="tanh")
    params = run_on_xor().params
    own = plots.plot_boundary((net, params), X, Y)
    same = plots.plot_boundary(lambda points: net.forward(points, params)["A2"], X, Y)
    assert own.sentence == same.sentence
    hits = 100 * np.mean(net.predict(X, params) == Y)
    assert own.sentence.startswith(f"{hits:.1f} % of 60 points")
    np.testing.assert_array_equal(
        axes_of(own).images[0].get_array(), axes_of(same).images[0].get_array()
    )


@pytest.mark.parametrize("form", [lambda P: (P[0] > 0) * 1, lambda P: P[:1] > 0])
def test_boundary_takes_plain_labels(form):
    share = np.mean((X[0] > 0) == Y[0])
    assert plots.plot_boundary(form, X, Y).sentence.startswith(plots.percent_of(share))


def test_boundary_of_three_classes_has_three_colors():
    picture = plots.plot_boundary(lambda P: np.array([P[0], P[1], -P[0] - P[1]]) > 0.5, X)
    colors = axes_of(picture).images[0].get_array().reshape(-1, 3).round(3)
    certain = plots.class_shades(np.eye(3)).round(3)
    for color in certain:
        assert (colors == color).all(axis=1).any()


def test_class_shades_are_white_where_undecided():
    np.testing.assert_allclose(plots.class_shades(np.array([[0.5]])), 1)
    np.testing.assert_allclose(plots.class_shades(np.full((3, 1), 1 / 3)), 1)


def test_grid_goes_row_by_row_from_the_bottom():
    grid, (left, right, bottom, top) = plots.boundary_grid(X, resolution=5)
    assert grid.shape == (2, 25)
    assert tuple(grid[:, 0]) == (left, bottom) and tuple(grid[:, -1]) == (right, top)
    assert grid[1, 4] == bottom and grid[0, 4] == right


def test_images_are_shown_unchanged_with_their_titles():
    ax = axes_of(plots.show_images(IMAGES, list("abcde"), columns=3))
    for image, drawn in zip(IMAGES, ax.images, strict=True):
        np.testing.assert_array_equal(drawn.get_array(), image)
    assert [text.get_text() for text in ax.texts] == list("abcde")
    first, fourth = ax.images[0].get_extent(), ax.images[3].get_extent()
    assert fourth[0] == first[0] and fourth[3] < first[2]  # a new row, below


def test_weights_are_images_around_a_white_zero():
    W = np.linspace(-1, 3, 24)[None]
    ax = axes_of(plots.show_weights(W, (6, 4)))
    np.testing.assert_allclose(ax.images[0].get_array(), W.reshape(6, 4))
    assert ax.images[0].get_clim() == (-3, 3)
    np.testing.assert_allclose(ax.images[0].to_rgba(0.0)[:3], 1, atol=0.02)


def test_weights_of_color_images_are_means_over_the_channels():
    W = RNG.normal(size=(2, 72))
    ax = axes_of(plots.show_weights(W, (6, 4, 3)))
    np.testing.assert_allclose(ax.images[1].get_array(), W[1].reshape(6, 4, 3).mean(axis=2))


def test_histograms_count_every_value():
    picture = plots.plot_histograms({"layer 1": X, "layer 2": 0 * X}, bins=8)
    ax = axes_of(picture)
    widths = np.array([bar.get_width() for bar in ax.patches]).reshape(2, 8)
    counts, _ = np.histogram(X, np.linspace(X.min(), X.max(), 9))
    np.testing.assert_allclose(widths[0] / widths[0].sum(), counts / counts.sum())
    assert np.count_nonzero(widths[1]) == 1
    assert f"layer 1: {X.std():.3g}, layer 2: 0." in picture.sentence


def test_histograms_of_layers_that_are_all_zero():
    assert len(plots.plot_histograms({"layer 1": np.zeros(9)}).png(1)) > 1000


def test_bars_and_intervals():
    picture = plots.plot_bars({"a": 0.5, "b": 0.8}, intervals={"b": (0.7, 0.85)}, percent=True)
    ax = axes_of(picture)
    assert [bar.get_width() for bar in ax.patches] == [50, 80]
    np.testing.assert_allclose(ax.lines[1].get_xdata(), [70, 85])
    assert picture.sentence == "a: 50.0 %; b: 80.0 % (70.0 % to 85.0 %)."


def test_heat_map_writes_each_number_in_its_place():
    picture = plots.heat_map(
        [[1, 2, 3], [4, 5, 6]], ["r1", "r2"], [10, 20, 30], row_label="depth",
        column_label="rate", value_label="score",
    )  # fmt: skip
    texts = {t.get_position(): t.get_text() for t in axes_of(picture).texts}
    assert texts[2, 0] == "3" and texts[0, 1] == "4"
    assert picture.sentence == (
        "Highest score 6 at depth r2, rate 30; lowest 1 at depth r1, rate 10."
    )


def test_contours_and_surface_carry_the_path():
    for plot in (plots.plot_contours, plots.plot_surface):
        picture = plot(*BOWL, PATH)
        line = axes_of(picture).lines[0]
        np.testing.assert_array_equal(line.get_data_3d()[:2] if hasattr(line, "get_data_3d")
                                      else line.get_data(), PATH)  # fmt: skip
        assert "lowest near w = 1, b = -1" in picture.sentence
        assert "in 2 steps from (-1.5, 0.5) to (1, -1)" in picture.sentence


def test_side_by_side_keeps_order_sizes_and_sentences():
    points, boundary = PICTURES["points"](), PICTURES["boundary"]()
    both = plots.side_by_side(points, boundary)
    assert both.sentence == f"Left: {points.sentence}\nRight: {boundary.sentence}"
    assert both.size[0] == 8
    assert [bool(ax.images) for ax in both.figure().axes] == [False, True]
    four = plots.side_by_side(*[points] * 4, columns=2)
    assert len(four.figure().axes) == 4
    assert four.sentence.splitlines()[3].startswith("Picture 4: ")


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: plots.plot_points(X.T, Y), r"\(60, 2\).*pass X.T"),
        (lambda: plots.plot_lines(LINE, {"a": LINE[1:]}), r"lines\['a'\] has 8 values but x has 9"),
        (lambda: plots.plot_boundary(lambda P: P[:, :3], X, Y), "10000 points"),
        (lambda: plots.show_images(IMAGES[0, :, :, 0]), r"images\[None\]"),
        (lambda: plots.show_images(IMAGES, ["a"]), "1 titles for 5 images"),
        (lambda: plots.show_weights(np.ones((1, 10)), (6, 4)), "10 weights.*24 values"),
        (lambda: plots.heat_map(np.ones((2, 2)), ["a", "b"], ["c"]), r"should be \(2, 1\)"),
        (lambda: plots.side_by_side(), "no picture"),
    ],
)
def test_errors_say_what_to_do(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize(
    "number, text",
    [
        (0.69314, "0.693"),
        (-1234.5, "-1 234"),
        (0, "0"),
        (245973, "245 973"),
        (1e-9, "1e-09"),
        (2e7, "2e+07"),
    ],
)
def test_spelled_numbers(number, text):
    assert plots.spell(number) == text


def test_the_palette_can_be_told_apart_without_red_and_green():
    """Deuteranopia: the classes still differ in lightness or in blue against yellow."""
    simulation = np.array([[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]])
    seen = np.array([to_rgb(c) for c in plots.CLASS_COLOURS]) @ simulation.T
    for i in range(3):
        for j in range(i):
            assert np.linalg.norm(seen[i] - seen[j]) > 0.25
    assert len(set(plots.CLASS_MARKERS)) == 3
