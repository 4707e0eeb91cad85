"""A definition from a file: read whole, hashed, and refused where a word is not known."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasab import exchange
from nasab.errors import NasabError, UnreadableList
from nasab.estimation import ListFacts

WHOLE = """
title = "Children of Russian citizens in Mosul"
registered = 2017-09-20
method = "averaging"
merge = [["registry", "ministry"]]
shared_ids = true
recall = 0.93
[who]
origins = ["Russia"]
age_from = 0
age_under = 18
[where]
places = ["Mosul"]
state = "orphanage"
[when]
at = 2017-09-01
left = "unknown"
[lists.registry]
first = 2017-08-01
last = 2017-09-15
official = true
built_from = "ministry"
"""


def read(tmp_path, text):
    path = tmp_path / "definition.toml"
    path.write_text(text, encoding="utf-8")
    return exchange.read_definition(path)


def test_everything_that_is_written_is_read(tmp_path):
    told = read(tmp_path, WHOLE)
    assert (told.title, told.registered, told.at) == (
        "Children of Russian citizens in Mosul", date(2017, 9, 20), date(2017, 9, 1)
    )  # fmt: skip
    assert (told.origins, told.places, told.state, told.age_from, told.age_under) == (
        ("Russia",), ("Mosul",), "orphanage", 0, 18
    )  # fmt: skip
    assert (told.left, told.recall, told.shared_ids, told.merge) == (None, 0.93, True, (("registry", "ministry"),))
    assert told.lists == {"registry": ListFacts(date(2017, 8, 1), date(2017, 9, 15), True, "ministry")}
    assert told.digest == hashlib.sha256(WHOLE.encode()).hexdigest()


@pytest.mark.parametrize(
    ("code", "text", "key"),
    [
        ("DEFINE-01", "title = ", ""),
        ("DEFINE-02", "titel = 'x'", "titel"),
        ("DEFINE-02", "[who]\norigin = ['Russia']", "who.origin"),
        ("DEFINE-02", "[lists.a]\nofficial_ = true", "lists.a.official_"),
        ("DEFINE-03", "title = 3", "title"),
        ("DEFINE-03", "[who]\norigins = 'Russia'", "who.origins"),
        ("DEFINE-03", "[who]\nage_under = -1", "who.age_under"),
        ("DEFINE-03", "[who]\nage_under = true", "who.age_under"),
        ("DEFINE-03", "[when]\nat = '2017'", "when.at"),
        ("DEFINE-03", "[when]\nleft = 1.5", "when.left"),
        ("DEFINE-03", "who = 'all'", "who"),
        ("DEFINE-03", "method = 'best'", "method"),
        ("DEFINE-03", "merge = ['a', 'b']", "merge"),
        ("DEFINE-03", "recall = 1.2", "recall"),
        ("DEFINE-03", "[lists]\na = 1", "lists.a"),
        ("DEFINE-03", "[lists.a]\nfirst = 2017-02-01\nlast = 2017-01-01", "lists.a.last"),
    ],
)
def test_what_is_not_known_is_refused_by_name(tmp_path, code, text, key):
    with pytest.raises(UnreadableList) as told:
        read(tmp_path, text)
    assert (told.value.code, told.value.problem.column) == (code, key)


@given(st.text(max_size=200))
def test_whatever_is_in_the_file_it_is_read_or_refused(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("definition") / "any.toml"
    path.write_text(text, encoding="utf-8", errors="replace")
    try:
        exchange.read_definition(path)
    except NasabError as error:
        error.problem.sentence()
