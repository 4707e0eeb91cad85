"""The statements of several files at once, by file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from nasab.registry.cases.models import Statement

__all__ = ["statements_of"]


def statements_of(
    *, children: Iterable[UUID] = (), requests: Iterable[UUID] = (), facts: Collection[str] | None = None
) -> dict[UUID, list[Statement]]:
    """What was said in the files of these children and requests (of these facts); nothing said is an empty list."""
    told: dict[UUID, list[Statement]] = defaultdict(list)
    for column, keys in (("child_id", list(children)), ("request_id", list(requests))):
        if not keys:
            continue
        wanted: dict[str, Any] = {f"{column}__in": keys}
        if facts is not None:
            wanted["fact__in"] = facts
        for statement in Statement.objects.filter(**wanted):
            told[statement.file].append(statement)
    return told
