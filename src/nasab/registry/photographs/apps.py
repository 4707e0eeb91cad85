"""The application's name for Django."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["PhotographsConfig"]


class PhotographsConfig(AppConfig):
    """`nasab.registry.photographs`."""

    name = "nasab.registry.photographs"
    label = "photographs"
    default_auto_field = "django.db.models.BigAutoField"
