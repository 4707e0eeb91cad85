"""A written name, in any script and any order, as parts with roles.

Names stand in the cells as people wrote them: "Тагиров Билал Русланович", "Abu Bilal al-Shishani", "أحمد محمود
علي", "Tagirov, B. R.". What decides a part's role is, in this order: a particle before or after it (abu, ibn, al-,
oglu), its ending (-ович, -ова), whether it is a known given name or a known word of origin, and its place. Where
two roles are possible the likelier is taken and the part marked as not certain.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

from nasab.names.forms import by_form, with_article
from nasab.names.parts import Name, Part, Role
from nasab.names.placing import by_place
from nasab.names.plain import parts_of, plain_words
from nasab.names.scripts import Script, script
from nasab.names.units import Unit, group, naming_words
from nasab.names.words import Word, is_given_too

__all__ = ["Whose", "parse"]

Whose = Literal["child", "father", "mother", "relative"]
"""Whose name stands in the cell. Parts are always said of the person named: in a father's name his own given name is
GIVEN, and FATHER is the child's grandfather."""

_DECIDED: Final = {
    "father": Role.FATHER,
    "grandfather": Role.GRANDFATHER,
    "forefather": Role.UNKNOWN,
    "honorific": Role.HONORIFIC,
}
_GIVEN_NAMES_WITH_KUNYA_FORM: Final = {
    ("m", "bakr"): "abubakr",
    ("m", "bakar"): "abubakar",
    ("m", "bekir"): "ebubekir",
    ("m", "bekr"): "abubekr",
    ("m", "бакр"): "абубакр",
    ("m", "бакар"): "абубакар",
    ("m", "بكر"): "ابوبكر",
    ("f", "kulthum"): "ummkulthum",
    ("f", "kalthoum"): "ummkulthum",
    ("f", "kulsum"): "ummkulthum",
    ("f", "кульсум"): "умкусум",
    ("f", "кусум"): "умкусум",
    ("f", "كلثوم"): "امكلثوم",
}


def parse(text: str, *, whose: Whose = "child") -> Name:
    """The parts of one written name.

    Total: any text gives a name, an empty cell or one that says "unknown" gives a name without parts. Linear in the
    length of `text`. Words in scripts other than Arabic, Cyrillic and Latin become UNKNOWN parts, or GIVEN (not
    certain) if the word stands alone; numbers and signs are no parts.

    `whose` decides what form alone cannot: "Руслана Тагирова" of a father is the genitive of a man's name; "Abu Bakr"
    of a child is a given name.
    """
    return _one_word(text, whose) if text.isalpha() else _read(text, whose)


def _read(text: str, whose: Whose) -> Name:
    bare_words = text.split()
    plain = plain_words(bare_words)
    if plain is not None:
        bare_parts = _in_agreement(plain, parts_of(bare_words, plain, _bare_roles), whose)
        return Name(text, bare_parts, _leading_script([(word.script, len(word.folded)) for word in plain]))
    words = naming_words(text, of_parent=whose in ("father", "mother"))
    units = group(words)
    if not units:
        return Name(text, (), script(text))
    parts = _roles(text, units, whose)
    return Name(
        text,
        _in_agreement([unit.word for unit in units], parts, whose),
        _leading_script([(unit.word.script, len(unit.folded)) for unit in units]),
    )


# Most cells of one word repeat: half the children of a list bear the same few hundred names.
_one_word = lru_cache(maxsize=32768)(_read)


def _bare_roles(units: list[Unit]) -> list[Part]:
    """The roles of bare words, which do not depend on whose name it is."""
    return _roles("", units, "relative")


def _roles(text: str, units: list[Unit], whose: Whose) -> list[Part]:
    """One part for every unit, in order."""
    parts: list[Part | None] = [None] * len(units)
    names: list[int] = []
    has_family = has_father = has_kunya = False
    patronymic_at = -1
    if all(unit.kind == "honorific" for unit in units):
        last = units[-1]
        last.kind, last.certain = "name", False
    elif (
        units[0].kind == "honorific"
        and is_given_too(units[0].word)
        and all(u.word.ending or u.kind != "name" for u in units[1:])
    ):
        units[0].kind, units[0].certain = "name", False
    for place, unit in enumerate(units):
        kind = unit.kind
        written = text[unit.start : unit.end]
        if kind == "kunya":
            whole = _GIVEN_NAMES_WITH_KUNYA_FORM.get((unit.sex, unit.folded))
            if whole and (whose == "child" or unit.sex == "f") and not has_kunya:
                unit.folded = whole
                names.append(place)
                continue
            has_kunya = True
            parts[place] = Part(Role.KUNYA, written, unit.folded, unit.sex, unit.certain)
        elif kind in _DECIDED:
            if kind == "father":
                has_father = True
            parts[place] = Part(_DECIDED[kind], written, unit.folded, unit.sex, unit.certain and kind != "forefather")
        elif kind == "article":
            parts[place] = with_article(written, unit.folded, alone=place == 0 or has_kunya, certain=unit.certain)
            has_family = has_family or parts[place].role is Role.FAMILY  # type: ignore[union-attr]
        else:
            part = by_form(written, unit, has_kunya, len(units))
            if part is None:
                names.append(place)
                continue
            parts[place] = part
            if part.role is Role.FATHER:
                if has_father:
                    parts[place] = Part(Role.GRANDFATHER, part.text, part.folded, part.sex, False)
                else:
                    has_father, patronymic_at = True, place
            elif part.role is Role.FAMILY:
                has_family = True
            elif part.role is Role.KUNYA:
                has_kunya = True
    if names:
        by_place(text, units, parts, names, has_family, has_father, patronymic_at)
    return [part for part in parts if part is not None]


def _in_agreement(words: list[Word], parts: list[Part], whose: Whose) -> tuple[Part, ...]:
    """The parts, with the sex of a surname that could be a genitive settled by what stands around it."""
    for place, (word, part) in enumerate(zip(words, parts, strict=True)):
        ending = word.ending
        if ending is not None and ending.oblique and part.role is Role.FAMILY and part.sex == "f":
            if whose == "father":
                parts[place] = Part(part.role, part.text, part.folded, "m", part.certain)
            elif any(one.nominative and one.nominative + "а" == one.folded for one in words):
                parts[place] = Part(part.role, part.text, part.folded, "", False)
    return tuple(parts)


def _leading_script(letters: list[tuple[Script, int]]) -> Script:
    """The script of most letters, from the script and the length of each part; the first of equals."""
    if len(letters) == 1:
        return letters[0][0]
    found: dict[Script, int] = {}
    for alphabet, length in letters:
        found[alphabet] = found.get(alphabet, 0) + length
    return max(found, key=found.__getitem__)
