"""People and their roles, who may see what and why, the audit record, one's own reads."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.tokens import default_token_generator
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nasab.errors import NasabError
from nasab.registry.access import ACTIONS, may
from nasab.registry.audit import quota
from nasab.registry.audit.gate import allow
from nasab.registry.audit.models import Entry
from nasab.registry.audit.services import record
from nasab.registry.audit.verifying import verify
from nasab.registry.cases.models import Child, TracingRequest
from nasab.registry.cases.numbers import normal_number
from nasab.registry.people import services
from nasab.registry.people.models import Grant, User
from nasab.registry.people.selectors import actor_of
from nasab.web.access import SIGNED_IN, ActingRequest, allowed, open_to_all
from nasab.web.accounts.forms import AssignForm, GrantForm, PersonForm, SettingsForm, WhyForm
from nasab.web.accounts.words import BECAUSE
from nasab.web.confirming import confirmed
from nasab.web.language import spoken

__all__ = [
    "add_agency", "assign", "audit", "disable", "end_grant", "grant", "lift", "own_reads", "people", "person",
    "settings",
    "welcome", "why",
]  # fmt: skip

_AT_ONCE = 50


@allowed("people.read")
def people(request: ActingRequest) -> HttpResponse:
    """Accounts with their roles; an administrator adds one here."""
    may_add = "administrator" in request.actor.roles
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        allow(request.actor, "people.grant")
        try:
            user = services.add_person(**form.cleaned_data, by=request.actor.id, recorder=record)
        except NasabError as error:
            form.add_error("username", error.problem.sentence(spoken()))
        else:
            return redirect("person", user.pk)
    everyone = User.objects.order_by("username").prefetch_related("grants__agency")
    page = Paginator(everyone, _AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "accounts/people.html", {"page": page, "form": form if may_add else None})


@allowed("people.read")
def person(request: ActingRequest, user_id: UUID) -> HttpResponse:
    """One account: its roles, and for an administrator what may be done with it."""
    user = get_object_or_404(User, pk=user_id)
    link = ""
    if "administrator" in request.actor.roles and not user.has_usable_password():
        path = reverse("welcome", args=[user.pk, default_token_generator.make_token(user)])
        link = request.build_absolute_uri(path)
    shown = {"person": user, "grants": user.grants.select_related("agency"), "form": GrantForm(), "link": link}
    return render(request, "accounts/person.html", shown)


@allowed("people.grant")
@confirmed
def grant(request: ActingRequest, user_id: UUID) -> HttpResponse:
    """A role more."""
    allow(request.actor, "people.grant")
    user, form = get_object_or_404(User, pk=user_id), GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["expires_at"]
        expires = datetime(until.year, until.month, until.day, tzinfo=UTC) if until else None
        services.grant(
            user, form.cleaned_data["role"], form.cleaned_data["agency"], by=request.actor.id, recorder=record,
            expires_at=expires,
        )  # fmt: skip
    return redirect("person", user_id)


@allowed("people.grant")
@confirmed
def end_grant(request: ActingRequest, grant_id: int) -> HttpResponse:
    """A role less."""
    given = get_object_or_404(Grant, pk=grant_id)
    if request.method == "POST":
        allow(request.actor, "people.grant")
        services.end_grant(given, by=request.actor.id, recorder=record)
    return redirect("person", given.user_id)


@allowed("people.grant")
@confirmed
def disable(request: ActingRequest, user_id: UUID) -> HttpResponse:
    """Closes an account, or opens it again."""
    user = get_object_or_404(User, pk=user_id)
    if request.method == "POST" and user.pk != request.actor.id:
        allow(request.actor, "people.grant")
        services.disable(user, by=request.actor.id, recorder=record, is_active=not user.is_active)
    return redirect("person", user_id)


@allowed("people.grant")
@confirmed
def forget_password(request: ActingRequest, user_id: UUID) -> HttpResponse:
    """A new link for somebody who has forgotten their password."""
    user = get_object_or_404(User, pk=user_id)
    if request.method == "POST" and user.pk != request.actor.id:
        allow(request.actor, "people.grant")
        services.forget_password(user, by=request.actor.id, recorder=record)
    return redirect("person", user_id)


@allowed("people.grant")
def add_agency(request: ActingRequest) -> HttpResponse:
    """An agency more."""
    name = request.POST.get("name", "").strip()[:200]
    if request.method == "POST" and name:
        allow(request.actor, "people.grant")
        services.add_agency(name, by=request.actor.id, recorder=record)
    return redirect("people")


@allowed("quota.lift")
def lift(request: ActingRequest, user_id: UUID) -> HttpResponse:
    """Opens the registry again to somebody who read too much."""
    user = get_object_or_404(User, pk=user_id)
    if request.method == "POST":
        quota.lift(user, by=request.actor)
        messages.success(request, _("Lifted."))
    return redirect("person", user_id)


@allowed("file.assign")
def assign(request: ActingRequest) -> HttpResponse:
    """Gives a file into somebody's care."""
    form = AssignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        file = _file(form.cleaned_data["number"])
        if file is None:
            form.add_error("number", _("There is no such file."))
        else:
            allow(request.actor, "file.assign", file.subject)
            services.assign(form.cleaned_data["user"], file.pk, by=request.actor.id, recorder=record)
            messages.success(request, _("Given into their care."))
            return redirect("assign")
    return render(request, "accounts/assign.html", {"form": form})


