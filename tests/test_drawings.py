"""From strokes to pictures: lines where they belong, as wide and as large as in the file."""

from pathlib import Path

import numpy as np
import pytest

from nnhelpers.datasets import load_images
from nnhelpers.drawings import centered, rasterize

ROOT = Path(__file__).resolve().parent.parent


def test_a_line_along_the_pixels_is_white_and_one_pixel_wide():
    picture = rasterize([[[0, 10], [0, 0]]])
    assert picture.shape == (28, 28) and picture.dtype == np.uint8
    assert (picture[13] == 255).all() and picture.sum() == 28 * 255
    np.testing.assert_array_equal(rasterize([[[0, 0], [0, 10]]]), picture.T)


def test_a_slanted_line_shares_its_ink_between_two_pixels():
    # A slope of 1/2 in a box of 8: y = 0, 0.5, 1, 1.5 … at x = 0, 1, 2, 3 …
    picture = rasterize([[[0, 256], [0, 128]]], size=8)
    assert np.isin(picture.sum(axis=0), [255, 256]).all()  # two halves, both rounded up
    rows, columns = np.nonzero(picture)
    for column in range(8):
        share = picture[rows[columns == column], column] / 255
        place = (share * rows[columns == column]).sum() / share.sum()
        assert place - rows[0] == pytest.approx(column / 2, abs=0.02)


def test_scale_and_place_and_direction_do_not_matter():
    rng = np.random.default_rng(1)
    strokes = [rng.uniform(0, 50, size=(2, n)) for n in (2, 5, 9)]
    expected = rasterize(strokes)
    np.testing.assert_array_equal(rasterize([stroke * 4 - 32 for stroke in strokes]), expected)
    np.testing.assert_array_equal(rasterize([stroke[:, ::-1] for stroke in strokes]), expected)
    np.testing.assert_array_equal(rasterize([s.tolist() for s in strokes]), expected)


def test_the_number_of_points_does_not_matter():
    """A mouse reports many points, which lie on the line only nearly."""
    rng = np.random.default_rng(2)
    corners = np.array([[0, 40, 60, 100, 70], [0, 50, 10, 30, 90.0]])
    places = np.linspace(0, 4, 401)
    many = np.stack([np.interp(places, np.arange(5), row) for row in corners])
    few, dense = rasterize([corners]), rasterize([many + rng.uniform(-0.05, 0.05, many.shape)])
    assert np.abs(few.astype(int) - dense).max() < 40 and few.max() == 255
    assert abs(int(few.sum()) - int(dense.sum())) < 0.01 * few.sum()


def test_right_and_down_are_right_and_down():
    # A corner: down along the left side, then right along the bottom.
    picture = rasterize([[[0, 0, 10], [0, 10, 10]]])
    assert picture[:-1, 0].min() > 0 and picture[-1].min() > 0 and picture[:14, 14:].max() == 0


def test_nothing_drawn_is_black_and_a_dot_is_a_dot():
    assert rasterize([]).max() == 0
    dot = rasterize([[[3.0], [5.0]]])
    assert dot.sum() == 255 and dot[13, 13] == 255
    np.testing.assert_array_equal(rasterize([[[3, 3], [5, 5]]]) > 0, dot > 0)


def test_centered_moves_into_the_middle_and_changes_nothing_else():
    picture = np.zeros((6, 7), np.uint8)
    picture[0:2, 4:7] = [[1, 2, 3], [0, 0, 4]]
    moved = centered(picture)
    assert moved[2:4, 2:5].tolist() == [[1, 2, 3], [0, 0, 4]] and moved.sum() == picture.sum()
    np.testing.assert_array_equal(centered(moved), moved)
    assert centered(np.zeros((3, 3))).max() == 0


def test_a_drawing_is_as_large_and_as_bright_as_those_of_the_file():
    """The same measures of a drawn cat and of the file's drawings: extent, ink a pixel of line."""
    data = load_images(ROOT / "datasets" / "cat_dog_lion.h5")
    angle = np.linspace(0, 2 * np.pi, 40)
    strokes = [
        [50 * np.cos(angle), 45 * np.sin(angle)],  # head, ears, eyes, mouth, whiskers
        *([[side * x for x in (48, 45, 20)], [-15, -70, -40]] for side in (-1, 1)),
        *([15 * side + 5 * np.cos(angle), 5 * np.sin(angle) - 8] for side in (-1, 1)),
        [[-15, 0, 0, 0, 15], [25, 20, 10, 20, 25]],
        *([[side * 20, side * 70], [15, y]] for side in (-1, 1) for y in (5, 15, 28)),
    ]
    rng = np.random.default_rng(3)
    strokes = [np.array(s) + rng.normal(0, 1.5, np.shape(s)) for s in strokes]  # by hand
    drawn = rasterize(strokes)[np.newaxis]
    for measure in (extent, brightness):
        low, high = np.quantile(measure(data.train.images[..., 0]), [0.02, 0.98])
        assert low <= measure(drawn)[0] <= high, measure.__name__


def extent(pictures):
    """Pixels of the longer side of what is drawn."""
    return np.array([max(np.ptp(place) for place in np.nonzero(picture)) for picture in pictures])


def brightness(pictures):
    """Mean light of the pixels that are not black."""
    return np.array([picture[picture > 0].mean() for picture in pictures])


@pytest.mark.parametrize(
    "strokes, message",
    [
        ([[1, 2, 3]], r"strokes\[0\] must have the shape \(2, n\).*got \(3,\)"),
        ([[[1], [2]], [[1, 2]]], r"strokes\[1\] .*got \(1, 2\)"),
        ([np.zeros((2, 0))], r"got \(2, 0\)"),
        ([[[0, np.nan], [0, 1]]], "finite numbers"),
    ],
)
def test_what_is_no_stroke_is_refused(strokes, message):
    with pytest.raises(ValueError, match=message):
        rasterize(strokes)


def test_a_picture_needs_pixels():
    with pytest.raises(ValueError, match="size=1 came, but a whole number of at least 2"):
        rasterize([], size=1)
