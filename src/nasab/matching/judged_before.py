"""What people judged of pairs, found again by the child that somebody asks for now."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nasab.matching.judgements import Judgement, binding
from nasab.records import Side

__all__ = ["JudgedBefore"]


class JudgedBefore:
    """Judgements by the child found; judgements of a child that has left are forgotten."""

    def __init__(self) -> None:
        self._of_found: dict[str, list[Judgement]] = {}
        self._of_sought: dict[str, set[str]] = {}

    def add(self, judgement: Judgement) -> None:
        """One more; which of several on one pair holds is told by `judgements.binding`."""
        self._of_found.setdefault(judgement.found_id, []).append(judgement)
        self._of_sought.setdefault(judgement.sought_id, set()).add(judgement.found_id)

    def forget(self, child: str, side: Side) -> None:
        """All that was judged of a child."""
        if side == "found":
            for judgement in self._of_found.pop(child, []):
                self._of_sought.get(judgement.sought_id, set()).discard(child)
            return
        for found in self._of_sought.pop(child, set()):
            self._of_found[found] = [one for one in self._of_found[found] if one.sought_id != child]

    def of(self, found: Sequence[str], row_of: Callable[[str], int]) -> dict[tuple[int, int], Judgement]:
        """The judgements that hold of these children, by their place and the row of the child sought, if it stands."""
        out = {}
        for place, child in enumerate(found):
            bound = binding(self._of_found.get(child, ()))
            for (_, sought), judgement in {**bound.same, **bound.unsure, **bound.different}.items():
                row = row_of(sought)
                if row >= 0:
                    out[place, row] = judgement
        return out

    def told(self) -> list[Judgement]:
        """All of them."""
        return [judgement for judgements in self._of_found.values() for judgement in judgements]
