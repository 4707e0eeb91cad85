"""Written places, folded to one form a script, and the words around a name.

`key` takes away what varies without changing the name: case, accents, hamza, articles, hyphens, spaces.
`sound` goes further, for Latin and Cyrillic letters only, and makes most romanisations of one name equal.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from nasab.places.place import Kind

__all__ = ["key", "kind_words", "small_words", "sound", "words"]

_LETTERS: Final = str.maketrans(
    {
        **dict(zip("ىیېێکگةەہھۆۇۈپڤژچ", "ييييككههههوووبفجج", strict=True)),
        **dict(zip("ıøłđəħэіүұқҳғҷңөәһ", "ioldahеиуукхгчноах", strict=True)),
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        **dict.fromkeys("ـءӏъь'’ʼ‘`ʿʾʻ′ʹ\u200c", ""),
    }
)
_ARTICLES: Final = frozenset("|".join(
    ("al|el|ul|ar|as|ash|ad|an|at|az|ath|adh|ed|en|er|es|ez|et", "аль|эль|ель|ал|ас|аш|ар|ад|ан|ат|аз")
).split("|"))  # fmt: skip
_WORD: Final = re.compile(r"[^\W_]+")


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, without articles."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    kept = (letter for letter in folded if unicodedata.category(letter) not in ("Mn", "Cf", "Me"))
    bare = "".join(kept).translate(_LETTERS)
    found = [_without_article(word) for word in _WORD.findall(bare)]
    return tuple([word for word in found if word not in _ARTICLES] or found)


def key(text: str) -> str:
    """The form under which a name is looked up: its folded words, joined."""
    return "".join(words(text))


def _without_article(word: str) -> str:
    if word.startswith("ال") and len(word) > 4:
        return word[2:]
    return word


_CYRILLIC: Final = str.maketrans(
    dict(zip("абвгдезиклмнопрстуфыј", "abvgdeziklmnoprstufyy", strict=True))
    | {"х": "kh", "ц": "ts", "ю": "yu", "я": "ya", "ж": "j", "ч": "ch", "ш": "sh", "щ": "sh", "џ": "j"}
)
# Letters that are written for one sound, longest first; a sign in front says whether any of them can be there.
_SOUNDS: Final = tuple(
    (signs, re.compile(pattern), sound)
    for signs, pattern, sound in (
        (("dj", "zh", "dsch"), r"dsch|dzh|dj|zh", "j"),
        (("ch", "cz"), r"tsch|tch|ch|cz", "C"),
        (("sch", "sh", "sz"), r"sch|sh|sz", "s"),
        (("kh", "x", "gh"), r"kh|x|gh", "h"),
    )
)
_PLAIN_SOUNDS: Final = (("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"))
_ROUGH: Final = str.maketrans("qcCweiouy", "kksvaaaaa")
_DOUBLED: Final = re.compile(r"(.)\1+")


def sound(folded: str) -> str:
    """A rough form of a Latin or Cyrillic key that most ways of writing one name share; empty for other scripts.

    Vowels are one vowel and none at the end, doubled letters single; h is kept at the beginning only, v nowhere.
    """
    if "дж" in folded:
        folded = folded.replace("дж", "j")
    latin = folded if folded.isascii() else folded.translate(_CYRILLIC)
    if not latin.isascii():
        return ""
    for signs, pattern, replacement in _SOUNDS:
        for sign in signs:
            if sign in latin:
                latin = pattern.sub(replacement, latin)
                break
    for pair, replacement in _PLAIN_SOUNDS:
        latin = latin.replace(pair, replacement)
    latin = latin.translate(_ROUGH)
    latin = _DOUBLED.sub(r"\1", latin[:1] + latin[1:].replace("h", ""))
    if len(latin) > 1 and latin.endswith("a"):
        latin = latin[:-1]
    return latin.replace("v", "")


@cache
def kind_words() -> dict[str, Kind]:
    """Folded words that say what kind of place a name is: "camp", "село", "محافظة"."""
    return {word: kind for kind, written in _table().items() if kind != "small" for word in written}


@cache
def small_words() -> frozenset[str]:
    """Folded words around a name that are not part of it (a longer name that has them is looked up first)."""
    return frozenset(_table()["small"])


@cache
def _table() -> dict[Any, list[str]]:
    lines = files(__package__).joinpath("data", "words.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {kind: [word for written in listed.split() for word in words(written)[:1]] for kind, listed in rows}
