"""What every page knows: the office, the direction of the language, what its reader may do."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from nasab.registry.access import ACTIONS

__all__ = ["AREAS", "registry"]

#: The links of each area in the navigation, in their order.
AREAS: Final = tuple(f"{area}/nav.html" for area in ("files", "review", "intake", "figures", "accounts"))


def registry(request: HttpRequest) -> dict[str, Any]:
    """The values."""
    actor = getattr(request, "actor", None)
    roles = actor.roles if actor else frozenset()
    return {
        "office": settings.NASAB_OFFICE,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "may": {action.replace(".", "_") for action, (_, allowed) in ACTIONS.items() if roles & allowed},
        "roles": sorted(roles),
        "areas": AREAS,
        "idle": settings.NASAB_SESSION_IDLE,
        "is_training": settings.NASAB_TRAINING,
        "without_second_factor": not settings.NASAB_SECOND_FACTOR,
    }
