"""Right answers in unusual form, for every exercise that asks for a function.

Loops, einsum, other formulas, other types of result: none of them may be refused. The forms that
any answer can take (float32, lists, prints ...) are made in test_variants.py.
"""

import math
from functools import reduce

import numpy as np


def sigmoid_tanh(Z):
    return 0.5 * (1 + np.tanh(Z / 2))


def sigmoid_stable(Z):
    out = np.empty(Z.shape)
    positive = Z >= 0
    out[positive] = 1 / (1 + np.exp(-Z[positive]))
    e = np.exp(Z[~positive])
    out[~positive] = e / (1 + e)
    return out


def sigmoid_loop(Z):
    out = np.zeros(Z.shape)
    for i in range(Z.shape[0]):
        for j in range(Z.shape[1]):
            z = Z[i, j]
            out[i, j] = 1 / (1 + math.exp(-z)) if z > -700 else 0.0
    return out


def sigmoid_clipped(Z):
    return 1.0 / (1.0 + np.exp(-np.clip(Z, -500, 500)))


def images_loop(images):
    columns = []
    for image in images:
        column = []
        for row in image:
            for pixel in row:
                for channel in pixel:
                    column.append(channel)
        columns.append(column)
    return np.array(columns).T


def rows_listed(params):
    layers = {}
    for l in range(1, len(params) // 2 + 1):
        layers[f"kernel{l}"] = [list(column) for column in zip(*params[f"W{l}"])]
        layers[f"bias{l}"] = [row[0] for row in params[f"b{l}"]]
    return layers


def columns_listed(layers):
    params = {}
    for l in range(1, len(layers) // 2 + 1):
        params[f"W{l}"] = [list(column) for column in zip(*layers[f"kernel{l}"])]
        params[f"b{l}"] = [[value] for value in layers[f"bias{l}"]]
    return params


def tape_with_dict(tape, values):
    slopes = {len(tape) - 1: 1.0}
    for k in reversed(range(len(tape))):
        operation, i, j = tape[k]
        slope = slopes.setdefault(k, 0.0)
        parts = {
            "input": {},
            "add": [(i, 1.0), (j, 1.0)],
            "mul": [(i, values[j] if j is not None else 0), (j, values[i] if i is not None else 0)],
            "tanh": [(i, 1 - values[k] ** 2)],
        }[operation]
        for place, own in parts:
            slopes[place] = slopes.get(place, 0.0) + slope * own
    return [slopes[k] for k in range(len(tape))]


def tape_forward_mode(tape, values):
    """A bump at each place in turn, carried forward."""
    slopes = np.zeros(len(tape))
    for start in range(len(tape)):
        moves = np.zeros(len(tape))
        for k, (operation, i, j) in enumerate(tape):
            if operation == "add":
                moves[k] = moves[i] + moves[j]
            elif operation == "mul":
                moves[k] = moves[i] * values[j] + values[i] * moves[j]
            elif operation == "tanh":
                moves[k] = moves[i] / math.cosh(values[i]) ** 2
            moves[k] += k == start
        slopes[start] = moves[-1]
    return slopes


def tape_recursive(tape, values):
    """The slope at a place: what each later entry that uses it makes of its own."""

    def slope(k):
        total = float(k == len(tape) - 1)
        for later, (operation, i, j) in enumerate(tape):
            for used, other in ((i, j), (j, i)):
                if used == k:
                    own = {"add": 1.0, "tanh": 1 - values[later] ** 2}.get(operation)
                    total += slope(later) * (values[other] if own is None else own)
        return total

    return [slope(k) for k in range(len(tape))]


def cost_loop(A, Y):
    total = 0
    for a, y in zip(A[0], Y[0]):
        total += -math.log(a) if y == 1 else -math.log(1 - a)
    return total / len(A[0])


def cost_dot(A, Y):
    m = Y.shape[1]
    return -(np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T)) / m


def labels_loop(X, W, b):
    labels = np.zeros((1, X.shape[1]))
    for i in range(X.shape[1]):
        z = sum(W[0, j] * X[j, i] for j in range(X.shape[0])) + b[0, 0]
        labels[0, i] = 1 if z > 0 else 0
    return labels


def accuracy_loop(labels, Y):
    right = 0
    for guess, truth in zip(labels.flatten(), Y.flatten()):
        if guess == truth:
            right += 1
    return right / Y.size


def train_in_parts(X, Y, learning_rate, iterations):
    W, b, costs = np.zeros((1, len(X))), np.zeros((1, 1)), []
    for _ in range(iterations):
        A = sigmoid_tanh(W @ X + b)
        costs.append(cost_loop(A, Y))
        dZ = A - Y
        dW, db = dZ @ X.T / X.shape[1], np.mean(dZ, axis=1, keepdims=True)
        W, b = W - learning_rate * dW, b - learning_rate * db
    return W, b, costs


def logistic_in_place(X, Y, learning_rate, iterations):
    W, b = np.zeros((1, X.shape[0])), np.zeros((1, 1))
    costs = np.zeros(iterations)
    for i in range(iterations):
        A = sigmoid_stable(np.dot(W, X) + b)
        costs[i] = cost_dot(A, Y).item()
        W -= learning_rate * np.mean((A - Y) * X, axis=1)
        b -= learning_rate * np.mean(A - Y)
    return W, b, costs


def train_with_column(X, Y, learning_rate, iterations):
    w, b, costs, k = [[0.0]] * len(X), 0, [], 0
    while k < iterations:
        z = X.T @ np.array(w) + b  # (m, 1)
        a = 1 / (1 + np.exp(-z))
        costs += [-np.average(np.where(Y.T == 1, np.log(a), np.log(1 - a)))]
        w, b, k = (
            w - learning_rate * X @ (a - Y.T) / len(a),
            b - learning_rate * (a - Y.T).mean(),
            k + 1,
        )
    return np.array(w).T, b, costs


def train_one_by_one(X, Y, learning_rate, iterations):
    m = X.shape[1]
    W, b, costs = np.zeros((1, X.shape[0])), 0, []
    for _ in range(iterations):
        dW, db, J = 0, 0, 0
        for i in range(m):
            x, y = X[:, [i]], Y[0, i]
            a = (1 / (1 + np.exp(-(W @ x + b)))).item()
            J -= math.log(a) if y else math.log(1 - a)
            dW, db = dW + (a - y) * x.T, db + (a - y)
        costs.append(J / m)
        W, b = W - learning_rate * dW / m, b - learning_rate * db / m
    return [W, b, costs]


def average_vectorized(X, Y, W, b):
    return (sigmoid_tanh(W @ X + b) - Y) @ X.T / X.shape[1]


def average_in_loop(X, Y, W, b):
    m = X.shape[1]
    dW = 0
    for i in range(m):
        a = sigmoid_tanh(W @ X[:, [i]] + b)
        dW = dW + (a - Y[0, i]) * X[:, [i]].T / m
    return dW


def stack_loop(weights, biases):
    W = np.zeros((len(weights), weights[0].shape[0]))
    b = np.zeros((len(biases), 1))
    for j in range(len(weights)):
        W[j] = weights[j][:, 0]
        b[j, 0] = biases[j]
    return W, b


def shallow_forward_loop(X, params):
    n1, n2, m = len(params["b1"]), len(params["b2"]), X.shape[1]
    Z1, A1, Z2, A2 = (np.zeros(shape) for shape in ((n1, m), (n1, m), (n2, m), (n2, m)))
    for i in range(m):
        for j in range(n1):
            Z1[j, i] = np.sum(params["W1"][j] * X[:, i]) + params["b1"][j, 0]
            A1[j, i] = math.tanh(Z1[j, i])
        for j in range(n2):
            Z2[j, i] = np.sum(params["W2"][j] * A1[:, i]) + params["b2"][j, 0]
            A2[j, i] = 1 / (1 + math.exp(-Z2[j, i]))
    return dict(A0=X, Z1=Z1, A1=A1, Z2=Z2, A2=A2)


def shallow_forward_more(X, params):
    cache = {"X": X, "A0": X, "W1": params["W1"]}
    cache["Z1"] = np.dot(params["W1"], X) + params["b1"]
    e, f = np.exp(cache["Z1"]), np.exp(-cache["Z1"])
    cache["A1"] = (e - f) / (e + f)
    cache["Z2"] = np.dot(params["W2"], cache["A1"]) + params["b2"]
    cache["A2"] = sigmoid_stable(cache["Z2"])
    return cache


def hidden_delta_loop(dZ2, W2, A1):
    dZ1 = np.zeros_like(A1)
    for i in range(A1.shape[1]):
        for j in range(A1.shape[0]):
            for k in range(dZ2.shape[0]):
                dZ1[j, i] += W2[k, j] * dZ2[k, i] * (1 - A1[j, i] ** 2)
    return dZ1


def shallow_backward_chain(cache, params, Y):
    m = Y.shape[1]
    A2 = cache["A2"]
    dA2 = -Y / A2 + (1 - Y) / (1 - A2)
    dZ2 = dA2 * A2 * (1 - A2)
    dZ1 = np.dot(params["W2"].T, dZ2) * (1 - np.power(np.tanh(cache["Z1"]), 2))
    return {
        "dZ2": dZ2,
        "dW2": np.dot(dZ2, cache["A1"].T) / m,
        "db2": np.mean(dZ2, axis=1, keepdims=True),
        "dW1": 1 / m * np.dot(dZ1, cache["A0"].T),
        "db1": dZ1.mean(axis=1).reshape(-1, 1),
    }


def shallow_backward_examples(cache, params, Y):
    m = Y.shape[1]
    grads = {f"d{key}": np.zeros_like(value) for key, value in params.items()}
    for i in range(m):
        x, a1, a2 = (cache[key][:, i : i + 1] for key in ("A0", "A1", "A2"))
        dz2 = (a2 - Y[:, i : i + 1]) / m
        dz1 = params["W2"].T @ dz2 * (1 - a1) * (1 + a1)
        grads["dW2"] += dz2 @ a1.T
        grads["db2"] += dz2
        grads["dW1"] += dz1 @ x.T
        grads["db1"] += dz1
    return grads


def first_of_three_examples(cache, params, Y):
    m, total = Y.shape[1], np.zeros_like(params["W1"])
    for i in range(m):
        x, a1, a2, a3 = (cache[f"A{l}"][:, [i]] for l in range(4))
        dz = a3 - Y[:, [i]]
        dz = params["W3"].T @ dz * (1 - a2) * (1 + a2)
        dz = params["W2"].T @ dz * (1 - a1) * (1 + a1)
        total += np.outer(dz, x)
    return total / m


def first_of_three_loop(cache, params, Y):
    dZ = (cache["A3"] - Y) / Y.shape[1]
    for l in (2, 1):
        dZ = np.dot(params[f"W{l + 1}"].T, dZ) * (1 - np.square(cache[f"A{l}"]))
    return np.dot(dZ, cache["A0"].T)


def deep_forward_lists(X, params):
    layers = len(params) // 2
    A, cache = [X], {"A0": X}
    for l in range(layers):
        Z = np.einsum("ij,jk->ik", params["W" + str(l + 1)], A[-1]) + params["b" + str(l + 1)]
        A.append(Z * (Z > 0) if l + 1 < layers else sigmoid_tanh(Z))
        cache.update({f"Z{l + 1}": Z, f"A{l + 1}": A[-1], f"shape{l + 1}": Z.shape})
    return cache


def deep_forward_recursive(X, params, l=1):
    Z = params[f"W{l}"].dot(X) + params[f"b{l}"]
    last = f"W{l + 1}" not in params
    A = sigmoid_stable(Z) if last else np.where(Z > 0, Z, 0)
    cache = {f"A{l - 1}": X, f"Z{l}": Z, f"A{l}": A}
    return cache if last else cache | deep_forward_recursive(A, params, l + 1)


def deep_backward_chain(cache, params, Y):
    L, m, grads = len(params) // 2, Y.shape[1], {}
    AL = cache[f"A{L}"]
    dA = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    for l in reversed(range(1, L + 1)):
        if l == L:
            dZ = dA * AL * (1 - AL)
        else:
            dZ = np.array(dA, copy=True)
            dZ[cache[f"Z{l}"] <= 0] = 0
        grads[f"dA{l - 1}"] = dA = np.dot(params[f"W{l}"].T, dZ)
        grads[f"dW{l}"] = np.dot(dZ, cache[f"A{l - 1}"].T) / m
        grads[f"db{l}"] = np.sum(dZ, axis=1, keepdims=True) / m
    return grads


def deep_backward_from_A(cache, params, Y):
    L, grads = len(params) // 2, {}
    dZ = cache[f"A{L}"] - Y
    for l in range(L, 0, -1):
        A_prev = cache[f"A{l - 1}"]
        grads[f"dW{l}"] = np.einsum("im,jm->ij", dZ, A_prev) / Y.shape[1]
        grads[f"db{l}"] = dZ.mean(axis=1, keepdims=True)
        dZ = np.where(A_prev > 0, params[f"W{l}"].T @ dZ, 0)
    return grads


def update_loop(params, grads, learning_rate):
    new = {}
    for l in range(1, len(params) // 2 + 1):
        new["W" + str(l)] = params["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        new["b" + str(l)] = params["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return new


def update_copies(params, grads, learning_rate):
    new = {key: value.copy() for key, value in params.items()}
    for key in new:
        new[key] -= learning_rate * grads["d" + key]
    return new


def numerical_in_place(cost, W, epsilon):
    W = W.copy()
    gradient = np.empty_like(W)
    for index in np.ndindex(W.shape):
        old = W[index]
        W[index] = old + epsilon
        up = cost(W)
        W[index] = old - epsilon
        down = cost(W)
        W[index] = old
        gradient[index] = (up - down) / (2 * epsilon)
    return gradient


def numerical_put_back(cost, W, epsilon):
    gradient = []
    for i in range(W.shape[0]):
        row = []
        for j in range(W.shape[1]):
            W[i, j] += epsilon
            up = cost(W)
            W[i, j] -= 2 * epsilon
            down = cost(W)
            W[i, j] += epsilon
            row.append((up - down) / epsilon / 2)
        gradient.append(row)
    return gradient


def numerical_flat(cost, W, epsilon):
    steps = epsilon * np.eye(W.size).reshape(W.size, *W.shape)
    return np.array([(cost(W + s) - cost(W - s)) / (2 * epsilon) for s in steps]).reshape(W.shape)


def chain_loop(W, Z):
    slope = 1.0
    for w, z in zip(W, Z):
        a = 1 / (1 + math.exp(-z))
        slope *= w * a * (1 - a)
    return slope


def chain_backward(W, Z):
    da = 1.0
    for l in range(len(W) - 1, -1, -1):
        dz = da * np.exp(-Z[l]) / (1 + np.exp(-Z[l])) ** 2
        da = dz * W[l]
    return da


def dead_loop(Z):
    count = 0
    for row in Z:
        alive = False
        for z in row:
            if max(0, z) > 0:
                alive = True
        if not alive:
            count += 1
    return count


def initialize_with(draw):
    """An initializer that zips the sizes and draws with rng.normal."""

    def initialize(layer_sizes, rng, *rest):
        params = {}
        for l, (n_in, n_out) in enumerate(zip(layer_sizes, layer_sizes[1:])):
            deviation = draw(n_in, *rest)
            params["W" + str(l + 1)] = rng.normal(0, deviation, size=(n_out, n_in))
            params["b" + str(l + 1)] = np.zeros((n_out, 1))
        return params

    return initialize


def initialize_biases_first(draw):
    """An initializer that works from the last layer to the first and draws transposed."""

    def initialize(layer_sizes, rng, *rest):
        params = {}
        for l in range(len(layer_sizes) - 1, 0, -1):
            n_in, n_out = layer_sizes[l - 1], layer_sizes[l]
            params[f"b{l}"] = [[0.0]] * n_out
            params[f"W{l}"] = draw(n_in, *rest) * rng.standard_normal((n_in, n_out)).T
        return params

    return initialize


def initialize_float32(draw):
    def initialize(layer_sizes, rng, *rest):
        params = {}
        for l in range(1, len(layer_sizes)):
            W = rng.standard_normal((layer_sizes[l], layer_sizes[l - 1]), dtype=np.float32)
            params[f"W{l}"] = W * np.float32(draw(layer_sizes[l - 1], *rest))
            params[f"b{l}"] = np.zeros((layer_sizes[l], 1), dtype=np.float32)
        return params

    return initialize


def initializers(draw):
    return [initialize_with(draw), initialize_biases_first(draw), initialize_float32(draw)]


def train_with_functions(X, Y, params, learning_rate, iterations):
    params = {key: value.copy() for key, value in params.items()}
    costs = np.zeros(iterations)
    for i in range(iterations):
        cache = deep_forward_recursive(X, params)
        costs[i] = cost_loop(cache[f"A{len(params) // 2}"], Y)
        params = update_loop(params, deep_backward_chain(cache, params, Y), learning_rate)
    return [params, costs]


def train_in_place(X, Y, params, learning_rate, iterations):
    params = {key: np.array(value) for key, value in params.items()}
    costs = []
    for _ in range(iterations):
        cache = deep_forward_lists(X, params)
        grads = deep_backward_from_A(cache, params, Y)
        costs.append(cost_dot(cache[f"A{len(params) // 2}"], Y))
        for key in params:
            params[key] -= learning_rate * grads["d" + key]
    return params, tuple(costs)


def train_closure(X, Y, params, learning_rate, iterations):
    def step(state, _):
        params, costs = state
        cache = deep_forward_lists(X, params)
        cost = float(np.squeeze(cost_dot(cache[f"A{len(params) // 2}"], Y)))
        grads = deep_backward_chain(cache, params, Y)
        return update_copies(params, grads, learning_rate), [*costs, cost]

    return reduce(step, range(iterations), (params, []))


def relu_backward_loop(dA, Z):
    return [[d if z > 0 else 0.0 for d, z in zip(*rows)] for rows in zip(dA, Z)]


def activation_backward_table(dA, Z, name):
    slopes = {
        "sigmoid": lambda: sigmoid_tanh(Z) * sigmoid_tanh(-Z),
        "tanh": lambda: 1 / np.cosh(Z) ** 2,
        "relu": lambda: np.heaviside(Z, 0),
    }
    return np.multiply(dA, slopes[name]())


def activation_backward_masks(dA, Z, name):
    if name == "relu":
        dZ = dA.copy()
        dZ[Z <= 0] = 0
        return dZ
    if name == "tanh":
        A = np.tanh(Z)
        return dA * (1 - A) * (1 + A)
    return dA * np.exp(-Z) / (1 + np.exp(-Z)) ** 2


def linear_backward_loop(dZ, A_prev, W):
    m = A_prev.shape[1]
    dA_prev, dW = np.zeros(A_prev.shape), np.zeros(W.shape)
    db = np.zeros((W.shape[0], 1))
    for i in range(m):
        for j in range(W.shape[0]):
            for k in range(W.shape[1]):
                dW[j, k] += dZ[j, i] * A_prev[k, i] / m
                dA_prev[k, i] += W[j, k] * dZ[j, i]
            db[j] += dZ[j, i] / m
    return [dA_prev, dW, db]


def linear_backward_scaled(dZ, A_prev, W):
    scaled = dZ / dZ.shape[1]
    return np.dot(dZ.T, W).T, (A_prev @ scaled.T).T, scaled @ np.ones((dZ.shape[1], 1))


def linear_backward_einsum(dZ, A_prev, W):
    dW = np.einsum("im,jm->ij", dZ, A_prev) / len(dZ[0])
    return np.einsum("ij,im->jm", W, dZ), dW, np.mean(dZ, 1)[:, None]


def stop_counting(iterations, validation_costs, patience):
    lowest, where, waited = float("inf"), None, 0
    for iteration, cost in zip(iterations, validation_costs):
        waited += 1
        if cost < lowest:
            lowest, where, waited = cost, iteration, 0
        if waited == patience:
            return where
    return where


def stop_slicing(iterations, costs, patience):
    end = len(costs)
    for k in range(patience, len(costs)):
        if min(costs[k - patience + 1 : k + 1]) >= min(costs[: k - patience + 1]):
            end = k
            break
    return iterations[np.argmin(costs[:end])]


def stop_recursive(iterations, costs, patience, k=0, best=0):
    if k == len(costs) or (k - best == patience and costs[k] >= costs[best]):
        return int(iterations[best])
    best = k if costs[k] < costs[best] else best
    return stop_recursive(iterations, costs, patience, k + 1, best)


def slopes_vectorized(sizes, prices, w, b):
    z = w * np.asarray(sizes) + b
    slope = np.where(z > 0, 2 * (z - prices), 0.0)
    return np.mean(slope * sizes), np.mean(slope)


def slopes_with_mask(sizes, prices, w, b):
    z = w * sizes + b
    on = z > 0
    missed = 2 * (z[on] - prices[on]) / len(sizes)
    return np.array([missed @ sizes[on], missed.sum()])


def slopes_skipping(sizes, prices, w, b):
    m, dw, db = len(sizes), 0, 0
    for k in range(m):
        a = max(0, w * sizes[k] + b)
        if a == 0:
            continue
        dw += 2 / m * (a - prices[k]) * sizes[k]
        db += 2 / m * (a - prices[k])
    return dw, db


def gap_loop(costs, penalties, validation_costs):
    gap = np.zeros(len(costs))
    for k in range(len(costs)):
        gap[k] = validation_costs[k] - costs[k] + penalties[k]
    return gap


def disagreement_counting(labels):
    K, m = labels.shape
    count = sum(
        int(labels[i, e] != labels[j, e]) for i in range(K) for j in range(i) for e in range(m)
    )
    return count / (m * K * (K - 1) / 2)


def disagreement_broadcast(labels):
    K, m = labels.shape
    return (labels[:, None] != labels[None]).sum() / (K * (K - 1) * m)


def disagreement_classes(labels):
    K = len(labels)
    agree = sum(
        (n * (n - 1)).mean() for n in ((labels == k).sum(axis=0) for k in np.unique(labels))
    )
    return 1 - agree / (K * (K - 1))


def l2_loop(dW, W, l2, m):
    out = np.array(dW, dtype=float)
    for j in range(W.shape[0]):
        for k in range(W.shape[1]):
            out[j, k] += l2 * W[j, k] / m
    return out


def left_loop(learning_rate, l2, m, steps):
    w = 1.0
    for _ in range(steps):
        w -= learning_rate * (l2 / m * w)
    return w


def dropout_loop(A, U, keep_prob):
    out = np.zeros(A.shape)
    for j in range(A.shape[0]):
        for i in range(A.shape[1]):
            if U[j, i] < keep_prob:
                out[j, i] = A[j, i] / keep_prob
    return out


def dropout_copy(A, U, keep_prob):
    out = A / keep_prob
    out[U >= keep_prob] = 0
    return out


def mirrored_filled(images, labels):
    m = len(images)
    out = np.zeros((2 * m, *images.shape[1:]))
    out[:m], out[m:] = images, np.flip(images, axis=2)
    return out, np.tile(labels, 2)


def mirrored_each(images, labels):
    return np.array([*images, *(np.fliplr(one) for one in images)]), np.hstack([labels] * 2)


def mirrored_indices(images, labels):
    w = images.shape[2]
    return np.vstack([images, images[:, :, np.arange(w)[::-1]]]), np.r_[labels, labels]


def strength_loop(strengths, validation_costs):
    best, lowest = None, np.inf
    for strength, row in zip(strengths, validation_costs):
        if sum(row) < lowest:
            best, lowest = strength, sum(row)
    return best


def softmax_by_differences(Z):
    with np.errstate(over="ignore"):
        return 1 / np.exp(Z[np.newaxis] - Z[:, np.newaxis]).sum(axis=1)


def softmax_one_by_one(Z):
    columns = []
    for z in Z.T:
        powers = [math.exp(score - max(z)) for score in z]
        columns.append([power / sum(powers) for power in powers])
    return np.array(columns).T


def softmax_by_logarithm(Z):
    top = Z.max(axis=0)
    return np.exp(Z - top - np.log(np.sum(np.exp(Z - top), axis=0)))


def confusion_loop(labels, predicted, n_classes):
    table = [[0] * n_classes for _ in range(n_classes)]
    for truth, said in zip(labels, predicted):
        table[truth][said] += 1
    return table


def confusion_at_once(labels, predicted, n_classes):
    counts = np.zeros((n_classes, n_classes), dtype=int)
    np.add.at(counts, (labels, predicted), 1)
    return counts


def curve_one_by_one(knots, heights):
    weights = []
    for j in range(len(knots) - 1):
        reached = heights[0] + sum(
            w * (knots[j + 1] - knot) for w, knot in zip(weights, knots[: j + 1])
        )
        weights.append((heights[j + 1] - reached) / (knots[j + 1] - knots[j]))
    n = len(weights)
    return {
        "W1": [[1.0]] * n,
        "b1": [[-knot] for knot in knots[:n]],
        "W2": [weights],
        "b2": [[heights[0]]],
    }


def curve_solved(knots, heights):
    risen = np.maximum(knots[1:, np.newaxis] - knots[:-1], 0)
    weights = np.linalg.solve(risen, heights[1:] - heights[0])
    return {
        "b2": heights[:1].reshape(1, 1),
        "W2": weights[np.newaxis],
        "b1": -knots[:-1, np.newaxis],
        "W1": np.ones((len(weights), 1), dtype=int),
    }


def curve_appended(knots, heights):
    slopes = (heights[1:] - heights[:-1]) / (knots[1:] - knots[:-1])
    changes = np.append(slopes[0], slopes[1:] - slopes[:-1])
    return {
        "W1": np.full((len(slopes), 1), 1.0),
        "b1": np.negative(knots[:-1])[:, None],
        "W2": changes[None, :],
        "b2": np.full((1, 1), heights[0]),
    }


def batches_cut_off(order, batch_size):
    batches = []
    while len(order):
        batches.append(order[:batch_size])
        order = order[batch_size:]
    return batches


def rates_by_halving(learning_rate, epoch, decay_rate, every):
    step = learning_rate
    for _ in range(epoch // every):
        step /= 2
    growth = math.exp(decay_rate * epoch)
    return learning_rate / (1 + decay_rate * epoch), learning_rate / growth, step


def clip_one_vector(grads, limit):
    norm = np.linalg.norm(np.concatenate([g.ravel() for g in grads.values()]))
    return grads if norm <= limit else {key: g * (limit / norm) for key, g in grads.items()}


def clip_in_loops(grads, limit):
    total = 0.0
    for key in grads:
        for number in grads[key].ravel():
            total += number * number
    factor = min(1.0, limit / math.sqrt(total))
    return {key: factor * grads[key] for key in grads}


def average_by_weights(values, beta):
    averages = []
    for t in range(1, len(values) + 1):
        weights = np.array([beta ** (t - k) for k in range(1, t + 1)])
        averages.append(np.sum(weights * values[:t]) / np.sum(weights))
    return averages


def average_of_sums(values, beta):
    top, bottom, averages = 0.0, 0.0, []
    for value in values:
        top, bottom = beta * top + value, beta * bottom + 1
        averages.append(top / bottom)
    return np.array(averages)


def average_with_running_power(values, beta):
    v, power, averages = 0.0, 1.0, []
    for value in values:
        v += (1 - beta) * (value - v)
        power *= beta
        averages.append(v / (1 - power))
    return averages


def momentum_in_place(theta, v, g, learning_rate, beta):
    theta, v = theta.copy(), v.copy()
    v *= beta
    v += (1 - beta) * g
    theta -= learning_rate * v
    return theta, v


def rmsprop_with_own_rates(theta, s, g, learning_rate, beta, epsilon):
    s = beta * s + (1 - beta) * np.power(g, 2)
    own_rate = learning_rate / (epsilon + np.sqrt(s))
    return theta - own_rate * g, s


def rmsprop_number_by_number(theta, s, g, learning_rate, beta, epsilon):
    theta, s = theta.copy(), s.copy()
    for place in np.ndindex(theta.shape):
        s[place] = beta * s[place] + (1 - beta) * g[place] ** 2
        theta[place] -= learning_rate * g[place] / (math.sqrt(s[place]) + epsilon)
    return theta, s


def adam_factors_first(theta, v, s, g, t, learning_rate, beta1, beta2, epsilon):
    of_v, of_s = 1 / (1 - beta1**t), 1 / (1 - beta2**t)
    v, s = beta1 * v + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
    return theta - learning_rate * of_v * v / ((of_s * s) ** 0.5 + epsilon), v, s


def adam_scaled_epsilon(theta, v, s, g, t, learning_rate, beta1, beta2, epsilon):
    v, s = beta1 * v + (1 - beta1) * g, beta2 * s + (1 - beta2) * np.square(g)
    root = math.sqrt(1 - beta2**t)
    rate = learning_rate * root / (1 - beta1**t)
    return theta - rate * v / (np.sqrt(s) + root * epsilon), v, s


def adam_towards(theta, v, s, g, t, learning_rate, beta1, beta2, epsilon):
    v, s = v + (1 - beta1) * (g - v), s + (1 - beta2) * (g**2 - s)
    direction = v / (1 - np.power(beta1, t)) / (np.sqrt(s / (1 - np.power(beta2, t))) + epsilon)
    return theta - learning_rate * direction, v, s


def survivors_one_by_one(costs, keep):
    left, chosen = costs.copy(), []
    for _ in range(keep):
        chosen.append(int(np.nanargmin(left)))
        left[chosen[-1]] = np.nan
    return chosen


VARIANTS = {
    "relu_neuron": [
        lambda size, w, b: np.maximum(0, w * size + b),
        lambda size, w, b: (w * size + b) * (w * size + b > 0),
        lambda size, w, b: (w * size + b + abs(w * size + b)) / 2,
    ],
    "squared_error": [
        lambda predicted, prices: np.mean((np.array(predicted) - np.array(prices)) ** 2),
        lambda predicted, prices: (
            sum((p - y) ** 2 for p, y in zip(predicted, prices)) / len(prices)
        ),
        lambda predicted, prices: np.dot(predicted - prices, predicted - prices) / np.size(prices),
    ],
    "error_slopes": [slopes_vectorized, slopes_with_mask, slopes_skipping],
    "hidden_unit": [
        lambda features, weights, bias: max(0.0, np.dot(features, weights) + bias),
        lambda features, weights, bias: np.maximum(np.sum(features * weights) + bias, 0),
        lambda features, weights, bias: max(sum(map(math.prod, zip(features, weights)), bias), 0),
    ],
    "columns_from_rows": [
        lambda rows, labels: (np.column_stack(list(rows)), np.atleast_2d(labels)),
        lambda rows, labels: (np.einsum("ij->ji", rows), labels[np.newaxis]),
        lambda rows, labels: ([list(column) for column in zip(*rows)], [list(labels)]),
        lambda rows, labels: (
            np.array([rows[:, j] for j in range(rows.shape[1])]),
            labels[None, :],
        ),
    ],
    "remove_mean": [
        lambda X: (X.T - X.T.mean(0)).T,
        lambda X: X - (X.sum(1) / X.shape[1])[:, None],
        lambda X: np.vstack([row - sum(row) / len(row) for row in X]),
        lambda X: X @ (np.eye(X.shape[1]) - 1 / X.shape[1]),
    ],
    "percent_of_calories": [
        lambda calories: calories / calories.sum(axis=0) * 100,
        lambda calories: np.column_stack([100 * food / food.sum() for food in calories.T]),
        lambda calories: 100 * calories / (np.ones((1, len(calories))) @ calories),
        lambda calories: calories @ np.diag(100 / calories.sum(axis=0)),
    ],
    "repair_all_differences": [
        lambda v: np.subtract.outer(v, v),
        lambda v: v[:, np.newaxis] - v,
        lambda v: [[a - b for b in v] for a in v],
        lambda v: np.ones((v.size, 1)) * v.reshape(-1, 1) - v.reshape(1, -1),
    ],
    "squared_distances": [
        lambda X, center: np.linalg.norm(X - center, axis=0, keepdims=True) ** 2,
        lambda X, center: np.einsum("ji,ji->i", X - center, X - center)[np.newaxis],
        lambda X, center: np.ones((1, len(X))) @ (X - center) ** 2,
        lambda X, center: np.diag((X - center).T @ (X - center)).reshape(1, -1),
    ],
    "secant_slope": [
        lambda f, x, h: (f(x) - f(x + h)) / -h,
        lambda f, x, h: np.polyfit([x, x + h], [f(x), f(x + h)], 1)[0],
        lambda f, x, h: np.diff([f(x), f(x + h)]).item() / h,
    ],
    "graph_backward": [
        lambda a, b, c: (3, 3 * c, 3 * b),
        lambda a, b, c: 3 * np.array([1, c, b]),
        lambda a, b, c: tuple(
            (3 * (x + y * z) - 3 * (a + b * c)) / 0.001
            for x, y, z in ((a + 0.001, b, c), (a, b + 0.001, c), (a, b, c + 0.001))
        ),
    ],
    "image_to_vector": [
        images_loop,
        lambda images: np.stack([image.flatten() for image in images], axis=1),
        lambda images: images.reshape(images.shape[0], np.prod(images.shape[1:])).transpose(),
        lambda images: np.moveaxis(images, 0, -1).reshape(-1, len(images)),
    ],
    "sigmoid": [sigmoid_tanh, sigmoid_stable, sigmoid_loop, sigmoid_clipped],
    "logistic_forward": [
        lambda X, W, b: sigmoid_tanh(np.dot(W, X) + b),
        lambda X, W, b: sigmoid_stable((X.T @ W.T).T + b),
        lambda X, W, b: sigmoid_tanh(np.einsum("ij,jm->im", W, X) + float(b[0, 0])),
        lambda X, W, b: 1 / (1 + np.exp(-(np.sum(W.T * X, axis=0, keepdims=True) + b))),
    ],
    "logistic_cost": [
        cost_loop,
        cost_dot,
        lambda A, Y: -np.mean(np.log(np.where(Y == 1, A, 1 - A))),
        lambda A, Y: np.squeeze(cost_dot(A, Y)),
        lambda A, Y: float(np.mean(-Y * np.log(A + 1e-15) - (1 - Y) * np.log(1 - A + 1e-15))),
    ],
    "logistic_gradients": [
        lambda X, A, Y: (np.tensordot(A - Y, X, axes=(1, 1)) / Y.size, np.average(A - Y)),
        lambda X, A, Y: ((X @ (A - Y).T).T / X.shape[1], np.mean(A - Y)),
        lambda X, A, Y: [
            np.mean((A - Y) * X, axis=1).reshape(1, -1),
            np.mean(A - Y, keepdims=True),
        ],
        lambda X, A, Y: (
            np.einsum("im,jm->ij", A - Y, X) / len(Y[0]),
            sum(A[0] - Y[0]) / len(Y[0]),
        ),
    ],
    "gradient_descent_step": [
        lambda W, b, dW, db, learning_rate: [p - learning_rate * d for p, d in ((W, dW), (b, db))],
        lambda W, b, dW, db, rate: (W + -rate * dW, np.subtract(b, rate * db)),
        lambda W, b, dW, db, a: tuple(map(lambda p, d: p - a * d, (W, b), (dW, db))),
    ],
    "train_logistic": [train_in_parts, logistic_in_place, train_with_column, train_one_by_one],
    "predict_labels": [
        labels_loop,
        lambda X, W, b: W @ X + b > 0,
        lambda X, W, b: np.round(sigmoid_tanh(W @ X + b)),
        lambda X, W, b: np.where(1 / (1 + np.exp(-(np.dot(W, X) + b))) > 0.5, 1.0, 0.0),
        lambda X, W, b: [[int(z > 0) for z in (W @ X + b)[0]]],
    ],
    "accuracy": [
        accuracy_loop,
        lambda labels, Y: 1 - np.mean(np.abs(labels - Y)),
        lambda labels, Y: (np.dot(labels, Y.T) + np.dot(1 - labels, 1 - Y.T)) / Y.size,
        lambda labels, Y: np.sum(labels == Y) / labels.shape[1],
        lambda labels, Y: np.count_nonzero(labels == Y) / Y.shape[1],
    ],
    "layer_sizes": [
        lambda X, Y, hidden_units: [len(X), hidden_units, len(Y)],
        lambda X, Y, n: np.array([X.shape[0], n, Y.shape[0]]),
        lambda X, Y, n: (np.size(X, 0), int(n), np.size(Y, 0)),
    ],
    "stack_neurons": [
        stack_loop,
        lambda weights, biases: (np.hstack(weights).T, np.array([biases]).T),
        lambda weights, biases: (np.array(weights).squeeze(-1), [[b] for b in biases]),
        lambda ws, bs: [np.concatenate([w.reshape(1, -1) for w in ws]), np.c_[bs]],
    ],
    "collapse_linear_layers": [
        lambda W1, b1, W2, b2: (np.dot(W2, W1), np.dot(W2, b1) + b2),
        lambda W1, b1, W2, b2: [
            np.einsum("ij,jk->ik", W2, W1),
            b2 + np.einsum("ij,jk->ik", W2, b1),
        ],
        lambda W1, b1, W2, b2: ((W1.T @ W2.T).T, (b1.T @ W2.T).T + b2),
        lambda W1, b1, W2, b2: (
            W2 @ (W1 @ np.eye(W1.shape[1])),
            W2 @ (W1 @ np.zeros((W1.shape[1], 1)) + b1) + b2,
        ),
    ],
    "shallow_forward": [
        shallow_forward_loop,
        shallow_forward_more,
        lambda X, p: {
            **shallow_forward_more(X, p),
            "A1": 2 * sigmoid_tanh(2 * (p["W1"] @ X + p["b1"])) - 1,
        },
    ],
    "hidden_delta": [
        hidden_delta_loop,
        lambda dZ2, W2, A1: np.dot(W2.T, dZ2) * (1 - np.power(A1, 2)),
        lambda dZ2, W2, A1: np.einsum("kj,km,jm->jm", W2, dZ2, 1 - A1 * A1),
        lambda d, W, A: (d.T @ W).T / np.cosh(np.arctanh(A)) ** 2,
    ],
    "shallow_backward": [
        shallow_backward_chain,
        shallow_backward_examples,
        lambda cache, params, Y: dict(sorted(shallow_backward_chain(cache, params, Y).items())),
    ],
    "first_of_three": [
        first_of_three_examples,
        first_of_three_loop,
        lambda c, p, Y: (
            np.einsum(
                "ji,ki->jk",
                (((c["A3"] - Y).T @ p["W3"] * (1 - c["A2"].T ** 2)) @ p["W2"]).T
                / np.cosh(np.arctanh(c["A1"])) ** 2,
                c["A0"],
            )
            / Y.shape[1]
        ),
    ],
    "penalized_cost": [
        lambda J, p, l2, m: (
            J + l2 * (np.sum(np.square(p["W1"])) + np.sum(np.square(p["W2"]))) / (2 * m)
        ),
        lambda J, p, l2, m: (
            J + l2 / 2 / m * (np.linalg.norm(p["W1"]) ** 2 + np.linalg.norm(p["W2"]) ** 2)
        ),
        lambda J, p, l2, m: (
            J + sum(l2 / (2 * m) * float(w) ** 2 for k in ("W1", "W2") for w in p[k].ravel())
        ),
        lambda J, p, l2, m: J + l2 * np.sum([np.sum(p[k] ** 2) for k in p if k[0] == "W"]) / m / 2,
    ],
    "distinct_units": [
        lambda W, b: len({(*row, bias[0]) for row, bias in zip(W.tolist(), b.tolist())}),
        lambda W, b: np.unique(np.concatenate([b, W], axis=1), axis=0).shape[0],
        lambda W, b: sum(
            not any(np.array_equal(W[i], W[j]) and b[i] == b[j] for j in range(i))
            for i in range(len(W))
        ),
    ],
    "repair_network_gradients": [
        lambda cache, params, Y: shallow_backward_examples(cache, params, Y),
        lambda c, p, Y: shallow_backward_chain({**c, "Z1": np.arctanh(c["A1"])}, p, Y),
        lambda c, p, Y: {k: v.tolist() for k, v in shallow_backward_examples(c, p, Y).items()},
    ],
    "parameter_count": [
        lambda sizes: sum(n * (p + 1) for p, n in zip(sizes, sizes[1:])),
        lambda sizes: int(np.dot(np.array(sizes[:-1]) + 1, sizes[1:])),
        lambda sizes: sum(
            np.zeros((n, p)).size + np.zeros((n, 1)).size for p, n in zip(sizes, sizes[1:])
        ),
        lambda sizes: float(sum(sizes[1:]) + sum(a * b for a, b in zip(sizes, sizes[1:]))),
    ],
    "linear_forward": [
        lambda A_prev, W, b: np.dot(W, A_prev) + b,
        lambda A_prev, W, b: (A_prev.T @ W.T + b.T).T,
        lambda A_prev, W, b: np.add(np.einsum("ij,jm->im", W, A_prev), b),
        lambda A, W, b: np.hstack([W, b]) @ np.vstack([A, np.ones((1, A.shape[1]))]),
        lambda A, W, b: [
            [sum(W[i, k] * A[k, j] for k in range(len(A))) + b[i, 0] for j in range(A.shape[1])]
            for i in range(len(W))
        ],
    ],
    "linear_backward": [linear_backward_loop, linear_backward_scaled, linear_backward_einsum],
    "activation_backward": [
        activation_backward_table,
        activation_backward_masks,
        lambda dA, Z, name: activation_backward_table(dA, Z, name).tolist(),
    ],
    "deep_forward": [
        deep_forward_lists,
        deep_forward_recursive,
        lambda X, p: {k: np.asarray(v).tolist() for k, v in deep_forward_lists(X, p).items()},
    ],
    "deep_backward": [
        deep_backward_chain,
        deep_backward_from_A,
        lambda cache, p, Y: {
            k: v for k, v in deep_backward_chain(cache, p, Y).items() if "A" not in k
        },
    ],
    "update_parameters": [
        update_loop,
        update_copies,
        lambda params, grads, learning_rate: {
            key[1:]: params[key[1:]] + (-learning_rate) * value for key, value in grads.items()
        },
    ],
    "numerical_gradient": [numerical_in_place, numerical_put_back, numerical_flat],
    "gradient_check": [
        lambda g, n: np.linalg.norm(n - g) / (np.linalg.norm(n) + np.linalg.norm(g)),
        lambda g, n: (
            np.sqrt(np.sum((g - n) ** 2)) / (np.sqrt(np.sum(g**2)) + np.sqrt(np.sum(n**2)))
        ),
        lambda g, n: math.dist(g.ravel(), n.ravel()) / (math.hypot(*g.flat) + math.hypot(*n.flat)),
    ],
    "sigmoid_derivative": [
        lambda Z: np.exp(-Z) / (1 + np.exp(-Z)) ** 2,
        lambda Z: 1 / (4 * np.cosh(Z / 2) ** 2),
        lambda Z: sigmoid_stable(Z) - sigmoid_stable(Z) ** 2,
        lambda Z: sigmoid_tanh(Z) * sigmoid_tanh(-Z),
        lambda Z: (1 - np.tanh(Z / 2) ** 2) / 4,
    ],
    "tanh_derivative": [
        lambda Z: 1 / np.cosh(Z) ** 2,
        lambda Z: (1 - np.tanh(Z)) * (1 + np.tanh(Z)),
        lambda Z: 4 / (np.exp(Z) + np.exp(-Z)) ** 2,
        lambda Z: [[1 - math.tanh(z) ** 2 for z in row] for row in Z],
        lambda Z: 4 * sigmoid_tanh(2 * Z) * (1 - sigmoid_tanh(2 * Z)),
    ],
    "relu_derivative": [
        lambda Z: Z > 0,
        lambda Z: np.heaviside(Z, 0),
        lambda Z: np.where(Z > 0, 1, 0),
        lambda Z: np.ceil(np.clip(np.sign(Z), 0, 1)),
        lambda Z: [[1 if z > 0 else 0 for z in row] for row in Z],
    ],
    "leaky_relu": [
        lambda Z, slope: np.maximum(Z, slope * Z),
        lambda Z, slope: np.maximum(0, Z) + slope * np.minimum(0, Z),
        lambda Z, slope: Z * ((Z > 0) + slope * (Z <= 0)),
        lambda Z, slope: [[z if z > 0 else slope * z for z in row] for row in Z],
    ],
    "leaky_relu_derivative": [
        lambda Z, slope: (Z > 0) + slope * (Z <= 0),
        lambda Z, slope: slope + (1 - slope) * (Z > 0),
        lambda Z, slope: np.maximum(Z > 0, slope),
        lambda Z, slope: [[1 if z > 0 else slope for z in row] for row in Z],
    ],
    "tanh_from_sigmoid": [
        lambda Z: 2 * sigmoid_stable(2 * Z) - 1,
        lambda Z: (np.exp(Z) - np.exp(-Z)) / (np.exp(Z) + np.exp(-Z)),
        lambda Z: 1 - 2 * (1 / (1 + np.exp(2 * Z))),
    ],
    "dead_units": [
        dead_loop,
        lambda Z: int((Z.max(axis=1) <= 0).sum()),
        lambda Z: np.count_nonzero(np.maximum(0, Z).sum(axis=1) == 0),
        lambda Z: len(Z) - np.any(Z > 0, axis=1).sum(),
        lambda Z: len([row for row in Z if all(z <= 0 for z in row)]),
    ],
    "chain_slope": [
        chain_loop,
        chain_backward,
        lambda W, Z: np.prod(W) * np.prod(1 / (4 * np.cosh(Z / 2) ** 2)),
        lambda W, Z: float(np.cumprod(W * sigmoid_tanh(Z) * sigmoid_tanh(-Z))[-1]),
    ],
    "repair_relu_backward": [
        relu_backward_loop,
        lambda dA, Z: dA * (Z > 0),
        lambda dA, Z: np.where(Z > 0, dA, 0),
    ],
    "initialize_zeros": [
        lambda sizes: {
            k: v
            for l in range(1, len(sizes))
            for k, v in (
                (f"W{l}", np.zeros((sizes[l], sizes[l - 1]))),
                (f"b{l}", np.zeros((sizes[l], 1))),
            )
        },
        lambda sizes: (
            {f"b{l}": np.zeros((n, 1)) for l, n in enumerate(sizes[1:], 1)}
            | {f"W{l + 1}": np.full((n, p), 0) for l, (p, n) in enumerate(zip(sizes, sizes[1:]))}
        ),
        lambda sizes: (
            {f"W{l}": [[0.0] * sizes[l - 1]] * sizes[l] for l in range(1, len(sizes))}
            | {f"b{l}": [[0]] * sizes[l] for l in range(1, len(sizes))}
        ),
    ],
    "initialize_random": initializers(lambda n_in, scale: scale),
    "initialize_xavier": initializers(lambda n_in: n_in**-0.5),
    "initialize_he": initializers(lambda n_in: math.sqrt(2) / math.sqrt(n_in)),
    "output_variance": [
        lambda sizes, w, v: v * np.prod(np.array(sizes[:-1]) * w),
        lambda sizes, w, v: v * w ** (len(sizes) - 1) * math.prod(sizes[:-1]),
        lambda sizes, w, v: reduce(lambda variance, n: variance * n * w, sizes[:-1], v),
    ],
    "train_from_scratch": [train_with_functions, train_in_place, train_closure],
    "vectorize_loop": [
        lambda X, Y, W, b: (
            np.einsum("im,jm->ij", sigmoid_tanh(W @ X + b) - Y, X) / X.shape[1],
            np.mean(sigmoid_tanh(W @ X + b) - Y),
        ),
        lambda X, Y, W, b: (
            np.mean((sigmoid_tanh(W @ X + b) - Y) * X, axis=1)[None, :],
            np.mean(sigmoid_tanh(W @ X + b) - Y, axis=1, keepdims=True),
        ),
        lambda X, Y, W, b: (
            (X @ (sigmoid_tanh(np.dot(W, X) + b) - Y).T / Y.size).T,
            np.average(sigmoid_tanh(np.dot(W, X) + b) - Y),
        ),
    ],
    "scale_pixels": [
        lambda X: X * (1 / 255),
        lambda X: np.divide(X, 255.0),
        lambda X: X.astype(np.float32) / 255,
        lambda X: [[x / 255 for x in row] for row in X.tolist()],
    ],
    "bowl_path": [
        lambda c, w, rate, steps: [w * (1 - rate * c) ** k for k in range(steps + 1)],
        lambda c, w, rate, steps: w * (1 - rate * c) ** np.arange(steps + 1),
        lambda c, w, rate, steps: reduce(
            lambda path, _: [*path, path[-1] - rate * c * path[-1]], range(steps), [w]
        ),
    ],
    "standardize": [
        lambda X, V: tuple((A - X.mean(1)[:, None]) / X.std(1)[:, None] for A in (X, V)),
        lambda X, V: [((A.T - X.T.mean(0)) / X.T.std(0)).T for A in (X, V)],
        lambda X, V: (
            (X - X.mean(axis=1, keepdims=True)) / np.sqrt(X.var(axis=1, keepdims=True)),
            (V - X.mean(axis=1, keepdims=True)) / np.sqrt(X.var(axis=1, keepdims=True)),
        ),
    ],
    "early_stop": [stop_counting, stop_slicing, stop_recursive],
    "repair_average_gradient": [
        average_vectorized,
        average_in_loop,
        lambda X, Y, W, b: np.mean((sigmoid_tanh(W @ X + b) - Y) * X, axis=1, keepdims=True).T,
    ],
    "curve_gap": [
        gap_loop,
        lambda costs, penalties, validation_costs: validation_costs - costs + penalties,
        lambda c, p, v: np.subtract(v, np.subtract(c, p)),
    ],
    "disagreement": [disagreement_counting, disagreement_broadcast, disagreement_classes],
    "l2_gradient": [
        l2_loop,
        lambda dW, W, l2, m: (m * dW + l2 * W) / m,
        lambda dW, W, l2, m: np.add(dW, np.multiply(W, l2 / m)),
    ],
    "weights_left": [
        left_loop,
        lambda learning_rate, l2, m, steps: ((m - learning_rate * l2) / m) ** steps,
        lambda learning_rate, l2, m, steps: np.prod(np.full(steps, 1 - learning_rate * l2 / m)),
    ],
    "inverted_dropout": [
        dropout_loop,
        dropout_copy,
        lambda A, U, keep_prob: np.where(U < keep_prob, A / keep_prob, 0),
    ],
    "mirrored": [mirrored_filled, mirrored_each, mirrored_indices],
    "best_strength": [
        strength_loop,
        lambda strengths, validation_costs: strengths[validation_costs.sum(axis=1).argmin()],
        lambda s, costs: min(zip(s, costs), key=lambda pair: np.mean(pair[1]))[0],
    ],
    "softmax": [softmax_by_differences, softmax_one_by_one, softmax_by_logarithm],
    "one_hot": [
        lambda labels, n: np.eye(n)[:, labels],
        lambda labels, n: (np.arange(n)[:, np.newaxis] == labels).astype(int),
        lambda labels, n: [[float(k == label) for label in labels] for k in range(n)],
    ],
    "softmax_cost": [
        lambda A, Y: -np.mean(np.log(np.sum(A * Y, axis=0))),
        lambda A, Y: -np.log(A[Y.argmax(axis=0), np.arange(Y.shape[1])]).mean(),
        lambda A, Y: -np.trace(Y.T @ np.log(A)) / len(A[0]),
    ],
    "softmax_gradients": [
        lambda X, A, Y: (
            np.einsum("ki,ji->kj", A - Y, X) / X.shape[1],
            np.mean(A - Y, axis=1, keepdims=True),
        ),
        lambda X, A, Y: (
            (X @ (A - Y).T).T / len(X[0]),
            (A - Y) @ np.ones((len(X[0]), 1)) / len(X[0]),
        ),
        lambda X, A, Y: [
            sum(np.outer(A[:, i] - Y[:, i], X[:, i]) for i in range(X.shape[1])) / X.shape[1],
            np.average(A - Y, axis=1)[:, np.newaxis],
        ],
    ],
    "two_class_sigmoid": [
        lambda W, b: (np.diff(W, axis=0), np.diff(b, axis=0)),
        lambda W, b: (np.array([[-1, 1]]) @ W, np.array([[-1, 1]]) @ b),
        lambda W, b: [(W[1] - W[0]).reshape(1, -1), [[b[1, 0] - b[0, 0]]]],
    ],
    "confusion_matrix": [
        confusion_loop,
        confusion_at_once,
        lambda labels, predicted, n: np.eye(n)[labels].T @ np.eye(n)[predicted],
        lambda labels, predicted, n: np.bincount(n * labels + predicted, minlength=n * n).reshape(
            n, n
        ),
    ],
    "regression_gradients": [
        lambda X, Y, W, b: (
            -2 * (Y - W @ X - b) @ X.T / Y.size,
            -2 * np.mean(Y - W @ X - b),
        ),
        lambda X, Y, W, b: (
            np.mean(2 * (W @ X + b - Y) * X, axis=1)[np.newaxis],
            [[np.mean(2 * (W @ X + b - Y))]],
        ),
        lambda X, Y, W, b: [
            2 * (W @ (X @ X.T) + b * X.sum(axis=1) - Y @ X.T) / X.shape[1],
            2 * np.average(W @ X + b - Y, axis=1)[:, None],
        ],
    ],
    "unscale": [
        lambda W, b, mean, std: (W / std.ravel(), b - W @ (mean / std)),
        lambda W, b, mean, std: (W @ np.diag(1 / std[:, 0]), b - np.sum(W.T * mean / std)),
        lambda W, b, mean, std: [
            [[w / s for w, s in zip(W[0], std[:, 0])]],
            [[b[0, 0] - sum(w * m / s for w, m, s in zip(W[0], mean[:, 0], std[:, 0]))]],
        ],
    ],
    "curve_network": [curve_one_by_one, curve_solved, curve_appended],
    "to_rows": [
        lambda params: {
            ("kernel" if key[0] == "W" else "bias") + key[1:]: value.T
            if key[0] == "W"
            else value[:, 0]
            for key, value in params.items()
        },
        lambda params: {
            **{f"kernel{k[1:]}": np.transpose(v) for k, v in params.items() if k[0] == "W"},
            **{f"bias{k[1:]}": v.ravel() for k, v in params.items() if k[0] == "b"},
        },
        rows_listed,
    ],
    "from_rows": [
        lambda layers: {
            key.replace("kernel", "W").replace("bias", "b"): np.array(value, ndmin=2).T
            for key, value in layers.items()
        },
        lambda layers: {
            **{f"W{k[6:]}": np.swapaxes(v, 0, 1) for k, v in layers.items() if k[0] == "k"},
            **{f"b{k[4:]}": v[:, np.newaxis] for k, v in layers.items() if k[0] == "b"},
        },
        columns_listed,
    ],
    "logits_cost": [
        lambda Z, labels: np.mean(
            np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(labels)), labels]
        ),
        lambda Z, labels: np.mean(
            np.logaddexp.reduce(Z - Z[np.arange(len(Z)), labels][:, np.newaxis], axis=1)
        ),
        lambda Z, labels: (
            sum(z.max() + math.log(np.exp(z - z.max()).sum()) - z[y] for z, y in zip(Z, labels))
            / len(Z)
        ),
    ],
    "tape_backward": [tape_with_dict, tape_forward_mode, tape_recursive],
    "cut_batches": [
        lambda order, batch_size: np.split(order, range(batch_size, len(order), batch_size)),
        batches_cut_off,
        lambda order, batch_size: [
            list(order[k * batch_size : (k + 1) * batch_size])
            for k in range(math.ceil(len(order) / batch_size))
        ],
    ],
    "repair_shuffle": [
        lambda X, Y, order: (np.take(X, order, axis=1), np.take(Y, order, axis=1)),
        lambda X, Y, order: (X.T[order].T, Y.T[order].T),
        lambda X, Y, order: np.split(np.vstack([X, Y])[:, order], [len(X)]),
    ],
    "decayed_rates": [
        rates_by_halving,
        lambda rate, epoch, k, every: (
            rate * (1 + k * epoch) ** -1,
            rate * math.exp(-k) ** epoch,
            rate / 2 ** (epoch // every),
        ),
        lambda rate, epoch, k, every: (
            rate
            * np.array([1 / (1 + k * epoch), np.exp(-k * epoch), 0.5 ** np.floor(epoch / every)])
        ),
    ],
    "downward_directions": [
        lambda H: int((np.linalg.eigvals(H).real < 0).sum()),
        lambda H: np.count_nonzero(np.linalg.eigh(H)[0] < 0),
        lambda H: sum(1 for value in np.linalg.eigvalsh(H) if value < 0),
    ],
    "clip_gradients": [
        clip_one_vector,
        lambda grads, limit: {
            key: g / max(1, np.linalg.norm([np.linalg.norm(h) for h in grads.values()]) / limit)
            for key, g in grads.items()
        },
        clip_in_loops,
    ],
    "moving_average": [average_by_weights, average_of_sums, average_with_running_power],
    "momentum_step": [
        lambda theta, v, g, rate, beta: (
            theta - rate * (v + (1 - beta) * (g - v)),
            v + (1 - beta) * (g - v),
        ),
        momentum_in_place,
        lambda theta, v, g, rate, beta: (
            theta - rate * beta * v - rate * (1 - beta) * g,
            beta * v + g - beta * g,
        ),
    ],
    "rmsprop_step": [
        rmsprop_with_own_rates,
        lambda theta, s, g, rate, beta, epsilon: (
            theta - rate * g / ((beta * s + (1 - beta) * g * g) ** 0.5 + epsilon),
            s + (1 - beta) * (np.square(g) - s),
        ),
        rmsprop_number_by_number,
    ],
    "adam_step": [adam_factors_first, adam_scaled_epsilon, adam_towards],
    "log_rates": [
        lambda low, high, n: np.geomspace(low, high, n),
        lambda low, high, n: low * (high / low) ** (np.arange(n) / (n - 1)),
        lambda low, high, n: [np.exp(e) for e in np.linspace(np.log(low), np.log(high), n)],
    ],
    "draw_rates": [
        lambda U, low, high: low * (high / low) ** U,
        lambda U, low, high: np.exp(np.log(low) + U * np.log(high / low)),
        lambda U, low, high: [low ** (1 - u) * high**u for u in U],
    ],
    "survivors": [
        lambda costs, keep: np.argsort(np.where(np.isnan(costs), np.inf, costs))[:keep],
        lambda costs, keep: sorted(np.flatnonzero(costs == costs), key=lambda k: costs[k])[:keep],
        survivors_one_by_one,
    ],
}
