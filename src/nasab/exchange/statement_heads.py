"""The words of tables of statements: which header is which column, and which word is which answer.

Offices write them in four languages; `data/statements.toml` has them all.  A header or a word stands for one thing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from nasab import texts
from nasab.exchange.headers import fold, words
from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS

__all__ = ["Subject", "answer", "answers", "find_head", "heads_of", "is_beside", "is_of_nasab"]

Subject = Literal["judgements", "outside", "duplicates", "pedigrees"]

_BESIDE: Final = ("rank", "probability", "words", "for", "against", "weight", "on_no_list", "siblings", "returned")
_WIDEST: Final = 200  # columns looked at: a sheet of candidates has some seventy


def find_head(rows: Sequence[Sequence[str]], subject: Subject) -> tuple[int, dict[int, str]]:
    """Where the header stands (from 0) and which column at which position in it: where most are known, the first."""
    known = heads_of(subject)
    best: tuple[int, dict[int, str]] = 0, {}
    for index, row in enumerate(rows):
        folded = [fold(cell) for cell in row[:_WIDEST]]
        columns = {at: known[header] for at, header in enumerate(folded) if header in known}
        if len(set(columns.values())) > len(set(best[1].values())):
            best = index, columns
    return best


def answer(question: Literal["verdict", "of"], cell: str) -> str | None:
    """What a word in a cell means; None if it is not understood."""
    return answers(question).get("".join(words(cell)))


def is_beside(header: str) -> bool:
    """Whether nasab itself writes this column beside the ids: it is passed over without a word."""
    return fold(header) in _beside()


@cache
def heads_of(subject: Subject) -> Mapping[str, str]:
    """The headers of a table, folded, to the column that each means."""
    ways = {**_written()["headers"]["both"], **_written()["headers"][subject]}
    return {fold(header): column for column, headers in ways.items() for header in headers}


@cache
def answers(question: Literal["verdict", "of"]) -> Mapping[str, str]:
    """The words of a closed question, folded, to the answer that each means."""
    return {"".join(words(word)): answer for answer, known in _written()[question].items() for word in known}


def is_of_nasab(sheet: str) -> bool:
    """Whether nasab itself writes this sheet beside that of the candidates."""
    return any(sheet == texts.say("report.workbook.sheet_about", language) for language in texts.LANGUAGES)


@cache
def _beside() -> frozenset[str]:
    """The other headers of candidates.csv, and of candidates.xlsx in four languages."""
    titles = set(_written()["beside"]["headers"])
    for language in texts.LANGUAGES:
        titles |= {texts.say(f"report.workbook.{key}", language) for key in _BESIDE}
        for side, columns in (("found", FOUND_COLUMNS), ("sought", SOUGHT_COLUMNS)):
            facts = (texts.say(f"report.fact.{column}", language) for column in columns)
            titles |= {texts.say(f"report.workbook.{side}", language, fact=fact) for fact in facts}
    return frozenset(map(fold, titles))


@cache
def _written() -> dict[str, Any]:
    source = files(__package__).joinpath("data", "statements.toml")
    known: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    return known
