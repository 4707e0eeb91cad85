"""The database itself refuses to change or delete a judgement; sealed columns may be sealed anew with another key."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

_COLUMNS = (
    "id", "pair_id", "round", "by_id", "at", "verdict", "is_settling", "probability", "found_version", "sought_version",
    "undoes_id",
)  # fmt: skip

_SQLITE = (
    f"CREATE TRIGGER judgement_stays BEFORE UPDATE OF {', '.join(_COLUMNS)} ON review_judgement "
    "BEGIN SELECT RAISE(ABORT, 'a judgement is not changed'); END;",
    "CREATE TRIGGER judgement_is_kept BEFORE DELETE ON review_judgement "
    "BEGIN SELECT RAISE(ABORT, 'a judgement is not deleted'); END;",
)

_POSTGRESQL = f"""
CREATE FUNCTION judgement_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a judgement is not changed or deleted'; END $$;
CREATE TRIGGER judgement_stays BEFORE UPDATE OF {", ".join(_COLUMNS)} ON review_judgement
FOR EACH ROW EXECUTE FUNCTION judgement_refuse();
CREATE TRIGGER judgement_is_kept BEFORE DELETE ON review_judgement
FOR EACH ROW EXECUTE FUNCTION judgement_refuse();
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
        schema_editor.execute("DROP TRIGGER judgement_stays")
        schema_editor.execute("DROP TRIGGER judgement_is_kept")
    else:
        schema_editor.execute("DROP FUNCTION judgement_refuse() CASCADE")


class Migration(migrations.Migration):
    """See above."""

    dependencies: ClassVar = [("review", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(refuse, allow)]
