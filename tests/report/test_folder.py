from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from nasab import report, texts
from nasab.errors import WrongUse
from nasab.exchange import HeaderUse
from nasab.matching.results import ChildResult
from nasab.records import ChildList
from nasab.report.run import MOST_CHILDREN, Tally
from tests.report import cast

FILES = ["candidates.csv", "candidates.xlsx", "children.csv", "problems.csv", "report.html"]


class Once(Sequence[ChildResult]):
    """Results made as they are asked for, which may be gone through once."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.asked = 0

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, place):
        raise AssertionError("the results are gone through, not picked out")

    def __iter__(self) -> Iterator[ChildResult]:
        for place in range(self.count):
            self.asked += 1
            yield replace(cast.RESULTS[place % 2], found_id=f"M-{place}")


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_folder_holds_every_file(folders, language):
    assert sorted(file.name for file in folders[language].iterdir()) == FILES


def test_the_same_run_writes_the_same_bytes(folders, tmp_path):
    report.write(cast.RUN, tmp_path / "again", language="ar", problems=cast.PROBLEMS)
    for name in FILES:
        assert (tmp_path / "again" / name).read_bytes() == (folders["ar"] / name).read_bytes(), name


def test_results_are_gone_through_once(tmp_path):
    results = Once(700)
    found = ChildList("found", {"id": [f"M-{place}" for place in range(700)]})
    report.write(cast.Run(found, cast.SOUGHT, results, cast.SUMMARY, cast.PARAMETERS), tmp_path / "out")
    assert results.asked == 700
    assert (tmp_path / "out" / "children.csv").read_text(encoding="utf-8-sig").count("\n") == 701


def test_only_tables_are_written_when_they_alone_are_asked_for(folders, tmp_path):
    report.write(cast.RUN, tmp_path / "out", language="ar", problems=cast.PROBLEMS, tables_only=True)
    tables = ["candidates.csv", "children.csv", "problems.csv"]
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == tables
    for name in tables:
        assert (tmp_path / "out" / name).read_bytes() == (folders["ar"] / name).read_bytes(), name


def test_what_is_kept_of_a_run_does_not_grow_with_the_lists(tmp_path):
    """Every child is one of thousands of rivals for the same children sought."""
    kept = []
    for count in (2 * MOST_CHILDREN, 4 * MOST_CHILDREN):
        found = ChildList("found", {"id": [f"M-{place}" for place in range(count)]})
        run = cast.Run(found, cast.SOUGHT, Once(count), cast.SUMMARY, cast.PARAMETERS)
        tally = report.write(run, tmp_path / "out", tables_only=True)
        assert tally.children == count
        kept.append((len(tally.first), sum(map(len, tally.rivals.values()))))
    assert kept[0] == kept[1]
    assert [child for child, _ in tally.rivals_of("M-2", "S-204")] == ["M-0", "M-1", "M-3", "M-4", "M-5"]


def test_a_child_sought_by_nobody_shown_has_no_rivals_kept():
    tally = Tally()
    for _ in range(MOST_CHILDREN):
        tally.add(cast.RESULTS[1])
    tally.add(cast.RESULTS[-1])  # whose candidate is no other child's
    assert tally.probable + tally.possible == MOST_CHILDREN + 1
    assert tally.rivals_of("M-018", "S-314") == []


def test_a_run_of_nobody_can_be_reported(tmp_path):
    empty = ChildList("found", {"id": []})
    run = cast.Run(empty, cast.SOUGHT, (), replace(cast.SUMMARY, found=0), cast.PARAMETERS)
    report.write(run, tmp_path / "out")
    assert "No child has a candidate at 0.05 or above." in (tmp_path / "out" / "report.html").read_text(
        encoding="utf-8"
    )


def test_nothing_is_written_where_a_file_stands(tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(WrongUse, match="OUT-01"):
        report.write(cast.RUN, tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"


def test_a_header_that_was_not_used_is_said(tmp_path):
    uses = [HeaderUse("Имя", "name", "ru"), HeaderUse("Цвет глаз", None, "unknown")]
    report.write(cast.RUN, tmp_path / "out", understood=[[], uses])
    source = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert '<bdi dir="auto">Цвет глаз</bdi></td><td><span class="unused">– not used</span>' in source
    assert '<bdi dir="auto">Имя</bdi></td><td>Name</td>' in source
