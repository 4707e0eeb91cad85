"""The database itself refuses to change what was said, or to delete it."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from nasab.registry.audit.append_only import rows_stay

_COLUMNS = (
    "id", "child_id", "request_id", "fact", "answer", "said_on", "certainty", "corrects_id", "recorded_by_id",
    "recorded_at", "version",
)  # fmt: skip


class Migration(migrations.Migration):
    """See above."""

    dependencies: ClassVar = [("cases", "0002_initial")]
    operations: ClassVar = [rows_stay("cases_statement", _COLUMNS, called="statement")]
