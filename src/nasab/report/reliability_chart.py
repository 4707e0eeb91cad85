"""The reliability curve as a small picture (SVG) that needs nothing beside it.

To the right what was said, upwards what was true, on one square; beneath, how many pairs each point stands on.  The
scale runs from the left in every language, as numbers do; words stand on the side from which their language is read.
What does not fit the diagonal is told by the shape of its point, not by its colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from markupsafe import Markup, escape

from nasab import texts
from nasab.report import words
from nasab.simulation.reliability import BINS, Bin, Reliability

__all__ = ["draw"]

_WIDTH, _HEIGHT = 520, 664
_LEFT, _TOP, _SIDE = 88, 16, 400  # the square
_BASE, _TALL = 534, 76  # the line on which the bars stand, and how tall the tallest is
_LEGEND: Final = 574
_INK, _SOFT, _LINE, _FITS, _MISSES = "#1d2a30", "#4c5b63", "#d8dedd", "#24577a", "#a3341f"
_FONT: Final = "'Noto Sans','Segoe UI','Noto Sans Arabic',Tahoma,Arial,sans-serif"


def draw(reliability: Reliability, language: texts.Language, name: str = "reliability") -> Markup:
    """The picture as an `<svg>` element, for a page or a file of its own; `name` makes its ids its own."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" xml:lang="{language}" '
        f'lang="{language}" aria-labelledby="{name}-title {name}-description" font-family="{_FONT}" font-size="13" '
        f'fill="{_INK}">'
    )
    parts = [
        head,
        f'<title id="{name}-title">{_say("chart.title", language)}</title>',
        f'<desc id="{name}-description">{_say("chart.description", language)}</desc>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        *_frame(language),
        *_bars(reliability.bins, language),
        *_points([one for one in reliability.bins if one.count]),
        *_legend(language),
        "</svg>",
    ]
    return Markup("\n".join(parts))


def _x(share: float) -> float:
    return _LEFT + share * _SIDE


def _y(share: float) -> float:
    return _TOP + (1 - share) * _SIDE


def _frame(language: texts.Language) -> Iterator[str]:
    """The square with its lines and numbers, the diagonal, and what the axes are."""
    for fifth in range(6):
        share = fifth / 5
        number = words.probability(share, language).strip("<> ") if 0 < share < 1 else str(int(share))
        number = number[:-1] if len(number) == 4 else number  # 0.2, not 0.20
        yield f'<path d="M{_x(share):.1f} {_TOP}V{_y(0)}M{_LEFT} {_y(share):.1f}H{_x(1)}" stroke="{_LINE}"/>'
        yield _text(_LEFT - 8, _y(share) + 4, number, anchor="end", colour=_SOFT)
        yield _text(_x(share), _BASE + 18, number, colour=_SOFT)
    yield f'<path d="M{_LEFT} {_y(0)}L{_x(1)} {_TOP}" stroke="{_SOFT}" stroke-width="1.5" stroke-dasharray="7 5"/>'
    yield f'<path d="M{_LEFT} {_TOP}V{_y(0)}H{_x(1)}" fill="none" stroke="{_SOFT}"/>'
    yield _upright(_TOP + _SIDE / 2, _words("chart.true", language), language)
    yield _upright(_BASE - _TALL / 2, _words("chart.count", language), language)
    yield _text(_x(0.5), _BASE + 36, _words("chart.said", language), language, weight=600)


def _bars(bins: tuple[Bin, ...], language: texts.Language) -> Iterator[str]:
    """How many there are in each bin; the scale is logarithmic, since most pairs are of hardly any probability."""
    most = math.log1p(max((one.count for one in bins), default=0))
    width = _SIDE / BINS
    for one in bins:
        tall = math.log1p(one.count) / most * _TALL if most else 0.0
        left = _x(one.low)
        yield (
            f'<rect x="{left + 2:.1f}" y="{_BASE - tall:.1f}" width="{width - 4:.1f}" height="{tall:.1f}" '
            f'fill="#c3d3dd" stroke="{_FITS}" stroke-width=".8"/>'
        )
        yield _text(left + width / 2, _BASE - tall - 5, words.count(one.count, language), colour=_SOFT, size=11)
    yield f'<path d="M{_LEFT} {_BASE}H{_x(1)}" stroke="{_SOFT}"/>'


def _points(bins: list[Bin]) -> Iterator[str]:
    """The curve: a thin line, and for each bin its interval and its point."""
    places = [(_x(one.said or 0), _y(one.true or 0)) for one in bins]
    if len(places) > 1:
        way = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield f'<polyline points="{way}" fill="none" stroke="{_FITS}" stroke-width="1.2" stroke-opacity=".55"/>'
    for one, (x, y) in zip(bins, places, strict=True):
        yield _point(x, y, _y(one.most or 0), _y(one.least or 0), fits=one.fits)


def _point(x: float, y: float, high: float, low: float, *, fits: bool) -> str:
    colour = _FITS if fits else _MISSES
    interval = f"M{x:.1f} {high:.1f}V{low:.1f}M{x - 5:.1f} {high:.1f}h10M{x - 5:.1f} {low:.1f}h10"
    mark = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}"/>'
        if fits
        else f'<path d="M{x:.1f} {y - 7:.1f}l7 7l-7 7l-7 -7z" fill="#fff" stroke="{colour}" stroke-width="2.4"/>'
    )
    return f'<path d="{interval}" stroke="{colour}" stroke-width="1.8"/>{mark}'


def _legend(language: texts.Language) -> Iterator[str]:
    """What the signs mean, from the side from which the language is read."""
    is_right = texts.direction(language) == "rtl"
    sign = _WIDTH - 40 if is_right else 40
    start = sign - 26 if is_right else sign + 26
    for line, key in enumerate(("equal", "fits", "misses")):
        y = _LEGEND + 22 + line * 22
        if key == "equal":
            yield (f'<path d="M{sign - 16} {y}h32" stroke="{_SOFT}" stroke-width="1.5" stroke-dasharray="7 5"/>')
        else:
            yield _point(sign, y, y - 9, y + 9, fits=key == "fits")
        yield _text(start, y + 4, _words(f"chart.{key}", language), language, anchor="start")


def _upright(middle: float, said: str, language: texts.Language) -> str:
    turned = f' transform="rotate(-90 24 {middle:.1f})"'
    return _text(24, middle, said, language, weight=600, more=turned)


def _text(
    x: float,
    y: float,
    said: str,
    language: texts.Language | None = None,
    *,
    anchor: str = "middle",
    colour: str = _INK,
    weight: int = 400,
    size: int = 13,
    more: str = "",
) -> str:
    """A text; with a language it runs that language's way, without one it is a number."""
    way = texts.direction(language) if language else "ltr"
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" direction="{way}" text-anchor="{anchor}" fill="{colour}" '
        f'font-weight="{weight}" font-size="{size}"{more}>{escape(said)}</text>'
    )


def _words(key: str, language: texts.Language) -> str:
    return texts.say(f"calibration.{key}", language)


def _say(key: str, language: texts.Language) -> str:
    return str(escape(_words(key, language)))
