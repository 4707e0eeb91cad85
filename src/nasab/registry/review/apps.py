"""The application's name for Django."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["ReviewConfig"]


class ReviewConfig(AppConfig):
    """`nasab.registry.review`."""

    name = "nasab.registry.review"
    label = "review"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What people agree on is taken into the weighing."""
        from nasab.registry.candidates.weighing import AGREED
        from nasab.registry.review.agreeing import agreed

        AGREED.append(agreed)
