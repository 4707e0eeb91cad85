"""An estimate from linked lists: the linkage drawn again and again, the definition held against every record.

Children whom the definition leaves out are left out; what they would have changed stands beside the answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress

import numpy as np

from nasab.ages import birth_span, decimal_year
from nasab.errors import WrongUse
from nasab.estimation import LINK_DRAWS, Definition, Finding, Overlaps, Plan, Study, draw_histories, study
from nasab.estimation.decomposable.averaging import MOST_AVERAGED
from nasab.estimation.linkage import histories_by_child, histories_of, likeliest_children
from nasab.estimation.overlaps import Ints
from nasab.histories.auditing import FITS, OUTSIDE, Audit, audit
from nasab.histories.linking import Linked
from nasab.places import find
from nasab.records import ChildList

__all__ = ["estimate"]

_BANDS = ((0, 6), (6, 12), (12, 18))


def estimate(
    linked: Linked,
    definition: Definition | None,
    seed: int,
    *,
    draws: int = LINK_DRAWS,
    plan: Plan | None = None,
    resamples: int = 1000,
    threads: int = 2,
) -> Study:
    """The study of linked lists.  Raises `WrongUse` (DEFINE-05) if nobody fits the definition."""
    links = linked.links
    audited = audit(linked, definition) if definition else None
    fits = audited.fits if audited else None
    child = likeliest_children(links)
    table = histories_of(links, child, fits)
    rng = np.random.default_rng([seed, 1])
    drawn = [draw_histories(links, rng, fits) for _ in range(draws)] if 2 < len(links.lists) <= MOST_AVERAGED else []
    beside: dict[str, Overlaps] = {}
    if audited and (audited.fits == OUTSIDE).any():
        beside["with_outside"] = histories_of(links, child)
    if audited and (audited.fits == FITS).any() and not (audited.fits == FITS).all():
        with suppress(WrongUse):  # nobody is certain on any list
            beside["only_certain"] = histories_of(links, child, fits, certain=True)
    return study(
        table,
        seed,
        definition=definition,
        link_draws=drawn,
        strata=_strata(linked, child, fits, definition),
        audited=beside,
        told=_told(linked, audited, child, draws),
        plan=plan,
        resamples=resamples,
        threads=threads,
    )


def _told(linked: Linked, audited: Audit | None, child: Ints, draws: int) -> Sequence[Finding]:
    found = [] if audited else [Finding("note", "no_definition")]
    if linked.withheld:
        found.append(Finding("warning", "withheld", {"count": linked.withheld}))
    if audited and audited.outside:
        found.append(Finding("warning", "outside", {"count": audited.outside}))
    if audited and audited.unsaid:
        found.append(Finding("warning", "unclear", {"count": audited.unsaid}))
    if audited:
        most, least = np.full(len(child), -1), np.full(len(child), 1)
        np.maximum.at(most, child, audited.fits)
        np.minimum.at(least, child, audited.fits)
        contradicting = int(((most == FITS) & (least == OUTSIDE)).sum())
        if contradicting:
            found.append(Finding("warning", "contradicting", {"count": contradicting}))
    for name, count in zip(linked.links.lists, linked.twice, strict=True):
        if count:
            found.append(Finding("warning", "same_list", {"list": name, "count": count}))
    recall = linked.links.expected_recall()
    if recall < 0.95 and 2 < len(linked.lists) <= MOST_AVERAGED:
        found.append(Finding("warning", "linked", {"share": round(100 * recall), "draws": draws}))
    return found


def _strata(
    linked: Linked, child: Ints, fits: Ints | None, definition: Definition | None
) -> Mapping[str, Sequence[Overlaps]]:
    """The tables by age band and by country of origin; those of whom it is not known are a stratum of their own."""
    histories = histories_by_child(linked.links, child, fits)
    told: dict[str, dict[int, Counter[str]]] = {"age": {}, "origin": {}}
    record = 0
    for children in linked.lists:
        for row in range(len(children)):
            said = {"age": _band(children, row, definition), "origin": _country(children, row)}
            for attribute, value in said.items():
                if value:
                    told[attribute].setdefault(int(child[record]), Counter())[value] += 1
            record += 1
    strata: dict[str, Sequence[Overlaps]] = {}
    for attribute, by_child in told.items():
        stratum = np.array([(by_child[k].most_common(1)[0][0] if k in by_child else "") for k in range(len(child))])
        there = histories > 0
        if not there.any():
            continue
        strata[attribute] = [
            Overlaps.of_children(linked.links.lists, histories[there & (stratum == one)])
            for one in np.unique(stratum[there])
        ]
    return strata


def _band(children: ChildList, row: int, definition: Definition | None) -> str:
    cells = {name: children.columns[name][row] if name in children.columns else "" for name in ("age", "birth_date")}
    as_of = children.columns["as_of"][row] if "as_of" in children.columns else ""
    born = birth_span(age=cells["age"], birth_date=cells["birth_date"], as_of=as_of)
    if born is None or definition is None or definition.at is None:
        return ""
    years = decimal_year(definition.at) - (born.low + born.high) / 2
    return next((f"{low}-{high}" for low, high in _BANDS if low <= years < high), "")


def _country(children: ChildList, row: int) -> str:
    written = children.columns["origin"][row] if "origin" in children.columns else ""
    meant = find(written) if written else ()
    return meant[0].country if meant else ""
