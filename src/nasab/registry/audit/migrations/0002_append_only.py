"""The database itself refuses to change or delete a row of the audit record, and the first head is put there."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

_SQLITE = """
CREATE TRIGGER audit_entry_no_{what} BEFORE {WHAT} ON audit_entry
BEGIN SELECT RAISE(ABORT, 'the audit record is not changed'); END;
"""

_POSTGRESQL = """
CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit record is not changed'; END $$;
CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry
FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse();
"""


def refuse(apps: Any, schema_editor: Any) -> None:
    """Makes the triggers."""
    if schema_editor.connection.vendor == "sqlite":
        for what in ("update", "delete"):
            schema_editor.execute(_SQLITE.format(what=what, WHAT=what.upper()))
    else:
        schema_editor.execute(_POSTGRESQL)
    apps.get_model("audit", "Head").objects.get_or_create(pk=1)


def allow(apps: Any, schema_editor: Any) -> None:
    """Takes the triggers away."""
    if schema_editor.connection.vendor == "sqlite":
        for what in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER audit_entry_no_{what}")
    else:
        schema_editor.execute("DROP FUNCTION audit_entry_refuse() CASCADE")


class Migration(migrations.Migration):
    """See above."""

    dependencies: ClassVar = [("audit", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(refuse, allow)]
