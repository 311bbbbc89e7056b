"""How the build scripts write an .h5 file: the same bytes each time."""

from pathlib import Path

import h5py
import numpy as np

from nnhelpers import h5


def write(
    path: Path,
    arrays: dict[str, np.ndarray],
    classes: tuple[str, ...],
    chunk: int = 250,
    chunk_flat: bool = True,
    **attributes,
) -> None:
    """Write the arrays and the class names without time stamps, with checksums and a seal.

    Pictures, arrays of four axes, are compressed `chunk` at a time; so are the arrays of one axis
    beside them, or h5py decides (`chunk_flat=False`).
    """
    with h5py.File(path, "w", track_order=False) as file:
        for key, array in arrays.items():
            together = array.ndim > 1 or chunk_flat
            file.create_dataset(
                key,
                data=array,
                track_times=False,
                compression="gzip",
                compression_opts=9,
                fletcher32=True,
                chunks=(min(chunk, len(array)), *array.shape[1:]) if together else True,
            )
        file["list_classes"] = np.array(classes, dtype="S")
        file.attrs.update(attributes)
        h5.seal(file)
