"""Writing in files: new ones, statements, corrections, consent; each a page with a form, and a service behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from nasab.errors import NasabError
from nasab.registry.cases import services
from nasab.registry.cases.models import Child, Statement, TracingRequest
from nasab.registry.cases.selectors import FileView
from nasab.registry.cases.services import Conflict, Told
from nasab.registry.cases.together import say_together
from nasab.registry.people.selectors import agencies_of
from nasab.web.access import ActingRequest, allowed
from nasab.web.files.forms import ConsentForm, NewFileForm, StatementForm
from nasab.web.files.views import opened
from nasab.web.language import spoken

__all__ = [
    "close", "consent", "correct", "form_page", "new_child", "new_request", "new_sought", "restrict", "state",
    "take_back", "written",
]  # fmt: skip

FIRST_OF_FOUND: Final = (
    "name", "other_names", "sex", "age", "as_of", "languages", "father", "father_alias", "mother", "siblings", "origin",
    "found_place", "found_date", "place_now", "marks", "notes",
)  # fmt: skip
FIRST_OF_REQUEST: Final = ("inquirer", "relation", "telephone", "address", "story")
FIRST_OF_SOUGHT: Final = (
    "name", "other_names", "sex", "birth_date", "age", "as_of", "father", "father_alias", "mother", "mother_alias",
    "siblings", "origin", "last_seen_place", "last_seen_date", "languages", "marks",
)  # fmt: skip


@allowed("child.create")
def new_child(request: ActingRequest) -> HttpResponse:
    """A child found."""
    agencies = agencies_of(request.actor, "child.create")
    form = NewFileForm(request.POST or None, agencies=agencies, facts=FIRST_OF_FOUND)
    if request.method == "POST" and form.is_valid():
        child = services.open_child(
            by=request.actor, agency=form.cleaned_data["agency"].id, side="found",
            reference=form.cleaned_data["reference"], told=form.told(),
        )  # fmt: skip
        if sibling := request.POST.get("with", "").strip():
            _together(request, child, sibling, Told(fact="together", **form.witness()))
        return _saved(request, child)
    return render(request, "files/new.html", {"form": form, "title": _("A child found")})


@allowed("request.create")
def new_request(request: ActingRequest) -> HttpResponse:
    """A family that seeks."""
    form = NewFileForm(
        request.POST or None, agencies=agencies_of(request.actor, "request.create"), facts=FIRST_OF_REQUEST
    )
    if request.method == "POST" and form.is_valid():
        opened_now = services.open_request(
            by=request.actor, agency=form.cleaned_data["agency"].id, reference=form.cleaned_data["reference"],
            told=form.told(),
        )  # fmt: skip
        return _saved(request, opened_now)
    return render(request, "files/new.html", {"form": form, "title": _("A tracing request")})


@allowed("request.create")
def new_sought(request: ActingRequest, file_id: UUID) -> HttpResponse:
    """A child that a family seeks."""
    view = opened(request, file_id)
    of = view.file
    if not isinstance(of, TracingRequest):
        raise Http404
    agencies = agencies_of(request.actor, "request.create").filter(pk=of.agency_id)
    form = NewFileForm(request.POST or None, agencies=agencies, facts=FIRST_OF_SOUGHT)
    if request.method == "POST" and form.is_valid():
        child = services.open_child(
            by=request.actor, agency=of.agency_id, side="sought", request=of, reference=form.cleaned_data["reference"],
            told=form.told(), is_training=of.is_training,
        )  # fmt: skip
        return _saved(request, child)
    return render(request, "files/new.html", {"form": form, "title": _("A child sought"), "of": view})


@allowed("child.read")
def state(request: ActingRequest, file_id: UUID) -> HttpResponse:
    """A statement more."""
    view = opened(request, file_id)
    first = {"version": view.file.version, "fact": request.GET.get("fact", "")}
    form = StatementForm(request.POST or None, kind=view.kind, initial=first)
    if request.method == "POST" and form.is_valid():
        version, told = int(form.cleaned_data["version"]), form.told()
        return written(request, view, form, lambda: services.state(view.file, told, by=request.actor, version=version))
    return form_page(request, view, form, _("A statement more"))


@allowed("child.read")
def correct(request: ActingRequest, statement_id: UUID) -> HttpResponse:
    """A statement in place of another."""
    statement, view = _statement(request, statement_id)
    first = {name: getattr(statement, name) for name in ("value", "said_by", "said_to", "said_on", "certainty")}
    first |= {"answer": statement.answer, "version": view.file.version, "written_where": statement.written_where}
    form = StatementForm(request.POST or None, kind=view.kind, fact=statement.fact, initial=first)
    if request.method == "POST" and form.is_valid():
        version, told = int(form.cleaned_data["version"]), form.told()
        return written(
            request, view, form, lambda: services.correct(statement, told, by=request.actor, version=version)
        )
    return form_page(request, view, form, _("A correction"), statement)


@allowed("child.read")
def take_back(request: ActingRequest, statement_id: UUID) -> HttpResponse:
    """Whoever said it says so no longer."""
    statement, view = _statement(request, statement_id)
    if request.method == "POST":
        try:
            services.take_back(statement, by=request.actor, said_by=request.POST.get("said_by", "")[:200])
        except Conflict as conflict:  # it was corrected or taken back meanwhile
            messages.error(request, conflict.problem.sentence(spoken()))
            return _to(view.file)
        return _saved(request, view.file)
    return render(request, "files/take_back.html", {"view": view, "statement": statement})


@allowed("consent.record")
def consent(request: ActingRequest, file_id: UUID) -> HttpResponse:
    """What was agreed to or refused."""
    view = opened(request, file_id)
    form = ConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.record_consent(view.file, by=request.actor, **form.cleaned_data)
        return _saved(request, view.file)
    return form_page(request, view, form, _("Consent"))


@allowed("file.restrict")
def restrict(request: ActingRequest, file_id: UUID) -> HttpResponse:
    """Closes a file to all but the protection lead, or opens it again."""
    view = opened(request, file_id)
    if request.method == "POST":
        services.restrict(view.file, by=request.actor, is_restricted=not view.file.is_restricted)
    return _to(view.file)


@allowed("file.close")
def close(request: ActingRequest, file_id: UUID) -> HttpResponse:
    """Closes a file, or opens it again."""
    view = opened(request, file_id)
    if request.method == "POST":
        services.close(view.file, by=request.actor, is_closed=view.file.closed_at is None)
    return _to(view.file)


def written(
    request: ActingRequest, view: FileView, form: Any, write: Callable[[], Any], *, title: str = ""
) -> HttpResponse:
    """Writes; what somebody else wrote meanwhile is shown, and nothing that was typed is lost."""
    try:
        write()
    except Conflict as conflict:
        fresh, seen = opened(request, view.file.pk), int(form.cleaned_data["version"])
        form.data = {**form.data.dict(), "version": str(fresh.file.version)}
        form.add_error(None, conflict.problem.sentence(spoken()))
        title = _("Somebody else wrote in this file")
        return form_page(request, fresh, form, title, status=409, meanwhile=_since(fresh, seen))
    except NasabError as error:
        form.add_error(None, error.problem.sentence(spoken()))
        return form_page(request, view, form, title or _("A statement more"))
    return _saved(request, view.file)


def form_page(
    request: ActingRequest,
    view: FileView,
    form: Any,
    title: str,
    statement: Statement | None = None,
    status: int = 200,
    meanwhile: Sequence[Statement] = (),
) -> HttpResponse:
    """A form that writes in a file, with what is corrected and what others wrote meanwhile."""
    shown = {"view": view, "form": form, "title": title, "statement": statement, "meanwhile": meanwhile}
    return render(request, "files/form.html", shown, status=status)


def _since(view: FileView, version: int) -> list[Statement]:
    """What was written in a file since a version of it, of the facts that the reader may see."""
    told = [one.stated for one in view.facts if one.stated is not None]
    later = [said for one in told for said in one.standing if said.version > version]
    return sorted(later, key=lambda said: said.version)


def _saved(request: ActingRequest, file: Child | TracingRequest) -> HttpResponse:
    messages.success(request, _("Saved."))
    return _to(file)


def _to(file: Child | TracingRequest) -> HttpResponse:
    return redirect("request" if isinstance(file, TracingRequest) else "child", file.pk)


def _statement(request: ActingRequest, statement_id: UUID) -> tuple[Statement, FileView]:
    """A statement, and its file as the reader may see it; one whose fact they may not read is not there."""
    statement = get_object_or_404(Statement.objects.select_related("child", "request"), pk=statement_id)
    view = opened(request, statement.file)
    if view.fact(statement.fact).stated is None:
        raise Http404
    return statement, view


def _together(request: ActingRequest, child: Child, sibling: str, told: Told) -> None:
    """Puts a new child with a brother or sister; a number that is not there leaves the file as it is, and says so."""
    try:
        say_together(child, sibling, by=request.actor, told=told)
    except NasabError as error:
        messages.warning(request, error.problem.sentence(spoken()))
