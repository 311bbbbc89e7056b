"""The data sets of the course: points from a formula, and pictures read from `.h5` files.

Generated sets take their size, their noise and a random generator and return `(X, Y)`, with
examples in columns. `load_cats` reads the pictures that come with the course, `load_images` any
file of the same layout, and `open_images` leaves in the file what is too large for memory.
How the files were made, and their licences: `datasets/README.md`.
"""

import hashlib
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from nnhelpers import files
from nnhelpers.contracts import as_array, check_count, check_name, check_number, check_rng

# Installed, the data files are in the package; in a clone they are in the folder beside it.
_PACKAGE = Path(__file__).resolve().parent
_INSTALLED, _CLONE = _PACKAGE / "data", _PACKAGE.parent / "datasets"
CATS = (_INSTALLED if _INSTALLED.is_dir() else _CLONE) / "cats.h5"
MOST_NUMBERS = 250_000_000  # as float64 these are 2 GB: what an old laptop can still hold
MOST_CLASSES, MOST_POINTS = 10_000, 10_000_000

# ------------------------------------------------------------------------------ generated sets


def flower(m: int = 400, noise: float = 0.05, rng=None, petals: int = 6):
    """Points on the outline of a flower; neighbouring petals belong to different classes.

    The outline is r = |sin(petals/2 · θ)|: one petal for each arch of the sine.

    Parameters
    ----------
    m : int
        Number of points. They are shared out evenly, petal after petal.
    noise : float
        Standard deviation of the normal noise added to both coordinates; a petal is 1 long.
    rng : numpy.random.Generator, optional
        Source of randomness; without it every call gives another sample.
    petals : int
        Number of petals: even, so that the classes alternate all the way round.

    Returns
    -------
    X : ndarray, shape (2, m)
        Coordinates, within -1..1 apart from the noise.
    Y : ndarray, shape (1, m)
        The class of each point, 0.0 or 1.0.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range.
    """
    rng = check_rng(rng)
    check_count("petals", petals, minimum=2, maximum=1000)
    if petals % 2:
        raise ValueError(
            f"petals={petals} came, but an even number was expected, so that the two classes "
            f"alternate all the way round. Pass {petals - 1} or {petals + 1}."
        )
    petal = np.arange(check_count("m", m, maximum=MOST_POINTS)) % petals
    theta = (petal + rng.uniform(size=m)) * (2 * np.pi / petals)
    r = np.abs(np.sin(petals / 2 * theta))
    return _with_noise(_polar(r, theta), noise, rng), _labels(petal % 2)


def circles(m: int = 400, noise: float = 0.05, rng=None, inner_radius: float = 0.6):
    """Two circles around one centre: class 0 on the outer one, class 1 on the inner one.

    Parameters
    ----------
    m : int
        Number of points, half of them on each circle.
    noise : float
        Standard deviation of the normal noise added to both coordinates.
    rng : numpy.random.Generator, optional
        Source of randomness; without it every call gives another sample.
    inner_radius : float
        Radius of the inner circle, at least 0 and below 1; the outer one has radius 1.

    Returns
    -------
    X : ndarray, shape (2, m)
        Coordinates, within -1..1 apart from the noise.
    Y : ndarray, shape (1, m)
        The class of each point, 0.0 or 1.0.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range.
    """
    rng = check_rng(rng)
    check_number("inner_radius", inner_radius, low=0, high=1, closed=False)
    label = _alternating(m)
    theta = rng.uniform(0, 2 * np.pi, size=m)
    r = np.where(label == 1, inner_radius, 1.0)
    return _with_noise(_polar(r, theta), noise, rng), _labels(label)


def moons(m: int = 400, noise: float = 0.07, rng=None):
    """Two half circles that reach into each other; a straight line cannot separate them.

    Class 0 is the upper arc, class 1 the lower one. Both have radius 2/3.

    Parameters
    ----------
    m : int
        Number of points, half of them on each arc.
    noise : float
        Standard deviation of the normal noise added to both coordinates.
    rng : numpy.random.Generator, optional
        Source of randomness; without it every call gives another sample.

    Returns
    -------
    X : ndarray, shape (2, m)
        Coordinates: the first within -1..1, the second within -0.5..0.5, apart from the noise.
    Y : ndarray, shape (1, m)
        The class of each point, 0.0 or 1.0.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range.
    """
    rng = check_rng(rng)
    label = _alternating(m)
    theta = rng.uniform(0, np.pi, size=m)
    side = 1 - 2 * label  # +1 for the upper arc, -1 for the lower one
    X = np.stack([2 * np.cos(theta) - side, side * (2 * np.sin(theta) - 0.5)]) / 3
    return _with_noise(X, noise, rng), _labels(label)


