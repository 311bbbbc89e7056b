"""The work of one piece: a function of plain data, which any process can be sent.

A piece is a list of stacks, a stack a list of members that differ in learning rate and start only.
"""

from dataclasses import dataclass

import numpy as np

from nnhelpers.tuning import space
from nnhelpers.tuning.members import Members, Own


@dataclass(frozen=True)
class Problem:
    """What all members of a search share.

    X (n_x, m), Y (n_y, m) and validation, a pair of such; output as Network; iterations and
    record_every as train.
    """

    X: np.ndarray
    Y: np.ndarray
    validation: tuple
    output: str = "sigmoid"
    iterations: int = 1000
    record_every: int = 100

    @property
    def recorded(self):
        """The iterations at which costs are recorded; the last is where training ends."""
        return np.array([*range(0, self.iterations, self.record_every), self.iterations])


@dataclass(frozen=True)
class Outcome:
    """What is left of K members: arrays (K, records), NaN where there is nothing.

    problems : for each None or a sentence (diverged, unstable, failed)
    """

    costs: np.ndarray
    validation_costs: np.ndarray
    validation_accuracies: np.ndarray
    problems: list


COLUMNS = ("costs", "validation_costs", "validation_accuracies")


def work(problem, piece):
    """Train the members of a piece, stack after stack; returns an Outcome for each stack.

    A stack that stops with an error is tried again member by member, so that only the member
    that causes it fails, with the reason in its sentence.
    """
    return [_outcome(problem, members) for members in piece]


def trainer(problem, members):
    """The Trainer of a stack of members."""
    n_x, n_y = problem.X.shape[0], problem.Y.shape[0]
    net = space.network(members[0], n_x, n_y, problem.output)
    starts, generators = zip(*(space.start(member, net) for member in members))
    return Members(
        net, problem.X, problem.Y, starts, Own(generators), validation=problem.validation,
        record_every=problem.record_every,
        learning_rate=[member.get("learning_rate", 0.01) for member in members],
        **space.training_options(members[0]),
    )  # fmt: skip


def _outcome(problem, members):
    try:
        run = trainer(problem, members).step(problem.iterations).run()
    except Exception as error:
        if len(members) == 1:
            return _failed(problem, error)
        return join([_outcome(problem, [member]) for member in members])
    columns = [getattr(run, name) for name in COLUMNS]
    sentences = [a or b for a, b in zip(run.diverged, run.unstable)]
    return Outcome(*(_filled(column, problem, len(members)) for column in columns), sentences)


def join(outcomes):
    """Several Outcomes as one."""
    columns = [np.concatenate([getattr(o, name) for o in outcomes]) for name in COLUMNS]
    return Outcome(*columns, [sentence for o in outcomes for sentence in o.problems])


def _failed(problem, error):
    nothing = np.full((1, len(problem.recorded)), np.nan)
    return Outcome(nothing, nothing, nothing, [f"Failed: {type(error).__name__}: {error}"])


def _filled(column, problem, K):
    """A column of a Run with NaN to the end where training stopped early, or recorded nothing."""
    full = np.full((K, len(problem.recorded)), np.nan)
    if column is not None:
        full[:, : column.shape[1]] = column
    return full
