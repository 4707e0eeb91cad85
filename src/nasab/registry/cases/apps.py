"""The application's name for Django."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["CasesConfig"]


class CasesConfig(AppConfig):
    """`nasab.registry.cases`."""

    name = "nasab.registry.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
