"""The application's name for Django."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["FiguresConfig"]


class FiguresConfig(AppConfig):
    """`nasab.registry.figures`."""

    name = "nasab.registry.figures"
    label = "figures"
    default_auto_field = "django.db.models.BigAutoField"
