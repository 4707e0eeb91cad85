"""Children and tracing requests: their lists and their files."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from nasab.registry.cases.selectors import open_file, visible_children, visible_requests
from nasab.web.access import ActingRequest, allowed

__all__ = ["children", "file", "requests"]


@allowed("child.read")
def children(request: ActingRequest) -> HttpResponse:
    """Numbers of the children found that are in reach, latest first."""
    files = visible_children(request.actor, "found").order_by("-changed_at").select_related("agency")
    return render(request, "files/children.html", {"page": Paginator(files, 50).get_page(request.GET.get("page"))})


@allowed("child.read")
def requests(request: ActingRequest) -> HttpResponse:
    """Numbers of the tracing requests in reach, latest first."""
    files = visible_requests(request.actor).order_by("-changed_at").select_related("agency")
    return render(request, "files/requests.html", {"page": Paginator(files, 50).get_page(request.GET.get("page"))})


@allowed("child.read")
def file(request: ActingRequest, file_id: UUID) -> HttpResponse:
    """One file, as its reader may see it."""
    try:
        view = open_file(file_id, by=request.actor)
    except ObjectDoesNotExist:
        raise Http404 from None
    return render(request, "files/file.html", {"view": view})
