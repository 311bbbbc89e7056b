"""The references do what the package does: what a learner builds is what the course uses."""

import numpy as np
import pytest

import nnhelpers as nn
from nnhelpers import datasets
from nnhelpers.diagrams import GRAPHS
from nnhelpers.exercises import (
    EXERCISES,
    activations,
    deep_network,
    frameworks_page,
    gradient_descent,
    initialization,
    numpy_and_vectorization,
    optimizers_page,
    overfitting,
    planted,
    softmax_and_regression,
    what_and_why,
)
from nnhelpers.exercises import logistic_regression as logistic
from nnhelpers.exercises import shallow_network as shallow

RNG = np.random.default_rng(5)
X = RNG.standard_normal((4, 7))
Y = (RNG.random((1, 7)) < 0.5).astype(float)
Y[0, :2] = 0, 1


def same(ours, theirs):
    assert set(ours) == set(theirs)
    for key in ours:
        np.testing.assert_allclose(ours[key], theirs[key], rtol=1e-12, atol=1e-14)


def test_what_and_why():
    """Its neuron is the hidden unit of a network 1-1-1 that passes it on as it is."""
    net = nn.Network((1, 1, 1), hidden="relu", output="identity")
    sizes, prices = datasets.housing(30, rng=np.random.default_rng(4))
    for w, b in ((1.2, 0.3), (2.0, -1.5)):
        params = {"W1": [[w]], "b1": [[b]], "W2": [[1.0]], "b2": [[0.0]]}
        params = {key: np.array(value) for key, value in params.items()}
        cache = net.forward(sizes, params)
        told = [what_and_why.my_relu_neuron(size, w, b) for size in sizes[0]]
        np.testing.assert_allclose(told, cache["A2"][0], rtol=1e-12)
        error = what_and_why.my_squared_error(told, prices[0])
        np.testing.assert_allclose(error, net.cost(cache, prices), rtol=1e-12)
        grads = net.backward(cache, params, prices)
        slopes = what_and_why.my_error_slopes(sizes[0], prices[0], w, b)
        np.testing.assert_allclose(slopes, [grads["dW1"].item(), grads["db1"].item()], rtol=1e-10)
    net = nn.Network((4, 3, 1), hidden="relu", output="identity")
    params = net.initialize("he", np.random.default_rng(5))
    A = net.forward(X, params)["A1"]
    for j in range(3):
        ours = what_and_why.my_hidden_unit(X[:, 0], params["W1"][j], params["b1"][j, 0])
        np.testing.assert_allclose(ours, A[j, 0], atol=1e-12)
    size = what_and_why.EXERCISES[-1].value
    assert size["all"] == net.parameter_count == sum(size.values()) - size["all"]


def test_the_graph_of_page_01_and_its_shapes():
    graph = GRAPHS["3(a + bc)"]
    for a, b, c in ((5.0, 3.0, 2.0), (-1.0, 0.5, 4.0)):
        slopes = graph.backward(graph.forward(a=a, b=b, c=c))
        ours = numpy_and_vectorization.my_graph_backward(a, b, c)
        np.testing.assert_allclose(ours, [slopes["a"], slopes["b"], slopes["c"]])
    arrays = {"A": np.ones((3, 4)), "row": np.ones((1, 4)), "column": np.ones((3, 1))}
    for expression, shape in EXERCISES["array_shapes"].value.items():
        assert eval(expression, dict(arrays)).shape == shape


