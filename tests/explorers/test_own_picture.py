"""Pictures of one's own: what can be read is classified, what cannot is told why."""

import io
import struct
import zlib

import numpy as np
import pytest
from driving import alive, pixels, uploaded
from PIL import Image

from nnhelpers import Network
from nnhelpers.explorers import ImageClassifier
from nnhelpers.explorers.own_picture import MAX_BYTES, read_picture


def encoded(picture, form="PNG", **options):
    file = io.BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def halves(width, height, mode="RGB"):
    """Left half red, right half blue."""
    array = np.zeros((height, width, 3), np.uint8)
    array[:, : width // 2, 0] = 255
    array[:, width // 2 :, 2] = 255
    return Image.fromarray(array).convert(mode)


@pytest.fixture
def classifier():
    net = Network((64 * 64 * 3, 1))
    params = net.initialize("random", np.random.default_rng(1))
    explorer = ImageClassifier(net, params, example=np.full((64, 64, 3), 128, np.uint8))
    yield explorer
    explorer.close()


def upload(explorer, data, name="mine.png"):
    explorer.controls["picture"].value = uploaded(data, name)
    return alive(explorer).result


KINDS = [("PNG", mode) for mode in ("RGB", "L", "P", "1")]
KINDS += [("JPEG", mode) for mode in ("RGB", "L", "CMYK", "1")]


@pytest.mark.parametrize(("form", "mode"), KINDS)
def test_pictures_of_many_kinds(form, mode):
    image = read_picture(encoded(halves(200, 100, mode), form))
    assert image.shape == (64, 64, 3) and image.dtype == np.uint8
    assert np.ptp(image) > 40  # the two halves are still to be seen


def test_the_middle_is_cut_out_and_the_colors_stay():
    image = read_picture(encoded(halves(200, 100)))
    np.testing.assert_array_equal(image[32, 5], [255, 0, 0])
    np.testing.assert_array_equal(image[32, 60], [0, 0, 255])


def test_transparent_becomes_white_and_16_bits_become_8():
    clear = Image.new("RGBA", (80, 80), (0, 0, 0, 0))
    assert np.all(read_picture(encoded(clear)) == 255)
    deep = Image.fromarray(np.full((80, 80), 0x8000, np.uint16))
    assert np.all(read_picture(encoded(deep)) == 0x80)


def test_a_photo_on_its_side_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise by 90 degrees: the left half comes to the top
    image = read_picture(encoded(halves(100, 100), "JPEG", exif=exif, quality=95))
    assert image[5, 32, 0] > 200 and image[60, 32, 2] > 200


def png_header(width, height):
    """A PNG file of 45 bytes that claims to be very large."""

    def chunk(kind, data):
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(b"0" * 99))


GOOD = encoded(halves(100, 100))
BAD = {
    "empty": (b"", "This file is empty"),
    "text": (b"cat, cat, cat", "neither a PNG nor a JPEG"),
    "gif": (encoded(halves(20, 20), "GIF"), "neither a PNG nor a JPEG"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither a PNG nor a JPEG"),
    "too long": (GOOD + bytes(MAX_BYTES), "8.0 MB; at most 8 MB"),
    "only a beginning": (GOOD[:8], "damaged"),
    "cut off": (GOOD[: len(GOOD) // 2], "damaged"),
    "cut off jpeg": (encoded(halves(300, 300), "JPEG")[:400], "damaged"),
    "bomb": (png_header(60_000, 60_000), "60000 × 60000 pixels"),
    "nothing in it": (b"\xff\xd8\xff", "damaged"),
}


@pytest.mark.parametrize("kind", BAD)
def test_anything_else_gets_a_clear_message(classifier, kind):
    data, words = BAD[kind]
    with pytest.raises(ValueError, match=words):
        classifier.classify(data)
    result = upload(classifier, data)
    assert words in result.problem and result.image is None
    assert words in classifier.describe()
    assert words in classifier._screen.frame.warning
    assert upload(classifier, GOOD).problem == ""
    assert classifier._screen.frame.warning == ""


def test_the_bytes_of_a_file_changed_anywhere_never_break_it(classifier):
    rng = np.random.default_rng(0)
    for original in (GOOD, encoded(halves(100, 100), "JPEG")):
        for _ in range(150):
            data = bytearray(original)
            for place in rng.integers(8, len(data), 4):
                data[place] = rng.integers(256)
            try:
                image = read_picture(bytes(data))
            except ValueError as problem:
                assert "damaged" in str(problem) or "pixels" in str(problem)
            else:
                assert image.shape == (64, 64, 3)


def test_probability_is_that_of_the_network(classifier):
    before = pixels(classifier)
    result = upload(classifier, GOOD)
    X = read_picture(GOOD).reshape(-1, 1) / 255
    A = classifier.net.forward(X, classifier.params)["A1"].item()
    np.testing.assert_allclose(result.probabilities, [1 - A, A])
    assert result.label == ("cat" if A > 0.5 else "non-cat")
    assert [bar.get_width() for bar in classifier.bars] == pytest.approx([1 - A, A])
    np.testing.assert_array_equal(classifier.image.get_rgb(), read_picture(GOOD))
    assert not np.array_equal(before, pixels(classifier))
    assert classifier.describe().startswith(result.label)
    classifier._screen.buttons["reset"].click()
    assert classifier.describe().startswith("The example")


def test_without_an_example_it_says_that_there_is_no_picture():
    net = Network((12, 3), output="softmax")
    params = net.initialize("zeros")
    explorer = ImageClassifier(net, params, image_shape=(2, 2, 3), classes=("a", "b", "c"))
    assert explorer.describe() == "No picture yet."
    np.testing.assert_allclose(explorer.classify(GOOD).probabilities, 1 / 3)
    explorer.close()


def test_image_shape_must_fit_the_network():
    net = Network((100, 1))
    with pytest.raises(ValueError, match="makes 12288 inputs, but the network has 100"):
        ImageClassifier(net, net.initialize("zeros"))
