"""The pictures of an estimate: ranges under one another, and the curve of how probable each number of children is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
from markupsafe import Markup, escape

from nasab import texts
from nasab.report import words
from nasab.report.drawing import INK, LINE, SOFT, Axis, head, label, number

__all__ = ["Row", "draw_curve", "draw_ranges"]

_WIDTH: Final = 720
_LEFT, _RIGHT = 36, 684
_TALL: Final = 44
_MAIN, _OTHER, _BAND = "#24577a", "#7b97a8", "#e6eef3"

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the picture: what it is, its likely and wide range; with only `low` it is a lower bound."""

    said: str
    likely: Range | None = None
    wide: Range | None = None
    low: float | None = None
    is_main: bool = False


def draw_ranges(
    rows: Sequence[Row], recorded: float, band: Range | None, name: str, language: texts.Language
) -> Markup:
    """Ranges under one another on one scale; `band` is shaded behind them all.

    A range that goes far beyond the others ends in an arrow, so that the rest can still be read.
    """
    ends = [one.wide[1] for one in rows if one.wide] + [one.low for one in rows if one.low is not None]
    usual = band[1] if band else float(np.median(ends))
    most = min(max(ends, default=recorded), 3.2 * usual)
    least = min([recorded, *(one.wide[0] for one in rows if one.wide)])
    axis = Axis(max(least - 0.06 * (most - least), 0.0), most, _LEFT, _RIGHT)
    top = 34
    base = top + _TALL * len(rows) + 6
    parts = [
        head(
            name, _WIDTH, base + 46, texts.say(f"estimate.chart.{name}_title", language),
            texts.say(f"estimate.chart.{name}_description", language), language,
        )
    ]  # fmt: skip
    if band:
        parts.append(
            f'<rect x="{axis(band[0]):.1f}" y="{top - 8}" width="{max(axis(band[1]) - axis(band[0]), 1):.1f}" '
            f'height="{base - top + 8}" fill="{_BAND}"/>'
        )
    for tick in axis.ticks():
        x = axis(tick)
        parts.append(f'<path d="M{x:.1f} {top - 8}V{base}" stroke="{LINE}"/>')
        parts.append(number(x, base + 17, words.count(round(tick), language)))
    x = axis(recorded)
    parts.append(f'<path d="M{x:.1f} {top - 8}V{base}" stroke="{INK}" stroke-width="1.6" stroke-dasharray="2 3"/>')
    said = f"{texts.say('estimate.chart.recorded', language)} {words.count(round(recorded), language)}"
    way = texts.direction(language)
    anchor = "end" if way == "rtl" else "start"
    parts.append(
        f'<text x="{x:.1f}" y="{top - 15}" direction="{way}" text-anchor="{anchor}" font-size="12" '
        f'fill="{SOFT}">{escape(said)}</text>'
    )
    for place, row in enumerate(rows):
        parts += _row(row, top + _TALL * place, axis, language)
    parts.append(label(texts.say("estimate.chart.children", language), base + 38, _WIDTH, language, colour=SOFT))
    return Markup("\n".join([*parts, "</svg>"]))


def _row(row: Row, y: float, axis: Axis, language: texts.Language) -> list[str]:
    colour = _MAIN if row.is_main else _OTHER
    middle = y + 28
    parts = [label(row.said, y + 13, _WIDTH, language, weight=600 if row.is_main else 400)]
    if row.low is not None:
        x = axis(row.low)
        parts.append(
            f'<path d="M{x:.1f} {middle - 7}v14M{x:.1f} {middle}h26l-6 -4m6 4l-6 4" stroke="{colour}" fill="none" '
            f'stroke-width="2"/>'
        )
        return parts
    if row.wide:
        low, high = (axis(end) for end in row.wide)
        parts.append(f'<path d="M{low:.1f} {middle}H{high:.1f}" stroke="{colour}" stroke-width="2"/>')
        if row.wide[1] > axis.high:
            parts.append(f'<path d="M{high - 1:.1f} {middle - 6}l8 6l-8 6z" fill="{colour}"/>')
    if row.likely:
        low, high = (axis(end) for end in row.likely)
        parts.append(
            f'<rect x="{low:.1f}" y="{middle - 6}" width="{max(high - low, 2):.1f}" height="12" rx="2" '
            f'fill="{colour}"/>'
        )
    return parts


def draw_curve(
    children: npt.NDArray[np.int64], probability: npt.NDArray[np.float64], likely: Range, language: texts.Language
) -> Markup:
    """How probable each number of children is, from the recorded to where hardly anything is left."""
    summed = np.cumsum(probability)
    last = int(np.searchsorted(summed, 0.985)) + 1
    n, p = children[: last + 1], probability[: last + 1]
    pieces = min(len(n), 160)
    edges = np.unique(np.linspace(0, len(n), pieces + 1).astype(int))
    x = np.array([n[a:b].mean() for a, b in pairwise(edges.tolist())])
    y = np.array([p[a:b].mean() for a, b in pairwise(edges.tolist())])
    axis = Axis(float(n[0]), float(n[-1]), _LEFT, _RIGHT)
    base, tall = 196.0, 164.0
    scale = tall / float(y.max())
    points = [f"{axis(a):.1f},{base - b * scale:.1f}" for a, b in zip(x, y, strict=True)]
    inside = [(a, b) for a, b in zip(x, y, strict=True) if likely[0] <= a <= likely[1]]
    parts = [
        head(
            "curve", _WIDTH, 246, texts.say("estimate.chart.curve_title", language),
            texts.say("estimate.chart.curve_description", language), language,
        )
    ]  # fmt: skip
    if len(inside) > 1:
        shape = " ".join(f"{axis(a):.1f},{base - b * scale:.1f}" for a, b in inside)
        parts.append(
            f'<polygon points="{axis(inside[0][0]):.1f},{base} {shape} {axis(inside[-1][0]):.1f},{base}" '
            f'fill="#bcd0dc"/>'
        )
    for tick in axis.ticks():
        parts.append(f'<path d="M{axis(tick):.1f} {base}v5" stroke="{SOFT}"/>')
        parts.append(number(axis(tick), base + 19, words.count(round(tick), language)))
    parts.append(f'<path d="M{_LEFT} {base}H{_RIGHT}" stroke="{SOFT}"/>')
    parts.append(f'<polyline points="{" ".join(points)}" fill="none" stroke="{_MAIN}" stroke-width="2.2"/>')
    parts.append(label(texts.say("estimate.chart.children", language), base + 40, _WIDTH, language, colour=SOFT))
    return Markup("\n".join([*parts, "</svg>"]))
