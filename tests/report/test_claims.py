"""The page of a ledger: its findings, its chart by definition, nothing pooled."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET

import pytest

from nasab import report, texts
from nasab.ledger import Registry, understand
from nasab.report.claims_chart import draw_claims
from tests.ledger.public import CLAIMS, claim

MEANINGS = [understand(one) for one in CLAIMS]
REGISTRY = Registry("Russia", "Iraq; Syria", "", "2018-02-01", 300, 320, (310, 420))


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_page_shows_every_claim_and_finding(tmp_path, language):
    report.write_claims(MEANINGS, tmp_path / "out", language, registry=REGISTRY)
    page = (tmp_path / "out" / "claims.html").read_text(encoding="utf-8")
    for one in CLAIMS:
        assert f">{one.id}<" in page
    assert texts.say("claims.page.registry", language) in page
    assert "{" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert not re.search(r"(src|href)\s*=|url\(|<script|<link|<img", page)


def test_the_chart_has_a_heading_for_each_definition_and_our_own_beside_what_is_comparable():
    picture = draw_claims(MEANINGS, REGISTRY, "en")
    ET.fromstring(picture)
    headings = re.findall(r'font-weight="600" font-size="13.5"[^>]*>([^<]+)<', picture)
    assert len(headings) == len(set(headings)) == len({one.definition for one in MEANINGS if one.has_figure})
    assert picture.count("On file, and the wide range") == 1
    assert "On file" not in draw_claims(MEANINGS, None, "en")


def test_what_a_speaker_is_called_cannot_act():
    bad = understand(claim("1", "2018", "<script>x</script>", 1, 3, "range", "Russian children", "", "Iraq", "stock"))
    assert "<script" not in draw_claims([bad], None, "en")


def test_figures_for_programs_hold_no_pooled_range():
    told = json.loads(report.claims_as_json(MEANINGS, REGISTRY))
    assert {(one["first"], one["second"]) for one in told["not_comparable"]} >= {("C08", "C09"), ("C13", "C15")}
    assert not {"low", "high", "range", "total"} & set(told)
    assert told["against_registry"] == [{"claim": "C09", "verdict": "consistent", "missing": 0}]
