"""A file as a page to print, a PDF, a table or JSON: without what never leaves, recorded, and with who took it on it.

Whoever exports is asked again who they are.  Cells that a spreadsheet would take for a formula are made harmless.
"""

from __future__ import annotations

import csv
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from nasab.exchange import harmless
from nasab.registry.audit.gate import allow
from nasab.registry.audit.services import record
from nasab.registry.cases.models import TracingRequest
from nasab.registry.cases.rows import COLUMNS, document, leaving, rows
from nasab.registry.cases.selectors import FileView
from nasab.web.access import ActingRequest, allowed
from nasab.web.confirming import confirmed
from nasab.web.files.views import children_sought, opened, sections

__all__ = ["FORMS", "export"]

FORMS: Final = ("print", "pdf", "csv", "json")


@allowed("file.export")
@confirmed
def export(request: ActingRequest, file_id: UUID, form: str) -> HttpResponse:
    """The file in one of the forms."""
    if form not in FORMS:
        raise Http404
    view = leaving(opened(request, file_id))
    allow(request.actor, "file.export", view.file.subject)
    try:
        answer = _made(request, view, form)
    except NoPango:  # nothing was taken, and nothing is recorded as taken
        messages.error(request, _("PDF needs Pango on the server (Debian: libpango-1.0-0, libpangoft2-1.0-0)."))
        return redirect("request" if view.kind == "request" else "child", view.file.pk)
    with transaction.atomic():
        record(actor=request.actor.id, action="file.export", subject=view.file.pk, form=form)
    return answer


def _made(request: ActingRequest, view: FileView, form: str) -> HttpResponse:
    if form == "json":
        answer: HttpResponse = JsonResponse(document(view), json_dumps_params={"ensure_ascii": False})
    elif form == "csv":
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        answer.write("\ufeff")  # so that Excel takes it for what it is
        writer = csv.writer(answer)
        writer.writerow(COLUMNS)
        writer.writerows([harmless(getattr(row, name)) for name in COLUMNS] for row in rows(view))
    else:
        seeks = children_sought(request, view.file) if isinstance(view.file, TracingRequest) else []
        shown = {"view": view, "sections": sections(view), "taken_at": timezone.now(), "children": seeks}
        page = render_to_string("files/print.html", shown, request=request)
        if form == "print":
            return HttpResponse(page)
        answer = HttpResponse(_pdf(page), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{view.file.number}.{form}"'
    return answer


class NoPango(Exception):
    """The library that lays out a PDF is not on this machine."""


def _pdf(page: str) -> bytes:
    """The page as a PDF: text only, no metadata but its title, nothing loaded from anywhere."""
    try:
        from weasyprint import CSS, HTML
    except OSError as error:  # Pango is not there
        raise NoPango from error
    sheet = """
    @page { size: A4; margin: 15mm; @bottom-center { content: string(mark) " · " counter(page); font-size: 8pt; } }
    html { font: 10pt/1.5 "Noto Sans", "Noto Sans Arabic", "Noto Naskh Arabic", sans-serif; }
    .watermark { string-set: mark content(); font-size: 8pt; color: #555; }
    dl { margin: 0 } dt { font-weight: bold; margin-block-start: 2mm } dd { margin: 0 }
    ul { padding: 0; list-style: none }
    h1 { font-size: 15pt } h2 { font-size: 12pt; margin-block-end: 0 } .said, .roman { color: #555; font-size: 8.5pt }
    .actions, form, nav { display: none }
    """

    def nothing(url: str, *_args: Any, **_options: Any) -> Any:
        raise ValueError(f"nothing is loaded: {url[:40]}")

    out: bytes = HTML(string=page, url_fetcher=nothing).write_pdf(stylesheets=[CSS(string=sheet)])
    return out
