"""What comes of wrong calls, counted: python tests/benchmarks/abuse.py [--all]

Every public callable of the core, the data, the plots and the diagrams is called with each of its
arguments wrong in every way of tests/bad_input.py. Printed are the counts of what came of it:
clear errors, raw ones (from inside Python or NumPy, or without the argument's name), acceptances,
calls that hang, and calls that changed an argument; with --all also each that is not clear.
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import bad_input

WHAT = ("clear", "raw", "accepted", "hang", "changed")


def main() -> None:
    print(f"{'':10}{'tried':>7}" + "".join(f"{what:>10}" for what in WHAT))
    for group, calls in (("core, data", bad_input.CALLS), ("plots", bad_input.PLOTS)):
        counts, told = Counter(), []
        for row in bad_input.rows(calls):
            what, words = bad_input.outcome(calls, *row)
            counts[what] += 1
            if what != "clear":
                told.append(f"{what:9}{' | '.join(row)} | {words[:110]}")
        print(
            f"{group:10}{sum(counts.values()):7}" + "".join(f"{counts[what]:10}" for what in WHAT)
        )
        if "--all" in sys.argv:
            print(*told, sep="\n")


if __name__ == "__main__":
    main()