def test_logistic_regression():
    net = nn.Network((4, 1))
    params = net.initialize("random", np.random.default_rng(1), scale=1.0)
    W, b = params["W1"], params["b1"]
    cache = net.forward(X, params)
    A = logistic.my_logistic_forward(X, W, b)
    np.testing.assert_allclose(A, cache["A1"], rtol=1e-12)
    np.testing.assert_allclose(logistic.my_logistic_cost(A, Y), net.cost(cache, Y), rtol=1e-12)
    grads = net.backward(cache, params, Y)
    for dW, db in (
        logistic.my_logistic_gradients(X, A, Y),
        gradient_descent.my_vectorize_loop(X, Y, W, b),
    ):
        np.testing.assert_allclose(dW, grads["dW1"], rtol=1e-10)
        np.testing.assert_allclose(db, grads["db1"].item(), rtol=1e-10)
    np.testing.assert_allclose(
        gradient_descent.my_average_gradient(X, Y, W, b), grads["dW1"], rtol=1e-10
    )
    new = nn.gradient_descent(params, grads, 0.3)
    ours = logistic.my_gradient_descent_step(W, b, grads["dW1"], grads["db1"], 0.3)
    same(dict(zip(("W1", "b1"), ours, strict=True)), new)
    labels = logistic.my_predict_labels(X, W, b)
    assert np.array_equal(labels, net.predict(X, params))
    assert logistic.my_accuracy(labels, Y) == nn.accuracy(labels, Y)
    run = nn.train(net, X, Y, init="zeros", learning_rate=0.5, iterations=6, record_every=1)
    W, b, costs = logistic.my_train(X, Y, 0.5, 6)
    same({"W1": W, "b1": b}, run.params)
    np.testing.assert_allclose(costs, run.costs[:6], rtol=1e-12)


def test_images_are_unrolled_as_the_data_sets_do():
    cats = datasets.load_cats().test
    some = cats.images[:3]
    np.testing.assert_allclose(
        gradient_descent.my_scale_pixels(logistic.my_image_to_vector(some)),
        cats.X[:, :3],
        rtol=1e-12,
    )


def test_shallow_network():
    net = nn.Network((4, 3, 1), hidden="tanh")
    params = net.initialize("xavier", np.random.default_rng(2))
    cache = net.forward(X, params)
    deltas, grads = net.deltas(cache, params, Y), net.backward(cache, params, Y)
    same(shallow.my_shallow_forward(X, params), cache)
    same(shallow.my_shallow_backward(cache, params, Y), grads)
    same(shallow.my_network_gradients(cache, params, Y), grads)
    ours = shallow.my_hidden_delta(deltas["dZ2"], params["W2"], cache["A1"])
    np.testing.assert_allclose(ours, deltas["dZ1"], rtol=1e-12)
    J, penalized = net.cost(cache, Y), net.cost(cache, Y, params, l2=0.7)
    np.testing.assert_allclose(shallow.my_penalized_cost(J, params, 0.7, 7), penalized, rtol=1e-12)
    assert (*shallow.my_layer_sizes(X, Y, 3),) == net.layer_sizes


def test_the_first_of_three_layers():
    net = nn.Network((4, 3, 2, 1), hidden="tanh")
    params = net.initialize("xavier", np.random.default_rng(2))
    cache = net.forward(X, params)
    expected = net.backward(cache, params, Y)["dW1"]
    ours = shallow.my_first_of_three(cache, params, Y)
    np.testing.assert_allclose(ours, expected, rtol=1e-12)


def test_penalty_and_dropout():
    """The gradient with a penalty, the decay of an unused weight, and the masks of forward."""
    net = nn.Network((4, 3, 1), hidden="tanh")
    params = net.initialize("he", np.random.default_rng(5))
    cache = net.forward(X, params)
    plain, with_penalty = (net.backward(cache, params, Y, l2=l2) for l2 in (0, 0.7))
    for key in ("dW1", "dW2"):
        ours = overfitting.my_l2_gradient(plain[key], params[key[1:]], 0.7, 7)
        np.testing.assert_allclose(ours, with_penalty[key], rtol=1e-12)
    unused = np.vstack([X, np.zeros((1, 7))])  # its weight is moved by the penalty alone
    start = {"W1": np.ones((1, 5)), "b1": np.zeros((1, 1))}
    for batch_size in (None, 3):
        run = nn.train(
            nn.Network((5, 1)), unused, Y, start, rng=np.random.default_rng(1), l2=0.7,
            learning_rate=0.3, iterations=20, batch_size=batch_size,
        )  # fmt: skip
        left = overfitting.my_weights_left(0.3, 0.7, 7, 20)
        np.testing.assert_allclose(run.params["W1"][0, 4], left, rtol=1e-12)
    dropped = net.forward(X, params, 0.6, np.random.default_rng(8))
    U = np.random.default_rng(8).random((3, 7))
    ours = overfitting.my_inverted_dropout(cache["A1"], U, 0.6)
    np.testing.assert_allclose(ours, dropped["A1"], rtol=1e-12)


