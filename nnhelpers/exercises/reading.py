"""What an answer's code says, without running it: facts that explain a wrong result.

The source is there in a notebook; where it is not, nothing is said.
"""

import ast
import dis
import inspect
import textwrap
from collections.abc import Callable, Iterator

import numpy as np


def structure(exercise, answer: Callable) -> list[str]:
    """Sentences on how an answer is built that explain wrong results; most often there are none."""
    return [text for text in (_other_order(exercise, answer), _return_in_loop(answer)) if text]


def _own_parameters(answer: Callable) -> list[str]:
    try:
        return list(inspect.signature(answer).parameters)
    except (TypeError, ValueError):
        return []


def _other_order(exercise, answer: Callable) -> str:
    """Arguments of the right names in another order: they are handed over by position."""
    mine, asked = _own_parameters(answer), list(exercise.parameters)
    if mine == asked or sorted(mine) != sorted(asked):
        return ""
    return (
        f"Your function takes ({', '.join(mine)}), but it is called with ({', '.join(asked)}), in "
        "this order: each of them lands under another name."
    )


def tree_of(answer: Callable) -> ast.AST | None:
    """The syntax tree of an answer, None where its source cannot be had."""
    try:
        return ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(answer))))
    except (OSError, TypeError, SyntaxError, ValueError):
        return None


def _return_in_loop(answer: Callable) -> str:
    tree = tree_of(answer)
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, (ast.For, ast.While)) and any(
            isinstance(statement, ast.Return) for statement in node.body
        ):
            return (
                "A `return` stands inside the loop, so that the loop ends in its first round. "
                "Indent it less."
            )
    return ""


def in_loop(answer: Callable, line: str) -> bool:
    """Whether a line of an answer, "line 4: total += 1", is inside a loop."""
    tree, text = tree_of(answer), line.partition(": ")[2]
    if tree is None:
        return True  # nothing is known
    lines = textwrap.dedent(inspect.getsource(inspect.unwrap(answer))).splitlines()
    return any(
        text in (row.strip() for row in lines[node.lineno - 1 : node.end_lineno])
        for node in ast.walk(tree)
        if isinstance(node, (ast.For, ast.While))
    )


def unused(exercise, answer: Callable) -> str:
    """A sentence on arguments that the reference uses and the answer does not."""
    code = getattr(answer, "__code__", None)
    mine = _own_parameters(answer)
    if code is None or len(mine) != len(exercise.parameters):
        return ""
    used = _names_used(code)
    names = [name for name in mine if name not in used and name in code.co_varnames]
    asked = _names_used(exercise.reference.__code__)
    names = [name for name in names if exercise.parameters[mine.index(name)] in asked]
    if not names:
        return ""
    return f"Your function does not use its argument{'s' * (len(names) > 1)} {' and '.join(names)}."


def _names_used(code) -> set[str]:
    """Local names whose values are read, in a function or in the ones inside it."""
    used: set[str] = set()
    for step in dis.get_instructions(code):
        if step.opname.startswith(("LOAD_FAST", "LOAD_DEREF", "LOAD_CLOSURE")) or (
            step.opname == "STORE_FAST_LOAD_FAST"
        ):
            used |= set(step.argval) if isinstance(step.argval, tuple) else {step.argval}
    for constant in code.co_consts:
        if inspect.iscode(constant):
            used |= _names_used(constant)
    return used


def _global_names(code) -> list[str]:
    """Names that the code looks up outside, in order; those behind a point are not among them."""
    loads = ("LOAD_GLOBAL", "LOAD_NAME")
    return [step.argval for step in dis.get_instructions(code) if step.opname in loads]


def outside_names(answer: Callable) -> list[str]:
    """Names of data that the function reads from the notebook, not from its arguments."""
    code = getattr(answer, "__code__", None)
    if code is None:
        return []
    data = (np.ndarray, dict, list, int, float, np.number)
    return [
        name
        for name in dict.fromkeys(_global_names(code))
        if isinstance(answer.__globals__.get(name), data)
    ]


def reached(answer: object) -> Iterator[tuple[str, object]]:
    """(name, value) of everything that an answer uses from outside, directly or by others.

    Followed are the learner's own functions: global and enclosing names, default values, methods,
    partial functions, and what lies in lists and dicts. Texts in the code come with the name "".
    """
    seen: set[int] = set()
    queue: list[tuple[str, object]] = [("", answer)]
    while queue:
        name, value = queue.pop(0)
        if id(value) in seen:
            continue
        seen.add(id(value))
        if value is not answer:
            yield name, value
        queue += [entry for entry in _inside(value) if entry[1] is not value]


def _inside(value: object) -> list[tuple[str, object]]:
    """What a value is made of, as far as it can hide a function."""
    if isinstance(value, dict):
        return [("", entry) for entry in value.values()]
    if isinstance(value, (list, tuple, set)):
        return [("", entry) for entry in value]
    parts = [("", getattr(value, name, None)) for name in ("__wrapped__", "__self__", "__func__")]
    if isinstance(value, np.vectorize):
        parts.append(("", value.pyfunc))
    if hasattr(value, "func") and hasattr(value, "args") and hasattr(value, "keywords"):
        parts += [("", value.func), ("", value.args), ("", value.keywords)]
    call = type(value).__dict__.get("__call__")
    code = getattr(value, "__code__", None)
    if not inspect.iscode(code):
        own_call = inspect.isfunction(call)
        parts += [("", call), ("", getattr(value, "__dict__", {}))] if own_call else []
        return [part for part in parts if part[1] is not None]
    if _from_a_library(value):
        return []
    parts += [("", value.__defaults__ or ()), ("", value.__kwdefaults__ or {})]
    for name, cell in zip(code.co_freevars, value.__closure__ or ()):
        parts.append((name, _content(cell)))
    for part in parts_of(code):
        names = [name for name in _global_names(part) if name in value.__globals__]
        parts += [(name, value.__globals__[name]) for name in names]
        parts += [("", text) for text in part.co_consts if isinstance(text, str)]
    return [part for part in parts if part[1] is not None]


def _content(cell) -> object:
    try:
        return cell.cell_contents
    except ValueError:  # not yet filled
        return None


def _from_a_library(value: object) -> bool:
    module = getattr(value, "__module__", None) or ""
    return module.split(".")[0] in ("numpy", "nnhelpers", "matplotlib", "functools")


def parts_of(code) -> Iterator:
    """The code of a function and of everything defined inside it."""
    if inspect.iscode(code):
        yield code
        for constant in code.co_consts:
            yield from parts_of(constant)
