"""Lines over a common axis: functions, accuracies, and the cost during training."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from nnhelpers.arguments import (
    array,
    flag,
    mapping,
    one_of,
    optional,
    refuse,
    sequence,
    takes,
    text,
)
from nnhelpers.plots.palette import QUIET, line_style
from nnhelpers.plots.picture import Picture
from nnhelpers.plots.wording import spell


@takes(x=array(), lines=mapping(array(finite=False)), title=text, x_label=text, y_label=text,
       log=one_of("", "x", "y", "xy"), points=optional(sequence(2, check=array())),
       markers=flag)  # fmt: skip
def plot_lines(
    x, lines: Mapping, *, title="", x_label="", y_label="", log="", points=None, markers=False
) -> Picture:
    """Lines over a common x: functions, derivatives, accuracies, gradients layer by layer.

    Parameters
    ----------
    x : array, shape (n,)
    lines : dict
        {label: array of shape (n,)}. The labels in STYLES (training, validation, tanh …) always
        have the same color and line style.
    log : str
        Axes with a logarithmic scale: "", "x", "y" or "xy".
    points : tuple of arrays, optional
        (x, y) of points drawn beneath the lines, such as the examples of a regression.
    markers : bool
        Mark each value, where x counts things such as layers.
    """
    x = np.asarray(x, dtype=float).ravel()
    lines = {str(label): np.asarray(y, dtype=float).ravel() for label, y in lines.items()}
    for label, y in lines.items():
        if y.shape != x.shape:
            raise ValueError(
                f"lines[{label!r}] has {y.size} values but x has {x.size}; pass one y for each x."
            )

        if not np.isfinite(y).any():
            refuse(f"lines[{label!r}]", y, "at least one finite number", "Did it diverge?")
    if points is not None and np.size(points[0]) != np.size(points[1]):
        refuse("points", [np.shape(p) for p in points], "a pair of equally long arrays", "Check.")

    def draw(ax):
        if points is not None:
            ax.plot(np.ravel(points[0]), np.ravel(points[1]), ".", color=QUIET, label="examples")
        for k, (label, y) in enumerate(lines.items()):
            ax.plot(x, y, marker="o" if markers else "", ms=5, label=label, **line_style(label, k))
        ax.set_xscale("log" if "x" in log else "linear")
        ax.set_yscale("log" if "y" in log else "linear")
        ax.set(title=title, xlabel=x_label, ylabel=y_label)
        ax.grid(True)
        if markers and "x" not in log and np.all(x == x.round()):
            ax.xaxis.get_major_locator().set_params(integer=True)
        if len(lines) > 1 or points is not None:
            _legend(ax)

    where = x_label or "x"
    parts = [
        f"{label} goes from {spell(y[0])} at {where} = {spell(x[0])} to {spell(y[-1])} at "
        f"{where} = {spell(x[-1])} (lowest {spell(np.nanmin(y))}, highest {spell(np.nanmax(y))})"
        for label, y in lines.items()
    ]
    return Picture(draw, ";\n".join(parts) + ".")


@takes(title=text, log=flag)
def plot_costs(runs: Mapping, *, title="Cost during training", log: bool = False) -> Picture:
    """Cost curves of one run or several.

    Parameters
    ----------
    runs : dict
        {label: run}; a run is what `train` returns, or a pair (iterations, costs).
        Validation costs, where a run has them, are drawn thin, with points; beside them the
        training cost stands without the penalty of `l2`, as they do, and the label says so.
    log : bool
        Logarithmic cost axis.

    Notes
    -----
    The axis ends at ten times the first cost (log: a million times), so that a run which
    diverges does not press all others flat; the sentence still gives its last cost.
    """
    if hasattr(runs, "costs"):
        refuse(
            "runs", type(runs).__name__, "a dict", "Pass plot_costs({'training': run}).", TypeError
        )
    mapping(_check_run)("runs", runs)
    curves, parts = [], []
    for label, run in runs.items():
        iterations, costs = (run.iterations, run.costs) if hasattr(run, "costs") else run
        validation = getattr(run, "validation_costs", None)
        has_validation = validation is not None and len(validation) == len(costs) > 0
        iterations, costs = np.asarray(iterations), np.asarray(costs, dtype=float)
        if has_validation and getattr(run, "penalties", None) is not None:
            label, costs = f"{label} (without the penalty)", costs - run.penalties
        curves.append((str(label), iterations, costs, validation if has_validation else None))
        part = (
            f"{label}: cost {spell(costs[0])} at iteration {iterations[0]}, "
            f"{spell(costs[-1])} at iteration {iterations[-1]}"
        )
        if has_validation:
            part += f" (validation {spell(validation[0])}, then {spell(validation[-1])})"
        if getattr(run, "diverged", None):
            part += ", where training stopped because it diverged"
        parts.append(part)
    top = (1e6 if log else 10) * max(costs[0] for _, _, costs, _ in curves)
    if not np.isfinite(top):
        refuse("runs", list(runs), "runs with a finite first cost", "Is the start reasonable?")

    def draw(ax):
        for k, (label, iterations, costs, validation) in enumerate(curves):
            look = line_style("training" if len(curves) == 1 else label, k)
            shown = np.where(costs <= top, costs, 1.2 * top)  # just outside the axes
            ax.plot(iterations, shown, label=label, **look)
            if validation is not None:
                if len(curves) == 1:
                    look = line_style("validation", k)
                ax.plot(
                    iterations,
                    validation,
                    label=f"{label}, validation",
                    **look,
                    lw=1,
                    marker=".",
                    markevery=0.05,
                )
        ax.set_yscale("log" if log else "linear")
        ax.set(title=title, xlabel="iteration (one update of the parameters)", ylabel="cost J")
        ax.locator_params(axis="x", nbins=6)
        if ax.get_ylim()[1] > top:
            ax.set_ylim(top=top)
        ax.grid(True)
        _legend(ax)

    return Picture(draw, ";\n".join(parts) + ".")


def _check_run(argument, run):
    """TypeError or ValueError unless it is a Run of one network or a pair (iterations, costs)."""
    pair = (run.iterations, run.costs) if hasattr(run, "costs") else run
    sequence(2, check=array(1, finite=False))(argument, pair)
    if len(pair[0]) != len(pair[1]):
        lengths = f"{len(pair[0])} iterations and {len(pair[1])} costs"
        refuse(argument, lengths, "as many of one as of the other", "Pass the run itself.")


def _legend(ax, **options) -> None:
    if ax.get_legend_handles_labels()[1]:
        ax.legend(**options)
