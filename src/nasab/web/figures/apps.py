"""The application's name for Django."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["WebFiguresConfig"]


class WebFiguresConfig(AppConfig):
    """`nasab.web.figures`."""

    name = "nasab.web.figures"
    label = "web_figures"
    default_auto_field = "django.db.models.BigAutoField"
