"""The cells for siblings and relatives: `Aminat (6, f); Abdullah`, `uncle: Abu Hamza`, `сестра Зарема 5 лет`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from nasab.names import lexicon
from nasab.names.parsing import parse
from nasab.names.parts import Name, Role
from nasab.names.relations import Relation, exact_relation, relation, sex_of_relation

__all__ = ["Relative", "parse_relatives"]


@dataclass(frozen=True, slots=True)
class Relative:
    """A relative as one entry of a cell names it.

    `age` is as written (`6`, `5 лет`, `٥`), `sex` is `f`, `m` or nothing. The name has no parts if only the
    relation is known ("a little sister").
    """

    relation: Relation
    name: Name
    sex: str = ""
    age: str = ""


_ENTRY: Final = re.compile(r"[;؛\n\r|]+")
_WITHIN: Final = re.compile(r"[,،+&]| (?:and|и|et|und|و|ve) ")
_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]{0,200})[)\]]")
_LEAD: Final = re.compile(r"^([^:=：–—]{1,60}?)\s*(?::|=|：|–|—|\s-\s)\s*")
_AGE: Final = re.compile(
    r"(?:(?:aged|age|about|approx\.?|ca\.?|around|возраст|около|примерно|environ|âgée?(?: de)?|عمره|عمرها|العمر|حوالي)"
    r"\s*:?\s*)?(?:~\s*)?[\d٠-٩۰-۹]{1,3}(?:\s*[-–/.,]\s*[\d٠-٩۰-۹]{1,2})?"
    r"(?:\s*(?:years? old|years?|yrs?|y\.?o\.?|yo|y|months?|mos?|m(?=\b)|weeks?|days?|лет|года?|год|г\.?|мес\.?"
    r"|месяц(?:а|ев)?|недел[ьия]|ans?|mois|semaines?|سنوات|سنة|سنين|عام|أعوام|اعوام|شهر|أشهر|اشهر|شهور)(?!\w))?",
    re.IGNORECASE,
)
_SEX: Final = {
    "f": "f female girl ж жен женский девочка дев fille féminin fem أنثى انثى بنت طفلة",
    "m": "m male boy м муж мужской мальчик мал garçon masculin masc ذكر ولد طفل",
}
_SEX_WORDS: Final = {word: sex for sex, words in _SEX.items() for word in words.split()}
_DIGIT: Final = re.compile(r"\d")
_LEAD_SIGNS: Final = frozenset(":=：–—-")
# One word, with an age and a sex after it or without: most entries of most lists.
_ONE_WORD: Final = re.compile(r"\s*([^\W\d_]+)\s*(?:\((?:([0-9٠-٩]{1,3})(?:, ([fm]))?|([fm]))?\))?\s*")
_LONGEST_ENTRY: Final = 400


def parse_relatives(cell: str, *, default: Relation = "other") -> tuple[Relative, ...]:
    """The relatives that a cell names, in order; `default` is the relation of an entry that states none.

    Entries are separated by `;` `؛` or line breaks, and within an entry by commas or "and"; a relation said before a
    list holds for all of it (`sisters: Aminat, Zara`). Total; an entry longer than 400 characters is read as a name.
    """
    found: list[Relative] = []
    for entry in _ENTRY.split(cell):
        if len(entry) > _LONGEST_ENTRY:
            name = parse(entry.strip(), whose="relative")
            if name.parts:
                found.append(Relative(default, name))
            continue
        found.extend(_entry(entry, default))
    return tuple(found)


def _entry(entry: str, default: Relation) -> Iterator[Relative]:
    said: Relation | None = None
    if _has_lead(entry) and (lead := _LEAD.match(entry)) and (said := relation(lead[1])) is not None:
        entry = entry[lead.end() :]
    if (one := _ONE_WORD.fullmatch(entry)) and one[1].lower() not in _SEX_WORDS and exact_relation([one[1]]) is None:
        name = parse(one[1], whose="relative")
        if said or name.parts:
            kind = said or default
            yield Relative(kind, name, one[3] or one[4] or sex_of_relation(kind), one[2] or "")
        return
    before: Relative | None = None
    for piece in _pieces(entry):
        text, sex, age, own = _details(piece)
        name = parse(text, whose="relative")
        if not name.parts and before is not None and own is None:
            # "Aminat, 6, f": a comma before what is said of the same person.
            before = Relative(before.relation, before.name, sex or before.sex, age or before.age)
            continue
        if before is not None:
            if own is None and _is_surname(before.name) and not _is_surname(name):
                joined = parse(f"{before.name.text}, {name.text}", whose="relative")
                before = Relative(before.relation, joined, sex or before.sex, age or before.age)
                continue
            yield before
        stated = own or said
        if stated is None and not name.parts:
            before = None
            continue
        kind = stated or default
        said = said or own
        before = Relative(kind, name, sex or sex_of_relation(kind), age)
    if before is not None:
        yield before


def _has_lead(entry: str) -> bool:
    """Whether a sign stands in the entry that may separate a relation from what follows."""
    return not _LEAD_SIGNS.isdisjoint(entry)


def _is_surname(name: Name) -> bool:
    return bool(name.parts) and all(part.role is Role.FAMILY for part in name.parts)


def _is_name(aside: str) -> bool:
    """Whether words in brackets are another name, and no remark: they begin with a kunya or a known given name."""
    parts = parse(aside).parts
    return bool(parts) and (parts[0].role is Role.KUNYA or bool(lexicon.ids(parts[0].folded)))


def _pieces(entry: str) -> Iterator[str]:
    """The entry at its commas and its "and"s, except inside brackets."""
    start = 0
    brackets = [found.span() for found in _BRACKETS.finditer(entry)]
    for found in _WITHIN.finditer(entry):
        if not any(left < found.start() < right for left, right in brackets):
            yield entry[start : found.start()]
            start = found.end()
    yield entry[start:]


def _details(piece: str) -> tuple[str, str, str, Relation | None]:
    """A piece without what is said beside the name: the name, the sex, the age, the relation."""
    sex = age = ""
    own: Relation | None = None
    kept: list[str] = []
    beside: list[str] = []
    for inside in _BRACKETS.findall(piece):
        rest, said_sex, said_age = _sex_and_age(inside)
        sex, age = sex or said_sex, age or said_age
        if rest.strip(" ,،;."):
            said = relation(rest)
            own = own or said
            beside.append(rest.strip())
            if said is None and _is_name(rest):
                kept.append(rest.strip())
    piece = _BRACKETS.sub(" ", piece)
    if _has_lead(piece) and (lead := _LEAD.match(piece)) and (said := relation(lead[1])) is not None:
        own, piece = said, piece[lead.end() :]
    piece, said_sex, said_age = _sex_and_age(piece, bracketed=False)
    sex, age = sex or said_sex, age or said_age
    words = piece.split()
    for length in range(min(len(words), 4), 0, -1):
        leading = exact_relation(words[:length])
        # "أم حمزة" is a kunya, "أبو" likewise: a mother's name, not "mother: Hamza".
        if leading is not None and not (
            length == 1 and len(words) > 1 and words[0] in ("أم", "ام", "umm", "أب", "baba", "да")
        ):
            # "uncle Ruslan (maternal)": what stands in brackets may make the relation finer.
            finer = relation(" ".join([*words[:length], *beside])) if beside else None
            own, words = finer or leading, words[length:]
            break
        trailing = exact_relation(words[-length:]) if len(words) > length else None
        if trailing is not None and trailing != "other":
            own, words = own or trailing, words[:-length]
            break
    return " ".join([*words, *(f"({aside})" for aside in kept)]).strip(" -–—:,،."), sex, age, own


def _sex_and_age(text: str, *, bracketed: bool = True) -> tuple[str, str, str]:
    """The text without sex and age, the sex, the age.

    Outside brackets a word for the sex counts only at the end, a single letter only beside an age or alone: "Билал М."
    is an initial, and ولد inside a name means "son of".
    """
    age = ""
    if _DIGIT.search(text) and (found := _AGE.search(text)):
        age = found[0].strip()
        text = text[: found.start()] + " " + text[found.end() :]
    words = text.split()
    for place in range(len(words)) if bracketed else range(len(words) - 1, len(words)) if words else ():
        word = words[place].strip(".,،()").lower()
        if word in _SEX_WORDS and (bracketed or len(words) == 1 or (len(word) > 1 or age)):
            return " ".join([*words[:place], *words[place + 1 :]]), _SEX_WORDS[word], age
    return text.strip(), "", age
