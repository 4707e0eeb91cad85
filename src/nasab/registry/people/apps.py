"""The application's name for Django."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["PeopleConfig"]


class PeopleConfig(AppConfig):
    """`nasab.registry.people`."""

    name = "nasab.registry.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
