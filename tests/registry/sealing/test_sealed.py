"""What is personal is bytes in the database and text in the program."""

from __future__ import annotations

import pytest
from django.db import connection

from nasab.registry.cases.models import Statement
from nasab.registry.cases.services import Told, open_child
from nasab.registry.sealing import NotOpened
from nasab.registry.sealing.sealed import sealed_fields


@pytest.fixture
def statements(office):
    told = (Told(fact="name", value="Bilal"), Told(fact="father", value="Ruslan"))
    child = open_child(by=office.actor("amina"), agency=office.agency("Mosul").id, side="found", told=told)
    return {one.fact: one for one in child.statements.all()}


def test_the_database_has_bytes_that_do_not_hold_the_name(statements):
    with connection.cursor() as cursor:
        cursor.execute("SELECT value_sealed FROM cases_statement")
        assert all(b"Bilal" not in bytes(row[0]) for row in cursor.fetchall())
    assert Statement.objects.get(pk=statements["name"].pk).value == "Bilal"


def test_a_value_moved_to_another_row_does_not_open(statements):
    moved = bytes(statements["father"].value_sealed)
    Statement.objects.filter(pk=statements["name"].pk).update(value_sealed=moved)
    with pytest.raises(NotOpened):
        _ = Statement.objects.get(pk=statements["name"].pk).value


def test_a_value_moved_to_another_column_does_not_open(statements):
    moved = bytes(statements["name"].value_sealed)
    Statement.objects.filter(pk=statements["name"].pk).update(said_by_sealed=moved)
    with pytest.raises(NotOpened):
        _ = Statement.objects.get(pk=statements["name"].pk).said_by


def test_every_sealed_column_is_known_to_whoever_changes_keys():
    assert (Statement, "value_sealed") in set(sealed_fields())
