"""Lists that come in: uploaded, looked at column by column, corrected, taken, and followed while they are taken."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nasab.errors import NasabError
from nasab.exchange import write_template
from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS
from nasab.registry.access import ACTIONS
from nasab.registry.intake import services
from nasab.registry.intake.models import Upload
from nasab.registry.intake.reading_apart import LARGEST
from nasab.registry.intake.tasks import take_upload
from nasab.registry.people.selectors import agencies_of
from nasab.web.access import ActingRequest, allowed
from nasab.web.intake.forms import UploadForm
from nasab.web.language import spoken

__all__ = ["copy", "list_of", "look", "take", "template"]

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@allowed("list.import")
def list_of(request: ActingRequest) -> HttpResponse:
    """The lists that came in to the reader's agencies, and the form for another."""
    agencies = agencies_of(request.actor, "list.import")
    form = UploadForm(request.POST or None, request.FILES or None, agencies=agencies)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            content = told["file"].read(LARGEST + 1)
            upload = services.receive(
                by=request.actor, agency=told["agency"].pk, side=told["side"], name=told["file"].name, content=content,
                key=told["key"],
            )  # fmt: skip
        except NasabError as error:
            form.add_error("file", error.problem.sentence(spoken()))
        else:
            return redirect("list", upload.pk)
    uploads = Upload.objects.filter(agency__in=agencies).select_related("by", "agency").order_by("-uploaded_at")[:50]
    return render(request, "intake/lists.html", {"form": form, "uploads": uploads})


@allowed("list.import")
def look(request: ActingRequest, upload_id: UUID) -> HttpResponse:
    """What was understood of a list, and what became of it."""
    upload = _upload(request, upload_id)
    if upload.state != "read":
        return render(request, "intake/taken.html", {"upload": upload})
    columns = FOUND_COLUMNS if upload.side == "found" else SOUGHT_COLUMNS
    if request.method == "POST":
        chosen: dict[int, str | None] = {
            int(name[2:]): str(column) or None
            for name, column in request.POST.items()
            if name.startswith("c-") and name[2:].isdigit() and (not column or column in columns)
        }
        try:
            upload = services.choose(upload, chosen, by=request.actor)
        except NasabError as error:
            messages.error(request, error.problem.sentence(spoken()))
        return redirect("list", upload.pk)
    seen = services.preview(upload)
    problems = [problem.sentence(spoken()) for problem in seen.problems[:30]]
    shown = {"upload": upload, "preview": seen, "columns": columns, "problems": problems}
    return render(request, "intake/look.html", shown)


@allowed("list.import")
def take(request: ActingRequest, upload_id: UUID) -> HttpResponse:
    """Has a list taken in the background."""
    upload = _upload(request, upload_id)
    if request.method == "POST" and upload.state == "read":
        services.begin(upload, by=request.actor)
        take_upload.enqueue(str(upload.pk), str(request.actor.id))
        messages.success(request, _("The list is being taken."))
    return redirect("list", upload.pk)


@allowed("list.import")
def copy(request: ActingRequest, upload_id: UUID) -> HttpResponse:
    """The office's own list with its problems marked."""
    upload = _upload(request, upload_id)
    if upload.state != "read":
        raise Http404
    content = services.annotated(upload, by=request.actor, language=spoken())
    return _attached(content, "problems.xlsx")


@allowed("list.import")
def template(request: ActingRequest, side: str) -> HttpResponse:
    """An empty list with headers, drop-downs and notes."""
    if side not in ("found", "sought"):
        raise Http404
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{side}.xlsx"
        write_template(path, side, spoken())  # type: ignore[arg-type]
        return _attached(path.read_bytes(), path.name)


def _attached(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _upload(request: ActingRequest, upload_id: UUID) -> Upload:
    """A list of one of the reader's agencies; another's is not there."""
    upload = Upload.objects.filter(pk=upload_id, agency__in=agencies_of(request.actor, "list.import")).first()
    side = "child.create" if upload is not None and upload.side == "found" else "request.create"
    if upload is None or not request.actor.roles & ACTIONS[side][1]:
        raise Http404
    return upload
