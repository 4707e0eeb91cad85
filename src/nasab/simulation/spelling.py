"""How sounds are written down: by an Iraqi nurse, an English volunteer, an embassy, a grandmother.

Each writer has habits: one writes `kh` for the throat sound, another `h`, a third `ch`; one writes every vowel of a
foreign name with a long Arabic letter, another few.  A habit is drawn once for an office and kept.  The tables are
general knowledge of how the alphabets are used, made for the simulation alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from nasab.simulation.dice import Dice
from nasab.simulation.sounds import VOWELS

__all__ = ["Habit", "make_habit", "spell"]

Options = dict[str, tuple[str, ...]]

_LETTERS: Final = "abdfgklmnoprstvz"
_EN: Final[Options] = {
    "x": ("kh", "h", "k", "kh"), "G": ("gh", "g"), "S": ("sh",), "C": ("ch", "tch"), "J": ("j", "dj", "dzh"),
    "Z": ("zh", "j"), "c": ("ts", "tz"), "q": ("q", "k"), "H": ("h",), "h": ("h",), "y": ("y", "i"),
    "i": ("i", "i", "i", "ee"), "u": ("u", "u", "oo", "ou"), "e": ("e", "e", "i"), "ü": ("u", "yu"), "ö": ("o", "u"),
    "ı": ("y", "i"), "ä": ("a", "e"),
    "w": ("w", "v"), "N": ("ng", "n"), "3": ("", "'", "a"), "v": ("v", "w"), "o": ("o", "o", "u"),
}  # fmt: skip
_FR: Final[Options] = {
    "x": ("kh", "h"), "G": ("gh", "g"), "S": ("ch", "sh"), "C": ("tch",), "J": ("dj", "j"), "Z": ("j",), "c": ("ts",),
    "q": ("k", "q"), "H": ("h",), "h": ("h", ""), "y": ("y", "ï"), "i": ("i",), "u": ("ou", "u"), "e": ("e", "é"),
    "ü": ("u", "ou"), "ö": ("eu", "o"), "ı": ("y", "i"), "ä": ("a", "e"), "w": ("ou", "w"), "N": ("ng",), "3": ("",),
    "s": ("s", "ss"), "k": ("k", "c"),
}  # fmt: skip
_DE: Final[Options] = {
    "x": ("ch", "kh"), "G": ("gh", "g"), "S": ("sch",), "C": ("tsch",), "J": ("dsch", "dj"), "Z": ("sch", "sh"),
    "c": ("z",), "q": ("k", "q"), "H": ("h",), "h": ("h",), "y": ("j", "i"), "i": ("i",), "u": ("u",), "e": ("e",),
    "ü": ("ü",), "ö": ("ö",), "ı": ("y",), "ä": ("ä",), "w": ("w",), "v": ("w",), "N": ("ng",), "3": ("",),
}  # fmt: skip
_TR: Final[Options] = {
    "x": ("h",), "G": ("ğ", "g"), "S": ("ş",), "C": ("ç",), "J": ("c",), "Z": ("j",), "c": ("ts", "s"), "q": ("k",),
    "H": ("h",), "h": ("h",), "y": ("y",), "i": ("i",), "u": ("u", "ü"), "e": ("e",), "ü": ("ü",), "ö": ("ö",),
    "ı": ("ı",), "ä": ("e", "a"), "w": ("v",), "N": ("n",), "3": ("",),
}  # fmt: skip
_UZ: Final[Options] = {**_TR, "S": ("sh",), "C": ("ch",), "J": ("j",), "x": ("x",), "q": ("q",), "G": ("g'",),
    "h": ("h",), "H": ("h",), "ı": ("i",), "ä": ("a",), "ü": ("u",), "ö": ("o'",), "u": ("u",)}  # fmt: skip
_RU: Final[Options] = {
    **{a: (b,) for a, b in zip(_LETTERS, "абдфгклмнопрствз", strict=True)},
    "x": ("х",), "G": ("г",), "S": ("ш",), "C": ("ч",), "J": ("дж", "ж"), "Z": ("ж",), "c": ("ц",), "q": ("к", "кк"),
    "H": ("х",), "h": ("х", "г"), "y": ("й",), "i": ("и",), "u": ("у",), "e": ("е", "э"), "ü": ("ю", "у"),
    "ö": ("о", "ё"), "ı": ("ы", "и"), "ä": ("а", "я"), "w": ("в", "у"), "N": ("нг",), "3": ("",),
}  # fmt: skip
_TG: Final[Options] = {**_RU, "G": ("ғ",), "J": ("ҷ", "дж"), "q": ("қ", "к"), "H": ("ҳ", "х"), "h": ("ҳ", "х")}
_UC: Final[Options] = {**_RU, "G": ("ғ", "г"), "J": ("ж",), "q": ("қ", "к"), "H": ("ҳ", "х"), "h": ("ҳ", "х")}
_CE: Final[Options] = {**_RU, "G": ("гӀ", "г1"), "q": ("къ", "кх"), "H": ("хь",), "h": ("хӀ", "х1"), "ä": ("аь",),
    "ö": ("оь",), "ü": ("уь",), "3": ("Ӏ", "1", "I", "")}  # fmt: skip
_AR: Final[Options] = {
    **{a: (b,) for a, b in zip("bdfklmnrstz", "بدفكلمنرستز", strict=True)},
    "p": ("ب", "ب", "پ"), "g": ("غ", "ك", "ج", "ق"), "v": ("ف", "و", "ڤ"), "x": ("خ",), "G": ("غ",), "S": ("ش",),
    "C": ("تش", "ج", "ش"), "J": ("ج",), "Z": ("ج", "ز", "ج"), "c": ("تس", "س"), "q": ("ق",), "H": ("ح",), "h": ("ه",),
    "y": ("ي",), "w": ("و",), "N": ("نغ", "نك"), "3": ("ع", "ا"),
}  # fmt: skip
_CKB: Final[Options] = {**_AR, "p": ("پ",), "g": ("گ",), "v": ("ڤ", "ف"), "C": ("چ",), "Z": ("ژ",), "k": ("ک",),
    "y": ("ی",), "c": ("تس",)}  # fmt: skip
_TABLES: Final[dict[str, Options]] = {
    "en": _EN, "fr": _FR, "de": _DE, "tr": _TR, "uz": _UZ, "ru": _RU, "tg": _TG, "uc": _UC, "ce": _CE, "ar": _AR,
    "ckb": _CKB,
}  # fmt: skip
_ALPHABET: Final = {
    "ru": "cyrillic",
    "tg": "cyrillic",
    "uc": "cyrillic",
    "ce": "cyrillic",
    "ar": "arabic",
    "ckb": "arabic",
}
_IOTATED: Final = {"a": "я", "u": "ю", "o": "ё", "e": "е", "i": "и", "ä": "я", "ü": "ю"}
_LONG: Final = {"a": "ا", "ä": "ا", "i": "ي", "ı": "ي", "e": "ي", "u": "و", "o": "و", "ü": "و", "ö": "و"}
_LONG_CKB: Final = {"a": "ا", "ä": "ە", "i": "ی", "ı": "ی", "e": "ە", "u": "و", "o": "ۆ", "ü": "وو", "ö": "ۆ"}


@dataclass(slots=True)
class Habit:
    """One way of writing: the alphabet, the letter chosen for each sound, how many vowels are written in Arabic."""

    kind: str
    letters: dict[str, str]
    long_vowels: float = 0.75
    ending: str = "ا"
    offset: int = 0
    seen: dict[tuple[str, int], str] = field(default_factory=dict)

    @property
    def alphabet(self) -> str:
        """cyrillic, arabic or latin."""
        return _ALPHABET.get(self.kind, "latin")


def make_habit(kind: str, dice: Dice) -> Habit:
    """A habit of this kind, its choices thrown once."""
    table = _TABLES[kind]
    letters = {letter: letter for letter in _LETTERS + "aeiou"} if _ALPHABET.get(kind) is None else {}
    letters |= {sound: dice.first(options, 0.6) for sound, options in table.items()}
    return Habit(
        kind,
        letters,
        long_vowels=0.45 + 0.5 * dice.uniform(),
        ending=dice.first(("ا", "ة", "ه"), 0.5),
        offset=dice.below(7),
    )


def spell(sounds: str, habit: Habit, dice: Dice) -> str:
    """The sounds as someone of this habit writes them; capital letters where the alphabet has them."""
    alphabet = habit.alphabet
    variant = dice.below(3) if alphabet == "arabic" else 0
    key = (sounds, variant)
    known = habit.seen.get(key)
    if known is None:
        if alphabet == "arabic":
            known = " ".join(_arabic(word, habit, dice) for word in sounds.split(" ")).replace("ال ", "ال")
        elif alphabet == "cyrillic":
            known = " ".join(_cyrillic(word, habit).capitalize() for word in sounds.split(" "))
        else:
            known = " ".join(_latin(word, habit) for word in sounds.split(" "))
        if len(habit.seen) < 20_000:
            habit.seen[key] = known
    return known


def _latin(word: str, habit: Habit) -> str:
    text = "".join(habit.letters.get(s, s) for s in word)
    return "İ" + text[1:] if habit.kind == "tr" and text[:1] == "i" else text[:1].upper() + text[1:]


def _cyrillic(word: str, habit: Habit) -> str:
    out: list[str] = []
    at = 0
    while at < len(word):
        s = word[at]
        following = word[at + 1 : at + 2]
        before = word[at - 1] if at else ""
        if s == "y" and following in _IOTATED and following:
            soft = "ь" if before and before not in VOWELS and before != "y" else ""
            out.append(soft + _IOTATED[following])
            at += 2
            continue
        if s == "e":
            out.append("э" if at == 0 and habit.kind != "ce" else "е")
        else:
            out.append(habit.letters.get(s, s))
        at += 1
    return "".join(out)


def _arabic(word: str, habit: Habit, dice: Dice) -> str:
    long = _LONG_CKB if habit.kind == "ckb" else _LONG
    out: list[str] = []
    last = len(word) - 1
    for at, s in enumerate(word):
        if s not in VOWELS:
            letter = habit.letters.get(s, "")
            if not out or out[-1] != letter or letter in "وي":
                out.append(letter)
        elif at == 0:
            out.append(
                {"a": dice.pick("أا"), "ä": "ا"}.get(s)
                or (dice.pick(("إ", "اي", "ا")) if s in "eiı" else dice.pick(("أو", "ا", "او")))
            )
        elif at == last:
            out.append(habit.ending if s in "aä" else long[s])
        elif dice.chance(habit.long_vowels if s != "e" else habit.long_vowels * 0.7):
            out.append(long[s])
    return "".join(out)
