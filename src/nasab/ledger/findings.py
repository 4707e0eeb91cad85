"""What a ledger says of its claims: the algebra that can be done with them, and nothing more.

No claims are pooled into one figure, and no multiplier is ever applied.  A finding is a kind, the claims it speaks of,
and what fills its sentence (`texts/*/claims.toml`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import Final

from nasab.ledger.comparing import compare, days_apart
from nasab.ledger.understanding import Meaning, is_within

__all__ = ["Finding", "findings_of", "votes"]

#: A medium that says a figure again within so many days repeats it.
_AGAIN: Final = timedelta(days=180)

_SAME: Final = re.compile(r"^(same|idem|ibid|тот же|та же|то же|نفس|même)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say of claims: its kind, the ids in order, what fills the sentence."""

    kind: str
    claims: tuple[str, ...]
    blanks: Mapping[str, str | int | float | tuple[str, ...]] = field(default_factory=dict)


def findings_of(meanings: Sequence[Meaning]) -> list[Finding]:
    """All findings, in the order in which people need them."""
    return [
        *_not_comparable(meanings),
        *_breaches(meanings),
        *_repeats(meanings),
        *_one_source(meanings),
        *_sums(meanings),
        *_appeals(meanings),
        *_multipliers(meanings),
        *_series(meanings),
        *_returns(meanings),
    ]


def votes(meanings: Sequence[Meaning]) -> list[tuple[str, ...]]:
    """The claims as voices: those that go back to one source, or repeat one another, are one voice.

    Only claims of one definition are put together; others of the same speaker are other statements.  A claim that only
    repeats others is no voice at all.
    """
    root = {one.claim.id: one.claim.id for one in meanings}

    def top(id: str) -> str:
        while root[id] != id:
            id = root[id]
        return id

    of_none = set()  # who repeats two different figures is a voice of neither
    for finding in (*_repeats(meanings), *_one_source(meanings)):
        if finding.kind == "repeats" and len(finding.claims) > 2:
            of_none.add(finding.claims[0])
        if finding.kind not in ("repeats", "one_source") or finding.claims[0] in of_none:
            continue
        for other in finding.claims[1:]:
            root[max(top(finding.claims[0]), top(other))] = min(top(finding.claims[0]), top(other))
    groups: dict[str, list[str]] = {}
    for id in root:
        if id not in of_none:
            groups.setdefault(top(id), []).append(id)
    return [tuple(group) for group in groups.values()]


def _pairs(meanings: Sequence[Meaning]) -> Iterator[tuple[Meaning, Meaning]]:
    for place, a in enumerate(meanings):
        for b in meanings[place + 1 :]:
            yield a, b


def _not_comparable(meanings: Sequence[Meaning]) -> Iterator[Finding]:
    """Pairs that a reader would hold against each other: of one page, or of one speaker, and of one measure."""
    for a, b in _pairs(meanings):
        if not (a.has_figure and b.has_figure) or a.measure != b.measure or a.measure == "unsaid":
            continue
        told = compare(a, b)
        is_near = bool(a.claim.url and a.claim.url == b.claim.url) or _speaker(a, meanings) == _speaker(b, meanings)
        if told.relation == "not_comparable" and is_near:
            yield Finding("not_comparable", (told.first, told.second), {"fields": told.fields})


def _breaches(meanings: Sequence[Meaning]) -> Iterator[Finding]:
    """A part that is more than its whole."""
    for a, b in _pairs(meanings):
        if not (a.has_figure and b.has_figure):
            continue
        told = compare(a, b)
        part, whole = (a, b) if told.relation == "part" else (b, a)
        if told.relation in ("part", "whole") and part.low > whole.high:
            yield Finding("breach", (part.claim.id, whole.claim.id), {"part": part.low, "whole": whole.high})
        if told.relation == "same" and (a.low > b.high or b.low > a.high) and not _is_one(a, b, meanings):
            yield Finding("disagree", (a.claim.id, b.claim.id))


def _repeats(meanings: Sequence[Meaning]) -> Iterator[Finding]:
    """Who says again what another said: named in the row, or the same figure of the same place soon after."""
    ids = {one.claim.id for one in meanings}
    for one in meanings:
        said = " ".join((one.claim.speaker, one.claim.basis, one.claim.words))
        named = [*one.claim.repeats, *(word for word in re.findall(r"\w+(?:-\w+)*", said) if word in ids)]
        again = [
            other.claim.id
            for other in meanings
            if other is not one and _says_again(one, other) and (named or _is_medium(one, other))
        ]
        earlier = tuple(dict.fromkeys(id for id in (*named, *again) if id != one.claim.id and id in ids))
        if earlier:
            yield Finding("repeats", (one.claim.id, *sorted(earlier)))


def _says_again(one: Meaning, other: Meaning) -> bool:
    gap = days_apart(one, other)
    if gap is None or gap > _AGAIN or one.first is None or other.last is None or one.first <= other.last:
        return False
    mine = {figure for figure in (one.claim.low, one.claim.high) if figure is not None}
    theirs = {figure for figure in (other.claim.low, other.claim.high) if figure is not None}
    fits = not one.who or not other.who or one.who == other.who
    return bool(mine & theirs) and one.where == other.where and one.measure == other.measure and fits


