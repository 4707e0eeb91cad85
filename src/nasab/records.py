"""A child found, a child sought, and lists of them: what was written, before anyone interprets it.

Every fact is kept as it was written, in its own script and words, because what a name or an age
*means* is a matter of evidence, and evidence is weighed elsewhere.  An empty text is an unknown,
never a value.  The fields are the columns of the two lists, in their order.

Lists are kept as columns, not as objects: a hundred thousand children are a few arrays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Final, Literal

__all__ = ["FOUND_COLUMNS", "NAME_COLUMNS", "SOUGHT_COLUMNS", "ChildList", "FoundChild", "Side", "SoughtChild"]

Side = Literal["found", "sought"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundChild:
    """A child found, as the people who care for it wrote it down.

    `group` is shared by children said to be siblings.  `place_now` is where the child is; it is
    never evidence of where it is from.  `consent` is `yes`, `no` or empty.
    """

    id: str
    group: str = ""
    name: str = ""
    other_names: str = ""
    sex: str = ""
    age: str = ""
    birth_date: str = ""
    as_of: str = ""
    found_place: str = ""
    found_date: str = ""
    place_now: str = ""
    languages: str = ""
    father: str = ""
    mother: str = ""
    father_alias: str = ""
    mother_alias: str = ""
    siblings: str = ""
    relatives: str = ""
    origin: str = ""
    marks: str = ""
    belongings: str = ""
    notes: str = ""
    source: str = ""
    consent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtChild:
    """A child sought, as its family's tracing request describes it.

    Children of one request share `family`.  `relation` is what the inquirer is to the child.
    """

    id: str
    family: str = ""
    inquirer: str = ""
    relation: str = ""
    name: str = ""
    other_names: str = ""
    sex: str = ""
    age: str = ""
    birth_date: str = ""
    as_of: str = ""
    father: str = ""
    father_alias: str = ""
    mother: str = ""
    mother_alias: str = ""
    siblings: str = ""
    relatives: str = ""
    origin: str = ""
    last_seen_place: str = ""
    last_seen_date: str = ""
    languages: str = ""
    marks: str = ""
    belongings: str = ""
    notes: str = ""
    source: str = ""
    consent: str = ""


FOUND_COLUMNS: Final[tuple[str, ...]] = tuple(column.name for column in fields(FoundChild))
SOUGHT_COLUMNS: Final[tuple[str, ...]] = tuple(column.name for column in fields(SoughtChild))

NAME_COLUMNS: Final[Mapping[str, Literal["child", "father", "mother"]]] = {
    "name": "child",
    "other_names": "child",
    "father": "father",
    "father_alias": "father",
    "mother": "mother",
    "mother_alias": "mother",
}
"""The columns that ask for names and nothing else, and whose they are."""


@dataclass(frozen=True, slots=True)
class ChildList:
    """A list of children as it was read: columns of text, all of one length.

    `columns` holds canonical column names only; a column that the list does not have is absent.
    `rows` gives, for each child, the row of the sheet it stands in (for messages).
    `headers` gives, for each canonical column, the header as it was written.
    """

    side: Side
    columns: Mapping[str, Sequence[str]]
    file: str = ""
    sheet: str = ""
    rows: Sequence[int] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.columns["id"])