def test_the_gap_leaves_the_penalty_out():
    """Validation on the training part itself: no gap, whatever the penalty."""
    run = nn.train(
        nn.Network((4, 1)), X, Y, rng=np.random.default_rng(1), l2=2.0, iterations=30,
        record_every=10, validation=(X, Y),
    )  # fmt: skip
    gap = overfitting.my_curve_gap(run.costs, run.penalties, run.validation_costs)
    np.testing.assert_allclose(gap, np.zeros(4), atol=1e-12)


def test_two_linear_layers_are_one():
    net = nn.Network((4, 3, 2), hidden="identity", output="identity")
    params = net.initialize("xavier", np.random.default_rng(3))
    params = {key: value + 0.1 for key, value in params.items()}
    W, b = shallow.my_collapse_linear_layers(*params.values())
    np.testing.assert_allclose(W @ X + b, net.predict(X, params), rtol=1e-10)


def test_zero_weights_leave_one_unit_and_stacked_neurons_are_a_layer():
    net = nn.Network((4, 3, 1), hidden="tanh")
    params = nn.train(net, X, Y, init="zeros", iterations=20).params
    assert shallow.my_distinct_units(params["W1"], params["b1"]) == 1
    W, b = shallow.my_stack_neurons([np.ones((4, 1)), np.zeros((4, 1))], [0.5, 1.0])
    np.testing.assert_allclose(nn.linear_forward(X, W, b)[1], 1.0)


@pytest.mark.parametrize("sizes", [(4, 1), (4, 3, 1), (4, 5, 3, 2, 1)])
def test_deep_network(sizes):
    net = nn.Network(sizes)
    params = net.initialize("he", np.random.default_rng(4))
    cache = net.forward(X, params)
    grads = net.backward(cache, params, Y)
    same(deep_network.my_deep_forward(X, params), cache)
    same(deep_network.my_deep_backward(cache, params, Y), grads)
    same(
        deep_network.my_update_parameters(params, grads, 0.2),
        nn.gradient_descent(params, grads, 0.2),
    )
    assert deep_network.my_parameter_count(sizes) == net.parameter_count
    run = nn.train(net, X, Y, params=params, learning_rate=0.2, iterations=30, record_every=1)
    trained, costs = initialization.my_train_from_scratch(X, Y, params, 0.2, 30)
    same(trained, run.params)
    np.testing.assert_allclose(costs, run.costs[:30], rtol=1e-10)


def test_blocks_of_a_layer():
    dZ, A_prev, W = RNG.standard_normal((3, 7)), X, RNG.standard_normal((3, 4))
    b = RNG.standard_normal((3, 1))
    Z = deep_network.my_linear_forward(A_prev, W, b)
    np.testing.assert_allclose(Z, nn.linear_forward(A_prev, W, b), rtol=1e-12)
    for ours, theirs in zip(
        deep_network.my_linear_backward(dZ, A_prev, W),
        nn.linear_backward(dZ, A_prev, W),
        strict=True,
    ):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12)
    for name in ("sigmoid", "tanh", "relu"):
        ours = deep_network.my_activation_backward(dZ, Z, name)
        np.testing.assert_allclose(ours, nn.activation_backward(dZ, Z, name), rtol=1e-12)
    relu = nn.activation_backward(dZ, Z, "relu")
    np.testing.assert_allclose(activations.my_relu_backward(dZ, Z), relu, rtol=1e-12)


