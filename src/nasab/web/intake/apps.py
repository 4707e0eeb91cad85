"""The application's name for Django."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["WebIntakeConfig"]


class WebIntakeConfig(AppConfig):
    """`nasab.web.intake`."""

    name = "nasab.web.intake"
    label = "web_intake"
    default_auto_field = "django.db.models.BigAutoField"
