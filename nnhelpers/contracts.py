"""What the package accepts, checked in one place, with errors a learner can act on.

Every message names the argument, says what came and what was expected, and what to do.
The numeric modules call these functions once at their public doors; nothing here computes.
"""

import os
from collections.abc import Iterable, Mapping
from numbers import Integral, Real
from pathlib import Path

import numpy as np


def check_name(argument, value, known):
    """Raise ValueError unless `value` is one of the names in `known` (a table's keys)."""
    if not isinstance(value, str) or value not in known:
        names = ", ".join(known)
        raise ValueError(f"{argument}={value!r} is not known. Choose one of: {names}.")
    return value


def check_count(argument, value, minimum=1):
    """Return `value` as an int; ValueError unless it is a whole number of at least `minimum`."""
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
    real = isinstance(value, Real) and not isinstance(value, bool) and np.isfinite(value)
    if not real or value < low or (value > high if closed else value >= high):
        interval = f"[{low:g}, {high:g}{']' if closed else ')'}"
        example = f" {advice}" if advice else f" Pass a number in {interval}."
        raise ValueError(
            f"{argument}={value!r} came, but a finite number in {interval} was expected.{example}"
        )
    return value


def check_learning_rate(learning_rate, stack=None):
    """Return a float, or an array (K,) for a stack of K networks; ValueError unless all > 0."""
    try:
        rates = np.asarray(learning_rate)
    except ValueError:  # rows of different lengths
        rates = np.empty(0, dtype=object)
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


def as_float_array(argument, value):
    """Return `value` as a floating-point array (integers become float64); TypeError otherwise."""
    try:
        array = np.asarray(value)
    except ValueError:
        array = np.empty(0, dtype=object)
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
    check_finite(argument, X)
    return X


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


def check_probabilities(argument, A):
    """Return A as a float array with values in [0, 1]; TypeError or ValueError otherwise."""
    if np.asarray(A).dtype.kind in "iub":
        raise TypeError(
            f"{argument} holds integers (dtype {np.asarray(A).dtype}), but probabilities were "
            f"expected. Pass the activations of the last layer, not the predicted labels."
        )
    A = as_float_array(argument, A)
    if not ((A >= 0) & (A <= 1)).all():
        raise ValueError(
            f"{argument} has values from {A.min():g} to {A.max():g}, but probabilities in [0, 1] "
            "were expected. Pass A (after the sigmoid or softmax), not Z."
        )
    return A


def check_pair(first_name, first, second_name, second):
    """Return both as float arrays; ValueError unless they have one shape.

    Silent broadcasting would hide mistakes. The first may carry a stack axis in front.
    """
    first, second = as_float_array(first_name, first), as_float_array(second_name, second)
    stacked = first.ndim == 3 and second.ndim == 2
    if second.shape != (first.shape[1:] if stacked else first.shape):
        raise ValueError(
            f"{second_name} has shape {np.shape(second)}, but {np.shape(first)} was expected, "
            f"the shape of {first_name}. Reshape one of them; a row of m labels is (1, m)."
        )
    return first, second


def check_arrays(argument, arrays, shapes, note=""):
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
    leads = set()
    for key, shape in shapes.items():
        array = arrays[key]
        came = np.shape(array)
        if came[-2:] != shape or len(came) > 3:
            raise ValueError(
                f"{argument}[{key!r}] has shape {came}, but {shape} was expected "
                f"(or (K, {shape[0]}, {shape[1]}) for a stack of K networks). "
                f"Was it made for another network?{note}"
            )
        if not isinstance(array, np.ndarray) or array.dtype.kind != "f":
            kind = getattr(array, "dtype", type(array).__name__)
            raise TypeError(
                f"{argument}[{key!r}] is of type {kind}, but a NumPy array of floating-point "
                f"numbers was expected. Pass np.asarray({argument}[{key!r}], dtype=float)."
            )
        leads.add(came[:-2])
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
                f"Did training diverge? See run.diverged, and try a smaller learning_rate.{note}"
            )
    return None


