"""Looking for a file: by its number, by the number of an office's own list, by a name in any script, by a telephone.

What is looked for by is turned into keyed tokens; what the database finds by them, in reach of whoever asks, is opened
and compared as names.  A search is a row of the audit record: that there was one, of which kind, and how many it found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q

from nasab import names
from nasab.registry.access.fields import Sight, group_of, sight
from nasab.registry.access.policy import Actor
from nasab.registry.audit.gate import allow
from nasab.registry.audit.services import record
from nasab.registry.cases.canaries import notice
from nasab.registry.cases.deriving import facts_of
from nasab.registry.cases.models import Child, Token, TracingRequest
from nasab.registry.cases.numbers import normal_number
from nasab.registry.cases.selectors import visible_children, visible_requests
from nasab.registry.cases.services import kind_of
from nasab.registry.cases.tokens import digits
from nasab.registry.cases.told import statements_of
from nasab.registry.sealing import blind_tokens, names_sought

__all__ = ["SHOWN", "Found", "search"]

Kind = Literal["number", "name", "telephone"]

#: So many files are opened and compared at most; those that share most tokens first.
OPENED: Final = 80
SHOWN: Final = 25
_NAMES: Final = ("name", "other_names", "inquirer")


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was found, and how strongly its name speaks for the one looked for (bits; 0 if by number)."""

    file: Child | TracingRequest
    bits: float = 0.0


def search(text: str, kind: Kind, *, by: Actor) -> list[Found]:
    """The files that are looked for, best first, at most 25."""
    allow(by, "search.run")
    text = text.strip()[:200]
    found = {"number": _by_number, "name": _by_name, "telephone": _by_telephone}[kind](text, by) if text else []
    with transaction.atomic():
        record(actor=by.id, action="search.run", kind=kind, found=len(found), files=[one.file.number for one in found])
        notice([one.file for one in found], by=by, action="canary.found")
    return found


def _by_number(text: str, by: Actor) -> list[Found]:
    wanted = Q(number=normal_number(text)) | Q(reference_token__in=blind_tokens("reference", text))
    of_group = Q(group__number=normal_number(text)) | Q(group__reference_token__in=blind_tokens("group", text))
    files: list[Child | TracingRequest] = list(visible_children(by).filter(wanted | of_group).order_by("side")[:SHOWN])
    files += visible_requests(by).filter(wanted)[:SHOWN]
    return [Found(file) for file in files[:SHOWN]]


def _by_telephone(text: str, by: Actor) -> list[Found]:
    if len(digits(text)) < 5 or not _sees(by, "request", "telephone"):
        return []
    tokens = blind_tokens("telephone", digits(text))
    files = visible_requests(by).filter(tokens__purpose="telephone", tokens__token__in=tokens).distinct()
    return [Found(file) for file in files[:SHOWN]]


def _by_name(text: str, by: Actor) -> list[Found]:
    tokens = names_sought("name", text)
    if not tokens:
        return []
    shared = Token.objects.filter(purpose="name", token__in=tokens)
    files: dict[UUID, Child | TracingRequest] = {}
    for column, within in (("child", visible_children(by)), ("request", visible_requests(by))):
        ranked = (
            shared.filter(**{f"{column}__in": within})
            .values_list(column)
            .annotate(shared=Count("pk"))
            .order_by("-shared", column)[:OPENED]
        )
        files |= {file.id: file for file in within.filter(pk__in=[key for key, _ in ranked])}
    told = statements_of(
        children=[key for key, file in files.items() if isinstance(file, Child)],
        requests=[key for key, file in files.items() if isinstance(file, TracingRequest)],
        facts=_NAMES,
    )
    pairs = [
        (file, value)
        for key, file in files.items()
        for fact, one in facts_of(told[key]).items()
        if _sees(by, kind_of(file), fact)
        for value in one.values
    ]
    bits = names.weigh([text] * len(pairs), [value for _, value in pairs])
    best_of: dict[UUID, float] = {}
    for (file, _), weight in zip(pairs, bits, strict=True):
        best_of[file.id] = max(float(weight), best_of.get(file.id, 0.0))
    ordered = sorted(best_of.items(), key=lambda one: (-one[1], files[one[0]].number))
    return [Found(files[key], weight) for key, weight in ordered if weight > 0][:SHOWN]


def _sees(by: Actor, kind: str, fact: str) -> bool:
    """Whether somebody may find by a fact: only by what they may read in full."""
    return sight(by.roles, group_of(kind, fact)) >= Sight.READ  # type: ignore[arg-type]
