"""Values as text, for the line between the grader and the process that runs an answer.

Nothing that comes back is unpickled: numbers, texts, lists and arrays are written as JSON, and what
is none of them comes back as a `Foreign`, which knows no more than the name of its type. Used on
both sides of the line; imports NumPy and nothing of this package.
"""

import base64
import json
import math
import socket
import struct
import time

import numpy as np

LARGEST = 32 * 2**20  # bytes in a message
DEEPEST = 40  # lists in lists
LONGEST = 200_000  # entries of a list or dict, characters of a text
KINDS = "biufc"  # dtypes that are sent: numbers and truth values


class WireError(Exception):
    """What came is no message of this kind, or cannot be sent."""


class Foreign:
    """Something that came back and is no number, text, list, dict or array."""


def foreign(type_name: str, is_callable: bool) -> Foreign:
    """A stand-in that calls itself what the thing was called."""
    name = "".join(c for c in str(type_name)[:60] if c.isalnum() or c in "_ ") or "object"
    body = {"__call__": lambda self, *a, **k: None} if is_callable else {}
    return type(name, (Foreign,), body)()


def encode(value: object, functions: dict | None = None, depth: int = 0) -> object:
    """A value as what JSON can write.

    Parameters
    ----------
    value : object
    functions : dict or None
        Where a function is noted under a number, by which the other side can have it called.

    Raises
    ------
    WireError
        If it is too large or too deep.
    """
    if depth > DEEPEST:
        raise WireError("lists in lists in lists, without end")
    if value is None or isinstance(value, bool) or value is ...:
        return {"plain": "..." if value is ... else value}
    if isinstance(value, np.ndarray | np.generic) and value.dtype.kind in KINDS:
        return _encode_array(value)
    if type(value) is int:
        return {"int": hex(value)[:5000]}
    if type(value) is float:
        return {"float": repr(value)}
    if isinstance(value, str):
        return {"text": str(value)[:LONGEST].encode("utf-8", "replace").decode()}
    if isinstance(value, np.random.Generator):
        return {"rng": value.bit_generator.state}
    if functions is not None and callable(value):
        functions[len(functions)] = value
        return {"function": len(functions) - 1}
    return _encode_many(value, functions, depth)


def _encode_many(value: object, functions: dict | None, depth: int) -> object:
    """A list, tuple, set or dict; anything else by the name of its type."""
    if isinstance(value, dict | list | tuple | set | frozenset) and len(value) > LONGEST:
        raise WireError(f"{len(value)} entries, more than {LONGEST}")
    if isinstance(value, dict):
        pairs = [
            [encode(k, functions, depth + 1), encode(v, functions, depth + 1)]
            for k, v in value.items()
        ]
        return {"dict": pairs}
    for kind, name in ((tuple, "tuple"), (list, "list"), ((set, frozenset), "set")):
        if isinstance(value, kind):
            return {name: [encode(entry, functions, depth + 1) for entry in value]}
    if isinstance(value, np.ndarray) and value.dtype.kind in "OSU" and value.size <= LONGEST:
        return encode(value.tolist(), functions, depth + 1)
    state = getattr(value, "state_text", None)
    if isinstance(state, str):
        return {"text": state[:LONGEST]}
    return {"foreign": type(value).__name__, "callable": callable(value)}


def _encode_array(value: np.ndarray | np.generic) -> dict:
    if value.nbytes > LARGEST // 2:
        raise WireError(f"an array of {value.nbytes / 1e6:.0f} MB")
    array = np.asarray(value)
    data = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
    scalar = isinstance(value, np.generic)
    return {"array": data, "dtype": array.dtype.str, "shape": list(array.shape), "scalar": scalar}


