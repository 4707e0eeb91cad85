"""The rows of a list become files, and their cells statements that say from which cell they are.

Taken again, a list changes only what changed in it: a cell that says something else corrects the statement that came
from a list before; what people stated by themselves is left alone.  A cell that is empty now takes nothing back, and a
row that is gone closes nothing; both are counted and left to people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from django.db import transaction

from nasab.registry.access.fields import GROUP_OF
from nasab.registry.access.policy import Actor
from nasab.registry.cases import services
from nasab.registry.cases.models import Child, FoundGroup, Statement, TracingRequest
from nasab.registry.cases.services import Told
from nasab.registry.intake.models import Cell, Upload
from nasab.registry.sealing import blind_tokens

__all__ = ["take_rows"]

#: Columns that say how rows belong together, or what was agreed; not facts of a file.
_ABOUT: Final = frozenset({"id", "group", "family", "consent", "source"})
_OF_REQUEST: Final[tuple[str, ...]] = ("inquirer", "relation")
_AT_ONCE: Final = 25


def take_rows(upload: Upload, reading: Mapping[str, Any], *, by: Actor) -> None:
    """Takes what is left of a list, some rows in a transaction, each with the count of how far it came."""
    rows = reading["rows"]
    while upload.done < len(rows):
        with transaction.atomic():
            for place in range(upload.done, min(upload.done + _AT_ONCE, len(rows))):
                cells = {name: cells[place] for name, cells in reading["columns"].items() if cells[place]}
                _take(upload, reading, rows[place], cells, by)
                upload.done += 1
            upload.save(update_fields=["done", "created", "changed", "unchanged", "emptied"])


def _take(upload: Upload, reading: Mapping[str, Any], row: int, cells: dict[str, str], by: Actor) -> None:
    file = Child.objects.filter(
        reference_token__in=blind_tokens("reference", cells["id"]),
        agency=upload.agency_id,
        side=upload.side,
        taken_out_at=None,
    ).first()
    request = _request(upload, reading, row, cells, by) if upload.side == "sought" else None
    kind = upload.side
    told = {
        name: _told(upload, reading, row, cells, name)
        for name in cells
        if name not in _ABOUT and (kind, name) in GROUP_OF
    }
    if kind == "found" and cells.get("group"):
        said = _told(upload, reading, row, cells, "group")
        told["together"] = replace(said, fact="together", of_group=_group(upload, cells["group"], by))
    if file is None:
        side: Any = upload.side
        file = services.open_child(
            by=by, agency=upload.agency_id, side=side, reference=cells["id"], request=request,
            is_training=upload.is_training,
        )  # fmt: skip
        upload.created += 1
        _state(upload, file, row, told, by)
    elif _update(upload, file, row, told, by):
        upload.changed += 1
    else:
        upload.unchanged += 1
    _consent(file if request is None or cells.get("consent") == "no" else request, cells, by)


def _request(upload: Upload, reading: Mapping[str, Any], row: int, cells: dict[str, str], by: Actor) -> TracingRequest:
    """The family of a row; a row of no family is a family of its own."""
    number = cells.get("family") or f"{cells['id']} (family)"
    request = TracingRequest.objects.filter(
        reference_token__in=blind_tokens("reference", number), agency=upload.agency_id, taken_out_at=None
    ).first()
    told = {name: _told(upload, reading, row, cells, name) for name in _OF_REQUEST if name in cells}
    if request is None:
        request = services.open_request(
            by=by, agency=upload.agency_id, reference=number, is_training=upload.is_training
        )
        _state(upload, request, row, told, by)
    else:
        _update(upload, request, row, told, by)
    return request


def _group(upload: Upload, number: str, by: Actor) -> FoundGroup:
    """The group that has this number in the agency's lists."""
    known = FoundGroup.objects.filter(
        reference_token__in=blind_tokens("group", number), agency=upload.agency_id
    ).first()
    return known or services.open_group(by=by, agency=upload.agency_id, reference=number)


def _told(upload: Upload, reading: Mapping[str, Any], row: int, cells: dict[str, str], name: str) -> Told:
    where = " · ".join(filter(None, (upload.name, reading["sheet"], str(row), reading["headers"].get(name, name))))
    return Told(fact=name, value=cells[name], said_by=cells.get("source", "")[:200], written_where=where[:300])


def _state(upload: Upload, file: Any, row: int, told: dict[str, Told], by: Actor) -> None:
    if told:
        _cells(upload, services.state(file, *told.values(), by=by), row)


def _update(upload: Upload, file: Any, row: int, told: dict[str, Told], by: Actor) -> bool:
    """Whether anything of a file that is known changed; only what came from lists before is corrected."""
    before: dict[str, Statement] = {}
    for statement in file.statements.filter(cell__isnull=False, corrections=None).order_by("version"):
        before[statement.fact] = statement
    new = {name: one for name, one in told.items() if name not in before}
    other = {name: one for name, one in told.items() if name in before and before[name].value != one.value}
    upload.emptied += sum(name not in told for name in before)
    _state(upload, file, row, new, by)
    for name, one in other.items():
        _cells(upload, [services.correct(before[name], one, by=by)], row)
    return bool(new or other)


def _cells(upload: Upload, statements: list[Statement], row: int) -> None:
    Cell.objects.bulk_create(Cell(statement=one, upload=upload, row=row, column=one.fact) for one in statements)


def _consent(file: Any, cells: dict[str, str], by: Actor) -> None:
    """`yes` allows matching, `no` does not; nothing said is held and not matched, and records nothing."""
    level = {"yes": 2, "no": 0}.get(cells.get("consent", ""))
    if level is None:
        return
    latest = file.consents.filter(is_latest=True).first()
    if latest is None or latest.level != level:
        services.record_consent(file, by=by, level=level, given_by=cells.get("source", "") or "list")
