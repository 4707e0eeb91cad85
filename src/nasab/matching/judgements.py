"""What people judged of pairs: which judgements hold, which contradict one another, and what is new since.

A score proposes, people judge.  A judgement is kept with who, when, why, and what was seen.  A later one of the same
person replaces the earlier; where the latest of two people contradict one another, nothing is bound until they agree.
A pair that was judged not the same does not come back, unless a cell of either list says something else than it did
and the evidence is another for it: weights move with every list, and a moved weight is nothing new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Final, Literal, Protocol

__all__ = [
    "LONGEST_SEEN",
    "VERDICTS",
    "Binding",
    "Judgement",
    "Seen",
    "Twice",
    "Verdict",
    "binding",
    "news",
    "seen_of",
    "written",
]

Verdict = Literal["same", "different", "unsure"]
VERDICTS: Final[tuple[Verdict, ...]] = ("same", "different", "unsure")

Pair = tuple[str, str]

LONGEST_SEEN: Final = 300
"""So many characters of a cell are kept with a judgement: enough to show that it changed."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One kind of evidence as it stood before whoever judged: its level and both sides as written.

    An empty level means that the kind weighed nothing, because a side did not say it.
    """

    kind: str
    level: str
    found: str
    sought: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody judged of a pair.  `on` is an ISO date or datetime; `seen` the evidence at that time."""

    found_id: str
    sought_id: str
    verdict: Verdict
    by: str = ""
    on: str = ""
    reason: str = ""
    seen: tuple[Seen, ...] = ()

    @property
    def pair(self) -> Pair:
        """The child found and the child sought."""
        return self.found_id, self.sought_id

    @property
    def person(self) -> str:
        """Who judged, small differences of writing apart; empty if nobody is named."""
        return " ".join(self.by.split()).casefold()


@dataclass(frozen=True, slots=True)
class Twice:
    """A child that was judged the same as several children of the other list: perhaps registered twice."""

    side: Literal["found", "sought"]
    child_id: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Binding:
    """The judgements that hold, by pair; `contested` pairs bind nothing, and give one judgement of each opinion."""

    same: Mapping[Pair, Judgement]
    different: Mapping[Pair, Judgement]
    unsure: Mapping[Pair, Judgement]
    contested: Mapping[Pair, tuple[Judgement, Judgement]]
    twice: tuple[Twice, ...]


class _Reason(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def found(self) -> str: ...
    @property
    def sought(self) -> str: ...


def seen_of(reasons: Iterable[_Reason]) -> tuple[Seen, ...]:
    """The reasons of a candidate as they are kept with a judgement; long cells are cut at `LONGEST_SEEN`."""
    return tuple(
        Seen(reason.kind, reason.level, _kept(reason.found), _kept(reason.sought))
        for reason in sorted(reasons, key=lambda reason: reason.kind)
    )


def binding(judgements: Iterable[Judgement]) -> Binding:
    """Which judgements hold.

    They are taken in the order given, as rows of a table that grows; one that says it is from an earlier time than
    the last of the same person on the same pair replaces nothing.  "Cannot tell" contradicts nobody.
    """
    latest: dict[Pair, dict[str, Judgement]] = {}
    for judgement in judgements:
        of_pair = latest.setdefault(judgement.pair, {})
        before = of_pair.get(judgement.person)
        if before is None or not _is_before(judgement.on, before.on):
            of_pair.pop(judgement.person, None)  # the last to have judged stands last
            of_pair[judgement.person] = judgement
    held: dict[Verdict, dict[Pair, Judgement]] = {verdict: {} for verdict in VERDICTS}
    contested: dict[Pair, tuple[Judgement, Judgement]] = {}
    for pair, of_pair in latest.items():
        by_verdict = {judgement.verdict: judgement for judgement in of_pair.values()}
        if "same" in by_verdict and "different" in by_verdict:
            contested[pair] = by_verdict["same"], by_verdict["different"]
            continue
        verdict = next(verdict for verdict in VERDICTS if verdict in by_verdict)
        held[verdict][pair] = by_verdict[verdict]
    return Binding(held["same"], held["different"], held["unsure"], contested, _twice(held["same"]))


def same_children(bound: Binding) -> tuple[tuple[str, ...], ...]:
    """The ids that people judged to be one child, directly or through others; for judgements of rows of one list."""
    groups: dict[str, list[str]] = {}
    for one, other in bound.same:
        first, second = groups.setdefault(one, [one]), groups.setdefault(other, [other])
        if first is not second:
            first += second
            groups.update(dict.fromkeys(second, first))
    return tuple(tuple(group) for group in {id(group): group for group in groups.values()}.values())


def contradiction(judgements: Sequence[Judgement]) -> tuple[Judgement, tuple[str, ...]] | None:
    """A judgement of rows of one list that the others contradict, and the ids that these say are one child.

    A is B and B is C, so A is C: where somebody says that it is not, one of the three is wrong.
    """
    bound = binding(judgements)
    for group in same_children(bound):
        ids = frozenset(group)
        for pair, judgement in bound.different.items():
            if ids.issuperset(pair):
                return judgement, group
    return None


def news(judgement: Judgement, now: Sequence[Seen]) -> tuple[Seen, ...]:
    """The kinds of evidence that say something else now than when the pair was judged.

    A kind counts if its level changed *and* what is written on a side changed; so does one that is said for the first
    time, or no more (then its level here is empty).  A judgement that kept nothing of what was seen has no news.
    """
    if not judgement.seen:
        return ()
    before = {seen.kind: seen for seen in judgement.seen}
    after = {seen.kind: seen for seen in now}
    kinds = dict.fromkeys(chain(after, before))
    pairs = ((before.get(kind, Seen(kind, "", "", "")), after.get(kind, Seen(kind, "", "", ""))) for kind in kinds)
    return tuple(new for old, new in pairs if old.level != new.level and written(old) != written(new))


def _twice(same: Iterable[Pair]) -> tuple[Twice, ...]:
    found: dict[str, list[str]] = {}
    sought: dict[str, list[str]] = {}
    for found_id, sought_id in same:
        found.setdefault(found_id, []).append(sought_id)
        sought.setdefault(sought_id, []).append(found_id)
    several = [Twice("found", child, tuple(others)) for child, others in found.items() if len(others) > 1]
    several += [Twice("sought", child, tuple(others)) for child, others in sought.items() if len(others) > 1]
    return tuple(several)


def _kept(cell: str) -> str:
    return " ".join(cell.split())[:LONGEST_SEEN].rstrip()


def written(seen: Seen) -> Pair:
    """Both sides as they are compared: spaces put in order, and only as far as they are kept."""
    return _kept(seen.found), _kept(seen.sought)


def _is_before(one: str, other: str) -> bool:
    """Whether a date or datetime is surely before another; a day is not before an hour of the same day."""
    times = [_time_of(text) for text in (one, other)]
    if times[0] is None or times[1] is None:
        return False
    if len(one) <= 10 or len(other) <= 10:
        return times[0].date() < times[1].date()
    return times[0] < times[1]


def _time_of(text: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
