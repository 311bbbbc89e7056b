"""What stands in for modules that an answer does not need: drawings, explorers, the exercises.

A page's set-up cell imports them all. Where work is graded nothing is drawn, and the references of
the exercises must not be there at all.
"""

import importlib.abc
import importlib.machinery
import importlib.util
import sys
import types

# Modules of which a page uses something that no exercise asks for.
DRAWING = ("matplotlib", "IPython", "ipywidgets", "anywidget", "h5py", "PIL", "tqdm", "jupyterlab")
EXERCISES = "nnhelpers.exercises"
PUBLIC = ("check", "hint", "solution", "use", "exercises", "judge", "progress")
PLAIN = ("sigmoid", "tanh", "relu", "leaky_relu", "identity", "softmax")  # an answer may use them
PLANTED = "nnhelpers.exercises.planted"  # page 04 imports two passes with a mistake in each


class Inert:
    """Takes any call, has any attribute, and does nothing."""

    def __init__(self, name: str = "it"):
        self._name = name

    def __getattr__(self, name: str) -> "Inert":
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert(name)

    def __call__(self, *arguments: object, **keywords: object) -> "Inert":
        return self

    def __enter__(self) -> "Inert":
        return self

    def __exit__(self, *_: object) -> None:
        return None


class Playground(Inert):
    """The playground of a challenge: it only keeps the text of its state."""

    def __init__(self, state: str = "", *_: object, **keywords: object):
        super().__init__("Playground")
        self.state_text = state if isinstance(state, str) else ""


class _Module(types.ModuleType):
    """A module in which everything is there and does nothing."""

    __path__: tuple = ()

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        if self.__name__ == EXERCISES and name not in PUBLIC:
            raise ImportError(f"refused: {self.__name__}.{name} is no part of an answer")
        return Playground if name == "Playground" else Inert(name)


class StandIns(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the modules above, before any other finder does."""

    def find_spec(self, name: str, path: object = None, target: object = None):
        if name.split(".")[0] in (*DRAWING, "nnhelpers"):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        if spec.name.startswith(EXERCISES + ".") and spec.name != PLANTED:
            raise ImportError(f"refused: {spec.name} is no part of an answer")
        return _Module(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        return None


def install(package: str, **public: object) -> None:
    """Put the finder first, the public functions of the exercises and plain activations in place.

    Parameters
    ----------
    package : str
        The folder of nnhelpers.
    **public : function
        What `from nnhelpers.exercises import ...` gives.
    """
    plain = _activations(package)
    sys.meta_path.insert(0, StandIns())
    for name, content in ((EXERCISES, public), ("nnhelpers", plain)):
        module = _Module(name)
        module.__dict__.update(content)
        sys.modules[name] = module
    activations = _Module("nnhelpers.activations")
    activations.__dict__.update(plain)
    sys.modules["nnhelpers.activations"] = activations


def _activations(package: str) -> dict:
    """The activation functions of the package, without the package."""
    sys.modules["nnhelpers"] = around = types.ModuleType("nnhelpers")
    for name in ("contracts", "activations"):
        spec = importlib.util.spec_from_file_location(f"nnhelpers.{name}", f"{package}/{name}.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        setattr(around, name, module)
    for name in ("nnhelpers", "nnhelpers.contracts", "nnhelpers.activations"):
        del sys.modules[name]
    return {name: getattr(module, name) for name in PLAIN}
