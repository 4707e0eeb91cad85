"""The application's name for Django; from here on, changes of files are weighed."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["CandidatesConfig"]


class CandidatesConfig(AppConfig):
    """`nasab.registry.candidates`."""

    name = "nasab.registry.candidates"
    label = "candidates"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Is told of every change of a file."""
        from nasab.registry.candidates.tasks import on_change
        from nasab.registry.cases.changes import LISTENERS

        LISTENERS.append(on_change)
