"""A bank of answers, written without a look at the exercises: what check makes of them.

Slow: the bank holds more than three thousand answers. How they are judged is in `bank.py`.
"""

import pytest
from bank import BANK, bank_of, judged, read, table

from nnhelpers.exercises import EXERCISES, PAGES, guard, report
from nnhelpers.exercises.challenge_exercise import ChallengeExercise
from nnhelpers.exercises.diagnosis import RIGHT, WRONG

NUMBERS = sorted(path.stem.removeprefix("bank_") for path in BANK.glob("bank_*.txt"))


@pytest.mark.slow
@pytest.mark.parametrize("page", NUMBERS)
def test_right_answers_pass_wrong_ones_do_not_and_most_are_explained(page, monkeypatch):
    monkeypatch.setattr(guard, "LIMIT", 1.0)
    found = list(judged([page]))
    for answer, diagnosis in found:
        name = f"{page}-{answer.number} {answer.exercise}: {answer.about}"
        assert not isinstance(diagnosis, str), f"{name} does not run: {diagnosis}"
        assert (diagnosis.verdict == RIGHT) == answer.is_right, (
            name + "\n" + report(EXERCISES[answer.exercise], diagnosis)
        )
    wrong = [diagnosis for _, diagnosis in found if diagnosis.verdict == WRONG]
    alone = sum(not diagnosis.causes for diagnosis in wrong)
    assert alone <= 0.25 * len(wrong), table(found)


def test_the_bank_has_answers_to_every_exercise():
    for page in PAGES:
        path = bank_of(page.PAGE)
        assert path.is_file(), f"{page.PAGE} has exercises and no {path.name}: see bank/README.md"
        answers = read(path)
        for exercise in page.EXERCISES:
            own = [answer.is_right for answer in answers if answer.exercise == exercise.name]
            right, wrong = own.count(True), own.count(False)
            # each answer to a challenge is a whole run
            least = (4, 12) if isinstance(exercise, ChallengeExercise) else (6, 15)
            assert right >= least[0] and wrong >= least[1], (
                f"{path.name}: {right} right and {wrong} wrong answers to {exercise.name}, "
                f"at least {least[0]} and {least[1]} were expected"
            )


def test_a_header_that_names_no_exercise_is_refused(tmp_path):
    path = tmp_path / "bank_02.txt"
    path.write_text("# %% sigmoit | right | a slip\nx = 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="is no header of an answer"):
        read(path)
