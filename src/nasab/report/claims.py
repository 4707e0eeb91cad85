"""Who said how many, of whom: the page of a ledger, its figures for programs, and what the terminal shows."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Sequence
from importlib.metadata import version
from itertools import combinations
from typing import Any

from rich.console import Console
from rich.text import Text

from nasab import texts
from nasab.exchange import outputs
from nasab.ledger import Comparison, Meaning, Registry, compare, findings_of, hold_against, votes
from nasab.ledger.claim import ITEMS, SOURCES
from nasab.report import words
from nasab.report.claims_chart import draw_claims
from nasab.report.claims_words import against_words, definition_words, figure_words, finding_words, relation_words
from nasab.report.figures_page import print_line, templates

__all__ = ["claims_as_json", "show_claims", "write_claims"]


def claims_as_json(meanings: Sequence[Meaning], registry: Registry | None = None) -> str:
    """What is understood of each claim, what can be compared, the voices and the findings, for programs."""
    told: dict[str, Any] = {
        "claims": [_as_understood(one) for one in meanings],
        "comparable": [
            {"first": one.first, "second": one.second, "relation": one.relation} for one in _comparable(meanings)
        ],
        "not_comparable": [
            {"first": one.first, "second": one.second, "differ": list(one.fields)}
            for one in (compare(a, b) for a, b in combinations(meanings, 2))
            if one.relation == "not_comparable"
        ],
        "voices": [list(group) for group in votes(meanings)],
        "findings": [
            {"kind": one.kind, "claims": list(one.claims), **dict(one.blanks)} for one in findings_of(meanings)
        ],
    }
    if registry is not None:
        told["against_registry"] = [
            {"claim": one.claim, "verdict": one.verdict, "missing": one.missing // 5 * 5}
            for one in hold_against(meanings, registry)
        ]
    return json.dumps(told, indent=2, ensure_ascii=False, allow_nan=False)


def write_claims(
    meanings: Sequence[Meaning],
    folder: str | os.PathLike[str],
    language: texts.Language = "en",
    *,
    registry: Registry | None = None,
) -> None:
    """Write `claims.html`, `claims.svg` and `claims.json`, whole or not at all.

    Raises `WrongUse` if the folder cannot be written.
    """
    with outputs.written_whole(folder) as fresh:
        files = {
            "claims.html": _page(meanings, registry, language),
            "claims.svg": f'<?xml version="1.0" encoding="UTF-8"?>\n{draw_claims(meanings, registry, language)}\n',
            "claims.json": claims_as_json(meanings, registry) + "\n",
        }
        for name, content in files.items():
            (fresh / name).write_text(content, encoding="utf-8", newline="\n")


def show_claims(
    meanings: Sequence[Meaning],
    console: Console,
    language: texts.Language = "en",
    *,
    registry: Registry | None = None,
    report: str | os.PathLike[str] | None = None,
) -> None:
    """Print what can be said of the claims, and where the page is."""
    print_line(console, language, _say("terminal.count", language, count=words.count(len(meanings), language)), "bold")
    for one in findings_of(meanings):
        style = "yellow" if one.kind in ("not_comparable", "breach", "disagree", "sum") else ""
        print_line(console, language, f"· {finding_words(one, language)}", style)
    for held in hold_against(meanings, registry) if registry else ():
        print_line(console, language, f"· {against_words(held, language)}", "bold")
    if report is not None:
        print_line(console, language, _say("terminal.written", language), "bold")
        console.print(Text(words.visible(os.fspath(report)), "bold"), soft_wrap=True)


def _page(meanings: Sequence[Meaning], registry: Registry | None, language: texts.Language) -> str:
    def say(key: str, **blanks: object) -> str:
        return _say(key, language, **blanks)

    counted = {"claims": words.count(len(meanings), language), "voices": words.count(len(votes(meanings)), language)}
    return (
        templates()
        .get_template("claims.html")
        .render(
            language=language,
            direction=texts.direction(language),
            say=say,
            voices=say("page.voices", **counted),
            findings=[(one.kind, finding_words(one, language)) for one in findings_of(meanings)],
            picture=draw_claims(meanings, registry, language),
            pairs=[(one.first, one.second, relation_words(one, language)) for one in _comparable(meanings)],
            against=None
            if registry is None
            else [against_words(o, language) for o in hold_against(meanings, registry)],
            rows=[_row(one, language) for one in meanings],
            grades=[(letter, say(f"grade.{letter}")) for letter in (*SOURCES, *ITEMS)],
            footer=say("page.footer", version=version("nasab")),
        )
    )


def _row(one: Meaning, language: texts.Language) -> dict[str, str]:
    claim = one.claim
    grade = f"{claim.source_grade or '–'}{claim.item_grade or '–'}"
    return {
        "id": claim.id,
        "speaker": claim.speaker,
        "said": claim.said or claim.published,
        "figure": figure_words(one, language),
        "who": definition_words(one, language),
        "words": claim.words or " · ".join(part for part in (claim.who, claim.state, claim.place) if part),
        "url": claim.url,
        "grade": _say("table.ungraded", language) if grade == "––" else grade,
    }


def _comparable(meanings: Sequence[Meaning]) -> list[Comparison]:
    told = (compare(a, b) for a, b in combinations(meanings, 2))
    return [one for one in told if one.relation != "not_comparable"]


def _as_understood(one: Meaning) -> dict[str, Any]:
    return {
        "id": one.claim.id,
        "speaker": one.speaker,
        "who": sorted(one.who),
        "state": one.state,
        "where": sorted(one.where),
        "measure": one.measure,
        "qualifier": one.qualifier,
        "low": one.low if one.has_figure else None,
        "high": one.high if one.has_figure and math.isfinite(one.high) else None,
        "first": str(one.first) if one.first else None,
        "last": str(one.last) if one.last else None,
        "times": one.times,
        "source_grade": one.claim.source_grade,
        "item_grade": one.claim.item_grade,
    }


def _say(key: str, language: texts.Language, **blanks: object) -> str:
    return texts.say(f"claims.{key}", language, **blanks)
