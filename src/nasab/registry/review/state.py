"""What the judgements of a pair come to.  Pure, so that it can be tested against every order of events."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Protocol

__all__ = ["NEEDED", "Judged", "standing", "state_of"]

#: So many people judge a pair, each without knowing what the other said.
NEEDED = 2


class Judged(Protocol):
    """A judgement, as far as the state of its pair goes."""

    @property
    def pk(self) -> Hashable:
        """Its key."""

    @property
    def by_id(self) -> Hashable:
        """Whose it is."""

    @property
    def verdict(self) -> str:
        """`same`, `different`, `unsure`; empty if it takes another back."""

    @property
    def is_settling(self) -> bool:
        """Whether it settles a disagreement."""

    @property
    def undoes_id(self) -> Hashable | None:
        """Which it takes back."""


def standing(judgements: Iterable[Judged]) -> tuple[list[Judged], Judged | None]:
    """The judgements of the two, and the settling one, that were not taken back."""
    all_of_them = list(judgements)
    undone = {one.undoes_id for one in all_of_them if one.undoes_id is not None}
    held = [one for one in all_of_them if one.pk not in undone and one.undoes_id is None]
    settled = [one for one in held if one.is_settling]
    return [one for one in held if not one.is_settling], settled[-1] if settled else None


def state_of(judgements: Sequence[Judged]) -> str:
    """The state of a pair (`candidates.models.STATES`): nothing is agreed without two different people."""
    two, settled = standing(judgements)
    if len({one.by_id for one in two}) < NEEDED:
        return "to_judge"
    verdicts = {one.verdict for one in two}
    if len(verdicts) == 1:
        return f"agreed_{verdicts.pop()}"
    return f"settled_{settled.verdict}" if settled else "disagreement"
