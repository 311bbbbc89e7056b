"""The linear half of a layer, Z = W @ A_prev + b, forward and backward. Pages 03 and 04.

The other half is the activation (activations.py); network.py puts the halves together.
"""

import numpy as np

from nnhelpers.contracts import check_linear, check_linear_backward


def _matmul(W, A, out=None):
    """W @ A; where a stack W meets an A that it shares, as one large matrix product."""
    if W.ndim == 2:
        large = A.size > 100_000 and A.dtype == np.float32
        return (_large_float32 if large else np.dot)(W, A, out)  # dot has less overhead than @
    if A.ndim == W.ndim:
        return np.matmul(W, A, out=out)
    rows = W.reshape(-1, W.shape[-1])
    flat_out = None if out is None else out.reshape(len(rows), -1)
    return np.dot(rows, A, out=flat_out).reshape(*W.shape[:-1], -1)


def _large_float32(W, A, out):
    """W @ A, by way of its transpose where OpenBLAS is 1.2 to 2 times as quick that way: in
    single precision, few rows times many columns, each column in contiguous memory."""
    transposed = A.flags.f_contiguous and A.shape[1] > len(W)
    if transposed and (out is None or out.flags.f_contiguous):
        return np.dot(A.T, W.T, None if out is None else out.T).T
    return np.matmul(W, A, out=out)  # into an `out` of any memory layout


def linear_forward(A_prev, W, b, out=None, check=True):
    """The linear half of a layer, Z = W @ A_prev + b. Page 03.

    Shapes: A_prev (..., n_prev, m), W (..., n_l, n_prev), b (..., n_l, 1), Z (..., n_l, m).
    `out` is an array to write Z into. ValueError if the shapes do not fit.
    """
    if check:
        A_prev, W, b = check_linear(A_prev, W, b)
    Z = _matmul(W, A_prev, out)
    Z += b
    return Z


def linear_backward(dZ, A_prev, W, out=(None, None, None), check=True):
    """Gradients of one linear step Z = W @ A_prev + b. Page 04.

    Columns of dZ (..., n_l, m) are the derivatives of single examples' losses; the mean over the
    batch (1/m) is taken here, and only here. A_prev is (..., n_prev, m), W (..., n_l, n_prev), or
    None in layer 1, where nobody needs dA_prev. `out` may hold arrays to write into.
    Returns dA_prev, dW, db of the shapes of A_prev, W and (..., n_l, 1). ValueError if the
    shapes do not fit.
    """
    if check:
        dZ, A_prev, W = check_linear_backward(dZ, A_prev, W)
    dA_prev, dW, db = out
    mean_dZ = dZ / dZ.shape[-1]
    dW = _matmul(mean_dZ, A_prev.mT, dW)
    db = np.add.reduce(mean_dZ, -1, None, db, True)
    return None if W is None else _matmul(W.mT, dZ, dA_prev), dW, db
