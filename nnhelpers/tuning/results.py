"""What a search leaves: one row of numbers for each member, a table, and who was best.

Parameters are not kept: ten thousand networks would fill the memory, and a member trained again
is the same to the last bit (`retrain`).
"""

from dataclasses import dataclass, field

import numpy as np

from nnhelpers.tuning.work import COLUMNS, Outcome, Problem, trainer


@dataclass
class Results:
    """The state of a search over N members.

    members : list of dicts, the settings of each
    iterations : array (records,), where the costs were recorded
    costs, validation_costs, validation_accuracies : arrays (N, records), NaN where not known
    done : array (N,) of bool
    problems : list of N, None or a sentence: diverged, unstable, failed
    stopped : None, or a sentence: why some members are not done
    """

    problem: Problem = field(repr=False)
    members: list
    costs: np.ndarray = field(repr=False)
    validation_costs: np.ndarray = field(repr=False)
    validation_accuracies: np.ndarray = field(repr=False)
    done: np.ndarray = field(repr=False)
    problems: list = field(repr=False)
    stopped: str | None = None

    @classmethod
    def empty(cls, problem, members):
        """Nothing done yet."""
        N = len(members)
        arrays = (np.full((N, len(problem.recorded)), np.nan) for _ in COLUMNS)
        return cls(problem, members, *arrays, np.zeros(N, dtype=bool), [None] * N)

    def put(self, numbers, outcome: Outcome):
        """Enter what the members with these numbers have come to."""
        for name in COLUMNS:
            getattr(self, name)[numbers] = getattr(outcome, name)
        self.done[numbers] = True
        for k, sentence in zip(numbers, outcome.problems):
            self.problems[k] = sentence

    @property
    def iterations(self):
        """Where the costs were recorded."""
        return self.problem.recorded

    @property
    def final(self):
        """The validation cost of each member at the end: (N,), NaN for those without."""
        return self.validation_costs[:, -1]

    @property
    def order(self):
        """Numbers of the members, the lowest validation cost first; those without at the end."""
        return np.argsort(self.final, kind="stable")

    @property
    def best(self):
        """The number of the member with the lowest validation cost; ValueError if none has one."""
        if np.isnan(self.final).all():
            raise ValueError(
                "no member has a validation cost: none is done, or all have failed or diverged. "
                "Read results.problems; a smaller learning rate often helps."
            )
        return int(self.order[0])

    @property
    def swept(self):
        """Names of the settings in which members differ."""
        names = dict.fromkeys(name for member in self.members for name in member)
        return [name for name in names if len({repr(m.get(name)) for m in self.members}) > 1]

    def column(self, name):
        """The values of one setting, for each member."""
        return [member.get(name) for member in self.members]

    def mean_over(self, row, column):
        """Mean final validation cost for each value of two settings, over all other settings.

        Returns the values of both, and an array (rows, columns), NaN where nothing is known.
        """
        rows, columns = (sorted(set(self.column(name))) for name in (row, column))
        table = np.full((len(rows), len(columns)), np.nan)
        for i, a in enumerate(rows):
            for j, b in enumerate(columns):
                here = [m.get(row) == a and m.get(column) == b for m in self.members]
                known = self.final[here][~np.isnan(self.final[here])]
                table[i, j] = known.mean() if len(known) else np.nan
        return rows, columns, table

    def picture(self, title="", leave_out=("seed",)):
        """Parallel coordinates: each member a line through its settings to its cost."""
        from nnhelpers.plots import plot_parallel  # workers have no need of pictures

        settings = {n: self.column(n) for n in self.swept if n not in leave_out}
        settings = {name: _on_axis(values) for name, values in settings.items()}
        return plot_parallel(settings, self.final, title=title, result="validation cost")

    def retrain(self, k):
        """The Trainer of member k alone, trained: its `.params` are a stack of one network."""
        return trainer(self.problem, [self.members[k]]).step(self.problem.iterations)

    def table(self, rows=10):
        """The best members as text, and in words what went wrong."""
        names = self.swept
        shown = [k for k in self.order[:rows] if not np.isnan(self.final[k])]
        head = ["", *names, "validation cost", "right"]
        lines = [head]
        for place, k in enumerate(shown, 1):
            right = self.validation_accuracies[k, -1]
            settings = [_short(self.members[k].get(name)) for name in names]
            right = "" if np.isnan(right) else f"{right:.1%}"
            lines.append([f"{place}.", *settings, f"{self.final[k]:.4f}", right])
        widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
        text = ["  ".join(cell.rjust(w) for cell, w in zip(line, widths)) for line in lines]
        return "\n".join([*text, *self.summary()])

    def summary(self):
        """Sentences: how many are done, diverged, failed, and why the search has stopped."""
        N, counts = len(self.members), {}
        for sentence in self.problems:
            kind = (sentence or "").partition(":")[0].partition(" ")[0]
            counts[kind] = counts.get(kind, 0) + 1
        words = [f"{int(self.done.sum())} of {N} members done"]
        for kind in ("Diverged", "Unstable", "Failed"):
            words += [f"{counts[kind]} {kind.lower()}"] if kind in counts else []
        reasons = dict.fromkeys(s for s in self.problems if s and s.startswith("Failed"))
        more = [] if len(reasons) <= 3 else [f"... and {len(reasons) - 3} other reasons"]
        return [", ".join(words) + ".", *list(reasons)[:3], *more,
                *([self.stopped] if self.stopped else [])]  # fmt: skip


def _on_axis(values):
    """Values of one setting for a picture: one hidden layer each is a number, several are words."""
    if all(isinstance(v, tuple) and len(v) == 1 for v in values):
        return [v[0] for v in values]
    return [_short(v) if isinstance(v, tuple) else v for v in values]


def _short(value):
    """A setting in a table: numbers with three digits, layers as 16-8."""
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, tuple):
        return "-".join(str(v) for v in value) or "none"
    return str(value)
