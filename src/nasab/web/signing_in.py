"""How people sign in: accounts are made by an administrator; one session for each person, and the newest counts."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from nasab.registry.audit.services import record
from nasab.registry.people.models import User

__all__ = ["Adapter", "began"]


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in as allauth does it, with sign-up closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


@receiver(user_logged_in)
def began(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """A session begins: those of the same person that began before are over, and the record says that they came."""
    now = timezone.now()
    User.objects.filter(pk=user.pk).update(sessions_after=now)
    request.session["began"] = max(time.time(), now.timestamp())
    with transaction.atomic():
        record(actor=user.pk, action="signed_in")
