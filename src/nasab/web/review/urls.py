"""The routes.  Each has a rule (`nasab.web.access`), or the build fails."""

from __future__ import annotations

from django.urls import path

from nasab.web.review import views

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", views.list_of, name="worklist"),
    path("disputes/", views.disputes, name="disputes"),
    path("<uuid:pair_id>/", views.pair, name="pair"),
    path("<uuid:pair_id>/judge/", views.judge, name="judge"),
    path("<uuid:pair_id>/settle/", views.settle, name="settle"),
    path("judgements/<uuid:judgement_id>/undo/", views.undo, name="undo"),
]
