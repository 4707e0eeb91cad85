"""Languages as someone wrote them: names or codes, in any of the scripts, strongest first."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from nasab import errors
from nasab.languages.known import KNOWN

__all__ = ["fold", "parse"]

_APART: Final = re.compile(
    r"[;,/؛،|+&\n\r\t•]|\s[-–—]\s|\s(?:and|et|и|و|then|puis|потом|затем|ثم)\s|\sو(?=ال)", re.IGNORECASE
)
_ARABIC_AND: Final = re.compile(r"\sو(?=\S)")  # the Arabic "and" is written together with the word after it
_AROUND: Final = re.compile(
    r"\([^()]*\)|(?<!\w)(?:language|speaks|speaking|only|little|some|a|bit|of|fluent|fluently|native|mother|tongue|understands|"
    r"язык|языке|языки|говорит|понимает|немного|только|плохо|хорошо|родной|на|по|чуть|мало|"
    r"langue|parle|comprend|un|peu|seulement|bien|maternelle|le|la|de|"
    r"اللغه|لغه|يتكلم|تتكلم|يتحدث|تتحدث|فقط|قليلا|القليل|من|يفهم|تفهم|بعض|لا)(?!\w)"
)
_LETTERS: Final = str.maketrans(
    {"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ە": "ه", "ـ": "", "ı": "i", "1": "ӏ", "ʻ": "'", "’": "'", "ʼ": "'"}
)
_LONGEST: Final = 400


def fold(text: str) -> str:
    """A language's name without case, accents, vowel signs or direction marks."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS)).translate(_LETTERS)
    kept = "".join(letter for letter in letters if unicodedata.category(letter) not in ("Mn", "Cf", "Me"))
    return re.sub(r"[\s.]+", " ", kept).strip()


def parse(cell: str) -> tuple[str, ...]:
    """The ISO 639-3 codes of the languages of a cell, in the order written, each once.

    Names in English, Arabic, Russian, French and the language itself, and ISO 639 codes; `LANG-01` for a
    name that is not known, with the name as the problem's detail, and for a cell without any.
    """
    codes: list[str] = []
    for part in _APART.split(cell[:_LONGEST]):
        written = part.strip(" .:-\u200e\u200f")
        if not written:
            continue
        for name in [written] if _code(written) else _ARABIC_AND.split(written):
            code = _code(name)
            if code is None:
                raise errors.NotUnderstood("LANG-01", cell, written[:60])
            if code not in codes:
                codes.append(code)
    if not codes:
        raise errors.NotUnderstood("LANG-01", cell, cell[:60])
    return tuple(codes)


def _code(written: str) -> str | None:
    folded = fold(written)
    for form in (folded, re.sub(" +", " ", _AROUND.sub(" ", folded)).strip(" -:.")):
        for name in (form, form.removeprefix("ال"), re.sub("(?:ски|ском|ская|ского)$", "скии", form)):
            if name in _names():
                return _names()[name]
    return None


@cache
def _names() -> dict[str, str]:
    """Every folded name to its code; the first language that claims a name keeps it."""
    found: dict[str, str] = {}
    for code, language in KNOWN.items():
        for name in (code, language.short, *language.names.values(), *language.others):
            folded = fold(name)
            for form in (folded, folded.removeprefix("ال")):
                if form:
                    found.setdefault(form, code)
    return found
