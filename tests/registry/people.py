"""The people of the registry's tests: Amina registers children in Mosul, Luc traces families in Strasbourg.

Malika and Karim judge pairs; Nadia leads child protection; Boris administers; Olga audits; Yusuf counts.
Zoya registers children for another agency, and should see nothing of Mosul's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nasab.registry.access import Actor
from nasab.registry.people.models import Agency, Grant, User
from nasab.registry.people.selectors import actor_of
from nasab.registry.sealing import KeyRing

PASSWORD = "a long night over the Tigris"

#: Who holds which role, and where (None: in all agencies).
CAST = {
    "amina": ("registrar", "Mosul orphanage"),
    "zoya": ("registrar", "Grozny branch"),
    "luc": ("tracing_officer", "Strasbourg branch"),
    "malika": ("matcher", None),
    "karim": ("matcher", None),
    "nadia": ("protection_lead", None),
    "boris": ("administrator", None),
    "olga": ("auditor", None),
    "yusuf": ("analyst", None),
}


@dataclass
class Office:
    """Agencies and people by name."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    files: tuple[Any, ...] = ()

    def actor(self, name: str) -> Actor:
        """Somebody as the policy knows them now."""
        return actor_of(self.users[name])

    def agency(self, name: str) -> Agency:
        """An agency by the beginning of its name."""
        return next(agency for full, agency in self.agencies.items() if full.startswith(name))


def an_office(folder: Path, settings) -> Office:
    """Fresh keys, two agencies and the whole cast."""
    settings.NASAB_KEYS = folder / "keys.json"
    KeyRing.new().write(settings.NASAB_KEYS)
    office = Office()
    for name, (role, where) in CAST.items():
        agency = None
        if where is not None:
            agency = office.agencies.get(where) or Agency.objects.create(name=where)
            office.agencies[where] = agency
        user = User(username=name, display_name=name.title())
        user.set_unusable_password()
        user.save()
        Grant.objects.create(user=user, role=role, agency=agency)
        office.users[name] = user
    return office
