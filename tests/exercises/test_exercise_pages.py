"""Exercises on the pages: placed as declared, blank as stored, and without their solutions."""

import ast
import functools
import re
import sys

import nbformat
import pytest

from nnhelpers.exercises import EXERCISES, PAGES
from nnhelpers.exercises.function_exercise import FunctionExercise
from nnhelpers.exercises.slips import code_of
from nnhelpers.pages import NOTEBOOKS, pages

sys.path.insert(0, str(NOTEBOOKS / "build"))

from solutions import checks_in, defines, parsed

STORED = pages()
WITH_EXERCISES = [path for path in STORED if path.stem in {page.PAGE for page in PAGES}]


def name(path):
    return path.stem


@functools.cache
def code_cells(path):
    cells = nbformat.read(path, as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code"]


def placed(path):
    """(exercise, cell that defines its answer, cell that checks it) on a page, in order."""
    cells = code_cells(path)
    for position, cell in enumerate(cells):
        for exercise, variable in checks_in(cell.source):
            defining = [
                earlier
                for earlier in cells[: position + 1]
                if any(defines(node, variable) for node in parsed(earlier.source))
            ]
            yield EXERCISES[exercise], defining[-1] if defining else None, cell


@pytest.mark.parametrize("path", WITH_EXERCISES, ids=name)
def test_every_exercise_stands_on_its_page(path):
    here = {exercise.name for exercise, _, _ in placed(path)}
    declared = {exercise.name for exercise in EXERCISES.values() if exercise.page == path.stem}
    assert here == declared, f"{path.stem}: on the page or declared, not both: {here ^ declared}"


@pytest.mark.parametrize("path", WITH_EXERCISES, ids=name)
def test_stubs_are_as_declared_and_checks_follow_them(path):
    for exercise, stub, check in placed(path):
        assert stub is not None, f"{path.stem}: nothing defines the answer to {exercise.name}"
        assert exercise.stub.strip() in stub.source, (
            f"{path.stem}: the stub of {exercise.name} is not what "
            f"`python -m nnhelpers.exercises --cells {exercise.name}` prints"
        )
        assert exercise.check_line in check.source


def test_each_answer_has_a_name_of_its_own():
    """After a page has run, what stands in a name is the answer to one exercise and no other."""
    names = [exercise.answer_name for exercise in EXERCISES.values()]
    shared = {name for name in names if names.count(name) > 1}
    assert not shared, f"answer_name is the same in several exercises: {shared}"


@pytest.mark.parametrize("path", WITH_EXERCISES, ids=name)
def test_exercises_are_declared_in_the_order_of_the_page(path):
    """Which is the order in which `progress` proposes them."""
    here = [exercise.name for exercise, _, _ in placed(path)]
    assert here == [e.name for e in EXERCISES.values() if e.page == path.stem]


@pytest.mark.parametrize("path", WITH_EXERCISES, ids=name)
def test_a_page_ends_with_progress_on_itself(path):
    last = code_cells(path)[-1]
    named = re.fullmatch(r'progress\("(.+)"\)', last.source)
    assert named, f"{path.stem}: python -m nnhelpers.exercises --progress {path}"
    begins = [page.PAGE for page in PAGES if page.PAGE.startswith(named[1])]
    assert begins == [path.stem]
    count = sum(exercise.page == path.stem for exercise in EXERCISES.values())
    assert f"  0 of {count} right\nNext: " in last.outputs[0].text, "stored pages have no progress"


@pytest.mark.parametrize("path", WITH_EXERCISES, ids=name)
def test_pages_hand_in_the_answer_under_its_name(path):
    for cell in code_cells(path):
        for exercise, variable in checks_in(cell.source):
            assert variable == EXERCISES[exercise].answer_name, f"{path.stem}: {cell.source}"


@pytest.mark.parametrize("path", STORED, ids=name)
def test_blank_stubs_are_stored_as_not_attempted(path):
    for exercise, _, check in placed(path):
        printed = "".join(output.get("text", "") for output in check.outputs)
        assert f"· {exercise.name}: not attempted yet" in printed, (
            f"{path.stem}: the check of {exercise.name} has stored {printed!r}: "
            f"the cell above is not blank, or `make notebooks` was not run"
        )


@pytest.mark.parametrize("path", STORED, ids=name)
def test_answers_of_learners_are_used_only_where_they_are_right(path):
    """A blank returns ...: what comes after it asks `use`, which has the course's own ready."""
    answers = {exercise.variable for exercise, _, _ in placed(path)}
    stubs = {id(stub) for _, stub, _ in placed(path)}
    for cell in code_cells(path):
        if list(checks_in(cell.source)):
            continue
        read = set(read_names(cell.source)) & answers
        assert id(cell) in stubs or not read, (
            f"{path.stem}: go on with use(...) instead of {sorted(read)} in the cell\n{cell.source}"
        )


def read_names(source):
    """Names that a cell reads, apart from those that it hands to `use`."""
    found = [node for statement in parsed(source) for node in ast.walk(statement)]
    handed = {
        id(argument)
        for node in found
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "use"
        for argument in node.args
    }
    for node in found:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in handed:
            yield node.id


def test_names_handed_to_use_are_not_read():
    source = 'f = use("forward", my_forward)\nprint(my_cost(f(X)))'
    assert sorted(read_names(source)) == ["X", "f", "my_cost", "print", "use"]


def squeezed(text):
    return re.sub(r"\s", "", text).replace('"', "'")


def solution_text(exercise):
    """What must not stand on a page; "" for a single formula, which the page may well derive."""
    if not isinstance(exercise, FunctionExercise):
        answer = squeezed(exercise.solution)
        return answer[answer.rindex(exercise.variable + "=") :]
    body = ast.parse(code_of(exercise.reference)).body[0].body[1:]
    text = "".join(squeezed(ast.unparse(statement)) for statement in body)
    return text if len(text) > 40 else ""


@pytest.mark.parametrize("path", STORED, ids=name)
def test_no_solution_stands_on_a_page(path):
    """Neither called for in a cell, nor printed, nor written out."""
    cells = nbformat.read(path, as_version=4).cells
    texts = [
        cell.source + "".join(o.get("text", "") for o in cell.get("outputs", [])) for cell in cells
    ]
    whole = squeezed("\n".join(texts))
    for exercise in EXERCISES.values():
        text = solution_text(exercise)
        assert not text or text not in whole, f"{path.stem} shows the answer to {exercise.name}"
    for cell in code_cells(path):
        assert not re.search(r"^\s*solution\(", cell.source, re.MULTILINE), cell.source


def test_every_page_of_the_registry_is_a_page():
    assert [path.stem for path in WITH_EXERCISES] == [page.PAGE for page in PAGES], (
        "PAGES in nnhelpers/exercises/__init__.py: pages that exist, in their order"
    )