def check_linear(A_prev, W, b):
    """Return the three as arrays; ValueError unless (n_prev, m), (n_l, n_prev), (n_l, 1) fit."""
    A_prev, W, b = (as_float_array(n, v) for n, v in (("A_prev", A_prev), ("W", W), ("b", b)))
    matrices = 2 <= A_prev.ndim <= W.ndim and A_prev.shape[:-2] in ((), W.shape[:-2])
    if not matrices or b.shape != (*W.shape[:-1], 1) or W.shape[-1] != A_prev.shape[-2]:
        raise ValueError(
            f"A_prev {A_prev.shape}, W {W.shape} and b {b.shape} do not fit: expected "
            "(n_prev, m), (n_l, n_prev) and (n_l, 1). Check for a transposed W or a rank-1 b."
        )
    return A_prev, W, b


def check_layer_sizes(layer_sizes, output):
    """Return the sizes as a tuple of ints; ValueError unless two or more whole numbers > 0."""
    sizes = tuple(layer_sizes) if np.ndim(layer_sizes) == 1 else ()
    if len(sizes) < 2:
        raise ValueError(
            f"layer_sizes={layer_sizes!r} came, but at least two sizes were expected: inputs "
            "and outputs. Logistic regression on 12288 pixels is (12288, 1)."
        )
    sizes = tuple(check_count(f"layer_sizes[{i}]", n) for i, n in enumerate(sizes))
    if output == "softmax" and sizes[-1] < 2:
        raise ValueError(
            f"layer_sizes={sizes} ends with 1 unit, but a softmax output needs one for each of "
            "at least 2 classes. For two classes use output='sigmoid' with 1 unit."
        )
    return sizes


def check_hidden(hidden, layers, known):
    """Return the names of the activations of `layers` hidden layers as a tuple."""
    if isinstance(hidden, str):
        return (check_name("hidden", hidden, known),) * layers
    if np.ndim(hidden) != 1 or len(hidden) != layers:
        raise ValueError(
            f"hidden={hidden!r} came, but one name, or one for each of the {layers} hidden "
            f"layers was expected. Choose from: {', '.join(known)}."
        )
    return tuple(check_name("hidden", name, known) for name in hidden)


def check_loss(loss, output, losses):
    """Return `loss`, or for None the one that belongs to the output; ValueError if none fits."""
    fitting = [name for name, row in losses.items() if output in row.outputs]
    if loss is None:
        return next(name for name in fitting if losses[name].outputs[0] == output)
    if check_name("loss", loss, losses) not in fitting:
        raise ValueError(
            f"loss={loss!r} came, but output={output!r} goes with {' or '.join(fitting)}. "
            "Change one of the two."
        )
    return loss


def check_validation(validation, n_x, n_y, output):
    """Return the pair (X, Y) of validation data, checked like the training data."""
    if not isinstance(validation, tuple | list) or len(validation) != 2:
        length = f" of length {len(validation)}" if hasattr(validation, "__len__") else ""
        raise TypeError(
            f"validation is a {type(validation).__name__}{length}, but a pair (X, Y) was expected. "
            "Pass validation=(X_validation, Y_validation)."
        )
    X = check_inputs(validation[0], n_x, "validation[0]")
    return X, check_targets(validation[1], (n_y, X.shape[1]), output, "validation[1]")


def check_optimizer(name, given, table):
    """Return the optimizer's hyperparameters with the `given` ones put in."""
    known = table[check_name("optimizer", name, table)].hyperparameters
    for key, value in given.items():
        if key not in known:
            takes = ", ".join(known) or "no hyperparameters but learning_rate"
            raise TypeError(
                f"{key}={value!r} came, but there is no such keyword, and optimizer={name!r} "
                f"takes {takes}. Check the spelling (learning_rate?), or leave {key} out."
            )
        low, high = (0, 1) if key.startswith("beta") else (1e-300, np.inf)
        check_number(key, value, low, high, closed=False, advice=f"It is usually {known[key]:g}.")
    return known | given


