"""The figures of the last quarter that is over."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from nasab.registry.figures.counting import figures_of, last_quarter
from nasab.web.access import ActingRequest, allowed

__all__ = ["figures"]


@allowed("figures.read")
def figures(request: ActingRequest) -> HttpResponse:
    """Two tables that single out nobody."""
    quarter = last_quarter(timezone.now().date())
    return render(
        request, "figures/figures.html", {"quarter": quarter, "tables": figures_of(quarter, by=request.actor)}
    )
