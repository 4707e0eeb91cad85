"""Small pieces of pictures (SVG) that several charts share: texts that run their language's way, axes, numbers on them.

Numbers grow from the left in every language; words stand on the side from which their language is read.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from markupsafe import Markup, escape

from nasab import texts

__all__ = ["FONT", "GROUND", "INK", "LINE", "SOFT", "Axis", "head", "label", "number"]

INK, SOFT, LINE, GROUND = "#1d2a30", "#4c5b63", "#d8dedd", "#fff"
FONT: Final = "'Noto Sans','Segoe UI','Noto Sans Arabic',Tahoma,Arial,sans-serif"


class Axis:
    """A scale from left to right with round numbers on it."""

    def __init__(self, low: float, high: float, left: float, right: float, most: int = 8) -> None:
        if high <= low:
            high = low + 1
        self.low, self.high, self._left, self._right = low, high, left, right
        step = 10 ** math.floor(math.log10((high - low) / most))
        self.step = next(step * k for k in (1, 2, 5, 10, 20) if (high - low) / (step * k) <= most)

    def __call__(self, value: float) -> float:
        """Where a value stands; what lies beyond either end stands at that end."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self._left + share * (self._right - self._left)

    def ticks(self) -> Iterable[float]:
        """The round numbers between its ends."""
        first = math.ceil(self.low / self.step - 1e-9)
        last = math.floor(self.high / self.step + 1e-9)
        return (k * self.step for k in range(first, last + 1))


def head(name: str, width: float, height: float, title: str, description: str, language: texts.Language) -> str:
    """The opening of a picture with what it is called and what it shows; `name` makes its ids its own."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" lang="{language}" '
        f'aria-labelledby="{name}-title {name}-description" font-family="{FONT}" font-size="13" fill="{INK}">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-description">{escape(description)}</desc>'
        f'<rect width="{width:g}" height="{height:g}" fill="{GROUND}"/>'
    )


def label(
    said: str,
    y: float,
    width: float,
    language: texts.Language,
    *,
    margin: float = 16,
    colour: str = INK,
    weight: int = 400,
    size: float = 13,
) -> str:
    """A line of words that begins at the side from which the language is read."""
    way = texts.direction(language)
    x = width - margin if way == "rtl" else margin
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" direction="{way}" text-anchor="start" fill="{colour}" font-weight="{weight}" '
        f'font-size="{size:g}" paint-order="stroke" stroke="{GROUND}" stroke-width="4" '
        f'stroke-linejoin="round">{escape(said)}</text>'
    )


def number(
    x: float, y: float, said: str, *, anchor: str = "middle", colour: str = SOFT, weight: int = 400, size: float = 12
) -> Markup:
    """A number, or numbers with a dash between them: they run from the left."""
    return Markup(
        f'<text x="{x:.1f}" y="{y:.1f}" direction="ltr" text-anchor="{anchor}" fill="{colour}" '
        f'font-weight="{weight}" font-size="{size:g}">{escape(said)}</text>'
    )