def test_gradient_check():
    net = nn.Network((2, 1))
    params = net.initialize("xavier", np.random.default_rng(6))
    cache = net.forward(X[:2], params)
    grads = net.backward(cache, params, Y)

    def cost(W):
        return net.cost(net.forward(X[:2], {**params, "W1": W}), Y)

    numerical = deep_network.my_numerical_gradient(cost, params["W1"], 1e-5)
    assert deep_network.my_gradient_check(grads["dW1"], numerical) < 1e-8
    assert deep_network.my_gradient_check(-grads["dW1"], numerical) > 0.99


def test_activations():
    Z = np.array([[-3.0, -0.5, 0.0, 0.2, 4.0]])
    for ours, theirs in (
        (logistic.my_sigmoid(Z), nn.sigmoid(Z)),
        (activations.my_sigmoid_derivative(Z), nn.sigmoid_derivative(Z)),
        (activations.my_tanh_derivative(Z), nn.tanh_derivative(Z)),
        (activations.my_relu_derivative(Z), nn.relu_derivative(Z)),
        (activations.my_leaky_relu(Z, 0.2), nn.leaky_relu(Z, 0.2)),
        (activations.my_leaky_relu_derivative(Z, 0.2), nn.leaky_relu_derivative(Z, 0.2)),
        (activations.my_tanh_from_sigmoid(Z), nn.tanh(Z)),
    ):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-15)


def test_the_slope_of_a_chain_is_that_of_a_network():
    """d a_L / d a_0 by differences, through a network of single sigmoid units."""
    net = nn.Network((1, 1, 1, 1), hidden="sigmoid")
    params = net.initialize("random", np.random.default_rng(7), scale=2.0)
    x, step = np.array([[0.3]]), 1e-6
    up, down = (net.forward(x + s, params)["A3"].item() for s in (step, -step))
    cache = net.forward(x, params)
    W = np.array([params[f"W{l}"].item() for l in (1, 2, 3)])
    Z = np.array([cache[f"Z{l}"].item() for l in (1, 2, 3)])
    np.testing.assert_allclose(
        activations.my_chain_slope(W, Z), (up - down) / (2 * step), rtol=1e-6
    )
    steepest = activations.my_chain_slope(np.ones(5), np.zeros(5))
    assert EXERCISES["sigmoid_chain_limit"].value == pytest.approx(steepest)


@pytest.mark.parametrize("init", ["zeros", "random", "xavier", "he"])
def test_initializers(init):
    sizes = (30, 20, 10, 1)
    theirs = nn.Network(sizes).initialize(init, np.random.default_rng(8))
    reference = EXERCISES[f"initialize_{init}"].reference
    rest = {"zeros": (), "random": (np.random.default_rng(8), 0.01)}
    same(reference(sizes, *rest.get(init, (np.random.default_rng(8),))), theirs)


def test_variance_grows_as_the_formula_says():
    sizes = (400, 300, 200, 100)
    rng = np.random.default_rng(9)
    A = rng.standard_normal((400, 500)) * 1.5
    for n_prev, n in zip(sizes, sizes[1:]):
        A = rng.standard_normal((n, n_prev)) * 0.1 @ A
    formula = initialization.my_output_variance(sizes, 0.01, 2.25)
    assert A.var() == pytest.approx(formula, rel=0.05)


