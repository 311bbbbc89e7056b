"""Costs and their derivatives: values by hand, saturation, agreement of the two cost paths."""

import numpy as np
import oracle
import pytest
from autograd import grad

import nnhelpers
from nnhelpers import (
    LOSSES,
    Network,
    binary_cross_entropy,
    binary_cross_entropy_derivative,
    cross_entropy,
    cross_entropy_derivative,
    mean_squared_error,
    mean_squared_error_derivative,
)

OUTPUT_OF = {
    "binary_cross_entropy": "sigmoid",
    "cross_entropy": "softmax",
    "mean_squared_error": "identity",
}


def layer(Z, output, loss=None):
    """A one-layer network, and params and X, that give just this Z in its last layer."""
    n, m = Z.shape
    params = {"W1": Z, "b1": np.zeros((n, 1), dtype=Z.dtype)}
    return Network((m, n), output=output, loss=loss), params, np.eye(m, dtype=Z.dtype)


def cost_and_dZ(Z, Y, output, loss=None):
    net, params, X = layer(Z, output, loss)
    cache = net.forward(X, params)
    return net.cost(cache, Y), net.deltas(cache, params, Y)["dZ1"]


def test_the_table_holds_the_public_functions():
    assert set(LOSSES) == set(OUTPUT_OF)
    for name in OUTPUT_OF:
        assert LOSSES[name].derivative is getattr(nnhelpers, f"{name}_derivative")


def test_binary_cross_entropy_by_hand():
    A, Y = np.array([[0.5, 0.25]]), np.array([[1.0, 0.0]])
    # -(log 0.5 + log 0.75) / 2 = (log 2 + log 4/3) / 2 = log(8/3) / 2
    assert binary_cross_entropy(A, Y) == pytest.approx(np.log(8 / 3) / 2, rel=1e-15)
    # -1/0.5 = -2;  1/(1 - 0.25) = 4/3
    np.testing.assert_allclose(binary_cross_entropy_derivative(A, Y), [[-2, 4 / 3]], rtol=1e-15)


def test_cross_entropy_by_hand():
    A = np.array([[0.5, 0.2], [0.25, 0.3], [0.25, 0.5]])
    Y = np.array([[1, 0], [0, 0], [0, 1.0]])
    # -(log 1/2 + log 1/2) / 2 = log 2
    assert cross_entropy(A, Y) == pytest.approx(np.log(2), rel=1e-15)
    np.testing.assert_array_equal(cross_entropy_derivative(A, Y), [[-2, 0], [0, 0], [0, -2]])


def test_mean_squared_error_by_hand():
    A, Y = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[0.0, 4.0], [0.5, 0.0]])
    # squares 1, 4, 0.25, 1; summed over outputs and examples 6.25; two examples: 3.125
    assert mean_squared_error(A, Y) == 3.125
    np.testing.assert_array_equal(mean_squared_error_derivative(A, Y), [[2, -4], [-1, -2]])


@pytest.mark.parametrize("loss", OUTPUT_OF)
def test_costs_and_derivatives_against_the_oracle(loss):
    rng = np.random.default_rng(5)
    A = rng.dirichlet(np.ones(3), 6).T
    Y = oracle.targets(OUTPUT_OF[loss], 3, 6, rng)

    def textbook(A):
        if loss == "binary_cross_entropy":
            return -oracle.anp.sum(oracle.anp.log(A**Y * (1 - A) ** (1 - Y)))
        if loss == "cross_entropy":
            return -oracle.anp.log(oracle.anp.prod(oracle.anp.sum(A * Y, axis=0)))
        return oracle.anp.sum(oracle.anp.square(Y - A))

    assert getattr(nnhelpers, loss)(A, Y) == pytest.approx(textbook(A) / 6, rel=1e-13)
    np.testing.assert_allclose(LOSSES[loss].derivative(A, Y), grad(textbook)(A), rtol=1e-12)


@pytest.mark.parametrize("loss", OUTPUT_OF)
def test_the_cost_from_Z_is_the_cost_from_A(loss):
    """Training computes the cost from Z; where nothing saturates both must agree."""
    rng = np.random.default_rng(6)
    Z = rng.standard_normal((3, 8)) * 2
    Y = oracle.targets(OUTPUT_OF[loss], 3, 8, rng)
    net, params, X = layer(Z, OUTPUT_OF[loss])
    cache = net.forward(X, params)
    assert net.cost(cache, Y) == pytest.approx(getattr(nnhelpers, loss)(cache["A1"], Y), rel=1e-13)


