"""What DNA says, in words: how many times likelier, and how the alternatives stand to it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from nasab import texts
from nasab.texts import Language, say

__all__ = ["Beside", "Times", "beside_line", "times"]

#: Ratios this near to 1 are told as alike.
_ALIKE = 0.004

#: From 10**6 on a number is said by its great word, up to this many zeros; beyond, by its zeros.
_GREAT = ((6, "million"), (9, "billion"), (12, "trillion"))
_MOST = 15


def times(log10: float, language: Language = "en") -> str:
    """How many times, from its log10 (at least 0), as one would say it: 12, 3,400, 3.4 million, 10^18."""
    if math.isinf(log10):
        return "∞"
    if log10 >= _MOST:
        return f"10^{math.floor(log10)}"
    great = [(zeros, word) for zeros, word in _GREAT if log10 >= zeros - 1e-9]
    if great:
        zeros, word = great[-1]
        return say(f"dna.number.{word}", language, number=_short(10 ** (log10 - zeros), language))
    return _short(10**log10, language)


def beside_line(alternative: str, log10: float, language: Language) -> str:
    """An alternative and how it stands to the hypothesis that it is weighed beside.

    `log10` is that of the hypothesis's likelihood over the alternative's: 1.08 is told as "12 times less likely".
    """
    what = say(f"dna.alternative.{alternative}", language)
    if math.isnan(log10) or log10 == math.inf:
        return say("dna.times.cannot_be", language, what=what)
    key = "alike" if abs(log10) < _ALIKE else "less" if log10 > 0 else "more"
    return say(f"dna.times.{key}", language, what=what, times=times(abs(log10), language))


@dataclass(frozen=True, slots=True)
class Times:
    """`times`, said when the language is known."""

    log10: float

    def say(self, language: texts.Language = "en") -> str:
        """The number in a language."""
        return times(self.log10, language)


@dataclass(frozen=True, slots=True)
class Beside:
    """`beside_line`, said when the language is known."""

    alternative: str
    log10: float

    def say(self, language: texts.Language = "en") -> str:
        """The line in a language."""
        return beside_line(self.alternative, self.log10, language)


def _short(value: float, language: Language) -> str:
    if value < 9.95:
        text = f"{value:.2g}"
        return text.replace(".", ",") if language in ("ru", "fr") else text
    thousands = {"ru": "\u00a0", "fr": "\u202f"}.get(language, ",")
    return f"{float(f'{value:.2g}') if value >= 1000 else round(value):,.0f}".replace(",", thousands)
