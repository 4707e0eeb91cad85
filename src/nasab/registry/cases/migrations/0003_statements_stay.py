"""The database itself refuses to change what was said, or to delete it.

Sealed columns may be written again, since a change of keys seals them anew; what they say then is bound to the same
place, and a statement's fact, answer, witness' day and author cannot be changed by anybody.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

_COLUMNS = (
    "id", "child_id", "request_id", "fact", "answer", "said_on", "certainty", "corrects_id", "recorded_by_id",
    "recorded_at", "version",
)  # fmt: skip

_SQLITE = (
    f"CREATE TRIGGER statement_stays BEFORE UPDATE OF {', '.join(_COLUMNS)} ON cases_statement "
    "BEGIN SELECT RAISE(ABORT, 'a statement is not changed'); END;",
    "CREATE TRIGGER statement_is_kept BEFORE DELETE ON cases_statement "
    "BEGIN SELECT RAISE(ABORT, 'a statement is not deleted'); END;",
)

_POSTGRESQL = f"""
CREATE FUNCTION statement_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a statement is not changed or deleted'; END $$;
CREATE TRIGGER statement_stays BEFORE UPDATE OF {", ".join(_COLUMNS)} ON cases_statement
FOR EACH ROW EXECUTE FUNCTION statement_refuse();
CREATE TRIGGER statement_is_kept BEFORE DELETE ON cases_statement
FOR EACH ROW EXECUTE FUNCTION statement_refuse();
"""


def refuse(apps: Any, schema_editor: Any) -> None:
    """Makes the triggers."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in _SQLITE:
            schema_editor.execute(statement)
    else:
        schema_editor.execute(_POSTGRESQL)


def allow(apps: Any, schema_editor: Any) -> None:
    """Takes the triggers away."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER statement_stays")
        schema_editor.execute("DROP TRIGGER statement_is_kept")
    else:
        schema_editor.execute("DROP FUNCTION statement_refuse() CASCADE")


class Migration(migrations.Migration):
    """See above."""

    dependencies: ClassVar = [("cases", "0002_initial")]
    operations: ClassVar = [migrations.RunPython(refuse, allow)]
