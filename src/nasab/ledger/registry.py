"""Claims against what is on file: below it, consistent with it, or in need of children whom no list knows.

Only comparable claims are held against a registry's count and estimate, and never which children they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from nasab.ledger.claim import Claim
from nasab.ledger.comparing import compare
from nasab.ledger.understanding import Meaning, understand

__all__ = ["Against", "Registry", "hold_against"]


@dataclass(frozen=True, slots=True)
class Registry:
    """Our own population: its definition as texts, what is recorded, the least, and the wide range if there is one."""

    who: str
    place: str
    state: str
    as_of: str
    recorded: int
    at_least: int | None = None
    wide: tuple[int, int] | None = None

    def meaning(self) -> Meaning:
        """The registry's count as if it were a claim."""
        return understand(
            Claim(
                id="registry", who=self.who, place=self.place, state=self.state or "any", as_of=self.as_of,
                measure="stock", low=self.recorded, high=self.recorded,
            )
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Against:
    """A comparable claim and what it is against the registry.

    `missing`: how many more children would have to be unknown to every list; `times`: how often the unseen estimate.
    """

    claim: str
    verdict: Literal["below_file", "consistent", "not_explained", "above_file"]
    missing: int = 0
    times: float = 0.0


def hold_against(meanings: Sequence[Meaning], registry: Registry) -> list[Against]:
    """Each claim of the same children held against the registry; all others are left alone."""
    own = registry.meaning()
    found = []
    for one in meanings:
        if not one.has_figure or compare(one, own).relation != "same":
            continue
        found.append(_against(one, registry))
    return found


def _against(one: Meaning, registry: Registry) -> Against:
    if registry.recorded > one.high:
        return Against(one.claim.id, "below_file")
    if registry.wide is None:
        return Against(one.claim.id, "above_file")
    low, high = registry.wide
    if one.low <= high and one.high >= low:
        return Against(one.claim.id, "consistent")
    if one.high < low:  # between what is on file and the estimate: it cannot be told from consistent with the file
        return Against(one.claim.id, "above_file")
    missing = round(one.low) - registry.recorded
    unseen = max((low + high) / 2 - registry.recorded, 1.0)
    return Against(one.claim.id, "not_explained", missing, missing / unseen)
