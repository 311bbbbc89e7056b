"""Optimizers: in which direction a step goes, and how the learning rate decays.

Every optimizer turns the gradient g into a direction d; the update is then the same for all,
theta <- theta - learning_rate * d. RMSprop is from Hinton's lectures, Adam from Kingma & Ba 2015.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from nnhelpers.contracts import check_grads, check_learning_rate


def gradient_descent(params, grads, learning_rate):
    """One update W <- W - learning_rate * dW of every parameter; returns a new dict. Page 02.

    ValueError if grads lacks a key or a shape differs, or the rate is not positive.
    """
    check_learning_rate(learning_rate)
    check_grads(grads, params)
    return {key: value - learning_rate * grads[f"d{key}"] for key, value in params.items()}


def _gradient(g, t, scratch):
    """d = g."""
    return g


def _momentum(g, t, scratch, v, beta):
    """v <- beta v + (1 - beta) g; d = v."""
    v *= beta
    v += np.multiply(g, 1 - beta, out=scratch)
    return v


def _rmsprop(g, t, scratch, s, beta, epsilon):
    """s <- beta s + (1 - beta) g^2; d = g / (sqrt(s) + epsilon)."""
    s *= beta
    np.multiply(g, g, out=scratch)
    s += np.multiply(scratch, 1 - beta, out=scratch)
    np.sqrt(s, out=scratch)
    scratch += epsilon
    return np.divide(g, scratch, out=scratch)


def _adam(g, t, scratch, v, s, beta1, beta2, epsilon):
    """v as momentum, s as RMSprop, each / (1 - beta^t); d = v / (sqrt(s) + epsilon).."""
    v *= beta1
    v += np.multiply(g, 1 - beta1, out=scratch)
    s *= beta2
    np.multiply(g, g, out=scratch)
    s += np.multiply(scratch, 1 - beta2, out=scratch)
    np.divide(s, 1 - beta2**t, out=scratch)
    np.sqrt(scratch, out=scratch)
    scratch += epsilon
    scratch *= 1 - beta1**t
    return np.divide(v, scratch, out=scratch)


@dataclass(frozen=True)
class Optimizer:
    """One row of OPTIMIZERS: direction(g, t, scratch, **averages, **hyperparameters) is d for
    update t = 1, 2, ...; it renews the running averages (like g, zero at first). Turning the
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
