"""Broadcasting explorer: what it stretches is what NumPy stretches, and the rule is NumPy's."""

import itertools

import numpy as np
import pytest
from driving import drive, pixels

from nnhelpers.explorers import BroadcastingExplorer
from nnhelpers.explorers.broadcasting import LEFT, MOST_COLUMNS, MOST_ROWS, reasons_for, shape_of


@pytest.fixture(scope="module")
def made():
    explorer = BroadcastingExplorer()
    yield explorer
    explorer.close()


def cells_shown(explorer, name):
    """The digits of an array as they stand on the picture, row by row."""
    shown = {}
    for place, cell in explorer.cells[name].items():
        digit = explorer.digits[name][place]
        assert cell.get_visible() == bool(digit.get_text())
        if cell.get_visible():
            x, y = digit.get_position()
            row, column = y - 0.5, x - LEFT[name] - 0.5
            shown[-row, column] = int(digit.get_text().replace("−", "-"))
    return [shown[place] for place in sorted(shown)]


def test_column_plus_row_by_hand(explorer):
    """(10, 20, 30) down and (1, 2, 3, 4) across: a table whose first row is 11, 12, 13, 14."""
    assert explorer.result.value.tolist() == [[11, 12, 13, 14], [21, 22, 23, 24], [31, 32, 33, 34]]
    assert explorer.result.A_stretched.tolist() == [[10] * 4, [20] * 4, [30] * 4]
    assert explorer.result.B_stretched.tolist() == [[1, 2, 3, 4]] * 3
    words = explorer.describe()
    assert "columns 1 and 4: the 1 of A is stretched to 4; rows 3 and 1: the 1 of B is" in words


def test_every_control_moves_every_number(explorer):
    def check(explorer):
        result, values = explorer.result, explorer.values
        A = 10 * np.arange(1, result.A.size + 1).reshape(
            shape_of(values["rows_a"], values["columns_a"])
        )
        np.testing.assert_array_equal(result.A, A)
        assert result.B.shape == shape_of(values["rows_b"], values["columns_b"])
        if result.value is None:
            assert cells_shown(explorer, "A") == A.ravel().tolist()
            assert cells_shown(explorer, "result") == []
            assert explorer.none.get_text() == "no result"
            assert "could not be broadcast" in explorer.describe()
        else:
            by_hand = {"+": A + result.B, "-": A - result.B, "*": A * result.B}
            expected = by_hand[values["operation"]]
            assert cells_shown(explorer, "result") == expected.ravel().tolist()
            stretched = np.broadcast_to(A, expected.shape)
            assert cells_shown(explorer, "A") == stretched.ravel().tolist()
            assert str(expected.tolist()) in explorer.describe()
        assert str(result.B.shape) in explorer.titles["B"].get_text()

    drive(explorer, check)


def test_the_rule_agrees_with_numpy_for_all_shapes():
    """Some axis "does not fit" exactly where NumPy refuses."""
    shapes = [shape_of(*s) for s in itertools.product(range(MOST_ROWS + 1), (1, 2, MOST_COLUMNS))]
    for a, b in itertools.product(shapes, shapes):
        reasons = reasons_for(a, b)
        try:
            value = np.zeros(a) + np.zeros(b)
        except ValueError:
            assert any("do not fit" in reason for reason in reasons), (a, b)
        else:
            assert not any("do not fit" in reason for reason in reasons), (a, b)
            assert len(reasons) == value.ndim
            stretched = sum("stretched" in reason for reason in reasons)
            # how many axes of one of the two are not those of the result
            padded = [(1,) * (value.ndim - len(shape)) + shape for shape in (a, b)]
            differing = [k for k in range(value.ndim) if padded[0][k] != padded[1][k]]
            assert stretched == len(differing), (a, b)


def test_the_message_is_numpys(explorer):
    explorer.show((3, 4), (3,))
    with pytest.raises(ValueError, match="broadcast") as problem:
        explorer.result.A + explorer.result.B
    assert str(problem.value).strip() in explorer.describe()


def test_own_cells_are_shaded_and_copies_are_not(explorer):
    explorer.show((3, 1), (4,))
    faces = {
        name: [cell.get_facecolor()[:3] != (1, 1, 1) for cell in cells.values()
               if cell.get_visible()]
        for name, cells in explorer.cells.items()
    }  # fmt: skip
    assert faces["A"] == [True, False, False, False] * 3
    assert faces["B"] == [False] * 8 + [True] * 4
    assert all(faces["result"]) and len(faces["result"]) == 12


def test_corners_are_dragged(explorer):
    grips = {grip.name: grip for grip in explorer.grips(explorer.result)}
    assert (grips["corner of A"].x, grips["corner of A"].y) == (1, 3)
    moved = explorer.dragged(grips["corner of B"], LEFT["B"] + 2.1, 3.2)
    assert moved == pytest.approx({"columns_b": 2.1, "rows_b": 3.2})
    explorer._move_by_hand(moved)
    assert explorer.values["columns_b"] == 2 and explorer.values["rows_b"] == 3
    explorer._move_by_hand(explorer.dragged(grips["corner of A"], -3, -1))
    assert explorer.values["columns_a"] == 1 and explorer.values["rows_a"] == 0


def test_each_control_changes_words_and_pixels(explorer):
    for name, control in explorer.controls.items():
        words, before = explorer.describe(), pixels(explorer)
        if hasattr(control, "options"):
            control.value = control.options[-1][1]
        else:
            control.value = control.value + 1 if control.value < control.max else control.min
        assert explorer.error is None, name
        assert explorer.describe() != words, name
        assert (pixels(explorer) != before).any(), name


def test_reset_and_shapes_at_first():
    explorer = BroadcastingExplorer((4,), (2, 4), operation="*")
    first = explorer.describe()
    assert "A (4,) * B (2, 4) is (2, 4)" in first
    explorer.show((1, 1), (1,))
    explorer._screen.buttons["reset"].click()
    assert explorer.describe() == first
    with pytest.raises(ValueError, match="rows_a"):
        explorer.show((5, 2), (1, 2))
    explorer.close()
