"""A pair that may be one child: what spoke for it when it was last weighed, and what people made of it.

The evidence names names, so it is sealed.  A pair that is no candidate any more stays, with the day it left.
"""

from __future__ import annotations

from typing import ClassVar, Final
from uuid import uuid4

from django.db import models
from django.db.models import Q

from nasab.registry.cases.models import Child
from nasab.registry.sealing import Sealed, SealedField

__all__ = ["STATES", "Asking", "Candidate"]

#: What people made of a pair: not both have judged; both said the same; they disagree; the protection lead settled it.
STATES: Final = (
    "to_judge", "agreed_same", "agreed_different", "agreed_unsure", "disagreement",
    "settled_same", "settled_different", "settled_unsure",
)  # fmt: skip


class Candidate(models.Model):
    """A child found and a child sought; `probability` is the engine's, `weight` in bits."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    found = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="candidates")
    sought = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="candidates_for")
    weight = models.FloatField()
    probability = models.FloatField()
    evidence_sealed = SealedField()
    evidence = Sealed("evidence_sealed")  # JSON: see `evidence.py`
    found_version = models.PositiveIntegerField()
    sought_version = models.PositiveIntegerField()
    first_seen = models.DateTimeField(auto_now_add=True)
    weighed_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=18, default="to_judge", choices=[(state, state) for state in STATES])
    # A pair judged not the same that came back, because something new was said, is judged in a round of its own.
    round = models.PositiveSmallIntegerField(default=1)

    class Meta:
        """A pair stands once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["found", "sought"], name="a_pair_stands_once"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="pair_in_a_state_that_exists"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "-probability"], name="pairs_by_strength")]

    def __str__(self) -> str:
        return f"{self.found_id}/{self.sought_id}"


class Asking(models.Model):
    """What to ask next about a child found, and how probably its family is on no list."""

    found = models.OneToOneField(Child, on_delete=models.CASCADE, primary_key=True, related_name="asking")
    facts = models.JSONField(default=list)  # kinds of evidence, most telling first
    on_no_list = models.FloatField()
    weighed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.found_id)