def test_values():
    net = nn.Network((12288, 20, 7, 5, 1))
    assert EXERCISES["parameter_shapes"].value == net.shapes
    assert EXERCISES["logistic_size"].value == {
        "n_x": 64 * 64 * 3,
        "parameters": nn.Network((12288, 1)).parameter_count,
    }
    net = nn.Network((2, 5, 1))
    cache = net.forward(np.zeros((2, 400)), net.initialize("zeros"))
    arrays = {"X": cache["A0"], **cache, **net.initialize("zeros")}
    shapes = EXERCISES["shallow_shapes"].value
    assert shapes == {key: arrays[key].shape for key in shapes}


def test_listings_are_wrong_in_the_line_they_name_and_right_when_repaired():
    """Each listing runs, disagrees with the package, and agrees once its line is repaired."""
    net = nn.Network((4, 3, 1), hidden="tanh")
    relu = nn.Network((4, 3, 1))
    logistic_net = nn.Network((4, 1))
    rng = np.random.default_rng(10)

    def setting(net):
        params = net.initialize("xavier", rng)
        cache = net.forward(X, params)
        return params, cache, net.backward(cache, params, Y)

    p, c, g = setting(logistic_net)
    check_listing(
        "spot_lost_minus",
        {"X": X, "Y": Y, "W": p["W1"], "b": p["b1"]},
        {"J": logistic_net.cost(c, Y), "dW": g["dW1"], "db": g["db1"].item()},
    )
    p, c, g = setting(net)
    check_listing("spot_bias_gradient", {"X": X, "Y": Y, "m": 7, **p, **c}, g)
    p, c, g = setting(relu)
    check_listing(
        "spot_average_twice", {"X": X, "Y": Y, **p, **c}, {"dW1": g["dW1"], "dW2": g["dW2"]}
    )
    check_listing(
        "spot_output_derivative",
        {"Y": Y, "AL": c["A2"], "A_prev": c["A1"], "WL": p["W2"]},
        {"dWL": g["dW2"], "dbL": g["db2"]},
    )
    sizes = {"n0": 400, "n1": 300}
    faulty, repaired = listings("spot_he_deviation", {"rng": rng, **sizes})
    assert repaired["W1"].std() == pytest.approx((2 / 400) ** 0.5, rel=0.01)
    assert faulty["W1"].std() < 0.1 * repaired["W1"].std()
    assert 12288 / 2 / 78 == pytest.approx((12288 / 2) ** 0.5, rel=0.01)  # "78 times too small"


def test_softmax_regression():
    net = nn.Network((4, 3), output="softmax")
    params = net.initialize("random", np.random.default_rng(8), scale=1.0)
    labels = np.array([2, 0, 1, 1, 2, 0, 2])
    hot = softmax_and_regression.my_one_hot(labels, 3)
    np.testing.assert_array_equal(hot, datasets.Split(np.zeros((7, 1, 1, 1)), labels, 3).Y)
    cache = net.forward(X, params)
    A = softmax_and_regression.my_softmax(cache["Z1"])
    np.testing.assert_allclose(A, cache["A1"], rtol=1e-12)
    np.testing.assert_allclose(
        softmax_and_regression.my_softmax_cost(A, hot), net.cost(cache, hot), rtol=1e-12
    )
    dW, db = softmax_and_regression.my_softmax_gradients(X, A, hot)
    same({"dW1": dW, "db1": db}, net.backward(cache, params, hot))
    predicted = net.predict(X, params)[0]
    counts = softmax_and_regression.my_confusion_matrix(labels, predicted, 3)
    assert counts.sum() == 7 and np.trace(counts) / 7 == nn.accuracy(predicted[None], hot)
    given = {"X": X, "Y": hot, "W": params["W1"], "b": params["b1"]}
    check_listing("spot_softmax_axis", given, {"A": A, "dW": dW})


def test_softmax_of_two_classes_is_the_sigmoid():
    two, one = nn.Network((4, 2), output="softmax"), nn.Network((4, 1))
    params = two.initialize("random", np.random.default_rng(9), scale=1.0)
    w, c = softmax_and_regression.my_two_class_sigmoid(params["W1"], params["b1"])
    np.testing.assert_allclose(
        one.forward(X, {"W1": w, "b1": c})["A1"][0], two.forward(X, params)["A1"][1], rtol=1e-12
    )


