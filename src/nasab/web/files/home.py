"""The first page: counts that are links."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nasab.registry.access import ACTIONS
from nasab.registry.cases.canaries import alarms
from nasab.registry.cases.consent import agreed
from nasab.registry.cases.selectors import visible_children, visible_requests
from nasab.registry.review.selectors import disagreements, worklist
from nasab.web.access import ActingRequest, allowed

__all__ = ["home"]


@allowed("own.reads")
def home(request: ActingRequest) -> HttpResponse:
    """Counts of what is in reach; a count of files is no look at one."""
    counts: list[dict[str, Any]] = []
    if request.actor.roles & ACTIONS["child.read"][1]:
        found = visible_children(request.actor, "found").filter(closed_at=None)
        sought = visible_children(request.actor, "sought").filter(closed_at=None)
        counts = [
            {"number": found.count(), "words": _("children found"), "url": reverse("children")},
            {
                "number": visible_requests(request.actor).filter(closed_at=None).count(),
                "words": _("tracing requests"),
                "url": reverse("requests"),
            },
            {
                "number": found.exclude(pk__in=agreed()).count(),
                "words": _("children found without consent to be matched"),
                "url": f"{reverse('children')}?consent=none",
            },
            {
                "number": sought.exclude(pk__in=agreed()).count(),
                "words": _("children sought without consent to be matched"),
                "url": f"{reverse('children')}?side=sought&consent=none",
            },
        ]
    if request.actor.roles & ACTIONS["pair.judge"][1]:
        waiting = worklist(request.actor).count()
        counts.insert(0, {"number": waiting, "words": _("pairs wait for your judgement"), "url": reverse("worklist")})
    if request.actor.roles & ACTIONS["pair.settle"][1]:
        disputed = disagreements(request.actor).count()
        counts.insert(1, {"number": disputed, "words": _("pairs are seen differently"), "url": reverse("disputes")})
    if request.actor.roles & ACTIONS["alarms.read"][1]:
        new = alarms(by=request.actor).new
        counts.insert(0, {"number": new, "words": _("alarms: somebody came to a canary"), "url": reverse("alarms")})
    return render(request, "files/home.html", {"counts": counts})
