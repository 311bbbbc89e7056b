"""Activations and their derivatives: values, saturation, shapes, dtypes."""

import autograd.numpy as anp
import numpy as np
import oracle
import pytest
from autograd import elementwise_grad, grad

import nnhelpers
from nnhelpers import (
    ACTIVATIONS,
    activation_backward,
    identity,
    identity_derivative,
    leaky_relu,
    leaky_relu_derivative,
    relu,
    relu_derivative,
    sigmoid,
    sigmoid_derivative,
    softmax,
    tanh,
    tanh_derivative,
)

ELEMENTWISE = ("sigmoid", "tanh", "relu", "leaky_relu", "identity")
FUNCTIONS = {name: getattr(nnhelpers, name) for name in (*ELEMENTWISE, "softmax")}
DERIVATIVES = {name: getattr(nnhelpers, f"{name}_derivative") for name in ELEMENTWISE}


def test_the_table_holds_the_public_functions():
    assert set(ACTIVATIONS) == set(FUNCTIONS)
    for name, function in FUNCTIONS.items():
        assert ACTIVATIONS[name].function is function
        assert ACTIVATIONS[name].derivative is DERIVATIVES.get(name)


def test_values_known_by_heart():
    np.testing.assert_allclose(sigmoid(np.log([[1, 3, 9]])), [[0.5, 0.75, 0.9]], rtol=1e-15)
    np.testing.assert_allclose(tanh(np.log([[1, 2, 3]])), [[0, 0.6, 0.8]], rtol=1e-15, atol=1e-16)
    np.testing.assert_array_equal(relu([[-2.0, 0.0, 3.0]]), [[0, 0, 3]])
    np.testing.assert_array_equal(leaky_relu([[-2.0, 0.0, 3.0]]), [[-0.02, 0, 3]])
    np.testing.assert_array_equal(leaky_relu([[-2.0, 3.0]], leaky_slope=0.5), [[-1, 3]])
    np.testing.assert_array_equal(identity([[-2.0, 3.0]]), [[-2, 3]])
    np.testing.assert_allclose(softmax(np.log([[1.0], [2], [5]])), [[1 / 8], [1 / 4], [5 / 8]])


def test_derivatives_known_by_heart():
    assert sigmoid_derivative(0.0) == 0.25
    assert sigmoid_derivative(np.log(3)) == pytest.approx(3 / 16)  # 3/4 * 1/4
    assert tanh_derivative(0.0) == 1
    assert tanh_derivative(np.log(2)) == pytest.approx(0.64)  # 1 - 0.6^2
    np.testing.assert_array_equal(relu_derivative([-1.0, 2.0]), [0, 1])
    np.testing.assert_array_equal(leaky_relu_derivative([-1.0, 2.0]), [0.01, 1])
    np.testing.assert_array_equal(leaky_relu_derivative([-1.0, 2.0], leaky_slope=0.3), [0.3, 1])
    np.testing.assert_array_equal(identity_derivative([-1.0, 2.0]), [1, 1])


def test_the_slope_is_the_second_argument():
    np.testing.assert_array_equal(leaky_relu_derivative(np.array([-1.0, 2.0]), 0.3), [0.3, 1])
    np.testing.assert_array_equal(leaky_relu(np.array([-1.0, 2.0]), 0.3), [-0.3, 2])


def test_derivative_at_the_corner_is_that_of_the_left():
    """The course's convention: ReLU'(0) = 0, and the slope for the leaky one; also at -0.0."""
    for zero in (0.0, -0.0):
        assert relu_derivative([zero]) == [0]
        assert leaky_relu_derivative([zero], leaky_slope=0.2) == [0.2]
        assert activation_backward([[5.0]], [[zero]], "relu") == [[0]]
        assert activation_backward([[5.0]], [[zero]], "leaky_relu", leaky_slope=0.2) == [[1]]


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_function_and_derivative_against_the_oracle(name):
    Z = np.random.default_rng(1).standard_normal((4, 50)) * 3
    expected = oracle.activate(name, Z)
    np.testing.assert_allclose(FUNCTIONS[name](Z), expected, rtol=1e-14, atol=1e-300)
    slopes = elementwise_grad(lambda z: oracle.activate(name, z))(Z)
    np.testing.assert_allclose(DERIVATIVES[name](Z), slopes, rtol=1e-9, atol=1e-14)
    dA = np.random.default_rng(2).standard_normal(Z.shape)
    dZ = activation_backward(dA, Z, name)
    np.testing.assert_allclose(dZ, dA * slopes, rtol=1e-9, atol=1e-14)


