"""Every wrong answer that an exercise knows gets its own sentence, and no other."""

import inspect
import itertools

import pytest
from running import run

from nnhelpers.exercises import EXERCISES, PAGES, report
from nnhelpers.exercises.__main__ import print_table
from nnhelpers.exercises.diagnosis import BLANK, WRONG
from nnhelpers.exercises.function_exercise import FunctionExercise
from nnhelpers.exercises.line_exercise import LineExercise
from nnhelpers.exercises.slips import changed, slip
from nnhelpers.exercises.trial import about, agree

ALL = list(EXERCISES.values())
RETRAINED = {"playground_hill", "playground_spiral"}  # each judgement trains for seconds
FUNCTIONS = [e for e in ALL if isinstance(e, FunctionExercise)]
LINES = [e for e in ALL if isinstance(e, LineExercise)]


def name(exercise):
    return exercise.name


def mistaken(exercise):
    """What each misconception does in each case."""
    return [[s.outcome(i) for i in range(len(exercise.cases))] for s in exercise.known]


def title(exercise, number):
    """How a message calls the reference, number 0, and the misconceptions, from 1."""
    return repr(exercise.misconceptions[number - 1].says) if number else "the reference"


def disagree(exercise, first, second):
    """Cases in which two series of outcomes differ."""
    return [
        i for i, (a, b) in enumerate(zip(first, second, strict=True)) if not agree(exercise, a, b)
    ]


@pytest.mark.parametrize(
    "exercise",
    [pytest.param(e, marks=pytest.mark.slow) if e.name in RETRAINED else e for e in ALL],
    ids=name,
)
def test_each_misconception_gets_its_own_sentence(exercise):
    for answer, sentence in exercise.wrong_answers():
        diagnosis = exercise.judge(answer)
        told = f"expected: {sentence}\n{report(exercise, diagnosis)}"
        assert diagnosis.verdict == WRONG, told
        assert diagnosis.says == sentence, told
        assert sentence in diagnosis.details, told


@pytest.mark.parametrize("exercise", ALL, ids=name)
def test_sentences_are_sentences_and_all_different(exercise):
    sentences = [says for _, says in exercise.wrong_answers()]
    if not isinstance(exercise, LineExercise):
        again = [sentence for sentence in sentences if sentences.count(sentence) > 1]
        assert len(again) <= 2, again  # one may serve two entries of a dict
    for sentence in sentences:
        assert sentence.rstrip(")")[-1] in ".?!", f"no sentence: {sentence}"
        assert len(sentence) < 260, f"longer than 260 characters: {sentence}"


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=name)
def test_outputs_are_pairwise_different(exercise):
    bank = [exercise.expected, *mistaken(exercise)]
    for (i, first), (j, second) in itertools.combinations(enumerate(bank), 2):
        assert disagree(exercise, first, second), (
            f"add a case to {exercise.name} that tells {title(exercise, i)} from "
            f"{title(exercise, j)}, or leave one out"
        )


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=name)
def test_a_misconception_is_told_by_a_result_or_by_sizes_that_do_not_fit(exercise):
    """Something wrong is returned in a case, or an error tells it from others."""
    right = exercise.expected
    for number, wrong in enumerate(mistaken(exercise), start=1):
        outcomes = [wrong[i] for i in disagree(exercise, right, wrong)]
        assert any(not outcome.error or about(outcome.error) for outcome in outcomes), (
            f"{title(exercise, number)} only ends in {[outcome.error for outcome in outcomes]}: "
            f"add a case to {exercise.name} in which it returns something, or leave it out"
        )


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=name)
def test_references_neither_fail_nor_change_their_arguments(exercise):
    for outcome in exercise.expected:
        assert not outcome.error, f"{exercise.name}: {outcome.error}"
        assert not outcome.changed, f"{exercise.name} changes {outcome.changed}"


@pytest.mark.parametrize("exercise", ALL, ids=name)
def test_a_blank_is_not_attempted(exercise):
    diagnosis = exercise.judge(run(exercise.stub)[exercise.variable])
    assert diagnosis.verdict == BLANK
    assert diagnosis.headline.startswith("not attempted yet")


@pytest.mark.parametrize("exercise", ALL, ids=name)
def test_the_solution_is_right_and_the_stub_does_not_hold_it(exercise):
    assert exercise.judge(run(exercise.solution)[exercise.variable]).verdict == "right"
    assert exercise.stub != exercise.solution


@pytest.mark.parametrize("exercise", ALL, ids=name)
def test_three_hints_from_a_nudge_to_nearly_the_line(exercise):
    assert len(set(exercise.hints)) == 3, f"{exercise.name} needs three different hints"
    assert all(len(hint) > 15 for hint in exercise.hints), f"too short to help: {exercise.hints}"


@pytest.mark.parametrize("exercise", LINES, ids=name)
def test_every_line_of_a_listing_has_its_answer(exercise):
    numbers = [number for number, _ in exercise.innocent]
    every = list(range(1, len(exercise.lines) + 1))
    assert sorted([*numbers, exercise.faulty_line]) == every, (
        f"{exercise.name}: `innocent` says of each line but the faulty one why it is right"
    )
    assert exercise.lines[exercise.faulty_line - 1] != exercise.repaired


def test_enough_exercises_and_enough_misconceptions():
    assert len(ALL) >= 28
    for page in PAGES:
        assert len(page.EXERCISES) >= 5, f"{page.PAGE}: {len(page.EXERCISES)} exercises"
        assert {exercise.page for exercise in page.EXERCISES} == {page.PAGE}
    finding_errors = [e for e in ALL if e.name.startswith(("spot_", "repair_"))]
    assert len(finding_errors) >= 5
    assert sum(len(e.wrong_answers()) for e in ALL) >= 4 * len(ALL)
    names = [e.name for page in PAGES for e in page.EXERCISES]
    assert len(names) == len(set(names)), "two exercises have one name"


def test_the_table_counts_what_is_caught(capsys, monkeypatch):
    some = {name: EXERCISES[name] for name in ("sigmoid", "spot_he_deviation", "layer_sizes")}
    monkeypatch.setattr("nnhelpers.exercises.__main__.EXERCISES", some)
    print_table()
    _, *rows, last = capsys.readouterr().out.splitlines()
    known = {name: str(len(exercise.wrong_answers())) for name, exercise in some.items()}
    assert [row.split() for row in rows] == [
        ["sigmoid", "02_logistic_regression", known["sigmoid"], known["sigmoid"]],
        ["spot_he_deviation", "06_initialization", "3", "3"],
        ["layer_sizes", "03_shallow_network", known["layer_sizes"], known["layer_sizes"]],
    ]
    total = sum(map(int, known.values()))
    assert last == f"3 exercises, {total} misconceptions, {total} caught"


def test_a_slip_that_does_not_fit_the_reference_is_refused():
    source = "def f(x):\n    '''x + 1'''\n    return x + 1 + x\n"
    assert changed(source, slip("+ 1", "- 1", says="").changes).endswith("return x - 1 + x\n")
    with pytest.raises(ValueError, match="occurs 2 times"):
        changed(source, (("x", "y"),))
    with pytest.raises(ValueError, match="occurs 0 times"):
        changed(source, (("z", "y"),))


def test_docstrings_are_the_contract():
    for exercise in FUNCTIONS:
        text = inspect.getdoc(exercise.reference)
        assert "returns" in text, f"{exercise.name}: its docstring has no line `returns ...`"
        for parameter in exercise.parameters:
            assert parameter in text, f"{exercise.name}: its docstring does not name {parameter}"
