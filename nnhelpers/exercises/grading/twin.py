"""What an answer's code says, without running it: a twin of the function, built from its text.

The twin has the code, the names and the source of the learner's function, and is never called. The
exercises read it as they read an answer on a page: is there a loop in it, does it return inside
one. What may not be in an answer is looked for here, too.
"""

import ast
import dis
import importlib
import inspect
import linecache
import sys
import types
from collections.abc import Callable
from functools import cache

import numpy as np

from nnhelpers.exercises.compare import differences
from nnhelpers.exercises.grading.cells import Cell, is_definition
from nnhelpers.exercises.grading.standins import PLAIN, PUBLIC
from nnhelpers.exercises.reading import parts_of, reached

REFERENCES = "It uses nnhelpers.exercises, which holds the references: that is no answer."
_LIBRARIES = ("numpy", "math", "functools", "itertools")


def add_names(cell: Cell, names: dict) -> None:
    """Note what a cell binds, as far as its text says what that is; functions as twins.

    Parameters
    ----------
    cell : Cell
    names : dict
        Of the cells before; it holds at least "__name__".
    """
    if cell.tree is None:
        return
    lines = cell.source.splitlines(True)
    linecache.cache[cell.name] = (len(cell.source), None, lines, cell.name)
    code = _compiled(cell)
    for statement in cell.tree.body:
        _bind(statement, code, names)


def _compiled(cell: Cell) -> types.CodeType | None:
    try:
        return compile(cell.source, cell.name, "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _bind(statement: ast.stmt, code: types.CodeType | None, names: dict) -> None:
    """Note what a statement binds, if it can be told."""
    if isinstance(statement, ast.FunctionDef) and code is not None:
        for part in code.co_consts:
            if inspect.iscode(part) and part.co_firstlineno == _first_line(statement):
                if not part.co_freevars:
                    names[statement.name] = types.FunctionType(part, names, statement.name)
    elif isinstance(statement, ast.Import | ast.ImportFrom):
        names |= _imported(statement)
    elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
        if isinstance(target, ast.Name):
            names[target.id] = _value(statement, names)


def _first_line(statement: ast.FunctionDef) -> int:
    decorators = [node.lineno for node in statement.decorator_list]
    return min([statement.lineno, *decorators])


def _imported(statement: ast.Import | ast.ImportFrom) -> dict:
    """The modules and functions that an import binds: of a few libraries, and of this package."""
    found = {}
    for entry in statement.names:
        if isinstance(statement, ast.Import):
            top = entry.name if entry.asname else entry.name.split(".")[0]
            module = _module(top)
            if module is not None:
                found[entry.asname or top] = module
            continue
        module = _module(statement.module or "")
        thing = getattr(module, entry.name, None) if module else None
        if thing is None:
            thing = _module(f"{statement.module}.{entry.name}")
        if thing is not None:
            found[entry.asname or entry.name] = thing
    return found


def _module(name: str) -> types.ModuleType | None:
    """A module that is loaded already, of a library that an answer may name."""
    if name in _LIBRARIES:
        return importlib.import_module(name)
    return sys.modules.get(name) if name.split(".")[0] in ("numpy", "nnhelpers") else None


def _value(statement: ast.Assign, names: dict) -> object:
    """What a name stands for: a constant, another name, what `use` hands back."""
    value = statement.value
    if isinstance(value, ast.Call) and getattr(value.func, "id", "") == "use" and value.args:
        value = value.args[-1]
    if isinstance(value, ast.Name):
        return names.get(value.id)
    if isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name):
        owner = names.get(value.value.id)
        return getattr(owner, value.attr, None) if inspect.ismodule(owner) else None
    if isinstance(value, ast.Lambda | ast.Attribute) or not is_definition(statement):
        return None
    return ast.literal_eval(value)


def _is_packages(thing: object) -> bool:
    """Whether a function is one of the package's, which a page imports."""
    return str(getattr(thing, "__module__", "")).startswith("nnhelpers.")


def refused(exercise, twin: Callable | None, tree: ast.AST | None) -> str:
    """Why an answer is none, in a sentence, or "".

    Parameters
    ----------
    exercise : FunctionExercise
    twin : function or None
    tree : ast.AST or None
        The cell that holds the answer.
    """
    if tree is not None and any(map(_is_of_exercises, ast.walk(tree))):
        return REFERENCES
    things = [] if twin is None else [(exercise.variable, twin), *reached(twin)]
    asked = set().union(*(_globals_asked(thing) for _, thing in things if not _is_packages(thing)))
    if any(str(name).startswith("nnhelpers.") or name == "nnhelpers" for name in asked):
        return "It asks for nnhelpers inside the function, which is to do without."
    for name, thing in things:
        module = thing.__name__ if inspect.ismodule(thing) else getattr(thing, "__module__", "")
        if isinstance(thing, str) and "nnhelpers.exercises" in thing:
            return REFERENCES
        used = thing is twin or not name or name in asked  # np.stack does not ask for a `stack`
        if not used or not str(module).startswith("nnhelpers"):
            continue
        if str(module).startswith("nnhelpers.exercises"):
            return REFERENCES
        if getattr(thing, "__name__", name) not in PLAIN or is_the_answer(exercise, thing):
            return f"It uses {name} of nnhelpers, which the exercise asks to be written."
    return ""


def _is_of_exercises(node: ast.AST) -> bool:
    """Whether a piece of code asks for more of nnhelpers.exercises than a page does."""
    if isinstance(node, ast.ImportFrom):
        if node.module == "nnhelpers.exercises":
            return any(entry.name not in PUBLIC for entry in node.names)
        names = [f"{node.module}.{entry.name}" for entry in node.names]
    elif isinstance(node, ast.Import):
        names = [entry.name for entry in node.names]
    elif isinstance(node, ast.Attribute):
        names = [ast.unparse(node)] if node.attr == "exercises" else []
    else:
        names = []
    return any(name.startswith("nnhelpers.exercises") for name in names)


def _globals_asked(thing: object) -> set[str]:
    """Names that a function looks up outside of itself, its attributes not counted."""
    return {
        step.argval
        for part in parts_of(getattr(thing, "__code__", None))
        for step in dis.get_instructions(part)
        if step.opname in ("LOAD_GLOBAL", "LOAD_NAME", "IMPORT_NAME", "IMPORT_FROM")
    }


@cache
def is_the_answer(exercise, function: Callable) -> bool:
    """Whether a function of the package gives what is expected, in every case."""
    for index, outcome in enumerate(exercise.expected):
        try:
            with np.errstate(all="ignore"):
                value = function(*exercise.fresh_case(index))
        except Exception:
            return False
        if outcome.error or differences(outcome.value, value, exercise.tolerance):
            return False
    return True
