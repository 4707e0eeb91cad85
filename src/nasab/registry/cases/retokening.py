"""Making the keyed tokens of all files anew, with the secret that counts now (`sealing.rotation`).

Every file is done in a transaction of its own; it can be stopped and begun again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.db import models, transaction

from nasab.registry.cases.models import Child, FoundGroup, TracingRequest
from nasab.registry.cases.tokens import add_tokens
from nasab.registry.sealing import blind_token

__all__ = ["retoken"]

_AT_ONCE: Final = 200


def retoken() -> int:
    """Makes the tokens of every file and group anew; how many of them."""
    count = 0
    for model, purpose in ((FoundGroup, "group"), (TracingRequest, "reference"), (Child, "reference")):
        for row in _rows(model):
            with transaction.atomic():
                _make_anew(row, purpose)
            count += 1
    return count


def _make_anew(row: Any, purpose: str) -> None:
    locked = type(row).objects.select_for_update().get(pk=row.pk)
    if locked.reference:
        token = blind_token(purpose, locked.reference)
        type(row).objects.filter(pk=row.pk).update(reference_token=token)
    if isinstance(locked, FoundGroup) or locked.taken_out_at is not None:  # who was taken out is not found
        return
    locked.tokens.all().delete()
    add_tokens(locked, locked.statements.all())


def _rows(model: type[models.Model]) -> Iterator[Any]:
    """The rows of a table, some at a time, in the order of their keys."""
    rows, last = model._default_manager.order_by("pk").only("pk"), None
    while piece := list(rows.filter(pk__gt=last)[:_AT_ONCE] if last is not None else rows[:_AT_ONCE]):
        yield from piece
        last = piece[-1].pk
