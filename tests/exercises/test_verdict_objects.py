"""Verdicts as objects: what `check` and `judge` give back, and that a page shows it once."""

from IPython.core.interactiveshell import InteractiveShell

import nnhelpers.exercises as public
from nnhelpers.exercises import check, judge
from nnhelpers.exercises.verdict import Verdict


def test_check_prints_what_it_gives_back(capsys):
    verdict = check("logistic_size", {"n_x": 4096, "parameters": ...})
    assert capsys.readouterr().out == f"{verdict}\n"
    assert (verdict.name, verdict.mark, verdict.right) == ("logistic_size", "wrong", False)
    assert verdict.misconception == "Each pixel brings three numbers: red, green and blue."
    assert verdict.seconds > 0


def test_judge_prints_and_remembers_nothing(capsys):
    public._record.cache_clear()
    verdict = judge("spot_he_deviation", 1)
    assert verdict.right and verdict.misconception is None
    assert capsys.readouterr().out == ""
    assert public._record().entries() == {}


def test_blank_and_wrong_without_a_known_misconception():
    assert judge("spot_he_deviation").mark == "not attempted"
    odd = judge("sigmoid_chain_limit", 17.3)
    assert odd.mark == "wrong" and odd.misconception is None and odd.causes


def test_verdicts_compare_without_their_times():
    assert judge("spot_he_deviation", 2) == judge("spot_he_deviation", 2)


def run_cell(source, capsys):
    """What a cell shows in IPython."""
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    try:
        outputs = []
        for cell in source:
            shell.run_cell(f"{cell}", store_history=True)
            outputs.append(capsys.readouterr().out)
        return outputs
    finally:
        InteractiveShell.clear_instance()


def test_a_cell_shows_a_verdict_once(capsys):
    begin = "from nnhelpers.exercises import check, judge\nfrom IPython.display import display"
    _, checked, later, judged, shown = run_cell(
        [
            begin,
            'v = check("spot_he_deviation", 1)\ndisplay(v)\nv',
            "v",
            'judge("spot_he_deviation", 1)',
            'judge("spot_he_deviation", 1);',
        ],
        capsys,
    )
    text = str(judge("spot_he_deviation", 1))
    assert checked.count("✓ spot_he_deviation") == 1 and "Verdict(" not in checked
    assert text in checked
    for output in (later, judged):
        assert output.count(text) == 1, "a verdict that this cell has not printed is shown"
    assert shown == ""


def test_repr_is_one_line():
    assert "\n" not in repr(judge("spot_he_deviation", 2))
    assert repr(judge("spot_he_deviation", 2)).startswith("Verdict(name='spot_he_deviation'")
    assert isinstance(judge("spot_he_deviation", 2), Verdict)
