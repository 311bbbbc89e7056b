"""Slips that can be made in any code: a lost minus, * for @, a forgotten division, another name.

`common_slips` writes down every version of a reference that is one such slip away from it, each
with a sentence. They serve twice: a wrong answer that no misconception explains may be one of
them, and the tests ask of every exercise that its cases tell each of them from the right answer.
"""

import ast
import copy
import re
from collections.abc import Callable, Iterator

from nnhelpers.exercises.slips import body_start

Found = Iterator[tuple[ast.expr, str]]


def common_slips(source: str) -> list[tuple[str, str]]:
    """All versions of a function that are one common slip away from it.

    Parameters
    ----------
    source : str
        Source of the function.

    Returns
    -------
    list of (source of the version, sentence for whoever made the slip)
    """
    tree = ast.parse(source)
    function = tree.body[0]
    if body_start(source) > function.body[0].lineno - 1:
        del function.body[0]  # the docstring
    names = _Names(function)
    versions = {}
    for statement in ast.walk(function):
        if not isinstance(statement, (ast.Assign, ast.AugAssign, ast.Return, ast.For, ast.Expr)):
            continue
        where = _place(statement)
        for text, what in _other_assignments(tree, statement):
            versions.setdefault(text, f"{where}{what}")
        for holder, field, index, node in _expressions(statement):
            if isinstance(holder, ast.Attribute) and holder.attr == "append":
                continue
            for replacement, what in _replacements(node, names):
                text = _with(tree, holder, field, index, replacement)
                versions.setdefault(text, f"{where}{what}")
    versions.pop(ast.unparse(tree), None)
    return list(versions.items())


def _other_assignments(tree: ast.Module, statement: ast.stmt) -> Iterator[tuple[str, str]]:
    """Versions in which += is = or *= or -=."""
    if not isinstance(statement, ast.AugAssign) or not isinstance(statement.op, ast.Add):
        return
    for op, sign in ((ast.Sub(), "-="), (ast.Mult(), "*=")):
        statement.op, right = op, statement.op
        yield ast.unparse(tree), f"{sign} stands where += belongs."
        statement.op = right
    plain = f"{ast.unparse(statement.target)} = {ast.unparse(statement.value)}"
    text = ast.unparse(tree).replace(ast.unparse(statement), plain)
    yield text, "= stands where += belongs: each round overwrites what was there."


class _Names:
    """Arguments and local variables of a function: those that count something, and the others."""

    def __init__(self, function: ast.FunctionDef):
        nodes = list(ast.walk(function))
        stored = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        every = stored | {argument.arg for argument in function.args.args}
        counting = [n.target for n in nodes if isinstance(n, (ast.For, ast.comprehension))]
        counting += [n for n in nodes if isinstance(n, ast.Call) and ast.unparse(n.func) == "range"]
        for node in nodes:
            value = ast.unparse(node.value) if isinstance(node, ast.Assign) else ""
            if re.fullmatch(r"len\(.*|.*\.shape(\[.*\])?", value):
                counting += node.targets
        arrays = {n.value for n in nodes if isinstance(n, ast.Attribute)}
        counts = {
            n.id
            for part in counting
            for n in ast.walk(part)
            if isinstance(n, ast.Name) and n not in arrays
        }
        self._kinds = (every & counts, every - counts)

    def is_count(self, name: str) -> bool:
        """Whether a name counts something."""
        return name in self._kinds[0]

    def others(self, name: str) -> list[str]:
        """The names of the same kind."""
        return sorted(other for kind in self._kinds if name in kind for other in kind - {name})


def _place(statement: ast.stmt) -> str:
    """Where a slip in a statement is: ", on the way to dW, "."""
    target = statement.targets[0] if isinstance(statement, ast.Assign) else None
    if isinstance(statement, ast.AugAssign):
        target = statement.target
    if isinstance(target, ast.Subscript):
        key = _key(target)
        return f", on the way to {key or ast.unparse(target.value)}, "
    if isinstance(target, ast.Name):
        return f", on the way to {target.id}, "
    if isinstance(statement, ast.For):
        return ", in the loop, "
    return " "


def _key(node: ast.Subscript) -> str:
    """The letters of a key: "dW" of grads[f"dW{l}"] and of grads["dW1"]."""
    first = node.slice.values[0] if isinstance(node.slice, ast.JoinedStr) else node.slice
    text = first.value if isinstance(first, ast.Constant) else ""
    return text if isinstance(text, str) else ""


