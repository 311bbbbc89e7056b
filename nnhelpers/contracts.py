"""What the package accepts, checked in one place, with errors a learner can act on.

Every message names the argument, says what came and what was expected, and what to do.
Here is what several modules ask; a check that one module alone needs stands beside its caller.
The numeric modules call these functions once at their public doors; nothing here computes.
"""

from collections.abc import Mapping
from numbers import Integral, Real

import numpy as np


def check_name(argument, value, known):
    """Raise ValueError unless `value` is one of the names in `known` (a table's keys)."""
    if not isinstance(value, str) or value not in known:
        names = ", ".join(known)
        raise ValueError(f"{argument}={value!r} is not known. Choose one of: {names}.")
    return value


def check_count(argument, value, minimum=1, maximum=10**9):
    """Return `value` as an int; ValueError unless it is a whole number in [minimum, maximum]."""
    if not isinstance(value, bool) and isinstance(value, Integral) and value > maximum:
        raise ValueError(
            f"{argument}={value} came, but at most {maximum} was expected. Pass a smaller number."
        )
    if isinstance(value, bool) or not isinstance(value, Integral) or value < minimum:
        raise ValueError(
            f"{argument}={value!r} came, but a whole number of at least {minimum} was expected. "
            f"Pass for example {argument}={max(minimum, 10)}."
        )
    return int(value)


def check_number(argument, value, low=-np.inf, high=np.inf, closed=True, advice=""):
    """Return `value`; ValueError unless it is a finite real number in [low, high].

    With closed=False the upper end is excluded: [low, high).
    """
    plain = value.item() if isinstance(value, np.generic) else value
    real = isinstance(plain, Real) and not isinstance(plain, bool) and abs(plain) < 1e308
    if not real or value < low or (value > high if closed else value >= high):
        interval = f"[{low:g}, {high:g}{']' if closed else ')'}"
        example = f" {advice}" if advice else f" Pass a number in {interval}."
        raise ValueError(
            f"{argument}={value!r} came, but a finite number in {interval} was expected.{example}"
        )
    return value


def check_learning_rate(learning_rate, stack=None):
    """Return a float, or an array (K,) for a stack of K networks; ValueError unless all > 0."""
    rates = as_array(learning_rate)
    wanted = "one positive number" if stack is None else f"one positive number, or {stack} of them"
    fits = rates.ndim == 0 or (stack is not None and rates.shape == (stack,))
    numeric = rates.dtype.kind in "iuf"
    if not fits or not numeric or not np.all(np.isfinite(rates) & (rates > 0)):
        raise ValueError(
            f"learning_rate={learning_rate!r} came, but {wanted} was expected. "
            "Start with 0.01; to compare several rates at once use sweep(..., learning_rate=[...])."
        )
    return float(rates) if rates.ndim == 0 else rates.astype(float)


def check_rng(rng):
    """Return a numpy.random.Generator; None draws an unseeded one. TypeError for the rest."""
    if rng is None:
        return np.random.default_rng()
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"rng={rng!r} came, but a numpy.random.Generator was expected. "
            "Pass rng=np.random.default_rng(1)."
        )
    return rng


def as_array(value):
    """Return `value` as an array, of no numbers if its rows have different lengths."""
    try:
        return np.asarray(value)
    except ValueError:
        return np.empty(0, dtype=object)


def is_stored(X):
    """Do the columns of X lie in a file, to be read in mini-batches (datasets.open_images)?"""
    return hasattr(X, "read_columns")


def as_float_array(argument, value):
    """Return `value` as a floating-point array (integers become float64); TypeError otherwise."""
    if is_stored(value):
        raise TypeError(
            f"{argument} lies in a file, but an array in memory was expected. Train on it in "
            f"mini-batches, with batch_size=64, or read some columns: {argument}[:, :1000]."
        )
    array = as_array(value)
    if np.ma.is_masked(value):
        raise TypeError(
            f"{argument} holds masked values, but a plain array was expected: NumPy would count "
            f"what the mask hides. Leave those examples out, or fill them: {argument}.filled(0)."
        )
    if array.dtype.kind in "iub":
        return array.astype(np.float64)
    if array.dtype.kind != "f":
        raise TypeError(
            f"{argument} is of type {type(value).__name__} with dtype {array.dtype}, but an array "
            "of real numbers was expected. Pass np.asarray(..., dtype=float) of the numbers."
        )
    return array


