"""Names made of two words, written as one, two or three: Abd al-Rahman, Nur al-Din, Saif Allah.

However it is spaced, and however the article is swallowed by the letter after it, the name is one. The one form
that is compared has the article in one spelling: `abdulrahman`, `nuruddin`, `saifullah`; `абдулрахман`,
`нуруддин`, `сайфулла`; `عبدالرحمن`, `نورالدين`, `سيفالله`.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["canonical", "with_faith", "with_god", "with_servant"]

_ABD_LATIN: Final = re.compile(r"abd[aeiouöü]*(.+)")
_ABD_CYRILLIC: Final = re.compile(r"ӏ?[аә]бд[аеиоуэыіү]*(?:ль(?=[^аеиоуэыюя]))?(.+)")
_LATIN_GOD: Final = re.compile(r"(.{3,}?)(?:[aou]|ou)ll[aā]+h?")
_LATIN_FAITH: Final = re.compile(r"(.{2,}?)[aeiou]?(?:dd|ld|tt)(?:in|ine|een|ien)")
_CYRILLIC_GOD: Final = re.compile(r"(.{3,}?)[уао]лл[аоо][хҳ]?")
_CYRILLIC_FAITH: Final = re.compile(r"(.{2,}?)[аеиоуэыюя](?:дд|тд|лд|льд)[иы]н")
_VOWELS_LATIN: Final = frozenset("aeiouöüəı")
_VOWELS_CYRILLIC: Final = frozenset("аеиоуыэюяәіөү")


def canonical(folded: str) -> str:
    """A folded one-word name with its compound, if it is one, in the one spelling; else the name itself.

    >>> canonical("abderrahmane"), canonical("noureddine"), canonical("абдурахман")
    ('abdulrahmane', 'nouruddin', 'абдулрахман')
    """
    first = folded[:1]
    if "a" <= first <= "z":
        if folded.startswith("abd") and len(folded) > 6:
            return _latin_servant(folded)
        if folded.endswith(("llah", "lla")) and (found := _LATIN_GOD.fullmatch(folded)):
            return found[1] + "ullah"
        if folded.endswith(("in", "ine", "een", "ien")) and (found := _LATIN_FAITH.fullmatch(folded)):
            return found[1] + "uddin"
    elif "а" <= first <= "ӿ":
        if len(folded) > 6 and folded.startswith(("абд", "әбд", "ӏабд")):
            return _cyrillic_servant(folded)
        if folded.endswith(("лла", "ллах", "лло", "ллоҳ", "ллоҳ")) and (found := _CYRILLIC_GOD.fullmatch(folded)):
            return found[1] + "улла"
        if folded.endswith(("ин", "ын")) and (found := _CYRILLIC_FAITH.fullmatch(folded)):
            return found[1] + "уддин"
    return folded


def with_servant(rest: str) -> str:
    """ "Servant of" the folded `rest`, as one name: `rahman` gives `abdulrahman`, `allah` gives `abdullah`."""
    first = rest[:1]
    if "a" <= first <= "z":
        return "abdullah" if _is_latin_god(rest) else "abdul" + rest
    if "а" <= first <= "ӿ":
        return "абдулла" if rest in ("аллах", "лла", "ллах", "улла", "уллах", "ла", "лах") else "абдул" + rest
    return "عبد" + rest


def with_faith(before: str) -> str:
    """ "X of the faith", as one name: `nur` gives `nuruddin`, `نور` gives `نورالدين`."""
    return before + _by_script(before, "uddin", "уддин", "الدين")


def with_god(before: str) -> str:
    """ "X of God", as one name: `saif` gives `saifullah`, `سيف` gives `سيفالله`."""
    return before + _by_script(before, "ullah", "улла", "الله")


def _by_script(word: str, latin: str, cyrillic: str, arabic: str) -> str:
    first = word[:1]
    return latin if first < "а" else cyrillic if first <= "ӿ" else arabic


def _is_latin_god(rest: str) -> bool:
    return rest in ("allah", "ullah", "llah", "lah", "lla", "la", "allaah", "loh", "lloh", "oullah")


def _latin_servant(folded: str) -> str:
    found = _ABD_LATIN.fullmatch(folded)
    if found is None or len(found[1]) < 3:
        return folded
    rest = _without_article(found[1], _VOWELS_LATIN, "l", ("lat", "lət"))
    if _is_latin_god(found[1]) or _is_latin_god(rest):
        return "abdullah"
    return "abdul" + rest if len(rest) > 2 else folded


def _cyrillic_servant(folded: str) -> str:
    found = _ABD_CYRILLIC.fullmatch(folded)
    if found is None or len(found[1]) < 3:
        return folded
    if found[1] in ("лла", "ллах", "лах", "лло", "ллоҳ"):
        return "абдулла"
    rest = _without_article(found[1], _VOWELS_CYRILLIC, "л", ("лат", "лет"))
    return "абдул" + rest.removeprefix("ь") if len(rest) > 2 else folded


def _without_article(rest: str, vowels: frozenset[str], letter: str, own: tuple[str, ...]) -> str:
    """What follows the article in `rest`: rrahman → rahman, lkarim → karim, laziz → aziz, latif → latif."""
    if rest.startswith(own):
        return rest
    if rest[0] == letter or (rest[0] == rest[1] and rest[0] not in vowels):
        return rest[1:]
    return rest