def _expressions(statement: ast.stmt) -> Iterator[tuple]:
    """Every expression in a statement (not in the statements inside it), and where it hangs."""
    queue = [statement]
    while queue:
        holder = queue.pop(0)
        for field, value in ast.iter_fields(holder):
            entries = value if isinstance(value, list) else [value]
            for index, node in enumerate(entries):
                if isinstance(node, ast.keyword):
                    queue.append(node)
                if isinstance(node, ast.expr) and not isinstance(node, (ast.JoinedStr,)):
                    yield holder, field, index if isinstance(value, list) else None, node
                    queue.append(node)


def _with(tree: ast.Module, holder: ast.AST, field: str, index: int | None, new: ast.expr) -> str:
    """Source of the tree with one node replaced; the tree itself stays as it is."""
    old = getattr(holder, field)
    if index is None:
        setattr(holder, field, new)
    else:
        setattr(holder, field, [*old[:index], new, *old[index + 1 :]])
    text = ast.unparse(tree)
    setattr(holder, field, old)
    return text


def _replacements(node: ast.expr, names: _Names) -> Found:
    """What may stand in a node's place by a slip, and how to say so."""
    change = _CHANGES.get(type(node))
    if change is not None:
        yield from change(node, names)


def _changed(node: ast.expr, **fields: object) -> ast.expr:
    """A copy of a node with other fields."""
    new = copy.deepcopy(node)
    for field, value in fields.items():
        setattr(new, field, value)
    return new


def _short(node: ast.expr) -> str:
    """What a node is called if it is a name, a number or an entry of a dict, else ""."""
    if isinstance(node, (ast.Name, ast.Constant)):
        return ast.unparse(node)
    if isinstance(node, ast.Attribute) and node.attr == "T" and _short(node.value):
        return f"{_short(node.value)}.T"
    return _key(node) if isinstance(node, ast.Subscript) else ""


def _operations(node: ast.BinOp, names: _Names) -> Found:
    left, right = node.left, node.right
    swapped = _changed(node, left=right, right=left)
    yield from _parentheses(node)
    match node.op:
        case ast.Add():
            yield _changed(node, op=ast.Sub()), "a minus stands where a plus belongs."
            for kept, lost in ((left, right), (right, left)):
                yield kept, f"{_short(lost) or 'one of the terms of a sum'} is missing."
        case ast.Sub():
            yield _changed(node, op=ast.Add()), "a plus stands where a minus belongs."
            yield swapped, "a difference is taken the wrong way round."
            yield left, f"{_short(right) or 'one side of a difference'} is missing."
            yield right, f"{_short(left) or 'one side of a difference'} is missing."
        case ast.Mult():
            yield _changed(node, op=ast.MatMult()), "@ stands where * belongs."
            for kept, lost in ((left, right), (right, left)):
                yield kept, f"a factor is missing{_by(lost, ': ')}."
            yield _changed(node, op=ast.Div()), "a division stands where a product belongs."
        case ast.MatMult():
            yield _changed(node, op=ast.Mult()), "* stands where the matrix product @ belongs."
            yield swapped, "the two sides of @ have changed places."
            for field, side in (("left", left), ("right", right)):
                turned = ast.Attribute(side, "T", ast.Load())
                if not (isinstance(side, ast.Attribute) and side.attr == "T"):
                    yield (
                        _changed(node, **{field: turned}),
                        f"{_short(side) or 'one side of @'} is transposed and should not be.",
                    )
        case ast.Div():
            yield left, f"a division is missing{_by(right, ': by ')}."
            yield _changed(node, op=ast.Mult()), "a product stands where a division belongs."
            twice = ast.BinOp(node, ast.Div(), right)
            yield twice, f"the division{_by(right, ' by ')} comes in twice."
            yield swapped, "a fraction stands upside down."
        case ast.Pow():
            yield left, "a power is missing."
            yield _changed(node, op=ast.Mult()), "* stands where ** belongs."


_LOOSE, _TIGHT = (ast.Add, ast.Sub), (ast.Mult, ast.Div, ast.MatMult)


def _is(node: ast.expr, *ops: type) -> bool:
    """Whether a node is an operation of one of these kinds."""
    return isinstance(node, ast.BinOp) and isinstance(node.op, ops)


