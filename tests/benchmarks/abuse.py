"""What comes of wrong calls, counted: python tests/benchmarks/abuse.py [--all]

Every public callable of the core, the data, the plots and the diagrams, every explorer and its
`set` is called with each of its arguments wrong in every way of tests/bad_input.py. Printed are
the counts of what came of it: clear errors, raw ones (from inside Python or NumPy, or without the
argument's name), acceptances, calls that hang, and calls that changed an argument; with --all also
each that is not clear.
"""

import inspect
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "explorers"))
import bad_input
from samples import NEEDED, made

from nnhelpers import explorers

WHAT = ("clear", "raw", "accepted", "hang", "changed")


def constructors() -> dict:
    """The right call of each explorer, in the form of `bad_input.CALLS`."""
    calls = {}
    for name in explorers.__all__:
        known = inspect.signature(getattr(explorers, name)).parameters
        right = {key: each.default for key, each in known.items() if key not in ("changes", "name")}
        right |= NEEDED.get(name, {})
        calls[name] = (lambda name=name, **settings: made(name, **settings).close(), right)
    return calls


def settings() -> dict:
    """`set` of each explorer, with the values that its controls have."""
    open_ones = {name: made(name) for name in explorers.__all__}
    return {f"{name}.set": (each.set, each.values) for name, each in open_ones.items()}


GROUPS = {
    "core, data": lambda: bad_input.CALLS,
    "plots": lambda: bad_input.PLOTS,
    "explorers": constructors,
    "their set": settings,
}


def main() -> None:
    print(f"{'':10}{'tried':>7}" + "".join(f"{what:>10}" for what in WHAT))
    for group, calls_of in GROUPS.items():
        counts, told, calls = Counter(), [], calls_of()
        for row in bad_input.rows(calls):
            what, words = bad_input.outcome(calls, *row)
            counts[what] += 1
            if what != "clear":
                told.append(f"{what:9}{' | '.join(row)} | {words[:110]}")
        print(
            f"{group:10}{sum(counts.values()):7}" + "".join(f"{counts[what]:10}" for what in WHAT),
            flush=True,
        )
        if "--all" in sys.argv:
            print(*told, sep="\n")


if __name__ == "__main__":
    main()
