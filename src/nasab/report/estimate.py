"""How many are on no list: the page, the figures for programs, and what the terminal shows.

One file that loads nothing.  It says what is recorded, the least there are, two ranges, what would change them, and
what may be said of them and what may not; or that these lists cannot answer, and why.
"""

from __future__ import annotations

import json
import os
from importlib.metadata import version
from typing import Any

import numpy as np
from markupsafe import Markup
from rich.console import Console
from rich.text import Text

from nasab import texts
from nasab.estimation import Study
from nasab.estimation.disclosure import rounded, rounded_out
from nasab.exchange import outputs
from nasab.report import words
from nasab.report.estimate_charts import Row, draw_curve, draw_ranges
from nasab.report.estimate_values import (
    as_computed,
    as_shown,
    finding_words,
    other_words,
    population_words,
    ranges_by_method,
)
from nasab.report.figures_page import print_line, templates
from nasab.report.isolation import isolated

__all__ = ["estimate_as_json", "show_estimate", "write_estimate"]


def estimate_as_json(study: Study) -> str:
    """The figures for programs: `shown` may leave, `computed` stays."""
    told = {"shown": as_shown(study), "computed": as_computed(study)}
    return json.dumps(told, indent=2, ensure_ascii=False, allow_nan=False)


def write_estimate(study: Study, folder: str | os.PathLike[str], language: texts.Language = "en") -> None:
    """Write `estimate.html` and `estimate.json`, whole or not at all, with figures as they may leave.

    Raises `WrongUse` if the folder cannot be written.
    """
    with outputs.written_whole(folder) as fresh:
        told = json.dumps(as_shown(study), indent=2, ensure_ascii=False) + "\n"
        (fresh / "estimate.json").write_text(told, encoding="utf-8", newline="\n")
        (fresh / "estimate.html").write_text(_page(study, language), encoding="utf-8", newline="\n")


def show_estimate(
    study: Study,
    console: Console,
    language: texts.Language = "en",
    *,
    report: str | os.PathLike[str] | None = None,
) -> None:
    """Print what is recorded, the least, the ranges or why there are none, what to read with them, and the report."""
    shown = as_shown(study)
    print_line(console, language, _say("terminal.recorded", language, n=_count(shown["recorded"], language)), "bold")
    if shown["at_least"] is not None:
        print_line(
            console, language, _say("terminal.at_least", language, n=_count(shown["at_least"], language)), "bold"
        )
    if study.is_refused:
        print_line(console, language, _say("terminal.refused", language), "bold red")
    else:
        for key, name in (("likely", "likely_80"), ("wide", "wide_95")):
            low, high = (_count(end, language) for end in shown[name])
            print_line(console, language, _say(f"terminal.{key}", language, low=low, high=high), "bold")
    styles = {"refusal": "red", "warning": "yellow", "note": "bright_black"}
    for one in study.findings:
        print_line(console, language, f"· {finding_words(one, language)}", styles[one.kind])
    if report is not None:
        print_line(console, language, _say("terminal.written", language), "bold")
        console.print(Text(words.visible(os.fspath(report)), "bold"), soft_wrap=True)


def _page(study: Study, language: texts.Language) -> str:
    def say(key: str, **blanks: object) -> str:
        return _say(key, language, **blanks)

    shown = as_shown(study)
    return (
        templates()
        .get_template("estimate.html")
        .render(
            language=language,
            direction=texts.direction(language),
            say=say,
            shown=shown,
            study=study,
            population=population_words(study, language),
            figures=_figures(shown, language),
            said=_said(study, shown, language),
            not_said=_not_said(study, shown, language),
            findings=[(one.kind, finding_words(one, language)) for one in study.findings],
            lists=[(name, _count(total, language)) for name, total in shown["lists"].items()],
            on_exactly=[(k, _count(count, language)) for k, count in shown["on_exactly"].items()],
            methods=_methods(study, language),
            others=_others(study, language),
            registered=_registered(study, language),
            pictures=_pictures(study, language),
            independent=_independent(study, language),
            footer=_say("page.footer", language, version=version("nasab"), seed=study.seed),
        )
    )


def _figures(shown: dict[str, Any], language: texts.Language) -> list[tuple[str, str, bool]]:
    figures = [("recorded", _count(shown["recorded"], language), False)]
    if shown["at_least"] is not None:
        figures.append(("at_least", _count(shown["at_least"], language), False))
    if not shown["is_refused"]:
        figures.append(("likely", _range(shown["likely_80"], language), True))
        figures.append(("wide", _range(shown["wide_95"], language), True))
        low, high = (max(end - (shown["recorded"] or 0), 0) for end in shown["wide_95"])
        figures.append(("unseen", _range((low, high), language), False))
    return figures


def _said(study: Study, shown: dict[str, Any], language: texts.Language) -> list[str]:
    lists = words.count(study.overlaps.t, language)
    said = [_say("say.recorded", language, lists=lists, n=_count(shown["recorded"], language))]
    if shown["at_least"] is not None:
        said.append(_say("say.at_least", language, n=_count(shown["at_least"], language)))
    if not study.is_refused:
        for key, name in (("likely", "likely_80"), ("wide", "wide_95")):
            low, high = (_count(end, language) for end in shown[name])
            said.append(_say(f"say.{key}", language, low=low, high=high))
    if study.definition and study.definition.title:
        said.append(_say("say.definition", language, definition=population_words(study, language)))
    return said


