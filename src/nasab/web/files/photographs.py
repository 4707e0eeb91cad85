"""Photographs: added, and looked at by whom it is given."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from nasab.errors import NasabError
from nasab.registry.cases.models import Child
from nasab.registry.photographs import services
from nasab.registry.photographs.models import Photograph
from nasab.registry.photographs.pictures import LARGEST
from nasab.registry.photographs.selectors import open_photograph
from nasab.web.access import ActingRequest, allowed
from nasab.web.files.views import opened
from nasab.web.language import spoken

__all__ = ["add", "show", "show_small"]


class PhotographForm(forms.Form):
    """A photograph from a camera or a telephone."""

    file = forms.FileField(
        label=_("Photograph"),
        help_text=_(
            "JPEG or PNG; only its pixels are kept, not where or when it was taken. Nobody else should be on it."
        ),
    )


@allowed("photograph.add")
def add(request: ActingRequest, file_id: UUID) -> HttpResponse:
    """A photograph more."""
    view = opened(request, file_id)
    if not isinstance(view.file, Child):
        raise Http404
    form = PhotographForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add(view.file, form.cleaned_data["file"].read(LARGEST + 1), by=request.actor)
        except NasabError as error:
            form.add_error("file", error.problem.sentence(spoken()))
        else:
            return redirect("child", file_id)
    shown = {"view": view, "form": form, "title": _("Add a photograph"), "is_upload": True}
    return render(request, "files/form.html", shown)


@allowed("photograph.read")
def show(request: ActingRequest, photograph_id: UUID) -> HttpResponse:
    """The whole photograph."""
    return _answer(request, photograph_id, is_small=False)


@allowed("photograph.read")
def show_small(request: ActingRequest, photograph_id: UUID) -> HttpResponse:
    """The small one, for the file's page."""
    return _answer(request, photograph_id, is_small=True)


def _answer(request: ActingRequest, photograph_id: UUID, *, is_small: bool) -> HttpResponse:
    try:
        content = open_photograph(photograph_id, by=request.actor, is_small=is_small)
    except Photograph.DoesNotExist:
        raise Http404 from None
    return HttpResponse(content, content_type="image/jpeg")
