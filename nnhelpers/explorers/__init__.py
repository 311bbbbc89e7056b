"""Explorers: live widgets that show what a network does while you move its controls.

`base` and `live` hold what all of them share. Behind them: `screen` is what one sees, `frames`
what goes there, `owner` who works when, `cells` which cell an explorer belongs to. `controls`,
`picture` and `panels` are the parts an explorer is made of.
"""

from nnhelpers.explorers.activation import ActivationExplorer
from nnhelpers.explorers.approximation import ApproximationExplorer
from nnhelpers.explorers.broadcasting import BroadcastingExplorer
from nnhelpers.explorers.computation_graph import ComputationGraphExplorer
from nnhelpers.explorers.depth import DepthExplorer
from nnhelpers.explorers.drawing import DrawingExplorer
from nnhelpers.explorers.gradient_descent import GradientDescentExplorer
from nnhelpers.explorers.house import HouseExplorer
from nnhelpers.explorers.initialization import InitializationExplorer
from nnhelpers.explorers.learning_rate import LearningRateExplorer
from nnhelpers.explorers.lines import LinesExplorer
from nnhelpers.explorers.optimizers import OptimizersExplorer
from nnhelpers.explorers.own_picture import ImageClassifier
from nnhelpers.explorers.playground.explorer import Playground
from nnhelpers.explorers.propagation import PropagationExplorer
from nnhelpers.explorers.slope import SlopeExplorer
from nnhelpers.explorers.softmax import SoftmaxExplorer
from nnhelpers.explorers.width import WidthExplorer

__all__ = [
    "ActivationExplorer",
    "ApproximationExplorer",
    "BroadcastingExplorer",
    "ComputationGraphExplorer",
    "DepthExplorer",
    "DrawingExplorer",
    "GradientDescentExplorer",
    "HouseExplorer",
    "ImageClassifier",
    "InitializationExplorer",
    "LearningRateExplorer",
    "LinesExplorer",
    "OptimizersExplorer",
    "Playground",
    "PropagationExplorer",
    "SlopeExplorer",
    "SoftmaxExplorer",
    "WidthExplorer",
]
