"""What should be so where a registry serves: numbered, each with a way out (`nasab check --deploy`)."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Tags, Warning, register

from nasab.registry.apart.processes import answer_of
from nasab.web.environment import Environment

__all__ = ["check_deployment"]

_HERE = ("", "localhost", "127.0.0.1", "::1")


@register(Tags.security, deploy=True)
def check_deployment(**_: Any) -> list[Warning]:
    """Everything that deploy/README.md lists."""
    found = [
        _warning(1, "The key ring can be read by others.", f"chmod 600 {settings.NASAB_KEYS}", not _is_private()),
        _warning(2, "The key ring stands beside the database.", "Set NASAB_KEYS to another disk.", _is_beside()),
        _warning(3, "Served without HTTPS.", "Set NASAB_HTTPS=yes behind TLS.", not settings.NASAB_HTTPS),
        _warning(
            4, "No second factor is asked for.", "Leave NASAB_SECOND_FACTOR out.", not settings.NASAB_SECOND_FACTOR
        ),
        _warning(5, "The registry is in training mode.", "Leave NASAB_TRAINING out.", settings.NASAB_TRAINING),
        _warning(6, "SQLite does not write through.", "synchronous=FULL and WAL.", not _writes_through()),
        _warning(
            7, "PostgreSQL is reached without TLS.", "Add ?sslmode=verify-full to the address.", not _is_sealed()
        ),
        _warning(8, "The session secret was made by itself.", "Set NASAB_SECRET_FILE.", not _has_secret()),
        _warning(
            9, "What strangers send is read without a network namespace.",
            "Let the kernel make them (user.max_user_namespaces, RestrictNamespaces=user net).", not _is_cut_off(),
        ),
    ]  # fmt: skip
    return [one for one in found if one is not None]


def _warning(number: int, message: str, hint: str, is_so: bool) -> Warning | None:
    return Warning(message, hint=hint, id=f"nasab.W{number:03}") if is_so else None


def _is_private() -> bool:
    path = Path(settings.NASAB_KEYS)
    return not path.exists() or not stat.S_IMODE(path.stat().st_mode) & 0o077


def _is_beside() -> bool:
    database = settings.DATABASES["default"]
    is_file = database["ENGINE"].endswith("sqlite3")
    return bool(is_file and Path(settings.NASAB_KEYS).parent.resolve() == Path(database["NAME"]).parent.resolve())


def _writes_through() -> bool:
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        return True
    told = database["OPTIONS"]["init_command"]
    return "synchronous=FULL" in told and "journal_mode=WAL" in told


def _is_sealed() -> bool:
    address = Environment.here().secret("NASAB_DATABASE")
    if not address:
        return True
    parts = urlsplit(address)
    return (parts.hostname or "") in _HERE or "sslmode=verify" in parts.query


def _is_cut_off() -> bool:
    """Whether a process apart can leave the network (`registry.apart.network`)."""
    return answer_of("nasab.registry.apart.network", b"", {}, seconds=20, longest=10) == b"yes"


def _has_secret() -> bool:
    here = Environment.here()
    return bool(here.text("NASAB_SECRET") or here.text("NASAB_SECRET_FILE"))
