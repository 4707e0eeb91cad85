"""Are the probabilities what they say?  The page, the picture, the numbers and the table in the terminal.

`reliability.html` is one file that loads nothing; it holds numbers only, no child.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any, Final, Literal

from markupsafe import Markup
from rich.console import Console
from rich.text import Text

from nasab import texts
from nasab.exchange import outputs
from nasab.report import words
from nasab.report.figures_page import print_line, templates
from nasab.report.isolation import Isolated
from nasab.report.reliability_chart import draw
from nasab.report.terminal import table_of
from nasab.simulation.reliability import Bin, Reliability

__all__ = ["Calibration", "show_calibration", "write_calibration"]

_PLACES: Final = 16  # of the picture in the terminal: a line has eighty


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was measured and how: `settings` fill the sentence of `kind`, `left_out` counts what was not measured."""

    kind: Literal["simulated", "truth", "judged"]
    pairs: Reliability
    no_list: Reliability | None = None
    settings: Mapping[str, str | int | float] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    parameters: str = ""

    @property
    def parts(self) -> dict[str, Reliability]:
        """Each of what was measured, by name."""
        return {"pairs": self.pairs} | ({"no_list": self.no_list} if self.no_list else {})


def write_calibration(
    calibration: Calibration, folder: str | os.PathLike[str], *, language: texts.Language = "en"
) -> None:
    """Write `reliability.html`, `reliability.svg` and `reliability.json`, whole or not at all.

    Raises `WrongUse` if the folder cannot be written.
    """
    told = {
        "measured": calibration.kind,
        **calibration.settings,
        **calibration.left_out,
        "parameters": calibration.parameters,
        **{name: part.as_dict() for name, part in calibration.parts.items()},
    }
    with outputs.written_whole(folder) as fresh:
        files = {
            "reliability.html": _page(calibration, language),
            "reliability.svg": f'<?xml version="1.0" encoding="UTF-8"?>\n{draw(calibration.pairs, language)}\n',
            "reliability.json": json.dumps(told, indent=2, ensure_ascii=False) + "\n",
        }
        for name, content in files.items():
            (fresh / name).write_text(content, encoding="utf-8", newline="\n")


def show_calibration(
    calibration: Calibration,
    console: Console,
    language: texts.Language = "en",
    *,
    report: str | os.PathLike[str] | None = None,
) -> None:
    """Print what was measured, each tenth with its picture, and where the report is."""
    print_line(console, language, _measured(calibration, language))
    print_line(console, language, _say(f"measured.{calibration.kind}_note", language), "yellow")
    for said in _left_out(calibration, language):
        print_line(console, language, said, "bright_black")
    keys = ("range", "count", "said", "true", "interval", "picture")
    heads = [Isolated(Text(_say(f"table.{key}", language), "bold"), language) for key in keys]
    for name, part in calibration.parts.items():
        print_line(console, language, _say(f"page.{name}", language), "bold")
        rows = []
        for one in part.bins:
            cells = _cells(one, language)
            shown = [cells[key] for key in keys[:-1]]
            style = "" if one.fits else "red"
            rows.append([Isolated(Text(cell, style)) for cell in (*shown, _picture(one))])
        console.print(table_of(heads, rows, [0] * 6, language))
        scores = {key: _number(getattr(part, key), language) for key in ("brier", "log_loss")}
        error, count = _number(part.calibration_error, language), words.count(part.count, language)
        what = _say(f"page.{name}", language)
        print_line(
            console, language, _say("done.summary", language, what=what, count=count, error=error, **scores), "bold"
        )
    print_line(console, language, _say("table.legend", language), "bright_black")
    if report is not None:
        print_line(console, language, _say("done.report", language), "bold")
        console.print(Text(words.visible(os.fspath(report)), "bold"), soft_wrap=True)


def _page(calibration: Calibration, language: texts.Language) -> str:
    def say(key: str, **blanks: str) -> str:
        return _say(key, language, **blanks)

    return (
        templates()
        .get_template("reliability.html")
        .render(
            language=language,
            direction=texts.direction(language),
            say=say,
            kind=calibration.kind,
            measured=_measured(calibration, language),
            left_out=_left_out(calibration, language),
            parts=[_part(name, part, language) for name, part in calibration.parts.items()],
            footer=texts.say("report.page.footer", language, version=version("nasab")),
        )
    )


def _part(name: str, part: Reliability, language: texts.Language) -> dict[str, Any]:
    counts = {"pairs": part.count, "true": part.true, "expected": part.expected}
    scores = ("calibration_error", "brier", "log_loss")
    pieces = ("reliability", "resolution", "uncertainty", "within")
    return {
        "name": name,
        "picture": Markup(draw(part, language, name)),
        "figures": [(key, words.count(number, language)) for key, number in counts.items()]
        + [(key, _number(getattr(part, key), language)) for key in scores],
        "pieces": [(key, _number(getattr(part, key), language)) for key in pieces] if part.count else [],
        "rows": [_cells(one, language) | {"fits": one.fits} for one in part.bins],
    }


def _measured(calibration: Calibration, language: texts.Language) -> str:
    blanks = {
        key: words.count(value, language) if isinstance(value, int) and key != "seed" else str(value)
        for key, value in calibration.settings.items()
    }
    if "overlap" in calibration.settings:
        share = f"{float(calibration.settings['overlap']):.0%}"
        blanks["overlap"] = share if language == "en" else share.replace("%", "\u00a0%")
    return _say(f"measured.{calibration.kind}", language, **blanks)


def _left_out(calibration: Calibration, language: texts.Language) -> list[str]:
    told = [
        _say(f"measured.{key}", language, count=words.count(count, language))
        for key, count in calibration.left_out.items()
    ]
    if calibration.parameters:
        told.append(_say("measured.parameters", language, version=texts.set_apart(calibration.parameters, language)))
    return told


def _cells(one: Bin, language: texts.Language) -> dict[str, str]:
    """A tenth in numbers; ranges and intervals read from the left, as their numbers do."""
    none = _say("table.none", language)
    cells = {"range": _decimal(f"{one.low:.1f}–{one.high:.1f}", language), "count": words.count(one.count, language)}
    if one.said is None or one.true is None or one.least is None or one.most is None:
        return cells | {"said": none, "true": none, "interval": none}
    shown = {"said": f"{one.said:.3f}", "true": f"{one.true:.3f}", "interval": f"{one.least:.3f}–{one.most:.3f}"}
    return cells | {key: _decimal(text, language) for key, text in shown.items()}


def _picture(one: Bin) -> str:
    """Said and true on a line from 0 to 1: `▕   ──●─│─     ▏`."""
    if one.said is None or one.true is None or one.least is None or one.most is None:
        return ""
    first, last, said, true = (round(share * _PLACES) for share in (one.least, one.most, one.said, one.true))
    line = ["─" if first <= place <= last else " " for place in range(_PLACES + 1)]
    line[said] = "│"
    line[true] = "●" if one.fits else "◆"
    return f"▕{''.join(line)}▏"


def _number(value: float | None, language: texts.Language) -> str:
    return _say("table.none", language) if value is None else _decimal(f"{value:.4f}", language)


def _decimal(number: str, language: texts.Language) -> str:
    return (number.replace(".", ",") if language in ("ru", "fr") else number).replace("-", "\u2212")


def _say(key: str, language: texts.Language, **blanks: str) -> str:
    return texts.say(f"calibration.{key}", language, **blanks)
