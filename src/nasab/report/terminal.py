"""What the terminal shows: a short table of the run, and the evidence of one pair.

For languages written from the right the columns stand from the right, and bars grow the other way.
Colour is never alone: what speaks against is also on the other side, in another shade, with a minus.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from typing import Final

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from nasab import texts
from nasab.matching.parameters import full_version
from nasab.matching.results import Candidate, ChildResult, NamePair, Phrase, Reason
from nasab.report import words
from nasab.report.asking import Asked, asked_of
from nasab.report.evidence import waterfall
from nasab.report.isolation import Isolated, isolated
from nasab.report.news import news_in_words
from nasab.report.run import Facts, RunLike, Tally, permitted
from nasab.report.siblings import siblings_in_words, siblings_of

__all__ = ["letter_by_letter", "line", "sentence", "show", "show_pair", "table_of"]

_HALF: Final = 8
_NAMED: Final = 12  # children under one question
_STYLES: Final = {"for": "green", "against": "red", "frame": "bright_black", "total": "bold cyan"}

_Cells = list[Isolated]


def show(
    run: RunLike,
    console: Console,
    language: texts.Language = "en",
    *,
    report: str | os.PathLike[str] | None = None,
    tables: str | os.PathLike[str] | None = None,
    tally: Tally | None = None,
) -> None:
    """Print who may be whom: at most 40 children in list order, the summary, and where the report is.

    `tables` is where the tables are, if they alone were written.  `tally` is what `write` returned; without it the
    results are gone through once more.
    """
    found, sought = Facts(run.found), Facts(run.sought)
    if tally is None:
        tally = Tally()
        for result in permitted(run.results, found, sought):
            tally.add(result)
    shown = tally.first
    heads = [Isolated(Text(_say(f"table.{key}", language), "bold"), language) for key in _OVERVIEW]
    rows = [_overview_row(result, found, sought, language) for result in shown]
    line(console, language, "table.title", "bold")
    console.print(table_of(heads, rows, [3, 3, 2, 2, 4], language))
    if tally.children > len(shown):
        more = "more" if tables is None else "more_in_tables"
        line(console, language, f"table.{more}", count=words.count(tally.children - len(shown), language))
    _asked(asked_of(run, found), console, language, "more" if tables is None else "more_untold")
    _summary(run, tally, console, language)
    for label, where in (("report", report), ("tables", tables)):
        if where is not None:
            _path(f"summary.{label}", os.fspath(where), console, language)


def show_pair(
    candidate: Candidate,
    run: RunLike,
    console: Console,
    language: texts.Language = "en",
    *,
    result: ChildResult | None = None,
) -> None:
    """Print how the probability of one pair comes about: `nasab explain`.

    With the `result` of the child found, also the chance of being on no list and what to ask next.
    """
    found, sought = Facts(run.found), Facts(run.sought)
    fall = waterfall(candidate, run)
    rows = [_frame("prior", fall.prior, fall.largest, language)]
    for step in fall.steps:
        said = Text.assemble((step.reason.title(language), "bold"), "\n", _spoken(step.reason, language))
        said.append(
            "".join(f"\n{letter_by_letter(pair)}" for pair in step.reason.names if pair.letters), "bright_black"
        )
        kind = "for" if step.reason.bits > 0 else "against"
        bar = _bar(step.shown, fall.largest, kind, language)
        sides = (step.reason.found, step.reason.sought)
        rows.append([Isolated(said, language), *(_user(side) if any(sides) else _blank() for side in sides), *bar])
    lists = "lists_judged" if fall.judged else "lists"
    for key, bits in (("sum", fall.evidence), (lists, fall.lists), ("total", fall.total)):
        rows.append(_frame(key, bits, fall.largest, language))
    children = {
        "found": (candidate.found_id, found.name(candidate.found_id)),
        "sought": (candidate.sought_id, sought.name(candidate.sought_id)),
    }
    heads = []
    for key in ("evidence", "found", "sought", "against_for", "points"):
        lines = [_say(f"pair.{key}", language), *(words.visible(line) for line in children.get(key, ()) if line)]
        heads.append(Isolated(Text("\n".join(lines), "bold"), language if key not in children else None))
    line(console, language, "pair.title", "bold", found=candidate.found_id, sought=candidate.sought_id)
    for reason in fall.judged:
        sentence(console, language, f"{reason.title(language)}: {_spoken(reason, language)}", "bold")
    console.print(table_of(heads, rows, [4, 3, 3, 0, 0], language))
    for new in news_in_words(candidate, language):
        sentence(console, language, new, "yellow")
    if any(reason.level == "different" for reason in fall.judged):
        line(console, language, "pair.judged_different", "bold")
    elif candidate.probability > 0:
        _chance(console, language, "pair.probability", candidate.probability)
    else:
        told = result.together if result is not None else None
        apart = told is not None and candidate.sought_id in told.elsewhere_ids
        line(console, language, "pair.of_other_family" if apart else "pair.not_compared", "bold")
    if candidate.same_household >= words.LOOK_AT:
        _chance(console, language, "pair.household", candidate.same_household)
    if result is not None:
        siblings = siblings_of(result, found, sought)
        if siblings is not None:
            sentence(console, language, siblings_in_words(siblings, language))
        _chance(console, language, "pair.no_list", result.probability_on_no_list)
        if result.probability_not_asked >= words.LOOK_AT:
            _chance(console, language, "pair.not_asked", result.probability_not_asked)
        if result.ask_next:
            line(console, language, "pair.ask", question=result.ask_next[0].sentence(language))
    line(console, language, "pair.points_note", "bright_black")
    line(console, language, "summary.decision", "bright_black")


_OVERVIEW: Final = ("child", "best", "probability", "no_list", "ask")


def _overview_row(result: ChildResult, found: Facts, sought: Facts, language: texts.Language) -> _Cells:
    best = result.best
    cells = [_child(result.found_id, found.name(result.found_id))]
    if best is not None and best.probability >= words.LOOK_AT:
        style = "bold green" if best.probability >= words.PROBABLE else "yellow"
        cells += [_child(best.sought_id, sought.name(best.sought_id)), _number(best.probability, language, style)]
    else:
        key = "table.not_asked" if result.probability_not_asked >= words.LOOK_AT else "table.none"
        cells += [Isolated(Text(_say(key, language), "bright_black"), language), Isolated(Text("–"))]
    cells.append(_number(result.probability_on_no_list, language))
    ask = result.ask_next[0].sentence(language) if result.ask_next else ""
    return [*cells, Isolated(Text(ask), language)]


def _asked(asked: Sequence[Asked], console: Console, language: texts.Language, more: str) -> None:
    """The questions for the list, each with the children to ask by their numbers."""
    if asked:
        line(console, language, "asking.title", "bold")
    for one in asked:
        counts = {"settles": one.settles, "count": len(one.children)}
        numbers = {key: words.count(value, language) for key, value in counts.items()}
        line(console, language, "asking.question", question=one.question.sentence(language), **numbers)
        ids = [texts.set_apart(words.visible(child), language) for child, _ in one.children[:_NAMED]]
        if len(one.children) > _NAMED:
            left = words.count(len(one.children) - _NAMED, language)
            ids.append(_say(f"asking.{more}", language, count=left))
        sentence(console, language, texts.say("report.siblings.between", language).join(ids), "bright_black")
    if asked:
        console.print()


def _summary(run: RunLike, tally: Tally, console: Console, language: texts.Language) -> None:
    def number(value: float) -> str:
        return words.count(value, language)

    summary = run.summary
    low, high = summary.expected_matches_range
    line(console, language, "summary.lists", found=number(summary.found), sought=number(summary.sought))
    families = {"probable": tally.probable, "possible": tally.possible, "none": tally.none}
    line(console, language, "summary.families", **{key: number(value) for key, value in families.items()})
    expected = {"expected": summary.expected_matches, "low": low, "high": high, "no_list": tally.on_no_list}
    line(console, language, "summary.expected", **{key: number(value) for key, value in expected.items()})
    if summary.withheld_found or summary.withheld_sought:
        withheld = {"found": number(summary.withheld_found), "sought": number(summary.withheld_sought)}
        line(console, language, "summary.withheld", **withheld)
    if tally.returned:
        line(console, language, "summary.returned", "yellow", count=number(tally.returned))
    line(console, language, "summary.parameters", "bright_black", version=full_version(run.parameters))
    line(console, language, "summary.decision", "bold")


def letter_by_letter(pair: NamePair) -> str:
    """Two spellings side by side: `м·م а·– г·ح`, blocks in the order of writing, each letter in its own direction."""
    return " ".join(f"{isolated(block.found or '–')}·{isolated(block.sought or '–')}" for block in pair.letters)


def _spoken(reason: Reason, language: texts.Language) -> str:
    """A reason in full, without what could disturb the terminal; names are set apart in it after that."""
    clean = [
        Phrase(
            one.key,
            {blank: words.visible(told) if isinstance(told, str) else told for blank, told in one.blanks.items()},
        )
        for one in reason.spoken
    ]
    return " ".join(phrase.say(language) for phrase in clean)


def table_of(
    heads: Sequence[Isolated], rows: Sequence[_Cells], ratios: Sequence[int], language: texts.Language
) -> Table:
    """A table whose first column stands where reading begins."""
    is_right = texts.direction(language) == "rtl"
    order = range(len(heads))[::-1] if is_right else range(len(heads))
    table = Table(box=box.SIMPLE_HEAD)
    for place in order:
        table.add_column(
            heads[place],
            justify="right" if is_right else "left",
            ratio=ratios[place] or None,
            no_wrap=not ratios[place],
        )
    for cells in rows:
        table.add_row(*(cells[place] for place in order))
    return table


def _frame(key: str, bits: float, largest: float, language: texts.Language) -> _Cells:
    kind = "total" if key == "total" else "frame"
    name = Isolated(Text(_say(f"pair.{key}", language), _STYLES[kind]), language)
    bar = _bar(bits, largest, kind, language)
    return [name, _blank(), _blank(), _blank() if key == "sum" else bar[0], bar[1]]


def _blank() -> Isolated:
    return Isolated(Text())


def _bar(bits: float, largest: float, kind: str, language: texts.Language) -> _Cells:
    """A bar from the middle, to the side that it speaks for, and its points."""
    length = min(_HALF, math.ceil(abs(bits) / largest * _HALF - 0.25))
    full = " " * _HALF + "│" + "█" * length + " " * (_HALF - length)
    if bits < 0:
        full = " " * (_HALF - length) + "▒" * length + "│" + " " * _HALF
    if texts.direction(language) == "rtl":
        full = full[::-1]
    points = words.points(bits, language)
    return [Isolated(Text(full, _STYLES[kind])), Isolated(Text(f"{points:>6}", _STYLES[kind]))]


def _child(number: str, name: str) -> Isolated:
    """A child: its number, and on a line of its own what it is called."""
    text = Text(words.visible(number), "bold")
    return Isolated(text.append("\n" + words.visible(name), "not bold") if name else text)


def _number(value: float, language: texts.Language, style: str = "") -> Isolated:
    said = f"{words.in_words(value, language)}\n{words.probability(value, language)}"
    return Isolated(Text(said, style), language)


def _user(value: str) -> Isolated:
    return Isolated(Text("\n".join(words.visible(part.strip()) for part in value.split(";")) or "–"))


def _chance(console: Console, language: texts.Language, key: str, value: float) -> None:
    number = words.probability(value, language)
    line(console, language, key, "bold", words=words.in_words(value, language), number=number)


def line(console: Console, language: texts.Language, key: str, style: str = "", **blanks: str) -> None:
    """Print a sentence of `terminal.toml`, from the side where its language begins."""
    clean = {blank: words.visible(value) for blank, value in blanks.items()}
    sentence(console, language, _say(key, language, **clean), style)


def sentence(console: Console, language: texts.Language, said: str, style: str = "") -> None:
    """Print a sentence of ours, whatever a list says in it already cleaned, from the side where its language begins."""
    console.print(
        Isolated(Text(said, style), language), justify="right" if texts.direction(language) == "rtl" else "left"
    )


def _path(key: str, path: str, console: Console, language: texts.Language) -> None:
    """Where the report is, unbroken so that it can be copied, and apart from Arabic, which would turn it."""
    label = _say(key, language)
    if texts.direction(language) == "rtl":
        line(console, language, key, "bold")
        label = ""
    console.print(Text.assemble(label, " " if label else "", (words.visible(path), "bold")), soft_wrap=True)


def _say(key: str, language: texts.Language, **blanks: str) -> str:
    return texts.say(f"terminal.{key}", language, **blanks)
