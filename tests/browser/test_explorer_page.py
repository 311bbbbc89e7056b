"""The page on which explorers are tested and measured has every explorer that the package has."""

import dataclasses

import pytest
from contrast import pale_words
from explorer_page import CLASSES, EXPLORERS, SET_UP

from nnhelpers.explorers.base import Explorer


def test_every_explorer_of_the_package_is_on_the_page():
    assert set(EXPLORERS) == set(CLASSES), "EXPLORERS in explorer_page.py: one entry for each class"


@pytest.fixture(params=EXPLORERS, scope="module")
def made(request):
    """Name of an explorer, what stands of it in the table, and the explorer its code makes."""
    names = {}
    exec(SET_UP + EXPLORERS[request.param].code, names)
    yield request.param, EXPLORERS[request.param], names["explorer"]
    names["explorer"].close()


@pytest.mark.slow
def test_its_code_makes_that_explorer_and_it_has_the_slider_named(made):
    name, sample, explorer = made
    assert type(explorer) is CLASSES[name]
    kinds = {each: type(control).__name__ for each, control in explorer.controls.items()}
    sliders = [each for each, kind in kinds.items() if "Slider" in kind] or [None]
    assert sample.moved in sliders


@pytest.mark.slow
def test_what_it_shows_is_a_frozen_dataclass(made):
    _, _, explorer = made
    assert isinstance(explorer, Explorer) and dataclasses.is_dataclass(explorer.result)
    field = dataclasses.fields(explorer.result)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(explorer.result, field, None)


@pytest.mark.slow
def test_words_in_its_picture_stand_out(made):
    _, _, explorer = made
    assert pale_words(explorer.picture.figure) == {}
