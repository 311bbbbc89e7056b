"""Optimizers: in which direction a step goes, and how the learning rate decays.

Every optimizer turns the gradient g into a direction d; the update is then the same for all,
theta <- theta - learning_rate * d. A new optimizer is one more row of OPTIMIZERS.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from nnhelpers.contracts import check_learning_rate


def gradient_descent(params, grads, learning_rate):
    """One update W <- W - learning_rate * dW for every parameter; returns a new dict. Page 02.

    ValueError if grads lacks a key or a shape differs, or the rate is not positive.
    """
    check_learning_rate(learning_rate)
    for key, value in params.items():
        came = np.shape(grads[f"d{key}"]) if f"d{key}" in grads else "nothing"
        if came != np.shape(value):
            raise ValueError(
                f"grads['d{key}']: {came} came, but shape {np.shape(value)} was expected, that "
                f"of params[{key!r}]. Compute it with net.backward(cache, params, Y)."
            )
    return {key: value - learning_rate * grads[f"d{key}"] for key, value in params.items()}


def _gradient(g, memory, t):
    return g


def _momentum(g, memory, t, beta):
    v, scratch = memory["v"], memory["scratch"]
    v *= beta
    v += np.multiply(g, 1 - beta, out=scratch)
    return v


def _rmsprop(g, memory, t, beta, epsilon):
    s, scratch = memory["s"], memory["scratch"]
    np.multiply(g, g, out=scratch)
    scratch *= 1 - beta
    s *= beta
    s += scratch
    np.sqrt(s, out=scratch)
    scratch += epsilon
    return np.divide(g, scratch, out=scratch)


def _adam(g, memory, t, beta1, beta2, epsilon):
    v, s, scratch = memory["v"], memory["s"], memory["scratch"]
    v *= beta1
    v += np.multiply(g, 1 - beta1, out=scratch)
    np.multiply(g, g, out=scratch)
    scratch *= 1 - beta2
    s *= beta2
    s += scratch
    np.divide(s, 1 - beta2**t, out=scratch)
    np.sqrt(scratch, out=scratch)
    scratch += epsilon
    np.divide(v, scratch, out=scratch)
    scratch /= 1 - beta1**t
    return scratch


@dataclass(frozen=True)
class Optimizer:
    """One row of OPTIMIZERS.

    direction(g, memory, t, **hyperparameters) returns d for update number t = 1, 2, ... and
    renews the running averages in `memory` (arrays like g, zero at first; `scratch` is work
    space). rotation_invariant: turning the inputs turns the path with them (see span.py).
    """

    direction: Callable
    memory: tuple[str, ...] = ()
    hyperparameters: dict[str, float] = field(default_factory=dict)
    rotation_invariant: bool = False


OPTIMIZERS = {
    # d = g
    "gradient_descent": Optimizer(_gradient, rotation_invariant=True),
    # v = beta v + (1 - beta) g; d = v
    "momentum": Optimizer(_momentum, ("v",), {"beta": 0.9}, rotation_invariant=True),
    # s = beta s + (1 - beta) g^2; d = g / (sqrt(s) + epsilon): Hinton's lectures
    "rmsprop": Optimizer(_rmsprop, ("s",), {"beta": 0.9, "epsilon": 1e-8}),
    # v with beta1, s with beta2; d = (v / (1 - beta1^t)) / (sqrt(s / (1 - beta2^t)) + epsilon):
    # Kingma & Ba 2015
    "adam": Optimizer(_adam, ("v", "s"), {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}),
}


def optimizer_hyperparameters(name, given):
    """The row's hyperparameters with `given` ones put in; ValueError for unknown or bad ones."""
    known = OPTIMIZERS[name].hyperparameters
    for key, value in given.items():
        if key not in known:
            takes = ", ".join(known) or "no further hyperparameters"
            raise ValueError(f"{key}={value!r} came, but optimizer={name!r} takes {takes}.")
        high = 1 if key.startswith("beta") else np.inf
        number = isinstance(value, int | float | np.number) and not isinstance(value, bool)
        if not number or not 0 <= value < high:
            raise ValueError(
                f"{key}={value!r} came, but a number in [0, {high}) was expected. "
                f"The usual value is {known[key]:g}."
            )
    return known | given


DECAYS = {
    # learning_rate / (1 + rate * epoch)
    "1/t": lambda epoch, rate, every: 1 / (1 + rate * epoch),
    # learning_rate * exp(-rate * epoch)
    "exponential": lambda epoch, rate, every: np.exp(-rate * epoch).item(),
    # learning_rate halved every `every` epochs
    "step": lambda epoch, rate, every: 0.5 ** (epoch // every),
}
