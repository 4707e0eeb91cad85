"""Adding a photograph."""

from __future__ import annotations

from django.db import transaction

from nasab.registry.access.policy import Actor
from nasab.registry.audit.gate import allow
from nasab.registry.audit.services import record
from nasab.registry.cases.models import Child
from nasab.registry.photographs.models import Photograph
from nasab.registry.photographs.pictures import pixels_only
from nasab.registry.sealing import keyring
from nasab.registry.sealing.sealed import place_of

__all__ = ["add"]


def add(child: Child, content: bytes, *, by: Actor) -> Photograph:
    """A photograph more of a child; what cannot be one: PHOTO-01."""
    allow(by, "photograph.add", child.subject)
    whole, small = pixels_only(content)
    with transaction.atomic():
        photograph = Photograph(child=child, added_by_id=by.id)
        photograph.whole_sealed = keyring().seal(whole, place_of(photograph, "whole_sealed"))
        photograph.small_sealed = keyring().seal(small, place_of(photograph, "small_sealed"))
        photograph.save(force_insert=True)
        record(actor=by.id, action="photograph.add", subject=child.pk, photograph=str(photograph.pk))
    return photograph
