"""The course works where a learner meets it: in JupyterLab, in a browser, on a real page."""

import numpy as np


def test_learning_rate_slider_changes_picture_and_readout(open_page):
    """Open page 02, run all cells, move the slider with the arrow keys, see it answer."""
    page = open_page("02_logistic_regression.ipynb")
    page.run_all()
    assert page.errors() == []
    explorer = page.explorer("learning-rate")
    assert "learning_rate" in explorer.controls()

    explorer.press("learning_rate", "Home")
    before = explorer.settled()
    explorer.press("learning_rate", "ArrowRight", times=3)
    explorer.wait_for_change(before)
    right = explorer.settled()

    assert right.readout != before.readout
    assert np.mean(right.pixels != before.pixels) > 0.001, "the picture stands still"

    explorer.press("learning_rate", "ArrowLeft", times=3)
    explorer.wait_for_change(right)
    assert explorer.settled().readout == before.readout, "there and back is not the same"
