"""The chain of the audit record: whatever is done to it from outside is found."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from nasab.registry.audit.chain import BEGIN, FIELDS, details_text, hash_of
from nasab.registry.audit.models import Entry
from nasab.registry.audit.services import record
from nasab.registry.audit.verifying import check_rows, signed_head, verify


def chained(count):
    rows, before = [], BEGIN
    for number in range(1, count + 1):
        row = {
            "sequence": number, "at": f"2026-11-26T10:{number:02}", "actor": "a", "action": "child.read",
            "subject": str(number % 3), "details": details_text({"n": number}),
        }  # fmt: skip
        row |= {"before": before, "hash": hash_of(before, row)}
        before = row["hash"]
        rows.append(row)
    return rows


@given(st.integers(0, 12))
def test_a_whole_chain_has_no_fault(count):
    assert list(check_rows(chained(count))) == []


@given(st.integers(0, 9), st.sampled_from(FIELDS[1:]))
def test_a_changed_row_is_found(where, name):
    rows = chained(10)
    rows[where] = {**rows[where], name: "something else"}
    assert [fault.sequence for fault in check_rows(rows)] == [where + 1]


@given(st.integers(0, 8))
def test_a_missing_row_is_found(where):
    rows = chained(10)
    del rows[where]
    assert list(check_rows(rows))


def test_a_field_cannot_run_into_the_next():
    row = dict(chained(1)[0], actor="ab", action="c")
    assert hash_of(BEGIN, row) != hash_of(BEGIN, dict(row, actor="a", action="bc"))


def test_what_is_recorded_and_its_record_are_one(office):
    def read_and_fail():
        with transaction.atomic():
            record(actor="x", action="child.read")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        read_and_fail()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("change", ["UPDATE audit_entry SET actor = 'nobody'", "DELETE FROM audit_entry"])
def test_the_database_refuses_to_change_the_record(office, change):
    with transaction.atomic():
        record(actor="x", action="child.read")
    with pytest.raises(DatabaseError, match="the audit record is not changed"), transaction.atomic():
        connection.cursor().execute(change)


def test_a_head_that_was_handed_out_is_found_again(office):
    with transaction.atomic():
        record(actor="x", action="child.read")
    head = signed_head("2026-11-26")
    with transaction.atomic():
        record(actor="x", action="child.read")
    assert verify([head]) == (2, [])


@pytest.mark.parametrize("head", ["", "{}", "null", '{"signature": "AAAA", "sequence": 1, "hash": "0"}', "[1]"])
def test_a_head_that_nobody_signed_is_a_fault(office, head):
    assert [fault.kind for fault in verify([head])[1]] == ["signature"]
