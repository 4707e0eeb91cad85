"""Endings that say more than the name: patronymics, and surnames that agree with the bearer's sex.

Русланович is the son of Руслан, Тагирова is a woman or girl of the family Тагиров, Абишұлы is the son of Абиш.
What is compared is the name inside; what the ending says of the sex is kept. Russian case endings are taken off
lightly (Руслана Тагирова, Руслановны), because names are copied out of running text. Endings only, no list of
surnames: a word that is itself a known given name is never taken apart here (the caller looks first).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["Ending", "bare", "given_in_oblique_case", "read_ending"]

Known = Callable[[str], bool]
"""Whether a folded word is a known given name."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What an ending says: `kind`, the `stem` that is compared, the `sex`, whether it can mean nothing else.

    `oblique` is true for a surname that is a woman's in the nominative or a man's in the genitive (Тагирова).
    """

    kind: Literal["patronymic", "surname"]
    stem: str
    sex: str
    strong: bool
    oblique: bool = False


_PLAIN_LATIN: Final = str.maketrans("äåçćčəéëğıłñńöřśşšüźžð", "aacccaeegilnnorsssuzzd") | {
    ord("æ"): "ae",
    ord("þ"): "th",
}

# Cyrillic, longest endings first inside each group.
_CYR_PATRONYMIC: Final = re.compile(
    r"(?P<stem>.{2,}?)(?:(?P<link>ов|ев)(?:(?P<m>ич(?:а|у|ем|е)?)|(?P<f>н(?:а|ы|е|у|ой|ою)))"
    r"|(?P<sm>ич(?:а|у|ем|е)?)|(?P<sf>иничн(?:а|ы|е|у|ой)|ичн(?:а|ы|е|у|ой)))"
)
_CYR_SON: Final = re.compile(r"(.{3,}?)(?:улы|ұлы|уулу|угли|оглы|оглу|огли)")
_CYR_DAUGHTER: Final = re.compile(r"(.{3,}?)(?:кызы|қызы|кизи|қизи|гызы|ғызы)")
_CYR_BORN_OF: Final = re.compile(r"(.{3,}?)(?:зода|заде|зад|зад[аэ])")
_CYR_SURNAME: Final = re.compile(
    r"(?P<stem>.{2,}?)(?P<base>ов|ев|ин|ын|[сц]к)(?P<case>|а|у|ы|е|ым|ом|ой|ою|ых|ий|ого|ому|им|ая|ую|ие|их)"
)
_CYR_CASES: Final[dict[str, dict[str, tuple[str, bool]]]] = {
    "ов": {
        "": ("m", False),
        "а": ("f", True),
        "у": ("", False),
        "ым": ("m", False),
        "ом": ("m", False),
        "е": ("m", False),
    }
    | {"ой": ("f", False), "ою": ("f", False), "ы": ("", False), "ых": ("", False)},
    "ск": {"ий": ("m", False), "ой": ("", False), "ого": ("m", False), "ому": ("m", False), "им": ("m", False)}
    | {"ая": ("f", False), "ую": ("f", False), "ою": ("f", False), "ие": ("", False), "их": ("", False)},
}
_GIVEN_CASES: Final[dict[str, tuple[str, ...]]] = {
    "ом": ("",),
    "ем": ("ь", "й"),
    "ой": ("а",),
    "ей": ("я", "ья"),
    "а": ("",),
    "у": ("", "а"),
    "ы": ("а",),
    "е": ("", "а", "я"),
    "и": ("а", "я", "ь"),
    "я": ("ь", "й"),
    "ю": ("ь", "й", "я"),
}
_CYR_OTHER: Final = re.compile(r".{3,}(?:енко|швили|дзе|янц)|.{4,}(?:ян)")

# Latin, on the word without accents.
_LAT_PATRONYMIC: Final = re.compile(
    r"(?P<stem>.{2,}?)(?P<link>ov|ev|yev|iev|ow|ew|jew|jev|off|eff)"
    r"(?:(?P<m>ich|itch|itsch|yich|ych|its|icz)|(?P<f>na|ne))|(?P<is>.{3,}?)(?P<im>inichna|itchna|itschna|ichna)"
)
_LAT_SON: Final = re.compile(r"(.{3,}?)(?:uulu|uly)")
_LAT_DAUGHTER: Final = re.compile(r"(.{3,}?)(?:kyzy|qyzy|kizi|qizi|gyzy)")
_LAT_BORN_OF: Final = re.compile(r"(.{3,}?)(?:zoda|zade|zadeh|zad|zod)")
_LAT_SURNAME: Final = re.compile(r"(?P<stem>.{2,}?)(?P<base>ov|off|ow|ev|eff|ew|in)(?P<f>a|)")
_LAT_SKY: Final = re.compile(r"(?P<stem>.{3,}?)(?:(?P<m>skiy|skij|skii|sky|ski)|(?P<f>skaya|skaia|skaja|ska))")
_LAT_OTHER: Final = re.compile(r".{3,}(?:enko|shvili|schwili|chvili|svili|dze|oglu|ogullari)|.{4,}(?:yan)")
_LAT_WRITTEN: Final = {"off": "ov", "ow": "ov", "eff": "ev", "ew": "ev"}

_ARA_SON: Final = re.compile(r"(.{3,}?)(?:ووفيتش|اوفيتش|وفيتش|ييفيتش|ايفيتش|يفيتش|وفتش|يفتش|وفيج|يفيج)")
_ARA_DAUGHTER: Final = re.compile(r"(.{3,}?)(?:ووفنا|وفنا|ييفنا|يفنا|وفنه|يفنه)")
_ARA_SURNAME: Final = re.compile(r"(?P<stem>.{2,}?)(?P<base>اوف|ووف|وف|اييف|ايف|ييف|يف)(?P<f>ا|)")
_ARA_SKY: Final = re.compile(r"(?P<stem>.{3,}?)(?:(?P<m>سكي)|(?P<f>سكايا|سكيا))")
_ARA_OTHER: Final = re.compile(r".{3,}(?:شفيلي|شڤيلي|ادزه|يدزه|نكو|اوغلو|اوغلي|زاده)")

_VOWEL_END: Final = frozenset("аеиоуыэюяaeiouy")


def bare(folded: str) -> str:
    """A folded Latin word without accents (`çeçen` gives `cecen`); other scripts as they are."""
    return folded if folded.isascii() else folded.translate(_PLAIN_LATIN)


def read_ending(folded: str, known: Known) -> Ending | None:
    """What the ending of a folded word says, or nothing if it is no patronymic and no surname by its form."""
    if len(folded) < 4 or len(folded) > 40:
        return None
    first = folded[0]
    if "а" <= first <= "ӿ":
        return _cyrillic(folded, known)
    if "\u0600" <= first <= "\u06ff":
        return _arabic(folded, known)
    if first < "\u0250":
        return _latin(bare(folded), known)
    return None


def given_in_oblique_case(folded: str, known: Known) -> str:
    """The nominative of a Cyrillic given name in another case (`руслану` gives `руслан`), or nothing.

    Only if the nominative is a known name and the written form is not.
    """
    if len(folded) < 4 or len(folded) > 40 or not "а" <= folded[0] <= "ӿ":
        return ""
    for ending in (folded[-2:], folded[-1]):
        for nominative in _GIVEN_CASES.get(ending, ()):
            if known(folded.removesuffix(ending) + nominative):
                return folded.removesuffix(ending) + nominative
    return ""


def _first_known(candidates: tuple[str, ...], known: Known) -> str:
    for candidate in candidates:
        if known(candidate):
            return candidate
    return candidates[0]


def _cyrillic(folded: str, known: Known) -> Ending | None:
    if found := _CYR_PATRONYMIC.fullmatch(folded):
        stem = found["stem"]
        if found["link"]:
            sex = "m" if found["m"] else "f"
            return Ending("patronymic", _father_cyrillic(stem, found["link"], known), sex, strong=True)
        for vowel in "ая":
            if known(stem + vowel):
                return Ending("patronymic", stem + vowel, "m" if found["sm"] else "f", strong=True)
    for pattern, sex in ((_CYR_SON, "m"), (_CYR_DAUGHTER, "f")):
        if (joined := pattern.fullmatch(folded)) and (known(joined[1]) or sex == "f" or not joined[1].endswith("г")):
            return Ending("patronymic", joined[1], sex, strong=known(joined[1]))
    if (born := _CYR_BORN_OF.fullmatch(folded)) and len(folded) > 5:
        if known(born[1]):
            return Ending("patronymic", born[1], "", strong=False)
        return Ending("surname", folded, "", strong=True)
    if found := _CYR_SURNAME.fullmatch(folded):
        base, case = found["base"], found["case"]
        cases = _CYR_CASES["ск" if base in ("ск", "цк") else "ов"]
        if case in cases:
            sex, oblique = cases[case]
            weak = base in ("ин", "ын") or (case in ("у", "е", "ом", "ы") and not known(found["stem"]))
            nominative = found["stem"] + base + ("ий" if base in ("ск", "цк") else "")
            return Ending("surname", nominative, sex, strong=not weak, oblique=oblique)
    if _CYR_OTHER.fullmatch(folded):
        return Ending("surname", folded, "", strong=not folded.endswith("ян"))
    return None


def _father_cyrillic(stem: str, link: str, known: Known) -> str:
    if link == "ов":
        return _first_known((stem, stem + "о", stem + "а"), known)
    if stem.endswith("ь"):
        return _first_known((stem[:-1] + "ий", stem, stem[:-1] + "и", stem[:-1] + "ья"), known)
    if stem[-1] in _VOWEL_END:
        if stem[-1] in "ео":
            return stem + "й"
        return _first_known((stem, stem + "й"), known)
    return _first_known((stem, stem + "ь"), known)


def _latin(word: str, known: Known) -> Ending | None:
    if found := _LAT_PATRONYMIC.fullmatch(word):
        stem = found["stem"] or found["is"]
        if found["m"] or found["f"]:
            father = _first_known((stem, stem + "y", stem + "i", stem + "iy", stem.removesuffix("i") + "y"), known)
            return Ending("patronymic", father, "m" if found["m"] else "f", strong=True)
        return Ending("patronymic", _first_known((stem + "a", stem), known), "f", strong=True)
    for pattern, sex in ((_LAT_SON, "m"), (_LAT_DAUGHTER, "f")):
        if joined := pattern.fullmatch(word):
            return Ending("patronymic", joined[1], sex, strong=known(joined[1]))
    if (born := _LAT_BORN_OF.fullmatch(word)) and len(word) > 5:
        if known(born[1]):
            return Ending("patronymic", born[1], "", strong=False)
        return Ending("surname", word, "", strong=word.endswith(("zoda", "zade", "zadeh")))
    if found := _LAT_SKY.fullmatch(word):
        strong = word.endswith(("sky", "skiy", "skaya", "skaia", "skaja", "skij", "skii"))
        return Ending("surname", found["stem"] + "ski", "m" if found["m"] else "f", strong)
    if found := _LAT_SURNAME.fullmatch(word):
        base = _LAT_WRITTEN.get(found["base"], found["base"])
        strong = (
            found["base"] in ("ov", "off", "eff") or (found["base"] == "ev" and len(word) > 4) or known(found["stem"])
        )
        strong = strong and base != "in"
        return Ending("surname", found["stem"] + base, "f" if found["f"] else ("m" if strong else ""), strong)
    if _LAT_OTHER.fullmatch(word):
        return Ending("surname", word, "", strong=not word.endswith(("yan", "dze")) or len(word) > 6)
    return None


def _arabic(word: str, known: Known) -> Ending | None:
    for pattern, sex in ((_ARA_SON, "m"), (_ARA_DAUGHTER, "f")):
        if found := pattern.fullmatch(word):
            return Ending("patronymic", found[1], sex, strong=True)
    if found := _ARA_SKY.fullmatch(word):
        return Ending("surname", found["stem"] + "سكي", "m" if found["m"] else "f", strong=True)
    if (found := _ARA_SURNAME.fullmatch(word)) and len(word) > 4:
        base = found["base"]
        strong = base != "يف" or known(found["stem"]) or bool(found["f"])
        return Ending("surname", found["stem"] + base, "f" if found["f"] else "m", strong)
    if _ARA_OTHER.fullmatch(word):
        return Ending("surname", word, "", strong=True)
    return None
