"""Small explorers on which the tests of what all of them share are tried, and what some need."""

import inspect
import threading
from dataclasses import dataclass

import numpy as np

from nnhelpers import Network, explorers
from nnhelpers.datasets import Split
from nnhelpers.explorers.base import Explorer
from nnhelpers.explorers.controls import slider
from nnhelpers.explorers.live import LiveExplorer

SHEETS, IMAGES = Network((16, 2), output="softmax"), Network((12, 1))
X = np.random.default_rng(1).standard_normal((2, 8))
DRAWINGS = np.random.default_rng(2).integers(256, size=(5, 4, 4, 1)).astype(np.uint8)
NEEDED = {  # what an explorer cannot be made without
    "DrawingExplorer": {
        "net": SHEETS, "params": SHEETS.initialize(rng=np.random.default_rng(1)),
        "classes": ("a", "b"), "examples": Split(DRAWINGS, np.array([0, 1, 0, 1, 1]), 2)},
    "ImageClassifier": {"net": IMAGES, "params": IMAGES.initialize("zeros"),
                        "image_shape": (2, 2, 3)},
    "LearningRateExplorer": {"net": Network((2, 1)), "X": X, "Y": (X[:1] > 0).astype(float),
                             "iterations": 3},
}  # fmt: skip


def made(name, /, **settings):
    """An explorer of the package, with the same first weights and data every time."""
    kind = getattr(explorers, name)
    seed = {"rng": np.random.default_rng(7)} if "rng" in inspect.signature(kind).parameters else {}
    return kind(**{**seed, **NEEDED.get(name, {}), **settings})


@dataclass(frozen=True)
class NeuronResult:
    w: float
    b: float
    a: np.ndarray


class Neuron(Explorer):
    """One sigmoid neuron that cannot bear b = 5."""

    css_name = "neuron"
    title = "One sigmoid neuron"
    size = (320, 200)

    def __init__(self, name=None):
        self.x = np.linspace(-6, 6, 201)
        self.drawn_by = set()
        controls = {
            "w": slider("weight w", 1.0, -5.0, 5.0, 0.01),
            "b": slider("bias b", 0.0, -5.0, 5.0, 0.01),
        }
        super().__init__(controls, name=name)

    def compute(self, w, b):
        if b == 5:
            raise ZeroDivisionError("b < 5 was promised")
        return NeuronResult(w=w, b=b, a=1 / (1 + np.exp(-w * self.x - b)))

    def build(self, figure):
        axes = figure.add_subplot(xlabel="x", ylabel="a", ylim=(0, 1))
        (self.curve,) = axes.plot(self.x, 0 * self.x)
        return [self.curve]

    def draw(self, result):
        self.drawn_by.add(threading.get_ident())
        self.curve.set_ydata(result.a)

    def readout(self, result):
        return f"w = {result.w:.2f}, b = {result.b:.2f}"

    def warning(self, result):
        return "w < 0: the curve falls" if result.w < 0 else ""


class Count:
    """A session that only counts its iterations."""

    def __init__(self, start=0):
        self.iteration = start
        self.diverged = None

    def step(self, n=1):
        self.iteration += n
        return self


class Counter(LiveExplorer):
    """A live explorer whose training is to count."""

    css_name = "counter"
    title = "A counter"
    size = (320, 200)
    iterations = 500
    seconds = 0.3

    def __init__(self):
        super().__init__({"start": slider("start", 0, 0, 100)})

    def start(self, start):
        return Count(start)

    def snapshot(self, session):
        return session.iteration

    def build(self, figure):
        axes = figure.add_subplot(xlim=(0, self.iterations))
        (self.bar,) = axes.barh([0], [0])
        return [self.bar]

    def draw(self, result):
        self.bar.set_width(result)

    def readout(self, result):
        return f"{result} of {self.iterations}"


class DivergingCount(Count):
    """It gets no further than 200."""

    def step(self, n=1):
        self.iteration = min(self.iteration + n, 200)
        self.diverged = "Diverged at iteration 200." if self.iteration == 200 else None
        return self


class DivergingCounter(Counter):
    """A live explorer whose training diverges."""

    def start(self, start):
        return DivergingCount(start)

    def warning(self, result):
        return self.session.diverged or ""


def from_this_thread(action):
    action()


def from_another_thread(action):
    thread = threading.Thread(target=action)
    thread.start()
    thread.join()