@pytest.mark.parametrize("dtype", (np.float32, np.float64))
@pytest.mark.parametrize("size", (50.0, 1e3, 1e4))
def test_saturated_sigmoid_costs_what_it_should(size, dtype):
    """Certain and wrong costs |Z|, certain and right nothing; dZ = A - Y is -1, 0, 0 or 1."""
    Z = np.array([[-size, -size, size, size]], dtype=dtype)
    Y = np.array([[1, 0, 1, 0]], dtype=dtype)
    J, dZ = cost_and_dZ(Z, Y, "sigmoid")
    assert J == pytest.approx(size / 2, rel=1e-6)  # (size + 0 + 0 + size) / 4
    np.testing.assert_allclose(dZ, [[-1, 0, 0, 1]], atol=1e-20)
    assert dZ.dtype == dtype


def test_small_costs_of_certain_and_right_predictions_are_not_lost():
    """log(1 + exp(-40)) is exp(-40) to 17 digits; 1 - A would round it to nothing."""
    J, _ = cost_and_dZ(np.array([[40.0]]), np.array([[1.0]]), "sigmoid")
    assert J == pytest.approx(np.exp(-40), rel=1e-12)


@pytest.mark.parametrize("dtype", (np.float32, np.float64))
def test_saturated_softmax_costs_what_it_should(dtype):
    Z = np.array([[1e4, 1e4, 0], [-1e4, -1e4, 1e4], [0, 0, 1e4]], dtype=dtype)
    Y = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]], dtype=dtype)
    J, dZ = cost_and_dZ(Z, Y, "softmax")
    # right: 0; wrong by 20 000; a tie of two: log 2
    assert J == pytest.approx((0 + 2e4 + np.log(2)) / 3, rel=1e-6)
    np.testing.assert_array_equal(dZ, [[0, 1, 0], [0, -1, 0.5], [0, 0, -0.5]])


@pytest.mark.parametrize("output", ("sigmoid", "softmax"))
def test_squared_error_on_saturated_outputs_is_finite(output):
    """The page on losses shows it: certain and wrong, yet no gradient."""
    Z = np.array([[1e4, -1e4], [-1e4, 1e4]])
    Y = np.array([[0.0, 0.0], [1.0, 1.0]])
    J, dZ = cost_and_dZ(Z, Y, output, "mean_squared_error")
    assert J == 1.0  # example 1 is wrong in both units (2), example 2 right (0)
    np.testing.assert_allclose(dZ, np.zeros((2, 2)), atol=1e-300)


def test_a_certain_prediction_from_A():
    """From A alone: wrong costs infinity, right nothing, and no warning either way."""
    assert binary_cross_entropy([[1.0, 0.0]], [[1, 0]]) == 0
    assert binary_cross_entropy([[1.0]], [[0]]) == np.inf
    assert binary_cross_entropy([[0.0]], [[1]]) == np.inf
    assert cross_entropy([[1.0], [0.0]], [[1], [0]]) == 0
    assert cross_entropy([[1.0], [0.0]], [[0], [1]]) == np.inf


def test_derivatives_at_certain_predictions():
    """0/0 counts as 0, as 0 log 0 does in the cost: -1/A or 1/(1 - A) is what remains."""
    A, Y = np.array([[1.0, 0.0, 1.0, 0.0]]), np.array([[1.0, 0.0, 0.0, 1.0]])
    np.testing.assert_array_equal(binary_cross_entropy_derivative(A, Y), [[-1, 1, np.inf, -np.inf]])
    A, Y = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[1.0, 1.0], [0.0, 0.0]])
    np.testing.assert_array_equal(cross_entropy_derivative(A, Y), [[-1, -np.inf], [0, 0]])


@pytest.mark.parametrize("loss", OUTPUT_OF)
def test_a_stack_gets_one_cost_for_each_member(loss):
    A = np.random.default_rng(7).dirichlet(np.ones(3), (2, 4)).swapaxes(-1, -2)
    Y = oracle.targets(OUTPUT_OF[loss], 3, 4, np.random.default_rng(8))
    costs, dA = getattr(nnhelpers, loss)(A, Y), LOSSES[loss].derivative(A, Y)
    assert costs.shape == (2,)
    assert dA.shape == A.shape
    for k in range(2):
        assert costs[k] == pytest.approx(getattr(nnhelpers, loss)(A[k], Y), rel=1e-15)
        np.testing.assert_array_equal(dA[k], LOSSES[loss].derivative(A[k], Y))


@pytest.mark.parametrize("loss", OUTPUT_OF)
def test_arguments_are_not_changed_and_float32_stays(loss):
    A = np.array([[0.2, 0.7], [0.8, 0.3]], dtype=np.float32)
    Y = np.array([[0, 1], [1, 0]], dtype=np.float32)
    copies = A.copy(), Y.copy()
    cost = getattr(nnhelpers, loss)(A, Y)
    assert isinstance(cost, float)
    assert LOSSES[loss].derivative(A, Y).dtype == np.float32
    np.testing.assert_array_equal((A, Y), copies)
