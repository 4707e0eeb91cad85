"""One child found, with everything the report shows of it and of each child sought it may be.

The facts of both sides stand beside one another, as a reviewer reads them: first those that were
weighed, the strongest first, whether they speak for or against; then those that could not be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from nasab.matching.results import Candidate, ChildResult, Question, Reason
from nasab.report.evidence import Waterfall, waterfall
from nasab.report.run import Facts, RunLike, Tally
from nasab.report.siblings import Siblings, siblings_of
from nasab.report.words import LOOK_AT, strength
from nasab.report.workbook import PAIRS

__all__ = ["CandidateView", "Card", "Unweighed", "card", "stands_whole", "unweighed"]

_MOST: Final = 5
_QUESTIONS: Final = 3

_NAMES: Final = ("child_name", "is_sibling", "kunya_child", "family_name")
_FATHER: Final = ("father_name", "family_name", "kunya", "kunya_child", "alias", "origin")
_SHOWN_BY: Final[dict[str, tuple[str, ...]]] = {
    "name": _NAMES,
    "other_names": _NAMES,
    "sex": ("sex",),
    "age": ("age",),
    "birth_date": ("age",),
    "as_of": ("age",),
    "languages": ("origin",),
    "father": _FATHER,
    "father_alias": _FATHER,
    "mother": ("mother_name", "family_name"),
    "mother_alias": ("mother_name",),
    "siblings": ("siblings", "is_sibling", "kunya_child"),
    "relatives": ("relatives",),
    "origin": ("origin",),
    "seen_place": ("last_seen",),
    "seen_date": ("dates",),
    "inquirer": ("relatives",),
    "marks": ("marks",),
    "belongings": ("belongings",),
}
"""Which kinds of evidence show a fact."""


@dataclass(frozen=True, slots=True)
class Unweighed:
    """A fact that is written on one side or both, and was not weighed: label, both values."""

    label: str
    found: str
    sought: str


@dataclass(frozen=True, slots=True)
class CandidateView:
    """A candidate, how its number comes about, and which other children found it may be."""

    candidate: Candidate
    name: str
    waterfall: Waterfall
    unweighed: tuple[Unweighed, ...]
    rivals: tuple[tuple[str, str, float], ...]

    @property
    def against(self) -> tuple[Reason, ...]:
        """What speaks against, as far as it shows in one decimal."""
        return tuple(reason for reason in self.candidate.reasons_against if strength(reason.bits) != "nothing")


@dataclass(frozen=True, slots=True)
class Card:
    """A child found: its facts as (label, value), its brothers and sisters, its candidates, and what to ask next."""

    result: ChildResult
    name: str
    facts: tuple[tuple[str, str], ...]
    shown: tuple[CandidateView, ...]
    more: int
    questions: tuple[Question, ...]
    duplicates: tuple[tuple[str, str, float], ...]
    best_name: str
    siblings: Siblings | None


def card(result: ChildResult, run: RunLike, found: Facts, sought: Facts, tally: Tally) -> Card:
    """Everything shown of one child found."""
    good = [candidate for candidate in result.candidates if candidate.probability >= LOOK_AT][:_MOST]
    if not good and result.probability_not_asked >= LOOK_AT:  # whom the family seeks in place of this child
        good = [candidate for candidate in result.candidates if candidate.same_household >= LOOK_AT][:1]
    shown = []
    for told in good:
        candidate = replace(told, reasons=tuple(reason.looked_up() for reason in told.reasons))
        rivals = tally.rivals_of(candidate.found_id, candidate.sought_id)
        shown.append(
            CandidateView(
                candidate,
                sought.name(candidate.sought_id),
                waterfall(candidate, run),
                unweighed(candidate, found, sought),
                tuple((child, found.name(child), chance) for child, chance in rivals),
            )
        )
    return Card(
        result,
        found.name(result.found_id),
        _facts(result.found_id, found),
        tuple(shown),
        len(result.candidates) - len(good),
        result.ask_next[:_QUESTIONS],
        tuple((child, found.name(child), chance) for child, chance in result.possible_duplicates),
        sought.name(result.best.sought_id) if result.best else "",
        siblings_of(result, found, sought),
    )


def unweighed(candidate: Candidate, found: Facts, sought: Facts) -> tuple[Unweighed, ...]:
    """The facts written of either child that no reason shows, in the order of the lists."""
    facts = []
    for label, found_column, sought_column in PAIRS:
        if label == "together":  # numbers of the lists themselves, no facts of the child
            continue
        reasons = [reason for reason in candidate.reasons if reason.kind in _SHOWN_BY.get(label, ())]
        here = found.value(candidate.found_id, found_column)
        there = sought.value(candidate.sought_id, sought_column)
        if not _is_shown(here, [reason.found for reason in reasons]) or not _is_shown(
            there, [reason.sought for reason in reasons]
        ):
            facts.append(Unweighed(label, here, there))
    return tuple(facts)


def _facts(child: str, facts: Facts) -> tuple[tuple[str, str], ...]:
    pairs = ((column, facts.value(child, column)) for _, column, _ in PAIRS if column and column != "name")
    return tuple((column, value) for column, value in pairs if value)


def _is_shown(value: str, reasons: Sequence[str]) -> bool:
    """Whether each part of a value stands, as a whole, in what the reasons show."""
    shown = " ; ".join(reasons)
    parts = [part.strip() for part in value.split(";")]
    return all(stands_whole(part, shown) for part in parts if part)


def stands_whole(part: str, shown: str) -> bool:
    """Whether it stands somewhere in what is shown with no letter, digit or `_` on either side."""
    at = shown.find(part)
    while at >= 0:
        around = shown[max(at - 1, 0) : at] + shown[at + len(part) : at + len(part) + 1]
        if not any(letter.isalnum() or letter == "_" for letter in around):
            return True
        at = shown.find(part, at + 1)
    return False
