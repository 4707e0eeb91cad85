"""The application's name for Django."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["AuditConfig"]


class AuditConfig(AppConfig):
    """`nasab.registry.audit`."""

    name = "nasab.registry.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
