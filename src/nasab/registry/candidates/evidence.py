"""The evidence of a pair as it is kept: reasons without their language, with what both files said at that time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from nasab.matching.judgements import Seen
from nasab.matching.results import Candidate as Result
from nasab.matching.results import Phrase

__all__ = ["FACTS_OF", "Evidence", "kept", "read", "seen_in"]

#: From which facts of the child's file a kind of evidence comes; who may not see them all does not see its words.
FACTS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "father_name": ("father",), "mother_name": ("mother",), "family_name": ("name", "father"),
    "kunya": ("father_alias", "mother_alias"), "kunya_child": ("father_alias", "mother_alias", "name"),
    "alias": ("father_alias", "mother_alias"), "siblings": ("siblings",), "relatives": ("relatives",),
    "origin": ("origin", "languages"), "last_seen": ("found_place",), "dates": ("found_date",), "child_name": ("name",),
    "is_sibling": ("siblings", "name"), "sex": ("sex",), "age": ("age",), "marks": ("marks",),
    "belongings": ("belongings",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason: its kind and level, its bits, its sentences without a language, and both sides as written."""

    kind: str
    level: str
    bits: float
    phrases: tuple[Phrase, ...]
    found: str
    sought: str

    @property
    def facts(self) -> tuple[str, ...]:
        """From which facts of the files it comes; none for what is evidence of itself (a sum, a judgement)."""
        return FACTS_OF.get(self.kind, ())


def kept(result: Result) -> str:
    """The reasons of a candidate, and what is new since it was judged, as JSON."""
    reasons = [
        {
            "kind": one.kind, "level": one.level, "bits": round(float(one.bits), 3),
            "found": one.found, "sought": one.sought,
            "phrases": [[phrase.key, dict(phrase.blanks)] for phrase in one.spoken],
        }
        for one in result.reasons
    ]  # fmt: skip
    news = [seen.kind for seen in result.returned[1]] if result.returned else []
    return json.dumps({"reasons": reasons, "news": news}, ensure_ascii=False)


def read(told: str) -> tuple[tuple[Evidence, ...], tuple[str, ...]]:
    """What `kept` wrote: the reasons, and the kinds of evidence that are new since the pair was judged."""
    if not told:
        return (), ()
    whole: dict[str, Any] = json.loads(told)
    reasons = tuple(
        Evidence(
            one["kind"], one["level"], one["bits"], tuple(Phrase(key, blanks) for key, blanks in one["phrases"]),
            one["found"], one["sought"],
        )
        for one in whole["reasons"]
    )  # fmt: skip
    return reasons, tuple(whole["news"])


def seen_in(told: str) -> tuple[Seen, ...]:
    """What whoever judges a pair has before them, as the engine remembers it."""
    return tuple(
        Seen(one.kind, one.level, one.found, one.sought)
        for one in sorted(read(told)[0], key=lambda one: one.kind)
        if one.found or one.sought
    )
