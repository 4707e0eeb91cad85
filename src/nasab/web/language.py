"""The language of the page, as nasab's own sentences know it."""

from __future__ import annotations

from typing import cast

from django.utils.translation import get_language

from nasab.texts import Language

__all__ = ["spoken"]


def spoken() -> Language:
    """Of the request that is answered now."""
    return cast(Language, (get_language() or "en")[:2])
