"""Opens what a crash has left, and says what is wrong with it: nothing, it is to be hoped."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from benchmarks.crash.streams import examine_stream
from benchmarks.crash.told import FILES, MINE, SIDES, Expected, page, steps
from nasab.errors import NasabError
from nasab.exchange import outputs
from nasab.exchange.index_file import IndexFile

__all__ = ["Verdict", "examine"]

Verdict = tuple[int, str]
"""How many steps are in the file, and what is wrong, which should be nothing."""


def examine(what: str, path: Path, seed: int, acknowledged: int) -> Verdict:
    """Whether all that was acknowledged is there, and of the step after it all or nothing."""
    look = {"index": _index, "stream": examine_stream}.get(what, _folder)
    try:
        return look(path, seed, acknowledged)
    except (NasabError, OSError) as error:
        return acknowledged, str(error)


def _index(path: Path, seed: int, acknowledged: int) -> Verdict:
    if not path.exists():
        return 0, "the file is gone" if acknowledged else ""
    with IndexFile.open(path) as index:
        there = _summary(index)
        problems = list(index.problems)
    if problems:
        return acknowledged, problems[0].sentence()
    if [other.name for other in path.parent.iterdir() if other.name.startswith(path.name)] != [path.name]:
        return acknowledged, "it is not one file when closed"
    told = steps(seed)
    for step, expected in islice(told, acknowledged):
        expected.take(step)
    step, expected = next(told)
    for number in (acknowledged, acknowledged + 1):
        if expected.summary() == there:
            return number, _left(path, expected)
        if number == acknowledged:
            expected.take(step)
    return acknowledged, f"{there[0]} things are stored, and not what {expected.last} are after the step {step.kind}"


def _summary(index: IndexFile) -> tuple[object, ...]:
    latest = {side: {child: (number, row) for number, child, row in index.records(side)} for side in SIDES}
    versions = {side: {child: index.history(side, child) for child in latest[side]} for side in SIDES}
    withdrawn = {side: {child: number for number, child in index.withdrawn(side)} for side in SIDES}
    return index.last, latest, versions, withdrawn, list(index.judgements()), index.kept("engine")


def _left(path: Path, expected: Expected) -> str:
    """What of a child withdrawn can still be read from the file."""
    content = path.read_bytes()
    left = [word for word in sorted(expected.deleted) if word[: word.index(" end") + 4].encode() in content]
    return f"withdrawn, and still in the file: {left[:3]}" if left else ""


def _folder(path: Path, seed: int, acknowledged: int) -> Verdict:
    outputs.settle(path)
    if not path.exists():
        return acknowledged, "the folder is gone" if acknowledged else ""
    there = {file.name: file.read_text() for file in path.iterdir() if file.is_file()}
    mine = there.pop(MINE, None)
    if mine != MINE and (acknowledged or there):
        return acknowledged, "a file of somebody else is gone"
    left = [other.name for other in path.parent.glob(".nasab-*") if (other / "new").exists()]
    if left:
        return acknowledged, f"left behind: {left}"
    for number in (acknowledged, acknowledged + 1):
        written = {name: page(seed, number - 1, name) for name in FILES} if number else {}
        if there == written:
            return number, ""
    begun = {name: text.strip("\0").split("\n")[0][:40] for name, text in there.items()}
    return acknowledged, f"after run {acknowledged - 1} the folder is neither old nor new: {begun}"