def spirals(m: int = 400, noise: float = 0.02, rng=None, turns: float = 1.25):
    """Two spirals wound into each other, one for each class: hard for a small network.

    Parameters
    ----------
    m : int
        Number of points, half of them on each spiral.
    noise : float
        Standard deviation of the normal noise added to both coordinates.
    rng : numpy.random.Generator, optional
        Source of randomness; without it every call gives another sample.
    turns : float
        How often each spiral goes round the centre; more turns are harder.

    Returns
    -------
    X : ndarray, shape (2, m)
        Coordinates, within -1..1 apart from the noise.
    Y : ndarray, shape (1, m)
        The class of each point, 0.0 or 1.0.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range.
    """
    rng = check_rng(rng)
    check_number("turns", turns, low=0)
    label = _alternating(m)
    r = np.sqrt(rng.uniform(0.01, 1, size=m))  # the root spreads the points along the spiral
    theta = 2 * np.pi * turns * r + np.pi * label
    return _with_noise(_polar(r, theta), noise, rng), _labels(label)


def blobs(m: int = 400, noise: float = 0.25, rng=None):
    """Two round clouds, centred at (-0.5, -0.5) and (0.5, 0.5): the easy case for a straight line.

    Parameters
    ----------
    m : int
        Number of points, half of them in each cloud.
    noise : float
        Standard deviation of each cloud in both coordinates; above about 0.3 they overlap.
    rng : numpy.random.Generator, optional
        Source of randomness; without it every call gives another sample.

    Returns
    -------
    X : ndarray, shape (2, m)
        Coordinates, mostly within -1..1.
    Y : ndarray, shape (1, m)
        The class of each point, 0.0 or 1.0.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range.
    """
    rng = check_rng(rng)
    label = _alternating(m)
    return _with_noise(np.stack([label - 0.5, label - 0.5]), noise, rng), _labels(label)


def xor(m: int = 400, noise: float = 0.05, rng=None):
    """A chessboard of 2 × 2 fields: class 1 where exactly one of the two coordinates is positive.

    Parameters
    ----------
    m : int
        Number of points, spread evenly over the square; a quarter of them in each field.
    noise : float
        Standard deviation of the normal noise added to both coordinates after the class is set.
    rng : numpy.random.Generator, optional
        Source of randomness; without it every call gives another sample.

    Returns
    -------
    X : ndarray, shape (2, m)
        Coordinates, within -1..1 apart from the noise.
    Y : ndarray, shape (1, m)
        The class of each point, 0.0 or 1.0.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range.
    """
    rng = check_rng(rng)
    field = np.arange(check_count("m", m, maximum=MOST_POINTS)) % 4
    right, upper = field % 2, field // 2
    sides = np.stack([2 * right - 1, 2 * upper - 1])  # -1 or +1, shape (2, m)
    X = sides * rng.uniform(size=(2, m))
    return _with_noise(X, noise, rng), _labels(right != upper)


def parity(bits: int = 4, rng=None, m: int | None = None):
    """Bit patterns, class 1 where the number of ones is odd: no single bit tells anything.

    Parameters
    ----------
    bits : int
        Number of bits of a pattern, from 1 to 16. Two bits are the XOR function.
    rng : numpy.random.Generator, optional
        Source of randomness; used only where `m` is given.
    m : int, optional
        Number of patterns drawn at random, repetitions included.
        Without it all 2**bits patterns come once each, in the order of counting.

    Returns
    -------
    X : ndarray, shape (bits, m)
        The patterns, 0.0 or 1.0, the highest bit first.
    Y : ndarray, shape (1, m)
        1.0 where a pattern holds an odd number of ones, else 0.0.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range.
    """
    rng = check_rng(rng)
    check_count("bits", bits)
    if bits > 16:
        raise ValueError(
            f"bits={bits} came, but at most 16 was expected (65 536 patterns). Pass 16 or less."
        )
    number = (
        np.arange(2**bits)
        if m is None
        else rng.integers(2**bits, size=check_count("m", m, maximum=MOST_POINTS))
    )
    place = np.arange(bits)[::-1, np.newaxis]  # shape (bits, 1)
    X = (number >> place) & 1
    return X.astype(float), _labels(X.sum(axis=0) % 2)


