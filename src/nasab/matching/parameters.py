"""Parameters as text: how facts about one child, and about siblings, agree in lists like these.

The shipped ones stand in `data/parameters.toml`, were counted on true pairs of simulated lists (the file says which,
and the command), and are only where learning begins: the lists at hand have the last word.  What was learned can be
written, read again to the last bit, and is called by the digest of what it says: two results that name the same
parameters were made with the same numbers.
"""

from __future__ import annotations

import hashlib
import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final, NoReturn

from nasab.errors import Problem, UnreadableList
from nasab.matching.results import Parameters

__all__ = ["check_fit", "digest", "full_version", "read", "shipped", "write"]

_TABLES: Final = ("same", "household", "strangers")
_ROUNDED: Final = 1e-3  # by how much probabilities written with six digits may miss their sum
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED: Final = re.compile(r'[\x00-\x1f\x7f"\\]')
_MOST_LEVELS: Final = 255  # levels are kept in bytes, and the last of these is "not said"
_NUMBER: Final = "0.5"
_MOST: Final = 30.0  # bits by which no level is ever put right


@cache
def shipped() -> Parameters:
    """The parameters that come with this version."""
    return read(files("nasab.matching").joinpath("data", "parameters.toml").read_text(encoding="utf-8"))


def read(text: str) -> Parameters:
    """Parameters as `write` and `tools/train_parameters.py` write them; keys that are not known are passed over.

    Raises `UnreadableList`: PARAM-01 (not TOML), PARAM-02 (something is missing or of another form), PARAM-03 (not
    probabilities), PARAM-04 (the text was changed after it was given its digest).
    """
    try:
        told = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        _refuse("PARAM-01", detail=" ".join(str(error).split())[:200])
    kinds = _table(told, "kind")
    prior = _table(told, "prior")
    levels = {kind: _levels(kind, _table(kinds, kind, "kind.")) for kind in kinds}
    tables = {name: _probabilities(name, kinds, levels) for name in _TABLES}
    parameters = Parameters(
        version=_words(told, "version"),
        levels=levels,
        same=tables["same"],
        household=tables["household"],
        strangers=tables["strangers"],
        prior_listed=_share(prior, "listed"),
        prior_aligned=_share(prior, "aligned"),
        learned_from=_words(told, "learned_from", needed=False),
        corrections={
            kind: _bits(kind, kinds[kind]["corrections"], len(levels[kind]))
            for kind in levels
            if "corrections" in kinds[kind]
        },
    )
    written = _words(told, "digest", needed=False)
    if written and written != digest(parameters):
        _refuse("PARAM-04", "digest", value=written, detail=digest(parameters))
    return parameters


def write(parameters: Parameters) -> str:
    """Parameters as text that `read` turns into the very same numbers, with their digest."""
    head, rest = _content(parameters)
    return f'{head}digest = "{digest(parameters)}"\n{rest}'


def digest(parameters: Parameters) -> str:
    """The SHA-256 of what the parameters say, however their file is laid out: `sha256:` and 64 digits."""
    return f"sha256:{hashlib.sha256(''.join(_content(parameters)).encode('utf-8', 'replace')).hexdigest()}"


def full_version(parameters: Parameters) -> str:
    """The version by which results name the parameters: `2026.11+3f2a91c0d4e5`."""
    return f"{parameters.version}+{digest(parameters).removeprefix('sha256:')[:12]}"


def check_fit(parameters: Parameters) -> None:
    """Refuse (PARAM-05) parameters that lack a kind of evidence of this version, or have other levels for one."""
    for kind, levels in shipped().levels.items():
        if tuple(parameters.levels.get(kind, ())) != tuple(levels):
            raise UnreadableList(Problem("PARAM-05", value=full_version(parameters), detail=kind))


