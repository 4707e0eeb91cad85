"""By which the reading quota is counted."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """See above."""

    dependencies: ClassVar = [("audit", "0002_append_only")]
    operations: ClassVar = [
        migrations.AddIndex("entry", models.Index(fields=["actor", "action", "at"], name="audit_of_a_day")),
    ]
