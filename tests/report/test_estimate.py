"""The page of an estimate: what may be said, no small figure, nothing from outside, in four languages."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from nasab import report, texts
from nasab.estimation import Definition, Overlaps, Plan, study
from tests.estimation.published import KOREA, table

DEFINED = Definition(
    title="Women <b>of Palembang</b>", origins=("Korea",), at=date(1945, 8, 1), digest="ab" * 32, age_under=30
)
STUDY = study(table(KOREA), 3, definition=DEFINED, plan=Plan(burn=200, draws=100, thin=5), resamples=100)
REFUSED = study(Overlaps.of("ab", {1: 50, 2: 40, 3: 4}), 3)


def page_of(tmp_path, found, language="en"):
    report.write_estimate(found, tmp_path / language, language)
    return (tmp_path / language / "estimate.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_page_says_what_may_be_said_and_what_may_not(tmp_path, language):
    page = page_of(tmp_path, STUDY, language)
    assert f'dir="{texts.direction(language)}"' in page
    for key in ("said", "notsaid", "sensitivity", "registered"):
        assert texts.say(f"estimate.page.{key}", language) in page
    assert "125–280" in page
    assert "120–440" in page
    assert DEFINED.digest in page
    assert "{" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)


def test_at_least_and_or_more_are_always_said(tmp_path):
    page = page_of(tmp_path, STUDY)
    assert "at least about 135" in page
    assert "or more" in page


def test_nothing_is_loaded_from_outside(tmp_path):
    page = page_of(tmp_path, STUDY)
    assert not re.search(r"(src|href)\s*=|url\(|@import|<script|<link|<img", page)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", page)
    assert "default-src 'none'" in page


def test_what_a_definition_says_cannot_act(tmp_path):
    page = page_of(tmp_path, STUDY)
    assert "<b>of Palembang" not in page
    assert "&lt;b&gt;of Palembang" in page


def test_pictures_are_well_formed(tmp_path):
    pictures = re.findall(r"<svg .*?</svg>", page_of(tmp_path, STUDY, "ar"), re.DOTALL)
    assert len(pictures) == 3
    for picture in pictures:
        root = ET.fromstring(picture)
        assert root.find("{http://www.w3.org/2000/svg}title") is not None


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_refused_study_shows_why_and_no_range(tmp_path, language):
    page = page_of(tmp_path, REFUSED, language)
    assert texts.say("estimate.answer.refused", language) in page
    assert texts.say("estimate.answer.likely", language) not in page
    assert "<svg" not in page


def test_small_cells_are_shown_nowhere(tmp_path):
    overlaps = Overlaps.of("abc", {1: 40, 2: 35, 4: 3, 3: 15, 5: 2, 6: 1, 7: 3})
    found = study(overlaps, 1, plan=Plan(chains=0), resamples=0)
    page = page_of(tmp_path, found)
    told = json.loads((tmp_path / "en" / "estimate.json").read_text(encoding="utf-8"))
    assert told["lists"]["c"] is None
    assert told["on_exactly"]["3"] is None
    assert told["on_exactly"]["2"] is None  # else the sum would give it away
    assert "fewer than 10" in page


def test_figures_that_leave_are_rounded_and_those_that_stay_are_not(tmp_path):
    told = json.loads(report.estimate_as_json(STUDY))
    assert told["shown"]["recorded"] == 120
    assert told["computed"]["recorded"] == 123
    assert told["computed"]["averaging"]["quantiles"] == {"2.5": 123, "10": 126, "50": 159, "90": 278, "97.5": 440}
    written = page_of(tmp_path, STUDY)
    assert "123" not in re.sub(r"<(svg|style)\b.*?</\1>", "", written, flags=re.DOTALL).replace("[12,23]", "")


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_terminal_says_the_same(language, capsys):
    from rich.console import Console

    report.show_estimate(STUDY, Console(width=100), language)
    report.show_estimate(REFUSED, Console(width=100), language)
    shown = capsys.readouterr().out
    assert "125" in shown
    assert "440" in shown


def test_the_page_says_how_many_chains_there_were(tmp_path):
    assert STUDY.latent is not None
    for chains in (4, 20):
        medians = np.full(chains, np.median(STUDY.latent.draws))
        page = page_of(tmp_path, replace(STUDY, latent=replace(STUDY.latent, r_hat=1.0, medians=medians)))
        assert f"chains: {chains}" in page
