"""A sealed value opens where it was sealed, with the key it was sealed with, and nowhere else."""

from __future__ import annotations

import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab.errors import WrongUse
from nasab.registry.sealing import KeyRing, NotOpened

RING = KeyRing.new()


@given(st.binary(max_size=200), st.text(max_size=60))
def test_what_was_sealed_opens_at_its_place(value, place):
    assert RING.open(RING.seal(value, place), place) == value


@given(st.binary(min_size=1, max_size=60), st.integers(0, 10_000), st.integers(1, 255))
def test_one_changed_byte_is_noticed(value, where, by):
    sealed = bytearray(RING.seal(value, "a"))
    sealed[where % len(sealed)] ^= by
    with pytest.raises(NotOpened):
        RING.open(bytes(sealed), "a")


@given(st.binary(max_size=80))
def test_bytes_that_nobody_sealed_do_not_open(value):
    with pytest.raises(NotOpened):
        RING.open(value, "a")


def test_a_value_moved_to_another_row_does_not_open():
    with pytest.raises(NotOpened):
        RING.open(RING.seal("بلال".encode(), "cases_statement:value_sealed:1"), "cases_statement:value_sealed:2")


def test_the_same_value_is_never_sealed_the_same_way_twice():
    assert RING.seal(b"Bilal", "a") != RING.seal(b"Bilal", "a")


def test_after_a_change_of_keys_old_values_open_until_their_key_is_destroyed():
    old = RING.seal(b"Bilal", "a")
    ring = RING.with_new_key()
    assert ring.open(old, "a") == b"Bilal"
    assert KeyRing.number_of(ring.seal(b"Bilal", "a")) == 2
    with pytest.raises(NotOpened):
        ring.without(1).open(old, "a")
    with pytest.raises(ValueError):
        ring.without(2)


def test_the_file_of_keys_is_for_its_owner_alone_and_says_the_same_again(tmp_path):
    RING.write(tmp_path / "keys.json")
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600
    again = KeyRing.read(tmp_path / "keys.json")
    assert again.open(RING.seal(b"Bilal", "a"), "a") == b"Bilal"
    assert again.token("name", "x") == RING.token("name", "x")
    assert list(tmp_path.iterdir()) == [tmp_path / "keys.json"]


def test_a_token_of_one_purpose_says_nothing_of_another():
    assert RING.token("name", "bilal") != RING.token("kin", "bilal")
    assert KeyRing.new().token("name", "bilal") != RING.token("name", "bilal")


def test_a_missing_ring_is_one_clear_message(tmp_path):
    with pytest.raises(WrongUse, match="KEYS-01"):
        KeyRing.read(tmp_path / "nowhere.json")


@pytest.mark.parametrize("written", ["", "[]", "{}", '{"data": {"1": "short"}, "current": 1}', "null", "\x00", "ключ"])
def test_a_file_that_is_no_ring_is_one_clear_message(tmp_path, written):
    (tmp_path / "keys.json").write_text(written, encoding="utf-8")
    with pytest.raises(WrongUse, match="KEYS-02"):
        KeyRing.read(tmp_path / "keys.json")


def test_what_is_signed_is_checked_with_the_public_half():
    RING.public.verify(RING.sign(b"head"), b"head")
