"""Default deny: every route says who may take it, or is not taken.

A view declares its rule with `allowed("child.read")` (an action of `access.toml`: somebody who holds none of its roles
is refused before the view runs; the view's services ask again, about the very file) or `open_to_all` (the page to sign
in).  A route without a rule is refused, and `tests/web/test_routes.py` fails.

Routes of other packages (allauth's, Django's) have their rules here, by name.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse

from nasab.registry.access import ACTIONS, Actor, Verdict
from nasab.registry.audit.gate import Refused, refuse
from nasab.registry.cases.selectors import ReasonNeeded
from nasab.registry.people.selectors import actor_of

__all__ = ["OPEN", "RULES", "SIGNED_IN", "AccessMiddleware", "ActingRequest", "allowed", "open_to_all", "rule_of"]

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

OPEN: Final = "open to all"
SIGNED_IN: Final = "signed in"

#: Pages are read and forms are sent; nothing else is done here.
METHODS: Final = ("GET", "HEAD", "POST")

#: Rules of routes that are not ours, by name.
RULES: Final[dict[str, str]] = {
    "account_login": OPEN,
    "account_logout": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "mfa_authenticate": OPEN,
    "mfa_login_webauthn": OPEN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_edit_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "set_language": OPEN,
}


class ActingRequest(HttpRequest):
    """A request whose sender is known to the policy."""

    actor: Actor


def allowed(action: str) -> Callable[[View], View]:
    """Declares the action of a view."""
    if action not in ACTIONS and action != SIGNED_IN:
        raise KeyError(action)

    def declare(view: View) -> View:
        view.nasab_rule = action  # type: ignore[attr-defined]
        return view

    return declare


def open_to_all(view: View) -> View:
    """Declares that a view shows nothing of anybody."""
    view.nasab_rule = OPEN  # type: ignore[attr-defined]
    return view


def rule_of(view: Any, name: str | None) -> str | None:
    """The rule that a route declares, if any."""
    return getattr(view, "nasab_rule", None) or RULES.get(name or "")


class AccessMiddleware:
    """Asks each route for its rule, ends sessions that are over, and says who acts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, after the session's age was looked at."""
        if request.user.is_authenticated and self._is_over(request):
            logout(request)
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Refuses what the route's rule does not allow."""
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        name = request.resolver_match.url_name if request.resolver_match else None
        rule = rule_of(view, name)
        if rule == OPEN:
            return None
        if rule is None:
            raise PermissionDenied("this route declares no rule")
        if not request.user.is_authenticated:
            return redirect(settings.LOGIN_URL)
        request.actor = actor_of(request.user)
        needed = frozenset() if rule == SIGNED_IN else ACTIONS[rule][1]
        if needed and not request.actor.roles & needed:
            try:
                refuse(request.actor, rule, Verdict(False, "no_role", needed))
            except Refused as refused:  # what a middleware raises here, Django does not hand to `process_exception`
                return self.process_exception(request, refused)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What a service refused is refused here too, in words that do not say what the file is."""
        if isinstance(exception, Refused):
            return render(request, "403.html", {"because": exception.verdict.because}, status=403)
        if isinstance(exception, ReasonNeeded):
            asked = urlencode({"next": request.get_full_path() if request.method == "GET" else "/"})
            return redirect(f"{reverse('why_open', args=[exception.file])}?{asked}")
        return None

    @staticmethod
    def _is_over(request: HttpRequest) -> bool:
        now = time.time()
        began = request.session.setdefault("began", now)
        seen = request.session.get("seen", now)
        if now - seen > settings.NASAB_SESSION_IDLE or now - began > settings.NASAB_SESSION_LONGEST:
            return True
        after = request.user.sessions_after  # type: ignore[union-attr]
        if after is not None and began < after.timestamp():
            return True
        if now - seen > 30 or "seen" not in request.session:
            request.session["seen"] = now
        return False