@allowed("access.explain")
def why(request: ActingRequest) -> HttpResponse:
    """Why somebody may or may not do something with a file: the rule that decides."""
    form = WhyForm(request.POST or None)
    shown: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        action, whose = form.cleaned_data["action"], actor_of(form.cleaned_data["user"])
        on, roles = ACTIONS[action]
        file = _file(form.cleaned_data["number"]) if form.cleaned_data["number"] else None
        if on in ("found", "sought", "file") and file is None:
            form.add_error("number", _("There is no such file."))
        elif on in ("pair", "agency"):
            shown |= {"is_general": True, "allowed": bool(whose.roles & roles), "needed": sorted(roles)}
        else:
            verdict = may(whose, action, *([file.subject] if file is not None and on != "nothing" else []))
            shown |= {"verdict": verdict, "because": BECAUSE[verdict.because], "needed": sorted(roles)}
    return render(request, "accounts/why.html", shown)


@allowed("audit.read")
def audit(request: ActingRequest) -> HttpResponse:
    """The audit record, latest first; `check`: whether it is whole."""
    entries = Entry.objects.order_by("-sequence")
    for name in ("actor", "action", "subject"):
        if request.GET.get(name):
            entries = entries.filter(**{name: request.GET[name][:40]})
    checked = verify() if request.GET.get("check") else None
    page = Paginator(entries, _AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "accounts/audit.html", {"page": page, "checked": checked})


@allowed("own.reads")
def own_reads(request: ActingRequest) -> HttpResponse:
    """What one has looked at oneself."""
    mine = Entry.objects.filter(actor=str(request.actor.id), action__in=quota.READS).order_by("-sequence")
    page = Paginator(mine, _AT_ONCE).get_page(request.GET.get("page"))
    shown = {"page": page, "today": quota.files_today(request.actor), "warns": quota.WARNS, "locks": quota.LOCKS}
    return render(request, "accounts/own_reads.html", shown)


@allowed(SIGNED_IN)
def settings(request: ActingRequest) -> HttpResponse:
    """What one chooses for oneself."""
    form = SettingsForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("settings")
    return render(request, "accounts/settings.html", {"form": form})


@open_to_all
def welcome(request: HttpRequest, user_id: UUID, token: str) -> HttpResponse:
    """A link that works once, within a day: its bearer chooses a password, which nobody else knows."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or not default_token_generator.check_token(user, token):
        raise Http404
    form = SetPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your password is set. Sign in with it."))
        return redirect("account_login")
    return render(request, "accounts/welcome.html", {"form": form, "person": user})


def _file(number: str) -> Child | TracingRequest | None:
    plain = normal_number(number)
    return Child.objects.filter(number=plain).first() or TracingRequest.objects.filter(number=plain).first()