def test_softmax_and_its_backward_against_the_oracle():
    rng = np.random.default_rng(3)
    Z, dA = rng.standard_normal((2, 5, 7))
    np.testing.assert_allclose(softmax(Z), oracle.activate("softmax", Z), rtol=1e-14)
    np.testing.assert_allclose(softmax(Z).sum(axis=0), np.ones(7), rtol=1e-15)
    dZ = grad(lambda z: anp.sum(dA * oracle.activate("softmax", z)))(Z)
    np.testing.assert_allclose(activation_backward(dA, Z, "softmax"), dZ, rtol=1e-12, atol=1e-15)


def test_softmax_does_not_change_when_a_column_is_shifted():
    Z = np.array([[1.0, 2.0], [3.0, -1.0]])
    np.testing.assert_allclose(softmax(Z + np.array([[700.0, -5e3]])), softmax(Z), rtol=1e-12)


def test_sigmoid_keeps_its_relative_accuracy_far_out():
    Z = np.array([-700.0, -300.0, -40.0, -5.0, 0.0, 5.0, 30.0])
    exact = 1 / (1 + np.exp(-Z.astype(np.longdouble)))
    np.testing.assert_allclose(sigmoid(Z), exact.astype(float), rtol=1e-13)
    assert sigmoid(np.array([-700.0]))[0] == pytest.approx(9.859676543759770e-305, rel=1e-12)


@pytest.mark.parametrize("dtype", (np.float32, np.float64))
@pytest.mark.parametrize(
    "name, low, high",
    (
        ("sigmoid", 0, 1),
        ("tanh", -1, 1),
        ("relu", 0, 1e4),
        ("leaky_relu", -100, 1e4),
        ("identity", -1e4, 1e4),
    ),
)
def test_saturation(name, low, high, dtype):
    """At Z = -10 000 and 10 000 every function is at its limit, without warning or NaN."""
    Z = np.array([[-1e4, 1e4]], dtype=dtype)
    A = FUNCTIONS[name](Z)
    assert A.dtype == dtype
    np.testing.assert_allclose(A, [[low, high]], rtol=1e-6, atol=1e-37)
    slopes = {"sigmoid": [[0, 0]], "tanh": [[0, 0]], "relu": [[0, 1]], "leaky_relu": [[0.01, 1]]}
    expected = slopes.get(name, [[1, 1]])
    np.testing.assert_allclose(DERIVATIVES[name](Z), expected, rtol=1e-6, atol=1e-37)


def test_saturated_softmax():
    Z = np.array([[1e4, -1e4, 1e4], [-1e4, 1e4, 1e4]])
    np.testing.assert_array_equal(softmax(Z), [[1, 0, 0.5], [0, 1, 0.5]])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_float32_stays_and_integers_become_float64(name):
    Z = np.array([[-2.0, 0.5], [1.5, 3.0]])
    functions = [FUNCTIONS[name], lambda z: activation_backward(z, z, name)]
    functions += [DERIVATIVES[name]] if name in DERIVATIVES else []
    assert functions[1](np.array([[1, 2], [0, -3]])).dtype == np.float64
    for function in functions:
        single = function(Z.astype(np.float32))
        assert single.dtype == np.float32
        np.testing.assert_allclose(single, function(Z), rtol=2e-6, atol=1e-7)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_inputs_are_not_changed(name):
    Z = np.array([[-2.0, 0.5], [1.5, 3.0]])
    before = Z.copy()
    assert not np.shares_memory(FUNCTIONS[name](Z), Z)
    activation_backward(Z, Z, name)
    np.testing.assert_array_equal(Z, before)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_stack_is_computed_member_by_member(name):
    Z, dA = np.random.default_rng(4).standard_normal((2, 3, 4, 5))
    stacked = FUNCTIONS[name](Z), activation_backward(dA, Z, name)
    for k in range(3):
        alone = FUNCTIONS[name](Z[k]), activation_backward(dA[k], Z[k], name)
        np.testing.assert_allclose(stacked[0][k], alone[0], rtol=1e-14)
        np.testing.assert_allclose(stacked[1][k], alone[1], rtol=1e-13, atol=1e-16)
