"""Judging a pair, taking a judgement back, settling a disagreement."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.db import transaction

from nasab.errors import NasabError, Problem
from nasab.registry.access.policy import Actor
from nasab.registry.audit.gate import allow
from nasab.registry.audit.services import record
from nasab.registry.candidates.models import Candidate
from nasab.registry.cases.changes import announce
from nasab.registry.cases.consent import may_be_matched
from nasab.registry.cases.models import Child
from nasab.registry.review.models import Judgement
from nasab.registry.review.state import NEEDED, standing, state_of

__all__ = ["judge", "settle", "undo"]

Verdict = Literal["same", "different", "unsure"]


def judge(pair: Candidate, *, by: Actor, verdict: Verdict, because: str, otherwise: str = "") -> Judgement:
    """One of two people says what they think of a pair, and why; it takes effect when the other has said so too.

    REVIEW-01: without reasons; REVIEW-02: judged by them already, or by two others; REVIEW-03: they opened one of the
    files themselves; REVIEW-04: consent was withdrawn, or a file was closed.
    """
    allow(by, "pair.judge", pair.found.subject, pair.sought.subject)
    return _write(pair.pk, by, verdict, because, otherwise, is_settling=False)


def settle(pair: Candidate, *, by: Actor, verdict: Verdict, because: str) -> Judgement:
    """The protection lead settles what two people see differently; one who judged the pair does not (REVIEW-05)."""
    allow(by, "pair.settle", pair.found.subject, pair.sought.subject)
    return _write(pair.pk, by, verdict, because, "", is_settling=True)


def undo(judgement: Judgement, *, by: Actor, because: str) -> Judgement:
    """Somebody takes their own judgement back; it stays to be read.  Another's, or one taken back before: REVIEW-06."""
    pair = judgement.pair
    allow(by, "pair.judge", pair.found.subject, pair.sought.subject)
    if not because.strip():
        raise NasabError(Problem("REVIEW-01"))
    with transaction.atomic():
        pair = Candidate.objects.select_for_update().get(pk=pair.pk)
        held, settled = standing(_of(pair))
        if judgement.by_id != by.id or judgement.pk not in {one.pk for one in (*held, settled) if one is not None}:
            raise NasabError(Problem("REVIEW-06"))
        taken = _judgement(pair, by, "", because, "", is_settling=judgement.is_settling)
        taken.undoes = judgement
        taken.save(force_insert=True)
        _settle_state(pair)
        record(actor=by.id, action="pair.undo", subject=pair.pk, found=str(pair.found_id), sought=str(pair.sought_id))
    return taken


def _write(key: UUID, by: Actor, verdict: Verdict, because: str, otherwise: str, *, is_settling: bool) -> Judgement:
    if not because.strip():
        raise NasabError(Problem("REVIEW-01"))
    with transaction.atomic():
        pair = Candidate.objects.select_for_update().select_related("found", "sought").get(pk=key)
        if may_be_matched(Child.objects.filter(pk__in=(pair.found_id, pair.sought_id))).count() != NEEDED:
            raise NasabError(Problem("REVIEW-04"))
        if by.id in (pair.found.opened_by_id, pair.sought.opened_by_id):
            raise NasabError(Problem("REVIEW-03"))
        two, settled = standing(_of(pair))
        own = by.id in {one.by_id for one in two}
        if is_settling and (own or pair.state != "disagreement" or settled is not None):
            raise NasabError(Problem("REVIEW-05"))
        if not is_settling and (own or len(two) >= NEEDED):
            raise NasabError(Problem("REVIEW-02"))
        judgement = _judgement(pair, by, verdict, because, otherwise, is_settling=is_settling)
        judgement.save(force_insert=True)
        _settle_state(pair)
        record(
            actor=by.id, action="pair.settle" if is_settling else "pair.judge", subject=pair.pk,
            found=str(pair.found_id), sought=str(pair.sought_id), verdict=verdict, round=pair.round,
        )  # fmt: skip
    return judgement


def _judgement(
    pair: Candidate, by: Actor, verdict: str, because: str, otherwise: str, *, is_settling: bool
) -> Judgement:
    judgement = Judgement(
        pair=pair, round=pair.round, by_id=by.id, verdict=verdict, is_settling=is_settling,
        probability=pair.probability, found_version=pair.found_version, sought_version=pair.sought_version,
    )  # fmt: skip
    judgement.because, judgement.otherwise, judgement.seen = because.strip(), otherwise.strip(), pair.evidence
    return judgement


def _of(pair: Candidate) -> list[Judgement]:
    return list(pair.judgements.filter(round=pair.round).order_by("at", "pk"))


def _settle_state(pair: Candidate) -> None:
    before, pair.state = pair.state, state_of(_of(pair))
    pair.save(update_fields=["state"])
    if before != pair.state:  # what is agreed on, or no longer, binds its child: it is weighed again
        Child.objects.filter(pk=pair.found_id).update(weighed_version=-1)
        announce(pair.found_id)
