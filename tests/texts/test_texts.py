"""Every sentence stands in every language, with the same blanks."""

from __future__ import annotations

import string
import tomllib
from importlib.resources import files

import pytest

from nasab import texts

ENGLISH = files(texts.__name__).joinpath("en")
TOPICS = sorted(file.name.removesuffix(".toml") for file in ENGLISH.iterdir() if file.name.endswith(".toml"))
SCRIPTS = {"ar": ("\u0600", "\u06ff"), "ru": ("\u0400", "\u04ff")}


def sentences(language: str, topic: str) -> dict[str, str]:
    source = files(texts.__name__).joinpath(language, f"{topic}.toml").read_text(encoding="utf-8")
    found: dict[str, str] = {}

    def gather(node, path):
        for key, value in node.items():
            if isinstance(value, dict):
                gather(value, (*path, key))
            else:
                found[".".join((*path, key))] = value

    gather(tomllib.loads(source), ())
    return found


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_there_are_topics():
    assert {"problems", "questions", "reasons", "report", "terminal"} <= set(TOPICS)


@pytest.mark.parametrize("language", [language for language in texts.LANGUAGES if language != "en"])
@pytest.mark.parametrize("topic", TOPICS)
def test_every_language_has_the_same_sentences_and_blanks(topic, language):
    english, other = sentences("en", topic), sentences(language, topic)
    assert sorted(other) == sorted(english)
    assert {key: blanks(said) for key, said in other.items()} == {key: blanks(said) for key, said in english.items()}


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
def test_no_sentence_is_empty_and_each_is_in_its_own_script(topic, language):
    for key, said in sentences(language, topic).items():
        assert said.strip(), key
        words = "".join(text for text, *_ in string.Formatter().parse(said))
        if language in SCRIPTS and sum(letter.isalpha() for letter in words) > 1:
            first, last = SCRIPTS[language]
            assert any(first <= letter <= last for letter in words), key


def test_a_sentence_that_does_not_exist_is_a_mistake_of_the_programmer():
    with pytest.raises(KeyError):
        texts.say("report.no.such.sentence")
    assert not texts.has("nowhere.at.all")
    assert texts.has("report.page.title")


def test_a_name_that_runs_the_other_way_is_set_apart():
    assert texts.set_apart("بلال", "en") == "\u2068بلال\u2069"
    assert texts.set_apart("Билал", "ar") == "\u2068Билал\u2069"
    assert texts.set_apart("Билал", "fr") == "Билал"
    assert texts.set_apart("بلال", "ar") == "بلال"
    assert texts.set_apart("14", "ar") == "14"
