"""Tables of which the database itself refuses to change or delete a row: what a migration does to make one so.

Sealed columns are left out of what is refused, since a change of keys seals them anew; what they say then is bound to
the same place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.migrations import RunPython

__all__ = ["rows_stay"]


def rows_stay(table: str, columns: Sequence[str], *, called: str) -> RunPython:
    """The step of a migration after which `columns` of a row of `table` stay as they are, and the row is there.

    `called`: what a row is (`statement`); the triggers are named by it, and the database says it when it refuses.
    Backwards, the triggers are taken away.
    """
    article = "an" if called[0] in "aeiou" else "a"
    named = ", ".join(columns)
    sqlite = (
        f"CREATE TRIGGER {called}_stays BEFORE UPDATE OF {named} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{article} {called} is not changed'); END;",
        f"CREATE TRIGGER {called}_is_kept BEFORE DELETE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{article} {called} is not deleted'); END;",
    )
    postgresql = f"""
CREATE FUNCTION {called}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{article} {called} is not changed or deleted'; END $$;
CREATE TRIGGER {called}_stays BEFORE UPDATE OF {named} ON {table}
FOR EACH ROW EXECUTE FUNCTION {called}_refuse();
CREATE TRIGGER {called}_is_kept BEFORE DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {called}_refuse();
"""

    def refuse(apps: Any, schema_editor: Any) -> None:
        for statement in sqlite if schema_editor.connection.vendor == "sqlite" else (postgresql,):
            schema_editor.execute(statement)

    def allow(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {called}_stays")
            schema_editor.execute(f"DROP TRIGGER {called}_is_kept")
        else:
            schema_editor.execute(f"DROP FUNCTION {called}_refuse() CASCADE")

    return RunPython(refuse, allow)
