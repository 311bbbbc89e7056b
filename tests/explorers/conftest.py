"""Fixtures of the explorers' tests."""

import pytest
from samples import Neuron


@pytest.fixture
def neuron():
    explorer = Neuron()
    yield explorer
    explorer.close()
