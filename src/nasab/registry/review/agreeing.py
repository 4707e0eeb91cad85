"""What two people agreed on, or the protection lead settled, as the engine takes it in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from nasab.matching.judgements import Judgement as Told
from nasab.registry.candidates.evidence import seen_in
from nasab.registry.candidates.models import Candidate
from nasab.registry.review.state import standing

__all__ = ["agreed"]

_AGREED: Final = ("agreed_same", "agreed_different", "settled_same", "settled_different")


def agreed() -> Iterator[tuple[UUID, Told]]:
    """Each pair that was agreed on, with the key of its last judgement: a new round, a new key."""
    for pair in Candidate.objects.filter(state__in=_AGREED).prefetch_related("judgements"):
        judgements = sorted((one for one in pair.judgements.all() if one.round == pair.round), key=lambda one: one.at)
        held, settled = standing(judgements)
        last: Any = settled or held[-1]
        yield (
            last.pk,
            Told(
                str(pair.found_id), str(pair.sought_id), last.verdict, by="two reviewers",
                on=last.at.isoformat(timespec="seconds"), seen=seen_in(last.seen),
            ),
        )  # fmt: skip
