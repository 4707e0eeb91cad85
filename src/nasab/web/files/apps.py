"""The application's name for Django."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["WebFilesConfig"]


class WebFilesConfig(AppConfig):
    """`nasab.web.files`."""

    name = "nasab.web.files"
    label = "web_files"
    default_auto_field = "django.db.models.BigAutoField"
