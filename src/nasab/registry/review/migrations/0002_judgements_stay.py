"""The database itself refuses to change or delete a judgement."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from nasab.registry.audit.append_only import rows_stay

_COLUMNS = (
    "id", "pair_id", "round", "by_id", "at", "verdict", "is_settling", "probability", "found_version", "sought_version",
    "undoes_id",
)  # fmt: skip


class Migration(migrations.Migration):
    """See above."""

    dependencies: ClassVar = [("review", "0001_initial")]
    operations: ClassVar = [rows_stay("review_judgement", _COLUMNS, called="judgement")]
