"""A written name, in any script and any order, as parts with roles.

Names stand in the cells as people wrote them: "Тагиров Билал Русланович", "Abu Bilal al-Shishani", "أحمد محمود
علي", "Tagirov, B. R.". What decides a part's role is, in this order: a particle before or after it (abu, ibn, al-,
oglu), its ending (-ович, -ова), whether it is a known given name or a known word of origin, and its place. Where
two roles are possible the likelier is taken and the part marked as not certain.
"""

from __future__ import annotations

from typing import Final, Literal

from nasab.names import nisbas
from nasab.names.parts import Name, Part, Role
from nasab.names.scripts import script
from nasab.names.units import Unit, group, written_words
from nasab.names.words import is_given_too, is_unknown_mark

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
_CHAIN: Final = (Role.GIVEN, Role.FATHER, Role.GRANDFATHER)
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
    words = written_words(text)
    if not words or is_unknown_mark(text, words[0].word.folded):
        return Name(text, (), script(text))
    units = group(words)
    if not units:
        return Name(text, (), script(text))
    return Name(text, tuple(_roles(text, units, whose)), _script_of(units))


def _script_of(units: list[Unit]) -> Literal["arab", "cyrl", "latn", "other"]:
    found = units[0].word.script
    for unit in units:
        if unit.word.script != found:
            letters: dict[Literal["arab", "cyrl", "latn", "other"], int] = {}
            for one in units:
                letters[one.word.script] = letters.get(one.word.script, 0) + len(one.folded)
            return max(letters, key=letters.__getitem__)
    return found


def _roles(text: str, units: list[Unit], whose: Whose) -> list[Part]:
    """One part for every unit, in order."""
    parts: list[Part | None] = [None] * len(units)
    names: list[int] = []
    has_family = has_father = has_kunya = False
    patronymic_at = -1
    male = whose == "father"
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
            parts[place] = _with_article(written, unit.folded, alone=place == 0 or has_kunya, certain=unit.certain)
            has_family = has_family or parts[place].role is Role.FAMILY  # type: ignore[union-attr]
        else:
            part = _by_form(written, unit, has_kunya, len(units), male)
            if part is None:
                names.append(place)
                continue
            parts[place] = part
            if part.role is Role.FATHER:
                if has_father:
                    parts[place] = Part(Role.GRANDFATHER, part.text, part.folded, part.sex, False)
                else:
                    has_father, patronymic_at = True, place
                    male = male or (part.sex == "m")
            elif part.role is Role.FAMILY:
                has_family = True
            elif part.role is Role.KUNYA:
                has_kunya = True
    if names:
        _by_place(text, units, parts, names, has_family, has_father, patronymic_at)
    return _in_agreement(units, parts, whose)


def _with_article(written: str, folded: str, *, alone: bool, certain: bool) -> Part:
    """A part for al-X: an origin, an epithet, or a family name."""
    if nisbas.is_origin(folded):
        plain = nisbas.masculine(folded)
        return Part(Role.NISBA, written, plain, "f" if plain != folded else "", certain)
    if nisbas.is_epithet(folded):
        return Part(Role.LAQAB, written, folded, "", certain)
    if folded.endswith(("i", "y", "и", "ي", "í", "ī")):
        return Part(Role.NISBA if alone else Role.FAMILY, written, folded, "", False)
    if folded.endswith(("يه", "iya", "ия")):
        return Part(
            Role.NISBA if alone else Role.FAMILY, written, folded[:-2] if folded.endswith("يه") else folded, "f", False
        )
    return Part(Role.LAQAB, written, folded, "", False)


def _by_form(written: str, unit: Unit, after_kunya: bool, count: int, male: bool) -> Part | None:
    """The part that a bare word is by its own form, or nothing if its place must decide."""
    word = unit.word
    certain = unit.certain
    if word.is_initial:
        return Part(Role.INITIAL, written, unit.folded, "", certain)
    if word.script == "other":
        alone = count == 1
        return Part(Role.GIVEN if alone else Role.UNKNOWN, written, unit.folded, "", False)
    if word.kind.startswith("joined:") and unit.folded == word.folded:
        joined = word.kind.removeprefix("joined:")
        if joined == "article":
            return _with_article(written, word.rest, alone=count == 1 or after_kunya, certain=certain)
        if joined in ("father_of", "mother_of"):
            return Part(Role.KUNYA, written, word.rest, "m" if joined == "father_of" else "f", certain)
        if joined == "son_of":
            return Part(Role.FATHER, written, word.rest, "m", False)
        return Part(Role.FAMILY, written, word.folded, "", False)
    ending = word.ending
    if ending is not None:
        if ending.kind == "patronymic" and (ending.strong or count > 1):
            return Part(Role.FATHER, written, ending.stem, ending.sex, certain and ending.strong)
        if ending.strong or unit.born:
            return Part(Role.FAMILY, written, ending.stem, ending.sex, certain)
        return None
    if unit.born:
        return Part(Role.FAMILY, written, unit.folded, "", certain)
    if not word.is_given or after_kunya:
        if nisbas.is_origin(unit.folded) and (count > 1 or not word.is_given):
            plain = nisbas.masculine(unit.folded)
            return Part(Role.NISBA, written, plain, "f" if plain != unit.folded else "", certain and count > 1)
        if after_kunya and nisbas.is_epithet(unit.folded):
            return Part(Role.LAQAB, written, unit.folded, "", certain)
    return None


