"""Canary files and who came to them: pages of the protection lead."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from nasab.registry.cases import canaries
from nasab.registry.cases.models import Child, TracingRequest
from nasab.web.access import ActingRequest, allowed
from nasab.web.files.views import opened, people_of
from nasab.web.files.words import ACTIONS

__all__ = ["alarms", "canary"]


@allowed("canary.set")
def canary(request: ActingRequest, file_id: UUID) -> HttpResponse:
    """Makes a file a canary, or a file like others again."""
    view = opened(request, file_id)
    if request.method == "POST":
        canaries.set_canary(view.file, by=request.actor, is_canary=not view.file.is_canary)
    return redirect("request" if isinstance(view.file, TracingRequest) else "child", view.file.pk)


@allowed("alarms.read")
def alarms(request: ActingRequest) -> HttpResponse:
    """Who opened or found a canary."""
    told = canaries.alarms(by=request.actor)
    if request.method == "POST" and told.entries:
        canaries.seen(by=request.actor, upto=told.entries[0].sequence)
        return redirect("alarms")
    people = people_of(told.entries)
    subjects = {one.subject for one in told.entries}
    files: dict[str, Child | TracingRequest] = {str(one.pk): one for one in Child.objects.filter(pk__in=subjects)}
    files |= {str(one.pk): one for one in TracingRequest.objects.filter(pk__in=subjects)}
    rows = [
        (one.at[:16].replace("T", " "), people.get(one.actor, one.actor[:8]), ACTIONS[one.action], files[one.subject])
        for one in told.entries
        if one.subject in files
    ]
    return render(request, "files/alarms.html", {"rows": rows, "new": told.new})
