"""Write solved copies of the pages, executed, all checks green: `make solutions`.

    python notebooks/build/solutions.py                             # all pages, into solutions/
    python notebooks/build/solutions.py --out FOLDER notebooks/02*.ipynb

In each copy the definition that a `check("name", answer)` cell hands in is replaced by the
reference of that exercise. The pages in notebooks/ are only read. A copy in which a check is not
green is reported, and the exit code is 1.
"""

import argparse
import ast
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat

sys.path.insert(0, str(Path(__file__).parent))

from execute import NotStored, arguments, execute, isolate, store

from nnhelpers.exercises import find
from nnhelpers.pages import NOTEBOOKS, ROOT

OUT = ROOT / "solutions"
PASSED = "✓"


class NotSolved(RuntimeError):
    """A check without a definition to replace, or one that is not green; names page and cell."""


def parsed(source: str) -> list[ast.stmt]:
    """Statements of a cell; none if it holds something else than Python (a magic)."""
    try:
        return ast.parse(source).body
    except SyntaxError:
        return []


def checks_in(source: str) -> Iterator[tuple[str, str]]:
    """(exercise, variable) of each check("exercise", variable) in a cell."""
    for node in ast.walk(ast.Module(parsed(source), [])):
        if (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", getattr(node.func, "attr", "")) == "check"
            and len(node.args) == 2
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[1], ast.Name)
        ):
            yield node.args[0].value, node.args[1].id


def defines(node: ast.stmt, variable: str) -> bool:
    """Whether a statement is def variable(...) or variable = ... ."""
    if isinstance(node, ast.FunctionDef):
        return node.name == variable
    targets = node.targets if isinstance(node, ast.Assign) else []
    return any(isinstance(target, ast.Name) and target.id == variable for target in targets)


def replaced(source: str, variable: str, solution: str) -> str | None:
    """Source with the definition of variable replaced by the solution's; None if it has none."""
    places = [node for node in parsed(source) if defines(node, variable)]
    if not places:
        return None
    answers = [node for node in parsed(solution) if defines(node, variable)]
    new = ast.get_source_segment(solution, answers[-1])
    lines = source.splitlines()
    lines[places[-1].lineno - 1 : places[-1].end_lineno] = new.splitlines()
    return "\n".join(lines)


def solve(notebook: nbformat.NotebookNode, name: str) -> int:
    """Fill in every exercise of a notebook, in place, and return how many there are.

    Raises
    ------
    NotSolved
        If a check hands in something that no cell above defines.
    """
    count = 0
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for position, cell in enumerate(cells):
        for exercise, variable in checks_in(cell.source):
            solution = find(exercise).solution.replace(find(exercise).variable, variable)
            for earlier in reversed(cells[: position + 1]):
                source = replaced(earlier.source, variable, solution)
                if source is not None:
                    earlier.source = source
                    break
            else:
                raise NotSolved(f'{name}: no cell above check("{exercise}") defines {variable}')
            count += 1
    return count


def refuse_red(notebook: nbformat.NotebookNode, name: str) -> None:
    """Raise NotSolved if a check of an executed notebook did not print its green line."""
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        printed = "".join(output.get("text", "") for output in cell.outputs)
        for exercise, _ in checks_in(cell.source):
            if f"{PASSED} {exercise}:" not in printed:
                raise NotSolved(f'{name}: check("{exercise}") is not green:\n{printed}')


def write_solved(page: Path, folder: Path) -> int:
    """Write the solved, executed copy of a page and return how many exercises it holds.

    Raises
    ------
    NotSolved, NotStored
        If an exercise could not be filled in, is not green, or the copy does not run cleanly.
    """
    notebook = nbformat.read(page, as_version=4)
    count = solve(notebook, page.name)
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / page.name
    nbformat.write(notebook, copy)
    executed = execute(copy)
    store(executed, copy)
    refuse_red(executed, page.name)
    return count


def main() -> bool:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the copies")
    chosen = arguments(parser)
    if chosen.out.resolve() == NOTEBOOKS:
        parser.error("--out is the folder of the pages; solved copies would overwrite them")
    isolate()
    failed = False
    for page in chosen.pages:
        start = time.perf_counter()
        try:
            count = write_solved(page.resolve(), chosen.out.resolve())
        except (NotSolved, NotStored) as problem:
            failed = True
            print(f"NOT solved: {problem}", file=sys.stderr)
            continue
        seconds = time.perf_counter() - start
        print(f"{chosen.out / page.name}: {count} exercises, all green, {seconds:.1f} s")
    return failed


if __name__ == "__main__":
    sys.exit(main())
