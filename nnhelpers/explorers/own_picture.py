"""A picture of the learner's own, put to a trained image classifier.

Reading a stranger's file is the delicate part: only PNG and JPEG, at most 8 MB, and the size in
pixels is looked at before anything is unpacked, so that a small file cannot fill the memory.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import ipywidgets as widgets
import numpy as np
from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from nnhelpers import arguments
from nnhelpers.explorers.base import Explorer, Text
from nnhelpers.explorers.picture import Pixels
from nnhelpers.plots import CLASS_COLOURS, percent_of

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 50_000_000
# By the first bytes, whatever the file is called. These classes open just their own format.
READERS = {b"\x89PNG\r\n\x1a\n": PngImageFile, b"\xff\xd8\xff": JpegImageFile}


def read_picture(data: bytes, size: tuple[int, int] = (64, 64)):
    """Turn the bytes of a PNG or JPEG file into an image for a network.

    The largest centered rectangle of the right proportions is cut out and scaled; what is
    transparent becomes white; a photo lying on its side (by its own note) is turned upright.

    Parameters
    ----------
    data : bytes
    size : tuple of int
        Height and width wanted, in pixels.

    Returns
    -------
    ndarray, shape (height, width, 3), uint8

    Raises
    ------
    ValueError
        If the file is empty, too large, of another kind, or damaged; the message says what to do.
    """
    if len(data) > MAX_BYTES:
        raise ValueError(
            f"This file has {len(data) / 2**20:.1f} MB; at most 8 MB can be read. "
            "Save the picture smaller and try again."
        )
    reader = next((READERS[start] for start in READERS if data.startswith(start)), None)
    if reader is None:
        what = "This file is empty" if not data else "This file is neither a PNG nor a JPEG picture"
        raise ValueError(f"{what}. Choose a .png or .jpg file, or save your picture as one.")
    try:
        picture = reader(io.BytesIO(data))
    except Exception as error:  # whatever a damaged header makes Pillow raise
        raise ValueError(_damaged("its beginning cannot be read")) from error
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise ValueError(
            f"This picture has {width} × {height} pixels; at most 50 million can be read. "
            "Save it smaller and try again."
        )
    try:
        picture.draft("RGB", (4 * size[1], 4 * size[0]))  # a large JPEG is unpacked smaller
        picture.load()
        picture = _plain(ImageOps.exif_transpose(picture))
    except Exception as error:
        raise ValueError(_damaged("it ends too early or its data are broken")) from error
    small = ImageOps.fit(picture, size[::-1], Image.Resampling.LANCZOS)
    white = Image.new("RGBA", small.size, "white")
    return np.asarray(Image.alpha_composite(white, small.convert("RGBA")).convert("RGB"))


def _damaged(what: str) -> str:
    return f"This picture is damaged: {what}. Open it in another program, save it again and retry."


def _plain(picture):
    """Return a picture of any mode in mode RGB, or RGBA where it is transparent."""
    if picture.mode.startswith("I"):  # 16 bits a pixel
        picture = Image.fromarray((np.asarray(picture) // 256).astype(np.uint8))
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


@dataclass(frozen=True)
class Verdict:
    """What ImageClassifier shows.

    Attributes
    ----------
    image : ndarray, shape (height, width, 3), uint8, or None
        What the network sees; None where there is no picture.
    probabilities : ndarray, shape (number of classes,), or None
    label : str or None
        Name of the most probable class.
    problem : str
        Why a file could not be read, or "".
    """

    image: np.ndarray | None = None
    probabilities: np.ndarray | None = None
    label: str | None = None
    problem: str = ""


class ImageClassifier(Explorer):
    """Ask a trained network about a picture of your own.

    Parameters
    ----------
    net : Network
        Its inputs are images unrolled to height · width · 3 numbers between 0 and 1.
    params : dict
    image_shape : tuple of int
        (height, width, 3) of the images the network was trained on.
    classes : sequence of str
        Names of the classes 0, 1, …
    example : ndarray, shape (height, width, 3), uint8, optional
        Shown until a picture is chosen.
    name : str, optional
        As in Explorer.

    Notes
    -----
    `result` is a Verdict.
    """

    css_name = "image-classifier"
    title = "Try a picture of your own (PNG or JPEG, up to 8 MB)"
    size = (640, 260)

    @arguments.takes(
        net=arguments.network,
        params=arguments.mapping(),
        image_shape=arguments.sequence(2, 3, check=arguments.count()),
        classes=arguments.sequence(check=arguments.text),
        example=arguments.optional(arguments.array(3)),
        name=arguments.optional(arguments.text),
    )
    def __init__(
        self,
        net,
        params,
        image_shape=(64, 64, 3),
        classes=("non-cat", "cat"),
        example=None,
        name: str | None = None,
    ) -> None:
        inputs = int(np.prod(image_shape))
        if net.layer_sizes[0] != inputs:
            raise ValueError(
                f"image_shape={tuple(image_shape)} makes {inputs} inputs, but the network has "
                f"{net.layer_sizes[0]}. Pass the shape of the images it was trained on."
            )
        arguments.params_of(net, "params", params)
        self.net, self.params = net, params
        self.image_shape = tuple(image_shape)
        self.classes = tuple(classes)
        self.example = example
        upload = widgets.FileUpload(
            accept=".png,.jpg,.jpeg", multiple=False, description="Choose a picture"
        )
        upload.layout.width = "auto"
        super().__init__({"picture": upload}, name=name)

    def classify(self, data: bytes) -> Verdict:
        """Read the bytes of a picture file and ask the network; ValueError as `read_picture`."""
        return self._ask(read_picture(data, self.image_shape[:2]))

    def _ask(self, image) -> Verdict:
        X = image.reshape(-1, 1) / 255
        A = self.net.forward(X, self.params)[f"A{self.net.L}"][:, 0]
        probabilities = np.array([1 - A[0], A[0]]) if len(A) == 1 else A
        label = self.classes[int(probabilities.argmax())]
        return Verdict(image, probabilities, label)

    def compute(self, picture=()) -> Verdict:
        """Classify the uploaded picture; what is wrong with a file is part of the result."""
        if not picture:
            return Verdict() if self.example is None else self._ask(np.asarray(self.example))
        try:
            return self.classify(bytes(picture[0]["content"]))
        except ValueError as error:
            return Verdict(problem=str(error))

    def build(self, figure):
        """Left what the network sees, right its probabilities."""
        seen, bars = figure.subplots(1, 2, width_ratios=(1, 1.5))
        height, width = self.image_shape[:2]
        seen.set(title=f"Seen in {height} × {width} pixels", xticks=[], yticks=[])
        seen.set(xlim=(0, width), ylim=(0, height), aspect="equal")
        self.image = Pixels(seen)
        count = len(self.classes)
        colors = [CLASS_COLOURS[k % len(CLASS_COLOURS)] for k in range(count)]
        self.bars = bars.barh(range(count), [0] * count, color=colors)
        self.numbers = [bars.text(0.02, k, "", va="center", fontsize=11) for k in range(count)]
        bars.set(title="Probability", xlim=(0, 1.18), xticks=[0, 0.5, 1], ylim=(-0.6, count - 0.4))
        bars.set_yticks(range(count), self.classes)
        return [self.image, *self.bars, *self.numbers]

    def draw(self, result) -> None:
        """Show the picture and one bar for each class; nothing where there is no picture."""
        known = result.image is not None
        self.image.set_visible(known)
        if known:
            self.image.set_rgb(result.image)
        for k, (bar, number) in enumerate(zip(self.bars, self.numbers)):
            bar.set_width(result.probabilities[k] if known else 0)
            number.set_text(percent_of(result.probabilities[k]) if known else "")
            number.set_x(bar.get_width() + 0.02)

    def describe(self) -> Text:
        """Return the verdict, or why there is none."""
        return Text(self.warning(self.result) or self.readout(self.result))

    def readout(self, result) -> str:
        """The verdict in a sentence."""
        if result.image is None:
            return "No picture yet." if not result.problem else "No verdict."
        shown = "" if self.controls["picture"].value else "The example: "
        return f"{shown}{result.label}, with probability {percent_of(result.probabilities.max())}."

    def warning(self, result) -> str:
        """Say why a file could not be read."""
        return result.problem
