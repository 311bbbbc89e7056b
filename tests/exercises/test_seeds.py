"""Exercises with numbers of one's own: each seed has others, and the checks follow."""

import numpy as np
import pytest
from running import run

from nnhelpers.exercises import EXERCISES, check, find, hint, judge, solution
from nnhelpers.exercises.diagnosis import BLANK, RIGHT, WRONG
from nnhelpers.exercises.personal import personalize
from nnhelpers.exercises.value_exercise import ValueExercise
from nnhelpers.pages import NOTEBOOKS
from nnhelpers.work import blank

VALUES = [e for e in EXERCISES.values() if isinstance(e, ValueExercise)]
FOLLOWING = [e for e in VALUES if e.family]
# A drawing, two given functions and what a page's words or cells say have one set of numbers.
FIXED = {"housing_network_size", "planted_mistakes", "sigmoid_chain_limit"}
SEEDS = range(30)

each = pytest.mark.parametrize("exercise", FOLLOWING, ids=lambda exercise: exercise.name)


def test_which_exercises_follow_a_seed():
    assert {e.name for e in VALUES} - {e.name for e in FOLLOWING} == FIXED
    others = [e for e in EXERCISES.values() if e not in FOLLOWING]
    assert all(exercise.for_seed(7) is exercise for exercise in others)


@each
def test_every_mistake_shows_with_any_numbers(exercise):
    """The page's own included: no misconception is right, no two are the same."""
    for member in (exercise, *(exercise.for_seed(seed) for seed in SEEDS[:10])):
        assert member.tells_apart(), member.question
        assert member.judge(run(member.solution)[member.answer_name]).verdict == RIGHT
        assert member.judge(run(member.stub)[member.answer_name]).verdict == BLANK
        for guess, says in member.wrong_answers():
            found = member.judge(guess)
            assert found.verdict == WRONG and says in found.causes, f"{member.question}: {guess}"


@each
def test_answers_differ_from_learner_to_learner_and_from_the_page(exercise):
    members = [exercise.for_seed(seed) for seed in SEEDS]
    assert all(m.judge(exercise.value).verdict == WRONG for m in members)
    assert len({m.question for m in members}) > 0.5 * len(SEEDS), "too many share their numbers"
    wrong = sum(m.judge(members[0].value).verdict == WRONG for m in members)
    assert wrong > 0.9 * len(SEEDS)


@each
def test_a_seed_is_a_seed_whenever_and_however_it_is_given(exercise):
    assert exercise.for_seed(7).question == exercise.for_seed("7").question
    assert exercise.for_seed(None) is exercise


@each
def test_nothing_of_the_page_is_left(exercise):
    """All texts with numbers in them are written anew, the hints too."""
    for seed in range(5):
        member = exercise.for_seed(seed)
        assert member.stub != exercise.stub and member.title == exercise.title
        assert len(set(member.hints)) == 3


def test_numbers_of_a_seed_are_the_same_on_every_machine():
    """Drawing in another order would change what a class has been asked."""
    value = find("softmax_by_hand").for_seed("ana").question
    assert value.startswith("The scores of a drawing are z = (log 2, log 6, log 9)")
    assert find("logistic_size").for_seed("ana").question.startswith("Pictures of 84 x 28 pixels")


def test_a_misconception_that_is_right_is_seen():
    exercise = find("shallow_shapes")
    equal = exercise.family.write(m=400, inputs=5, units=5)  # (inputs, units) says nothing here
    member = ValueExercise(name="x", page="x", title="x", answer_name="x", explanation="x", **equal)
    assert not member.tells_apart()


def test_judge_takes_a_seed_and_says_whose_numbers(capsys):
    member = find("count_updates").for_seed("ana")
    assert judge("count_updates", member.value, seed="ana").right
    other = judge("count_updates", find("count_updates").value, seed="ana")
    assert not other.right
    assert f"Your numbers: {member.question}" in other.details
    assert not any("Your numbers" in line for line in judge("count_updates", {}).details)
    assert not judge("count_updates", member.value).right


def test_all_that_a_learner_calls_follows_the_setting(monkeypatch, capsys):
    monkeypatch.setenv("NNHELPERS_SEED", "ana")
    member = find("count_updates").for_seed("ana")
    check("count_updates", member.value)
    assert capsys.readouterr().out.startswith("✓ count_updates: right.")
    solution("count_updates")
    assert capsys.readouterr().out.startswith(member.solution)
    hint("count_updates")
    assert member.hints[0][:30] in capsys.readouterr().out


def test_copies_ask_with_ones_own_numbers():
    pages = {e.page for e in FOLLOWING}
    changed = []
    for page in sorted(pages):
        notebook = blank(NOTEBOOKS / f"{page}.ipynb")
        before = ["".join(cell["source"]) for cell in notebook["cells"]]
        changed += personalize(notebook, "ana")
        after = ["".join(cell["source"]) for cell in notebook["cells"]]
        others = [new for old, new in zip(before, after) if old != new]
        own = {e.for_seed("ana").stub.strip() for e in FOLLOWING if e.page == page}
        assert set(others) == own
    assert sorted(changed) == sorted(e.name for e in FOLLOWING)


def test_numbers_are_plain():
    """What a question shows are numbers as people write them, not as NumPy prints them."""
    for exercise in FOLLOWING:
        for seed in SEEDS:
            member = exercise.for_seed(seed)
            texts = (member.question, member.explanation, member.solution, *member.hints)
            assert not any("np." in text or "e-0" in text for text in texts[:2]), texts[:2]
            values = member.value.values()
            assert not any(isinstance(value, np.generic) for value in values), values
