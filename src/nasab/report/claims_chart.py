"""The picture of a ledger: bars of figures, each under the definition of the children it counts.

Bars of different definitions stand on one scale and are never joined; our own count and range stand only where a claim
counts the same children.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from nasab import texts
from nasab.ledger import Meaning, Registry, compare
from nasab.report import words
from nasab.report.claims_words import definition_words, figure_words
from nasab.report.drawing import GROUND, LINE, SOFT, Axis, head, label, number

__all__ = ["draw_claims"]

_WIDTH: Final = 760
_LEFT, _RIGHT = 28, 700
_HEADING, _ROW = 34, 42
_BAR, _OWN = "#7b97a8", "#1f6f54"


def draw_claims(meanings: Sequence[Meaning], registry: Registry | None, language: texts.Language) -> Markup:
    """Bars by definition, in the order of the ledger; claims without a figure are left out."""
    groups: dict[object, list[Meaning]] = {}
    for one in meanings:
        if one.has_figure:
            groups.setdefault(one.definition, []).append(one)
    ends = [end for one in meanings if one.has_figure for end in (one.low, one.high) if math.isfinite(end)]
    if registry is not None:
        ends += [registry.recorded, *(registry.wide or ())]
    axis = Axis(0, 1.12 * max(ends, default=1), _LEFT, _RIGHT)
    parts, y = [], 20.0
    for group in groups.values():
        parts.append(label(definition_words(group[0], language), y + 14, _WIDTH, language, weight=600, size=13.5))
        y += _HEADING - 8
        for one in group:
            parts += _bar(one, y, axis, language)
            y += _ROW
        own = registry.meaning() if registry else None
        if own is not None and registry is not None and any(compare(one, own).relation == "same" for one in group):
            parts += _own(registry, y, axis, language)
            y += _ROW
        parts.append(f'<path d="M16 {y + 2:.1f}H{_WIDTH - 16}" stroke="{LINE}"/>')
        y += 14
    lines = [f'<path d="M{axis(tick):.1f} 10V{y:.1f}" stroke="{LINE}"/>' for tick in axis.ticks()]
    numbers = [number(axis(tick), y + 17, words.count(round(tick), language)) for tick in axis.ticks()]
    title, description = (texts.say(f"claims.chart.{key}", language) for key in ("title", "description"))
    foot = label(texts.say("claims.chart.children", language), y + 38, _WIDTH, language, colour=SOFT)
    opening = head("claims", _WIDTH, y + 48, title, description, language)
    return Markup("\n".join([opening, *lines, *parts, *numbers, foot, "</svg>"]))


def _bar(one: Meaning, y: float, axis: Axis, language: texts.Language) -> list[str]:
    middle = y + 24
    said = " · ".join(
        part
        for part in (
            texts.set_apart(one.claim.id, language),
            texts.set_apart(_short(one.speaker), language),
            texts.set_apart(one.claim.said, language),
            figure_words(one, language),
        )
        if part
    )
    low, high = axis(one.low), axis(one.high if math.isfinite(one.high) else one.low)
    parts = [label(said, y + 11, _WIDTH, language, size=12, margin=24)]
    shape = f'x="{low:.1f}" y="{middle - 6:.1f}" width="{max(high - low, 3):.1f}" height="12"'
    parts.append(f'<rect {shape} rx="1.5" fill="{_BAR}"/>')
    if not math.isfinite(one.high):
        parts.append(
            f'<path d="M{low:.1f} {middle}h46m-7 -5l7 5l-7 5" stroke="{_BAR}" stroke-width="2.4" fill="none"/>'
        )
    if one.qualifier == "at_most":
        parts.append(
            f'<path d="M{high - 5:.1f} {middle}h-40m7 -5l-7 5l7 5" stroke="{GROUND}" stroke-width="2" fill="none"/>'
        )
    return parts


def _own(registry: Registry, y: float, axis: Axis, language: texts.Language) -> list[str]:
    middle = y + 24
    parts = [label(texts.say("claims.against.own", language), y + 11, _WIDTH, language, size=12, margin=24, weight=600)]
    x = axis(registry.recorded)
    parts.append(f'<path d="M{x:.1f} {middle - 8}v16" stroke="{_OWN}" stroke-width="4"/>')
    if registry.wide:
        low, high = (axis(end) for end in registry.wide)
        parts.append(
            f'<path d="M{low:.1f} {middle}H{high:.1f}" stroke="{_OWN}" stroke-width="5" stroke-opacity=".55"/>'
        )
    return parts


def _short(speaker: str) -> str:
    return speaker if len(speaker) <= 48 else f"{speaker[:46].rstrip()}…"
