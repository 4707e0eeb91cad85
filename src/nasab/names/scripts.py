"""One written token in the plain letters of its own script.

The same name arrives with capital letters, vowel marks, invisible direction marks, a stretched Arabic line or a
palochka typed as the digit one. `fold` takes away what carries no sound and keeps the script; nothing is romanised
here. What was written stays in the record: the folded form is only what names are compared by.

What is kept apart, because it sounds different: Latin ä å æ ç ć č ə é ë ğ ı ł ñ ń ö ø ř ś ş š ü ź ž þ ð, Cyrillic
letters of the Caucasus and Central Asia, Arabic letters of Persian, Kurdish and Uyghur for sounds that Arabic has not
(پ چ ژ گ ڤ). What is unified, because writers vary it freely: Arabic hamza seats and alef forms, ة with ه, ى with ي, the
two code points of kaf and ya; Cyrillic ё with е, all forms of the palochka; every other Latin accent.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Final, Literal

__all__ = ["Script", "fold", "folded_in_script", "script"]

Script = Literal["arab", "cyrl", "latn", "other"]
"""The three scripts of the model, and everything else."""


def _pairs(table: str) -> dict[str, str]:
    """`"ab>x cd>y"` as a mapping from each letter on the left to the letters on the right."""
    return {letter: right for left, right in (entry.split(">") for entry in table.split()) for letter in left}


_ARABIC: Final = _pairs(
    " أإآٱٲٳٵ>ا ىیےېێیۍئۓ>ي ؤۆۇۈۋۊۉۏٶٷ>و ةہھەۀۂۃۿ>ه کڪګڬػؼ>ك گڭݣڮڰڱڳڨ>گ ڤڥڢ>ڤ ڃڄچڇ>چ"
    " ٹٿټ>ت ڈډ>د ڑړ>ر ںڼ>ن ڕ>ر ڵ>ل ښ>ش ږ>ژ ځ>ز څ>س ٻ>ب ڌ>د ۑ>ي ڜ>ش ءٴـ>"
)
_LATIN: Final = _pairs(
    "ţṭťț>t ș>ş ḥḫħ>h đḍď>d ěêè>é ŕ>r ǰ>j ģ>g ķ>k ļĺľŀ>l ņň>ñ ő>ö ű>ü ż>ž ŋ>n"
    " œ>ö ø>ö ɵ>ö ƣ>ğ ǧ>ğ ȝ>y ɛ>e ɔ>o ɓ>b ɗ>d ƙ>k ǝ>ə ﬁ>fi ſ>s ơ>o ư>u ĳ>ij ŀ>l ŧ>t ƶ>ž ĉ>č ŝ>š ĝ>j ĵ>j ĥ>h"
)
_KEPT_LATIN: Final = frozenset("äåæçćčəéëğıłñńöřśşšüźžþð")
_CYRILLIC: Final = _pairs("ё>е ѐ>е ѝ>и ѣ>е і>и ѵ>и ѳ>ф ѫ>у ѧ>я ў>у ґ>г ѓ>г ќ>к Ӏ>ӏ ӑ>а ӗ>е ї>и")
_KEPT_CYRILLIC: Final = frozenset("йӣӯ")
# Letters that look alike, by the form that was typed: a homoglyph keeps the look, not the code point.
_LOOKS_CYRILLIC: Final = dict(zip("AaBEeKkMHOoPpCcTXxYyIl|i", "АаВЕеКкМНОоРрСсТХхУуӀӏӏи", strict=True))
_LOOKS_LATIN: Final = dict(zip("АаВЕеКкМНОоРрСсТХхУуӀӏІіЈјЅѕ", "AaBEeKkMHOoPpCcTXxYyIlIiJjSs", strict=True))
_BEFORE_PALOCHKA: Final = frozenset("кгхптцчКГХПТЦЧ")
_SINGLES: Final = frozenset("1!")


def _script_of(letter: str) -> Script:
    code = ord(letter)
    if code < 0x250 or 0x1E00 <= code <= 0x1EFF or 0xFF21 <= code <= 0xFF5A or 0x250 <= code <= 0x2AF:
        return "latn" if letter.isalpha() else "other"
    if 0x400 <= code <= 0x52F or 0x1C80 <= code <= 0x1C8F:
        return "cyrl"
    if 0x600 <= code <= 0x6FF or 0x750 <= code <= 0x77F or 0x8A0 <= code <= 0x8FF or 0xFB50 <= code <= 0xFEFC:
        return "arab"
    return "other"


def script(text: str) -> Script:
    """The script most letters of `text` stand in; "other" without letters, or when another script leads.

    Marks, digits and signs have no say. A tie goes to Arabic, then Cyrillic (a Latin letter inside a Cyrillic word is
    mostly a palochka or a slip of the keyboard), then Latin.
    """
    counts: dict[Script, int] = {"arab": 0, "cyrl": 0, "latn": 0, "other": 0}
    for letter in text:
        if letter.isalpha():
            counts[_script_of(letter)] += 1
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else "other"


def _mended(token: str, leading: Script) -> str:
    """`token` with letters of the wrong alphabet that look like the right one, and typed palochkas, put right."""
    if leading == "latn":
        return "".join(_LOOKS_LATIN.get(letter, letter) for letter in token)
    if leading != "cyrl":
        return token
    mended = []
    for place, letter in enumerate(token):
        if letter in _SINGLES:
            after = token[place + 1 : place + 2]
            before = token[place - 1 : place] if place else ""
            mended.append("ӏ" if before in _BEFORE_PALOCHKA or (after and _script_of(after) == "cyrl") else "")
        else:
            mended.append(_LOOKS_CYRILLIC.get(letter, letter))
    return "".join(mended)


def _latin(letter: str) -> str:
    if letter in _KEPT_LATIN:
        return letter
    if letter in _LATIN:
        return _LATIN[letter]
    # Marks come off one at a time, so that a letter kept for its sound survives a second mark: ǖ is ü.
    while (parts := unicodedata.decomposition(letter)) and not parts.startswith("<"):
        letter = chr(int(parts.split()[0], 16))
        if letter in _KEPT_LATIN:
            return letter
        if letter in _LATIN:
            return _LATIN[letter]
    return letter


def _cyrillic(letter: str) -> str:
    if letter in _CYRILLIC:
        return _CYRILLIC[letter]
    if letter in _KEPT_CYRILLIC:
        return letter
    parts = unicodedata.decomposition(letter)
    return chr(int(parts.split()[0], 16)) if parts and not parts.startswith("<") else letter


@lru_cache(maxsize=8192)
def _plain(letter: str) -> str:
    """One composed, lower-case letter as `fold` keeps it; empty for everything that is no letter."""
    if not letter.isalpha() or unicodedata.category(letter) == "Lm":
        return ""
    kind = _script_of(letter)
    if kind == "latn":
        return _latin(letter)
    if kind == "cyrl":
        return _cyrillic(letter)
    return _ARABIC.get(letter, letter) if kind == "arab" else letter


@lru_cache(maxsize=16384)
def _fold(token: str) -> str:
    composed = unicodedata.normalize("NFKC", token)
    lowered = unicodedata.normalize("NFC", _mended(composed, script(composed)).replace("İ", "i").casefold())
    # casefold turns ß into ss and ı stays; a mark that could not be composed is no letter and falls away.
    return "".join(map(_plain, lowered))


# Where letters of one alphabet only are folded each by itself: first letter, last letter.
_ALPHABETS: Final[tuple[tuple[Script, int, int], ...]] = (
    ("latn", 0x41, 0x17F),
    ("cyrl", 0x400, 0x4FF),
    ("arab", 0x620, 0x6D3),
)


@cache
def _one_alphabet() -> tuple[tuple[Script, frozenset[str], dict[int, str]], ...]:
    """For each alphabet its letters, and the folded form of each.

    In a token of these letters alone no letter is mended or composed with another, so the token may be folded
    letter by letter. That is most of what lists hold.
    """
    tables: list[tuple[Script, frozenset[str], dict[int, str]]] = []
    for alphabet, first, last in _ALPHABETS:
        letters = frozenset(
            letter
            for letter in map(chr, range(first, last + 1))
            if letter.isalpha() and _script_of(letter) == alphabet and unicodedata.normalize("NFKC", letter) == letter
        )
        tables.append((alphabet, letters, {ord(letter): _fold.__wrapped__(letter) for letter in letters}))
    return tuple(tables)


def _letter_by_letter(token: str) -> tuple[Script, dict[int, str]] | None:
    """The alphabet that holds all letters of `token`, if one does, and how its letters are folded."""
    first = token[:1]
    for alphabet, letters, folded in _one_alphabet():
        if first in letters:
            return (alphabet, folded) if letters.issuperset(token) else None
    return None


def fold(token: str) -> str:
    """`token` in the canonical lower-case letters of its own script; `""` if it has no letter.

    Total and linear: any text is accepted, digits, marks, signs, emoji, spaces and direction marks fall away, and
    letters of scripts outside the three are kept as they are. Folding a folded token changes nothing.
    """
    found = _letter_by_letter(token)
    if found is not None:
        return token.translate(found[1])
    return _fold(token) if len(token) <= 64 else _fold.__wrapped__(token)


def folded_in_script(token: str) -> tuple[str, Script]:
    """`fold(token)` and `script(token)`, found together."""
    found = _letter_by_letter(token)
    if found is not None:
        return token.translate(found[1]), found[0]
    return fold(token), script(token)
