"""`candidates.xlsx`: the candidates for people who work in a spreadsheet, both sides side by side.

One row a candidate; the header stays in view and can be filtered; sheets run from the right where
the language does; every cell is a text or a number, never a formula, and a text that looks like one
is marked as text for good.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import xlsxwriter

from nasab import texts
from nasab.exchange import harmless
from nasab.matching.results import Candidate
from nasab.report.news import news_in_words
from nasab.report.run import Facts
from nasab.report.siblings import Siblings, siblings_in_words
from nasab.report.tables import Speaker
from nasab.report.words import LIKELIHOODS, in_words, probability, visible

__all__ = ["MOST_ROWS", "PAIRS", "Workbook"]

MOST_ROWS: Final = 5_000
LEAST: Final = 0.01  # candidates below this are in candidates.csv, and in nobody's way here
"""More rows than anyone reads, and than an old laptop opens gladly."""

_LONGEST: Final = 32_000
"""A cell may hold 32,767 characters; a longer one would be left out."""

PAIRS: Final[tuple[tuple[str, str, str], ...]] = (
    *((column, column, column) for column in ("name", "other_names", "sex", "age", "birth_date", "as_of", "languages")),
    *((column, column, column) for column in ("father", "father_alias", "mother", "mother_alias")),
    *((column, column, column) for column in ("siblings", "relatives", "origin")),
    ("seen_place", "found_place", "last_seen_place"),
    ("seen_date", "found_date", "last_seen_date"),
    *((column, column, column) for column in ("marks", "belongings", "notes")),
    ("inquirer", "", "inquirer"),
    ("relation", "", "relation"),
    ("together", "group", "family"),
    ("source", "source", "source"),
)
"""Which fact of the child found stands beside which of the child sought: (label, found, sought)."""

_BESIDE: Final = 11
"""Columns beside the facts: numbers, candidate, probability, reasons, points, and what stands at the end."""

_CREATED: Final = datetime(2000, 1, 1)
"""The same run writes the same file, whenever it is."""

_NARROW: Final = frozenset({"sex", "age", "birth_date", "as_of", "relation", "group", "family"})
_HEAD: Final = {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#9A9A94"}
_COLOURS: Final = {"found": "#E3EEF6", "sought": "#F6ECDD", "both": "#E9E9E6"}


class Workbook:
    """The workbook while it is being written; closed at the end of the `with` block."""

    def __init__(self, path: Path, found: Facts, sought: Facts, speaker: Speaker, parameters: str = "") -> None:
        self._language = speaker.language
        self._parameters = parameters
        self._speaker = speaker
        self._found, self._sought = found, sought
        self._row = 0
        self._cut = False
        self._book: Any = xlsxwriter.Workbook(
            str(path),
            {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False},
        )
        self._book.set_properties({"created": _CREATED})
        self._right = texts.direction(self._language) == "rtl"
        self._text = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._quoted = self._book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self._number = self._book.add_format({"num_format": "0.00", "valign": "top"})
        self._bits = self._book.add_format({"num_format": '+0.0;"−"0.0;0', "valign": "top"})
        self._strong = self._book.add_format({"bold": True, "valign": "top"})
        self._sheet: Any = self._page("sheet_candidates")
        self._columns = self._header()
        self._about()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            last = max(1, self._row)
            self._sheet.autofilter(0, 0, last, len(self._columns) + _BESIDE - 1)
            if self._cut:
                self._sheet.write_string(last + 1, 0, self._say("cut", rows=f"{MOST_ROWS:,}"), self._strong)
        self._book.close()

    def add(self, candidate: Candidate, on_no_list: float, siblings: Siblings | None = None) -> None:
        """Write the row of one candidate, unless it is very unlikely or there are too many already.

        `siblings`: the brothers and sisters of the child found, told where the candidate is of their family.
        """
        if candidate.probability < LEAST:
            return
        if self._row >= MOST_ROWS:
            self._cut = True
            return
        self._row += 1
        cells: list[str | float] = [candidate.found_id, candidate.sought_id, candidate.rank, candidate.probability]
        cells.append(in_words(candidate.probability, self._language))
        for side, column in self._columns:
            child = candidate.found_id if side == "found" else candidate.sought_id
            cells.append((self._found if side == "found" else self._sought).value(child, column))
        cells += [self._speaker.all(candidate.reasons_for), self._speaker.all(candidate.reasons_against)]
        cells += [candidate.weight, on_no_list]
        is_theirs = siblings is not None and candidate.sought_id in {child for child, _ in siblings.sought}
        cells.append(siblings_in_words(siblings, self._language) if siblings is not None and is_theirs else "")
        cells.append(" ".join(news_in_words(candidate, self._language)))
        for place, cell in enumerate(cells):
            if isinstance(cell, str):
                if cell:
                    shown = visible(cell)[:_LONGEST]
                    self._sheet.write_string(
                        self._row, place, shown, self._text if harmless(shown) == shown else self._quoted
                    )
            else:
                style = self._text if place == 2 else self._bits if place == len(cells) - 4 else self._number
                self._sheet.write_number(self._row, place, float(cell), style)

    def _header(self) -> list[tuple[str, str]]:
        """Write the header; the (side, column) of each fact, found and sought beside one another."""
        columns: list[tuple[str, str]] = []
        for _, found, sought in PAIRS:
            if self._found.has(found) or self._sought.has(sought):
                columns += [("found", found)] if self._found.has(found) else []
                columns += [("sought", sought)] if self._sought.has(sought) else []
        heads = [("found", self._say("found_number"), 12), ("sought", self._say("sought_number"), 12)]
        heads += [("both", self._say("rank"), 10), ("both", self._say("probability"), 12)]
        heads += [("both", self._say("words"), 16)]
        for side, column in columns:
            fact = texts.say(f"report.fact.{column}", self._language)
            heads.append((side, self._say(side, fact=fact), 13 if column in _NARROW else 22))
        heads += [("both", self._say("for"), 60), ("both", self._say("against"), 60)]
        heads += [("both", self._say("weight"), 10), ("both", self._say("on_no_list"), 14)]
        heads += [("both", self._say("siblings"), 40), ("both", self._say("returned"), 40)]
        styles = {side: self._book.add_format({**_HEAD, "bg_color": colour}) for side, colour in _COLOURS.items()}
        self._sheet.set_row(0, 32)
        for place, (side, title, width) in enumerate(heads):
            self._sheet.set_column(place, place, width)
            self._sheet.write_string(0, place, title, styles[side])
        self._sheet.freeze_panes(1, 2)
        self._sheet.set_landscape()
        self._sheet.repeat_rows(0)
        return columns

    def _about(self) -> None:
        """The sheet that says what a score is, and what it is not."""
        sheet = self._page("sheet_about")
        sheet.set_column(0, 0, 100)
        lines = [
            ("page.title", True),
            ("page.confidential", False),
            ("decision.heading", True),
            ("decision.intro", False),
        ]
        lines += [(f"decision.{key}", False) for key in ("two_people", "verification", "interests", "wrong")]
        lines += [("legend.scale", True)]
        row = 0
        for key, is_strong in lines:
            sheet.write_string(
                row, 0, texts.say(f"report.{key}", self._language), self._strong if is_strong else self._text
            )
            row += 1
        for least, key in LIKELIHOODS:
            words = texts.say(f"report.likelihood.{key}", self._language)
            limit = probability(least, self._language) if least else "0"
            sheet.write_string(row, 0, f"≥ {limit}: {words}", self._text)
            row += 1
        if self._parameters:
            sheet.write_string(row, 0, self._say("parameters", version=self._parameters), self._text)

    def _page(self, key: str) -> Any:
        sheet = self._book.add_worksheet(self._say(key)[:31])
        if self._right:
            sheet.right_to_left()
        return sheet

    def _say(self, key: str, **blanks: object) -> str:
        return texts.say(f"report.workbook.{key}", self._language, **blanks)
