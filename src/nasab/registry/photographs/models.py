"""A photograph of a child: its pixels, written anew and sealed; the file that came is not kept."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models

from nasab.registry.cases.models import Child
from nasab.registry.sealing import SealedField

__all__ = ["Photograph"]


class Photograph(models.Model):
    """JPEG as it was written here, whole and small, both sealed as bytes."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="photographs")
    whole_sealed = SealedField()
    small_sealed = SealedField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.id)[:8]
