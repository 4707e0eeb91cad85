"""The routes.  Each has a rule (`nasab.web.access`), or the build fails."""

from __future__ import annotations

from django.urls import path

from nasab.web.intake import views

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", views.list_of, name="lists"),
    path("template/<str:side>/", views.template, name="template"),
    path("<uuid:upload_id>/", views.look, name="list"),
    path("<uuid:upload_id>/take/", views.take, name="take"),
    path("<uuid:upload_id>/problems/", views.copy, name="list_copy"),
]
