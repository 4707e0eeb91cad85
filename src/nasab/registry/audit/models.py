"""A row of the audit record, and the end of the chain."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

__all__ = ["Entry", "Head"]


class Entry(models.Model):
    """One look or change: who, what, to which file, when; and the hash of it all with the row before.

    No personal values: `details` holds ids, field names, counts and codes.
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=32)  # ISO 8601 in UTC, as it was hashed
    actor = models.CharField(max_length=36)
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=36, blank=True)
    details = models.TextField(default="{}")  # JSON, keys in order, as it was hashed
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """Found by whose, and of whom."""

        indexes: ClassVar = [
            models.Index(fields=["actor", "sequence"], name="audit_of_a_person"),
            models.Index(fields=["subject", "sequence"], name="audit_of_a_file"),
            models.Index(fields=["actor", "action", "at"], name="audit_of_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action}"


class Head(models.Model):
    """The end of the chain: one row, locked while the next is written."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash[:8]}"
