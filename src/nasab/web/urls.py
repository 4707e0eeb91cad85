"""The routes of all areas."""

from __future__ import annotations

from django.urls import include, path
from django.views.i18n import set_language

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", include("nasab.web.files.urls")),
    path("people/", include("nasab.web.accounts.urls")),
    path("lists/", include("nasab.web.intake.urls")),
    path("candidates/", include("nasab.web.review.urls")),
    path("figures/", include("nasab.web.figures.urls")),
    path("language/", set_language, name="set_language"),
    path("accounts/", include("allauth.urls")),
]
