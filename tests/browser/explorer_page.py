"""A notebook with one cell for each explorer, for the browser tests and the benchmark.

Small and quick to run: the explorers of the pages may be set up otherwise.
"""

from pathlib import Path

import nbformat

SET_UP = """
import numpy as np
from nnhelpers import Network, datasets
from nnhelpers.explorers import *
rng = np.random.default_rng(1)
"""
# css name: the code of its cell
EXPLORERS = {
    "learning-rate": """
X, Y = datasets.moons(200, rng=rng)
explorer = LearningRateExplorer(Network((2, 4, 1), hidden="tanh"), X, Y, init="he", rng=rng,
                                validation=datasets.moons(200, rng=rng))
explorer""",
    "gradient-descent": "GradientDescentExplorer(rng=rng)",
    "width": "WidthExplorer(rng=rng)",
    "depth": "DepthExplorer(rng=rng)",
    "activation": "ActivationExplorer()",
    "initialization": "InitializationExplorer()",
    "computation-graph": "ComputationGraphExplorer()",
    "image-classifier": """
cats = datasets.load_cats()
net = Network((12288, 1))
explorer = ImageClassifier(net, net.initialize("random", rng=rng), classes=cats.classes,
                           example=cats.test.images[0])
explorer""",
}


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
    cells = [SET_UP + set_up, *(EXPLORERS[name] for name in names or EXPLORERS)]
    page.cells = [nbformat.v4.new_code_cell(code.strip()) for code in cells]
    nbformat.write(page, path)
    return path
