"""Somebody of the cast, signed in as far as a test needs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.registry.conftest import office

__all__ = ["office", "signed_in"]


@pytest.fixture
def signed_in(office) -> Callable[[str], Client]:
    """A browser in which somebody of the cast is signed in, second factor and all."""

    def sign_in(name: str) -> Client:
        client, user = Client(), office.users[name]
        Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": ""}})
        client.force_login(user)
        return client

    return sign_in
