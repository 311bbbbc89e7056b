"""The results of a search in one HDF5 file, piece by piece, so that a second call goes on.

The file is made in full at the start (`nnhelpers.files`). From then on only numbers are
written over numbers at fixed places: first the rows of a piece, then that they are done. So a file
can be read whenever the program was killed, and only what was running is lost.
"""

import json
import os
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np

from nnhelpers import files
from nnhelpers.tuning.results import Results
from nnhelpers.tuning.work import COLUMNS, Outcome

FORMAT = "nnhelpers search"
VERSION = 1
LONGEST = 400  # bytes of a sentence


class Store:
    """The file of one search: `Store(path, results)` makes it, or reads into results what it has.

    ValueError if the file is of another search, or no such file; FileNotFoundError without folder.
    """

    def __init__(self, path, results: Results):
        if not isinstance(path, str | os.PathLike):
            raise TypeError(
                f"path is a {type(path).__name__}, but a file name was expected. "
                "Pass a string such as 'grid.h5'."
            )
        self._path, self._results = Path(path), results
        if not self._path.parent.is_dir():
            raise FileNotFoundError(
                f"path={str(path)!r}: the folder {str(self._path.parent)!r} does not exist. "
                "Create it first."
            )
        if self._path.exists():
            self._read()
        else:
            self._create()

    def write(self, numbers, outcome: Outcome):
        """Put down what the members with these numbers have come to."""
        import h5py

        numbers = np.asarray(numbers)
        order = np.argsort(numbers)  # h5py wants increasing rows
        rows = numbers[order]
        sentences = [(s or "").encode()[:LONGEST] for s in outcome.problems]
        with h5py.File(self._path, "r+") as file:
            for name in COLUMNS:
                file[name][rows] = getattr(outcome, name)[order]
            file["problems"][rows] = np.array(sentences, dtype=f"S{LONGEST}")[order]
            file.flush()
            file["done"][rows] = True

    def _create(self):
        import h5py

        results, N = self._results, len(self._results.members)
        content = BytesIO()
        with h5py.File(content, "w") as file:
            file.attrs.update(format=FORMAT, version=VERSION, search=fingerprint(results))
            file["members"] = np.array(_lines(results.members), dtype="S")
            file["iterations"] = results.iterations
            for name in COLUMNS:
                file[name] = getattr(results, name)
            file["problems"] = np.zeros(N, dtype=f"S{LONGEST}")
            file["done"] = np.zeros(N, dtype=bool)
        files.write(self._path, content.getvalue())

    def _read(self):
        from nnhelpers.h5 import opening

        path = str(self._path)
        try:
            with opening(self._path) as file:
                if file.attrs.get("format") != FORMAT:
                    raise ValueError("it was not written by a search")
                same = file.attrs["search"] == fingerprint(self._results)
                done = np.flatnonzero(file["done"][:]) if same else []
                columns = [file[name][:][done] for name in COLUMNS]
                sentences = [text.decode(errors="ignore") or None for text in file["problems"][:]]
        except (OSError, KeyError, ValueError) as problem:
            raise ValueError(
                f"path={path!r} cannot be read as results of a search: {problem}. "
                "Give another name, or move the file away."
            ) from problem
        if not same:
            raise ValueError(
                f"path={path!r} holds another search: other settings, data or iterations. Call "
                "with the same arguments as the first time to go on, or give another name."
            )
        if len(done):
            self._results.put(done, Outcome(*columns, [sentences[k] for k in done]))


def fingerprint(results):
    """A text that differs as soon as members, data or iterations do."""
    problem, digest = results.problem, sha256()
    plain = [problem.output, problem.iterations, problem.record_every, *_lines(results.members)]
    digest.update("\n".join(map(str, plain)).encode())
    for array in (problem.X, problem.Y, *problem.validation):
        array = np.ascontiguousarray(array)
        digest.update(f"{array.shape} {array.dtype}".encode() + array.tobytes())
    return digest.hexdigest()


def _lines(members):
    return [json.dumps(member, sort_keys=True) for member in members]
