"""Consent as a condition inside the query: who may be matched is decided by the database, not by a page.

A child found may be matched if its latest consent is for matching (C2) or more, has not expired, and the file is open.
Invented files of a registry in training are never mixed with real ones, and a canary is matched with nobody.
A child sought needs its own consent or its family's; a family's refusal is a refusal for all its children.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from nasab.registry.cases.models import Child, Consent

__all__ = ["MATCHING", "agreed", "may_be_matched"]

MATCHING: Final = 2
"""The level from which a file is matched inside the registry."""


def agreed(files: QuerySet[Child] | None = None, at: datetime | None = None) -> QuerySet[Child]:
    """The children, of both sides, of whom it was agreed that they are matched, at a moment (now), canaries among them.

    For lists of those of whom it was not: a canary is not told from another file by being on one.
    """
    at = at or timezone.now()
    files = Child.objects.all() if files is None else files
    latest = Consent.objects.filter(is_latest=True)
    own = latest.filter(child=OuterRef("pk"))
    family = latest.filter(request=OuterRef("request_id"))
    for_matching = Q(level__gte=MATCHING, expires_at__gt=at)
    return files.filter(
        Q(side="found") & Exists(own.filter(for_matching))
        | Q(side="sought") & Exists(family.filter(for_matching)) & (~Exists(own) | Exists(own.filter(for_matching))),
        Q(request=None) | Q(request__taken_out_at=None, request__closed_at=None),
        taken_out_at=None, closed_at=None, is_training=settings.NASAB_TRAINING,
    )  # fmt: skip


def may_be_matched(files: QuerySet[Child] | None = None, at: datetime | None = None) -> QuerySet[Child]:
    """The children, of both sides, who may be looked for and found by others at a moment (now)."""
    return agreed(files, at).filter(is_canary=False)
