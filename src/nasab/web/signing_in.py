"""How people sign in: accounts are made by an administrator, never by whoever comes by."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

__all__ = ["Adapter"]


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in as allauth does it, with sign-up closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
