"""Python's and NumPy's error messages in plain words, with what usually lies behind them."""

import re

# (what the message looks like, the same in plain words, {0} {1} ... being the parts found)
_PLAIN = (
    (
        r"matmul: Input operand 1 .*\(size (\d+) is different from (\d+)\)",
        "the matrix product does not fit: the left side has {1} columns, the right side {0} rows; "
        "they must be equal",
    ),
    (
        r"shapes \(.*\) and \(.*\) not aligned: (\d+) \(dim \d\) != (\d+) \(dim \d\)",
        "the matrix product does not fit: the left side has {0} columns, the right side {1} rows; "
        "they must be equal",
    ),
    (
        r"operands could not be broadcast together with shapes (\([\d,]*\)) (\([\d,]*\))",
        "an operation entry by entry does not fit: one side has the shape {0}, the other {1}",
    ),
    (
        r"non-broadcastable output operand with shape (\([\d,]*\)) .*shape (\([\d,]*\))",
        "an array of shape {0} cannot take what has the shape {1}",
    ),
)

# (what the message looks like, what usually lies behind it)
_BEHIND = (
    (r"ellipsis", "Something that it uses still is ... : finish that first."),
    (r"NoneType", "Something that it uses is None: does a function lack its `return`?"),
    (
        r"^OverflowError: Python integer .* out of bounds",
        "Such small whole numbers (int8, uint8 ...) have no room for that.",
    ),
    (r"^OverflowError", "A number became too large, as e^1000 does. np.exp goes on with inf."),
    (
        r"matmul: Input operand \d does not have enough dimensions",
        "@ needs arrays on both sides, not a single number: for a number write *.",
    ),
    (
        r"matrix product does not fit",
        "Write the two shapes side by side: (a, b) times (b, c). Is one of them to be transposed, "
        "or do they stand in the wrong order?",
    ),
    (
        r"entry by entry does not fit",
        "Entry by entry, +, -, * and / need equal shapes, or an axis of length 1. Is it the matrix "
        "product @ that is meant, or is one side transposed?",
    ),
    (r"cannot take what has", "Is the array that is filled as large as what is put into it?"),
    (
        r"axis (\d) is out of bounds for array of dimension (\d)",
        "There is no axis {0}: the array is {1}-dimensional here. Was an axis lost before?",
    ),
    (
        r"index (\d+) is out of bounds for axis (\d) with size (\d+)",
        "Axis {1} is {2} long here and counted from 0, so {0} is too large. Does a loop run over "
        "the other axis, or one round too far?",
    ),
    (r"(list|tuple) index out of range", "The {0} is shorter than the loop takes it to be."),
    (
        r"too many indices for array: array is (\d)-dimensional",
        "The array has only {0} axis here, but two numbers stand in the brackets.",
    ),
    (
        r"^KeyError: '(d?[WbZA]\d+)'",
        "There is no {0} in the dict that is asked. Has it another name there (in grads a d in "
        "front), is it asked before it is put there, or one round too far (layers are 1 to L)?",
    ),
    (r"^KeyError: (.*)", "There is no key {0} in the dict that is asked."),
    (
        r"only (?:length-1|0-dimensional|size-1) arrays can be converted",
        "A function for a single number got an array: functions of math take one number, those of "
        "np take arrays.",
    ),
    (
        r"truth value of an array",
        "`if`, `and`, `or` and `max` look at one value. For a choice entry by entry there are "
        "np.where, np.maximum and comparisons such as Z > 0.",
    ),
    (
        r"'numpy.ndarray' object is not callable",
        "An array with parentheses behind it is called like a function: is a * or @ missing, or "
        "are brackets meant?",
    ),
    (
        r"object is not callable",
        "Something that is no function has parentheses behind it: is an operator missing, or has a "
        "name been given to something else?",
    ),
    (
        r"'(?:function|builtin_function_or_method|method)' (?:object|and|or)|"
        r"and '(?:function|builtin_function_or_method|method)'",
        "A function stands where its result is meant: the parentheses behind it are missing.",
    ),
    (r"bitwise_xor|for \^", "^ is no power in Python: write **."),
    (
        r"ufunc 'invert' not supported|bad operand type for unary ~",
        "~ turns True and False around; it does nothing useful with these numbers.",
    ),
    (
        r"cannot reshape array of size (\d+) into shape (\([\d,]*\))",
        "An array of size {0} does not fill the shape {1}.",
    ),
    (
        r"setting an array element with a sequence",
        "An array stands where one number is to go: the index leaves room for a single entry.",
    ),
    (
        r"^UnboundLocalError: .*variable '(\w+)'",
        "{0} is used before the function has given it a value.",
    ),
    (
        r"^NameError: name '(d?[WbZA]\d)' is not defined",
        'It is no variable but an entry of a dict: params["W1"], cache["A1"] and the like.',
    ),
    (r"^NameError", "Is the cell that defines this name above, and has it been run?"),
    (
        r"'dict' object has no attribute '(\w+)'",
        'A dict has no .{0}: it is asked in brackets, params["W1"], and what stands there is an '
        "array.",
    ),
    (
        r"'(list|tuple)' object has no attribute '(?:shape|T|reshape|dot|sum)'",
        "This is a {0}, not an array: np.array(...) makes one of it.",
    ),
    (
        r"'(list|tuple)' and '(?:float|int)'|'(?:float|int)' and '(list|tuple)'",
        "A list or tuple does not calculate: make an array of it, or take its entries one by one.",
    ),
    (r"can't multiply sequence by non-int", "A list or tuple does not calculate: np.array(...)."),
    (
        r"(?:tuple|list) indices must be integers or slices, not str",
        "A key in brackets asks a dict, but here stands a tuple or list.",
    ),
    (
        r"Cannot interpret '\d+' as a data type",
        "The shape goes into parentheses of its own: np.zeros((2, 3)).",
    ),
    (
        r"cannot be interpreted as an integer",
        "A whole number is needed here, for a size, a range or a shape.",
    ),
    (
        r"Cannot cast ufunc",
        "An array of whole numbers cannot take fractions in place: make it of floats first.",
    ),
    (
        r"values to unpack \(expected (\d+)",
        "{0} names stand on the left of =, but another number of values comes.",
    ),
    (r"^ZeroDivisionError", "It divides by 0."),
    (r"^SystemExit", "exit() and quit() end the whole notebook. A function ends with `return`."),
    (r"^RecursionError", "The function calls itself without end."),
    (r"^LinAlgError", "np.linalg needs a square matrix, or one with an inverse, here."),
    (
        r"missing \d+ required positional argument|takes \d+ positional argument",
        "A function is called with another number of arguments than it has.",
    ),
    (r"unsupported operand type", "These two things cannot be combined by that operator."),
)


NO_PRODUCT = (
    "This exercise needs no matrix product: entry by entry it is * (and ** for a power), with "
    "equal shapes."
)


def plain(error: str) -> str:
    """An error, with NumPy's longest messages in plain words."""
    kind, _, message = error.partition(": ")
    for pattern, words in _PLAIN:
        found = re.search(pattern, message)
        if found:
            return f"{kind}: {words.format(*found.groups())}"
    return error


def behind(error: str, has_product: bool) -> str:
    """A sentence on what usually lies behind an error, "" if nothing can be said.

    Parameters
    ----------
    error : str
        As `plain` returns it.
    has_product : bool
        Whether the exercise is solved with a matrix product.
    """
    if " does not fit: " in error and not has_product:
        return NO_PRODUCT
    for pattern, words in _BEHIND:
        found = re.search(pattern, error)
        if found:
            return words.format(*found.groups())
    return ""