def housing(m: int = 100, noise: float = 0.15, rng=None):
    """Sizes and prices of houses in a made-up town, for predicting a number.

    The price rises by 2 for each unit of size up to size 1 and by 1 beyond: large houses cost
    less for each square metre. The true prices are therefore a line with one bend.

    Parameters
    ----------
    m : int
        Number of houses.
    noise : float
        Standard deviation of the prices around that line. No price falls below 0.
    rng : numpy.random.Generator, optional
        Source of randomness; without it every call gives another sample.

    Returns
    -------
    X : ndarray, shape (1, m)
        Sizes in units of 100 square metres, from 0.3 to 2.
    Y : ndarray, shape (1, m)
        Prices in units of 100 000, about 0.3 to 2.7: no classes, but numbers.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range.
    """
    rng = check_rng(rng)
    size = rng.uniform(0.3, 2, size=(1, check_count("m", m, maximum=MOST_POINTS)))
    price = 2 * size - 0.3 - np.maximum(0, size - 1)
    return size, np.maximum(0, _with_noise(price, noise, rng))


def _alternating(m: int):
    """Classes 0, 1, 0, 1 …, so that every run of examples holds both; shape (m,)."""
    return np.arange(check_count("m", m, maximum=MOST_POINTS)) % 2


def _labels(classes):
    """Classes of shape (m,) as the course's Y: float64 0/1 of shape (1, m)."""
    return np.asarray(classes, dtype=float)[np.newaxis]


def _polar(r, theta):
    """Points at radius r and angle theta, both (m,), as coordinates of shape (2, m)."""
    return np.stack([r * np.cos(theta), r * np.sin(theta)])


def _with_noise(X, noise: float, rng: np.random.Generator):
    """X plus normal noise of standard deviation `noise`."""
    check_number("noise", noise, low=0, advice="It is a standard deviation: 0 means no noise.")
    return X + noise * rng.normal(size=X.shape)


# ----------------------------------------------------------------------------- pictures


class StoredColumns:
    """The pictures of an open file as columns X, which stay in the file until they are asked for.

    `X[:, which]` reads these columns, scaled to 0..1, as an array (n_x, k); `which` is an array of
    indices or a slice. Training with a batch_size asks for one mini-batch after the other.

    Attributes
    ----------
    shape : tuple (n_x, m)
    dtype : that of the columns read
    """

    ndim = 2

    def __init__(self, images, path, dtype=np.float64):
        self._images, self._path, self.dtype = images, path, np.dtype(dtype)
        self._shape = int(np.prod(images.shape[1:])), images.shape[0]

    @property
    def shape(self):
        self._check_open()
        return self._shape

    @property
    def size(self):
        return self._shape[0] * self._shape[1]

    def __getitem__(self, key):
        if not isinstance(key, tuple) or len(key) != 2 or key[0] != slice(None):
            raise TypeError(f"X[{key!r}] came, but X lies in a file: read columns, X[:, which]")
        return self.read_columns(np.arange(self._shape[1])[key[1]])

    def read_columns(self, which):
        """The columns with the indices `which` (k,), in this order; shape (n_x, k)."""
        self._check_open()
        increasing, places = np.unique(which, return_inverse=True)  # as HDF5 wants to be asked
        try:
            images = self._images[increasing]
        except (OSError, RuntimeError) as error:
            raise ValueError(f"{self._path} is damaged or cut short: {error}") from error
        rows = images[places].reshape(len(places), self._shape[0]) / 255
        return rows.astype(self.dtype, copy=False).T

    def _check_open(self):
        if not self._images:  # what h5py says of an array whose file is closed
            raise ValueError(
                f"X lies in {self._path}, which is closed: train and read inside the block "
                f"`with open_images(...) as stored:`"
            )

    def __repr__(self) -> str:
        return f"StoredColumns(shape {self._shape}, {self.dtype}, in {self._path.name})"


