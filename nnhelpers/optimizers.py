"""Optimizers: in which direction a step goes, and how the learning rate decays.

Every optimizer turns the gradient g into a direction d; the update is then the same for all,
theta <- theta - learning_rate * d. RMSprop is from Hinton's lectures, Adam from Kingma & Ba 2015.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from nnhelpers.contracts import check_arrays, check_learning_rate, check_name, check_number


def gradient_descent(params, grads, learning_rate):
    """One update W <- W - learning_rate * dW of every parameter; returns a new dict. Page 02.

    ValueError if grads lacks a key or a shape differs, or the rate is not positive.
    """
    check_learning_rate(learning_rate)
    _check_grads(grads, params)
    return {key: value - learning_rate * grads[f"d{key}"] for key, value in params.items()}


def _gradient(g, t):
    """d = g."""
    return g


def _momentum(g, t, v, beta):
    """v <- beta v + (1 - beta) g; d = v."""
    v *= beta
    v += (1 - beta) * g
    return v


def _rmsprop(g, t, s, beta, epsilon):
    """s <- beta s + (1 - beta) g^2; d = g / (sqrt(s) + epsilon)."""
    s *= beta
    s += (1 - beta) * g**2
    return g / (np.sqrt(s) + epsilon)


def _adam(g, t, v, s, beta1, beta2, epsilon):
    """v as momentum, s as RMSprop, each / (1 - beta^t); d = v / (sqrt(s) + epsilon)."""
    v *= beta1
    v += (1 - beta1) * g
    s *= beta2
    s += (1 - beta2) * g**2
    return v / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + epsilon)


@dataclass(frozen=True)
class Optimizer:
    """One row of OPTIMIZERS: direction(g, t, **averages, **hyperparameters) is d for update
    t = 1, 2, ...; it renews the running averages (like g, zero at first) in place. Turning the
    inputs turns the path of a rotation_invariant one with them (span.py needs that).
    """

    direction: Callable
    averages: tuple[str, ...] = ()
    hyperparameters: dict[str, float] = field(default_factory=dict)
    rotation_invariant: bool = False


OPTIMIZERS = {
    "gradient_descent": Optimizer(_gradient, rotation_invariant=True),
    "momentum": Optimizer(_momentum, ("v",), {"beta": 0.9}, rotation_invariant=True),
    "rmsprop": Optimizer(_rmsprop, ("s",), {"beta": 0.9, "epsilon": 1e-8}),
    "adam": Optimizer(_adam, ("v", "s"), {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}),
}

DECAYS = {  # what the learning rate is multiplied by after `epoch` passes over the data
    "1/t": lambda epoch, rate, every: 1 / (1 + rate * epoch),
    "exponential": lambda epoch, rate, every: float(np.exp(-rate * epoch)),
    "step": lambda epoch, rate, every: 0.5 ** (epoch // every),  # halved every `every` epochs
}


def optimizer_settings(name, given):
    """The hyperparameters of the optimizer called `name`, with the `given` ones put in.

    ValueError for an unknown name or a value out of range, TypeError for a keyword too many.
    """
    known = OPTIMIZERS[check_name("optimizer", name, OPTIMIZERS)].hyperparameters
    for key, value in given.items():
        if key not in known:
            takes = ", ".join(known) or "no hyperparameters but learning_rate"
            raise TypeError(
                f"{key}={value!r} came, but there is no such keyword, and optimizer={name!r} "
                f"takes {takes}. Check the spelling (learning_rate?), or leave {key} out."
            )
        low, high = (0, 1) if key.startswith("beta") else (1e-300, np.inf)
        check_number(key, value, low, high, closed=False, advice=f"It is usually {known[key]:g}.")
    return known | given


def _check_grads(grads, params):
    """ValueError or TypeError unless both are dicts, grads with d + key for each key of params."""
    if not isinstance(params, Mapping):
        raise TypeError(
            f"params is a {type(params).__name__}, but a dict of arrays was expected. "
            "Start with params = net.initialize()."
        )
    advice = " Compute it with net.backward(cache, params, Y)."
    shapes = {f"d{key}": np.shape(array)[-2:] for key, array in params.items()}
    check_arrays("grads", grads, shapes, advice)
    for key, array in params.items():
        came = np.shape(grads[f"d{key}"])
        if came != np.shape(array):
            raise ValueError(
                f"grads['d{key}'] has shape {came}, but {np.shape(array)} was expected, that of "
                f"params[{key!r}].{advice}"
            )
