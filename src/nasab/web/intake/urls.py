"""The routes.  Each has a rule (`nasab.web.access`), or the build fails."""

from __future__ import annotations

from django.urls import URLPattern

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = []
