"""The application's name for Django."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["WebReviewConfig"]


class WebReviewConfig(AppConfig):
    """`nasab.web.review`."""

    name = "nasab.web.review"
    label = "web_review"
    default_auto_field = "django.db.models.BigAutoField"
