"""Measure datasets/fashion_curves.csv: how many photos of clothes networks of four sizes get right.

    python datasets/build/measure_fashion.py            # some minutes on one core

Page 00 shows the table. For every amount of data and every seed the same photos are drawn for all
four networks. A fifth of them decides when to stop and which learning rate to take; the test photos
are looked at once, for the number stored. Not run by `make data`: the last digit of a number may
differ on another processor.
"""

import argparse
import os
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from nnhelpers import Network, accuracy
from nnhelpers.datasets import load_images
from nnhelpers.training import Trainer

FOLDER = Path(__file__).resolve().parents[1]
NETWORKS = {
    "logistic": (784, 10),
    "small": (784, 16, 10),
    "medium": (784, 64, 10),
    "large": (784, 256, 128, 10),
}
AMOUNTS = (100, 300, 1000, 3000, 10000)
SEEDS = range(4)
RATES = (0.001, 0.004)
BATCH = 64
MOST_UPDATES, RECORD_EVERY, PATIENCE = 1500, 50, 10


def trained(net, X, Y, X_val, Y_val, rate: float, seed: int):
    """The best validation accuracy on the way, and the parameters that had it."""
    rng = np.random.default_rng(seed)
    trainer = Trainer(
        net, X, Y, init="he", rng=rng, learning_rate=rate, optimizer="adam",
        batch_size=min(BATCH, X.shape[1]),
    )  # fmt: skip
    best, params, since = -1.0, None, 0
    while trainer.iteration < MOST_UPDATES and since < PATIENCE:
        now = trainer.step(RECORD_EVERY).params
        reached = accuracy(net.predict(X_val, now), Y_val)
        since += 1
        if reached > best:
            best, params, since = reached, now, 0
    return best, params


def measure(amounts=AMOUNTS, seeds=SEEDS):
    """Rows (network, photos, seed, test accuracy), one after the other."""
    data = load_images(FOLDER / "fashion.h5")
    X, Y = data.train.X.astype(np.float32), data.train.Y
    X_test, Y_test = data.test.X.astype(np.float32), data.test.Y
    for amount in amounts:
        for seed in seeds:
            chosen = np.random.default_rng(seed).permutation(X.shape[1])[:amount]
            held, used = chosen[: amount // 5], chosen[amount // 5 :]
            for name, sizes in NETWORKS.items():
                hidden = {} if len(sizes) == 2 else {"hidden": "relu"}
                net = Network(sizes, output="softmax", **hidden)
                runs = [
                    trained(net, X[:, used], Y[:, used], X[:, held], Y[:, held], rate, seed)
                    for rate in RATES
                ]
                params = max(runs, key=lambda run: run[0])[1]
                yield name, amount, seed, accuracy(net.predict(X_test, params), Y_test)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=FOLDER / "fashion_curves.csv")
    arguments = parser.parse_args()
    lines = ["network,photos,seed,test accuracy"]
    for name, amount, seed, right in measure():
        lines.append(f"{name},{amount},{seed},{right:.4f}")
        print(lines[-1], flush=True)
    arguments.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote {arguments.output}")


if __name__ == "__main__":
    main()
