"""A notebook with one cell for each explorer, for the browser tests and the benchmark.

Small and quick to run: the explorers of the pages may be set up otherwise. Everything that goes
through all explorers takes them from EXPLORERS; a test compares it with those of the package.
"""

from dataclasses import dataclass
from pathlib import Path

import nbformat

from nnhelpers import explorers
from nnhelpers.explorers.live import LiveExplorer

SET_UP = """
import numpy as np
from nnhelpers import Network, datasets, train
from nnhelpers.explorers import *
rng = np.random.default_rng(1)
"""


@dataclass(frozen=True)
class Sample:
    """One explorer on the page.

    Attributes
    ----------
    code : str
        Makes `explorer`.
    moved : str or None
        The slider that storms and the benchmark move; None where there is none.
    """

    code: str
    moved: str | None = None


# By css name.
EXPLORERS = {
    "learning-rate": Sample(
        """
X, Y = datasets.moons(200, rng=rng)
explorer = LearningRateExplorer(Network((2, 4, 1), hidden="tanh"), X, Y, init="he", rng=rng,
                                validation=datasets.moons(200, rng=rng))""",
        moved="learning_rate",
    ),
    "house": Sample("explorer = HouseExplorer(rng=rng, steps=20)", moved="steps"),
    "gradient-descent": Sample("explorer = GradientDescentExplorer(rng=rng)", moved="steps"),
    "optimizers": Sample("explorer = OptimizersExplorer()", moved="steps"),
    "activation": Sample("explorer = ActivationExplorer()", moved="z"),
    "approximation": Sample("explorer = ApproximationExplorer(rng=rng)", moved="units"),
    "broadcasting": Sample("explorer = BroadcastingExplorer()", moved="columns_b"),
    "slope": Sample("explorer = SlopeExplorer()", moved="x"),
    "softmax": Sample("explorer = SoftmaxExplorer()", moved="z1"),
    "computation-graph": Sample("explorer = ComputationGraphExplorer()", moved="a"),
    "lines": Sample("explorer = LinesExplorer(rng=rng)", moved="angle1"),
    "propagation": Sample("explorer = PropagationExplorer()", moved="steps"),
    "initialization": Sample("explorer = InitializationExplorer()", moved="scale"),
    "width": Sample("explorer = WidthExplorer(rng=rng)", moved="units"),
    "depth": Sample("explorer = DepthExplorer(rng=rng)", moved="layers"),
    "playground": Sample(
        """
explorer = Playground(hidden=(8,) * 6, learning_rate=0.1, penalty_rate=0.1, epochs=20)""",
        moved="noise",
    ),
    "drawing": Sample(
        """
drawings = datasets.load_images(datasets.CATS.with_name("cat_dog_lion.h5"))
net = Network((784, 3), output="softmax")
run = train(net, drawings.train.X, drawings.train.Y, rng=rng, learning_rate=0.05, iterations=100)
explorer = DrawingExplorer(net, run.params, drawings.classes, examples=drawings.test)""",
        moved="example",
    ),
    "image-classifier": Sample("""
cats = datasets.load_cats()
net = Network((12288, 1))
explorer = ImageClassifier(net, net.initialize("random", rng=rng), classes=cats.classes,
                           example=cats.test.images[0])"""),
}
CLASSES = {kind.css_name: kind for kind in (getattr(explorers, n) for n in explorers.__all__)}
MOVED = {name: sample.moved for name, sample in EXPLORERS.items() if sample.moved}
LIVE = [name for name, kind in CLASSES.items() if issubclass(kind, LiveExplorer)]  # they train

# In the kernel: the open explorers by their css names.
OPEN = """
from nnhelpers.explorers import cells as _cells
_open = {e.css_name: e for e in _cells.open_explorers()}
"""


def write_page(path: Path, names=None, set_up: str = "") -> Path:
    """Write a notebook with the explorers `names` (all by default), each in a cell of its own.

    `set_up` is code added to the first cell.
    """
    page = nbformat.v4.new_notebook()
    page.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
    }
    codes = [f"{EXPLORERS[name].code}\nexplorer" for name in names or EXPLORERS]
    cells = [SET_UP + set_up, *codes]
    page.cells = [nbformat.v4.new_code_cell(code.strip()) for code in cells]
    nbformat.write(page, path)
    return path
