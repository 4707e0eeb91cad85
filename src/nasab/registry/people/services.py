"""Accounts, roles and files in somebody's care: given and ended, never deleted.

The audit record stands above people in the registry, so whoever records is handed in (`Recorder`); the pages and the
command line hand in `audit.services.record`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from nasab.errors import NasabError, Problem
from nasab.registry.access.roles import ROLES
from nasab.registry.people.models import Agency, Assignment, Grant, User

__all__ = ["Recorder", "add_agency", "add_person", "assign", "disable", "end_grant", "forget_password", "grant"]

Recorder = Callable[..., Any]


def add_person(username: str, display_name: str = "", *, by: UUID | None, recorder: Recorder) -> User:
    """A new account without a password: a link that works once lets its bearer choose one.

    A name that is taken, or is none: PEOPLE-01.
    """
    name = username.strip()
    if not name or len(name) > 150 or User.objects.filter(username__iexact=name).exists():
        raise NasabError(Problem("PEOPLE-01", value=name[:200]))
    with transaction.atomic():
        user = User(username=name, display_name=display_name.strip()[:120])
        user.set_unusable_password()
        user.save()
        recorder(actor=by or "command line", action="people.add", subject=user.pk)
    return user


def add_agency(name: str, *, by: UUID | None, recorder: Recorder) -> Agency:
    """The agency of a name, which is made if there is none."""
    with transaction.atomic():
        agency, is_new = Agency.objects.get_or_create(name=name)
        if is_new:
            recorder(actor=by or "command line", action="people.add_agency", subject=agency.pk)
    return agency


def grant(
    user: User,
    role: str,
    agency: Agency | None,
    *,
    by: UUID | None,
    recorder: Recorder,
    expires_at: datetime | None = None,
) -> Grant:
    """A role, for an agency or for all.  One that does not exist: PEOPLE-02."""
    if role not in ROLES:
        raise NasabError(Problem("PEOPLE-02", value=role[:200], detail=", ".join(ROLES)))
    with transaction.atomic():
        given = Grant.objects.create(user=user, role=role, agency=agency, granted_by_id=by, expires_at=expires_at)
        where = str(agency.pk) if agency else "all"
        recorder(actor=by or "command line", action="people.grant", subject=user.pk, role=role, agency=where)
    return given


def end_grant(given: Grant, *, by: UUID, recorder: Recorder) -> None:
    """A role ends now; it takes effect with the next request."""
    with transaction.atomic():
        Grant.objects.filter(pk=given.pk, ended_at=None).update(ended_at=timezone.now())
        recorder(actor=by, action="people.end_grant", subject=given.user_id, role=given.role)


def assign(user: User, file: UUID, *, by: UUID, recorder: Recorder, expires_at: datetime | None = None) -> Assignment:
    """A file in somebody's care."""
    with transaction.atomic():
        given = Assignment.objects.create(user=user, file=file, given_by_id=by, expires_at=expires_at)
        recorder(actor=by, action="file.assign", subject=file, to=str(user.pk))
    return given


def forget_password(user: User, *, by: UUID, recorder: Recorder) -> None:
    """Takes somebody's password away, and ends their sessions: a link that works once lets them choose another.

    Their second factor stays, so that whoever has the link alone does not get in.
    """
    with transaction.atomic():
        user.set_unusable_password()
        user.sessions_after = timezone.now()
        user.save(update_fields=["password", "sessions_after"])
        recorder(actor=by, action="people.forget_password", subject=user.pk)


def disable(user: User, *, by: UUID, recorder: Recorder, is_active: bool = False) -> None:
    """Closes an account, and its sessions; or opens it again."""
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(is_active=is_active, sessions_after=timezone.now())
        recorder(actor=by, action="people.disable", subject=user.pk, active=is_active)
