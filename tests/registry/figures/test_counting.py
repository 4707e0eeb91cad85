"""Figures single out nobody: small cells are hidden, and a quarter's figures stay as they were."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from nasab.registry.audit.gate import Refused
from nasab.registry.cases.canaries import set_canary
from nasab.registry.cases.models import Child
from nasab.registry.cases.services import Told, open_child
from nasab.registry.figures.counting import Quarter, figures_of, last_quarter

QUARTER = last_quarter(timezone.now().date())


@pytest.fixture
def children(office, time_machine):
    def register(count, *, sex, age):
        now = timezone.now()
        time_machine.move_to(QUARTER.end - timedelta(days=10))
        told = (Told(fact="sex", value=sex), Told(fact="age", value=age))
        for _ in range(count):
            open_child(by=office.actor("amina"), agency=office.agency("Mosul").id, side="found", told=told)
        time_machine.move_to(now)

    return register


def cell(office, row, column):
    table = figures_of(QUARTER, by=office.actor("yusuf"))[0]
    return table.cells[table.rows.index(row)][table.columns.index(column)]


def test_a_cell_of_fewer_than_ten_is_not_shown(office, children):
    children(9, sex="f", age="4")
    assert cell(office, "f", "0–4") is None


def test_a_larger_one_is_rounded_down_to_five(office, children):
    for sex in ("f", "m"):
        for age in ("4", "6"):
            children(13, sex=sex, age=age)
    table = figures_of(QUARTER, by=office.actor("yusuf"))[0]
    shown = {one for line in table.cells for one in line if one is not None}
    assert shown <= {10}
    assert table.total == 50


def test_a_quarter_is_counted_once_so_two_looks_cannot_be_subtracted(office, children):
    children(20, sex="m", age="4")
    before = figures_of(QUARTER, by=office.actor("yusuf"))
    children(20, sex="m", age="4")
    assert Child.objects.count() == 40
    assert figures_of(QUARTER, by=office.actor("yusuf")) == before


def test_a_canary_is_in_no_figure(office, children):
    children(20, sex="m", age="4")
    for child in Child.objects.all()[:6]:
        set_canary(child, by=office.actor("nadia"))
    assert figures_of(QUARTER, by=office.actor("yusuf"))[0].total == 10


def test_whoever_keeps_accounts_sees_no_figures(office):
    with pytest.raises(Refused):
        figures_of(QUARTER, by=office.actor("boris"))


@pytest.mark.parametrize(
    ("on", "quarter"),
    [
        (date(2026, 1, 1), "2025-Q4"),
        (date(2026, 3, 31), "2025-Q4"),
        (date(2026, 4, 1), "2026-Q1"),
        (date(2026, 12, 31), "2026-Q3"),
    ],
)
def test_the_last_quarter_is_the_last_that_is_over(on, quarter):
    assert str(last_quarter(on)) == quarter
    assert last_quarter(on).end.date() <= on


def test_the_year_ends_with_its_fourth_quarter():
    assert Quarter(2025, 4).end.date() == date(2026, 1, 1)
