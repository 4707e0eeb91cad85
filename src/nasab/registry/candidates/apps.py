"""The application's name for Django."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["CandidatesConfig"]


class CandidatesConfig(AppConfig):
    """`nasab.registry.candidates`."""

    name = "nasab.registry.candidates"
    label = "candidates"
    default_auto_field = "django.db.models.BigAutoField"
