"""What a claim means: whom it counts, in which state, where, when, and whether it is a stock, a list or a flow.

Read from the words of the row, in four languages.  What is not understood is *not said*, and what is not said is
comparable with nothing: no guess is made for a speaker.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, cast

from nasab.ledger import words
from nasab.ledger.claim import MEASURES, STATES, Claim, Measure, Qualifier, State
from nasab.places import Place, find, get

__all__ = ["EVERYBODY", "Meaning", "is_within", "understand"]

#: In place of ids of places: children from anywhere.
EVERYBODY: Final = frozenset({"*"})

_ABOUT: Final = 0.15  # "about 500" leaves so much on either side
_DAY: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:-(\d\d?)(?:-(\d\d?))?)?(?!\d)")
_PART: Final = re.compile(r"(?<![\w.])(\d+)\s+(?:from\s+|из\s+|de\s+|من\s+)?([^\W\d_][\w’'\- ]*?)\s*(?=[,;:)+]|$)")
_TIMES: Final = re.compile(r"(?:x|×|by|на|par|في)\s*(\d+)|(\d+)\s*(?:times|раз|fois)", re.IGNORECASE)
_LINKING: Final = re.compile(r"\b(and|et|и)\b|/|(?<!\w)و(?=\w)")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a claim says once its words are understood.

    `who`, `where`: ids of places (`EVERYBODY`; empty: not said).  `low`, `high`: what the figure allows (`inf`: open).
    `first`, `last`: the days between which it lies, None if it is not said.  `parts`: the parts given of it.
    `times`: what the speaker multiplies by, stored and never applied.  `speaker`: without the medium behind it.
    """

    claim: Claim
    speaker: str
    who: frozenset[str]
    state: State
    where: frozenset[str]
    measure: Measure
    qualifier: Qualifier
    low: float
    high: float
    first: date | None
    last: date | None
    parts: tuple[tuple[str, int], ...]
    times: float | None

    @property
    def has_figure(self) -> bool:
        """Whether a number of children was said."""
        return self.claim.low is not None or self.claim.high is not None

    @property
    def definition(self) -> tuple[frozenset[str], State, frozenset[str], Measure]:
        """Who, in which state, where, and what is counted."""
        return self.who, self.state, self.where, self.measure


def understand(claim: Claim) -> Meaning:
    """Reads a claim."""
    qualifier = _qualifier(claim)
    low, high = _bounds(claim, qualifier)
    first, last = _days(claim.as_of or claim.said or claim.published)
    measure = _measure(claim)
    return Meaning(
        claim, _speaker(claim.speaker), _who(claim.who), _state(claim, measure), _where(claim.place), measure,
        qualifier, low, high, first, last, _parts(claim), _times(claim),
    )  # fmt: skip


def is_within(inner: frozenset[str], outer: frozenset[str]) -> bool:
    """Whether all places of one set lie in those of the other; what is not said lies nowhere."""
    if not inner or not outer:
        return False
    if outer == EVERYBODY:
        return True
    return inner != EVERYBODY and all(place in outer or outer & _around(place) for place in inner)


def _around(place: str) -> frozenset[str]:
    try:
        return frozenset(get(place).within)
    except KeyError:  # everybody, or a country that is not in the gazetteer
        return frozenset()


def _speaker(said: str) -> str:
    plain = said.split(" as reported by ")[0].split(", attributing")[0].strip()
    folded = words.media().sub("", plain.casefold()).strip()
    return plain[: len(folded)].strip(" ,;") if folded else plain


def _who(said: str) -> frozenset[str]:
    told = words.found_in("who", said)
    if "*" in told:
        return EVERYBODY
    held = [place for name in told for place in words.areas(name)]
    if held:
        special = [place for place in held if not any(other != place and other in _around(place) for other in held)]
        finer = _named(said)
        return frozenset(finer) if finer and all(_around(one) & set(special) for one in finer) else frozenset(special)
    return frozenset(_named(said))


