"""Asking again who somebody is, before what cannot be taken back: exports, roles, keys."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, suspend_request
from django.http import HttpResponseBase
from django.urls import reverse

__all__ = ["confirmed"]

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def confirmed(view: View) -> View:
    """A view that only runs within five minutes of signing in or of having been asked again."""

    @functools.wraps(view)
    def ask_first(request: Any, *args: Any, **options: Any) -> HttpResponseBase:
        if did_recently_reauthenticate(request):
            return view(request, *args, **options)
        suspended: HttpResponseBase = suspend_request(request, reverse("account_reauthenticate"))
        return suspended

    return ask_first  # type: ignore[return-value]
