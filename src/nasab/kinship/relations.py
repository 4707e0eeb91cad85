"""What someone is to a child, as finely as a family tree needs it: the father's mother, not only a grandmother.

Arabic says which side an uncle is of (عم, خال), Russian has one word for the half-brother by the father and another
for him by the mother, English and French leave much open.  A term here is a path in the family: up to a parent, down
to a child, across to a brother.  What a word leaves open is open in its path too, and is never filled in.  The words
are those of `nasab.names`, with the finer ones beside them (`data/relations.tsv`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from typing import Final, cast

from nasab import names, texts
from nasab.errors import NotUnderstood

__all__ = ["Kin", "by_path", "exact_kin", "inverse", "kin", "kin_terms", "read_kin"]

#: Steps by the sex of whom they lead to.
_WOMEN: Final = frozenset(["M", "d", "Z", "W", "TZ", "F+d", "M+d", "P+d"])
_MEN: Final = frozenset(["F", "s", "B", "H", "TB", "F+s", "M+s", "P+s"])

#: How a step is said of somebody of either sex, or of one whose sex is not known.
_BY_SEX: Final = {
    "parent": {"M": "F", "F": "M", None: "P"},
    "child": {"M": "s", "F": "d", None: "c"},
    "sibling": {"M": "B", "F": "Z", None: "G"},
    "twin": {"M": "TB", "F": "TZ", None: "TG"},
    "identical": {"M": "IG", "F": "IG", None: "IG"},
    "spouse": {"M": "H", "F": "W", None: "S"},
    "F+": {"M": "F+s", "F": "F+d", None: "F+c"},
    "M+": {"M": "M+s", "F": "M+d", None: "M+c"},
    "P+": {"M": "P+s", "F": "P+d", None: "P+c"},
}
_KIND: Final = {step: kind for kind, steps in _BY_SEX.items() for step in steps.values()}
_BACK: Final = {"parent": "child", "child": "parent"}  # the others lead back as they lead there
_WIDER: Final = {step: steps[None] for steps in _BY_SEX.values() for step in steps.values()}
_MILK: Final = {"M": "milk_brother", "F": "milk_sister", None: "milk_sibling"}


@dataclass(frozen=True, slots=True)
class Kin:
    """A term of kinship: its code, what `nasab.names` calls it, and the path from the child (empty: none).

    Steps are written as in `data/relations.tsv`: `F`, `M`, `P` up, `s`, `d`, `c` down, `B`, `Z`, `G` across, `F+s` to a
    half-brother by the father, `TB` to a twin brother, `IG` to an identical twin, `H`, `W`, `S` to husband or wife.
    """

    term: str
    coarse: names.Relation
    path: tuple[str, ...]

    @property
    def sex(self) -> str | None:
        """`M`, `F`, or None if the term does not say."""
        if self.path:
            return "F" if self.path[-1] in _WOMEN else "M" if self.path[-1] in _MEN else None
        return (
            "F"
            if self.term.endswith(("mother", "sister"))
            else "M"
            if self.term.endswith(("father", "brother"))
            else None
        )

    @property
    def is_of_blood(self) -> bool:
        """Whether they share blood: not by marriage, by milk, or by law."""
        return bool(self.path) and not {"H", "W", "S"} & set(self.path)

    @property
    def has_known_side(self) -> bool:
        """Whether it is said through whom: an uncle may be of the father's side or the mother's."""
        return bool(self.path) and not any(step[0] in "PS" for step in self.path)

    def say(self, language: texts.Language = "en") -> str:
        """The term in a language."""
        return texts.say(f"relations.term.{self.term}", language)


def kin(term: str) -> Kin:
    """The term of a code; `KeyError` if there is none."""
    return _terms()[term]


def kin_terms() -> tuple[Kin, ...]:
    """All terms, the nearest first."""
    return tuple(_terms().values())


@lru_cache(maxsize=4096)
def read_kin(text: str) -> Kin:
    """The term that a word or phrase names, in any of the four languages and the spellings of the table.

    Capitals, accents, hamza, articles and possessive endings do not matter; of a phrase the longest part that is a term
    counts ("the child's maternal grandmother").  Raises `NotUnderstood` with RELATION-01.
    """
    table = _by_key()
    his, whole = _of_his(text), names.term_key(text[:200])
    if not his and whole in table and (whole[:1] < "\u0600" or len(text.split()) > 1):
        return _terms()[table[whole]]
    for written in (his, text, _without_articles(text)):
        if written and (found := names.find_term(written, table)) is not None:
            return _terms()[found]
    raise NotUnderstood("RELATION-01", text)


def exact_kin(text: str) -> Kin | None:
    """The term that this phrase is, and not only has in it; None if it is none.

    Where a statement is composed, `mother of the father` must not be read as `mother`.
    """
    table = _by_key()
    if len(words := text.split()) == 1:
        found = names.find_term(words[0], table)
        return None if found is None else _terms()[found]
    for written in (_of_his(text), text[:200], _without_articles(text[:200])):
        if written and (key := names.term_key(written)) in table:
            return _terms()[table[key]]
    return None


def inverse(term: Kin, sex: str | None = None) -> Kin:
    """What the child, who is of this sex (`M`, `F`, not known), is to that person.

    As fine as the words allow: of a father's mother a boy is her son's son.  Where no term says it, `other`.
    """
    if term.term.startswith("milk_") and term.term.endswith(("brother", "sister", "sibling")):
        return _terms()[_MILK[sex]]
    return by_path(_reversed(term.path, sex))


def by_path(path: tuple[str, ...]) -> Kin:
    """The finest term for a path: that path itself, or with as few steps as possible made less exact; else `other`."""
    paths = _by_path()
    if not path or len(path) > 4:
        return _terms()["other"]
    ways = sorted(product(*((step, _WIDER[step]) for step in path)), key=lambda way: _loss(path, way))
    return next((paths[way] for way in ways if way in paths), _terms()["other"])


def _loss(path: tuple[str, ...], way: tuple[str, ...]) -> tuple[int, int]:
    """How much a way leaves open: the person at its end matters least, being known by the sex that is stated."""
    return sum(a != b for a, b in zip(path, way, strict=True)), -sum(at for at, b in enumerate(way) if b != path[at])


def _reversed(path: tuple[str, ...], sex: str | None) -> tuple[str, ...]:
    sexes: list[str | None] = [sex]
    for step in path:
        of = "F" if step in _WOMEN else "M" if step in _MEN else None
        if step == "S":  # husband or wife, by whose
            of = {"M": "F", "F": "M", None: None}[sexes[-1]]
        sexes.append(of)
    back = []
    for step, of in zip(reversed(path), reversed(sexes[:-1]), strict=True):
        kind = _KIND[step]
        back.append(_BY_SEX[_BACK.get(kind, kind)][of])
    return tuple(back)


def _of_his(text: str) -> str:
    """`ابن عمه` as `ابن عم`: a final ه that was written as such is "his", and no ة; nothing if there is none."""
    words = text.split()
    if len(words) < 2 or not any(word.endswith("ه") for word in words):
        return ""
    bare = " ".join(word[:-1] if word.endswith("ه") and len(word) > 2 else word for word in words)
    return bare if names.term_key(bare) in _by_key() else ""


def _without_articles(text: str) -> str:
    return " ".join(word[2:] if word.startswith("ال") and len(word) > 3 else word for word in text.split())


@cache
def _terms() -> Mapping[str, Kin]:
    terms = {}
    for term, coarse, path, _ in _rows():
        terms[term] = Kin(term, cast("names.Relation", coarse), tuple(path.split()))
    return terms


@cache
def _by_path() -> Mapping[tuple[str, ...], Kin]:
    paths: dict[tuple[str, ...], Kin] = {}
    for one in _terms().values():
        if one.path:
            paths.setdefault(one.path, one)
    return paths


@cache
def _by_key() -> Mapping[str, str]:
    """Every phrase to its term: the words of `nasab.names`, and over them the finer ones."""
    table: dict[str, str] = dict(names.relation_terms())
    for term, phrases in _phrases():
        for phrase in phrases:
            for written in {phrase, _without_articles(phrase)}:
                table[names.term_key(written)] = term
    return table


def _phrases() -> Iterator[tuple[str, list[str]]]:
    """How each term is said, and its further words."""
    for term, _, _, words in _rows():
        said = [texts.say(f"relations.term.{term}", language) for language in texts.LANGUAGES]
        yield term, [*said, *filter(None, words.split(";"))]


@cache
def _rows() -> tuple[tuple[str, str, str, str], ...]:
    text = files(__package__).joinpath("data", "relations.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return tuple((term, coarse, path, words) for term, coarse, path, words in rows)