def test_regression():
    net = nn.Network((4, 1), output="identity")
    params = net.initialize("random", np.random.default_rng(10), scale=1.0)
    prices = np.random.default_rng(11).normal(size=(1, 7))
    W, b = params["W1"], params["b1"]
    dW, db = softmax_and_regression.my_regression_gradients(X, prices, W, b)
    same({"dW1": dW, "db1": db}, net.backward(net.forward(X, params), params, prices))
    mean, std = X.mean(axis=1, keepdims=True), X.std(axis=1, keepdims=True)
    W_raw, b_raw = softmax_and_regression.my_unscale(W, b, mean, std)
    scaled = net.predict((X - mean) / std, params)
    np.testing.assert_allclose(net.predict(X, {"W1": W_raw, "b1": b_raw}), scaled, atol=1e-12)


def test_a_curve_goes_through_its_points():
    knots, heights = np.array([-2.0, -0.5, 0.0, 1.5, 3.0]), np.array([1.0, -1.0, 0.3, 0.3, 2.0])
    params = softmax_and_regression.my_curve_network(knots, heights)
    net = nn.Network((1, 4, 1), hidden="relu", output="identity")
    x = np.linspace(-2, 3, 41)
    drawn = net.predict(x[np.newaxis], params)[0]
    np.testing.assert_allclose(drawn, np.interp(x, knots, heights), atol=1e-12)


def listings(name, given):
    """What the faulty listing computes, and what the repaired one does."""
    exercise = EXERCISES[name]
    repaired = list(exercise.lines)
    repaired[exercise.faulty_line - 1] = exercise.repaired
    computed = []
    for lines in (exercise.lines, repaired):
        namespace = {"np": np, **given}
        exec("\n".join(lines), namespace)
        computed.append(namespace)
    return computed


def check_listing(name, given, expected):
    def agrees(computed):
        return all(
            np.shape(computed[key]) == np.shape(value) and np.allclose(computed[key], value)
            for key, value in expected.items()
        )

    faulty, repaired = listings(name, given)
    assert not agrees(faulty)
    assert agrees(repaired)


def test_planted_mistakes_are_where_the_exercise_says():
    """Of four layers, a spoils dW of layer 3 alone, b everything from layer 2 down."""
    net = nn.Network((4, 5, 4, 3, 1))
    params = net.initialize("he", np.random.default_rng(3))
    cache = net.forward(X, params)
    right = net.backward(cache, params, Y)
    spoiled = {
        backward: {
            key for key in right if not np.allclose(backward(cache, params, Y)[key], right[key])
        }
        for backward in (planted.backward_a, planted.backward_b)
    }
    assert spoiled[planted.backward_a] == {"dW3"}
    assert spoiled[planted.backward_b] == {"dW2", "db2", "dW1", "db1"}
    answer = EXERCISES["planted_mistakes"].value
    assert answer == {"a: layer": 3, "a: formula": 2, "b: layer": 2, "b: formula": 1}


