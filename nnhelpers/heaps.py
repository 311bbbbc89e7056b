"""The heaps of an HDF5 file: where it keeps texts of any length, and a damage that never ends.

A heap is a row of objects, each beginning with its size, and HDF5 walks from one to the next. Where
damage has left a place of size 0 it stands still, for ever, and no interrupt ends it. So the row is
walked here first. The layout is that of the HDF5 File Format Specification 3.0, section III.E.
"""

from pathlib import Path

BEGIN = b"GCOL\x01\x00\x00\x00"  # the signature, the version, and three bytes that are not used
HEAD = 16  # bytes before the first object, and before the content of each
BLOCK = 2**20  # bytes that are looked through at a time
MOST = 2**28  # of larger files the first 256 MB


def check_heaps(path: Path) -> None:
    """ValueError if HDF5 would not come to the end of one of the heaps in the file `path`."""
    with path.open("rb") as file:
        for place in _heaps(file):
            file.seek(place)
            head = file.read(HEAD)
            heap = head + file.read(max(0, min(_number(head, 8, 8), MOST) - HEAD))
            if not _ends(heap):
                raise ValueError(
                    f"{path} cannot be read: it is damaged, the heap at byte {place} has no end; "
                    "fetch it again"
                )


def _heaps(file):
    """Yield where heaps begin."""
    for start in range(0, MOST, BLOCK):
        file.seek(start)
        block = file.read(BLOCK + len(BEGIN) - 1)  # a signature may lie across two blocks
        place = block.find(BEGIN)
        while place >= 0:
            yield start + place
            place = block.find(BEGIN, place + 1)
        if len(block) < BLOCK:
            return


def _ends(heap: bytes) -> bool:
    """Whether every object of a heap leads on."""
    place = HEAD
    while place + HEAD <= len(heap):
        index, size = _number(heap, place, 2), _number(heap, place + 8, 8)
        step = HEAD + -(-size // 8) * 8 if index else size  # number 0 is what is free, head and all
        if step == 0:
            return False
        place += step
    return True


def _number(content: bytes, place: int, length: int) -> int:
    return int.from_bytes(content[place : place + length], "little")