class StoredImages(NamedTuple):
    """One part of an image file that stays open: X in the file, the labels Y in memory.

    X : StoredColumns, shape (n_x, m);  Y, classes : as in Split and ImageData
    """

    X: StoredColumns
    Y: np.ndarray
    classes: tuple[str, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Split:
    """One part of an image data set: training, validation or test.

    Attributes
    ----------
    images : ndarray of uint8, shape (m, h, w, c)
        The pictures, 0..255 a channel, ready for `imshow`.
    labels : ndarray of int64, shape (m,)
        The class number of each picture.
    class_count : int
        How many classes the data set has.
    drawing, family : ndarray of str, shape (m,), or None
        The drawing that each picture was composed from, and its artist; None where the file
        does not say. Pictures of one drawing are not independent of each other.
    X : ndarray of float64, shape (n_x, m)
        The pictures as columns of n_x = h·w·c numbers, scaled to 0..1. Eight times as large as
        `images`, so it is not kept: every use makes it anew, give it a name to use it often.
    Y : ndarray of float64, shape (1, m) or (class_count, m)
        Two classes: a row of 0.0 and 1.0, for a sigmoid. More: one-hot columns, for softmax.
    """

    images: np.ndarray
    labels: np.ndarray
    class_count: int
    drawing: np.ndarray | None = None
    family: np.ndarray | None = None

    @property
    def X(self):
        return self.images.reshape(len(self.images), -1).T / 255

    @cached_property
    def Y(self):
        if self.class_count == 2:
            return _labels(self.labels)
        return np.eye(self.class_count)[:, self.labels]

    def shrunk(self, side: int):
        """The pictures in `side` × `side` blocks, as columns: each block becomes its mean color.

        Returns
        -------
        X : ndarray of float64, shape (side·side·c, m)
            Scaled to 0..1, in the order of the attribute X.

        Raises
        ------
        TypeError, ValueError
            If `side` is no whole number, or does not divide height and width of the pictures.
        """
        check_count("side", side, minimum=1)
        m, h, w, c = self.images.shape
        if h % side or w % side:
            raise ValueError(
                f"side must divide the height and the width of the pictures; got {side}, "
                f"and the pictures are {h} × {w}."
            )
        blocks = self.images.reshape(m, side, h // side, side, w // side, c).mean(axis=(2, 4))
        return blocks.reshape(m, -1).T / 255

    def take(self, which) -> "Split":
        """The pictures that `which` selects: indices, a slice or a mask of shape (m,).

        TypeError for something else, IndexError for indices that are not there.
        """
        if not isinstance(which, slice):
            which = _check_which(which, len(self))
        return Split(
            self.images[which],
            self.labels[which],
            self.class_count,
            None if self.drawing is None else self.drawing[which],
            None if self.family is None else self.family[which],
        )

    def __len__(self) -> int:
        return len(self.images)

    def __repr__(self) -> str:
        counts = np.bincount(self.labels, minlength=self.class_count)
        return f"Split(images {self.images.shape}, examples of each class: {counts.tolist()})"


def _check_which(which, m: int):
    """Return indices or a mask as an array; TypeError or IndexError unless they fit m pictures."""
    chosen = as_array(which)
    if chosen.ndim != 1 or chosen.dtype.kind not in ("iub" if chosen.size else "iubf"):
        raise TypeError(
            f"which={which!r} came, but a list of indices, a slice or a mask ({m},) was expected. "
            "Pass for example slice(10), [0, 5] or data.train.labels == 1."
        )
    mask = chosen.dtype.kind == "b"
    if len(chosen) != m if mask else chosen.size and (chosen.min() < -m or chosen.max() >= m):
        raise IndexError(
            f"which={which!r} came, but there are {m} pictures. Pass indices below {m}, or {m} "
            "truth values."
        )
    return chosen if chosen.size else chosen.astype(int)


class ImageData(NamedTuple):
    """An image data set: three parts, and the class names in the order of the class numbers.

    `validation` is None where no validation part was asked for.
    """

    train: Split
    validation: Split | None
    test: Split
    classes: tuple[str, ...]


def load_cats(validation: bool = True) -> ImageData:
    """The cat / non-cat pictures of the course: drawings, 64 × 64 pixels in colour.

    The test pictures are by artists of whom the training part holds nothing, and so are the
    validation pictures: what is measured is whether a network recognises cats by an artist it
    has never seen. Each cat drawing was composed eight times, so resample drawings, not
    pictures, for an interval (`data.test.drawing`).

    Parameters
    ----------
    validation : bool
        True: one artist's pictures are taken out of the training part for validation.
        False: they are used for training too.

    Returns
    -------
    ImageData
        With `drawing` and `family` (the artist) in each part; classes ("non-cat", "cat").

    Raises
    ------
    TypeError
        If validation is neither True nor False.
    FileNotFoundError, ValueError
        If the file is missing or damaged.
    """
    if not isinstance(validation, bool):
        raise TypeError(
            f"validation must be True or False, the validation pictures of cats.h5 are fixed; "
            f"got {validation!r}"
        )
    if not CATS.exists():
        raise FileNotFoundError(
            f"there is no file {CATS}; it comes with the package: install that again, or in a "
            f"clone bring the file back with git checkout -- datasets/cats.h5"
        )
    from nnhelpers import h5

    with h5.opened(CATS) as reader:
        if not reader.sealed:
            raise ValueError(f"{CATS} is not the file of the course; bring it back with git")
        artist = reader.attributes["validation_family"]
    data = load_images(CATS)
    if not validation:
        return data
    held_out = data.train.family == artist
    return data._replace(train=data.train.take(~held_out), validation=data.train.take(held_out))


def load_images(path, test_path=None, validation: int | float = 0) -> ImageData:
    """Pictures from one `.h5` file, or from a training and a test file, of the classic layout.

    A file holds `train_set_x` (m, h, w, c) of uint8, `train_set_y` (m,) with class numbers from
    0, the same for `test_set_`, and `list_classes` with the class names. With two files the first
    needs only the training arrays, the second only the test arrays; `list_classes` is in both.

    Parameters
    ----------
    path : str or path
        The file with the training pictures, and the test pictures if there is no `test_path`.
    test_path : str or path, optional
        The file with the test pictures.
    validation : int or float
        How many of the last training pictures become the validation part: a number of pictures,
        or a fraction between 0 and 1 (rounded to pictures). They are then not in the training
        part. 0: no validation part. It never comes from the test pictures.

    Returns
    -------
    ImageData

    Raises
    ------
    FileNotFoundError
        If a file does not exist.
    ValueError
        If a file is damaged or does not follow the layout; the message names file and key.
    TypeError
        If an argument is of the wrong type.
    """
    train, classes = _read_part("path", files.as_path("path", path), "train")
    argument, other = ("path", path) if test_path is None else ("test_path", test_path)
    test_file = files.as_path(argument, other)
    test, test_classes = _read_part(argument, test_file, "test")
    if test_classes != classes:
        raise ValueError(
            f"list_classes differs: {classes} in {path}, {test_classes} in {test_file}: "
            f"both files must belong to one data set"
        )
    if test.images.shape[1:] != train.images.shape[1:]:
        raise ValueError(
            f"test_set_x in {test_file} holds pictures of shape {test.images.shape[1:]}, but "
            f"train_set_x in {path} of shape {train.images.shape[1:]}: they must be the same"
        )
    held_out = _validation_count(validation, len(train))
    split = len(train) - held_out
    return ImageData(
        _with_every_class(train.take(slice(split)), classes, path),
        train.take(slice(split, None)) if held_out else None,
        test,
        classes,
    )


@contextmanager
def open_images(path, part: str = "train", dtype=np.float64) -> Iterator[StoredImages]:
    """An `.h5` file of pictures kept open, for training on more than fits into memory.

    >>> with open_images("clothes.h5") as stored:
    ...     run = train(net, stored.X, stored.Y, batch_size=64)

    Each mini-batch is read when its turn comes; the run equals the one on `load_images(path)`.
    Store the pictures without compression, or each batch unpacks the neighbors of its pictures.

    Parameters
    ----------
    path : str or path
        A file of the layout that load_images reads.
    part : "train" or "test"
    dtype : numpy.float64 or numpy.float32
        That of the columns read, and with it of the training.

    Returns
    -------
    StoredImages
        Valid inside the with block.

    Raises
    ------
    FileNotFoundError, ValueError, TypeError
        As load_images; and ValueError for columns asked for when the file is closed.
    """
    from nnhelpers import h5

    check_name("part", part, ("train", "test"))
    try:
        known = np.dtype(dtype).name
    except (TypeError, ValueError):  # what NumPy does not take for a type
        known = dtype
    check_name("dtype", known, ("float64", "float32"))
    path = files.as_path("path", path)
    files.check_readable("path", path)
    with ExitStack() as stack:
        with h5.sentences(path):
            file = stack.enter_context(h5.opening(path))
            reader = h5.Reader(file, path)
            classes, images = _class_names(reader), _pictures(reader, part)
            labels = _labels_in(reader, part, images.shape[0], classes)
            reader.verify()
        Y = Split(np.empty((0, 1)), labels, len(classes)).Y
        yield StoredImages(StoredColumns(images, path, dtype), Y, classes)


def _read_part(argument: str, path: Path, part: str) -> tuple[Split, tuple[str, ...]]:
    """The part "train" or "test" of a file, and the class names; everything checked."""
    from nnhelpers import h5  # here, so that importing this module does not load h5py

    with h5.opened(path, argument) as reader:
        classes, images = _class_names(reader), _pictures(reader, part)
        if images.size > MOST_NUMBERS:
            raise ValueError(
                f"{part}_set_x in {path} has the shape {images.shape}: {images.size} numbers, more "
                f"than the {MOST_NUMBERS} that fit into memory: train on the file in mini-batches, "
                f"with open_images, or store fewer or smaller pictures"
            )
        labels = _labels_in(reader, part, images.shape[0], classes)
        drawing, family = (
            _names(reader, f"{part}_set_{key}", m=images.shape[0]) for key in ("drawing", "family")
        )
        pictures = reader.read(f"{part}_set_x")
        if not reader.sealed:
            _warn_of_damage(images, pictures, f"{part}_set_x", path)
    return Split(pictures, labels, len(classes), drawing, family), classes


def _pictures(reader, part: str):
    """The part's pictures, checked and not read yet."""
    images = _stored(reader, f"{part}_set_x")
    _check_images(images, f"{part}_set_x", reader.path)
    return images


def _labels_in(reader, part: str, m: int, classes):
    """The part's class numbers, shape (m,), int64; checked."""
    path, key = reader.path, f"{part}_set_y"
    _check_labels(_stored(reader, key), key, path, m)
    numbers = reader.read(key)
    if numbers.min() < 0 or numbers.max() >= len(classes):
        raise ValueError(
            f"{part}_set_y in {path} must hold class numbers from 0 to {len(classes) - 1} "
            f"(list_classes names {len(classes)}); got {numbers.min()} to {numbers.max()}"
        )
    return numbers.astype(np.int64)


def _stored(reader, key: str):
    """The array stored under `key`, not read yet."""
    if key not in reader.keys:
        other = "give the test file as test_path" if key.startswith("test") else "is it this file?"
        raise ValueError(f"{reader.path} holds no {key}, only {reader.keys or 'nothing'}: {other}")
    return reader.stored(key)


def _warn_of_damage(stored, images, key: str, path: Path) -> None:
    """Warn of what a damaged file without a seal shows: pictures of one value, the same twice."""
    if stored.is_virtual:
        sources = {path.parent / source.file_name for source in stored.virtual_sources()}
        missing = sorted(str(source) for source in sources if not source.is_file())
        if missing:
            _warn(f"{key} in {path} is put together from other files, and {missing[0]} is missing")
    flat = images.reshape(len(images), -1)
    plain = np.flatnonzero((flat == flat[:, :1]).all(axis=1)) if flat.shape[1] > 1 else []
    if len(plain):
        _warn(
            f"{len(plain)} of {len(images)} pictures of {key} in {path} are one value all over, "
            f"the first is number {plain[0]} with {flat[plain[0], 0]}"
        )
    several = flat[np.setdiff1d(np.arange(len(flat)), plain)]
    repeated = len(several) - len({hashlib.sha256(row).digest() for row in several})
    if repeated > len(images) / 100:  # one or two may be meant
        _warn(f"{repeated} of {len(images)} pictures of {key} in {path} repeat others exactly")


def _warn(what: str) -> None:
    warnings.warn(
        f"{what}. If that is not meant, the file is damaged: fetch it again.", stacklevel=6
    )


def _check_images(images, key: str, path: Path) -> None:
    """Refuse all but a non-empty array (m, h, w, c) of uint8."""
    if images.dtype != np.uint8:
        raise ValueError(
            f"{key} in {path} must hold whole numbers 0..255 of type uint8; got {images.dtype}: "
            f"store the pictures as they are, load_images scales them"
        )
    if len(images.shape) != 4:
        raise ValueError(
            f"{key} in {path} must have the shape (m, height, width, channels); "
            f"got {images.shape}: grey pictures have 1 channel"
        )
    if 0 in images.shape:
        raise ValueError(f"{key} in {path} holds no pictures: its shape is {images.shape}")


def _check_labels(labels, key: str, path: Path, m: int) -> None:
    """Refuse all but whole numbers of shape (m,)."""
    if labels.dtype.kind not in "iu":
        raise ValueError(
            f"{key} in {path} must hold class numbers as integers; got {labels.dtype}: "
            f"store them as int64"
        )
    if labels.shape != (m,):
        raise ValueError(
            f"{key} in {path} must have the shape ({m},), one label for each picture; "
            f"got {labels.shape}"
        )


def _class_names(reader) -> tuple[str, ...]:
    """The class names, in the order of the class numbers."""
    stored, path = _stored(reader, "list_classes"), reader.path
    if len(stored.shape) != 1 or not 2 <= stored.shape[0] <= MOST_CLASSES:
        raise ValueError(
            f"list_classes in {path} must be a list of at least two different class names "
            f"(at most {MOST_CLASSES}); got the shape {stored.shape}"
        )
    names = _text(reader, "list_classes")
    if len(set(names.tolist())) < len(names):
        raise ValueError(
            f"list_classes in {path} must be a list of at least two different class names; "
            f"got {names.tolist()}"
        )
    return tuple(names.tolist())


def _names(reader, key: str, m: int):
    """The optional array of m names stored under `key`, or None."""
    if key not in reader.keys:
        return None
    shape = reader.stored(key).shape
    if shape != (m,):
        raise ValueError(
            f"{key} in {reader.path} must have the shape ({m},), one name for each picture; "
            f"got {shape}"
        )
    return _text(reader, key)


def _text(reader, key: str):
    """A stored array of text as an array of str, whether HDF5 keeps it as bytes or as strings."""
    import h5py

    kind = reader.stored(key).dtype
    if kind.kind != "S" and h5py.check_string_dtype(kind) is None:
        raise ValueError(f"{key} in {reader.path} must hold text (bytes); got {kind}")
    try:
        names = [name.decode() for name in reader.read(key).tolist()]
    except UnicodeDecodeError as error:
        raise ValueError(f"{key} in {reader.path} must hold text in UTF-8; got {error}") from error
    return np.array(names, dtype=str)


def _validation_count(validation: int | float, m: int) -> int:
    """How many of m training pictures `validation` means."""
    if validation is False:
        return 0
    if validation is True:
        raise TypeError("validation must say how many pictures; got True: write validation=0.2")
    check_number("validation", validation, low=0)
    fraction = isinstance(validation, (float, np.floating)) and validation < 1
    count = round(validation * m) if fraction else validation
    if count != int(count) or not 0 <= count < m or (validation and not count):
        raise ValueError(
            f"validation must be a whole number from 0 to {m - 1} (there are {m} training "
            f"pictures) or a fraction between 0 and 1; got {validation}"
        )
    return int(count)


def _with_every_class(train: Split, classes: tuple[str, ...], path) -> Split:
    """`train`, unless it holds no example of one of the classes."""
    missing = [name for k, name in enumerate(classes) if k not in train.labels]
    if missing:
        raise ValueError(
            f"train_set_y in {path} holds no example of {', '.join(missing)} in the "
            f"{len(train)} pictures left for training: shuffle the file, or choose a smaller "
            f"validation part"
        )
    return train