def _by_place(
    text: str,
    units: list[Unit],
    parts: list[Part | None],
    names: list[int],
    has_family: bool,
    has_father: bool,
    patronymic_at: int,
) -> None:
    """Roles for the words that only their place among the others decides, filled into `parts`."""

    def put(place: int, role: Role, certain: bool) -> None:
        unit = units[place]
        ending = unit.word.ending
        folded = unit.folded
        sex = ""
        if role is Role.FAMILY and ending is not None and ending.kind == "surname":
            folded, sex = ending.stem, ending.sex
        elif unit.word.nominative and role in _CHAIN:
            folded, certain = unit.word.nominative, False
        parts[place] = Part(role, text[unit.start : unit.end], folded, sex, certain and unit.certain)

    def is_given(place: int) -> bool:
        word = units[place].word
        return word.is_given or bool(word.nominative)

    def may_be_family(place: int) -> bool:
        return units[place].word.ending is not None

    # Words in brackets are another name for the same person; words before a comma the surname.
    outside = [place for place in names if not units[place].bracket]
    if outside and len(outside) < len(names):
        for place in names:
            if units[place].bracket:
                put(place, Role.GIVEN if is_given(place) else Role.UNKNOWN, False)
        names = outside
    if len(names) > 1 and not has_family and units[0].comma is False and 0 in names:
        comma = next((place for place, unit in enumerate(units) if unit.comma), len(units))
        before = [place for place in names if place < comma]
        after = [place for place in names if place >= comma]
        if len(before) == 1 and after and not (is_given(before[0]) and not is_given(after[0])):
            put(before[0], Role.FAMILY, True)
            has_family = True
            names = after
    if not has_family and len(names) > 1:
        family = _family_among(names, units, patronymic_at)
        if family >= 0:
            put(family, Role.FAMILY, may_be_family(family) or patronymic_at >= 0)
            names = [place for place in names if place != family]
            has_family = True
    if len(names) == 1:
        place = names[0]
        if any(unit.kind == "kunya" for unit in units[:place]):
            put(place, Role.GIVEN if is_given(place) else Role.UNKNOWN, False)
        elif not is_given(place) and may_be_family(place) and (patronymic_at < 0 and len(units) > 1 and not has_family):
            put(place, Role.FAMILY, False)
        else:
            put(place, Role.GIVEN, is_given(place) or not may_be_family(place))
        return
    arabic = units[names[0]].word.script == "arab"
    father_at = next((place for place, unit in enumerate(units) if unit.kind == "father"), -1)
    # "Mohamed Amine ben Salah": what stands between the given name and "son of" is given too.
    between = [place for place in names[1:] if place < father_at]
    for place in between:
        put(place, Role.GIVEN, False)
    names = [names[0], *names[1 + len(between) :]]
    roles = [Role.GIVEN, Role.GRANDFATHER] if has_father else list(_CHAIN)
    if patronymic_at >= 0:
        roles = [Role.GIVEN]
    for order, place in enumerate(names):
        last = order == len(names) - 1
        if order == 0:
            put(place, Role.GIVEN, True)
        elif last and not has_family and not arabic and not is_given(place):
            put(place, Role.FAMILY, False)
        elif order < len(roles):
            put(place, roles[order], arabic and len(units) > 2 and order == 1 and is_given(place))
        elif last and not has_family:
            put(place, Role.FAMILY, False)
        else:
            put(place, Role.UNKNOWN, False)


def _family_among(names: list[int], units: list[Unit], patronymic_at: int) -> int:
    """Which of several bare names is the surname, where something says so; -1 if nothing does."""
    if patronymic_at >= 0:
        # The given name stands before the patronymic: Тагир Билал Русланович, Билал Русланович Тагир.
        for place in names:
            if place != patronymic_at - 1:
                return place
        return -1
    weak = [place for place in names if units[place].word.ending is not None and not units[place].word.is_given]
    if len(weak) == 1:
        return weak[0]
    if len(names) == 2 and units[names[0]].word.script != "arab":
        first, second = (units[place].word for place in names)
        known = (first.is_given or bool(first.nominative), second.is_given or bool(second.nominative))
        if known == (False, True) and first.script == "cyrl":
            return names[0]
    return -1


def _in_agreement(units: list[Unit], parts: list[Part | None], whose: Whose) -> list[Part]:
    """The parts, with the sex of a surname that could be a genitive settled by what stands around it."""
    found: list[Part] = []
    for unit, part in zip(units, parts, strict=True):
        if part is None:  # pragma: no cover - every unit has a part by now
            part = Part(Role.UNKNOWN, "", unit.folded, "", False)
        ending = unit.word.ending
        if part.role is Role.FAMILY and ending is not None and ending.oblique and part.sex == "f":
            if whose == "father":
                part = Part(part.role, part.text, part.folded, "m", part.certain)
            elif any(one.word.nominative and one.word.nominative + "а" == one.word.folded for one in units):
                part = Part(part.role, part.text, part.folded, "", False)
        found.append(part)
    return found
