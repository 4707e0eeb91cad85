"""The application's name for Django."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["SealingConfig"]


class SealingConfig(AppConfig):
    """`nasab.registry.sealing`."""

    name = "nasab.registry.sealing"
    label = "sealing"
    default_auto_field = "django.db.models.BigAutoField"
