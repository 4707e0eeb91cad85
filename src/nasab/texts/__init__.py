"""Everything nasab says to people, in English, Arabic, Russian and French.

A sentence has one key and stands once a language, in `texts/<language>/<topic>.toml`, so that a
translator needs no Python and a test can see that no language lacks a sentence or a blank.
Values are put in with `{name}`, as in `str.format`.
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

__all__ = ["LANGUAGES", "Language", "direction", "has", "say", "set_apart"]

Language = Literal["en", "ar", "ru", "fr"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "ar", "ru", "fr")


def say(key: str, language: Language = "en", /, **values: object) -> str:
    """The sentence of a key in a language, its blanks filled.

    `key` is `topic.path.to.sentence`, for example `reasons.name.same`; the topic is the file.
    A key or a blank that does not exist is a mistake of the programmer: `KeyError`.
    """
    return _sentence(key, language).format(**values)


def has(key: str) -> bool:
    """Whether there is such a sentence (in English, and so by test in every language)."""
    try:
        _sentence(key, "en")
    except KeyError:
        return False
    return True


def direction(language: Language) -> Literal["rtl", "ltr"]:
    """From which side the language is written."""
    return "rtl" if language == "ar" else "ltr"


def set_apart(text: str, language: Language) -> str:
    """A name for a blank of a sentence, kept from turning the words around it.

    If it has letters that run another way than the language it stands between two Unicode isolates (UAX #9, FSI and
    PDI), which take no room; else it is left as it is.
    """
    across = ("L",) if direction(language) == "rtl" else ("R", "AL")
    return f"\u2068{text}\u2069" if any(unicodedata.bidirectional(letter) in across for letter in text) else text


@cache
def _sentence(key: str, language: Language) -> str:
    topic, _, path = key.partition(".")
    node: Any = _topic(topic, language)
    for step in path.split("."):
        if not isinstance(node, dict) or step not in node:
            raise KeyError(key)
        node = node[step]
    if not isinstance(node, str):
        raise KeyError(key)
    return node


@cache
def _topic(topic: str, language: Language) -> dict[str, Any]:
    source = files(__name__).joinpath(language, f"{topic}.toml")
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise KeyError(topic) from None
