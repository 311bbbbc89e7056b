"""Who runs in `make bench`: each function prepares one way to train and returns run(n).

run(n) makes n training steps (plain gradient descent, learning rate 0.01) on the same network,
data, number type and batches. Libraries that are not installed return None.
"""

import warnings

import numpy as np
import textbook

from nnhelpers import Trainer

RATE = 0.01


def batches(case):
    """Endless batches as a course would cut them: a permutation each epoch."""
    X, Y, size = case.X, case.Y, case.batch_size
    rng = np.random.default_rng(0)
    while size is None:
        yield X, Y
    while True:
        order = rng.permutation(X.shape[1])
        for start in range(0, X.shape[1], size):
            chosen = order[start : start + size]
            yield X[:, chosen], Y[:, chosen]


def nnhelpers(case):
    trainer = Trainer(
        case.net, case.X, case.Y, case.params, learning_rate=RATE,
        rng=np.random.default_rng(0), batch_size=case.batch_size,
    )  # fmt: skip
    return trainer.step


def textbook_numpy(case):
    net, source = case.net, batches(case)
    state = {"params": case.params}

    def run(n):
        params = state["params"]
        for _ in range(n):
            X, Y = next(source)
            AL, caches = textbook.model_forward(X, params, net.activations)
            if case.batch_size:
                textbook.compute_cost(AL, Y)
            grads = textbook.model_backward(AL, Y, caches, net.activations)
            params = textbook.update_parameters(params, grads, RATE)
        state["params"] = params

    return run


def matrix_products(case):
    """Only the products that no implementation can avoid, into arrays that are there."""
    net, params = case.net, case.params
    m = case.batch_size or case.X.shape[1]
    A = [np.ascontiguousarray(case.X[:, :m])]
    A += [np.ones((n, m), case.X.dtype) for n in net.layer_sizes[1:]]
    W = [None] + [params[f"W{l}"] for l in range(1, net.L + 1)]
    dW = [None] + [np.empty_like(w) for w in W[1:]]
    Z = [None] + [np.empty_like(a) for a in A[1:]]
    dA = [np.empty_like(a) for a in A]

    def run(n):
        for _ in range(n):
            for l in range(1, net.L + 1):
                np.matmul(W[l], A[l - 1], out=Z[l])
            for l in range(net.L, 0, -1):
                np.matmul(A[l], A[l - 1].T, out=dW[l])
                if l > 1:
                    np.matmul(W[l].T, A[l], out=dA[l - 1])

    return run


def scikit_learn(case):
    try:
        from sklearn.neural_network import MLPClassifier
    except ImportError:
        return None
    net, source = case.net, batches(case)
    model = MLPClassifier(
        net.layer_sizes[1:-1], activation=net.activations[0] if net.L > 1 else "identity",
        solver="sgd", alpha=0, momentum=0, nesterovs_momentum=False, learning_rate_init=RATE,
        batch_size=case.batch_size or case.X.shape[1], shuffle=False, random_state=0,
    )  # fmt: skip
    classes = np.arange(max(2, net.layer_sizes[-1]))

    def run(n):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for _ in range(n):
                X, Y = next(source)
                labels = Y[0].astype(int) if len(Y) == 1 else Y.argmax(axis=0)
                model.partial_fit(X.T, labels, classes=classes)

    return run


def pytorch(case):
    try:
        import torch
    except ImportError:
        return None
    net, source = case.net, batches(case)
    activation = {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}
    layers = []
    for l in range(1, net.L + 1):
        dtype = {np.float32: torch.float32, np.float64: torch.float64}[case.X.dtype.type]
        layers.append(torch.nn.Linear(*net.layer_sizes[l - 1 : l + 1], dtype=dtype))
        if l < net.L:
            layers.append(activation[net.activations[l - 1]]())
    model = torch.nn.Sequential(*layers)
    loss = torch.nn.BCEWithLogitsLoss() if net.output == "sigmoid" else torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
    full = [torch.from_numpy(np.ascontiguousarray(array.T)) for array in (case.X, case.Y)]

    def run(n):
        for _ in range(n):
            X, Y = full
            if case.batch_size:
                X, Y = (torch.from_numpy(array.T) for array in next(source))
            optimizer.zero_grad()
            loss(model(X), Y).backward()
            optimizer.step()

    return run


def jax_jitted(case):
    try:
        import jax
        import jax.numpy as jnp
    except ImportError:
        return None
    jax.config.update("jax_enable_x64", True)
    net, source = case.net, batches(case)
    activation = {"tanh": jnp.tanh, "relu": jax.nn.relu}

    def cost(params, X, Y):
        A = X
        for l in range(1, net.L + 1):
            Z = params[f"W{l}"] @ A + params[f"b{l}"]
            A = activation[net.activations[l - 1]](Z) if l < net.L else Z
        if net.output == "sigmoid":
            return jnp.mean(jax.nn.softplus(A) - Y * A)
        return jnp.mean(jax.nn.logsumexp(A, axis=0) - jnp.sum(Y * A, axis=0))

    @jax.jit
    def step(params, X, Y):
        J, grads = jax.value_and_grad(cost)(params, X, Y)
        return jax.tree.map(lambda value, slope: value - RATE * slope, params, grads), J

    state = {"params": {key: jnp.asarray(array) for key, array in case.params.items()}}
    full = jnp.asarray(case.X), jnp.asarray(case.Y)

    def run(n):
        params = state["params"]
        for _ in range(n):
            X, Y = full if case.batch_size is None else next(source)
            params, _ = step(params, X, Y)
        state["params"] = jax.block_until_ready(params)

    return run


CONTENDERS = {
    "textbook NumPy": textbook_numpy,
    "scikit-learn": scikit_learn,
    "PyTorch eager": pytorch,
    "JAX jitted": jax_jitted,
    "products alone": matrix_products,
}
