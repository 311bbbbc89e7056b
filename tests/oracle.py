"""An independent reference for the numeric core: other formulas, another library's derivatives.

Costs are written from the textbook definitions in autograd.numpy and differentiated by autograd;
nothing here is imported from nnhelpers. `net` is only read as a description (layer sizes, names).
"""

import autograd.numpy as anp
import numpy as np
from autograd import grad


def activate(name, Z, leaky_slope=0.01):
    """A = g(Z), each written in another way than in nnhelpers.activations."""
    if name == "sigmoid":
        decay = anp.exp(-anp.abs(Z))
        return anp.where(Z > 0, 1 / (1 + decay), decay / (1 + decay))
    if name == "tanh":
        return anp.sinh(Z) / anp.cosh(Z)
    if name == "relu":
        return anp.where(Z > 0, Z, 0.0)
    if name == "leaky_relu":
        return anp.where(Z > 0, Z, leaky_slope * Z)
    if name == "softmax":
        odds = anp.exp(Z - Z[:1])  # relative to the first class
        return odds / anp.sum(odds, axis=0)
    assert name == "identity"
    return Z


def loss_of_columns(loss, Z, A, Y):
    """The loss of every example, shape (m,)."""
    if loss == "mean_squared_error":
        return anp.sum((Y - A) ** 2, axis=0)
    if loss == "cross_entropy":  # -log of the softmax of the true class
        true_Z = anp.sum(Y * Z, axis=0)
        return anp.log(anp.sum(anp.exp(Z - true_Z), axis=0))
    assert loss == "binary_cross_entropy"
    wrong_way = anp.where(Y == 1, -Z, Z)  # the loss is log(1 + exp(wrong_way))
    losses = anp.log1p(anp.exp(-anp.abs(wrong_way))) + anp.where(wrong_way > 0, wrong_way, 0.0)
    return anp.sum(losses, axis=0)


def forward(net, params, X, masks=None):
    """Z and A of the last layer; masks: {"D1": ...} multiply the activations (dropout)."""
    A = X
    for l, name in enumerate(net.activations, start=1):
        Z = anp.dot(params[f"W{l}"], A) + params[f"b{l}"]
        A = activate(name, Z, net.leaky_slope)
        if masks and f"D{l}" in masks:
            A = A * masks[f"D{l}"]
    return Z, A


def cost(net, params, X, Y, l2=0.0, masks=None, l1=0.0):
    """Mean loss of the examples plus l2 / (2m) times the sum of squared weights, plus l1 / m
    times the sum of their sizes.
    """
    Z, A = forward(net, params, X, masks)
    W = anp.concatenate([params[key].ravel() for key in params if key[0] == "W"])
    penalty = l2 / 2 * anp.sum(W**2) + l1 * anp.sum(anp.where(W > 0, W, -W))
    return anp.mean(loss_of_columns(net.loss_name, Z, A, Y)) + penalty / X.shape[1]


def gradients(net, params, X, Y, l2=0.0, masks=None, l1=0.0):
    """{"dW1": ..., "db1": ...} by automatic differentiation."""
    found = grad(lambda p: cost(net, p, X, Y, l2, masks, l1))(params)
    return {f"d{key}": array for key, array in found.items()}


def relative_difference(came, expected):
    """The largest over the arrays of |came - expected| / |expected|.

    An array whose norm is below 1e-4 of all arrays' norm is measured by that instead, because
    sums that cancel have fewer correct digits.
    """
    assert set(came) == set(expected), (sorted(came), sorted(expected))
    for key in expected:
        assert came[key].shape == expected[key].shape, (key, came[key].shape, expected[key].shape)
    floor = 1e-4 * np.sqrt(sum(np.sum(array**2) for array in expected.values())) + 1e-300
    return max(
        np.linalg.norm(came[key] - expected[key]) / max(np.linalg.norm(expected[key]), floor)
        for key in expected
    )


def targets(output, n_y, m, rng):
    """Random Y of shape (n_y, m) that suits the output activation."""
    if output == "sigmoid":
        return rng.integers(0, 2, (n_y, m)).astype(float)
    if output == "softmax":
        return np.eye(n_y)[:, rng.integers(0, n_y, m)]
    return rng.standard_normal((n_y, m))


def problem(net, m, rng):
    """Random params (non-zero biases: no ties at the corner of ReLU), X and Y for net."""
    params = {}
    for l, (n_prev, n_l) in enumerate(zip(net.layer_sizes, net.layer_sizes[1:]), start=1):
        params[f"W{l}"] = rng.standard_normal((n_l, n_prev)) * 1.2 / np.sqrt(n_prev)
        params[f"b{l}"] = rng.standard_normal((n_l, 1)) * 0.5
    X = rng.standard_normal((net.layer_sizes[0], m))
    return params, X, targets(net.output, net.layer_sizes[-1], m, rng)


class Descent:
    """The published update rules, one array at a time, state in plain attributes.

    momentum: v <- beta v + (1 - beta) g; rmsprop: s <- beta s + (1 - beta) g^2;
    adam: both, divided by 1 - beta^t. epsilon is added after the root.
    """

    def __init__(self, optimizer, beta=0.9, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.rule = getattr(self, optimizer)
        self.beta, self.beta1, self.beta2, self.epsilon = beta, beta1, beta2, epsilon
        self.first, self.second, self.t = {}, {}, 0

    def update(self, params, grads, learning_rate):
        """New params after one step with the gradients {"dW1": ...}."""
        self.t += 1
        return {
            key: theta - learning_rate * self.rule(key, grads[f"d{key}"])
            for key, theta in params.items()
        }

    def gradient_descent(self, key, g):
        return g

    def momentum(self, key, g):
        self.first[key] = self.beta * self.first.get(key, 0.0) + (1.0 - self.beta) * g
        return self.first[key]

    def rmsprop(self, key, g):
        self.second[key] = self.beta * self.second.get(key, 0.0) + (1.0 - self.beta) * g**2
        return g / (np.sqrt(self.second[key]) + self.epsilon)

    def adam(self, key, g):
        self.first[key] = self.beta1 * self.first.get(key, 0.0) + (1.0 - self.beta1) * g
        self.second[key] = self.beta2 * self.second.get(key, 0.0) + (1.0 - self.beta2) * g**2
        corrected_first = self.first[key] / (1.0 - self.beta1**self.t)
        corrected_second = self.second[key] / (1.0 - self.beta2**self.t)
        return corrected_first / (np.sqrt(corrected_second) + self.epsilon)


def learning_rate_after(decay, learning_rate, epoch, decay_rate=0.01, decay_every=10):
    """The learning rate in epoch 0, 1, ... of the three decays."""
    if decay == "1/t":
        return learning_rate / (1.0 + decay_rate * epoch)
    if decay == "exponential":
        return learning_rate * np.e ** (-decay_rate * epoch)
    if decay == "step":
        return learning_rate / 2.0 ** np.floor(epoch / decay_every)
    assert decay is None
    return learning_rate
