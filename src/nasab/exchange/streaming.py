"""A stream: the children sought in one file that a crash cannot half-write, ready to be asked for.

What is added, corrected, withdrawn or judged is first stored and then known: when a call returns, the disk has it,
and after a crash the file says the same again.  Besides its records the file keeps how the list was read (`keep`),
so that a long one is there again within seconds; if that is lost, the list is read anew from the records.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from nasab.columns import Packing
from nasab.errors import Problem, WrongUse
from nasab.exchange.index_file import IndexFile
from nasab.exchange.typed import cleaned
from nasab.records import SOUGHT_COLUMNS, ChildList, Side

if TYPE_CHECKING:
    from nasab.matching.index import Index
    from nasab.matching.judgements import Judgement
    from nasab.matching.results import Parameters

__all__ = ["Stream", "records_of"]

Record = Mapping[str, str]

#: How the list was read is kept when the file is closed, if it holds so many children and it would take so many
#: additions to bring what is kept up to date.
MANY: Final = 2000
OUT_OF_DATE: Final = 200

_ENGINE: Final = "engine"
_LEARNED: Final = "learned"


class Stream:
    """An index file with its index; use it in a `with` block, made by `create` or `open`, in one thread.

    `index`: what can be asked (`candidates`, `explain`).  `problems`: what was put aside and made anew.  Raises what
    `IndexFile` and `Index` raise.
    """

    def __init__(self, file: IndexFile, index: Index | None = None) -> None:
        self.file = file
        self.index, self._upto = _opened(file) if index is None else (index, 0)  # what is kept knows all up to there
        for judgement in self.judged():
            self.index.judge(judgement)

    @classmethod
    def create(
        cls,
        path: str | os.PathLike[str],
        sought: ChildList | None = None,
        found: ChildList | None = None,
        *,
        parameters: Parameters | None = None,
        threads: int = 2,
    ) -> Self:
        """A new file, with the children of a list if one is given; children found teach it (`learn`)."""
        from nasab.matching.index import Index

        file = IndexFile.create(path)
        try:
            if sought is not None:
                file.put_many("sought", records_of(sought))
            stream = cls(file, Index(sought))
            if found is not None or parameters is not None:
                stream.learn(found, parameters=parameters, threads=threads)
            return stream
        except BaseException:
            file.close()
            raise

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Self:
        """A file that is there."""
        file = IndexFile.open(path)
        try:
            return cls(file)
        except BaseException:
            file.close()
            raise

    @property
    def problems(self) -> list[Problem]:
        """What was put aside, and made anew from the records (INDEX-07)."""
        return self.file.problems

    def add(self, record: Record, side: Side = "sought") -> int:
        """Takes a child in, or its correction; the number under which the file has it now.

        Children found are kept to be asked for again (`found`); only children sought can be candidates.  Cells are
        understood as in a list: `male` is `m`, `unknown` is empty, and a consent that is not understood is a `no`.
        """
        return self.add_many([record], side)[0]

    def add_many(self, records: Iterable[Record], side: Side = "sought") -> range:
        """The same for many, all or none of them, and one wait for the disk."""
        told = [cleaned(record) for record in records]
        numbers = self.file.put_many(side, told)
        if side == "sought":
            for record in told:
                self.index.add(record)
        return numbers

    def without_withdrawn(
        self, records: Iterable[Record], side: Side = "sought"
    ) -> tuple[list[Record], tuple[str, ...]]:
        """The records of an older list that may be added, and the ids in it for which consent was taken back."""
        gone = {child for _, child in self.file.withdrawn(side)}
        told = list(records)
        return (
            [record for record in told if record.get("id") not in gone],
            tuple(child for record in told if (child := record.get("id", "")) in gone),
        )

    def held(self, children: Iterable[str], side: Side = "sought") -> tuple[str, ...]:
        """Those of the children of whom something is kept here; who was withdrawn is not among them."""
        return tuple(child for child in children if self.file.history(side, child))

    def judged(self) -> tuple[Judgement, ...]:
        """All judgements that the file keeps, in the order in which they were given."""
        return tuple(_judgement(told) for _, told in self.file.judgements())

    def correct(self, record: Record) -> int:
        """The same as `add` for a child sought that is there.  Raises `WrongUse` also with LIST-03 if it is not."""
        child = record.get("id", "")
        if child not in self.index:
            raise WrongUse(Problem("LIST-03", value=child[:200]))
        return self.add(record)

    def withdraw(self, child: str, side: Side = "sought") -> None:
        """Takes a child out whose consent was taken back, with what was said and judged of it."""
        self.file.withdraw(side, child)
        if side == "found" or child in self.index:
            self.index.withdraw(child, side)
            self._upto = 0 if side == "sought" else self._upto  # what was kept has been deleted: the child was in it

    def judge(self, judgement: Judgement) -> int:
        """Keeps what somebody judged."""
        number = self.file.judge(asdict(judgement))
        self.index.judge(judgement)
        return number

    def found(self, child: str) -> dict[str, str]:
        """What was last stored of a child found.  Raises `WrongUse` with LIST-03 if there is none."""
        versions = self.file.history("found", child)
        if not versions:
            raise WrongUse(Problem("LIST-03", value=child[:200]))
        return versions[-1][1]

    def learn(self, found: ChildList | None, *, parameters: Parameters | None = None, threads: int = 2) -> None:
        """Learns from children found how facts of one child agree (`Index.learn`), and keeps what it learned.

        `parameters`: what to begin with, in place of the shipped ones.
        """
        from nasab.exchange import index_learned
        from nasab.matching.learned import nothing

        if parameters is not None:
            self.index.take_in(nothing(parameters))
        if found is not None and len(found) and len(self.index):
            self.index.learn(found, threads=threads)
        self.file.keep(_LEARNED, index_learned.as_blocks(self.index.learned), 0)

    def keep(self) -> None:
        """Puts the list in order and keeps how it was read: it takes its time, and then opening takes little."""
        from nasab.exchange.index_arrays import Blocks
        from nasab.matching.storing import stored

        if not self.index.is_settled:
            self.index.settle()
        self.index.warm()
        upto = self.file.last
        self.file.keep(_ENGINE, Blocks(*stored(self.index)), upto)
        self._upto = upto

    def close(self) -> None:
        """Closes the file; how the list was read is kept if it is long and much has changed.  Twice changes nothing."""
        if self.file.is_closed:
            return
        try:
            if len(self.index) >= MANY and self._upto + OUT_OF_DATE < self.file.last:
                self.keep()
        finally:
            self.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
        else:
            self.file.close()


def _opened(file: IndexFile) -> tuple[Index, int]:
    """The index of a file, and up to which number what was kept knows."""
    from nasab.exchange import index_learned
    from nasab.matching.index import Index

    learned = index_learned.read(file, _LEARNED)
    kept = _restored(file, learned)
    if kept is None:
        return Index(_sought(file), learned=learned), 0
    index, upto = kept
    for _, child in file.withdrawn("sought", after=upto):
        if child in index:
            index.withdraw(child)
    for _, _, record in file.records("sought", after=upto):
        index.add(record)
    return index, upto


def _restored(file: IndexFile, learned: Any) -> tuple[Index, int] | None:
    """The index as it was kept; None if nothing is kept, or not by this build of nasab."""
    from nasab.exchange.index_arrays import arrays_of
    from nasab.matching.storing import UNFIT, restored

    kept = file.kept(_ENGINE)
    if kept is None:
        return None
    upto, blocks = kept
    try:
        read = arrays_of(blocks)
        return None if read is None else (restored(*read, learned), upto)
    except UNFIT:
        file.problems.append(Problem("INDEX-07", file=file.path.name, value=_ENGINE))
        return None


def _sought(file: IndexFile) -> ChildList:
    packings = {name: Packing() for name in SOUGHT_COLUMNS}
    for _, child, record in file.records("sought"):
        for name, packing in packings.items():
            packing.add([child if name == "id" else record.get(name, "")])
    return ChildList("sought", {name: packing.column() for name, packing in packings.items()})


def records_of(children: ChildList) -> list[dict[str, str]]:
    """The rows of a list as records: what is written in each, by column."""
    names = list(children.columns)
    rows = zip(*children.columns.values(), strict=True)
    return [{name: cell for name, cell in zip(names, row, strict=True) if cell} for row in rows]


def _judgement(told: dict[str, Any]) -> Judgement:
    from nasab.matching.judgements import Judgement, Seen

    return Judgement(**{**told, "seen": tuple(Seen(**one) for one in told.get("seen", ()))})