def check_span(net, optimizer, l2, table):
    """ValueError if training `net` on Span coordinates would not equal training on the data."""
    if net.coordinates and (l2 or not table[optimizer].rotation_invariant):
        allowed = " or ".join(name for name, row in table.items() if row.rotation_invariant)
        raise ValueError(
            f"{'l2 > 0' if l2 else f'optimizer={optimizer!r}'} came for a network on Span "
            "coordinates, but there it would not train as on the full data: it treats each "
            f"weight of the first layer by itself. Use {allowed} without l2, or the full X."
        )


def check_swept(given, params):
    """Return the name of the one argument that is a sequence of values."""
    swept = [name for name, value in given.items() if np.ndim(value) == 1 and np.size(value)]
    if len(swept) != 1:
        raise ValueError(
            f"{' and '.join(swept) or 'nothing'} came as a list, but just one of "
            f"{', '.join(given)} was expected as a list of values: learning_rate=[0.1, 0.01]."
        )
    if params is not None and not isinstance(params, Mapping):
        raise TypeError(
            f"params is a {type(params).__name__}, but the params dict of one network was "
            "expected. All members of a sweep start from it."
        )
    if params is not None and any(np.ndim(array) > 2 for array in params.values()):
        raise ValueError(
            "params is already a stack, but sweep expected the params of one network. Take "
            "member(params, k), or train the stack with train(net, X, Y, params=params)."
        )
    if params is not None and swept != ["learning_rate"]:
        raise ValueError(
            f"params came together with a sweep over {swept[0]}, which draws its own starts. "
            "Leave out params, or sweep over learning_rate."
        )
    return swept[0]


def check_members(members):
    """Return `members` as a list; ValueError unless it is params dicts of one architecture."""
    members = list(members) if isinstance(members, Iterable) else [members]
    if not all(isinstance(params, Mapping) for params in members):
        raise TypeError(
            "members came with something else than params dicts. Pass stack([params_1, params_2])."
        )
    shapes = [{key: np.shape(array) for key, array in params.items()} for params in members]
    if not shapes:
        raise ValueError("members=[] came, but at least one params dict was expected. Add one.")
    for k, came in enumerate(shapes):
        if came != shapes[0]:
            raise ValueError(
                f"members[{k}] has the shapes {came}, but {shapes[0]} was expected, those of "
                "members[0]. Stack only networks of one architecture."
            )
    return members


def check_matrix(argument, value):
    """Return a finite float array of shape (rows, columns), neither of them 0."""
    array = as_float_array(argument, value)
    if array.ndim != 2 or 0 in array.shape:
        raise ValueError(
            f"{argument} has shape {array.shape}, but (n_x, m) was expected: one column for each "
            f"example. Unroll images first: {argument}.reshape({argument}.shape[0], -1).T."
        )
    check_finite(argument, array)
    return array


def check_span_size(net, n_x):
    """ValueError unless `net` takes the n_x inputs that a span was built from."""
    check_network(net)
    if net.coordinates or net.layer_sizes[0] != n_x:
        raise ValueError(
            f"net expects {net.layer_sizes[0]} {'coordinates' if net.coordinates else 'inputs'}, "
            f"but the span was built from {n_x} inputs. Build the Span from the X net trains on."
        )


def check_expandable(params, r):
    """Return the shapes of params on r coordinates; TypeError unless params is a dict with W1."""
    if not isinstance(params, Mapping) or "W1" not in params:
        raise TypeError(
            f"params is a {type(params).__name__}, but the full initial params were expected, "
            "a dict with W1. Pass those that were given to project."
        )
    shapes = {key: np.shape(array)[-2:] for key, array in params.items()}
    return {**shapes, "W1": (shapes["W1"][0], r)}


def check_single(argument, arrays, shapes):
    """As check_arrays, but ValueError for a stack too."""
    if check_arrays(argument, arrays, shapes) is not None:
        raise ValueError(
            f"{argument} is a stack, but the arrays of one network were expected. "
            f"Take one of them: member({argument}, 0)."
        )


