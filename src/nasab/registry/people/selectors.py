"""Who somebody is to the policy: the roles and files they hold today, and in which agencies."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from nasab.registry.access.policy import Actor, Held, scope
from nasab.registry.people.models import Agency, User

__all__ = ["actor_of", "agencies_of"]


def actor_of(user: User, at: datetime | None = None) -> Actor:
    """What `user` holds at a moment (now): grants and assignments that have neither ended nor expired."""
    at = at or timezone.now()
    stands = Q(ended_at=None) & (Q(expires_at=None) | Q(expires_at__gt=at))
    held = user.grants.filter(stands).values_list("role", "agency_id") if user.is_active else ()
    assigned = user.assignments.filter(stands).values_list("file", flat=True) if user.is_active else ()
    return Actor(user.id, frozenset(Held(role, agency) for role, agency in held), frozenset(assigned))


def agencies_of(by: Actor, action: str) -> QuerySet[Agency]:
    """The agencies in which somebody may do something, by name."""
    within, _assigned = scope(by, action)
    agencies = Agency.objects.order_by("name")
    return agencies if within is None else agencies.filter(pk__in=within)
