"""Forward and backward through one hidden layer, one number at a time, and each step in words.

For one example only, so that each number can be shown: what trains is `nnhelpers.network`, and a
test compares the two. `propagation_drawing` draws what is found here. Page 03.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from nnhelpers.arguments import array, layer_sizes_of, mapping, real, refuse, takes

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True)
class Step:
    """One box that gets its number.

    Attributes
    ----------
    key : str
        What is found: Z1, A1, Z2, A2, L, then dA2, dZ2, dW2, dA1, dZ1, dW1.
    unit : int
        Of which unit of the layer, counted from 0; for dW the row of weights.
    """

    key: str
    unit: int

    @property
    def is_backward(self) -> bool:
        """Whether it belongs to the way back."""
        return self.key.startswith("d")

    @property
    def layer(self) -> int:
        """1 for the hidden layer, 2 for the output and the loss."""
        return 1 if self.key.endswith("1") else 2


def steps_of(layer_sizes) -> list[Step]:
    """The steps of a network (n_0, n_1, n_2), in the order in which they can be taken."""
    _, n_1, n_2 = layer_sizes_of("layer_sizes", layer_sizes, 3)
    forward = [("Z1", n_1), ("A1", n_1), ("Z2", n_2), ("A2", n_2), ("L", 1)]
    backward = [("dA2", n_2), ("dZ2", n_2), ("dW2", n_2), ("dA1", n_1), ("dZ1", n_1), ("dW1", n_1)]
    return [Step(key, unit) for key, units in forward + backward for unit in range(units)]


_PASSES = {"params": mapping(array(2)), "x": array(2), "y": array(2)}


@takes(**_PASSES)
def passes(params: Mapping, x, y) -> dict[str, np.ndarray]:
    """All numbers of both passes for one example.

    Parameters
    ----------
    params : dict
        W1, b1, W2, b2: tanh in the hidden layer, sigmoid and cross-entropy at the output.
    x, y : ndarrays, shapes (n_0, 1) and (n_2, 1)

    Returns
    -------
    dict
        The params, A0, Z1, A1, Z2, A2, Y, the loss of each output as L, (n_2, 1), and the
        derivatives dA2, dZ2, dW2, db2, dA1, dZ1, dW1, db1 of their sum.
    """
    _check_passes(params, x, y)
    Z1 = params["W1"] @ x + params["b1"]
    A1 = np.tanh(Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    A2 = 1 / (1 + np.exp(-Z2))
    dZ2 = A2 - y
    dA1 = params["W2"].T @ dZ2
    dZ1 = dA1 * (1 - A1 * A1)
    return {
        **params, "A0": x, "Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2, "Y": y,
        "L": -np.where(y == 1, np.log(A2), np.log(1 - A2)),
        "dA2": np.where(y == 1, -1 / A2, 1 / (1 - A2)),
        "dZ2": dZ2, "dW2": dZ2 @ A1.T, "db2": dZ2,
        "dA1": dA1, "dZ1": dZ1, "dW1": dZ1 @ x.T, "db1": dZ1,
    }  # fmt: skip


def _check_passes(params, x, y):
    """ValueError unless params are W1, b1, W2, b2 that lead from x to y, one column each."""
    keys = ("W1", "b1", "W2", "b2")
    if not set(keys) <= set(params):
        refuse("params", list(params), f"a dict with the keys {', '.join(keys)}", "Two layers.")
    n_1 = len(params["b1"])
    shapes = ((n_1, len(x)), (n_1, 1), (len(y), n_1), (len(y), 1))
    for key, shape in zip(keys, shapes):
        if np.shape(params[key]) != shape:
            refuse(f"params[{key!r}]", params[key], f"the shape {shape}", "Check x, y and params.")
    for name, column in (("x", x), ("y", y)):
        if np.shape(column)[1] != 1:
            refuse(name, column, "one example, of shape (n, 1),", f"Pass {name}[:, :1].")
    if not np.isin(y, (0, 1)).all():
        refuse("y", y, "labels 0 and 1", "Code the classes as 0 and 1.")


@takes(number=real)
def written(number: float) -> str:
    """A number with at most four decimals, none of them an idle zero."""
    text = f"{number:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text.replace("-", "−")


def in_words(step: Step, numbers: Mapping) -> tuple[str, str]:
    """A heading, and the formula of the step with its numbers.

    Parameters
    ----------
    step : Step
    numbers : dict
        What `passes` returned.
    """
    kind = step.key.rstrip("12")
    unit = f"Hidden unit {step.unit + 1}" if step.layer == 1 else _output(step.unit, numbers)
    headings = {"L": "The loss", "dW": f"Weights into {unit[0].lower()}{unit[1:]}"}
    return headings.get(kind, unit), _FORMULAS[kind](step, numbers)


def _output(unit: int, numbers: Mapping) -> str:
    return "Output" if len(numbers["Y"]) == 1 else f"Output {unit + 1}"


def _factor(number: float) -> str:
    return f"({written(number)})" if number < 0 and written(number) != "0" else written(number)


def _names(letter: str, count: int) -> list[str]:
    """a₁, a₂ …; a alone where there is only one."""
    if count == 1:
        return [letter]
    return [letter + str(k + 1).translate(SUBSCRIPTS) for k in range(count)]


def _products(first, second) -> str:
    return " + ".join(f"{_factor(a)} · {_factor(b)}" for a, b in zip(first, second))


def _value(step: Step, numbers: Mapping) -> float:
    return numbers[step.key][step.unit, 0]


def _linear(step: Step, numbers: Mapping) -> str:
    inputs = numbers[f"A{step.layer - 1}"][:, 0]
    names = zip(_names("w", len(inputs)), _names("xa"[step.layer - 1], len(inputs)))
    terms = _products(numbers[f"W{step.layer}"][step.unit], inputs)
    bias = _factor(numbers[f"b{step.layer}"][step.unit, 0])
    symbols = " + ".join(w + x for w, x in names)
    return f"z = {symbols} + b = {terms} + {bias} = {written(_value(step, numbers))}"


def _activation(step: Step, numbers: Mapping) -> str:
    g = "tanh" if step.layer == 1 else "σ"
    z = written(numbers[f"Z{step.layer}"][step.unit, 0])
    return f"a = {g}(z) = {g}({z}) = {written(_value(step, numbers))}"


def _loss(_, numbers: Mapping) -> str:
    losses = numbers["L"][:, 0]
    parts = [
        f"−log {written(a)}" if y == 1 else f"−log(1 − {written(a)})"
        for a, y in zip(numbers["A2"][:, 0], numbers["Y"][:, 0])
    ]
    if len(losses) == 1:
        symbols = "−log a" if numbers["Y"][0, 0] == 1 else "−log(1 − a)"
        return f"y = {written(numbers['Y'][0, 0])}, so L = {symbols} = {parts[0]} = " + written(
            losses[0]
        )
    return f"L = {' + '.join(_names('L', len(losses)))} = " + (
        f"{' + '.join(f'({part})' for part in parts)} = {written(losses.sum())}"
    )


def _back_to_a(step: Step, numbers: Mapping) -> str:
    if step.layer == 2:
        a = written(numbers["A2"][step.unit, 0])
        slope = f"−1 / a = −1 / {a}" if numbers["Y"][step.unit, 0] == 1 else f"1 / (1 − {a})"
        return f"da = {slope} = {written(_value(step, numbers))}"
    weights, arriving = numbers["W2"][:, step.unit], numbers["dZ2"][:, 0]
    names = zip(_names("w", len(weights)), _names("dz", len(weights)))
    symbols = " + ".join(f"{w} · {dz}" for w, dz in names)
    return f"da = {symbols} = {_products(weights, arriving)} = {written(_value(step, numbers))}"


def _back_to_z(step: Step, numbers: Mapping) -> str:
    a, da = (numbers[f"{key}{step.layer}"][step.unit, 0] for key in ("A", "dA"))
    symbols, slope = ("(1 − a²)", 1 - a * a) if step.layer == 1 else ("a(1 − a)", a * (1 - a))
    known = ", which is a − y" if step.layer == 2 else ""
    result = written(_value(step, numbers))
    return f"dz = da · {symbols} = {_products([da], [slope])} = {result}{known}"


def _back_to_w(step: Step, numbers: Mapping) -> str:
    inputs = numbers[f"A{step.layer - 1}"][:, 0]
    dz = numbers[f"dZ{step.layer}"][step.unit, 0]
    names = zip(_names("dw", len(inputs)), _names("xa"[step.layer - 1], len(inputs)))
    results = zip(names, inputs, numbers[step.key][step.unit])
    parts = [
        f"{dw} = dz · {x} = {_products([dz], [a])} = {written(r)}" for (dw, x), a, r in results
    ]
    return ", ".join(parts) + ", db = dz"


_FORMULAS = {
    "Z": _linear, "A": _activation, "L": _loss, "dA": _back_to_a, "dZ": _back_to_z,
    "dW": _back_to_w,
}  # fmt: skip
