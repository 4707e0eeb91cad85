"""What is done with files: opening them, stating a fact, correcting it, taking it back, recording consent.

Every service asks the policy, does its work in one transaction, and leaves its row of the audit record in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from nasab.errors import NasabError, Problem
from nasab.registry.access.fields import GROUP_OF
from nasab.registry.access.policy import Actor
from nasab.registry.audit.gate import allow
from nasab.registry.audit.services import record
from nasab.registry.cases.belonging import follow
from nasab.registry.cases.changes import announce
from nasab.registry.cases.models import Child, Consent, FoundGroup, Statement, TracingRequest
from nasab.registry.cases.numbers import new_number
from nasab.registry.cases.tokens import add_tokens
from nasab.registry.sealing import blind_token

__all__ = [
    "CONSENT_LASTS", "Conflict", "Told", "close", "correct", "kind_of", "open_child", "open_group",
    "open_request", "record_consent", "restrict", "state", "take_back", "take_out", "with_sought",
]  # fmt: skip

#: Consent is asked anew after a year at the latest.
CONSENT_LASTS: Final = timedelta(days=365)

File = Child | TracingRequest
Answer = Literal["told", "denied", "not_told", "taken_back"]


class Conflict(NasabError):
    """Somebody else wrote in this file since it was opened; nothing was changed (CASE-01)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One fact as somebody told it.  `of_group`: of the fact `together`, the children it is said to belong with."""

    fact: str
    value: str = ""
    of_group: FoundGroup | None = None
    answer: Answer = "told"
    said_by: str = ""
    said_to: str = ""
    said_on: str = ""
    certainty: str = ""
    written_where: str = ""


def open_group(*, by: Actor, agency: UUID, reference: str = "") -> FoundGroup:
    """Children found together and said to be brothers and sisters; who belongs to it is stated in their files."""
    allow(by, "child.create", agency=agency)
    with transaction.atomic():
        group = FoundGroup(
            agency_id=agency, number=_number(FoundGroup, "G"),
            reference_token=_token(reference, "group"),
        )  # fmt: skip
        group.reference = reference
        group.save(force_insert=True)
        record(actor=by.id, action="group.create", subject=group.id)
    return group


def open_child(
    *,
    by: Actor,
    agency: UUID,
    side: Literal["found", "sought"],
    reference: str = "",
    request: TracingRequest | None = None,
    told: tuple[Told, ...] = (),
    is_training: bool | None = None,
) -> Child:
    """A new file of a child, with what is told of it so far."""
    allow(by, "child.create" if side == "found" else "request.create", agency=agency)
    if request is not None:
        allow(by, "request.state", request.subject)
    with transaction.atomic():
        child = Child(
            agency_id=agency, side=side, request=request, opened_by_id=by.id,
            is_training=_training(is_training),
            number=_number(Child, "C" if side == "found" else "S"), reference_token=_token(reference),
            is_restricted=request is not None and request.is_restricted,
            is_canary=request is not None and request.is_canary,
        )  # fmt: skip
        child.reference = reference
        child.save(force_insert=True)
        record(actor=by.id, action="child.create", subject=child.id, side=side)
        if told:
            _write(child, told, by)
    return child


def open_request(
    *, by: Actor, agency: UUID, reference: str = "", told: tuple[Told, ...] = (), is_training: bool | None = None
) -> TracingRequest:
    """A new tracing request, with who asks."""
    allow(by, "request.create", agency=agency)
    with transaction.atomic():
        request = TracingRequest(
            agency_id=agency, number=_number(TracingRequest, "T"), opened_by_id=by.id,
            is_training=_training(is_training), reference_token=_token(reference),
        )  # fmt: skip
        request.reference = reference
        request.save(force_insert=True)
        record(actor=by.id, action="request.create", subject=request.id)
        if told:
            _write(request, told, by)
    return request


def state(file: File, *told: Told, by: Actor, version: int | None = None) -> list[Statement]:
    """Adds statements to a file.  `version`: of the file as it was seen; if it has moved on since: `Conflict`.

    A fact that may not be stated in such a file: CASE-02.
    """
    _allow(file, by, told)
    with transaction.atomic():
        return _write(file, told, by, version)


def correct(statement: Statement, told: Told, *, by: Actor, version: int | None = None) -> Statement:
    """A statement in place of another, which stays to be read.  One that was corrected meanwhile: `Conflict`."""
    file = _file_of(statement)
    if told.of_group is None and statement.of_group is not None:
        told = replace(told, of_group=statement.of_group)
    _allow(file, by, (told,))
    try:
        with transaction.atomic():
            return _write(file, (told,), by, version, corrects=statement)[0]
    except IntegrityError as error:
        if "corrected_once" in str(error) or "corrects" in str(error):
            raise _conflict(file) from None
        raise


def take_back(statement: Statement, *, by: Actor, said_by: str = "", version: int | None = None) -> Statement:
    """Whoever said it says so no longer."""
    told = Told(fact=statement.fact, answer="taken_back", said_by=said_by)
    return correct(statement, told, by=by, version=version)


def record_consent(
    file: File, *, by: Actor, level: int, given_by: str, explained_by: str = "", language: str = "",
    expires_at: datetime | None = None,
) -> Consent:  # fmt: skip
    """What was agreed to or refused from now on; it takes effect with the next query."""
    allow(by, "consent.record", file.subject)
    latest = timezone.now() + CONSENT_LASTS
    with transaction.atomic():
        _move_on(file, None)
        file.consents.filter(is_latest=True).update(is_latest=False)
        consent = Consent(
            **_in(file), level=level, explained_by=explained_by, language=language, recorded_by_id=by.id,
            expires_at=min(expires_at or latest, latest),
        )  # fmt: skip
        consent.given_by = given_by
        consent.save(force_insert=True)
        record(actor=by.id, action="consent.record", subject=file.id, level=level)
    return consent


def restrict(file: File, *, by: Actor, is_restricted: bool = True) -> None:
    """Closes a file to all but the protection lead and whom it is assigned to, or opens it again.

    With a request go the children it seeks.
    """
    allow(by, "file.restrict", file.subject)
    with transaction.atomic():
        type(file).objects.filter(pk=file.pk).update(is_restricted=is_restricted)
        if isinstance(file, TracingRequest):
            file.children.update(is_restricted=is_restricted)
        record(actor=by.id, action="file.restrict", subject=file.id, restricted=is_restricted)
    file.is_restricted = is_restricted


def close(file: File, *, by: Actor, is_closed: bool = True) -> None:
    """Closes a file, which is then matched no more, or opens it again."""
    allow(by, "file.close", file.subject)
    with transaction.atomic():
        file.closed_at = timezone.now() if is_closed else None
        _move_on(file, None)
        type(file).objects.filter(pk=file.pk).update(closed_at=file.closed_at)
        record(actor=by.id, action="file.close", subject=file.id, closed=is_closed)


def take_out(file: File, *, by: Actor) -> None:
    """Takes a file out of everybody's reach: who asked for it, or whose consent is gone; nothing finds it any more.

    With a request go the children it seeks.  What was said stays sealed until it is deleted for good.
    """
    allow(by, "file.take_out", file.subject)
    now = timezone.now()
    with transaction.atomic():
        for one in with_sought(file):
            type(one).objects.filter(pk=one.pk).update(taken_out_at=now)
            one.tokens.all().delete()
            record(actor=by.id, action="file.take_out", subject=one.id)
            announce(one.pk)
    file.taken_out_at = now


def _allow(file: File, by: Actor, told: tuple[Told, ...]) -> None:
    kind = kind_of(file)
    for one in told:
        if (kind, one.fact) not in GROUP_OF:
            raise NasabError(Problem("CASE-02", value=one.fact[:200]))
        if (one.fact == "together") != (one.of_group is not None):
            raise NasabError(Problem("CASE-03"))
        if one.of_group is not None and one.of_group.agency_id != file.agency_id:
            raise NasabError(Problem("CASE-04", value=one.of_group.number))
    if any(GROUP_OF[kind, one.fact] in ("F9", "F10") for one in told):
        allow(by, "allegation.state", file.subject)
    if not all(GROUP_OF[kind, one.fact] in ("F9", "F10") for one in told):
        allow(by, "child.state" if kind == "found" else "request.state", file.subject)


def kind_of(file: File) -> Literal["found", "sought", "request"]:
    """Which facts may be stated in a file."""
    if isinstance(file, TracingRequest):
        return "request"
    return "found" if file.side == "found" else "sought"


def with_sought(file: File) -> list[File]:
    """A file, and with a request the children it seeks."""
    return [file, *(file.children.all() if isinstance(file, TracingRequest) else ())]


def _write(
    file: File, told: tuple[Told, ...], by: Actor, version: int | None = None, corrects: Statement | None = None
) -> list[Statement]:
    """Statements, tokens and the row of the audit record; in the caller's transaction."""
    number = _move_on(file, version)
    written = []
    for one in told:
        statement = Statement(
            **_in(file), fact=one.fact, answer=one.answer, of_group=one.of_group, said_on=one.said_on[:40],
            certainty=one.certainty, recorded_by_id=by.id, version=number, corrects=corrects,
        )  # fmt: skip
        statement.value, statement.said_by = one.value, one.said_by
        statement.said_to, statement.written_where = one.said_to, one.written_where
        written.append(statement)
    Statement.objects.bulk_create(written)
    add_tokens(file, told)
    if isinstance(file, Child) and any(one.fact == "together" for one in told):
        follow(file)
    action = "statement.correct" if corrects else "statement.add"
    record(
        actor=by.id, action=action, subject=file.id, version=number, facts=sorted({one.fact for one in told}),
        **({"corrects": str(corrects.id)} if corrects else {}),
    )  # fmt: skip
    return written