def check_linear_backward(dZ, A_prev, W):
    """Return the three as arrays; ValueError unless (n_l, m), (n_prev, m), (n_l, n_prev) fit."""
    dZ, A_prev = as_float_array("dZ", dZ), as_float_array("A_prev", A_prev)
    W = W if W is None else as_float_array("W", W)
    fit = 2 <= A_prev.ndim <= dZ.ndim and dZ.shape[-1] == A_prev.shape[-1]
    fit = fit and A_prev.shape[:-2] in ((), dZ.shape[:-2])
    W_fits = W is None or W.shape == (*dZ.shape[:-1], A_prev.shape[-2])
    if not fit or not W_fits:
        raise ValueError(
            f"dZ {dZ.shape}, A_prev {A_prev.shape} and W {np.shape(W)} do not fit: expected "
            "(n_l, m), (n_prev, m) and (n_l, n_prev). Check for a transposed argument."
        )
    return dZ, A_prev, W


def check_penalty(l2, params, net):
    """ValueError unless l2 >= 0, and params of net are there if it is not 0."""
    check_number("l2", l2, 0, advice="0 means no penalty.")
    if l2 and params is None:
        raise ValueError(f"params=None came, but l2={l2:g} needs the weights. Pass params=params.")
    if l2:
        net.check_params(params)


def check_label_pair(labels, Y):
    """Return labels (..., 1, m) and Y as labels (1, m); one-hot Y become class indices."""
    labels, Y = as_float_array("labels", labels), as_float_array("Y", Y)
    if (labels % 1 != 0).any():
        raise ValueError(
            f"labels holds values such as {labels[labels % 1 != 0][0]:.4g}, but whole numbers "
            "were expected. Use labels = net.predict(X, params), or A > 0.5 of probabilities A."
        )
    if Y.ndim == 2 and Y.shape[0] > 1 and labels.shape[-2:] == (1, Y.shape[1]):
        Y = Y.argmax(axis=0, keepdims=True)
    if Y.ndim != 2 or labels.ndim not in (2, 3) or labels.shape[-2:] != Y.shape:
        raise ValueError(
            f"labels has shape {labels.shape} and Y {Y.shape}, but both were expected as (1, m), "
            "or Y one-hot as (n_y, m). Use labels = net.predict(X, params)."
        )
    return labels, Y


def as_Z(Z):
    """Z as a floating-point array; quick for an array of floats."""
    return Z if type(Z) is np.ndarray and Z.dtype.kind == "f" else as_float_array("Z", Z)


def check_columns(argument, Z):
    """Return Z as a float array; ValueError unless it has the shape (..., n, m)."""
    Z = as_Z(Z)
    if Z.ndim < 2:
        raise ValueError(
            f"{argument} has shape {np.shape(Z)}, but (n, m) was expected, one column for each "
            f"example. For a single example pass {argument}.reshape(-1, 1)."
        )
    return Z


def check_network(net):
    """Return net; TypeError unless it is a Network."""
    if not hasattr(net, "layer_sizes"):
        raise TypeError(
            f"net is a {type(net).__name__}, but a Network was expected. "
            "Pass Network((n_x, n_1, ..., n_y))."
        )
    return net


def check_leaky_slope(leaky_slope):
    """Return leaky_slope as a float (a NumPy scalar would turn float32 into float64)."""
    if type(leaky_slope) is float and 0 <= leaky_slope < 1:  # checked before
        return leaky_slope
    advice = "The usual slope is 0.01."
    return float(check_number("leaky_slope", leaky_slope, 0, 1, closed=False, advice=advice))


def check_keep_prob(keep_prob):
    """Return keep_prob as a float; ValueError unless it is in (0, 1]."""
    return float(check_number("keep_prob", keep_prob, 1e-6, 1, advice="1.0 keeps every unit."))


