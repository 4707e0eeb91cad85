"""The figures of a quarter as they were published; they are never computed again."""

from __future__ import annotations

from django.db import models

__all__ = ["Frozen"]


class Frozen(models.Model):
    """What may be shown of a quarter: rounded cells, hidden ones as null."""

    quarter = models.CharField(max_length=7, primary_key=True)  # 2026-Q3
    tables = models.JSONField()
    frozen_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.quarter
