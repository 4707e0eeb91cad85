"""Reading files: only what the reader may see, and every look recorded in the same transaction.

What a page, a table or a print shows of a file is made of `FileView` alone, so nothing can be shown that the field
matrix does not allow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from nasab.registry.access.fields import Sight, sight
from nasab.registry.access.policy import Actor, scope
from nasab.registry.access.roles import FACTS
from nasab.registry.audit import quota
from nasab.registry.audit.gate import allow
from nasab.registry.audit.services import record
from nasab.registry.cases.canaries import notice
from nasab.registry.cases.deriving import Stated, facts_of
from nasab.registry.cases.masking import masked
from nasab.registry.cases.models import Child, TracingRequest
from nasab.registry.cases.services import kind_of

__all__ = [
    "REASONS", "FactView", "FileView", "Reason", "ReasonNeeded", "file_of", "is_own", "open_file", "view_of",
    "visible_children", "visible_requests",
]  # fmt: skip

Reason = Literal["care", "candidate", "supervision", "asked", "search"]
REASONS: Final[tuple[Reason, ...]] = get_args(Reason)
"""Why somebody may open a file that is not their own.  A choice and no text: what people write may be personal."""


@dataclass(frozen=True, slots=True)
class FactView:
    """One fact as this reader may see it.

    `sight`: WRITE and READ show `stated`; MASKED shows `outline` only; NONE shows neither, and that it is withheld
    (`is_known`: that there is something).
    """

    fact: str
    group: str
    sight: Sight
    stated: Stated | None = None
    outline: str = ""
    is_known: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        """What may be read of it."""
        if self.stated is not None:
            return self.stated.values
        return (self.outline,) if self.outline else ()


@dataclass(frozen=True, slots=True)
class FileView:
    """A file as this reader may see it: its facts in the order of `access.toml`."""

    file: Child | TracingRequest
    kind: Literal["found", "sought", "request"]
    facts: tuple[FactView, ...]
    roles: frozenset[str]

    def fact(self, name: str) -> FactView:
        """One of its facts.  One that such a file has not: `KeyError`."""
        for one in self.facts:
            if one.fact == name:
                return one
        raise KeyError(name)

    @property
    def contradictions(self) -> tuple[FactView, ...]:
        """Facts on which witnesses disagree, of those that may be read."""
        return tuple(one for one in self.facts if one.stated is not None and one.stated.is_contradicted)


class ReasonNeeded(Exception):
    """Somebody opens a file that is not their own, and has not said why."""

    def __init__(self, file: UUID) -> None:
        super().__init__(str(file))
        self.file = file


def is_own(file: Child | TracingRequest, by: Actor) -> bool:
    """Whether a file is somebody's own: in their care, of an agency they hold a role for, or with words of theirs."""
    if file.pk in by.assigned or any(held.agency == file.agency_id for held in by.held):
        return True
    return file.statements.filter(recorded_by_id=by.id).exists()


def file_of(file_id: UUID) -> Child | TracingRequest:
    """A child's file or a request's, not yet looked at.  One that is not there: `DoesNotExist`."""
    child = Child.objects.filter(pk=file_id).first()
    return child if child is not None else TracingRequest.objects.get(pk=file_id)


def open_file(file_id: UUID, *, by: Actor, reason: Reason | None = None, ask: bool = False) -> FileView:
    """Opens a child's file or a request's for reading.  Raises `Refused`; a file that is not there: `DoesNotExist`.

    `reason`: why somebody opens a file that is not their own; it stands in the audit record.  With `ask`,
    `ReasonNeeded` is raised where there is none.
    """
    file = file_of(file_id)
    quota.check(by)
    verdict = allow(by, "child.read", file.subject)
    if ask and reason is None and not is_own(file, by):
        raise ReasonNeeded(file.pk)
    with transaction.atomic():
        view = view_of(file, verdict.roles)
        groups = sorted({one.group for one in view.facts if one.sight >= Sight.MASKED and one.is_known})
        record(actor=by.id, action="child.read", subject=file.id, groups=groups, reason=reason or "none")
        notice([file], by=by, action="canary.read")
        quota.count(by)
    return view


def view_of(file: Child | TracingRequest, roles: Iterable[str]) -> FileView:
    """A file as bearers of these roles may see it; whoever calls records the look."""
    roles = frozenset(roles)
    kind = kind_of(file)
    stated = facts_of(file.statements.select_related("recorded_by", "of_group"))
    shown = []
    for fact, group in FACTS[kind].items():
        seen, one = sight(roles, group), stated.get(fact)
        known = one is not None and bool(one.standing)
        if seen >= Sight.READ:
            shown.append(FactView(fact, group, seen, one or Stated(fact, ()), is_known=known))
        elif seen == Sight.MASKED:
            shown.append(FactView(fact, group, seen, outline=masked(fact, one), is_known=known))
        else:
            shown.append(FactView(fact, group, Sight.NONE, is_known=known))
    return FileView(file, kind, tuple(shown), roles)


def visible_children(
    by: Actor, side: Literal["found", "sought"] | None = None, *, action: str = "child.read"
) -> QuerySet[Child]:
    """The children (of a side) whose files are in reach of somebody; the queryset's twin of `may`."""
    files = Child.objects.filter(_in_reach(by, action))
    return files if side is None else files.filter(side=side)


def visible_requests(by: Actor, *, action: str = "child.read") -> QuerySet[TracingRequest]:
    """The tracing requests in reach of somebody."""
    return TracingRequest.objects.filter(_in_reach(by, action))


def _in_reach(by: Actor, action: str) -> Q:
    agencies, assigned = scope(by, action)
    within = ~Q(pk__in=()) if agencies is None else Q(agency_id__in=agencies)  # an empty Q would vanish in the "or"
    led: Any = {held.agency for held in by.held if held.role == "protection_lead"}
    if None not in led:
        within &= Q(is_restricted=False) | Q(agency_id__in=led)
    return (within | Q(pk__in=assigned)) & Q(taken_out_at=None, is_training=settings.NASAB_TRAINING)
