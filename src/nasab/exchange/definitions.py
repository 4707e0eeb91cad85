"""The definition of who is counted, from a file that is written before the run (TOML).

    title = "Children of Russian citizens in the orphanages of Mosul on 1 September 2017"
    registered = 2017-09-20
    method = "averaging"

    [who]
    origins = ["Russia"]
    age_under = 18

    [where]
    places = ["Mosul"]

    [when]
    at = 2017-09-01
    left = 0

    [lists.registry]
    first = 2017-08-01
    last = 2017-09-15
    official = true

The bytes of the file are hashed (SHA-256), and the hash stands in the report.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, NoReturn, cast, get_args

from nasab.errors import Problem, UnreadableList
from nasab.estimation import Definition, ListFacts
from nasab.estimation.definition import Method
from nasab.exchange.unreadable import opened, refuse

__all__ = ["read_definition"]

_LARGEST: Final = 1 << 20
_KNOWN: Final = {
    "": {"title", "registered", "method", "merge", "recall", "shared_ids", "who", "where", "when", "lists"},
    "who": {"origins", "age_from", "age_under"},
    "where": {"places", "state"},
    "when": {"at", "left"},
    "lists.": {"first", "last", "official", "built_from"},
}


def read_definition(path: str | os.PathLike[str]) -> Definition:
    """Read a definition.

    Raises `UnreadableList`: FILE-xx, DEFINE-01 (not TOML), DEFINE-02 (a key that is not known), DEFINE-03 (a value of
    the wrong kind).
    """
    path = Path(path)
    opened(path)
    if path.stat().st_size > _LARGEST:
        refuse("FILE-05", path)
    written = path.read_bytes()
    try:
        told = tomllib.loads(written.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        refuse("DEFINE-01", path, detail=str(error)[:200])
    return _Reader(path.name).definition(told, hashlib.sha256(written).hexdigest())


class _Reader:
    """Takes values from a table and says which one is not as expected."""

    def __init__(self, file: str) -> None:
        self._file = file

    def definition(self, told: Mapping[str, Any], digest: str) -> Definition:
        self._known("", told)
        who, where, when = (self._table(told, name) for name in ("who", "where", "when"))
        lists = {name: self._list(name, one) for name, one in self._table(told, "lists", known=False).items()}
        method = self._text(told, "method") or "averaging"
        if method not in get_args(Method):
            self._wrong("method", method, ", ".join(get_args(Method)))
        recall = self._number(told, "recall")
        if recall is not None and not 0 < recall <= 1:
            self._wrong("recall", recall, "0.01 – 1")
        left = when.get("left", 0)
        if left == "unknown":
            left = None
        elif isinstance(left, bool) or not isinstance(left, int) or left < 0:
            self._wrong("when.left", left, '0, 12, "unknown"')
        return Definition(
            self._text(told, "title"),
            self._texts(who, "who.origins"),
            self._number(who, "who.age_from"),
            self._number(who, "who.age_under"),
            self._texts(where, "where.places"),
            self._text(where, "state", "where.state"),
            self._day(when, "when.at"),
            left,
            self._pairs(told),
            self._is(told, "shared_ids"),
            recall,
            cast("Method", method),
            self._day(told, "registered"),
            lists,
            digest,
        )

    def _list(self, name: str, told: object) -> ListFacts:
        if not isinstance(told, dict):
            self._wrong(f"lists.{name}", told, "[lists.…]")
        self._known("lists.", told, f"lists.{name}.")
        first, last = (self._day(told, f"lists.{name}.{end}") for end in ("first", "last"))
        if first and last and last < first:
            self._wrong(f"lists.{name}.last", last, f"≥ {first}")
        official = self._is(told, "official", f"lists.{name}.official")
        return ListFacts(first, last, official, self._text(told, "built_from", f"lists.{name}.built_from"))

    def _table(self, told: Mapping[str, Any], name: str, *, known: bool = True) -> dict[str, Any]:
        table = told.get(name, {})
        if not isinstance(table, dict):
            self._wrong(name, table, f"[{name}]")
        if known:
            self._known(name, table, f"{name}.")
        return table

    def _known(self, where: str, table: Mapping[str, Any], prefix: str = "") -> None:
        for key in table:
            if key not in _KNOWN[where]:
                self._refuse("DEFINE-02", f"{prefix}{key}", "", ", ".join(sorted(_KNOWN[where])))

    def _text(self, table: Mapping[str, Any], key: str, shown: str = "") -> str:
        value = table.get(key, "")
        if not isinstance(value, str):
            self._wrong(shown or key, value, '"…"')
        return value.strip()

    def _is(self, table: Mapping[str, Any], key: str, shown: str = "") -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            self._wrong(shown or key, value, "true, false")
        return value

    def _texts(self, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = table.get(key.rpartition(".")[2], [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            self._wrong(key, value, '["…", "…"]')
        return tuple(one.strip() for one in value)

    def _number(self, table: Mapping[str, Any], key: str) -> float | None:
        value = table.get(key.rpartition(".")[2])
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 120:
            self._wrong(key, value, "0 – 120")
        return float(value)

    def _day(self, table: Mapping[str, Any], key: str) -> date | None:
        value = table.get(key.rpartition(".")[2])
        if value is None:
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            self._wrong(key, value, "2017-09-01")
        return value

    def _pairs(self, told: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        value = told.get("merge", [])
        fits = isinstance(value, list) and all(
            isinstance(pair, list) and len(pair) == 2 and all(isinstance(name, str) for name in pair) for pair in value
        )
        if not fits:
            self._wrong("merge", value, '[["…", "…"]]')
        return tuple((pair[0], pair[1]) for pair in value)

    def _wrong(self, key: str, value: object, expected: str) -> NoReturn:
        self._refuse("DEFINE-03", key, str(value), expected)

    def _refuse(self, code: str, key: str, value: str, detail: str) -> NoReturn:
        raise UnreadableList(Problem(code, self._file, column=key[:200], value=value[:200], detail=detail))
