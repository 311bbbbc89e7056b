"""What an instructor can set for a class: by environment variables, or in one small file.

    NNHELPERS_SOLUTIONS   off            solution() shows nothing
    NNHELPERS_HINTS       0, 1, 2        so many hints for each exercise
    NNHELPERS_SEED        any text       numbers of their own for whoever has this text as a seed
    NNHELPERS_PROGRESS    a path, off    where progress is kept, or not at all

The file is `course.toml` at the top of the course, or what NNHELPERS_SETTINGS names; it has the
same names in small letters, without NNHELPERS_: `solutions = "off"`. A variable comes before the
file. In a text `$NAME` stands for the environment variable NAME, so that one file can give each
member of a class a seed: `seed = "$JUPYTERHUB_USER"`.
"""

import os
import re
import tomllib
from pathlib import Path

from nnhelpers.pages import ROOT

FILE = ROOT / "course.toml"
PREFIX = "NNHELPERS_"
KNOWN = ("solutions", "hints", "seed", "progress")
OFF = "off"


def from_file(path: Path) -> dict[str, object]:
    """The settings in a file; {} if there is none.

    Raises
    ------
    ValueError
        If it is no TOML, or has a name that is not known.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as problem:
        raise ValueError(f"the settings in {path} cannot be read: {problem}") from problem
    unknown = sorted(set(found) - set(KNOWN))
    if unknown:
        raise ValueError(f"{path} sets {', '.join(unknown)}; there are only {', '.join(KNOWN)}")
    return found


def setting(name: str) -> str:
    """A setting as text; "" if it is not set. false, no, 0 and off are the same, except as numbers.

    Raises
    ------
    ValueError
        If the file cannot be read, or the text names an environment variable that is not set.
    """
    text = os.environ.get(PREFIX + name.upper())
    if text is None:
        path = Path(os.environ.get(PREFIX + "SETTINGS") or FILE).expanduser()
        text = from_file(path).get(name, "")
    text = str(text).strip()
    text = re.sub(r"\$\{?(\w+)\}?", lambda found: _variable(found[1], name), text)
    return OFF if text.lower() in ("off", "false", "no") else text


def _variable(variable: str, name: str) -> str:
    """The value of an environment variable."""
    value = os.environ.get(variable)
    if not value:
        raise ValueError(f"the setting {name} names ${variable}, which is not set here")
    return value


def solutions_shown() -> bool:
    """Whether `solution` shows anything.

    Raises
    ------
    ValueError
        If the setting is neither on nor off.
    """
    text = setting("solutions").lower()
    if text not in ("", OFF, "on", "true", "yes"):
        raise ValueError(f"the setting solutions is {text!r}; expected on or off")
    return text != OFF


def hints_allowed() -> int | None:
    """How many hints each exercise gives; None for all of them.

    Raises
    ------
    ValueError
        If the setting is no such number.
    """
    text = setting("hints")
    if text in ("", "all"):
        return None
    if text == OFF:
        return 0
    if not text.isdecimal():
        raise ValueError(f"the setting hints is {text!r}; expected 0, 1, 2, 3 or all")
    return int(text)


def own_seed() -> str | None:
    """The text that this learner's numbers follow from; None where all have the page's."""
    return setting("seed") or None
