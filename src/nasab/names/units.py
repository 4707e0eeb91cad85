"""From written words to units: a name with the particles that belong to it.

"Abu Abd al-Rahman" is one unit (a kunya), "ibn Umar" another (a father), "Nur ad-Din" a third (a name). What role
a bare name plays is decided later, from its place among the others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from nasab.names import lexicon
from nasab.names.compounds import with_faith, with_god, with_servant
from nasab.names.unsaid import named
from nasab.names.words import Word, classify, is_article_for

__all__ = ["Unit", "Written", "group", "naming_words", "written_words"]

# Letters, digits, marks that belong to a letter, apostrophes, invisible direction marks; "!" only inside a word.
_WORD: Final = re.compile(
    r"\w(?:[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufeff\u00ad'’ʼʿʾ`´‘ʻ|]|!(?=\w))*"
)
_HYPHENS: Final = frozenset("-‐‑‒–־")


@dataclass(frozen=True, slots=True)
class Written:
    """One written word: where it stands, what it can be, and how it is joined to the word before it."""

    start: int
    end: int
    word: Word
    hyphen: bool
    comma: bool
    doubtful: bool
    bracket: bool
    dot: bool


@dataclass(slots=True)
class Unit:
    """One or more written words that make one part.

    `kind` is `name`, or the role that the particles have decided: `kunya`, `father`, `article`, `honorific`, `laqab`.
    """

    start: int
    end: int
    kind: str
    folded: str
    word: Word
    sex: str = ""
    certain: bool = True
    comma: bool = False
    born: bool = False
    bracket: bool = False


def written_words(text: str) -> list[Written]:
    """The words of `text` that have a letter, with what stands between them."""
    found: list[Written] = []
    last = 0
    bracket = False
    plain = text.replace("_", " ")
    for match in _WORD.finditer(plain):
        start, end = match.span()
        word = classify(match[0])
        between = plain[last:start]
        if between in (" ", ""):
            hyphen = comma = doubtful = dot = False
        else:
            hyphen = len(between) == 1 and between in _HYPHENS
            comma = "," in between or "،" in between
            dot = between[0] == "."
            doubtful = "?" in between or "؟" in between
            if "(" in between or "[" in between:
                bracket = True
            elif ")" in between or "]" in between:
                bracket = False
        if found and (dot or doubtful):
            found[-1] = _with_end(found[-1], dot, doubtful)
        last = end
        if word.folded:
            found.append(
                Written(start, end, word, hyphen and bool(found), comma and bool(found), False, bracket, False)
            )
    after = plain[last:]
    if found and after:
        found[-1] = _with_end(found[-1], after[0] == ".", "?" in after or "؟" in after)
    return found


def naming_words(text: str, *, of_parent: bool) -> list[Written]:
    """The written words that can be a name: all but those by which a cell says that no name is known."""
    words = written_words(text)
    breaks = [place > 0 and (one.comma or one.bracket != words[place - 1].bracket) for place, one in enumerate(words)]
    return [words[place] for place in named([one.word.folded for one in words], breaks, of_parent=of_parent)]


def _with_end(one: Written, dot: bool, doubtful: bool) -> Written:
    return Written(one.start, one.end, one.word, one.hyphen, one.comma, doubtful, one.bracket, dot)


def group(words: list[Written]) -> list[Unit]:
    """The words as units, in order; every word is in at most one unit, words about the name in none."""
    units: list[Unit] = []
    words = [one for one in words if one.word.kind != "about"] or words
    place = 0
    fathers = 0
    born = False
    count = len(words)
    while place < count:
        one = words[place]
        kind = one.word.kind
        following = place + 1 < count
        if kind == "born" and following:
            born = True
            place += 1
            continue
        if kind in ("father_of", "mother_of", "son_of", "daughter_of") and following:
            unit, place = _after_particle(words, place)
            if unit.kind == "father":
                fathers += 1
                if fathers > 1:
                    unit.kind = "grandfather" if fathers == 2 else "forefather"
        elif kind.startswith("after_father") and units and units[-1].kind == "name":
            unit = units.pop()
            unit.kind, unit.end, unit.certain = "father", one.end, True
            unit.folded = unit.word.nominative or unit.folded
            unit.sex = "m" if kind == "after_father_son" else "f"
            place += 1
        elif (kind in ("article", "article_assimilated")) and following and _is_article(one, words[place + 1]):
            inner = words[place + 1]
            rest = inner.word.rest if inner.word.kind == "joined:article" else inner.word.folded
            unit = Unit(one.start, inner.end, "article", rest, inner.word, certain=not inner.doubtful)
            place += 2
        elif kind == "honorific" and not (following and words[place + 1].hyphen and one.word.is_given):
            unit = Unit(one.start, one.end, "honorific", one.word.folded, one.word)
            place += 1
        else:
            unit, place = _name(words, place)
        unit.comma = one.comma
        unit.bracket = one.bracket
        unit.born, born = born, False
        units.append(unit)
    return units


def _is_article(article: Written, following: Written) -> bool:
    if article.word.kind == "article":
        return True
    return is_article_for(article.word.folded, following.word.folded)


def _after_particle(words: list[Written], place: int) -> tuple[Unit, int]:
    """The unit of a kunya or of "son of", which starts at `place`."""
    particle = words[place]
    kind = particle.word.kind
    inner, after = _bare_name(words, place + 1)
    if inner.word.nominative and inner.folded == inner.word.folded:
        inner.folded = inner.word.nominative
    if kind in ("father_of", "mother_of"):
        sex = "m" if kind == "father_of" else "f"
        return Unit(particle.start, inner.end, "kunya", inner.folded, inner.word, sex, inner.certain), after
    sex = "m" if kind == "son_of" else "f"
    folded = inner.folded
    if inner.kind == "kunya":
        # "Son of Abu Omar": the father is known by his kunya only; parsing `folded` again gives it.
        folded = words[place + 1].word.folded + folded
    certain = inner.certain and particle.word.folded not in ("ben", "бен")
    return Unit(particle.start, inner.end, "father", folded, inner.word, sex, certain), after


def _bare_name(words: list[Written], place: int) -> tuple[Unit, int]:
    """The name at `place` with an article, if it has one, taken off; a kunya inside ("ibn Abi Bakr") as a kunya."""
    one = words[place]
    kind = one.word.kind
    if place + 1 < len(words):
        if kind in ("article", "article_assimilated") and _is_article(one, words[place + 1]):
            inner, after = _name(words, place + 1)
            if inner.word.kind == "joined:article":
                inner.folded = inner.word.rest
            return inner, after
        if kind in ("father_of", "mother_of"):
            inner, after = _name(words, place + 1)
            inner.kind = "kunya"
            return inner, after
    inner, after = _name(words, place)
    if inner.word.kind == "joined:article" and inner.folded == inner.word.folded:
        inner.folded = inner.word.rest
    return inner, after


def _name(words: list[Written], place: int) -> tuple[Unit, int]:
    """A name, one word or several: Abd al-Rahman, Nur al-Din, Saif Allah, Magomed-Emin."""
    one = words[place]
    word = one.word
    after = place + 1
    folded = word.folded
    certain = not one.doubtful
    count = len(words)
    if word.kind in ("servant", "handmaid") and after < count and not words[after].comma:
        rest, end = _rest_of_compound(words, after)
        if rest:
            if word.kind == "servant":
                folded = with_servant(rest)
            else:
                folded = word.folded + rest
            return Unit(one.start, words[end - 1].end, "name", folded, Word(folded, word.script, is_given=True)), end
    if after < count and not word.kind:
        following = words[after]
        if following.word.kind == "faith":
            return _compound(one, words[after], with_faith(folded)), after + 1
        if following.word.kind == "god":
            return _compound(one, words[after], with_god(folded)), after + 1
        if following.word.kind == "joined:article" and lexicon.is_known(folded + following.word.folded):
            return _compound(one, following, folded + following.word.folded), after + 1
        if (
            following.word.kind in ("article", "article_assimilated")
            and after + 1 < count
            and words[after + 1].word.kind in ("faith", "god")
            and _is_article(following, words[after + 1])
        ):
            made = with_faith if words[after + 1].word.kind == "faith" else with_god
            return _compound(one, words[after + 1], made(folded)), after + 2
    if after < count and words[after].hyphen and _may_join(word, words[after].word):
        return _hyphenated(words, place)
    return Unit(one.start, one.end, "name", folded, word, certain=certain), after


def _compound(first: Written, last: Written, folded: str) -> Unit:
    return Unit(first.start, last.end, "name", folded, Word(folded, first.word.script, is_given=True))


def _rest_of_compound(words: list[Written], place: int) -> tuple[str, int]:
    """What a servant serves, from `place`: al-Rahman, Rahman, الرحمن, Allah; and the place after it."""
    one = words[place]
    kind = one.word.kind
    if kind in ("article", "article_assimilated") and place + 1 < len(words) and _is_article(one, words[place + 1]):
        return words[place + 1].word.folded, place + 2
    if kind in ("", "god", "joined:article", "honorific"):
        ending = one.word.ending
        if ending is not None and ending.strong:
            return "", place
        if one.word.is_initial:
            return "", place
        return one.word.folded, place + 1
    return "", place


def _may_join(left: Word, right: Word) -> bool:
    if right.kind not in ("", "honorific", "servant") or left.kind not in ("", "honorific", "servant"):
        return False
    if left.is_initial or right.is_initial or (left.ending is not None and left.ending.kind == "patronymic"):
        return False
    return not (left.ending and left.ending.strong and not (right.ending and right.ending.strong))


def _hyphenated(words: list[Written], place: int) -> tuple[Unit, int]:
    """Magomed-Emin, Khadzhi-Murad: one name. At most four words are joined."""
    after = place + 1
    while (
        after < len(words)
        and after < place + 4
        and words[after].hyphen
        and _may_join(words[after - 1].word, words[after].word)
    ):
        after += 1
    joined = words[place:after]
    last = joined[-1].word
    folded = "".join(one.word.folded for one in joined)
    ending = last.ending if last.ending and last.ending.strong else None
    if ending is not None:
        folded = "".join(one.word.ending.stem if one.word.ending else one.word.folded for one in joined)
    word = classify(folded)
    if ending is None and not word.is_given:
        word = Word(folded, last.script, is_given=any(one.word.is_given for one in joined))
    elif ending is not None:
        word = Word(folded, last.script, ending=type(ending)(ending.kind, folded, ending.sex, True, ending.oblique))
    certain = not any(one.doubtful for one in joined)
    return Unit(
        joined[0].start, joined[-1].end, "name", word.folded if word.is_given else folded, word, certain=certain
    ), after
