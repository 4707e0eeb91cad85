"""A registry filled quickly, for measuring: the same rows as the services write, many at a time."""

from __future__ import annotations

import random
import time
from typing import Any
from uuid import UUID

__all__ = ["fill"]

AT_ONCE = 500


def fill(children: int, requests: int, people: int) -> tuple[list[UUID], list[str], list[str]]:
    """Keys of the children found, names to look for, and a session for each person."""
    from nasab import simulation
    from nasab.registry.audit.services import record
    from nasab.registry.people import services

    world = simulation.simulate(children=min(children, 10_000), seed=1, difficulty="field")
    found = _rows(world.found)
    agency = services.add_agency("Mosul", by=None, recorder=record)
    users = []
    for number in range(people):
        user = services.add_person(f"reader{number}", by=None, recorder=record)
        services.grant(user, "registrar", agency, by=None, recorder=record)
        services.grant(user, "tracing_officer", agency, by=None, recorder=record)
        users.append(user)
    keys = _children(found, children, agency.pk, users[0].pk)
    _requests(_rows(world.sought), requests, agency.pk, users[0].pk)
    names = [row["name"] for row in found[:500] if row.get("name")]
    return keys, names, [_session(user) for user in users]


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
    from nasab.registry.cases.numbers import new_number

    keys = []
    for start in range(0, count, AT_ONCE):
        files = [
            Child(agency_id=agency, side="found", number=new_number("C"), opened_by_id=by, version=1, weighed_version=1)
            for _ in range(min(AT_ONCE, count - start))
        ]
        Child.objects.bulk_create(files)
        keys += [file.pk for file in files]
        _told([(file, rows[(start + place) % len(rows)]) for place, file in enumerate(files)], "child", by)
    return keys


def _requests(rows: list[dict[str, str]], count: int, agency: UUID, by: UUID) -> None:
    from nasab.registry.cases.models import TracingRequest
    from nasab.registry.cases.numbers import new_number

    for start in range(0, count, AT_ONCE):
        files = [
            TracingRequest(agency_id=agency, number=new_number("T"), opened_by_id=by, version=1)
            for _ in range(min(AT_ONCE, count - start))
        ]
        TracingRequest.objects.bulk_create(files)
        told = [
            {"inquirer": rows[(start + place) % len(rows)].get("inquirer", "") or "Zaira"}
            for place in range(len(files))
        ]
        _told(list(zip(files, told, strict=True)), "request", by)


def _told(files: list[tuple[Any, dict[str, str]]], column: str, by: UUID) -> None:
    from nasab.registry.access import GROUP_OF
    from nasab.registry.cases.models import Statement, Token
    from nasab.registry.cases.tokens import PURPOSE_OF
    from nasab.registry.sealing import name_tokens

    statements, tokens = [], []
    kind = "found" if column == "child" else "request"
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
