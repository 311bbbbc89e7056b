"""What plots, explorers and searches ask of their arguments, as a table above each function.

    @takes(X=array(2), title=text, columns=optional(count(1)))
    def plot_something(X, *, title="", columns=None): ...

checks each argument at the door, once, before anything is drawn. A check is a function
check(argument, value) that returns or raises ValueError or TypeError with the argument's name,
what came, what was expected and what to do. What two arguments ask of each other stands in the
function itself. The numeric core has its own checks, `nnhelpers.contracts`.
"""

import inspect
from collections.abc import Mapping, Sequence
from functools import wraps

import numpy as np

from nnhelpers.contracts import as_array, check_count, check_name, check_number, check_rng

MOST = 10_000  # of things in a picture


def takes(**checks):
    """A decorator: each named argument is checked before the function runs."""

    def decorate(function):
        signature = inspect.signature(function)
        unknown = set(checks) - set(signature.parameters)
        assert not unknown, f"{function.__name__} has no argument {unknown}"

        @wraps(function)
        def checked(*args, **kwargs):
            try:
                given = signature.bind(*args, **kwargs)
            except TypeError:
                return function(*args, **kwargs)  # Python itself says what is missing
            for argument, value in given.arguments.items():
                if argument in checks:
                    checks[argument](argument, value)
            return function(*args, **kwargs)

        return checked

    return decorate


def refuse(argument, value, expected, advice, error=ValueError):
    """Raise `error` with the four parts that every message of the package has."""
    came = f"an array of shape {value.shape}" if isinstance(value, np.ndarray) else repr(value)
    came = came if len(came) <= 80 else f"{came[:76]} ..."
    raise error(
        f"{argument}={came} ({type(value).__name__}) came, but {expected} was expected. {advice}"
    )


def optional(check):
    """As `check`, but None is right too."""
    return lambda argument, value: None if value is None else check(argument, value)


def text(argument, value):
    """A string."""
    if not isinstance(value, str):
        refuse(argument, value, "a text", f"Write it in quotes: {argument}='...'.", TypeError)


def label(argument, value):
    """A string or a number, to be written on a picture."""
    if not isinstance(value, str | int | float | np.number):
        refuse(argument, value, "a text or a number", f"Pass str({argument}).", TypeError)


def flag(argument, value):
    """True or False."""
    if not isinstance(value, bool | np.bool_):
        refuse(argument, value, "True or False", f"Pass {argument}=True.", TypeError)


def count(minimum=1, maximum=MOST):
    """A whole number in [minimum, maximum]."""
    return lambda argument, value: check_count(argument, value, minimum, maximum)


def number(low=-np.inf, high=np.inf):
    """A finite number in [low, high]."""
    return lambda argument, value: check_number(argument, value, low, high)


def real(argument, value):
    """A number, which may be NaN or infinite: the sentences write that too."""
    scalar = isinstance(value, int | float | np.number | np.ndarray) and np.ndim(value) == 0
    kind = np.asarray(value).dtype.kind if scalar else ""
    if isinstance(value, bool) or kind not in ("i", "u", "f") or np.ma.is_masked(value):
        refuse(argument, value, "a real number", f"Pass float({argument}).", TypeError)


def one_of(*names):
    """One of these names."""
    return lambda argument, value: check_name(argument, value, names)


def numbers(argument, value):
    """`value` as an array of real numbers (booleans and integers as they are); TypeError else."""
    array = as_array(value)
    if array.dtype.kind not in "fiub":
        refuse(
            argument, value, "an array of real numbers",
            f"Pass np.asarray({argument}, dtype=float) of numbers.", TypeError,
        )  # fmt: skip
    if np.ma.is_masked(value):
        refuse(argument, value, "an array without masked values", f"Pass {argument}.compressed().")
    return array


