"""The first page: counts that are links."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from nasab.registry.cases.selectors import visible_children, visible_requests
from nasab.web.access import ActingRequest, allowed

__all__ = ["home"]


@allowed("own.reads")
def home(request: ActingRequest) -> HttpResponse:
    """Counts of what is in reach; a count of files is no look at one."""
    counts = {
        "found": visible_children(request.actor, "found").count(),
        "sought": visible_children(request.actor, "sought").count(),
        "requests": visible_requests(request.actor).count(),
    }
    return render(request, "files/home.html", {"counts": counts})
