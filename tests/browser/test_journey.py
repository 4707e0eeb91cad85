"""The whole way: a list comes in, a pair waits, two judge it without leading one another, the record has it all."""

from __future__ import annotations

import pytest

from nasab.registry.audit.models import Entry
from nasab.registry.audit.verifying import verify
from nasab.registry.candidates.models import Candidate
from nasab.registry.candidates.weighing import Weigher
from nasab.registry.cases.models import Child
from nasab.registry.intake.models import Upload
from nasab.registry.intake.tasks import take_upload

LIST = "id,name,sex,age,father,consent\nM-101,Ризван,m,7,Adam,yes\n"
WORDS = {
    "en": {"look": "Look at it first", "take": "Take the list", "save": "Save"},
    "ar": {"look": "انظر إليها أولاً", "take": "خذ القائمة", "save": "احفظ"},
}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_from_a_list_to_two_judgements_and_the_audit_record(visit, office, tmp_path, language):
    words = WORDS[language]
    # A registrar brings a list, looks at what was understood, and takes it.
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    page = visit("amina", "/lists/", language)
    page.set_input_files("input[type=file]", str(path))
    page.check("input[name=side][value=found]")
    page.get_by_role("button", name=words["look"]).click()
    page.get_by_role("button", name=words["take"]).click()
    page.wait_for_load_state()
    upload = Upload.objects.get()
    take_upload.func(str(upload.pk), str(office.users["amina"].pk))
    assert Child.objects.filter(statements__fact="father", side="found").count() == 3
    Weigher().weigh_changed()
    # Two people judge the pair that waits; neither sees the other.
    pair = Candidate.objects.get(found=office.files[0], sought=office.files[1])
    for who in ("malika", "karim"):
        page = visit(who, "/candidates/", language)
        page.locator(f"a[href='/candidates/{pair.pk}/']").first.click()
        assert page.locator("input[type=radio]:checked").count() == 0
        assert "first said" not in page.content()
        page.check("input[name=verdict][value=same]")
        page.fill("textarea[name=because]", f"{who} first said: the kunya and the burn")
        if page.locator("textarea[name=otherwise]").count():
            page.fill("textarea[name=otherwise]", "a mother who says otherwise")
        page.locator(f"form[action='/candidates/{pair.pk}/judge/'] button").click()
        page.wait_for_load_state()
    assert Candidate.objects.get(pk=pair.pk).state == "agreed_same"
    # The auditor finds every step, and the record whole.
    page = visit("olga", "/people/audit/?check=1", language)
    assert "pair.judge" in page.content()
    assert page.locator(".note.success").count() == 1
    assert Entry.objects.filter(action="pair.judge").count() == 2
    assert verify()[1] == []


def test_a_child_is_registered_corrected_and_found_again_by_keyboard(visit):
    page = visit("amina", "/children/new/")
    page.fill("input[name=name]", "خديجة")
    page.fill("input[name=age]", "7")
    page.locator("input[name=age]").press("Enter")
    page.wait_for_url("**/children/*/")
    assert "Khadija" in page.content()
    page.get_by_role("link", name="Correct").first.focus()
    page.keyboard.press("Enter")
    page.fill("textarea[name=value]", "خديجه")
    page.get_by_role("button", name="Save").press("Enter")
    page.wait_for_url("**/children/*/")
    page.goto(page.url.split("/children")[0] + "/search/")
    page.fill("input[name=text]", "Hadidja")
    page.keyboard.press("Enter")
    page.locator("table a").first.wait_for()
    assert page.locator("table a").count() == 1


def test_every_page_works_without_javascript(browser, served, visit):
    page = visit("malika", "/candidates/")
    cookies = page.context.cookies()
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(cookies)
    plain = context.new_page()
    plain.goto(served + "/candidates/")
    plain.locator("table a").first.click()
    assert plain.locator("form input[name=verdict]").count() == 3
    context.close()


def test_a_page_left_alone_says_so_before_it_is_closed(visit, settings):
    settings.NASAB_SESSION_IDLE = 61
    page = visit("amina", "/children/new/")
    soon = page.locator("p.soon[role=alert]")
    soon.wait_for(timeout=5000)
    assert "signed out in a minute" in soon.inner_text()
    page.keyboard.press("Shift")
    assert soon.count() == 0


def test_escape_three_times_leaves_nothing_on_the_screen_and_ends_the_session(visit, office):
    page = visit("amina", f"/children/{office.files[0].pk}/")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.locator("h1").is_visible()
    page.keyboard.press("Escape")
    page.wait_for_url("**/accounts/login/**")
    assert office.files[0].number not in page.content()
    page.goto(page.url.split("/accounts")[0] + f"/children/{office.files[0].pk}/")
    assert "/accounts/login/" in page.url


def test_without_signing_in_there_is_nothing_to_see(client, db):
    # (This test is also what makes pytest-django prepare the database that the served registry works on.)
    assert client.get("/").status_code == 302
