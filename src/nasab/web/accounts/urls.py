"""The routes.  Each has a rule (`nasab.web.access`), or the build fails."""

from __future__ import annotations

from django.urls import path

from nasab.web.accounts import views

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", views.people, name="people"),
    path("<uuid:user_id>/", views.person, name="person"),
    path("<uuid:user_id>/grant/", views.grant, name="grant"),
    path("<uuid:user_id>/disable/", views.disable, name="disable"),
    path("<uuid:user_id>/password/", views.forget_password, name="forget_password"),
    path("<uuid:user_id>/lift/", views.lift, name="lift"),
    path("grants/<int:grant_id>/end/", views.end_grant, name="end_grant"),
    path("agencies/", views.add_agency, name="add_agency"),
    path("assign/", views.assign, name="assign"),
    path("why/", views.why, name="why"),
    path("audit/", views.audit, name="audit"),
    path("reads/", views.own_reads, name="own_reads"),
    path("settings/", views.settings, name="settings"),
    path("welcome/<uuid:user_id>/<str:token>/", views.welcome, name="welcome"),
]
