"""A list comes in: read apart, looked at, corrected column by column, and taken row by row."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Literal
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from nasab.errors import NasabError, Problem
from nasab.registry.access.policy import Actor
from nasab.registry.audit.gate import allow
from nasab.registry.audit.services import record
from nasab.registry.intake.apart import corrected_copy, read_apart
from nasab.registry.intake.models import Upload
from nasab.registry.intake.taking import take_rows

__all__ = ["KEPT", "Preview", "annotated", "begin", "choose", "forget_old", "preview", "receive", "take", "take_file"]

#: A list that nobody takes is forgotten after a day.
KEPT: Final = timedelta(days=1)

Side = Literal["found", "sought"]


@dataclass(frozen=True, slots=True)
class Preview:
    """What was understood of a list: its headers and its problems."""

    rows: int
    headers: tuple[tuple[int, str, str | None, str], ...]  # position, as written, column, how it was recognised
    problems: tuple[Problem, ...]
    without_consent: int


def receive(
    *,
    by: Actor,
    agency: UUID,
    side: Side,
    name: str,
    content: bytes,
    key: UUID | None = None,
) -> Upload:
    """Reads a list apart and keeps it sealed; the same key sent again is the same upload.

    Raises what `apart.read_apart` raises; then nothing is kept.
    """
    allow(by, "list.import", agency=agency)
    key = key or uuid4()
    known = Upload.objects.filter(key=key, by=by.id).first()
    if known is not None:
        return known
    reading = read_apart(content, name, side)
    with transaction.atomic():
        upload = Upload(key=key, by_id=by.id, agency_id=agency, side=side, is_training=bool(settings.NASAB_TRAINING))
        upload.name, upload.content = name[:200], base64.b64encode(content).decode()
        _put(upload, reading)
        upload.save(force_insert=True)
        record(actor=by.id, action="list.receive", subject=upload.pk, side=side, rows=upload.rows)
    return upload


def choose(upload: Upload, chosen: Mapping[int, str | None], *, by: Actor) -> Upload:
    """Reads the list again with what a person said of its headers."""
    allow(by, "list.import", agency=upload.agency_id)
    if upload.state != "read":
        raise NasabError(Problem("INTAKE-04"))
    reading = read_apart(base64.b64decode(upload.content), upload.name, _side(upload), chosen)
    with transaction.atomic():
        upload.chosen = {str(position): column for position, column in chosen.items()}
        _put(upload, reading)
        upload.save(update_fields=["chosen", "reading_sealed", "rows"])
        record(actor=by.id, action="list.choose", subject=upload.pk, headers=len(chosen))
    return upload


def preview(upload: Upload) -> Preview:
    """What was understood of a list that waits to be taken."""
    told = json.loads(upload.reading)
    columns = told["columns"]
    consent = columns.get("consent", [""] * len(told["rows"]))
    return Preview(
        len(told["rows"]),
        tuple((position, header, column, how) for position, header, column, how, _ in told["uses"]),
        tuple(Problem(**one) for one in told["problems"]),
        sum(cell != "yes" for cell in consent),
    )


def annotated(upload: Upload, *, by: Actor, language: str) -> bytes:
    """The office's own list with its problems, as a workbook."""
    allow(by, "list.import", agency=upload.agency_id)
    with transaction.atomic():
        record(actor=by.id, action="list.copy", subject=upload.pk)
    chosen = {int(position): column for position, column in upload.chosen.items()}
    return corrected_copy(base64.b64decode(upload.content), upload.name, _side(upload), chosen, language)


def begin(upload: Upload, *, by: Actor) -> None:
    """From now on a list is being taken; nothing is chosen in it any more.  One that was taken: INTAKE-04."""
    allow(by, "list.import", agency=upload.agency_id)
    if upload.state == "taken":
        raise NasabError(Problem("INTAKE-04"))
    if upload.state == "read":
        with transaction.atomic():
            upload.state = "taking"
            upload.save(update_fields=["state"])
            record(actor=by.id, action="list.take", subject=upload.pk, rows=upload.rows)


def take(upload: Upload, *, by: Actor) -> Upload:
    """Takes a list row by row; begun again where it stopped, if it was stopped.

    What the rows say becomes statements of the files they stand for; a file is known again by its number in the list.
    """
    begin(upload, by=by)
    take_rows(upload, json.loads(upload.reading), by=by)
    with transaction.atomic():
        upload.state, upload.content, upload.reading = "taken", None, None
        upload.save()
        record(actor=by.id, action="list.taken", subject=upload.pk, created=upload.created, changed=upload.changed)
    return upload


def take_file(content: bytes, name: str, *, by: Actor, agency: UUID, side: Side) -> Upload:
    """Receives a list and takes it, in one step: for a demonstration, or an office's first day."""
    upload = receive(by=by, agency=agency, side=side, name=name, content=content)
    return take(upload, by=by)


def forget_old() -> int:
    """Empties lists that nobody took within a day; how many."""
    old = Upload.objects.filter(state="read", uploaded_at__lt=timezone.now() - KEPT)
    return old.update(content_sealed=None, reading_sealed=None, state="taken")


def _put(upload: Upload, reading: Mapping[str, Any]) -> None:
    upload.reading, upload.rows = json.dumps(reading, ensure_ascii=False), len(reading["rows"])


def _side(upload: Upload) -> Any:
    return upload.side