def array(*ndims, finite=True, size=1):
    """Real numbers with one of these numbers of axes (none: any), at least `size` of them."""

    def check(argument, value):
        came = numbers(argument, value)
        if (
            (ndims and came.ndim not in ndims)
            or came.size < size
            or (came.ndim and 0 in came.shape)
        ):
            axes = " or ".join(map(str, ndims)) or "any number of"
            refuse(
                argument, came, f"an array with {axes} axes and at least {size} numbers",
                f"Check its shape; for a single one pass {argument}[None].",
            )  # fmt: skip
        if finite and not np.isfinite(came).all():
            refuse(
                argument, came, "an array of finite numbers, without NaN or infinity",
                f"Draw what is finite: {argument}[:, np.isfinite({argument}).all(axis=0)].",
            )  # fmt: skip
        if finite and np.abs(came, dtype=float).max(initial=0) > 1e150:
            refuse(argument, came, "an array of numbers below 1e150", "Did something overflow?")

    return check


def mapping(check=None):
    """A dict with at least one entry; `check` looks at each value, called argument['key']."""

    def whole(argument, value):
        example = f"Pass {argument}={{'a name': ...}}."
        if not isinstance(value, Mapping):
            refuse(argument, value, "a dict {label: ...}", example, TypeError)
        if not value:
            refuse(argument, value, "a dict with at least one entry", example)
        for key, each in value.items():
            if check is not None:
                check(f"{argument}[{key!r}]", each)

    return whole


def sequence(*lengths, check=None):
    """A list, a tuple or an array with one of these lengths (none: at least 1)."""

    def whole(argument, value):
        long = " or ".join(map(str, lengths)) or "1 or more"
        listed = isinstance(value, Sequence | np.ndarray) and not isinstance(value, str | bytes)
        if not listed or (isinstance(value, np.ndarray) and value.ndim == 0):
            refuse(argument, value, f"a list of {long}", f"Pass {argument}=[...].", TypeError)
        if (lengths and len(value) not in lengths) or (not lengths and not len(value)):
            refuse(argument, value, f"a list of {long}", f"It has {len(value)}.")
        for k, each in enumerate(value):
            if check is not None:
                check(f"{argument}[{k}]", each)

    return whole


def network(argument, value):
    """A Network."""
    if not hasattr(value, "layer_sizes") or isinstance(value, type):
        refuse(argument, value, "a Network", "Pass Network((n_x, n_1, ..., n_y)).", TypeError)


def layer_sizes_of(argument, net, layers=None):
    """The sizes of a Network, or of a tuple or list of sizes; else TypeError or ValueError."""
    sizes = getattr(net, "layer_sizes", net)
    if isinstance(sizes, str | bytes) or not isinstance(sizes, Sequence | np.ndarray):
        refuse(argument, net, "a Network or its layer sizes", "Pass (2, 3, 1).", TypeError)
    sizes = list(sizes) if np.ndim(sizes[:1]) == 1 else []
    if len(sizes) < 2 or (layers and len(sizes) != layers):
        refuse(argument, net, f"{layers or 'at least 2'} layer sizes", "Pass (2, 3, 1).")
    for l, n in enumerate(sizes):
        count(1, 10**8)(f"{argument}[{l}]", n)
    return tuple(sizes)


def rng(argument, value):
    """None or a numpy.random.Generator."""
    check_rng(value)


def instance(kind, advice):
    """One that this class has made."""

    def check(argument, value):
        if not isinstance(value, kind):
            refuse(argument, value, f"one {kind.__name__}", advice, TypeError)

    return check


def both_or_neither(**pair):
    """TypeError if one of two arguments came and the other did not."""
    missing = [argument for argument, value in pair.items() if value is None]
    if len(missing) == 1:
        came = " and ".join(pair)
        raise TypeError(f"{came} belong together, but {missing[0]} is missing. Pass both, or none.")


def params_of(net, argument, params):
    """TypeError or ValueError unless params are those of one network like net."""
    if net.check_params(params, argument) is not None:
        refuse(argument, params, "the params of one network", "Take member(params, 0).")
