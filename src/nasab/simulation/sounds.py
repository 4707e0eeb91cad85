"""How a name sounds: read from a spelling, misheard, shortened.

A name is kept as a row of sounds, one letter each (`S` for sh, `x` for kh, `J` for j as in jam, `G` for gh, `Z`
for the s of pleasure, `C` for ch, `c` for ts, `H` for the strong Arabic h, `3` for the ayn, `N` for ng).  The tables
are written for the simulation alone, from general knowledge of the alphabets, and share nothing with the tables
by which nasab compares names: a simulation that made spellings with the engine's own rules would flatter it.
"""

from __future__ import annotations

from typing import Final

from nasab.simulation.dice import Dice

__all__ = ["VOWELS", "baby_form", "mishear", "read"]

VOWELS: Final = frozenset("aäeioöuüı")

_CYRILLIC: Final[dict[str, str]] = {
    **dict(zip("абвгдзиклмнопрстуф", "abvgdziklmnoprstuf", strict=True)),
    "хь": "H", "гӏ": "G", "гӀ": "G", "къ": "q", "кх": "q", "кӏ": "k", "пӏ": "p", "тӏ": "t", "цӏ": "c", "чӏ": "C",
    "аь": "ä", "оь": "ö", "уь": "ü", "дж": "J", "хӏ": "h", "хӀ": "h", "яь": "yä", "юь": "yü",
    "ё": "yo", "ю": "yu", "я": "ya", "й": "y", "ж": "Z", "ц": "c", "ч": "C", "ш": "S", "щ": "S", "э": "e", "е": "e",
    "ы": "ı", "х": "x", "ъ": "", "ь": "", "ӏ": "3", "Ӏ": "3", "ҷ": "J", "ҳ": "h", "қ": "q", "ғ": "G", "ӯ": "u",
    "ӣ": "i", "ў": "o", "ә": "ä", "ө": "ö", "ү": "ü", "ұ": "u", "і": "i", "ң": "N", "һ": "h",
}  # fmt: skip
_LATIN: Final[dict[str, str]] = {
    **{letter: letter for letter in "abdefghijklmnopqrstuvwz"},
    "kh": "x", "gh": "G", "sh": "S", "ch": "C", "dj": "J", "zh": "Z", "th": "s", "dh": "z", "ph": "f", "ou": "u",
    "oo": "u", "ee": "i", "j": "J", "y": "y", "c": "k", "x": "ks", "ï": "i", "ts": "c",
}  # fmt: skip
_FRENCH: Final[dict[str, str]] = {
    **_LATIN,
    "ch": "S", "eau": "o", "au": "o", "ai": "e", "oi": "wa", "qu": "k", "gu": "g", "j": "Z", "tch": "C", "é": "e",
    "è": "e", "ph": "f", "ss": "s", "ine": "in", "ie": "i", "ille": "iy",
}  # fmt: skip
_TURKISH: Final[dict[str, str]] = {
    **{letter: letter for letter in "abdefghiklmnoprstuvyzäöüı"},
    "c": "J", "ç": "C", "ş": "S", "ğ": "", "j": "Z", "q": "q", "x": "x", "w": "w", "i̇": "i",
}  # fmt: skip
_TABLES: Final = {"cyrillic": _CYRILLIC, "latin": _LATIN, "french": _FRENCH, "turkish": _TURKISH}


def read(spelling: str, spelt: str) -> str:
    """The sounds of a spelling; `spelt` is cyrillic, latin, french or turkish.  A space stays a space."""
    table = _TABLES[spelt]
    text = spelling.lower()
    sounds: list[str] = []
    at = 0
    while at < len(text):
        for length in (4, 3, 2, 1):
            part = text[at : at + length]
            if len(part) == length and part in table:
                sounds.append(table[part])
                at += length
                break
        else:
            if text[at] in " -":
                sounds.append(" ")
            at += 1
    out = "".join(sounds)
    if spelt in ("latin", "french"):
        out = "".join(
            "i" if s == "y" and out[i + 1 : i + 2] not in VOWELS and out[i - 1 : i] not in VOWELS else s
            for i, s in enumerate(out)
        )
    return "".join(s for i, s in enumerate(out) if i == 0 or s != out[i - 1] or s in VOWELS)


_CONFUSED: Final[dict[str, str]] = {
    "p": "bbf", "b": "p", "v": "fwb", "f": "v", "g": "kqJ", "k": "gq", "q": "kkg", "Z": "JzS", "J": "ZgC", "C": "SSJ",
    "S": "sC", "c": "stz", "x": "HhkG", "H": "hhx", "h": "H", "G": "gxr", "z": "sZ", "s": "zS", "d": "t", "t": "d",
    "m": "n", "n": "m", "l": "r", "r": "l", "N": "ng", "w": "v", "3": "a", "e": "iia", "i": "e", "o": "uu", "u": "oo",
    "a": "eeo", "ä": "ae", "ö": "uo", "ü": "uui", "ı": "ii", "y": "i",
}  # fmt: skip


def mishear(sounds: str, dice: Dice) -> str:
    """The sounds as a stranger to the language hears them: confused, dropped, put in, or cut short."""
    if len(sounds) < 3:
        return sounds
    kind = dice.uniform()
    at = dice.below(len(sounds))
    if kind < 0.62:
        for step in range(len(sounds)):
            here = (at + step) % len(sounds)
            if sounds[here] in _CONFUSED:
                return sounds[:here] + dice.pick(_CONFUSED[sounds[here]]) + sounds[here + 1 :]
    if kind < 0.74:
        at = 1 + dice.below(len(sounds) - 2)
        return sounds[:at] + sounds[at + 1 :]
    if kind < 0.86:
        for at in range(1, len(sounds)):
            if sounds[at] not in VOWELS and sounds[at - 1] not in VOWELS and sounds[at - 1] != " ":
                return sounds[:at] + dice.pick("iae") + sounds[at:]
        return sounds
    if kind < 0.95:
        return sounds[:-1] if len(sounds) > 4 else sounds
    return sounds[1:] if sounds[0] not in VOWELS and len(sounds) > 4 else sounds


def baby_form(sounds: str, dice: Dice) -> str:
    """What a small child makes of its name: the first or the last piece of it, perhaps with an ending."""
    word = sounds.split(" ")[0] if dice.chance(0.8) else sounds.split(" ")[-1]
    peaks = [i for i, s in enumerate(word) if s in VOWELS]
    if len(peaks) < 2:
        return word + dice.pick(("o", "a", "ik", "i"))
    if dice.chance(0.25):
        return word[max(peaks[-2] - 1, 0) :]
    cut = peaks[1] if dice.chance(0.7) else peaks[0] + 1
    return word[:cut] + dice.pick(("o", "a", "a", "u", "ik", "ka", "uS", "i", "Ca"))
