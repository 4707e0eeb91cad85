"""Each role does what it is there for, from its overview on, in English and in Arabic; and is shown nothing more."""

from __future__ import annotations

import pytest

from nasab.registry.audit.models import Entry
from nasab.registry.candidates.models import Candidate
from nasab.registry.cases.models import Child, Statement, TracingRequest
from nasab.registry.people.models import Grant
from tests.browser.conftest import serious

BOTH = pytest.mark.parametrize("language", ["en", "ar"])

#: Where the navigation leads each role, and where it must not.
REACH = {
    "amina": ({"/children/", "/search/", "/lists/"}, {"/candidates/", "/people/audit/"}),
    "luc": ({"/requests/", "/search/", "/lists/"}, {"/candidates/", "/people/audit/"}),
    "malika": ({"/candidates/"}, {"/people/audit/", "/lists/"}),
    "nadia": ({"/children/", "/requests/", "/candidates/disputes/"}, {"/people/audit/"}),
    "boris": ({"/people/"}, {"/children/", "/requests/", "/candidates/", "/search/"}),
    "olga": ({"/people/audit/"}, {"/children/", "/requests/", "/candidates/", "/search/"}),
    "yusuf": ({"/figures/"}, {"/children/", "/requests/", "/candidates/", "/search/", "/people/audit/"}),
}


@BOTH
@pytest.mark.parametrize("name", REACH)
def test_the_overview_leads_a_role_to_all_that_is_its_own_and_to_nothing_else(visit, name, language):
    page = visit(name, "/", language)
    links = page.locator("header nav a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    leads, must_not = REACH[name]
    assert leads <= set(links)
    assert not must_not & set(links)
    for link in links:
        answer = page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + link)
        assert answer is not None
        assert answer.status == 200, link
        assert page.locator("h1").count() == 1
    assert serious(page) == []


@BOTH
def test_a_tracing_officer_takes_down_a_family_and_the_child_it_seeks(visit, language):
    page = visit("luc", "/requests/new/", language)
    page.fill("input[name=inquirer], textarea[name=inquirer]", "Эльмурзаев Ваха")
    page.locator("main form button.button").last.click()
    page.wait_for_url("**/requests/*/")
    page.locator("main a[href$='/children/new/']").click()
    page.fill("input[name=name], textarea[name=name]", "Эльмурзаева Хеда")
    page.locator("main form button.button").last.click()
    page.wait_for_url("**/children/*/")
    child = Child.objects.latest("opened_at")
    assert child.side == "sought"
    assert child.request == TracingRequest.objects.latest("opened_at")
    page.locator(f"main a[href='/requests/{child.request_id}/']").click()
    page.wait_for_url("**/requests/*/")
    assert child.number in page.content()


@BOTH
def test_two_who_disagree_are_settled_by_the_protection_lead(visit, office, language):
    pair = Candidate.objects.get(found=office.files[0], sought=office.files[1])
    for who, verdict in (("malika", "same"), ("karim", "different")):
        page = visit(who, f"/candidates/{pair.pk}/", language)
        page.check(f"input[name=verdict][value={verdict}]")
        page.fill("textarea[name=because]", f"{who} says {verdict}")
        if page.locator("textarea[name=otherwise]").count():
            page.fill("textarea[name=otherwise]", "who could be asked")
        page.locator(f"form[action='/candidates/{pair.pk}/judge/'] button").click()
        page.wait_for_load_state()
    page = visit("nadia", "/candidates/disputes/", language)
    page.locator(f"a[href='/candidates/{pair.pk}/']").first.click()
    for said in ("malika says same", "karim says different"):
        assert said in page.content()
    page.check("input[name=verdict][value=different]")
    page.fill("textarea[name=because]", "the burn is on the other arm")
    page.locator(f"form[action='/candidates/{pair.pk}/settle/'] button").click()
    page.wait_for_load_state()
    assert Candidate.objects.get(pk=pair.pk).state == "settled_different"


@BOTH
def test_an_administrator_gives_a_role_and_says_why_somebody_sees_nothing(visit, office, language, monkeypatch):
    monkeypatch.setattr("nasab.web.confirming.did_recently_reauthenticate", lambda request: True)
    page = visit("boris", f"/people/{office.users['yusuf'].pk}/", language)
    page.select_option("select[name=role]", "matcher")
    page.locator(f"form[action='/people/{office.users['yusuf'].pk}/grant/'] button").click()
    page.wait_for_load_state()
    assert Grant.objects.filter(user=office.users["yusuf"], role="matcher", ended_at=None).exists()
    page.goto(page.url.split("/people")[0] + "/people/why/")
    page.select_option("select[name=user]", str(office.users["zoya"].pk))
    page.fill("input[name=number]", office.files[0].number)
    page.locator("main form button").click()
    page.wait_for_load_state()
    assert page.locator("main .note, main .card").count() >= 1
    assert serious(page) == []


@BOTH
def test_an_auditor_finds_a_look_and_the_record_whole(visit, office, language):
    visit("amina", f"/children/{office.files[0].pk}/", language)
    page = visit("olga", "/people/audit/?check=1", language)
    assert page.locator(".note.success").count() == 1
    page.fill("input[name=subject]", str(office.files[0].pk))
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    assert "child.read" in page.content()
    assert "Bilal" not in page.content()
    assert "بلال" not in page.content()


@BOTH
def test_a_protection_lead_closes_a_file_to_all_others_and_opens_it_again(visit, office, language):
    found = office.files[0]
    for is_restricted in (True, False):
        page = visit("nadia", f"/children/{found.pk}/", language)
        page.check("input[name=reason][value=supervision]")  # it is not her own
        page.locator("main form button").click()
        page.wait_for_url(f"**/children/{found.pk}/")
        page.locator(f"form[action='/files/{found.pk}/restrict/'] button").click()
        page.wait_for_load_state()
        assert Child.objects.get(pk=found.pk).is_restricted is is_restricted
    assert Entry.objects.filter(action="file.restrict").count() == 2


@BOTH
def test_a_registrar_adds_a_statement_beside_another_and_takes_one_back(visit, office, language):
    found = office.files[0]
    page = visit("amina", f"/files/{found.pk}/state/?fact=age", language)
    page.fill("textarea[name=value]", "7")
    page.fill("input[name=said_by]", "the cook")
    page.locator("main form button.button").first.click()
    page.wait_for_url("**/children/*/")
    assert page.locator("#contradictions").count() == 1  # 4 and 7
    said = Statement.objects.filter(child=found, fact="age").latest("recorded_at")
    page.locator(f"a[href='/statements/{said.pk}/take-back/']").first.click()
    page.locator("main form button").first.click()
    page.wait_for_url("**/children/*/")
    assert page.locator("#contradictions").count() == 0


def test_an_analyst_sees_figures_and_no_file(visit, office):
    page = visit("yusuf", "/figures/")
    assert page.locator("h1").count() == 1
    for child in office.files:
        assert child.number not in page.content()


def test_without_signing_in_there_is_nothing_to_see(client, db):
    # (This test is also what makes pytest-django prepare the database that the served registry works on.)
    assert client.get("/").status_code == 302
