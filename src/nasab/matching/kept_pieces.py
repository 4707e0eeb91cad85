"""Pieces of a run that were kept when it was interrupted: as arrays, and from arrays again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from nasab.matching.blocks import Blocks
from nasab.matching.compared import Compared
from nasab.matching.pieces import AT_ONCE, Live, Piecework, Weighing, spans
from nasab.matching.scoring import Graded
from nasab.matching.training import Belief

__all__ = ["Keeping", "KeepingRunner", "arrays_of", "of_arrays"]

Arrays = Mapping[str, npt.NDArray[np.generic]]

_BLOCKS: Final = ("g", "r", "starts", "first", "i", "j", "numbers", "group")
_COMPARED: Final = ("wide", "beside", "given_shared", "given_own", "stratum", "left")
_BELIEF: Final = ("family", "same", "weight", "unseen", "nobody", "rest")


class Keeping(Protocol):
    """Where pieces of a run are kept, so that an interrupted run goes on where it was."""

    def get(self, name: str) -> Arrays | None:
        """The arrays kept under a name, if they are there and whole."""

    def put(self, name: str, arrays: Arrays) -> None:
        """Keeps arrays under a name, whole or not at all."""


@dataclass(frozen=True, slots=True)
class KeepingRunner:
    """This machine, keeping every piece that is done, and taking those that were kept before."""

    threads: int
    keeping: Keeping
    at_once: int = AT_ONCE

    def run(self, work: Piecework, weighing: Weighing) -> Iterator[Live]:
        """All found groups, from first to last."""
        for numbers in spans(len(work.both.found), self.at_once):
            name = f"piece-{numbers[0]:08d}-{numbers[-1]:08d}"
            kept = self.keeping.get(name)
            if kept is None:
                live = work.piece(numbers, weighing, threads=self.threads)
                self.keeping.put(name, arrays_of(live))
            else:
                live = of_arrays(kept)
            yield live


def arrays_of(live: Live) -> dict[str, npt.NDArray[np.generic]]:
    """A piece as arrays by name."""
    compared, belief = live.compared, live.belief
    out: dict[str, Any] = {f"blocks_{name}": getattr(compared.blocks, name) for name in _BLOCKS}
    out |= {f"compared_{name}": getattr(compared, name) for name in _COMPARED}
    out |= {f"belief_{name}": getattr(belief, name) for name in _BELIEF}
    for title, graded in (("shared", compared.shared), ("own", compared.own)):
        out[f"{title}_level"], out[f"{title}_chance"] = graded.level, graded.chance_bits
    out["matched"] = live.matched
    out["counts"] = np.array([compared.sought, live.pairs, live.capped, live.unreached], dtype=np.int64)
    out["likelihood"] = np.array([belief.likelihood])
    return out


def of_arrays(arrays: Arrays) -> Live:
    """The piece again."""
    told: Any = arrays
    counts = told["counts"].tolist()
    blocks = Blocks(**{name: told[f"blocks_{name}"] for name in _BLOCKS})
    shared, own = (Graded(told[f"{title}_level"], told[f"{title}_chance"]) for title in ("shared", "own"))
    rest = {name: told[f"compared_{name}"] for name in _COMPARED}
    compared = Compared(blocks=blocks, sought=counts[0], shared=shared, own=own, **rest)
    belief = Belief(likelihood=float(told["likelihood"][0]), **{name: told[f"belief_{name}"] for name in _BELIEF})
    return Live(compared, belief, told["matched"], *counts[1:])
