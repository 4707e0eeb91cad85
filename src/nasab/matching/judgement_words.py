"""Judgements in words: what people should be told of them, and what is said differently since one was made."""

from __future__ import annotations

from collections.abc import Sequence

from nasab import texts
from nasab.errors import Problem
from nasab.matching.judgements import Binding, Judgement, Seen, written

__all__ = ["messages", "tell_news"]


def messages(bound: Binding) -> tuple[Problem, ...]:
    """What people should be told of their judgements: contested pairs (JUDGE-06), children judged two (JUDGE-07)."""
    told = [
        Problem("JUDGE-06", value=" – ".join(pair)[:200], detail=f"{same.by or '?'} / {different.by or '?'}")
        for pair, (same, different) in bound.contested.items()
    ]
    told += [Problem("JUDGE-07", value=two.child_id[:200], detail=", ".join(two.others)[:200]) for two in bound.twice]
    return tuple(told)


def tell_news(judgement: Judgement, new: Sequence[Seen], language: texts.Language = "en") -> tuple[str, ...]:
    """The news in words: first what was judged, by whom and when, then a sentence for each thing said differently."""
    if not new:
        return ()
    before = {seen.kind: seen for seen in judgement.seen}
    verdict = texts.say(f"reasons.verdict.{judgement.verdict}", language)
    who = ", ".join(texts.set_apart(part, language) for part in (judgement.on, judgement.by) if part)
    key = "reasons.news.judged_by" if who else "reasons.news.judged"
    head = texts.say(key, language, verdict=verdict, who=who)
    return head, *(said for one in new for said in _differences(before.get(one.kind), one, language))


def _differences(before: Seen | None, now: Seen, language: texts.Language) -> list[str]:
    """A sentence for each side that says something else; one for both if only one of the times is known."""
    key = f"reasons.title.{now.kind}"
    title = texts.say(key, language) if texts.has(key) else now.kind  # judged before another version of nasab
    was, is_now = written(before or Seen(now.kind, "", "", "")), written(now)
    if not any(was) or not any(is_now):
        return [_difference(title, _both(was, language), _both(is_now, language), language)]
    told = []
    for side, old, new in zip(("found", "sought"), was, is_now, strict=True):
        if old != new:
            of_side = texts.say(f"reasons.news.side.{side}", language)
            where = texts.say("reasons.news.on_one_side", language, title=title, side=of_side)
            told.append(_difference(where, texts.set_apart(old, language), texts.set_apart(new, language), language))
    return told


def _difference(title: str, before: str, now: str, language: texts.Language) -> str:
    key = "changed" if before and now else "appeared" if now else "vanished"
    return texts.say(f"reasons.news.{key}", language, title=title, before=before, now=now)


def _both(sides: tuple[str, str], language: texts.Language) -> str:
    return " / ".join(texts.set_apart(side, language) for side in sides if side)
