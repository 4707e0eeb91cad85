"""A stream: the children sought in one file that a crash cannot half-write, ready to be asked for.

What is added, corrected, withdrawn or judged is first stored and then known: when a call returns, the disk has it,
and after a crash the file says the same again.  The list is read anew from its records when the file is opened.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from nasab.columns import Packing
from nasab.exchange.index_file import IndexFile
from nasab.records import SOUGHT_COLUMNS, ChildList

if TYPE_CHECKING:
    from nasab.matching.index import Index
    from nasab.matching.judgements import Judgement

__all__ = ["Stream", "records_of"]

Record = Mapping[str, str]


class Stream:
    """An index file with its index; use it in a `with` block, made by `create` or `open`, in one thread.

    `index`: what can be asked (`candidates`, `explain`).  Raises what `IndexFile` and `Index` raise.
    """

    def __init__(self, file: IndexFile) -> None:
        from nasab.matching.index import Index

        self.file = file
        self.index: Index = Index(_sought(file))
        for _, told in file.judgements():
            self.index.judge(_judgement(told))

    @classmethod
    def create(cls, path: str | os.PathLike[str], sought: ChildList | None = None) -> Self:
        """A new file, with the children of a list if one is given."""
        file = IndexFile.create(path)
        try:
            if sought is not None:
                file.put_many("sought", records_of(sought))
            return cls(file)
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

    def add(self, record: Record) -> int:
        """Takes a child sought in, or its correction; the number under which the file has it now."""
        number = self.file.put("sought", record)
        self.index.add({name: cell for name, cell in record.items() if cell})
        return number

    def withdraw(self, child: str) -> None:
        """Takes a child out, with what was said and judged of it."""
        self.file.withdraw("sought", child)
        self.index.withdraw(child)

    def judge(self, judgement: Judgement) -> int:
        """Keeps what somebody judged."""
        number = self.file.judge(asdict(judgement))
        self.index.judge(judgement)
        return number

    def close(self) -> None:
        """Closes the file; to close it twice changes nothing."""
        self.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _sought(file: IndexFile) -> ChildList:
    packings = {name: Packing() for name in SOUGHT_COLUMNS}
    for _, child, record in file.records("sought"):
        for name, packing in packings.items():
            packing.add([child if name == "id" else record.get(name, "")])
    return ChildList("sought", {name: packing.column() for name, packing in packings.items()})


def records_of(children: ChildList) -> list[dict[str, str]]:
    """The rows of a list as records: what is written in each, by column."""
    names = [name for name in SOUGHT_COLUMNS if name in children.columns]
    rows = zip(*(children.columns[name] for name in names), strict=True)
    return [{name: cell for name, cell in zip(names, row, strict=True) if cell} for row in rows]


def _judgement(told: dict[str, Any]) -> Judgement:
    from nasab.matching.judgements import Judgement, Seen

    return Judgement(**{**told, "seen": tuple(Seen(**one) for one in told.get("seen", ()))})
