"""Files that are canaries."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """See above."""

    dependencies: ClassVar = [("cases", "0004_said_together")]
    operations: ClassVar = [
        migrations.AddField("child", "is_canary", models.BooleanField(default=False)),
        migrations.AddField("tracingrequest", "is_canary", models.BooleanField(default=False)),
    ]
