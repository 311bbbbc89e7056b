"""The linear half of a layer, Z = W @ A_prev + b, forward and backward. Pages 03 and 04.

The other half is the activation (activations.py); propagation.py puts the halves together.
"""

import numpy as np

from nnhelpers.contracts import as_float_array


def product(W, A):
    """W @ A, in the order that NumPy computes quickest.

    A stack of W that meets one A, shared by all, is one large product (on images 1.5 to 6 times as
    quick as many small ones). Large ones in single precision go by way of the transpose where the
    examples lie one after the other in memory (up to 1.8 times).
    """
    if W.ndim == 2:
        if A.size > 100_000 and A.dtype == np.float32 and A.flags.f_contiguous:
            return np.dot(A.T, W.T).T
        return np.dot(W, A)
    if A.ndim == 2:
        return np.dot(W.reshape(-1, W.shape[-1]), A).reshape(*W.shape[:-1], -1)
    return W @ A


def linear_forward(A_prev, W, b):
    """The linear half of a layer, Z = W @ A_prev + b. Page 03.

    Shapes: A_prev (..., n_prev, m), W (..., n_l, n_prev), b (..., n_l, 1), Z (..., n_l, m).
    ValueError if they do not fit.
    """
    A_prev, W, b = (as_float_array(n, v) for n, v in (("A_prev", A_prev), ("W", W), ("b", b)))
    matrices = 2 <= A_prev.ndim <= W.ndim and A_prev.shape[:-2] in ((), W.shape[:-2])
    if not matrices or b.shape != (*W.shape[:-1], 1) or W.shape[-1] != A_prev.shape[-2]:
        raise ValueError(
            f"A_prev {A_prev.shape}, W {W.shape} and b {b.shape} do not fit: expected "
            "(n_prev, m), (n_l, n_prev) and (n_l, 1). Check for a transposed W or a rank-1 b."
        )
    return product(W, A_prev) + b


def linear_backward(dZ, A_prev, W):
    """Gradients of one linear step Z = W @ A_prev + b. Page 04.

    Columns of dZ (..., n_l, m) are the derivatives of single examples' losses; the mean over the
    batch (1/m) is taken here. A_prev is (..., n_prev, m), W (..., n_l, n_prev), or None in layer 1,
    where nobody needs dA_prev.
    Returns dA_prev, dW, db of the shapes of A_prev, W and (..., n_l, 1). ValueError if the
    shapes do not fit.
    """
    dZ, A_prev = as_float_array("dZ", dZ), as_float_array("A_prev", A_prev)
    W = W if W is None else as_float_array("W", W)
    fit = 2 <= A_prev.ndim <= dZ.ndim and 0 < dZ.shape[-1] == A_prev.shape[-1]
    fit = fit and A_prev.shape[:-2] in ((), dZ.shape[:-2])
    W_fits = W is None or (fit and W.shape == (*dZ.shape[:-1], A_prev.shape[-2]))
    if not fit or not W_fits:
        raise ValueError(
            f"dZ {dZ.shape}, A_prev {A_prev.shape} and W {np.shape(W)} do not fit: expected "
            "(n_l, m), (n_prev, m) and (n_l, n_prev). Check for a transposed argument."
        )
    mean_dZ = dZ / dZ.shape[-1]
    dA_prev = None if W is None else product(W.mT, dZ)
    return dA_prev, product(mean_dZ, A_prev.mT), np.add.reduce(mean_dZ, axis=-1, keepdims=True)
