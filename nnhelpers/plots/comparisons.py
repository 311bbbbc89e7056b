"""Numbers to be compared: as bars, and as a table with colors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from nnhelpers.arguments import (
    array,
    flag,
    label,
    mapping,
    number,
    optional,
    refuse,
    sequence,
    takes,
    text,
)
from nnhelpers.plots.palette import INK, SEQUENTIAL
from nnhelpers.plots.picture import Picture
from nnhelpers.plots.wording import percent_of, spell


@takes(bars=mapping(number()), intervals=optional(mapping(sequence(2, check=number()))), title=text,
       x_label=text, percent=flag)  # fmt: skip
def plot_bars(
    bars: Mapping, *, intervals: Mapping | None = None, title="", x_label="", percent: bool = False
) -> Picture:
    """Horizontal bars with their values written beside them.

    Parameters
    ----------
    bars : dict
        {label: value}.
    intervals : dict, optional
        {label: (low, high)}: an interval drawn as a line over the bar of that label.
    percent : bool
        The values are parts of one and are shown as percentages.
    """
    bars = {str(label): float(value) for label, value in bars.items()}
    intervals = {str(label): ends for label, ends in (intervals or {}).items()}
    unknown = [label for label in intervals if label not in bars]
    if unknown:
        refuse("intervals", unknown, f"no other labels than those of bars, {list(bars)}", "Rename.")
    form = percent_of if percent else spell
    text = {label: form(value) for label, value in bars.items()}
    for name, ends in intervals.items():
        text[name] += f" ({form(ends[0])} to {form(ends[1])})"
    factor = 100 if percent else 1

    def draw(ax):
        places = np.arange(len(bars))[::-1]
        ax.barh(places, [factor * v for v in bars.values()], color="#8aa4c8", height=0.6)
        for place, name in zip(places, bars, strict=True):
            ends = intervals.get(name, (bars[name], bars[name]))
            ax.plot([factor * e for e in ends], [place, place], color=INK, lw=2)
            right = factor * max(*ends, 0)
            ax.annotate(text[name], (right, place), xytext=(5, 0), va="center", fontsize=9,
                        textcoords="offset points")  # fmt: skip
        ax.set_yticks(places, list(bars))
        left, right = ax.get_xlim()
        ticks = ax.get_xticks()
        ax.set_xticks(ticks[(ticks >= left) & (ticks <= right)])
        ax.set_xlim(left, right + 0.35 * (right - left))
        ax.set(title=title, xlabel=x_label + (" (%)" if percent else ""))

    sentence = "; ".join(f"{label}: {value}" for label, value in text.items()) + "."
    return Picture(draw, sentence, (7, 1.1 + 0.42 * len(bars)))


@takes(values=array(2, finite=False), rows=sequence(check=label), columns=sequence(check=label),
       title=text, row_label=text, column_label=text, value_label=text, form=text)  # fmt: skip
def heat_map(
    values, rows: Sequence, columns: Sequence, *, title="", row_label="", column_label="",
    value_label="value", form: str = "{:.3g}",
) -> Picture:  # fmt: skip
    """A table of numbers with colors, such as the accuracy over learning rate and depth.

    Parameters
    ----------
    values : ndarray, shape (number of rows, number of columns)
    rows, columns : sequences
        Names of the rows and the columns.
    form : str
        How a number is written in its cell, "{:.1%}" for percentages.
    """
    values = np.asarray(values, dtype=float)
    if values.shape != (len(rows), len(columns)):
        raise ValueError(
            f"values has the shape {values.shape} but there are {len(rows)} rows (names) and "
            f"{len(columns)} columns (names); the shape should be ({len(rows)}, {len(columns)})."
        )

    def draw(ax):
        drawn = ax.imshow(values, cmap=SEQUENTIAL, aspect="auto")
        for i, j in np.ndindex(values.shape):
            bright = drawn.norm(values[i, j]) > 0.55
            ax.text(j, i, form.format(values[i, j]), ha="center", va="center",
                    color="black" if bright else "white")  # fmt: skip
        ax.set_xticks(range(len(columns)), [str(c) for c in columns])
        ax.set_yticks(range(len(rows)), [str(r) for r in rows])
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
        ax.set(title=title, xlabel=column_label, ylabel=row_label)
        ax.figure.colorbar(drawn, ax=ax, label=value_label)

    try:
        form.format(1.0)
    except (ValueError, IndexError, KeyError) as problem:
        refuse("form", form, f"a format of one number ({problem})", "Pass '{:.3g}'.")
    if not np.isfinite(values).any():
        refuse("values", values, "at least one finite number", "Did all of them diverge?")

    def place(index):
        i, j = np.unravel_index(index, values.shape)
        return (
            f"{form.format(values[i, j])} at {row_label or 'row'} {rows[i]}, "
            f"{column_label or 'column'} {columns[j]}"
        )

    sentence = (
        f"Highest {value_label} {place(np.nanargmax(values))}; "
        f"lowest {place(np.nanargmin(values))}."
    )
    return Picture(draw, sentence, (6.4, 1.4 + 0.5 * len(rows)))
