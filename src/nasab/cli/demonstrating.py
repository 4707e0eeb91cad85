"""`nasab demo --registry`: a registry of invented families, filled and ready to be looked at.

A person of each role, with a password that is shown once.  It listens on this machine alone, and asks for no second
factor, which every page says: who demonstrates has no telephone at hand.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final, Literal

import click

from nasab.cli import serving

__all__ = ["fill", "show"]

#: Somebody of each role, and where (an empty agency: in all).
BROUGHT: Final[tuple[tuple[Literal["found", "sought"], str], ...]] = (("found", "amina"), ("sought", "luc"))
PEOPLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("amina", "Amina", "registrar", "Orphanage, Mosul"),
    ("luc", "Luc", "tracing_officer", "Red Cross branch, Strasbourg"),
    ("malika", "Malika", "matcher", ""),
    ("karim", "Karim", "matcher", ""),
    ("nadia", "Nadia", "protection_lead", ""),
    ("boris", "Boris", "administrator", ""),
    ("olga", "Olga", "auditor", ""),
    ("yusuf", "Yusuf", "analyst", ""),
)


def fill(folder: Path, found: Path, sought: Path) -> list[tuple[str, str, str]]:
    """Makes a registry in a folder that has none yet, from two lists; names, passwords and roles of its people.

    A folder with a registry in it is left as it is: then new passwords are set.
    """
    os.environ["NASAB_SECOND_FACTOR"] = "no"
    os.environ["NASAB_TRAINING"] = "yes"
    serving.prepare(folder)
    from nasab.registry.audit.services import record
    from nasab.registry.candidates.weighing import weigh_all
    from nasab.registry.intake.services import take_file
    from nasab.registry.people import services
    from nasab.registry.people.models import User
    from nasab.registry.people.selectors import actor_of

    is_new = not User.objects.exists()
    logins = []
    for username, shown, role, where in PEOPLE:
        user = User.objects.filter(username=username).first()
        if user is None:
            user = services.add_person(username, shown, by=None, recorder=record)
            agency = services.add_agency(where, by=None, recorder=record) if where else None
            services.grant(user, role, agency, by=None, recorder=record)
        password = "-".join(secrets.token_hex(3) for _ in range(3))
        user.set_password(password)
        user.save(update_fields=["password"])
        logins.append((username, password, role))
    if is_new:
        for (side, username), path in zip(BROUGHT, (found, sought), strict=True):
            by = User.objects.get(username=username)
            agency = by.grants.get().agency
            assert agency is not None
            take_file(
                path.read_bytes(),
                path.name,
                by=actor_of(by),
                agency=agency.pk,
                side=side,
            )
        weigh_all()
    return logins


def show(logins: list[tuple[str, str, str]], address: str) -> None:
    """The people of the demonstration, and where to go."""
    click.echo()
    click.echo(click.style("The registry is filled with the same invented families.", bold=True))
    for username, password, role in logins:
        click.echo(f"  {role.replace('_', ' '):16} {username:8} {password}")
    click.echo(f"  {address}")
