"""A list that came in: sealed until it is taken, and which statements came from which of its cells."""

from __future__ import annotations

from typing import ClassVar, Final
from uuid import uuid4

from django.conf import settings
from django.db import models

from nasab.registry.cases.models import Statement
from nasab.registry.people.models import Agency
from nasab.registry.sealing import Sealed, SealedField

__all__ = ["STATES", "Cell", "Upload"]

STATES: Final = ("read", "taking", "taken")


class Upload(models.Model):
    """A list as it was uploaded.  `content` and `reading` are emptied once it is taken, or after a day.

    `key`: the form's own key, so that what is sent twice is one upload.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=6, choices=[("found", "found"), ("sought", "sought")])
    name_sealed = SealedField()
    name = Sealed("name_sealed")
    content_sealed = SealedField()
    content = Sealed("content_sealed")  # base64
    reading_sealed = SealedField()
    reading = Sealed("reading_sealed")  # JSON of `apart.read_apart`
    chosen = models.JSONField(default=dict)  # position of a header: the column a person said it is
    state = models.CharField(max_length=6, default="read", choices=[(state, state) for state in STATES])
    is_training = models.BooleanField(default=False)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    emptied = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.id)[:8]


class Cell(models.Model):
    """From which cell of which list a statement came."""

    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, primary_key=True, related_name="cell")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="cells")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=20)

    class Meta:
        """Found by its list."""

        indexes: ClassVar = [models.Index(fields=["upload", "row"], name="cells_of_a_list")]

    def __str__(self) -> str:
        return f"{self.row} {self.column}"