def _parentheses(node: ast.BinOp) -> Found:
    """Parentheses that are lost, or that hold too much."""
    left, right, op = node.left, node.right, node.op
    lost = "the parentheses around a sum or a difference are missing."
    if _is(node, *_TIGHT) and _is(left, *_LOOSE):
        yield _changed(left, right=_changed(node, left=left.right)), lost
    if _is(node, *_TIGHT) and _is(right, *_LOOSE):
        yield _changed(right, left=_changed(node, right=right.left)), lost
    if _is(node, ast.Div) and _is(right, ast.Mult):
        without = ast.BinOp(ast.BinOp(left, op, right.left), ast.Mult(), right.right)
        yield without, "the parentheses around what is below the line are missing."
    if _is(node, ast.Pow) and _is(left, *_LOOSE):
        yield _changed(left, right=_changed(node, left=left.right)), lost
    if _is(node, *_LOOSE) and _is(right, ast.Pow):
        whole = _changed(right, left=_changed(node, right=right.left))
        yield whole, "the power is taken of the whole sum or difference."
    sums = ("np.sum", "np.mean")  # a factor may as well stand inside
    if isinstance(left, ast.Call) and len(left.args) == 1 and ast.unparse(left.func) not in sums:
        inside = _changed(left, args=[_changed(node, left=left.args[0])])
        yield inside, f"the parenthesis of {ast.unparse(left.func)} is closed too late."


def _by(node: ast.expr, lead: str) -> str:
    return f"{lead}{_short(node)}" if _short(node) else ""


_OTHER_FUNCTIONS = {
    "sum": ("mean", "prod", "max"),
    "mean": ("sum", "max"),
    "prod": ("sum", "mean", "cumprod"),
    "all": ("any",),
    "log": ("log10", "log2", "exp"),
    "exp": ("exp2",),
    "tanh": ("sinh", "cosh", "sin", "arctan"),
    "maximum": ("minimum",),
    "zeros": ("ones",),
    "vstack": ("hstack",),
    "hstack": ("vstack",),
}
_LEFT_OUT = {"log", "exp", "tanh", "sqrt", "sum", "mean", "abs", "astype"}


def _calls(node: ast.Call, names: _Names) -> Found:
    function = node.func
    if len(node.args) == 1 and _is(node.args[0], *_LOOSE):
        inside = node.args[0]
        early = _changed(inside, left=_changed(node, args=[inside.left]))
        yield early, f"the parenthesis of {ast.unparse(function)} is closed too early."
    if isinstance(function, ast.Attribute) and ast.unparse(function.value).startswith("np"):
        for other in _OTHER_FUNCTIONS.get(function.attr, ()):
            new = _changed(node, func=_changed(function, attr=other))
            yield new, f"{other} stands where {function.attr} belongs."
        if function.attr in _LEFT_OUT:
            yield node.args[0], f"{function.attr} is left out."
    if ast.unparse(function) == "range":
        for index, bound in enumerate(node.args[:2]):
            for op, word in ((ast.Add(), "late"), (ast.Sub(), "early")):
                moved = ast.BinOp(bound, op, ast.Constant(1))
                arguments = [*node.args[:index], moved, *node.args[index + 1 :]]
                end = "starts" if index == 0 and len(node.args) > 1 else "ends"
                yield _changed(node, args=arguments), f"the loop {end} one round too {word}."
    for position, keyword in enumerate(node.keywords):
        others = [*node.keywords[:position], *node.keywords[position + 1 :]]
        if keyword.arg == "keepdims":
            yield _changed(node, keywords=others), "an axis is lost: keepdims=True keeps it."
        if keyword.arg == "axis":
            yield _changed(node, keywords=others), "axis is not given, so that everything is taken."
            other = ast.keyword("axis", ast.Constant(1 - keyword.value.value))
            yield _changed(node, keywords=[*others, other]), "the axis is the other one."


def _attributes(node: ast.Attribute, names: _Names) -> Found:
    if node.attr == "T":
        yield node.value, f"{_short(node.value) or 'an array'} is not transposed and should be."


