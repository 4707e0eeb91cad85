"""Canary files: invented, with a name that the curious look for, and nobody's work; whoever opens one is noticed.

The protection lead makes a file one, and is told at once who came to it.  It is matched with nobody and counted in no
figure, and nobody else can tell it from another file.  The alarms are rows of the audit record: whoever could take one
away would break the chain.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from nasab.registry.access.policy import Actor
from nasab.registry.audit.gate import allow
from nasab.registry.audit.models import Entry
from nasab.registry.audit.services import record
from nasab.registry.cases.changes import announce
from nasab.registry.cases.models import Child, TracingRequest
from nasab.registry.cases.services import with_sought

__all__ = ["ALARMS", "Alarms", "alarms", "notice", "seen", "set_canary"]

#: What is recorded when somebody opens a canary, or finds one by searching.
ALARMS: Final = ("canary.read", "canary.found")
_LEAD: Final = "protection_lead"


@dataclass(frozen=True, slots=True)
class Alarms:
    """Who came to canaries, latest first; of them `new` were looked at by no protection lead yet."""

    entries: Sequence[Entry]
    new: int


def set_canary(file: Child | TracingRequest, *, by: Actor, is_canary: bool = True) -> None:
    """Makes a file a canary, or a file like others again; with a request the children it seeks."""
    allow(by, "canary.set", file.subject)
    with transaction.atomic():
        for one in with_sought(file):
            type(one).objects.filter(pk=one.pk).update(is_canary=is_canary)
            record(actor=by.id, action="canary.set", subject=one.pk, canary=is_canary)
            announce(one.pk)
    file.is_canary = is_canary


def notice(files: Iterable[Child | TracingRequest], *, by: Actor, action: str) -> None:
    """Raises the alarm for canaries among the files that somebody came to; in the transaction of the look."""
    if _LEAD not in by.roles:
        for one in files:
            if one.is_canary:
                record(actor=by.id, action=action, subject=one.pk)


def alarms(*, by: Actor, most: int = 100) -> Alarms:
    """The latest alarms."""
    allow(by, "alarms.read")
    last = Entry.objects.filter(action="canary.seen").order_by("-sequence").first()
    upto = json.loads(last.details)["upto"] if last is not None else 0
    raised = Entry.objects.filter(action__in=ALARMS).order_by("-sequence")
    return Alarms(list(raised[:most]), raised.filter(sequence__gt=upto).count())


def seen(*, by: Actor, upto: int) -> None:
    """A protection lead has looked at the alarms up to a row of the record."""
    allow(by, "alarms.read")
    with transaction.atomic():
        record(actor=by.id, action="canary.seen", upto=upto)
