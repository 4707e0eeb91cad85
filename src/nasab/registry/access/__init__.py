"""Who may: roles, field groups and actions as data, and the policy that reads them.  Pure: no database, no request."""

from __future__ import annotations

from nasab.registry.access.fields import GROUP_OF, Sight, group_of, sight
from nasab.registry.access.policy import Action, Actor, Held, Subject, Verdict, may, scope
from nasab.registry.access.roles import ACTIONS, MATRIX, ROLES, Role

__all__ = [
    "ACTIONS",
    "GROUP_OF",
    "MATRIX",
    "ROLES",
    "Action",
    "Actor",
    "Held",
    "Role",
    "Sight",
    "Subject",
    "Verdict",
    "group_of",
    "may",
    "scope",
    "sight",
]
