"""Searches for good settings, on one machine or many: every combination, random, halving.

    results = grid(X, Y, validation=(X_v, Y_v), layers=[(8,), (32,)], learning_rate=[0.01, 0.1])
    print(results.table())

`space` says which members there are, `members` trains a stack whose numbers do not hang on who is
in it, `work` is one piece, `plan` makes pieces of about a second, `spread` gives them to an
executor, `results` and `storage` keep what comes back, `search` puts them together; `sweeping`
does the same for sweep(..., executor=...). `import nnhelpers` loads nothing of this.
"""

from nnhelpers.tuning.results import Results
from nnhelpers.tuning.search import grid, halving, random_search
from nnhelpers.tuning.space import Range
from nnhelpers.tuning.spread import Serial

__all__ = ["Range", "Results", "Serial", "grid", "halving", "random_search"]
