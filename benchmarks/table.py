"""The results as a page of tables, with the bars that nasab has to reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.measure import Cost
from nasab.simulation import Accuracy

__all__ = ["Result", "bars", "page"]


@dataclass(frozen=True, slots=True)
class Result:
    """One tool on one world; no accuracy if it failed."""

    world: str
    children: int
    tool: str
    cost: Cost
    accuracy: Accuracy | None


COLUMNS = (
    ("first", "recall_at_1"), ("in ten", "recall_at_10"), ("true at ≥ 0.9", "precision_at_90"),
    ("served at ≥ 0.9", "recall_at_90"), ("recall at 99 % precision", "recall_at_99_precision"),
    ("calibration error", "calibration_error"), ("Brier", "brier"), ("never a candidate", "never_candidates"),
)  # fmt: skip


#: How tools are called in the tables, where not by their own name.
TITLES = {"plain_names": "nasab, names as strings", "skeleton_names": "nasab, names as strings and consonants"}


def _number(value: float | int | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def page(results: Sequence[Result], about: Mapping[str, str]) -> str:
    """The whole of RESULTS.md."""
    lines = [
        "# Results of `make bench`",
        "",
        "Invented worlds (`nasab simulate`), the same files for every tool, each tool in its own process, in turn.",
        "*First*, *in ten*: of the children found who have a true sought child, the share who have it at rank 1, or in",
        "the first ten. *True at ≥ 0.9*: of the best candidates with at least 0.9, the share that is true.",
        "Calibration error: of the best candidates, ten bins. Primero's scores are no probabilities, and their best is",
        "always 1.",
        "*Names as strings*: nasab as it is, but two names are compared in Latin letters by a plain table, by",
        "Jaro-Winkler (*and consonants*: half of it by what is left without vowels, letters that sound alike as one);",
        "no letter model, no sounds, no lexicon. *Cross-script*: all found in Arabic letters, no request in them.",
        "The first run of each tool, in which Python compiles its modules and nasab its kernels, is not counted.",
        "",
        *(f"- {key}: {value}" for key, value in about.items()),
        "",
    ]
    for world in dict.fromkeys(result.world for result in results):
        lines += [
            f"## {world}",
            "",
            "| tool | " + " | ".join(name for name, _ in COLUMNS) + " | CPU s | wall s | peak MB |",
            "| --- |" + " ---: |" * (len(COLUMNS) + 3),
        ]
        for result in results:
            if result.world != world:
                continue
            cost, title = result.cost, TITLES.get(result.tool, result.tool)
            if result.accuracy is None:
                lines.append(f"| {title} | failed (exit status {cost.status}) |" + " |" * (len(COLUMNS) + 2))
                continue
            measures = result.accuracy.as_dict()
            cells = [_number(measures[key]) for _, key in COLUMNS]
            lines.append(
                f"| {title} | {' | '.join(cells)} | {cost.cpu_s:.1f} | {cost.wall_s:.1f} | {cost.peak_mb:.0f} |"
            )
        lines.append("")
    told = bars(results)
    if told:
        lines += ["## Bars", "", "| bar | wanted | got | |", "| --- | ---: | ---: | --- |", *told, ""]
    return "\n".join(lines)


def bars(results: Sequence[Result]) -> list[str]:
    """The bars of the issue, as rows; those for which nothing was run are left out."""
    by = {(result.world, result.tool): result for result in results}
    rows: list[str] = []

    def row(bar: str, wanted: str, reached: float, good: bool) -> None:
        rows.append(f"| {bar} | {wanted} | {reached:.3g} | {'reached' if good else 'NOT reached'} |")

    ours, theirs = by.get(("field 10,000", "nasab")), by.get(("field 10,000", "splink"))
    if ours and ours.accuracy and theirs and theirs.accuracy:
        for name, key, ratio in (
            ("first", "recall_at_1", 1.6),
            ("in ten", "recall_at_10", 1.4),
            ("recall at 99 % precision", "recall_at_99_precision", 5.0),
        ):
            a, b = getattr(ours.accuracy, key) or 0.0, getattr(theirs.accuracy, key) or 0.0
            reached = a / b if b else float("inf") if a else 0.0
            row(f"field 10,000: {name}, times Splink", f"≥ {ratio}", reached, reached >= ratio)
    for world in ("field 10,000", "field 10,000, cross-script"):
        modelled, plain = by.get((world, "nasab")), by.get((world, "plain_names"))
        if modelled and modelled.accuracy and plain and plain.accuracy:
            gained = (modelled.accuracy.recall_at_1 or 0.0) - (plain.accuracy.recall_at_1 or 0.0)
            row(f"{world}: first, points over names as strings", "≥ 0.10", gained, gained >= 0.1)
    if ours and ours.accuracy:
        precision, error = ours.accuracy.precision_at_90, ours.accuracy.calibration_error
        row("field 10,000: true of the best candidates at ≥ 0.9", "≥ 0.9", precision or 0.0, (precision or 0) >= 0.9)
        if error is not None:
            row("field 10,000: calibration error", "≤ 0.05", error, error <= 0.05)
    large = by.get(("field 100,000", "nasab"))
    if large and large.accuracy:
        row("field 100,000: CPU seconds, file to file", "≤ 60", large.cost.cpu_s, large.cost.cpu_s <= 60)
        row("field 100,000: peak MB", "≤ 1000", large.cost.peak_mb, large.cost.peak_mb <= 1000)
    small = by.get(("field 1,000", "nasab"))
    if small and small.accuracy:
        row("field 1,000: wall seconds", "< 3", small.cost.wall_s, small.cost.wall_s < 3)
    return rows
