"""The linear half of a layer: by hand, against autograd, with stacks."""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad

from nnhelpers import linear_backward, linear_forward


def arrays(*shapes):
    rng = np.random.default_rng(1)
    return [rng.standard_normal(shape) for shape in shapes]


def test_by_hand():
    A_prev, W, b = np.array([[1.0, 2.0]]), np.array([[3.0], [-1.0]]), np.array([[0.5], [0.0]])
    # row 1: 3*1 + 0.5, 3*2 + 0.5;  row 2: -1*1, -1*2
    np.testing.assert_array_equal(linear_forward(A_prev, W, b), [[3.5, 6.5], [-1, -2]])
    dZ = np.array([[1.0, -2.0], [4.0, 0.0]])
    dA_prev, dW, db = linear_backward(dZ, A_prev, W)
    np.testing.assert_array_equal(dA_prev, [[-1, -6]])  # 3*1 - 1*4 and 3*(-2) - 1*0: no 1/m
    np.testing.assert_array_equal(dW, [[-1.5], [2]])  # (1*1 - 2*2)/2 and (4*1 + 0*2)/2
    np.testing.assert_array_equal(db, [[-0.5], [2]])  # (1 - 2)/2 and (4 + 0)/2


@pytest.mark.parametrize("n_l, n_prev, m", ((3, 4, 5), (1, 4, 5), (3, 1, 5), (3, 4, 1), (1, 1, 1)))
def test_gradients_against_autograd(n_l, n_prev, m):
    """The mean over the examples of sum(dZ * Z) has just these derivatives (dA: times m)."""
    A_prev, W, b, dZ = arrays((n_prev, m), (n_l, n_prev), (n_l, 1), (n_l, m))

    def mean(A_prev, W, b):
        return anp.sum(dZ * (anp.dot(W, A_prev) + b)) / m

    dA_prev, dW, db = linear_backward(dZ, A_prev, W)
    np.testing.assert_allclose(dA_prev, m * grad(mean, 0)(A_prev, W, b), rtol=1e-12)
    np.testing.assert_allclose(dW, grad(mean, 1)(A_prev, W, b), rtol=1e-12)
    np.testing.assert_allclose(db, grad(mean, 2)(A_prev, W, b), rtol=1e-12)


@pytest.mark.parametrize("shared", (False, True))
@pytest.mark.parametrize("K", (1, 2, 3))
def test_stacks(shared, K):
    """Each member by itself; inputs of its own, or one X for all (the first layer)."""
    A_prev, W, b, dZ = arrays((K, 2, 7), (K, 3, 2), (K, 3, 1), (K, 3, 7))
    if shared:
        A_prev = A_prev[0]
    Z = linear_forward(A_prev, W, b)
    _, dW, db = linear_backward(dZ, A_prev, W)
    assert Z.shape == dZ.shape
    for k in range(K):
        own = A_prev if shared else A_prev[k]
        np.testing.assert_allclose(Z[k], linear_forward(own, W[k], b[k]), rtol=1e-13)
        alone = linear_backward(dZ[k], own, W[k])
        np.testing.assert_allclose(dW[k], alone[1], rtol=1e-12)
        np.testing.assert_allclose(db[k], alone[2], rtol=1e-12)
    if not shared:
        dA_prev = linear_backward(dZ, A_prev, W)[0]
        np.testing.assert_allclose(dA_prev, np.swapaxes(W, 1, 2) @ dZ, rtol=1e-13)


def test_arguments_are_not_changed_and_float32_stays():
    given = [array.astype(np.float32) for array in arrays((2, 7), (3, 2), (3, 1), (3, 7))]
    copies = [array.copy() for array in given]
    A_prev, W, b, dZ = given
    results = linear_forward(A_prev, W, b), *linear_backward(dZ, A_prev, W)
    assert {array.dtype for array in results} == {np.dtype(np.float32)}
    for array, copy in zip(given, copies):
        np.testing.assert_array_equal(array, copy)


def test_memory_layout_does_not_matter():
    """Transposed views, as X.T of images is one, give the numbers of contiguous arrays."""
    A_prev, W, b, dZ = arrays((2, 7), (3, 2), (3, 1), (3, 7))
    views = [np.asfortranarray(array) for array in (A_prev, W, b, dZ)]
    np.testing.assert_allclose(linear_forward(*views[:3]), linear_forward(A_prev, W, b), rtol=1e-14)
    for came, expected in zip(
        linear_backward(views[3], views[0], views[1]), linear_backward(dZ, A_prev, W)
    ):
        np.testing.assert_allclose(came, expected, rtol=1e-13)


@pytest.mark.parametrize("A_order", "CF")
@pytest.mark.parametrize("rows", (3, 70))
def test_large_float32_products_in_any_memory_layout(rows, A_order):
    """They may be computed by way of the transpose; the result is the same."""
    A_prev, W, b = (array.astype("f4") for array in arrays((2000, 60), (rows, 2000), (rows, 1)))
    Z = linear_forward(np.asarray(A_prev, order=A_order), W, b)
    assert Z.shape == (rows, 60) and Z.dtype == np.float32
    exact = W.astype("f8") @ A_prev.astype("f8") + b
    np.testing.assert_allclose(Z, exact, atol=2e-3)
