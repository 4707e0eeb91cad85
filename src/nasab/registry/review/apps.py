"""The application's name for Django."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["ReviewConfig"]


class ReviewConfig(AppConfig):
    """`nasab.registry.review`."""

    name = "nasab.registry.review"
    label = "review"
    default_auto_field = "django.db.models.BigAutoField"
