"""The people who write: an office has an alphabet, a language and habits, and keeps them.

An orphanage writes all its children in one way; a Red Cross branch likewise.  That is why spellings of one
list are alike in ways that have nothing to do with the children, and why the two lists differ systematically.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from nasab.simulation.dials import Dials
from nasab.simulation.dice import Dice
from nasab.simulation.names_pool import Name, packaged, table
from nasab.simulation.sounds import VOWELS, baby_form, mishear, read
from nasab.simulation.spelling import Habit, make_habit, spell

__all__ = ["Writer", "make_writer"]

_WORDS_IN: Final = {
    "ar": "ar",
    "ckb": "ar",
    "en": "en",
    "de": "en",
    "fr": "fr",
    "tr": "tr",
    "uz": "tr",
    "ru": "ru",
    "tg": "ru",
    "uc": "ru",
    "ce": "ru",
}
_COLUMN: Final = {
    "ar": "ar",
    "ckb": "ar",
    "en": "latin",
    "de": "latin",
    "fr": "latin",
    "tr": "turkish",
    "uz": "",
    "ru": "russian",
    "tg": "central_asian",
    "uc": "central_asian",
    "ce": "chechen",
}
_PLACE: Final = {"ar": "ar", "en": "en", "fr": "fr", "tr": "tr", "ru": "ru"}
_NEIGHBOURS: Final = {
    "arabic": "بتثنيجحخدذرزسشصضطظعغفقكلمهوا",
    "cyrillic": "абвгдежзиклмнопрстуфхцчшыюя",
    "latin": "abcdefghijklmnoprstuvyz",
}


@cache
def _words() -> dict[str, dict[str, dict[str, tuple[str, ...]]]]:
    raw: dict[str, Any] = tomllib.loads(packaged("words.toml"))
    return {
        topic: {key: {lang: tuple(text.split(";")) for lang, text in by.items()} for key, by in rows.items()}
        for topic, rows in raw.items()
    }


@cache
def _places() -> dict[str, dict[str, tuple[str, ...]]]:
    return {row["key"]: {k: tuple(v.split(";")) if v else () for k, v in row.items()} for row in table("places.tsv")}


@dataclass(slots=True)
class Writer:
    """Someone who fills a list, with the habits of the office."""

    habit: Habit
    dice: Dice
    dials: Dials
    place: str = ""

    @property
    def language(self) -> str:
        """The language of plain words: ar, en, fr, tr or ru."""
        return _WORDS_IN[self.habit.kind]

    def word(self, topic: str, key: str) -> str:
        """A word of `words.toml` in this writer's language."""
        forms = _words()[topic][key].get(self.language) or _words()[topic][key]["en"]
        return forms[self.habit.offset % len(forms)] if self.dice.chance(0.6) else self.dice.first(forms)

    def place_name(self, key: str, *, wider: int = 0) -> str:
        """A place, or what it lies in, as this writer spells it."""
        row = _places()[key]
        for _ in range(wider):
            if row["wider"]:
                row = _places()[row["wider"][0]]
        if self.dials.perfect_spelling:
            return row["en"][0]
        forms = row[_PLACE[self.language]] or row["en"]
        text = self.dice.first(forms, 0.6)
        return self.slip(text)

    def town_others_know(self, key: str) -> str:
        """The first town of the region that a place lies in, as it is usually written."""
        wider = _places()[key]["wider"]
        row = next((row for row in _places().values() if row["wider"] == wider), _places()[key])
        return (row[_PLACE[self.language]] or row["en"])[0]

    def heard(self, name: Name, *, small: bool = False, sounds: str = "") -> str:
        """A name written by ear: perhaps recognised, perhaps misheard, perhaps in a child's form."""
        dice, dials = self.dice, self.dials
        if dials.perfect_spelling:
            return self._perfect(name, sounds)
        said = sounds or name.sounds
        if not sounds and (small or dice.chance(dials.nickname)) and dice.chance(0.8 if small else 1.0):
            said = dice.pick(name.short) if name.short and dice.chance(0.7) else baby_form(said, dice)
        elif not sounds and dice.chance(dials.recognised):
            usual = self._usual(name)
            if usual:
                return self.slip(usual)
        wrong = 0
        while wrong < 2 and dice.chance(dials.misheard):
            said = mishear(said, dice)
            wrong += 1
        return self.slip(spell(said, self.habit, dice))

    def known(self, name: Name, *, sounds: str = "") -> str:
        """A name written by someone who knows it: from papers, or as the family spells it."""
        if self.dials.perfect_spelling:
            return self._perfect(name, sounds)
        if not sounds and self.dice.chance(0.85):
            usual = self._usual(name)
            if usual:
                return self.slip(usual)
        return self.slip(spell(sounds or name.sounds, self.habit, self.dice))

    def short(self, name: Name) -> str:
        """The family's pet name."""
        if self.dials.perfect_spelling:
            return name.key.title()
        said = self.dice.pick(name.short) if name.short else baby_form(name.sounds, self.dice)
        return spell(said, self.habit, self.dice)

    def slip(self, text: str) -> str:
        """The text, now and then with one letter wrong."""
        dice = self.dice
        if self.dials.perfect_spelling or len(text) < 4 or not dice.chance(self.dials.typos):
            return text
        at = 1 + dice.below(len(text) - 2)
        kind = dice.below(4)
        if kind == 0:
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        if kind == 1:
            return text[:at] + text[at + 1 :]
        if kind == 2:
            return text[:at] + text[at] + text[at:]
        return text[:at] + dice.pick(_NEIGHBOURS[self.habit.alphabet]) + text[at + 1 :]

    def _usual(self, name: Name) -> str:
        forms = name.spellings.get(_COLUMN[self.habit.kind])
        if not forms:
            return ""
        form = forms[self.habit.offset % len(forms)] if self.dice.chance(0.5) else self.dice.first(forms, 0.5)
        if self.habit.alphabet == "arabic":
            return self._arabic_hand(form)
        return " ".join(part[:1].upper() + part[1:] for part in form.split(" "))

    def _arabic_hand(self, form: str) -> str:
        if self.dice.chance(0.35):
            form = form.replace("أ", "ا").replace("إ", "ا").replace("آ", "ا")
        if form.endswith("ة") and self.dice.chance(0.3):
            form = form[:-1] + "ه"
        if form.endswith("ى") and self.dice.chance(0.4):
            form = form[:-1] + "ي"
        if form.startswith("عبد ") and self.dice.chance(0.35):
            form = form.replace(" ", "", 1)
        return form

    def _perfect(self, name: Name, sounds: str) -> str:
        return " ".join(word.capitalize() for word in (sounds or name.key).split(" "))

    def surname(self, name: Name, sex: str, system: str, *, heard: bool = False) -> str:
        """A family name in the form for the sex where the language has one."""
        sounds = ""
        feminine = system in ("russian", "tajik", "kyrgyz") and sex == "f" and not self.dials.perfect_spelling
        if feminine and name.sounds.endswith(("ov", "ev", "in")):
            sounds = name.sounds + "a"
        elif heard and not self.dials.perfect_spelling:
            sounds = name.sounds if "ar" not in name.spellings or self.language != "ar" else ""
        return self.heard(name, sounds=sounds) if heard else self.known(name, sounds=sounds)

    def patronymic(self, father: Name, sex: str, system: str) -> str:
        """The father's name as the child's second name."""
        if self.dials.perfect_spelling or system not in ("russian", "tajik", "kyrgyz"):
            return self.known(father)
        stem = father.sounds
        usual = father.spellings.get("russian")
        if usual and self.habit.alphabet == "cyrillic":
            stem = read(usual[0], "cyrillic")
        stem = stem.replace(" ", "").replace("3", "")
        soft = stem[-1] in VOWELS
        stem = stem[:-1] if soft else stem
        if system == "tajik" and self.dice.chance(0.35):
            return spell(stem + ("a" if soft else "") + "zoda", self.habit, self.dice)
        if system == "kyrgyz" and self.dice.chance(0.4):
            ending = " uulu" if sex == "m" else " kızı"
        else:
            ending = ("evi" if soft else "ovi") + "C" if sex == "m" else ("evna" if soft else "ovna")
        return spell(stem + ending, self.habit, self.dice)


def make_writer(kind: str, dice: Dice, dials: Dials, place: str = "") -> Writer:
    """An office of this kind (a table of `spelling`), its habits thrown once."""
    return Writer(make_habit(kind, dice), dice, dials, place)
