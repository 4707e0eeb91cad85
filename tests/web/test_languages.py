"""The pages' languages are whole: nothing is left in English, no blank is lost, what is compiled is what is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[2] / "src" / "nasab" / "web" / "locale"
WEB = LOCALE.parent
LANGUAGES = ("ar", "ru", "fr")
BLANK = re.compile(r"%\((\w+)\)s")
#: How many forms a counted word has.
FORMS = {"ar": 6, "ru": 3, "fr": 2}


def catalogue(language):
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def key(one):
    context = one.context.decode() if isinstance(one.context, bytes) else one.context
    return context, tuple(one.id) if isinstance(one.id, tuple | list) else one.id


def said(one):
    return tuple(one.string) if isinstance(one.string, tuple | list) else one.string


def written():
    """Every sentence of the templates and modules, roughly as gettext finds them."""
    found = set()
    for path in [*WEB.rglob("*.html"), *WEB.rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r"""{% trans "([^"]+)"(?: context "[^"]+")? %}""", text))
        found |= set(re.findall(r"""{% trans '([^']+)' %}""", text))
        found |= set(re.findall(r"""\b_\("((?:[^"\\]|\\.)+)"\)""", text)) if path.suffix == ".py" else set()
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_there(language):
    known = {one.id[0] if isinstance(one.id, tuple) else one.id for one in catalogue(language)}
    assert written() - known == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_said_and_its_blanks_are_kept(language):
    for one in catalogue(language):
        if not one.id:
            continue
        forms = one.string if isinstance(one.string, tuple | list) else (one.string,)
        meant = one.id if isinstance(one.id, tuple) else (one.id,)
        assert all(forms), one.id
        assert not one.fuzzy
        if isinstance(one.id, tuple):
            assert len(forms) == FORMS[language], one.id
            assert all(set(BLANK.findall(form)) <= set(BLANK.findall(meant[1])) for form in forms)
        else:
            assert set(BLANK.findall(forms[0])) == set(BLANK.findall(meant[0])), one.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language):
    with (LOCALE / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        compiled = {key(one): said(one) for one in read_mo(file) if one.id}
    assert compiled == {key(one): said(one) for one in catalogue(language) if one.id}


def test_the_sheet_knows_no_left_and_no_right():
    for path in WEB.rglob("*.css"):
        rules = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"\b(left|right)\b", rules), path.name


def test_no_template_has_a_script_or_a_style_in_it():
    for path in WEB.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), path.name
        assert "<style" not in text
        assert not re.search(r"\s(style|on[a-z]{4,})=", text), path.name
