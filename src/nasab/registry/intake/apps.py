"""The application's name for Django."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["IntakeConfig"]


class IntakeConfig(AppConfig):
    """`nasab.registry.intake`."""

    name = "nasab.registry.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"
