"""A pair that was judged not the same and came back: what is said differently now, as each place shows it.

The sentences are those of `nasab.matching.judgement_words`.  What stands in them is written by strangers, so it is
cleaned for a terminal or a cell, and set in tags of its own on a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from markupsafe import Markup, escape

from nasab import texts
from nasab.matching.judgement_words import tell_news
from nasab.matching.judgements import Judgement, Seen
from nasab.matching.results import Candidate
from nasab.report.words import visible

__all__ = ["news_in_words", "news_on_a_page"]

_PLACES: Final = range(0xE000, 0xF900)
"""Letters that stand for what is written while sentences are made."""

_ISOLATES: Final = ("\u2068", "\u2069")
_HELD: Final = re.compile("[\ue000-\uf8ff\u2068\u2069]")


def news_in_words(candidate: Candidate, language: texts.Language) -> tuple[str, ...]:
    """The news of a pair that came back, sentence by sentence; nothing of one that did not."""
    return _told(candidate, language, visible)


def news_on_a_page(
    candidate: Candidate, language: texts.Language, isolate: Callable[[str], Markup]
) -> tuple[Markup, ...]:
    """The same with all that a list says isolated and escaped."""
    held: dict[str, str] = {}

    def hold(text: str) -> str:
        return held.setdefault(text, chr(_PLACES[len(held)])) if text else ""

    told = _told(candidate, language, hold)
    shown = {place: str(isolate(text)) for text, place in held.items()} | dict.fromkeys(_ISOLATES, "")
    return tuple(Markup(_HELD.sub(lambda one: shown[one[0]], str(escape(said)))) for said in told)


def _told(candidate: Candidate, language: texts.Language, change: Callable[[str], str]) -> tuple[str, ...]:
    if candidate.returned is None:
        return ()
    judgement, new = candidate.returned
    return tell_news(_changed(judgement, change), tuple(_seen(one, change) for one in new), language)


def _changed(judgement: Judgement, change: Callable[[str], str]) -> Judgement:
    seen = tuple(_seen(one, change) for one in judgement.seen)
    return replace(judgement, by=change(judgement.by), on=change(judgement.on), seen=seen)


def _seen(seen: Seen, change: Callable[[str], str]) -> Seen:
    return replace(seen, found=change(seen.found), sought=change(seen.sought))
