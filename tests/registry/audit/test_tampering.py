"""A thousand random tamperings with the audit record by whoever owns the database: with signed heads all are found.

Without heads, what was cut off at the end cannot be noticed, and this says so.
"""

from __future__ import annotations

import json
import random

import pytest

from nasab.registry.audit.chain import BEGIN, hash_of
from nasab.registry.audit.verifying import check_rows
from tests.registry.audit.test_chain import chained

LENGTH = 40


def edit(rows, chance):
    where = chance.randrange(LENGTH)
    rows[where] = {**rows[where], chance.choice(["actor", "action", "subject", "details", "at"]): f"{chance.random()}"}


def delete(rows, chance):
    del rows[chance.randrange(LENGTH - 1)]


def insert(rows, chance):
    where = chance.randrange(1, LENGTH)
    rows.insert(where, {**rows[where], "actor": "somebody else"})


def swap(rows, chance):
    one, other = chance.sample(range(LENGTH), 2)
    rows[one], rows[other] = rows[other], rows[one]


def retime(rows, chance):
    where = chance.randrange(LENGTH)
    rows[where] = {**rows[where], "at": "1999-01-01T00:00"}


def cut(rows, chance):
    del rows[chance.randrange(1, LENGTH) :]


def rebuild(rows, chance, where=None):
    """Changes a row and makes everything after it fit again: only a head that is kept elsewhere tells."""
    where = chance.randrange(LENGTH) if where is None else where
    rows[where] = {**rows[where], "actor": "somebody else"}
    before = rows[where - 1]["hash"] if where else BEGIN
    for place in range(where, len(rows)):
        row = {**rows[place], "before": before}
        before = row["hash"] = hash_of(before, row)
        rows[place] = row


def cut_and_append(rows, chance):
    cut(rows, chance)
    while len(rows) < LENGTH:
        row = {**rows[-1], "sequence": rows[-1]["sequence"] + 1, "before": rows[-1]["hash"], "action": "made up"}
        row["hash"] = hash_of(row["before"], row)
        rows.append(row)


def rebuild_all(rows, chance):
    rebuild(rows, chance, 0)


TAMPERINGS = (edit, delete, insert, swap, retime, cut, rebuild, cut_and_append, rebuild_all)


def noticed(rows, heads):
    """Whether rows or heads do not fit."""
    hashes = {row["sequence"]: row["hash"] for row in rows}
    return any(check_rows(rows)) or any(hashes.get(sequence) != told for sequence, told in heads)


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda one: one.__name__)
def test_with_signed_heads_every_tampering_is_found(tampering):
    chance = random.Random(tampering.__name__)
    whole = chained(LENGTH)
    heads = [(row["sequence"], row["hash"]) for row in whole[9::10]]  # handed out now and then, the last at the end
    assert not noticed(whole, heads)
    found = 0
    for _ in range(112):
        rows = json.loads(json.dumps(whole))
        tampering(rows, chance)
        found += noticed(rows, heads)
    assert found == 112


def test_without_heads_what_was_cut_off_is_not_noticed():
    rows = chained(LENGTH)
    del rows[30:]
    assert not noticed(rows, [])
