"""`nasab people`, `nasab audit`, `nasab keys`: what is done with a registry at its own machine."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from nasab.cli import serving

__all__ = ["audit", "keys", "people"]

FOLDER = click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), help="Where the registry is kept (or NASAB_HOME)."
)


@click.group()
def people() -> None:
    """Accounts of the registry."""


@people.command()
@click.argument("name")
@click.option("--role", required=True, help="registrar, tracing_officer, matcher, protection_lead, administrator, …")
@click.option("--agency", default="", help="For which agency; without it for all.")
@click.option("--shown", default="", help="The name as it is shown.")
@click.option(
    "--address", default="http://127.0.0.1:8000", show_default=True, help="Under which the registry is reached."
)
@FOLDER
def add(name: str, role: str, agency: str, shown: str, address: str, folder: Path | None) -> None:
    """Makes the account NAME with a role, and prints the link by which its bearer chooses a password.

    The first administrator is made like this; others in the browser.
    """
    serving.prepare(folder)
    from django.contrib.auth.tokens import default_token_generator
    from django.db import transaction
    from django.urls import reverse

    from nasab.registry.audit.services import record
    from nasab.registry.people import services

    with transaction.atomic():
        user = services.add_person(name, shown, by=None, recorder=record)
        where = services.add_agency(agency, by=None, recorder=record) if agency else None
        services.grant(user, role, where, by=None, recorder=record)
    click.echo(address.rstrip("/") + reverse("welcome", args=[user.pk, default_token_generator.make_token(user)]))


@click.group()
def audit() -> None:
    """The audit record of the registry."""


@audit.command()
@click.option("--heads", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Signed heads, one a line.")
@FOLDER
def verify(heads: Path | None, folder: Path | None) -> None:
    """Whether every row follows the one before, and every head that was handed out is still there.

    Exit status 1 if not.  Without heads, rows cut off at the end cannot be noticed.
    """
    serving.prepare(folder, must_exist=True)
    from nasab.registry.audit.verifying import verify as check

    told = heads.read_text(encoding="utf-8").splitlines() if heads else []
    rows, faults = check([line for line in told if line.strip()])
    for fault in faults:
        click.echo(f"{fault.kind} {fault.sequence}")
    click.echo(f"{rows} rows, {len(faults)} faults, {len(told)} heads")
    sys.exit(1 if faults else 0)


@audit.command()
@FOLDER
def head(folder: Path | None) -> None:
    """Prints the signed head: one line, to be kept where whoever runs the registry cannot change it, every day."""
    serving.prepare(folder, must_exist=True)
    from nasab.registry.audit.verifying import signed_head

    click.echo(signed_head(datetime.now(UTC).isoformat(timespec="seconds")))


@click.group()
def keys() -> None:
    """The keys of sealed fields."""


@keys.command()
@FOLDER
def show(folder: Path | None) -> None:
    """The numbers of the keys, and how many values are sealed with each; nothing secret."""
    serving.prepare(folder, must_exist=True)
    from nasab.registry.sealing import keyring
    from nasab.registry.sealing.rotation import used

    for number, count in sorted(used().items()):
        click.echo(f"{number}  {count}{'  current' if number == keyring().current else ''}")


@keys.command()
@FOLDER
@click.option("--what", type=click.Choice(["data", "tokens", "signing"]), default="data", show_default=True)
def rotate(folder: Path | None, what: str) -> None:
    """Changes keys while the registry serves; it can be begun again.

    `data`: seals everything with a new key and destroys the old.  `tokens`: makes what files are found by anew.
    `signing`: signs heads with a new key from now on.
    """
    serving.prepare(folder, must_exist=True)
    from nasab.registry.cases.retokening import retoken
    from nasab.registry.sealing import keyring, rotation

    if what == "tokens":
        rotation.begin_tokens()
        click.echo(f"{retoken()} files and groups found by new tokens")
        rotation.end_tokens()
        return
    if what == "signing":
        rotation.sign_anew()
        click.echo("heads are signed with a new key; those signed before can still be checked")
        return
    if len(keyring().data) == 1:  # otherwise a rotation that was stopped is brought to its end first
        rotation.begin()
    click.echo(f"{rotation.reseal()} values sealed anew")
    rotation.reseal()  # what was written with the old key while that was done
    click.echo(f"keys destroyed: {', '.join(map(str, rotation.destroy_unused())) or 'none'}")
