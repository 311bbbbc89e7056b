"""Set-ups to begin with: ten that learn what they should, and some with each illness.

The page starts from them; the tests of diagnosis.py run all of them.
"""

from __future__ import annotations

from nnhelpers.explorers.playground.settings import Settings

HEALTHY = {
    "a disk in a ring": Settings(epochs=300),
    "xor with two layers": Settings("xor", epochs=200),
    "clouds by a straight line": Settings("gaussians", hidden=(), epochs=50),
    "the spiral, wide enough": Settings(
        "spiral", training_part=80, features=("x1", "x2", "sin x1", "sin x2"), hidden=(8, 8),
        optimizer="adam", learning_rate=0.01, epochs=150,
    ),
    "the flower": Settings(
        "flower", training_part=80, hidden=(8, 8), optimizer="adam", learning_rate=0.01,
        penalty="l2", penalty_rate=0.1, epochs=200,
    ),
    "moons with ReLU": Settings(
        "moons", hidden=(8,), activation="relu", init="he", learning_rate=0.03, epochs=150
    ),
    "three blobs with softmax": Settings(
        "three blobs", noise=10, hidden=(4,), penalty="l2", penalty_rate=1.0, epochs=100
    ),
    "a slope without hidden layers": Settings(
        "plane", noise=10, hidden=(), learning_rate=0.003, epochs=60
    ),
    "hills": Settings(
        "hills", training_part=80, hidden=(8, 8), optimizer="adam", learning_rate=0.01,
        epochs=150,
    ),
    "a disk from squares": Settings(
        features=("x1^2", "x2^2"), hidden=(), learning_rate=0.01, noise=20, epochs=100
    ),
}  # fmt: skip

ILL = {
    "diverged": [
        Settings("plane", hidden=(), learning_rate=1.0, epochs=50),
        Settings("hills", hidden=(8, 8), activation="relu", init="he", learning_rate=1.0,
                 epochs=50),
        Settings("plane", features=("x1^2", "x2^2"), hidden=(), learning_rate=0.1, epochs=50),
    ],
    "standing still": [
        Settings("xor", hidden=(), epochs=200),
        Settings("spiral", init="zeros", epochs=200),
        Settings("circle", learning_rate=1e-5, epochs=150),
    ],
    "dead units": [
        Settings("circle", hidden=(8, 8), activation="relu", init="he", learning_rate=3.0,
                 epochs=100),
        Settings("flower", hidden=(8, 8, 8), activation="relu", init="he", learning_rate=1.0,
                 epochs=100),
    ],
    "saturated": [
        Settings("circle", hidden=(8, 8), scale=10.0, learning_rate=0.001, epochs=60),
        Settings("spiral", hidden=(8, 8), activation="sigmoid", scale=10.0, learning_rate=0.001,
                 epochs=60),
    ],
    "one class for all": [
        Settings("drawn", points=tuple((x / 2 - 3, y / 2 - 2, int(x < 2)) for x in range(10)
                                       for y in range(5)), hidden=(4, 4), init="zeros",
                 epochs=100),
    ],
    "overfitting": [
        Settings("flower", noise=15, training_part=10, hidden=(8, 8), optimizer="adam",
                 learning_rate=0.03, epochs=300),
        Settings("circle", noise=50, training_part=10, hidden=(8, 8, 8), optimizer="adam",
                 learning_rate=0.01, epochs=300),
    ],
}  # fmt: skip
