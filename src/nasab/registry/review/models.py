"""A judgement of a pair: who, what, why, and what they had before them.  It stays; an undoing is a judgement too."""

from __future__ import annotations

from typing import ClassVar, Final
from uuid import uuid4

from django.conf import settings
from django.db import models

from nasab.registry.candidates.models import Candidate
from nasab.registry.sealing import Sealed, SealedField

__all__ = ["VERDICTS", "Judgement"]

VERDICTS: Final = ("same", "different", "unsure")


class Judgement(models.Model):
    """What one person says of a pair.

    `is_settling`: the protection lead's, after two disagreed.  `undoes`: takes another back, and says nothing else.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    pair = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="judgements")
    round = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    verdict = models.CharField(max_length=9, blank=True, choices=[(one, one) for one in VERDICTS])
    is_settling = models.BooleanField(default=False)
    because_sealed = SealedField()
    because = Sealed("because_sealed")
    otherwise_sealed = SealedField()
    otherwise = Sealed("otherwise_sealed")  # what would convince them otherwise
    seen_sealed = SealedField()
    seen = Sealed("seen_sealed")  # the evidence as it was shown (JSON of candidates.evidence)
    probability = models.FloatField()
    found_version = models.PositiveIntegerField()
    sought_version = models.PositiveIntegerField()
    undoes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by")

    class Meta:
        """Taken back once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["undoes"], name="undone_once")]

    def __str__(self) -> str:
        return self.verdict or "undone"
