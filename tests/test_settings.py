"""An instructor's switches: by environment variables or in one file."""

import json
import os

import pytest

from nnhelpers import settings, work
from nnhelpers.exercises import EXERCISES, hint, solution
from nnhelpers.exercises import record as records
from nnhelpers.pages import NOTEBOOKS


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    """A file of settings, empty, and nothing in the environment."""
    path = tmp_path / "course.toml"
    for name in settings.KNOWN:
        monkeypatch.delenv(settings.PREFIX + name.upper(), raising=False)
    monkeypatch.setenv("NNHELPERS_SETTINGS", str(path))
    return path


def test_without_settings_all_is_on():
    assert settings.solutions_shown() and settings.hints_allowed() is None
    assert settings.own_seed() is None and settings.setting("progress") == ""


def test_the_file_is_beside_the_readme(monkeypatch):
    monkeypatch.delenv("NNHELPERS_SETTINGS")
    assert settings.FILE == work.ROOT / "course.toml" and (work.ROOT / "README.md").is_file()
    assert not settings.FILE.exists(), "the course itself comes without"


@pytest.mark.parametrize("text", ['"off"', "false", '"no"', '"OFF"'])
def test_solutions_off(file, capsys, text):
    file.write_text(f"solutions = {text}", encoding="utf-8")
    solution("sigmoid")
    out = capsys.readouterr().out
    assert out == 'Solutions are switched off in this class. hint("sigmoid") helps.\n'


def test_hints_limited(file, capsys, monkeypatch):
    monkeypatch.setattr("nnhelpers.exercises._hints_given", {})
    file.write_text("hints = 2\nsolutions = false", encoding="utf-8")
    out = []
    for _ in range(3):
        hint("sigmoid")
        out.append(capsys.readouterr().out)
    assert out[0].startswith("Hint 1 of 2") and out[1].startswith("Hint 2 of 2")
    assert out[1] == out[2] and out[1].endswith("That was the last one.\n")
    assert EXERCISES["sigmoid"].hints[2][:20] not in "".join(out)


@pytest.mark.parametrize("text", ["0", '"off"', "false"])
def test_hints_off(file, capsys, text):
    file.write_text(f"hints = {text}", encoding="utf-8")
    hint("sigmoid")
    assert capsys.readouterr().out.startswith("Hints are switched off in this class")


def test_a_variable_comes_before_the_file(file, monkeypatch):
    file.write_text('hints = 1\nseed = "file"', encoding="utf-8")
    monkeypatch.setenv("NNHELPERS_HINTS", "all")
    monkeypatch.setenv("NNHELPERS_SEED", "")
    assert settings.hints_allowed() is None and settings.own_seed() is None


def test_one_file_gives_everybody_a_seed(file, monkeypatch):
    file.write_text('seed = "spring $MEMBER"', encoding="utf-8")
    for name in ("ana", "ben"):
        monkeypatch.setenv("MEMBER", name)
        assert settings.own_seed() == f"spring {name}"
    monkeypatch.delenv("MEMBER")
    with pytest.raises(ValueError, match=r"the setting seed names \$MEMBER, which is not set here"):
        settings.own_seed()


@pytest.mark.parametrize(
    "text, call, says",
    [
        ("hints = 'many'", settings.hints_allowed, "hints is 'many'; expected 0, 1, 2, 3 or all"),
        ("hints = -1", settings.hints_allowed, "hints is '-1'"),
        ("solutions = 'hidden'", settings.solutions_shown, "solutions is 'hidden'; expected on"),
        ("solution = false", settings.solutions_shown, "sets solution; there are only solutions"),
        ("hints = ", settings.hints_allowed, "cannot be read"),
    ],
)
def test_a_wrong_setting_is_said(file, text, call, says):
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=says):
        call()


def test_progress_where_the_instructor_says(file, tmp_path, monkeypatch):
    monkeypatch.setattr(records, "UNDER_TEST", ())
    file.write_text('progress = "$PLACE/mine.json"', encoding="utf-8")
    monkeypatch.setenv("PLACE", str(tmp_path))
    assert records.place(tmp_path / "elsewhere") == tmp_path / "mine.json"


def test_copies_have_the_numbers_of_the_seed(file, tmp_path, monkeypatch):
    chosen = [NOTEBOOKS / "02_logistic_regression.ipynb"]
    monkeypatch.setattr(work, "pages", lambda: chosen)
    folder = tmp_path / "work"

    def asked():
        work.update(folder)
        cells = json.loads((folder / chosen[0].name).read_text(encoding="utf-8"))["cells"]
        stub = next(cell for cell in cells if cell["id"] == "logistic-size-stub")
        return "".join(stub["source"])

    assert asked() == EXERCISES["logistic_size"].stub.strip()
    monkeypatch.setenv("NNHELPERS_SEED", "ana")
    assert asked() == EXERCISES["logistic_size"].for_seed("ana").stub.strip()
    assert work.update(folder) == ["nothing new in the pages"]
    assert sorted(os.listdir(folder)) == [".versions.json", chosen[0].name]
