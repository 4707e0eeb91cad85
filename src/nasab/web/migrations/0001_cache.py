"""The table in which tries to sign in are counted, for all processes that serve."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management import call_command
from django.db import migrations


def make(apps: Any, schema_editor: Any) -> None:
    """Makes it, if it is not there."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """See above."""

    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [migrations.RunPython(make, migrations.RunPython.noop)]