def check_buffers(argument, buffers, shapes, advice=None):
    """ValueError unless a dict to be written over is None, empty, or has arrays of `shapes`."""
    if buffers is not None and not isinstance(buffers, Mapping):
        raise TypeError(
            f"{argument} is a {type(buffers).__name__}, but a dict was expected. "
            f"Leave {argument}=None for a new one."
        )
    for key, shape in shapes.items() if buffers else ():
        came = np.shape(buffers[key]) if key in buffers else "nothing"
        if came != shape:
            raise ValueError(
                f"{argument}[{key!r}]: {came} came, but shape {shape} was expected. "
                + (advice or f"It was made by another call: leave {argument}=None for a new one.")
            )


def check_backward_buffers(cache, params, out, deltas):
    """ValueError unless grads and deltas to be written over fit cache and params."""
    check_buffers("out", out, {f"d{key}": np.shape(array) for key, array in params.items()})
    shapes = {f"d{key}": np.shape(Z) for key, Z in cache.items() if key[0] == "Z"}
    check_buffers("deltas", deltas, shapes)


def check_out(out, X, params):
    """ValueError unless the cache to be written over was made for such X and params."""
    lead = np.shape(params["W1"])[:-1]
    check_buffers("out", out, {"A0": X.shape, "Z1": (*lead, X.shape[1])})


def check_cache_and_targets(net, cache, Y, params=None):
    """Return Y, checked against the last layer of a cache that forward made for this net.

    params, if given, must fit the net and be a stack just if the cache is one.
    """
    n_y = net.layer_sizes[-1]
    Z = cache.get(f"Z{net.L}") if isinstance(cache, Mapping) else None
    if Z is None or Z.shape[-2] != n_y:
        came = list(cache) if isinstance(cache, Mapping) else type(cache).__name__
        raise ValueError(
            f"cache ({came}) came, but the result of forward was expected, with Z{net.L} of "
            f"shape ({n_y}, m). Pass cache = net.forward(X, params) of the same network."
        )
    if params is not None:
        K = net.check_params(params)
        if Z.shape[:-2] != (() if K is None else (K,)):
            raise ValueError(
                f"cache and params do not belong together: Z{net.L} of the cache has shape "
                f"{Z.shape}, but params are {'one network' if K is None else f'{K} networks'}. "
                "Pass cache = net.forward(X, params) of the same params."
            )
    return check_targets(Y, Z.shape[-2:], net.output)


def check_grads(grads, params):
    """ValueError or TypeError unless both are dicts, grads with d + key for each key of params."""
    if not isinstance(params, Mapping):
        raise TypeError(
            f"params is a {type(params).__name__}, but a dict of arrays was expected. "
            "Start with params = net.initialize()."
        )
    shapes = {f"d{key}": np.shape(array)[-2:] for key, array in params.items()}
    check_arrays("grads", grads, shapes, " Compute it with net.backward(cache, params, Y).")
    shapes = {f"d{key}": np.shape(array) for key, array in params.items()}
    check_buffers("grads", grads, shapes, "Compute it with net.backward(cache, params, Y).")


def check_member(params, k):
    """ValueError unless params are a stack, IndexError unless k counts one of its networks."""
    if not isinstance(params, Mapping) or any(np.ndim(array) != 3 for array in params.values()):
        raise ValueError(
            "params came as something else than a stack: it may be one network already. "
            "Build a stack with stack([params_1, params_2])."
        )
    size = len(next(iter(params.values())))
    if isinstance(k, bool) or not isinstance(k, Integral) or not -size <= k < size:
        raise IndexError(
            f"k={k!r} came, but the stack holds {size} networks. Pass k from 0 to {size - 1}."
        )


def check_path(path):
    """Return path as a pathlib.Path; TypeError unless it is a string or path."""
    if not isinstance(path, str | os.PathLike):
        raise TypeError(
            f"path is a {type(path).__name__}, but a file name was expected. "
            "Pass a string such as 'my_network.h5'."
        )
    return Path(path)