def check_finite(argument, array):
    """ValueError if the array holds NaN or infinity; the message says how many and where."""
    bad = ~np.isfinite(array)
    if bad.any():
        place = tuple(int(i) for i in np.argwhere(bad)[0])
        raise ValueError(
            f"{argument} holds {int(bad.sum())} value(s) that are NaN or infinite, the first at "
            f"{argument}{list(place)}, but finite numbers were expected. "
            "Repair or leave out those examples."
        )


def check_inputs(X, n_x, argument="X"):
    """Return X as a finite float array of shape (n_x, m); TypeError or ValueError otherwise."""
    X = as_float_array(argument, X)
    check_input_shape(X, n_x, argument)
    check_finite(argument, X)
    return X


def check_input_shape(X, n_x, argument="X"):
    """ValueError unless X, in memory or in a file, has the shape (n_x, m)."""
    if X.ndim != 2 or X.shape[0] != n_x or X.shape[1] == 0:
        advice = f"Give it one column for each example, {n_x} rows."
        if X.ndim == 2 and X.shape[1] == n_x:
            advice = f"It looks transposed: pass {argument}.T."
        elif X.ndim == 1 and X.size == n_x:
            advice = f"For a single example pass {argument}.reshape(-1, 1)."
        elif X.ndim > 2:
            advice = f"Unroll each image: {argument}.reshape({argument}.shape[0], -1).T."
        elif X.ndim == 2 and X.shape[1] == 0:
            advice = "Pass at least one example (column)."
        raise ValueError(f"{argument} has shape {X.shape}, but ({n_x}, m) was expected. {advice}")


def check_targets(Y, shape, output, argument="Y"):
    """Return Y as a float array of `shape` (n_y, m) that suits the output activation.

    0/1 for sigmoid, one-hot columns for softmax, finite reals for identity;
    TypeError or ValueError otherwise.
    """
    Y = as_float_array(argument, Y)
    n_y, m = shape
    if Y.shape != shape:
        raise ValueError(
            f"{argument} has shape {Y.shape}, but ({n_y}, {m}) was expected: "
            f"one column for each example. {_shape_advice(argument, Y, n_y, m, output)}"
        )
    check_finite(argument, Y)
    binary = output == "identity" or not ((Y != 0) & (Y != 1)).any()
    if output == "sigmoid" and not binary:
        odd = np.unique(Y[(Y != 0) & (Y != 1)])[:3].tolist()
        advice = f"Pass ({argument} + 1) / 2." if odd == [-1.0] else "Code the two classes as 0, 1."
        raise ValueError(
            f"{argument} holds labels such as {odd}, but a sigmoid output expects 0 or 1. {advice}"
        )
    if output == "softmax" and not (binary and (Y.sum(axis=0) == 1).all()):
        raise ValueError(
            f"{argument} is not one-hot, but a softmax output expects one 1 in each column and "
            f"0 elsewhere. From class indices k of shape (m,): np.eye({n_y})[:, k]."
        )
    return Y


def _shape_advice(argument, Y, n_y, m, output):
    if output == "softmax" and Y.size == m:
        return (
            f"These look like class indices; make them one-hot: "
            f"np.eye({n_y})[:, np.ravel({argument}).astype(int)]."
        )
    if Y.ndim == 1 and Y.size == m and n_y == 1:
        return f"It is a rank-1 array: pass {argument}.reshape(1, -1)."
    if Y.shape == (m, n_y):
        return f"It looks transposed: pass {argument}.T."
    if n_y == 1 and Y.ndim == 2 and Y.shape[1] == m:
        return f"It has {Y.shape[0]} rows (one-hot?), but the network has 1 output unit."
    return "Check that X and Y hold the same examples and that the last layer has n_y units."


def check_pair(first_name, first, second_name, second):
    """Return both as float arrays; ValueError unless they have one shape.

    Silent broadcasting would hide mistakes. The first may carry a stack axis in front.
    """
    first, second = as_float_array(first_name, first), as_float_array(second_name, second)
    check_columns(first_name, first)
    stacked = first.ndim == 3 and second.ndim == 2
    if second.shape != (first.shape[1:] if stacked else first.shape):
        raise ValueError(
            f"{second_name} has shape {np.shape(second)}, but {np.shape(first)} was expected, "
            f"the shape of {first_name}. Reshape one of them; a row of m labels is (1, m)."
        )
    return first, second


