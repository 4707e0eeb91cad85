"""What may be seen of pairs: the worklist, one pair side by side, and of others' judgements nothing too early.

Blind: until two people have judged a pair, no list, count, order or page tells one of them whether or what the other
said.  So the worklist of each holds every pair that they themselves have not judged and that is not decided; whether it
waits for one or for two is not to be seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from nasab.registry.access.fields import Sight
from nasab.registry.access.policy import Actor
from nasab.registry.audit import quota
from nasab.registry.audit.gate import allow
from nasab.registry.audit.services import record
from nasab.registry.candidates.evidence import Evidence, read
from nasab.registry.candidates.models import Asking, Candidate
from nasab.registry.cases.consent import may_be_matched
from nasab.registry.cases.deriving import facts_of
from nasab.registry.cases.models import Child, TracingRequest
from nasab.registry.cases.selectors import FileView, view_of, visible_children
from nasab.registry.review.models import Judgement
from nasab.registry.review.state import standing

__all__ = ["LOOK_AT", "Line", "PairView", "competing", "disagreements", "judged_by", "open_pair", "pairs", "worklist"]

#: From this probability a pair is on the worklist.
LOOK_AT: Final = 0.05


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of evidence as this reader may see it; withheld: it weighs, and its words are not shown."""

    evidence: Evidence
    is_withheld: bool
    is_new: bool


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair side by side.

    `own`: what the reader judged in this round.  `judgements`: those of all, once they may be seen; else none.
    `may_judge`, `may_settle`: what is left to the reader to do.
    """

    pair: Candidate
    found: FileView
    sought: FileView
    request: FileView
    lines: tuple[Line, ...]
    rivals: tuple[Candidate, ...]
    asking: Asking | None
    own: Judgement | None
    judgements: tuple[Judgement, ...]
    may_judge: bool
    may_settle: bool


def pairs(by: Actor) -> QuerySet[Candidate]:
    """Pairs in reach whose children may be matched now."""
    return Candidate.objects.filter(
        found__in=visible_children(by, "found", action="candidates.read") & may_be_matched(),
        sought__in=visible_children(by, "sought", action="candidates.read") & may_be_matched(),
        gone_at=None,
    )


def worklist(by: Actor) -> QuerySet[Candidate]:
    """The pairs that wait for a judgement of this reader, as far as they may know."""
    own = Judgement.objects.filter(pair=OuterRef("pk"), round=OuterRef("round"), by=by.id, undoes=None, undone_by=None)
    return (
        pairs(by)
        .filter(~Exists(own), Q(state="to_judge"), probability__gte=LOOK_AT)
        .exclude(Q(found__opened_by=by.id) | Q(sought__opened_by=by.id))
    )


def judged_by(by: Actor) -> QuerySet[Candidate]:
    """The pairs that this reader judged."""
    return pairs(by).filter(judgements__by=by.id, judgements__undoes=None, judgements__undone_by=None).distinct()


def disagreements(by: Actor) -> QuerySet[Candidate]:
    """Pairs that two people see differently, for whoever settles them."""
    return pairs(by).filter(state="disagreement")


def competing(by: Actor) -> QuerySet[Child]:
    """Children whom two people took for the child of more than one family; for the protection lead alone."""
    same = Q(candidates__state__in=("agreed_same", "settled_same"), candidates__gone_at=None)
    children = visible_children(by, "found", action="pair.settle")
    return children.annotate(families=Count("candidates__sought__request", filter=same, distinct=True)).filter(
        families__gt=1
    )


def open_pair(key: UUID, *, by: Actor) -> PairView:
    """Opens a pair for reading; one that is not there, or not to be matched any more: `Candidate.DoesNotExist`."""
    pair = Candidate.objects.select_related("found", "sought__request").get(pk=key)
    quota.check(by)
    verdict = allow(by, "candidates.read", pair.found.subject, pair.sought.subject)
    if not pairs(by).filter(pk=key).exists():
        raise Candidate.DoesNotExist
    request = pair.sought.request
    assert request is not None
    with transaction.atomic():
        found, sought, asks = (view_of(file, verdict.roles) for file in (pair.found, pair.sought, request))
        record(
            actor=by.id, action="candidates.read", subject=pair.pk, found=str(pair.found_id), sought=str(pair.sought_id)
        )
        quota.count(by)
    this_round = list(pair.judgements.filter(round=pair.round).order_by("at", "pk"))
    two, settled = standing(this_round)
    held = {one.pk for one in two}
    own = next((one for one in this_round if one.by_id == by.id and one.pk in held), None)
    is_decided = pair.state != "to_judge"
    is_theirs = by.id in (pair.found.opened_by_id, pair.sought.opened_by_id)
    everything = tuple(pair.judgements.select_related("by").order_by("at", "pk")) if is_decided else ()
    earlier = tuple(pair.judgements.select_related("by").filter(round__lt=pair.round).order_by("at", "pk"))
    leads = "protection_lead" in verdict.roles
    return PairView(
        pair, found, sought, asks, _lines(pair, found, asks), _rivals(pair, by),
        Asking.objects.filter(found=pair.found_id).first(), own, everything or earlier,
        may_judge=not is_decided and own is None and not is_theirs,
        may_settle=leads and pair.state == "disagreement" and own is None and settled is None,
    )  # fmt: skip


def _lines(pair: Candidate, found: FileView, asks: FileView) -> tuple[Line, ...]:
    """The evidence, strongest first.  Words of facts that the reader may not see are withheld, and so is who asks."""
    reasons, news = read(pair.evidence)
    hidden = () if sees(asks, ("inquirer",)) else _names_of(asks.file)
    lines = []
    for one in sorted(reasons, key=lambda one: -abs(one.bits)):
        said = " ".join(
            [one.sought, *(value for phrase in one.phrases for value in phrase.filled().values())]
        ).casefold()
        withheld = not sees(found, one.facts) or any(word in said for word in hidden)
        lines.append(Line(one, withheld, one.kind in news))
    return tuple(lines)


def _names_of(request: Child | TracingRequest) -> tuple[str, ...]:
    """The words of who asks, to be kept out of the evidence of those who may not know."""
    stated = facts_of(request.statements.filter(fact="inquirer")).get("inquirer")
    return tuple(
        word.casefold() for name in (stated.values if stated else ()) for word in name.split() if len(word) > 2
    )


def sees(view: FileView, facts: Sequence[str]) -> bool:
    """Whether the reader of a file reads all of these facts in full."""
    return all(one.sight >= Sight.READ for one in view.facts if one.fact in facts)


def _rivals(pair: Candidate, by: Actor) -> tuple[Candidate, ...]:
    """Other pairs of the same child found or sought, in reach."""
    others = pairs(by).filter(Q(found=pair.found_id) | Q(sought=pair.sought_id)).exclude(pk=pair.pk)
    return tuple(others.filter(probability__gte=0.01).select_related("found", "sought").order_by("-probability")[:10])
