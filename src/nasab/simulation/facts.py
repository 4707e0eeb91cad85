"""Dates, ages, marks and aliases in the words of those who fill a list.

What both sides write in their own ways: an age guessed and rounded, a date known to the day or to the year, a burn that
one side calls a scar, a nom de guerre with or without its nisba.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from nasab.simulation.families import Child
from nasab.simulation.names_pool import Name
from nasab.simulation.writers import Writer

__all__ = ["alias", "born", "day", "guessed_age", "marks", "things"]

_ARABIC_DIGITS: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def day(ordinal: int) -> str:
    """A day in ISO 8601."""
    return date.fromordinal(ordinal).isoformat()


def born(child: Child, writer: Writer, *, vague: float) -> str:
    """A date of birth as a family gives it: to the day, to the month or the year, now and then a little wrong."""
    dice = writer.dice
    ordinal = child.born
    if dice.chance(vague):
        ordinal += int(dice.normal() * 220)
    when = date.fromordinal(ordinal)
    u = dice.uniform()
    if u < 0.12 + vague * 0.5:
        return str(when.year)
    if u < 0.2 + vague * 0.5:
        return f"{when.year}-{when.month:02d}"
    if u < 0.26 and writer.language == "ru":
        return when.strftime("%d.%m.%Y")
    if dice.chance(0.03) and when.day <= 12:
        return f"{when.year}-{when.day:02d}-{when.month:02d}"
    return when.isoformat()


def guessed_age(age: float, spread: float, writer: Writer) -> str:
    """An age guessed by looking, or as the child says it: spread, rounded, heaped on even and round numbers."""
    dice = writer.dice
    guess = max(age * (1 + spread * dice.normal()) + 0.25 * dice.normal(), 0.1)
    if guess < 1.8:
        months = max(int(guess * 12 + 0.5), 1)
        months = months if dice.chance(0.4) else max(round(months / 6) * 6, 3)
        if dice.chance(0.5):
            return _digits(
                f"{months} {writer.word('phrases', 'months') if writer.language != 'en' else 'months'}", writer
            )
        return str(max(int(guess + 0.3), 1))
    years = int(guess + 0.35)
    if years >= 7 and dice.chance(0.3):
        years = min((8, 10, 12, 15), key=lambda heap: abs(heap - years))
    u = dice.uniform()
    if u < 0.12:
        return _digits(f"{max(years - 1, 1)}-{years + 1}", writer)
    if u < 0.2:
        return _digits(f"{writer.word('phrases', 'about')} {years}", writer)
    if u < 0.25:
        return _digits(f"{years} {writer.word('phrases', 'years')}", writer)
    return _digits(str(years), writer)


def _digits(text: str, writer: Writer) -> str:
    return text.translate(_ARABIC_DIGITS) if writer.language == "ar" and writer.habit.offset % 2 else text


def alias(kunya: Name, nisba: str, writer: Writer, *, mother: bool = False, heard: bool = False) -> str:
    """Abu or Umm somebody, with the nisba if it is given."""
    name = writer.heard(kunya) if heard else writer.known(kunya)
    head = writer.word("phrases", "umm" if mother else "abu")
    if writer.dials.perfect_spelling:
        head = "Umm" if mother else "Abu"
    text = f"{head} {name}"
    if nisba:
        text += " " + (f"al-{nisba.capitalize()}" if writer.dials.perfect_spelling else writer.word("nisbas", nisba))
    return text


def marks(child: Child, writer: Writer, *, seen: float) -> str:
    """The marks that this side noticed, each in its words; the side of the body is sometimes left out or wrong."""
    dice = writer.dice
    told: list[str] = []
    for mark, part, side in child.marks:
        if not dice.chance(seen):
            continue
        kind = {"burn": "scar", "shrapnel": "scar", "operation": "scar"}.get(mark, mark) if dice.chance(0.25) else mark
        words = [writer.word("marks", kind)]
        if side and dice.chance(0.75):
            words.append(writer.word("sides", side if dice.chance(0.92) else ("left" if side == "right" else "right")))
        if dice.chance(0.9):
            words.append(writer.word("parts", part))
        told.append(
            (", " if writer.language != "ar" else " ").join((words[0], " ".join(words[1:]))) if words[1:] else words[0]
        )
    return "; ".join(told)


def things(child: Child, writer: Writer, *, seen: float) -> str:
    """Clothes, objects, songs and words that this side knows of."""
    return "; ".join(writer.word("belongings", thing) for thing in child.belongings if writer.dice.chance(seen))