def _comparisons(node: ast.Compare, names: _Names) -> Found:
    signs = {ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=", ast.Eq: "==", ast.NotEq: "!="}
    right = signs.get(type(node.ops[0]))
    for kind, sign in signs.items() if right else ():
        if sign != right:
            yield _changed(node, ops=[kind()]), f"{sign} stands where {right} belongs."


def _signs(node: ast.UnaryOp, names: _Names) -> Found:
    if isinstance(node.op, ast.USub):
        yield node.operand, "a minus is missing."
        inside = node.operand
        if _is(inside, *_LOOSE):
            early = _changed(inside, left=ast.UnaryOp(ast.USub(), inside.left))
            yield early, "a minus stands in front of the first term only: parentheses."


def _constants(node: ast.Constant, names: _Names) -> Found:
    if type(node.value) in (int, float):
        for other in (0, 1, 2, 0.5, node.value + 1, node.value - 1, -node.value):
            if other != node.value:
                yield ast.Constant(other), f"{other} stands where {node.value} belongs."


def _other_names(node: ast.Name, names: _Names) -> Found:
    if isinstance(node.ctx, ast.Load):
        if names.is_count(node.id):
            for op, sign in ((ast.Sub(), "-"), (ast.Add(), "+")):
                new = ast.BinOp(node, op, ast.Constant(1))
                yield new, f"{node.id} {sign} 1 stands where {node.id} belongs."
        for other in names.others(node.id):
            yield ast.Name(other, ast.Load()), f"{other} stands where {node.id} belongs."


_KEYS = ("A0", "A1", "A2", "Z1", "Z2", "W1", "W2", "b1", "b2", "dW1", "dW2")


def _entries(node: ast.Subscript, names: _Names) -> Found:
    """Another key, another axis of a shape, another layer."""
    if isinstance(node.slice, ast.Constant) and node.slice.value in _KEYS:
        for other in _KEYS:
            if other != node.slice.value:
                yield (
                    _changed(node, slice=ast.Constant(other)),
                    f"{other} stands where {node.slice.value} belongs.",
                )
    if isinstance(node.slice, ast.JoinedStr):
        letter, number = node.slice.values[0], node.slice.values[1:]
        swaps = {"A": "Z", "Z": "A", "W": "b", "b": "W", "dW": "db", "db": "dW"}
        other = swaps.get(letter.value)
        if other:
            yield (
                _changed(node, slice=ast.JoinedStr([ast.Constant(other), *number])),
                f"{other} stands where {letter.value} belongs.",
            )
        for op, word in ((ast.Add(), "above"), (ast.Sub(), "below")):
            moved = ast.FormattedValue(
                ast.BinOp(number[0].value, op, ast.Constant(1)), conversion=-1
            )
            yield (
                _changed(node, slice=ast.JoinedStr([letter, moved])),
                f"{letter.value} is that of the layer {word}.",
            )
    if isinstance(node.value, ast.Attribute) and node.value.attr == "shape":
        yield from _sizes(node)
    elif isinstance(node.slice, (ast.Name, ast.BinOp)):
        yield from _neighbors(node)


def _neighbors(node: ast.Subscript) -> Found:
    """The entry before or behind: A[l] and A[l - 2] in the place of A[l - 1]."""
    here = node.slice
    others = [ast.BinOp(here, op, ast.Constant(1)) for op in (ast.Add(), ast.Sub())]
    if isinstance(here, ast.BinOp):
        others = [here.left, ast.BinOp(here.left, type(here.op)(), ast.Constant(2))]
    for other in others:
        new = _changed(node, slice=other)
        yield new, f"{ast.unparse(new)} stands where {ast.unparse(node)} belongs."


def _sizes(node: ast.Subscript) -> Found:
    """Another count in the place of X.shape[1]."""
    asked, array = ast.unparse(node), node.value.value
    axis = node.slice.value if isinstance(node.slice, ast.Constant) else 0
    other = _changed(node, slice=ast.Constant(1 - axis))
    size = ast.Attribute(array, "size", ast.Load())
    for new in (other, size, node.value, array):
        yield new, f"{ast.unparse(new)} stands where {asked} belongs."


def _tuples(node: ast.Tuple, names: _Names) -> Found:
    if isinstance(node.ctx, ast.Load) and len(node.elts) > 1:
        for first in range(len(node.elts) - 1):
            turned = list(node.elts)
            turned[first], turned[first + 1] = turned[first + 1], turned[first]
            yield _changed(node, elts=turned), "two entries have changed places."


_CHANGES: dict[type, Callable[..., Found]] = {
    ast.BinOp: _operations,
    ast.Call: _calls,
    ast.Attribute: _attributes,
    ast.Compare: _comparisons,
    ast.UnaryOp: _signs,
    ast.Constant: _constants,
    ast.Name: _other_names,
    ast.Subscript: _entries,
    ast.Tuple: _tuples,
}
