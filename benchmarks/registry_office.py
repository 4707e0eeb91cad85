"""A registry of one office for measuring: Amina registers children in Mosul; nothing is weighed in the background."""

from __future__ import annotations

from pathlib import Path
from typing import Any

__all__ = ["amina", "an_office"]


def an_office(folder: Path, children: int) -> None:
    """Makes it in a folder, with so many files of children."""
    from nasab.cli.serving import prepare

    prepare(folder)
    from nasab.registry.audit.services import record
    from nasab.registry.candidates.tasks import on_change
    from nasab.registry.cases import services as cases
    from nasab.registry.cases.changes import LISTENERS
    from nasab.registry.people import services

    LISTENERS.remove(on_change)
    agency = services.add_agency("Mosul", by=None, recorder=record)
    user = services.add_person("amina", by=None, recorder=record)
    services.grant(user, "registrar", agency, by=None, recorder=record)
    for _ in range(children):
        cases.open_child(by=amina(), agency=agency.pk, side="found")


def amina() -> Any:
    """Amina, as the policy knows her."""
    from nasab.registry.people.models import User
    from nasab.registry.people.selectors import actor_of

    return actor_of(User.objects.get(username="amina"))
