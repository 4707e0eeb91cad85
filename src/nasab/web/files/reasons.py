"""Why somebody opens a file that is not their own: asked once a session, before anything of it is shown."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from nasab.registry.audit.gate import allow
from nasab.registry.cases.models import TracingRequest
from nasab.registry.cases.selectors import REASONS, Reason, file_of
from nasab.web.access import ActingRequest, allowed

__all__ = ["WORDS", "reason_for", "why_open"]

_KEPT: Final = "reasons"

WORDS: Final[dict[Reason, Any]] = {
    "care": _("I work on this case"),
    "candidate": _("I look at whether it is the child of another file"),
    "supervision": _("I look after the work of others"),
    "asked": _("Somebody who works on it asked me to"),
    "search": _("I look for another file, and this may be it"),
}


class ReasonForm(forms.Form):
    """One of the reasons; none is chosen beforehand."""

    reason = forms.ChoiceField(
        label=_("Why do you open it?"), choices=[(one, WORDS[one]) for one in REASONS], widget=forms.RadioSelect
    )


def reason_for(request: ActingRequest, file_id: UUID) -> Reason | None:
    """What was said of a file in this session."""
    said = request.session.get(_KEPT, {}).get(str(file_id))
    return said if said in REASONS else None


@allowed("child.read")
def why_open(request: ActingRequest, file_id: UUID) -> HttpResponse:
    """Asks for the reason, and goes on to where somebody wanted to go."""
    try:
        file = file_of(file_id)
    except TracingRequest.DoesNotExist:
        raise Http404 from None
    allow(request.actor, "child.read", file.subject)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.session[_KEPT] = {**request.session.get(_KEPT, {}), str(file_id): form.cleaned_data["reason"]}
        wanted = request.GET.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
        kind = "request" if isinstance(file, TracingRequest) else "child"
        return redirect(wanted if is_ours and wanted != "/" else reverse(kind, args=[file_id]))
    return render(request, "files/why.html", {"form": form, "number": file.number})
