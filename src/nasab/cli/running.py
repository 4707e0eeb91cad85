"""A match as several commands need it: lists and tables read, everything checked early, the run shown as it goes.

What can be wrong with a small table is said before a long list is matched.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from nasab.errors import Problem, WrongUse

if TYPE_CHECKING:
    from nasab.exchange import HeaderUse, Statements
    from nasab.kinship import FrequencyTable, Profile
    from nasab.kinship.seeking import SeekingFamily
    from nasab.matching import Judgement, OutsideEvidence, Parameters, Run
    from nasab.matching.dna import DnaEvidence
    from nasab.matching.engine import Keeping, Progress
    from nasab.matching.pieces import Runner
    from nasab.records import ChildList

T = TypeVar("T", bound=Any)

__all__ = ["Beside", "Dna", "Ran", "bring", "bring_dna", "check_folder", "check_place", "on_spark", "run", "used"]


@dataclass(frozen=True, slots=True)
class Beside:
    """What is brought to a match beside the two lists; None where nothing was given."""

    judgements: Statements[Judgement] | None = None
    evidence: Statements[OutsideEvidence] | None = None
    parameters: Parameters | None = None
    dna: Dna | None = None


@dataclass(frozen=True, slots=True)
class Dna:
    """What laboratories typed, whose samples those are, and by which frequencies they are weighed."""

    profiles: Sequence[Profile]
    families: Sequence[SeekingFamily]
    table: FrequencyTable
    theta: float
    problems: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class Ran:
    """A run, what of the tables beside the lists was used in it, and what was not understood of lists and tables."""

    run: Run
    judgements: Statements[Judgement] | None
    evidence: Statements[OutsideEvidence] | None
    of_lists: list[Problem]
    of_tables: list[Problem] = field(default_factory=list)
    dna: DnaEvidence | None = None
    understood: list[Sequence[HeaderUse]] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        """All of them: those of the tables first, since they bind a match."""
        return [*self.of_tables, *self.of_lists]


def bring(judgements: Path | None, evidence: Path | None, parameters: Path | None) -> Beside:
    """Reads what is brought beside the lists; what cannot be used is `UnreadableList`."""
    from nasab import exchange
    from nasab.matching.parameters import check_fit

    start = None
    if parameters is not None:
        start = exchange.read_parameters(parameters)
        check_fit(start)
    return Beside(
        None if judgements is None else exchange.read_judgements(judgements),
        None if evidence is None else exchange.read_outside(evidence),
        start,
    )


def bring_dna(
    sheets: Sequence[Path], pedigrees: Path | None, population: str, frequencies: Path | None, theta: float
) -> Dna | None:
    """Reads laboratory sheets and pedigrees; None if neither was given, and DNA-09 if only one of the two was.

    Raises `UnreadableList`, and `WrongUse` FREQ-04 for a population that does not come with nasab.
    """
    if not sheets and pedigrees is None:
        return None
    if not sheets or pedigrees is None:
        raise WrongUse(Problem("DNA-09", value="--pedigrees" if sheets else "--dna"))
    from nasab import exchange, kinship

    if frequencies is None:
        table = kinship.shipped_frequencies(population)
    else:
        table = exchange.read_frequencies(frequencies)
    read = [exchange.read_profiles(sheet) for sheet in sheets]
    families, problems = exchange.read_pedigrees(pedigrees)
    profiles, twice = _united([profile for one in read for profile in one.profiles])
    return Dna(profiles, families, table, theta, [*(p for one in read for p in one.problems), *problems, *twice])


def _united(profiles: Sequence[Profile]) -> tuple[list[Profile], list[Problem]]:
    """Profiles of one sample in several sheets as one; where they cannot be of one person neither is used."""
    from nasab import kinship

    known: dict[str, Profile | None] = {}
    problems = []
    for profile in profiles:
        if profile.sample not in known:
            known[profile.sample] = profile
            continue
        before = known[profile.sample]
        if before is None:
            continue
        known[profile.sample], apart = kinship.united(before, profile)
        if apart:
            code = "PROFILE-08" if known[profile.sample] else "PROFILE-09"
            problems.append(Problem(code, value=profile.sample[:200], detail=", ".join(apart)[:200]))
    return [profile for profile in known.values() if profile is not None], problems


def run(
    found: Path,
    sought: Path,
    beside: Beside,
    *,
    threads: int,
    learn: bool = True,
    tell: Progress | None = None,
    kept: Callable[[Sequence[ChildList], Sequence[OutsideEvidence]], Keeping | None] | None = None,
    runner: Runner | None = None,
    megabytes: int | None = None,
) -> Ran:
    """Reads both lists and matches them.  `kept`, given lists and evidence, says where pieces of the run are kept."""
    import nasab
    from nasab import exchange

    told = tell or _untold
    told("read", 0, 8)
    readings = [exchange.check(found, "found")]
    told("read", 1, 8)
    readings.append(exchange.check(sought, "sought"))
    told("read", 2, 8)  # the most is still to come: the engine reads what the cells mean
    problems = [problem for reading in readings for problem in reading.problems]
    understood: list[Sequence[HeaderUse]] = [reading.understood for reading in readings]
    dna = None
    if beside.dna is not None:
        told("dna", 0, 1)  # seconds, or with thousands of samples minutes
        dna = _weighed(beside.dna, *(reading.children for reading in readings))
        told("read", 2, 8)
    outside = (*(() if beside.evidence is None else beside.evidence.told), *(() if dna is None else dna.told))
    keeping = kept([reading.children for reading in readings], outside) if kept is not None else None
    # The lists are handed over, not kept: without those who did not consent they are other lists, and long.
    ran = nasab.match(
        readings.pop(0).children, readings.pop(0).children, threads=threads, learn=learn, parameters=beside.parameters,
        outside=outside,
        judgements=() if beside.judgements is None else beside.judgements.told,
        progress=_after_reading(told), keeping=keeping, runner=runner, megabytes=megabytes,
    )  # fmt: skip
    return _ran(ran, beside, dna, problems, understood)


def _weighed(dna: Dna, found: ChildList, sought: ChildList) -> DnaEvidence:
    from nasab.matching.dna import weigh_dna

    return weigh_dna(dna.families, dna.profiles, dna.table, found, sought, theta=dna.theta)


def _ran(
    ran: Run, beside: Beside, dna: DnaEvidence | None, problems: list[Problem], understood: list[Sequence[HeaderUse]]
) -> Ran:
    from nasab.matching.judgement_words import messages
    from nasab.matching.judgements import binding

    of_tables: list[Problem] = []
    judgements = None if beside.judgements is None else used(beside.judgements, ran.found, ran.sought, of_tables)
    evidence = None if beside.evidence is None else used(beside.evidence, ran.found, ran.sought, of_tables)
    if judgements is not None:
        of_tables += messages(binding(judgements.told))
    if beside.dna is not None and dna is not None:
        of_tables += [*beside.dna.problems, *dna.problems]
    return Ran(ran, judgements, evidence, problems, of_tables, dna, understood)


def on_spark(master: str | None) -> AbstractContextManager[Runner | None]:
    """Who works through the pieces: the cluster with this master, or, without one, this machine."""
    if master is None:
        return nullcontext()
    from nasab import spark

    return spark.at(master)


def check_folder(folder: Path) -> None:
    """Refuses, before a long run and not after it, a folder that is a file or would be in one (OUT-01), or cannot be.

    What cannot be, such as a name that is too long, is OUT-02.
    """
    try:
        there = next((one for one in (folder, *folder.absolute().parents) if one.exists()), None)
    except OSError as error:
        reason = error.strerror or str(error)
        raise WrongUse(Problem("OUT-02", value=str(folder)[:200], detail=reason)) from error
    if there is not None and not there.is_dir():
        raise WrongUse(Problem("OUT-01", value=str(there)[:200]))


def check_place(path: Path | None) -> None:
    """Refuses, before a long run and not after it, a file that cannot stand where it is wanted (OUT-02)."""
    if path is None:
        return
    try:
        reason = os.strerror(21) if stat.S_ISDIR(path.stat().st_mode) else ""
    except FileNotFoundError:
        reason = "" if path.absolute().parent.is_dir() else os.strerror(2)
    except OSError as error:  # it would be in a file, or its name is too long
        reason = error.strerror or str(error)
    if reason:
        raise WrongUse(Problem("OUT-02", value=str(path)[:200], detail=reason))


def used(told: Statements[T], found: ChildList, sought: ChildList, problems: list[Problem]) -> Statements[T]:
    """The statements that are of children on the lists; what is wrong with the others is added to the problems."""
    from nasab import exchange

    unknown = exchange.unknown_ids(told, found, sought)
    problems += [*told.problems, *unknown]
    rows = {problem.row for problem in unknown}
    kept = [(one, row) for one, row in zip(told.told, told.rows, strict=True) if row not in rows]
    return replace(told, told=tuple(one for one, _ in kept), rows=tuple(row for _, row in kept))


def _after_reading(told: Progress) -> Progress:
    """What the engine tells, its reading counted on from that of the files; when it has read, it learns."""

    def tell(step: str, done: int, of: int) -> None:
        if step != "read":
            told(step, done, of)
            return
        told("read", 2 * of + 6 * done, 8 * of)
        if done == of:
            told("learn", 0, 1)

    return tell


def _untold(step: str, done: int, of: int) -> None:
    """Nobody is told."""