DIVERGED = "Did training diverge? See run.diverged, and try a smaller learning_rate."


def check_arrays(argument, arrays, shapes, note="", if_not_finite=DIVERGED):
    """ValueError unless the dict `arrays` has just the keys and shapes of `shapes`.

    One leading stack axis K is allowed if all arrays share it; returns K, or None without one.
    """
    if not isinstance(arrays, Mapping):
        raise TypeError(
            f"{argument} is a {type(arrays).__name__}, but a dict with keys "
            f"{', '.join(shapes)} was expected.{note}"
        )
    if set(arrays) != set(shapes):
        missing = [key for key in shapes if key not in arrays]
        extra = [key for key in arrays if key not in shapes]
        raise ValueError(
            f"{argument} has the keys {list(arrays)}, but {list(shapes)} were expected "
            f"(missing: {missing}, not needed: {extra}). Was it made for another network?{note}"
        )
    leads = {_check_array(argument, key, arrays[key], shapes[key], note) for key in shapes}
    if len(leads) > 1:
        raise ValueError(
            f"{argument} has arrays with the leading axes {sorted(leads)}, but either all or none "
            "may carry the stack axis, with one K. Build stacks with stack([...])."
        )
    lead = leads.pop()
    if lead:  # a member of a stack may have diverged
        return lead[0]
    for key in shapes:
        if not np.isfinite(arrays[key]).all():
            raise ValueError(
                f"{argument}[{key!r}] holds NaN or infinity, but finite numbers were expected. "
                f"{if_not_finite}{note}"
            )
    return None


def _check_array(argument, key, array, shape, note):
    """Return the leading axes of a float array whose last two are `shape`; else errors."""
    if not isinstance(array, np.ndarray) or array.dtype.kind != "f":
        kind = getattr(array, "dtype", type(array).__name__)
        raise TypeError(
            f"{argument}[{key!r}] is of type {kind}, but a NumPy array of floating-point "
            f"numbers was expected. Pass np.asarray({argument}[{key!r}], dtype=float)."
        )
    if array.shape[-2:] != shape or array.ndim > 3:
        raise ValueError(
            f"{argument}[{key!r}] has shape {array.shape}, but {shape} was expected "
            f"(or (K, {shape[0]}, {shape[1]}) for a stack of K networks). "
            f"Was it made for another network?{note}"
        )
    return array.shape[:-2]


def check_single(argument, arrays, shapes, **words):
    """As check_arrays, but ValueError for a stack too."""
    if check_arrays(argument, arrays, shapes, **words) is not None:
        raise ValueError(
            f"{argument} is a stack, but the arrays of one network were expected. "
            f"Take one of them: member({argument}, 0)."
        )


def as_Z(Z, argument="Z"):
    """Z as a floating-point array; quick for an array of floats."""
    return Z if type(Z) is np.ndarray and Z.dtype.kind == "f" else as_float_array(argument, Z)


def check_columns(argument, array):
    """ValueError unless the array has the shape (..., n, m)."""
    if array.ndim not in (2, 3):
        raise ValueError(
            f"{argument} has shape {array.shape}, but (n, m) was expected, one column for each "
            f"example. For a single example pass {argument}.reshape(-1, 1)."
        )


def check_network(net):
    """Return net; TypeError unless it is a Network."""
    if not hasattr(net, "layer_sizes"):
        raise TypeError(
            f"net is a {type(net).__name__}, but a Network was expected. "
            "Pass Network((n_x, n_1, ..., n_y))."
        )
    return net


def check_penalty(argument, rate):
    """Return the rate of a penalty, l2 or l1; ValueError unless it is in [0, 1e9]."""
    return check_number(argument, rate, 0, 1e9, advice="0 means no penalty.")


def check_keep_prob(keep_prob):
    """Return keep_prob as a float; ValueError unless it is in (0, 1]."""
    return float(check_number("keep_prob", keep_prob, 1e-6, 1, advice="1.0 keeps every unit."))
