"""Who somebody is to the policy: the roles and files they hold today."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from nasab.registry.access.policy import Actor, Held
from nasab.registry.people.models import User

__all__ = ["actor_of"]


def actor_of(user: User, at: datetime | None = None) -> Actor:
    """What `user` holds at a moment (now): grants and assignments that have neither ended nor expired."""
    at = at or timezone.now()
    stands = Q(ended_at=None) & (Q(expires_at=None) | Q(expires_at__gt=at))
    held = user.grants.filter(stands).values_list("role", "agency_id") if user.is_active else ()
    assigned = user.assignments.filter(stands).values_list("file", flat=True) if user.is_active else ()
    return Actor(user.id, frozenset(Held(role, agency) for role, agency in held), frozenset(assigned))
