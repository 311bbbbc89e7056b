"""The playground's settings as one short text, and back.

`data=spiral&hidden=4.2&rate=0.03`: only what differs from the usual, in signs that a link may
hold behind its #, so that the text can be sent and typed. What it says is checked by Settings.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

from nnhelpers.explorers.playground.data import FEATURES
from nnhelpers.explorers.playground.settings import FIELDS, Edit, Point, Settings

NONE = "none"  # for None
LONGEST = 200_000  # characters


class Word(NamedTuple):
    """How a field of Settings is written: its short name, value -> text, and text -> value."""

    name: str
    write: Callable
    read: Callable


def _write_number(value):
    """The shortest text that reads back as the same number."""
    return repr(float(value)).removesuffix(".0")


def _read_number(text):
    if not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?", text, re.ASCII):
        raise ValueError(f"{text!r} is no number")
    number = float(text)
    return int(number) if re.fullmatch(r"[-+]?\d{1,15}", text, re.ASCII) else number


def _write_whole(value):
    return str(int(value))


def _read_whole(text):
    if not re.fullmatch(r"\d{1,15}", text, re.ASCII):
        raise ValueError(f"{text!r} is no whole number")
    return int(text)


def _write_name(value):
    return value.replace(" ", "-")


def _read_name(text):
    return text.replace("-", " ")


def _or_none(write, read):
    """The same for a field that may be None."""
    return (
        lambda value: NONE if value is None else write(value),
        lambda text: None if text == NONE else read(text),
    )


def _write_features(names):
    return ".".join(_write_name(name) for name in names)


def _read_features(text):
    names = tuple(_read_name(part) for part in text.split("."))
    for name in names:
        if name not in FEATURES:
            raise ValueError(f"{name!r} is no feature")
    return names


def _write_hidden(sizes):
    return ".".join(map(_write_whole, sizes)) or NONE


def _read_hidden(text):
    return () if text == NONE else tuple(_read_whole(part) for part in text.split("."))


def _write_points(points):
    return ";".join(map(_write_point, points))


def _write_point(point):
    """x,y,class, then where it differs from the usual @since and -until."""
    text = f"{_write_number(point.x)},{_write_number(point.y)},{_write_whole(point.label)}"
    if point.since or point.until is not None:
        text += f"@{_write_whole(point.since)}"
    return text if point.until is None else f"{text}-{_write_whole(point.until)}"


def _read_points(text):
    return tuple(_read_point(part) for part in text.split(";"))


def _read_point(text):
    place, *times = text.split("@")
    numbers = place.split(",")
    if len(numbers) != 3 or len(times) > 1:
        raise ValueError(f"{text!r} is no point x,y,class (and @since-until)")
    x, y, label = *map(_read_number, numbers[:2]), _read_whole(numbers[2])
    since, *until = (_read_whole(part) for part in times[0].split("-")) if times else (0,)
    if len(until) > 1:
        raise ValueError(f"{text!r} has more than two times")
    return Point(x, y, label, since, *until)


def _write_edits(edits):
    return ";".join(
        f"{_write_whole(epoch)},{key},{_write_whole(row)},{_write_whole(column)},"
        f"{_write_number(value)}"
        for epoch, key, row, column, value in edits
    )


def _read_edits(text):
    return tuple(_read_edit(part) for part in text.split(";"))


def _read_edit(text):
    parts = text.split(",")
    if len(parts) != 5:
        raise ValueError(f"{text!r} is no edit epoch,key,row,column,value")
    epoch, key, row, column, value = parts
    places = _read_whole(epoch), key, _read_whole(row), _read_whole(column)
    return Edit(*places, _read_number(value))


_NUMBER, _WHOLE, _NAME = (
    (_write_number, _read_number),
    (_write_whole, _read_whole),
    (_write_name, _read_name),
)
WORDS = {
    "data": Word("data", *_NAME),
    "noise": Word("noise", *_NUMBER),
    "training_part": Word("train", *_NUMBER),
    "batch_size": Word("batch", lambda n: "full" if n is None else _write_whole(n),
                       lambda text: None if text == "full" else _read_whole(text)),
    "features": Word("features", _write_features, _read_features),
    "hidden": Word("hidden", _write_hidden, _read_hidden),
    "activation": Word("activation", str, str),
    "loss": Word("loss", str, str),
    "init": Word("init", str, str),
    "scale": Word("scale", *_or_none(*_NUMBER)),
    "learning_rate": Word("rate", *_NUMBER),
    "optimizer": Word("optimizer", str, str),
    "decay": Word("decay", *_or_none(str, str)),
    "penalty": Word("penalty", str, str),
    "penalty_rate": Word("strength", *_NUMBER),
    "dropout": Word("dropout", *_NUMBER),
    "seed": Word("seed", *_WHOLE),
    "data_seed": Word("points-seed", *_WHOLE),
    "points": Word("points", _write_points, _read_points),
    "edits": Word("edits", _write_edits, _read_edits),
    "epochs": Word("epochs", *_WHOLE),
}  # fmt: skip
_FIELDS = {word.name: field for field, word in WORDS.items()}


def to_text(settings: Settings) -> str:
    """The settings as a short text: what differs from Settings(), which is "" itself."""
    usual, parts = Settings(), []
    for field in FIELDS:
        value, word = getattr(settings, field), WORDS[field]
        if value != getattr(usual, field):
            parts.append(f"{word.name}={word.write(value)}")
    return "&".join(parts)


def from_text(text: str) -> Settings:
    """The settings that to_text wrote; also of a link that ends with #text.

    ValueError (TypeError for something else than text) that says which part cannot be read.
    """
    if not isinstance(text, str):
        raise TypeError(f"text is a {type(text).__name__}, but a str was expected.")
    if len(text) > LONGEST:
        raise ValueError(
            f"The text has {len(text)} characters, but at most {LONGEST} were expected."
        )
    text = unquote(text.strip()).rpartition("#")[2]
    values = {}
    for part in text.split("&") if text else ():
        name, equals, written = part.partition("=")
        if not equals or name not in _FIELDS:
            raise ValueError(
                f"{_short(part)} is no part of the playground's state: name=value was expected, "
                f"the name one of {', '.join(_FIELDS)}. Was the text copied as a whole?"
            )
        field = _FIELDS[name]
        if field in values:
            raise ValueError(f"{name} comes twice. Leave one of them out.")
        try:
            values[field] = WORDS[field].read(written)
        except ValueError as error:
            raise ValueError(f"{_short(part)} cannot be read: {error}.") from None
    return Settings(**values)


def _short(text):
    return repr(text if len(text) <= 60 else f"{text[:57]}...")
