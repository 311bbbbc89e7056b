"""A neural network in plain NumPy, small enough to read: the package behind the course.

`import nnhelpers` loads NumPy and the numeric core. Data sets, plots, diagrams, explorers and
exercises are submodules: `from nnhelpers import datasets, plots`.
"""

from nnhelpers.activations import (
    ACTIVATIONS,
    activation_backward,
    identity,
    identity_derivative,
    leaky_relu,
    leaky_relu_derivative,
    relu,
    relu_derivative,
    sigmoid,
    sigmoid_derivative,
    softmax,
    tanh,
    tanh_derivative,
)
from nnhelpers.gradient_check import gradient_check, numerical_gradients
from nnhelpers.history import Run
from nnhelpers.initializers import INITIALIZERS
from nnhelpers.linear import linear_backward, linear_forward
from nnhelpers.losses import (
    LOSSES,
    binary_cross_entropy,
    binary_cross_entropy_derivative,
    cross_entropy,
    cross_entropy_derivative,
    mean_squared_error,
    mean_squared_error_derivative,
)
from nnhelpers.network import Network, accuracy
from nnhelpers.optimizers import DECAYS, OPTIMIZERS, gradient_descent
from nnhelpers.span import Span
from nnhelpers.storage import load_params, save_params
from nnhelpers.sweep import member, stack, sweep
from nnhelpers.training import Trainer, train

__version__ = "0.1.0"

__all__ = [
    "ACTIVATIONS",
    "DECAYS",
    "INITIALIZERS",
    "LOSSES",
    "OPTIMIZERS",
    "Network",
    "Run",
    "Span",
    "Trainer",
    "accuracy",
    "activation_backward",
    "binary_cross_entropy",
    "binary_cross_entropy_derivative",
    "cross_entropy",
    "cross_entropy_derivative",
    "gradient_check",
    "gradient_descent",
    "identity",
    "identity_derivative",
    "leaky_relu",
    "leaky_relu_derivative",
    "linear_backward",
    "linear_forward",
    "load_params",
    "mean_squared_error",
    "mean_squared_error_derivative",
    "member",
    "numerical_gradients",
    "relu",
    "relu_derivative",
    "save_params",
    "sigmoid",
    "sigmoid_derivative",
    "softmax",
    "stack",
    "sweep",
    "tanh",
    "tanh_derivative",
    "train",
]