def _is_medium(one: Meaning, other: Meaning) -> bool:
    """Whether the later speaker is not the earlier one, and gives no list or survey of its own."""
    return one.speaker != other.speaker and not one.claim.basis


def _one_source(meanings: Sequence[Meaning]) -> Iterator[Finding]:
    """Statements of one speaker about one population over time: one voice, and perhaps a list that grows."""
    left = [one for one in meanings if one.has_figure and one.speaker and one.measure in ("stock", "list", "flow")]
    while left:
        first = left.pop(0)
        kin = [one for one in left if _is_one(first, one, meanings)]
        left = [one for one in left if one not in kin]
        if not kin:
            continue
        group = (first, *kin)
        yield Finding("one_source", tuple(one.claim.id for one in group), {"speaker": first.speaker})
        lists = sorted((one for one in group if one.measure == "list" and one.first), key=lambda one: str(one.first))
        for earlier, later in pairwise(lists):
            before, after = _figure(earlier), _figure(later)
            if before is not None and after is not None and after != before:
                kind = "growing" if after > before else "shrinking"
                yield Finding(kind, (earlier.claim.id, later.claim.id), {"before": before, "after": after})


def _is_one(a: Meaning, b: Meaning, meanings: Sequence[Meaning]) -> bool:
    is_nested = is_within(a.where, b.where) or is_within(b.where, a.where)
    is_same = bool(a.who) and a.who == b.who and a.state == b.state and is_nested
    if a.measure == "stock" or b.measure == "stock":
        is_same = is_same and a.measure == b.measure and (gap := days_apart(a, b)) is not None and gap <= _AGAIN
    return is_same and bool(a.speaker) and _speaker(a, meanings) == _speaker(b, meanings)


def _speaker(one: Meaning, meanings: Sequence[Meaning]) -> str:
    """The speaker; "same speech" is that of the row before with the same page."""
    if not _SAME.match(one.speaker):
        return one.speaker.casefold()
    before = [other for other in meanings if other.claim.url == one.claim.url and not _SAME.match(other.speaker)]
    return before[0].speaker.casefold() if before else one.claim.id


def _sums(meanings: Sequence[Meaning]) -> Iterator[Finding]:
    for one in meanings:
        total = _figure(one)
        added = sum(number for _, number in one.parts)
        if one.parts and total is not None and added != total:
            yield Finding("sum", (one.claim.id,), {"parts": added, "total": total})


def _appeals(meanings: Sequence[Meaning]) -> Iterator[Finding]:
    for one in meanings:
        if one.measure in ("appeals", "families"):
            yield Finding(one.measure, (one.claim.id,))


def _multipliers(meanings: Sequence[Meaning]) -> Iterator[Finding]:
    """Opinions, stored and never applied; and one office that multiplies by two different numbers."""
    told = [one for one in meanings if one.times is not None]
    for one in told:
        yield Finding("multiplier", (one.claim.id,), {"times": one.times or 0})
    for a, b in _pairs(told):
        if a.times != b.times and _speaker(a, meanings) == _speaker(b, meanings):
            yield Finding(
                "multipliers_differ", (a.claim.id, b.claim.id), {"first": a.times or 0, "second": b.times or 0}
            )


def _series(meanings: Sequence[Meaning]) -> Iterator[Finding]:
    """The same children at two dates: what changed, what is known to explain it, and what is left."""
    for a, b in _pairs(meanings):
        if compare(a, b).relation != "series" or a.measure != "stock" or a.first is None or b.first is None:
            continue
        earlier, later = (a, b) if a.first <= b.first else (b, a)
        before, after = _figure(earlier), _figure(later)
        if before is None or after is None:
            continue
        known = [
            one
            for one in meanings
            if one.measure == "returns" and _lies_between(one, earlier, later) and is_within(one.where, earlier.where)
        ]
        explained = sum(_figure(one) or 0 for one in known)
        change = after - before
        yield Finding(
            "series_falls" if change < 0 else "series_rises",
            (earlier.claim.id, later.claim.id, *(one.claim.id for one in known)),
            {"change": abs(change), "returns": explained, "left": abs(change + explained)},
        )


def _lies_between(one: Meaning, earlier: Meaning, later: Meaning) -> bool:
    if one.last is None or earlier.last is None or later.first is None:
        return False
    return earlier.last - timedelta(days=1) < one.last <= later.first


def _returns(meanings: Sequence[Meaning]) -> Iterator[Finding]:
    told = [one for one in meanings if one.measure == "returns"]
    if told:
        yield Finding("returns", tuple(one.claim.id for one in told))


def _figure(one: Meaning) -> int | None:
    """The figure that was said, if it is one number."""
    said = {figure for figure in (one.claim.low, one.claim.high) if figure is not None}
    figure = said.pop() if len(said) == 1 else math.nan
    return None if math.isnan(figure) else round(figure)
