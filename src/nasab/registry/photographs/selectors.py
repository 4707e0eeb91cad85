"""Looking at photographs: a permission of its own, and each look recorded."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from nasab.registry.access.policy import Actor
from nasab.registry.audit import quota
from nasab.registry.audit.gate import allow
from nasab.registry.audit.services import record
from nasab.registry.photographs.models import Photograph
from nasab.registry.sealing import keyring
from nasab.registry.sealing.sealed import place_of

__all__ = ["open_photograph", "photographs_of"]


def photographs_of(child: UUID) -> list[UUID]:
    """The keys of a child's photographs; nothing of them is shown yet."""
    return list(Photograph.objects.filter(child=child).order_by("added_at").values_list("pk", flat=True))


def open_photograph(key: UUID, *, by: Actor, is_small: bool = False) -> bytes:
    """The pixels, as JPEG.  Raises `Refused`; one that is not there: `Photograph.DoesNotExist`."""
    photograph = Photograph.objects.select_related("child").get(pk=key)
    quota.check(by)
    allow(by, "photograph.read", photograph.child.subject)
    with transaction.atomic():
        record(actor=by.id, action="photograph.read", subject=photograph.child_id, small=is_small)
    column = "small_sealed" if is_small else "whole_sealed"
    return keyring().open(bytes(getattr(photograph, column)), place_of(photograph, column))
