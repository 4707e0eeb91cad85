"""Candidates: the worklist, a pair side by side, judging it, taking a judgement back, settling a disagreement."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from nasab import texts
from nasab.errors import NasabError
from nasab.registry.candidates.models import Candidate
from nasab.registry.cases.outlines import outlines
from nasab.registry.review import services
from nasab.registry.review.models import Judgement
from nasab.registry.review.selectors import PairView, competing, disagreements, judged_by, open_pair, worklist
from nasab.report import words
from nasab.web.access import ActingRequest, allowed
from nasab.web.language import spoken
from nasab.web.review.forms import JudgementForm, UndoForm

__all__ = ["disputes", "judge", "list_of", "pair", "settle", "undo"]

#: From this probability a pair is strong, and its form asks what would convince otherwise.
STRONG: Final = 0.9
#: The bands of the worklist, each from its probability on.
BANDS: Final = {"strong": (0.9, 1.1), "middle": (0.33, 0.9), "weak": (0.05, 0.33)}
_AT_ONCE: Final = 25


@allowed("candidates.read")
def list_of(request: ActingRequest) -> HttpResponse:
    """The pairs that wait for the reader's judgement, by strength."""
    band, mine = request.GET.get("band", ""), request.GET.get("of") == "mine"
    waiting = judged_by(request.actor) if mine else worklist(request.actor)
    counts = {
        name: waiting.filter(probability__gte=low, probability__lt=high).count() for name, (low, high) in BANDS.items()
    }
    if band in BANDS:
        low, high = BANDS[band]
        waiting = waiting.filter(probability__gte=low, probability__lt=high)
    order = "found__opened_at" if request.GET.get("by") == "age" else "-probability"
    page = Paginator(
        waiting.select_related("found", "sought", "found__asking").order_by(order, "pk"), _AT_ONCE
    ).get_page(request.GET.get("page"))
    shown = {"page": page, "rows": _rows(page, request), "counts": counts, "band": band, "mine": mine}
    return render(request, "review/list.html", shown)


@allowed("candidates.read")
def pair(request: ActingRequest, pair_id: UUID) -> HttpResponse:
    """A pair side by side, with the form if it is the reader's to judge."""
    return _shown(request, _opened(request, pair_id))


@allowed("pair.judge")
def judge(request: ActingRequest, pair_id: UUID) -> HttpResponse:
    """What one of the two thinks."""
    view = _opened(request, pair_id)
    form = JudgementForm(request.POST or None, is_strong=view.pair.probability >= STRONG)
    if request.method != "POST":
        return redirect("pair", pair_id)
    if not form.is_valid():
        return _shown(request, view, form)
    try:
        services.judge(view.pair, by=request.actor, **form.cleaned_data)
    except NasabError as error:
        form.add_error(None, error.problem.sentence(spoken()))
        return _shown(request, view, form)
    messages.success(request, _("Saved. It takes effect when somebody else has judged too."))
    return redirect("worklist")


@allowed("pair.settle")
def settle(request: ActingRequest, pair_id: UUID) -> HttpResponse:
    """What the protection lead makes of a disagreement."""
    view = _opened(request, pair_id)
    form = JudgementForm(request.POST or None, is_strong=False)
    if request.method != "POST":
        return redirect("pair", pair_id)
    if not form.is_valid():
        return _shown(request, view, form)
    try:
        services.settle(view.pair, by=request.actor, **form.cleaned_data)
    except NasabError as error:
        form.add_error(None, error.problem.sentence(spoken()))
        return _shown(request, view, form)
    messages.success(request, _("Saved."))
    return redirect("disputes")


@allowed("pair.judge")
def undo(request: ActingRequest, judgement_id: UUID) -> HttpResponse:
    """Somebody takes their own judgement back."""
    judgement = get_object_or_404(Judgement.objects.select_related("pair"), pk=judgement_id, by=request.actor.id)
    view = _opened(request, judgement.pair_id)
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.undo(judgement, by=request.actor, because=form.cleaned_data["because"])
        except NasabError as error:
            form.add_error(None, error.problem.sentence(spoken()))
        else:
            messages.success(request, _("Taken back. It stays to be read in the history."))
            return redirect("pair", judgement.pair_id)
    return render(request, "review/undo.html", {"view": view, "form": form})


