"""The routes.  Each has a rule (`nasab.web.access`), or the build fails."""

from __future__ import annotations

from django.urls import path

from nasab.web.files import canaries, exports, home, photographs, reasons, together, views, writing

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", views.search, name="search"),
    path("children/", views.children, name="children"),
    path("children/new/", writing.new_child, name="new_child"),
    path("children/<uuid:file_id>/", views.file, name="child"),
    path("requests/", views.requests, name="requests"),
    path("requests/new/", writing.new_request, name="new_request"),
    path("requests/<uuid:file_id>/", views.file, name="request"),
    path("requests/<uuid:file_id>/children/new/", writing.new_sought, name="new_sought"),
    path("files/<uuid:file_id>/why/", reasons.why_open, name="why_open"),
    path("files/<uuid:file_id>/history/", views.history, name="history"),
    path("files/<uuid:file_id>/state/", writing.state, name="state"),
    path("files/<uuid:file_id>/together/", together.belongs, name="belongs"),
    path("together/<uuid:group_id>/", together.together, name="together"),
    path("files/<uuid:file_id>/consent/", writing.consent, name="consent"),
    path("files/<uuid:file_id>/export/<str:form>/", exports.export, name="export"),
    path("files/<uuid:file_id>/photographs/new/", photographs.add, name="photograph_add"),
    path("photographs/<uuid:photograph_id>/", photographs.show, name="photograph"),
    path("photographs/<uuid:photograph_id>/small/", photographs.show_small, name="photograph_small"),
    path("files/<uuid:file_id>/restrict/", writing.restrict, name="restrict"),
    path("files/<uuid:file_id>/canary/", canaries.canary, name="canary"),
    path("alarms/", canaries.alarms, name="alarms"),
    path("files/<uuid:file_id>/close/", writing.close, name="close"),
    path("statements/<uuid:statement_id>/correct/", writing.correct, name="correct"),
    path("statements/<uuid:statement_id>/take-back/", writing.take_back, name="take_back"),
]