def test_optimizers():
    """Ten steps of each by the references are ten steps of OPTIMIZERS; the rates are DECAYS'."""
    rng, rate, epsilon = np.random.default_rng(6), 0.05, 1e-8
    moved = {name: np.ones((2, 3)) for name in ("momentum", "rmsprop", "adam")}
    v, s, adam_v, adam_s = np.zeros((4, 2, 3))
    averages = {name: np.zeros((2, 3)) for name in ("v", "s")}
    package = {name: theta.copy() for name, theta in moved.items()}
    states = {
        name: {key: each.copy() for key, each in averages.items() if key in row.averages}
        for name, row in nn.OPTIMIZERS.items()
    }
    ours = optimizers_page
    for t in range(1, 11):
        g = rng.standard_normal((2, 3))
        for name, theta in package.items():
            row = nn.OPTIMIZERS[name]
            direction = row.direction(g.copy(), t, **states[name], **row.hyperparameters)
            package[name] = theta - rate * direction
        moved["momentum"], v = ours.my_momentum_step(moved["momentum"], v, g, rate, 0.9)
        moved["rmsprop"], s = ours.my_rmsprop_step(moved["rmsprop"], s, g, rate, 0.9, epsilon)
        moved["adam"], adam_v, adam_s = ours.my_adam_step(
            moved["adam"], adam_v, adam_s, g, t, rate, 0.9, 0.999, epsilon
        )
    same(moved, package)
    for epoch in (0, 3, 7):
        ours_now = ours.my_decayed_rates(0.2, epoch, 0.3, 2)
        theirs = [0.2 * decay(epoch, 0.3, 2) for decay in nn.DECAYS.values()]
        np.testing.assert_allclose(ours_now, theirs, rtol=1e-12)


def test_first_steps_and_updates_of_the_optimizers_page():
    """The two values that are asked for, measured."""
    from nnhelpers.surfaces import Surface, descend

    plane = Surface(lambda x, y: 0.01 * x, lambda x, y: (0.01 + 0 * x, 0 * y), None, (), "")
    first = dict(zip(EXERCISES["first_steps"].value, nn.OPTIMIZERS))
    for name, value in EXERCISES["first_steps"].value.items():
        path = descend(plane, (1.0, 1.0), first[name], 0.1, 1)
        assert abs(path[0, 1] - 1) == pytest.approx(value, rel=1e-4)
    batches = optimizers_page.my_cut_batches(np.arange(4000), 64)
    counted = [len(batches), len(batches[-1]), 8 * len(batches)]
    assert counted == list(EXERCISES["count_updates"].value.values())


def test_frameworks():
    """Rows give the scores of columns, the cost is the package's, the tape its gradients."""
    net = nn.Network((4, 3, 3), hidden="tanh", output="softmax")
    params = net.initialize("he", np.random.default_rng(6))
    params = {key: value + 0.1 for key, value in params.items()}
    layers, cache = frameworks_page.my_to_rows(params), net.forward(X, params)
    A1 = np.tanh(X.T @ layers["kernel1"] + layers["bias1"])
    Z = A1 @ layers["kernel2"] + layers["bias2"]
    np.testing.assert_allclose(Z.T, cache["Z2"], rtol=1e-12)
    same(params, frameworks_page.my_from_rows(layers))
    labels = np.array([0, 2, 1, 1, 0, 2, 2])
    cost = frameworks_page.my_logits_cost(Z, labels)
    np.testing.assert_allclose(cost, net.cost(cache, np.eye(3)[:, labels]), rtol=1e-12)
    unit = nn.Network((1, 1, 1), hidden="tanh", output="identity")
    params = {"W1": [[0.7]], "b1": [[0.2]], "W2": [[-1.3]], "b2": [[0.0]]}
    params = {key: np.array(value) for key, value in params.items()}
    x, cache = 1.4, unit.forward(np.array([[1.4]]), params)
    z, a, out = (cache[key].item() for key in ("Z1", "A1", "A2"))
    entries = [("mul", 0, 1), ("add", 4, 2), ("tanh", 5, None), ("mul", 3, 6)]
    tape = [("input", None, None)] * 4 + entries
    slopes = frameworks_page.my_tape_backward(tape, [0.7, x, 0.2, -1.3, 0.7 * x, z, a, out])
    grads = unit.backward(cache, params, np.array([[0.0]]))  # of out squared: 2 out times ours
    expected = [grads["dW1"].item(), grads["db1"].item(), grads["dW2"].item()]
    ours = [slopes[0], slopes[2], slopes[3]]
    np.testing.assert_allclose(2 * out * np.array(ours), expected, rtol=1e-12)
