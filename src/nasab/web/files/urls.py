"""The routes.  Each has a rule (`nasab.web.access`), or the build fails."""

from __future__ import annotations

from django.urls import path

from nasab.web.files import home, views

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", home.home, name="home"),
    path("children/", views.children, name="children"),
    path("children/<uuid:file_id>/", views.file, name="child"),
    path("requests/", views.requests, name="requests"),
    path("requests/<uuid:file_id>/", views.file, name="request"),
]
