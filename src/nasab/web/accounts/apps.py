"""The application's name for Django."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["WebAccountsConfig"]


class WebAccountsConfig(AppConfig):
    """`nasab.web.accounts`."""

    name = "nasab.web.accounts"
    label = "web_accounts"
    default_auto_field = "django.db.models.BigAutoField"
