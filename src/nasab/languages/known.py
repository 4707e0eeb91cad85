"""The languages that nasab knows, with their names in four languages and their own.

The list (`data/languages.tsv`) is compiled by hand; the codes are ISO 639-3.  The dialects of Arabic are
one language here, because those who write down what a child speaks seldom tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from nasab import texts

__all__ = ["KNOWN", "Language", "name", "rows"]


@dataclass(frozen=True, slots=True)
class Language:
    """One language.

    `code` is ISO 639-3, `short` ISO 639-1 or empty. `lingua_franca` holds the ISO 3166 countries in which people of
    all homes learn it (`world` for everywhere). `family` is shared by languages that those who write them down
    often confuse. `names` are those in texts.LANGUAGES, `others` further names, codes and spellings.
    """

    code: str
    short: str
    lingua_franca: frozenset[str]
    family: str
    names: Mapping[texts.Language, str]
    others: tuple[str, ...]


def rows(table: str) -> Iterator[list[str]]:
    """The rows of one of this package's tables, without comments."""
    for line in files(__package__).joinpath("data", table).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def _known() -> dict[str, Language]:
    languages = {}
    for code, short, lingua, family, en, fr, ru, ar, other in rows("languages.tsv"):
        languages[code] = Language(
            code=code,
            short=short,
            lingua_franca=frozenset(lingua.split(",")) - {""},
            family=family,
            names={"en": en, "ar": ar, "ru": ru, "fr": fr},
            others=tuple(filter(None, other.split(";"))),
        )
    return languages


class _Known(Mapping[str, Language]):
    """Read when first asked, so that importing nasab reads no tables."""

    def __getitem__(self, code: str) -> Language:
        return _known()[code]

    def __iter__(self) -> Iterator[str]:
        return iter(_known())

    def __len__(self) -> int:
        return len(_known())


KNOWN: Final[Mapping[str, Language]] = _Known()
"""Every language by its ISO 639-3 code."""


def name(code: str, language: texts.Language = "en") -> str:
    """The name of a language in one of the languages of nasab; `KeyError` for an unknown code."""
    return KNOWN[code].names[language]
