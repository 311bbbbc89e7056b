"""What runs of a submitted page: definitions, and the cells that answer an exercise, in order.

Definitions are imports, functions, classes, and names given to a constant or to another name. A
cell that gives the variable of an exercise a value runs as a whole. Training, drawing and all else
does not run. The text is read here (`ast`), never executed.
"""

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field

LONGEST = 100_000  # characters of a cell
_MAGIC = re.compile(r"^(\s*)(?:[%!?].*|[\w.]+\?{1,2}\s*)$", re.MULTILINE)


@dataclass(frozen=True)
class Check:
    """The place where a page checks an exercise.

    Attributes
    ----------
    exercise : str
    variable : str
        What is handed to the check.
    """

    exercise: str
    variable: str


@dataclass(frozen=True)
class Cell:
    """A code cell.

    Attributes
    ----------
    name : str
        "<cell 7>": the seventh code cell. Error messages name it so.
    source : str
    steps : tuple of int or Check
        Numbers of the statements to run, and checks, in order.
    binds : frozenset of str
        Names that its statements give a value to.
    problem : str
        Why it cannot be run, or "".
    tree : ast.Module or None
    """

    name: str
    source: str
    steps: tuple = ()
    binds: frozenset = frozenset()
    problem: str = ""
    tree: ast.Module | None = field(default=None, repr=False)


def planned(sources: list[str], exercises: dict) -> list[Cell]:
    """The cells of a page with what is to be done with them.

    Parameters
    ----------
    sources : list of str
        The code cells.
    exercises : dict from names to Exercises
        Those of the page.
    """
    variables = {exercise.variable: name for name, exercise in exercises.items()}
    cells = [_read(f"<cell {i}>", source) for i, source in enumerate(sources, start=1)]
    return [_with_steps(cell, exercises, variables) for cell in cells]


def _read(name: str, source: str) -> Cell:
    """A cell with its syntax tree, or with what is wrong with its text."""
    if len(source) > LONGEST:
        return Cell(name, "", problem=f"the cell has {len(source)} characters; it is not run")
    if source.lstrip().startswith("%%"):
        return Cell(name, source, problem="a cell that begins with %% is not run")
    try:
        ast.parse(source)
    except SyntaxError:
        source = _MAGIC.sub(r"\1pass", source)  # %timeit, !ls and the like are no Python
    except (ValueError, RecursionError, MemoryError):
        pass  # said below
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source, name)
    except SyntaxError as problem:
        line = (problem.text or "").strip()[:100]
        where = f"line {problem.lineno}" + (f": {line}" if line else "")
        return Cell(name, source, problem=f"SyntaxError, {problem.msg} ({where})")
    except (ValueError, RecursionError, MemoryError) as problem:
        return Cell(name, source, problem=f"Python cannot read it ({type(problem).__name__})")
    binds = frozenset(found for statement in tree.body for found in bound(statement))
    return Cell(name, source, binds=binds, tree=tree)


def bound(statement: ast.stmt) -> Iterator[str]:
    """Names to which a statement gives a value."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
        return
    if isinstance(statement, ast.Import | ast.ImportFrom):
        yield from ((entry.asname or entry.name).split(".")[0] for entry in statement.names)
        return
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _with_steps(cell: Cell, exercises: dict, variables: dict[str, str]) -> Cell:
    if cell.tree is None:
        return cell
    whole = not cell.binds.isdisjoint(variables)
    steps: list = []
    for number, statement in enumerate(cell.tree.body):
        for name, variable in _checks(statement):
            if name in exercises:
                steps.append(Check(name, variable or exercises[name].variable))
        calls = _calls(statement)
        if calls and calls != "use":
            continue
        if whole or calls == "use" or is_definition(statement):
            steps.append(number)
    return Cell(cell.name, cell.source, tuple(steps), cell.binds, tree=cell.tree)


def _checks(statement: ast.stmt) -> Iterator[tuple[str, str]]:
    """(exercise, variable) of every check and use in a statement outside of functions."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    for node in ast.walk(statement):
        if not (isinstance(node, ast.Call) and _name(node.func) in ("check", "use", "judge")):
            continue
        first, *others = [*node.args, None]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            answer = others[0] if others else None
            yield first.value, answer.id if isinstance(answer, ast.Name) else ""


def _calls(statement: ast.stmt) -> str:
    """check, hint and the like, where that is all that a statement does; else ""."""
    value = getattr(statement, "value", None)
    if isinstance(statement, ast.Expr | ast.Assign) and isinstance(value, ast.Call):
        name = _name(value.func)
        if name == "use" and isinstance(statement, ast.Assign):
            return "use"
        if name in ("check", "hint", "solution", "exercises", "judge", "progress"):
            return name
    return ""


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def is_definition(statement: ast.stmt) -> bool:
    """Whether a statement only defines: nothing is computed by it, drawn or trained."""
    if isinstance(
        statement,
        ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef,
    ):
        return True
    if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
        value = statement.value
        if isinstance(value, ast.Name | ast.Attribute | ast.Lambda):
            return True
        try:
            ast.literal_eval(value)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            return False
        return True
    return False


def names_in(source: str, variable: str) -> bool:
    """Whether a text that Python cannot read seems to give a variable its value."""
    return bool(re.search(rf"^\s*(?:def\s+)?{re.escape(variable)}\b", source, re.MULTILINE))
