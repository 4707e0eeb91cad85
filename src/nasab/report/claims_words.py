"""Claims in words: whom they count, how exactly, and what is found of them, in four languages."""

from __future__ import annotations

from collections.abc import Iterable

from nasab import places, texts
from nasab.ledger import Against, Comparison, Finding, Meaning
from nasab.ledger.understanding import EVERYBODY
from nasab.ledger.words import areas
from nasab.report import words

__all__ = ["against_words", "definition_words", "figure_words", "finding_words", "relation_words"]

_AREAS = ("SU", "NC", "ME")


def definition_words(one: Meaning, language: texts.Language) -> str:
    """Whom a claim counts: who, in which state, where, and what is counted."""
    where = _places(one.where, language) if one.where else _say("who.nowhere", language)
    state = "" if one.state == "any" or one.measure == "returns" else _say(f"state.{one.state}", language)
    said = [_who(one, language), state, where, _say(f"measure.{one.measure}", language)]
    return " · ".join(part for part in said if part)


def figure_words(one: Meaning, language: texts.Language) -> str:
    """The figure with what the speaker said of its exactness; a multiplier as such."""
    low, high = one.claim.low, one.claim.high
    if not one.has_figure:
        return _say("table.multiplier", language, n=f"{one.times:g}") if one.times else _say("table.none", language)
    if one.qualifier == "range" and low is not None and high is not None:
        said = _say("table.range", language, low=_number(low, language), high=_number(high, language))
        return f"\u2068{said}\u2069" if language == "ar" else said  # two numbers run from the left
    figure = low if one.qualifier == "at_least" or high is None else high
    qualifier = one.qualifier if one.qualifier in ("at_least", "at_most", "about") else "exact"
    return _say(f"table.{qualifier}", language, n=_number(figure or 0, language))


def finding_words(one: Finding, language: texts.Language) -> str:
    """The sentence of a finding."""
    ids = [texts.set_apart(id, language) for id in one.claims]
    blanks = {name: _blank(value, language) for name, value in one.blanks.items()}
    named = {"a": ids[0], "b": ids[1] if len(ids) > 1 else "", "rest": _joined(ids[1:], language)}
    return _say(f"finding.{one.kind}", language, **named, all=_joined(ids, language), **blanks)


def relation_words(one: Comparison, language: texts.Language) -> str:
    """How two comparable claims stand to each other."""
    a, b = (texts.set_apart(id, language) for id in (one.first, one.second))
    return _say(f"relation.{one.relation}", language, a=a, b=b)


def against_words(one: Against, language: texts.Language) -> str:
    """What a claim is against the registry; numbers rounded to fives, as they may leave."""
    return _say(
        f"against.{one.verdict}", language, a=texts.set_apart(one.claim, language),
        missing=words.count(one.missing // 5 * 5, language), times=_decimal(f"{one.times:.1f}", language),
    )  # fmt: skip


def _who(one: Meaning, language: texts.Language) -> str:
    if one.who == EVERYBODY:
        return _say("who.everybody", language)
    if not one.who:
        return _say("who.unsaid", language)
    return _say("who.from", language, places=_places(one.who, language))


def _places(ids: Iterable[str], language: texts.Language) -> str:
    ids = set(ids)
    for area in _AREAS:
        if ids == set(areas(area)):
            return _say(f"who.{area}", language)
    return _joined(sorted(_place(id, language) for id in ids), language)


def _place(id: str, language: texts.Language) -> str:
    try:
        return places.name(places.get(id), language)
    except KeyError:
        return id


def _blank(value: object, language: texts.Language) -> str:
    if isinstance(value, tuple):
        return _joined([_say(f"field.{name}", language) for name in value], language)
    if isinstance(value, int | float):
        return _number(value, language)
    return texts.set_apart(str(value), language)


def _joined(parts: Iterable[str], language: texts.Language) -> str:
    return ("، " if language == "ar" else ", ").join(parts)


def _number(value: float, language: texts.Language) -> str:
    return words.count(round(value), language) if value == round(value) else _decimal(f"{value:g}", language)


def _decimal(number: str, language: texts.Language) -> str:
    return number.replace(".", ",") if language in ("ru", "fr") else number


def _say(key: str, language: texts.Language, **blanks: object) -> str:
    return texts.say(f"claims.{key}", language, **blanks)
