"""use: the learner's function where it is right, the course's own everywhere else."""

import numpy as np
import pytest

from nnhelpers.exercises import find, use


def right(Z):
    return 1 / (1 + np.exp(-Z))


def wrong(Z):
    return 1 / (1 + np.exp(Z))


def blank(Z):
    return ...


def test_a_right_answer_is_used(capsys):
    assert use("sigmoid", right) is right
    assert capsys.readouterr().out == "sigmoid: running on yours.\n"


@pytest.mark.parametrize("answer", (blank, wrong, ..., 7))
def test_any_other_is_replaced_by_the_reference(answer, capsys):
    assert use("sigmoid", answer) is find("sigmoid").reference
    assert capsys.readouterr().out == "sigmoid: not solved yet, running on the course's own.\n"


def test_what_was_right_once_is_judged_again():
    assert use("sigmoid", right) is right
    assert use("sigmoid", wrong) is not wrong


def test_errors():
    with pytest.raises(ValueError, match="sigmod"):
        use("sigmod", right)
    with pytest.raises(ValueError, match="asks for no function"):
        use("shallow_shapes", {})
