"""The routes.  Each has a rule (`nasab.web.access`), or the build fails."""

from __future__ import annotations

from django.urls import path

from nasab.web.figures import views

__all__ = ["urlpatterns"]

urlpatterns = [path("", views.figures, name="figures")]
