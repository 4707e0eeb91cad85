"""Children and tracing requests: their lists, and reading a file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from nasab.registry.access.policy import Actor, Subject, may
from nasab.registry.audit.models import Entry
from nasab.registry.cases.consent import agreed
from nasab.registry.cases.drawing import drawing
from nasab.registry.cases.models import Child, TracingRequest
from nasab.registry.cases.outlines import Outline, outlines
from nasab.registry.cases.searching import SHOWN
from nasab.registry.cases.searching import search as look_for
from nasab.registry.cases.selectors import FileView, open_file, visible_children, visible_requests
from nasab.registry.people.models import User
from nasab.registry.photographs.selectors import photographs_of
from nasab.web.access import ActingRequest, allowed
from nasab.web.files.forms import SearchForm
from nasab.web.files.reasons import WORDS, reason_for
from nasab.web.files.words import ACTIONS, SECTIONS
from nasab.web.language import spoken

__all__ = ["children", "children_sought", "file", "history", "opened", "requests", "search", "sections"]

_AT_ONCE = 25


@allowed("child.read")
def children(request: ActingRequest) -> HttpResponse:
    """The children found (or sought) that are in reach, latest first, in outline."""
    if request.GET.get("side") == "sought":
        return _list(request, visible_children(request.actor, "sought"), _("Children sought"), "sought")
    return _list(request, visible_children(request.actor, "found"), _("Children found"), "child")


@allowed("child.read")
def requests(request: ActingRequest) -> HttpResponse:
    """The tracing requests in reach, latest first, in outline."""
    return _list(request, visible_requests(request.actor), _("Tracing requests"), "request")


def _list(request: ActingRequest, files: QuerySet[Any], title: str, kind: str) -> HttpResponse:
    state = request.GET.get("state")
    files = files.filter(closed_at__isnull=False) if state == "closed" else files.filter(closed_at=None)
    without_consent = kind != "request" and request.GET.get("consent") == "none"
    if without_consent:
        files = files.exclude(pk__in=agreed())
    kept = {"side": "sought" if kind == "sought" else "", "consent": "none" if without_consent else ""}
    query = urlencode({name: value for name, value in kept.items() if value})
    page = Paginator(files.order_by("-changed_at", "pk").select_related("agency"), _AT_ONCE).get_page(
        request.GET.get("page")
    )
    lines = outlines(list(page.object_list), request.actor)
    shown = {
        "page": page, "lines": lines, "title": title, "kind": kind, "state": state, "query": query,
        "without_consent": without_consent,
    }  # fmt: skip
    return render(request, "files/list.html", shown)


@allowed("child.read")
def file(request: ActingRequest, file_id: UUID) -> HttpResponse:
    """One file, as its reader may see it."""
    view = opened(request, file_id)
    shown: dict[str, Any] = {
        "view": view,
        "sections": sections(view),
        "consent": view.file.consents.filter(is_latest=True).first(),
    }
    sought = children_sought(request, view.file) if isinstance(view.file, TracingRequest) else []
    children = [line.file for line in sought if isinstance(line.file, Child)]
    shown["drawing"] = mark_safe(drawing(view, spoken(), children))
    if "photograph.read" in readable(request.actor, view.file.subject):
        shown["photographs"] = photographs_of(view.file.pk)
    if isinstance(view.file, TracingRequest):
        shown["children"] = sought
    elif view.file.group_id:
        others = visible_children(request.actor, "found").filter(group=view.file.group_id).exclude(pk=view.file.pk)
        shown["siblings"] = outlines(list(others), request.actor)
    return render(request, "files/file.html", shown)


@allowed("child.read")
def history(request: ActingRequest, file_id: UUID) -> HttpResponse:
    """Who did what with a file, from the audit record."""
    view = opened(request, file_id)
    entries = Entry.objects.filter(subject=str(file_id)).order_by("-sequence")
    if not may(request.actor, "canary.set", view.file.subject):  # nobody else can tell a canary from another file
        entries = entries.exclude(action__startswith="canary.")
    page = Paginator(entries, 50).get_page(request.GET.get("page"))
    people = people_of(page)
    rows = [
        (
            one.at[:16].replace("T", " "),
            people.get(one.actor, _("nasab itself")),
            ACTIONS.get(one.action, one.action),
            WORDS.get(json.loads(one.details).get("reason"), ""),
        )
        for one in page
    ]
    return render(request, "files/history.html", {"view": view, "page": page, "rows": rows})


@allowed("search.run")
def search(request: ActingRequest) -> HttpResponse:
    """Looking for a file; what is looked for travels in the body of the request, and is in no address or log."""
    form = SearchForm(request.POST if request.method == "POST" else None)
    lines, asked = [], False
    if form.is_bound and form.is_valid() and form.cleaned_data["text"].strip():
        asked = True
        kind: Any = form.cleaned_data["kind"] or "name"
        found = look_for(form.cleaned_data["text"], kind, by=request.actor)
        lines = outlines([one.file for one in found], request.actor)
    shown = {"form": form, "lines": lines, "asked": asked, "most": SHOWN if len(lines) == SHOWN else 0}
    return render(request, "files/search.html", shown)


def children_sought(request: ActingRequest, of: TracingRequest) -> list[Outline]:
    """The children a tracing request seeks, in outline."""
    return outlines(list(of.children.filter(taken_out_at=None)), request.actor)


def opened(request: ActingRequest, file_id: UUID) -> FileView:
    """The file for this reader, or the page that there is none."""
    try:
        return open_file(file_id, by=request.actor, reason=reason_for(request, file_id), ask=True)
    except (Child.DoesNotExist, TracingRequest.DoesNotExist):
        raise Http404 from None


def readable(by: Actor, subject: Subject) -> set[str]:
    """What besides its facts somebody may see of a file."""
    return {"photograph.read"} if subject.side == "found" and may(by, "photograph.read", subject) else set()


def people_of(entries: Iterable[Entry]) -> dict[str, str]:
    """The names of whoever acted, by key; the engine and the command line are nobody."""
    keys = {one.actor for one in entries if _is_key(one.actor)}
    return {str(user.pk): str(user) for user in User.objects.filter(pk__in=keys)}


def _is_key(actor: str) -> bool:
    """Whether it was a person: the engine and the command line act too."""
    try:
        UUID(actor)
    except ValueError:
        return False
    return True


def sections(view: FileView) -> list[tuple[Any, list[Any]]]:
    """The facts of a file under the headings people know."""
    facts = {one.fact: one for one in view.facts}
    under = [(title, [facts[name] for name in names if name in facts]) for title, names in SECTIONS]
    return [(title, shown) for title, shown in under if shown]
