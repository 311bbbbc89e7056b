"""Colors, markers and line styles: the same color always means the same class, layer or split.

They can be told apart without red and green, and color is never the only sign.
"""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_rgb

from nnhelpers.arguments import array, count, label, takes

CLASS_COLOURS = ("#0072b2", "#d55e00", "#009e73")
CLASS_COLOUR_NAMES = ("blue", "orange", "green")
CLASS_MARKERS = ("o", "^", "s")
CLASS_MARKER_NAMES = ("circles", "triangles", "squares")
HIGHLIGHT = "#aa3377"
INK, QUIET = "#1a1a1a", "#767676"

# Lines that always look the same: (color, line style). Other labels take SERIES in turn.
STYLES = {
    "training": ("#1a1a1a", "-"),
    "validation": ("#3d9bd1", "--"),
    "test": ("#cc8400", ":"),
    "sigmoid": ("#332288", "-"),
    "tanh": ("#117733", "--"),
    "relu": ("#cc6677", "-."),
    "leaky relu": ("#882255", ":"),
    "identity": ("#767676", (0, (6, 2))),
    "zeros": ("#767676", ":"),
    "random": ("#332288", "-."),
    "xavier": ("#117733", "--"),
    "he": ("#882255", "-"),
}
SERIES = (
    ("#332288", "-"),
    ("#cc6677", "--"),
    ("#117733", "-."),
    ("#8a8a1f", ":"),
    ("#2f9c8c", (0, (6, 2))),
    ("#882255", (0, (3, 1, 1, 1, 1, 1))),
    ("#767676", (0, (1, 1))),
)

# Blue, white, orange: negative, zero, positive weights, and class 0, undecided, class 1.
DIVERGING = LinearSegmentedColormap.from_list(
    "diverging", [CLASS_COLOURS[0], "w", CLASS_COLOURS[1]]
)
SEQUENTIAL = mpl.colormaps["cividis"]


@takes(layer=count(), layers=count())
def layer_colour(layer: int, layers: int) -> str:
    """Color of layer `layer` of 1 … `layers`: dark blue for the first, yellowish for the last."""
    if layer > layers:
        raise ValueError(
            f"layer={layer} came, but at most layers={layers} was expected. Count from 1."
        )
    place = 0.5 if layers == 1 else (layer - 1) / (layers - 1)
    return mpl.colors.to_hex(mpl.colormaps["viridis"](0.05 + 0.8 * place))


@takes(label=label, position=count(0))
def line_style(label: str, position: int) -> dict:
    """Color and line style of the line called `label`, the `position`-th of its picture.

    Names in STYLES ("training", "validation", "tanh", "he" …) always look the same.
    """
    plain = str(label).lower().replace("_", " ")
    color, style = STYLES.get(plain, SERIES[position % len(SERIES)])
    return {"color": color, "linestyle": style}


@takes(P=array(2))
def class_shades(P) -> np.ndarray:
    """Colors of probabilities: white where undecided, towards the class color where certain.

    Parameters
    ----------
    P : ndarray, shape (1, m) or (k, m)
        Probability of class 1, or one row a class.

    Returns
    -------
    ndarray, shape (m, 3)
        Red, green and blue, 0 … 1.
    """
    P = np.vstack([1 - P, P]) if len(P) == 1 else P
    if len(P) > len(CLASS_COLOURS):
        raise ValueError(
            f"P has {len(P)} rows, but at most {len(CLASS_COLOURS)} classes have colors."
        )
    certainty = np.clip((P - 1 / len(P)) / (1 - 1 / len(P)), 0, 1)
    colors = np.array([to_rgb(CLASS_COLOURS[k]) for k in range(len(P))])
    return 1 + 0.6 * certainty.T @ (colors - 1)
