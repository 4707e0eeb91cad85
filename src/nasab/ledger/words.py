"""The words of `data/words.toml`: which of them a text holds."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["areas", "first_of", "found_in", "media"]


@cache
def _written() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data", "words.toml").read_text(encoding="utf-8"))


@cache
def _patterns(subject: str) -> dict[str, re.Pattern[str]]:
    return {
        meaning: re.compile("|".join(rf"(?<!\w){re.escape(word)}" for word in words))
        for meaning, words in _written()[subject].items()
    }


def found_in(subject: str, text: str) -> dict[str, tuple[int, int]]:
    """The meanings that a text holds a word of, each with where the word stands, in the order of the file."""
    folded = text.casefold()
    return {meaning: held.span() for meaning, pattern in _patterns(subject).items() if (held := pattern.search(folded))}


def first_of(subject: str, text: str) -> str | None:
    """The first meaning, in the order of the file, of which a text holds a word."""
    return next(iter(found_in(subject, text)), None)


def areas(name: str) -> tuple[str, ...]:
    """The places that an area holds; an area that is a place holds itself."""
    return tuple(_written()["areas"].get(name, [name]))


@cache
def media() -> re.Pattern[str]:
    """A medium at the end of a speaker's name: `, TASS`."""
    names = "|".join(re.escape(name) for name in sorted(_written()["media"]["names"], key=len, reverse=True))
    return re.compile(rf"[,;(]\s*(?:{names})\)?\s*$")
