"""Roles, field groups and actions, read from `access.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal

__all__ = ["ACTIONS", "FACTS", "GROUPS", "MATRIX", "ROLES", "Cell", "File", "On", "Role"]

Role = Literal["registrar", "tracing_officer", "matcher", "protection_lead", "administrator", "auditor", "analyst"]
Cell = Literal["W", "R", "m", "o", "-"]
File = Literal["found", "sought", "request"]
On = Literal["found", "sought", "file", "pair", "agency", "nothing"]

_told: Final = tomllib.loads(files(__package__).joinpath("access.toml").read_text(encoding="utf-8"))

GROUPS: Final = tuple(f"F{number}" for number in range(1, 15))

MATRIX: Final[Mapping[str, Mapping[str, Cell]]] = MappingProxyType(
    {role: MappingProxyType(dict(zip(GROUPS, cells, strict=True))) for role, cells in _told["matrix"].items()}
)
"""For each role, what it may with each field group."""

ROLES: Final[tuple[str, ...]] = tuple(MATRIX)

FACTS: Final[Mapping[File, Mapping[str, str]]] = MappingProxyType(_told["facts"])
"""For each kind of file, the facts that may be stated in it, and the field group of each."""

ACTIONS: Final[Mapping[str, tuple[On, frozenset[str]]]] = MappingProxyType(
    {action: (told["on"], frozenset(told["roles"])) for action, told in _told["actions"].items()}
)
"""For each action, to what it is done, and the roles that may."""
