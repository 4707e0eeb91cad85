"""The reading quota: who opens more files in a day than their work needs is asked why, and then stopped.

40 different files a day warn, 80 lock (the project's design for protection, H6).  It is counted in the audit record,
where every look is; a protection lead lifts a lock, and that is in the record too.
"""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils import timezone

from nasab.registry.access.policy import Actor, Verdict
from nasab.registry.audit.gate import allow, refuse
from nasab.registry.audit.models import Entry
from nasab.registry.audit.services import record
from nasab.registry.people.models import User

__all__ = ["LOCKS", "READS", "WARNS", "check", "count", "files_today", "lift"]

WARNS: Final = 40
LOCKS: Final = 80

#: What is a look at a file, or at a pair of them.
READS: Final = ("child.read", "candidates.read")


def files_today(by: Actor) -> int:
    """How many different files (or pairs) somebody has looked at since midnight (UTC)."""
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0).isoformat(timespec="microseconds")
    looks = Entry.objects.filter(actor=str(by.id), action__in=READS, at__gte=today)
    return looks.values("subject").distinct().count()


def check(by: Actor) -> None:
    """Refuses whoever is locked; to be called before the transaction of a look."""
    if User.objects.filter(pk=by.id, locked_at__isnull=False).exists():
        refuse(by, "child.read", Verdict(False, "locked"))


def count(by: Actor) -> None:
    """Warns or locks, after a look was recorded and in its transaction."""
    looked = files_today(by)
    if looked > LOCKS:
        User.objects.filter(pk=by.id, locked_at=None).update(locked_at=timezone.now())
        record(actor=by.id, action="quota.lock", files=looked)
    elif looked == WARNS + 1:
        record(actor=by.id, action="quota.warn", files=looked)


def lift(user: User, *, by: Actor) -> None:
    """Opens the registry again to somebody who was locked; not to oneself."""
    allow(by, "quota.lift")
    if user.pk == by.id:
        refuse(by, "quota.lift", Verdict(False, "own"), subject=user.pk)
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(locked_at=None)
        record(actor=by.id, action="quota.lift", subject=user.pk)