def _move_on(file: File, version: int | None) -> int:
    """The file's next version; if it is not at `version` any more: `Conflict`."""
    files: Any = type(file).objects.filter(pk=file.pk)
    if version is not None:
        files = files.filter(version=version)
    if not files.update(version=F("version") + 1, changed_at=timezone.now()):
        raise _conflict(file)
    file.refresh_from_db(fields=["version", "changed_at"])
    announce(file.pk)
    return file.version


def _number(model: type[Child | TracingRequest | FoundGroup], letter: str) -> str:
    """A number that nobody has."""
    number = new_number(letter)
    while model._default_manager.filter(number=number).exists():
        number = new_number(letter)
    return number


def _conflict(file: File) -> Conflict:
    return Conflict(Problem("CASE-01", value=file.number))


def _in(file: File) -> Mapping[str, Any]:
    return {"request": file} if isinstance(file, TracingRequest) else {"child": file}


def _file_of(statement: Statement) -> File:
    file = statement.child or statement.request
    assert file is not None
    return file


def _training(told: bool | None) -> bool:
    """Files of a registry in training are invented, unless somebody says otherwise."""
    return bool(settings.NASAB_TRAINING) if told is None else told


def _token(reference: str, purpose: str = "reference") -> bytes | None:
    return blind_token(purpose, reference) if reference else None
