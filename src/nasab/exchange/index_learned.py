"""What an index has learned, as blocks for its file.

It holds numbers about many children and none of any child, so it stays when a child is withdrawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from nasab.errors import NasabError, Problem
from nasab.exchange.index_arrays import Blocks, arrays_of

if TYPE_CHECKING:
    from nasab.exchange.index_file import IndexFile
    from nasab.matching.learned import Learned

__all__ = ["as_blocks", "read"]


def as_blocks(learned: Learned) -> Blocks:
    """What was learned."""
    from nasab.matching import parameters

    arrays: dict[str, Any] = {f"usual.{kind}": levels for kind, levels in learned.usual.items()}
    if learned.missing is not None:
        arrays["missing"] = learned.missing
    told: dict[str, Any] = {
        "parameters": parameters.write(learned.parameters),
        "concepts": dict(learned.concepts),
        "naming": learned.naming,
    }
    return Blocks(arrays, told)


def read(file: IndexFile, name: str) -> Learned:
    """What was kept under a name; nothing if nothing is kept, if it does not fit this version, or is damaged."""
    from nasab.matching import parameters
    from nasab.matching.learned import Learned, nothing

    kept = file.kept(name)
    if kept is None:
        return nothing()
    try:
        whole = arrays_of(kept[1], any_build=True)
        if whole is None:
            return nothing()
        arrays, told = whole
        believed = parameters.read(told["parameters"])
        parameters.check_fit(believed)
        usual = {key.removeprefix("usual."): array for key, array in arrays.items() if key.startswith("usual.")}
        if any(len(levels) != len(believed.levels[kind]) for kind, levels in usual.items()):
            raise ValueError("of another version")
        return Learned(
            believed,
            arrays.get("missing"),
            {kind: np.asarray(levels, dtype=np.float32) for kind, levels in usual.items()},
            {str(word): int(count) for word, count in told["concepts"].items()},
            int(told["naming"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, NasabError):
        file.problems.append(Problem("INDEX-07", file=file.path.name, value=name))
        return nothing()
