"""Cells of exercises, run as on their page; a playground is only its settings, which is quicker."""

import numpy as np

from nnhelpers.explorers.playground import from_text


def run(code: str) -> dict:
    """The names that a cell leaves behind."""
    namespace = {"np": np, "Playground": from_text}
    exec(code, namespace)
    return namespace
