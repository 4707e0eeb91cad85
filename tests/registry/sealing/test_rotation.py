"""Keys are changed while the registry serves, and nothing personal is ever in what a thief would copy."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from django.db import connection

from nasab.registry.audit.verifying import signed_head, verify
from nasab.registry.cases.models import Statement, Token
from nasab.registry.cases.retokening import retoken
from nasab.registry.cases.searching import search
from nasab.registry.cases.selectors import open_file
from nasab.registry.cases.services import Told, open_child, open_request, record_consent, take_out
from nasab.registry.sealing import KeyRing, NotOpened, blind_tokens, keyring, rotation
from nasab.registry.sealing.sealed import sealed_fields


@pytest.fixture
def child(office):
    told = (Told(fact="name", value="بلال", said_by="nurse"), Told(fact="age", value="4"))
    return open_child(
        by=office.actor("amina"), agency=office.agency("Mosul").id, side="found", told=told, reference="M-1"
    )


def test_everything_is_sealed_with_the_new_key_and_the_old_is_gone(office, child):
    assert rotation.begin() == 2
    assert rotation.reseal() > 4
    assert rotation.destroy_unused() == [1]
    assert set(rotation.used()) == {2}
    assert open_file(child.pk, by=office.actor("amina")).fact("name").values == ("بلال",)


def test_what_is_written_meanwhile_is_sealed_with_the_new_key(office, child):
    rotation.begin()
    told = (Told(fact="name", value="Aminat"),)
    other = open_child(by=office.actor("amina"), agency=office.agency("Mosul").id, side="found", told=told)
    assert rotation.used()[2] >= 1
    rotation.reseal()
    rotation.destroy_unused()
    assert open_file(other.pk, by=office.actor("amina")).fact("name").values == ("Aminat",)


def test_a_rotation_that_was_stopped_goes_on(office, child, monkeypatch):
    rotation.begin()
    monkeypatch.setattr(rotation, "sealed_fields", lambda: list(sealed_fields())[:2])
    rotation.reseal()
    monkeypatch.undo()
    assert rotation.destroy_unused() == []  # some values still need the old key
    rotation.reseal()
    assert rotation.destroy_unused() == [1]
    assert rotation.reseal() == 0


WORDS = {
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "cyrillic": "абвгдежзиклмнопрстуфхцчшщэюя",
    "latin": "abcdefghijklmnopqrstuvwxyz", "chechen": "абвгдгӏккъллмнппӏрстӏххьцӏчӏ", "digits": "0123456789",
}  # fmt: skip


def planted(count):
    """Values in five scripts that occur nowhere else."""
    chance = random.Random(11)
    kinds = list(WORDS.values())
    return ["".join(chance.choices(kinds[number % 5], k=14)) for number in range(count)]


def test_a_copy_of_the_database_holds_none_of_two_thousand_planted_values(office, tmp_path):
    values = iter(planted(2000))
    facts = ("name", "father", "mother", "origin", "marks", "notes", "place_now", "siblings")
    amina, luc = office.actor("amina"), office.actor("luc")
    for _ in range(100):
        told = tuple(
            Told(fact=fact, value=next(values), said_by=next(values) if fact in ("name", "father") else "")
            for fact in facts
        )
        child = open_child(
            by=amina, agency=office.agency("Mosul").id, side="found", told=told, reference=next(values),
        )  # fmt: skip
        record_consent(child, by=amina, level=2, given_by=next(values))
    for _ in range(100):
        told = tuple(
            Told(fact=fact, value=next(values), written_where=next(values))
            for fact in ("inquirer", "telephone", "address", "story")
        )
        open_request(by=luc, agency=office.agency("Strasbourg").id, told=told)
    assert next(values, None) is None
    copy = dumped(tmp_path)
    for value in planted(2000):
        assert value.encode() not in copy
        assert value.encode("utf-16-le") not in copy


def dumped(folder: Path) -> bytes:
    """Everything that the database holds, as a thief would have it: every table, and its files."""
    out = bytearray()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for cell in row:
                    out += bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
    if connection.vendor == "sqlite":
        for path in Path(str(connection.settings_dict["NAME"])).parent.glob("test.sqlite3*"):
            out += path.read_bytes()
    return bytes(out)


def test_five_hundred_values_moved_to_another_row_do_not_open(office):
    told = tuple(Told(fact="notes", value=f"value {number}") for number in range(60))
    child = open_child(by=office.actor("amina"), agency=office.agency("Mosul").id, side="found", told=told)
    rows, chance, refused = list(child.statements.all()), random.Random(3), 0
    for _ in range(500):
        here, there = chance.sample(rows, 2)
        moved = Statement(pk=here.pk, value_sealed=there.value_sealed)
        try:
            _ = moved.value
        except NotOpened:
            refused += 1
    assert refused == 500
    assert keyring().current == 1


def found_by(office, text, kind="name"):
    return [one.file.number for one in search(text, kind, by=office.actor("amina"))]


def test_files_are_found_while_their_tokens_are_made_anew_and_after(office, child):
    before = {bytes(row.token) for row in Token.objects.all()}
    rotation.begin_tokens()
    assert found_by(office, "Билал") == found_by(office, "M-1", "number") == [child.number], "by the secret of before"
    count = Token.objects.count()
    assert retoken() == 1
    assert Token.objects.count() == count
    assert not before & {bytes(row.token) for row in Token.objects.all()}
    assert found_by(office, "Билал") == [child.number]
    rotation.end_tokens()
    assert found_by(office, "Билал") == found_by(office, "m-1", "number") == [child.number]
    assert not keyring().is_changing_tokens


def test_a_change_of_tokens_that_was_stopped_goes_on(office, child):
    rotation.begin_tokens()
    half = keyring().token("name", "x")
    rotation.begin_tokens()
    assert keyring().token("name", "x") == half, "no third secret"
    with pytest.raises(ValueError):
        keyring().with_new_blind()
    assert retoken() == retoken() == 1
    rotation.end_tokens()
    assert found_by(office, "Билал") == [child.number]


def test_who_was_taken_out_is_not_found_again_by_new_tokens(office, child):
    take_out(child, by=office.actor("nadia"))
    rotation.begin_tokens()
    retoken()
    rotation.end_tokens()
    assert not Token.objects.exists()


def test_a_list_taken_again_finds_its_files_by_new_tokens(office, child):
    rotation.begin_tokens()
    retoken()
    rotation.end_tokens()
    child.refresh_from_db()
    assert bytes(child.reference_token) in blind_tokens("reference", "M-1")


def test_heads_signed_before_are_still_checked_and_new_ones_signed_anew(office, child):
    old, public = signed_head("2026-01-01"), keyring().public.public_bytes_raw()
    rotation.sign_anew()
    new = signed_head("2026-01-02")
    assert keyring().public.public_bytes_raw() != public
    assert verify([old, new])[1] == []
    forged = old.replace("2026-01-01", "2026-01-03")
    assert [fault.kind for fault in verify([forged])[1]] == ["signature"]


def test_the_ring_says_the_same_again_after_every_change(tmp_path):
    ring = KeyRing.new().with_new_key().with_new_blind().with_new_signing()
    ring.write(tmp_path / "keys.json")
    again = KeyRing.read(tmp_path / "keys.json")
    assert again.tokens("name", "x") == ring.tokens("name", "x")
    assert len(again.tokens("name", "x")) == 2
    assert again.without_blind_before().tokens("name", "x") == ring.tokens("name", "x")[:1]
    assert again.without(1).data.keys() == {2}
