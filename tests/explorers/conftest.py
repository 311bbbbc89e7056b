"""Fixtures of the explorers' tests."""

import pytest
from samples import Neuron


@pytest.fixture
def neuron():
    explorer = Neuron()
    yield explorer
    explorer.close()


@pytest.fixture
def explorer(made):
    """The explorer that a module has made once, at its first state again."""
    made._screen.buttons["reset"].click()
    return made
