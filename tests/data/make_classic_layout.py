"""Make classic_layout.h5 and the costs that logistic regression must reach on it.

    python tests/data/make_classic_layout.py

Run once; both results are committed. The costs come from autograd, an automatic-differentiation
library that shares nothing with nnhelpers: gradient descent from zeros, learning rate 0.005,
2 000 iterations, the cost before iterations 0, 100, 200 …
"""

import json
from pathlib import Path

import autograd.numpy as np
import h5py
import numpy
from autograd import value_and_grad

FOLDER = Path(__file__).parent
LEARNING_RATE, ITERATIONS, RECORD_EVERY = 0.005, 2000, 100


def make_pictures(m, rng):
    """Random 8 × 8 pictures; those of class 1 are brighter in their upper half, on average."""
    labels = rng.permutation(numpy.arange(m) % 2)
    images = rng.integers(200, size=(m, 8, 8, 3))
    images[labels == 1, :4] += 40
    return images.astype(numpy.uint8), labels


def cost(weights, X, Y):
    """Mean binary cross-entropy: log(1 + e^z) - y z."""
    Z = np.dot(weights[:-1], X) + weights[-1]
    return np.mean(np.logaddexp(0, Z) - Y * Z)


def main():
    rng = numpy.random.default_rng(12)
    parts = {part: make_pictures(m, rng) for part, m in (("train", 12), ("test", 6))}
    with h5py.File(FOLDER / "classic_layout.h5", "w") as file:
        for part, (images, labels) in parts.items():
            file[f"{part}_set_x"] = images
            file[f"{part}_set_y"] = labels
        file["list_classes"] = numpy.array([b"non-cat", b"cat"])

    images, Y = parts["train"]
    X = images.reshape(len(images), -1).T / 255
    weights, costs = numpy.zeros(len(X) + 1), []
    for iteration in range(ITERATIONS):
        J, gradient = value_and_grad(cost)(weights, X, Y)
        if iteration % RECORD_EVERY == 0:
            costs.append(J)
        weights = weights - LEARNING_RATE * gradient
    results = {
        "learning_rate": LEARNING_RATE,
        "iterations": ITERATIONS,
        "record_every": RECORD_EVERY,
        "costs": costs,
        "final_weights_norm": float(numpy.linalg.norm(weights[:-1])),
        "final_bias": float(weights[-1]),
    }
    (FOLDER / "classic_layout_costs.json").write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