def decode(tree: object, functions=None, depth: int = 0) -> object:
    """The value that was encoded.

    Parameters
    ----------
    tree : object
        What JSON read.
    functions : function(number) -> callable, or None
        Makes the stand-in of a function on the other side; None makes a Foreign of it.

    Raises
    ------
    WireError
        If it is nothing that `encode` writes.
    """
    if depth > 2 * DEEPEST or not isinstance(tree, dict) or not tree:
        raise WireError("no value of this kind")
    kind = next(iter(tree))
    try:
        return _DECODERS[kind](tree, functions, depth + 1)
    except WireError:
        raise
    except Exception as problem:  # whatever a message of another's making may cause
        raise WireError(f"a {kind!s:.20} that cannot be read") from problem


def _decode_array(tree: dict, functions, depth: int) -> object:
    dtype, shape = np.dtype(str(tree["dtype"])), tuple(int(n) for n in tree["shape"])
    if dtype.kind not in KINDS or len(shape) > 16:
        raise WireError("an array of something else than numbers")
    array = np.frombuffer(base64.b64decode(tree["array"]), dtype).reshape(shape).copy()
    return array[()] if tree.get("scalar") and not shape else array


def _decode_dict(tree: dict, functions, depth: int) -> dict:
    pairs = [(decode(k, functions, depth), decode(v, functions, depth)) for k, v in tree["dict"]]
    return dict(pairs)


def _decode_rng(tree: dict, functions, depth: int) -> np.random.Generator:
    rng = np.random.default_rng(0)
    rng.bit_generator.state = tree["rng"]
    return rng


def _decode_function(tree: dict, functions, depth: int) -> object:
    number = int(tree["function"])
    return foreign("function", True) if functions is None else functions(number)


_DECODERS = {
    "plain": lambda tree, f, d: ... if tree["plain"] == "..." else _plain(tree["plain"]),
    "int": lambda tree, f, d: int(str(tree["int"])[:5000], 16),
    "float": lambda tree, f, d: float(tree["float"]),
    "text": lambda tree, f, d: str(tree["text"]),
    "rng": _decode_rng,
    "array": _decode_array,
    "dict": _decode_dict,
    "tuple": lambda tree, f, d: tuple(decode(entry, f, d) for entry in tree["tuple"]),
    "list": lambda tree, f, d: [decode(entry, f, d) for entry in tree["list"]],
    "set": lambda tree, f, d: {decode(entry, f, d) for entry in tree["set"]},
    "function": _decode_function,
    "foreign": lambda tree, f, d: foreign(tree["foreign"], tree.get("callable") is True),
}


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    raise WireError("neither None, True nor False")


def send(line: socket.socket, message: dict) -> None:
    """Send a message: its length in four bytes, then JSON.

    Raises
    ------
    WireError
        If it is longer than LARGEST.
    """
    text = json.dumps(message).encode()
    if len(text) > LARGEST:
        raise WireError(f"{len(text) / 1e6:.0f} MB, more than a result may have")
    line.sendall(struct.pack("!I", len(text)) + text)


def receive(line: socket.socket, until: float = math.inf) -> dict | None:
    """The next message, None where the line is closed.

    Parameters
    ----------
    line : socket
    until : float
        When it has to be there as a whole, as time.monotonic() counts.

    Raises
    ------
    WireError
        If what comes is no message.
    TimeoutError
        If it does not come in time.
    """
    head = _exactly(line, 4, until)
    if head is None:
        return None
    (length,) = struct.unpack("!I", head)
    if length > LARGEST:
        raise WireError("a message that is too long")
    text = _exactly(line, length, until)
    if text is None:
        return None
    try:
        message = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise WireError("a message that is no JSON") from problem
    if not isinstance(message, dict):
        raise WireError("a message that is no object")
    return message


def _exactly(line: socket.socket, count: int, until: float) -> bytes | None:
    """That many bytes, None if the line ends before."""
    parts: list[bytes] = []
    while count:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        line.settimeout(None if left == math.inf else left)
        part = line.recv(min(count, 2**20))
        if not part:
            return None
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
