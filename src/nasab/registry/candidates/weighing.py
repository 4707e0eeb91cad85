"""Weighing: whoever has changed is asked for again, and what the engine says of them is kept.

A child found that changed is asked for with its brothers and sisters; a child sought that changed has those found asked
for again whom it may concern (`touched`).  What was weighed is written in the files, so a process that begins anew
weighs only what is behind.  Consent is a condition of every query here and of every query that shows candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from nasab.matching.judgements import Judgement
from nasab.matching.results import ChildResult
from nasab.registry.audit.services import record
from nasab.registry.candidates.evidence import kept
from nasab.registry.candidates.models import Asking, Candidate
from nasab.registry.candidates.standing import Standing, records
from nasab.registry.candidates.touched import Touched
from nasab.registry.cases.consent import may_be_matched
from nasab.registry.cases.models import Child

__all__ = ["AGREED", "LEAST", "Weigher", "weigh_all"]

#: A pair below this probability is not kept as a candidate, unless it is one already.
LEAST: Final = 0.01

#: So many candidates of a child are kept at most.
MOST: Final = 10

#: Who says what people agreed on (`nasab.registry.review`, which stands above), each of their judgements with its key.
AGREED: Final[list[Callable[[], Iterable[tuple[UUID, Judgement]]]]] = []


class Weigher:
    """Keeps the candidates of the registry up to date; one for a process."""

    def __init__(self) -> None:
        self.standing, self.touched = Standing(), Touched()

    def weigh_changed(self) -> int:
        """Weighs whoever has changed; how many children found were asked for."""
        with self.standing.lock:
            changed = self.standing.bring_up_to_date()
            self.standing.judge(chain.from_iterable(told() for told in AGREED))
            found = may_be_matched(Child.objects.filter(side="found"))
            behind = set(found.filter(weighed_version__lt=F("version")).values_list("pk", flat=True))
            behind |= self.touched.by(set(changed), found)
            groups = _groups(behind)
            for group in groups:
                self._weigh(group)
            with transaction.atomic():
                for sought, version in changed.items():
                    Child.objects.filter(pk=sought).update(weighed_version=version)
            return sum(len(group) for group in groups)

    def _weigh(self, group: Sequence[tuple[UUID, int]]) -> None:
        """Asks for brothers and sisters together, and keeps the answer; each group in a transaction of its own."""
        told = records(key for key, _ in group)
        rows = [told[key] for key, _ in group]
        index = self.standing.index
        results = (
            index.group(rows, MOST, ask=True)
            if index is not None and len(index)
            else [ChildResult(row["id"], (), 1.0) for row in rows]
        )
        with transaction.atomic():
            for (key, version), result in zip(group, results, strict=True):
                self._keep(key, version, result)
            record(actor="engine", action="candidates.weigh", subject=group[0][0], children=len(group))

    def _keep(self, found: UUID, version: int, result: ChildResult) -> None:
        now = timezone.now()
        before = {one.sought_id: one for one in Candidate.objects.filter(found=found)}
        named = {UUID(one.sought_id): one for one in result.candidates}
        for sought, one in named.items():
            pair = before.get(sought)
            if pair is None and one.probability < LEAST:
                continue
            if pair is None:
                pair = Candidate(found_id=found, sought_id=sought)
            elif one.returned and pair.state in ("agreed_different", "settled_different"):
                pair.state, pair.round = "to_judge", pair.round + 1
            pair.weight, pair.probability = float(one.weight), float(one.probability)
            pair.evidence = kept(one)
            pair.found_version, pair.sought_version = version, self.standing.versions[sought][0]
            pair.weighed_at, pair.gone_at = now, None
            pair.save()
        Candidate.objects.filter(found=found, gone_at=None).exclude(sought__in=named).update(gone_at=now)
        facts = [question.fact for question in result.ask_next]
        asked = {"facts": facts, "on_no_list": float(result.probability_on_no_list), "weighed_at": now}
        Asking.objects.update_or_create(found_id=found, defaults=asked)
        Child.objects.filter(pk=found, weighed_version__lt=version).update(weighed_version=version)


_WEIGHER: Final = Weigher()


def weigh_all() -> int:
    """Weighs whoever has changed, now and in this process; how many children found were asked for."""
    return _WEIGHER.weigh_changed()


def _groups(keys: set[UUID]) -> list[list[tuple[UUID, int]]]:
    """Children with the brothers and sisters who may be matched too, each with its version."""
    rows: list[Any] = list(Child.objects.filter(pk__in=keys).values_list("pk", "version", "group_id"))
    groups = {row[2] for row in rows if row[2] is not None}
    together: dict[UUID, list[tuple[UUID, int]]] = defaultdict(list)
    for key, version, group in may_be_matched(Child.objects.filter(group__in=groups, side="found")).values_list(
        "pk", "version", "group_id"
    ):
        together[group].append((key, version))
    alone = [[(key, version)] for key, version, group in rows if group is None]
    return alone + [sorted(group) for group in together.values()]
