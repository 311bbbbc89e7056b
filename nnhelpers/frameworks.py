"""The frameworks of page 10: which of them are here, and cells that wait for one.

A cell whose first line is `# needs torch` runs where PyTorch is installed. Elsewhere it says what
is missing and how to get it, and the page goes on. Nothing else in the course needs a framework.
"""

import re
from importlib.util import find_spec

FRAMEWORKS = {"torch": "PyTorch", "jax": "JAX", "sklearn": "scikit-learn", "keras": "Keras"}
BUILT_ON = {"keras": ("jax",)}  # what page 10 runs it on
MARK = re.compile(r"# needs ([a-z ]+)\n")
HOW = (
    "To get it: `make frameworks` in the folder of the course, or pip install -e '.[frameworks]'\n"
    "(about 350 MB to download; on Linux pip's usual PyTorch, for graphics cards, is 2 to 3 GB\n"
    "more). Then restart the kernel. What this cell prints with it can be read on the\n"
    "stored page, notebooks/10_frameworks.ipynb."
)


def missing(names):
    """Those of the frameworks, and of what they are built on, that cannot be imported here.

    Parameters
    ----------
    names : sequence of str
        As they are imported: torch, jax, sklearn or keras.

    Returns
    -------
    list of str

    Raises
    ------
    ValueError
        If a name is none of FRAMEWORKS.
    """
    unknown = [name for name in names if name not in FRAMEWORKS]
    if unknown or not names:
        raise ValueError(
            f"names={list(names)} came, but one or more of {', '.join(FRAMEWORKS)} were expected. "
            "Write # needs torch, for example."
        )
    needed = [name for one in names for name in (*BUILT_ON.get(one, ()), one)]
    return [name for name in dict.fromkeys(needed) if find_spec(name) is None]


def waiting(names):
    """What a cell that cannot run says, "" if all that it needs is here. Errors as in missing."""
    lacking = [FRAMEWORKS[name] for name in missing(names)]
    if not lacking:
        return ""
    verb = "is" if len(lacking) == 1 else "are"
    named = " and ".join(part for part in (", ".join(lacking[:-1]), lacking[-1]) if part)
    return f"Not run: {named} {verb} not installed here.\n{HOW}"


def needed(source):
    """The frameworks that a cell's first line asks for: "# needs torch keras" -> [torch, keras]."""
    found = MARK.match(source)
    return found[1].split() if found else []


def transform(lines):
    """What IPython runs in place of a cell, both as lists of lines: itself, or what is missing."""
    names = needed("".join(lines))
    text = waiting(names) if names else ""
    return [f"print({text!r})\n"] if text else lines


def skip_cells():
    """From now on a cell of this kernel that waits for a missing framework says so instead."""
    from IPython import get_ipython

    transformers = getattr(get_ipython(), "input_transformers_cleanup", [])
    if transform not in transformers:
        transformers.append(transform)
