"""Words of origin in names: what al-Shishani says, and does not say, about where a man is from.

A nisba is a distribution over origins, not a fact. Al-Shishani is mostly a Chechen of Chechnya, sometimes a Kist of
Pankisi in Georgia or an Ingush, sometimes any Russian speaker. Al-Muhajir ("the emigrant") and al-Ansari ("the
helper") are epithets and name no place. The table is `data/nisbas.tsv`: forms in three scripts, and shares of
region codes (ISO 3166-1 and 3166-2), estimates with their source marks; the rest to 1 is anywhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from nasab.names.affixes import bare
from nasab.names.scripts import fold

__all__ = ["is_epithet", "is_origin", "laqab_share", "masculine", "origins"]

_NOWHERE: Final[Mapping[str, float]] = MappingProxyType({})
_FEMININE: Final = (
    ("iyya", "i"),
    ("iyah", "i"),
    ("iyyah", "i"),
    ("iya", "i"),
    ("ia", "i"),
    ("ия", "и"),
    ("ийя", "и"),
    ("يه", "ي"),
    ("iye", "i"),
    ("iyye", "i"),
)
_FEMININE_ENDINGS: Final = tuple(feminine for feminine, _ in _FEMININE)
_ARTICLES: Final = ("al", "el", "ash", "as", "at", "ad", "ar", "az", "аль", "эль", "ал", "аш", "ас", "ат", "ад", "ال")


def origins(nisba: str) -> Mapping[str, float]:
    """The shares of regions among the bearers of a nisba, by region code; empty if it names no place or is unknown.

    `nisba` is the folded form of a NISBA part, in any of the three scripts; with its article it is understood too.
    Shares sum to at most 1.
    """
    word = bare(fold(nisba))
    table = _places()
    for article in ("", *_ARTICLES):
        if word.startswith(article) and (plain := masculine(word.removeprefix(article))) in table:
            return table[plain]
    return _NOWHERE


def is_origin(folded: str) -> bool:
    """Whether a folded word, without article, is a known nisba of a place or a people."""
    word = bare(folded)
    return word in _places() or masculine(word) in _places()


def is_epithet(folded: str) -> bool:
    """Whether a folded word, without article, is a known laqab."""
    return bare(folded) in _epithets()


def laqab_share(folded: str) -> float:
    """The share of noms de guerre with a word beside the kunya that have this laqab: 0 (unknown) to 0.08 (al-Muhajir).

    Two men who are both called the emigrant are hardly likelier to be one man for it. `folded` with or without its
    article. Estimates from general knowledge (`data/laqabs.tsv`).
    """
    word = bare(folded)
    shares = _epithets()
    return shares[word] if word in shares else shares.get(word.removeprefix("ال"), 0.0)


def masculine(folded: str) -> str:
    """The nisba as a man bears it: `shishaniya` gives `shishani`, `شيشانيه` gives `شيشاني`; unknown words unchanged."""
    if folded in _places() or not folded.endswith(_FEMININE_ENDINGS):
        return folded
    for feminine, plain in _FEMININE:
        if folded.endswith(feminine) and folded.removesuffix(feminine) + plain in _places():
            return folded.removesuffix(feminine) + plain
    return folded


def _rows(file: str) -> list[list[str]]:
    text = files(__package__).joinpath("data", file).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]


@cache
def _places() -> dict[str, Mapping[str, float]]:
    table: dict[str, Mapping[str, float]] = {}
    for forms, regions, _source in _rows("nisbas.tsv"):
        shares = {code: float(share) for code, _, share in (entry.partition("=") for entry in regions.split())}
        for form in forms.split(";"):
            table[bare(fold(form))] = MappingProxyType(shares)
    return table


@cache
def _epithets() -> dict[str, float]:
    rows = _rows("laqabs.tsv")
    return {bare(fold(form)): float(share) for forms, share, _source in rows for form in forms.split(";")}
