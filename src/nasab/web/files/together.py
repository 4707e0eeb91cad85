"""Children found together: their page, and saying that a child belongs with others, or does not."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from nasab.registry.cases.models import Child, FoundGroup
from nasab.registry.cases.together import open_together, say_together
from nasab.web.access import ActingRequest, allowed
from nasab.web.files.forms import TogetherForm
from nasab.web.files.reasons import reason_for
from nasab.web.files.views import opened
from nasab.web.files.writing import form_page, written

__all__ = ["belongs", "together"]


@allowed("child.read")
def together(request: ActingRequest, group_id: UUID) -> HttpResponse:
    """A group of children found together, with what each of them tells beside the others."""
    try:
        view = open_together(group_id, by=request.actor, reason_for=partial(reason_for, request), ask=True)
    except FoundGroup.DoesNotExist:
        raise Http404 from None
    return render(request, "files/together.html", {"view": view})


@allowed("child.state")
def belongs(request: ActingRequest, file_id: UUID) -> HttpResponse:
    """Somebody says with whom a child belongs."""
    view = opened(request, file_id)
    child = view.file
    if not isinstance(child, Child) or child.side != "found":
        raise Http404
    first = {"number": request.GET.get("number", ""), "answer": request.GET.get("answer", "told")}
    form = TogetherForm(request.POST or None, initial={**first, "version": child.version})
    title = _("Found together with")
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        return written(
            request, view, form, title=title,
            write=lambda: say_together(
                child, given["number"], by=request.actor, told=form.told(), version=int(given["version"])
            ),
        )  # fmt: skip
    return form_page(request, view, form, title)