def _not_said(study: Study, shown: dict[str, Any], language: texts.Language) -> list[str]:
    if study.is_refused:
        return [_say(f"notsay.{key}", language) for key in ("none", "other", "who")]
    low, high = (_count(end, language) for end in shown["wide_95"])
    return [_say(f"notsay.{key}", language, low=low, high=high) for key in ("single", "up_to", "other", "who")]


def _method_words(name: str, study: Study, language: texts.Language) -> str:
    model = isolated(study.chosen.fit.model) if study.chosen else ""
    chains = 0 if study.latent is None else len(study.latent.medians)
    return _say(f"method.{name}", language, draws=study.links_drawn, model=model, chains=chains)


def _methods(study: Study, language: texts.Language) -> list[dict[str, str]]:
    rows = []
    for name, (likely, wide) in ranges_by_method(study).items():
        said = _method_words(name, study, language)
        rows.append({"said": said, "likely": _out(likely, language), "wide": _out(wide, language)})
        if name == "loglinear" and study.chosen:
            fixed = study.chosen.fixed
            rows.append(
                {
                    "said": _method_words("loglinear_fixed", study, language),
                    "likely": "",
                    "wide": _out((fixed.low, fixed.high), language),
                }
            )
    if rows and study.latent and not study.latent.is_settled:
        rows.append({"said": _method_words("latent_unsettled", study, language), "likely": "", "wide": ""})
    return rows


def _others(study: Study, language: texts.Language) -> list[dict[str, str]]:
    rows = [
        {"said": other_words(one, language), "likely": _out(one.likely, language), "wide": _out(one.wide, language)}
        for one in study.alternatives
    ]
    if rows and study.ranges:
        wide = [study.ranges.wide, *(one.wide for one in study.alternatives)]
        over = min(low for low, _ in wide), max(high for _, high in wide)
        rows.append({"said": _say("other.total", language), "likely": "", "wide": _out(over, language)})
    return rows


def _pictures(study: Study, language: texts.Language) -> dict[str, Markup]:
    if study.ranges is None:
        return {}
    n = rounded(study.overlaps.n)
    band, answer = study.ranges.likely, (study.ranges.likely, study.ranges.wide)
    main_method = study.definition.method if study.definition else "averaging"
    rows = [
        Row(_method_words(name, study, language), likely, wide, is_main=(likely, wide) == answer)
        for name, (likely, wide) in ranges_by_method(study).items()
    ]
    if study.at_least:
        rows.append(Row(_say("method.chao", language), low=study.at_least.n))
    pictures = {"ranges": draw_ranges(rows, n, band, "ranges", language)}
    if main_method == "averaging" and study.pooled is not None:
        children = study.pooled.least + np.arange(len(study.pooled.probability), dtype=np.int64)
        pictures["curve"] = draw_curve(children, study.pooled.probability, band, language)
    elif main_method == "averaging" and study.averaged is not None:
        children = study.overlaps.n + study.averaged.unseen
        pictures["curve"] = draw_curve(children, study.averaged.probability, band, language)
    if study.alternatives:
        others = [Row(other_words(one, language), one.likely, one.wide) for one in study.alternatives]
        first = Row(_say("chart.main", language), study.ranges.likely, study.ranges.wide, is_main=True)
        pictures["others"] = draw_ranges([first, *others], n, band, "others", language)
    return pictures


def _registered(study: Study, language: texts.Language) -> list[tuple[str, str, str]]:
    """What was written down beforehand: (key, value, direction)."""
    definition = study.definition
    if definition is None:
        return []
    any_ = _say("registered.any", language)
    age = any_
    if definition.age_from is not None or definition.age_under is not None:
        low, high = definition.age_from or 0, definition.age_under or 120
        age = _say("registered.years", language, **{"from": f"{low:g}", "under": f"{high:g}"})
    left = _say("registered.unknown", language) if definition.left is None else words.count(definition.left, language)
    return [
        ("who", "; ".join(definition.origins) or any_, "auto"),
        ("age", age, "auto"),
        ("where", "; ".join(definition.places) or any_, "auto"),
        ("at", str(definition.at or _say("registered.unknown", language)), "auto"),
        ("left", left, "auto"),
        ("method", _say(f"registered.method_{definition.method}", language), "auto"),
        ("date", str(definition.registered or _say("registered.unknown", language)), "auto"),
        ("file", definition.digest, "ltr"),
    ]


def _independent(study: Study, language: texts.Language) -> str:
    if study.if_independent is None:
        return ""
    low, high = (_count(end, language) for end in rounded_out(*study.if_independent.wide))
    return _say("answer.if_independent", language, low=low, high=high)


def _out(ends: tuple[float, float], language: texts.Language) -> str:
    return _range(rounded_out(*ends), language) if ends[1] < float("inf") else "∞"


def _range(ends: Any, language: texts.Language) -> str:
    low, high = (_count(int(end), language) for end in ends)
    return f"{low}–{high}"


def _count(number: int | None, language: texts.Language) -> str:
    return "< 10" if number is None else words.count(number, language)


def _say(key: str, language: texts.Language, **blanks: object) -> str:
    return texts.say(f"estimate.{key}", language, **blanks)
