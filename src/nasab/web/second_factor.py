"""Nobody works with the registry by a password alone: who has no second factor yet reaches the page that sets it up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

__all__ = ["SETTING_UP", "SecondFactorMiddleware"]

#: What is in reach without a second factor: setting one up, and leaving.
SETTING_UP: Final = frozenset(
    {
        "account_logout", "account_reauthenticate", "mfa_reauthenticate", "mfa_index", "mfa_activate_totp",
        "mfa_add_webauthn", "mfa_list_webauthn", "mfa_reauthenticate_webauthn", "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes", "mfa_download_recovery_codes", "set_language", "account_login",
    }
)  # fmt: skip


class SecondFactorMiddleware:
    """Sends whoever has only a password to the page that sets up a second factor.

    Who has one is asked for it by allauth before there is a session at all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Lets through who has a second factor, and everybody to where it is set up."""
        if not settings.NASAB_SECOND_FACTOR or not request.user.is_authenticated:
            return None
        name = request.resolver_match.url_name if request.resolver_match else None
        if name in SETTING_UP or getattr(view, "nasab_rule", None) == "open to all" or is_mfa_enabled(request.user):
            return None
        return redirect("mfa_activate_totp")
