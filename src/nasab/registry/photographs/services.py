"""Adding a photograph."""

from __future__ import annotations

from django.db import transaction

from nasab.registry.access.policy import Actor
from nasab.registry.apart.processes import answer_of
from nasab.registry.audit.gate import allow
from nasab.registry.audit.services import record
from nasab.registry.cases.models import Child
from nasab.registry.photographs.decoding_apart import LONGEST, SECONDS
from nasab.registry.photographs.models import Photograph
from nasab.registry.photographs.pictures import LARGEST, no_picture
from nasab.registry.sealing import keyring
from nasab.registry.sealing.sealed import place_of

__all__ = ["add"]


def _decoded(content: bytes) -> tuple[bytes, bytes]:
    """The photograph's pixels, whole and small, decoded in a process of its own."""
    if len(content) > LARGEST:
        raise no_picture()
    answer = answer_of("nasab.registry.photographs.decoding_apart", content, {}, seconds=SECONDS + 20, longest=LONGEST)
    if answer is None:
        raise no_picture()
    length = int.from_bytes(answer[:4], "big")
    return answer[4 : 4 + length], answer[4 + length :]


def add(child: Child, content: bytes, *, by: Actor) -> Photograph:
    """A photograph more of a child; what cannot be one: PHOTO-01."""
    allow(by, "photograph.add", child.subject)
    whole, small = _decoded(content)
    with transaction.atomic():
        photograph = Photograph(child=child, added_by_id=by.id)
        photograph.whole_sealed = keyring().seal(whole, place_of(photograph, "whole_sealed"))
        photograph.small_sealed = keyring().seal(small, place_of(photograph, "small_sealed"))
        photograph.save(force_insert=True)
        record(actor=by.id, action="photograph.add", subject=child.pk, photograph=str(photograph.pk))
    return photograph