def _where(said: str) -> frozenset[str]:
    told = words.found_in("where", said)
    if told:
        return frozenset(place for name in told for place in words.areas(name))
    return frozenset(_named(said))


def _named(said: str) -> set[str]:
    """The places of the gazetteer among the words, without those that only hold another one of them."""
    places: set[str] = set()
    for piece in re.split(r"[,;()]|\d+|" + _LINKING.pattern, said):
        if piece and piece.strip():
            places |= {found.id for found in _surely(piece.strip())}
    return {place for place in places if not any(place in _around(other) for other in places)}


def _surely(piece: str) -> list[Place]:
    """The best place of a piece, if a name of it stands there; a near spelling is no claim's place."""
    folded = piece.casefold()
    return [found for found in find(piece)[:1] if any(name and name.casefold()[:5] in folded for name in found.names)]


def _state(claim: Claim, measure: Measure) -> State:
    if claim.state.strip().casefold() in STATES:
        return cast("State", claim.state.strip().casefold())
    if measure == "returns":
        return "returned"
    return cast("State", words.first_of("state", claim.state) or "any")


def _measure(claim: Claim) -> Measure:
    said = claim.measure.strip().casefold()
    if said in MEASURES:
        return said
    return cast("Measure", words.first_of("measure", said) or "unsaid")


def _qualifier(claim: Claim) -> Qualifier:
    told = words.found_in("qualifier", claim.qualifier)
    if "multiplier" in told and claim.low is None and claim.high is None:
        return "multiplier"
    told.pop("multiplier", None)
    if told:
        return cast("Qualifier", min(told, key=lambda name: told[name]))
    if claim.low is not None and claim.high is not None:
        return "exact" if claim.low == claim.high else "range"
    return "at_least" if claim.low is not None else "at_most"


def _bounds(claim: Claim, qualifier: Qualifier) -> tuple[float, float]:
    """What the figure allows: at least 50 is from 50 up, about 500 is 425 to 575."""
    if qualifier == "multiplier":
        return 0.0, math.inf
    low = claim.low if claim.low is not None else (0.0 if qualifier in ("at_most", "range") else claim.high or 0.0)
    high = claim.high if claim.high is not None else math.inf
    if qualifier == "at_least":
        high = math.inf
    elif qualifier == "at_most":
        low = 0.0
    elif qualifier == "about":
        low, high = low * (1 - _ABOUT), high * (1 + _ABOUT)
    return low, high


def _days(said: str) -> tuple[date | None, date | None]:
    """The first and last day that a date as written allows; `2018` is a year, `undated` none."""
    told = _DAY.search(said)
    if told is None:
        return None, None
    year, month, day = int(told[1]), int(told[2] or 0), int(told[3] or 0)
    try:
        if month and day:
            return date(year, month, day), date(year, month, day)
        if month:
            after = date(year + month // 12, month % 12 + 1, 1)
            return date(year, month, 1), after - timedelta(days=1)
    except ValueError:
        pass
    return date(year, 1, 1), date(year, 12, 31)


def _parts(claim: Claim) -> tuple[tuple[str, int], ...]:
    """Parts that are given: `24 Dagestan, 3 Chechnya`, in their column or in brackets where it says who is counted."""
    inside = re.search(r"\(([^)]*\d[^)]*)\)", claim.who)
    said = claim.parts or (inside[1] if inside else "")
    told = [(name.strip(), int(number)) for number, name in _PART.findall(said)]
    return tuple(told) if len(told) > 1 else ()


def _times(claim: Claim) -> float | None:
    if "multiplier" not in words.found_in("qualifier", claim.qualifier):
        return None
    figure = _TIMES.search(claim.qualifier)
    if figure:
        return float(figure[1] or figure[2])
    said = words.first_of("times", claim.qualifier)
    return float(said) if said else None
