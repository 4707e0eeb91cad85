"""A registry filled quickly, for measuring: the same rows as the services write, many at a time."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

__all__ = ["Filled", "fill"]

AT_ONCE = 500
GIVEN_OUT: set[str] = set()


@dataclass(frozen=True, slots=True)
class Filled:
    """Keys of children found and sought, who of them are one child, names to look for, a session for each person."""

    found: list[UUID]
    sought: list[UUID]
    partner: dict[UUID, UUID]
    names: list[str]
    sessions: list[str]


def fill(children: int, requests: int, people: int) -> Filled:
    """Fills the registry of this process.

    Each request seeks one child, everybody agreed to be matched, and the children found count as weighed.
    """
    from nasab import simulation
    from nasab.registry.audit.services import record
    from nasab.registry.people import services

    world = simulation.simulate(children=min(children, 50_000), seed=1, difficulty="field")
    found = _rows(world.found)
    agency = services.add_agency("Mosul", by=None, recorder=record)
    users = []
    for number in range(people):
        user = services.add_person(f"reader{number}", by=None, recorder=record)
        services.grant(user, "registrar", agency, by=None, recorder=record)
        services.grant(user, "tracing_officer", agency, by=None, recorder=record)
        users.append(user)
    keys = _children(found, children, agency.pk, users[0].pk)
    wanted = _rows(world.sought)[:requests]
    sought = _requests(wanted, agency.pk, users[0].pk)
    _agreed(users[0].pk)
    key_of = dict(zip((row["id"] for row in found), keys, strict=False))
    found_of = {other: key_of[one] for one, other in world.truth if one in key_of}
    partner = {key: found_of[row["id"]] for row, key in zip(wanted, sought, strict=True) if row["id"] in found_of}
    names = [row["name"] for row in found[:500] if row.get("name")]
    return Filled(keys, sought, partner, names, [_session(user) for user in users])


def _number(letter: str) -> str:
    """A number that was not given out here before."""
    from nasab.registry.cases.numbers import new_number

    number = new_number(letter)
    while number in GIVEN_OUT:
        number = new_number(letter)
    GIVEN_OUT.add(number)
    return number


def _rows(told: Any) -> list[dict[str, str]]:
    columns = {name: list(cells) for name, cells in told.columns.items()}
    return [{name: cells[place] for name, cells in columns.items()} for place in range(len(told))]


def _session(user: Any) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store["began"] = store["seen"] = time.time()
    store.create()
    return str(store.session_key)


def _children(rows: list[dict[str, str]], count: int, agency: UUID, by: UUID) -> list[UUID]:
    from nasab.registry.cases.models import Child

    keys = []
    for start in range(0, count, AT_ONCE):
        files = [
            Child(agency_id=agency, side="found", number=_number("C"), opened_by_id=by, version=1, weighed_version=1)
            for _ in range(min(AT_ONCE, count - start))
        ]
        Child.objects.bulk_create(files)
        keys += [file.pk for file in files]
        _told([(file, rows[(start + place) % len(rows)]) for place, file in enumerate(files)], "child", by)
    return keys


def _requests(rows: list[dict[str, str]], agency: UUID, by: UUID) -> list[UUID]:
    from nasab.registry.cases.models import Child, TracingRequest

    keys = []
    for start in range(0, len(rows), AT_ONCE):
        told = rows[start : start + AT_ONCE]
        files = [TracingRequest(agency_id=agency, number=_number("T"), opened_by_id=by, version=1) for _ in told]
        TracingRequest.objects.bulk_create(files)
        sought = [
            Child(
                agency_id=agency,
                side="sought",
                request=file,
                number=_number("S"),
                opened_by_id=by,
                version=1,
                weighed_version=2,
            )
            for file in files
        ]
        Child.objects.bulk_create(sought)
        keys += [child.pk for child in sought]
        asks = [{"inquirer": row.get("inquirer", "") or "Zaira"} for row in told]
        _told(list(zip(files, asks, strict=True)), "request", by)
        _told(list(zip(sought, told, strict=True)), "child", by, "sought")
    return keys


def _agreed(by: UUID) -> None:
    from django.utils import timezone

    from nasab.registry.cases.models import Child, Consent, TracingRequest
    from nasab.registry.cases.services import CONSENT_LASTS

    until = timezone.now() + CONSENT_LASTS
    consents = []
    for column, files in (("child", Child.objects.filter(side="found")), ("request", TracingRequest.objects.all())):
        for file in files.only("pk"):
            one = Consent(**{column: file}, level=2, recorded_by_id=by, expires_at=until)
            one.given_by = "the director"
            consents.append(one)
    Consent.objects.bulk_create(consents, batch_size=2000)


def _told(files: list[tuple[Any, dict[str, str]]], column: str, by: UUID, kind: str = "") -> None:
    from nasab.registry.access import GROUP_OF
    from nasab.registry.cases.models import Statement, Token
    from nasab.registry.cases.tokens import PURPOSE_OF
    from nasab.registry.sealing import name_tokens

    statements, tokens = [], []
    kind = kind or ("found" if column == "child" else "request")
    for file, row in files:
        for fact, value in row.items():
            if not value or (kind, fact) not in GROUP_OF:
                continue
            one = Statement(**{column: file}, fact=fact, recorded_by_id=by, version=1)
            one.value, one.said_by = value, random.choice(("nurse", "the child", ""))
            statements.append(one)
            purpose = PURPOSE_OF.get(fact)
            if purpose in ("name", "kin"):
                tokens += [
                    Token(**{column: file}, purpose=purpose, token=token) for token in name_tokens(purpose, value)
                ]
    Statement.objects.bulk_create(statements, batch_size=2000)
    Token.objects.bulk_create(tokens, batch_size=5000)
