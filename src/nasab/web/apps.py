"""The application's name for Django."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["WebConfig"]


class WebConfig(AppConfig):
    """`nasab.web`."""

    name = "nasab.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Sessions are noticed as they begin."""
        import nasab.web.checks
        import nasab.web.signing_in  # noqa: F401
