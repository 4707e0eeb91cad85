"""Who of one list may be one child: the tables that people fill in, and what the terminal shows.

A cluster is a proposal.  Nothing is merged; whoever knows the children writes into the column `decision`, and gives
the table back.  What was decided not to be one child stays in the table, so that no decision is lost with it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol

from rich.console import Console
from rich.text import Text

from nasab import texts
from nasab.errors import Problem
from nasab.exchange import Statements, outputs, write_csv
from nasab.matching.dedupe import Cluster
from nasab.matching.judgements import Binding, Judgement, binding, same_children
from nasab.matching.results import Candidate, Reason
from nasab.records import ChildList
from nasab.report import tables, words
from nasab.report.isolation import Isolated
from nasab.report.run import Facts
from nasab.report.terminal import line, table_of
from nasab.report.words import visible

__all__ = ["DUPLICATES", "HOUSEHOLDS", "DuplicatesLike", "show_duplicates", "write_duplicates"]

DUPLICATES: Final = ("cluster", "id", "name", "probability", "for", "against", "decision")
HOUSEHOLDS: Final = ("household", "id", "name", "probability")

_MOST: Final = 40


class DuplicatesLike(Protocol):
    """What was found in one list."""

    @property
    def list(self) -> ChildList:
        """The list as it was compared."""

    @property
    def clusters(self) -> Sequence[Cluster]:
        """Rows that are probably one child."""

    @property
    def households(self) -> Sequence[Cluster]:
        """Rows of families that are probably one."""

    def reasons(self, first: str, second: str) -> Candidate:
        """Why two rows may or may not be one child."""


def write_duplicates(
    found: DuplicatesLike,
    folder: str | os.PathLike[str],
    *,
    language: texts.Language = "en",
    decisions: Sequence[Judgement] = (),
    problems: Sequence[Problem] = (),
) -> None:
    """Write `duplicates.csv`, `households.csv` and `problems.csv`, whole or not at all.

    `decisions` that hold are filled in again; of what speaks for and against, each row is compared with the first of
    its cluster.
    """
    bound = binding(decisions)
    facts = Facts(found.list)
    rows = _rows(found, bound, facts, tables.Speaker(language))
    with outputs.written_whole(folder) as fresh:
        write_csv(fresh / "duplicates.csv", DUPLICATES, rows)
        write_csv(fresh / "households.csv", HOUSEHOLDS, _households(_beside(found), facts))
        write_csv(fresh / "problems.csv", tables.PROBLEMS, tables.problem_rows(problems, language))


def show_duplicates(
    found: DuplicatesLike,
    console: Console,
    language: texts.Language = "en",
    *,
    decisions: Statements[Judgement] | None = None,
    withheld: int = 0,
    table: str | os.PathLike[str],
) -> None:
    """Print the clusters in the order of the list, at most forty, and what to do with the table."""
    facts = Facts(found.list)
    left = _MOST
    households = _beside(found)
    for key, head, clusters in (("title", "probability", found.clusters), ("households", "one_family", households)):
        if clusters and left > 0:
            line(console, language, f"dedupe.{key}", "bold")
            heads = [_ours("children", language), _ours(head, language)]
            rows = [[_children(one, facts), _chance(one, language)] for one in clusters[:left]]
            console.print(table_of(heads, rows, [3, 1], language))
            left -= len(clusters)
    if not found.clusters:
        line(console, language, "dedupe.none", "green")
    every = len(found.clusters) + len(households)
    if every > _MOST:
        line(console, language, "dedupe.more", count=words.count(every - _MOST, language))
    counts = {
        "rows": sum(len(one.ids) for one in found.clusters),
        "groups": len(found.clusters),
        "households": len(households),
    }
    line(console, language, "dedupe.counts", **{key: words.count(one, language) for key, one in counts.items()})
    if withheld:
        line(console, language, "dedupe.withheld", count=words.count(withheld, language))
    if decisions is not None:
        bound = binding(decisions.told)
        used = {"same": len(bound.same), "different": len(bound.different), "blank": decisions.blank}
        line(console, language, "dedupe.decisions", **{key: words.count(one, language) for key, one in used.items()})
    if found.clusters:
        line(console, language, "dedupe.proposal")
    console.print(Text(visible(os.fspath(table)), "bold"), soft_wrap=True)


def _rows(found: DuplicatesLike, bound: Binding, facts: Facts, speaker: tables.Speaker) -> Iterator[tuple[object, ...]]:
    """The clusters, and the pairs that were decided to be two children, all in the order of the list."""
    order = {child: row for row, child in enumerate(found.list.columns["id"])}
    same = {child: group for group in same_children(bound) for child in group}
    apart = [tuple(sorted(one, key=order.__getitem__)) for one in bound.different if set(one) <= set(order)]
    clusters = [*found.clusters, *_shown_nowhere(found.clusters, same, order)]
    decided = dict.fromkeys([frozenset(pair) for pair in apart], "different")
    clusters = sorted(
        [*clusters, *(Cluster(pair, 0.0) for pair in apart)],
        key=lambda cluster: [order[child] for child in cluster.ids],
    )
    for number, cluster in enumerate(clusters, start=1):
        first = cluster.ids[0]
        for child in cluster.ids:
            spoken = ("", "")
            if child != first:
                why = found.reasons(first, child)
                spoken = (
                    speaker.all(map(_of_one_list, why.reasons_for)),
                    speaker.all(map(_of_one_list, why.reasons_against)),
                )
            decision = decided.get(frozenset((first, child)), "")
            if child != first and child in same.get(first, ()):
                decision = "same"
            yield (
                *(number, visible(child), visible(facts.name(child)), f"{cluster.probability:.6f}"),
                *spoken,
                decision,
            )


def _of_one_list(reason: Reason) -> Reason:
    """The reason in words for two rows of one list: neither of them was found after the other was last seen."""
    keys = [phrase.key.replace("reasons.", "reasons.one_list.", 1) for phrase in reason.phrases]
    phrases = [
        replace(phrase, key=key) if texts.has(key) else phrase for phrase, key in zip(reason.phrases, keys, strict=True)
    ]
    return reason._replace(phrases=tuple(phrases))


def _shown_nowhere(
    clusters: Sequence[Cluster], same: Mapping[str, tuple[str, ...]], order: Mapping[str, int]
) -> Iterator[Cluster]:
    """Rows that were judged one child and whose cluster begins with another row, so that it cannot say so of them."""
    firsts = {child: cluster.ids[0] for cluster in clusters for child in cluster.ids}
    for group in dict.fromkeys(same.values()):
        ids = tuple(sorted((child for child in group if child in order), key=order.__getitem__))
        if len(ids) > 1 and any(firsts.get(child) not in ids for child in ids):
            yield Cluster(ids, 1.0)


def _beside(found: DuplicatesLike) -> list[Cluster]:
    """The families that may be one, without those of whom no more is said than that one child is entered twice."""
    children = {cluster.ids for cluster in found.clusters}
    return [cluster for cluster in found.households if cluster.ids not in children]


def _households(clusters: Sequence[Cluster], facts: Facts) -> Iterator[tuple[object, ...]]:
    for number, cluster in enumerate(clusters, start=1):
        for child in cluster.ids:
            yield number, visible(child), visible(facts.name(child)), f"{cluster.probability:.6f}"


def _children(cluster: Cluster, facts: Facts) -> Isolated:
    lines = [Text.assemble((visible(child), "bold"), f"  {visible(facts.name(child))}") for child in cluster.ids]
    return Isolated(Text("\n").join([*lines, Text()]))


def _chance(cluster: Cluster, language: texts.Language) -> Isolated:
    said = f"{words.in_words(cluster.probability, language)}\n{words.probability(cluster.probability, language)}"
    return Isolated(Text(said), language)


def _ours(key: str, language: texts.Language) -> Isolated:
    return Isolated(Text(texts.say(f"terminal.dedupe.{key}", language), "bold"), language)
