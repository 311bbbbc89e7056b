"""Computation graphs as tables: each operation with its derivatives beside it.

The graphs of the course are in GRAPHS; `graph_drawing` draws them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Operation:
    """One box of a computation graph: a function and, beside it, its derivatives.

    Attributes
    ----------
    name : str
        Name of the result.
    formula : str
        How the box is labeled (mathtext).
    inputs : tuple of str
    function : callable
        Of the inputs' values.
    derivatives : tuple of callable
        One for each input: ∂result/∂input as a function of the inputs' values.
    place : tuple of float
        Center of the box, inches.
    """

    name: str
    formula: str
    inputs: tuple[str, ...]
    function: Callable
    derivatives: tuple[Callable, ...]
    place: tuple[float, float]


@dataclass(frozen=True)
class Graph:
    """A computation graph: its inputs with their places, and operations in forward order.

    Inputs named in `given` (the label y) are facts: nobody asks for a derivative by them.
    """

    formula: str
    inputs: Mapping[str, tuple[float, float]]
    operations: tuple[Operation, ...]
    given: tuple[str, ...] = ()

    @property
    def output(self) -> str:
        """Name of the last result, of which all derivatives are taken."""
        return self.operations[-1].name

    def forward(self, **inputs: float) -> dict[str, float]:
        """Value of every input and every operation, from left to right."""
        if set(inputs) != set(self.inputs):
            raise ValueError(
                f"Got values for {', '.join(sorted(inputs)) or 'nothing'}; this graph needs "
                f"{', '.join(self.inputs)}."
            )
        values = {name: float(value) for name, value in inputs.items()}
        for operation in self.operations:
            values[operation.name] = operation.function(*(values[i] for i in operation.inputs))
        return values

    def backward(self, values: Mapping[str, float]) -> dict[str, float]:
        """Derivative of the output by every value not given, right to left by the chain rule."""
        derivatives = dict.fromkeys(values, 0.0)
        derivatives[self.output] = 1.0
        for operation in reversed(self.operations):
            arguments = [values[i] for i in operation.inputs]
            for name, derivative in zip(operation.inputs, operation.derivatives):
                derivatives[name] += derivatives[operation.name] * derivative(*arguments)
        return {name: derivatives[name] for name in values if name not in self.given}


GRAPHS = {
    "3(a + bc)": Graph(
        "J = 3(a + bc)",
        {"a": (1.75, 3.3), "b": (1.75, 2.0), "c": (1.75, 0.8)},
        (
            Operation("u", "$u = bc$", ("b", "c"), lambda b, c: b * c,
                      (lambda b, c: c, lambda b, c: b), (3.3, 1.4)),
            Operation("v", "$v = a + u$", ("a", "u"), lambda a, u: a + u,
                      (lambda a, u: 1.0, lambda a, u: 1.0), (5.2, 2.35)),
            Operation("J", "$J = 3v$", ("v",), lambda v: 3 * v, (lambda v: 3.0,), (7.1, 2.35)),
        ),
    ),
    "logistic neuron": Graph(
        "z = w₁x₁ + w₂x₂ + b, a = σ(z), L = −(y log a + (1 − y) log(1 − a))",
        {"w1": (1.75, 3.8), "x1": (1.75, 3.05), "w2": (1.75, 2.3), "x2": (1.75, 1.55),
         "b": (1.75, 0.8), "y": (5.75, 0.7)},
        (
            Operation("z", "$z = w_1x_1 + w_2x_2 + b$", ("w1", "x1", "w2", "x2", "b"),
                      lambda w1, x1, w2, x2, b: w1 * x1 + w2 * x2 + b,
                      (lambda w1, x1, w2, x2, b: x1, lambda w1, x1, w2, x2, b: w1,
                       lambda w1, x1, w2, x2, b: x2, lambda w1, x1, w2, x2, b: w2,
                       lambda w1, x1, w2, x2, b: 1.0), (3.65, 2.3)),
            Operation("a", r"$a = \sigma(z)$", ("z",), lambda z: 1 / (1 + np.exp(-z)),
                      (lambda z: np.exp(-abs(z)) / (1 + np.exp(-abs(z))) ** 2,), (5.75, 2.3)),
            Operation("L", r"$\mathcal{L}(a, y)$", ("a", "y"),
                      lambda a, y: -(y * np.log(a) + (1 - y) * np.log(1 - a)),
                      (lambda a, y: (1 - y) / (1 - a) - y / a,
                       lambda a, y: np.log(1 - a) - np.log(a)), (7.25, 2.3)),
        ),
        given=("y",),
    ),
}  # fmt: skip
