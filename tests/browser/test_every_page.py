"""Every page in both directions: it opens, nothing leaves the machine, axe-core finds nothing serious."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nasab.registry.candidates.models import Candidate
from nasab.registry.cases.canaries import set_canary
from nasab.registry.cases.selectors import open_file
from nasab.registry.cases.services import Told
from nasab.registry.cases.together import say_together
from tests.browser.conftest import picture, serious
from tests.registry.pairs import a_child_found

#: Who looks at what; `{…}` is filled with the cast's files.
PAGES = {
    "overview": ("amina", "/"),
    "children": ("amina", "/children/"),
    "child": ("amina", "/children/{found}/"),
    "new-child": ("amina", "/children/new/"),
    "statement": ("amina", "/files/{found}/state/"),
    "consent": ("amina", "/files/{found}/consent/"),
    "history": ("amina", "/files/{found}/history/"),
    "together": ("amina", "/together/{group}/"),
    "belongs": ("amina", "/files/{found}/together/"),
    "lists": ("amina", "/lists/"),
    "requests": ("luc", "/requests/"),
    "request": ("luc", "/requests/{request}/"),
    "new-request": ("luc", "/requests/new/"),
    "search": ("luc", "/search/"),
    "worklist": ("malika", "/candidates/"),
    "pair": ("malika", "/candidates/{pair}/"),
    "disputes": ("nadia", "/candidates/disputes/"),
    "people": ("boris", "/people/"),
    "why": ("boris", "/people/why/"),
    "alarms": ("nadia", "/alarms/"),
    "assign": ("nadia", "/people/assign/"),
    "audit": ("olga", "/people/audit/"),
    "reads": ("olga", "/people/reads/"),
    "settings": ("olga", "/people/settings/"),
    "figures": ("yusuf", "/figures/"),
    "why-open": ("nadia", "/children/{found}/"),
    "refused": ("yusuf", "/children/"),
    "second-factor": ("amina", "/accounts/2fa/"),
}


@pytest.fixture
def group(office):
    """Aminat, who says that Bilal is her brother; the cook has heard otherwise.  Karim came to a canary."""
    amina = office.actor("amina")
    aminat = a_child_found(
        office, name="Аминат", sex="f", age="6", father="Русл", father_alias="Абу Билал", found_place="Mosul",
        languages="che",
    )  # fmt: skip
    said = Told(fact="together", value="это мой брат", said_by="Аминат", said_to="Мадина", certainty="sure")
    group = say_together(aminat, office.files[0].number, by=amina, told=said)
    heard = replace(said, answer="denied", value="ابن عمه", said_by="the cook", certainty="hearsay")
    say_together(office.files[0], group.number, by=amina, told=heard)
    canary = a_child_found(office, name="Ramzan")
    set_canary(canary, by=office.actor("nadia"))
    open_file(canary.pk, by=office.actor("karim"), reason="search")
    return group


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_and_is_within_everybodys_reach(visit, office, group, name, language):
    found, sought, _ = office.files
    pair = Candidate.objects.get(found=found, sought=sought)
    who, path = PAGES[name]
    keys = {"found": found.pk, "request": sought.request_id, "pair": pair.pk, "group": group.pk}
    page = visit(who, path.format(**keys), language)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert page.locator("h1").count() == 1
    picture(page, f"{name}-{language}")
    assert serious(page) == []
    widest = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert widest <= 0


def test_the_first_load_is_small(visit):
    sizes = []
    page = visit("amina", "/")
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) <= 100_000  # as they are, before any compression


def test_without_signing_in_there_is_nothing_to_see(client, db):
    # (This test is also what makes pytest-django prepare the database that the served registry works on.)
    assert client.get("/").status_code == 302
