"""Arrays of an index as blocks of bytes for its file, and back.

Each array is kept as NumPy's own files are (NEP 1), and never as anything that could run: an array of Python objects is
neither written nor read.  What was kept by another build of nasab is not used, since it may have read names otherwise.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

import numpy as np
import numpy.typing as npt

__all__ = ["Blocks", "arrays_of", "made_by"]

Array = npt.NDArray[Any]

_TOLD: Final = "told"
_READ: Final = (".py", ".toml", ".tsv", ".npz", ".json", ".csv", ".txt")


class Blocks(Mapping[str, bytes]):
    """Arrays and what else there is to tell as blocks, each made when it is asked for: together they are large."""

    def __init__(self, arrays: Mapping[str, Array], told: Mapping[str, Any]) -> None:
        self._arrays = arrays
        self._told = told

    def __getitem__(self, name: str) -> bytes:
        if name == _TOLD:
            return json.dumps({"made_by": made_by(), **self._told}, ensure_ascii=False).encode()
        written = io.BytesIO()
        np.save(written, np.ascontiguousarray(self._arrays[name]), allow_pickle=False)
        return written.getvalue()

    def __iter__(self) -> Iterator[str]:
        yield _TOLD
        yield from self._arrays

    def __len__(self) -> int:
        return 1 + len(self._arrays)


def arrays_of(
    blocks: Mapping[str, bytearray], *, any_build: bool = False
) -> tuple[dict[str, Array], dict[str, Any]] | None:
    """The arrays and what was told; None if another build of nasab kept them, which may do for what hardly changes.

    Raises `KeyError` or `ValueError` if they are none.
    """
    told = json.loads(blocks[_TOLD].decode())
    if not isinstance(told, dict):
        raise ValueError("nothing is told")
    if not any_build and told.get("made_by") != made_by():
        return None
    return {name: _array(content) for name, content in blocks.items() if name != _TOLD}, told


def _array(content: bytearray) -> Array:
    """An array that lies where the bytes are."""
    read = io.BytesIO(memoryview(content)[:4096])
    try:
        version = np.lib.format.read_magic(read)
        shape, is_fortran, kind = np.lib.format.read_array_header_1_0(read)
    except Exception as error:  # the head is a line of Python, and what its parser raises is its own affair
        raise ValueError("no head of an array") from error
    if version != (1, 0) or is_fortran or kind.hasobject:
        raise ValueError("an array of another kind")
    return np.frombuffer(content, dtype=kind, offset=read.tell()).reshape(shape)


@cache
def made_by() -> str:
    """What tells one build of nasab from another: a sum over all that it is made of."""
    summed = hashlib.blake2b(digest_size=16)
    for path, found in sorted(_walk(files("nasab"), "")):
        content = found.read_bytes()
        summed.update(f"{path}\0{len(content)}\0".encode())
        summed.update(content)
    return summed.hexdigest()


def _walk(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for found in folder.iterdir():
        within = f"{path}/{found.name}"
        if found.is_dir():
            yield from _walk(found, within)
        elif found.name.endswith(_READ):
            yield within, found
