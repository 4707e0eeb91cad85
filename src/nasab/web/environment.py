"""Settings from the environment: each has a name, a kind, and a clear message when it cannot be used.

A secret may stand in the variable itself or, better, in a file that the variable `…_FILE` names.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from nasab.errors import Problem, WrongUse

__all__ = ["Environment"]

_TRUE: Final = frozenset({"1", "true", "yes", "on"})
_FALSE: Final = frozenset({"0", "false", "no", "off", ""})


@dataclass(frozen=True)
class Environment:
    """The variables of a process, read as what they are for."""

    variables: Mapping[str, str]

    @classmethod
    def here(cls) -> Environment:
        """Of this process."""
        return cls(dict(os.environ))

    def text(self, name: str, default: str = "") -> str:
        """A text as it stands."""
        return self.variables.get(name, default)

    def truth(self, name: str, default: bool = False) -> bool:
        """Yes or no.  Anything else: `WrongUse` with SERVE-01."""
        told = self.variables.get(name)
        if told is None:
            return default
        if told.strip().casefold() in _TRUE:
            return True
        if told.strip().casefold() in _FALSE:
            return False
        raise WrongUse(Problem("SERVE-01", column=name, value=told[:200]))

    def secret(self, name: str) -> str:
        """A secret, from the variable or from the file that `NAME_FILE` names.  A file that is not there: SERVE-02."""
        where = self.variables.get(f"{name}_FILE", "")
        if not where:
            return self.variables.get(name, "")
        try:
            return Path(where).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise WrongUse(Problem("SERVE-02", column=f"{name}_FILE", value=where[:200])) from None

    def folder(self, name: str, default: Path) -> Path:
        """A folder."""
        return Path(self.variables.get(name) or default).expanduser()

    def database(self, folder: Path) -> dict[str, Any]:
        """Which database: PostgreSQL if `NASAB_DATABASE` is its address, otherwise a SQLite file in the folder.

        An address that is none: SERVE-03.
        """
        told = self.secret("NASAB_DATABASE")
        if not told:
            return sqlite(folder / "registry.sqlite3")
        address = urlsplit(told)
        if address.scheme not in ("postgresql", "postgres") or not address.path.strip("/"):
            raise WrongUse(Problem("SERVE-03", column="NASAB_DATABASE"))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(address.path.strip("/")),
            "USER": unquote(address.username or ""),
            "PASSWORD": unquote(address.password or ""),
            "HOST": unquote(address.hostname or ""),
            "PORT": str(address.port or ""),
            "OPTIONS": dict(parse_qsl(address.query)),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }


def sqlite(file: Path) -> dict[str, Any]:
    """SQLite as the registry uses it: what was acknowledged is on the disk, and who writes waits for who writes."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                # (trusted_schema=OFF would refuse the JSON checks of the tables of background jobs.)
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; "
                "PRAGMA temp_store=MEMORY;"
            ),
        },
    }
