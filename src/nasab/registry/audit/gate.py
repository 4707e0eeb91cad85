"""The gate before every service and selector: the policy is asked, and a refusal is recorded before it is raised."""

from __future__ import annotations

from typing import NoReturn
from uuid import UUID

from django.db import transaction

from nasab.registry.access.policy import Action, Actor, Subject, Verdict, may
from nasab.registry.audit.services import record

__all__ = ["Refused", "allow", "refuse"]


class Refused(Exception):
    """Somebody may not do this; the verdict says why, and the audit record has it."""

    def __init__(self, action: Action, verdict: Verdict) -> None:
        super().__init__(f"{action}: {verdict.because}")
        self.action = action
        self.verdict = verdict


def allow(by: Actor, action: Action, *subjects: Subject, agency: UUID | None = None) -> Verdict:
    """The verdict, if `by` may; otherwise records the try and raises `Refused`.

    To be called before the transaction of what is done, which would take the record of a refusal back with it.
    """
    verdict = may(by, action, *subjects, agency=agency)
    if not verdict:
        refuse(by, action, verdict, subject=subjects[0].id if subjects else "")
    return verdict


def refuse(by: Actor, action: Action, verdict: Verdict, *, subject: UUID | str = "") -> NoReturn:
    """Records a try that is refused, and raises `Refused`; before the transaction of what was tried, like `allow`."""
    with transaction.atomic():
        record(actor=by.id, action="refused", subject=subject, tried=action, because=verdict.because)
    raise Refused(action, verdict)
