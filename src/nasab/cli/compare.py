"""`nasab match`, `nasab explain`, `nasab demo`: two lists against each other."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from nasab import texts
from nasab.cli import interrupted, options, progress, running

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nasab.matching import OutsideEvidence
    from nasab.matching.engine import Keeping
    from nasab.records import ChildList

__all__ = ["FOUND", "SOUGHT", "demo", "explain", "match"]

FOUND = click.argument("found", type=click.Path(path_type=Path))
SOUGHT = click.argument("sought", type=click.Path(path_type=Path))


@click.command()
@FOUND
@SOUGHT
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write the results into.")
@click.option("--top", type=click.IntRange(1, 10), default=10, show_default=True, help="Candidates for each child.")
@click.option("--tables-only", is_flag=True, help="Write the CSV files only: no workbook, no page.")
@options.statements
@options.dna
@click.option(
    "--save-parameters",
    type=click.Path(path_type=Path),
    default=None,
    help="Write what was learned from these lists to this file.",
)
@click.option("--resume/--no-resume", default=True, show_default=True, help="Go on with a run that was interrupted.")
@options.spark
@options.memory
@options.language
@options.threads
def match(
    found: Path,
    sought: Path,
    out: Path,
    top: int,
    tables_only: bool,
    judgements: Path | None,
    evidence: Path | None,
    parameters: Path | None,
    dna: tuple[Path, ...],
    pedigrees: Path | None,
    population: str,
    frequencies: Path | None,
    theta: float,
    save_parameters: Path | None,
    resume: bool,
    spark: str | None,
    megabytes: int | None,
    language: str,
    threads: int,
) -> None:
    """Match a list of children FOUND with a list of children SOUGHT."""
    beside = running.bring(judgements, evidence, parameters)
    beside = replace(beside, dna=running.bring_dna(dna, pedigrees, population, frequencies, theta))
    running.check_place(save_parameters)
    _match(
        found, sought, out, beside, top=top, tables_only=tables_only, save_parameters=save_parameters, resume=resume,
        spark=spark, megabytes=megabytes, language=language, threads=threads,
    )  # fmt: skip


@click.command()
@FOUND
@SOUGHT
@click.argument("found_id")
@click.argument("sought_id")
@options.statements
@options.dna
@options.language
@options.threads
def explain(
    found: Path,
    sought: Path,
    found_id: str,
    sought_id: str,
    judgements: Path | None,
    evidence: Path | None,
    parameters: Path | None,
    dna: tuple[Path, ...],
    pedigrees: Path | None,
    population: str,
    frequencies: Path | None,
    theta: float,
    language: str,
    threads: int,
) -> None:
    """Why FOUND_ID may or may not be SOUGHT_ID: all evidence of one pair, in bits."""
    from nasab import report

    spoken = cast("texts.Language", language)
    beside = running.bring(judgements, evidence, parameters)
    beside = replace(beside, dna=running.bring_dna(dna, pedigrees, population, frequencies, theta))
    with progress.shown(spoken) as tell:
        ran = running.run(found, sought, beside, threads=threads, tell=tell)
        pair, result = ran.run.explain(found_id, sought_id), ran.run.child(found_id)
    console = options.console()
    report.show_statements(ran.judgements, ran.evidence, ran.of_tables, console, spoken, dna=ran.dna, are_written=False)
    report.show_pair(pair, ran.run, console, spoken, result=result)


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("demo-output"),
    show_default=True,
    help="Folder to write into.",
)
@click.option("--registry", is_flag=True, help="Also fill a registry with them, beside OUT.")
@click.option("--serve", is_flag=True, help="Serve that registry, on this machine alone, until Ctrl-C.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Where it is served.")
@options.language
def demo(out: Path, registry: bool, serve: bool, port: int, language: str) -> None:
    """Match the two invented lists that come with nasab; with --registry, fill a registry with them too."""
    folder = _examples()
    found, sought = folder / "found.xlsx", folder / "sought.csv"
    kept = out.with_name(f"{out.name}-registry")
    _match(found, sought, out, running.Beside(), top=10, language=language, threads=2)
    if not (registry or serve):
        return
    from nasab.cli import demonstrating, serving

    logins = demonstrating.fill(kept, found, sought)
    demonstrating.show(logins, f"http://127.0.0.1:{port}/")
    if serve:
        serving.run("127.0.0.1", port, workers=1)


def _match(
    found: Path,
    sought: Path,
    out: Path,
    beside: running.Beside,
    *,
    top: int,
    language: str,
    threads: int,
    tables_only: bool = False,
    save_parameters: Path | None = None,
    resume: bool = True,
    spark: str | None = None,
    megabytes: int | None = None,
) -> None:
    from nasab import exchange, report

    spoken = cast("texts.Language", language)
    running.check_folder(out)
    with (
        running.on_spark(spark) as runner, progress.shown(spoken) as tell, interrupted.kept(out, resume=resume) as keep,
    ):  # fmt: skip
        kept = partial(_kept, keep, beside)
        ran = running.run(
            found, sought, beside, threads=threads, tell=tell, kept=kept, runner=runner, megabytes=megabytes
        )
        tally = report.write(
            ran.run, out, language=spoken, problems=ran.problems, understood=ran.understood, top=top,
            tables_only=tables_only, progress=tell,
        )  # fmt: skip
        if save_parameters is not None:
            exchange.write_parameters(ran.run.parameters, save_parameters)
    console = options.console()
    where = {"tables": out / "candidates.csv"} if tables_only else {"report": out / "report.html"}
    report.show(ran.run, console, spoken, tally=tally, **where)
    report.show_statements(ran.judgements, ran.evidence, ran.of_tables, console, spoken, dna=ran.dna)


def _kept(
    keep: interrupted.Keep, beside: running.Beside, lists: Sequence[ChildList], outside: Sequence[OutsideEvidence]
) -> Keeping | None:
    """Where the pieces of a run are kept: its key is all that has a say in its result."""
    from nasab import exchange

    judged = () if beside.judgements is None else beside.judgements.told
    weights = [(one.pair, one.of, one.bits, one.source) for one in outside]
    return keep(exchange.key_of(lists, beside.parameters, judged, weights))


def _examples() -> Path:
    """The examples of this version: beside the source, or packaged with it."""
    here = Path(__file__).resolve()
    return next(folder for folder in (here.parents[3] / "examples", here.parents[1] / "examples") if folder.is_dir())
