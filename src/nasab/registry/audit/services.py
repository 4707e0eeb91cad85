"""Writing the audit record: in the transaction of what it records, or not at all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from nasab.registry.audit.chain import details_text, hash_of
from nasab.registry.audit.models import Entry, Head

__all__ = ["record"]


def record(*, actor: UUID | str, action: str, subject: UUID | str = "", **details: Any) -> Entry:
    """Adds a row to the chain; whoever calls is in a transaction, so that what is recorded and the row are one.

    `details`: ids, names of fields, counts, codes; never a personal value.  Outside of a transaction: `RuntimeError`.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("what is recorded and its record belong in one transaction")
    head = Head.objects.select_for_update().get(pk=1)
    row = {
        "sequence": head.sequence + 1,
        "at": timezone.now().isoformat(timespec="microseconds"),
        "actor": str(actor),
        "action": action,
        "subject": str(subject),
        "details": details_text(details),
    }
    entry = Entry.objects.create(**row, before=head.hash, hash=hash_of(head.hash, row))
    head.sequence, head.hash = entry.sequence, entry.hash
    head.save(update_fields=["sequence", "hash"])
    return entry
