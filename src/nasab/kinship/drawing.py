"""A family as a picture (SVG) that needs nothing beside it, as genealogists and geneticists draw it.

Men are squares, women circles, who is not known to be either a lozenge.  A dashed outline is a missing person, a
filled one somebody whose DNA was typed.  A line joins a couple, a double one a couple of one blood; children hang
from a bar, twins from one point of it, identical twins with a bar between them.  Nobody is drawn twice: who belongs
to two families has two lines. In Arabic the picture runs from the right.  (Bennett et al. 2008, J. Genet. Couns.
17:424, recommendations for pedigrees.)
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from nasab import texts
from nasab.kinship.generations import is_related
from nasab.kinship.layout import Layout, Sibship, lay_out
from nasab.kinship.pedigree import Person

__all__ = ["draw"]

_GRID, _ROW, _RADIUS = 112.0, 168.0, 24.0
_MARGIN, _TOP = 76.0, 64.0
_BAR, _LANE = 58.0, 12.0
_UNDER, _STRAIGHT = 40.0, 14.0  # under names; and how much a line to an only child may be moved, to be straight
_LETTERS, _LINES = 16, 2
_INK, _SOFT, _TYPED, _PAPER = "#1d2a30", "#4c5b63", "#9fc1d6", "#ffffff"
_FONT: Final = "'Noto Sans','Segoe UI','Noto Sans Arabic','Noto Naskh Arabic',Tahoma,Arial,sans-serif"


def draw(
    members: Sequence[Person],
    *,
    names: Mapping[str, str] | None = None,
    missing: Collection[str] = (),
    typed: Collection[str] = (),
    couples: Sequence[tuple[str, str]] = (),
    twins: Sequence[Sequence[str]] = (),
    identical: Sequence[Sequence[str]] = (),
    title: str = "",
    language: texts.Language = "en",
    name: str = "family",
) -> str:
    """The picture as an `<svg>` element; `name` makes its ids its own.

    `names`: how people are called (their ids, if not given; ids that begin with `?` are left unnamed).  The same family
    gives the same picture, letter for letter.
    """
    shown = {one.id: "" if one.id.startswith("?") else _plain((names or {}).get(one.id, one.id)) for one in members}
    picture = _Picture(members, shown, set(missing), set(typed), couples, twins, identical, language)
    return "\n".join(picture.parts(title, name))


@dataclass(frozen=True, slots=True)
class _Lane:
    """The bar of a sibship: how far under its parents it runs, and between which columns."""

    low: float
    high: float
    height: float


class _Picture:
    """All that is needed to draw one family."""

    def __init__(
        self,
        members: Sequence[Person],
        shown: Mapping[str, str],
        missing: set[str],
        typed: set[str],
        couples: Sequence[tuple[str, str]],
        twins: Sequence[Sequence[str]],
        identical: Sequence[Sequence[str]],
        language: texts.Language,
    ) -> None:
        self._members, self._shown, self._missing, self._typed = members, shown, missing, typed
        self._language = language
        self._layout: Layout = lay_out(members, couples)
        self._born_together = [*identical, *(one for one in twins if set(one) not in map(set, identical))]
        self._identical = list(map(set, identical))
        columns = max(self._layout.column.values(), default=0.0)
        self._rows = max(self._layout.row.values(), default=0) + 1
        self._width = max(columns * _GRID + 2 * _MARGIN, 360.0)
        self._left = (self._width - columns * _GRID) / 2
        around = [pair for pair in self._layout.couples if not self._are_beside(*pair)]
        self._bends = {pair: _LANE * number for number, pair in enumerate(around)}
        self._keys = self._legend_keys()
        self._height = _TOP + (self._rows - 1) * _ROW + 2 * _RADIUS + 64 + 26 * len(self._keys)

    def parts(self, title: str, name: str) -> Iterator[str]:
        """The whole picture, part by part: lines first, so that people stand on them."""
        language = self._language
        said = _plain(title) or texts.say("pedigree.title", language)
        own = html.escape(name)
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(self._width)} {_n(self._height)}" role="img" '
            f'xml:lang="{language}" lang="{language}" aria-labelledby="{own}-title {own}-desc" '
            f'font-family="{_FONT}" font-size="13" fill="{_INK}" stroke-linecap="round">'
        )
        yield f'<title id="{own}-title">{html.escape(said)}</title>'
        yield f'<desc id="{own}-desc">{html.escape(self._described())}</desc>'
        yield f'<rect width="{_n(self._width)}" height="{_n(self._height)}" fill="{_PAPER}"/>'
        yield f'<g fill="none" stroke="{_INK}" stroke-width="1.6">'
        for couple in self._layout.couples:
            yield from self._couple(*couple)
        for sibship, lane in zip(self._layout.sibships, self._lanes(), strict=True):
            yield from self._sibship(sibship, lane)
        yield "</g>"
        for one in self._members:
            yield from self._person(one)
        yield from self._legend()
        yield "</svg>"

    # ------------------------------------------------------------------------------------------------- places

    def _x(self, person: str) -> float:
        return self._across(self._layout.column[person])

    def _across(self, column: float) -> float:
        x = self._left + column * _GRID
        return self._width - x if texts.direction(self._language) == "rtl" else x

    def _y(self, person: str) -> float:
        return _TOP + self._layout.row[person] * _ROW

    def _joint(self, parents: Sequence[str]) -> tuple[float, float]:
        """Where the line to the children begins: between the parents, or under the only one."""
        if len(parents) == 1:
            return self._x(parents[0]), self._y(parents[0]) + _RADIUS
        a, b = parents
        if self._are_beside(a, b):
            return (self._x(a) + self._x(b)) / 2, self._y(a)
        return (self._x(a) + self._x(b)) / 2, max(self._y(a), self._y(b)) + _RADIUS + _UNDER + self._bends.get(
            (a, b), 0.0
        )

    def _are_beside(self, a: str, b: str) -> bool:
        column, row = self._layout.column, self._layout.row
        low, high = sorted((column[a], column[b]))
        between = (one for one in column if row[one] == row[a] and low < column[one] < high)
        return row[a] == row[b] and next(between, None) is None

    # -------------------------------------------------------------------------------------------------- lines

    def _couple(self, a: str, b: str) -> Iterator[str]:
        apart = (-3.0, 3.0) if is_related(self._members, a, b) else (0.0,)
        for by in apart:
            if self._are_beside(a, b):
                left, right = sorted((self._x(a), self._x(b)))
                yield f'<path d="M{_n(left + _RADIUS)} {_n(self._y(a) + by)}H{_n(right - _RADIUS)}"/>'
            else:
                under = self._joint((a, b))[1] + by
                down, up = (self._y(one) + _RADIUS for one in (a, b))
                yield f'<path d="M{_n(self._x(a))} {_n(down)}V{_n(under)}H{_n(self._x(b))}V{_n(up)}"/>'

    def _lanes(self) -> list[_Lane]:
        """Bars between the same two rows that would run over one another are drawn one under the other."""
        lanes: list[_Lane] = []
        taken: dict[int, list[tuple[int, float, float]]] = {}
        for sibship in self._layout.sibships:
            at = [self._x(child) for child in sibship.children] + [self._joint(sibship.parents)[0]]
            low, high = min(at), max(at)
            row = min(self._layout.row[child] for child in sibship.children)
            beside = taken.setdefault(row, [])
            used = {lane for lane, left, right in beside if left < high + 8 and low < right + 8}
            lane = next(number for number in range(len(beside) + 1) if number not in used)
            beside.append((lane, low, high))
            lanes.append(_Lane(low, high, _TOP + row * _ROW - _BAR - lane * _LANE))
        return lanes

    def _sibship(self, sibship: Sibship, lane: _Lane) -> Iterator[str]:
        x, y = self._joint(sibship.parents)
        hung: dict[str, float] = {child: self._x(child) for child in sibship.children}
        for together in self._born_together:
            of = [child for child in sibship.children if child in together]
            if len(of) > 1:
                hung.update(dict.fromkeys(of, sum(self._x(child) for child in of) / len(of)))
        if len(set(hung.values())) == 1 and abs(x - next(iter(hung.values()))) <= _STRAIGHT:
            x = next(iter(hung.values()))
        yield f'<path d="M{_n(x)} {_n(y)}V{_n(lane.height)}"/>'
        ends = [*hung.values(), x]
        if max(ends) - min(ends) > 0.01:
            yield f'<path d="M{_n(min(ends))} {_n(lane.height)}H{_n(max(ends))}"/>'
        for child, top in hung.items():
            yield f'<path d="M{_n(top)} {_n(lane.height)}L{_n(self._x(child))} {_n(self._y(child) - _RADIUS)}"/>'
        for same in self._identical:
            at = sorted(self._x(child) for child in sibship.children if child in same)
            if len(at) > 1:
                middle, foot = sum(at) / len(at), self._y(sibship.children[0]) - _RADIUS
                half, across = (lane.height + foot) / 2, (at[-1] - middle) / 2
                yield f'<path d="M{_n(middle - across)} {_n(half)}H{_n(middle + across)}"/>'

    # ------------------------------------------------------------------------------------------------- people

    def _person(self, one: Person) -> Iterator[str]:
        x, y = self._x(one.id), self._y(one.id)
        yield f"<g><title>{html.escape(self._of_person(one))}</title>"
        yield _symbol(one.sex, x, y, is_missing=one.id in self._missing, is_typed=one.id in self._typed)
        for number, written in enumerate(_lines(self._shown[one.id])):
            yield _text(x, y + _RADIUS + 18 + 16 * number, written)
        yield "</g>"

    def _of_person(self, one: Person) -> str:
        """What is said of somebody to those who do not see the picture."""
        say = texts.say
        states = [key for key, of in (("missing", self._missing), ("typed", self._typed)) if one.id in of]
        said = [say(f"pedigree.sex.{one.sex or 'unknown'}", self._language)]
        said += [say(f"pedigree.{state}", self._language) for state in states]
        for key, parent in (("father", one.father), ("mother", one.mother)):
            if parent is not None and self._shown.get(parent):
                called = texts.set_apart(self._shown[parent], self._language)
                said.append(say(f"pedigree.{key}", self._language, name=called))
        called = texts.set_apart(self._shown[one.id], self._language) or say("pedigree.unnamed", self._language)
        return say(
            "pedigree.person", self._language, name=called, said=say("pedigree.comma", self._language).join(said)
        )

    def _described(self) -> str:
        people = [self._of_person(one) for one in self._members]
        return " ".join([texts.say("pedigree.count", self._language, count=len(people)), *people])

    # ------------------------------------------------------------------------------------------------- legend

    def _legend_keys(self) -> list[str]:
        keys = ["missing"] if self._missing & self._shown.keys() else []
        keys += ["typed"] if self._typed & self._shown.keys() else []
        related = any(is_related(self._members, *couple) for couple in self._layout.couples)
        return [*keys, *(["related"] if related else [])]

    def _legend(self) -> Iterator[str]:
        is_right = texts.direction(self._language) == "rtl"
        y = self._height - 26 * len(self._keys)
        for key in self._keys:
            x = self._width - 34 if is_right else 34.0
            if key == "related":
                for by in (-3.0, 3.0):
                    yield f'<path d="M{_n(x - 10)} {_n(y + by)}H{_n(x + 10)}" stroke="{_INK}" stroke-width="1.6"/>'
            else:
                yield _symbol("M", x - 5, y, size=7, is_missing=key == "missing", is_typed=key == "typed")
                yield _symbol("F", x + 12, y, size=7, is_missing=key == "missing", is_typed=key == "typed")
            said = texts.say(f"pedigree.legend.{key}", self._language)
            at, anchor = (x - 18, "end") if is_right else (x + 28, "start")
            yield _text(at, y + 4.5, said, anchor="start" if is_right else anchor, colour=_SOFT, rtl=is_right)
            y += 26


def _symbol(
    sex: str | None, x: float, y: float, *, size: float = _RADIUS, is_missing: bool = False, is_typed: bool = False
) -> str:
    style = f'fill="{_TYPED if is_typed else _PAPER}" stroke="{_INK}" stroke-width="1.8"'
    if is_missing:
        style += ' stroke-dasharray="5 4"' if size > 10 else ' stroke-dasharray="3 2"'
    if sex == "M":
        return f'<rect x="{_n(x - size)}" y="{_n(y - size)}" width="{_n(2 * size)}" height="{_n(2 * size)}" {style}/>'
    if sex == "F":
        return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(size)}" {style}/>'
    points = f"{_n(x)},{_n(y - size)} {_n(x + size)},{_n(y)} {_n(x)},{_n(y + size)} {_n(x - size)},{_n(y)}"
    return f'<polygon points="{points}" {style}/>'


def _text(x: float, y: float, said: str, *, anchor: str = "middle", colour: str = _INK, rtl: bool | None = None) -> str:
    """A text of its own direction: whatever its letters, it does not turn what stands beside it."""
    runs_left = _runs_left(said) if rtl is None else rtl
    direction = "rtl" if runs_left else "ltr"
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}" fill="{colour}" direction="{direction}" '
        f'unicode-bidi="isolate" paint-order="stroke" stroke="{_PAPER}" stroke-width="5">{html.escape(said)}</text>'
    )


def _runs_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from the right (UAX #9, P2)."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def _lines(name: str) -> list[str]:
    """A name in at most two lines, cut where it is too long."""
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + len(word) < _LETTERS:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    cut = lines[:_LINES]
    if len(lines) > _LINES:
        cut[-1] += " …"
    return [line if len(line) <= _LETTERS + 2 else f"{line[:_LETTERS]}…" for line in cut]


def _plain(text: str) -> str:
    """A name without what XML forbids and without marks that turn the direction of what follows."""
    kept = "".join(
        letter if unicodedata.category(letter)[0] != "C" else " " if letter in "\t\n\r" else "" for letter in text[:200]
    )
    return " ".join(kept.split())


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