def _content(parameters: Parameters) -> tuple[str, str]:
    """The text before and after the digest.  `repr` of a float is the shortest text that is read as the same float."""
    head = f"version = {_quoted(parameters.version)}\nlearned_from = {_quoted(parameters.learned_from)}\n"
    lines = [
        "",
        "[prior]",
        f"listed = {float(parameters.prior_listed)!r}",
        f"aligned = {float(parameters.prior_aligned)!r}",
    ]
    for kind, levels in parameters.levels.items():
        name = kind if _BARE.fullmatch(kind) else _quoted(kind)
        lines += ["", f"[kind.{name}]", f"levels = [{', '.join(map(_quoted, levels))}]"]
        lines += [
            f"{table} = {_floats(getattr(parameters, table)[kind])}"
            for table in (*_TABLES, "corrections")
            if kind in getattr(parameters, table)
        ]
    return head, "\n".join(lines) + "\n"


def _floats(numbers: Sequence[float]) -> str:
    return f"[{', '.join(repr(float(number)) for number in numbers)}]"


def _quoted(text: str) -> str:
    return '"' + _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + '"'


def _refuse(code: str, column: str = "", *, value: str = "", detail: str = "") -> NoReturn:
    raise UnreadableList(Problem(code, column=column, value=value[:200], detail=detail)) from None


def _table(told: Mapping[str, Any], key: str, path: str = "") -> Mapping[str, Any]:
    table = told.get(key)
    if not isinstance(table, dict) or not table:
        _refuse("PARAM-02", path + key, detail=f"`[{path}{key}]`")
    return table


def _words(told: Mapping[str, Any], key: str, *, needed: bool = True) -> str:
    words = told.get(key, None if needed else "")
    if not isinstance(words, str) or (needed and not words):
        _refuse("PARAM-02", key, value=str(words or ""), detail=f'`{key} = "…"`')
    return words


def _is_number(told: object) -> bool:
    return isinstance(told, int | float) and not isinstance(told, bool) and abs(told) < 1e9 and math.isfinite(told)


def _share(told: Mapping[str, Any], key: str) -> float:
    share = told.get(key)
    if not _is_number(share) or not 0 < float(share or 0) <= 1:
        _refuse("PARAM-02", f"prior.{key}", value=str(share), detail=f"`{key} = {_NUMBER}`")
    return float(share or 0)


def _levels(kind: str, table: Mapping[str, Any]) -> tuple[str, ...]:
    levels = table.get("levels")
    is_named = isinstance(levels, list) and levels and all(isinstance(level, str) and level for level in levels)
    if not is_named or len(set(levels or ())) < len(levels or ()) or len(levels or ()) > _MOST_LEVELS:
        _refuse("PARAM-02", f"kind.{kind}.levels", value=str(levels), detail='`levels = ["differs", "same"]`')
    return tuple(levels or ())


def _probabilities(
    name: str, kinds: Mapping[str, Any], levels: Mapping[str, Sequence[str]]
) -> dict[str, tuple[float, ...]]:
    """One table of all kinds; that of strangers may be missing as a whole, since it is not learned."""
    if name == "strangers" and not any(name in kinds[kind] for kind in levels):
        return {}
    return {kind: _row(name, kind, kinds[kind].get(name), len(levels[kind])) for kind in levels}


def _bits(kind: str, told: object, size: int) -> tuple[float, ...]:
    if not isinstance(told, list) or len(told) != size or not all(_is_number(one) and abs(one) < _MOST for one in told):
        path, wanted = f"kind.{kind}.corrections", f"`corrections = [{_NUMBER}, …]` ({size}, < {_MOST:g})"
        _refuse("PARAM-02", path, value=str(told), detail=wanted)
    return tuple(map(float, told))


def _row(name: str, kind: str, told: object, size: int) -> tuple[float, ...]:
    path = f"kind.{kind}.{name}"
    if not isinstance(told, list) or len(told) != size or not all(map(_is_number, told)):
        _refuse("PARAM-02", path, value=str(told), detail=f"`{name} = [{_NUMBER}, …]` ({size})")
    row = tuple(map(float, told))
    total = math.fsum(row)  # levels may fall into several sets that add up to 1 each
    if not all(0 < share <= 1 for share in row) or abs(total - max(round(total), 1)) > _ROUNDED:
        _refuse("PARAM-03", path, value=f"Σ = {total:g}", detail=f"{kind}, {name}")
    return row
