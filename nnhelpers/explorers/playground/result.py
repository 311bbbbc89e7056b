"""What the playground shows of a run: one frozen result, all of it computed, nothing drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnhelpers.explorers.playground.data import FEATURES, LIMIT, Examples
from nnhelpers.explorers.playground.diagnosis import Diagnosis, diagnose
from nnhelpers.explorers.playground.session import LayerState
from nnhelpers.explorers.playground.settings import Settings
from nnhelpers.network import Network

MAP = 48  # points along a side of the maps


@dataclass(frozen=True)
class PlaygroundResult:
    """What Playground shows.

    Attributes
    ----------
    settings : Settings
        With the epoch at which the run stands, the points and the parameters changed by hand.
    net, params : Network, dict
    epoch : int
    cost, test_cost : float
        Mean loss of the training and of the test examples.
    accuracy, test_accuracy : float
        NaN for a regression.
    maps : list of ndarray, shapes (n_l, 48, 48), float32
        What every feature and every unit says in the plane from −6 to 6.
    layers : list of LayerState
        Of layers 1 … L: the size of the gradient, dead units, saturated values.
    epochs, costs, test_costs : ndarrays, shape (epoch + 1,)
    examples : Examples
    diagnoses : list of Diagnosis
        What is wrong.
    """

    settings: Settings
    net: Network
    params: dict[str, np.ndarray]
    epoch: int
    cost: float
    test_cost: float
    accuracy: float
    test_accuracy: float
    maps: list[np.ndarray]
    layers: list[LayerState]
    epochs: np.ndarray
    costs: np.ndarray
    test_costs: np.ndarray
    examples: Examples
    diagnoses: list[Diagnosis]

    @property
    def plane(self) -> np.ndarray:
        """The output as PlaneMap takes it: (1, n, n) from −1 to 1, or probabilities (3, n, n)."""
        output = self.maps[-1]
        return 2 * output - 1 if self.settings.classes == 2 else output


def look_at(session, seen: PlaygroundResult | None = None) -> PlaygroundResult:
    """What is to be seen of a run where it stands.

    seen : a result whose layers and diagnoses are still good enough.
    """
    accuracy, test_accuracy = session.accuracies()
    return PlaygroundResult(
        settings=session.settings,
        net=session.net,
        params=session.params,
        epoch=session.epoch,
        cost=session.training_costs[-1],
        test_cost=session.test_costs[-1],
        accuracy=accuracy,
        test_accuracy=test_accuracy,
        maps=session.maps(MAP),
        layers=seen.layers if seen else session.layers(),
        epochs=session.epochs,
        costs=session.training_costs,
        test_costs=session.test_costs,
        examples=session.examples,
        diagnoses=seen.diagnoses if seen else diagnose(session),
    )


def maps_of_features():
    """Maps of all features, (7, 48, 48)."""
    line = (np.arange(MAP) + 0.5) * (2 * LIMIT / MAP) - LIMIT
    x1, x2 = np.meshgrid(line, line)
    return np.stack([of(x1, x2) for of in FEATURES.values()])
