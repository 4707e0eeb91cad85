"""What the terminal shows of parameters: what each kind of evidence weighs, and what two sets believe differently.

For data scientists, but in the reader's language.  Levels are called by their keys, as in the file.
"""

from __future__ import annotations

from typing import Final

from rich.console import Console
from rich.text import Text

from nasab import texts
from nasab.errors import Problem, WrongUse
from nasab.matching import parameters as written
from nasab.matching.parameter_changes import Change, Level, LevelChange, changes, information, levels_of
from nasab.matching.results import Parameters
from nasab.report import words
from nasab.report.isolation import Isolated
from nasab.report.terminal import table_of

__all__ = ["show_kind", "show_parameter_changes", "show_parameters"]

_MOST: Final = 6
"""So many levels of a kind are shown in a comparison, those that changed most; origin has more than a hundred."""

_CHANGED: Final = 0.05
"""A change that rounds to nothing is not shown in colour."""

_Cells = list[Isolated]


def show_parameters(parameters: Parameters, console: Console, language: texts.Language = "en") -> None:
    """Print where parameters are from, the priors, and what the best and worst agreement of each kind weigh."""
    _origin(parameters, console, language)
    rows = []
    for kind in parameters.levels:
        levels = levels_of(parameters, kind)
        best, worst = levels[-1], min((level.bits for level in levels if level.bits is not None), default=None)
        rows.append(
            [
                _kind(kind, language),
                _plain(best.name),
                _share(best.same),
                _share(best.strangers),
                _points(best.bits, language),
                _points(worst, language),
                _points(information(parameters, kind), language),
            ]
        )
    heads = ("kind", "best", "same", "strangers", "bits", "worst", "on_average")
    _line(console, language, "show.kinds", "bold")
    console.print(table_of([_head(key, language) for key in heads], rows, [5, 3, 2, 2, 0, 2, 2], language))
    _line(console, language, "show.note", "bright_black")
    _line(console, language, "show.on_average", "bright_black")


def show_kind(parameters: Parameters, kind: str, console: Console, language: texts.Language = "en") -> None:
    """Print all levels of one kind of evidence.  Raises `WrongUse` with PARAM-06 for a kind that is not there."""
    if kind not in parameters.levels:
        raise WrongUse(Problem("PARAM-06", value=kind[:200], detail=", ".join(parameters.levels)))
    heads = ("level", "same", "household", "strangers", "bits", "household_bits")
    rows = [_level(level, language) for level in levels_of(parameters, kind)]
    _line(console, language, "show.kind", "bold", kind=_title(kind, language))
    console.print(table_of([_head(key, language) for key in heads], rows, [4, 2, 2, 2, 0, 0], language))
    _line(console, language, "show.note", "bright_black")


def show_parameter_changes(
    before: Parameters, after: Parameters, console: Console, language: texts.Language = "en"
) -> None:
    """Print both versions, and for each kind the m-probabilities of both, the largest change at the top first."""
    for key, one in (("before", before), ("after", after)):
        _line(console, language, f"compare.{key}", "bold", version=written.full_version(one))
    if before == after:
        _line(console, language, "compare.equal", "green")
        return
    for key, was, now in (
        ("prior", before.prior_listed, after.prior_listed),
        ("aligned", before.prior_aligned, after.prior_aligned),
    ):
        shares = {"before": words.probability(was, language), "after": words.probability(now, language)}
        _line(console, language, f"compare.{key}", **shares)
    _line(console, language, "compare.title", "bold")
    heads = [_head(key, language) for key in ("kind", "level", "before", "after", "change")]
    changed = changes(before, after)
    rows = [row for change in changed if change.is_any for row in _changed(change, language)]
    console.print(table_of(heads, rows, [5, 4, 2, 2, 0], language))
    if equal := [change.kind for change in changed if not change.is_any]:
        _line(console, language, "compare.unchanged", kinds=", ".join(equal))
    _line(console, language, "compare.note", "bright_black")


def _origin(parameters: Parameters, console: Console, language: texts.Language) -> None:
    _line(console, language, "show.version", "bold", version=written.full_version(parameters))
    if parameters.learned_from:
        _line(console, language, "show.learned_from", learned_from=parameters.learned_from)
    _line(console, language, "show.digest", "bright_black", digest=written.digest(parameters))
    shares = {"listed": parameters.prior_listed, "aligned": parameters.prior_aligned}
    _line(console, language, "show.prior", **{key: words.probability(one, language) for key, one in shares.items()})


def _level(level: Level, language: texts.Language) -> _Cells:
    shares = [_share(share) for share in (level.same, level.household, level.strangers)]
    return [_plain(level.name), *shares, _points(level.bits, language), _points(level.household_bits, language)]


def _changed(change: Change, language: texts.Language) -> list[_Cells]:
    """The top level first, then the others that changed most, and how many there are beside these."""
    others = sorted(change.levels[:-1], key=lambda level: -abs(level.bits or 0.0))[: _MOST - 1]
    rows = [_level_changed(level, language) for level in (change.top, *others)]
    rows[0][0] = _kind(change.kind, language)
    left = len(change.levels) - len(rows)
    if left:
        more = texts.say("parameters.compare.more", language, count=words.count(left, language))
        rows.append([_plain(""), Isolated(Text(more, "bright_black"), language), *[_plain("")] * 3])
    return rows


def _level_changed(level: LevelChange, language: texts.Language) -> _Cells:
    style = "" if level.bits is None or abs(level.bits) < _CHANGED else "green" if level.bits > 0 else "red"
    return [
        _plain(""),
        _plain(level.name),
        _share(level.before),
        _share(level.after),
        _points(level.bits, language, style),
    ]


def _title(kind: str, language: texts.Language) -> str:
    key = f"reasons.title.{kind}"
    return texts.say(key, language) if texts.has(key) else kind


def _kind(kind: str, language: texts.Language) -> Isolated:
    title = _title(kind, language)
    return Isolated(Text.assemble((title, "bold"), ("" if title == kind else f"\n{kind}", "bright_black")), language)


def _head(key: str, language: texts.Language) -> Isolated:
    return Isolated(Text(texts.say(f"parameters.head.{key}", language), "bold"), language)


def _plain(text: str) -> Isolated:
    return Isolated(Text(words.visible(text)))


def _share(share: float | None) -> Isolated:
    return _plain("–" if share is None else f"{share:.4f}")


def _points(bits: float | None, language: texts.Language, style: str = "") -> Isolated:
    return Isolated(Text("–" if bits is None else f"{words.points(bits, language):>6}", style))


def _line(console: Console, language: texts.Language, key: str, style: str = "", **blanks: str) -> None:
    shown = {blank: texts.set_apart(words.visible(value), language) for blank, value in blanks.items()}
    said = texts.say(f"parameters.{key}", language, **shown)
    console.print(
        Isolated(Text(said, style), language), justify="right" if texts.direction(language) == "rtl" else "left"
    )
