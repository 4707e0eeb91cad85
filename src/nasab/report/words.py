"""Probabilities, points and counts as people read them, in four languages.

A probability is said in words first and as a number second, because "0.97" is read as certainty and
"very likely" is not.  The words and their limits are those that the Intergovernmental Panel on
Climate Change prescribes to its authors (Mastrandrea et al. 2010, Guidance Note on the consistent
treatment of uncertainties, table 1); the weight of evidence is said with the limits of Kass and
Raftery (1995, Bayes Factors, JASA 90, p. 777: 3, 20 times, in bits 1.58, 4.32).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from nasab import texts

__all__ = [
    "LIKELIHOODS",
    "LOOK_AT",
    "PROBABLE",
    "adding_up",
    "count",
    "fit",
    "in_words",
    "likelihood",
    "points",
    "probability",
    "strength",
    "visible",
]

PROBABLE: Final = 0.9
"""From here a candidate is called a probable family."""

LOOK_AT: Final = 0.05
"""From here a candidate is shown to be looked at."""

LIKELIHOODS: Final[tuple[tuple[float, str], ...]] = (
    (0.99, "extremely_likely"),
    (0.90, "very_likely"),
    (0.66, "likely"),
    (0.33, "even"),
    (0.10, "unlikely"),
    (0.01, "very_unlikely"),
    (0.00, "extremely_unlikely"),
)
"""From which probability on which words are used, highest first."""

_NOTHING: Final = 0.2  # bits: odds of 8 to 7, which nobody should read anything into
_SLIGHT, _CLEAR = 1.58, 4.32
_DECIMAL: Final = {"en": ".", "ar": ".", "ru": ",", "fr": ","}
_THOUSANDS: Final = {"en": ",", "ar": ",", "ru": "\u00a0", "fr": "\u202f"}
_MINUS: Final = "\u2212"
_OVERRIDES: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DISTURBING: Final = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def likelihood(value: float) -> str:
    """The degree of likelihood of a probability in 0..1, as a key of `report.likelihood`."""
    return next(key for least, key in LIKELIHOODS if value >= least or least == 0)


def in_words(value: float, language: texts.Language = "en") -> str:
    """A probability in words: `very likely`."""
    return texts.say(f"report.likelihood.{likelihood(value)}", language)


def probability(value: float, language: texts.Language = "en") -> str:
    """A probability as a number of two decimals, never rounded to 0 or 1: `0.97`, `> 0.99`."""
    sign, shown = "", value
    if value < 0.005:
        sign, shown = "< ", 0.01
    elif value >= 0.995:
        sign, shown = "> ", 0.99
    return sign + _decimal(f"{shown:.2f}", language)


def points(bits: float, language: texts.Language = "en") -> str:
    """Bits with their sign and one decimal: `+3.2`, `−1.0`, `0`."""
    if abs(bits) < _NOTHING:
        return "0"
    return ("+" if bits > 0 else _MINUS) + _decimal(f"{abs(bits):.1f}", language)


def count(number: float, language: texts.Language = "en") -> str:
    """A count with its thousands set apart; a fraction below ten keeps one decimal: `12,480`, `6.3`."""
    if float(number) != round(number) and abs(number) < 9.95:
        return _decimal(f"{number:.1f}", language)
    return f"{round(number):,}".replace(",", _THOUSANDS[language])


def strength(bits: float) -> str:
    """How strongly so many bits speak, as a key of `report.strength`."""
    if abs(bits) < _NOTHING:
        return "nothing"
    size = "slightly" if abs(bits) < _SLIGHT else "clearly" if abs(bits) < _CLEAR else "strongly"
    return f"{size}_{'for' if bits > 0 else 'against'}"


def fit(bits: float) -> str:
    """Whether letters stand for one another by habit: `✔` twice as often as chance has it, `✘` half as often, or ``."""
    return "✔" if bits >= 1 else "✘" if bits <= -1 else ""


def adding_up(bits: Sequence[float]) -> list[float]:
    """Bits rounded to one decimal such that the rounded ones add up to the rounded sum.

    Each is the difference of two rounded running sums, so none is off by more than 0.1 and none
    changes its sign.
    """
    rounded, exact, before = [], 0.0, 0.0
    for value in bits:
        exact += value
        after = round(exact, 1)
        rounded.append(round(after - before, 1))
        before = after
    return rounded


def visible(text: str) -> str:
    """The text without what could disturb the page around it or a terminal.

    Control characters become spaces, direction overrides are taken out (they can make one number
    look like another), halves of broken characters become `�`.  Everything else stays as written.
    """
    return _DISTURBING.sub(_shown, text) if _DISTURBING.search(text) else text


def _shown(found: re.Match[str]) -> str:
    character = found[0]
    if character in _OVERRIDES:
        return ""
    return "\ufffd" if "\ud800" <= character <= "\udfff" else " "


def _decimal(number: str, language: texts.Language) -> str:
    return number.replace(".", _DECIMAL[language])