@allowed("pair.settle")
def disputes(request: ActingRequest) -> HttpResponse:
    """What two people see differently, and children taken for the child of two families."""
    page = Paginator(disagreements(request.actor).select_related("found", "sought").order_by("pk"), _AT_ONCE).get_page(
        request.GET.get("page")
    )
    twice = outlines(list(competing(request.actor)[:_AT_ONCE]), request.actor)
    return render(request, "review/disputes.html", {"page": page, "rows": _rows(page, request), "twice": twice})


def _opened(request: ActingRequest, pair_id: UUID) -> PairView:
    try:
        return open_pair(pair_id, by=request.actor)
    except Candidate.DoesNotExist:
        raise Http404 from None


def _shown(request: ActingRequest, view: PairView, form: JudgementForm | None = None) -> HttpResponse:
    """The page of a pair, in the reader's language."""
    language = spoken()
    if form is None and (view.may_judge or view.may_settle):
        form = JudgementForm(is_strong=view.may_judge and view.pair.probability >= STRONG)
    lines = [
        {
            "title": texts.say(f"reasons.title.{line.evidence.kind}", language),
            "mark": _mark(line.evidence.bits),
            "strength": texts.say(f"report.strength.{words.strength(line.evidence.bits)}", language),
            "points": words.points(line.evidence.bits, language),
            "words": "" if line.is_withheld else " ".join(phrase.say(language) for phrase in line.evidence.phrases),
            "found": "" if line.is_withheld else line.evidence.found,
            "sought": "" if line.is_withheld else line.evidence.sought,
            "is_withheld": line.is_withheld,
            "is_new": line.is_new,
        }
        for line in view.lines
    ]
    ask = [texts.say(f"questions.{fact}", language) for fact in (view.asking.facts if view.asking else ())]
    shown = {
        "view": view, "form": form, "lines": lines, "against": [line for line in lines if line["mark"] == "differs"],
        "ask": ask, "likely": words.in_words(view.pair.probability, language),
        "number": words.probability(view.pair.probability, language),
        "rivals": [(one, words.in_words(one.probability, language)) for one in view.rivals],
        "facts": _facts(view),
    }  # fmt: skip
    return render(request, "review/pair.html", shown)


def _facts(view: PairView) -> list[tuple[str, Any, Any]]:
    """Both files fact by fact: the family's words, then the child's."""
    sought = {one.fact: one for one in (*view.request.facts, *view.sought.facts)}
    found = {one.fact: one for one in view.found.facts}
    return [
        (fact, sought.get(fact), found.get(fact))
        for fact in dict.fromkeys((*sought, *found))
        if (fact in sought and sought[fact].is_known) or (fact in found and found[fact].is_known)
    ]


def _rows(page: Any, request: ActingRequest) -> list[dict[str, Any]]:
    """The lines of a list of pairs: outlines of both, how likely in words, what to ask first."""
    language = spoken()
    files = {
        line.file.pk: line for line in outlines([f for one in page for f in (one.found, one.sought)], request.actor)
    }
    rows = []
    for one in page:
        asking = getattr(one.found, "asking", None)
        first = asking.facts[0] if asking and asking.facts else ""
        rows.append(
            {
                "pair": one,
                "found": files[one.found_id],
                "sought": files[one.sought_id],
                "likely": words.in_words(one.probability, language),
                "ask": texts.say(f"questions.{first}", language) if first else "",
            }
        )
    return rows


def _mark(bits: float) -> str:
    """Which of the four marks: agrees, partly, differs, unknown."""
    key = words.strength(bits)
    if key == "nothing":
        return "unknown"
    return "differs" if bits < 0 else "partly" if key.startswith("slightly") else "agrees"
