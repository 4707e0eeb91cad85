"""A reviewed list of words in several languages, and where its words occur in a text.

A word in the list may stand for all its inflected forms: `шрам*` is "шрам" with any ending that Russian adds
(шрамы, шрамами), but not every word that begins so. `**` takes any rest at all, for long stems that are safe.
An expression of several words is found with articles and prepositions between them, and the longest expression
wins: "birth mark" is not a mark. The endings of each language are in `data/endings.toml`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from nasab.marks.letters import COLON, STRONG, WEAK, plain

__all__ = ["FILLER", "UNKNOWN", "Hit", "Lexicon", "load", "rows"]

UNKNOWN: Final = "?"
"""The role of a word that is not in the list."""
FILLER: Final = "filler"
"""The role of words that may stand between the words of an expression: articles, prepositions, numbers."""

# Longest first: one-letter prefixes of Arabic (and, with, for, so, like) and the article, alone and together.
_PREFIXES: Final = ("وبال", "وال", "بال", "فال", "كال", "ولل", "لل", "ال", "و", "ب", "ل", "ف", "ك")
_AND: Final = "و"
_SIGNS: Final = (STRONG, WEAK, COLON)
_MOST_FILLERS: Final = 3


class Hit(NamedTuple):
    """One known expression, unknown word or separating sign of a text."""

    role: str
    """The table of the list it stands in ("kind", "part", …), `UNKNOWN`, or a sign."""
    name: str
    """Its key in that table; for an unknown word the word itself."""
    language: str
    joined: bool
    """Whether it was written in one with "and", as Arabic does."""


class _Form(NamedTuple):
    number: int
    length: int
    language: str
    open: bool


@dataclass(slots=True)
class _Phrase:
    numbers: tuple[int, ...]
    length: int
    role: str
    name: str
    language: str
    fillers: bool


class Lexicon:
    """The words of one list, ready to be found. Made by `load`."""

    def __init__(self, tables: dict[str, dict[str, dict[str, Any]]], endings: dict[str, frozenset[str]]) -> None:
        self._endings = endings
        self._exact: dict[str, list[_Form]] = {}
        self._stems: dict[str, list[_Form]] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self._phrases: dict[int, list[_Phrase]] = {}
        self._seen: dict[str, tuple[dict[int, int], bool]] = {}
        self._longest = 0
        for role, table in tables.items():
            for name, row in table.items():
                for language in endings:
                    for expression in row.get(language, ()):
                        self._add(role, name, language, expression)

    def _add(self, role: str, name: str, language: str, expression: str) -> None:
        forms = [self._form(word, language) for word in expression.split()]
        fillers = role != FILLER and len(forms) > 1
        length = sum(form.length for form in forms)
        numbers = tuple(form.number for form in forms)
        self._phrases.setdefault(numbers[0], []).append(_Phrase(numbers, length, role, name, language, fillers))

    def _form(self, word: str, language: str) -> _Form:
        stem = plain(word.rstrip("*"))
        number = self._numbers.setdefault((language, stem + word[len(word.rstrip("*")) :]), len(self._numbers))
        form = _Form(number, len(stem), language, word.endswith("**"))
        shelf = self._stems if word.endswith("*") else self._exact
        if form not in shelf.setdefault(stem, []):
            shelf[stem].append(form)
        self._longest = max(self._longest, len(stem))
        return form

    def _forms(self, word: str) -> dict[int, int]:
        """The forms a word may be, each with the letters that had to agree."""
        found = {form.number: form.length + 1 for form in self._exact.get(word, ())}
        for end in range(1, min(len(word), self._longest) + 1):
            for form in self._stems.get(word[:end], ()):
                if form.open or word[end:] in self._endings[form.language]:
                    found[form.number] = form.length
        return found

    def _look_up(self, word: str) -> tuple[dict[int, int], bool]:
        known = self._seen.get(word)
        if known is None:
            known = self._read(word)
            if len(self._seen) < 50_000:
                self._seen[word] = known
        return known

    def _read(self, word: str) -> tuple[dict[int, int], bool]:
        forms = self._forms(word)
        joined = False
        if "ء" <= word[0] <= "ي":
            for prefix in _PREFIXES:
                if (
                    word.startswith(prefix)
                    and len(word) > len(prefix) + 1
                    and (more := self._forms(word[len(prefix) :]))
                ):
                    joined = not forms and prefix[0] == _AND
                    forms = more | forms
                    break
        return forms, joined

    def hits(self, tokens: list[str]) -> list[Hit]:
        """The known expressions, unknown words and signs of `tokens`, in order; fillers are there with their role."""
        looked = [({}, False) if token in _SIGNS else self._look_up(token) for token in tokens]
        found: list[Hit] = []
        place = 0
        while place < len(tokens):
            token = tokens[place]
            if token in _SIGNS:
                found.append(Hit(token, token, "", False))
                place += 1
                continue
            forms, joined = looked[place]
            best: _Phrase | None = None
            best_score, best_end = (0, 0), place + 1
            for number, strength in forms.items():
                for phrase in self._phrases.get(number, ()):
                    end = place + 1 if len(phrase.numbers) == 1 else self._end(phrase, looked, place)
                    score = (len(phrase.numbers), strength if len(phrase.numbers) == 1 else phrase.length)
                    if end and score > best_score:
                        best, best_score, best_end = phrase, score, end
            if best is None:
                found.append(Hit(FILLER if token.isdigit() else UNKNOWN, token, "", False))
            else:
                found.append(Hit(best.role, best.name, best.language, joined))
            place = best_end
        return found

    def _end(self, phrase: _Phrase, looked: list[tuple[dict[int, int], bool]], place: int) -> int:
        """Where the expression that begins at `place` ends; 0 if it is not there."""
        skipped = 0
        place += 1
        for number in phrase.numbers[1:]:
            while place < len(looked) and number not in looked[place][0]:
                if not phrase.fillers or skipped == _MOST_FILLERS or not self._is_filler(looked[place][0]):
                    return 0
                skipped += 1
                place += 1
            if place == len(looked):
                return 0
            place += 1
        return place

    def _is_filler(self, forms: dict[int, int]) -> bool:
        return any(
            phrase.role == FILLER and len(phrase.numbers) == 1
            for number in forms
            for phrase in self._phrases.get(number, ())
        )


@cache
def rows(name: str) -> dict[str, dict[str, dict[str, Any]]]:
    """The tables of `data/<name>.toml`, as they are written."""
    return tomllib.loads(files(__package__).joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def load(name: str) -> Lexicon:
    """The lexicon of `data/<name>.toml`, with the small words of `data/endings.toml`."""
    shared = rows("endings")
    endings = {language: frozenset(["", *map(plain, row["rest"])]) for language, row in shared["endings"].items()}
    tables = {role: table for role, table in rows(name).items() if all(isinstance(row, dict) for row in table.values())}
    return Lexicon({**tables, FILLER: {FILLER: shared["fillers"]["words"]}}, endings)
